package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// scheduledQueryRuleToken is the type under which the azure-native v2 provider knows the resource.
const scheduledQueryRuleToken = "azure-native:insights/v20231201:ScheduledQueryRule"

// ScheduledQueryRule fires when a log query gives too much.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2023-12-01/scheduledqueryrules
type ScheduledQueryRule struct {
	pulumi.CustomResourceState

	// Name is the rule's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/scheduledQueryRules.
	Type pulumi.StringOutput `pulumi:"type"`
}

// ActionsArgs are who is told.
type ActionsArgs struct {
	// ActionGroups are ARM IDs of action groups.
	ActionGroups pulumi.StringArrayInput `pulumi:"actionGroups"`
}

type actions struct {
	ActionGroups []string `pulumi:"actionGroups"`
}

// ElementType is the plain form.
func (ActionsArgs) ElementType() reflect.Type { return reflect.TypeFor[actions]() }

// ActionsPtrInput is an ActionsArgs, or nil.
type ActionsPtrInput interface {
	pulumi.Input

	actions()
}

func (ActionsArgs) actions() {}

// ConditionFailingPeriodsArgs say how often the threshold must be crossed.
type ConditionFailingPeriodsArgs struct {
	// MinFailingPeriodsToAlert is how many of the looked-at windows must cross it. The service's default is 1.
	MinFailingPeriodsToAlert pulumi.Float64PtrInput `pulumi:"minFailingPeriodsToAlert"`
	// NumberOfEvaluationPeriods is how many windows are looked at, 1 to 6. The service's default is 1.
	NumberOfEvaluationPeriods pulumi.Float64PtrInput `pulumi:"numberOfEvaluationPeriods"`
}

type conditionFailingPeriods struct {
	MinFailingPeriodsToAlert  *float64 `pulumi:"minFailingPeriodsToAlert"`
	NumberOfEvaluationPeriods *float64 `pulumi:"numberOfEvaluationPeriods"`
}

// ElementType is the plain form.
func (ConditionFailingPeriodsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[conditionFailingPeriods]()
}

// ConditionFailingPeriodsPtrInput is a ConditionFailingPeriodsArgs, or nil.
type ConditionFailingPeriodsPtrInput interface {
	pulumi.Input

	failingPeriods()
}

func (ConditionFailingPeriodsArgs) failingPeriods() {}

// ConditionArgs is one query with its threshold.
type ConditionArgs struct {
	// FailingPeriods say how often the threshold must be crossed.
	FailingPeriods ConditionFailingPeriodsPtrInput `pulumi:"failingPeriods"`
	// MetricMeasureColumn is the column that is aggregated; left out, rows are counted.
	MetricMeasureColumn pulumi.StringPtrInput `pulumi:"metricMeasureColumn"`
	// Operator is Equals, GreaterThan, GreaterThanOrEqual, LessThan or LessThanOrEqual.
	Operator pulumi.StringPtrInput `pulumi:"operator"`
	// Query is written in KQL.
	Query pulumi.StringPtrInput `pulumi:"query"`
	// ResourceIdColumn is a column that says which resource a row is about; each has an alert of its own.
	ResourceIdColumn pulumi.StringPtrInput `pulumi:"resourceIdColumn"`
	// Threshold is what the aggregate is compared with.
	Threshold pulumi.Float64PtrInput `pulumi:"threshold"`
	// TimeAggregation is Count, Average, Minimum, Maximum or Total.
	TimeAggregation pulumi.StringPtrInput `pulumi:"timeAggregation"`
}

type condition struct {
	FailingPeriods      *conditionFailingPeriods `pulumi:"failingPeriods"`
	MetricMeasureColumn *string                  `pulumi:"metricMeasureColumn"`
	Operator            *string                  `pulumi:"operator"`
	Query               *string                  `pulumi:"query"`
	ResourceIdColumn    *string                  `pulumi:"resourceIdColumn"`
	Threshold           *float64                 `pulumi:"threshold"`
	TimeAggregation     *string                  `pulumi:"timeAggregation"`
}

// ElementType is the plain form.
func (ConditionArgs) ElementType() reflect.Type { return reflect.TypeFor[condition]() }

// ConditionArray is a list of conditions.
type ConditionArray []ConditionArgs

// ElementType is the plain form.
func (ConditionArray) ElementType() reflect.Type { return reflect.TypeFor[[]condition]() }

// ScheduledQueryRuleCriteriaArgs are the conditions of a rule. All of them must hold.
type ScheduledQueryRuleCriteriaArgs struct {
	// AllOf are the conditions.
	AllOf ConditionArray `pulumi:"allOf"`
}

type scheduledQueryRuleCriteria struct {
	AllOf []condition `pulumi:"allOf"`
}

