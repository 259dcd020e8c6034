package monitoring_test

import (
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func args() *monitoring.Args {
	return &monitoring.Args{
		Settings: monitoring.Settings{RetentionInDays: 90, DailyQuotaGB: 1.5},
		Names: naming.For(naming.Args{
			SubscriptionID: "33333333-0000-4000-8000-000000000003", Stack: "prod", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Location:          azure.Location{Name: "westeurope"},
		ResourceGroupName: pulumi.String("rg-workload"),
		Class:             environment.Prod,
		Tags:              map[string]string{"team": "platform"},
		Protect:           true,
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

func TestChildren(t *testing.T) {
	const component = "landingzone:monitoring:Monitoring::primary-monitoring"
	var id string
	m := deploy(t, func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "workload", &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
		})
		if err != nil {
			return err
		}
		a := args()
		a.ResourceGroupName = group.Name
		built, err := monitoring.New(ctx, "primary-monitoring", a)
		if err == nil {
			built.WorkspaceID.ApplyT(func(value string) string { id = value; return value })
		}
		return err
	})
	workspace := azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.OperationalInsights/workspaces", args().Names.ClusterWorkspace())
	assert.Equal(t, workspace, id)

	off := map[string]any{"days": 0., "enabled": false}
	want := []monitor.Registration{
		{
			Type: "azure-native:insights/v20210501preview:DiagnosticSetting", Name: "primary-monitoring-workspace-diagnostics", Parent: component,
			Inputs: map[string]any{
				"name": "default", "resourceUri": workspace, "workspaceId": workspace,
				"logs": []any{
					map[string]any{"category": "Audit", "enabled": true, "retentionPolicy": off},
					map[string]any{"category": "SummaryLogs", "enabled": true, "retentionPolicy": off},
				},
				"metrics": []any{map[string]any{"category": "AllMetrics", "enabled": true, "retentionPolicy": off}},
			},
		},
		{
			Type: "azure-native:operationalinsights:Workspace", Name: "primary-monitoring-workspace", Parent: component, Protect: true,
			Inputs: map[string]any{
				"features":                        map[string]any{"disableLocalAuth": true, "enableLogAccessUsingOnlyResourcePermissions": true},
				"location":                        "westeurope",
				"publicNetworkAccessForIngestion": "Enabled",
				"publicNetworkAccessForQuery":     "Enabled",
				"resourceGroupName":               "rg-workload",
				"retentionInDays":                 90.,
				"sku":                             map[string]any{"name": "PerGB2018"},
				"tags":                            map[string]any{"team": "platform"},
				"workspaceCapping":                map[string]any{"dailyQuotaGb": 1.5},
				"workspaceName":                   args().Names.ClusterWorkspace(),
			},
		},
	}
	var got []monitor.Registration
	for _, r := range m.Registrations() {
		if r.Parent == component {
			got = append(got, monitor.Registration{
				Type: r.Type, Name: r.Name, Parent: r.Parent, Provider: r.Provider, Inputs: r.Inputs, Protect: r.Protect, IgnoreChanges: r.IgnoreChanges,
			})
		}
	}
	assert.Equal(t, want, got)
	require.NotNil(t, m.Find("landingzone:monitoring:Monitoring", "primary-monitoring"))
}

func TestNewRefusesArgs(t *testing.T) {
	noLocation, noGroup := args(), args()
	noLocation.Location, noGroup.ResourceGroupName = azure.Location{}, nil
	for want, a := range map[string]*monitoring.Args{
		`monitoring "m": args are required`:             nil,
		`monitoring "m": Location is required`:          noLocation,
		`monitoring "m": ResourceGroupName is required`: noGroup,
	} {
		deploy(t, func(ctx *pulumi.Context) error {
			_, err := monitoring.New(ctx, "m", a)
			assert.EqualError(t, err, want)
			return nil
		})
	}
}

func TestSettings(t *testing.T) {
	var defaults monitoring.Settings
	require.Empty(t, field.Decode("monitoring", nil, &defaults, environment.Prod))
	assert.Equal(t, monitoring.Settings{RetentionInDays: 30, DailyQuotaGB: -1}, defaults)

	for _, c := range []struct {
		name string
		s    monitoring.Settings
		want []string
	}{
		{name: "defaults", s: defaults},
		{name: "limits", s: monitoring.Settings{RetentionInDays: 730, DailyQuotaGB: 0.023}},
		{name: "a month less a day", s: monitoring.Settings{RetentionInDays: 29, DailyQuotaGB: -1}, want: []string{`monitoring.retentionInDays: 29 is outside 30 to 730; choose 30 to 730
    (https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure)`}},
		{name: "too long, and nothing", s: monitoring.Settings{RetentionInDays: 731, DailyQuotaGB: 0}, want: []string{`monitoring.retentionInDays: 731 is outside 30 to 730; choose 30 to 730
    (https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure)`, `monitoring.dailyQuotaGb: 0 is no amount that Azure takes; choose -1 for no limit, or at least 0.023
    (https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap)`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, err := range c.s.Validate("monitoring", environment.Prod) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}
