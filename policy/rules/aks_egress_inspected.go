package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksEgressInspected = pack.Rule{
	ID:       "aks-egress-inspected",
	Title:    "Traffic leaves through a firewall",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "The firewall is the largest single cost; dev leaves through a NAT gateway.",
	Why:      "A load balancer or NAT gateway lets pods reach any address on the Internet; only a firewall on the route sees and stops it.",
	Absent:   "Azure sends traffic out through a public load balancer.",
	Remedy: "Set networkProfile.outboundType to userDefinedRouting, with a route table on the node subnet whose default route " +
		"points to the firewall.",
	Source: "https://learn.microsoft.com/azure/aks/egress-outboundtype",
	Types:  []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return outboundType(r).MustBe("userDefinedRouting")
	},
	Pass: pack.Examples{
		"through the firewall": cluster("networkProfile.outboundType", "userDefinedRouting"),
	},
	Fail: pack.Examples{
		"load balancer":     cluster("networkProfile.outboundType", "loadBalancer"),
		"NAT gateway":       cluster("networkProfile.outboundType", "userAssignedNATGateway"),
		"property left out": cluster("networkProfile.networkPlugin", "azure"),
		"profile left out":  cluster(),
	},
}

// outboundType says how traffic leaves a cluster; Azure assumes its load balancer.
func outboundType(r pack.Resource) pack.Value {
	return r.At("networkProfile", "outboundType").Or("loadBalancer")
}
