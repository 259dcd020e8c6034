package insights

import (
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// singleResource is the one kind of criteria that is modelled.
const singleResource = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"

// maxCriteria is how many conditions one rule may have.
// Source: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#metric-alerts
const maxCriteria = 5

// Times that a metric alert may be given, shortest first.
// Source: https://learn.microsoft.com/azure/azure-monitor/alerts/resource-manager-alerts-metric
var (
	metricFrequencies = []string{"PT1M", "PT5M", "PT15M", "PT30M", "PT1H"}
	metricWindows     = []string{"PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"}
)

// The shape of a metric alert, from https://learn.microsoft.com/azure/templates/microsoft.insights/2018-03-01/metricalerts.
type (
	metricAlertArgs struct {
		Actions              []metricAlertAction `pulumi:"actions"`
		AutoMitigate         *bool               `pulumi:"autoMitigate"`
		Criteria             metricAlertCriteria `pulumi:"criteria"`
		Description          *string             `pulumi:"description"`
		Enabled              bool                `pulumi:"enabled"`
		EvaluationFrequency  string              `pulumi:"evaluationFrequency"`
		Location             *string             `pulumi:"location"`
		ResourceGroupName    string              `pulumi:"resourceGroupName"`
		RuleName             *string             `pulumi:"ruleName"`
		Scopes               []string            `pulumi:"scopes"`
		Severity             int                 `pulumi:"severity"`
		Tags                 map[string]string   `pulumi:"tags"`
		TargetResourceRegion *string             `pulumi:"targetResourceRegion"`
		TargetResourceType   *string             `pulumi:"targetResourceType"`
		WindowSize           string              `pulumi:"windowSize"`
	}
	metricAlertState struct {
		Actions              []metricAlertAction `pulumi:"actions"`
		AutoMitigate         *bool               `pulumi:"autoMitigate"`
		Criteria             metricAlertCriteria `pulumi:"criteria"`
		Description          *string             `pulumi:"description"`
		Enabled              bool                `pulumi:"enabled"`
		EvaluationFrequency  string              `pulumi:"evaluationFrequency"`
		IsMigrated           bool                `pulumi:"isMigrated"`
		LastUpdatedTime      string              `pulumi:"lastUpdatedTime"`
		Location             string              `pulumi:"location"`
		Name                 string              `pulumi:"name"`
		Scopes               []string            `pulumi:"scopes"`
		Severity             int                 `pulumi:"severity"`
		Tags                 map[string]string   `pulumi:"tags"`
		TargetResourceRegion *string             `pulumi:"targetResourceRegion"`
		TargetResourceType   *string             `pulumi:"targetResourceType"`
		Type                 string              `pulumi:"type"`
		WindowSize           string              `pulumi:"windowSize"`
	}
	metricAlertAction struct {
		ActionGroupId     *string           `pulumi:"actionGroupId"`
		WebHookProperties map[string]string `pulumi:"webHookProperties"`
	}
	metricAlertCriteria struct {
		AllOf     []metricCriterion `pulumi:"allOf"`
		OdataType string            `pulumi:"odataType"`
	}
	metricCriterion struct {
		CriterionType        string            `pulumi:"criterionType"`
		Dimensions           []metricDimension `pulumi:"dimensions"`
		MetricName           string            `pulumi:"metricName"`
		MetricNamespace      *string           `pulumi:"metricNamespace"`
		Name                 string            `pulumi:"name"`
		Operator             string            `pulumi:"operator"`
		SkipMetricValidation *bool             `pulumi:"skipMetricValidation"`
		Threshold            float64           `pulumi:"threshold"`
		TimeAggregation      string            `pulumi:"timeAggregation"`
	}
	metricDimension struct {
		Name     string   `pulumi:"name"`
		Operator string   `pulumi:"operator"`
		Values   []string `pulumi:"values"`
	}
)

func metricAlert() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeMetricAlert,
		Versions:   []string{"v20180301"},
		APIVersion: "2018-03-01",
		ARMType:    "Microsoft.Insights/metricAlerts",
		Names:      []string{"ruleName"},
		Global:     true,
		Args:       metricAlertArgs{},
		State:      metricAlertState{},
		Check:      checkMetricAlert,
		Put:        putMetricAlert,
		Models: []string{
			"Severity is 0 to 4; frequency and window are among those the service offers, and the window is not the shorter of the two.",
			"A rule is about one resource that exists and has 1 to 5 conditions, each with a name of its own; dynamic thresholds and criteria of other kinds are not modelled.",
			"Of resource types whose metrics this project knows, the metric exists, can be aggregated and divided so, and has a value for so short a window.",
			"Action groups exist.",
		},
		Codes: []engine.Code{CodeBadMetricAlert},
	}
}

