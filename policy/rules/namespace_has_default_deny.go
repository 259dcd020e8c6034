package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var namespaceHasDefaultDeny = pack.Rule{
	ID:       "namespace-has-default-deny",
	Title:    "Namespaces deny traffic that nobody allowed",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Until a policy selects a pod, everything in the cluster may talk to it and it may talk to everything.",
	Absent:   "Kubernetes allows all traffic.",
	Remedy:   "Add a NetworkPolicy in the namespace with an empty podSelector, both policyTypes and no rule that allows everything.",
	Source:   "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
	Types:    []string{typeNamespace},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachNamespace(s, func(ns pack.Resource) pack.Verdict {
			denies := func(direction, rules string) pack.Verdict {
				found := someIn(s, ns, typeNetworkPolicy, func(p pack.Resource) pack.Truth { return deniesByDefault(p, direction, rules) })
				return pack.When(found, pack.Pass, func() pack.Verdict {
					return ns.Fail("no NetworkPolicy denies %s in the whole namespace", direction)
				})
			}
			return pack.All(denies("Ingress", "ingress"), denies("Egress", "egress"))
		})
	},
	Pass: pack.Examples{
		"one policy": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress", "Egress"))),
		"two policies": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress")),
			object("egress", typeNetworkPolicy, "metadata.namespace", "a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Egress"))),
		"with an exception for DNS": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress", "Egress"),
			"spec.egress", list(set("ports", list(set("port", 53, "protocol", "UDP")))))),
		"selector left out": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.policyTypes", list("Ingress", "Egress"))),
		"system namespace":  pack.Together(namespace("kube-system")),
	},
	Fail: pack.Examples{
		"policy left out":      pack.Together(namespace("a0008")),
		"policy of another":    pack.Together(namespace("a0008"), networkPolicy("a0009", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress", "Egress"))),
		"ingress only":         pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress"))),
		"types left out":       pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{})),
		"one application only": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector.matchLabels.app", "web", "spec.policyTypes", list("Ingress", "Egress"))),
		"allows everything in": pack.Together(namespace("a0008"), networkPolicy("a0008", "spec.podSelector", pack.Map{}, "spec.policyTypes", list("Ingress", "Egress"),
			"spec.ingress", list(pack.Map{}))),
	},
}

func networkPolicy(namespace string, pairs ...any) pack.ExampleResource {
	return object("policy", typeNetworkPolicy, append([]any{"metadata.namespace", namespace}, pairs...)...)
}

// deniesByDefault reports whether a policy selects every pod for a direction and has no rule that lets everything pass.
// Without policyTypes a policy is about ingress, and about egress if it has egress rules.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
func deniesByDefault(policy pack.Resource, direction, rules string) pack.Truth {
	selector := policy.At("spec", "podSelector")
	everyPod := selector.At("matchLabels").IsSet().Or(selector.At("matchExpressions").IsSet()).Not()
	types := policy.At("spec", "policyTypes")
	about := types.Includes(direction)
	if types.Exists().No() {
		about = pack.True
		if direction == "Egress" {
			about = policy.At("spec", "egress").Exists()
		}
	}
	items, known := policy.At("spec", rules).Items()
	open := pack.False
	if !known {
		open = pack.DontKnow(policy.At("spec", rules).Path())
	}
	for _, item := range items {
		open = open.Or(item.IsSet().Not())
	}
	return everyPod.And(about).And(open.Not())
}
