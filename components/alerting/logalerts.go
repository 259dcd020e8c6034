package alerting

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// containerLogs is the one table whose plan may be Basic.
const containerLogs = "ContainerLogV2"

// logAlert is an alert on a query of the workspace.
type logAlert struct {
	part, name string // of the Pulumi name, and the physical name
	severity   int
	window     string
	reach      string // how far back the query looks; "" for as far as the windows
	query      pulumi.StringInput
	text       string // the query without what is not known yet
	column     string // that is averaged; "" to count rows
	threshold  float64
	periods    int  // windows that are looked at, all of which must cross the threshold
	noRowsYet  bool // a table in the query appears with its first row
	says       string
}

// everyFiveMinutes is how often queries run.
const everyFiveMinutes = "PT5M"

// check refuses a query that its table's plan does not allow.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-configure
func (a logAlert) check(basic bool) error {
	if basic && strings.Contains(a.text, containerLogs) {
		return fmt.Errorf("%s reads %s, which has the Basic plan: no alert can be on it", a.name, containerLogs)
	}
	return nil
}

// queries are the alerts on the workspace.
func (b *builder) queries() []logAlert {
	const quota = `_LogOperation
| where Operation == "Data collection Status" and Detail contains "OverQuota"`
	failed := failedPods(b.Names.Cluster())
	all := []logAlert{
		{
			part: "daily-cap", name: fmt.Sprintf("Daily data cap breached for workspace %s CIQ-1", b.Names.ClusterWorkspace()), severity: 1,
			window: "PT5M", query: pulumi.String(quota), text: quota, periods: 1,
			says: "The workspace has collected as much as it may in a day. Until the day is over nothing more comes in, alerts included.",
		},
		{
			part: "pod-failed", name: "PodFailedScheduledQuery", severity: 3, window: "PT10M", reach: "PT1H", query: pulumi.String(failed), text: failed,
			column: "FailedPods", threshold: 3, periods: 2, noRowsYet: true,
			says: "On average more than 3 pods of the cluster have been in the phase Failed.",
		},
	}
	if b.GatewayID != nil {
		all = append(all, logAlert{
			part: "gateway-failures", name: b.ruleName("Gateway failed requests"), severity: 2, window: "PT15M", query: failedRequests(b.GatewayID),
			text: failedRequestsQuery, column: "FailedPercent", threshold: 5, periods: 1,
			says: "More than 5 % of the requests to the Application Gateway fail.",
		})
	}
	return all
}

// failedPods counts the failed pods of each minute. Inventories come in more or less often than once a minute, so what they
// find is divided by how many of them there were. Both sides of the join are about this cluster only.
func failedPods(cluster string) string {
	return fmt.Sprintf(`let inventory = KubePodInventory
| where TimeGenerated >= ago(1h) and ClusterName =~ %q;
let snapshots = inventory
| distinct TimeGenerated
| summarize Snapshots = count() by Minute = bin(TimeGenerated, 1m);
inventory
| distinct TimeGenerated, PodUid, PodStatus
| summarize Failed = countif(PodStatus =~ "Failed") by Minute = bin(TimeGenerated, 1m)
| join kind=inner snapshots on Minute
| project TimeGenerated = Minute, FailedPods = todouble(Failed) / Snapshots`, cluster)
}

// failedRequestsQuery is the share of failed requests in percent. A metric alert cannot divide one metric by another; the
// workspace has both, since the gateway's metrics are sent there. Azure counts successful and failed requests apart.
// Source: https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference
const failedRequestsQuery = `AzureMetrics
| where _ResourceId =~ "%s" and MetricName in ("FailedRequests", "TotalRequests")
| summarize Failed = sumif(Total, MetricName == "FailedRequests"), Served = sumif(Total, MetricName == "TotalRequests") by bin(TimeGenerated, 5m)
| where Failed + Served > 0
| project TimeGenerated, FailedPercent = 100.0 * Failed / (Failed + Served)`

