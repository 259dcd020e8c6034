package stacks

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
)

// deployCluster builds the region's cluster in its first spoke.
func (c *composer) deployCluster() error {
	config, built, home := c.config, c.built, c.built.home()
	// What leaves needs the firewall and its rules before the first node starts, and nothing else of the hub. The policies
	// judge the cluster as it is made, its logs are collected from the first minute, and what its first pods need is there.
	after := slices.Concat(built.hub.EgressReady, home.NetworkReady, home.PrivateDNSLinks[azure.PrivateDNSZoneAKS(c.plan.Location.Name)],
		built.governance.ClusterReady, built.monitoring.Ready, c.vaultReady())
	var err error
	built.cluster, err = cluster.New(c.ctx, c.plan.Name+"-cluster", &cluster.Args{
		Settings: config.Cluster, Identity: config.Identity, Names: c.plan.Names, Location: c.plan.Location,
		RegionIndex: c.index, SubscriptionID: config.Subscriptions.Workload, TenantID: config.Subscriptions.TenantID,
		ResourceGroupName: built.groups.workload, VNetID: home.VNetID, NodeSubnetID: home.ClusterNodesSubnetID,
		IngressSubnetID: home.ClusterIngressServicesSubnetID, PrivateClusterSubnetID: home.PrivateClusterSubnetID,
		PoolSubnetIDs: poolSubnets(home), RouteTableID: routeTable(config, home),
		PrivateDNSZoneID: apiServerZone(config, built.plan, home), WorkspaceID: built.monitoring.WorkspaceID,
		ContainerInsightsRuleID: built.monitoring.ContainerInsightsRuleID, PrometheusRuleID: built.monitoring.PrometheusRuleID,
		RegistryID: c.shared.registry.ID, RegistryABAC: config.Registry.ABAC, IngressController: c.ingressController(),
		OutboundType: outboundType(config.Egress.Mode), EgressIPRanges: egressRanges(config, built),
		NamespaceAccess: namespaceAccess(config), Workloads: config.Workloads, After: after,
		Class: c.class, Tags: c.tags, Protect: c.protect,
	}, c.workload)
	return err
}

// deployBootstrap puts into the cluster what runs in it first.
func (c *composer) deployBootstrap() error {
	config, built := c.config, c.built
	var err error
	built.bootstrap, err = bootstrap.New(c.ctx, c.plan.Name+"-bootstrap", &bootstrap.Args{
		Settings: config.Bootstrap, GitOps: config.GitOps, Namespaces: config.Namespaces, Class: config.Environment,
		ClusterID: built.cluster.ID, KubernetesVersion: config.Cluster.KubernetesVersion,
		Authorization: config.Identity.Authorization, ClusterAdminGroupObjectID: config.Identity.ClusterAdminGroupObjectID,
		TenantID: config.Subscriptions.TenantID, ServiceAccounts: serviceAccounts(config, built.cluster), Tags: c.tags,
		// The first pods pull their images from the registry, by its private name.
		After: slices.Concat(built.cluster.Ready, built.endpoint.Ready, built.home().PrivateDNSLinks[azure.PrivateDNSZoneRegistry]),
	}, c.workload)
	return err
}

// outboundType is AKS' word for a way out.
func outboundType(mode string) string {
	switch mode {
	case EgressNATGateway:
		return cluster.OutboundNATGateway
	case EgressLoadBalancer:
		return cluster.OutboundLoadBalancer
	}
	return cluster.OutboundUserDefinedRouting
}

func poolSubnets(home *spoke.Spoke) map[string]pulumi.StringInput {
	subnets := map[string]pulumi.StringInput{}
	for name, id := range home.ExtraSubnetIDs {
		subnets[name] = id
	}
	return subnets
}

func routeTable(config Config, home *spoke.Spoke) pulumi.StringInput {
	if outboundType(config.Egress.Mode) == cluster.OutboundUserDefinedRouting {
		return home.RouteTableID
	}
	return nil
}

func apiServerZone(config Config, plan RegionPlan, home *spoke.Spoke) pulumi.StringInput {
	if config.Cluster.APIServer.Mode != cluster.APIServerPrivateLink {
		return nil
	}
	return home.PrivateDNSZoneIDs[azure.PrivateDNSZoneAKS(plan.Location.Name)]
}

// egressRanges are the addresses that nodes leave from: a public API server has to let them in, and partners may want
// to know them.
func egressRanges(config Config, built *region) pulumi.StringArrayInput {
	switch config.Egress.Mode {
	case EgressFirewall:
		return built.hub.FirewallPublicIPs
	case EgressNATGateway:
		return pulumi.StringArray{built.spokes[0].EgressPublicIPPrefix}
	}
	return nil
}

func namespaceAccess(config Config) []cluster.NamespaceAccess {
	var access []cluster.NamespaceAccess
	for _, namespace := range config.Namespaces {
		access = append(access, cluster.NamespaceAccess{
			Namespace: namespace.Name, AdminGroupObjectID: namespace.Access.AdminGroupObjectID,
			WriterGroupObjectID: namespace.Access.WriterGroupObjectID, ReaderGroupObjectID: namespace.Access.ReaderGroupObjectID,
		})
	}
	return access
}

func serviceAccounts(config Config, c *cluster.Cluster) []bootstrap.ServiceAccount {
	var accounts []bootstrap.ServiceAccount
	for _, workload := range config.Workloads {
		for _, account := range workload.ServiceAccounts() {
			accounts = append(accounts, bootstrap.ServiceAccount{
				Namespace: account.Namespace, Name: account.Name, ClientID: c.WorkloadIdentityClientIDByName[workload.Name],
			})
		}
	}
	return accounts
}
