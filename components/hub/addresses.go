package hub

import (
	"fmt"
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/addressplan"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Network is the hub's place in the address plan.
type Network struct {
	// AddressPrefix is the range of the hub's virtual network, a /24 or larger: it always holds the subnets of
	// firewall, gateway and Bastion, so that turning one on later moves nothing. Default 10.200.N.0/24, where N counts
	// the stack's regions from 0.
	AddressPrefix string `json:"addressPrefix"`
	// Subnets override where the subnets lie. Default: the first /26, the /27 at .64, the /26 at .128 and the /28 at .224.
	Subnets SubnetPrefixes `json:"subnets"`
}

// SubnetPrefixes are the ranges of the hub's subnets; an empty one keeps its default.
type SubnetPrefixes struct {
	// AzureFirewallSubnet holds the firewall: /26 or larger, which is enough for every size it can grow to.
	AzureFirewallSubnet string `json:"azureFirewallSubnet"`
	// GatewaySubnet holds a VPN or ExpressRoute gateway: /27 or larger.
	GatewaySubnet string `json:"gatewaySubnet"`
	// AzureBastionSubnet holds Azure Bastion: /26 or larger.
	AzureBastionSubnet string `json:"azureBastionSubnet"`
	// DNSResolverInbound holds the endpoint of a private DNS resolver, with dns.mode resolver: /28 to /24.
	DNSResolverInbound string `json:"dnsResolverInbound"`
}

// Addresses are the ranges of the hub's network and of its subnets.
type Addresses struct {
	VNet, AzureFirewall, Gateway, AzureBastion, DNSResolverInbound netip.Prefix
}

// SubnetDNSResolverInbound is the subnet of the resolver's endpoint.
const SubnetDNSResolverInbound = "snet-dns-resolver-inbound"

// longestAddressPrefix is the smallest hub: firewall, gateway and Bastion do not fit in half of it.
const longestAddressPrefix = 24

// defaultSubnets are where each subnet lies in a network that says nothing: offset in addresses, and size.
var defaultSubnets = []struct {
	name   string
	key    string
	offset uint32
	bits   int
	given  func(SubnetPrefixes) string
	into   func(*Addresses) *netip.Prefix
}{
	{
		azure.SubnetAzureFirewall, "azureFirewallSubnet", 0, 26,
		func(s SubnetPrefixes) string { return s.AzureFirewallSubnet }, func(a *Addresses) *netip.Prefix { return &a.AzureFirewall },
	},
	{
		azure.SubnetGateway, "gatewaySubnet", 64, 27,
		func(s SubnetPrefixes) string { return s.GatewaySubnet }, func(a *Addresses) *netip.Prefix { return &a.Gateway },
	},
	{
		azure.SubnetAzureBastion, "azureBastionSubnet", 128, 26,
		func(s SubnetPrefixes) string { return s.AzureBastionSubnet }, func(a *Addresses) *netip.Prefix { return &a.AzureBastion },
	},
	{
		// Below it, from .192, is room for machines of the network team.
		SubnetDNSResolverInbound, "dnsResolverInbound", 224, azure.LongestDNSResolverSubnetPrefix,
		func(s SubnetPrefixes) string { return s.DNSResolverInbound }, func(a *Addresses) *netip.Prefix { return &a.DNSResolverInbound },
	},
}

// DefaultAddressPrefix is the range of the hub of the stack's region with this index, counted from 0: 10.200.0.0/24,
// 10.200.1.0/24 and so on.
func DefaultAddressPrefix(regionIndex int) string {
	return fmt.Sprintf("10.200.%d.0/24", regionIndex)
}

// PlanAddresses lays the hub's subnets into its network, and reports every mistake: a range that is none, a network or
// subnet too small for what it holds, a subnet outside the network, an overlap. The subnet of a DNS resolver is planned with one only.
// path is where n stands in the configuration. The same network always gives the same plan.
func PlanAddresses(path field.Path, n Network, dnsResolver bool) (Addresses, field.Errors) {
	vnet, errors := addressplan.Parse(path.Child("addressPrefix"), n.AddressPrefix)
	plan := Addresses{VNet: vnet}
	if len(errors) == 0 {
		errors.Append(addressplan.CheckNetwork(path.Child("addressPrefix"), vnet))
		if vnet.Bits() > longestAddressPrefix {
			errors.Add(field.Error{
				Path: path.Child("addressPrefix"), Value: n.AddressPrefix,
				Rule:   "is too small for AzureFirewallSubnet, GatewaySubnet and AzureBastionSubnet together",
				Remedy: fmt.Sprintf("choose /%d or larger", longestAddressPrefix),
			})
		}
	}
	fits := len(errors) == 0
	var claims []addressplan.Claim
	for _, subnet := range defaultSubnets {
		if subnet.name == SubnetDNSResolverInbound && !dnsResolver {
			continue
		}
		claim := addressplan.Claim{
			Path: path.Child("subnets").Child(subnet.key), Name: subnet.name, Longest: azure.LongestDNSResolverSubnetPrefix,
			Source: "https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions",
		}
		if rule, reserved := azure.SubnetRuleFor(subnet.name); reserved {
			claim.Longest, claim.Source = rule.MinPrefixLength, rule.Source
		}
		if given := subnet.given(n.Subnets); given != "" {
			prefix, found := addressplan.Parse(claim.Path, given)
			errors.Append(found)
			claim.Prefix = prefix
		} else if fits {
			claim.Prefix, _ = addressplan.At(vnet, subnet.offset, subnet.bits)
		}
		*subnet.into(&plan) = claim.Prefix
		claims = append(claims, claim)
	}
	if fits {
		errors.Append(addressplan.Check(vnet, claims))
	}
	return plan, errors
}
