// Package diagnostics sends the logs and metrics of one Azure resource to a Log Analytics workspace. It is the part
// that every component uses in the same way: one setting per resource, always named default, each category named
// instead of the group allLogs, so that a category Azure adds later does not begin to cost on its own. Which
// categories a resource sends is decided by the component that owns it.
package diagnostics

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// SettingName is the name of every diagnostic setting below its resource.
const SettingName = "default"

// dedicatedTables makes the service write a table per category instead of the shared AzureDiagnostics.
// Source: https://learn.microsoft.com/azure/azure-monitor/essentials/resource-logs#resource-specific
const dedicatedTables = "Dedicated"

// Args say what to send where.
type Args struct {
	// TargetID is the ARM ID of the resource to watch. Required.
	TargetID pulumi.StringInput
	// WorkspaceID is the ARM ID of the Log Analytics workspace that receives the data. Required.
	WorkspaceID pulumi.StringInput
	// Logs are the log categories to send, in the order in which ARM shall list them.
	Logs []string
	// Metrics are the metric categories to send; azure.AllMetrics for most types.
	Metrics []string
	// DedicatedTables asks for a table per log category. Only for types that offer both forms, such as Azure
	// Firewall: where Azure has no choice it drops the value, which then shows as drift.
	DedicatedTables bool
}

// Send declares the diagnostic setting. name is its Pulumi name, by custom that of the watched resource with
// -diagnostics behind it. It refuses args without a target, a workspace, or any category.
func Send(ctx *pulumi.Context, name string, args Args, opts ...pulumi.ResourceOption) (*insights.DiagnosticSetting, error) {
	switch {
	case args.TargetID == nil:
		return nil, fmt.Errorf("diagnostics %q: TargetID is required", name)
	case args.WorkspaceID == nil:
		return nil, fmt.Errorf("diagnostics %q: WorkspaceID is required", name)
	case len(args.Logs)+len(args.Metrics) == 0:
		return nil, fmt.Errorf("diagnostics %q: at least one log or metric category is required", name)
	}
	// A workspace has its own retention. ARM returns these two values whether they were sent or not, so they are sent.
	retention := insights.RetentionPolicyArgs{Days: pulumi.Int(0), Enabled: pulumi.Bool(false)}
	setting := insights.DiagnosticSettingArgs{
		Name: pulumi.String(SettingName), ResourceUri: args.TargetID, WorkspaceId: args.WorkspaceID,
	}
	if args.DedicatedTables {
		setting.LogAnalyticsDestinationType = pulumi.String(dedicatedTables)
	}
	if len(args.Logs) > 0 {
		logs := insights.LogSettingsArray{}
		for _, category := range args.Logs {
			logs = append(logs, insights.LogSettingsArgs{
				Category: pulumi.String(category), Enabled: pulumi.Bool(true), RetentionPolicy: retention,
			})
		}
		setting.Logs = logs
	}
	if len(args.Metrics) > 0 {
		metrics := insights.MetricSettingsArray{}
		for _, category := range args.Metrics {
			metrics = append(metrics, insights.MetricSettingsArgs{
				Category: pulumi.String(category), Enabled: pulumi.Bool(true), RetentionPolicy: retention,
			})
		}
		setting.Metrics = metrics
	}
	return insights.NewDiagnosticSetting(ctx, name, &setting, opts...)
}
