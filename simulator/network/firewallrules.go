package network

import (
	"net/netip"
	"regexp"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// fqdn is a host name in which * may stand at the very left: "*", "*.example.com", "*example.com".
// Source: https://learn.microsoft.com/azure/firewall/firewall-faq (wildcards in target FQDNs)
var (
	fqdn     = regexp.MustCompile(`^\*?([A-Za-z0-9_.-]*[A-Za-z0-9])?$`)
	plainDNS = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`)
)

// needs refuses a rule in which none of some lists says anything.
func needs(c *engine.Check, rule engine.Value, what string, properties ...string) {
	for _, p := range properties {
		if at := rule.At(p); !at.Known() || len(at.Items()) > 0 || at.Text() != "" {
			return
		}
	}
	c.Failf(rule, CodeBadRequest, "Firewall rule %s has no %s: one of %s must be given.", rule.At("name").Text(), what, strings.Join(properties, ", "))
}

func checkSources(c *engine.Check, rule engine.Value) {
	needs(c, rule, "source", "sourceAddresses", "sourceIpGroups")
	checkAddresses(c, rule.At("sourceAddresses"), false)
	checkGroups(c, rule.At("sourceIpGroups"))
}

// checkAddresses accepts *, addresses, ranges and prefixes, and service tags where those may stand.
func checkAddresses(c *engine.Check, list engine.Value, tags bool) {
	for _, at := range list.Items() {
		if !at.Known() || at.Text() == "*" || validGroupAddress(at.Text()) || tags && isServiceTag(at.Text()) {
			continue
		}
		c.Failf(at, CodeBadRequest, "'%s' is neither an IP address, a range, a prefix nor a service tag that may stand in %s.", at.Text(), list.Path())
	}
}

// checkGroups requires the IDs of IP groups.
func checkGroups(c *engine.Check, list engine.Value) {
	for _, at := range list.Items() {
		id, ok := at.ID()
		if at.Known() && (!ok || !strings.EqualFold(id.Type(), armIPGroup)) {
			c.Failf(at, CodeBadRequest, "'%s' is not the ID of an IP group.", at.Text())
		}
	}
}

func checkPorts(c *engine.Check, rule engine.Value) {
	needs(c, rule, "destination port", "destinationPorts")
	for _, at := range rule.At("destinationPorts").Items() {
		if at.Known() && !validPorts(at.Text()) {
			c.Failf(at, CodeBadRequest, "'%s' is not a port or range of ports in firewall rule %s.", at.Text(), rule.At("name").Text())
		}
	}
}

func checkApplicationRule(c *engine.Check, rule engine.Value) {
	checkSources(c, rule)
	needs(c, rule, "destination", "targetFqdns", "fqdnTags", "targetUrls", "webCategories")
	needs(c, rule, "protocol", "protocols")
	for _, at := range rule.At("targetFqdns").Items() {
		if at.Known() && (at.Text() == "" || !fqdn.MatchString(at.Text())) {
			c.Failf(at, CodeBadRequest, "Invalid Fqdn in Application rule %s: '%s'. An asterisk may stand at the left end only.",
				rule.At("name").Text(), at.Text())
		}
	}
	for _, at := range rule.At("fqdnTags").Items() {
		tag, _, _ := strings.Cut(strings.ToLower(at.Text()), ".") // Office365 tags name a product and a category
		if at.Known() && !fqdnTags[tag] && tag != "office365" {
			c.Failf(at, CodeBadRequest, "'%s' is no FQDN tag (https://learn.microsoft.com/azure/firewall/fqdn-tags).", at.Text())
		}
	}
	if len(rule.At("fqdnTags").Items()) > 0 && len(rule.At("targetFqdns").Items()) > 0 {
		c.Failf(rule, CodeBadRequest, "Application rule %s has both target FQDNs and FQDN tags; it can have one of them.", rule.At("name").Text())
	}
	for _, p := range rule.At("protocols").Items() {
		if p.At("protocolType").Absent() {
			c.Failf(p, CodeBadRequest, "A protocol of application rule %s has no type.", rule.At("name").Text())
		}
		c.Range(p.At("port"), CodeBadRequest, 1, 64000)
	}
}

func checkNetworkRule(c *engine.Check, rule engine.Value) {
	checkSources(c, rule)
	needs(c, rule, "destination", "destinationAddresses", "destinationIpGroups", "destinationFqdns")
	needs(c, rule, "protocol", "ipProtocols")
	checkAddresses(c, rule.At("destinationAddresses"), true)
	checkGroups(c, rule.At("destinationIpGroups"))
	checkPorts(c, rule)
	for _, at := range rule.At("destinationFqdns").Items() {
		// Source: https://learn.microsoft.com/azure/firewall/fqdn-filtering-network-rules
		if at.Known() && !plainDNS.MatchString(at.Text()) {
			c.Failf(at, CodeBadRequest, "'%s' in network rule %s is not a host name; wildcards are for application rules only.",
				at.Text(), rule.At("name").Text())
		}
	}
}

// checkNATRule judges a DNAT rule.
// Source: https://learn.microsoft.com/azure/firewall/tutorial-firewall-dnat
func checkNATRule(c *engine.Check, rule engine.Value) {
	name := rule.At("name").Text()
	checkSources(c, rule)
	needs(c, rule, "destination", "destinationAddresses")
	needs(c, rule, "protocol", "ipProtocols")
	checkPorts(c, rule)
	checkAddresses(c, rule.At("destinationAddresses"), false)
	address, host := rule.At("translatedAddress"), rule.At("translatedFqdn")
	if address.Present() == host.Present() {
		c.Failf(rule, CodeBadRequest, "NAT rule %s must have either a translated address or a translated FQDN.", name)
	}
	if _, err := netip.ParseAddr(address.Text()); address.Present() && address.Known() && err != nil {
		c.Failf(address, CodeBadRequest, "NAT rule %s has an invalid translated address '%s'.", name, address.Text())
	}
	port := rule.At("translatedPort")
	if port.Absent() || port.Known() && (!validPorts(port.Text()) || port.Text() == "*" || strings.Contains(port.Text(), "-")) {
		c.Failf(rule, CodeBadRequest, "NAT rule %s must have one translated port.", name)
	}
}
