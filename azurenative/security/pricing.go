package security

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// pricingToken is the type under which the azure-native v2 provider knows the resource.
const pricingToken = "azure-native:security/v20240101:Pricing"

// Pricing is a Defender plan of a subscription.
//
// Every plan exists in every subscription, with the tier Free, and none can be deleted there. azure-native v2
// knows no special case for that: it refuses to create what a GET finds, and sends a DELETE that Azure answers
// with 400 InvalidUrlConfiguration. Declare a plan with pulumi.Import and its ID, which adopts it and then changes
// it in the same deployment (Pulumi 3.174 or later), and with pulumi.RetainOnDelete, which leaves it as it is.
// ScopeId has no slash in front, because that is how an import reads it back; any other spelling would be a
// replacement.
//
// Sources: https://github.com/pulumi/pulumi-azure-native, provider/pkg/azure (CanCreate) and
// provider/pkg/openapi/defaults/defaultResourcesState.go (pricings are not in it);
// https://github.com/Azure/terraform-provider-azapi/issues/818;
// https://github.com/pulumi/pulumi/blob/master/CHANGELOG.md (3.174.0)
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.security/2024-01-01/pricings
type Pricing struct {
	pulumi.CustomResourceState

	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// PricingTier is Free or Standard.
	PricingTier pulumi.StringOutput `pulumi:"pricingTier"`
	// Type is the ARM type, Microsoft.Security/pricings.
	Type pulumi.StringOutput `pulumi:"type"`
}

// PricingArgs are the inputs of a Pricing.
type PricingArgs struct {
	// Extensions are the parts of the plan that can be switched one by one.
	Extensions ExtensionArrayInput
	// PricingName is the plan: Containers, KeyVaults, Arm and others.
	PricingName pulumi.StringPtrInput
	// PricingTier is Free, which is off, or Standard. Required.
	PricingTier pulumi.StringInput
	// ScopeId is the scope without a slash in front: subscriptions/<ID>. Required; another scope replaces the plan.
	ScopeId pulumi.StringInput
	// SubPlan is how the plan is charged, where it has a choice.
	SubPlan pulumi.StringPtrInput
}

type pricingArgs struct {
	Extensions  []Extension `pulumi:"extensions"`
	PricingName *string     `pulumi:"pricingName"`
	PricingTier string      `pulumi:"pricingTier"`
	ScopeId     string      `pulumi:"scopeId"`
	SubPlan     *string     `pulumi:"subPlan"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (PricingArgs) ElementType() reflect.Type { return reflect.TypeFor[pricingArgs]() }

// NewPricing declares a Defender plan. It refuses nil args and missing inputs that are required.
func NewPricing(ctx *pulumi.Context, name string, args *PricingArgs, opts ...pulumi.ResourceOption) (*Pricing, error) {
	if args == nil {
		return nil, fmt.Errorf("plan of Defender %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.PricingTier == nil {
		missing = append(missing, errors.New("invalid value for required argument 'PricingTier'"))
	}
	if args.ScopeId == nil {
		missing = append(missing, errors.New("invalid value for required argument 'ScopeId'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("plan of Defender %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:security:Pricing")}}))
	var resource Pricing
	if err := ctx.RegisterResource(pricingToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("plan of Defender %q: %w", name, err)
	}
	return &resource, nil
}
