package stacks

import (
	"fmt"
	"net/netip"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// region is what was built in one region.
type region struct {
	plan       RegionPlan
	index      int
	hub        *hub.Hub
	spokes     []*spoke.Spoke
	monitoring *monitoring.Monitoring
	cluster    *cluster.Cluster
	bootstrap  *bootstrap.Bootstrap
}

// deployRegion composes one region: network first, then the cluster in the first spoke, then what runs in it.
func deployRegion(ctx *pulumi.Context, config Config, plan RegionPlan, index int, p providers) (region, error) {
	built := region{plan: plan, index: index}
	all := tags(config, ctx.Stack())
	protect := config.Environment == environment.Prod
	connectivity, workload := pulumi.Provider(p.connectivity), pulumi.Provider(p.workload)

	var err error
	built.hub, err = hub.New(ctx, plan.Name+"-hub", &hub.Args{
		Settings: config.Hub, Location: plan.Location, Names: plan.Names, Addresses: plan.Hub,
		Firewall: config.Egress.Mode == EgressFirewall, EgressRules: plan.EgressRules, Allow: config.Egress.Allow,
		NodeSubnets: plan.NodeSubnets(), SpokeNodeSubnets: nodeSubnetsBySpoke(plan), DNSServers: config.DNS.Servers,
		Class: config.Environment, Tags: all, Protect: protect,
	}, connectivity)
	if err != nil {
		return built, err
	}
	groups, err := newGroups(ctx, plan, all, workload)
	if err != nil {
		return built, err
	}
	for _, s := range plan.Spokes {
		created, err := spoke.New(ctx, fmt.Sprintf("%s-spoke-%s", plan.Name, s.Network.Name), &spoke.Args{
			Settings: config.Spoke, Network: s.Network, Location: plan.Location, Names: plan.Names, Addresses: s.Addresses,
			Egress:    spoke.Egress{Mode: config.Egress.Mode, NextHopIP: nextHop(config, built.hub)},
			HubVNetID: built.hub.VNetID, HubVNetName: built.hub.VNetName, HubResourceGroupName: built.hub.ResourceGroupName,
			HubProvider: p.connectivity, PeerAfter: earlierPeerings(built.spokes), ResourceGroupName: groups.spokes,
			WorkspaceID: built.hub.WorkspaceID, PrivateDNSZones: privateDNSZones(config, plan, len(built.spokes)),
			ExistingPrivateDNSZoneIDs: config.DNS.ZoneIDs, DNSServers: dnsServers(config, built.hub),
			Class: config.Environment, Tags: all, Protect: protect,
		}, workload)
		if err != nil {
			return built, err
		}
		built.spokes = append(built.spokes, created)
	}
	built.monitoring, err = monitoring.New(ctx, plan.Name+"-monitoring", &monitoring.Args{
		Settings: config.Monitoring, Names: plan.Names, Location: plan.Location, ResourceGroupName: groups.workload,
		Class: config.Environment, Tags: all, Protect: protect,
	}, workload)
	if err != nil {
		return built, err
	}
	if err := deployCluster(ctx, config, &built, groups, all, protect, workload); err != nil {
		return built, err
	}
	return built, nil
}

// groups are the resource groups that belong to no component, because several live in each.
type groups struct {
	spokes, workload pulumi.StringInput
}

func newGroups(ctx *pulumi.Context, plan RegionPlan, tags map[string]string, opts ...pulumi.ResourceOption) (groups, error) {
	spokes, err := newGroup(ctx, plan.Name+"-spokes", plan.Names.SpokeResourceGroup(), plan.Location, tags, opts)
	if err != nil {
		return groups{}, err
	}
	workload, err := newGroup(ctx, plan.Name+"-workload", plan.Names.WorkloadResourceGroup(), plan.Location, tags, opts)
	return groups{spokes: spokes, workload: workload}, err
}

func newGroup(ctx *pulumi.Context, name, physical string, location azure.Location, tags map[string]string,
	opts []pulumi.ResourceOption,
) (pulumi.StringInput, error) {
	group, err := resources.NewResourceGroup(ctx, name, &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(physical),
		Location:          pulumi.String(location.Name),
		Tags:              pulumi.ToStringMap(tags),
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("resource group %s: %w", physical, err)
	}
	return group.Name, nil
}

func nodeSubnetsBySpoke(plan RegionPlan) map[string][]netip.Prefix {
	subnets := map[string][]netip.Prefix{}
	for _, s := range plan.Spokes {
		subnets[s.Network.Name] = s.Network.NodeSubnets(s.Addresses)
	}
	return subnets
}

// nextHop is where the spokes' default route goes.
func nextHop(config Config, h *hub.Hub) pulumi.StringInput {
	switch config.Egress.Mode {
	case EgressFirewall:
		return h.FirewallPrivateIP
	case EgressNVA:
		return pulumi.String(config.Egress.NVAPrivateIP)
	}
	return nil
}

// privateDNSZones are the zones of a region. They belong to the spoke that holds the cluster: a zone name exists once
// in a resource group.
func privateDNSZones(config Config, plan RegionPlan, spokeIndex int) []string {
	if spokeIndex > 0 {
		return nil
	}
	zones := []string{azure.PrivateDNSZoneRegistry, azure.PrivateDNSZoneKeyVault, "aks-ingress." + config.DNS.Domain}
	if config.Cluster.APIServer.Mode == cluster.APIServerPrivateLink {
		zones = append(zones, azure.PrivateDNSZoneAKS(plan.Location.Name))
	}
	return zones
}

// dnsServers are the servers that machines in a spoke ask: with zones in the hub, the firewall's DNS proxy, which sees
// them.
func dnsServers(config Config, h *hub.Hub) pulumi.StringArrayInput {
	if config.DNS.Mode == DNSHubZones && config.Egress.Mode == EgressFirewall {
		return pulumi.StringArray{h.FirewallPrivateIP}
	}
	return nil
}

// earlierPeerings are what the next spoke has to wait for: the hub's network takes one write at a time.
func earlierPeerings(spokes []*spoke.Spoke) []pulumi.Resource {
	if len(spokes) == 0 {
		return nil
	}
	return spokes[len(spokes)-1].Peerings
}
