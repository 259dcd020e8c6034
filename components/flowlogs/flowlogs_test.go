package flowlogs_test

import (
	"testing"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/flowlogs"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func deploy(t *testing.T, region string) *monitor.Monitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	location, _ := azure.LookupLocation(region)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg-hub"), Location: pulumi.String(region),
		})
		if err != nil {
			return err
		}
		workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
			WorkspaceName: pulumi.String("la-hub"), ResourceGroupName: group.Name, Location: pulumi.String(region),
			Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
		})
		if err != nil {
			return err
		}
		vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
			VirtualNetworkName: pulumi.String("vnet-hub"), ResourceGroupName: group.Name, Location: pulumi.String(region),
			AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/24"})},
		})
		if err != nil {
			return err
		}
		_, err = flowlogs.New(ctx, "flow", &flowlogs.Args{
			Names: naming.For(naming.Args{
				SubscriptionID: monitor.Subscription, Stack: "prod", Location: region, BusinessUnit: "bu0001", Application: "a0008",
			}),
			Location: location, SubscriptionID: monitor.Subscription, ResourceGroupName: group.Name, VNetID: vnet.ID().ToStringOutput(),
			WorkspaceID: workspace.ID().ToStringOutput(), RetentionInDays: 45, Tags: map[string]string{"owner": "me"}, Protect: true,
		})
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	require.NoError(t, m.Err())
	return m
}

func TestFlowLogOfANetwork(t *testing.T) {
	m := deploy(t, "westeurope")
	log := m.Named(t, "flow-flowlog")
	in := func(kind string, names ...string) string {
		return azure.ResourceID(monitor.Subscription, "rg-hub", kind, names...)
	}
	identity := in("Microsoft.ManagedIdentity/userAssignedIdentities", "mi-fl-vnet-westeurope-hub")
	account := m.Named(t, "flow-storage")
	assert.Equal(t, map[string]any{
		"enabled": true, "flowLogName": "fl-vnet-westeurope-hub", "format": map[string]any{"type": "JSON", "version": 2.0},
		"flowAnalyticsConfiguration": map[string]any{"networkWatcherFlowAnalyticsConfiguration": map[string]any{
			"enabled": true, "trafficAnalyticsInterval": 60.0, "workspaceRegion": "westeurope",
			"workspaceResourceId": in("Microsoft.OperationalInsights/workspaces", "la-hub"),
		}},
		"identity": map[string]any{"type": "UserAssigned", "userAssignedIdentities": []any{identity}},
		"location": "westeurope", "networkWatcherName": "NetworkWatcher_westeurope", "resourceGroupName": "NetworkWatcherRG",
		"retentionPolicy": map[string]any{"days": 45.0, "enabled": true}, "storageId": account.ID,
		"tags": map[string]any{"owner": "me"}, "targetResourceId": in("Microsoft.Network/virtualNetworks", "vnet-hub"),
	}, log.Inputs)
	grant := m.Named(t, "flow-writes")
	assert.Equal(t, account.ID, grant.Inputs["scope"])
	assert.Contains(t, grant.Inputs["roleDefinitionId"], "ba92f5b4-2d11-453d-a403-e96b0029c9fe")
	assert.Contains(t, log.Dependencies, grant.Key(), "the first record finds the way open")
	assert.Equal(t, map[string]any{"name": "Standard_ZRS"}, account.Inputs["sku"])
	assert.Equal(t, map[string]any{"bypass": "AzureServices", "defaultAction": "Deny"}, account.Inputs["networkRuleSet"])
	assert.Equal(t, "Disabled", account.Inputs["publicNetworkAccess"])
	assert.True(t, account.Protect)
}

func TestAccountOfARegionWithoutZonesIsCopiedToItsPair(t *testing.T) {
	assert.Equal(t, map[string]any{"name": "Standard_GRS"}, deploy(t, "westus").Named(t, "flow-storage").Inputs["sku"])
}

func TestNewRefusesArgs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := flowlogs.New(ctx, "f", nil)
		assert.EqualError(t, err, `flow logs "f": args are required`)
		_, err = flowlogs.New(ctx, "f", &flowlogs.Args{})
		assert.EqualError(t, err, `flow logs "f": Location is required
SubscriptionID is required
ResourceGroupName is required
VNetID is required
WorkspaceID is required
RetentionInDays is required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
}
