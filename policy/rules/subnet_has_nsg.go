package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var subnetHasNSG = pack.Rule{
	ID:       "subnet-has-nsg",
	Title:    "Subnets have a network security group",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without a group every address of the network may reach every port of the subnet.",
	Absent:   "Azure attaches no group.",
	Remedy: "Set networkSecurityGroup.id on the subnet; only the subnets of Azure Firewall, of gateways and of Route Server " +
		"go without.",
	Source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
	Types:  subnetTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachSubnet(r, func(subnet, name pack.Value) pack.Verdict {
			return unlessReserved(name,
				func(rule azure.SubnetRule) bool { return rule.NSG == azure.Forbidden },
				subnet.At("networkSecurityGroup", "id").MustBeSet)
		})
	},
	Pass: pack.Examples{
		"inline":     vnet(set("name", "snet-a", "networkSecurityGroup.id", nsgID), set("name", "snet-b", "networkSecurityGroup.id", nsgID)),
		"own subnet": ownSubnet("subnetName", "snet-a", "networkSecurityGroup.id", nsgID),
		"firewall and gateway": vnet(set("name", "AzureFirewallSubnet"), set("name", "AzureFirewallManagementSubnet"),
			set("name", "GatewaySubnet"), set("name", "RouteServerSubnet")),
		"own gateway subnet": ownSubnet("subnetName", "GatewaySubnet"),
		"no subnets inline":  one(azure.TypeVirtualNetwork, "location", "westeurope"),
	},
	Fail: pack.Examples{
		"one of two":                 vnet(set("name", "snet-a", "networkSecurityGroup.id", nsgID), set("name", "snet-b")),
		"group left out":             vnet(set("name", "snet-a")),
		"Bastion":                    vnet(set("name", "AzureBastionSubnet")),
		"own subnet, group left out": ownSubnet("subnetName", "snet-a"),
		"own subnet, name left out":  ownSubnet("addressPrefix", "10.240.0.0/22"),
		"empty id":                   ownSubnet("name", "snet-a", "networkSecurityGroup.id", ""),
	},
}

const nsgID = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-spoke/providers/Microsoft.Network/networkSecurityGroups/nsg-a"
