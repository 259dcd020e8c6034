package spoke

import (
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// natPrefixLength gives the NAT gateway four addresses, each with 64,512 SNAT ports.
//
// Source: https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource
const natPrefixLength = 30

// natGateway builds the NAT gateway and the public addresses it sends from. The addresses are a prefix, so that
// partners can allow one range.
func (b *builder) natGateway() (*network.NatGateway, error) {
	name := b.args.Network.Name
	prefixArgs := &network.PublicIPPrefixArgs{
		PublicIpPrefixName:     pulumi.String(b.args.Names.NATGatewayPublicIPPrefix(name)),
		ResourceGroupName:      b.args.ResourceGroupName,
		Location:               b.location,
		Sku:                    network.PublicIPPrefixSkuArgs{Name: pulumi.String("Standard"), Tier: pulumi.String("Regional")},
		PrefixLength:           pulumi.Int(natPrefixLength),
		PublicIPAddressVersion: pulumi.String("IPv4"),
		Tags:                   b.tags,
	}
	gatewayArgs := &network.NatGatewayArgs{
		NatGatewayName:       pulumi.String(b.args.Names.NATGateway(name)),
		ResourceGroupName:    b.args.ResourceGroupName,
		Location:             b.location,
		Sku:                  network.NatGatewaySkuArgs{Name: pulumi.String("Standard")},
		IdleTimeoutInMinutes: pulumi.Int(4),
		Tags:                 b.tags,
	}
	if b.args.Class.ProductionLike() && b.args.Location.HasZones() {
		// A NAT gateway lives in one zone at most; addresses that are in every zone suit it in any.
		prefixArgs.Zones = pulumi.ToStringArray(b.args.Location.Zones)
		gatewayArgs.Zones = pulumi.ToStringArray(b.args.Location.Zones[:1])
	}
	prefix, err := network.NewPublicIPPrefix(b.ctx, b.child("nat-ips"), prefixArgs, b.parent)
	if err != nil {
		return nil, fmt.Errorf("public IP prefix of the NAT gateway: %w", err)
	}
	gatewayArgs.PublicIpPrefixes = network.SubResourceArray{network.SubResourceArgs{Id: prefix.ID()}}
	gateway, err := network.NewNatGateway(b.ctx, b.child("nat"), gatewayArgs, b.parent)
	if err != nil {
		return nil, fmt.Errorf("NAT gateway: %w", err)
	}
	b.spoke.EgressPublicIPPrefixID, b.spoke.EgressPublicIPPrefix = prefix.ID().ToStringOutput(), prefix.IpPrefix
	return gateway, nil
}
