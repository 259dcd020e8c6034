package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var namespaceHasLimitRange = pack.Rule{
	ID:       "namespace-has-limitrange",
	Title:    "Namespaces give containers default limits",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A container that says nothing then runs without any limit, or is refused where there is a quota.",
	Absent:   "Kubernetes gives no defaults.",
	Remedy:   "Add a LimitRange in the namespace with an item of type Container that has default and defaultRequest.",
	Source:   "https://kubernetes.io/docs/concepts/policy/limit-range/",
	Types:    []string{typeNamespace},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachNamespace(s, func(ns pack.Resource) pack.Verdict {
			return pack.When(someIn(s, ns, typeLimitRange, givesContainerDefaults), pack.Pass, func() pack.Verdict {
				return ns.Fail("the namespace has no LimitRange with defaults for containers")
			})
		})
	},
	Pass: pack.Examples{
		"defaults":         pack.Together(namespace("a0008"), limitRange("a0008", containerDefaults)),
		"system namespace": pack.Together(namespace("flux-system")),
	},
	Fail: pack.Examples{
		"range left out":    pack.Together(namespace("a0008")),
		"range of another":  pack.Together(namespace("a0008"), limitRange("a0009", containerDefaults)),
		"volumes only":      pack.Together(namespace("a0008"), limitRange("a0008", set("type", "PersistentVolumeClaim", "max.storage", "10Gi"))),
		"defaults left out": pack.Together(namespace("a0008"), limitRange("a0008", set("type", "Container", "max.cpu", "2"))),
		"items left out":    pack.Together(namespace("a0008"), object("r", typeLimitRange, "metadata.namespace", "a0008")),
	},
}

var containerDefaults = set("type", "Container", "default", pack.Map{"cpu": "200m", "memory": "256Mi"},
	"defaultRequest", pack.Map{"cpu": "50m", "memory": "64Mi"})

func limitRange(namespace string, item pack.Map) pack.ExampleResource {
	return object("range", typeLimitRange, "metadata.namespace", namespace, "spec.limits", list(item))
}

func givesContainerDefaults(limitRange pack.Resource) pack.Truth {
	limits := limitRange.At("spec", "limits")
	items, known := limits.Items()
	found := pack.False
	if !known {
		found = pack.DontKnow(limits.Path())
	}
	for _, item := range items {
		found = found.Or(item.At("type").Is("Container").And(item.At("default").IsSet()).And(item.At("defaultRequest").IsSet()))
	}
	return found
}
