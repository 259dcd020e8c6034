package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var ingressTLSRequired = pack.Rule{
	ID:       "ingress-tls-required",
	Title:    "Everything that comes in is encrypted",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without TLS at the edge of the cluster passwords and sessions cross the network in the clear.",
	Absent:   "Kubernetes serves plain HTTP.",
	Remedy:   "Set spec.tls on the Ingress, and the protocol HTTPS or TLS on every listener of a Gateway.",
	Source:   "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
	Types:    []string{typeIngress, typeGateway},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == pack.Canonical(typeGateway) {
			return r.At("spec", "listeners").Each(func(listener pack.Value) pack.Verdict {
				return listener.At("protocol").MustBeOneOf("HTTPS", "TLS")
			})
		}
		return r.At("spec", "tls").MustBeSet()
	},
	Pass: pack.Examples{
		"ingress": one(typeIngress, "spec.tls", list(set("hosts", list("shop.example.org"), "secretName", "shop-tls"))),
		"gateway": one(typeGateway, "spec.listeners", list(set("name", "web", "protocol", "HTTPS"))),
	},
	Fail: pack.Examples{
		"tls left out":      one(typeIngress, "spec.rules", list(set("host", "shop.example.org"))),
		"empty":             one(typeIngress, "spec.tls", list()),
		"plain listener":    one(typeGateway, "spec.listeners", list(set("name", "web", "protocol", "HTTPS"), set("name", "plain", "protocol", "HTTP"))),
		"protocol left out": one(typeGateway, "spec.listeners", list(set("name", "web"))),
	},
}

const typeGateway = "kubernetes:gateway.networking.k8s.io/v1:Gateway"
