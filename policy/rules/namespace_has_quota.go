package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var namespaceHasQuota = pack.Rule{
	ID:       "namespace-has-quota",
	Title:    "Namespaces have a quota",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "In a shared cluster a namespace without a quota can take every CPU and every node from all others.",
	Absent:   "Kubernetes limits nothing.",
	Remedy:   "Add a ResourceQuota in the namespace whose spec.hard limits CPU and memory.",
	Source:   "https://learn.microsoft.com/azure/aks/operator-best-practices-scheduler#enforce-resource-quotas",
	Types:    []string{typeNamespace},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachNamespace(s, func(ns pack.Resource) pack.Verdict {
			return pack.When(someIn(s, ns, typeResourceQuota, limitsComputing), pack.Pass, func() pack.Verdict {
				return ns.Fail("the namespace has no ResourceQuota for CPU and memory")
			})
		})
	},
	Pass: pack.Examples{
		"quota":                pack.Together(namespace("a0008"), quota("a0008", pack.Map{"requests.cpu": "4", "requests.memory": "8Gi"})),
		"limits":               pack.Together(namespace("a0008"), quota("a0008", pack.Map{"limits.cpu": "4", "limits.memory": "8Gi"})),
		"system namespace":     pack.Together(namespace("kube-system")),
		"configured namespace": pack.Together(namespace("mesh")).With("systemNamespaces", list("mesh")),
		"namespace from its output": pack.Together(object("ns", typeNamespace, "metadata.name", pack.Unknown, "metadata.labels.a", "b"),
			madeFrom(object("q", typeResourceQuota, "metadata.namespace", pack.Unknown, "spec.hard", pack.Map{"cpu": "4", "memory": "8Gi"}), "metadata", "ns")).
			With("systemNamespaces", list()),
	},
	Fail: pack.Examples{
		"quota left out":   pack.Together(namespace("a0008")),
		"quota of another": pack.Together(namespace("a0008"), quota("a0009", pack.Map{"requests.cpu": "4", "requests.memory": "8Gi"})),
		"pods only":        pack.Together(namespace("a0008"), quota("a0008", pack.Map{"pods": "10"})),
		"memory left out":  pack.Together(namespace("a0008"), quota("a0008", pack.Map{"requests.cpu": "4"})),
		"limits left out":  pack.Together(namespace("a0008"), quota("a0008", nil)),
		"one of two":       pack.Together(namespace("a0008"), namespace("a0009"), quota("a0008", pack.Map{"cpu": "4", "memory": "8Gi"})),
	},
}

func quota(namespace string, hard pack.Map) pack.ExampleResource {
	return object("quota", typeResourceQuota, "metadata.namespace", namespace, "spec.hard", hard)
}

func limitsComputing(quota pack.Resource) pack.Truth {
	hard := quota.At("spec", "hard")
	limits := func(kind string) pack.Truth {
		return hard.At("requests." + kind).IsSet().Or(hard.At("limits." + kind).IsSet()).Or(hard.At(kind).IsSet())
	}
	return limits("cpu").And(limits("memory"))
}
