package stacks

import (
	"cmp"
	"fmt"
	"net/netip"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/flowlogs"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// shared is what a stack has once, whatever the number of its regions. Its parts are in the first region, or in none.
type shared struct {
	registryName string // known before the registry is
	definitions  *governance.Definitions
	registry     *registry.Registry
	purge        *registry.Purge // nil unless the configuration asks for one
}

// region is what was built in one region.
type region struct {
	plan       RegionPlan
	index      int
	groups     groups
	hub        *hub.Hub
	spokes     []*spoke.Spoke
	monitoring *monitoring.Monitoring
	governance *governance.Governance
	endpoint   *registry.Endpoint
	vault      *vault.Vault
	gateway    *gateway.Gateway
	cluster    *cluster.Cluster
	bootstrap  *bootstrap.Bootstrap
	backup     *backup.Backup // nil unless the configuration asks for one
	alerting   *alerting.Alerting
	told       *alerting.ActionGroups
}

// home is the spoke that holds the region's cluster.
func (r *region) home() *spoke.Spoke { return r.spokes[0] }

// components are the parts of the region, without those that a stack has once.
func (r *region) components() []pulumi.Resource {
	all := []pulumi.Resource{
		r.hub, r.monitoring, r.governance, r.endpoint, r.vault, r.gateway, r.cluster, r.bootstrap, r.told, r.alerting,
	}
	if r.backup != nil {
		all = append(all, r.backup)
	}
	for _, s := range r.spokes {
		all = append(all, s)
	}
	return all
}

// composer builds one region out of components. Its methods are the steps, each in the file of its subject.
type composer struct {
	ctx      *pulumi.Context
	config   Config
	plan     RegionPlan
	index    int
	tags     map[string]string
	protect  bool
	class    environment.Class
	hubs     *providers
	hub      pulumi.ResourceOption // the provider of the hub's subscription
	workload pulumi.ResourceOption // the provider of the workload's subscription
	shared   *shared
	built    *region
}

// deployRegion composes one region: the network first, then what the cluster needs, the cluster, and what watches over it.
func deployRegion(ctx *pulumi.Context, config Config, plan RegionPlan, index int, p providers, common *shared) (*region, error) {
	c := &composer{
		ctx: ctx, config: config, plan: plan, index: index, tags: tags(config, ctx.Stack()),
		protect: config.Environment.ProductionLike(), class: config.Environment,
		hubs: &p, hub: pulumi.Provider(p.connectivity), workload: pulumi.Provider(p.workload),
		shared: common, built: &region{plan: plan, index: index},
	}
	for _, step := range []func() error{
		c.deployHub, c.deployGroups, c.deploySpokes, c.deployMonitoring, c.deployGovernance, c.deployRegistry, c.deployPurge, c.deployVault,
		c.deployGateway, c.deployCluster, c.deployBootstrap, c.deployAlerting, c.deployBackup, c.deployWorkingHours,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.built, nil
}

func (c *composer) deployHub() error {
	var err error
	c.built.hub, err = hub.New(c.ctx, c.plan.Name+"-hub", &hub.Args{
		Settings: c.config.Hub, Location: c.plan.Location, Names: c.plan.Names, Addresses: c.plan.Hub,
		Firewall: c.config.Egress.Mode == EgressFirewall, EgressRules: c.plan.EgressRules, Allow: c.config.Egress.Allow,
		NodeSubnets: c.plan.NodeSubnets(), SpokeNodeSubnets: nodeSubnetsBySpoke(c.plan), DNSServers: c.config.DNS.Servers,
		DNSResolver: c.config.DNS.Mode == DNSResolver, Class: c.class, Tags: c.tags, Protect: c.protect,
	}, c.hub)
	if err != nil {
		return err
	}
	if c.config.Hub.FlowLogs.Enabled {
		_, err := flowlogs.New(c.ctx, c.plan.Name+"-flow-logs", &flowlogs.Args{
			Names: c.plan.Names, Location: c.plan.Location, SubscriptionID: c.config.Subscriptions.Connectivity,
			ResourceGroupName: c.built.hub.ResourceGroupName, VNetID: c.built.hub.VNetID, WorkspaceID: c.built.hub.WorkspaceID,
			RetentionInDays: c.config.Hub.FlowLogs.RetentionInDays, Tags: c.tags, Protect: c.protect,
		}, c.hub)
		if err != nil {
			return err
		}
	}
	if c.config.Egress.Mode != EgressFirewall {
		return nil
	}
	// What it shows are the firewall's logs.
	_, err = monitoring.NewHubWorkbook(c.ctx, c.plan.Name+"-hub-workbook", &monitoring.HubWorkbookArgs{
		Names: c.plan.Names, Location: c.plan.Location, SubscriptionID: c.config.Subscriptions.Connectivity,
		ResourceGroupName: c.built.hub.ResourceGroupName, WorkspaceID: c.built.hub.WorkspaceID, Tags: c.tags,
	}, c.hub)
	return err
}

// groups are the resource groups that belong to no component, because several live in each.
type groups struct {
	spokes, workload     pulumi.StringInput
	spokesID, workloadID pulumi.StringOutput
}

func (c *composer) deployGroups() error {
	spokes, err := c.newGroup("-spokes", c.plan.Names.SpokeResourceGroup())
	if err != nil {
		return err
	}
	workload, err := c.newGroup("-workload", c.plan.Names.WorkloadResourceGroup())
	if err != nil {
		return err
	}
	c.built.groups = groups{
		spokes: spokes.Name, workload: workload.Name,
		spokesID: spokes.ID().ToStringOutput(), workloadID: workload.ID().ToStringOutput(),
	}
	return nil
}

func (c *composer) newGroup(suffix, physical string) (*resources.ResourceGroup, error) {
	group, err := resources.NewResourceGroup(c.ctx, c.plan.Name+suffix, &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(physical),
		Location:          pulumi.String(c.plan.Location.Name),
		Tags:              pulumi.ToStringMap(c.tags),
	}, c.workload)
	if err != nil {
		return nil, fmt.Errorf("resource group %s: %w", physical, err)
	}
	return group, nil
}

func (c *composer) deploySpokes() error {
	for _, s := range c.plan.Spokes {
		created, err := spoke.New(c.ctx, fmt.Sprintf("%s-spoke-%s", c.plan.Name, s.Network.Name), &spoke.Args{
			Settings: c.config.Spoke, Network: s.Network, Location: c.plan.Location, Names: c.plan.Names, Addresses: s.Addresses,
			Egress:    spoke.Egress{Mode: c.config.Egress.Mode, NextHopIP: c.nextHop()},
			HubVNetID: c.built.hub.VNetID, HubVNetName: c.built.hub.VNetName, HubResourceGroupName: c.built.hub.ResourceGroupName,
			HubProvider: c.hubs.connectivity, PeerAfter: earlierPeerings(c.built.spokes), ResourceGroupName: c.built.groups.spokes,
			WorkspaceID: c.built.hub.WorkspaceID, PrivateDNSZones: zonesOfSpoke(c.config, c.plan, len(c.built.spokes)),
			ExistingPrivateDNSZoneIDs: c.config.DNS.ZoneIDs, LinkExistingZonesToHub: len(c.built.spokes) == 0,
			SharedPrivateDNSZoneIDs: c.zonesOfHome(),
			DNSServers:              dnsServers(c.config, c.built.hub),
			APIServerSources:        c.config.Cluster.APIServer.Sources(),
			HTTPRedirect:            c.config.Ingress.HTTPRedirect, Class: c.class, Tags: c.tags, Protect: c.protect,
		}, c.workload)
		if err != nil {
			return err
		}
		c.built.spokes = append(c.built.spokes, created)
	}
	return nil
}

// zonesOfHome are the private DNS zones that the region's first spoke has made, for the spokes after it.
func (c *composer) zonesOfHome() map[string]pulumi.StringInput {
	zones := map[string]pulumi.StringInput{}
	if len(c.built.spokes) == 0 {
		return zones
	}
	for name, id := range c.built.home().PrivateDNSZoneIDs {
		if _, theirs := c.config.DNS.ZoneIDs[name]; !theirs {
			zones[name] = id
		}
	}
	return zones
}

func nodeSubnetsBySpoke(plan RegionPlan) map[string][]netip.Prefix {
	subnets := map[string][]netip.Prefix{}
	for _, s := range plan.Spokes {
		subnets[s.Network.Name] = s.Network.NodeSubnets(s.Addresses)
	}
	return subnets
}

// nextHop is where the spokes' default route goes.
func (c *composer) nextHop() pulumi.StringInput {
	switch c.config.Egress.Mode {
	case EgressFirewall:
		return c.built.hub.FirewallPrivateIP
	case EgressNVA:
		return pulumi.String(cmp.Or(c.config.Regions[c.index].NVAPrivateIP, c.config.Egress.NVAPrivateIP))
	}
	return nil
}

// zonesOfSpoke are the private DNS zones that a spoke makes or links. They belong to the spoke that holds the cluster: a
// zone name exists once in a resource group.
func zonesOfSpoke(config Config, plan RegionPlan, spokeIndex int) []string {
	if spokeIndex > 0 {
		return nil
	}
	return privateDNSZones(config, plan.Location)
}

// privateDNSZones are the zones that a region needs.
func privateDNSZones(config Config, location azure.Location) []string {
	zones := []string{azure.PrivateDNSZoneRegistry, azure.PrivateDNSZoneKeyVault, gateway.IngressZone(config.DNS.Domain)}
	if config.Cluster.APIServer.Mode == cluster.APIServerPrivateLink {
		zones = append(zones, azure.PrivateDNSZoneAKS(location.Name))
	}
	if config.Monitoring.Grafana.Private() {
		zones = append(zones, azure.PrivateDNSZoneGrafana)
	}
	if config.Backup.Enabled() {
		zones = append(zones, azure.PrivateDNSZoneBlob)
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
