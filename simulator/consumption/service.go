// Package consumption simulates the part of Microsoft.Consumption that a landing zone uses: budgets, which watch a
// subscription or a resource group and tell somebody. What is spent is not simulated, so no budget ever tells anybody.
package consumption

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.Consumption, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Consumption",
		Types: []*engine.Type{budget()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"budgetArgs.category":        {"Cost"},
			"budgetArgs.timeGrain":       {"Monthly", "Quarterly", "Annually", "BillingMonth", "BillingQuarter", "BillingAnnual"},
			"notification.operator":      {"EqualTo", "GreaterThan", "GreaterThanOrEqualTo"},
			"notification.thresholdType": {"Actual", "Forecasted"},
			"comparison.operator":        {"In"},
		}},
	}
}
