// Package hub builds the shared network of one region: the virtual network that every spoke is peered with, the Azure
// Firewall through which they leave, Azure Bastion, and the workspace that receives the network's logs. What a spoke
// holds is not its concern; it only needs to know the spokes' node subnets, to let them out.
package hub

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Type is the component's Pulumi type.
const Type = "landingzone:hub:Hub"

// Args are the settings of a hub and what it gets from the rest of the stack. Fields without "default" are required.
type Args struct {
	// Settings are the validated settings from the configuration.
	Settings Settings
	// Location is the region.
	Location azure.Location
	// Names are the region's physical names.
	Names naming.Names
	// Addresses are the hub's planned addresses.
	Addresses Addresses
	// Firewall says whether the spokes leave through an Azure Firewall here. Default false: then no firewall, policy,
	// rule or public address of it is made.
	Firewall bool
	// EgressRules are the destinations that the platform needs, in the order in which their rules shall stand.
	EgressRules []azure.EgressRule
	// Allow are further destinations, in the order of the configuration.
	Allow []Allowance
	// NodeSubnets are the subnets from which nodes of any spoke leave, in any order.
	NodeSubnets []netip.Prefix
	// SpokeNodeSubnets are the same by the spoke's name, for allowances that only some spokes have.
	SpokeNodeSubnets map[string][]netip.Prefix
	// DNSServers are the resolvers to which the firewall's DNS proxy forwards, and which nodes may ask through the
	// firewall. Default Azure's own.
	DNSServers []string
	// DNSResolver adds a private DNS resolver, which answers other networks' questions about private names.
	DNSResolver bool
	// Class is the environment class; in production-like ones resources are spread over zones.
	Class environment.Class
	// Tags are set on everything that takes tags.
	Tags map[string]string
	// Protect keeps the virtual network and the firewall from being deleted.
	Protect bool
}

// Hub is the shared network of one region.
type Hub struct {
	pulumi.ResourceState

	// ResourceGroupID is the ARM ID of the hub's group.
	ResourceGroupID pulumi.StringOutput
	// ResourceGroupName is the name of the resource group that holds the hub.
	ResourceGroupName pulumi.StringOutput
	// VNetID and VNetName identify the virtual network, for peering.
	VNetID, VNetName pulumi.StringOutput
	// WorkspaceID is the workspace for the logs of everything in the region's network.
	WorkspaceID pulumi.StringOutput
	// FirewallPrivateIP is the next hop of the spokes' default route; empty without a firewall.
	FirewallPrivateIP pulumi.StringOutput
	// FirewallPublicIPs are the addresses that the outside sees; empty without a firewall.
	FirewallPublicIPs pulumi.StringArrayOutput
	// FirewallID is the firewall; empty without one.
	FirewallID pulumi.StringOutput
	// BastionID is the Bastion host; empty without one.
	BastionID pulumi.StringOutput
	// DNSResolverInboundIP is where other networks send questions about private names; empty without a resolver.
	DNSResolverInboundIP pulumi.StringOutput
	// EgressReady is what must exist before anything can leave through the firewall; empty without one.
	EgressReady []pulumi.Resource
}

// builder carries what every part of the hub needs.
type builder struct {
	ctx       *pulumi.Context
	name      string
	args      *Args
	hub       *Hub
	parent    pulumi.ResourceOption
	groupName pulumi.StringInput
	location  pulumi.StringInput
	zones     pulumi.StringArrayInput
	tags      pulumi.StringMap
}

