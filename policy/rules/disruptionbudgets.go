package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// budgets reports whether a disruption budget selects the pods of a workload.
func budgets(budget, workload pack.Resource) pack.Truth {
	selector := budget.At("spec", "selector")
	labels := podTemplate(workload).At("metadata", "labels")
	return sameText(namespaceOf(budget), namespaceOf(workload)).And(selects(selector, labels))
}

// selects reports whether a label selector with matchLabels selects labels. What matchExpressions would say is not
// decided here.
func selects(selector, labels pack.Value) pack.Truth {
	if expressions := selector.At("matchExpressions"); !expressions.IsSet().No() {
		return pack.DontKnow(expressions.Path())
	}
	entries, known := selector.At("matchLabels").Entries()
	if !known {
		return pack.DontKnow(selector.Path())
	}
	all := pack.True
	for _, entry := range entries {
		all = all.And(sameText(entry, labels.At(entry.Key())))
	}
	return all
}

func budget(pairs ...any) pack.ExampleResource {
	return object("budget", typeDisruptionBudget, append([]any{"metadata.namespace", "a0008", "spec.selector.matchLabels.app", "web"}, pairs...)...)
}
