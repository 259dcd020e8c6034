package spoke

import (
	"errors"
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Ways out of a spoke.
const (
	// EgressFirewall sends everything to the hub's Azure Firewall.
	EgressFirewall = "firewall"
	// EgressNVA sends everything to a network virtual appliance in the hub.
	EgressNVA = "nva"
	// EgressNATGateway gives fixed public addresses and inspects nothing.
	EgressNATGateway = "natGateway"
	// EgressLoadBalancer leaves the way out to the cluster's own load balancer.
	EgressLoadBalancer = "loadBalancer"
)

// Egress is the way out of a spoke.
type Egress struct {
	// Mode is one of the Egress constants. Required.
	Mode string
	// NextHopIP is the private address of firewall or appliance. Required with those two modes, and refused with the
	// others: a default route next to a NAT gateway would win over it.
	NextHopIP pulumi.StringInput
}

// wayOut is what the subnets that may leave get; at most one of the two is set.
type wayOut struct {
	routeTable *network.RouteTable
	natGateway *network.NatGateway
}

// check reports a way out that cannot be.
func (e Egress) check() error {
	hop := e.NextHopIP != nil
	switch e.Mode {
	case EgressFirewall, EgressNVA:
		if !hop {
			return fmt.Errorf("egress mode %s needs NextHopIP", e.Mode)
		}
	case EgressNATGateway, EgressLoadBalancer:
		if hop {
			return fmt.Errorf("egress mode %s goes without NextHopIP", e.Mode)
		}
	case "":
		return errors.New("an egress mode is required")
	default:
		return fmt.Errorf("egress mode %q is not known", e.Mode)
	}
	return nil
}

// appliance reports whether traffic leaves through a default route to an appliance.
func (e Egress) appliance() bool { return e.Mode == EgressFirewall || e.Mode == EgressNVA }

// wayOut builds what the mode needs.
func (b *builder) wayOut() (wayOut, error) {
	var out wayOut
	var err error
	switch {
	case b.args.Egress.appliance():
		out.routeTable, err = b.routeTable()
	case b.args.Egress.Mode == EgressNATGateway:
		out.natGateway, err = b.natGateway()
	}
	return out, err
}

// routeTable sends everything that leaves the network to the next hop.
func (b *builder) routeTable() (*network.RouteTable, error) {
	table, err := network.NewRouteTable(b.ctx, b.child("routes"), &network.RouteTableArgs{
		RouteTableName:    pulumi.String(b.args.Names.RouteTable(b.args.Network.Name)),
		ResourceGroupName: b.args.ResourceGroupName,
		Location:          b.location,
		// Routes that a gateway in the hub learns stay valid: they are narrower than the default route.
		DisableBgpRoutePropagation: pulumi.Bool(false),
		Routes: network.RouteTypeArray{network.RouteTypeArgs{
			Name:             pulumi.String("r-nexthop-to-fw"),
			AddressPrefix:    pulumi.String("0.0.0.0/0"),
			NextHopType:      pulumi.String("VirtualAppliance"),
			NextHopIpAddress: b.args.Egress.NextHopIP.ToStringOutput(),
		}},
		Tags: b.tags,
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("route table: %w", err)
	}
	b.spoke.RouteTableID = table.ID().ToStringOutput()
	return table, nil
}
