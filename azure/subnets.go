package azure

import (
	"math"
	"net/netip"
	"strings"
)

// Subnet names that Azure itself looks for; a service refuses a subnet of any other name.
const (
	SubnetAzureFirewall           = "AzureFirewallSubnet"
	SubnetAzureFirewallManagement = "AzureFirewallManagementSubnet"
	SubnetAzureBastion            = "AzureBastionSubnet"
	SubnetGateway                 = "GatewaySubnet"
	SubnetRouteServer             = "RouteServerSubnet"
)

// Services that a subnet is delegated to.
const (
	// DelegationManagedClusters is the delegation of an API-server subnet.
	// Source: https://learn.microsoft.com/azure/aks/api-server-vnet-integration
	DelegationManagedClusters = "Microsoft.ContainerService/managedClusters"
	// DelegationTrafficControllers is the delegation of a subnet for Application Gateway for Containers.
	// Source: https://learn.microsoft.com/azure/application-gateway/for-containers/quickstart-create-application-gateway-for-containers-byo-deployment
	DelegationTrafficControllers = "Microsoft.ServiceNetworking/trafficControllers"
	// DelegationDNSResolvers is the delegation of a subnet for an endpoint of a private DNS resolver.
	// Source: https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions
	DelegationDNSResolvers = "Microsoft.Network/dnsResolvers"
	// DelegationContainerGroups is the delegation of a subnet for virtual nodes.
	// Source: https://learn.microsoft.com/azure/aks/virtual-nodes
	DelegationContainerGroups = "Microsoft.ContainerInstance/containerGroups"
)

// ReservedAddressesPerSubnet is how many addresses Azure keeps of every subnet: the first four and the last.
// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#are-there-any-restrictions-on-using-ip-addresses-within-these-subnets
const ReservedAddressesPerSubnet = 5

// Longest prefixes (smallest subnets) that a purpose allows.
const (
	// LongestSubnetPrefix is the smallest IPv4 subnet Azure creates.
	// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#how-small-and-how-large-can-virtual-networks-and-subnets-be
	LongestSubnetPrefix = 29
	// LongestAPIServerSubnetPrefix is the smallest subnet for API-server VNet integration.
	// Source: https://learn.microsoft.com/azure/aks/api-server-vnet-integration
	LongestAPIServerSubnetPrefix = 28
	// LongestDNSResolverSubnetPrefix and ShortestDNSResolverSubnetPrefix are the smallest and the largest subnet for an
	// endpoint of a private DNS resolver.
	// Source: https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions
	LongestDNSResolverSubnetPrefix  = 28
	ShortestDNSResolverSubnetPrefix = 24
	// OverlayNodePrefix is the pod range that CNI Overlay gives each node, whatever its pod limit.
	// Source: https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
	OverlayNodePrefix = 24
	// ShortestServicePrefix is the shortest prefix of a service range: it must be smaller than a /12.
	// Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning
	ShortestServicePrefix = 13
)

// Use says how a subnet stands to something that can be attached to it.
type Use string

const (
	// Allowed means that it may be attached.
	Allowed Use = "allowed"
	// Forbidden means that the service refuses the subnet with it, or stops working.
	Forbidden Use = "forbidden"
)

// SubnetRule is what Azure demands of a subnet with a reserved name.
type SubnetRule struct {
	// Name is the exact name.
	Name string
	// MinPrefixLength is the longest prefix allowed: 26 means /26 or larger, so that a /27 is refused.
	MinPrefixLength int
	// NSG says whether a network security group may be attached.
	NSG Use
	// RouteTable says whether a route table may be attached.
	RouteTable Use
	// DefaultRoute says whether a route table here may send 0.0.0.0/0 anywhere but to the Internet. A firewall with a
	// management subnet may (forced tunnelling); the rule says what holds without one.
	DefaultRoute Use
	// Delegation says whether the subnet may be delegated to a service.
	Delegation Use
	// Source is the page these facts were read from.
	Source string
}

var subnetRules = map[string]SubnetRule{
	SubnetAzureFirewall: {
		Name: SubnetAzureFirewall, MinPrefixLength: 26, NSG: Forbidden, RouteTable: Allowed, DefaultRoute: Forbidden,
		Delegation: Forbidden, Source: "https://learn.microsoft.com/azure/firewall/firewall-faq",
	},
	SubnetAzureFirewallManagement: {
		Name: SubnetAzureFirewallManagement, MinPrefixLength: 26, NSG: Forbidden, RouteTable: Allowed, DefaultRoute: Forbidden,
		Delegation: Forbidden, Source: "https://learn.microsoft.com/azure/firewall/management-nic",
	},
	SubnetAzureBastion: {
		Name: SubnetAzureBastion, MinPrefixLength: 26, NSG: Allowed, RouteTable: Forbidden, DefaultRoute: Forbidden,
		Delegation: Forbidden, Source: "https://learn.microsoft.com/azure/bastion/configuration-settings#subnet",
	},
	SubnetGateway: {
		Name: SubnetGateway, MinPrefixLength: 27, NSG: Forbidden, RouteTable: Allowed, DefaultRoute: Forbidden,
		Delegation: Forbidden, Source: "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-vpn-gateway-settings#gwsub",
	},
	SubnetRouteServer: {
		Name: SubnetRouteServer, MinPrefixLength: 27, NSG: Forbidden, RouteTable: Forbidden, DefaultRoute: Forbidden,
		Delegation: Forbidden, Source: "https://learn.microsoft.com/azure/route-server/route-server-faq",
	},
}

// SubnetRuleFor returns the rule of a reserved subnet name. ARM compares names without case, so this does too.
// ok is false for every name that is not reserved.
func SubnetRuleFor(name string) (rule SubnetRule, ok bool) {
	for reserved, r := range subnetRules {
		if strings.EqualFold(reserved, name) {
			return r, true
		}
	}
	return SubnetRule{}, false
}

// UsableAddresses returns how many addresses of a subnet can be given to resources: its size less
// [ReservedAddressesPerSubnet], at least 0. For IPv6 the count is cut at the largest int.
func UsableAddresses(p netip.Prefix) int {
	if !p.IsValid() {
		return 0
	}
	hostBits := p.Addr().BitLen() - p.Bits()
	if hostBits >= 62 {
		return math.MaxInt
	}
	return max(0, 1<<hostBits-ReservedAddressesPerSubnet)
}

// ForbiddenRange is an address range that a cluster's networks may not touch.
type ForbiddenRange struct {
	// Prefix is the range.
	Prefix netip.Prefix
	// Reason says in a few words what already uses it.
	Reason string
	// Source is the page the fact was read from.
	Source string
}

// ForbiddenAKSRanges returns the ranges that no service, pod or virtual-network range of an AKS cluster may overlap.
func ForbiddenAKSRanges() []ForbiddenRange {
	const source = "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview#aks-cni-networking-prerequisites"
	return []ForbiddenRange{
		{netip.MustParsePrefix("169.254.0.0/16"), "link-local addresses, among them the instance metadata service", source},
		{netip.MustParsePrefix("172.30.0.0/16"), "reserved by AKS", source},
		{netip.MustParsePrefix("172.31.0.0/16"), "reserved by AKS", source},
		{netip.MustParsePrefix("192.0.2.0/24"), "reserved by AKS, and by RFC 5737 for documentation", source},
	}
}
