package monitoring_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	component = "landingzone:monitoring:Monitoring::primary-monitoring"
	admins    = "44444444-0000-4000-8000-000000000004"
)

// settings are the defaults of a class.
func settings(t *testing.T, class environment.Class) monitoring.Settings {
	t.Helper()
	var s monitoring.Settings
	require.Empty(t, field.Decode("monitoring", nil, &s, class))
	return s
}

func args(t *testing.T, class environment.Class) *monitoring.Args {
	t.Helper()
	location, known := azure.LookupLocation("westeurope")
	require.True(t, known)
	return &monitoring.Args{
		Settings: settings(t, class),
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Location: location, ResourceGroupName: pulumi.String("rg-workload"), SubscriptionID: monitor.Subscription, Class: class,
		Tags: map[string]string{"team": "platform"}, Protect: class.ProductionLike(),
	}
}

// deploy runs a program in a simulated Azure, which refuses what Azure would.
func deploy(t *testing.T, program pulumi.RunFunc) *monitor.Monitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(program, pulumi.WithMocks("aks-landing-zone", "test", m)))
	return m
}

// surround declares the group, and for a private Grafana the subnet and the zone.
func surround(ctx *pulumi.Context, a *monitoring.Args) error {
	group, err := resources.NewResourceGroup(ctx, "workload", &resources.ResourceGroupArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
	})
	if err != nil {
		return err
	}
	a.ResourceGroupName = group.Name
	if !a.Settings.Grafana.Private() {
		return nil
	}
	vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
		VirtualNetworkName: pulumi.String("vnet"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/24"})},
		Subnets:      network.SubnetTypeArray{network.SubnetTypeArgs{Name: pulumi.String("endpoints"), AddressPrefix: pulumi.String("10.0.0.0/28")}},
	})
	if err != nil {
		return err
	}
	zone, err := dns.NewPrivateZone(ctx, "zone", &dns.PrivateZoneArgs{
		PrivateZoneName: pulumi.String(azure.PrivateDNSZoneGrafana), ResourceGroupName: group.Name, Location: pulumi.String("global"),
	})
	if err != nil {
		return err
	}
	a.PrivateEndpointSubnetID = vnet.ID().ApplyT(func(id pulumi.ID) string { return azure.SubnetID(string(id), "endpoints") }).(pulumi.StringOutput)
	a.GrafanaZoneID = zone.ID().ToStringOutput()
	return nil
}

// build declares monitoring with its surroundings.
func build(t *testing.T, a *monitoring.Args, look func(*pulumi.Context, *monitoring.Monitoring)) *monitor.Monitor {
	t.Helper()
	return deploy(t, func(ctx *pulumi.Context) error {
		if err := surround(ctx, a); err != nil {
			return err
		}
		built, err := monitoring.New(ctx, "primary-monitoring", a)
		if err == nil && look != nil {
			look(ctx, built)
		}
		return err
	})
}

// children are the registrations below the component, in full.
func children(m *monitor.Monitor) []*monitor.Registration {
	var children []*monitor.Registration
	for _, r := range m.Registrations() {
		if r.Parent == component {
			children = append(children, r)
		}
	}
	return children
}

func TestChildren(t *testing.T) {
	public := args(t, environment.Prod)
	public.Settings.Grafana.PublicNetworkAccess = "Enabled"
	public.Settings.Grafana.AdminGroupObjectIDs = []string{admins}
	public.Settings.ContainerLogPlan, public.Settings.ContainerLogRetentionInDays = monitoring.PlanAnalytics, 1095
	public.Settings.RetentionInDays, public.Settings.DailyQuotaGB = 365, 1.5
	for name, a := range map[string]*monitoring.Args{"dev": args(t, environment.Dev), "prod": args(t, environment.Prod), "options": public} {
		t.Run(name, func(t *testing.T) {
			m := build(t, a, nil)
			golden.Compare(t, filepath.Join("testdata", name+".golden"), monitor.Graph(children(m)))
			require.NotNil(t, m.Find("landingzone:monitoring:Monitoring", "primary-monitoring"))
		})
	}
}

