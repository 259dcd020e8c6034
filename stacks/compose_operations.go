package stacks

import (
	"maps"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/components/defender"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/components/workinghours"
)

// deployAlerting says what is looked at and who is told.
func (c *composer) deployAlerting() error {
	var err error
	c.built.told, err = alerting.NewActionGroups(c.ctx, c.plan.Name+"-action-groups", &alerting.ActionGroupsArgs{
		Receivers: c.config.Alerting.Receivers, Names: c.plan.Names, ResourceGroupName: c.built.groups.workload, Tags: c.tags,
	}, c.workload)
	if err != nil {
		return err
	}
	args := &alerting.Args{
		Settings: c.config.Alerting, Names: c.plan.Names, Location: c.plan.Location, ResourceGroupName: c.built.groups.workload,
		ResourceGroupID: c.built.groups.workloadID, ActionGroupIDs: c.built.told.IDs, WorkspaceID: c.built.monitoring.WorkspaceID,
		AzureMonitorWorkspaceID: c.built.monitoring.AzureMonitorWorkspaceID, ClusterID: c.built.cluster.ID,
		NodePools: c.growingPools(), NodeSubnets: c.nodeSubnets(), VaultID: c.built.vault.VaultID, GatewayID: c.built.gateway.ID,
		HubResourceGroupName: c.built.hub.ResourceGroupName, HubProvider: c.hubs.connectivity,
		ContainerLogsBasic: c.config.Monitoring.ContainerLogsBasic(), Tags: c.tags,
	}
	if c.index == 0 {
		args.RegistryID = c.shared.registry.ID
	}
	if c.config.Egress.Mode == EgressFirewall {
		args.FirewallID = c.built.hub.FirewallID
	}
	if c.config.Hub.Bastion.Enabled {
		args.BastionID = c.built.hub.BastionID
	}
	c.built.alerting, err = alerting.New(c.ctx, c.plan.Name+"-alerting", args, c.workload)
	return err
}

// growingPools are the node pools that the autoscaler changes.
func (c *composer) growingPools() []alerting.Pool {
	var pools []alerting.Pool
	for _, pool := range c.config.Cluster.NodePools {
		if pool.EnableAutoScaling {
			pools = append(pools, alerting.Pool{Name: pool.Name, MaxCount: pool.MaxCount})
		}
	}
	return pools
}

// nodeSubnets are the subnets that nodes take addresses from, with the pools in each.
func (c *composer) nodeSubnets() []alerting.Subnet {
	addresses := c.plan.Spokes[0].Addresses
	pools := map[string][]string{}
	for _, pool := range c.config.Cluster.NodePools {
		pools[pool.Subnet] = append(pools[pool.Subnet], pool.Name)
	}
	subnets := []alerting.Subnet{{
		Name: spoke.SubnetClusterNodes, UsableAddresses: azure.UsableAddresses(addresses.ClusterNodes), Pools: pools[""],
	}}
	delete(pools, "")
	for _, name := range slices.Sorted(maps.Keys(pools)) {
		subnets = append(subnets, alerting.Subnet{Name: name, UsableAddresses: azure.UsableAddresses(addresses.Extra[name]), Pools: pools[name]})
	}
	return subnets
}

// deployBackup backs up the cluster's objects and disks, where the configuration asks for it.
func (c *composer) deployBackup() error {
	if !c.config.Backup.Enabled() {
		return nil
	}
	var err error
	c.built.backup, err = backup.New(c.ctx, c.plan.Name+"-backup", &backup.Args{
		Settings: c.config.Backup, Names: c.plan.Names, Location: c.plan.Location, TenantID: c.config.Subscriptions.TenantID,
		SubscriptionID: c.config.Subscriptions.Workload, ResourceGroupName: c.built.groups.workload, ClusterID: c.built.cluster.ID,
		ClusterName: c.built.cluster.Name, ClusterPrincipalID: c.built.cluster.ControlPlanePrincipalID,
		WorkspaceID: c.built.monitoring.WorkspaceID, PrivateEndpointSubnetID: c.built.home().PrivateLinkEndpointsSubnetID,
		BlobZoneID: c.built.home().PrivateDNSZoneIDs[azure.PrivateDNSZoneBlob], After: c.built.cluster.Ready,
		Class: c.class, Tags: c.tags, Protect: c.protect,
	}, c.workload)
	return err
}

// deployWorkingHours stops the cluster of a stack that is not production while nobody works.
func (c *composer) deployWorkingHours() error {
	if c.config.Cost.Schedule == nil {
		return nil
	}
	_, err := workinghours.New(c.ctx, c.plan.Name+"-working-hours", &workinghours.Args{
		Schedule: workinghours.Schedule(*c.config.Cost.Schedule), Names: c.plan.Names, Location: c.plan.Location,
		SubscriptionID: c.config.Subscriptions.Workload, ResourceGroupName: c.built.groups.workload, ClusterID: c.built.cluster.ID,
		WorkspaceID: c.built.monitoring.WorkspaceID, Class: c.class, Tags: c.tags,
	}, c.workload)
	return err
}

