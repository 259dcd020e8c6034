package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var userPoolAutoscale = pack.Rule{
	ID:       "user-pool-autoscale",
	Title:    "User pools follow the load",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "A fixed number of nodes is either paid for in vain or leaves pods pending on the day that counts.",
	Absent:   "Azure keeps the number of nodes fixed.",
	Remedy:   "Set enableAutoScaling to true with minCount and maxCount, and count between them.",
	Source:   "https://learn.microsoft.com/azure/aks/cluster-autoscaler",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return userPools(r, func(pool pack.Value) pack.Verdict {
			scaling := pool.At("enableAutoScaling").Or(false)
			return pack.When(scaling.Is(true),
				func() pack.Verdict { return scalingBounds(pool) },
				func() pack.Verdict { return scaling.MustBe(true) })
		})
	},
	Pass: pack.Examples{
		"own pool":            ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 5, "count", 2),
		"count left out":      ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 5),
		"inline pool":         inlinePool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 5),
		"as large as allowed": ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 1000),
		"system pool":         inlinePool("mode", "System", "count", 3),
		"Spot pool":           ownPool("mode", "User", "scaleSetPriority", "Spot"),
	},
	Fail: pack.Examples{
		"fixed":             ownPool("mode", "User", "enableAutoScaling", false, "count", 3),
		"property left out": ownPool("mode", "User", "count", 3),
		"mode left out":     ownPool("count", 3),
		"inline fixed":      inlinePool("mode", "User", "count", 3),
		"no upper bound":    ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2),
		"no lower bound":    ownPool("mode", "User", "enableAutoScaling", true, "maxCount", 2),
		"min above max":     ownPool("mode", "User", "enableAutoScaling", true, "minCount", 6, "maxCount", 5),
		"above 1000":        ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 1001),
		"count below":       ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 5, "count", 1),
		"count above":       ownPool("mode", "User", "enableAutoScaling", true, "minCount", 2, "maxCount", 5, "count", 6),
	},
}

// largestPool is how many nodes a pool may have.
// Source: https://learn.microsoft.com/azure/aks/quotas-skus-regions#service-quotas-and-limits
const largestPool = 1000

func scalingBounds(pool pack.Value) pack.Verdict {
	low, high, count := pool.At("minCount"), pool.At("maxCount"), pool.At("count")
	verdict := pack.All(
		low.MustBeSet(),
		high.MustBeSet(),
		high.MustMatch("must be at most 1000", func(v pack.Value) bool { n, _ := v.Number(); return n <= largestPool }),
	)
	if minimum, ok := low.Number(); ok {
		verdict = pack.All(verdict,
			above(high, minimum, "must not be below minCount"),
			above(count, minimum, "must not be below minCount"))
	}
	if maximum, ok := high.Number(); ok {
		verdict = pack.All(verdict, count.MustMatch("must not be above maxCount", func(v pack.Value) bool {
			n, ok := v.Number()
			return !ok || n <= maximum
		}))
	}
	return verdict
}

func above(v pack.Value, least float64, requirement string) pack.Verdict {
	return v.MustMatch(requirement, func(v pack.Value) bool {
		n, ok := v.Number()
		return !ok || n >= least
	})
}
