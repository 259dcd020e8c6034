package diagnostics_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// workspaceID is the workspace of watched, which sends its own logs to itself.
var workspaceID = azure.ResourceID(monitor.Subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-test")

func send(t *testing.T, args diagnostics.Args, before func(*pulumi.Context, *diagnostics.Args) error) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		if before != nil {
			if err := before(ctx, &args); err != nil {
				return err
			}
		}
		_, err := diagnostics.Send(ctx, "vnet-diagnostics", args, pulumi.Protect(true))
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

// watched declares a workspace, and makes it the source and the destination.
func watched(ctx *pulumi.Context, args *diagnostics.Args) error {
	group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String("rg"), Location: pulumi.String("westeurope"),
	})
	if err != nil {
		return err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
	})
	if err != nil {
		return err
	}
	args.TargetID, args.WorkspaceID = workspace.ID().ToStringOutput(), workspace.ID().ToStringOutput()
	return nil
}

func TestSendNamesEachCategory(t *testing.T) {
	off := map[string]any{"days": 0.0, "enabled": false}
	category := func(name string) map[string]any {
		return map[string]any{"category": name, "enabled": true, "retentionPolicy": off}
	}
	for name, test := range map[string]struct {
		args diagnostics.Args
		want map[string]any
	}{
		"logs and metrics": {
			diagnostics.Args{Logs: []string{"SummaryLogs", "Audit"}, Metrics: []string{"AllMetrics"}},
			map[string]any{"logs": []any{category("SummaryLogs"), category("Audit")}, "metrics": []any{category("AllMetrics")}},
		},
		"only logs": {
			diagnostics.Args{Logs: []string{"Audit"}},
			map[string]any{"logs": []any{category("Audit")}},
		},
		"only metrics": {
			diagnostics.Args{Metrics: []string{"AllMetrics"}},
			map[string]any{"metrics": []any{category("AllMetrics")}},
		},
		"a table for each category": {
			diagnostics.Args{Logs: []string{"Audit"}, DedicatedTables: true},
			map[string]any{"logs": []any{category("Audit")}, "logAnalyticsDestinationType": "Dedicated"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.want["name"], test.want["resourceUri"], test.want["workspaceId"] = "default", workspaceID, workspaceID
			m, err := send(t, test.args, watched)
			require.NoError(t, err)
			want := &monitor.Registration{
				Name: "vnet-diagnostics", Type: "azure-native:insights/v20210501preview:DiagnosticSetting", Protect: true, Inputs: test.want,
				Dependencies: []string{"azure-native:operationalinsights:Workspace::workspace"},
			}
			answered := cmpopts.IgnoreFields(monitor.Registration{}, "URN", "ID", "Outputs", "Custom")
			assert.Empty(t, cmp.Diff(want, m.Named(t, "vnet-diagnostics"), answered))
			assert.Len(t, m.Registrations(), 3, "the group, the workspace and its setting")
		})
	}
}

func TestSendRefusesWhatSendsNothing(t *testing.T) {
	id := pulumi.String("id")
	for want, args := range map[string]diagnostics.Args{
		`diagnostics "vnet-diagnostics": TargetID is required`:                            {WorkspaceID: id, Logs: []string{"a"}},
		`diagnostics "vnet-diagnostics": WorkspaceID is required`:                         {TargetID: id, Logs: []string{"a"}},
		`diagnostics "vnet-diagnostics": at least one log or metric category is required`: {TargetID: id, WorkspaceID: id},
	} {
		m, err := send(t, args, nil)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, m.Registrations())
	}
}
