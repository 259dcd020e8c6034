// Package resources simulates the part of Microsoft.Resources that a landing zone uses: resource groups.
package resources

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.Resources, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Resources",
		Types: []*engine.Type{resourceGroup()},
	}
}
