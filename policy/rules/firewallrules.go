package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// firewallRuleTypes are the two places where firewall rules are declared: rule collection groups of a policy, and the
// collections of a firewall without a policy.
var firewallRuleTypes = []string{azure.TypeFirewallPolicyRuleCollectionGroup, azure.TypeAzureFirewall}

// allowingRules judges every firewall rule that lets traffic out: the network and application rules in collections with
// the action Allow.
func allowingRules(r pack.Resource, check func(rule pack.Value) pack.Verdict) pack.Verdict {
	collections := []pack.Value{r.At("ruleCollections")}
	action := func(collection pack.Value) pack.Value { return collection.At("action", "type") }
	if r.Type() == azure.TypeAzureFirewall {
		collections = []pack.Value{r.At("networkRuleCollections"), r.At("applicationRuleCollections")}
	}
	var verdicts []pack.Verdict
	for _, c := range collections {
		verdicts = append(verdicts, c.Each(func(collection pack.Value) pack.Verdict {
			allows := action(collection).Is("Allow").And(collection.At("ruleCollectionType").Is("FirewallPolicyNatRuleCollection").Not())
			return pack.When(allows, func() pack.Verdict { return collection.At("rules").Each(check) }, pack.Pass)
		}))
	}
	return pack.All(verdicts...)
}

// allowGroup is the example of a rule collection group with one collection that allows the given rules.
func allowGroup(rules ...any) pack.Example {
	return one(azure.TypeFirewallPolicyRuleCollectionGroup, "ruleCollections", list(set(
		"name", "allowed", "ruleCollectionType", "FirewallPolicyFilterRuleCollection", "action.type", "Allow", "rules", list(rules...))))
}
