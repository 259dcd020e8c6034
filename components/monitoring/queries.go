package monitoring

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// savedQuery is a query of the pack.
type savedQuery struct {
	// part is the end of its Pulumi name, and what its GUID is made from.
	part string
	// title and why are what the portal shows.
	title, why string
	// category is the one under which the portal lists it.
	category string
	// body is the query.
	body string
}

// savedQueries are what an operator asks first. Logs of the control plane and of the gateway are in the shared table
// AzureDiagnostics or, where the setting asks for it, in tables of their own; queries about them look in both. None names
// a time: the portal asks for it, and a table with the plan Basic takes it from nowhere else.
//
// Sources of tables and columns: https://learn.microsoft.com/azure/azure-monitor/reference/tables-category
var savedQueries = []savedQuery{
	{
		"prometheus", "All collected Prometheus information", "Prometheus metrics that the agent of Container Insights has scraped.", "container",
		`InsightsMetrics
| where Namespace == "prometheus"`,
	},
	{
		"node-reboots", "Nodes that were to be restarted", "Events by which Azure announces maintenance of a node, and restarts.", "container",
		`KubeEvents
| where ObjectKind == "Node"
| where Reason in ("RebootScheduled", "RedeployScheduled", "FreezeScheduled", "PreemptScheduled", "TerminateScheduled", "Rebooted")
| summarize First = min(FirstSeen), Last = max(LastSeen), Times = sum(Count) by ClusterName, Node = Name, Reason, Message
| order by Last desc`,
	},
	{
		"waf-blocks", "Requests that the web application firewall has stopped", "What the Application Gateway's firewall has blocked, by rule, host and address.", "network",
		`union isfuzzy=true
    (AzureDiagnostics
    | where Category == "ApplicationGatewayFirewallLog"
    | project TimeGenerated, Action = column_ifexists("action_s", ""), Rule = column_ifexists("ruleId_s", ""), Host = column_ifexists("hostname_s", ""),
        Uri = column_ifexists("requestUri_s", ""), Client = column_ifexists("clientIp_s", ""), Text = column_ifexists("Message", "")),
    (AGWFirewallLogs
    | project TimeGenerated, Action, Rule = tostring(RuleId), Host = Hostname, Uri = RequestUri, Client = ClientIp, Text = Message)
| where Action in~ ("Blocked", "Block")
| summarize Requests = count(), Last = max(TimeGenerated) by Rule, Text, Host, Uri, Client
| order by Requests desc`,
	},
	{
		"registry-pulls", "Images that were pulled", "Who has pulled which image from the registry, and from where.", "container",
		`ContainerRegistryRepositoryEvents
| where OperationName == "Pull"
| summarize Pulls = count(), Last = max(TimeGenerated) by LoginServer, Repository, Tag, Identity, CallerIpAddress
| order by Last desc`,
	},
	{
		"container-logs", "Log lines by container", "How much each container writes, and how much of it to the error stream.", "container",
		`ContainerLogV2
| summarize Lines = count(), Errors = countif(LogSource == "stderr"), Last = max(TimeGenerated) by PodNamespace, ContainerName
| order by Lines desc`,
	},
	{
		"firewall-denies", "Traffic that the firewall has refused", "Connections and requests that no rule of the hub's firewall allows. Ask it in the hub's workspace.", "network",
		`union isfuzzy=true
    (AZFWNetworkRule
    | project TimeGenerated, Action, Kind = "network", Protocol, Source = SourceIp, Destination = DestinationIp, Port = DestinationPort),
    (AZFWApplicationRule
    | project TimeGenerated, Action, Kind = "application", Protocol, Source = SourceIp, Destination = Fqdn, Port = DestinationPort)
| where Action == "Deny"
| summarize Times = count(), Last = max(TimeGenerated) by Kind, Protocol, Source, Destination, Port
| order by Times desc`,
	},
	{
		"audit-by-user", "Changes in the cluster by user", "Who has changed what through the API server.", "audit",
		`union isfuzzy=true
    (AzureDiagnostics
    | where Category == "kube-audit-admin"
    | extend Event = parse_json(column_ifexists("log_s", ""))
    | project TimeGenerated, User = tostring(Event.user.username), Verb = tostring(Event.verb), Resource = tostring(Event.objectRef.resource),
        Namespace = tostring(Event.objectRef.namespace), Code = toint(Event.responseStatus.code)),
    (AKSAuditAdmin
    | project TimeGenerated, User = tostring(User.username), Verb, Resource = tostring(ObjectRef.resource),
        Namespace = tostring(ObjectRef.namespace), Code = toint(ResponseStatus.code))
| summarize Changes = count(), Refused = countif(Code in (401, 403)), Last = max(TimeGenerated) by User, Verb, Resource, Namespace
| order by Changes desc`,
	},
	{
		"guard-denials", "Sign-ins that the cluster has refused", "What guard, which asks Entra for every user, has written about refusals and failures.", "security",
		`union isfuzzy=true
    (AzureDiagnostics
    | where Category == "guard"
    | project TimeGenerated, Line = column_ifexists("log_s", "")),
    (AKSControlPlane
    | where Category == "guard"
    | project TimeGenerated, Line = Message)
| where Line has_any ("denied", "forbidden", "unauthorized", "failed")
| order by TimeGenerated desc`,
	},
}

// queries declares the pack of saved queries. The portal offers it in every workspace of the subscription.
func (b *builder) queries() error {
	pack, err := operationalinsights.NewQueryPack(b.ctx, b.child("queries"), &operationalinsights.QueryPackArgs{
		Location: pulumi.String(b.args.Location.Name), QueryPackName: pulumi.String(b.args.Names.QueryPack()),
		ResourceGroupName: b.args.ResourceGroupName, Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
	if err != nil {
		return err
	}
	for _, query := range savedQueries {
		_, err := operationalinsights.NewQuery(b.ctx, b.child("query-"+query.part), &operationalinsights.QueryArgs{
			Body: pulumi.String(query.body), Description: pulumi.String(query.why), DisplayName: pulumi.String(query.title),
			Id:            pulumi.String(azure.DeterministicGUID(b.args.SubscriptionID, strings.ToLower(b.args.Names.QueryPack()), query.part)),
			QueryPackName: pack.Name,
			Related: operationalinsights.LogAnalyticsQueryPackQueryPropertiesRelatedArgs{
				Categories: pulumi.ToStringArray([]string{query.category}),
			},
			ResourceGroupName: b.args.ResourceGroupName,
		}, b.parent)
		if err != nil {
			return fmt.Errorf("query %s: %w", query.part, err)
		}
	}
	return nil
}
