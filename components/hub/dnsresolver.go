package hub

import (
	"fmt"
	"net/netip"

	resolver "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20220701"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	nsg "github.com/aks-landing-zone/aks-landing-zone/components/securitygroup"
)

// dnsResolverRules guards the subnet of the resolver's endpoint: networks that are connected ask, nobody else. nil without
// a resolver.
func (b *builder) dnsResolverRules(workspaceID pulumi.StringInput) (*network.NetworkSecurityGroup, error) {
	if !b.args.DNSResolver {
		return nil, nil
	}
	anywhere := []string{nsg.Any}
	return nsg.New(b.ctx, b.child("dns-resolver-nsg"), nsg.Args{
		Name: b.args.Names.DNSResolverNSG(), ResourceGroupName: b.groupName, Location: b.args.Location.Name,
		Rules: []nsg.Rule{
			{
				Name: "AllowDnsInbound", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
				Sources: []string{nsg.TagVirtualNetwork}, Destinations: anywhere, Ports: []string{"53"},
				Description: "Questions from the network, its peers and what is connected through a gateway.",
			},
			{
				Name: "DenyAllInbound", Priority: 1000, Direction: nsg.Inbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
				Sources: anywhere, Destinations: anywhere, Ports: anywhere, Description: "Nothing else comes in.",
			},
		},
		WorkspaceID: workspaceID, Tags: b.args.Tags,
	}, b.parent)
}

// resolverSubnet is the subnet of the endpoint, which Azure wants delegated.
func resolverSubnet(prefix netip.Prefix, rules *network.NetworkSecurityGroup) network.SubnetTypeArgs {
	s := subnet(SubnetDNSResolverInbound, prefix)
	s.NetworkSecurityGroup = network.NetworkSecurityGroupTypeArgs{Id: rules.ID()}
	s.Delegations = network.DelegationArray{network.DelegationArgs{
		Name: pulumi.String("delegation"), ServiceName: pulumi.String(azure.DelegationDNSResolvers),
	}}
	return s
}

// dnsResolver answers other networks' questions about the private names that are linked to the hub: forwarders cannot ask
// Azure's own server, which answers inside a network only.
//
// Source: https://learn.microsoft.com/azure/dns/dns-private-resolver-overview
func (b *builder) dnsResolver(vnet *network.VirtualNetwork) error {
	made, err := resolver.NewDnsResolver(b.ctx, b.child("dns-resolver"), &resolver.DnsResolverArgs{
		DnsResolverName: pulumi.String(b.args.Names.DNSResolver()), Location: b.location, ResourceGroupName: b.groupName, Tags: b.tags,
		VirtualNetwork: resolver.SubResourceArgs{Id: vnet.ID().ToStringOutput()},
	}, b.parent)
	if err != nil {
		return fmt.Errorf("DNS resolver: %w", err)
	}
	endpoint, err := resolver.NewInboundEndpoint(b.ctx, b.child("dns-resolver-inbound"), &resolver.InboundEndpointArgs{
		DnsResolverName: made.Name, InboundEndpointName: pulumi.String(b.args.Names.DNSResolverInboundEndpoint()),
		IpConfigurations: resolver.InboundEndpointIPConfigurationArray{resolver.InboundEndpointIPConfigurationArgs{
			PrivateIpAllocationMethod: pulumi.String("Dynamic"),
			Subnet:                    resolver.SubResourceArgs{Id: subnetID(vnet, SubnetDNSResolverInbound)},
		}},
		Location: b.location, ResourceGroupName: b.groupName, Tags: b.tags,
	}, b.parent)
	if err != nil {
		return fmt.Errorf("DNS resolver: inbound endpoint: %w", err)
	}
	b.hub.DNSResolverInboundIP = endpoint.IpConfigurations.Index(pulumi.Int(0)).PrivateIpAddress().Elem()
	return nil
}
