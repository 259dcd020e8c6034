package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var keyVaultFirewall = pack.Rule{
	ID:       "keyvault-firewall",
	Title:    "The vault's firewall is closed",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A vault that answers the whole internet is protected by one leaked credential less.",
	Absent:   "Azure lets every network in.",
	Remedy: "Set properties.networkAcls.defaultAction to Deny, and open no address in prod; elsewhere none but those of your own " +
		"network.",
	Source: "https://learn.microsoft.com/azure/key-vault/general/network-security",
	Types:  []string{azure.TypeVault},
	Check: func(r pack.Resource) pack.Verdict {
		acls := r.At("properties", "networkAcls")
		rules := acls.At("ipRules")
		addresses := func() pack.Verdict {
			return rules.Each(func(rule pack.Value) pack.Verdict { return rule.At("value").MustNotBe("0.0.0.0/0", "0.0.0.0") })
		}
		if r.Class() == pack.Prod {
			addresses = rules.MustNotBeSet
		}
		return pack.All(acls.At("defaultAction").Or("Allow").MustBe("Deny"), addresses())
	},
	Pass: pack.Examples{
		"closed":                     vault("networkAcls.defaultAction", "Deny", "networkAcls.bypass", "AzureServices"),
		"closed, no addresses":       vault("networkAcls.defaultAction", "Deny", "networkAcls.ipRules", list()),
		"address of the team in dev": vault("networkAcls.defaultAction", "Deny", "networkAcls.ipRules", list(pack.Map{"value": "20.0.0.1"})).In(pack.Dev),
	},
	Fail: pack.Examples{
		"open":                       vault("networkAcls.defaultAction", "Allow"),
		"action left out":            vault("networkAcls.bypass", "AzureServices"),
		"rules left out":             vault("publicNetworkAccess", "Disabled"),
		"rules left out in dev":      vault("publicNetworkAccess", "Disabled").In(pack.Dev),
		"address in prod":            vault("networkAcls.defaultAction", "Deny", "networkAcls.ipRules", list(pack.Map{"value": "20.0.0.1"})),
		"every address in dev":       vault("networkAcls.defaultAction", "Deny", "networkAcls.ipRules", list(pack.Map{"value": "0.0.0.0/0"})).In(pack.Dev),
		"open, one address, in prod": vault("networkAcls.defaultAction", "Allow", "networkAcls.ipRules", list(pack.Map{"value": "20.0.0.1"})),
	},
}
