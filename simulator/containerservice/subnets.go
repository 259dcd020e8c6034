package containerservice

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// seat is a subnet that a pool puts nodes or pods in.
type seat struct {
	pool   pool
	at     engine.Value // the input that names the subnet
	id     azure.ID
	vnet   *engine.Resource
	subnet engine.Value
	pods   bool // for pods only
}

// prefixes returns the subnet's address ranges.
func (s seat) prefixes() []netip.Prefix {
	return prefixesOf(s.subnet, "addressPrefix", "addressPrefixes")
}

// prefixesOf reads ranges from a property that holds one and a property that holds several.
func prefixesOf(v engine.Value, one, many string) []netip.Prefix {
	texts := v.At(many).Texts()
	if single := v.At(one).Text(); single != "" {
		texts = append(texts, single)
	}
	var prefixes []netip.Prefix
	for _, text := range texts {
		if p, err := netip.ParsePrefix(text); err == nil {
			prefixes = append(prefixes, p.Masked())
		}
	}
	return prefixes
}

// addressSpace returns a network's ranges.
func addressSpace(vnet *engine.Resource) []netip.Prefix {
	return prefixesOf(vnet.In().At("addressSpace"), "", "addressPrefixes")
}

// seats resolves the subnets of pools; none for pools in a network that AKS makes.
func seats(op *engine.Operation, pools []pool, location string) ([]seat, error) {
	var all []seat
	for _, p := range pools {
		for _, property := range []string{"vnetSubnetID", "podSubnetID"} {
			v := p.At(property)
			if v.Absent() {
				continue
			}
			target, err := op.Resolve(v, subnetType)
			if err != nil {
				return nil, err
			}
			s := seat{pool: p, at: v, id: target.ID, vnet: target.Resource, subnet: target.Part, pods: property == "podSubnetID"}
			if s.vnet.Location() != azure.NormalizeLocation(location) {
				return nil, at(v, CodeInvalidParameter.Errorf("Virtual network %s is in location %s, the cluster in %s.", s.vnet.ID, s.vnet.Location(), location))
			}
			all = append(all, s)
		}
	}
	return all, nil
}

// checkSeats judges the subnets together with those of the cluster's other pools.
func checkSeats(own, others []seat) error {
	for _, s := range own {
		if !s.pods && len(s.subnet.At("delegations").Items()) > 0 {
			return at(s.at, CodeSubnetIsDelegated.Errorf("Subnet %s is delegated to %s and cannot be used by agent pool %s.", s.id,
				s.subnet.At("delegations").Items()[0].At("serviceName").Text(), s.pool.name))
		}
		for _, o := range slices.Concat(own, others) {
			switch {
			case o.vnet.ARMID().Key() != s.vnet.ARMID().Key():
				return at(s.at, CodeInvalidParameter.Errorf("All node pools must be in the same virtual network; pool %s is in %s, pool %s in %s.",
					s.pool.name, s.vnet.ID, o.pool.name, o.vnet.ID))
			case o.pods != s.pods && o.id.Equal(s.id):
				return at(s.at, CodeInvalidParameter.Errorf("Subnet %s cannot hold both nodes and pods.", s.id))
			}
		}
	}
	return nil
}

// checkRoom requires every node subnet to have addresses for the nodes it begins with and one more for upgrades.
// Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning
func checkRoom(cluster engine.Value, own, others []seat) error {
	for _, s := range own {
		if s.pods {
			continue
		}
		needed, podsInSubnet := 1, !podsHaveOwnRange(cluster) && networkPlugin(cluster) == "azure"
		for _, o := range slices.Concat(own, others) {
			if o.pods || !o.id.Equal(s.id) {
				continue
			}
			perNode := 1
			if podsInSubnet && o.pool.At("podSubnetID").Absent() {
				perNode += maxPods(o.pool, cluster)
			}
			needed += o.pool.nodes() * perNode
		}
		room := 0
		for _, p := range s.prefixes() {
			room += azure.UsableAddresses(p)
		}
		if needed > room {
			return at(s.at, CodeInsufficientSubnetSize.Errorf("Pre-allocated IPs %d exceeds IPs available %d in Subnet Cidr %v, Subnet Name %s.",
				needed, room, s.prefixes(), s.id.Name()))
		}
	}
	return nil
}

// maxPods is the pool's limit of pods per node, or the service's default for the network plugin.
// Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#maximum-pods-per-node
func maxPods(p pool, cluster engine.Value) int {
	switch {
	case p.At("maxPods").Present():
		return p.At("maxPods").Int()
	case networkPlugin(cluster) == "kubenet":
		return 110
	case overlay(cluster) || networkPlugin(cluster) == "none" || p.At("podSubnetID").Present():
		return 250
	}
	return 30
}

// checkOverlaps refuses pod and service ranges that the cluster's network, or one peered with it, uses.
func checkOverlaps(op *engine.Operation, all []seat) error {
	if len(all) == 0 {
		return nil
	}
	n := op.Inputs.At("networkProfile")
	ranges := []struct {
		at   engine.Value
		text string
		code engine.Code
		word string
	}{{n.At("serviceCidr"), defaultServiceCIDR, CodeServiceCIDROverlapsSubnets, "service"}}
	if podsHaveOwnRange(op.Inputs) {
		ranges = append(ranges, ranges[0])
		ranges[1].at, ranges[1].text, ranges[1].code, ranges[1].word = n.At("podCidr"), defaultPodCIDR, CodePodCIDROverlapsSubnets, "pod"
	}
	vnet := all[0].vnet
	for _, r := range ranges {
		given, err := netip.ParsePrefix(r.at.TextOr(r.text))
		if err != nil {
			continue // refused before
		}
		for _, near := range append([]*engine.Resource{vnet}, peers(op, vnet)...) {
			for _, p := range addressSpace(near) {
				if p.Overlaps(given) {
					return at(r.at, r.code.Errorf("The specified %s CIDR %s is conflicted with an existing CIDR %s of virtual network %s, which the "+
						"cluster's subnets are in or peered with.", r.word, given, p, near.Name()))
				}
			}
		}
	}
	return nil
}

// peers returns the networks that a network has a peering to.
func peers(op *engine.Operation, vnet *engine.Resource) []*engine.Resource {
	var found []*engine.Resource
	for _, r := range op.In(vnet.ID) {
		if !r.Is(peeringType) {
			continue
		}
		if remote, ok := op.Get(r.In().At("remoteVirtualNetwork", "id").Text()); ok {
			found = append(found, remote)
		}
	}
	return found
}

// connected reports whether traffic passes between two networks: they are one, or each has a peering to the other.
func connected(op *engine.Operation, a, b *engine.Resource) bool {
	if strings.EqualFold(a.ID, b.ID) {
		return true
	}
	names := func(from, to *engine.Resource) bool {
		return slices.ContainsFunc(peers(op, from), func(r *engine.Resource) bool { return strings.EqualFold(r.ID, to.ID) })
	}
	return names(a, b) && names(b, a)
}
