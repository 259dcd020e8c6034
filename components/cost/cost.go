// Package cost watches what a stack costs: a budget for the subscription and for each resource group of the stack, which
// tell the action group for costs long before the money is gone, and a monthly export of all costs for whoever charges
// them back. Budgets tell; nothing here stops anything. When the cluster may stand still is decided here too, and done by
// workinghours.
package cost

import (
	"errors"
	"fmt"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:cost:Cost"

// ResourceGroup is a resource group of the stack that gets a budget.
type ResourceGroup struct {
	// Name tells it apart in Pulumi names, such as primary-hub. Required.
	Name string
	// Scope is whose budget it gets: ScopeHub, ScopeSpokes or ScopeWorkload. Required.
	Scope string
	// ID is its ARM ID. Required.
	ID pulumi.StringInput
}

// Args are what costs are watched with.
type Args struct {
	// Settings are the section of the configuration. Required.
	Settings Settings
	// Names are the physical names of the stack's first region. Required.
	Names naming.Names
	// Location is that region: the storage account and the export's identity are there. Required.
	Location azure.Location
	// SubscriptionID is the GUID of the subscription that is watched. Required.
	SubscriptionID string
	// ResourceGroups are the resource groups of the stack in that subscription, in all regions.
	ResourceGroups []ResourceGroup
	// ActionGroupID is the ARM ID of the action group for costs. Required, unless the settings name addresses.
	ActionGroupID pulumi.StringInput
	// ResourceGroupName is the group of the storage account. Required with an export.
	ResourceGroupName pulumi.StringInput
	// WorkspaceID receives the logs of the storage account. Required with an export.
	WorkspaceID pulumi.StringInput
	// Now is the time. It decides in which month budgets and export begin, and counts only when they are made: what Azure
	// has is kept ever after. Required.
	Now time.Time
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on the storage account; nothing else here takes any.
	Tags map[string]string
	// Protect refuses the deletion of the exported costs.
	Protect bool
}

// Cost is the watch over a stack's costs.
type Cost struct {
	pulumi.ResourceState

	// StorageAccountID is the ARM ID of the storage account with the exported costs; empty without an export.
	StorageAccountID pulumi.StringOutput
}

// New declares budgets and export. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Cost, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("cost %q: %w", name, err)
	}
	c := &Cost{StorageAccountID: pulumi.String("").ToStringOutput()}
	if err := ctx.RegisterComponentResource(Token, name, c, opts...); err != nil {
		return nil, fmt.Errorf("cost %q: %w", name, err)
	}
	if err := newBudgets(ctx, name, args, pulumi.Parent(c)); err != nil {
		return nil, fmt.Errorf("cost %q: %w", name, err)
	}
	if args.Settings.Export.Enabled {
		account, err := newExport(ctx, name, args, pulumi.Parent(c))
		if err != nil {
			return nil, fmt.Errorf("cost %q: export: %w", name, err)
		}
		c.StorageAccountID = account.ID()
	}
	if err := ctx.RegisterResourceOutputs(c, pulumi.Map{"storageAccountId": c.StorageAccountID}); err != nil {
		return nil, fmt.Errorf("cost %q: outputs: %w", name, err)
	}
	return c, nil
}

func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	require := func(given bool, what string) {
		if !given {
			problems = append(problems, fmt.Errorf("%s is required", what))
		}
	}
	require(a.Location.Name != "", "Location")
	require(azure.IsGUID(a.SubscriptionID), "SubscriptionID, a GUID,")
	require(a.ActionGroupID != nil || len(a.Settings.ContactEmails) > 0, "ActionGroupID, or an address in the settings,")
	require(!a.Now.IsZero(), "Now")
	require(!a.Settings.Export.Enabled || a.ResourceGroupName != nil, "ResourceGroupName")
	require(!a.Settings.Export.Enabled || a.WorkspaceID != nil, "WorkspaceID")
	for _, g := range a.ResourceGroups {
		require(g.Name != "" && g.Scope != "" && g.ID != nil, "Name, Scope and ID of each of ResourceGroups")
	}
	return errors.Join(problems...)
}
