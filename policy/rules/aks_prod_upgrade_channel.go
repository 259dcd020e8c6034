package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksProdUpgradeChannel = pack.Rule{
	ID:       "aks-prod-upgrade-channel",
	Title:    "Kubernetes minors are upgraded on purpose",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "The stable and rapid channels move the cluster to a new minor, with its removed APIs, on a day that nobody chose.",
	Absent:   "Azure upgrades nothing by itself, which is allowed.",
	Remedy:   "Set autoUpgradeProfile.upgradeChannel to none, or to patch.",
	Source:   "https://learn.microsoft.com/azure/aks/auto-upgrade-cluster",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("autoUpgradeProfile", "upgradeChannel").Or("none").MustBeOneOf("none", "patch")
	},
	Pass: pack.Examples{
		"none":             cluster("autoUpgradeProfile.upgradeChannel", "none"),
		"patch":            cluster("autoUpgradeProfile.upgradeChannel", "patch"),
		"channel left out": cluster(),
	},
	Fail: pack.Examples{
		"stable":     cluster("autoUpgradeProfile.upgradeChannel", "stable"),
		"rapid":      cluster("autoUpgradeProfile.upgradeChannel", "rapid"),
		"node image": cluster("autoUpgradeProfile.upgradeChannel", "node-image"),
	},
}