func failedRequests(gatewayID pulumi.StringInput) pulumi.StringInput {
	return pulumi.Sprintf(failedRequestsQuery, gatewayID)
}

func (b *builder) logAlerts() error {
	for _, alert := range b.queries() {
		if err := alert.check(b.ContainerLogsBasic); err != nil {
			return err
		}
		condition := insights.ConditionArgs{
			FailingPeriods: insights.ConditionFailingPeriodsArgs{
				MinFailingPeriodsToAlert: pulumi.Float64(alert.periods), NumberOfEvaluationPeriods: pulumi.Float64(alert.periods),
			},
			Operator: pulumi.String("GreaterThan"), Query: alert.query, Threshold: pulumi.Float64(alert.threshold),
			TimeAggregation: pulumi.String("Count"),
		}
		if alert.column != "" {
			condition.MetricMeasureColumn, condition.TimeAggregation = pulumi.String(alert.column), pulumi.String("Average")
		}
		rule := &insights.ScheduledQueryRuleArgs{
			Actions:             insights.ActionsArgs{ActionGroups: pulumi.StringArray{b.told(alert.severity)}},
			AutoMitigate:        pulumi.Bool(true),
			Criteria:            insights.ScheduledQueryRuleCriteriaArgs{AllOf: insights.ConditionArray{condition}},
			Description:         pulumi.String(alert.says),
			DisplayName:         pulumi.String(fmt.Sprintf("[%s] %s", b.Names.Cluster(), alert.name)),
			Enabled:             pulumi.Bool(true),
			EvaluationFrequency: pulumi.String(everyFiveMinutes),
			Location:            pulumi.String(b.Location.Name),
			ResourceGroupName:   b.ResourceGroupName,
			RuleName:            pulumi.String(alert.name),
			Scopes:              pulumi.StringArray{b.WorkspaceID},
			Severity:            pulumi.Float64(alert.severity),
			SkipQueryValidation: pulumi.Bool(alert.noRowsYet),
			Tags:                b.tags(),
			WindowSize:          pulumi.String(alert.window),
		}
		if alert.reach != "" {
			rule.OverrideQueryTimeRange = pulumi.String(alert.reach)
		}
		if _, err := insights.NewScheduledQueryRule(b.ctx, b.name+"-"+alert.part, rule, b.parent); err != nil {
			return err
		}
	}
	return nil
}

// adviceAlert tells of new advice of Azure Advisor on anything in the workload's resource group.
// Source: https://learn.microsoft.com/azure/advisor/advisor-alerts-arm
func (b *builder) adviceAlert() error {
	const severity = 4 // alerts on the activity log always have it
	is := func(field, value string) insights.AlertRuleAnyOfOrLeafConditionArgs {
		return insights.AlertRuleAnyOfOrLeafConditionArgs{Field: pulumi.String(field), Equals: pulumi.String(value)}
	}
	_, err := insights.NewActivityLogAlert(b.ctx, b.name+"-advisor", &insights.ActivityLogAlertArgs{
		Actions:              insights.ActionListArgs{ActionGroups: insights.ActionGroupTypeArray{{ActionGroupId: b.told(severity)}}},
		ActivityLogAlertName: pulumi.String("AllAzureAdvisorAlert"),
		Condition: insights.AlertRuleAllOfConditionArgs{AllOf: insights.AlertRuleAnyOfOrLeafConditionArray{
			is("category", "Recommendation"), is("operationName", "Microsoft.Advisor/recommendations/available/action"),
		}},
		Description:       pulumi.String("Azure Advisor has new advice."),
		Enabled:           pulumi.Bool(true),
		Location:          pulumi.String(global),
		ResourceGroupName: b.ResourceGroupName,
		Scopes:            pulumi.StringArray{b.ResourceGroupID},
		Tags:              b.tags(),
	}, b.parent)
	return err
}
