package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noNetworkContributorOnVNet = pack.Rule{
	ID:       "no-network-contributor-on-vnet",
	Title:    "Network rights end at the subnet",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "A cluster that may change the whole network may also peer it, open it, or join the subnet of another.",
	Absent:   "Azure refuses an assignment without a scope.",
	Remedy:   "Assign Network Contributor on each subnet, and on the route table, that the cluster uses.",
	Source:   "https://learn.microsoft.com/azure/aks/configure-azure-cni#prerequisites",
	Types:    []string{azure.TypeRoleAssignment},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(grants(r, azure.RoleNetworkContributor),
			func() pack.Verdict {
				return r.At("scope").MustMatch("must be a subnet or a route table", func(v pack.Value) bool {
					scope, _ := v.Text()
					id, err := azure.ParseID(scope)
					return err == nil && strings.HasPrefix(id.Type(), "Microsoft.Network/") && !strings.EqualFold(id.Type(), "Microsoft.Network/virtualNetworks")
				})
			}, pack.Pass)
	},
	Pass: pack.Examples{
		"subnet":       assignment(azure.RoleNetworkContributor, spokeID+"/subnets/snet-nodes"),
		"route table":  assignment(azure.RoleNetworkContributor, routeTableID),
		"another role": assignment(azure.RolePrivateDNSZoneContributor, spokeID),
	},
	Fail: pack.Examples{
		"network":        assignment(azure.RoleNetworkContributor, spokeID),
		"group":          assignment(azure.RoleNetworkContributor, exampleGroupID),
		"subscription":   assignment(azure.RoleNetworkContributor, "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590"),
		"scope left out": one(azure.TypeRoleAssignment, "roleDefinitionId", azure.RoleNetworkContributor),
	},
}
