package network

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// flow is traffic that Bastion needs and that a security group on its subnet has to allow in so many words.
type flow struct {
	direction, source, destination string
	ports                          []string
}

// bastionFlows are the flows. Source: https://learn.microsoft.com/azure/bastion/bastion-nsg
var bastionFlows = []flow{
	{"Inbound", "Internet", "*", []string{"443"}},
	{"Inbound", "GatewayManager", "*", []string{"443"}},
	{"Inbound", "AzureLoadBalancer", "*", []string{"443"}},
	{"Inbound", "VirtualNetwork", "VirtualNetwork", []string{"8080", "5701"}},
	{"Outbound", "*", "VirtualNetwork", []string{"22", "3389"}},
	{"Outbound", "*", "AzureCloud", []string{"443"}},
	{"Outbound", "VirtualNetwork", "VirtualNetwork", []string{"8080", "5701"}},
	{"Outbound", "*", "Internet", []string{"80"}},
}

// bastionCompliant refuses rules that leave one of Bastion's flows to the default rules.
func bastionCompliant(group string, rules engine.Value) error {
	for _, f := range bastionFlows {
		for _, port := range f.ports {
			if !slices.ContainsFunc(rules.Items(), func(r engine.Value) bool { return allows(r, f, port) }) {
				return CodeNSGNotCompliantForBastion.Errorf("Network security group %s does not have necessary rules for Azure Bastion "+
					"Subnet %s. Missing: %s port %s from %s to %s.", group, azure.SubnetAzureBastion, strings.ToLower(f.direction),
					port, f.source, f.destination)
			}
		}
	}
	return nil
}

func allows(rule engine.Value, f flow, port string) bool {
	return strings.EqualFold(rule.At("access").Text(), "Allow") &&
		strings.EqualFold(rule.At("direction").Text(), f.direction) &&
		(rule.At("protocol").Text() == "*" || strings.EqualFold(rule.At("protocol").Text(), "Tcp")) &&
		covers(rule, "source", f.source) && covers(rule, "destination", f.destination) && coversPort(rule, port)
}

// covers reports whether a side of a rule names a tag or everything. Where the Internet is wanted, some public addresses
// are enough: Bastion need not be open to all.
func covers(rule engine.Value, side, wanted string) bool {
	given := append(rule.At(side+"AddressPrefixes").Texts(), rule.At(side+"AddressPrefix").Text())
	return slices.ContainsFunc(given, func(g string) bool {
		return g == "*" || strings.EqualFold(g, wanted) || wanted == "*" && strings.EqualFold(g, "VirtualNetwork") ||
			wanted == "Internet" && side == "source" && isPublic(g)
	})
}

// isPublic reports whether a text is an address or prefix outside the private ranges.
func isPublic(text string) bool {
	if a, err := netip.ParseAddr(text); err == nil {
		return !a.IsPrivate()
	}
	p, err := netip.ParsePrefix(text)
	return err == nil && !p.Addr().IsPrivate()
}

func coversPort(rule engine.Value, port string) bool {
	given := append(rule.At("destinationPortRanges").Texts(), rule.At("destinationPortRange").Text())
	return slices.ContainsFunc(given, func(g string) bool { return portWithin(g, port) })
}
