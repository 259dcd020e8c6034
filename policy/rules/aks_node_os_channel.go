package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNodeOSChannel = pack.Rule{
	ID:       "aks-node-os-channel",
	Title:    "Nodes receive operating-system fixes",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Nodes without a channel run with known holes until somebody remembers; Unmanaged patches them unseen and unplanned.",
	Absent:   "What Azure does depends on the API version that created the cluster, so it must be said.",
	Remedy:   "Set autoUpgradeProfile.nodeOSUpgradeChannel to NodeImage, or to SecurityPatch with a daily window.",
	Source:   "https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image",
	Types:    []string{azure.TypeManagedCluster},
	Settings: []pack.Setting{{
		Name: "immutable", Kind: pack.Flag, Default: false,
		Description: "whether clusters are replaced rather than patched, so that None is allowed",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		channel := r.At("autoUpgradeProfile", "nodeOSUpgradeChannel")
		if r.Flag("immutable") {
			return channel.MustBeOneOf("NodeImage", "SecurityPatch", "None")
		}
		return channel.MustBeOneOf("NodeImage", "SecurityPatch")
	},
	Pass: pack.Examples{
		"node image":                 cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "NodeImage"),
		"security patch":             cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "SecurityPatch"),
		"none on immutable clusters": cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "None").With("immutable", true),
	},
	Fail: pack.Examples{
		"unmanaged":                       cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "Unmanaged"),
		"none":                            cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "None"),
		"channel left out":                cluster("autoUpgradeProfile.upgradeChannel", "patch"),
		"profile left out":                cluster(),
		"unmanaged on immutable clusters": cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "Unmanaged").With("immutable", true),
	},
}
