package monitoring

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dashboard"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// grafanaType is the ARM type of Grafana.
const grafanaType = "Microsoft.Dashboard/grafana"

// grafana declares Azure Managed Grafana, when the settings ask for it: with what it reads, who may change it, and in
// production with a private endpoint instead of a public address.
func (b *builder) grafana() error {
	b.component.GrafanaID, b.component.GrafanaEndpoint = pulumi.String("").ToStringOutput(), pulumi.String("").ToStringOutput()
	if !b.settings.Grafana.Managed() {
		return nil
	}
	// Which version of Grafana runs is Azure's to say: it moves workspaces on before a version ends.
	grafana, err := dashboard.NewGrafana(b.ctx, b.child("grafana"), &dashboard.GrafanaArgs{
		Identity: dashboard.ManagedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")}, Location: pulumi.String(b.args.Location.Name),
		Properties: dashboard.ManagedGrafanaPropertiesArgs{
			ApiKey: pulumi.String(disabled), DeterministicOutboundIP: pulumi.String(disabled),
			GrafanaIntegrations: dashboard.GrafanaIntegrationsArgs{
				AzureMonitorWorkspaceIntegrations: dashboard.AzureMonitorWorkspaceIntegrationArray{
					{AzureMonitorWorkspaceResourceId: b.component.AzureMonitorWorkspaceID.ToStringPtrOutput()},
				},
			},
			PublicNetworkAccess: pulumi.String(b.settings.Grafana.PublicNetworkAccess),
			ZoneRedundancy:      pulumi.String(b.settings.Grafana.ZoneRedundancy),
		},
		ResourceGroupName: b.args.ResourceGroupName, Sku: dashboard.ResourceSkuArgs{Name: pulumi.String("Standard")},
		Tags: pulumi.ToStringMap(b.args.Tags), WorkspaceName: pulumi.String(b.args.Names.Grafana()),
	}, b.parent)
	if err != nil {
		return err
	}
	b.component.GrafanaID, b.component.GrafanaEndpoint = grafana.ID().ToStringOutput(), grafana.Endpoint()
	logs, metrics, _ := azure.DiagnosticCategories(grafanaType)
	_, err = diagnostics.Send(b.ctx, b.child("grafana-diagnostics"), diagnostics.Args{
		TargetID: b.component.GrafanaID, WorkspaceID: b.component.WorkspaceID, Logs: logs, Metrics: metrics,
	}, b.parent)
	if err != nil {
		return err
	}
	if err := b.grafanaAccess(grafana); err != nil || !b.settings.Grafana.Private() {
		return err
	}
	_, err = privateendpoint.New(b.ctx, b.child("grafana-endpoint"), &privateendpoint.Args{
		PrivateEndpointName: b.args.Names.PrivateEndpoint(b.args.Names.Grafana()), ResourceGroupName: b.args.ResourceGroupName,
		Location: b.args.Location.Name, SubnetID: b.args.PrivateEndpointSubnetID, TargetID: b.component.GrafanaID,
		GroupID: privateendpoint.Grafana,
		Zones:   []privateendpoint.Zone{{Name: azure.PrivateDNSZoneGrafana, ID: b.args.GrafanaZoneID}}, Tags: b.args.Tags,
	}, b.parent)
	return err
}

// grafanaAccess lets Grafana read the metrics and, for Azure's own metrics and logs, the subscription; and lets the
// administrators in.
func (b *builder) grafanaAccess(grafana *dashboard.Grafana) error {
	type grant struct {
		part, role, principalType, why string
		scope, principal               pulumi.StringInput
	}
	grants := []grant{
		{
			"grafana-metrics-reader", azure.RoleMonitoringDataReader, roleassignment.ServicePrincipal, "Grafana reads Prometheus metrics.",
			b.component.AzureMonitorWorkspaceID, grafana.PrincipalId(),
		},
		{
			"grafana-monitoring-reader", azure.RoleMonitoringReader, roleassignment.ServicePrincipal, "Grafana reads Azure's metrics and logs.",
			pulumi.String(azure.SubscriptionID(b.args.SubscriptionID)), grafana.PrincipalId(),
		},
	}
	for _, group := range b.settings.Grafana.AdminGroupObjectIDs {
		grants = append(grants, grant{
			"grafana-admin-" + group, azure.RoleGrafanaAdmin, roleassignment.Group, "Administrators of Grafana.",
			b.component.GrafanaID, pulumi.String(group),
		})
	}
	for _, g := range grants {
		_, err := roleassignment.New(b.ctx, b.child(g.part), &roleassignment.Args{
			Key: []string{b.args.SubscriptionID, b.args.Names.Grafana(), g.part}, Role: g.role, Scope: g.scope, SubscriptionID: b.args.SubscriptionID,
			PrincipalID: g.principal, PrincipalType: g.principalType, Description: g.why,
		}, b.parent)
		if err != nil {
			return err
		}
	}
	return nil
}
