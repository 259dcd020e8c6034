package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksTierStandard = pack.Rule{
	ID:       "aks-tier-standard",
	Title:    "Control plane has an availability guarantee",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev is nobody's promise: the free tier has no SLA and costs nothing.",
	Why:      "The Free tier promises no availability and throttles the API server of all but small clusters.",
	Absent:   "Azure chooses the Free tier.",
	Remedy:   "Set sku.tier to Standard, or to Premium for long-term support.",
	Source:   "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("sku", "tier").Or("Free").MustBeOneOf("Standard", "Premium")
	},
	Pass: pack.Examples{
		"standard": cluster("sku.name", "Base", "sku.tier", "Standard"),
		"premium":  cluster("sku.name", "Base", "sku.tier", "Premium"),
	},
	Fail: pack.Examples{
		"free":          cluster("sku.tier", "Free"),
		"tier left out": cluster("sku.name", "Base"),
		"sku left out":  cluster(),
	},
}
