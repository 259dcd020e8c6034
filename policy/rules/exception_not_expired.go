package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var exceptionNotExpired = pack.Rule{
	ID:       "exception-not-expired",
	Title:    "Exemptions are complete and in force",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "An exemption without an owner, a reason or an end is a rule that was silently abolished.",
	Absent:   "A stack without exemptions keeps the rule.",
	Remedy: "Give every exemption in the policy configuration rule, resource, owner, reason and expires as YYYY-MM-DD; keep the " +
		"rule again, or renew the exemption, when it expires.",
	Source: "https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
	Types:  []string{typeStack},
	Settings: []pack.Setting{{
		Name: "exceptions", Kind: pack.ExemptionList,
		Description: "exemptions: which rule passes over which resource (a name, or a URN with *), who answers for it, why, and until which day",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		var verdicts []pack.Verdict
		for _, problem := range r.ExemptionProblems() {
			verdicts = append(verdicts, r.Fail("%s", problem))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"exemptions left out": one(typeStack),
		"in force":            one(typeStack).With("exceptions", list(exemption("expires", "2999-12-31"))),
	},
	Fail: pack.Examples{
		"expired":               one(typeStack).With("exceptions", list(exemption("expires", "2020-01-31"))),
		"no day":                one(typeStack).With("exceptions", list(exemption("expires", "next year"))),
		"owner left out":        one(typeStack).With("exceptions", list(exemption("owner", ""))),
		"reason left out":       one(typeStack).With("exceptions", list(exemption("reason", " "))),
		"everything left out":   one(typeStack).With("exceptions", list(pack.Map{})),
		"no such rule":          one(typeStack).With("exceptions", list(exemption("rule", "aks-privat-cluster"))),
		"mistyped field":        one(typeStack).With("exceptions", list(exemption("expire", "2999-12-31"))),
		"exempt from this rule": one(typeStack).With("exceptions", list(exemption("rule", "exception-not-expired"))),
		"one of two":            one(typeStack).With("exceptions", list(exemption("expires", "2999-12-31"), exemption("expires", "2020-01-31"))),
	},
}

func exemption(field, value string) pack.Map {
	e := pack.Map{"rule": "aks-private-cluster", "resource": "cluster", "owner": "platform team", "reason": "migration", "expires": "2999-12-31"}
	e[field] = value
	return e
}
