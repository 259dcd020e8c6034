package stacks

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
)

// deployCluster builds the region's cluster in its first spoke, and what runs in it first.
func deployCluster(ctx *pulumi.Context, config Config, built *region, groups groups, tags map[string]string, protect bool,
	workload pulumi.ResourceOption,
) error {
	home := built.spokes[0]
	// What leaves needs the firewall and its rules before the first node starts, and nothing else of the hub.
	after := slices.Concat(built.hub.EgressReady, home.NetworkReady, home.PrivateDNSLinks[azure.PrivateDNSZoneAKS(built.plan.Location.Name)])
	var err error
	built.cluster, err = cluster.New(ctx, built.plan.Name+"-cluster", &cluster.Args{
		Settings: config.Cluster, Identity: config.Identity, Names: built.plan.Names, Location: built.plan.Location,
		RegionIndex: built.index, SubscriptionID: config.Subscriptions.Workload, TenantID: config.Subscriptions.TenantID,
		ResourceGroupName: groups.workload, VNetID: home.VNetID, NodeSubnetID: home.ClusterNodesSubnetID,
		IngressSubnetID: home.ClusterIngressServicesSubnetID, PrivateClusterSubnetID: home.PrivateClusterSubnetID,
		PoolSubnetIDs: poolSubnets(home), RouteTableID: routeTable(config, home),
		PrivateDNSZoneID: apiServerZone(config, built.plan, home), WorkspaceID: built.monitoring.WorkspaceID,
		OutboundType: outboundType(config.Egress.Mode), EgressIPRanges: egressRanges(config, built),
		NamespaceAccess: namespaceAccess(config), Workloads: config.Workloads, After: after,
		Class: config.Environment, Tags: tags, Protect: protect,
	}, workload)
	if err != nil {
		return err
	}
	built.bootstrap, err = bootstrap.New(ctx, built.plan.Name+"-bootstrap", &bootstrap.Args{
		Settings: config.Bootstrap, GitOps: config.GitOps, Namespaces: config.Namespaces, Class: config.Environment,
		ClusterID: built.cluster.ID, KubernetesVersion: config.Cluster.KubernetesVersion,
		Authorization: config.Identity.Authorization, ClusterAdminGroupObjectID: config.Identity.ClusterAdminGroupObjectID,
		TenantID: config.Subscriptions.TenantID, ServiceAccounts: serviceAccounts(config, built.cluster), Tags: tags,
		After: built.cluster.Ready,
	}, workload)
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
