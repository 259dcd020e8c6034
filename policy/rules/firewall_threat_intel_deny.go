package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var firewallThreatIntelDeny = pack.Rule{
	ID:       "firewall-threat-intel-deny",
	Title:    "Firewall blocks known malicious addresses",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "In alert mode the firewall writes down that a pod called a known attacker, and lets it.",
	Absent:   "Azure only alerts; a policy with a base policy takes the stricter mode of the two.",
	Remedy:   "Set threatIntelMode to Deny on the firewall policy, or on a firewall without a policy.",
	Source:   "https://learn.microsoft.com/azure/firewall/threat-intel",
	Types:    []string{azure.TypeFirewallPolicy, azure.TypeAzureFirewall},
	Check: func(r pack.Resource) pack.Verdict {
		mode := r.At("threatIntelMode")
		if r.Type() == azure.TypeAzureFirewall {
			return pack.When(r.At("firewallPolicy", "id").IsSet(),
				func() pack.Verdict { return pack.Skip("the firewall policy decides") },
				func() pack.Verdict { return mode.Or("Alert").MustBe("Deny") })
		}
		return unlessInherited(r, mode, func() pack.Verdict { return mode.Or("Alert").MustBe("Deny") })
	},
	Pass: pack.Examples{
		"policy":                       one(azure.TypeFirewallPolicy, "threatIntelMode", "Deny"),
		"firewall with policy":         one(azure.TypeAzureFirewall, "firewallPolicy.id", basePolicyID),
		"classic firewall":             one(azure.TypeAzureFirewall, "threatIntelMode", "Deny"),
		"inherited, property left out": one(azure.TypeFirewallPolicy, "basePolicy.id", basePolicyID),
	},
	Fail: pack.Examples{
		"alert":                               one(azure.TypeFirewallPolicy, "threatIntelMode", "Alert"),
		"off":                                 one(azure.TypeFirewallPolicy, "threatIntelMode", "Off"),
		"property left out":                   one(azure.TypeFirewallPolicy, "sku.tier", "Premium"),
		"classic firewall":                    one(azure.TypeAzureFirewall, "threatIntelMode", "Alert"),
		"classic firewall, property left out": one(azure.TypeAzureFirewall, "sku.tier", "Standard"),
		"weaker than the base":                one(azure.TypeFirewallPolicy, "basePolicy.id", basePolicyID, "threatIntelMode", "Alert"),
	},
}
