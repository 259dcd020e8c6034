package network

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// placeGateway judges the subnet of a gateway.
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure
func placeGateway(op *engine.Operation) error {
	for _, configuration := range op.Inputs.At("gatewayIPConfigurations").Items() {
		target, err := sameRegion(op, configuration.At("subnet", "id"), armSubnet)
		if err != nil {
			return err
		}
		if _, reserved := azure.SubnetRuleFor(target.ID.Name()); reserved {
			return CodeBadRequest.Errorf("Application Gateway %s cannot be in subnet %s, which is reserved.", op.Name, target.ID)
		}
		for _, ref := range op.ReferencesTo(target.ID.String()) {
			if occupies(ref) && !ref.From.Is(armAppGateway) {
				return CodeGatewaySubnetNotEmpty.Errorf("Subnet %s cannot be used for application gateway %s since subnet is not empty: it holds %s.",
					target.ID, op.ID, ref.From.ID)
			}
		}
		if service := delegatedTo(target.Part); service != "" && service != strings.ToLower(armAppGateway) {
			return CodeDelegatedSubnet.Errorf("Resource %s is not permitted on subnet %s, which is delegated to %s.", op.ID, target.ID, service)
		}
		if err := keptSubnet(op, target); err != nil {
			return err
		}
		if err := roomForInstances(op, target); err != nil {
			return err
		}
		table, _ := op.Get(target.Part.At("routeTable", "id").Text())
		if err := gatewayRoutes(table, target.ID, op.ID.String()); err != nil {
			return err
		}
		group, _ := op.Get(target.Part.At("networkSecurityGroup", "id").Text())
		if err := gatewayGuard(group, target.ID, op.ID.String()); err != nil {
			return err
		}
	}
	return nil
}

// keptSubnet refuses to move a gateway while it runs.
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#virtual-network-and-dedicated-subnet
func keptSubnet(op *engine.Operation, target engine.Target) error {
	if op.Old == nil {
		return nil
	}
	for _, before := range op.Old.In().At("gatewayIPConfigurations").Items() {
		if id := before.At("subnet", "id").Text(); !strings.EqualFold(id, target.ID.String()) {
			return CodeBadRequest.Errorf("Application Gateway %s cannot be moved from subnet %s to subnet %s while it is running.", op.ID, id, target.ID)
		}
	}
	return nil
}

// roomForInstances wants an address for each instance of the least number, which is two with autoscaling, and for each
// private frontend. Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#size-of-the-subnet
func roomForInstances(op *engine.Operation, target engine.Target) error {
	needed := op.Inputs.At("sku", "capacity").IntOr(max(2, op.Inputs.At("autoscaleConfiguration", "minCapacity").Int()))
	for _, frontend := range op.Inputs.At("frontendIPConfigurations").Items() {
		needed += boolInt(frontend.At("subnet").Present())
	}
	for _, text := range subnetPrefixes(target.Part) {
		p, err := netip.ParsePrefix(text)
		if err == nil && p.Addr().Is4() && azure.UsableAddresses(p) < needed {
			return CodeSubnetIsFull.Errorf("Subnet %s with address prefix %s does not have enough capacity for %d IP addresses.", target.ID, p, needed)
		}
	}
	return nil
}

// gatewayRoutes refuses a default route that does not lead to the Internet. table may be nil.
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#supported-user-defined-routes
func gatewayRoutes(table *engine.Resource, subnet azure.ID, gateway string) error {
	if table == nil {
		return nil
	}
	for _, route := range table.In().At("routes").Items() {
		if route.At("addressPrefix").Text() == "0.0.0.0/0" && !strings.EqualFold(route.At("nextHopType").Text(), "Internet") {
			return CodeGatewaySubnetRoute.Errorf("Route Table %s is associated to subnet %s, which contains V2 SKU Application Gateway %s. Default "+
				"route 0.0.0.0/0 of this table must have next hop type Internet, not %s.", table.ID, subnet, gateway, route.At("nextHopType").Text())
		}
	}
	return nil
}

// gatewayGuard refuses a security group in which the gateway could not be managed or could not reach the Internet.
// group may be nil.
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups
func gatewayGuard(group *engine.Resource, subnet azure.ID, gateway string) error {
	if group == nil {
		return nil
	}
	rules := slices.SortedStableFunc(slices.Values(group.In().At("securityRules").Items()), func(a, b engine.Value) int {
		return a.At("priority").Int() - b.At("priority").Int()
	})
	managed := letsIn(rules, []string{"GatewayManager", "Internet"}, 65200, 65535, false)
	probed := letsIn(rules, []string{"AzureLoadBalancer"}, 0, 65535, true)
	if !managed || !probed {
		return CodeGatewaySubnetBlocked.Errorf("Network security group %s blocks incoming internet traffic on ports 65200 - 65535 to subnet %s, "+
			"associated with Application Gateway %s. This is not permitted for Application Gateways that have V2 Sku.", group.ID, subnet, gateway)
	}
	for _, rule := range rules {
		if !concerns(rule, "Outbound", "destination", []string{"Internet"}) {
			continue
		}
		if strings.EqualFold(rule.At("access").Text(), "Allow") && spansPorts(rule, 0, 65535) {
			return nil
		}
		if strings.EqualFold(rule.At("access").Text(), "Deny") {
			return CodeBadRequest.Errorf("Network security group %s blocks outgoing internet traffic on subnet %s, associated with Application "+
				"Gateway %s. This is not permitted for Application Gateways that have V2 Sku.", group.ID, subnet, gateway)
		}
	}
	return nil
}

