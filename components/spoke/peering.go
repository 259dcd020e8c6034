package spoke

import (
	"errors"
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// peer connects the spoke's network with the hub's, first from the spoke and then from the hub, whose network may
// belong to another subscription. Azure takes one write to a network at a time, so spokes of one hub are peered one
// after the other.
func (b *builder) peer(vnet *network.VirtualNetwork) error {
	hubID := checkedVNetID(b.args.HubVNetID)
	names := b.args.Names
	toHub, err := network.NewVirtualNetworkPeering(b.ctx, b.child("to-hub"), &network.VirtualNetworkPeeringArgs{
		VirtualNetworkPeeringName: b.args.HubVNetName.ToStringOutput().ApplyT(names.Peering).(pulumi.StringOutput),
		ResourceGroupName:         b.args.ResourceGroupName,
		VirtualNetworkName:        vnet.Name,
		RemoteVirtualNetwork:      network.SubResourceArgs{Id: hubID},
		AllowVirtualNetworkAccess: pulumi.Bool(true),
		AllowForwardedTraffic:     pulumi.Bool(b.args.HubHasGateway),
		AllowGatewayTransit:       pulumi.Bool(false),
		UseRemoteGateways:         pulumi.Bool(b.args.HubHasGateway),
	}, b.parent, pulumi.DependsOn(b.args.PeerAfter))
	if err != nil {
		return fmt.Errorf("peering to the hub: %w", err)
	}
	opts := []pulumi.ResourceOption{b.parent, pulumi.DependsOn([]pulumi.Resource{toHub})}
	if b.args.HubProvider != nil {
		opts = append(opts, pulumi.Provider(b.args.HubProvider))
	}
	fromHub, err := network.NewVirtualNetworkPeering(b.ctx, b.child("from-hub"), &network.VirtualNetworkPeeringArgs{
		VirtualNetworkPeeringName: pulumi.String(names.Peering(b.vnetName)),
		ResourceGroupName:         b.args.HubResourceGroupName,
		VirtualNetworkName:        b.args.HubVNetName,
		RemoteVirtualNetwork:      network.SubResourceArgs{Id: vnet.ID()},
		AllowVirtualNetworkAccess: pulumi.Bool(true),
		AllowForwardedTraffic:     pulumi.Bool(false),
		AllowGatewayTransit:       pulumi.Bool(b.args.HubHasGateway),
		UseRemoteGateways:         pulumi.Bool(false),
	}, opts...)
	if err != nil {
		return fmt.Errorf("peering from the hub: %w", err)
	}
	b.spoke.Peerings = []pulumi.Resource{toHub, fromHub}
	b.ready(toHub, fromHub)
	return nil
}

// checkedVNetID lets an ID through once it is known to be that of a virtual network: one that another stack or a person
// supplied is not known earlier.
func checkedVNetID(id pulumi.StringInput) pulumi.StringOutput {
	return id.ToStringOutput().ApplyT(func(id string) (string, error) {
		if found := CheckVNetID("hub network ID", id); len(found) > 0 {
			return "", errors.New(found[0].Error())
		}
		return id, nil
	}).(pulumi.StringOutput)
}
