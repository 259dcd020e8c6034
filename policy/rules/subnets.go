package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// subnetTypes are the two places where a subnet is declared.
var subnetTypes = []string{azure.TypeVirtualNetwork, azure.TypeSubnet}

// eachSubnet judges every subnet that a resource declares: each of a network's subnets, or the one that a Subnet is.
func eachSubnet(r pack.Resource, check func(subnet, name pack.Value) pack.Verdict) pack.Verdict {
	if r.Type() == azure.TypeSubnet {
		return check(r.Root(), subnetName(r))
	}
	return r.At("subnets").Each(func(subnet pack.Value) pack.Verdict { return check(subnet, subnet.At("name")) })
}

// subnetName is the ARM name of a Subnet resource. Both properties exist; the first is the one in the request path.
func subnetName(r pack.Resource) pack.Value {
	if name := r.At("subnetName"); !name.Exists().No() {
		return name
	}
	return r.At("name")
}

// unlessReserved judges a subnet unless Azure reserves its name for a service of a kind that skip names.
func unlessReserved(name pack.Value, skip func(azure.SubnetRule) bool, check func() pack.Verdict) pack.Verdict {
	if name.NotKnown() {
		return name.Undecided()
	}
	text, _ := name.Text()
	if rule, reserved := azure.SubnetRuleFor(text); reserved && skip(rule) {
		return pack.Skip("%s belongs to an Azure service", rule.Name)
	}
	return check()
}

// vnet is the example of a network with the given subnets.
func vnet(subnets ...any) pack.Example {
	return one(azure.TypeVirtualNetwork, "subnets", list(subnets...))
}

// ownSubnet is the example of a subnet that is a resource of its own.
func ownSubnet(pairs ...any) pack.Example { return one(azure.TypeSubnet, pairs...) }
