package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var privateClusterNeedsAccessPath = pack.Rule{
	ID:       "private-cluster-needs-access-path",
	Title:    "Somebody can reach the private API server",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "People of dev come from a network that reaches it, or turn on Bastion or the run command while they need it.",
	Why:      "A private API server without a way in is found out during the first incident, and then opened in a hurry.",
	Absent:   "Azure creates no way in.",
	Remedy: "Add a Bastion host, a VPN or ExpressRoute gateway, or a peering to a network outside the stack from which people " +
		"and pipelines come.",
	Source: "https://learn.microsoft.com/azure/aks/private-clusters#options-for-connecting-to-the-private-cluster",
	Types:  []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		if len(s.Of(azure.TypeBastionHost, typeVirtualNetworkGateway, typeVpnGateway, typeExpressRouteGateway, typeP2sVpnGateway)) > 0 {
			return pack.Pass()
		}
		outside := leadsOutside(s)
		return eachCluster(s, func(c pack.Resource) pack.Verdict {
			return pack.When(privateCluster(c).Is(true),
				func() pack.Verdict {
					return pack.When(outside, pack.Pass, func() pack.Verdict {
						return c.Fail("nothing in the stack leads to the private API server")
					})
				},
				func() pack.Verdict { return pack.Skip("the API server is public") })
		})
	},
	Pass: pack.Examples{
		"Bastion":     pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", true), object("b", azure.TypeBastionHost, "location", "westeurope")),
		"VPN gateway": pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", true), object("g", typeVirtualNetworkGateway, "gatewayType", "Vpn")),
		"peering to a hub elsewhere": pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", true),
			object("v", azure.TypeVirtualNetwork, "id", spokeID), object("p", azure.TypeVirtualNetworkPeering, "remoteVirtualNetwork.id", hubID)),
		"public": pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", false)),
	},
	Fail: pack.Examples{
		"way in left out": pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", true)),
		"peering inside the stack": pack.Together(aks("apiServerAccessProfile.enablePrivateCluster", true),
			object("h", azure.TypeVirtualNetwork, "id", hubID), object("p", azure.TypeVirtualNetworkPeering, "remoteVirtualNetwork.id", hubID)),
	},
}

const (
	hubID   = exampleGroupID + "/providers/Microsoft.Network/virtualNetworks/vnet-hub"
	spokeID = exampleGroupID + "/providers/Microsoft.Network/virtualNetworks/vnet-spoke"
)

// leadsOutside reports whether a network is peered with one that the stack does not hold.
func leadsOutside(s pack.Stack) pack.Truth {
	outside := pack.False
	for _, p := range s.Of(azure.TypeVirtualNetworkPeering) {
		remote := p.At("remoteVirtualNetwork", "id")
		inside := pack.False
		for _, network := range s.Of(azure.TypeVirtualNetwork) {
			inside = inside.Or(remote.RefersTo(network))
		}
		outside = outside.Or(remote.Exists().And(inside.Not()))
	}
	return outside
}
