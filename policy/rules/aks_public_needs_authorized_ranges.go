package rules

import (
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksPublicNeedsAuthorizedRanges = pack.Rule{
	ID:       "aks-public-needs-authorized-ranges",
	Title:    "Public API server answers named addresses only",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why: "Without authorised ranges a public API server answers the whole Internet. On a private API server the list " +
		"has no effect and only looks like protection.",
	Absent: "Azure lets every address reach a public API server.",
	Remedy: "List the public addresses that may reach the API server, none wider than /16, in " +
		"apiServerAccessProfile.authorizedIPRanges, or make the API server private and leave the list out.",
	Source: "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
	Types:  []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		ranges := r.At("apiServerAccessProfile", "authorizedIPRanges")
		return pack.When(privateCluster(r).Is(true),
			ranges.MustNotBeSet,
			func() pack.Verdict { return pack.All(ranges.MustBeSet(), ranges.Each(authorizedRange)) })
	},
	Pass: pack.Examples{
		"one address":                cluster("apiServerAccessProfile.authorizedIPRanges", list("20.50.2.10/32")),
		"address without a prefix":   cluster("apiServerAccessProfile.authorizedIPRanges", list("20.50.2.10")),
		"exactly /16":                cluster("apiServerAccessProfile.authorizedIPRanges", list("20.50.0.0/16")),
		"private without list":       cluster("apiServerAccessProfile.enablePrivateCluster", true),
		"private with an empty list": cluster("apiServerAccessProfile.enablePrivateCluster", true, "apiServerAccessProfile.authorizedIPRanges", list()),
	},
	Fail: pack.Examples{
		"list left out":          cluster("apiServerAccessProfile.enablePrivateCluster", false),
		"profile left out":       cluster(),
		"empty list":             cluster("apiServerAccessProfile.authorizedIPRanges", list()),
		"everybody":              cluster("apiServerAccessProfile.authorizedIPRanges", list("0.0.0.0/0")),
		"wider than /16":         cluster("apiServerAccessProfile.authorizedIPRanges", list("20.50.2.10/32", "20.0.0.0/15")),
		"private addresses":      cluster("apiServerAccessProfile.authorizedIPRanges", list("10.240.0.0/22")),
		"no address":             cluster("apiServerAccessProfile.authorizedIPRanges", list("office")),
		"list without an effect": cluster("apiServerAccessProfile.enablePrivateCluster", true, "apiServerAccessProfile.authorizedIPRanges", list("20.50.2.10/32")),
	},
}

// widestAuthorizedRange is the shortest prefix that still counts as naming addresses.
const widestAuthorizedRange = 16

func authorizedRange(v pack.Value) pack.Verdict {
	if v.NotKnown() {
		return v.Undecided()
	}
	text, _ := v.Text()
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		addr, addrErr := netip.ParseAddr(text)
		if addrErr != nil {
			return v.Fail("must be an address or a range in CIDR form")
		}
		prefix = netip.PrefixFrom(addr, addr.BitLen())
	}
	switch {
	case prefix.Bits() < widestAuthorizedRange:
		return v.Fail("must not be wider than /%d", widestAuthorizedRange)
	case prefix.Addr().IsPrivate():
		return v.Fail("must be a public range: a public API server never sees private addresses")
	default:
		return pack.Pass()
	}
}
