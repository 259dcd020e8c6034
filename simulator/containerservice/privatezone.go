package containerservice

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// checkZone requires the identity's grants on a private DNS zone of one's own, and that nodes can look up the API server
// in it. It links the zone to the nodes' network where the program has not done so, as AKS does.
// Source: https://learn.microsoft.com/azure/aks/private-clusters
func checkZone(op *engine.Operation, all []seat) error {
	v := op.Inputs.At("apiServerAccessProfile", "privateDNSZone")
	id, own := v.ID()
	if !own || !op.Inputs.At("apiServerAccessProfile", "enablePrivateCluster").Bool() {
		return nil
	}
	target, err := op.Resolve(v, zoneType)
	if err != nil {
		return err
	}
	principal, known := controlPlane(op, op.Inputs)
	if known && !granted(op, principal, id, writesZones) {
		return at(v, CodePrivateZonePermission.Errorf("Service principal or user-assigned identity must be given permission to read and write to "+
			"custom private dns zone %s. Check access result not allowed for action Microsoft.Network/privateDnsZones/read.", id))
	}
	if len(all) == 0 {
		return nil
	}
	vnet := all[0].vnet
	if !linked(op, target.Resource, vnet) {
		if known && !granted(op, principal, vnet.ARMID(), linksNetworks) {
			return at(v, CodeNetworkLinkFailed.Errorf("Failed to create or update the virtual network link of private DNS zone %s: the zone is not "+
				"linked to %s, and the client '%s' does not have permission to perform action 'Microsoft.Network/virtualNetworks/join/action' on it.",
				id.Name(), vnet.ID, principal))
		}
		op.Stage(&engine.Resource{ID: id.Child("virtualNetworkLinks", op.Name+"-"+op.Unique("link")).String(), Type: linkType,
			ManagedBy: op.ID.String(), Inputs: map[string]any{"virtualNetwork": map[string]any{"id": vnet.ID}, "registrationEnabled": false},
			Outputs: map[string]any{"provisioningState": "Succeeded", "virtualNetworkLinkState": "Completed", "location": "global"}})
	}
	if op.Old != nil {
		return nil
	}
	return checkResolver(op, v, target.Resource, vnet)
}

// linked reports whether a zone is linked to a network.
func linked(op *engine.Operation, zone, vnet *engine.Resource) bool {
	return slices.ContainsFunc(op.In(zone.ID), func(r *engine.Resource) bool {
		return r.Is(linkType) && strings.EqualFold(r.In().At("virtualNetwork", "id").Text(), vnet.ID)
	})
}

// checkResolver follows the nodes' DNS servers: the network a server is in must be linked to the zone, and a firewall
// answers only with its DNS proxy on. Servers outside every known network are nobody's affair here.
// Source: https://learn.microsoft.com/azure/aks/private-clusters#hub-and-spoke-with-custom-dns
func checkResolver(op *engine.Operation, v engine.Value, zone, vnet *engine.Resource) error {
	for _, server := range vnet.In().At("dhcpOptions", "dnsServers").Texts() {
		address, err := netip.ParseAddr(server)
		if err != nil {
			continue
		}
		for _, near := range op.List(networkType) {
			inside := slices.ContainsFunc(addressSpace(near), func(p netip.Prefix) bool { return p.Contains(address) })
			if inside && !linked(op, zone, near) {
				return at(v, lookupFailed("the DNS server %s is in %s, which private DNS zone %s is not linked to", server, near.Name(), zone.Name()))
			}
		}
		if firewall, known := firewallAt(op, address); known {
			policy, ok := op.Get(firewall.In().At("firewallPolicy", "id").Text())
			if !ok || !policy.In().At("dnsSettings", "enableProxy").Bool() {
				return at(v, lookupFailed("the DNS server %s is firewall %s, whose policy does not enable the DNS proxy", server, firewall.Name()))
			}
		}
	}
	return nil
}

// lookupFailed is what AKS answers when nodes cannot resolve the API server's name.
func lookupFailed(format string, args ...any) *engine.Error {
	return CodeDNSLookupFailed.Errorf("Agents are unable to resolve Kubernetes API server name. It's likely custom DNS server is not correctly "+
		"configured, please see https://aka.ms/aks/private-cluster#hub-and-spoke-with-custom-dns for more information. Details: {vmssCSE error "+
		"messages : {vmssCSE exit status=52, output=ERR_K8S_API_SERVER_DNS_LOOKUP_FAIL: "+format+"}}", args...)
}

// zoneName is the zone that a private API server's name is in.
func zoneName(op *engine.Operation, location string) string {
	if id, own := op.Inputs.At("apiServerAccessProfile", "privateDNSZone").ID(); own {
		return id.Name()
	}
	return op.GUID("private zone") + "." + azure.PrivateDNSZoneAKS(location)
}
