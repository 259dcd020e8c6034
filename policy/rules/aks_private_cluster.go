package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksPrivateCluster = pack.Rule{
	ID:       "aks-private-cluster",
	Title:    "API server is private",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "A public API server can be reached, and attacked, from anywhere; one leaked credential is then enough.",
	Absent:   "Azure creates a public API server.",
	Remedy:   "Set apiServerAccessProfile.enablePrivateCluster to true when the cluster is created; it cannot be changed later.",
	Source:   "https://learn.microsoft.com/azure/aks/private-clusters",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return privateCluster(r).MustBe(true)
	},
	Pass: pack.Examples{
		"private":          cluster("apiServerAccessProfile.enablePrivateCluster", true),
		"private, as text": cluster("apiServerAccessProfile.enablePrivateCluster", "True"),
		"private, old API": one("azure-native:containerservice/v20230401:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster", true),
		"private, no API":  one("azure-native:containerservice:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster", true),
		"private, new API": one("azure-native:containerservice/v20241001:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster", true),
	},
	Fail: pack.Examples{
		"public":              cluster("apiServerAccessProfile.enablePrivateCluster", false),
		"property left out":   cluster("apiServerAccessProfile.disableRunCommand", true),
		"profile left out":    cluster("location", "westeurope"),
		"public, old API":     one("azure-native:containerservice/v20230401:ManagedCluster", "apiServerAccessProfile.enablePrivateCluster", false),
		"everything left out": cluster(),
	},
}

// privateCluster says whether the API server of a cluster is private; Azure assumes that it is not.
func privateCluster(r pack.Resource) pack.Value {
	return r.At("apiServerAccessProfile", "enablePrivateCluster").Or(false)
}
