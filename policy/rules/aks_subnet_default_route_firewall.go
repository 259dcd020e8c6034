package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksSubnetDefaultRouteFirewall = pack.Rule{
	ID:       "aks-subnet-default-route-firewall",
	Title:    "Node subnets route to the firewall",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "With userDefinedRouting the cluster uses whatever route it finds; without a default route to an appliance nodes cannot join, or go out unseen.",
	Absent:   "Azure routes to the Internet.",
	Remedy: "Give every node subnet a route table with a route 0.0.0.0/0 of nextHopType VirtualAppliance to the firewall's " +
		"private address, and every pool a vnetSubnetID.",
	Source: "https://learn.microsoft.com/azure/aks/egress-udr",
	Types:  []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachCluster(s, func(c pack.Resource) pack.Verdict {
			return pack.When(outboundType(c).Is("userDefinedRouting"),
				func() pack.Verdict {
					return eachPoolOf(s, c, func(pool pack.Value) pack.Verdict { return poolIsRouted(s, pool.At("vnetSubnetID")) })
				},
				func() pack.Verdict { return pack.Skip("the cluster does not rely on routes of yours") })
		})
	},
	Pass: pack.Examples{
		"inline":     pack.Together(routedCluster(), spoke(set("name", "snet-nodes", "routeTable.id", routeTableID)), routeTable(toAppliance)),
		"own subnet": pack.Together(routedCluster(), spoke(), nodeSubnet("routeTable.id", routeTableID), routeTable(toAppliance)),
		"own route": pack.Together(routedCluster(), spoke(set("name", "snet-nodes", "routeTable.id", routeTableID)), routeTable(),
			object("r", typeRoute, "routeTableName", "rt-example", "addressPrefix", "0.0.0.0/0", "nextHopType", "VirtualAppliance")),
		"IDs not known yet": pack.Together(
			madeFrom(aks("networkProfile.outboundType", "userDefinedRouting", "agentPoolProfiles",
				list(set("name", "np", "vnetSubnetID", pack.Unknown))), "agentPoolProfiles", "spoke"),
			madeFrom(spoke(set("name", "snet-nodes", "routeTable.id", pack.Unknown)), "subnets", "table"), routeTable(toAppliance)),
		"elsewhere":     pack.Together(routedCluster()),
		"other way out": pack.Together(aks("networkProfile.outboundType", "loadBalancer")),
	},
	Fail: pack.Examples{
		"route table left out": pack.Together(routedCluster(), spoke(set("name", "snet-nodes"))),
		"own subnet, left out": pack.Together(routedCluster(), spoke(), nodeSubnet()),
		"route left out":       pack.Together(routedCluster(), spoke(set("name", "snet-nodes", "routeTable.id", routeTableID)), routeTable()),
		"route to the Internet": pack.Together(routedCluster(), spoke(set("name", "snet-nodes", "routeTable.id", routeTableID)),
			routeTable(set("name", "r", "addressPrefix", "0.0.0.0/0", "nextHopType", "Internet"))),
		"another prefix": pack.Together(routedCluster(), spoke(set("name", "snet-nodes", "routeTable.id", routeTableID)),
			routeTable(set("name", "r", "addressPrefix", "10.0.0.0/8", "nextHopType", "VirtualAppliance"))),
		"subnet of a pool left out": pack.Together(aks("networkProfile.outboundType", "userDefinedRouting", "agentPoolProfiles", list(set("name", "np")))),
		"own pool in an open subnet": pack.Together(routedCluster(), poolOf("aks-example", "vnetSubnetID", spokeID+"/subnets/snet-open"),
			spoke(set("name", "snet-nodes", "routeTable.id", routeTableID), set("name", "snet-open")), routeTable(toAppliance)),
		"IDs not known yet, route table left out": pack.Together(
			madeFrom(aks("networkProfile.outboundType", "userDefinedRouting", "agentPoolProfiles",
				list(set("name", "np", "vnetSubnetID", pack.Unknown))), "agentPoolProfiles", "spoke"),
			spoke(set("name", "snet-nodes"))),
	},
}

const routeTableID = exampleGroupID + "/providers/Microsoft.Network/routeTables/rt-example"

var toAppliance = set("name", "r", "addressPrefix", "0.0.0.0/0", "nextHopType", "VirtualAppliance", "nextHopIpAddress", "10.200.0.4")

