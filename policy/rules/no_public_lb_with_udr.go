package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noPublicLBWithUDR = pack.Rule{
	ID:       "no-public-lb-with-udr",
	Title:    "Requests and answers take the same way",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A request that enters through a public load balancer is answered through the firewall, which never saw it begin and drops the answer.",
	Absent:   "Without a public load balancer there is no second way.",
	Remedy:   "Make the load balancer internal and let requests in through Application Gateway or the firewall.",
	Source:   "https://learn.microsoft.com/azure/firewall/integrate-lb#asymmetric-routing",
	Types:    []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		routed := pack.False
		for _, c := range s.Of(azure.TypeManagedCluster) {
			routed = routed.Or(outboundType(c).Is("userDefinedRouting"))
		}
		var verdicts []pack.Verdict
		for _, service := range s.Of(typeService) {
			public := service.At("spec", "type").Is("LoadBalancer").And(internalLoadBalancer(service).Is(true).Not())
			verdicts = append(verdicts, pack.When(routed.And(public),
				func() pack.Verdict {
					return service.At("spec", "type").Fail("must not be a public load balancer while the cluster answers through a firewall")
				}, pack.Pass))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"internal": pack.Together(aks("networkProfile.outboundType", "userDefinedRouting"), service("spec.type", "LoadBalancer",
			"metadata.annotations", pack.Map{internalAnnotation: "true"})),
		"no firewall":            pack.Together(aks("networkProfile.outboundType", "loadBalancer"), service("spec.type", "LoadBalancer")),
		"load balancer left out": pack.Together(aks("networkProfile.outboundType", "userDefinedRouting"), service("spec.type", "ClusterIP")),
	},
	Fail: pack.Examples{
		"public": pack.Together(aks("networkProfile.outboundType", "userDefinedRouting"), service("spec.type", "LoadBalancer",
			"metadata.annotations", pack.Map{internalAnnotation: "false"})),
		"annotation left out": pack.Together(aks("networkProfile.outboundType", "userDefinedRouting"), service("spec.type", "LoadBalancer")),
	},
}

func service(pairs ...any) pack.ExampleResource { return object("service", typeService, pairs...) }
