package insights

import (
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Kinds of scheduled query rules. The second turns rows into a metric and alerts nobody.
const (
	logAlert    = "LogAlert"
	logToMetric = "LogToMetric"
)

// Times that a rule may be given, and how many windows it may look at.
// Source: https://github.com/hashicorp/terraform-provider-azurerm, website/docs/r/monitor_scheduled_query_rules_alert_v2.html.markdown
var (
	queryFrequencies = []string{"PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D"}
	queryWindows     = append(slices.Clone(queryFrequencies), "P2D")
	queryRanges      = []string{"PT5M", "PT10M", "PT15M", "PT20M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D", "P2D"}
)

const (
	maxPeriods = 6
	// maxQueryRange is how far back a query of a rule may look.
	maxQueryRange = 48 * time.Hour
)

// The shape of a rule, from https://learn.microsoft.com/azure/templates/microsoft.insights/2023-12-01/scheduledqueryrules.
type (
	scheduledQueryRuleArgs struct {
		Actions                               *queryRuleActions       `pulumi:"actions"`
		AutoMitigate                          *bool                   `pulumi:"autoMitigate"`
		CheckWorkspaceAlertsStorageConfigured *bool                   `pulumi:"checkWorkspaceAlertsStorageConfigured"`
		Criteria                              queryRuleCriteria       `pulumi:"criteria"`
		Description                           *string                 `pulumi:"description"`
		DisplayName                           *string                 `pulumi:"displayName"`
		Enabled                               bool                    `pulumi:"enabled"`
		EvaluationFrequency                   *string                 `pulumi:"evaluationFrequency"`
		Identity                              *queryRuleIdentity      `pulumi:"identity"`
		Kind                                  *string                 `pulumi:"kind"`
		Location                              *string                 `pulumi:"location"`
		MuteActionsDuration                   *string                 `pulumi:"muteActionsDuration"`
		OverrideQueryTimeRange                *string                 `pulumi:"overrideQueryTimeRange"`
		ResourceGroupName                     string                  `pulumi:"resourceGroupName"`
		RuleName                              *string                 `pulumi:"ruleName"`
		RuleResolveConfiguration              *queryRuleResolveConfig `pulumi:"ruleResolveConfiguration"`
		Scopes                                []string                `pulumi:"scopes"`
		Severity                              *float64                `pulumi:"severity"`
		SkipQueryValidation                   *bool                   `pulumi:"skipQueryValidation"`
		Tags                                  map[string]string       `pulumi:"tags"`
		TargetResourceTypes                   []string                `pulumi:"targetResourceTypes"`
		WindowSize                            *string                 `pulumi:"windowSize"`
	}
	scheduledQueryRuleState struct {
		Actions                               *queryRuleActions       `pulumi:"actions"`
		AutoMitigate                          *bool                   `pulumi:"autoMitigate"`
		CheckWorkspaceAlertsStorageConfigured *bool                   `pulumi:"checkWorkspaceAlertsStorageConfigured"`
		CreatedWithApiVersion                 string                  `pulumi:"createdWithApiVersion"`
		Criteria                              queryRuleCriteria       `pulumi:"criteria"`
		Description                           *string                 `pulumi:"description"`
		DisplayName                           *string                 `pulumi:"displayName"`
		Enabled                               bool                    `pulumi:"enabled"`
		Etag                                  string                  `pulumi:"etag"`
		EvaluationFrequency                   *string                 `pulumi:"evaluationFrequency"`
		Identity                              *queryRuleIdentity      `pulumi:"identity"`
		IsLegacyLogAnalyticsRule              bool                    `pulumi:"isLegacyLogAnalyticsRule"`
		IsWorkspaceAlertsStorageConfigured    bool                    `pulumi:"isWorkspaceAlertsStorageConfigured"`
		Kind                                  *string                 `pulumi:"kind"`
		Location                              string                  `pulumi:"location"`
		MuteActionsDuration                   *string                 `pulumi:"muteActionsDuration"`
		Name                                  string                  `pulumi:"name"`
		OverrideQueryTimeRange                *string                 `pulumi:"overrideQueryTimeRange"`
		RuleResolveConfiguration              *queryRuleResolveConfig `pulumi:"ruleResolveConfiguration"`
		Scopes                                []string                `pulumi:"scopes"`
		Severity                              *float64                `pulumi:"severity"`
		SkipQueryValidation                   *bool                   `pulumi:"skipQueryValidation"`
		Tags                                  map[string]string       `pulumi:"tags"`
		TargetResourceTypes                   []string                `pulumi:"targetResourceTypes"`
		Type                                  string                  `pulumi:"type"`
		WindowSize                            *string                 `pulumi:"windowSize"`
	}
	queryRuleActions struct {
		ActionGroups     []string          `pulumi:"actionGroups"`
		ActionProperties map[string]string `pulumi:"actionProperties"`
		CustomProperties map[string]string `pulumi:"customProperties"`
	}
	queryRuleCriteria struct {
		AllOf []queryRuleCondition `pulumi:"allOf"`
	}
	queryRuleCondition struct {
		Dimensions          []metricDimension        `pulumi:"dimensions"`
		FailingPeriods      *queryRuleFailingPeriods `pulumi:"failingPeriods"`
		MetricMeasureColumn *string                  `pulumi:"metricMeasureColumn"`
		MetricName          *string                  `pulumi:"metricName"`
		Operator            *string                  `pulumi:"operator"`
		Query               *string                  `pulumi:"query"`
		ResourceIdColumn    *string                  `pulumi:"resourceIdColumn"`
		Threshold           *float64                 `pulumi:"threshold"`
		TimeAggregation     *string                  `pulumi:"timeAggregation"`
	}
	queryRuleFailingPeriods struct {
		MinFailingPeriodsToAlert  *float64 `pulumi:"minFailingPeriodsToAlert"`
		NumberOfEvaluationPeriods *float64 `pulumi:"numberOfEvaluationPeriods"`
	}
	queryRuleIdentity struct {
		Type                   string   `pulumi:"type"`
		UserAssignedIdentities []string `pulumi:"userAssignedIdentities"`
	}
	queryRuleResolveConfig struct {
		AutoResolved  *bool   `pulumi:"autoResolved"`
		TimeToResolve *string `pulumi:"timeToResolve"`
	}
)

func scheduledQueryRule() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeScheduledQueryRule,
		Versions:   []string{"v20231201"},
		APIVersion: "2023-12-01",
		ARMType:    "Microsoft.Insights/scheduledQueryRules",
		Names:      []string{"ruleName"},
		Args:       scheduledQueryRuleArgs{},
		State:      scheduledQueryRuleState{},
		Check:      checkQueryRule,
		Put:        putQueryRule,
		Models: []string{
			"An alert has severity 0 to 4, a frequency and a window among those the service offers, and conditions with query, aggregation, operator and threshold.",
			"An aggregation other than Count names the column that it is about.",
			"At most six windows are looked at, and not fewer than must fail; together, or as the query's own range says, they reach back two days at most.",
			"An alert that resolves itself cannot be muted.",
			"What the query runs on and the action groups exist; the query itself is not read.",
		},
		Codes: []engine.Code{CodeBadQueryRule},
	}
}

