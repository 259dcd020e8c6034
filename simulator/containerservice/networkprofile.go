package containerservice

import (
	"net/netip"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// What AKS fills in where a network profile says nothing.
// Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update (API version 2024-10-01)
const (
	defaultNetworkPlugin = "kubenet"
	defaultPodCIDR       = "10.244.0.0/16"
	defaultServiceCIDR   = "10.0.0.0/16"
	defaultDNSServiceIP  = "10.0.0.10"
	defaultOutboundType  = "loadBalancer"
	userDefinedRouting   = "userDefinedRouting"
	ownNATGateway        = "userAssignedNATGateway"
	managedNATGateway    = "managedNATGateway"
)

// networkPlugin, outbound and overlay read a cluster's network profile.
func networkPlugin(inputs engine.Value) string {
	return strings.ToLower(inputs.At("networkProfile", "networkPlugin").TextOr(defaultNetworkPlugin))
}

func outbound(inputs engine.Value) string {
	return inputs.At("networkProfile", "outboundType").TextOr(defaultOutboundType)
}

func overlay(inputs engine.Value) bool {
	return strings.EqualFold(inputs.At("networkProfile", "networkPluginMode").Text(), "overlay")
}

// podsHaveOwnRange reports whether pods get addresses from podCidr, not from a subnet.
func podsHaveOwnRange(inputs engine.Value) bool {
	return overlay(inputs) || networkPlugin(inputs) == "kubenet"
}

func checkNetworkProfile(c *engine.Check) {
	n := c.Inputs.At("networkProfile")
	checkPlugin(c, n)
	checkRanges(c, n)
	checkOutbound(c, n)
	if n.At("loadBalancerSku").Text() != "" && strings.EqualFold(n.At("loadBalancerSku").Text(), "basic") {
		c.Failf(n.At("loadBalancerSku"), CodeInvalidLoadBalancerSKU, "Load balancer SKU 'basic' is retired; use 'standard'.")
	}
}

// checkPlugin judges plugin, mode, dataplane and policy, which constrain one another.
// Sources: https://learn.microsoft.com/azure/aks/azure-cni-overlay, https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium
func checkPlugin(c *engine.Check, n engine.Value) {
	plugin, mode, dataplane, policy := n.At("networkPlugin"), n.At("networkPluginMode"), n.At("networkDataplane"), n.At("networkPolicy")
	for _, v := range []engine.Value{plugin, mode, dataplane, policy} {
		if !v.Known() {
			return
		}
	}
	isAzure := networkPlugin(c.Inputs) == "azure"
	cilium := strings.EqualFold(dataplane.Text(), "cilium")
	enforcer := strings.ToLower(policy.TextOr("none"))
	if mode.Present() && !isAzure {
		errorf(c, mode, "network plugin mode overlay needs network plugin azure, not %s", networkPlugin(c.Inputs))
	}
	switch {
	case cilium && !isAzure:
		errorf(c, dataplane, "network dataplane cilium needs network plugin azure, not %s", networkPlugin(c.Inputs))
	case cilium && enforcer != "cilium" && enforcer != "none":
		errorf(c, policy, "network dataplane cilium needs network policy cilium or none, not %s", policy.Text())
	case !cilium && enforcer == "cilium":
		errorf(c, policy, "network policy cilium needs network dataplane cilium")
	case enforcer == "azure" && networkPlugin(c.Inputs) == "kubenet":
		c.Failf(policy, CodeNetworkPolicyWithKubenet, "Network policy azure is not supported for network plugin kubenet.")
	case enforcer != "none" && networkPlugin(c.Inputs) == "none":
		c.Failf(policy, CodeNetworkPolicyWithoutPlugin, "Network policy %s is not supported with network plugin none.", policy.Text())
	}
	if cilium && anyPool(c.Inputs, pool.windows) {
		errorf(c, dataplane, "network dataplane cilium does not support Windows agent pools")
	}
	if n.At("advancedNetworking", "security", "enabled").Bool() && !cilium {
		errorf(c, n.At("advancedNetworking", "security", "enabled"), "container network security needs network dataplane cilium")
	}
	for _, p := range inlinePools(c.Inputs) {
		if overlay(c.Inputs) && p.At("podSubnetID").Present() {
			errorf(c, p.At("podSubnetID"), "pod subnets are not for overlay mode")
		}
	}
}

// inlinePools returns the pools of agentPoolProfiles, as far as they are known.
func inlinePools(inputs engine.Value) []pool {
	var pools []pool
	for _, v := range inputs.At("agentPoolProfiles").Items() {
		if v.Known() {
			pools = append(pools, pool{v, v.At("name").Text()})
		}
	}
	return pools
}

func anyPool(inputs engine.Value, is func(pool) bool) bool {
	for _, p := range inlinePools(inputs) {
		if is(p) {
			return true
		}
	}
	return false
}

// checkRanges judges pod range, service range and DNS address by themselves; what lies around the cluster is judged when
// it is created.
// Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning
func checkRanges(c *engine.Check, n engine.Value) {
	services, ok := rangeAt(c, n.At("serviceCidr"), defaultServiceCIDR)
	if ok && services.Bits() < azure.ShortestServicePrefix {
		errorf(c, n.At("serviceCidr"), "the service range %s must be smaller than a /%d", services, azure.ShortestServicePrefix-1)
	}
	if ok {
		checkDNSAddress(c, n.At("dnsServiceIP"), services)
	}
	if !n.At("networkPlugin").Known() || !n.At("networkPluginMode").Known() || !podsHaveOwnRange(c.Inputs) {
		return
	}
	pods, podsOK := rangeAt(c, n.At("podCidr"), defaultPodCIDR)
	if !podsOK {
		return
	}
	if ok && pods.Overlaps(services) {
		c.Failf(n.At("podCidr"), CodePodCIDROverlapsServices, "The pod CIDR %s overlaps with the service CIDR %s.", pods, services)
	}
	nodes := 0
	for _, p := range inlinePools(c.Inputs) {
		nodes += p.nodes()
	}
	if room := 1 << max(0, azure.OverlayNodePrefix-pods.Bits()); pods.Bits() > azure.OverlayNodePrefix || nodes > room {
		c.Failf(n.At("podCidr"), CodeInsufficientPodCIDR, "The pod CIDR %s has no room for a /%d for each of %d nodes.", pods,
			azure.OverlayNodePrefix, nodes)
	}
}

// rangeAt reads a range of addresses, or the default where nothing is given; ok is false when it is unknown or wrong.
func rangeAt(c *engine.Check, v engine.Value, otherwise string) (netip.Prefix, bool) {
	if !v.Known() {
		return netip.Prefix{}, false
	}
	p, err := netip.ParsePrefix(v.TextOr(otherwise))
	switch {
	case err != nil:
		errorf(c, v, "'%s' is not a CIDR range", v.Text())
		return netip.Prefix{}, false
	case !p.Addr().Is4():
		errorf(c, v, "%s is not an IPv4 range", p)
		return netip.Prefix{}, false
	case p != p.Masked():
		errorf(c, v, "%s has bits behind its prefix; %s is meant", p, p.Masked())
	}
	for _, forbidden := range azure.ForbiddenAKSRanges() {
		if p.Overlaps(forbidden.Prefix) {
			errorf(c, v, "%s overlaps %s: %s (%s)", p, forbidden.Prefix, forbidden.Reason, forbidden.Source)
		}
	}
	return p.Masked(), true
}

func checkDNSAddress(c *engine.Check, v engine.Value, services netip.Prefix) {
	if !v.Known() {
		return
	}
	address, err := netip.ParseAddr(v.TextOr(defaultDNSServiceIP))
	switch {
	case err != nil:
		errorf(c, v, "'%s' is not an IP address", v.Text())
	case !services.Contains(address):
		c.Failf(v, CodeDNSServiceIPOutOfRange, "The DNS service IP %s is out of the service CIDR %s.", address, services)
	case address == services.Addr() || address == services.Addr().Next():
		c.Failf(v, CodeDNSServiceIPConflicting, "The DNS service IP %s is the first of the service CIDR %s, which is the API server's.", address, services)
	case address == last(services):
		c.Failf(v, CodeDNSServiceIPConflicting, "The DNS service IP %s is the last of the service CIDR %s.", address, services)
	}
}

// last returns the highest address of an IPv4 range.
func last(p netip.Prefix) netip.Addr {
	a := p.Masked().Addr().As4()
	for i := p.Bits(); i < 32; i++ {
		a[i/8] |= 1 << (7 - i%8)
	}
	return netip.AddrFrom4(a)
}

// checkOutbound judges the way out by itself.
// Sources: https://learn.microsoft.com/azure/aks/egress-outboundtype, https://learn.microsoft.com/azure/aks/load-balancer-standard
func checkOutbound(c *engine.Check, n engine.Value) {
	if !n.At("outboundType").Known() {
		return
	}
	balancer := n.At("loadBalancerProfile")
	udr := outbound(c.Inputs) == userDefinedRouting
	if udr && balancer.Present() {
		c.Failf(balancer, CodeUDRWithLoadBalancerProfile, "UserDefinedRouting and load balancer profile are mutually exclusive. Please refer to "+
			"https://aka.ms/aks/outboundtype for more details.")
	}
	for _, p := range inlinePools(c.Inputs) {
		if udr && p.At("enableNodePublicIP").Bool() {
			c.Failf(p.At("enableNodePublicIP"), CodePublicIPWithUDR, "Node public IP is not allowed with userDefinedRouting. Nodepool name: %s.", p.name)
		}
	}
	given := 0
	for _, kind := range []string{"managedOutboundIPs", "outboundIPPrefixes", "outboundIPs"} {
		if balancer.At(kind).Present() {
			given++
		}
	}
	if given > 1 {
		c.Failf(balancer, CodeInvalidLoadBalancerProfile, "A load balancer profile has one of managedOutboundIPs, outboundIPPrefixes and outboundIPs.")
	}
	c.Range(balancer.At("managedOutboundIPs", "count"), CodeInvalidLoadBalancerProfile, 1, 100)
	c.Range(balancer.At("managedOutboundIPs", "countIPv6"), CodeInvalidLoadBalancerProfile, 0, 100)
	c.Range(balancer.At("idleTimeoutInMinutes"), CodeInvalidLoadBalancerProfile, 4, 120)
	if ports := balancer.At("allocatedOutboundPorts"); ports.Present() && ports.Known() &&
		(ports.Int() < 0 || ports.Int() > 64000 || ports.Int()%8 != 0) {
		c.Failf(ports, CodeOutboundPorts, "allocatedOutboundPorts %d must be a multiple of 8 from 0 to 64000.", ports.Int())
	}
	nat := n.At("natGatewayProfile")
	c.Range(nat.At("managedOutboundIPProfile", "count"), CodeInvalidParameter, 1, 16)
	c.Range(nat.At("idleTimeoutInMinutes"), CodeInvalidParameter, 4, 120)
}
