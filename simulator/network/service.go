// Package network simulates the part of Microsoft.Network that a hub, its spokes and private endpoints are made of:
// virtual networks with their subnets and peerings, security groups and route tables, public addresses, NAT gateways,
// Azure Firewall with its policy, Bastion, Application Gateway with its firewall policy, private DNS and private
// endpoints.
package network

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// API versions of azure-native v2.88 that the types are modelled in. 2024-05-01 has no private DNS.
const (
	apiVersion    = "2024-05-01"
	dnsAPIVersion = "2024-06-01"
)

// versions are the token segments that stand for them.
var (
	versions    = []string{"v20240501"}
	dnsVersions = []string{"v20240601"}
)

// ARM types that the rules of several files speak of.
const (
	armVirtualNetwork  = "Microsoft.Network/virtualNetworks"
	armSubnet          = "Microsoft.Network/virtualNetworks/subnets"
	armPeering         = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"
	armNSG             = "Microsoft.Network/networkSecurityGroups"
	armRouteTable      = "Microsoft.Network/routeTables"
	armPublicIP        = "Microsoft.Network/publicIPAddresses"
	armPublicIPPrefix  = "Microsoft.Network/publicIPPrefixes"
	armNatGateway      = "Microsoft.Network/natGateways"
	armIPGroup         = "Microsoft.Network/ipGroups"
	armPolicy          = "Microsoft.Network/firewallPolicies"
	armRuleGroup       = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
	armFirewall        = "Microsoft.Network/azureFirewalls"
	armBastion         = "Microsoft.Network/bastionHosts"
	armGateway         = "Microsoft.Network/virtualNetworkGateways"
	armInterface       = "Microsoft.Network/networkInterfaces"
	armPrivateZone     = "Microsoft.Network/privateDnsZones"
	armZoneLink        = "Microsoft.Network/privateDnsZones/virtualNetworkLinks"
	armEndpoint        = "Microsoft.Network/privateEndpoints"
	armZoneGroup       = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
	armDNSResolver     = "Microsoft.Network/dnsResolvers"
	armInboundEndpoint = "Microsoft.Network/dnsResolvers/inboundEndpoints"
)

// Service returns the types of Microsoft.Network, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name: "Microsoft.Network",
		BuiltIn: map[string]func(azure.ID) bool{
			// Every private zone comes with its start of authority.
			strings.ToLower(armPrivateZone + "/SOA"): func(id azure.ID) bool { return id.Name() == "@" },
			strings.ToLower(armNetworkWatcher):       isNetworkWatcher,
		},
		Types: []*engine.Type{
			flowLog(),
			applicationGateway(),
			azureFirewall(),
			bastionHost(),
			dnsResolver(),
			firewallPolicy(),
			ruleCollectionGroup(),
			inboundEndpoint(),
			ipGroup(),
			natGateway(),
			networkSecurityGroup(),
			privateDNSZoneGroup(),
			privateEndpoint(),
			privateRecordSet(),
			privateZone(),
			publicIPAddress(),
			publicIPPrefix(),
			routeTable(),
			virtualNetwork(),
			virtualNetworkLink(),
			virtualNetworkPeering(),
			webApplicationFirewallPolicy(),
		},
		Functions:        functions(),
		Vocabulary:       vocabulary(),
		MissingReference: missingReference,
	}
}
