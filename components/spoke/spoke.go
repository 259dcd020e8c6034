// Package spoke builds one spoke of a hub-and-spoke network: the virtual network with its subnets, their security
// groups, the way out, the peering with the hub, and the private DNS zones that its workloads resolve. It knows nothing
// of what runs in the subnets but the room that takes; the cluster, the gateway and private endpoints come from elsewhere.
package spoke

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Type is the component's Pulumi type.
const Type = "landingzone:spoke:Spoke"

// Args are the settings of a spoke and what it gets from the rest of the stack. Fields without "default" are required.
type Args struct {
	// Settings are the validated settings from the configuration.
	Settings Settings
	// Network is the spoke as configured.
	Network Network
	// ResourceGroupName is the group of everything the spoke makes; the spokes of a region share one.
	ResourceGroupName pulumi.StringInput
	// Location is the region, which is also the hub's.
	Location azure.Location
	// Names are the region's physical names.
	Names naming.Names
	// Addresses are the spoke's planned addresses.
	Addresses Addresses
	// Egress is the way out.
	Egress Egress
	// HubVNetID, HubVNetName and HubResourceGroupName identify the hub's network.
	HubVNetID, HubVNetName, HubResourceGroupName pulumi.StringInput
	// HubProvider is the provider for the hub's subscription. Default: the spoke's own.
	HubProvider pulumi.ProviderResource
	// HubHasGateway lets the spoke use a VPN or ExpressRoute gateway in the hub. Default false.
	HubHasGateway bool
	// PeerAfter are the Peerings of the hub's previous spoke: one network takes one write at a time. Default none.
	PeerAfter []pulumi.Resource
	// WorkspaceID is the workspace that receives the logs of the network.
	WorkspaceID pulumi.StringInput
	// PrivateDNSZones are the names of the private DNS zones that the spoke's workloads resolve. Default none.
	PrivateDNSZones []string
	// ExistingPrivateDNSZoneIDs are the ARM IDs, by zone name, of zones that the network team has made in the hub's
	// subscription; they are linked and not made. Default none.
	ExistingPrivateDNSZoneIDs map[string]string
	// SharedPrivateDNSZoneIDs are the ARM IDs of zones in ResourceGroupName that another spoke of the region has made, by
	// name: this one is linked to them. Default none.
	SharedPrivateDNSZoneIDs map[string]pulumi.StringInput
	// LinkExistingZonesToHub links those zones to the hub too, where the firewall's DNS proxy and people on Bastion resolve
	// them. It is for one spoke of a hub: a zone takes one link to a network. Default false.
	LinkExistingZonesToHub bool
	// DNSServers are the servers that machines in the network ask. Default Azure's own.
	DNSServers pulumi.StringArrayInput
	// APIServerSources are the ranges, besides the nodes, from which the API server is called. Default none.
	APIServerSources []netip.Prefix
	// BehindFrontDoor admits to the Application Gateway only what comes through Azure Front Door. Default false.
	BehindFrontDoor bool
	// HTTPRedirect lets clients reach the Application Gateway on port 80 too, where it sends them to 443. Default false.
	HTTPRedirect bool
	// Class is the environment class; production-like ones have stricter security groups.
	Class environment.Class
	// Tags are set on everything that takes tags.
	Tags map[string]string
	// Protect keeps the virtual network from being deleted.
	Protect bool
}

// Spoke is one spoke's network.
type Spoke struct {
	pulumi.ResourceState

	// ResourceGroupName is the group of what the spoke made.
	ResourceGroupName pulumi.StringOutput
	// VNetID and VNetName identify the virtual network.
	VNetID, VNetName pulumi.StringOutput
	// ClusterNodesSubnetID and the following are the IDs of the subnets, known once something can be put into them.
	ClusterNodesSubnetID, ClusterIngressServicesSubnetID, PrivateLinkEndpointsSubnetID,
	ApplicationGatewaySubnetID, PrivateClusterSubnetID pulumi.StringOutput
	// ExtraSubnetIDs are the IDs of the extra subnets by name.
	ExtraSubnetIDs map[string]pulumi.StringOutput
	// RouteTableID is the route table of the node subnet; empty unless traffic leaves through an appliance.
	RouteTableID pulumi.StringOutput
	// PrivateDNSZoneIDs are the IDs of the private DNS zones by name, whoever made them.
	PrivateDNSZoneIDs map[string]pulumi.StringOutput
	// EgressPublicIPPrefixID and EgressPublicIPPrefix are the public addresses of the NAT gateway, as an ID and as a
	// range; empty without a NAT gateway of the spoke's own.
	EgressPublicIPPrefixID, EgressPublicIPPrefix pulumi.StringOutput
	// Peerings are the two peerings with the hub; the next spoke's PeerAfter.
	Peerings []pulumi.Resource
	// PrivateDNSLinks are the links of the private DNS zones by name: what must exist before a name of the zone resolves.
	PrivateDNSLinks map[string][]pulumi.Resource
	// NetworkReady is what must exist before a cluster uses the subnets: the network and both peerings.
	NetworkReady []pulumi.Resource
}

// builder carries what every part of the spoke needs.
type builder struct {
	ctx      *pulumi.Context
	name     string
	args     *Args
	spoke    *Spoke
	parent   pulumi.ResourceOption
	location pulumi.StringInput
	tags     pulumi.StringMap
	vnetName string
}

// New builds a spoke. Its children are named name-<part>; they take the provider of the component, but for the hub's
// side of the peering.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Spoke, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("spoke %q: %w", name, err)
	}
	spoke := &Spoke{}
	if err := ctx.RegisterComponentResource(Type, name, spoke, opts...); err != nil {
		return nil, fmt.Errorf("spoke %q: %w", name, err)
	}
	b := newBuilder(ctx, name, args, spoke)
	if err := b.build(); err != nil {
		return nil, fmt.Errorf("spoke %q: %w", name, err)
	}
	return spoke, ctx.RegisterResourceOutputs(spoke, b.outputs())
}

