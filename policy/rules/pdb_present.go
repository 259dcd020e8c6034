package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var pdbPresent = pack.Rule{
	ID:       "pdb-present",
	Title:    "Replicated workloads have a disruption budget",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Without a budget an upgrade may drain every replica of a workload at the same time.",
	Absent:   "Kubernetes lets all replicas be evicted together.",
	Remedy:   "Add a PodDisruptionBudget that selects the pods, with maxUnavailable 1.",
	Source:   "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
	Types:    []string{typeDeployment, typeStatefulSet},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachReplicated(s, func(r pack.Resource) pack.Verdict {
			return pack.When(r.At("spec", "replicas").IsOneOf(0, 1), pack.Pass, func() pack.Verdict { return budgeted(s, r) })
		})
	},
	Pass: pack.Examples{
		"budget":           pack.Together(workload("spec.replicas", 3), budget("spec.maxUnavailable", 1)),
		"one replica":      pack.Together(workload("spec.replicas", 1)),
		"system namespace": pack.Together(object("d", typeDeployment, "metadata.namespace", "kube-system", "spec.replicas", 3)),
	},
	Fail: pack.Examples{
		"budget left out":              pack.Together(workload("spec.replicas", 3)),
		"budget and replicas left out": pack.Together(workload()),
		"budget of another":            pack.Together(workload("spec.replicas", 3), object("b", typeDisruptionBudget, "metadata.namespace", "a0008", "spec.selector.matchLabels.app", "db")),
		"in another namespace":         pack.Together(workload("spec.replicas", 3), object("b", typeDisruptionBudget, "metadata.namespace", "a0009", "spec.selector.matchLabels.app", "web")),
	},
}

// budgeted demands that a disruption budget selects the pods of a workload.
func budgeted(s pack.Stack, r pack.Resource) pack.Verdict {
	found := pack.False
	for _, b := range s.Of(typeDisruptionBudget) {
		found = found.Or(budgets(b, r))
	}
	return pack.When(found, pack.Pass, func() pack.Verdict { return r.Fail("no PodDisruptionBudget selects the pods") })
}
