package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var namingConvention = pack.Rule{
	ID:       "naming-convention",
	Title:    "Names say what a thing is",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "At three in the night a name is all that stands in an alert, a log line or a bill.",
	Absent:   "Pulumi makes up a name with a random end.",
	Remedy:   "Name the resource explicitly with the prefix of its type and, where there is one per region, the region.",
	Source:   "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-naming",
	Types:    append(namedTypes(), azure.TypeSubnet),
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeSubnet {
			name := subnetName(r)
			return unlessReserved(name, func(azure.SubnetRule) bool { return true }, func() pack.Verdict { return startsWith(name, "snet-") })
		}
		convention := conventions[r.Type()]
		return startsWith(r.At(convention.property), convention.prefixes...)
	},
	Pass: pack.Examples{
		"group":               one(azure.TypeResourceGroup, "resourceGroupName", "rg-enterprise-networking-hubs-westeurope"),
		"network":             one(azure.TypeVirtualNetwork, "virtualNetworkName", "vnet-westeurope-hub"),
		"security group":      one(azure.TypeNetworkSecurityGroup, "networkSecurityGroupName", "nsg-westeurope-bastion"),
		"route table":         one(azure.TypeRouteTable, "routeTableName", "route-to-westeurope-hub-fw"),
		"address":             one(azure.TypePublicIPAddress, "publicIpAddressName", "pip-fw-westeurope-00"),
		"prefix":              one(azure.TypePublicIPPrefix, "publicIpPrefixName", "ippre-ng-westeurope-bu0001a0008"),
		"NAT gateway":         one(azure.TypeNatGateway, "natGatewayName", "ng-westeurope-bu0001a0008"),
		"firewall":            one(azure.TypeAzureFirewall, "azureFirewallName", "fw-westeurope"),
		"firewall policy":     one(azure.TypeFirewallPolicy, "firewallPolicyName", "fw-policies-westeurope"),
		"IP group":            one(azure.TypeIPGroup, "ipGroupsName", "ipg-westeurope-AksNodepools"),
		"Bastion":             one(azure.TypeBastionHost, "bastionHostName", "ab-westeurope"),
		"cluster":             one(azure.TypeManagedCluster, "resourceName", "aks-abcdefghijklm"),
		"identity":            one(azure.TypeUserAssignedIdentity, "resourceName", "mi-aks-abcdefghijklm-kubelet"),
		"workspace":           one(azure.TypeWorkspace, "workspaceName", "la-hub-westeurope"),
		"application gateway": gateway("applicationGatewayName", "apw-aks-abcdefghijklm"),
		"WAF policy":          one(azure.TypeWebApplicationFirewallPolicy, "policyName", "waf-aks-abcdefghijklm"),
		"reserved subnet":     ownSubnet("subnetName", "AzureFirewallSubnet"),
		"subnet":              ownSubnet("subnetName", "snet-clusternodes"),
	},
	Fail: pack.Examples{
		"no prefix":           one(azure.TypeVirtualNetwork, "virtualNetworkName", "hub"),
		"prefix of another":   one(azure.TypePublicIPAddress, "publicIpAddressName", "vnet-westeurope"),
		"only the prefix":     one(azure.TypeNetworkSecurityGroup, "networkSecurityGroupName", "nsg-"),
		"name left out":       one(azure.TypeAzureFirewall, "location", "westeurope"),
		"subnet":              ownSubnet("subnetName", "nodes"),
		"application gateway": gateway("applicationGatewayName", "gateway"),
	},
}

type convention struct {
	// property holds the ARM name.
	property string
	// prefixes are the allowed beginnings.
	prefixes []string
}

var conventions = map[string]convention{
	azure.TypeResourceGroup:                {"resourceGroupName", []string{"rg-"}},
	azure.TypeVirtualNetwork:               {"virtualNetworkName", []string{"vnet-"}},
	azure.TypeNetworkSecurityGroup:         {"networkSecurityGroupName", []string{"nsg-"}},
	azure.TypeRouteTable:                   {"routeTableName", []string{"route-to-", "rt-"}},
	azure.TypePublicIPAddress:              {"publicIpAddressName", []string{"pip-"}},
	azure.TypePublicIPPrefix:               {"publicIpPrefixName", []string{"ippre-"}},
	azure.TypeNatGateway:                   {"natGatewayName", []string{"ng-"}},
	azure.TypeAzureFirewall:                {"azureFirewallName", []string{"fw-"}},
	azure.TypeFirewallPolicy:               {"firewallPolicyName", []string{"fw-policies-"}},
	azure.TypeIPGroup:                      {"ipGroupsName", []string{"ipg-"}},
	azure.TypeBastionHost:                  {"bastionHostName", []string{"ab-"}},
	azure.TypeManagedCluster:               {"resourceName", []string{"aks-"}},
	azure.TypeUserAssignedIdentity:         {"resourceName", []string{"mi-", "podmi-"}},
	azure.TypeWorkspace:                    {"workspaceName", []string{"la-"}},
	typeApplicationGateway:                 {"applicationGatewayName", []string{"apw-"}},
	azure.TypeWebApplicationFirewallPolicy: {"policyName", []string{"waf-"}},
}

func namedTypes() []string {
	var types []string
	for _, t := range taggable {
		if _, ok := conventions[t]; ok {
			types = append(types, t)
		}
	}
	return types
}

func startsWith(name pack.Value, prefixes ...string) pack.Verdict {
	return name.MustMatch("must start with "+strings.Join(prefixes, " or "), func(v pack.Value) bool {
		text, _ := v.Text()
		for _, prefix := range prefixes {
			if strings.HasPrefix(text, prefix) && len(text) > len(prefix) {
				return true
			}
		}
		return false
	})
}
