package containerservice

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// firewallPolicy is what a firewall's policy says, in the order in which the firewall asks.
// Source: https://learn.microsoft.com/azure/firewall/rule-processing
type firewallPolicy struct {
	op          *engine.Operation
	collections []engine.Value
}

// policyOf reads the policy of a firewall and the policies it inherits from, whose rules come first.
func policyOf(op *engine.Operation, firewall *engine.Resource) firewallPolicy {
	p := firewallPolicy{op: op}
	seen := map[string]bool{}
	var chain []string
	for id := firewall.In().At("firewallPolicy", "id").Text(); id != "" && !seen[strings.ToLower(id)]; {
		seen[strings.ToLower(id)] = true
		chain = append([]string{id}, chain...)
		policy, ok := op.Get(id)
		if !ok {
			break
		}
		id = policy.In().At("basePolicy", "id").Text()
	}
	for _, id := range chain {
		var groups []*engine.Resource
		for _, r := range op.In(id) {
			if r.Is(ruleGroupType) {
				groups = append(groups, r)
			}
		}
		slices.SortStableFunc(groups, func(a, b *engine.Resource) int { return byPriority(a.In(), b.In()) })
		for _, g := range groups {
			collections := g.In().At("ruleCollections").Items()
			slices.SortStableFunc(collections, byPriority)
			p.collections = append(p.collections, collections...)
		}
	}
	return p
}

func byPriority(a, b engine.Value) int {
	return cmp.Compare(a.At("priority").Int(), b.At("priority").Int())
}

// request is one destination that a node asks for.
type request struct {
	from netip.Prefix
	host string // a host name, or "" for all hosts of the tag
	tag  string // a Microsoft-maintained list of hosts, or ""
	rule azure.EgressRule
}

// blocks returns what of a rule of the egress table the policy does not let out from a range, or "". The hosts of an FQDN
// tag may as well be let out one by one.
func (p firewallPolicy) blocks(rule azure.EgressRule, from netip.Prefix, hosts []string) string {
	for _, tag := range rule.FQDNTags {
		if p.allows(request{from: from, tag: tag, rule: rule}) {
			continue
		}
		for _, host := range hosts {
			if !p.allows(request{from: from, host: host, rule: rule}) {
				return "FQDN tag " + tag + ", nor " + host
			}
		}
	}
	for _, host := range rule.FQDNs {
		if !p.allows(request{from: from, host: host, rule: rule}) {
			return host
		}
	}
	return ""
}

// allows asks the network rules, then the application rules; the first that matches decides, and without any the answer
// is no.
func (p firewallPolicy) allows(r request) bool {
	for _, kind := range []string{"NetworkRule", "ApplicationRule"} {
		for _, c := range p.collections {
			for _, rule := range c.At("rules").Items() {
				if !strings.EqualFold(rule.At("ruleType").Text(), kind) || !p.covers(rule, r.from) {
					continue
				}
				if kind == "NetworkRule" && matchesNetwork(rule, r) || kind == "ApplicationRule" && matchesApplication(rule, r) {
					return strings.EqualFold(c.At("action", "type").Text(), "Allow")
				}
			}
		}
	}
	return false
}

// covers reports whether a rule is about traffic from the whole of a range.
func (p firewallPolicy) covers(rule engine.Value, from netip.Prefix) bool {
	sources := rule.At("sourceAddresses").Texts()
	for _, g := range rule.At("sourceIpGroups").Texts() {
		if group, ok := p.op.Get(g); ok && group.Is(ipGroupType) {
			sources = append(sources, group.In().At("ipAddresses").Texts()...)
		}
	}
	return slices.ContainsFunc(sources, func(s string) bool {
		if s == "*" {
			return true
		}
		prefix, ok := parsePrefix(s)
		return ok && prefix.Bits() <= from.Bits() && prefix.Masked().Contains(from.Addr())
	})
}

// matchesNetwork compares a network rule with a request. Service tags never match: which addresses a host has is not
// known here.
func matchesNetwork(rule engine.Value, r request) bool {
	protocol := slices.ContainsFunc(rule.At("ipProtocols").Texts(), func(s string) bool {
		return strings.EqualFold(s, "Any") || strings.EqualFold(s, "TCP")
	})
	if !protocol || !portsInclude(rule.At("destinationPorts").Texts(), r.rule.Ports) {
		return false
	}
	if slices.ContainsFunc(rule.At("destinationAddresses").Texts(), func(s string) bool { return s == "*" || s == "0.0.0.0/0" }) {
		return true
	}
	return r.host != "" && slices.ContainsFunc(rule.At("destinationFqdns").Texts(), func(s string) bool { return hostMatches(s, r.host) })
}

func portsInclude(given []string, wanted []int) bool {
	for _, port := range wanted {
		if !slices.ContainsFunc(given, func(s string) bool {
			low, high, ranged := strings.Cut(s, "-")
			if !ranged {
				high = low
			}
			from, err1 := strconv.Atoi(low)
			to, err2 := strconv.Atoi(high)
			return s == "*" || err1 == nil && err2 == nil && from <= port && port <= to
		}) {
			return false
		}
	}
	return true
}

func matchesApplication(rule engine.Value, r request) bool {
	for _, port := range r.rule.Ports {
		if !slices.ContainsFunc(rule.At("protocols").Items(), func(v engine.Value) bool {
			return strings.EqualFold(v.At("protocolType").Text(), r.rule.Protocol) && v.At("port").Int() == port
		}) {
			return false
		}
	}
	if r.host == "" {
		return slices.ContainsFunc(rule.At("fqdnTags").Texts(), func(s string) bool { return strings.EqualFold(s, r.tag) })
	}
	return slices.ContainsFunc(rule.At("targetFqdns").Texts(), func(s string) bool { return hostMatches(s, r.host) })
}

// hostMatches compares a rule's host name, which may begin with an asterisk, with a wanted one, which may as well.
func hostMatches(pattern, host string) bool {
	pattern, host = strings.ToLower(pattern), strings.ToLower(host)
	if suffix, wild := strings.CutPrefix(pattern, "*"); wild {
		return strings.HasSuffix(strings.TrimPrefix(host, "*"), suffix)
	}
	return pattern == host
}
