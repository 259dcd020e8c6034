package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNodeRGLockdown = pack.Rule{
	ID:       "aks-node-rg-lockdown",
	Title:    "Node resource group is locked",
	Severity: pack.Low,
	Level:    pack.Advisory,
	OffInDev: "In dev people may look at nodes and change them.",
	Why:      "A change made by hand to the resources that AKS manages breaks upgrades and support.",
	Absent:   "Azure lets everybody with rights on the subscription change them.",
	Remedy:   "Set nodeResourceGroupProfile.restrictionLevel to ReadOnly.",
	Source:   "https://learn.microsoft.com/azure/aks/node-resource-group-lockdown",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("nodeResourceGroupProfile", "restrictionLevel").Or("Unrestricted").MustBe("ReadOnly")
	},
	Pass: pack.Examples{"locked": cluster("nodeResourceGroupProfile.restrictionLevel", "ReadOnly")},
	Fail: pack.Examples{
		"open":              cluster("nodeResourceGroupProfile.restrictionLevel", "Unrestricted"),
		"property left out": cluster(),
	},
}
