package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noKured = pack.Rule{
	ID:       "no-kured",
	Title:    "Nodes are replaced, not rebooted",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "The node image channel does what kured was for; beside it kured drains nodes a second time and quarrels with the autoscaler.",
	Absent:   "Nobody reboots nodes unless asked to.",
	Remedy:   "Remove kured and set autoUpgradeProfile.nodeOSUpgradeChannel to NodeImage.",
	Source:   "https://learn.microsoft.com/azure/aks/node-updates-kured",
	Types:    []string{typeDaemonSet, typeDeployment},
	Check: func(r pack.Resource) pack.Verdict {
		return podSpec(r).At("containers").Each(func(container pack.Value) pack.Verdict {
			return container.At("image").MustMatch("must not be kured", func(v pack.Value) bool {
				reference, _ := v.Text()
				return !strings.Contains(strings.ToLower(reference), "/kured")
			})
		})
	},
	Pass: pack.Examples{
		"another":             one(typeDaemonSet, "spec.template.spec.containers", list(set("name", "a", "image", "acraks.azurecr.io/agent:1"))),
		"containers left out": one(typeDaemonSet, "metadata.name", "a"),
	},
	Fail: pack.Examples{
		"kured": one(typeDaemonSet, "spec.template.spec.containers", list(set("name", "kured", "image", "ghcr.io/kubereboot/kured:1.17"))),
	},
}
