package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var spreadRequired = pack.Rule{
	ID:       "spread-required",
	Title:    "Replicas are spread over nodes and zones",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Replicas that share a node or a zone are lost together, and then were one.",
	Absent:   "Kubernetes spreads replicas only as far as it happens to suit.",
	Remedy:   "Add topologySpreadConstraints for topology.kubernetes.io/zone, or a podAntiAffinity, to the pod's spec.",
	Source:   "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
	Types:    []string{typeDeployment, typeStatefulSet},
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return pack.When(r.At("spec", "replicas").IsOneOf(0, 1), pack.Pass, func() pack.Verdict { return spread(r) })
		})
	},
	Pass: pack.Examples{
		"constraints":      deployment(pack.Map{"image": "x"}, "spec.template.spec.topologySpreadConstraints", list(set("topologyKey", "topology.kubernetes.io/zone"))),
		"anti-affinity":    deployment(pack.Map{"image": "x"}, "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution", list(set("weight", 100))),
		"one replica":      deployment(pack.Map{"image": "x"}, "spec.replicas", 1),
		"system namespace": one(typeDeployment, "metadata.namespace", "kube-system", "spec.replicas", 3),
	},
	Fail: pack.Examples{
		"spread left out": deployment(pack.Map{"image": "x"}, "spec.replicas", 3),
		"empty":           deployment(pack.Map{"image": "x"}, "spec.template.spec.topologySpreadConstraints", list()),
		"node affinity":   deployment(pack.Map{"image": "x"}, "spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution", list(set("weight", 1))),
	},
}

// spread demands that the replicas of a workload keep apart.
func spread(r pack.Resource) pack.Verdict {
	spec := podSpec(r)
	constraints := spec.At("topologySpreadConstraints")
	return pack.When(constraints.IsSet().Or(spec.At("affinity", "podAntiAffinity").IsSet()), pack.Pass, constraints.MustBeSet)
}
