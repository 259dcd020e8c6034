package consumption

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// budgetToken is the type under which the azure-native v2 provider knows the resource.
const budgetToken = "azure-native:consumption/v20230501:Budget"

// Budget tells somebody when the cost of a subscription or a resource group passes parts of an amount. It stops
// nothing. It is an extension resource: it lives below the scope it watches.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.consumption/2023-05-01/budgets
type Budget struct {
	pulumi.CustomResourceState

	// Amount is the whole amount, in the currency of the bill.
	Amount pulumi.Float64Output `pulumi:"amount"`
	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Consumption/budgets.
	Type pulumi.StringOutput `pulumi:"type"`
}

// BudgetArgs are the inputs of a Budget.
type BudgetArgs struct {
	// Amount is the whole amount for one TimeGrain, in the currency of the bill, above 0. Required.
	Amount pulumi.Float64Input
	// BudgetName is unique at the scope.
	BudgetName pulumi.StringPtrInput
	// Category is Cost; Azure has no other any more. Required.
	Category pulumi.StringInput
	// Notifications are at most five, by a name that is nobody else's business.
	Notifications NotificationMapInput
	// Scope is the ARM ID of what is watched. Required; another scope replaces the budget.
	Scope pulumi.StringInput
	// TimeGrain is after which time the amount begins anew: Monthly, Quarterly or Annually. Required.
	TimeGrain pulumi.StringInput
	// TimePeriod is from when to when the budget holds. Required.
	TimePeriod BudgetTimePeriodInput
}

type budgetArgs struct {
	Amount        float64                 `pulumi:"amount"`
	BudgetName    *string                 `pulumi:"budgetName"`
	Category      string                  `pulumi:"category"`
	Notifications map[string]Notification `pulumi:"notifications"`
	Scope         string                  `pulumi:"scope"`
	TimeGrain     string                  `pulumi:"timeGrain"`
	TimePeriod    BudgetTimePeriod        `pulumi:"timePeriod"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (BudgetArgs) ElementType() reflect.Type { return reflect.TypeFor[budgetArgs]() }

// NewBudget declares a budget. It refuses nil args and missing inputs that are required.
func NewBudget(ctx *pulumi.Context, name string, args *BudgetArgs, opts ...pulumi.ResourceOption) (*Budget, error) {
	if args == nil {
		return nil, fmt.Errorf("budget %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.Amount == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Amount'"))
	}
	if args.Category == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Category'"))
	}
	if args.Scope == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Scope'"))
	}
	if args.TimeGrain == nil {
		missing = append(missing, errors.New("invalid value for required argument 'TimeGrain'"))
	}
	if args.TimePeriod == nil {
		missing = append(missing, errors.New("invalid value for required argument 'TimePeriod'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("budget %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:consumption:Budget")}}))
	var resource Budget
	if err := ctx.RegisterResource(budgetToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("budget %q: %w", name, err)
	}
	return &resource, nil
}
