package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noKyvernoClusterPolicy = pack.Rule{
	ID:       "no-kyverno-clusterpolicy",
	Title:    "Kyverno policies use a kind with a future",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "ClusterPolicy is deprecated since Kyverno 1.17 and planned to go in 1.20.",
	Absent:   "A cluster without Kyverno has nothing to change.",
	Remedy:   "Declare a ValidatingPolicy, MutatingPolicy or ImageValidatingPolicy instead.",
	Source:   "https://kyverno.io/docs/policy-types/",
	Types:    []string{"kubernetes:kyverno.io/v1:ClusterPolicy"},
	Check: func(r pack.Resource) pack.Verdict {
		return r.Fail("the kind ClusterPolicy is deprecated")
	},
	Pass: pack.Examples{
		"successor, old kind left out": one("kubernetes:policies.kyverno.io/v1:ValidatingPolicy", "metadata.name", "a"),
	},
	Fail: pack.Examples{
		"old kind": one("kubernetes:kyverno.io/v1:ClusterPolicy", "metadata.name", "a"),
	},
}
