package spoke_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	azurenative "github.com/pulumi/pulumi-azure-native-sdk/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// connectivity is the hub's provider.
const connectivity = "pulumi:providers:azure-native::connectivity"

// names are the physical names of the region of every test.
var names = naming.For(naming.Args{Stack: "test", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008"})

// surroundings is what a spoke finds in its stack.
type surroundings struct {
	group, hubGroup *resources.ResourceGroup
	hub             *network.VirtualNetwork
	workspace       *operationalinsights.Workspace
	hubProvider     *azurenative.Provider
}

func newSurroundings(ctx *pulumi.Context) (s surroundings, err error) {
	west := pulumi.String("westeurope")
	if s.hubProvider, err = azurenative.NewProvider(ctx, "connectivity", &azurenative.ProviderArgs{
		SubscriptionId: pulumi.String("00000000-0000-4000-8000-00000000000c"), TenantId: pulumi.String(monitor.Tenant),
	}); err != nil {
		return s, err
	}
	inHub := pulumi.Provider(s.hubProvider)
	if s.group, err = resources.NewResourceGroup(ctx, "spokes", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(names.SpokeResourceGroup()), Location: west,
	}); err != nil {
		return s, err
	}
	if s.hubGroup, err = resources.NewResourceGroup(ctx, "hubs", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(names.HubResourceGroup()), Location: west,
	}, inHub); err != nil {
		return s, err
	}
	if s.hub, err = network.NewVirtualNetwork(ctx, "hub", &network.VirtualNetworkArgs{
		VirtualNetworkName: pulumi.String(names.HubVNet()), ResourceGroupName: s.hubGroup.Name, Location: west,
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.200.0.0/24"})},
	}, inHub); err != nil {
		return s, err
	}
	s.workspace, err = operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		WorkspaceName: pulumi.String(names.HubWorkspace()), ResourceGroupName: s.hubGroup.Name, Location: west,
		Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
	}, inHub)
	return s, err
}

// config is what a test says about a spoke; the rest is the same for all.
type config struct {
	class   environment.Class
	network spoke.Network
	egress  spoke.Egress
	change  func(*spoke.Args)
}

// args wires a configured spoke to its surroundings.
func (c config) args(s surroundings) (*spoke.Args, error) {
	if c.network.Name == "" {
		c.network.Name = names.Workload()
	}
	if c.network.AddressPrefix == "" {
		c.network.AddressPrefix = spoke.DefaultAddressPrefix(0)
	}
	addresses, errors := spoke.PlanAddresses("p", c.network, c.class)
	location, _ := azure.LookupLocation("westeurope")
	var settings spoke.Settings
	settings.SetDefaults(c.class)
	args := &spoke.Args{
		Settings: settings, Network: c.network, ResourceGroupName: s.group.Name, Location: location, Names: names,
		Addresses: addresses, Egress: c.egress,
		HubVNetID: s.hub.ID().ToStringOutput(), HubVNetName: s.hub.Name, HubResourceGroupName: s.hubGroup.Name,
		HubProvider: s.hubProvider, WorkspaceID: s.workspace.ID().ToStringOutput(),
		Class: c.class, Tags: map[string]string{"environment": string(c.class), "owner": "platform"}, Protect: c.class.ProductionLike(),
	}
	if c.change != nil {
		c.change(args)
	}
	return args, errors.In("test")
}

// record builds one spoke in its surroundings; after is called with it.
func record(t *testing.T, c config, after func(*pulumi.Context, *spoke.Spoke)) (*monitor.Monitor, error) {
	t.Helper()
	m := newMonitor(t)
	return m, recordOn(m, c, after)
}

func recordOn(monitor pulumi.MockResourceMonitor, c config, after func(*pulumi.Context, *spoke.Spoke)) error {
	return run(monitor, func(ctx *pulumi.Context) error {
		s, err := newSurroundings(ctx)
		if err != nil {
			return err
		}
		args, err := c.args(s)
		if err != nil {
			return err
		}
		built, err := spoke.New(ctx, "primary-spoke", args)
		if err != nil {
			return err
		}
		if after != nil {
			after(ctx, built)
		}
		return nil
	})
}

var (
	toFirewall   = spoke.Egress{Mode: spoke.EgressFirewall, NextHopIP: pulumi.String("10.200.0.4")}
	toNATGateway = spoke.Egress{Mode: spoke.EgressNATGateway}
	zones        = []string{"privatelink.westeurope.azmk8s.io", "privatelink.azurecr.io", "privatelink.vaultcore.azure.net", "aks-ingress.contoso.com"}
)

func withZones(args *spoke.Args) { args.PrivateDNSZones = zones }

