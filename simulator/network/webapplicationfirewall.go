package network

import (
	"slices"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func webApplicationFirewallPolicy() *engine.Type {
	return &engine.Type{
		Token: azure.TypeWebApplicationFirewallPolicy, Versions: versions, APIVersion: apiVersion,
		ARMType: armWAFPolicy, Names: []string{"policyName"},
		Args: sdk.WebApplicationFirewallPolicyArgs{}, State: sdk.WebApplicationFirewallPolicy{},
		Check: checkWAFPolicy,
		Put: func(op *engine.Operation) error {
			op.Default("Enabled", "policySettings", "state")
			op.Default("Detection", "policySettings", "mode")
			op.Default(true, "policySettings", "requestBodyCheck")
			op.Default(100, "policySettings", "fileUploadLimitInMb")
			op.Default(128, "policySettings", "maxRequestBodySizeInKb")
			op.Default([]any{}, "customRules")
			op.Default([]any{}, "managedRules", "exclusions")
			op.Set("Enabled", "resourceState")
			return nil
		},
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armAppGateway) {
				return nil
			}
			return CodeBadRequest.Errorf("Web application firewall policy %s is in use by %s and cannot be deleted.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"The policy has one set of core rules, OWASP or Microsoft's, in a version that exists, and may have further sets of other kinds.",
			"What the engine of older rule sets lacks is refused: own inspection limits, and actions of single rules.",
			"Custom rules have names and priorities of their own, 1 to 100; one that limits rates says how many requests in what time.",
			"A policy that a gateway uses cannot be deleted.",
		},
		Codes: []engine.Code{CodeWAFUnknownRuleSet, CodeWAFInspectionLimit, CodeWAFRuleAction, CodeBadRequest},
	}
}

// ruleSets are the managed rule sets and their versions, with the core ones marked.
// Source: https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules
var ruleSets = map[string]struct {
	core     bool
	versions []string
}{
	"owasp":                       {true, []string{"3.0", "3.1", "3.2"}},
	"microsoft_defaultruleset":    {true, []string{"2.1", "2.2"}},
	"microsoft_botmanagerruleset": {false, []string{"0.1", "1.0", "1.1"}},
	"microsoft_httpddosruleset":   {false, []string{"1.0"}},
}

// oldEngine are the versions of OWASP that the older engine runs.
// Source: https://learn.microsoft.com/azure/web-application-firewall/ag/waf-engine
var oldEngine = []string{"3.0", "3.1"}

func checkWAFPolicy(c *engine.Check) {
	sets := c.Inputs.At("managedRules", "managedRuleSets")
	if sets.Known() && len(sets.Items()) == 0 {
		c.Failf(sets, CodeBadRequest, "Web application firewall policy %s must have at least one managed rule set.", c.Name())
	}
	core, old := 0, false
	for _, set := range sets.Items() {
		kind, version := set.At("ruleSetType"), set.At("ruleSetVersion")
		if !kind.Known() || !version.Known() {
			continue
		}
		known, ok := ruleSets[strings.ToLower(kind.Text())]
		if !ok || !slices.Contains(known.versions, version.Text()) {
			c.Failf(version, CodeWAFUnknownRuleSet, "RuleSetVersion '%s' is unsupported for specified RuleSetType '%s' for Application Gateway "+
				"Firewall in context '%s'.", version.Text(), kind.Text(), c.Name())
			continue
		}
		core += boolInt(known.core)
		outdated := known.core && slices.Contains(oldEngine, version.Text())
		old = old || outdated
		if outdated {
			checkRuleActions(c, set)
		}
	}
	if core > 1 {
		c.Failf(sets, CodeBadRequest, "Web application firewall policy %s can have one core rule set only.", c.Name())
	}
	checkWAFSettings(c, old)
	checkCustomRules(c)
}

// checkRuleActions refuses actions of single rules, which the older engine does not have.
func checkRuleActions(c *engine.Check, set engine.Value) {
	for _, group := range set.At("ruleGroupOverrides").Items() {
		for _, rule := range group.At("rules").Items() {
			if action := rule.At("action"); action.Present() && action.Known() && !strings.EqualFold(action.Text(), "AnomalyScoring") {
				c.Failf(action, CodeWAFRuleAction, "RuleSet Version '%s' does not support Per Rule Actions for resource %s.", set.At("ruleSetVersion").Text(), c.Name())
			}
		}
	}
}

// checkWAFSettings judges the limits.
// Source: https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits
func checkWAFSettings(c *engine.Check, old bool) {
	settings := c.Inputs.At("policySettings")
	files, body := 4000, 2000
	if old {
		files, body = 750, 128
		if at := settings.At("requestBodyInspectLimitInKB"); at.Present() {
			c.Failf(at, CodeWAFInspectionLimit, "Inspection Limit feature is not supported for the current ruleset versions in context '%s'.", c.Name())
		}
	}
	c.Range(settings.At("fileUploadLimitInMb"), CodeBadRequest, 1, files)
	c.Range(settings.At("maxRequestBodySizeInKb"), CodeBadRequest, 8, body)
	c.Range(settings.At("requestBodyInspectLimitInKB"), CodeBadRequest, 8, body)
	c.Range(settings.At("jsChallengeCookieExpirationInMins"), CodeBadRequest, 5, 1440)
}

// checkCustomRules judges the policy's own rules.
// Source: https://learn.microsoft.com/azure/web-application-firewall/ag/custom-waf-rules-overview
func checkCustomRules(c *engine.Check) {
	rules := c.Inputs.At("customRules")
	uniqueNames(c, rules)
	taken := map[int]bool{}
	for _, rule := range rules.Items() {
		name, priority := rule.At("name").Text(), rule.At("priority")
		c.Range(priority, CodeBadRequest, 1, 100)
		if n := priority.Int(); n > 0 && taken[n] {
			c.Failf(priority, CodeBadRequest, "Two custom rules of web application firewall policy %s have priority %d.", c.Name(), n)
		} else {
			taken[n] = true
		}
		if conditions := rule.At("matchConditions"); conditions.Known() && len(conditions.Items()) == 0 {
			c.Failf(conditions, CodeBadRequest, "Custom rule %s of web application firewall policy %s has no conditions.", name, c.Name())
		}
		limits := strings.EqualFold(rule.At("ruleType").Text(), "RateLimitRule")
		for _, property := range []string{"rateLimitDuration", "rateLimitThreshold"} {
			if at := rule.At(property); limits != at.Present() && rule.At("ruleType").Known() {
				c.Failf(at, CodeBadRequest, "Custom rule %s of web application firewall policy %s has %s exactly when it limits rates.", name, c.Name(), property)
			}
		}
	}
}
