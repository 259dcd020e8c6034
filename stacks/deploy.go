// Package stacks is the landing zone as one Pulumi stack: it loads the configuration strictly, validates it whole,
// computes the plan, and composes the components. It is the only reader of Pulumi configuration and the only place
// where components meet.
package stacks

import (
	"fmt"

	azurenative "github.com/pulumi/pulumi-azure-native-sdk/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
)

// Deploy is the whole program. It reads like the picture: what is wrong with the configuration comes back before the
// first resource, and each region is built from the same plan.
func Deploy(ctx *pulumi.Context) error {
	raw, err := rawFromContext(ctx)
	if err != nil {
		return err
	}
	config, plan, err := Prepare(raw, ctx.Stack())
	if err != nil {
		return err
	}
	for _, notice := range Notices(raw, config) {
		if err := ctx.Log.Info(notice, nil); err != nil {
			return fmt.Errorf("telling a notice: %w", err)
		}
	}
	providers, err := newProviders(ctx, config.Subscriptions)
	if err != nil {
		return err
	}
	common := &shared{registryName: plan.Regions[0].Names.Registry()}
	common.definitions, err = governance.NewDefinitions(ctx, "policy-definitions", pulumi.Provider(providers.workload))
	if err != nil {
		return err
	}
	built := make([]*region, 0, len(plan.Regions))
	for i := range plan.Regions {
		r, err := deployRegion(ctx, config, plan.Regions[i], i, providers, common)
		if err != nil {
			return fmt.Errorf("region %q: %w", plan.Regions[i].Name, err)
		}
		built = append(built, r)
	}
	if err := deployOnce(ctx, config, built, providers); err != nil {
		return err
	}
	if err := deployLocks(ctx, config, built, common, providers); err != nil {
		return err
	}
	exportOutputs(ctx, built, common)
	return nil
}

// Prepare loads, validates and plans: everything that happens before the first resource. The error is a
// *field.Invalid that lists every mistake.
func Prepare(raw Raw, stack string) (Config, Plan, error) {
	config, mistakes := load(raw)
	plan, planMistakes := newPlan(config, stack)
	mistakes.Append(below(mistakes, planMistakes))
	return config, plan, redact(raw, mistakes).In(raw.File)
}

// providers are the explicit Azure providers, one for each subscription.
type providers struct {
	connectivity, workload *azurenative.Provider
}

func newProviders(ctx *pulumi.Context, subscriptions Subscriptions) (providers, error) {
	connectivity, err := newProvider(ctx, "connectivity", subscriptions.Connectivity, subscriptions.TenantID)
	if err != nil {
		return providers{}, err
	}
	// A stack in one subscription still has two providers: moving the hub out later replaces nothing.
	workload, err := newProvider(ctx, "workload", subscriptions.Workload, subscriptions.TenantID)
	return providers{connectivity: connectivity, workload: workload}, err
}

func newProvider(ctx *pulumi.Context, name, subscription, tenant string) (*azurenative.Provider, error) {
	provider, err := azurenative.NewProvider(ctx, name, &azurenative.ProviderArgs{
		SubscriptionId: pulumi.String(subscription),
		TenantId:       pulumi.String(tenant),
	})
	if err != nil {
		return nil, fmt.Errorf("provider for subscription %s: %w", name, err)
	}
	return provider, nil
}

// tags are on every resource that takes tags.
func tags(config Config, stack string) map[string]string {
	all := map[string]string{}
	for key, value := range config.Workload.Tags {
		all[key] = value
	}
	for key, value := range map[string]string{
		"team":               config.Workload.Team,
		"owner":              config.Workload.Owner,
		"costCenter":         config.Workload.CostCenter,
		"businessUnit":       config.Workload.BusinessUnit,
		"applicationId":      config.Workload.Application,
		"dataClassification": config.Workload.DataClassification,
		"environment":        string(config.Environment),
		"managedBy":          "pulumi",
		"stack":              stack,
	} {
		all[key] = value
	}
	return all
}