func checkQueryRule(c *engine.Check) {
	checkSeverity(c, CodeBadQueryRule)
	alerts := !strings.EqualFold(c.Inputs.At("kind").TextOr(logAlert), logToMetric)
	if scopes := c.Inputs.At("scopes"); scopes.Known() && len(scopes.Items()) == 0 {
		c.Failf(scopes, CodeBadQueryRule, "The rule has no scope.")
	}
	frequency, window, reach := c.Inputs.At("evaluationFrequency"), c.Inputs.At("windowSize"), c.Inputs.At("overrideQueryTimeRange")
	checkTime(c, CodeBadQueryRule, frequency, queryFrequencies)
	checkTime(c, CodeBadQueryRule, window, queryWindows)
	checkTime(c, CodeBadQueryRule, reach, queryRanges)
	if !within(frequency, window) {
		c.Failf(window, CodeBadQueryRule, "The window size %s is shorter than the evaluation frequency %s.", window.Text(), frequency.Text())
	}
	if alerts {
		for _, property := range []string{"severity", "evaluationFrequency", "windowSize"} {
			if at := c.Inputs.At(property); at.Absent() {
				c.Failf(at, CodeBadQueryRule, "The property '%s' is required for rules of kind %s.", property, logAlert)
			}
		}
	}
	if mute := c.Inputs.At("muteActionsDuration"); mute.Present() && c.Inputs.At("autoMitigate").BoolOr(true) {
		c.Failf(mute, CodeBadQueryRule, "Actions cannot be muted when the rule resolves its alerts automatically.")
	}
	checkActionGroupIDs(c, CodeBadQueryRule, c.Inputs.At("actions", "actionGroups").Items()...)
	conditions := c.Inputs.At("criteria", "allOf")
	if conditions.Known() && len(conditions.Items()) == 0 {
		c.Failf(conditions, CodeBadQueryRule, "The rule has no condition.")
	}
	for _, condition := range conditions.Items() {
		checkCondition(c, condition, alerts)
	}
}

