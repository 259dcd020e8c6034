package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNoKubenet = pack.Rule{
	ID:       "aks-no-kubenet",
	Title:    "Pods are networked by Azure CNI",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "kubenet retires on 31 March 2028 and knows neither Cilium nor more than 400 nodes; leaving it means new nodes.",
	Absent:   "Azure chooses kubenet.",
	Remedy:   "Set networkProfile.networkPlugin to azure, with networkPluginMode overlay, or to none for an engine of your own.",
	Source:   "https://learn.microsoft.com/azure/aks/configure-kubenet",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("networkProfile", "networkPlugin").Or("kubenet").MustBeOneOf("azure", "none")
	},
	Pass: pack.Examples{
		"overlay":       cluster("networkProfile.networkPlugin", "azure", "networkProfile.networkPluginMode", "overlay"),
		"engine of own": cluster("networkProfile.networkPlugin", "none"),
	},
	Fail: pack.Examples{
		"kubenet":           cluster("networkProfile.networkPlugin", "kubenet"),
		"property left out": cluster("networkProfile.networkPolicy", "calico"),
		"profile left out":  cluster(),
	},
}
