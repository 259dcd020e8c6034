package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noSystemPoolToleration = pack.Rule{
	ID:       "no-system-pool-toleration",
	Title:    "Workloads stay off the system pool",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A workload that tolerates the taint of the system pool competes with DNS and the tunnel to the control plane.",
	Absent:   "A pod without tolerations stays away from tainted nodes.",
	Remedy:   "Remove the toleration of CriticalAddonsOnly, and the one of everything, and select a user pool.",
	Source:   "https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return podSpec(r).At("tolerations").Each(func(toleration pack.Value) pack.Verdict {
				key := toleration.At("key").Or("")
				everything := key.Is("").And(toleration.At("operator").Is("Exists"))
				return pack.When(key.Is("CriticalAddonsOnly").Or(everything),
					func() pack.Verdict { return toleration.Fail("must not let the pod onto the system pool") }, pack.Pass)
			})
		})
	},
	Pass: pack.Examples{
		"dedicated pool":       deployment(pack.Map{"image": "x"}, "spec.template.spec.tolerations", list(set("key", "workload", "operator", "Equal", "value", "true", "effect", "NoSchedule"))),
		"tolerations left out": deployment(pack.Map{"image": "x"}),
		"system namespace":     one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.tolerations", list(set("operator", "Exists"))),
	},
	Fail: pack.Examples{
		"system pool":   deployment(pack.Map{"image": "x"}, "spec.template.spec.tolerations", list(set("key", "CriticalAddonsOnly", "operator", "Exists"))),
		"everything":    pod(pack.Map{"image": "x"}, "spec.tolerations", list(set("operator", "Exists"))),
		"second of two": pod(pack.Map{"image": "x"}, "spec.tolerations", list(set("key", "a", "operator", "Exists"), set("key", "CriticalAddonsOnly"))),
	},
}