// New builds a hub. Its children are named name-<part>; they take the provider of the component.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Hub, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("hub %q: %w", name, err)
	}
	hub := &Hub{}
	if err := ctx.RegisterComponentResource(Type, name, hub, opts...); err != nil {
		return nil, fmt.Errorf("hub %q: %w", name, err)
	}
	b := newBuilder(ctx, name, args, hub)
	if err := b.build(); err != nil {
		return nil, fmt.Errorf("hub %q: %w", name, err)
	}
	return hub, ctx.RegisterResourceOutputs(hub, pulumi.Map{
		"resourceGroupName": hub.ResourceGroupName,
		"vnetId":            hub.VNetID,
		"vnetName":          hub.VNetName,
		"workspaceId":       hub.WorkspaceID,
		"firewallPrivateIp": hub.FirewallPrivateIP,
		"firewallPublicIps": hub.FirewallPublicIPs,
		"firewallId":        hub.FirewallID,
		"bastionId":         hub.BastionID,

		"dnsResolverInboundIp": hub.DNSResolverInboundIP,
	})
}

// build makes the parts in the order in which they need each other.
func (b *builder) build() error {
	if err := b.resourceGroup(); err != nil {
		return err
	}
	workspaceID, err := b.workspace()
	if err != nil {
		return err
	}
	rules, err := b.bastionRules(workspaceID)
	if err != nil {
		return err
	}
	resolverRules, err := b.dnsResolverRules(workspaceID)
	if err != nil {
		return err
	}
	vnet, err := b.network(rules, resolverRules, workspaceID)
	if err != nil {
		return err
	}
	b.hub.WorkspaceID, b.hub.VNetID, b.hub.VNetName = workspaceID, vnet.ID().ToStringOutput(), vnet.Name
	if b.args.Firewall {
		if err := b.firewall(vnet, workspaceID); err != nil {
			return err
		}
	}
	if b.args.DNSResolver {
		if err := b.dnsResolver(vnet); err != nil {
			return err
		}
	}
	if b.args.Settings.Bastion.Enabled {
		return b.bastion(vnet, workspaceID)
	}
	return nil
}

func newBuilder(ctx *pulumi.Context, name string, args *Args, hub *Hub) *builder {
	nothing := pulumi.String("").ToStringOutput()
	hub.FirewallPrivateIP, hub.FirewallID, hub.BastionID, hub.DNSResolverInboundIP = nothing, nothing, nothing, nothing
	hub.FirewallPublicIPs = pulumi.StringArray{}.ToStringArrayOutput()
	b := &builder{
		ctx: ctx, name: name, args: args, hub: hub, parent: pulumi.Parent(hub),
		location: pulumi.String(args.Location.Name), tags: pulumi.ToStringMap(args.Tags),
	}
	if args.Class.ProductionLike() && args.Location.HasZones() {
		b.zones = pulumi.ToStringArray(args.Location.Zones)
	}
	return b
}

// child is the Pulumi name of a part.
func (b *builder) child(part string) string { return b.name + "-" + part }

// resourceGroup makes the group that holds the hub.
func (b *builder) resourceGroup() error {
	group, err := resources.NewResourceGroup(b.ctx, b.child("group"), &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(b.args.Names.HubResourceGroup()),
		Location:          b.location,
		Tags:              b.tags,
	}, b.parent)
	if err != nil {
		return fmt.Errorf("resource group: %w", err)
	}
	b.groupName, b.hub.ResourceGroupName, b.hub.ResourceGroupID = group.Name, group.Name, group.ID().ToStringOutput()
	return nil
}

// check reports wiring that cannot be: it is a mistake in the program, not in the configuration.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"Addresses.VNet", a.Addresses.VNet.IsValid()},
		{"Addresses.AzureFirewall", a.Addresses.AzureFirewall.IsValid()},
		{"Addresses.Gateway", a.Addresses.Gateway.IsValid()},
		{"Addresses.AzureBastion", a.Addresses.AzureBastion.IsValid()},
		{"Addresses.DNSResolverInbound, with a DNS resolver,", !a.DNSResolver || a.Addresses.DNSResolverInbound.IsValid()},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	if !slices.Contains(environment.Classes(), a.Class) {
		problems = append(problems, fmt.Errorf("%q is not an environment class", a.Class))
	}
	return errors.Join(problems...)
}
