package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var clusterCount = pack.Rule{
	ID:       "cluster-count",
	Title:    "Few clusters are shared by many",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "Each cluster costs a control plane, a system pool and somebody's attention; teams are separated by namespaces first.",
	Absent:   "A stack without clusters keeps the rule.",
	Remedy:   "Give a team a namespace in an existing cluster, or raise maxClusters and write down why isolation needs another one.",
	Source:   "https://learn.microsoft.com/azure/aks/operator-best-practices-cluster-isolation",
	Types:    []string{azure.TypeManagedCluster},
	Settings: []pack.Setting{{
		Name: "maxClusters", Kind: pack.Number, Default: 2, Min: 1,
		Description: "how many clusters a stack may have; two allow a blue and a green one",
	}},
	CheckStack: func(s pack.Stack) pack.Verdict {
		if n, limit := len(s.Of(azure.TypeManagedCluster)), s.Number("maxClusters"); n > limit {
			return s.Fail("the stack has %d clusters, which is more than %d", n, limit)
		}
		return pack.Pass()
	},
	Pass: pack.Examples{
		"one":              pack.Together(object("a", azure.TypeManagedCluster)),
		"two":              pack.Together(object("a", azure.TypeManagedCluster), object("b", azure.TypeManagedCluster)),
		"cluster left out": pack.Together(object("a", azure.TypeVirtualNetwork)),
		"configured": pack.Together(object("a", azure.TypeManagedCluster), object("b", azure.TypeManagedCluster),
			object("c", azure.TypeManagedCluster)).With("maxClusters", 3),
	},
	Fail: pack.Examples{
		"three": pack.Together(object("a", azure.TypeManagedCluster), object("b", azure.TypeManagedCluster),
			object("c", "azure-native:containerservice/v20230401:ManagedCluster")),
		"configured": pack.Together(object("a", azure.TypeManagedCluster), object("b", azure.TypeManagedCluster)).With("maxClusters", 1),
	},
}
