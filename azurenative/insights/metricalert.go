package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// metricAlertToken is the type under which the azure-native v2 provider knows the resource.
const metricAlertToken = "azure-native:insights/v20180301:MetricAlert"

// MetricAlert fires when a metric of a resource crosses a threshold.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2018-03-01/metricalerts
type MetricAlert struct {
	pulumi.CustomResourceState

	// Name is the rule's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/metricAlerts.
	Type pulumi.StringOutput `pulumi:"type"`
}

// MetricAlertActionArgs is an action group to tell.
type MetricAlertActionArgs struct {
	// ActionGroupId is the ARM ID of the action group.
	ActionGroupId pulumi.StringPtrInput `pulumi:"actionGroupId"`
}

type metricAlertAction struct {
	ActionGroupId *string `pulumi:"actionGroupId"`
}

// ElementType is the plain form.
func (MetricAlertActionArgs) ElementType() reflect.Type { return reflect.TypeFor[metricAlertAction]() }

// MetricAlertActionArray is a list of action groups.
type MetricAlertActionArray []MetricAlertActionArgs

// ElementType is the plain form.
func (MetricAlertActionArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]metricAlertAction]()
}

// MetricDimensionArgs chooses time series by one of a metric's dimensions. Each series is judged alone.
type MetricDimensionArgs struct {
	// Name of the dimension. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// Operator is Include or Exclude. Required.
	Operator pulumi.StringInput `pulumi:"operator"`
	// Values of the dimension; * for all, those to come included. Required.
	Values pulumi.StringArrayInput `pulumi:"values"`
}

type metricDimension struct {
	Name     string   `pulumi:"name"`
	Operator string   `pulumi:"operator"`
	Values   []string `pulumi:"values"`
}

// ElementType is the plain form.
func (MetricDimensionArgs) ElementType() reflect.Type { return reflect.TypeFor[metricDimension]() }

// MetricDimensionArray is a list of dimensions.
type MetricDimensionArray []MetricDimensionArgs

// ElementType is the plain form.
func (MetricDimensionArray) ElementType() reflect.Type { return reflect.TypeFor[[]metricDimension]() }

// MetricCriteriaArgs is one condition on one metric.
type MetricCriteriaArgs struct {
	// CriterionType is StaticThresholdCriterion. Required.
	CriterionType pulumi.StringInput `pulumi:"criterionType"`
	// Dimensions choose time series of the metric.
	Dimensions MetricDimensionArray `pulumi:"dimensions"`
	// MetricName is the metric's name in the REST API. Required.
	MetricName pulumi.StringInput `pulumi:"metricName"`
	// MetricNamespace is the type of the resource for the metrics that it sends by itself.
	MetricNamespace pulumi.StringPtrInput `pulumi:"metricNamespace"`
	// Name of the condition, unique in the rule. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// Operator is Equals, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual. Required.
	Operator pulumi.StringInput `pulumi:"operator"`
	// Threshold is what the metric is compared with, in its own unit. Required.
	Threshold pulumi.Float64Input `pulumi:"threshold"`
	// TimeAggregation is Average, Count, Minimum, Maximum or Total. Required.
	TimeAggregation pulumi.StringInput `pulumi:"timeAggregation"`
}

type metricCriteria struct {
	CriterionType   string            `pulumi:"criterionType"`
	Dimensions      []metricDimension `pulumi:"dimensions"`
	MetricName      string            `pulumi:"metricName"`
	MetricNamespace *string           `pulumi:"metricNamespace"`
	Name            string            `pulumi:"name"`
	Operator        string            `pulumi:"operator"`
	Threshold       float64           `pulumi:"threshold"`
	TimeAggregation string            `pulumi:"timeAggregation"`
}

// ElementType is the plain form.
func (MetricCriteriaArgs) ElementType() reflect.Type { return reflect.TypeFor[metricCriteria]() }

// MetricCriteriaArray is a list of conditions.
type MetricCriteriaArray []MetricCriteriaArgs

// ElementType is the plain form.
func (MetricCriteriaArray) ElementType() reflect.Type { return reflect.TypeFor[[]metricCriteria]() }

// MetricAlertCriteriaInput is a MetricAlertSingleResourceMultipleMetricCriteriaArgs; the service's other kinds of criteria
// are left out.
type MetricAlertCriteriaInput interface {
	pulumi.Input

	metricAlertCriteria()
}