// build makes the parts in the order in which they need each other.
func (b *builder) build() error {
	if warning := b.args.Network.PrivateLinkWarning(b.args.Addresses); warning != "" {
		if err := b.ctx.Log.Warn(warning, &pulumi.LogArgs{Resource: b.spoke}); err != nil {
			return fmt.Errorf("warning about private endpoints: %w", err)
		}
	}
	network := b.create
	if b.args.Network.ExistingVNetID != "" {
		network = b.existing
	}
	if err := network(); err != nil {
		return err
	}
	b.identifySubnets()
	return b.privateDNS()
}

// create makes the network and connects it with the hub.
func (b *builder) create() error {
	guards, err := b.securityGroups()
	if err != nil {
		return err
	}
	out, err := b.wayOut()
	if err != nil {
		return err
	}
	vnet, err := b.virtualNetwork(guards, out)
	if err != nil {
		return err
	}
	b.spoke.VNetID, b.spoke.VNetName = vnet.ID().ToStringOutput(), vnet.Name
	b.ready(vnet)
	return b.peer(vnet)
}

func newBuilder(ctx *pulumi.Context, name string, args *Args, spoke *Spoke) *builder {
	nothing := pulumi.String("").ToStringOutput()
	spoke.RouteTableID, spoke.EgressPublicIPPrefixID, spoke.EgressPublicIPPrefix = nothing, nothing, nothing
	spoke.ResourceGroupName = args.ResourceGroupName.ToStringOutput()
	return &builder{
		ctx: ctx, name: name, args: args, spoke: spoke, parent: pulumi.Parent(spoke),
		location: pulumi.String(args.Location.Name), tags: pulumi.ToStringMap(args.Tags),
		vnetName: args.Names.SpokeVNet(args.Network.Name),
	}
}

// child is the Pulumi name of a part.
func (b *builder) child(part string) string { return b.name + "-" + part }

// ready adds to what must exist before the subnets are used.
func (b *builder) ready(resources ...pulumi.Resource) {
	b.spoke.NetworkReady = append(b.spoke.NetworkReady, resources...)
}

// identifySubnets fills in the subnets' IDs, which follow from the network's. They are there once the network is peered:
// while a peering is written the network is being updated, and Azure refuses to put anything into it
// (ReferencedResourceNotProvisioned).
func (b *builder) identifySubnets() {
	ready := []any{b.spoke.VNetID}
	for _, peering := range b.spoke.Peerings {
		if made, ok := peering.(pulumi.CustomResource); ok {
			ready = append(ready, made.ID())
		}
	}
	vnetID := pulumi.All(ready...).ApplyT(func(ids []any) string { return fmt.Sprint(ids[0]) }).(pulumi.StringOutput)
	id := func(name string) pulumi.StringOutput { return subnetID(vnetID, name) }
	b.spoke.ClusterNodesSubnetID = id(SubnetClusterNodes)
	b.spoke.ClusterIngressServicesSubnetID = id(SubnetClusterIngressServices)
	b.spoke.PrivateLinkEndpointsSubnetID = id(SubnetPrivateLinkEndpoints)
	b.spoke.ApplicationGatewaySubnetID = id(SubnetApplicationGateway)
	b.spoke.PrivateClusterSubnetID = id(SubnetPrivateCluster)
	b.spoke.ExtraSubnetIDs = map[string]pulumi.StringOutput{}
	for _, extra := range b.args.Network.ExtraSubnets {
		b.spoke.ExtraSubnetIDs[extra.Name] = id(extra.Name)
	}
}

// outputs are what the component shows of itself in the state.
func (b *builder) outputs() pulumi.Map {
	s := b.spoke
	return pulumi.Map{
		"resourceGroupName":              s.ResourceGroupName,
		"vnetId":                         s.VNetID,
		"vnetName":                       s.VNetName,
		"clusterNodesSubnetId":           s.ClusterNodesSubnetID,
		"clusterIngressServicesSubnetId": s.ClusterIngressServicesSubnetID,
		"privateLinkEndpointsSubnetId":   s.PrivateLinkEndpointsSubnetID,
		"applicationGatewaySubnetId":     s.ApplicationGatewaySubnetID,
		"privateClusterSubnetId":         s.PrivateClusterSubnetID,
		"extraSubnetIds":                 pulumi.ToStringMapOutput(s.ExtraSubnetIDs),
		"routeTableId":                   s.RouteTableID,
		"privateDnsZoneIds":              pulumi.ToStringMapOutput(s.PrivateDNSZoneIDs),
		"egressPublicIpPrefixId":         s.EgressPublicIPPrefixID,
		"egressPublicIpPrefix":           s.EgressPublicIPPrefix,
	}
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
		{"Network.Name", a.Network.Name != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"Location", a.Location.Name != ""},
		{"HubVNetID", a.HubVNetID != nil},
		{"HubVNetName", a.HubVNetName != nil},
		{"HubResourceGroupName", a.HubResourceGroupName != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"Addresses.VNet", a.Addresses.VNet.IsValid()},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	for _, plan := range a.subnets() {
		if !plan.prefix.IsValid() {
			problems = append(problems, fmt.Errorf("an address range for %s is required", plan.name))
		}
	}
	problems = append(problems, a.Egress.check())
	if !slices.Contains(environment.Classes(), a.Class) {
		problems = append(problems, fmt.Errorf("%q is not an environment class", a.Class))
	}
	return errors.Join(problems...)
}
