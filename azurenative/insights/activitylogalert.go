package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// activityLogAlertToken is the type under which the azure-native v2 provider knows the resource.
const activityLogAlertToken = "azure-native:insights/v20201001:ActivityLogAlert"

// ActivityLogAlert fires on events in the activity log: what was done to resources, and what Azure says of them.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2020-10-01/activitylogalerts
type ActivityLogAlert struct {
	pulumi.CustomResourceState

	// Name is the rule's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/ActivityLogAlerts.
	Type pulumi.StringOutput `pulumi:"type"`
}

// AlertRuleAnyOfOrLeafConditionArgs compares one field of an event with a value, without case.
type AlertRuleAnyOfOrLeafConditionArgs struct {
	// Equals is the value.
	Equals pulumi.StringPtrInput `pulumi:"equals"`
	// Field is the field's name, such as category.
	Field pulumi.StringPtrInput `pulumi:"field"`
}

type alertRuleAnyOfOrLeafCondition struct {
	Equals *string `pulumi:"equals"`
	Field  *string `pulumi:"field"`
}

// ElementType is the plain form.
func (AlertRuleAnyOfOrLeafConditionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[alertRuleAnyOfOrLeafCondition]()
}

// AlertRuleAnyOfOrLeafConditionArray is a list of conditions.
type AlertRuleAnyOfOrLeafConditionArray []AlertRuleAnyOfOrLeafConditionArgs

// ElementType is the plain form.
func (AlertRuleAnyOfOrLeafConditionArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]alertRuleAnyOfOrLeafCondition]()
}

// AlertRuleAllOfConditionArgs are the conditions of a rule. All of them must hold.
type AlertRuleAllOfConditionArgs struct {
	// AllOf are the conditions; one of them must be on the field category. Required.
	AllOf AlertRuleAnyOfOrLeafConditionArray `pulumi:"allOf"`
}

type alertRuleAllOfCondition struct {
	AllOf []alertRuleAnyOfOrLeafCondition `pulumi:"allOf"`
}

// ElementType is the plain form.
func (AlertRuleAllOfConditionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[alertRuleAllOfCondition]()
}

// AlertRuleAllOfConditionInput is an AlertRuleAllOfConditionArgs.
type AlertRuleAllOfConditionInput interface {
	pulumi.Input

	alertRuleCondition()
}

func (AlertRuleAllOfConditionArgs) alertRuleCondition() {}

// ActionGroupTypeArgs is an action group to tell.
type ActionGroupTypeArgs struct {
	// ActionGroupId is the ARM ID of the action group. Required.
	ActionGroupId pulumi.StringInput `pulumi:"actionGroupId"`
}

type actionGroupType struct {
	ActionGroupId string `pulumi:"actionGroupId"`
}

// ElementType is the plain form.
func (ActionGroupTypeArgs) ElementType() reflect.Type { return reflect.TypeFor[actionGroupType]() }

// ActionGroupTypeArray is a list of action groups.
type ActionGroupTypeArray []ActionGroupTypeArgs

// ElementType is the plain form.
func (ActionGroupTypeArray) ElementType() reflect.Type { return reflect.TypeFor[[]actionGroupType]() }

// ActionListArgs are who is told.
type ActionListArgs struct {
	// ActionGroups are the action groups.
	ActionGroups ActionGroupTypeArray `pulumi:"actionGroups"`
}

type actionList struct {
	ActionGroups []actionGroupType `pulumi:"actionGroups"`
}

// ElementType is the plain form.
func (ActionListArgs) ElementType() reflect.Type { return reflect.TypeFor[actionList]() }

// ActionListInput is an ActionListArgs.
type ActionListInput interface {
	pulumi.Input

	actionList()
}

func (ActionListArgs) actionList() {}

// ActivityLogAlertArgs are the inputs of an ActivityLogAlert.
type ActivityLogAlertArgs struct {
	// Actions are who is told. Required.
	Actions ActionListInput
	// ActivityLogAlertName is the name; another one replaces the rule.
	ActivityLogAlertName pulumi.StringPtrInput
	// Condition says which events. Required.
	Condition AlertRuleAllOfConditionInput
	// Description is part of the message.
	Description pulumi.StringPtrInput
	// Enabled turns the rule on. The service's default is true.
	Enabled pulumi.BoolPtrInput
	// Location is Global.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the resource group of the rule. Required.
	ResourceGroupName pulumi.StringInput
	// Scopes are ARM IDs; events about them and about what is below them count. Required.
	Scopes pulumi.StringArrayInput
	// Tags of the rule.
	Tags pulumi.StringMapInput
}

type activityLogAlertArgs struct {
	Actions              actionList              `pulumi:"actions"`
	ActivityLogAlertName *string                 `pulumi:"activityLogAlertName"`
	Condition            alertRuleAllOfCondition `pulumi:"condition"`
	Description          *string                 `pulumi:"description"`
	Enabled              *bool                   `pulumi:"enabled"`
	Location             *string                 `pulumi:"location"`
	ResourceGroupName    string                  `pulumi:"resourceGroupName"`
	Scopes               []string                `pulumi:"scopes"`
	Tags                 map[string]string       `pulumi:"tags"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ActivityLogAlertArgs) ElementType() reflect.Type {
	return reflect.TypeFor[activityLogAlertArgs]()
}

// NewActivityLogAlert declares an alert on the activity log. It refuses nil args and args that lack something required.
func NewActivityLogAlert(ctx *pulumi.Context, name string, args *ActivityLogAlertArgs, opts ...pulumi.ResourceOption) (*ActivityLogAlert, error) {
	if args == nil {
		return nil, fmt.Errorf("activity log alert %q: missing one or more required arguments", name)
	}
	err := missingInputs(requiredInput{"Actions", args.Actions}, requiredInput{"Condition", args.Condition},
		requiredInput{"ResourceGroupName", args.ResourceGroupName}, requiredInput{"Scopes", args.Scopes})
	if err != nil {
		return nil, fmt.Errorf("activity log alert %q: %w", name, err)
	}
	opts = append(opts, unversioned("ActivityLogAlert"))
	var resource ActivityLogAlert
	if err := ctx.RegisterResource(activityLogAlertToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("activity log alert %q: %w", name, err)
	}
	return &resource, nil
}
