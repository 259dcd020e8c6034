package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var defenderPlan = pack.Rule{
	ID:       "defender-plan",
	Title:    "Defender for Cloud watches the subscription",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "A plan is for a whole subscription and has a price for each node and vault.",
	Why:      "Without the plans nobody scans images, reads the cluster's audit log for attacks, or notices who empties a vault.",
	Absent:   "Every plan is there in every subscription, with the tier Free, which is off.",
	Remedy: "Add a Pricing with pricingTier Standard for each of the plans, or configure which plans another stack of the subscription " +
		"looks after.",
	Source: "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
	Types:  []string{azure.TypeManagedCluster},
	Settings: []pack.Setting{{
		Name: "requiredPlans", Kind: pack.StringList, Default: []string{"Containers", "KeyVaults", "Arm"},
		Description: "plans of Defender for Cloud that a stack with a cluster turns on",
	}},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, plan := range s.Strings("requiredPlans") {
			on := pack.False
			for _, p := range s.Of(azure.TypePricing) {
				on = on.Or(p.At("pricingName").Is(plan).And(p.At("pricingTier").Is("Standard")))
			}
			verdicts = append(verdicts, pack.When(on, pack.Pass, func() pack.Verdict { return s.Fail("no Pricing turns on the plan %s", plan) }))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"all three":  pack.Together(aks(), defended("Containers", "Standard"), defended("KeyVaults", "Standard"), defended("Arm", "standard")),
		"configured": pack.Together(aks(), defended("Containers", "Standard")).With("requiredPlans", list("Containers")),
		"versioned": pack.Together(aks(), object("p", "azure-native:security/v20240101:Pricing", "pricingName", "Arm", "pricingTier", "Standard")).
			With("requiredPlans", list("Arm")),
	},
	Fail: pack.Examples{
		"plans left out": pack.Together(aks()),
		"one left out":   pack.Together(aks(), defended("Containers", "Standard"), defended("Arm", "Standard")),
		"free":           pack.Together(aks(), defended("Containers", "Free"), defended("KeyVaults", "Standard"), defended("Arm", "Standard")),
		"tier left out":  pack.Together(aks(), object("c", azure.TypePricing, "pricingName", "Containers")).With("requiredPlans", list("Containers")),
		"configured":     pack.Together(aks(), defended("Containers", "Standard")).With("requiredPlans", list("Containers", "Dns")),
	},
}

func defended(plan, tier string) pack.ExampleResource {
	return object("plan"+plan, azure.TypePricing, "pricingName", plan, "pricingTier", tier)
}
