package spoke

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// existing reads a network that somebody else made, and refuses it unless the spoke can live in it. Nothing is written
// to it, so its peerings, logs and DNS servers are its owner's.
func (b *builder) existing() error {
	id, err := azure.ParseID(b.args.Network.ExistingVNetID)
	if err != nil {
		return fmt.Errorf("existing virtual network: %w", err)
	}
	found, err := network.LookupVirtualNetwork(b.ctx, &network.LookupVirtualNetworkArgs{
		ResourceGroupName: id.ResourceGroup(), VirtualNetworkName: id.Name(),
	}, pulumi.Parent(b.spoke))
	if err != nil {
		return fmt.Errorf("reading the existing virtual network %s: %w", id, err)
	}
	if faults := b.args.faults(id, found); len(faults) > 0 {
		return fmt.Errorf("the existing virtual network %s does not fit the spoke:\n  %s", id, strings.Join(faults, "\n  "))
	}
	b.spoke.VNetID = pulumi.String(id.String()).ToStringOutput()
	b.spoke.VNetName = pulumi.String(found.Name).ToStringOutput()
	if table := findSubnet(found, SubnetClusterNodes).RouteTable; table != nil {
		b.spoke.RouteTableID = pulumi.String(text(table.Id)).ToStringOutput()
	}
	return nil
}

// faults lists everything in which an existing network differs from the one that the spoke would have made. The routes
// inside its route table are not part of what Azure returns with the network.
func (a *Args) faults(id azure.ID, found *network.LookupVirtualNetworkResult) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if !strings.EqualFold(text(found.Id), id.String()) {
		fault("the provider's subscription has a network of this name with another ID: %s", text(found.Id))
	}
	if azure.NormalizeLocation(text(found.Location)) != a.Location.Name {
		fault("it is in region %s, the hub and the cluster are in %s", text(found.Location), a.Location.Name)
	}
	var space []string
	if found.AddressSpace != nil {
		space = found.AddressSpace.AddressPrefixes
	}
	if !slices.Contains(space, a.Addresses.VNet.String()) {
		fault("its address space is %v, the configuration says %s", space, a.Addresses.VNet)
	}
	for _, plan := range a.subnets() {
		subnet := findSubnet(found, plan.name)
		if subnet == nil {
			fault("subnet %s is missing", plan.name)
			continue
		}
		for _, problem := range a.subnetFaults(plan, subnet) {
			fault("subnet %s %s", plan.name, problem)
		}
	}
	return faults
}

func (a *Args) subnetFaults(plan subnetPlan, subnet *network.SubnetResponse) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	prefixes := subnet.AddressPrefixes
	if subnet.AddressPrefix != nil {
		prefixes = []string{*subnet.AddressPrefix}
	}
	if prefix, err := netip.ParsePrefix(strings.Join(prefixes, " ")); err != nil || prefix != plan.prefix {
		fault("is %s, the configuration says %s", strings.Join(prefixes, " "), plan.prefix)
	}
	if plan.guard != "" && subnet.NetworkSecurityGroup == nil {
		fault("has no network security group")
	}
	routed, translated := plan.egress && a.Egress.appliance(), plan.egress && a.Egress.Mode == EgressNATGateway
	if routed && subnet.RouteTable == nil {
		fault("has no route table, and egress.mode %s needs a default route", a.Egress.Mode)
	}
	if !routed && subnet.RouteTable != nil {
		fault("has a route table and must not have one")
	}
	if translated && subnet.NatGateway == nil {
		fault("has no NAT gateway, and egress.mode %s needs one", a.Egress.Mode)
	}
	var delegations []string
	for _, delegation := range subnet.Delegations {
		delegations = append(delegations, text(delegation.ServiceName))
	}
	if got := strings.Join(delegations, ", "); !strings.EqualFold(got, plan.delegation) {
		fault("is delegated to %s, it must be delegated to %s", orNothing(got), orNothing(plan.delegation))
	}
	return faults
}

// findSubnet returns the subnet of this name, in any case as ARM has it, or nil.
func findSubnet(found *network.LookupVirtualNetworkResult, name string) *network.SubnetResponse {
	for i, subnet := range found.Subnets {
		if strings.EqualFold(text(subnet.Name), name) {
			return &found.Subnets[i]
		}
	}
	return nil
}

// text is the text behind an optional property, "" without one.
func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func orNothing(service string) string {
	if service == "" {
		return "nothing"
	}
	return service
}
