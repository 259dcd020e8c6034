package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var haWorkload = pack.Rule{
	ID:       "ha-workload",
	Title:    "A workload survives the loss of a node or a zone",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why: "Replicas, spread and a disruption budget protect only together: three replicas on one node, or two that a drain may " +
		"evict at once, are one.",
	Absent:   "Kubernetes starts one replica, puts replicas where there is room, and lets all of them be evicted together.",
	Remedy:   "Run at least two replicas, spread them over zones, and add a PodDisruptionBudget with maxUnavailable 1.",
	Source:   "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
	Types:    []string{typeDeployment, typeStatefulSet},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachReplicated(s, func(r pack.Resource) pack.Verdict {
			return pack.When(r.At("spec", "replicas").Is(0),
				func() pack.Verdict { return pack.Skip("the workload is switched off") },
				func() pack.Verdict {
					verdicts := []pack.Verdict{severalReplicas(s, r), spread(r), budgeted(s, r)}
					for _, b := range s.Of(typeDisruptionBudget) {
						verdicts = append(verdicts, pack.When(budgets(b, r), func() pack.Verdict { return drainable(b) }, pack.Pass))
					}
					return pack.All(verdicts...)
				})
		})
	},
	Pass: pack.Examples{
		"all three": pack.Together(spreadWorkload("spec.replicas", 3), budget("spec.maxUnavailable", 1)),
		"autoscaled, replicas left out": pack.Together(spreadWorkload(), autoscaler("web", "spec.minReplicas", 2),
			budget("spec.minAvailable", 1)),
		"anti-affinity": pack.Together(workload("spec.replicas", 2,
			"spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution", list(set("weight", 100))),
			budget("spec.maxUnavailable", 1)),
		"switched off":     pack.Together(workload("spec.replicas", 0)),
		"system namespace": pack.Together(object("d", typeDeployment, "metadata.namespace", "kube-system", "spec.replicas", 1)),
	},
	Fail: pack.Examples{
		"one replica":           pack.Together(spreadWorkload("spec.replicas", 1), budget("spec.maxUnavailable", 1)),
		"replicas left out":     pack.Together(spreadWorkload(), budget("spec.maxUnavailable", 1)),
		"spread left out":       pack.Together(workload("spec.replicas", 3), budget("spec.maxUnavailable", 1)),
		"budget left out":       pack.Together(spreadWorkload("spec.replicas", 3)),
		"budget of another":     pack.Together(spreadWorkload("spec.replicas", 3), object("b", typeDisruptionBudget, "metadata.namespace", "a0008", "spec.selector.matchLabels.app", "db")),
		"budget against drains": pack.Together(spreadWorkload("spec.replicas", 3), budget("spec.maxUnavailable", 0)),
		"everything left out":   pack.Together(object("s", typeStatefulSet, "metadata.name", "db", "metadata.namespace", "a0008")),
		"autoscaled from one":   pack.Together(spreadWorkload(), autoscaler("web", "spec.minReplicas", 1), budget("spec.maxUnavailable", 1)),
	},
}

// spreadWorkload is a workload whose replicas are spread over zones.
func spreadWorkload(pairs ...any) pack.ExampleResource {
	return workload(append([]any{
		"spec.template.spec.topologySpreadConstraints", list(set("topologyKey", "topology.kubernetes.io/zone", "maxSkew", 1)),
	}, pairs...)...)
}
