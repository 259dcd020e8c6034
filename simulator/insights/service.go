// Package insights simulates the part of Microsoft.Insights that a landing zone uses: diagnostic settings, which send a
// resource's logs and metrics to a workspace, data collection, by which the agents of a cluster do the same, traces,
// workbooks, and alerts with the people whom they tell. The categories that each resource type offers are facts of package azure.
package insights

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// How alerts of every kind compare, and put values together.
var (
	comparisons  = []string{"Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"}
	aggregations = []string{"Average", "Count", "Minimum", "Maximum", "Total"}
)

// Service returns the types of Microsoft.Insights, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name: "Microsoft.Insights",
		Types: []*engine.Type{
			actionGroup(), activityLogAlert(),
			component(), dataCollectionEndpoint(), dataCollectionRule(), dataCollectionRuleAssociation(), diagnosticSetting(),
			metricAlert(), scheduledQueryRule(),
			workbook(),
		},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"diagnosticSettingArgs.logAnalyticsDestinationType": {dedicated, "AzureDiagnostics"},
				"logSettings.categoryGroup":                         {"allLogs", "audit"},

				"metricAlertCriteria.odataType":      {singleResource},
				"metricCriterion.criterionType":      {"StaticThresholdCriterion"},
				"metricCriterion.operator":           comparisons,
				"metricCriterion.timeAggregation":    aggregations,
				"metricDimension.operator":           {"Include", "Exclude"},
				"queryRuleCondition.operator":        comparisons,
				"queryRuleCondition.timeAggregation": aggregations,
				"queryRuleIdentity.type":             {"None", "SystemAssigned", "UserAssigned"},
				"scheduledQueryRuleArgs.kind":        {logAlert, logToMetric},

				"componentArgs.applicationType":                 {"web", "other"},
				"componentArgs.flowType":                        {"Bluefield"},
				"componentArgs.ingestionMode":                   {"ApplicationInsights", "ApplicationInsightsWithDiagnosticSettings", inWorkspace},
				"componentArgs.publicNetworkAccessForIngestion": {"Enabled", "Disabled"},
				"componentArgs.publicNetworkAccessForQuery":     {"Enabled", "Disabled"},
				"componentArgs.requestSource":                   {"rest"},
				"dataCollectionEndpointArgs.kind":               {"Linux", "Windows"},
				"dataCollectionRuleArgs.kind":                   {"Linux", "Windows"},
				"identity.type":                                 {"None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"},
				"networkAcls.publicNetworkAccess":               {"Enabled", "Disabled", "SecuredByPerimeter"},
				"workbookArgs.kind":                             {"shared"},
			},
			Required: []string{
				"activityLogAlertArgs.scopes", "activityLogCondition.allOf", "metricAlertArgs.scopes", "metricAlertCriteria.allOf",
				"metricDimension.values", "queryRuleCriteria.allOf", "queryRuleCondition.query", "scheduledQueryRuleArgs.scopes",
			},
			Any: []string{"extensionDataSource.extensionSettings", "identity.userAssignedIdentities"},
		},
	}
}
