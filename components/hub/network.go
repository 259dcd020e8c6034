package hub

import (
	"fmt"
	"net/netip"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// publicIPLogs are the DDoS logs that a public address offers.
var publicIPLogs = []string{"DDoSProtectionNotifications", "DDoSMitigationFlowLogs", "DDoSMitigationReports"}

// network builds the hub's virtual network. Its subnets are part of it, so that one write makes them all and
// nothing can change one behind the program's back.
func (b *builder) network(bastionRules, resolverRules *network.NetworkSecurityGroup, workspaceID pulumi.StringInput) (*network.VirtualNetwork, error) {
	addresses := b.args.Addresses
	bastion := subnet(azure.SubnetAzureBastion, addresses.AzureBastion)
	bastion.NetworkSecurityGroup = network.NetworkSecurityGroupTypeArgs{Id: bastionRules.ID()}
	subnets := network.SubnetTypeArray{
		subnet(azure.SubnetAzureFirewall, addresses.AzureFirewall),
		subnet(azure.SubnetGateway, addresses.Gateway),
		bastion,
	}
	if resolverRules != nil {
		subnets = append(subnets, resolverSubnet(addresses.DNSResolverInbound, resolverRules))
	}
	vnet, err := network.NewVirtualNetwork(b.ctx, b.child("vnet"), &network.VirtualNetworkArgs{
		VirtualNetworkName:   pulumi.String(b.args.Names.HubVNet()),
		ResourceGroupName:    b.groupName,
		Location:             b.location,
		AddressSpace:         network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{addresses.VNet.String()})},
		EnableDdosProtection: pulumi.Bool(false),
		EnableVmProtection:   pulumi.Bool(false),
		Subnets:              subnets,
		Tags:                 b.tags,
	}, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return nil, fmt.Errorf("virtual network: %w", err)
	}
	return vnet, b.send("vnet", vnet.ID(), workspaceID, diagnostics.Args{Metrics: allMetrics})
}

// subnet is a subnet of the hub. The policies are Azure's defaults, written out because the SDK has defaults too.
func subnet(name string, prefix netip.Prefix) network.SubnetTypeArgs {
	return network.SubnetTypeArgs{
		Name:                              pulumi.String(name),
		AddressPrefix:                     pulumi.String(prefix.String()),
		DefaultOutboundAccess:             pulumi.Bool(false),
		PrivateEndpointNetworkPolicies:    pulumi.String("Disabled"),
		PrivateLinkServiceNetworkPolicies: pulumi.String("Enabled"),
	}
}

// subnetID is the ID of a subnet that exists once its network does.
func subnetID(vnet *network.VirtualNetwork, name string) pulumi.StringOutput {
	return vnet.ID().ToStringOutput().ApplyT(func(id string) string { return azure.SubnetID(id, name) }).(pulumi.StringOutput)
}

// publicIP makes a static public address with its diagnostics.
func (b *builder) publicIP(part, name string, workspaceID pulumi.StringInput) (*network.PublicIPAddress, error) {
	address, err := network.NewPublicIPAddress(b.ctx, b.child(part), &network.PublicIPAddressArgs{
		PublicIpAddressName:      pulumi.String(name),
		ResourceGroupName:        b.groupName,
		Location:                 b.location,
		Sku:                      network.PublicIPAddressSkuArgs{Name: pulumi.String("Standard"), Tier: pulumi.String("Regional")},
		PublicIPAllocationMethod: pulumi.String("Static"),
		PublicIPAddressVersion:   pulumi.String("IPv4"),
		IdleTimeoutInMinutes:     pulumi.Int(4),
		Zones:                    b.zones,
		Tags:                     b.tags,
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("public IP address %s: %w", name, err)
	}
	return address, b.send(part, address.ID(), workspaceID, diagnostics.Args{Logs: publicIPLogs, Metrics: allMetrics})
}
