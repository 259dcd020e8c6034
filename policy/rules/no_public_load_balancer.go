package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noPublicLoadBalancer = pack.Rule{
	ID:       "no-public-load-balancer",
	Title:    "Services are exposed inside the network only",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A Service of type LoadBalancer gets a public address that bypasses the web application firewall and every network control.",
	Absent:   "Azure creates a public load balancer for a Service of type LoadBalancer.",
	Remedy:   "Set the annotation service.beta.kubernetes.io/azure-load-balancer-internal to \"true\", and publish through the gateway.",
	Source:   "https://learn.microsoft.com/azure/aks/internal-lb",
	Types:    []string{typeService},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(r.At("spec", "type").Or("ClusterIP").Is("LoadBalancer"),
			func() pack.Verdict { return internalLoadBalancer(r).MustBe(true) }, pack.Pass)
	},
	Pass: pack.Examples{
		"internal":      loadBalanced("true"),
		"cluster only":  one(typeService, "spec.type", "ClusterIP"),
		"type left out": one(typeService, "spec.selector.app", "web"),
	},
	Fail: pack.Examples{
		"public":              loadBalanced("false"),
		"annotation left out": one(typeService, "spec.type", "LoadBalancer"),
		"another annotation":  one(typeService, "spec.type", "LoadBalancer", "metadata.annotations", pack.Map{"service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.240.4.4"}),
	},
}

const internalAnnotation = "service.beta.kubernetes.io/azure-load-balancer-internal"

func loadBalanced(internal string) pack.Example {
	return one(typeService, "spec.type", "LoadBalancer", "metadata.annotations", pack.Map{internalAnnotation: internal})
}

// internalLoadBalancer says whether a Service of type LoadBalancer stays inside the network; Azure assumes it does not.
func internalLoadBalancer(r pack.Resource) pack.Value {
	return r.At("metadata", "annotations", internalAnnotation).Or(false)
}
