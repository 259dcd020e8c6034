// Package costmanagement simulates the part of Microsoft.CostManagement that a landing zone uses: exports, which write
// costs into a storage account. What is judged is whether an export could write at all; nothing is ever written.
package costmanagement

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// Service returns the types of Microsoft.CostManagement, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.CostManagement",
		Types: []*engine.Type{export()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"definition.type":      {"Usage", "ActualCost", "AmortizedCost"},
			"definition.timeframe": {"MonthToDate", "BillingMonthToDate", "TheLastMonth", "TheLastBillingMonth", "WeekToDate", custom},
			"dataSet.granularity":  {"Daily"},
			"exportArgs.format":    {"Csv"},
			"identity.type":        {systemAssigned, "None"},
			"schedule.recurrence":  {"Daily", "Weekly", "Monthly", "Annually"},
			"schedule.status":      {active, "Inactive"},
		}},
	}
}
