package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var userPoolExists = pack.Rule{
	ID:       "user-pool-exists",
	Title:    "Workloads have a pool of their own",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Without a user pool workloads either stay pending or land beside the system components they can starve.",
	Absent:   "Azure creates no pool by itself; a pool without mode is a user pool.",
	Remedy:   "Add an AgentPool of mode User to the cluster.",
	Source:   "https://learn.microsoft.com/azure/aks/use-system-pools",
	Types:    []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachCluster(s, func(c pack.Resource) pack.Verdict {
			found := pack.False
			profiles := c.At("agentPoolProfiles")
			pools, known := profiles.Items()
			if !known {
				found = pack.DontKnow(profiles.Path())
			}
			for _, pool := range pools {
				found = found.Or(mode(pool).Is("User"))
			}
			for _, pool := range s.Of(azure.TypeAgentPool) {
				found = found.Or(belongsTo(pool, c).And(mode(pool.Root()).Is("User")))
			}
			return pack.When(found, pack.Pass, func() pack.Verdict { return c.Fail("the cluster has no pool of mode User") })
		})
	},
	Pass: pack.Examples{
		"own pool":                       pack.Together(aks(), poolOf("aks-example", "mode", "User")),
		"mode left out":                  pack.Together(aks(), poolOf("AKS-example")),
		"inline pool":                    pack.Together(aks("agentPoolProfiles", list(set("name", "a", "mode", "System"), set("name", "b", "mode", "User")))),
		"name from the cluster's output": pack.Together(aks(), madeFrom(poolOf("", "mode", "User", "resourceName", pack.Unknown), "resourceName", "cluster")),
		"versioned":                      pack.Together(aks(), object("p", "azure-native:containerservice/v20241001:AgentPool", "resourceName", "aks-example", "mode", "User")),
	},
	Fail: pack.Examples{
		"system pool only": pack.Together(aks("agentPoolProfiles", list(set("name", "a", "mode", "System")))),
		"pools left out":   pack.Together(aks()),
		"pool of another":  pack.Together(aks(), poolOf("aks-other", "mode", "User")),
		"own system pool":  pack.Together(aks(), poolOf("aks-example", "mode", "System")),
		"name from another": pack.Together(aks(), object("other", azure.TypeManagedCluster, "resourceName", "aks-other",
			"agentPoolProfiles", list(set("name", "b", "mode", "User"))),
			madeFrom(poolOf("", "mode", "User", "resourceName", pack.Unknown), "resourceName", "other")),
	},
}
