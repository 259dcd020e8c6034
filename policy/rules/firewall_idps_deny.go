package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var firewallIDPSDeny = pack.Rule{
	ID:       "firewall-idps-deny",
	Title:    "Firewall stops attacks that it recognises",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Without intrusion detection in deny mode the firewall passes traffic that carries a known attack.",
	Absent:   "Azure leaves intrusion detection off; a policy with a base policy takes the stricter mode of the two.",
	Remedy:   "Set intrusionDetection.mode to Deny on a firewall policy of tier Premium.",
	Source:   "https://learn.microsoft.com/azure/firewall/premium-features#idps",
	Types:    []string{azure.TypeFirewallPolicy},
	Check: func(r pack.Resource) pack.Verdict {
		mode := r.At("intrusionDetection", "mode")
		return unlessInherited(r, mode, func() pack.Verdict { return mode.Or("Off").MustBe("Deny") })
	},
	Pass: pack.Examples{
		"deny":                         one(azure.TypeFirewallPolicy, "sku.tier", "Premium", "intrusionDetection.mode", "Deny"),
		"inherited, property left out": one(azure.TypeFirewallPolicy, "basePolicy.id", basePolicyID),
	},
	Fail: pack.Examples{
		"alert":                one(azure.TypeFirewallPolicy, "sku.tier", "Premium", "intrusionDetection.mode", "Alert"),
		"off":                  one(azure.TypeFirewallPolicy, "sku.tier", "Premium", "intrusionDetection.mode", "Off"),
		"property left out":    one(azure.TypeFirewallPolicy, "sku.tier", "Premium"),
		"tier without it":      one(azure.TypeFirewallPolicy, "sku.tier", "Standard"),
		"weaker than the base": one(azure.TypeFirewallPolicy, "basePolicy.id", basePolicyID, "intrusionDetection.mode", "Alert"),
	},
}

const basePolicyID = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/fw-policies-base"

// unlessInherited judges a property of a firewall policy, unless it is left out and the policy has a base policy.
func unlessInherited(r pack.Resource, property pack.Value, check func() pack.Verdict) pack.Verdict {
	inherited := property.Exists().Not().And(r.At("basePolicy", "id").IsSet())
	return pack.When(inherited, func() pack.Verdict { return pack.Skip("the base policy decides") }, check)
}