// deployOnce builds what a stack has once, because its subscription has: budgets, the export of costs, and Defender. What
// has a region is in the first one.
func deployOnce(ctx *pulumi.Context, config Config, built []*region, p providers) error {
	first, all, workload := built[0], tags(config, ctx.Stack()), pulumi.Provider(p.workload)
	_, err := cost.New(ctx, "cost", &cost.Args{
		Settings: config.Cost, Names: first.plan.Names, Location: first.plan.Location, SubscriptionID: config.Subscriptions.Workload,
		ResourceGroups: budgeted(built), ActionGroupID: first.told.IDs[alerting.Cost], ResourceGroupName: first.groups.workload,
		WorkspaceID: first.monitoring.WorkspaceID, Now: today(), Class: config.Environment, Tags: all,
		Protect: config.Environment.ProductionLike(),
	}, workload)
	if err != nil {
		return err
	}
	_, err = defender.New(ctx, "defender", &defender.Args{
		Settings: config.Defender, Names: first.plan.Names, Location: first.plan.Location, SubscriptionID: config.Subscriptions.Workload,
		ResourceGroupName: first.groups.workload, WorkspaceID: first.monitoring.WorkspaceID, Class: config.Environment, Tags: all,
	}, workload)
	return err
}

// budgeted are the resource groups that have a budget of their own.
func budgeted(built []*region) []cost.ResourceGroup {
	var groups []cost.ResourceGroup
	for _, r := range built {
		groups = append(groups,
			cost.ResourceGroup{Name: r.plan.Name + "-hub", Scope: cost.ScopeHub, ID: r.hub.ResourceGroupID},
			cost.ResourceGroup{Name: r.plan.Name + "-spokes", Scope: cost.ScopeSpokes, ID: r.groups.spokesID},
			cost.ResourceGroup{Name: r.plan.Name + "-workload", Scope: cost.ScopeWorkload, ID: r.groups.workloadID})
	}
	return groups
}

// deployLocks locks what production must not lose, when everything else in the stack is there.
func deployLocks(ctx *pulumi.Context, config Config, built []*region, common *shared, p providers) error {
	if !config.Environment.ProductionLike() {
		return nil
	}
	after := []pulumi.Resource{common.registry, common.definitions}
	if common.purge != nil {
		after = append(after, common.purge)
	}
	for _, r := range built {
		after = append(after, r.components()...)
	}
	for i, r := range built {
		hub, err := governance.NewLocks(ctx, r.plan.Name+"-hub-locks", &governance.LocksArgs{
			Locks: r.hubLocks(config), After: after,
		}, pulumi.Provider(p.connectivity))
		if err != nil {
			return err
		}
		after = []pulumi.Resource{hub.First}
		locks := r.workloadLocks(config)
		if i == 0 {
			locks = append(locks, governance.Lock{Name: "registry", Scope: common.registry.ID, Notes: "Every image that runs comes from here."})
		}
		_, err = governance.NewLocks(ctx, r.plan.Name+"-locks", &governance.LocksArgs{Locks: locks, After: after}, pulumi.Provider(p.workload))
		if err != nil {
			return err
		}
	}
	return nil
}

// hubLocks are the locks in the hub's subscription.
func (r *region) hubLocks(config Config) []governance.Lock {
	locks := []governance.Lock{
		{Name: "network", Scope: r.hub.VNetID, Notes: "All spokes leave through this network."},
		{Name: "workspace", Scope: r.hub.WorkspaceID, Notes: "Logs of the network are evidence."},
	}
	if config.Egress.Mode == EgressFirewall {
		locks = append(locks, governance.Lock{Name: "firewall", Scope: r.hub.FirewallID, Notes: "Nothing leaves or reaches its services without it."})
	}
	return locks
}

// workloadLocks are the locks in the workload's subscription. Zones of the network team are its own to lock.
func (r *region) workloadLocks(config Config) []governance.Lock {
	locks := []governance.Lock{
		{Name: "vault", Scope: r.vault.VaultID, Notes: "Holds the certificates and secrets of the workload."},
		{Name: "workspace", Scope: r.monitoring.WorkspaceID, Notes: "Logs of the cluster are evidence."},
		{Name: "metrics", Scope: r.monitoring.AzureMonitorWorkspaceID, Notes: "Metrics of the cluster are evidence."},
	}
	if r.backup != nil {
		locks = append(locks, governance.Lock{Name: "backup", Scope: r.backup.VaultID, Notes: "What is lost elsewhere is restored from here."})
	}
	zones := r.home().PrivateDNSZoneIDs
	for _, zone := range slices.Sorted(maps.Keys(zones)) {
		if _, theirs := config.DNS.ZoneIDs[zone]; theirs {
			continue
		}
		locks = append(locks, governance.Lock{
			Name:  "dns-" + strings.ReplaceAll(strings.ReplaceAll(zone, r.plan.Location.Name+".", ""), ".", "-"),
			Scope: pulumi.Sprintf("%s%s", zones[zone], startOfAuthority), Notes: "Names in this zone lead to private addresses.",
		})
	}
	return locks
}

// startOfAuthority is the record set, below a zone's ID, that no zone can be deleted without. It is locked in the zone's
// place: a lock on the zone would also keep AKS and private endpoints from taking their own records away.
//
// Source: https://learn.microsoft.com/azure/dns/dns-protect-private-zones-recordsets#protecting-against-zone-deletion
const startOfAuthority = "/SOA/@"
