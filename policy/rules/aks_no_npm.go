package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNoNPM = pack.Rule{
	ID:       "aks-no-npm",
	Title:    "Network policy engine is not Azure Network Policy Manager",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Azure Network Policy Manager is at the end of its support, and a change of engine re-images every node.",
	Absent:   "Azure installs no engine, which is for rule aks-network-policy-set to say.",
	Remedy:   "Set networkProfile.networkPolicy and networkProfile.networkDataplane to cilium.",
	Source:   "https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("networkProfile", "networkPolicy").MustNotBe("azure")
	},
	Pass: pack.Examples{
		"cilium":            cluster("networkProfile.networkPolicy", "cilium"),
		"calico":            cluster("networkProfile.networkPolicy", "calico"),
		"property left out": cluster("networkProfile.networkPlugin", "azure"),
	},
	Fail: pack.Examples{
		"azure":               cluster("networkProfile.networkPolicy", "azure"),
		"azure in other case": cluster("networkProfile.networkPolicy", "Azure"),
	},
}
