package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var acrPremiumPrivate = pack.Rule{
	ID:       "acr-premium-private",
	Title:    "Registry is reached through private endpoints only",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Whoever can reach the registry can try to pull the company's images or push others under their names.",
	Absent:   "Azure opens the registry to the internet, and refuses one without a tier.",
	Remedy:   "Set sku.name to Premium, which private endpoints need, and publicNetworkAccess to Disabled.",
	Source:   "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
	Types:    []string{azure.TypeRegistry},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.All(
			r.At("sku", "name").MustBe("Premium"),
			r.At("publicNetworkAccess").Or("Enabled").MustBe("Disabled"),
		)
	},
	Pass: pack.Examples{
		"closed":        one(azure.TypeRegistry, "sku.name", "Premium", "publicNetworkAccess", "Disabled"),
		"in other case": one("azure-native:containerregistry/v20230701:Registry", "sku.name", "premium", "publicNetworkAccess", "disabled"),
	},
	Fail: pack.Examples{
		"open":            one(azure.TypeRegistry, "sku.name", "Premium", "publicNetworkAccess", "Enabled"),
		"network rules":   one(azure.TypeRegistry, "sku.name", "Premium", "networkRuleSet.defaultAction", "Deny"),
		"lower tier":      one(azure.TypeRegistry, "sku.name", "Standard", "publicNetworkAccess", "Disabled"),
		"access left out": one(azure.TypeRegistry, "sku.name", "Premium"),
		"tier left out":   one(azure.TypeRegistry, "publicNetworkAccess", "Disabled"),
	},
}