func checkCondition(c *engine.Check, condition engine.Value, alerts bool) {
	if query := condition.At("query"); query.Known() && strings.TrimSpace(query.Text()) == "" {
		c.Failf(query, CodeBadQueryRule, "The query is empty.")
	}
	if !alerts {
		return
	}
	for _, property := range []string{"operator", "threshold", "timeAggregation"} {
		if at := condition.At(property); at.Absent() {
			c.Failf(at, CodeBadQueryRule, "The property '%s' is required for rules of kind %s.", at.Path(), logAlert)
		}
	}
	if by, column := condition.At("timeAggregation"), condition.At("metricMeasureColumn"); by.Known() && by.Present() && column.Absent() &&
		!strings.EqualFold(by.Text(), "Count") {
		c.Failf(column, CodeBadQueryRule, "The aggregation '%s' needs 'metricMeasureColumn'.", by.Text())
	}
	periods, failing := condition.At("failingPeriods", "numberOfEvaluationPeriods"), condition.At("failingPeriods", "minFailingPeriodsToAlert")
	number, least := periods.IntOr(1), failing.IntOr(1)
	switch {
	case !periods.Known() || !failing.Known():
		return
	case number < 1 || number > maxPeriods:
		c.Failf(periods, CodeBadQueryRule, "The number of evaluation periods is %d; it must be 1 to %d.", number, maxPeriods)
	case least < 1 || least > number:
		c.Failf(failing, CodeBadQueryRule, "The number of failing periods is %d; it must be 1 to the number of evaluation periods, %d.", least, number)
	}
	checkReach(c, number)
}

// checkReach judges how far back the query looks.
func checkReach(c *engine.Check, periods int) {
	window, reach := c.Inputs.At("windowSize"), c.Inputs.At("overrideQueryTimeRange")
	size, err := azure.ParseISODuration(window.Text())
	if err != nil {
		return
	}
	evaluated := time.Duration(periods) * size
	if evaluated > maxQueryRange {
		c.Failf(window, CodeBadQueryRule, "%d windows of %s reach back more than two days.", periods, window.Text())
	}
	if given, err := azure.ParseISODuration(reach.Text()); err == nil && given < evaluated {
		c.Failf(reach, CodeBadQueryRule, "The query time range %s is shorter than what is evaluated, %d windows of %s.", reach.Text(), periods, window.Text())
	}
}

func putQueryRule(op *engine.Operation) error {
	for _, scope := range op.Inputs.At("scopes").Items() {
		if _, err := op.Resolve(scope); err != nil {
			return err
		}
	}
	op.Default(true, "autoMitigate")
	op.Default(false, "checkWorkspaceAlertsStorageConfigured")
	op.Default(false, "skipQueryValidation")
	op.Set("2023-12-01", "createdWithApiVersion")
	op.Set(false, "isLegacyLogAnalyticsRule")
	op.Set(false, "isWorkspaceAlertsStorageConfigured")
	return nil
}
