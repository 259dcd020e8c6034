package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var subnetNoDefaultOutbound = pack.Rule{
	ID:       "subnet-no-default-outbound",
	Title:    "Subnets have no way out by default",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Default outbound access lets machines reach the Internet from an address that nobody owns, past the firewall; Azure is retiring it.",
	Absent:   "The network API up to 2024-05-01 reads a missing value as allowed.",
	Remedy:   "Set defaultOutboundAccess to false on the subnet.",
	Source:   "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
	Types:    subnetTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachSubnet(r, func(subnet, name pack.Value) pack.Verdict {
			return unlessReserved(name,
				func(azure.SubnetRule) bool { return true },
				func() pack.Verdict {
					return pack.When(subnet.At("delegations").IsSet(),
						func() pack.Verdict { return pack.Skip("a delegated subnet holds no machines of yours") },
						func() pack.Verdict { return subnet.At("defaultOutboundAccess").Or(true).MustBe(false) })
				})
		})
	},
	Pass: pack.Examples{
		"inline":            vnet(set("name", "snet-a", "defaultOutboundAccess", false)),
		"own subnet":        ownSubnet("subnetName", "snet-a", "defaultOutboundAccess", false),
		"firewall subnet":   vnet(set("name", "AzureFirewallSubnet")),
		"delegated subnet":  vnet(set("name", "snet-api", "delegations", list(set("name", "d", "serviceName", azure.DelegationManagedClusters)))),
		"no subnets inline": one(azure.TypeVirtualNetwork, "location", "westeurope"),
	},
	Fail: pack.Examples{
		"allowed":              vnet(set("name", "snet-a", "defaultOutboundAccess", true)),
		"property left out":    vnet(set("name", "snet-a")),
		"one of two":           vnet(set("name", "snet-a", "defaultOutboundAccess", false), set("name", "snet-b")),
		"own subnet, left out": ownSubnet("subnetName", "snet-a"),
		"own subnet, old API":  one("azure-native:network/v20230201:Subnet", "subnetName", "snet-a"),
	},
}
