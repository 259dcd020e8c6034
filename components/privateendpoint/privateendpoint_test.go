package privateendpoint_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/internal/graph"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
)

// named answers with the inputs and the physical name, as Azure does.
type named struct{}

func (named) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	state := args.Inputs.Copy()
	if name, ok := args.Inputs["privateEndpointName"]; ok {
		state["name"] = name
	}
	return "id of " + args.Name, state, nil
}

func (named) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func build(args *privateendpoint.Args) ([]graph.Resource, error) {
	return graph.Record(named{}, func(ctx *pulumi.Context) error {
		built, err := privateendpoint.New(ctx, "registry-endpoint", args)
		if err == nil && (built.Endpoint == nil || built.ZoneGroup == nil) {
			return errors.New("an endpoint without its parts")
		}
		return err
	})
}

func args() *privateendpoint.Args {
	return &privateendpoint.Args{
		PrivateEndpointName: "pe-registry", ResourceGroupName: pulumi.String("rg"), Location: "westeurope",
		SubnetID: pulumi.String("subnet"), TargetID: pulumi.String("registry"), GroupID: privateendpoint.Registry,
		Zones: []privateendpoint.Zone{
			{Name: "privatelink.azurecr.io", ID: pulumi.String("zone 1")}, {Name: "privatelink.monitor.azure.com", ID: pulumi.String("zone 2")},
		},
		Tags: map[string]string{"owner": "platform"},
	}
}

func TestAnEndpointComesWithItsZoneGroup(t *testing.T) {
	got, err := build(args())
	require.NoError(t, err)
	assert.Equal(t, []graph.Resource{
		{
			Name: "registry-endpoint", Type: "azure-native:network/v20240501:PrivateEndpoint",
			Inputs: map[string]any{
				"privateEndpointName": "pe-registry", "resourceGroupName": "rg", "location": "westeurope",
				"tags": map[string]any{"owner": "platform"},
				"subnet": map[string]any{
					"id": "subnet", "privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled",
				},
				"privateLinkServiceConnections": []any{map[string]any{
					"name": "pe-registry", "privateLinkServiceId": "registry", "groupIds": []any{"registry"},
				}},
			},
		},
		{
			Name: "registry-endpoint-dns", Type: "azure-native:network/v20240501:PrivateDnsZoneGroup", DependsOn: []string{"registry-endpoint"},
			Inputs: map[string]any{
				"privateDnsZoneGroupName": "default", "privateEndpointName": "pe-registry", "resourceGroupName": "rg",
				"privateDnsZoneConfigs": []any{
					map[string]any{"name": "privatelink-azurecr-io", "privateDnsZoneId": "zone 1"},
					map[string]any{"name": "privatelink-monitor-azure-com", "privateDnsZoneId": "zone 2"},
				},
			},
		},
	}, got)
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
			`group ID "sql" is not known: choose one of [Sql azuremonitor blob redisCache redisEnterprise registry vault]`,
		},
		"several": {
			func(a *privateendpoint.Args) { a.SubnetID, a.TargetID = nil, nil },
			"SubnetID is required\nTargetID is required",
		},
	} {
		t.Run(name, func(t *testing.T) {
			changed := args()
			test.change(changed)
			got, err := build(changed)
			assert.ErrorContains(t, err, `private endpoint "registry-endpoint": `+test.want)
			assert.Empty(t, got)
		})
	}
	_, err := build(nil)
	assert.ErrorContains(t, err, `private endpoint "registry-endpoint": args are required`)
}
