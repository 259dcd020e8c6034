package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var psaLabels = pack.Rule{
	ID:       "psa-labels",
	Title:    "Namespaces enforce a pod security standard",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without the label the API server admits privileged pods, and one of those owns its node.",
	Absent:   "Kubernetes enforces the standard privileged, which is none.",
	Remedy:   "Set the label pod-security.kubernetes.io/enforce to restricted; baseline is enough outside production.",
	Source:   "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
	Types:    []string{typeNamespace},
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		enforced := r.At("metadata", "labels", "pod-security.kubernetes.io/enforce").Or("privileged")
		return pack.When(isOneOfTexts(r.At("metadata", "name"), r.Strings(systemNamespaces.Name)),
			func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
			func() pack.Verdict {
				if r.Class() == pack.Prod {
					return enforced.MustBe("restricted")
				}
				return enforced.MustBeOneOf("baseline", "restricted")
			})
	},
	Pass: pack.Examples{
		"restricted":       one(typeNamespace, "metadata.name", "a0008", "metadata.labels", psaLabel("restricted")),
		"baseline in dev":  one(typeNamespace, "metadata.name", "a0008", "metadata.labels", psaLabel("baseline")).In(pack.Dev),
		"system namespace": one(typeNamespace, "metadata.name", "kube-system"),
	},
	Fail: pack.Examples{
		"privileged":        one(typeNamespace, "metadata.name", "a0008", "metadata.labels", psaLabel("privileged")),
		"baseline in prod":  one(typeNamespace, "metadata.name", "a0008", "metadata.labels", psaLabel("baseline")),
		"privileged in dev": one(typeNamespace, "metadata.name", "a0008", "metadata.labels", psaLabel("privileged")).In(pack.Dev),
		"label left out":    one(typeNamespace, "metadata.name", "a0008", "metadata.labels.owner", "team-a").In(pack.Dev),
		"labels left out":   one(typeNamespace, "metadata.name", "a0008"),
	},
}

func psaLabel(standard string) pack.Map {
	return pack.Map{"pod-security.kubernetes.io/enforce": standard}
}
