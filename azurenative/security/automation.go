package security

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// automationToken is the type under which the azure-native v2 provider knows the resource.
const automationToken = "azure-native:security/v20190101preview:Automation"

// Automation hands on what Defender for Cloud finds: the continuous export.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.security/2019-01-01-preview/automations
type Automation struct {
	pulumi.CustomResourceState

	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Security/automations.
	Type pulumi.StringOutput `pulumi:"type"`
}

// AutomationArgs are the inputs of a Automation.
type AutomationArgs struct {
	// Actions say where to; each is an AutomationActionWorkspaceArgs.
	Actions pulumi.ArrayInput
	// AutomationName is unique in the resource group.
	AutomationName pulumi.StringPtrInput
	// Description says why, for whoever reads the list.
	Description pulumi.StringPtrInput
	// IsEnabled turns the automation on.
	IsEnabled pulumi.BoolPtrInput
	// Location is the region in which it is kept.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the group it is kept in. Required.
	ResourceGroupName pulumi.StringInput
	// Scopes are whose findings: the subscription, or resource groups in it.
	Scopes AutomationScopeArrayInput
	// Sources are which findings.
	Sources AutomationSourceArrayInput
	// Tags are on the automation.
	Tags pulumi.StringMapInput
}

type automationArgs struct {
	Actions           []any              `pulumi:"actions"`
	AutomationName    *string            `pulumi:"automationName"`
	Description       *string            `pulumi:"description"`
	IsEnabled         *bool              `pulumi:"isEnabled"`
	Location          *string            `pulumi:"location"`
	ResourceGroupName string             `pulumi:"resourceGroupName"`
	Scopes            []AutomationScope  `pulumi:"scopes"`
	Sources           []AutomationSource `pulumi:"sources"`
	Tags              map[string]string  `pulumi:"tags"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (AutomationArgs) ElementType() reflect.Type { return reflect.TypeFor[automationArgs]() }

// NewAutomation declares a security automation. It refuses nil args and missing inputs that are required.
func NewAutomation(ctx *pulumi.Context, name string, args *AutomationArgs, opts ...pulumi.ResourceOption) (*Automation, error) {
	if args == nil {
		return nil, fmt.Errorf("security automation %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.ResourceGroupName == nil {
		missing = append(missing, errors.New("invalid value for required argument 'ResourceGroupName'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("security automation %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:security:Automation")}}))
	var resource Automation
	if err := ctx.RegisterResource(automationToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("security automation %q: %w", name, err)
	}
	return &resource, nil
}
