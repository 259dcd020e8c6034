package alertsmanagement

import (
	"regexp"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	workspaceType   = "Microsoft.Monitor/accounts"
	clusterType     = "Microsoft.ContainerService/managedClusters"
	actionGroupType = "Microsoft.Insights/actionGroups"
)

// Limits of a rule group.
// Source: https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits#prometheus-metrics
const (
	maxRules     = 20
	minInterval  = time.Minute
	maxInterval  = 24 * time.Hour
	maxSeverity  = 4
	resolveAfter = "PT5M" // when nothing was said
)

// metricName is what Prometheus allows as the name of a series.
// Source: https://prometheus.io/docs/concepts/data_model/
var metricName = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)

// labelName is what Prometheus allows as the name of a label.
var labelName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// The shape of a rule group, from
// https://learn.microsoft.com/azure/templates/microsoft.alertsmanagement/2023-03-01/prometheusrulegroups.
type (
	prometheusRuleGroupArgs struct {
		ClusterName       *string           `pulumi:"clusterName"`
		Description       *string           `pulumi:"description"`
		Enabled           *bool             `pulumi:"enabled"`
		Interval          *string           `pulumi:"interval"`
		Location          *string           `pulumi:"location"`
		ResourceGroupName string            `pulumi:"resourceGroupName"`
		RuleGroupName     *string           `pulumi:"ruleGroupName"`
		Rules             []prometheusRule  `pulumi:"rules"`
		Scopes            []string          `pulumi:"scopes"`
		Tags              map[string]string `pulumi:"tags"`
	}
	prometheusRuleGroupState struct {
		ClusterName *string           `pulumi:"clusterName"`
		Description *string           `pulumi:"description"`
		Enabled     *bool             `pulumi:"enabled"`
		Interval    *string           `pulumi:"interval"`
		Location    string            `pulumi:"location"`
		Name        string            `pulumi:"name"`
		Rules       []prometheusRule  `pulumi:"rules"`
		Scopes      []string          `pulumi:"scopes"`
		Tags        map[string]string `pulumi:"tags"`
		Type        string            `pulumi:"type"`
	}
	prometheusRule struct {
		Actions              []ruleAction          `pulumi:"actions"`
		Alert                *string               `pulumi:"alert"`
		Annotations          map[string]string     `pulumi:"annotations"`
		Enabled              *bool                 `pulumi:"enabled"`
		Expression           string                `pulumi:"expression"`
		For                  *string               `pulumi:"for"`
		Labels               map[string]string     `pulumi:"labels"`
		Record               *string               `pulumi:"record"`
		ResolveConfiguration *resolveConfiguration `pulumi:"resolveConfiguration"`
		Severity             *int                  `pulumi:"severity"`
	}
	ruleAction struct {
		ActionGroupId    *string           `pulumi:"actionGroupId"`
		ActionProperties map[string]string `pulumi:"actionProperties"`
	}
	resolveConfiguration struct {
		AutoResolved  *bool   `pulumi:"autoResolved"`
		TimeToResolve *string `pulumi:"timeToResolve"`
	}
)

func prometheusRuleGroup() *engine.Type {
	return &engine.Type{
		Token:      azure.TypePrometheusRuleGroup,
		Versions:   []string{"v20230301"},
		APIVersion: "2023-03-01",
		ARMType:    "Microsoft.AlertsManagement/prometheusRuleGroups",
		Names:      []string{"ruleGroupName"},
		Args:       prometheusRuleGroupArgs{},
		State:      prometheusRuleGroupState{},
		Check:      checkRuleGroup,
		Put:        putRuleGroup,
		Models: []string{
			"A group has 1 to 20 rules and is evaluated every minute to every 24 hours.",
			"Its scopes are one Azure Monitor workspace and at most one cluster, which exist; the workspace of a group never changes.",
			"Every rule is either an alert or a recording; names and labels are those that Prometheus allows, times are in the form of ISO 8601, and severity is 0 to 4.",
			"The brackets and quotes of an expression close; nothing else of it is read.",
			"Action groups exist.",
		},
		Codes: []engine.Code{CodeBadRequest},
	}
}

func checkRuleGroup(c *engine.Check) {
	rules := c.Inputs.At("rules")
	if n := len(rules.Items()); rules.Known() && rules.Present() && (n < 1 || n > maxRules) {
		c.Failf(rules, CodeBadRequest, "Property name: Rules.Count, Attempted value: %d, Error: 'Rules Count' must be between 1 and %d. You entered %d.",
			n, maxRules, n)
	}
	if at := c.Inputs.At("interval"); at.Present() && at.Known() {
		if d, err := azure.ParseISODuration(at.Text()); err != nil || d < minInterval || d > maxInterval {
			c.Failf(at, CodeBadRequest, "Property name: Interval, Attempted value: %s, Error: 'Interval' must be between PT1M and P1D.", at.Text())
		}
	}
	checkScopes(c)
	for _, rule := range rules.Items() {
		checkRule(c, rule)
	}
}

