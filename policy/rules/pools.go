package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// poolTypes are the two places where a node pool is declared.
var poolTypes = []string{azure.TypeManagedCluster, azure.TypeAgentPool}

// eachPool judges every node pool that a resource declares: each of a cluster's agentPoolProfiles, or the one that an
// AgentPool is.
func eachPool(r pack.Resource, check func(pack.Value) pack.Verdict) pack.Verdict {
	if r.Type() == azure.TypeAgentPool {
		return check(r.Root())
	}
	profiles := r.At("agentPoolProfiles")
	return pack.When(profiles.IsSet(),
		func() pack.Verdict { return profiles.Each(check) },
		func() pack.Verdict { return pack.Skip("the cluster declares no pool inline") })
}

// mode is what a pool is for; Azure assumes User.
// Source: https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update#agentpoolmode
func mode(pool pack.Value) pack.Value { return pool.At("mode").Or("User") }

// osType is the operating system of a pool; Azure assumes Linux.
func osType(pool pack.Value) pack.Value { return pool.At("osType").Or("Linux") }

// isSpot reports whether a pool runs on Spot capacity; Azure assumes Regular.
func isSpot(pool pack.Value) pack.Truth { return pool.At("scaleSetPriority").Or("Regular").Is("Spot") }

// userPools judges the pools that carry workloads, leaving out Spot pools, which Azure may take away at any time and
// which therefore start from nothing.
func userPools(r pack.Resource, check func(pack.Value) pack.Verdict) pack.Verdict {
	return eachPool(r, func(pool pack.Value) pack.Verdict {
		regularUser := mode(pool).Is("User").And(isSpot(pool).Not())
		return pack.When(regularUser,
			func() pack.Verdict { return check(pool) },
			func() pack.Verdict { return pack.Skip("%s is no regular user pool", poolName(pool)) })
	})
}

// smallest returns the number of nodes that a pool has at least: minCount when the autoscaler owns the count, else
// count, for which Azure assumes 1.
func smallest(pool pack.Value, then func(pack.Value) pack.Verdict) pack.Verdict {
	return pack.When(pool.At("enableAutoScaling").Or(false).Is(true),
		func() pack.Verdict { return then(pool.At("minCount")) },
		func() pack.Verdict { return then(pool.At("count").Or(1)) })
}

// largest returns the number of nodes that a pool has at most: maxCount when the autoscaler owns the count, else count,
// for which Azure assumes 1.
func largest(pool pack.Value, then func(pack.Value) pack.Verdict) pack.Verdict {
	return pack.When(pool.At("enableAutoScaling").Or(false).Is(true),
		func() pack.Verdict { return then(pool.At("maxCount")) },
		func() pack.Verdict { return then(pool.At("count").Or(1)) })
}

func poolName(pool pack.Value) string {
	for _, key := range []string{"name", "agentPoolName"} {
		if name, ok := pool.At(key).Text(); ok {
			return "pool " + name
		}
	}
	return "the pool"
}
