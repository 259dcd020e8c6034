package monitoring

import (
	"fmt"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// workspaceType is the ARM type of the workspace.
const workspaceType = "Microsoft.OperationalInsights/workspaces"

// containerLogTable is the table of container logs.
// Source: https://learn.microsoft.com/azure/azure-monitor/reference/tables/containerlogv2
const containerLogTable = "ContainerLogV2"

// workspace declares the Log Analytics workspace, its own diagnostics, and the plan of its largest table. Agents and
// readers come over the public endpoints and show an Entra identity: the workspace's keys, which would be enough to write
// anything into it, are off.
func (b *builder) workspace() error {
	workspace, err := operationalinsights.NewWorkspace(b.ctx, b.child("workspace"), &operationalinsights.WorkspaceArgs{
		Features: operationalinsights.WorkspaceFeaturesArgs{
			DisableLocalAuth: pulumi.Bool(true),
			// Whoever may read a resource may read its logs, without a role on the workspace.
			EnableLogAccessUsingOnlyResourcePermissions: pulumi.Bool(true),
		},
		Location:                        pulumi.String(b.args.Location.Name),
		PublicNetworkAccessForIngestion: pulumi.String(enabled),
		PublicNetworkAccessForQuery:     pulumi.String(enabled),
		ResourceGroupName:               b.args.ResourceGroupName,
		RetentionInDays:                 pulumi.Int(b.settings.RetentionInDays),
		Sku:                             operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")},
		Tags:                            pulumi.ToStringMap(b.args.Tags),
		WorkspaceCapping:                operationalinsights.WorkspaceCappingArgs{DailyQuotaGb: pulumi.Float64(b.settings.DailyQuotaGB)},
		WorkspaceName:                   pulumi.String(b.args.Names.ClusterWorkspace()),
	}, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return err
	}
	b.component.WorkspaceID, b.component.WorkspaceName = workspace.ID().ToStringOutput(), workspace.Name
	logs, metrics, _ := azure.DiagnosticCategories(workspaceType)
	_, err = diagnostics.Send(b.ctx, b.child("workspace-diagnostics"), diagnostics.Args{
		TargetID: b.component.WorkspaceID, WorkspaceID: b.component.WorkspaceID, Logs: logs, Metrics: metrics,
	}, b.parent)
	if err != nil {
		return err
	}
	plan := operationalinsights.TablePlanEnumAnalytics
	if b.settings.ContainerLogsBasic() {
		plan = operationalinsights.TablePlanEnumBasic
	}
	table, err := operationalinsights.NewTable(b.ctx, b.child("container-logs"), &operationalinsights.TableArgs{
		Plan:                 pulumi.String(plan),
		ResourceGroupName:    b.args.ResourceGroupName,
		Schema:               operationalinsights.SchemaArgs{Name: pulumi.String(containerLogTable)},
		TableName:            pulumi.String(containerLogTable),
		TotalRetentionInDays: pulumi.Int(b.settings.ContainerLogRetentionInDays),
		WorkspaceName:        workspace.Name,
	}, b.parent, pulumi.Import(b.containerLogTableID(workspace)), pulumi.RetainOnDelete(true))
	if err != nil {
		return fmt.Errorf("table: %w", err)
	}
	b.component.Ready = append(b.component.Ready, table)
	return nil
}

// containerLogTableID is the ID under which the table is imported. Azure's tables come with their workspace: azure-native,
// which looks before it creates, would take this one for somebody else's, so it is imported and then changed. Nobody can
// delete one either; it goes away with the workspace. The ID waits for the workspace: a preview that does not know it yet
// plans a creation, where an import would look for a table that is not there.
// Sources: https://learn.microsoft.com/azure/azure-monitor/logs/manage-logs-tables and
// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go (CanCreate)
func (b *builder) containerLogTableID(workspace *operationalinsights.Workspace) pulumi.IDOutput {
	return pulumi.All(workspace.ID(), b.args.ResourceGroupName).ApplyT(func(known []any) pulumi.ID {
		group, _ := known[1].(string)
		return pulumi.ID(azure.ResourceID(b.args.SubscriptionID, group, workspaceType+"/tables", b.args.Names.ClusterWorkspace(), containerLogTable))
	}).(pulumi.IDOutput)
}
