// Package azuremonitor simulates the part of Microsoft.Monitor that a landing zone uses: Azure Monitor workspaces, which
// keep Prometheus metrics. How metrics get there is in simulator/insights.
package azuremonitor

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.Monitor, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Monitor",
		Types: []*engine.Type{azureMonitorWorkspace()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"azureMonitorWorkspaceArgs.publicNetworkAccess": {"Enabled", "Disabled"},
		}},
	}
}
