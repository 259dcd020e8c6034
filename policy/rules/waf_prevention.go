package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var wafPrevention = pack.Rule{
	ID:       "waf-prevention",
	Title:    "Web application firewall blocks attacks",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "In detection mode the firewall writes down that an attack came through, and lets it.",
	Absent:   "Azure only detects.",
	Remedy:   "Set policySettings.mode to Prevention and leave the policy enabled.",
	Source:   "https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview",
	Types:    []string{azure.TypeWebApplicationFirewallPolicy, typeFrontDoorPolicy, typeApplicationGateway},
	Check: func(r pack.Resource) pack.Verdict {
		settings := r.At("policySettings")
		switch r.Type() {
		case typeApplicationGateway:
			own := r.At("webApplicationFirewallConfiguration")
			return pack.When(own.Exists(),
				func() pack.Verdict {
					return pack.All(own.At("enabled").MustBe(true), own.At("firewallMode").MustBe("Prevention"))
				},
				func() pack.Verdict { return pack.Skip("the firewall policy decides") })
		case typeFrontDoorPolicy:
			return pack.All(settings.At("enabledState").Or("Enabled").MustBe("Enabled"), settings.At("mode").Or("Detection").MustBe("Prevention"))
		}
		return pack.All(settings.At("state").Or("Enabled").MustBe("Enabled"), settings.At("mode").Or("Detection").MustBe("Prevention"))
	},
	Pass: pack.Examples{
		"gateway policy":               one(azure.TypeWebApplicationFirewallPolicy, "policySettings.state", "Enabled", "policySettings.mode", "Prevention"),
		"gateway policy, other case":   one(azure.TypeWebApplicationFirewallPolicy, "policySettings.mode", "prevention"),
		"Front Door policy":            one(typeFrontDoorPolicy, "policySettings.enabledState", "Enabled", "policySettings.mode", "Prevention"),
		"gateway's own configuration":  gateway("webApplicationFirewallConfiguration.enabled", true, "webApplicationFirewallConfiguration.firewallMode", "Prevention"),
		"gateway, configuration of it": gateway("firewallPolicy.id", wafPolicyID),
	},
	Fail: pack.Examples{
		"detection":                   one(azure.TypeWebApplicationFirewallPolicy, "policySettings.mode", "Detection"),
		"disabled":                    one(azure.TypeWebApplicationFirewallPolicy, "policySettings.state", "Disabled", "policySettings.mode", "Prevention"),
		"settings left out":           one(azure.TypeWebApplicationFirewallPolicy, "location", "westeurope"),
		"Front Door, detection":       one(typeFrontDoorPolicy, "policySettings.mode", "Detection"),
		"Front Door, disabled":        one(typeFrontDoorPolicy, "policySettings.enabledState", "Disabled", "policySettings.mode", "Prevention"),
		"gateway's own configuration": gateway("webApplicationFirewallConfiguration.enabled", true, "webApplicationFirewallConfiguration.firewallMode", "Detection"),
		"gateway's own, disabled":     gateway("webApplicationFirewallConfiguration.enabled", false, "webApplicationFirewallConfiguration.firewallMode", "Prevention"),
	},
}
