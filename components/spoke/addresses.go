package spoke

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/addressplan"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Addresses are the ranges of a spoke's network and of its subnets.
type Addresses struct {
	VNet, ClusterNodes, ClusterIngressServices, PrivateLinkEndpoints, ApplicationGateway, PrivateCluster netip.Prefix
	// Extra are the ranges of the extra subnets by name; nil without any.
	Extra map[string]netip.Prefix
}

const (
	sourceApplicationGateway = "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#size-of-the-subnet"
	sourceAPIServer          = "https://learn.microsoft.com/azure/aks/api-server-vnet-integration"
	sourceTrafficControllers = "https://learn.microsoft.com/azure/application-gateway/for-containers/application-gateway-for-containers-components"
)

const (
	// longestApplicationGateway is the smallest subnet in which production's gateway can scale and be upgraded.
	longestApplicationGateway = 26
	// longestTrafficControllers is the smallest subnet for Application Gateway for Containers.
	// Source: sourceTrafficControllers
	longestTrafficControllers = 24
)

// place is where a subnet lies in a network that says nothing: offset in addresses from its beginning, and size.
type place struct {
	offset uint32
	bits   int
}

// planned is one of the five subnets of every spoke.
type planned struct {
	name  string
	key   string
	place place
	given func(SubnetPrefixes) string
	into  func(*Addresses) *netip.Prefix
}

// defaultSubnets are the five subnets, in the order in which the network lists them.
var defaultSubnets = []planned{
	{
		SubnetClusterNodes, "clusterNodes", place{0, 22},
		func(s SubnetPrefixes) string { return s.ClusterNodes }, func(a *Addresses) *netip.Prefix { return &a.ClusterNodes },
	},
	{
		SubnetClusterIngressServices, "clusterIngressServices", place{4 * 256, 28},
		func(s SubnetPrefixes) string { return s.ClusterIngressServices }, func(a *Addresses) *netip.Prefix { return &a.ClusterIngressServices },
	},
	{
		SubnetPrivateLinkEndpoints, "privateLinkEndpoints", privateLinkPlaces[0],
		func(s SubnetPrefixes) string { return s.PrivateLinkEndpoints }, func(a *Addresses) *netip.Prefix { return &a.PrivateLinkEndpoints },
	},
	{
		SubnetApplicationGateway, "applicationGateway", place{5 * 256, 24},
		func(s SubnetPrefixes) string { return s.ApplicationGateway }, func(a *Addresses) *netip.Prefix { return &a.ApplicationGateway },
	},
	{
		SubnetPrivateCluster, "privateCluster", place{7 * 256, 28},
		func(s SubnetPrefixes) string { return s.PrivateCluster }, func(a *Addresses) *netip.Prefix { return &a.PrivateCluster },
	},
}

// privateLinkPlaces are the sizes that the endpoints' subnet can have, smallest first.
var privateLinkPlaces = [...]place{{4*256 + 32, 28}, {4*256 + 32, 27}, {4*256 + 64, 26}}

// DefaultAddressPrefix is the range of the first spoke of the stack's region with this index, counted from 0:
// 10.240.0.0/16, 10.241.0.0/16 and so on.
func DefaultAddressPrefix(regionIndex int) string {
	return fmt.Sprintf("10.%d.0.0/16", 240+regionIndex)
}

