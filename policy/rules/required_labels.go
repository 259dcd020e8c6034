package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var requiredLabels = pack.Rule{
	ID:       "required-labels",
	Title:    "Objects say whose they are and what they belong to",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "Cost reports, alerts and the search for an owner all go by labels; an object without them belongs to nobody.",
	Absent:   "Kubernetes sets none of these labels.",
	Remedy:   "Give metadata.labels the recommended labels app.kubernetes.io/* and those of the organisation, with values that are not empty.",
	Source:   "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
	Types:    []string{typeNamespace, typeDeployment, typeStatefulSet, typeDaemonSet, typeJob, typeCronJob, typePod},
	Settings: []pack.Setting{
		systemNamespaces,
		{
			Name: "namespaceLabels", Kind: pack.StringList, Default: []string{"owner", "costCenter", "team", "environment"},
			Description: "keys that the labels of a namespace must hold",
		},
		{
			Name: "workloadLabels", Kind: pack.StringList,
			Default: []string{
				"app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/version", "app.kubernetes.io/component",
				"app.kubernetes.io/part-of", "app.kubernetes.io/managed-by", "owner", "costCenter", "team", "environment", "dataClassification",
			},
			Description: "keys that the labels of a workload must hold",
		},
	},
	Check: func(r pack.Resource) pack.Verdict {
		keys, home := r.Strings("workloadLabels"), namespaceOf(r)
		if r.Type() == pack.Canonical(typeNamespace) {
			keys, home = r.Strings("namespaceLabels"), r.At("metadata", "name")
		}
		return pack.When(isOneOfTexts(home, r.Strings(systemNamespaces.Name)),
			func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
			func() pack.Verdict {
				var verdicts []pack.Verdict
				for _, key := range keys {
					verdicts = append(verdicts, r.At("metadata", "labels", key).MustBeSet())
				}
				return pack.All(verdicts...)
			})
	},
	Pass: pack.Examples{
		"namespace":        one(typeNamespace, "metadata.name", "a0008", "metadata.labels", namespaceLabels()),
		"workload":         one(typeDeployment, "metadata.namespace", "a0008", "metadata.labels", workloadLabels()),
		"configured":       one(typeDeployment, "metadata.namespace", "a0008", "metadata.labels.app", "web").With("workloadLabels", list("app")),
		"system namespace": one(typeNamespace, "metadata.name", "kube-system"),
	},
	Fail: pack.Examples{
		"labels left out":      one(typeNamespace, "metadata.name", "a0008"),
		"owner left out":       one(typeNamespace, "metadata.name", "a0008", "metadata.labels", without(namespaceLabels(), "owner")),
		"empty value":          one(typeNamespace, "metadata.name", "a0008", "metadata.labels", changed(namespaceLabels(), "owner", "")),
		"name left out":        one(typeDeployment, "metadata.namespace", "a0008", "metadata.labels", without(workloadLabels(), "app.kubernetes.io/name")),
		"workload without any": one(typeCronJob, "metadata.namespace", "a0008"),
		"configured":           one(typeDeployment, "metadata.namespace", "a0008", "metadata.labels", workloadLabels()).With("workloadLabels", list("app")),
	},
}

func namespaceLabels() pack.Map {
	return pack.Map{"owner": "team-a", "costCenter": "4711", "team": "team-a", "environment": "prod"}
}

func workloadLabels() pack.Map {
	return pack.Map{
		"app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "web-a", "app.kubernetes.io/version": "1.0",
		"app.kubernetes.io/component": "frontend", "app.kubernetes.io/part-of": "shop", "app.kubernetes.io/managed-by": "flux",
		"owner": "team-a", "costCenter": "4711", "team": "team-a", "environment": "prod", "dataClassification": "internal",
	}
}

func without(m pack.Map, key string) pack.Map {
	delete(m, key)
	return m
}

func changed(m pack.Map, key string, value any) pack.Map {
	m[key] = value
	return m
}
