package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksPolicyAddon = pack.Rule{
	ID:       "aks-policy-addon",
	Title:    "Azure Policy judges what enters the cluster",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Without the add-on the assigned policies for Kubernetes are words: nothing checks objects at admission.",
	Absent:   "Azure installs no add-on.",
	Remedy:   "Set addonProfiles.azurepolicy.enabled to true.",
	Source:   "https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return addonProfile(r, "azurepolicy").At("enabled").Or(false).MustBe(true)
	},
	Pass: pack.Examples{
		"on":                    cluster("addonProfiles.azurepolicy.enabled", true),
		"on, key in other case": cluster("addonProfiles.azurePolicy.enabled", true),
	},
	Fail: pack.Examples{
		"off":                    cluster("addonProfiles.azurepolicy.enabled", false),
		"off, key in other case": cluster("addonProfiles.azurePolicy.enabled", false),
		"add-on left out":        cluster("addonProfiles.omsagent.enabled", true),
		"every add-on left out":  cluster(),
	},
}
