package privateendpoint_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// id is that of a resource in the group of every test.
func id(kind string, names ...string) string {
	return azure.ResourceID(monitor.Subscription, "rg", kind, names...)
}

// service is what the endpoint leads to. The simulated Azure builds nothing that offers the groups of this package, and
// takes any group of a kind of resource that it does not list, such as a workspace.
var service = id("Microsoft.OperationalInsights/workspaces", "la-test")

// zones are the private DNS zones by the Pulumi names under which they are declared.
var zones = map[string]string{"zone-1": "privatelink.azurecr.io", "zone-2": "privatelink.monitor.azure.com"}

// build declares an endpoint in a simulated Azure; surround, when there is one, comes first and completes the args.
func build(t *testing.T, args *privateendpoint.Args, surround func(*pulumi.Context, *privateendpoint.Args) error) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		if surround != nil {
			if err := surround(ctx, args); err != nil {
				return err
			}
		}
		built, err := privateendpoint.New(ctx, "registry-endpoint", args)
		if err == nil && (built.Endpoint == nil || built.ZoneGroup == nil) {
			return errors.New("an endpoint without its parts")
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

// args are complete, with IDs of what may not exist.
func args() *privateendpoint.Args {
	return &privateendpoint.Args{
		PrivateEndpointName: "pe-registry", ResourceGroupName: pulumi.String("rg"), Location: "westeurope",
		SubnetID: pulumi.String("subnet"), TargetID: pulumi.String(service), GroupID: privateendpoint.Registry,
		Zones: []privateendpoint.Zone{
			{Name: zones["zone-1"], ID: pulumi.String("zone 1")}, {Name: zones["zone-2"], ID: pulumi.String("zone 2")},
		},
		Tags: map[string]string{"owner": "platform"},
	}
}

// surround declares the group, the subnet, the service and the zones of an endpoint.
func surround(ctx *pulumi.Context, args *privateendpoint.Args) error {
	group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String("rg"), Location: pulumi.String("westeurope"),
	})
	if err != nil {
		return err
	}
	vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
		VirtualNetworkName: pulumi.String("vnet"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/24"})},
		Subnets:      network.SubnetTypeArray{network.SubnetTypeArgs{Name: pulumi.String("endpoints"), AddressPrefix: pulumi.String("10.0.0.0/28")}},
	})
	if err != nil {
		return err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "service", &operationalinsights.WorkspaceArgs{
		WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
	})
	if err != nil {
		return err
	}
	args.ResourceGroupName, args.TargetID = group.Name, workspace.ID().ToStringOutput()
	args.SubnetID = vnet.ID().ApplyT(func(id pulumi.ID) string { return azure.SubnetID(string(id), "endpoints") }).(pulumi.StringOutput)
	for i, name := range []string{"zone-1", "zone-2"} {
		zone, err := dns.NewPrivateZone(ctx, name, &dns.PrivateZoneArgs{
			PrivateZoneName: pulumi.String(zones[name]), ResourceGroupName: group.Name, Location: pulumi.String("global"),
		})
		if err != nil {
			return err
		}
		args.Zones[i].ID = zone.ID().ToStringOutput()
	}
	return nil
}

func TestAnEndpointComesWithItsZoneGroup(t *testing.T) {
	m, err := build(t, args(), surround)
	require.NoError(t, err)
	assert.Len(t, m.Registrations(), 7, "the group, the network, the service, two zones, the endpoint and its zone group")
	got := []*monitor.Registration{m.Named(t, "registry-endpoint"), m.Named(t, "registry-endpoint-dns")}
	answered := cmpopts.IgnoreFields(monitor.Registration{}, "URN", "ID", "Outputs", "Custom")
	assert.Empty(t, cmp.Diff([]*monitor.Registration{
		{
			Name: "registry-endpoint", Type: "azure-native:network/v20240501:PrivateEndpoint",
			Inputs: map[string]any{
				"privateEndpointName": "pe-registry", "resourceGroupName": "rg", "location": "westeurope",
				"tags": map[string]any{"owner": "platform"},
				"subnet": map[string]any{
					"id":                             id("Microsoft.Network/virtualNetworks/subnets", "vnet", "endpoints"),
					"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled",
				},
				"privateLinkServiceConnections": []any{map[string]any{
					"name": "pe-registry", "privateLinkServiceId": service, "groupIds": []any{"registry"},
				}},
			},
			Dependencies: []string{m.Named(t, "vnet").Key(), m.Named(t, "service").Key(), m.Named(t, "group").Key()},
		},
		{
			Name: "registry-endpoint-dns", Type: "azure-native:network/v20240501:PrivateDnsZoneGroup",
			Inputs: map[string]any{
				"privateDnsZoneGroupName": "default", "privateEndpointName": "pe-registry", "resourceGroupName": "rg",
				"privateDnsZoneConfigs": []any{
					map[string]any{
						"name": "privatelink-azurecr-io", "privateDnsZoneId": id("Microsoft.Network/privateDnsZones", zones["zone-1"]),
					},
					map[string]any{
						"name": "privatelink-monitor-azure-com", "privateDnsZoneId": id("Microsoft.Network/privateDnsZones", zones["zone-2"]),
					},
				},
			},
			Dependencies: []string{
				m.Named(t, "registry-endpoint").Key(), m.Named(t, "zone-1").Key(), m.Named(t, "zone-2").Key(), m.Named(t, "group").Key(),
			},
		},
	}, got, answered))
}

func TestMissingArgumentsAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*privateendpoint.Args)
		want   string
	}{
		"name":     {func(a *privateendpoint.Args) { a.PrivateEndpointName = "" }, "PrivateEndpointName is required"},
		"group":    {func(a *privateendpoint.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		"location": {func(a *privateendpoint.Args) { a.Location = "" }, "Location is required"},
		"subnet":   {func(a *privateendpoint.Args) { a.SubnetID = nil }, "SubnetID is required"},
		"target":   {func(a *privateendpoint.Args) { a.TargetID = nil }, "TargetID is required"},
		"zones":    {func(a *privateendpoint.Args) { a.Zones = nil }, "Zones: at least one is required"},
		"zone":     {func(a *privateendpoint.Args) { a.Zones[1].ID = nil }, "Zones[1]: a name with its ID is required"},
		"group ID": {
			func(a *privateendpoint.Args) { a.GroupID = "sql" },
			`group ID "sql" is not known: choose one of [Sql azuremonitor blob grafana redisCache redisEnterprise registry vault]`,
		},
		"several": {
			func(a *privateendpoint.Args) { a.SubnetID, a.TargetID = nil, nil },
			"SubnetID is required\nTargetID is required",
		},
	} {
		t.Run(name, func(t *testing.T) {
			changed := args()
			test.change(changed)
			m, err := build(t, changed, nil)
			assert.ErrorContains(t, err, `private endpoint "registry-endpoint": `+test.want)
			assert.Empty(t, m.Registrations())
		})
	}
	_, err := build(t, nil, nil)
	assert.ErrorContains(t, err, `private endpoint "registry-endpoint": args are required`)
}
