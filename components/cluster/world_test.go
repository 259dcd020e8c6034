package cluster_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	subscription  = monitor.Subscription
	tenant        = monitor.Tenant
	foreignTenant = "22222222-0000-4000-8000-000000000002"
	adminGroup    = "aaaaaaaa-0000-4000-8000-00000000000a"
	readerGroup   = "bbbbbbbb-0000-4000-8000-00000000000b"
	writerGroup   = "cccccccc-0000-4000-8000-00000000000c"

	// parent is how the simulated Azure speaks of the component under test.
	parent = cluster.Token + "::primary-cluster"
	zone   = "privatelink.westeurope.azmk8s.io"
)

// namesOf are the physical names of a stack.
func namesOf(stack string) naming.Names {
	return naming.For(naming.Args{SubscriptionID: subscription, Stack: stack, Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008"})
}

// args are those of a cluster of the given class, without the networks and the workspace, which deploy fills in.
func args(class environment.Class) *cluster.Args {
	var identity cluster.Identity
	identity.SetDefaults(class)
	identity.ClusterAdminGroupObjectID = adminGroup
	location, _ := azure.LookupLocation("westeurope")
	a := &cluster.Args{
		Settings: cluster.DefaultSettings(class), Identity: identity, Class: class, Names: namesOf(string(class)), Location: location,
		SubscriptionID: subscription, TenantID: tenant, OutboundType: cluster.OutboundNATGateway,
		Tags:    map[string]string{"environment": string(class), "team": "platform"},
		Protect: class == environment.Prod,
	}
	if class.ProductionLike() {
		a.OutboundType = cluster.OutboundUserDefinedRouting
	}
	return a
}

// egressModes are the spoke's words for the ways out.
var egressModes = map[string]string{
	cluster.OutboundUserDefinedRouting: spoke.EgressFirewall, cluster.OutboundNATGateway: spoke.EgressNATGateway,
	cluster.OutboundLoadBalancer: spoke.EgressLoadBalancer,
}

// surround declares what a cluster needs around it: hub, spoke and workspace, as a stack would.
func surround(ctx *pulumi.Context, a *cluster.Args) error {
	behindFirewall := a.OutboundType == cluster.OutboundUserDefinedRouting
	network := spoke.Network{Name: "bu0001a0008", AddressPrefix: "10.240.0.0/16", ExtraSubnets: []spoke.ExtraSubnet{
		{Name: "memory", AddressPrefix: "10.240.16.0/22", NSG: true, RouteToFirewall: true},
		{Name: "pods", AddressPrefix: "10.240.64.0/18", NSG: true, RouteToFirewall: true},
	}}
	addresses, mistakes := spoke.PlanAddresses("spoke", network, a.Class)
	if len(mistakes) > 0 {
		return mistakes[0]
	}
	hubAddresses, mistakes := hub.PlanAddresses("hub", hub.Network{AddressPrefix: hub.DefaultAddressPrefix(0)}, false)
	if len(mistakes) > 0 {
		return mistakes[0]
	}
	nodes := []netip.Prefix{addresses.ClusterNodes, addresses.Extra["memory"], addresses.Extra["pods"]}
	var hubSettings hub.Settings
	hubSettings.SetDefaults(a.Class)
	h, err := hub.New(ctx, "primary-hub", &hub.Args{
		Settings: hubSettings, Location: a.Location, Names: a.Names, Addresses: hubAddresses, Firewall: behindFirewall,
		EgressRules: azure.EgressRules(a.Location.Name, azure.EgressDNS, azure.EgressAKS, azure.EgressWorkloadIdentity, azure.EgressMonitoring,
			azure.EgressPolicyAddon, azure.EgressDefender, azure.EgressUbuntu),
		NodeSubnets: nodes, SpokeNodeSubnets: map[string][]netip.Prefix{network.Name: nodes}, Class: a.Class, Tags: a.Tags,
	})
	if err != nil {
		return err
	}
	groups := map[string]pulumi.StringOutput{}
	for name, physical := range map[string]string{"spokes": a.Names.SpokeResourceGroup(), "workload": a.Names.WorkloadResourceGroup()} {
		group, err := resources.NewResourceGroup(ctx, name, &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String(physical), Location: pulumi.String(a.Location.Name),
		})
		if err != nil {
			return err
		}
		groups[name] = group.Name
	}
	var spokeSettings spoke.Settings
	spokeSettings.SetDefaults(a.Class)
	egress := spoke.Egress{Mode: egressModes[a.OutboundType]}
	if behindFirewall {
		egress.NextHopIP = h.FirewallPrivateIP
	}
	s, err := spoke.New(ctx, "primary-spoke", &spoke.Args{
		Settings: spokeSettings, Network: network, ResourceGroupName: groups["spokes"], Location: a.Location, Names: a.Names, Addresses: addresses,
		Egress: egress, HubVNetID: h.VNetID, HubVNetName: h.VNetName, HubResourceGroupName: h.ResourceGroupName, WorkspaceID: h.WorkspaceID,
		PrivateDNSZones: []string{zone}, Class: a.Class, Tags: a.Tags,
	})
	if err != nil {
		return err
	}
	var monitoringSettings monitoring.Settings
	if mistakes := field.Decode("monitoring", nil, &monitoringSettings, environment.Dev); len(mistakes) > 0 {
		return mistakes[0]
	}
	m, err := monitoring.New(ctx, "primary-monitoring", &monitoring.Args{
		Settings: monitoringSettings, Names: a.Names, Location: a.Location, SubscriptionID: subscription,
		ResourceGroupName: groups["workload"], Class: a.Class, Tags: a.Tags,
	})
	if err != nil {
		return err
	}
	a.ContainerInsightsRuleID, a.PrometheusRuleID = m.ContainerInsightsRuleID, m.PrometheusRuleID
	a.ResourceGroupName, a.WorkspaceID, a.VNetID = groups["workload"], m.WorkspaceID, s.VNetID
	a.NodeSubnetID, a.IngressSubnetID, a.PrivateClusterSubnetID = s.ClusterNodesSubnetID, s.ClusterIngressServicesSubnetID, s.PrivateClusterSubnetID
	a.PoolSubnetIDs = map[string]pulumi.StringInput{}
	for name, id := range s.ExtraSubnetIDs {
		a.PoolSubnetIDs[name] = id
	}
	if behindFirewall {
		a.RouteTableID = s.RouteTableID
	}
	a.PrivateDNSZoneID = s.PrivateDNSZoneIDs[zone]
	a.After = slices.Concat(a.After, h.EgressReady, s.NetworkReady, s.PrivateDNSLinks[zone])
	return nil
}

// run deploys a cluster with its surroundings into a simulated Azure. change sees the args when they are complete, then
// the cluster; both may be nil.
func run(t *testing.T, o monitor.Options, a *cluster.Args, change func(*cluster.Args), then func(*cluster.Cluster)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(o)
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		if err := surround(ctx, a); err != nil {
			return fmt.Errorf("surroundings: %w", err)
		}
		if change != nil {
			change(a)
		}
		c, err := cluster.New(ctx, "primary-cluster", a)
		if err == nil && then != nil {
			then(c)
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m), func(info *pulumi.RunInfo) { info.DryRun = o.Preview })
}

