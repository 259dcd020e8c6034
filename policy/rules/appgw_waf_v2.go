package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var appgwWAFv2 = pack.Rule{
	ID:       "appgw-waf-v2",
	Title:    "Application Gateway has a web application firewall",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Behind a gateway without a firewall every workload has to fend off attacks on web applications by itself.",
	Absent:   "A SKU without firewall, or a firewall without a policy of its own, inspects nothing or what is being retired.",
	Remedy:   "Set sku.name and sku.tier to WAF_v2, and firewallPolicy.id to a WebApplicationFirewallPolicy.",
	Source:   "https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview",
	Types:    []string{typeApplicationGateway},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.All(r.At("sku", "name").MustBe("WAF_v2"), r.At("sku", "tier").MustBe("WAF_v2"), r.At("firewallPolicy").MustBeSet())
	},
	Pass: pack.Examples{
		"WAF_v2":               gateway("sku.name", "WAF_v2", "sku.tier", "WAF_v2", "firewallPolicy.id", wafPolicyID),
		"policy not known yet": gateway("sku.name", "WAF_v2", "sku.tier", "WAF_v2", "firewallPolicy.id", pack.Unknown),
	},
	Fail: pack.Examples{
		"Standard_v2":     gateway("sku.name", "Standard_v2", "sku.tier", "Standard_v2"),
		"Basic":           gateway("sku.name", "Basic", "sku.tier", "Basic", "firewallPolicy.id", wafPolicyID),
		"WAF":             gateway("sku.name", "WAF_Medium", "sku.tier", "WAF", "firewallPolicy.id", wafPolicyID),
		"tier left out":   gateway("sku.name", "WAF_v2", "firewallPolicy.id", wafPolicyID),
		"SKU left out":    gateway("firewallPolicy.id", wafPolicyID),
		"policy left out": gateway("sku.name", "WAF_v2", "sku.tier", "WAF_v2", "webApplicationFirewallConfiguration.enabled", true),
	},
}

const wafPolicyID = exampleGroupID + "/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-example"
