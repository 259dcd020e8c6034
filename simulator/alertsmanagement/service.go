// Package alertsmanagement simulates the part of Microsoft.AlertsManagement that a landing zone uses: the rule groups of
// managed Prometheus. Expressions are not evaluated, and of their grammar only brackets and quotes are looked at; a real
// parser of PromQL reads the landing zone's own rules in a test of its own.
package alertsmanagement

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.AlertsManagement, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.AlertsManagement",
		Types: []*engine.Type{prometheusRuleGroup()},
		Vocabulary: engine.Vocabulary{
			Required: []string{"prometheusRuleGroupArgs.rules", "prometheusRuleGroupArgs.scopes"},
		},
	}
}
