package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func ipGroup() *engine.Type {
	return &engine.Type{
		Token: azure.TypeIPGroup, Versions: versions, APIVersion: apiVersion,
		ARMType: armIPGroup, Names: []string{"ipGroupsName"},
		Args: sdk.IpGroupArgs{}, State: sdk.IpGroup{},
		Check: func(c *engine.Check) {
			// Source: https://learn.microsoft.com/azure/firewall/ip-groups
			list := c.Inputs.At("ipAddresses")
			for _, at := range list.Items() {
				if at.Known() && !validGroupAddress(at.Text()) {
					c.Failf(at, CodeBadRequest, "IP group %s holds '%s', which is neither an IP address, a range nor a prefix.", c.Name(), at.Text())
				}
			}
			if len(list.Items()) > 5000 {
				c.Failf(list, CodeBadRequest, "IP group %s holds %d entries; at most 5000 are allowed.", c.Name(), len(list.Items()))
			}
		},
		Put: func(op *engine.Operation) error {
			op.Default([]any{}, "firewalls")
			op.Default([]any{}, "firewallPolicies")
			return nil
		},
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armRuleGroup, armFirewall) {
				return nil
			}
			return CodeBadRequest.Errorf("IP group %s is in use by %s and cannot be deleted.", op.Old.ID, ref.From.ID)
		},
		Exclusive: func(op *engine.Operation) []string {
			// Every firewall policy that uses the group is written along with it.
			var policies []string
			for _, ref := range op.ReferencesTo(op.ID.String()) {
				if refer(ref, armRuleGroup) {
					if policy, ok := ref.From.ARMID().Parent(); ok {
						policies = append(policies, policy.String())
					}
				}
			}
			return policies
		},
		Models: []string{
			"Entries are addresses, ranges or prefixes, at most 5000.",
			"A group that a rule uses cannot be deleted, and is not written while the rule's policy is.",
		},
		Codes: []engine.Code{CodeBadRequest, engine.CodeAnotherOperationInProgress},
	}
}

// validGroupAddress accepts "10.0.0.1", "10.0.0.0/24" and "10.0.0.1-10.0.0.9".
func validGroupAddress(text string) bool {
	if low, high, isRange := strings.Cut(text, "-"); isRange {
		a, err1 := netip.ParseAddr(low)
		b, err2 := netip.ParseAddr(high)
		return err1 == nil && err2 == nil && a.Compare(b) <= 0
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked() == p
	}
	_, err := netip.ParseAddr(text)
	return err == nil
}