func TestOutputsAreTheIDsOfTheChildren(t *testing.T) {
	a, got := args(t, environment.Prod), map[string]string{}
	m := build(t, a, func(ctx *pulumi.Context, built *monitoring.Monitoring) {
		for name, output := range map[string]pulumi.StringOutput{
			"workspace": built.WorkspaceID, "workspace name": built.WorkspaceName, "metrics": built.AzureMonitorWorkspaceID,
			"container logs": built.ContainerInsightsRuleID, "prometheus": built.PrometheusRuleID, "endpoint": built.DataCollectionEndpointID,
			"grafana": built.GrafanaID,
		} {
			output.ApplyT(func(value string) string { got[name] = value; return value })
		}
		assert.Len(t, built.Ready, 3, "the table and the two rules")
	})
	id := func(armType, name string) string {
		return azure.ResourceID(monitor.Subscription, "rg-workload", armType, name)
	}
	assert.Equal(t, map[string]string{
		"workspace":      id("Microsoft.OperationalInsights/workspaces", a.Names.ClusterWorkspace()),
		"workspace name": a.Names.ClusterWorkspace(),
		"metrics":        id("Microsoft.Monitor/accounts", a.Names.AzureMonitorWorkspace()),
		"container logs": id("Microsoft.Insights/dataCollectionRules", a.Names.ContainerInsightsRule()),
		"prometheus":     id("Microsoft.Insights/dataCollectionRules", a.Names.PrometheusRule()),
		"endpoint":       id("Microsoft.Insights/dataCollectionEndpoints", a.Names.PrometheusRule()),
		"grafana":        id("Microsoft.Dashboard/grafana", a.Names.Grafana()),
	}, got)
	grafana := m.Named(t, "primary-monitoring-grafana")
	principal, _ := grafana.Outputs["identity"].(map[string]any)["principalId"].(string)
	require.True(t, azure.IsGUID(principal))
	for _, part := range []string{"grafana-metrics-reader", "grafana-monitoring-reader"} {
		assert.Equal(t, principal, m.Named(t, "primary-monitoring-"+part).Inputs["principalId"], "Grafana itself gets the role")
	}
}

func TestTheConnectionStringIsASecret(t *testing.T) {
	told := false
	build(t, args(t, environment.Dev), func(ctx *pulumi.Context, built *monitoring.Monitoring) {
		assert.True(t, pulumi.IsSecret(built.ApplicationInsightsConnectionString))
		built.ApplicationInsightsConnectionString.ApplyT(func(value string) string {
			told = strings.HasPrefix(value, "InstrumentationKey=")
			return value
		})
	})
	assert.True(t, told)
}

func TestWithoutGrafanaItsOutputsAreEmpty(t *testing.T) {
	id, endpoint := "unset", "unset"
	m := build(t, args(t, environment.Dev), func(_ *pulumi.Context, built *monitoring.Monitoring) {
		built.GrafanaID.ApplyT(func(value string) string { id = value; return value })
		built.GrafanaEndpoint.ApplyT(func(value string) string { endpoint = value; return value })
	})
	assert.Empty(t, id)
	assert.Empty(t, endpoint)
	for _, r := range m.Registrations() {
		assert.NotContains(t, r.Name, "grafana")
	}
}

// Whoever reads a query in the portal reads it against the tables that are there.
func TestSavedQueriesSpeakOfKnownTables(t *testing.T) {
	tables := []string{
		"InsightsMetrics", "KubeEvents", "AzureDiagnostics", "AGWFirewallLogs", "ContainerRegistryRepositoryEvents", "ContainerLogV2",
		"AZFWNetworkRule", "AZFWApplicationRule", "AKSAuditAdmin", "AKSControlPlane",
	}
	m := build(t, args(t, environment.Dev), nil)
	ids, asked := map[any]bool{}, map[string]bool{}
	for _, r := range m.Registrations() {
		if azure.CanonicalType(r.Type) != azure.TypeQuery {
			continue
		}
		ids[r.Inputs["id"]] = true
		found := false
		for _, table := range tables {
			if strings.Contains(r.Inputs["body"].(string), table) {
				asked[table], found = true, true
			}
		}
		assert.True(t, found, r.Name)
		assert.NotContains(t, r.Inputs["body"], "ago(", "the portal asks for the time")
	}
	assert.Len(t, ids, 8, "every query has a GUID of its own")
	assert.Len(t, asked, len(tables))
}

