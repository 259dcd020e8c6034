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
	Why:      "A paid control plane and a Premium firewall in dev cost as much as in prod and protect nothing there.",
	Absent:   "Azure chooses the Free tier and a Standard firewall.",
	Remedy:   "In dev set sku.tier of a cluster to Free, and of a firewall and its policy to Standard or Basic.",
	Source:   "https://learn.microsoft.com/azure/aks/best-practices-cost",
	Types:    []string{azure.TypeManagedCluster, azure.TypeAzureFirewall, azure.TypeFirewallPolicy},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Class() != pack.Dev {
			return pack.Skip("the stack is not of class dev")
		}
		if r.Type() == azure.TypeManagedCluster {
			return r.At("sku", "tier").Or("Free").MustBe("Free")
		}
		return r.At("sku", "tier").MustNotBe("Premium")
	},
	Pass: pack.Examples{
		"free cluster":      cluster("sku.tier", "Free").In(pack.Dev),
		"tier left out":     cluster("location", "westeurope").In(pack.Dev),
		"standard firewall": one(azure.TypeAzureFirewall, "sku.tier", "Standard").In(pack.Dev),
		"prod":              cluster("sku.tier", "Standard"),
	},
	Fail: pack.Examples{
		"paid cluster":     cluster("sku.tier", "Standard").In(pack.Dev),
		"premium firewall": one(azure.TypeAzureFirewall, "sku.tier", "Premium").In(pack.Dev),
		"premium policy":   one(azure.TypeFirewallPolicy, "sku.tier", "Premium").In(pack.Dev),
	},
}
