package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noDefaultNamespace = pack.Rule{
	ID:       "no-default-namespace",
	Title:    "Nothing lives in the default namespace",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "The default namespace has no owner, no quota and no policy, and everything that forgot to say where it belongs lands there.",
	Absent:   "Kubernetes puts the object into default.",
	Remedy:   "Set metadata.namespace, or the namespace of the Kubernetes provider, to a namespace of the team.",
	Source:   "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces",
	Types: append([]string{
		typeService, typeConfigMap, typeSecret, typeServiceAccount, typeVolumeClaim, typeIngress, typeAutoscaler,
		typeDisruptionBudget, typeRole, typeRoleBinding,
	}, workloadTypes...),
	Check: func(r pack.Resource) pack.Verdict { return namespaceOf(r).MustNotBe("default", "") },
	Pass: pack.Examples{
		"named":            one(typeDeployment, "metadata.namespace", "a0008"),
		"by the provider":  pack.Together(pack.ExampleResource{Type: typeService, Properties: set("metadata.name", "web"), Provider: set("namespace", "a0008")}),
		"quota of default": one(typeResourceQuota, "metadata.namespace", "default"),
	},
	Fail: pack.Examples{
		"default":             one(typeDeployment, "metadata.namespace", "default"),
		"empty":               one(typeConfigMap, "metadata.namespace", ""),
		"namespace left out":  one(typeService, "metadata.name", "web"),
		"metadata left out":   one(typePod, "spec.restartPolicy", "Always"),
		"default of provider": pack.Together(pack.ExampleResource{Type: typeService, Properties: set("metadata.name", "web"), Provider: set("namespace", "default")}),
	},
}
