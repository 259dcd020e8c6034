package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noNakedPods = pack.Rule{
	ID:       "no-naked-pods",
	Title:    "Pods have a controller",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A pod that nobody controls is gone for good when its node is drained, upgraded or lost.",
	Absent:   "A pod without ownerReferences has no controller.",
	Remedy:   "Declare a Deployment, StatefulSet, DaemonSet or Job instead of a Pod.",
	Source:   "https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers",
	Types:    []string{typePod},
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return pack.When(r.At("metadata", "ownerReferences").IsSet(), pack.Pass, func() pack.Verdict {
				return r.Fail("the pod has no controller")
			})
		})
	},
	Pass: pack.Examples{
		"owned":            one(typePod, "metadata.namespace", "a0008", "metadata.ownerReferences", list(set("kind", "ReplicaSet", "name", "web"))),
		"system namespace": one(typePod, "metadata.namespace", "kube-system"),
		"deployment":       deployment(pack.Map{"image": "x"}),
	},
	Fail: pack.Examples{
		"owner left out": pod(pack.Map{"image": "x"}),
		"empty owners":   pod(pack.Map{"image": "x"}, "metadata.ownerReferences", list()),
	},
}
