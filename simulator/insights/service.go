// Package insights simulates the part of Microsoft.Insights that a landing zone uses: diagnostic settings, which send a
// resource's logs and metrics to a workspace. The categories that each resource type offers are facts of package azure.
package insights

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.Insights, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Insights",
		Types: []*engine.Type{diagnosticSetting()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"diagnosticSettingArgs.logAnalyticsDestinationType": {dedicated, "AzureDiagnostics"},
				"logSettings.categoryGroup":                         {"allLogs", "audit"},
			},
		},
	}
}
