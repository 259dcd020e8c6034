package network

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func ruleCollectionGroup() *engine.Type {
	return &engine.Type{
		Token: azure.TypeFirewallPolicyRuleCollectionGroup, Versions: versions, APIVersion: apiVersion,
		ARMType: armRuleGroup, Names: []string{"firewallPolicyName", "ruleCollectionGroupName"},
		Args: sdk.FirewallPolicyRuleCollectionGroupArgs{}, State: sdk.FirewallPolicyRuleCollectionGroup{},
		Check:     checkRuleGroup,
		Put:       putRuleGroup,
		Exclusive: ofPolicy,
		Models: []string{
			"Groups and collections have a priority from 100 to 65000; collections of a group have different names and priorities.",
			"A collection holds rules of one kind; NAT rules stand in NAT collections.",
			"A rule says where traffic comes from, where it goes, and by which protocol and port.",
			"In names of application rules * stands only at the very left; names of network rules have none, and need the policy's DNS proxy.",
			"Service tags, FQDN tags, addresses and ports are such that Azure knows them.",
			"TLS inspection, URL filtering and web categories need a Premium policy.",
			"One write at a time to a policy and its rule collection groups, and none while its firewall is being written.",
		},
		Codes: []engine.Code{CodeHigherTierOnly, CodeDNSProxyMustBeEnabled, CodeInvalidResourceReference, CodeBadRequest,
			engine.CodeAnotherOperationInProgress, engine.CodeParentResourceNotFound},
	}
}

// ofPolicy makes writes to the groups of one policy exclude one another.
func ofPolicy(op *engine.Operation) []string {
	policy, _ := op.ID.Parent()
	return []string{policy.String()}
}

// fqdnTags are the tags that application rules may name, in lower case.
// Source: https://learn.microsoft.com/azure/firewall/fqdn-tags
var fqdnTags = map[string]bool{
	"windowsupdate": true, "windowsdiagnostics": true, "microsoftactiveprotectionservice": true,
	"appserviceenvironment": true, "azurebackup": true, "azurehdinsight": true, "hdinsight": true,
	"windowsvirtualdesktop": true, "azurekubernetesservice": true, "windows365": true, "microsoftintune": true,
	"citrixhdxplusforwindows365": true,
}

func checkRuleGroup(c *engine.Check) {
	c.Range(c.Inputs.At("priority"), CodeBadRequest, 100, 65000)
	collections := c.Inputs.At("ruleCollections")
	uniqueNames(c, collections)
	priorities := map[int]string{}
	for _, collection := range collections.Items() {
		if !collection.Known() {
			continue
		}
		name, priority := collection.At("name").Text(), collection.At("priority")
		if priority.Absent() {
			c.Failf(collection, CodeBadRequest, "Rule collection %s has no priority.", name)
		}
		c.Range(priority, CodeBadRequest, 100, 65000)
		if priority.Known() && priority.Present() {
			if other, twice := priorities[priority.Int()]; twice {
				c.Failf(priority, CodeBadRequest, "Rule collections %s and %s have the same priority %d.", other, name, priority.Int())
			}
			priorities[priority.Int()] = name
		}
		checkCollection(c, collection, name)
	}
}

func checkCollection(c *engine.Check, collection engine.Value, name string) {
	if collection.At("action", "type").Absent() {
		c.Failf(collection, CodeBadRequest, "Rule collection %s has no action.", name)
	}
	rules := collection.At("rules")
	uniqueNames(c, rules)
	if rules.Known() && len(rules.Items()) == 0 {
		c.Failf(collection, CodeBadRequest, "Rule collection %s has no rules.", name)
	}
	isNAT := strings.EqualFold(collection.At("ruleCollectionType").Text(), "FirewallPolicyNatRuleCollection")
	first := ""
	for _, rule := range rules.Items() {
		kind := rule.At("ruleType")
		if !rule.Known() || !kind.Known() {
			continue
		}
		if first == "" {
			first = kind.Text()
		}
		if !strings.EqualFold(kind.Text(), first) || isNAT != strings.EqualFold(kind.Text(), "NatRule") {
			c.Failf(kind, CodeBadRequest, "Rule %s of type %s cannot stand in rule collection %s.", rule.At("name").Text(), kind.Text(), name)
			continue
		}
		switch strings.ToLower(kind.Text()) {
		case "applicationrule":
			checkApplicationRule(c, rule)
		case "networkrule":
			checkNetworkRule(c, rule)
		case "natrule":
			checkNATRule(c, rule)
		}
	}
}

// putRuleGroup judges the rules against their policy.
func putRuleGroup(op *engine.Operation) error {
	id, _ := op.ID.Parent()
	policy, _ := op.Get(id.String())
	proxy := policy.In().At("dnsSettings", "enableProxy").Bool()
	premium := tierOf(policy.In()) == "premium"
	for _, collection := range op.Inputs.At("ruleCollections").Items() {
		for _, rule := range collection.At("rules").Items() {
			if at := rule.At("destinationFqdns"); len(at.Items()) > 0 && !proxy {
				e := CodeDNSProxyMustBeEnabled.Errorf("DNS Proxy must be enabled in order to use DestinationFqdns in Network Rules")
				e.Path = at.Path()
				return e
			}
			if premium {
				continue
			}
			for property, what := range map[string]string{"terminateTLS": "TLS Inspection", "targetUrls": "Target URLs"} {
				if at := rule.At(property); at.Bool() || len(at.Items()) > 0 {
					e := CodeHigherTierOnly.Errorf("Firewall Policy %s contains higher tier only properties - %s", policy.ID, what)
					e.Path = at.Path()
					return e
				}
			}
		}
	}
	op.Set(op.Name, "name")
	return nil
}
