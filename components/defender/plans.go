package defender

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/security"
)

// choice is what is chosen about a plan besides its tier.
type choice struct {
	// subPlan is how it is charged: by what is watched, not by what happens, so that the bill can be foreseen.
	subPlan string
	// extensions are the parts of the plan to turn on.
	extensions []string
}

// choices are the plans that can be turned on.
// Sources: plansSource; https://github.com/Azure/azure-policy, built-in-policies/policyDefinitions/Security Center
var choices = map[string]choice{
	PlanContainers: {extensions: []string{
		"AgentlessDiscoveryForKubernetes", "ContainerRegistriesVulnerabilityAssessments", "ContainerSensor",
	}},
	PlanKeyVaults: {subPlan: "PerKeyVault"},
	PlanArm:       {subPlan: "PerSubscription"},
}

// newPlans turns the plans on, one after the other: Azure changes one plan of a subscription at a time. Every plan exists
// in every subscription, which azure-native would take for somebody else's, so each is imported and then changed; and no
// plan can be deleted, so each stays as it is when the stack goes. See security.Pricing for the sources.
// Source: https://github.com/Azure/CanadaPubSecALZ/issues/305 (one at a time)
func newPlans(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) error {
	var before []pulumi.Resource
	for _, plan := range args.Settings.Plans {
		scope := azure.SubscriptionID(args.SubscriptionID)
		pricing := &security.PricingArgs{
			PricingName: pulumi.String(plan), PricingTier: pulumi.String("Standard"), ScopeId: pulumi.String(strings.TrimPrefix(scope, "/")),
		}
		if subPlan := choices[plan].subPlan; subPlan != "" {
			pricing.SubPlan = pulumi.String(subPlan)
		}
		if parts := choices[plan].extensions; len(parts) > 0 {
			extensions := security.ExtensionArray{}
			for _, part := range parts {
				extensions = append(extensions, security.ExtensionArgs{IsEnabled: pulumi.String("True"), Name: pulumi.String(part)})
			}
			pricing.Extensions = extensions
		}
		made, err := security.NewPricing(ctx, name+"-plan-"+strings.ToLower(plan), pricing, parent, pulumi.DependsOn(before), pulumi.RetainOnDelete(true),
			pulumi.Import(pulumi.ID(scope+"/providers/Microsoft.Security/pricings/"+plan)))
		if err != nil {
			return fmt.Errorf("plan %s: %w", plan, err)
		}
		before = []pulumi.Resource{made}
	}
	return nil
}
