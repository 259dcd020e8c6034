package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var systemPoolDedicated = pack.Rule{
	ID:       "system-pool-dedicated",
	Title:    "System pools carry nothing but the system",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why: "CoreDNS, metrics and the tunnel to the control plane run in the system pool; one greedy workload there, or " +
		"fewer than three nodes, takes the whole cluster down.",
	Absent: "Azure taints nothing and starts one node.",
	Remedy: "Give the cluster a pool of mode System on Linux, not on Spot, with the taint CriticalAddonsOnly=true:NoSchedule, at " +
		"least two vCPUs per node and at least three nodes (one in dev).",
	Source: "https://learn.microsoft.com/azure/aks/use-system-pools",
	Types:  poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeAgentPool {
			return pack.When(mode(r.Root()).Is("System"),
				func() pack.Verdict { return dedicated(r.Root()) },
				func() pack.Verdict { return pack.Skip("the pool is not of mode System") })
		}
		return systemPools(r)
	},
	Pass: pack.Examples{
		"three nodes":             inlinePool("mode", "System", "count", 3, "nodeTaints", list(criticalAddonsTaint), "vmSize", "Standard_D2d_v5"),
		"autoscaled":              inlinePool("mode", "System", "count", 1, "enableAutoScaling", true, "minCount", 3, "nodeTaints", list(criticalAddonsTaint)),
		"three pools of one":      cluster("agentPoolProfiles", list(systemPool("a", 1), systemPool("b", 1), systemPool("c", 1))),
		"one node in dev":         inlinePool("mode", "System", "count", 1, "nodeTaints", list(criticalAddonsTaint)).In(pack.Dev),
		"own system pool":         ownPool("mode", "System", "nodeTaints", list(criticalAddonsTaint), "count", 1),
		"own user pool":           ownPool("mode", "User", "count", 1),
		"own pool, mode left out": ownPool("count", 1),
	},
	Fail: pack.Examples{
		"no taint in dev":    inlinePool("mode", "System", "count", 1).In(pack.Dev),
		"no taint":           inlinePool("mode", "System", "count", 3, "nodeTaints", list()),
		"taint left out":     inlinePool("mode", "System", "count", 3),
		"another taint":      inlinePool("mode", "System", "count", 3, "nodeTaints", list("dedicated=system:NoSchedule")),
		"two nodes":          inlinePool("mode", "System", "count", 2, "nodeTaints", list(criticalAddonsTaint)),
		"count left out":     inlinePool("mode", "System", "nodeTaints", list(criticalAddonsTaint)),
		"scales below three": inlinePool("mode", "System", "count", 3, "enableAutoScaling", true, "minCount", 1, "nodeTaints", list(criticalAddonsTaint)),
		"on Spot":            inlinePool("mode", "System", "count", 3, "nodeTaints", list(criticalAddonsTaint), "scaleSetPriority", "Spot"),
		"on Windows":         inlinePool("mode", "System", "count", 3, "nodeTaints", list(criticalAddonsTaint), "osType", "Windows"),
		"one vCPU":           inlinePool("mode", "System", "count", 3, "nodeTaints", list(criticalAddonsTaint), "vmSize", "Standard_B1ms"),
		"only user pools":    inlinePool("mode", "User", "count", 3),
		"pools left out":     cluster("location", "westeurope"),
		"own pool untainted": ownPool("mode", "System", "count", 3),
	},
}

// criticalAddonsTaint keeps workloads off a system pool.
// Source: https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools
const criticalAddonsTaint = "CriticalAddonsOnly=true:NoSchedule"

const fewestSystemVCPUs = 2

// fewestSystemNodes lets the system of a dev cluster be down while its one node is replaced.
func fewestSystemNodes(class pack.Class) float64 {
	if class == pack.Dev {
		return 1
	}
	return 3
}

func systemPool(name string, count int) pack.Map {
	return set("name", name, "mode", "System", "count", count, "nodeTaints", list(criticalAddonsTaint))
}

func systemPools(r pack.Resource) pack.Verdict {
	profiles := r.At("agentPoolProfiles")
	pools, known := profiles.Items()
	if !known {
		return profiles.Undecided()
	}
	var verdicts []pack.Verdict
	fewest, nodes, counted := fewestSystemNodes(r.Class()), 0.0, pack.Pass()
	found := pack.False
	for _, pool := range pools {
		system := mode(pool).Is("System")
		found = found.Or(system)
		if !system.Yes() {
			if system.NotKnown() {
				counted = pack.All(counted, system.Undecided())
			}
			continue
		}
		verdicts = append(verdicts, dedicated(pool))
		counted = pack.All(counted, smallest(pool, func(n pack.Value) pack.Verdict {
			count, _ := n.Number()
			nodes += count
			if n.NotKnown() {
				return n.Undecided()
			}
			return pack.Pass()
		}))
	}
	switch {
	case found.NotKnown():
		verdicts = append(verdicts, found.Undecided())
	case found.No():
		verdicts = append(verdicts, profiles.Fail("must hold a pool of mode System"))
	case nodes >= fewest:
	case counted.Outcome() == pack.NotKnown:
		verdicts = append(verdicts, counted)
	default:
		verdicts = append(verdicts, r.Fail("the system pools start with %g nodes in all; at least %g are needed", nodes, fewest))
	}
	return pack.All(verdicts...)
}

func dedicated(pool pack.Value) pack.Verdict {
	return pack.All(
		pool.At("nodeTaints").MustInclude(criticalAddonsTaint),
		pool.At("scaleSetPriority").Or("Regular").MustBe("Regular"),
		osType(pool).MustBe("Linux"),
		pool.At("vmSize").MustMatch("must have at least two vCPUs", func(size pack.Value) bool {
			name, _ := size.Text()
			found, ok := azure.LookupVMSize(name)
			return !ok || found.VCPUs >= fewestSystemVCPUs
		}),
	)
}
