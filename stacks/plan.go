package stacks

import (
	"fmt"
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Plan is everything about a stack that can be computed before the first resource: names, addresses, zones, and what
// may leave the network. It is pure: the same configuration gives the same plan.
type Plan struct {
	// Stack is the name of the stack.
	Stack string
	// Environment is its class.
	Environment environment.Class
	// Regions are planned in the order of the configuration.
	Regions []RegionPlan
}

// RegionPlan is the plan of one region.
type RegionPlan struct {
	// Name is the region's name in Pulumi's resource names: primary.
	Name string
	// Location is the region.
	Location azure.Location
	// Names are the physical names.
	Names naming.Names
	// Zones are the availability zones that the stack uses there; none outside production.
	Zones []string
	// Hub are the addresses of the hub.
	Hub hub.Addresses
	// Spokes are planned in the order of the configuration; the first holds the cluster.
	Spokes []SpokePlan
	// IngressPrivateIP is the address of the ingress controller in the first spoke.
	IngressPrivateIP netip.Addr
	// EgressRules are what the firewall lets out for the platform itself; empty without a firewall.
	EgressRules []azure.EgressRule
}

// SpokePlan is the plan of one spoke.
type SpokePlan struct {
	// Network is the spoke as configured.
	Network spoke.Network
	// Addresses are its subnets.
	Addresses spoke.Addresses
}

// NodeSubnets returns the subnets of all spokes of the region whose traffic goes to the hub.
func (r RegionPlan) NodeSubnets() []netip.Prefix {
	subnets := make([]netip.Prefix, 0, len(r.Spokes))
	for _, s := range r.Spokes {
		subnets = append(subnets, s.Network.NodeSubnets(s.Addresses)...)
	}
	return subnets
}

// newPlan computes the plan of a configuration, and every mistake that only shows in the plan:
// addresses that overlap or are too few, names that Azure would refuse.
func newPlan(config Config, stack string) (Plan, field.Errors) {
	plan := Plan{Stack: stack, Environment: config.Environment}
	var errors field.Errors
	for i, region := range config.Regions {
		regionPlan, regionErrors := planRegion(config, stack, i, region)
		errors.Append(regionErrors)
		plan.Regions = append(plan.Regions, regionPlan)
	}
	if len(errors) == 0 {
		errors.Append(checkOverlaps(config, plan))
		errors.Append(checkSpokes(config, plan))
		errors.Append(checkCapacity(config, plan))
	}
	return plan, errors
}

func planRegion(config Config, stack string, index int, region Region) (RegionPlan, field.Errors) {
	path := field.Root(Namespace, "regions").Index(index)
	location, _ := azure.LookupLocation(region.Location)
	plan := RegionPlan{
		Name: region.Name, Location: location,
		Names: naming.For(naming.Args{
			SubscriptionID: config.Subscriptions.Workload, Stack: stack, Location: region.Location, RegionIndex: index,
			BusinessUnit: config.Workload.BusinessUnit, Application: config.Workload.Application,
		}),
	}
	if config.Environment.ProductionLike() {
		plan.Zones = location.Zones
	}
	var errors, found field.Errors
	plan.Hub, found = hub.PlanAddresses(path.Child("hub"), region.Hub, config.DNS.Mode == DNSResolver)
	errors.Append(found)
	errors.Append(config.Ingress.CheckHosts(field.Root(Namespace, "ingress").Child("sites"), field.Root(Namespace, "dns").Child("domain"), plan.Names, config.DNS.Domain))
	errors.Append(config.Ingress.CheckVault(field.Root(Namespace, "ingress"), plan.Names.Vault()))
	errors.Append(config.checkCertificates(plan.Names))
	entries := plan.Names.Regional()
	for i, network := range region.Spokes {
		addresses, found := spoke.PlanAddresses(path.Child("spokes").Index(i), network, config.Environment)
		errors.Append(found)
		plan.Spokes = append(plan.Spokes, SpokePlan{Network: network, Addresses: addresses})
		entries = append(entries, plan.Names.Spoke(network.Name)...)
	}
	if len(errors) == 0 {
		plan.IngressPrivateIP, found = config.ingressPrivateIP(plan.Spokes[0].Addresses.ClusterIngressServices)
		errors.Append(found)
	}
	for _, entry := range entries {
		if err := entry.Check(); err != nil {
			errors.Add(field.Error{
				Path: path, Value: entry.Name, Rule: "is not a name that Azure takes: " + err.Error(),
				Remedy: "shorten workload.businessUnit, workload.application or the spoke's name",
			})
		}
	}
	if config.Egress.Mode == EgressFirewall {
		plan.EgressRules = egressRules(config, region.Location)
		if index == 0 {
			plan.EgressRules = append(plan.EgressRules, purgeEgress(config, plan)...)
		}
	}
	return plan, errors
}

// regionName is the default name of the i-th region.
func regionName(i int) string {
	switch i {
	case 0:
		return "primary"
	case 1:
		return "secondary"
	}
	return fmt.Sprintf("region%d", i+1)
}
