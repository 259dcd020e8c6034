package alertsmanagement

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// prometheusRuleGroupToken is the type under which the azure-native v2 provider knows the resource.
const prometheusRuleGroupToken = "azure-native:alertsmanagement/v20230301:PrometheusRuleGroup"

// PrometheusRuleGroup is a list of alerts and recordings that managed Prometheus evaluates together, one after the other.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.alertsmanagement/2023-03-01/prometheusrulegroups
type PrometheusRuleGroup struct {
	pulumi.CustomResourceState

	// Name is the group's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.AlertsManagement/prometheusRuleGroups.
	Type pulumi.StringOutput `pulumi:"type"`
}

// PrometheusRuleGroupActionArgs is an action group to tell.
type PrometheusRuleGroupActionArgs struct {
	// ActionGroupId is the ARM ID of the action group.
	ActionGroupId pulumi.StringPtrInput `pulumi:"actionGroupId"`
}

type prometheusRuleGroupAction struct {
	ActionGroupId *string `pulumi:"actionGroupId"`
}

// ElementType is the plain form.
func (PrometheusRuleGroupActionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[prometheusRuleGroupAction]()
}

// PrometheusRuleGroupActionArray is a list of action groups.
type PrometheusRuleGroupActionArray []PrometheusRuleGroupActionArgs

// ElementType is the plain form.
func (PrometheusRuleGroupActionArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]prometheusRuleGroupAction]()
}

// PrometheusRuleResolveConfigurationArgs say how an alert ends.
type PrometheusRuleResolveConfigurationArgs struct {
	// AutoResolved ends it when the expression gives nothing any more.
	AutoResolved pulumi.BoolPtrInput `pulumi:"autoResolved"`
	// TimeToResolve is how long that must last, such as PT10M.
	TimeToResolve pulumi.StringPtrInput `pulumi:"timeToResolve"`
}

type prometheusRuleResolveConfiguration struct {
	AutoResolved  *bool   `pulumi:"autoResolved"`
	TimeToResolve *string `pulumi:"timeToResolve"`
}

// ElementType is the plain form.
func (PrometheusRuleResolveConfigurationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[prometheusRuleResolveConfiguration]()
}

// PrometheusRuleResolveConfigurationPtrInput is a PrometheusRuleResolveConfigurationArgs, or nil.
type PrometheusRuleResolveConfigurationPtrInput interface {
	pulumi.Input

	resolveConfiguration()
}

func (PrometheusRuleResolveConfigurationArgs) resolveConfiguration() {}

// PrometheusRuleArgs is one rule: an alert or a recording, never both.
type PrometheusRuleArgs struct {
	// Actions are who is told of the alert.
	Actions PrometheusRuleGroupActionArray `pulumi:"actions"`
	// Alert is the name of an alert.
	Alert pulumi.StringPtrInput `pulumi:"alert"`
	// Annotations are added to the alert; they may use the labels and the value.
	Annotations pulumi.StringMapInput `pulumi:"annotations"`
	// Enabled turns the rule on.
	Enabled pulumi.BoolPtrInput `pulumi:"enabled"`
	// Expression is written in PromQL. Required.
	Expression pulumi.StringInput `pulumi:"expression"`
	// For is how long the expression must hold before the alert fires, such as PT5M.
	For pulumi.StringPtrInput `pulumi:"for"`
	// Labels are added to the alert or to the recorded series.
	Labels pulumi.StringMapInput `pulumi:"labels"`
	// Record is the name of the series that a recording writes.
	Record pulumi.StringPtrInput `pulumi:"record"`
	// ResolveConfiguration says how the alert ends.
	ResolveConfiguration PrometheusRuleResolveConfigurationPtrInput `pulumi:"resolveConfiguration"`
	// Severity of the alert is 0, the worst, to 4.
	Severity pulumi.IntPtrInput `pulumi:"severity"`
}

type prometheusRule struct {
	Actions              []prometheusRuleGroupAction         `pulumi:"actions"`
	Alert                *string                             `pulumi:"alert"`
	Annotations          map[string]string                   `pulumi:"annotations"`
	Enabled              *bool                               `pulumi:"enabled"`
	Expression           string                              `pulumi:"expression"`
	For                  *string                             `pulumi:"for"`
	Labels               map[string]string                   `pulumi:"labels"`
	Record               *string                             `pulumi:"record"`
	ResolveConfiguration *prometheusRuleResolveConfiguration `pulumi:"resolveConfiguration"`
	Severity             *int                                `pulumi:"severity"`
}

// ElementType is the plain form.
func (PrometheusRuleArgs) ElementType() reflect.Type { return reflect.TypeFor[prometheusRule]() }

// PrometheusRuleArray is a list of rules.
type PrometheusRuleArray []PrometheusRuleArgs

// ElementType is the plain form.
func (PrometheusRuleArray) ElementType() reflect.Type { return reflect.TypeFor[[]prometheusRule]() }

// PrometheusRuleGroupArgs are the inputs of a PrometheusRuleGroup.
type PrometheusRuleGroupArgs struct {
	// ClusterName is the value of the label cluster to which the rules are limited.
	ClusterName pulumi.StringPtrInput
	// Description of the group.
	Description pulumi.StringPtrInput
	// Enabled turns the group on.
	Enabled pulumi.BoolPtrInput
	// Interval is the time between two evaluations, such as PT1M.
	Interval pulumi.StringPtrInput
	// Location is the region of the Azure Monitor workspace.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the resource group. Required.
	ResourceGroupName pulumi.StringInput
	// RuleGroupName is the name; another one replaces the group.
	RuleGroupName pulumi.StringPtrInput
	// Rules are 1 to 20 rules. Required.
	Rules PrometheusRuleArray
	// Scopes are the ARM IDs of the Azure Monitor workspace and, optionally, of one cluster. Required.
	Scopes pulumi.StringArrayInput
	// Tags of the group.
	Tags pulumi.StringMapInput
}

type prometheusRuleGroupArgs struct {
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

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (PrometheusRuleGroupArgs) ElementType() reflect.Type {
	return reflect.TypeFor[prometheusRuleGroupArgs]()
}

// NewPrometheusRuleGroup declares a rule group. It refuses nil args and args without ResourceGroupName, Rules or Scopes.
func NewPrometheusRuleGroup(ctx *pulumi.Context, name string, args *PrometheusRuleGroupArgs, opts ...pulumi.ResourceOption) (*PrometheusRuleGroup, error) {
	if args == nil {
		return nil, fmt.Errorf("prometheus rule group %q: missing one or more required arguments", name)
	}
	var missing []error
	for _, argument := range []struct {
		name  string
		given bool
	}{{"ResourceGroupName", args.ResourceGroupName != nil}, {"Rules", args.Rules != nil}, {"Scopes", args.Scopes != nil}} {
		if !argument.given {
			missing = append(missing, fmt.Errorf("invalid value for required argument '%s'", argument.name))
		}
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("prometheus rule group %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:alertsmanagement:PrometheusRuleGroup")}}))
	var resource PrometheusRuleGroup
	if err := ctx.RegisterResource(prometheusRuleGroupToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("prometheus rule group %q: %w", name, err)
	}
	return &resource, nil
}
