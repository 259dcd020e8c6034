package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var userPoolMinTwo = pack.Rule{
	ID:       "user-pool-min-two",
	Title:    "User pools survive the loss of a node",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "One node is enough for dev, which may be down while it is replaced.",
	Why:      "With one node every replica of a workload shares it, and its upgrade or failure is an outage.",
	Absent:   "Azure starts one node.",
	Remedy: "Set minCount, or count where nothing scales, to at least 2; a pool that batch work wakes from zero belongs on Spot " +
		"or carries a taint of its own.",
	Source: "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
	Types:  poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return userPools(r, func(pool pack.Value) pack.Verdict {
			return smallest(pool, func(n pack.Value) pack.Verdict {
				return pack.When(n.Is(0).And(pool.At("nodeTaints").IsSet()),
					func() pack.Verdict { return pack.Skip("%s is dedicated by a taint and may sleep", poolName(pool)) },
					func() pack.Verdict { return n.MustBeAtLeast(2) })
			})
		})
	},
	Pass: pack.Examples{
		"scales from two":      ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "count", 1),
		"two fixed":            ownPool("mode", "User", "count", 2),
		"dedicated and asleep": ownPool("mode", "User", "enableAutoScaling", true, "minCount", 0, "nodeTaints", list("workload=batch:NoSchedule")),
		"Spot":                 ownPool("mode", "User", "scaleSetPriority", "Spot", "enableAutoScaling", true, "minCount", 0),
		"system pool":          inlinePool("mode", "System", "count", 1),
	},
	Fail: pack.Examples{
		"scales from one":   ownPool("mode", "User", "enableAutoScaling", true, "minCount", 1, "count", 3),
		"scales from zero":  ownPool("mode", "User", "enableAutoScaling", true, "minCount", 0),
		"minCount left out": ownPool("mode", "User", "enableAutoScaling", true, "count", 3),
		"one fixed":         ownPool("mode", "User", "count", 1),
		"count left out":    ownPool("mode", "User"),
		"inline":            inlinePool("mode", "User", "count", 1),
	},
}