func checkMetricAlert(c *engine.Check) {
	checkSeverity(c, CodeBadMetricAlert)
	frequency, window := c.Inputs.At("evaluationFrequency"), c.Inputs.At("windowSize")
	checkTime(c, CodeBadMetricAlert, frequency, metricFrequencies)
	checkTime(c, CodeBadMetricAlert, window, metricWindows)
	if !within(frequency, window) {
		c.Failf(window, CodeBadMetricAlert, "The window size %s is shorter than the evaluation frequency %s.", window.Text(), frequency.Text())
	}
	scopes := c.Inputs.At("scopes")
	if scopes.KnownThroughout() && len(scopes.Items()) != 1 {
		c.Failf(scopes, CodeBadMetricAlert, "Alert scope is invalid. A rule with criteria of type '%s' has exactly one scope.", singleResource)
	}
	var groups []engine.Value
	for _, action := range c.Inputs.At("actions").Items() {
		groups = append(groups, action.At("actionGroupId"))
	}
	checkActionGroupIDs(c, CodeBadMetricAlert, groups...)
	checkCriteria(c, window)
}

func checkCriteria(c *engine.Check, window engine.Value) {
	all := c.Inputs.At("criteria", "allOf")
	if n := len(all.Items()); all.Known() && (n < 1 || n > maxCriteria) {
		c.Failf(all, CodeBadMetricAlert, "The rule has %d criteria; it must have 1 to %d.", n, maxCriteria)
	}
	names := map[string]bool{}
	for _, criterion := range all.Items() {
		name := criterion.At("name")
		if name.Known() && names[name.Text()] {
			c.Failf(name, CodeBadMetricAlert, "The criterion name '%s' is used more than once.", name.Text())
		}
		names[name.Text()] = true
		for _, dimension := range criterion.At("dimensions").Items() {
			if values := dimension.At("values"); values.Known() && len(values.Items()) == 0 {
				c.Failf(values, CodeBadMetricAlert, "The dimension '%s' has no values.", dimension.At("name").Text())
			}
		}
		checkMetric(c, criterion, window)
	}
}

// checkMetric judges a condition by the type of the resource that it is about.
func checkMetric(c *engine.Check, criterion, window engine.Value) {
	scopes := c.Inputs.At("scopes").Items()
	if len(scopes) != 1 || criterion.At("skipMetricValidation").Bool() {
		return
	}
	id, ok := scopes[0].ID()
	if !ok {
		return
	}
	if namespace := criterion.At("metricNamespace"); namespace.Present() && namespace.Known() && !strings.EqualFold(namespace.Text(), id.Type()) {
		c.Failf(namespace, CodeBadMetricAlert, "The metric namespace '%s' is not one of the resource type '%s'.", namespace.Text(), id.Type())
	}
	name := criterion.At("metricName")
	metric, known, ok := azure.LookupMetric(id.Type(), name.Text())
	switch {
	case !known || !name.Known():
		return
	case !ok:
		c.Failf(name, CodeBadMetricAlert, "Couldn't find a metric named '%s' for the resource type '%s'.", name.Text(), id.Type())
		return
	}
	if by := criterion.At("timeAggregation"); by.Known() && !containsFold(metric.Aggregations, by.Text()) {
		c.Failf(by, CodeBadMetricAlert, "The metric '%s' does not support the aggregation '%s'. Supported: %s.", metric.Name, by.Text(),
			strings.Join(metric.Aggregations, ", "))
	}
	for _, dimension := range criterion.At("dimensions").Items() {
		if at := dimension.At("name"); at.Known() && !containsFold(metric.Dimensions, at.Text()) {
			c.Failf(at, CodeBadMetricAlert, "The metric '%s' has no dimension '%s'.", metric.Name, at.Text())
		}
	}
	if size, err := azure.ParseISODuration(window.Text()); err == nil && size < metric.Grain {
		c.Failf(window, CodeBadMetricAlert, "The metric '%s' has no values for a window of %s.", metric.Name, window.Text())
	}
}

func putMetricAlert(op *engine.Operation) error {
	if _, err := op.Resolve(op.Inputs.At("scopes").Items()[0]); err != nil {
		return err
	}
	op.Default(true, "autoMitigate")
	op.Set(op.Now().Format(time.RFC3339), "lastUpdatedTime")
	op.Set(false, "isMigrated")
	return nil
}

// checkSeverity refuses a severity that Azure Monitor does not have.
func checkSeverity(c *engine.Check, code engine.Code) {
	at := c.Inputs.At("severity")
	if n, ok := at.Raw().(float64); ok && (n != float64(at.Int()) || n < 0 || n > 4) {
		c.Failf(at, code, "The severity %v is invalid; it must be 0, 1, 2, 3 or 4.", n)
	}
}

// checkTime refuses a time that is not among those offered.
func checkTime(c *engine.Check, code engine.Code, at engine.Value, offered []string) {
	if at.Absent() || !at.Known() {
		return
	}
	got, err := azure.ParseISODuration(at.Text())
	if err != nil || !slices.ContainsFunc(offered, func(o string) bool { d, _ := azure.ParseISODuration(o); return d == got }) {
		c.Failf(at, code, "The value '%s' of '%s' is invalid. Supported values: %s.", at.Text(), at.Path(), strings.Join(offered, ", "))
	}
}

// within reports whether a time is at most as long as another. What is unknown or no time is not judged.
func within(short, long engine.Value) bool {
	s, err := azure.ParseISODuration(short.Text())
	if err != nil {
		return true
	}
	l, err := azure.ParseISODuration(long.Text())
	return err != nil || s <= l
}
