package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func firewallPolicy() *engine.Type {
	return &engine.Type{
		Token: azure.TypeFirewallPolicy, Versions: versions, APIVersion: apiVersion,
		ARMType: armPolicy, Names: []string{"firewallPolicyName"},
		Args: sdk.FirewallPolicyArgs{}, State: sdk.FirewallPolicy{},
		Check: checkFirewallPolicy,
		Put:   putFirewallPolicy,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armFirewall, armPolicy) {
				return nil
			}
			return CodeBadRequest.Errorf("Firewall policy %s is in use by %s and cannot be deleted.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"Intrusion detection and TLS inspection need the Premium tier; the Basic tier has no DNS settings and only alerts on threats.",
			"A base policy is in the same region and of no higher tier.",
			"A policy that a firewall or another policy uses cannot be deleted, and its tier does not outgrow its firewalls.",
			"One write at a time to a policy and its rule collection groups.",
		},
		Codes: []engine.Code{CodeHigherTierOnly, CodeFirewallInvalidRequest, CodeInvalidResourceReference,
			CodeReferencedResourceNotProvisioned, CodeBadRequest, engine.CodeAnotherOperationInProgress},
	}
}

// tiers orders the tiers of firewalls and policies.
var tiers = map[string]int{"basic": 0, "standard": 1, "premium": 2}

func tierOf(inputs engine.Value) string {
	return strings.ToLower(inputs.At("sku", "tier").TextOr("Standard"))
}

// checkFirewallPolicy judges what a tier can do.
// Source: https://learn.microsoft.com/azure/firewall/choose-firewall-sku
func checkFirewallPolicy(c *engine.Check) {
	tier := tierOf(c.Inputs)
	higher := func(at engine.Value, what string) {
		if at.Present() && c.Inputs.At("sku", "tier").Known() {
			c.Failf(at, CodeHigherTierOnly, "Firewall Policy %s contains higher tier only properties - %s", c.Name(), what)
		}
	}
	if tier == "basic" || tier == "standard" {
		higher(c.Inputs.At("intrusionDetection"), "Intrusion Detection")
		higher(c.Inputs.At("transportSecurity"), "Transport Security")
	}
	if tier == "basic" {
		higher(c.Inputs.At("dnsSettings"), "DNS Settings")
		if mode := c.Inputs.At("threatIntelMode"); strings.EqualFold(mode.Text(), "Deny") {
			higher(mode, "Threat Intelligence Deny")
		}
	}
	for _, server := range c.Inputs.At("dnsSettings", "servers").Items() {
		if _, err := netip.ParseAddr(server.Text()); server.Known() && err != nil {
			c.Failf(server, CodeBadRequest, "DNS server '%s' of firewall policy %s is not an IP address.", server.Text(), c.Name())
		}
	}
	for _, r := range c.Inputs.At("snat", "privateRanges").Items() {
		if r.Known() && r.Text() != "IANAPrivateRanges" && !validGroupAddress(r.Text()) {
			c.Failf(r, CodeBadRequest, "Private range '%s' of firewall policy %s is neither a prefix nor IANAPrivateRanges.", r.Text(), c.Name())
		}
	}
	if kind := c.Inputs.At("identity", "type").Text(); kind != "" && !strings.EqualFold(kind, "UserAssigned") && !strings.EqualFold(kind, "None") {
		c.Failf(c.Inputs.At("identity", "type"), CodeBadRequest, "Firewall policy %s takes a user-assigned identity only.", c.Name())
	}
}

func putFirewallPolicy(op *engine.Operation) error {
	tier := tierOf(op.Inputs)
	if base := op.Inputs.At("basePolicy", "id"); base.Present() {
		target, err := sameRegion(op, base, armPolicy)
		if err != nil {
			return err
		}
		if tiers[tierOf(target.Resource.In())] > tiers[tier] {
			return CodeBadRequest.Errorf("Firewall policy %s has tier %s, which is lower than that of its base policy %s.", op.Name, tier, target.Resource.ID)
		}
	}
	for _, ref := range op.ReferencesTo(op.ID.String()) {
		if refer(ref, armFirewall) {
			if err := tiersFit(ref.From.ID, ref.From.In(), op.ID.String(), op.Inputs); err != nil {
				return err
			}
		}
	}
	op.Default("Standard", "sku", "tier")
	op.Default("Alert", "threatIntelMode")
	for _, list := range []string{"childPolicies", "firewalls", "ruleCollectionGroups"} {
		op.Set([]any{}, list)
	}
	return nil
}

// tiersFit refuses a policy of a higher tier than its firewall: a Standard policy serves a Premium firewall too, and a
// Basic one only Basic.
// Source: https://learn.microsoft.com/azure/firewall-manager/policy-overview#basic-standard-and-premium-policies
func tiersFit(firewallID string, firewall engine.Value, policyID string, policy engine.Value) error {
	f, p := tierOf(firewall), tierOf(policy)
	if tiers[p] > tiers[f] || p == "basic" && f != "basic" {
		return CodeFirewallInvalidRequest.Errorf("Firewall %s has tier %s and cannot use firewall policy %s of tier %s.", firewallID, f, policyID, p)
	}
	return nil
}