func routedCluster() pack.ExampleResource {
	return aks("networkProfile.outboundType", "userDefinedRouting",
		"agentPoolProfiles", list(set("name", "np", "vnetSubnetID", spokeID+"/subnets/snet-nodes")))
}

func spoke(subnets ...any) pack.ExampleResource {
	return object("spoke", azure.TypeVirtualNetwork, "id", spokeID, "subnets", list(subnets...))
}

func nodeSubnet(pairs ...any) pack.ExampleResource {
	return object("subnet", azure.TypeSubnet, append([]any{"id", spokeID + "/subnets/snet-nodes", "subnetName", "snet-nodes"}, pairs...)...)
}

func routeTable(routes ...any) pack.ExampleResource {
	return object("table", azure.TypeRouteTable, "id", routeTableID, "routeTableName", "rt-example", "routes", list(routes...))
}

// poolIsRouted finds the subnet of a pool in the stack and judges its routes.
func poolIsRouted(s pack.Stack, subnetID pack.Value) pack.Verdict {
	if subnetID.Exists().No() {
		return subnetID.Fail("must name a subnet: Azure's own has no route table of yours")
	}
	var candidates []pack.Verdict
	for _, subnet := range s.Of(azure.TypeSubnet) {
		candidates = append(candidates, candidate(subnetID.RefersTo(subnet), func() pack.Verdict {
			return subnetIsRouted(s, subnet.Root())
		})...)
	}
	for _, network := range s.Of(azure.TypeVirtualNetwork) {
		inside := subnetID.LiesIn(network)
		subnets, known := network.At("subnets").Items()
		if !known && !inside.No() {
			return network.At("subnets").Undecided()
		}
		for _, subnet := range subnets {
			candidates = append(candidates, candidate(inside.And(couldBe(subnetID, subnet.At("name"))), func() pack.Verdict {
				return subnetIsRouted(s, subnet)
			})...)
		}
	}
	if len(candidates) == 0 && !subnetID.NotKnown() {
		return pack.Skip("the subnet is not in this stack")
	}
	return oneOf(candidates, subnetID.Undecided())
}

// couldBe reports whether an ID, as far as it is known, is that of a subnet with the given name. The subnets that Azure
// reserves for its services hold no nodes.
func couldBe(subnetID, name pack.Value) pack.Truth {
	if name.NotKnown() {
		return pack.DontKnow(name.Path())
	}
	text, _ := name.Text()
	if _, reserved := azure.SubnetRuleFor(text); reserved {
		return pack.False
	}
	id, known := subnetID.Text()
	return pack.Known(!known || strings.EqualFold(id[strings.LastIndex(id, "/")+1:], text))
}

func subnetIsRouted(s pack.Stack, subnet pack.Value) pack.Verdict {
	id := subnet.At("routeTable", "id")
	if id.IsSet().No() {
		return id.Fail("must name a route table with a default route to the firewall")
	}
	var candidates []pack.Verdict
	for _, table := range s.Of(azure.TypeRouteTable) {
		candidates = append(candidates, candidate(id.RefersTo(table), func() pack.Verdict { return leadsToAppliance(s, table) })...)
	}
	if len(candidates) == 0 && !id.NotKnown() {
		return pack.Skip("the route table is not in this stack")
	}
	return oneOf(candidates, id.Undecided())
}

func leadsToAppliance(s pack.Stack, table pack.Resource) pack.Verdict {
	routes := table.At("routes")
	inline, known := routes.Items()
	found := pack.Known(false)
	if !known {
		found = pack.DontKnow(routes.Path())
	}
	for _, route := range inline {
		found = found.Or(isDefaultToAppliance(route))
	}
	for _, route := range s.Of(typeRoute) {
		name := table.At("routeTableName")
		if name.Exists().No() {
			name = table.At("name")
		}
		found = found.Or(route.At("routeTableName").Names(table, name).And(isDefaultToAppliance(route.Root())))
	}
	return pack.When(found, pack.Pass, func() pack.Verdict {
		return routes.Fail("must hold a route 0.0.0.0/0 of nextHopType VirtualAppliance")
	})
}

func isDefaultToAppliance(route pack.Value) pack.Truth {
	return route.At("addressPrefix").Is("0.0.0.0/0").And(route.At("nextHopType").Is("VirtualAppliance"))
}