// letsIn reports whether the first rule that decides about TCP from a source to all of the ports allows it; otherwise is
// what the default rules say. The rules stand in the order of their priority.
func letsIn(rules []engine.Value, sources []string, low, high int, otherwise bool) bool {
	for _, rule := range rules {
		if !concerns(rule, "Inbound", "source", sources) || !touchesPorts(rule, low, high) {
			continue
		}
		if strings.EqualFold(rule.At("access").Text(), "Deny") {
			return false
		}
		if spansPorts(rule, low, high) && slices.Contains(sidesOf(rule, "destination"), "*") {
			return true
		}
	}
	return otherwise
}

// concerns reports whether a rule of a direction speaks of TCP and of one of the tags on a side.
func concerns(rule engine.Value, direction, side string, tags []string) bool {
	protocol := rule.At("protocol").Text()
	return strings.EqualFold(rule.At("direction").Text(), direction) && (protocol == "*" || strings.EqualFold(protocol, "Tcp")) &&
		slices.ContainsFunc(sidesOf(rule, side), func(given string) bool {
			return given == "*" || given == "0.0.0.0/0" && !slices.Contains(tags, "AzureLoadBalancer") ||
				slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, given) })
		})
}

func sidesOf(rule engine.Value, side string) []string {
	return append(rule.At(side+"AddressPrefixes").Texts(), rule.At(side+"AddressPrefix").Text())
}

func touchesPorts(rule engine.Value, low, high int) bool {
	return slices.ContainsFunc(portsOf(rule), func(p [2]int) bool { return p[0] <= high && low <= p[1] })
}

func spansPorts(rule engine.Value, low, high int) bool {
	return slices.ContainsFunc(portsOf(rule), func(p [2]int) bool { return p[0] <= low && high <= p[1] })
}

// portsOf returns a rule's destination ports as first and last of each range.
func portsOf(rule engine.Value) [][2]int {
	var ports [][2]int
	for _, text := range append(rule.At("destinationPortRanges").Texts(), rule.At("destinationPortRange").Text()) {
		if text == "*" {
			ports = append(ports, [2]int{0, 65535})
			continue
		}
		first, last, isRange := strings.Cut(text, "-")
		if !isRange {
			last = first
		}
		a, err1 := strconv.Atoi(first)
		b, err2 := strconv.Atoi(last)
		if err1 == nil && err2 == nil {
			ports = append(ports, [2]int{a, b})
		}
	}
	return ports
}

// gatewayIn returns the ID of a gateway in a subnet.
func gatewayIn(op *engine.Operation, subnetID string) (string, bool) {
	for _, ref := range op.ReferencesTo(subnetID) {
		if occupies(ref) && ref.From.Is(armAppGateway) {
			return ref.From.ID, true
		}
	}
	return "", false
}

// keepsGateway judges, when a security group, a route table or the network of a gateway is written, whether the gateway
// could live with it. Its subnet has the given group and table afterwards; either may be nil.
func keepsGateway(op *engine.Operation, subnetID string, group, table *engine.Resource) error {
	gateway, found := gatewayIn(op, subnetID)
	subnet, err := azure.ParseID(subnetID)
	if !found || err != nil {
		return nil //nolint:nilerr // the engine has judged the ID; here it only matters that no gateway is there
	}
	if err := gatewayRoutes(table, subnet, gateway); err != nil {
		return err
	}
	return gatewayGuard(group, subnet, gateway)
}

// keepsGateways does so for every subnet that has the group or route table that is being written.
func keepsGateways(op *engine.Operation, property string) error {
	inputs, _ := op.Inputs.Raw().(map[string]any)
	written := &engine.Resource{ID: op.ID.String(), Inputs: inputs}
	for _, ref := range op.ReferencesTo(op.ID.String()) {
		if !refer(ref, armVirtualNetwork) {
			continue
		}
		for _, subnet := range ref.From.In().At("subnets").Items() {
			if !strings.EqualFold(subnet.At(property, "id").Text(), op.ID.String()) {
				continue
			}
			group, table := written, (*engine.Resource)(nil)
			if property == "routeTable" {
				group, table = nil, written
			}
			if err := keepsGateway(op, azure.SubnetID(ref.From.ID, subnet.At("name").Text()), group, table); err != nil {
				return err
			}
		}
	}
	return nil
}

// gatewayAddresses judges the frontends' addresses.
func gatewayAddresses(op *engine.Operation) error {
	for _, frontend := range op.Inputs.At("frontendIPConfigurations").Items() {
		if at := frontend.At("publicIPAddress", "id"); at.Present() {
			if _, err := standardAddress(op, at); err != nil {
				return err
			}
		}
		at := frontend.At("subnet", "id")
		if at.Absent() {
			continue
		}
		target, err := sameRegion(op, at, armSubnet)
		if err != nil {
			return err
		}
		address, err := netip.ParseAddr(frontend.At("privateIPAddress").Text())
		if err != nil || !slices.ContainsFunc(prefixesOf(subnetPrefixes(target.Part)), func(p netip.Prefix) bool { return p.Contains(address) }) {
			return CodeBadRequest.Errorf("Private IP address '%s' of frontend %s is not an address of subnet %s.",
				frontend.At("privateIPAddress").Text(), frontend.At("name").Text(), target.ID)
		}
	}
	return nil
}
