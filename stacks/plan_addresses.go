package stacks

import (
	"fmt"
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// claim is an address range with the place in the configuration that claims it.
type claim struct {
	path   field.Path
	what   string
	prefix netip.Prefix
}

// claims lists every range that the stack uses or is connected to.
func claims(config Config, plan Plan) []claim {
	var all []claim
	regions := field.Root(Namespace, "regions")
	for i, region := range plan.Regions {
		all = append(all, claim{regions.Index(i).Child("hub").Child("addressPrefix"), "hub " + region.Name, region.Hub.VNet})
		for j, s := range region.Spokes {
			path := regions.Index(i).Child("spokes").Index(j).Child("addressPrefix")
			all = append(all, claim{path, "spoke " + s.Network.Name, s.Addresses.VNet})
		}
	}
	for i, text := range config.Network.OnPremRanges {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			path := field.Root(Namespace, "network").Child("onPremRanges").Index(i)
			all = append(all, claim{path, "on-premises range", prefix})
		}
	}
	// Overlay addresses never leave the cluster, so clusters may share them; they must only stay clear of what pods
	// want to reach.
	network := field.Root(Namespace, "cluster").Child("network")
	if prefix, err := netip.ParsePrefix(config.Cluster.Network.PodCIDR); err == nil {
		all = append(all, claim{network.Child("podCidr"), "pod range", prefix})
	}
	if prefix, err := netip.ParsePrefix(config.Cluster.Network.ServiceCIDR); err == nil {
		all = append(all, claim{network.Child("serviceCidr"), "service range", prefix})
	}
	return all
}

const addressPlanSource = "https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning"

// checkOverlaps compares every two ranges, and each with those that AKS reserves.
func checkOverlaps(config Config, plan Plan) field.Errors {
	var errors field.Errors
	all := claims(config, plan)
	for i, a := range all {
		for _, b := range all[:i] {
			if a.prefix.Overlaps(b.prefix) {
				errors.Add(field.Error{
					Path: a.path, Value: a.prefix.String(),
					Rule:   fmt.Sprintf("overlaps %s (%s, %s)", b.prefix, b.what, b.path),
					Remedy: "give each network a range of its own", Source: addressPlanSource,
				})
			}
		}
		for _, forbidden := range azure.ForbiddenAKSRanges() {
			if a.prefix.Overlaps(forbidden.Prefix) {
				errors.Add(field.Error{
					Path: a.path, Value: a.prefix.String(),
					Rule:   fmt.Sprintf("overlaps %s, which AKS reserves: %s", forbidden.Prefix, forbidden.Reason),
					Remedy: "choose another private range", Source: forbidden.Source,
				})
			}
		}
	}
	return errors
}

// checkSpokes checks each spoke's subnets for what its settings want in them, and that allowances name spokes that
// exist.
func checkSpokes(config Config, plan Plan) field.Errors {
	var errors field.Errors
	var names []string
	for _, region := range plan.Regions {
		for _, s := range region.Spokes {
			names = append(names, s.Network.Name)
			errors.Append(below(errors, config.Spoke.CheckAddresses(field.Root(Namespace, "spoke"), s.Addresses)))
		}
	}
	for i, allowance := range config.Egress.Allow {
		errors.Append(allowance.CheckSpokes(field.Root(Namespace, "egress").Child("allow").Index(i), names))
	}
	return errors
}

// checkCapacity compares what the cluster may grow to with what its subnets and its pod range hold.
func checkCapacity(config Config, plan Plan) field.Errors {
	var errors field.Errors
	private := config.Cluster.APIServer.Mode == cluster.APIServerPrivateLink
	for subnet, demand := range config.Cluster.SubnetDemand() {
		for i, region := range plan.Regions {
			if len(region.Spokes) == 0 {
				continue
			}
			path, prefix := nodeSubnet(region, i, subnet)
			if !prefix.IsValid() {
				continue // a pool in a subnet that is not there has been reported where the pool is
			}
			needed := nodeAddresses(config, demand, subnet == "" && private)
			if usable := azure.UsableAddresses(prefix); needed > usable {
				errors.Add(field.Error{
					Path: path, Value: prefix.String(),
					Rule: fmt.Sprintf("has %d addresses, and %d are needed: (%d nodes at most + %d while upgrading) x growthFactor %d, load balancers and endpoints",
						usable, needed, demand.MaxCount, demand.Surge, config.Network.GrowthFactor),
					Remedy: "choose a larger subnet, fewer nodes or a smaller network.growthFactor", Source: addressPlanSource,
				})
			}
		}
	}
	path := field.Root(Namespace, "cluster").Child("network").Child("podCidr")
	errors.Append(cluster.CheckPodCIDR(path, config.Cluster, config.Environment))
	return errors
}

// nodeAddresses is how many addresses of its subnet a group of pools needs.
func nodeAddresses(config Config, demand cluster.Demand, privateEndpoint bool) int {
	growth, extra := config.Network.GrowthFactor, config.Spoke.ExtraLoadBalancerIPs
	if config.Cluster.Network.Mode == cluster.NetworkNodeSubnet {
		return cluster.FlatAddresses(demand, growth, extra, privateEndpoint)
	}
	return cluster.NodeAddresses(demand, growth, extra, privateEndpoint)
}

// nodeSubnet is a subnet for nodes in the spoke that holds the cluster: "" is the one that every pool shares.
func nodeSubnet(region RegionPlan, index int, name string) (field.Path, netip.Prefix) {
	path := field.Root(Namespace, "regions").Index(index).Child("spokes").Index(0)
	if name == "" {
		return path.Child("subnets").Child("clusterNodes"), region.Spokes[0].Addresses.ClusterNodes
	}
	return path.Child("extraSubnets"), region.Spokes[0].Addresses.Extra[name]
}
