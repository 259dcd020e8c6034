package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var ingressHostSuffix = pack.Rule{
	ID:       "ingress-host-suffix",
	Title:    "Host names belong to the organisation",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A team that may claim any host name can take another team's traffic, or serve a name that nobody owns.",
	Absent:   "A rule without a host answers every name.",
	Remedy:   "Give every rule and TLS entry of the Ingress a host below one of the allowed suffixes.",
	Source:   "https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks",
	Types:    []string{typeIngress},
	Settings: []pack.Setting{{
		Name: "allowedSuffixes", Kind: pack.StringList, Default: []string{},
		Description: "domains below which host names must be, such as aks-ingress.contoso.com; empty switches the rule off",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		suffixes := r.Strings("allowedSuffixes")
		if len(suffixes) == 0 {
			return pack.Skip("the policy configuration names no suffix")
		}
		below := func(host pack.Value) pack.Verdict {
			return host.MustMatch("must be below "+strings.Join(suffixes, ", "), func(v pack.Value) bool {
				name, _ := v.Text()
				return slices.ContainsFunc(suffixes, func(suffix string) bool {
					return strings.HasSuffix(strings.ToLower(name), "."+strings.ToLower(strings.TrimPrefix(suffix, ".")))
				})
			})
		}
		return pack.All(
			r.At("spec", "rules").Each(func(rule pack.Value) pack.Verdict { return below(rule.At("host")) }),
			r.At("spec", "tls").Each(func(entry pack.Value) pack.Verdict { return entry.At("hosts").Each(below) }),
		)
	},
	Pass: pack.Examples{
		"below":          ingress("shop.contoso.com").With("allowedSuffixes", list("contoso.com")),
		"leading dot":    ingress("shop.contoso.com").With("allowedSuffixes", list(".contoso.com")),
		"not configured": ingress("anything.example"),
	},
	Fail: pack.Examples{
		"another domain":    ingress("shop.example.org").With("allowedSuffixes", list("contoso.com")),
		"ends alike":        ingress("evilcontoso.com").With("allowedSuffixes", list("contoso.com")),
		"the domain itself": ingress("contoso.com").With("allowedSuffixes", list("contoso.com")),
		"host left out":     one(typeIngress, "spec.rules", list(set("http.paths", list()))).With("allowedSuffixes", list("contoso.com")),
		"another in TLS": one(typeIngress, "spec.rules", list(set("host", "shop.contoso.com")),
			"spec.tls", list(set("hosts", list("shop.example.org")))).With("allowedSuffixes", list("contoso.com")),
	},
}

func ingress(host string) pack.Example {
	return one(typeIngress, "spec.rules", list(set("host", host)), "spec.tls", list(set("hosts", list(host))))
}
