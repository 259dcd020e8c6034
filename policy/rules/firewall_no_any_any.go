package rules

import (
	"slices"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var firewallNoAnyAny = pack.Rule{
	ID:       "firewall-no-any-any",
	Title:    "No firewall rule allows everything",
	Severity: pack.Critical,
	Level:    pack.Mandatory,
	Why:      "One rule that allows any destination on any port, or any web address, makes the firewall an expensive router.",
	Absent:   "A group without rules allows nothing, which is fine.",
	Remedy:   "Name destinations and ports in network rules, and FQDNs, FQDN tags or web categories in application rules.",
	Source:   "https://learn.microsoft.com/azure/firewall/rule-processing",
	Types:    firewallRuleTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return allowingRules(r, func(rule pack.Value) pack.Verdict {
			anywhere := anyOf(rule.At("destinationAddresses"), "*", "0.0.0.0/0").
				Or(anyOf(rule.At("destinationFqdns"), "*"))
			anyPort := anyOf(rule.At("destinationPorts"), "*", "0-65535", "1-65535")
			return pack.All(
				pack.When(anywhere.And(anyPort),
					func() pack.Verdict { return rule.Fail("must not allow every port of every destination") }, pack.Pass),
				pack.When(anyOf(rule.At("targetFqdns"), "*").Or(anyOf(rule.At("targetUrls"), "*")),
					func() pack.Verdict { return rule.Fail("must not allow every web address") }, pack.Pass),
			)
		})
	},
	Pass: pack.Examples{
		"any destination, one port": allowGroup(set("name", "ntp", "ruleType", "NetworkRule", "destinationAddresses", list("*"), "destinationPorts", list("123"))),
		"any port, one destination": allowGroup(set("name", "peer", "ruleType", "NetworkRule", "destinationAddresses", list("10.0.0.4"), "destinationPorts", list("*"))),
		"wildcard host":             allowGroup(set("name", "mcr", "ruleType", "ApplicationRule", "targetFqdns", list("*.data.mcr.microsoft.com"))),
		"FQDN tag":                  allowGroup(set("name", "aks", "ruleType", "ApplicationRule", "fqdnTags", list("AzureKubernetesService"))),
		"deny everything": one(azure.TypeFirewallPolicyRuleCollectionGroup, "ruleCollections", list(set(
			"name", "denied", "ruleCollectionType", "FirewallPolicyFilterRuleCollection", "action.type", "Deny",
			"rules", list(set("name", "all", "ruleType", "NetworkRule", "destinationAddresses", list("*"), "destinationPorts", list("*")))))),
		"rules left out":     one(azure.TypeFirewallPolicyRuleCollectionGroup, "priority", 200),
		"firewall by policy": one(azure.TypeAzureFirewall, "firewallPolicy.id", basePolicyID),
	},
	Fail: pack.Examples{
		"star, star":        allowGroup(set("name", "all", "ruleType", "NetworkRule", "destinationAddresses", list("*"), "destinationPorts", list("*"))),
		"zero, every port":  allowGroup(set("name", "all", "ruleType", "NetworkRule", "destinationAddresses", list("10.0.0.0/8", "0.0.0.0/0"), "destinationPorts", list("1-65535"))),
		"every web address": allowGroup(set("name", "web", "ruleType", "ApplicationRule", "targetFqdns", list("*"))),
		"every URL":         allowGroup(set("name", "web", "ruleType", "ApplicationRule", "targetUrls", list("*"))),
		"second rule":       allowGroup(set("name", "ok", "targetFqdns", list("mcr.microsoft.com")), set("name", "web", "targetFqdns", list("mcr.microsoft.com", "*"))),
		"classic network rule": one(azure.TypeAzureFirewall, "networkRuleCollections", list(set("name", "c", "action.type", "Allow",
			"rules", list(set("name", "all", "destinationAddresses", list("*"), "destinationPorts", list("*")))))),
		"classic application rule": one(azure.TypeAzureFirewall, "applicationRuleCollections", list(set("name", "c", "action.type", "Allow",
			"rules", list(set("name", "all", "targetFqdns", list("*")))))),
	},
}

// anyOf reports whether an array of texts holds one of the given ones.
func anyOf(array pack.Value, texts ...string) pack.Truth {
	found, known := array.Texts()
	switch {
	case slices.ContainsFunc(texts, func(text string) bool { return slices.Contains(found, text) }):
		return pack.True
	case !known:
		return pack.DontKnow(array.Path())
	default:
		return pack.False
	}
}
