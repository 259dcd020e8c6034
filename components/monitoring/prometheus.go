package monitoring

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/monitor"
)

// prometheusStream carries the metrics of managed Prometheus.
const prometheusStream = "Microsoft-PrometheusMetrics"

// prometheus declares the workspace for Prometheus metrics, and the endpoint and the rule by which they reach it. The
// endpoint and the rule have the same name, as the Azure CLI gives them.
func (b *builder) prometheus() error {
	names, location, tags := b.args.Names, pulumi.String(b.args.Location.Name), pulumi.ToStringMap(b.args.Tags)
	metrics, err := monitor.NewAzureMonitorWorkspace(b.ctx, b.child("metrics"), &monitor.AzureMonitorWorkspaceArgs{
		AzureMonitorWorkspaceName: pulumi.String(names.AzureMonitorWorkspace()), Location: location, PublicNetworkAccess: pulumi.String(enabled),
		ResourceGroupName: b.args.ResourceGroupName, Tags: tags,
	}, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return err
	}
	b.component.AzureMonitorWorkspaceID = metrics.ID().ToStringOutput()
	endpoint, err := insights.NewDataCollectionEndpoint(b.ctx, b.child("prometheus-endpoint"), &insights.DataCollectionEndpointArgs{
		DataCollectionEndpointName: pulumi.String(names.PrometheusRule()), Description: pulumi.String("Takes the cluster's Prometheus metrics."),
		Kind: pulumi.String("Linux"), Location: location,
		NetworkAcls:       insights.DataCollectionEndpointNetworkAclsArgs{PublicNetworkAccess: pulumi.String(enabled)},
		ResourceGroupName: b.args.ResourceGroupName, Tags: tags,
	}, b.parent)
	if err != nil {
		return err
	}
	b.component.DataCollectionEndpointID = endpoint.ID().ToStringOutput()
	streams := pulumi.ToStringArray([]string{prometheusStream})
	rule, err := insights.NewDataCollectionRule(b.ctx, b.child("prometheus"), &insights.DataCollectionRuleArgs{
		DataCollectionEndpointId: b.component.DataCollectionEndpointID.ToStringPtrOutput(),
		DataCollectionRuleName:   pulumi.String(names.PrometheusRule()),
		DataFlows: insights.DataFlowArray{
			{Streams: streams, Destinations: pulumi.ToStringArray([]string{names.AzureMonitorWorkspace()})},
		},
		DataSources: insights.DataCollectionRuleDataSourcesArgs{PrometheusForwarder: insights.PrometheusForwarderDataSourceArray{{
			LabelIncludeFilter: pulumi.StringMap{}, Name: pulumi.String("PrometheusDataSource"), Streams: streams,
		}}},
		Description: pulumi.String("Prometheus metrics of the cluster."),
		Destinations: insights.DataCollectionRuleDestinationsArgs{MonitoringAccounts: insights.MonitoringAccountDestinationArray{{
			AccountResourceId: b.component.AzureMonitorWorkspaceID.ToStringPtrOutput(), Name: pulumi.String(names.AzureMonitorWorkspace()),
		}}},
		Kind: pulumi.String("Linux"), Location: location, ResourceGroupName: b.args.ResourceGroupName, Tags: tags,
	}, b.parent)
	if err != nil {
		return err
	}
	b.component.PrometheusRuleID = rule.ID().ToStringOutput()
	b.component.Ready = append(b.component.Ready, rule)
	return b.logErrors("prometheus", b.component.PrometheusRuleID)
}

// applicationInsights declares where traces go. They are kept in the workspace, next to the logs; so its own logs are not
// sent anywhere, which would write every row twice. Senders show an Entra identity: the key in the connection string is
// not enough.
func (b *builder) applicationInsights() error {
	traces, err := insights.NewComponent(b.ctx, b.child("application-insights"), &insights.ComponentArgs{
		ApplicationType: pulumi.String("web"), DisableLocalAuth: pulumi.Bool(true), FlowType: pulumi.String("Bluefield"),
		IngestionMode: pulumi.String("LogAnalytics"), Kind: pulumi.String("web"), Location: pulumi.String(b.args.Location.Name),
		PublicNetworkAccessForIngestion: pulumi.String(enabled), PublicNetworkAccessForQuery: pulumi.String(enabled),
		RequestSource: pulumi.String("rest"), ResourceGroupName: b.args.ResourceGroupName,
		ResourceName: pulumi.String(b.args.Names.ApplicationInsights()), Tags: pulumi.ToStringMap(b.args.Tags),
		WorkspaceResourceId: b.component.WorkspaceID.ToStringPtrOutput(),
	}, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return fmt.Errorf("application insights: %w", err)
	}
	b.component.ApplicationInsightsConnectionString = pulumi.ToSecret(traces.ConnectionString).(pulumi.StringOutput)
	return nil
}