func checkScopes(c *engine.Check) {
	scopes := c.Inputs.At("scopes")
	workspaces, clusters := 0, 0
	for _, at := range scopes.Items() {
		if !at.Known() {
			return
		}
		id, ok := at.ID()
		switch {
		case ok && strings.EqualFold(id.Type(), workspaceType):
			workspaces++
		case ok && strings.EqualFold(id.Type(), clusterType):
			clusters++
		default:
			c.Failf(at, CodeBadRequest, "The scope '%s' is neither an Azure Monitor workspace nor a cluster.", at.Text())
			return
		}
	}
	if scopes.Known() && scopes.Present() && (workspaces != 1 || clusters > 1) {
		c.Failf(scopes, CodeBadRequest, "Property name: Scopes, Error: 'Scopes' must hold one Azure Monitor workspace and at most one cluster.")
	}
}

func checkRule(c *engine.Check, rule engine.Value) {
	alert, record := rule.At("alert"), rule.At("record")
	if alert.Present() == record.Present() {
		c.Failf(rule, CodeBadRequest, "The rule at '%s' must have either 'alert' or 'record'.", rule.Path())
	}
	if alert.Present() && alert.Known() && alert.Text() == "" {
		c.Failf(alert, CodeBadRequest, "The alert at '%s' has no name.", rule.Path())
	}
	if record.Present() && record.Known() && !metricName.MatchString(record.Text()) {
		c.Failf(record, CodeBadRequest, "'%s' is not a valid name of a series.", record.Text())
	}
	if record.Present() {
		for _, property := range []string{"for", "annotations", "severity", "actions", "resolveConfiguration"} {
			if at := rule.At(property); at.Present() {
				c.Failf(at, CodeBadRequest, "'%s' is for alerts, not for a recording.", at.Path())
			}
		}
	}
	if expression := rule.At("expression"); expression.Known() && expression.Present() {
		if problem := unbalanced(expression.Text()); problem != "" {
			c.Failf(expression, CodeBadRequest, "The expression at '%s' is not valid: %s.", rule.Path(), problem)
		}
	}
	if at := rule.At("severity"); at.Int() < 0 || at.Int() > maxSeverity {
		c.Failf(at, CodeBadRequest, "Property name: Severity, Attempted value: %d, Error: 'Severity' must be between 0 and %d.", at.Int(), maxSeverity)
	}
	for _, at := range []engine.Value{rule.At("for"), rule.At("resolveConfiguration", "timeToResolve")} {
		if !at.Present() || !at.Known() {
			continue
		}
		if _, err := azure.ParseISODuration(at.Text()); err != nil {
			c.Failf(at, CodeBadRequest, "The value '%s' of '%s' is not a valid duration.", at.Text(), at.Path())
		}
	}
	for _, key := range rule.At("labels").Keys() {
		if !labelName.MatchString(key) {
			c.Failf(rule.At("labels", key), CodeBadRequest, "'%s' is not a valid name of a label.", key)
		}
	}
	for _, action := range rule.At("actions").Items() {
		at := action.At("actionGroupId")
		if !at.Present() || !at.Known() {
			continue
		}
		if id, ok := at.ID(); !ok || !strings.EqualFold(id.Type(), actionGroupType) {
			c.Failf(at, CodeBadRequest, "The action group ID '%s' is invalid.", at.Text())
		}
	}
}

// unbalanced says what is not closed in an expression, or "".
func unbalanced(expression string) string {
	if strings.TrimSpace(expression) == "" {
		return "it is empty"
	}
	closing := map[rune]rune{'(': ')', '{': '}', '[': ']'}
	var open []rune
	var quote rune
	escaped := false
	for _, r := range expression {
		switch {
		case escaped:
			escaped = false
		case quote != 0:
			escaped = r == '\\' && quote != '`'
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'' || r == '`':
			quote = r
		case closing[r] != 0:
			open = append(open, closing[r])
		case r == ')' || r == '}' || r == ']':
			if len(open) == 0 || open[len(open)-1] != r {
				return "unexpected '" + string(r) + "'"
			}
			open = open[:len(open)-1]
		}
	}
	switch {
	case quote != 0:
		return "unterminated quoted string"
	case len(open) > 0:
		return "missing '" + string(open[len(open)-1]) + "'"
	}
	return ""
}

func putRuleGroup(op *engine.Operation) error {
	var workspace string
	for _, scope := range op.Inputs.At("scopes").Items() {
		target, err := op.Resolve(scope)
		if err != nil {
			return err
		}
		if strings.EqualFold(target.ID.Type(), workspaceType) {
			workspace = target.ID.Key()
		}
	}
	if op.Old != nil {
		for _, scope := range op.Old.In().At("scopes").Items() {
			if id, ok := scope.ID(); ok && strings.EqualFold(id.Type(), workspaceType) && id.Key() != workspace {
				return CodeBadRequest.Errorf("The Azure Monitor workspace of a rule group cannot be changed, and '%s' is in '%s'.", op.Name, id)
			}
		}
	}
	op.Default(true, "enabled")
	op.Default("PT1M", "interval")
	rules, _ := op.Outputs["rules"].([]any)
	for _, r := range rules {
		rule := r.(map[string]any)
		if rule["enabled"] == nil {
			rule["enabled"] = true
		}
		if rule["alert"] == nil {
			continue
		}
		if rule["severity"] == nil {
			rule["severity"] = 3.0
		}
		if rule["resolveConfiguration"] == nil {
			rule["resolveConfiguration"] = map[string]any{"autoResolved": true, "timeToResolve": resolveAfter}
		}
	}
	return nil
}