func TestNewRefusesArgs(t *testing.T) {
	for want, spoil := range map[string]func(*monitoring.Args){
		`monitoring "m": Location is required`:                                             func(a *monitoring.Args) { a.Location = azure.Location{} },
		`monitoring "m": ResourceGroupName is required`:                                    func(a *monitoring.Args) { a.ResourceGroupName = nil },
		`monitoring "m": SubscriptionID is required`:                                       func(a *monitoring.Args) { a.SubscriptionID = "" },
		"monitoring \"m\": PrivateEndpointSubnetID is required\nGrafanaZoneID is required": func(a *monitoring.Args) { a.Settings.Grafana = settings(t, environment.Prod).Grafana },
	} {
		a := args(t, environment.Dev)
		spoil(a)
		_, err := monitoring.New(nil, "m", a)
		assert.EqualError(t, err, want)
	}
	_, err := monitoring.New(nil, "m", nil)
	assert.EqualError(t, err, `monitoring "m": args are required`)
}

func TestHubWorkbook(t *testing.T) {
	location, _ := azure.LookupLocation("westeurope")
	a := &monitoring.HubWorkbookArgs{
		Names: args(t, environment.Dev).Names, Location: location, SubscriptionID: monitor.Subscription, Tags: map[string]string{"team": "network"},
	}
	var workspace string
	m := deploy(t, func(ctx *pulumi.Context) error {
		around := args(t, environment.Dev)
		if err := surround(ctx, around); err != nil {
			return err
		}
		// Any workspace serves; in the landing zone it is the hub's.
		built, err := monitoring.New(ctx, "primary-monitoring", around)
		if err != nil {
			return err
		}
		built.WorkspaceID.ApplyT(func(value string) string { workspace = value; return value })
		a.ResourceGroupName, a.WorkspaceID = around.ResourceGroupName, built.WorkspaceID
		_, err = monitoring.NewHubWorkbook(ctx, "primary-hub-workbook", a)
		return err
	})
	workbook := m.Named(t, "primary-hub-workbook-workbook")
	assert.Equal(t, "landingzone:monitoring:HubWorkbook::primary-hub-workbook", workbook.Parent)
	data, _ := workbook.Inputs["serializedData"].(string)
	delete(workbook.Inputs, "serializedData")
	assert.Equal(t, map[string]any{
		"category": "workbook", "description": "Traffic through the hub: refused, allowed, suspicious.", "displayName": "Hub network westeurope",
		"kind": "shared", "location": "westeurope", "resourceGroupName": "rg-workload",
		"resourceName": azure.DeterministicGUID(monitor.Subscription, "la-hub-westeurope", "workbook"), "sourceId": workspace,
		"tags": map[string]any{"team": "network"}, "version": "Notebook/1.0",
	}, workbook.Inputs)
	var content map[string]any
	require.NoError(t, json.Unmarshal([]byte(data), &content))
	assert.Equal(t, []any{workspace}, content["fallbackResourceIds"])
	indented, err := json.MarshalIndent(content["items"], "", "  ")
	require.NoError(t, err)
	golden.Compare(t, filepath.Join("testdata", "hubworkbook.golden"), string(indented)+"\n")
}

func TestNewHubWorkbookRefusesArgs(t *testing.T) {
	_, err := monitoring.NewHubWorkbook(nil, "w", nil)
	assert.EqualError(t, err, `hub workbook "w": args are required`)
	_, err = monitoring.NewHubWorkbook(nil, "w", &monitoring.HubWorkbookArgs{})
	assert.EqualError(t, err, "hub workbook \"w\": Location is required\nSubscriptionID is required\nResourceGroupName is required\nWorkspaceID is required")
}
