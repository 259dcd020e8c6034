package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var devNotOversized = pack.Rule{
	ID:       "dev-not-oversized",
	Title:    "Development costs what development needs",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why: "A paid control plane, a Premium firewall, a Bastion host, gateway instances that wait, copies of the registry and Defender plans " +
		"cost as much in dev as in prod and protect nothing there.",
	Absent: "Azure chooses the Free tier, a Standard firewall and no instance that waits.",
	Remedy: "In dev set sku.tier of a cluster to Free, and of a firewall and its policy to Standard or Basic, " +
		"autoscaleConfiguration.minCapacity of an Application Gateway to 0, and leave Bastion hosts, replications and Defender plans out.",
	Source: "https://learn.microsoft.com/azure/aks/best-practices-cost",
	Types: []string{
		azure.TypeManagedCluster, azure.TypeAzureFirewall, azure.TypeFirewallPolicy, azure.TypeApplicationGateway, azure.TypeBastionHost,
		azure.TypeReplication, azure.TypePricing,
	},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Class() != pack.Dev {
			return pack.Skip("the stack is not of class dev")
		}
		switch r.Type() {
		case azure.TypeManagedCluster:
			return r.At("sku", "tier").Or("Free").MustBe("Free")
		case azure.TypeApplicationGateway:
			return r.At("autoscaleConfiguration", "minCapacity").Or(0).MustBe(0)
		case azure.TypeBastionHost:
			return r.Fail("a development environment needs no Bastion host of its own")
		case azure.TypeReplication:
			return r.Fail("a development environment needs no copy of its registry")
		case azure.TypePricing:
			return r.At("pricingTier").MustNotBe("Standard")
		}
		return r.At("sku", "tier").MustNotBe("Premium")
	},
	Pass: pack.Examples{
		"free cluster":      cluster("sku.tier", "Free").In(pack.Dev),
		"tier left out":     cluster("location", "westeurope").In(pack.Dev),
		"standard firewall": one(azure.TypeAzureFirewall, "sku.tier", "Standard").In(pack.Dev),
		"gateway from none": one(azure.TypeApplicationGateway, "autoscaleConfiguration.minCapacity", 0).In(pack.Dev),
		"free plan":         one(azure.TypePricing, "pricingName", "Arm", "pricingTier", "Free").In(pack.Dev),
		"prod":              cluster("sku.tier", "Standard"),
		"prod, Bastion":     one(azure.TypeBastionHost, "sku.name", "Standard"),
	},
	Fail: pack.Examples{
		"paid cluster":     cluster("sku.tier", "Standard").In(pack.Dev),
		"premium firewall": one(azure.TypeAzureFirewall, "sku.tier", "Premium").In(pack.Dev),
		"premium policy":   one(azure.TypeFirewallPolicy, "sku.tier", "Premium").In(pack.Dev),
		"gateway in wait":  one(azure.TypeApplicationGateway, "autoscaleConfiguration.minCapacity", 2).In(pack.Dev),
		"Bastion":          one(azure.TypeBastionHost, "sku.name", "Standard").In(pack.Dev),
		"second registry":  one(azure.TypeReplication, "location", "northeurope").In(pack.Dev),
		"Defender plan":    one(azure.TypePricing, "pricingName", "Arm", "pricingTier", "Standard").In(pack.Dev),
	},
}
