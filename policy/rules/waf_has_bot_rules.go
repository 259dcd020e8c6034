package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var wafHasBotRules = pack.Rule{
	ID:       "waf-has-bot-rules",
	Title:    "Web application firewall knows bots",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "A large part of attacks comes from bots that core rules, which look at single requests, let pass.",
	Absent:   "Azure adds no rules against bots by itself.",
	Remedy:   "Add Microsoft_BotManagerRuleSet to managedRules.managedRuleSets.",
	Source:   "https://learn.microsoft.com/azure/web-application-firewall/ag/bot-protection-overview",
	Types:    []string{azure.TypeWebApplicationFirewallPolicy, typeFrontDoorPolicy},
	Check: func(r pack.Resource) pack.Verdict {
		sets := r.At("managedRules", "managedRuleSets")
		items, known := sets.Items()
		if !known {
			return sets.Undecided()
		}
		found := pack.False
		for _, set := range items {
			found = found.Or(set.At("ruleSetType").Is("Microsoft_BotManagerRuleSet"))
		}
		return pack.When(found, pack.Pass, func() pack.Verdict { return sets.Fail("must include Microsoft_BotManagerRuleSet") })
	},
	Pass: pack.Examples{
		"gateway":    one(azure.TypeWebApplicationFirewallPolicy, "managedRules.managedRuleSets", list(set("ruleSetType", "Microsoft_DefaultRuleSet", "ruleSetVersion", "2.1"), set("ruleSetType", "Microsoft_BotManagerRuleSet", "ruleSetVersion", "1.1"))),
		"Front Door": one(typeFrontDoorPolicy, "managedRules.managedRuleSets", list(set("ruleSetType", "Microsoft_BotManagerRuleSet", "ruleSetVersion", "1.1"))),
	},
	Fail: pack.Examples{
		"gateway":                 one(azure.TypeWebApplicationFirewallPolicy, "managedRules.managedRuleSets", list(set("ruleSetType", "OWASP", "ruleSetVersion", "3.2"))),
		"gateway, sets left out":  one(azure.TypeWebApplicationFirewallPolicy, "policySettings.mode", "Prevention"),
		"Front Door":              one(typeFrontDoorPolicy, "managedRules.managedRuleSets", list(set("ruleSetType", "Microsoft_DefaultRuleSet", "ruleSetVersion", "2.1"))),
		"Front Door without sets": one(typeFrontDoorPolicy, "managedRules.managedRuleSets", list()),
	},
}