// deploy is run for what Azure takes.
func deploy(t *testing.T, a *cluster.Args, change func(*cluster.Args)) *monitor.Monitor {
	t.Helper()
	m, err := run(t, monitor.Options{}, a, change, nil)
	require.NoError(t, err)
	return m
}

// children are the component and everything below it. What they wait for outside it is left out: those names belong to
// other components.
func children(m *monitor.Monitor) []*monitor.Registration {
	outside := func(key string) bool { return !strings.Contains(key, "::primary-cluster") }
	var found []*monitor.Registration
	for _, r := range m.Below(parent) {
		child := *r
		child.DependsOn = slices.DeleteFunc(slices.Clone(r.DependsOn), outside)
		child.Dependencies = slices.DeleteFunc(slices.Clone(r.Dependencies), outside)
		found = append(found, &child)
	}
	return found
}

// ofType lists the children of a type by the part of their name behind the component's.
func ofType(m *monitor.Monitor, token string) map[string]*monitor.Registration {
	found := map[string]*monitor.Registration{}
	for _, r := range children(m) {
		if azure.CanonicalType(r.Type) == token {
			found[strings.TrimPrefix(r.Name, "primary-cluster-")] = r
		}
	}
	return found
}

// managed is the cluster itself.
func managed(t *testing.T, m *monitor.Monitor) *monitor.Registration {
	t.Helper()
	found := m.Find(azure.TypeManagedCluster, "primary-cluster-cluster")
	require.NotNil(t, found)
	return found
}