// TestWholeGraph compares everything a spoke registers, in the two shipped shapes and with every option on.
func TestWholeGraph(t *testing.T) {
	for name, c := range map[string]config{
		"dev":             {class: environment.Dev, egress: toNATGateway, change: withZones},
		"prod":            {class: environment.Prod, egress: toFirewall, change: withZones},
		"prod-natgateway": {class: environment.Prod, egress: toNATGateway},
		"options": {
			class: environment.Prod, egress: spoke.Egress{Mode: spoke.EgressNVA, NextHopIP: pulumi.String("10.200.0.5")},
			network: spoke.Network{
				Name: "bu0002a0001",
				ExtraSubnets: []spoke.ExtraSubnet{
					{Name: "snet-batch", AddressPrefix: "10.240.8.0/24", NSG: true, RouteToFirewall: true, ServiceEndpoints: []string{"Microsoft.Storage", "Microsoft.Sql"}},
					{Name: "snet-agc", AddressPrefix: "10.240.9.0/24", NSG: true, Delegations: []string{azure.DelegationTrafficControllers}},
					{Name: "snet-bare", AddressPrefix: "10.240.10.0/28"},
				},
				PrivateLinkServices: []spoke.PrivateLinkService{
					{Service: spoke.PrivateLinkRedisEnterprise, Regions: 1}, {Service: spoke.PrivateLinkCosmosMongo, Regions: 2},
					{Service: spoke.PrivateLinkRedisCache, Regions: 1}, {Service: spoke.PrivateLinkRegistry, Regions: 9},
				},
			},
			change: func(args *spoke.Args) {
				args.BehindFrontDoor, args.HTTPRedirect = true, true
				args.DNSServers = pulumi.ToStringArray([]string{"10.200.0.4"})
				args.APIServerSources = []netip.Prefix{netip.MustParsePrefix("10.250.0.0/24"), netip.MustParsePrefix("10.200.0.128/26")}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			recorded, err := record(t, c, nil)
			require.NoError(t, err)
			golden.Compare(t, "testdata/"+name+".golden", monitor.Graph(below(recorded, "primary-spoke")))
		})
	}
}