// MetricAlertSingleResourceMultipleMetricCriteriaArgs are conditions on the metrics of one resource. All of them must hold.
type MetricAlertSingleResourceMultipleMetricCriteriaArgs struct {
	// AllOf are the conditions.
	AllOf MetricCriteriaArray `pulumi:"allOf"`
	// OdataType is Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria. Required.
	OdataType pulumi.StringInput `pulumi:"odataType"`
}

type metricAlertSingleResourceMultipleMetricCriteria struct {
	AllOf     []metricCriteria `pulumi:"allOf"`
	OdataType string           `pulumi:"odataType"`
}

// ElementType is the plain form.
func (MetricAlertSingleResourceMultipleMetricCriteriaArgs) ElementType() reflect.Type {
	return reflect.TypeFor[metricAlertSingleResourceMultipleMetricCriteria]()
}

func (MetricAlertSingleResourceMultipleMetricCriteriaArgs) metricAlertCriteria() {}

// MetricAlertArgs are the inputs of a MetricAlert.
type MetricAlertArgs struct {
	// Actions are who is told when the alert fires and when it is resolved.
	Actions MetricAlertActionArray
	// AutoMitigate resolves the alert when the condition no longer holds. The service's default is true.
	AutoMitigate pulumi.BoolPtrInput
	// Criteria say when it fires. Required.
	Criteria MetricAlertCriteriaInput
	// Description is part of the message.
	Description pulumi.StringPtrInput
	// Enabled turns the rule on. Required.
	Enabled pulumi.BoolInput
	// EvaluationFrequency is the time between two looks at the metric: PT1M, PT5M, PT15M, PT30M or PT1H. Required.
	EvaluationFrequency pulumi.StringInput
	// Location is global.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the resource group of the rule. Required.
	ResourceGroupName pulumi.StringInput
	// RuleName is the name; another one replaces the rule.
	RuleName pulumi.StringPtrInput
	// Scopes is the ARM ID of the resource whose metrics are judged. Required.
	Scopes pulumi.StringArrayInput
	// Severity is 0, the worst, to 4. Required.
	Severity pulumi.IntInput
	// Tags of the rule.
	Tags pulumi.StringMapInput
	// WindowSize is the time over which the metric is put together: PT1M, PT5M, PT15M, PT30M, PT1H, PT6H, PT12H or P1D, not
	// less than EvaluationFrequency. Required.
	WindowSize pulumi.StringInput
}

type metricAlertArgs struct {
	Actions             []metricAlertAction                             `pulumi:"actions"`
	AutoMitigate        *bool                                           `pulumi:"autoMitigate"`
	Criteria            metricAlertSingleResourceMultipleMetricCriteria `pulumi:"criteria"`
	Description         *string                                         `pulumi:"description"`
	Enabled             bool                                            `pulumi:"enabled"`
	EvaluationFrequency string                                          `pulumi:"evaluationFrequency"`
	Location            *string                                         `pulumi:"location"`
	ResourceGroupName   string                                          `pulumi:"resourceGroupName"`
	RuleName            *string                                         `pulumi:"ruleName"`
	Scopes              []string                                        `pulumi:"scopes"`
	Severity            int                                             `pulumi:"severity"`
	Tags                map[string]string                               `pulumi:"tags"`
	WindowSize          string                                          `pulumi:"windowSize"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (MetricAlertArgs) ElementType() reflect.Type { return reflect.TypeFor[metricAlertArgs]() }

// NewMetricAlert declares a metric alert. It refuses nil args and args that lack something required.
func NewMetricAlert(ctx *pulumi.Context, name string, args *MetricAlertArgs, opts ...pulumi.ResourceOption) (*MetricAlert, error) {
	if args == nil {
		return nil, fmt.Errorf("metric alert %q: missing one or more required arguments", name)
	}
	err := missingInputs(requiredInput{"Criteria", args.Criteria}, requiredInput{"Enabled", args.Enabled},
		requiredInput{"EvaluationFrequency", args.EvaluationFrequency}, requiredInput{"ResourceGroupName", args.ResourceGroupName},
		requiredInput{"Scopes", args.Scopes}, requiredInput{"Severity", args.Severity}, requiredInput{"WindowSize", args.WindowSize})
	if err != nil {
		return nil, fmt.Errorf("metric alert %q: %w", name, err)
	}
	opts = append(opts, unversioned("MetricAlert"))
	var resource MetricAlert
	if err := ctx.RegisterResource(metricAlertToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("metric alert %q: %w", name, err)
	}
	return &resource, nil
}
