package rules

import (
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var imdsBlocked = pack.Rule{
	ID:       "imds-blocked",
	Title:    "Pods cannot reach instance metadata",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "169.254.169.254 hands the tokens of the node's identity to whoever asks, so a policy that lets a pod go there lends it the node.",
	Absent:   "A policy without egress rules allows nothing out.",
	Remedy: "List 169.254.169.254/32 under except in every egress ipBlock that covers it, and give egress rules without " +
		"destinations ports other than 80.",
	Source: "https://learn.microsoft.com/azure/aks/operator-best-practices-cluster-security#secure-container-access-to-resources",
	Types:  []string{typeNetworkPolicy},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("spec", "egress").Each(func(rule pack.Value) pack.Verdict {
			to := rule.At("to")
			return pack.When(to.IsSet(),
				func() pack.Verdict {
					return to.Each(func(peer pack.Value) pack.Verdict { return sparesMetadata(peer.At("ipBlock")) })
				},
				func() pack.Verdict { return closedToWeb(rule) })
		})
	},
	Pass: pack.Examples{
		"excepted":              egress(set("to", list(set("ipBlock", set("cidr", "0.0.0.0/0", "except", list("169.254.169.254/32")))))),
		"wider exception":       egress(set("to", list(set("ipBlock", set("cidr", "0.0.0.0/0", "except", list("169.254.0.0/16")))))),
		"another network":       egress(set("to", list(set("ipBlock.cidr", "10.240.4.32/28")))),
		"pods only":             egress(set("to", list(set("podSelector.matchLabels.app", "db")))),
		"DNS to anywhere":       egress(set("ports", list(set("port", 53, "protocol", "UDP"), set("port", 53, "protocol", "TCP")))),
		"range above 80":        egress(set("ports", list(set("port", 443, "endPort", 8443)))),
		"egress rules left out": one(typeNetworkPolicy, "metadata.namespace", "a0008", "spec.policyTypes", list("Ingress", "Egress")),
	},
	Fail: pack.Examples{
		"everything":         egress(pack.Map{}),
		"exception left out": egress(set("to", list(set("ipBlock.cidr", "0.0.0.0/0")))),
		"another exception":  egress(set("to", list(set("ipBlock", set("cidr", "0.0.0.0/0", "except", list("10.0.0.0/8")))))),
		"link-local network": egress(set("to", list(set("ipBlock.cidr", "169.254.0.0/16")))),
		"web to anywhere":    egress(set("ports", list(set("port", 80)))),
		"range over 80":      egress(set("ports", list(set("port", 1, "endPort", 1024)))),
		"any port":           egress(set("ports", list(set("protocol", "TCP")))),
		"second rule":        egress(set("to", list(set("ipBlock.cidr", "10.0.0.0/8"))), set("to", list(set("ipBlock.cidr", "0.0.0.0/0")))),
	},
}

// metadataAddress is the address of Azure's instance metadata service; it answers on metadataPort.
// Source: https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
var metadataAddress = netip.AddrFrom4([4]byte{169, 254, 169, 254})

const metadataPort = 80

func egress(rules ...any) pack.Example {
	return one(typeNetworkPolicy, "metadata.namespace", "a0008", "spec.egress", list(rules...))
}

func covers(cidr pack.Value) pack.Truth {
	if cidr.NotKnown() {
		return pack.DontKnow(cidr.Path())
	}
	text, _ := cidr.Text()
	prefix, err := netip.ParsePrefix(text)
	return pack.Known(err == nil && prefix.Contains(metadataAddress))
}

func sparesMetadata(block pack.Value) pack.Verdict {
	cidr := block.At("cidr")
	excepted := pack.False
	items, known := block.At("except").Items()
	if !known {
		excepted = pack.DontKnow(block.At("except").Path())
	}
	for _, item := range items {
		excepted = excepted.Or(covers(item))
	}
	return pack.When(covers(cidr).And(excepted.Not()),
		func() pack.Verdict { return cidr.Fail("must have 169.254.169.254/32 under except") }, pack.Pass)
}

// closedToWeb demands of a rule without destinations that it does not open the port of the metadata service.
func closedToWeb(rule pack.Value) pack.Verdict {
	ports := rule.At("ports")
	items, known := ports.Items()
	open := pack.Known(known && len(items) == 0)
	if !known {
		open = pack.DontKnow(ports.Path())
	}
	for _, item := range items {
		open = open.Or(opensWeb(item))
	}
	return pack.When(open,
		func() pack.Verdict {
			return rule.Fail("must name its destinations, or ports other than %d", metadataPort)
		}, pack.Pass)
}

func opensWeb(port pack.Value) pack.Truth {
	for _, v := range []pack.Value{port, port.At("port"), port.At("endPort")} {
		if v.NotKnown() {
			return pack.DontKnow(v.Path())
		}
	}
	if port.At("port").Exists().No() {
		return pack.True
	}
	first, isNumber := port.At("port").Number()
	last, isRange := port.At("endPort").Number()
	if !isRange {
		last = first
	}
	return pack.Known(isNumber && first <= metadataPort && metadataPort <= last)
}