func TestOutputsNameWhatWasBuilt(t *testing.T) {
	id := func(kind, name string) string {
		return azure.ResourceID(subscription, names.SpokeResourceGroup(), kind, name)
	}
	vnet := id("Microsoft.Network/virtualNetworks", "vnet-spoke-bu0001a0008-00")
	for name, test := range map[string]struct {
		egress spoke.Egress
		want   map[string]string
	}{
		"firewall": {toFirewall, map[string]string{
			"route table": id("Microsoft.Network/routeTables", "route-to-westeurope-hub-fw"), "prefix": "",
		}},
		"NAT gateway": {toNATGateway, map[string]string{
			"route table": "", "prefix": id("Microsoft.Network/publicIPPrefixes", "ippre-ng-westeurope-bu0001a0008"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			want := map[string]string{
				"group": "rg-enterprise-networking-spokes-westeurope", "network": vnet, "network name": "vnet-spoke-bu0001a0008-00",
				"nodes": vnet + "/subnets/snet-clusternodes", "ingress": vnet + "/subnets/snet-clusteringressservices",
				"endpoints": vnet + "/subnets/snet-privatelinkendpoints", "gateway": vnet + "/subnets/snet-applicationgateway",
				"API server": vnet + "/subnets/snet-privatecluster", "extra": vnet + "/subnets/snet-batch",
				"zone": id("Microsoft.Network/privateDnsZones", "privatelink.azurecr.io"),
			}
			for key, value := range test.want {
				want[key] = value
			}
			got := map[string]string{}
			_, err := record(t, config{
				class: environment.Prod, egress: test.egress, change: withZones,
				network: spoke.Network{ExtraSubnets: []spoke.ExtraSubnet{{Name: "snet-batch", AddressPrefix: "10.240.8.0/24", NSG: true}}},
			}, func(_ *pulumi.Context, s *spoke.Spoke) {
				assert.Len(t, s.NetworkReady, 1+2, "the network and two peerings")
				assert.Len(t, s.PrivateDNSLinks, len(zones))
				for _, zone := range zones {
					assert.Len(t, s.PrivateDNSLinks[zone], 2, "to the spoke and to the hub")
				}
				outputs := map[string]pulumi.StringOutput{
					"group": s.ResourceGroupName, "network": s.VNetID, "network name": s.VNetName, "nodes": s.ClusterNodesSubnetID,
					"ingress": s.ClusterIngressServicesSubnetID, "endpoints": s.PrivateLinkEndpointsSubnetID,
					"gateway": s.ApplicationGatewaySubnetID, "API server": s.PrivateClusterSubnetID, "extra": s.ExtraSubnetIDs["snet-batch"],
					"zone": s.PrivateDNSZoneIDs["privatelink.azurecr.io"], "route table": s.RouteTableID, "prefix": s.EgressPublicIPPrefixID,
				}
				pulumi.ToStringMapOutput(outputs).ApplyT(func(values map[string]string) error {
					for key, value := range values {
						got[key] = value
					}
					return nil
				})
			})
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the outputs differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExistingZonesAreLinkedAndNotMade(t *testing.T) {
	const registry = "privatelink.azurecr.io"
	given := azure.ResourceID(subscription, "rg-dns", "Microsoft.Network/privateDnsZones", registry)
	for toHub, want := range map[bool]map[string]string{
		false: {"primary-spoke-dns-azurecr-io-spoke-link": "to_vnet-spoke-bu0001a0008-00"},
		true: {
			"primary-spoke-dns-azurecr-io-spoke-link": "to_vnet-spoke-bu0001a0008-00",
			"primary-spoke-dns-azurecr-io-hub-link":   "to_vnet-westeurope-hub",
		},
	} {
		m := newMonitor(t)
		err := recordOn(unjudged{m, azure.TypeVirtualNetworkLink}, config{class: environment.Prod, egress: toFirewall, change: func(args *spoke.Args) {
			withZones(args)
			args.ExistingPrivateDNSZoneIDs, args.LinkExistingZonesToHub = map[string]string{registry: given}, toHub
		}}, nil)
		require.NoError(t, err)
		found := map[string]string{}
		for _, r := range below(m, "primary-spoke") {
			if strings.HasPrefix(r.Name, "primary-spoke-dns-azurecr-io") {
				found[r.Name] = r.In().At("virtualNetworkLinkName").Text()
				assert.Equal(t, connectivity, r.Provider)
				assert.Equal(t, "rg-dns", r.Inputs["resourceGroupName"])
				assert.Equal(t, registry, r.Inputs["privateZoneName"])
			}
		}
		assert.Equal(t, want, found)
	}
}

func TestTheHubsSideOfThePeeringUsesTheHubsProviderAndComesSecond(t *testing.T) {
	recorded, err := record(t, config{class: environment.Prod, egress: toFirewall}, nil)
	require.NoError(t, err)
	toHub, fromHub := recorded.Named(t, "primary-spoke-to-hub"), recorded.Named(t, "primary-spoke-from-hub")
	assert.Equal(t, connectivity, fromHub.Provider)
	assert.NotEqual(t, connectivity, toHub.Provider)
	waits(t, recorded, "primary-spoke-from-hub", "primary-spoke-to-hub")
	assert.Equal(t, "rg-enterprise-networking-hubs-westeurope", fromHub.Inputs["resourceGroupName"])
	assert.Equal(t, "rg-enterprise-networking-spokes-westeurope", toHub.Inputs["resourceGroupName"])
}

func TestAGatewayInTheHubIsShared(t *testing.T) {
	for name, test := range map[string]struct {
		gateway        bool
		toHub, fromHub map[string]any
	}{
		"without": {
			false,
			map[string]any{"allowVirtualNetworkAccess": true, "allowForwardedTraffic": false, "allowGatewayTransit": false, "useRemoteGateways": false},
			map[string]any{"allowVirtualNetworkAccess": true, "allowForwardedTraffic": false, "allowGatewayTransit": false, "useRemoteGateways": false},
		},
		"with": {
			true,
			map[string]any{"allowVirtualNetworkAccess": true, "allowForwardedTraffic": true, "allowGatewayTransit": false, "useRemoteGateways": true},
			map[string]any{"allowVirtualNetworkAccess": true, "allowForwardedTraffic": false, "allowGatewayTransit": true, "useRemoteGateways": false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMonitor(t)
			err := recordOn(unjudged{m, azure.TypeVirtualNetworkPeering}, config{
				class: environment.Prod, egress: toFirewall, change: func(args *spoke.Args) { args.HubHasGateway = test.gateway },
			}, nil)
			require.NoError(t, err)
			for peering, want := range map[string]map[string]any{"primary-spoke-to-hub": test.toHub, "primary-spoke-from-hub": test.fromHub} {
				got := map[string]any{}
				for key, value := range m.Named(t, peering).Inputs {
					if _, flag := value.(bool); flag {
						got[key] = value
					}
				}
				assert.Equal(t, want, got, peering)
			}
		})
	}
}

func TestWiringMistakesAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*spoke.Args)
		want   string
	}{
		"a next hop beside the NAT gateway": {
			func(a *spoke.Args) {
				a.Egress = spoke.Egress{Mode: spoke.EgressNATGateway, NextHopIP: pulumi.String("10.200.0.4")}
			},
			`spoke "primary-spoke": egress mode natGateway goes without NextHopIP`,
		},
		"no workspace": {
			func(a *spoke.Args) { a.WorkspaceID = nil },
			`spoke "primary-spoke": WorkspaceID is required`,
		},
		"no addresses": {
			func(a *spoke.Args) { a.Addresses = spoke.Addresses{} },
			"spoke \"primary-spoke\": Addresses.VNet is required\nan address range for snet-clusternodes is required",
		},
		"no class": {
			func(a *spoke.Args) { a.Class = "" },
			`spoke "primary-spoke": "" is not an environment class`,
		},
		"a hub that is no network": {
			func(a *spoke.Args) { a.HubVNetID = pulumi.String("vnet-hub") },
			`hub network ID: "vnet-hub" is not the full resource ID of a virtual network; ` +
				"write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := record(t, config{class: environment.Prod, egress: toFirewall, change: test.change}, nil)
			assert.ErrorContains(t, err, test.want)
		})
	}
	err := run(newMonitor(t), func(ctx *pulumi.Context) error {
		_, err := spoke.New(ctx, "primary-spoke", nil)
		return err
	})
	assert.ErrorContains(t, err, `spoke "primary-spoke": args are required`)
}
