package containerservice

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// checkWayOut requires that the nodes of new pools reach what they need.
func checkWayOut(op *engine.Operation, cluster engine.Value, all []seat) error {
	kind := outbound(cluster)
	nodes := slices.DeleteFunc(slices.Clone(all), func(s seat) bool { return s.pods })
	switch {
	case kind == managedNATGateway && len(nodes) > 0:
		return at(cluster.At("networkProfile", "outboundType"), CodeManagedNATInOwnNetwork.Errorf("Outbound type managedNATGateway is only for "+
			"clusters in a network that AKS makes."))
	case (kind == ownNATGateway) && len(nodes) == 0:
		return at(cluster.At("networkProfile", "outboundType"), CodeOwnNATInManagedNetwork.Errorf("Outbound type userAssignedNATGateway needs a "+
			"virtual network of one's own."))
	case kind == userDefinedRouting && len(nodes) == 0:
		return at(cluster.At("networkProfile", "outboundType"), CodeRouteTableNotAssociated.Errorf("Outbound type userDefinedRouting needs a subnet "+
			"of one's own with a route table."))
	}
	for _, s := range nodes {
		var err error
		switch kind {
		case ownNATGateway:
			err = checkNATGateway(op, s)
		case userDefinedRouting:
			err = checkRouting(op, cluster, s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkNATGateway requires the subnet to have a NAT gateway with an address.
// Source: https://learn.microsoft.com/azure/aks/nat-gateway
func checkNATGateway(op *engine.Operation, s seat) error {
	v := s.subnet.At("natGateway", "id")
	if v.Absent() {
		return at(s.at, CodeSubnetWithoutNATGateway.Errorf("Subnet '%s' must have a NAT gateway associated for outbound connection.", s.id))
	}
	gateway, ok := op.Get(v.Text())
	if ok && len(gateway.In().At("publicIpAddresses").Items())+len(gateway.In().At("publicIpPrefixes").Items()) == 0 {
		return at(s.at, CodeNATGatewayWithoutIP.Errorf("NAT gateway '%s' of subnet '%s' must be associated with a public IP address or prefix.",
			gateway.ID, s.id))
	}
	return nil
}

// checkRouting follows the subnet's default route to whoever is to let the traffic out.
func checkRouting(op *engine.Operation, cluster engine.Value, s seat) error {
	table, ok := op.Get(s.subnet.At("routeTable", "id").Text())
	if !ok {
		return at(s.at, CodeRouteTableNotAssociated.Errorf("An existing route table has not been associated with subnet %s. Please update the route "+
			"table association and retry. Please see https://aka.ms/aks/customrt for more information.", s.id))
	}
	route, found := defaultRoute(table)
	if !found {
		return unreachable(s, "route table %s has no route for 0.0.0.0/0", table.Name())
	}
	switch hop := route.At("nextHopType").Text(); {
	case strings.EqualFold(hop, "VirtualNetworkGateway"):
		return nil // what is behind the gateway is not Azure's
	case !strings.EqualFold(hop, "VirtualAppliance"):
		return at(s.at, CodeRouteTableInvalidHop.Errorf("Default route 0.0.0.0/0 has next hop of %s but only next hops of VirtualAppliance or "+
			"VirtualNetworkGateway are allowed.", hop))
	}
	address, err := netip.ParseAddr(route.At("nextHopIpAddress").Text())
	if err != nil {
		return unreachable(s, "the next hop '%s' of route table %s is no address", route.At("nextHopIpAddress").Text(), table.Name())
	}
	if firewall, known := firewallAt(op, address); known {
		return checkFirewall(op, cluster, s, firewall)
	}
	return checkAppliance(op, s, address)
}

// defaultRoute returns the route for everything.
func defaultRoute(table *engine.Resource) (engine.Value, bool) {
	for _, r := range table.In().At("routes").Items() {
		if r.At("addressPrefix").Text() == "0.0.0.0/0" {
			return r, true
		}
	}
	return engine.Value{}, false
}

// firewallAt returns the firewall with a private address.
func firewallAt(op *engine.Operation, address netip.Addr) (*engine.Resource, bool) {
	for _, r := range op.List(firewallType) {
		for _, c := range r.Out().At("ipConfigurations").Items() {
			if a, err := netip.ParseAddr(c.At("privateIPAddress").Text()); err == nil && a == address {
				return r, true
			}
		}
	}
	return nil, false
}

// networkOf returns the network that a firewall is in.
func networkOf(op *engine.Operation, firewall *engine.Resource) (*engine.Resource, bool) {
	for _, c := range firewall.In().At("ipConfigurations").Items() {
		if target, ok := op.Find(c.At("subnet", "id").Text()); ok && target.Part.Present() {
			return target.Resource, true
		}
	}
	return nil, false
}

// checkFirewall requires the firewall to be reached, and to let through what a node needs to join.
func checkFirewall(op *engine.Operation, cluster engine.Value, s seat, firewall *engine.Resource) error {
	hub, ok := networkOf(op, firewall)
	if !ok || !connected(op, s.vnet, hub) {
		return unreachable(s, "firewall %s is in a network that is not peered with %s in both directions", firewall.Name(), s.vnet.Name())
	}
	policy := policyOf(op, firewall)
	private := cluster.At("apiServerAccessProfile", "enablePrivateCluster").Bool()
	for _, rule := range azure.EgressRules(s.vnet.Location(), azure.EgressAKS) {
		if !rule.Required {
			continue
		}
		for _, from := range s.prefixes() {
			if missing := policy.blocks(rule, from, azure.AKSRequiredFQDNs(s.vnet.Location(), private)); missing != "" {
				return unreachable(s, "firewall %s does not let %s out from %s (%s)", firewall.Name(), missing, from, rule.Reason)
			}
		}
	}
	return nil
}

// checkAppliance accepts an address that no firewall of Azure's has, if it lies in the cluster's network or in one that
// is peered with it: an appliance's rules are its own affair.
func checkAppliance(op *engine.Operation, s seat, address netip.Addr) error {
	for _, vnet := range op.List(networkType) {
		inside := slices.ContainsFunc(addressSpace(vnet), func(p netip.Prefix) bool { return p.Contains(address) })
		if inside && connected(op, s.vnet, vnet) {
			return nil
		}
	}
	return unreachable(s, "the default route leads to %s, which is neither a firewall nor an address in %s or a network peered with it in both "+
		"directions", address, s.vnet.Name())
}

// unreachable is what AKS answers when nodes cannot be provisioned for want of a way out.
func unreachable(s seat, format string, args ...any) error {
	return at(s.at, CodeVMExtensionProvisioning.Errorf("Unable to establish outbound connection from agents, please see "+
		"https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/error-code-outboundconnfailvmextensionerror and "+
		"https://aka.ms/aks-required-ports-and-addresses for more information. Details: instance 0 of agent pool %s has extension error details : "+
		"{vmssCSE error messages : {vmssCSE exit status=50, output=ERR_OUTBOUND_CONN_FAIL: %s}}", s.pool.name, fmt.Sprintf(format, args...)))
}
