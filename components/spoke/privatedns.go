package spoke

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// privateDNS makes the private DNS zones that do not exist yet, and links all of them to the spoke, and to the hub, where the
// firewall's DNS proxy and people on Bastion resolve them. An existing zone is linked to the hub by one spoke only, and one
// that another spoke has made is linked already.
func (b *builder) privateDNS() error {
	b.spoke.PrivateDNSZoneIDs = map[string]pulumi.StringOutput{}
	b.spoke.PrivateDNSLinks = map[string][]pulumi.Resource{}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(b.args.PrivateDNSZones))) {
		if _, exists := b.args.ExistingPrivateDNSZoneIDs[name]; exists {
			continue
		}
		if err := b.newZone(name); err != nil {
			return fmt.Errorf("private DNS zone %s: %w", name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.args.ExistingPrivateDNSZoneIDs)) {
		if err := b.existingZone(name, b.args.ExistingPrivateDNSZoneIDs[name]); err != nil {
			return fmt.Errorf("private DNS zone %s: %w", name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.args.SharedPrivateDNSZoneIDs)) {
		// By way of its ID, so that the link waits for the zone.
		zone := b.args.SharedPrivateDNSZoneIDs[name].ToStringOutput().ApplyT(func(string) string { return name }).(pulumi.StringOutput)
		if err := b.link(name, "spoke-link", zone, b.args.ResourceGroupName, b.spoke.VNetName, b.spoke.VNetID); err != nil {
			return fmt.Errorf("private DNS zone %s: %w", name, err)
		}
	}
	return nil
}

func (b *builder) newZone(name string) error {
	zone, err := dns.NewPrivateZone(b.ctx, b.zoneChild(name, "zone"), &dns.PrivateZoneArgs{
		PrivateZoneName:   pulumi.String(name),
		ResourceGroupName: b.args.ResourceGroupName,
		Location:          pulumi.String(azure.PrivateDNSZoneLocation),
		Tags:              b.tags,
	}, b.parent)
	if err != nil {
		return err
	}
	b.spoke.PrivateDNSZoneIDs[name] = zone.ID().ToStringOutput()
	if err := b.link(name, "spoke-link", zone.Name, b.args.ResourceGroupName, b.spoke.VNetName, b.spoke.VNetID); err != nil {
		return err
	}
	return b.link(name, "hub-link", zone.Name, b.args.ResourceGroupName, b.args.HubVNetName, checkedVNetID(b.args.HubVNetID))
}

// existingZone links a zone of the network team, which lives in the hub's subscription.
func (b *builder) existingZone(name, zoneID string) error {
	id, err := azure.ParseID(zoneID)
	if err != nil {
		return err
	}
	b.spoke.PrivateDNSZoneIDs[name] = pulumi.String(zoneID).ToStringOutput()
	var opts []pulumi.ResourceOption
	if b.args.HubProvider != nil {
		opts = append(opts, pulumi.Provider(b.args.HubProvider))
	}
	zone, group := pulumi.String(id.Name()), pulumi.String(id.ResourceGroup())
	if err := b.link(name, "spoke-link", zone, group, b.spoke.VNetName, b.spoke.VNetID, opts...); err != nil || !b.args.LinkExistingZonesToHub {
		return err
	}
	return b.link(name, "hub-link", zone, group, b.args.HubVNetName, checkedVNetID(b.args.HubVNetID), opts...)
}

// link makes a zone resolvable in a network.
func (b *builder) link(
	zone, part string, zoneName, groupName, vnetName pulumi.StringInput, vnetID pulumi.StringOutput, opts ...pulumi.ResourceOption,
) error {
	link, err := dns.NewVirtualNetworkLink(b.ctx, b.zoneChild(zone, part), &dns.VirtualNetworkLinkArgs{
		VirtualNetworkLinkName: vnetName.ToStringOutput().ApplyT(b.args.Names.Peering).(pulumi.StringOutput),
		PrivateZoneName:        zoneName,
		ResourceGroupName:      groupName,
		Location:               pulumi.String(azure.PrivateDNSZoneLocation),
		RegistrationEnabled:    pulumi.Bool(false),
		VirtualNetwork:         dns.SubResourceArgs{Id: vnetID},
		Tags:                   b.tags,
	}, append([]pulumi.ResourceOption{b.parent}, opts...)...)
	if err != nil {
		return fmt.Errorf("link: %w", err)
	}
	b.spoke.PrivateDNSLinks[zone] = append(b.spoke.PrivateDNSLinks[zone], link)
	return nil
}

// zoneChild is the Pulumi name of a part of a zone. It is made of the labels of the zone's name that are the same in
// every region: privatelink.westeurope.azmk8s.io gives dns-azmk8s-io.
func (b *builder) zoneChild(zone, part string) string {
	labels := slices.DeleteFunc(strings.Split(zone, "."), func(label string) bool {
		return label == "privatelink" || label == b.args.Location.Name
	})
	return b.child("dns-" + strings.Join(labels, "-") + "-" + part)
}
