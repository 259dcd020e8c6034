package cluster

import (
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const addressSource = "https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning"

// Demand is how many nodes may exist at once.
type Demand struct {
	// MaxCount is the sum of the pools' upper limits.
	MaxCount int
	// Surge is how many more there are while pools are upgraded.
	Surge int
	// Pods is how many addresses the pods of all these nodes can take, surge and one spare node for each pool included.
	Pods int
}

// Nodes is MaxCount and Surge together.
func (d Demand) Nodes() int { return d.MaxCount + d.Surge }

func (d Demand) plus(other Demand) Demand {
	return Demand{MaxCount: d.MaxCount + other.MaxCount, Surge: d.Surge + other.Surge, Pods: d.Pods + other.Pods}
}

// NodeDemand returns the sum of the upper limits of all pools, and how many nodes are added while all of them upgrade.
func (s Settings) NodeDemand() (maxCount, surge int) {
	var total Demand
	for _, pool := range s.completed().NodePools {
		total = total.plus(pool.demand())
	}
	return total.MaxCount, total.Surge
}

// SubnetDemand returns the demand on each subnet: "" is the spoke's subnet for nodes, any other key is the name of an
// extra subnet that pools ask for.
func (s Settings) SubnetDemand() map[string]Demand {
	demand := map[string]Demand{}
	for _, pool := range s.completed().NodePools {
		demand[pool.Subnet] = demand[pool.Subnet].plus(pool.demand())
	}
	return demand
}

func (p NodePool) demand() Demand {
	d := Demand{MaxCount: p.largest(), Surge: Surge(p.largest(), p.UpgradeSettings.MaxSurge)}
	d.Pods = (d.Nodes() + 1) * p.MaxPods
	return d
}

// largest is how many nodes the pool can have outside an upgrade.
func (p NodePool) largest() int {
	if p.EnableAutoScaling {
		return max(p.MaxCount, 0)
	}
	return max(p.Count, 0)
}

// Surge returns how many nodes an upgrade adds to a pool of the given size: maxSurge is a number ("2") or a share of the
// pool ("33%"), of which AKS rounds a fraction up. Empty, as on a spot pool, and anything else adds none.
// https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
func Surge(nodes int, maxSurge string) int {
	amount, isShare, ok := parseSurge(maxSurge)
	switch {
	case !ok || nodes <= 0:
		return 0
	case isShare:
		return int(math.Ceil(float64(nodes) * float64(amount) / 100))
	}
	return amount
}

// parseSurge reads "33%" or "2".
func parseSurge(text string) (amount int, isShare, ok bool) {
	digits, isShare := strings.CutSuffix(text, "%")
	amount, err := strconv.Atoi(digits)
	if err != nil || amount < 0 || digits[0] == '+' || amount > maxPoolCount {
		return 0, false, false
	}
	return amount, isShare, true
}

// NodeAddresses returns how many addresses of its subnet a cluster needs: its nodes and their surge, times growthFactor
// (1 for none), so that the pools can grow later although the subnet cannot; one for each internal load balancer; and one
// for the private endpoint that AKS puts into the subnet of the first pool when the API server is private. Compare it with
// [azure.UsableAddresses], which has taken off what Azure keeps.
func NodeAddresses(demand Demand, growthFactor, loadBalancers int, privateEndpoint bool) int {
	needed := demand.Nodes()*growthFactor + loadBalancers
	if privateEndpoint {
		needed++
	}
	return needed
}

// FlatAddresses is [NodeAddresses] for network mode nodeSubnet, in which pods take addresses of the same subnet.
func FlatAddresses(demand Demand, growthFactor, loadBalancers int, privateEndpoint bool) int {
	return NodeAddresses(demand, growthFactor, loadBalancers, privateEndpoint) + demand.Pods*growthFactor
}

// PodCIDRBlocks returns how many nodes an overlay pod range can serve: it gives each node a /24, whatever its pod limit.
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning
func PodCIDRBlocks(pods netip.Prefix) int {
	if !pods.IsValid() || !pods.Addr().Is4() || pods.Bits() > azure.OverlayNodePrefix {
		return 0
	}
	return 1 << (azure.OverlayNodePrefix - pods.Bits())
}

// longestProdPodPrefix is the smallest pod range for production, a rule of the landing zone: 32 nodes, beyond which the
// range would have to be expanded under load.
const longestProdPodPrefix = 19

// CheckPodCIDR reports a pod range that has no block left for some node the pools can have while they are upgraded, or
// that is too small for production. It has nothing to say where pods have addresses of the virtual network, and nothing
// about a range that cannot be read, which [Network.Validate] reports.
func CheckPodCIDR(path field.Path, s Settings, class environment.Class) field.Errors {
	if !s.Network.HasPodCIDR() {
		return nil
	}
	pods, err := netip.ParsePrefix(s.Network.PodCIDR)
	if err != nil {
		return nil
	}
	var errors field.Errors
	maxCount, surge := s.NodeDemand()
	if blocks := PodCIDRBlocks(pods); blocks < maxCount+surge {
		errors.Add(field.Error{
			Path: path, Value: pods.String(),
			Rule:   fmt.Sprintf("has a /24 for %d nodes, and there can be %d: %d at most + %d while upgrading", blocks, maxCount+surge, maxCount, surge),
			Remedy: "choose a larger range, or smaller maxCount", Source: addressSource,
		})
	}
	if class == environment.Prod && pods.Bits() > longestProdPodPrefix {
		errors.Add(field.Error{
			Path: path, Value: pods.String(), Rule: fmt.Sprintf("is smaller than /%d, the least that production has room to grow in", longestProdPodPrefix),
			Remedy: fmt.Sprintf("choose /%d or larger", longestProdPodPrefix), Source: addressSource,
		})
	}
	return errors
}

// CheckServiceCIDR reports a service range that is too large for AKS, and a DNS address that is not inside it or that
// Kubernetes gives to the API server, which is the first. network is the path of the object that holds serviceCidr and
// dnsServiceIP.
func CheckServiceCIDR(network field.Path, serviceCIDR, dnsServiceIP string) field.Errors {
	services, errors := parsePrivateRange(network.Child("serviceCidr"), serviceCIDR)
	address, err := netip.ParseAddr(dnsServiceIP)
	path := network.Child("dnsServiceIP")
	if err != nil || !address.Is4() {
		errors.Add(field.Error{Path: path, Value: orNil(dnsServiceIP), Rule: "is not an IPv4 address", Remedy: "write one inside serviceCidr"})
	}
	if len(errors) > 0 {
		return errors
	}
	if services.Bits() < azure.ShortestServicePrefix {
		errors.Add(field.Error{
			Path: network.Child("serviceCidr"), Value: serviceCIDR, Rule: "is not smaller than a /12",
			Remedy: fmt.Sprintf("choose /%d or smaller", azure.ShortestServicePrefix), Source: addressSource,
		})
	}
	first := services.Addr().Next()
	switch {
	case !services.Contains(address):
		errors.Add(field.Error{
			Path: path, Value: dnsServiceIP, Rule: fmt.Sprintf("is outside serviceCidr %s", services),
			Remedy: "choose the tenth address of the range", Source: addressSource,
		})
	case address == services.Addr() || address == first:
		errors.Add(field.Error{
			Path: path, Value: dnsServiceIP, Rule: fmt.Sprintf("is the first address of serviceCidr %s, which the API server has", services),
			Remedy: "choose the tenth address of the range", Source: addressSource,
		})
	}
	return errors
}
