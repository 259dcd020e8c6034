// Package logic simulates the part of Microsoft.Logic that a landing zone uses: workflows of the consumption plan. A
// definition is judged as Azure does when it is saved; no workflow ever runs.
package logic

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.Logic, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Logic",
		Types: []*engine.Type{workflow()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"identity.type":      {systemAssigned, "UserAssigned", "None"},
				"workflowArgs.state": {"Completed", "Enabled", "Disabled", "Deleted", "Suspended"},
				"parameter.type":     {"String", "SecureString", "Int", "Float", "Bool", "Array", "Object", "SecureObject"},
			},
			Any: []string{"workflowArgs.definition", "workflowState.definition", "parameter.value", "parameter.metadata"},
		},
	}
}
