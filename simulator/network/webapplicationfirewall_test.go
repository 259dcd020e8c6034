package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func ruleSet(kind, version string, more ...object) object {
	set := object{"ruleSetType": kind, "ruleSetVersion": version}
	for _, m := range more {
		set = with(set, m)
	}
	return set
}

func firewallRules(more object, sets ...any) object {
	if sets == nil {
		sets = list(ruleSet("Microsoft_DefaultRuleSet", "2.1"), ruleSet("Microsoft_BotManagerRuleSet", "1.1"))
	}
	return with(object{"policyName": "waf", "policySettings": object{"state": "Enabled", "mode": "Prevention", "fileUploadLimitInMb": 10., "requestBodyCheck": true},
		"managedRules": object{"managedRuleSets": sets}}, more)
}

func customRule(more object) object {
	return object{"customRules": list(with(object{"name": "block", "priority": 1., "action": "Block", "ruleType": "MatchRule", "matchConditions": list(object{
		"operator": "IPMatch", "matchValues": list("203.0.113.0/24"), "matchVariables": list(object{"variableName": "RemoteAddr"})})}, more))}
}

func TestWebApplicationFirewallPolicy(t *testing.T) {
	w := newWorld(t)
	made := w.make(azure.TypeWebApplicationFirewallPolicy, firewallRules(customRule(nil)))
	assert.Equal(t, "Enabled", made.Outputs["resourceState"])
	w.change(made, firewallRules(nil, ruleSet("OWASP", "3.2"), ruleSet("Microsoft_BotManagerRuleSet", "1.0")))
	w.change(made, firewallRules(customRule(object{"ruleType": "RateLimitRule", "rateLimitDuration": "OneMin", "rateLimitThreshold": 100.})))
}

func TestWebApplicationFirewallPoliciesThatAzureRefuses(t *testing.T) {
	drs := ruleSet("Microsoft_DefaultRuleSet", "2.1")
	override := object{"ruleGroupOverrides": list(object{"ruleGroupName": "REQUEST-942", "rules": list(object{"ruleId": "942100", "action": "Block"})})}
	cases := map[string]struct {
		inputs object
		code   engine.Code
		says   string
	}{
		"two core sets":             {firewallRules(nil, ruleSet("OWASP", "3.2"), drs), network.CodeBadRequest, "one core rule set only"},
		"no set":                    {firewallRules(object{"managedRules": object{"managedRuleSets": list()}}), network.CodeBadRequest, "at least one managed rule set"},
		"unknown version":           {firewallRules(nil, ruleSet("OWASP", "2.1")), network.CodeWAFUnknownRuleSet, "'2.1' is unsupported"},
		"unknown set":               {firewallRules(nil, ruleSet("Contoso", "1.0")), network.CodeWAFUnknownRuleSet, "'Contoso'"},
		"mode":                      {firewallRules(object{"policySettings": object{"mode": "Sleep"}}), engine.CodeInvalidRequestContent, "Prevention, Detection"},
		"large files":               {firewallRules(object{"policySettings": object{"fileUploadLimitInMb": 4001.}}), network.CodeBadRequest, "between 1 and 4000"},
		"large files, old rules":    {firewallRules(object{"policySettings": object{"fileUploadLimitInMb": 751.}}, ruleSet("OWASP", "3.1")), network.CodeBadRequest, "between 1 and 750"},
		"inspection of old rules":   {firewallRules(object{"policySettings": object{"requestBodyInspectLimitInKB": 64.}}, ruleSet("OWASP", "3.1")), network.CodeWAFInspectionLimit, "not supported"},
		"action in old rules":       {firewallRules(nil, ruleSet("OWASP", "3.1", override)), network.CodeWAFRuleAction, "'3.1'"},
		"priority":                  {firewallRules(customRule(object{"priority": 101.})), network.CodeBadRequest, "between 1 and 100"},
		"rule without conditions":   {firewallRules(customRule(object{"matchConditions": list()})), network.CodeBadRequest, "no conditions"},
		"rate limit without rate":   {firewallRules(customRule(object{"ruleType": "RateLimitRule"})), network.CodeBadRequest, "rateLimitDuration"},
		"rate without a limit":      {firewallRules(customRule(object{"rateLimitThreshold": 10.})), network.CodeBadRequest, "rateLimitThreshold"},
		"two rules of one priority": {firewallRules(object{"customRules": append(customRule(nil)["customRules"].([]any), customRule(object{"name": "b"})["customRules"].([]any)...)}), network.CodeBadRequest, "have priority 1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			newWorld(t).refuse(c.code, c.says, azure.TypeWebApplicationFirewallPolicy, c.inputs)
		})
	}
}
