// Package resources simulates the part of Microsoft.Resources that a landing zone uses: resource groups.
package resources

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Service returns the types of Microsoft.Resources, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Resources",
		Types: []*engine.Type{resourceGroup()},
		BuiltIn: map[string]func(azure.ID) bool{
			// Azure keeps a subscription's Network Watchers in a group that it makes with the first network.
			// Source: https://learn.microsoft.com/azure/network-watcher/network-watcher-create
			"microsoft.resources/resourcegroups": func(id azure.ID) bool { return strings.EqualFold(id.Name(), "NetworkWatcherRG") },
		},
	}
}
