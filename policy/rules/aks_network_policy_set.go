package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNetworkPolicySet = pack.Rule{
	ID:       "aks-network-policy-set",
	Title:    "A network policy engine is installed",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without an engine every NetworkPolicy is accepted and ignored, and every pod may talk to every other.",
	Absent:   "Azure installs no engine.",
	Remedy:   "Set networkProfile.networkPolicy, and networkDataplane with it, to cilium; calico where Windows pools need it.",
	Source:   "https://learn.microsoft.com/azure/aks/use-network-policies",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("networkProfile", "networkPolicy").Or("none").MustBeOneOf("cilium", "calico", "azure")
	},
	Pass: pack.Examples{
		"cilium": cluster("networkProfile.networkPolicy", "cilium", "networkProfile.networkDataplane", "cilium"),
		"calico": cluster("networkProfile.networkPolicy", "calico"),
		"azure":  cluster("networkProfile.networkPolicy", "azure"),
	},
	Fail: pack.Examples{
		"none":              cluster("networkProfile.networkPolicy", "none"),
		"empty":             cluster("networkProfile.networkPolicy", ""),
		"property left out": cluster("networkProfile.networkPlugin", "azure"),
		"profile left out":  cluster(),
	},
}
