package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func routeTable() *engine.Type {
	return &engine.Type{
		Token: azure.TypeRouteTable, Versions: versions, APIVersion: apiVersion,
		ARMType: armRouteTable, Names: []string{"routeTableName"},
		Args: sdk.RouteTableArgs{}, State: sdk.RouteTable{},
		SubResources: []string{"routes"},
		Inline:       []engine.Inline{{Kind: "routes", Path: "routes"}},
		Check:        checkRouteTable,
		Put: func(op *engine.Operation) error {
			if err := keepsGateways(op, "routeTable"); err != nil {
				return err
			}
			op.Set(op.GUID("resourceGuid"), "resourceGuid")
			op.Default(false, "disableBgpRoutePropagation")
			op.Default([]any{}, "routes")
			parts(op, "routes", "routes", func(item map[string]any) {
				item["type"] = armRouteTable + "/routes"
				item["hasBgpOverride"] = false
			})
			return nil
		},
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armVirtualNetwork) {
				return nil
			}
			return CodeRouteTableCannotBeDeleted.Errorf("Route table %s is in use and cannot be deleted.", op.Name)
		},
		Models: []string{
			"Routes have names of their own and go to well-formed prefixes or service tags, one route per prefix.",
			"A route has a next-hop address exactly when it goes to a virtual appliance.",
			"On the subnet of an Application Gateway no default route leads away from the Internet.",
			"A table that a subnet uses cannot be deleted.",
		},
		Codes: []engine.Code{CodeInvalidAddressPrefixFormat, CodeInvalidCIDRNotation, CodeDuplicateResourceName,
			CodeRouteTableCannotBeDeleted, CodeGatewaySubnetRoute, CodeBadRequest},
	}
}

// checkRouteTable judges the routes.
// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview
func checkRouteTable(c *engine.Check) {
	routes := c.Inputs.At("routes")
	uniqueNames(c, routes)
	taken := map[string]string{}
	for _, route := range routes.Items() {
		if !route.Known() {
			continue
		}
		name, prefix := route.At("name").Text(), route.At("addressPrefix")
		if prefix.Absent() {
			c.Failf(route, CodeBadRequest, "Route %s of route table %s has no address prefix.", name, c.Name())
		}
		if prefix.Known() && !isServiceTag(prefix.Text()) {
			prefixAt(c, prefix)
		}
		if key := strings.ToLower(prefix.Text()); key != "" {
			if other, twice := taken[key]; twice {
				c.Failf(prefix, CodeBadRequest, "Routes %s and %s of route table %s have the same address prefix %s.", other, name, c.Name(), prefix.Text())
			}
			taken[key] = name
		}
		checkNextHop(c, route)
	}
}

func checkNextHop(c *engine.Check, route engine.Value) {
	kind, address := route.At("nextHopType"), route.At("nextHopIpAddress")
	if !kind.Known() {
		return
	}
	name := route.At("name").Text()
	if !strings.EqualFold(kind.Text(), "VirtualAppliance") {
		if address.Present() {
			c.Failf(address, CodeBadRequest, "Route %s has next hop type %s, which takes no next hop IP address.", name, kind.Text())
		}
		return
	}
	if address.Absent() {
		c.Failf(route, CodeBadRequest, "Route %s has next hop type VirtualAppliance and must have a next hop IP address.", name)
		return
	}
	if _, err := netip.ParseAddr(address.Text()); address.Known() && err != nil {
		c.Failf(address, CodeBadRequest, "Route %s has an invalid next hop IP address '%s'.", name, address.Text())
	}
}
