package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noAppgwV1 = pack.Rule{
	ID:       "no-appgw-v1",
	Title:    "No Application Gateway of the first generation",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "The first generation was retired on 28 April 2026; Azure creates none and supports none.",
	Absent:   "A gateway whose SKU says nothing is no gateway of the first generation.",
	Remedy:   "Set sku.name and sku.tier to WAF_v2.",
	Source:   "https://learn.microsoft.com/azure/application-gateway/v1-retirement",
	Types:    []string{typeApplicationGateway},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.All(r.At("sku", "tier").MustNotBe("Standard", "WAF"),
			r.At("sku", "name").MustNotBe("Standard_Small", "Standard_Medium", "Standard_Large", "WAF_Medium", "WAF_Large"))
	},
	Pass: pack.Examples{
		"WAF_v2":       gateway("sku.name", "WAF_v2", "sku.tier", "WAF_v2"),
		"Standard_v2":  gateway("sku.name", "Standard_v2", "sku.tier", "Standard_v2"),
		"SKU left out": gateway("location", "westeurope"),
	},
	Fail: pack.Examples{
		"tier":    gateway("sku.name", "WAF_Medium", "sku.tier", "WAF"),
		"name":    gateway("sku.name", "Standard_Small"),
		"old API": one("azure-native:network/v20180601:ApplicationGateway", "sku.name", "Standard_Large", "sku.tier", "Standard"),
	},
}