// ElementType is the plain form.
func (ScheduledQueryRuleCriteriaArgs) ElementType() reflect.Type {
	return reflect.TypeFor[scheduledQueryRuleCriteria]()
}

// ScheduledQueryRuleCriteriaInput is a ScheduledQueryRuleCriteriaArgs.
type ScheduledQueryRuleCriteriaInput interface {
	pulumi.Input

	scheduledQueryRuleCriteria()
}

func (ScheduledQueryRuleCriteriaArgs) scheduledQueryRuleCriteria() {}

// ScheduledQueryRuleArgs are the inputs of a ScheduledQueryRule.
type ScheduledQueryRuleArgs struct {
	// Actions are who is told.
	Actions ActionsPtrInput
	// AutoMitigate resolves the alert when the condition no longer holds. The service's default is true.
	AutoMitigate pulumi.BoolPtrInput
	// Criteria say when the rule fires. Required.
	Criteria ScheduledQueryRuleCriteriaInput
	// Description is part of the message.
	Description pulumi.StringPtrInput
	// DisplayName is what the portal shows.
	DisplayName pulumi.StringPtrInput
	// Enabled turns the rule on. Required.
	Enabled pulumi.BoolInput
	// EvaluationFrequency is the time between two runs of the query, such as PT5M.
	EvaluationFrequency pulumi.StringPtrInput
	// Location is the region of the rule; its query runs there.
	Location pulumi.StringPtrInput
	// OverrideQueryTimeRange is how far back the query may look. Left out, it is WindowSize times the number of evaluated
	// periods, whatever the query itself asks for.
	OverrideQueryTimeRange pulumi.StringPtrInput
	// ResourceGroupName is the resource group of the rule. Required.
	ResourceGroupName pulumi.StringInput
	// RuleName is the name; another one replaces the rule.
	RuleName pulumi.StringPtrInput
	// Scopes is the ARM ID of what the query runs on. Required.
	Scopes pulumi.StringArrayInput
	// Severity is 0, the worst, to 4.
	Severity pulumi.Float64PtrInput
	// SkipQueryValidation takes the query although a table in it has no rows yet and therefore is not known.
	SkipQueryValidation pulumi.BoolPtrInput
	// Tags of the rule.
	Tags pulumi.StringMapInput
	// WindowSize is the time over which rows are put together, such as PT5M.
	WindowSize pulumi.StringPtrInput
}

type scheduledQueryRuleArgs struct {
	Actions                *actions                   `pulumi:"actions"`
	AutoMitigate           *bool                      `pulumi:"autoMitigate"`
	Criteria               scheduledQueryRuleCriteria `pulumi:"criteria"`
	Description            *string                    `pulumi:"description"`
	DisplayName            *string                    `pulumi:"displayName"`
	Enabled                bool                       `pulumi:"enabled"`
	EvaluationFrequency    *string                    `pulumi:"evaluationFrequency"`
	Location               *string                    `pulumi:"location"`
	OverrideQueryTimeRange *string                    `pulumi:"overrideQueryTimeRange"`
	ResourceGroupName      string                     `pulumi:"resourceGroupName"`
	RuleName               *string                    `pulumi:"ruleName"`
	Scopes                 []string                   `pulumi:"scopes"`
	Severity               *float64                   `pulumi:"severity"`
	SkipQueryValidation    *bool                      `pulumi:"skipQueryValidation"`
	Tags                   map[string]string          `pulumi:"tags"`
	WindowSize             *string                    `pulumi:"windowSize"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ScheduledQueryRuleArgs) ElementType() reflect.Type {
	return reflect.TypeFor[scheduledQueryRuleArgs]()
}

// NewScheduledQueryRule declares a rule on log queries. It refuses nil args and args that lack something required.
func NewScheduledQueryRule(ctx *pulumi.Context, name string, args *ScheduledQueryRuleArgs, opts ...pulumi.ResourceOption) (*ScheduledQueryRule, error) {
	if args == nil {
		return nil, fmt.Errorf("scheduled query rule %q: missing one or more required arguments", name)
	}
	err := missingInputs(requiredInput{"Criteria", args.Criteria}, requiredInput{"Enabled", args.Enabled},
		requiredInput{"ResourceGroupName", args.ResourceGroupName}, requiredInput{"Scopes", args.Scopes})
	if err != nil {
		return nil, fmt.Errorf("scheduled query rule %q: %w", name, err)
	}
	opts = append(opts, unversioned("ScheduledQueryRule"))
	var resource ScheduledQueryRule
	if err := ctx.RegisterResource(scheduledQueryRuleToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("scheduled query rule %q: %w", name, err)
	}
	return &resource, nil
}