// PlanAddresses lays a spoke's subnets into its network, and reports every mistake: a range that is none, a network or
// subnet too small for what it holds, a subnet outside the network, an overlap. path is where n stands in the
// configuration; class decides how small the Application Gateway's subnet may be. The same network always gives the
// same plan.
func PlanAddresses(path field.Path, n Network, class environment.Class) (Addresses, field.Errors) {
	vnet, errors := addressplan.Parse(path.Child("addressPrefix"), n.AddressPrefix)
	plan := Addresses{VNet: vnet}
	readable := len(errors) == 0
	if readable {
		errors.Append(addressplan.CheckNetwork(path.Child("addressPrefix"), vnet))
	}
	var claims []addressplan.Claim
	var homeless []string
	for _, subnet := range defaultSubnets {
		claim := addressplan.Claim{Path: path.Child("subnets").Child(subnet.key), Name: subnet.name}
		claim.Longest, claim.Source = longest(subnet.name, class)
		if given := subnet.given(n.Subnets); given != "" {
			prefix, found := addressplan.Parse(claim.Path, given)
			errors.Append(found)
			claim.Prefix = prefix
		} else if readable {
			prefix, ok := addressplan.At(vnet, n.place(subnet).offset, n.place(subnet).bits)
			if !ok {
				homeless = append(homeless, subnet.name)
			}
			claim.Prefix = prefix
		}
		*subnet.into(&plan) = claim.Prefix
		claims = append(claims, claim)
	}
	if len(homeless) > 0 {
		errors.Add(field.Error{
			Path: path.Child("addressPrefix"), Value: n.AddressPrefix,
			Rule:   "has no room for the default places of " + strings.Join(homeless, ", "),
			Remedy: "choose /21 or larger, or place them under subnets",
		})
	}
	for i, extra := range n.ExtraSubnets {
		claim, found := extra.claim(path.Child("extraSubnets").Index(i))
		errors.Append(found)
		claims = append(claims, claim)
		if plan.Extra == nil {
			plan.Extra = map[string]netip.Prefix{}
		}
		plan.Extra[extra.Name] = claim.Prefix
	}
	errors.Append(addressplan.Check(vnet, claims))
	errors.Append(n.checkPrivateLink(path, plan))
	return plan, errors
}

// NodeSubnets returns the ranges from which nodes leave the spoke: the node subnet, and the extra subnets that are let
// out, in the order of the configuration. They are what the hub's firewall must know of the spoke.
func (n Network) NodeSubnets(planned Addresses) []netip.Prefix {
	subnets := []netip.Prefix{planned.ClusterNodes}
	for _, extra := range n.ExtraSubnets {
		if extra.RouteToFirewall {
			subnets = append(subnets, planned.Extra[extra.Name])
		}
	}
	return subnets
}

// place is where a subnet lies by default in this network: that of private endpoints grows with their number.
func (n Network) place(subnet planned) place {
	if subnet.name != SubnetPrivateLinkEndpoints {
		return subnet.place
	}
	needed := n.PrivateLinkAddresses()
	for _, candidate := range privateLinkPlaces {
		if needed <= 1<<(32-candidate.bits)-azure.ReservedAddressesPerSubnet {
			return candidate
		}
	}
	return privateLinkPlaces[len(privateLinkPlaces)-1]
}

// checkPrivateLink reports private endpoints that do not fit their subnet.
func (n Network) checkPrivateLink(path field.Path, plan Addresses) field.Errors {
	subnet := plan.PrivateLinkEndpoints
	needed, usable := n.PrivateLinkAddresses(), azure.UsableAddresses(subnet)
	if !subnet.IsValid() || needed <= usable {
		return nil
	}
	return field.Errors{{
		Path: path.Child("privateLinkServices"), Value: needed,
		Rule:   fmt.Sprintf("addresses are needed, and %s %s holds %d", SubnetPrivateLinkEndpoints, subnet, usable),
		Remedy: "give subnets.privateLinkEndpoints a larger range", Source: sourcePrivateEndpoint,
	}}
}

// longest is the longest prefix that a subnet's purpose allows, and where that was read; 0 for no limit.
func longest(subnet string, class environment.Class) (bits int, source string) {
	switch {
	case subnet == SubnetPrivateCluster:
		return azure.LongestAPIServerSubnetPrefix, sourceAPIServer
	case subnet == SubnetApplicationGateway && class.ProductionLike():
		return longestApplicationGateway, sourceApplicationGateway
	}
	return 0, ""
}
