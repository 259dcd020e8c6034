package network

import (
	"net/netip"
	"strings"

	resolver "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20220701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// resolverVersions: the resolver's API has releases of its own.
var resolverVersions = []string{"v20220701"}

const resolverAPIVersion = "2022-07-01"

func dnsResolver() *engine.Type {
	return &engine.Type{
		Token: azure.TypeDNSResolver, Versions: resolverVersions, APIVersion: resolverAPIVersion,
		ARMType: armDNSResolver, Names: []string{"dnsResolverName"},
		Args: resolver.DnsResolverArgs{}, State: resolver.DnsResolver{},
		Put:       putDNSResolver,
		Immutable: []string{"virtualNetwork"},
		Models: []string{
			"The resolver and its virtual network are in one region, and a network has one resolver.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeInvalidResourceReference, CodeReferencedResourceNotProvisioned},
	}
}

// putDNSResolver holds the resolver to its network.
//
// Source: https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#virtual-network-restrictions
func putDNSResolver(op *engine.Operation) error {
	vnet, err := sameRegion(op, op.Inputs.At("virtualNetwork", "id"), armVirtualNetwork)
	if err != nil {
		return err
	}
	for _, ref := range op.ReferencesTo(vnet.ID.String()) {
		if refer(ref, armDNSResolver) && !strings.EqualFold(ref.From.ID, op.ID.String()) {
			return CodeBadRequest.Errorf("Virtual network %s has DNS resolver %s already; it can have one.", vnet.ID, ref.From.Name())
		}
	}
	op.Default("Connected", "dnsResolverState")
	op.Default(op.GUID("resolver"), "resourceGuid")
	return nil
}

func inboundEndpoint() *engine.Type {
	return &engine.Type{
		Token: azure.TypeInboundEndpoint, Versions: resolverVersions, APIVersion: resolverAPIVersion,
		ARMType: armInboundEndpoint, Names: []string{"dnsResolverName", "inboundEndpointName"},
		Args: resolver.InboundEndpointArgs{}, State: resolver.InboundEndpoint{},
		Check: func(c *engine.Check) {
			configurations := c.Inputs.At("ipConfigurations")
			if configurations.Known() && len(configurations.Items()) != 1 {
				c.Failf(configurations, CodeBadRequest, "Inbound endpoint %s must have exactly one IP configuration.", c.Name())
			}
		},
		Put: putInboundEndpoint,
		Models: []string{
			"The endpoint is in a subnet of the resolver's network that is delegated to Microsoft.Network/dnsResolvers, /28 to /24, and alone in it.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeInvalidResourceReference, CodeReferencedResourceNotProvisioned, engine.CodeParentResourceNotFound, CodeSubnetIsFull},
	}
}

// putInboundEndpoint holds the endpoint to its subnet and gives it an address.
//
// Source: https://learn.microsoft.com/azure/dns/private-resolver-endpoints-rulesets#inbound-endpoints, and
// https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions
func putInboundEndpoint(op *engine.Operation) error {
	at := op.Inputs.At("ipConfigurations").Items()[0]
	target, err := sameRegion(op, at.At("subnet", "id"), armSubnet)
	if err != nil {
		return err
	}
	parent, _ := op.ID.Parent()
	owner, _ := op.Get(parent.String())
	if vnet := owner.In().At("virtualNetwork", "id").Text(); !strings.EqualFold(vnet, target.Resource.ID) {
		return CodeBadRequest.Errorf("Subnet %s is not in virtual network %s of DNS resolver %s.", target.ID, vnet, owner.Name())
	}
	if service := delegatedTo(target.Part); service != strings.ToLower(azure.DelegationDNSResolvers) {
		return CodeBadRequest.Errorf("Subnet %s is not delegated to %s.", target.ID, azure.DelegationDNSResolvers)
	}
	var subnet netip.Prefix
	for _, prefix := range prefixesOf(subnetPrefixes(target.Part)) {
		subnet = prefix
	}
	if subnet.Bits() > azure.LongestDNSResolverSubnetPrefix || subnet.Bits() < azure.ShortestDNSResolverSubnetPrefix {
		return CodeBadRequest.Errorf("Subnet %s is /%d; a subnet of a DNS resolver is /%d to /%d.", target.ID, subnet.Bits(),
			azure.LongestDNSResolverSubnetPrefix, azure.ShortestDNSResolverSubnetPrefix)
	}
	if err := alone(op, target, armInboundEndpoint); err != nil {
		return err
	}
	address, err := inboundAddress(op, at, target, subnet)
	if err != nil {
		return err
	}
	op.Set([]map[string]any{{
		"subnet": map[string]any{"id": at.At("subnet", "id").Text()}, "privateIpAddress": address,
		"privateIpAllocationMethod": at.At("privateIpAllocationMethod").TextOr("Dynamic"),
	}}, "ipConfigurations")
	op.Default(op.GUID("endpoint"), "resourceGuid")
	return nil
}

// inboundAddress is the one asked for, or a free one that stays the same.
func inboundAddress(op *engine.Operation, at engine.Value, target engine.Target, subnet netip.Prefix) (string, error) {
	if !strings.EqualFold(at.At("privateIpAllocationMethod").Text(), "Static") {
		address, ok := pick(subnet, op.ID.Key(), nil)
		if !ok {
			return "", CodeSubnetIsFull.Errorf("Subnet %s with address prefix %s does not have enough capacity for 1 IP addresses.", target.ID, subnet)
		}
		return address.String(), nil
	}
	given := at.At("privateIpAddress").Text()
	address, err := netip.ParseAddr(given)
	if err != nil || !subnet.Contains(address) {
		return "", CodeBadRequest.Errorf("Private IP address '%s' of inbound endpoint %s is not in subnet %s.", given, op.Name, target.ID)
	}
	return address.String(), nil
}
