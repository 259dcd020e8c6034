package diagnostics_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/components/internal/graph"
)

// echo answers every registration with its own inputs: a diagnostic setting needs nothing else to exist.
type echo struct{}

func (echo) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	return args.Name, args.Inputs, nil
}

func (echo) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func send(args diagnostics.Args) ([]graph.Resource, error) {
	return graph.Record(echo{}, func(ctx *pulumi.Context) error {
		_, err := diagnostics.Send(ctx, "vnet-diagnostics", args, pulumi.Protect(true))
		return err
	})
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
			diagnostics.Args{Logs: []string{"b", "a"}, Metrics: []string{"AllMetrics"}},
			map[string]any{"logs": []any{category("b"), category("a")}, "metrics": []any{category("AllMetrics")}},
		},
		"only logs": {
			diagnostics.Args{Logs: []string{"a"}},
			map[string]any{"logs": []any{category("a")}},
		},
		"only metrics": {
			diagnostics.Args{Metrics: []string{"AllMetrics"}},
			map[string]any{"metrics": []any{category("AllMetrics")}},
		},
		"a table for each category": {
			diagnostics.Args{Logs: []string{"a"}, DedicatedTables: true},
			map[string]any{"logs": []any{category("a")}, "logAnalyticsDestinationType": "Dedicated"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.args.TargetID, test.args.WorkspaceID = pulumi.String("target"), pulumi.String("workspace")
			test.want["name"], test.want["resourceUri"], test.want["workspaceId"] = "default", "target", "workspace"
			got, err := send(test.args)
			require.NoError(t, err)
			assert.Equal(t, []graph.Resource{{
				Name: "vnet-diagnostics", Type: "azure-native:insights/v20210501preview:DiagnosticSetting", Protect: true, Inputs: test.want,
			}}, got)
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
		got, err := send(args)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, got)
	}
}
