package monitoring

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// syslogStream carries the nodes' system log.
const syslogStream = "Microsoft-Syslog"

// containerStreams are what the agent of Container Insights collects: container logs, and the state of the cluster's
// objects and nodes.
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
var containerStreams = []string{
	"Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory", "Microsoft-KubeNodeInventory",
	"Microsoft-KubePVInventory", "Microsoft-KubeServices", "Microsoft-KubeMonAgentEvents", "Microsoft-InsightsMetrics",
	"Microsoft-ContainerInventory", "Microsoft-ContainerNodeInventory", "Microsoft-Perf",
}

// facilities are the parts of the system log that are collected.
var facilities = []string{
	"auth", "authpriv", "cron", "daemon", "mark", "kern", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
	"lpr", "mail", "news", "syslog", "user", "uucp",
}

// quietNamespaces are left out of container logs and inventory: what Azure runs in them says much and is Azure's to watch.
var quietNamespaces = []string{"kube-system", "gatekeeper-system"}

// containerInsights declares the rule for container logs. Its data ends in the workspace's tables of the same names;
// container logs in the table whose plan is set, which must exist with its plan before the first line arrives. The rule
// needs no endpoint: the agent uses the public ones of its region.
func (b *builder) containerInsights() error {
	name, destinations := b.args.Names.ContainerInsightsRule(), pulumi.ToStringArray([]string{b.args.Names.ClusterWorkspace()})
	rule, err := insights.NewDataCollectionRule(b.ctx, b.child("container-insights"), &insights.DataCollectionRuleArgs{
		DataCollectionRuleName: pulumi.String(name),
		DataFlows: insights.DataFlowArray{
			{Streams: pulumi.ToStringArray([]string{syslogStream}), Destinations: destinations},
			{Streams: pulumi.ToStringArray(containerStreams), Destinations: destinations},
		},
		DataSources: insights.DataCollectionRuleDataSourcesArgs{
			Extensions: insights.ExtensionDataSourceArray{{
				ExtensionName: pulumi.String("ContainerInsights"),
				ExtensionSettings: pulumi.Map{"dataCollectionSettings": pulumi.Map{
					"enableContainerLogV2": pulumi.Bool(true), "interval": pulumi.String("1m"),
					"namespaceFilteringMode": pulumi.String("Exclude"), "namespaces": pulumi.ToStringArray(quietNamespaces),
				}},
				Name: pulumi.String("ContainerInsightsExtension"), Streams: pulumi.ToStringArray(containerStreams),
			}},
			Syslog: insights.SyslogDataSourceArray{{
				FacilityNames: pulumi.ToStringArray(facilities), LogLevels: pulumi.ToStringArray([]string{"Info"}),
				Name: pulumi.String("sysLogsDataSource"), Streams: pulumi.ToStringArray([]string{syslogStream}),
			}},
		},
		Description: pulumi.String("Container logs, inventory and system logs of the cluster."),
		Destinations: insights.DataCollectionRuleDestinationsArgs{LogAnalytics: insights.LogAnalyticsDestinationArray{{
			Name: pulumi.String(b.args.Names.ClusterWorkspace()), WorkspaceResourceId: b.component.WorkspaceID.ToStringPtrOutput(),
		}}},
		Kind: pulumi.String("Linux"), Location: pulumi.String(b.args.Location.Name), ResourceGroupName: b.args.ResourceGroupName,
		Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent, pulumi.DependsOn(b.component.Ready))
	if err != nil {
		return err
	}
	b.component.ContainerInsightsRuleID = rule.ID().ToStringOutput()
	b.component.Ready = append(b.component.Ready, rule)
	return b.logErrors("container-insights", b.component.ContainerInsightsRuleID)
}

// logErrors sends what goes wrong on a rule's way to the workspace.
func (b *builder) logErrors(part string, ruleID pulumi.StringOutput) error {
	_, err := diagnostics.Send(b.ctx, b.child(part+"-diagnostics"), diagnostics.Args{
		TargetID: ruleID, WorkspaceID: b.component.WorkspaceID, Logs: []string{"LogErrors"},
	}, b.parent)
	return err
}
