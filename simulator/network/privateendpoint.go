package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func privateEndpoint() *engine.Type {
	return &engine.Type{
		Token: azure.TypePrivateEndpoint, Versions: versions, APIVersion: apiVersion,
		ARMType: armEndpoint, Names: []string{"privateEndpointName"},
		Args: sdk.PrivateEndpointArgs{}, State: sdk.PrivateEndpoint{},
		Check:  checkEndpoint,
		Put:    putEndpoint,
		Delete: func(op *engine.Operation) error { op.Remove(interfaceID(op)); return nil },
		Models: []string{
			"The endpoint is in an ordinary, undelegated subnet of its region, and takes an address of it; one to a registry takes one more for the data endpoint of each of the registry's regions.",
			"It has one connection, to a resource that exists, with a group that this kind of resource offers; a registry must be of the tier Premium, and none of its copies may be in the making.",
			"Its network interface exists and has the addresses.",
		},
		Codes: []engine.Code{CodeInvalidResourceReference, CodeDelegatedSubnet, CodeSubnetIsFull, CodeReferencedResourceNotProvisioned,
			CodeGatewaySubnetOthers, CodeBadRequest},
	}
}

func checkEndpoint(c *engine.Check) {
	if at := c.Inputs.At("subnet"); at.Known() && at.At("id").Absent() {
		c.Failf(at, CodeBadRequest, "Private endpoint %s must name a subnet by its ID.", c.Name())
	}
	automatic, manual := c.Inputs.At("privateLinkServiceConnections"), c.Inputs.At("manualPrivateLinkServiceConnections")
	if automatic.Known() && manual.Known() && len(automatic.Items())+len(manual.Items()) != 1 {
		c.Failf(automatic, CodeBadRequest, "Private endpoint %s must have exactly one private link service connection.", c.Name())
	}
	for _, connection := range append(automatic.Items(), manual.Items()...) {
		service := connection.At("privateLinkServiceId")
		if service.Absent() {
			c.Failf(connection, CodeBadRequest, "Connection %s of private endpoint %s names no service.", connection.At("name").Text(), c.Name())
		}
		if connection.At("name").Absent() {
			c.Failf(connection, CodeBadRequest, "A connection of private endpoint %s has no name.", c.Name())
		}
		id, ok := service.ID()
		if !ok {
			continue
		}
		offered, listed := linkGroups[strings.ToLower(id.Type())]
		groups := connection.At("groupIds")
		if listed && groups.Known() && len(groups.Items()) != 1 {
			c.Failf(connection, CodeBadRequest, "Connection %s of private endpoint %s must name one group of %s: %s.",
				connection.At("name").Text(), c.Name(), id.Type(), strings.Join(offered, ", "))
		}
		for _, group := range groups.Items() {
			if listed && group.Known() && !slices.ContainsFunc(offered, func(o string) bool { return strings.EqualFold(o, group.Text()) }) {
				c.Failf(group, CodeBadRequest, "%s has no private link group '%s'; it has: %s.", id.Type(), group.Text(), strings.Join(offered, ", "))
			}
		}
	}
}

// interfaceID is the ID of the endpoint's network interface.
func interfaceID(op *engine.Operation) string {
	name := op.Inputs.At("customNetworkInterfaceName").Text()
	if name == "" {
		name = op.Name + ".nic." + op.GUID("interface")
	}
	return azure.ResourceID(op.ID.Subscription(), op.ID.ResourceGroup(), armInterface, name)
}

func putEndpoint(op *engine.Operation) error {
	target, err := sameRegion(op, op.Inputs.At("subnet", "id"), armSubnet)
	if err != nil {
		return err
	}
	if service := delegatedTo(target.Part); service != "" {
		return CodeDelegatedSubnet.Errorf("Resource %s is not permitted on subnet %s, which is delegated to %s.", op.ID, target.ID, service)
	}
	if _, reserved := azure.SubnetRuleFor(target.ID.Name()); reserved {
		return CodeBadRequest.Errorf("Private endpoint %s cannot be in subnet %s, which is reserved.", op.Name, target.ID)
	}
	if gateway, found := gatewayIn(op, target.ID.String()); found {
		return CodeGatewaySubnetOthers.Errorf("Subnet %s is in use by application gateway %s and cannot be used by resource %s.", target.ID, gateway, op.ID)
	}
	members, err := linkMembers(op)
	if err != nil {
		return err
	}
	addresses, err := endpointAddresses(op, target, members)
	if err != nil {
		return err
	}
	nic := interfaceID(op)
	var configs, names []map[string]any
	for i, m := range members {
		configs = append(configs, map[string]any{
			"name": m.name, "privateIPAddress": addresses[i], "subnet": map[string]any{"id": target.ID.String()},
			"privateLinkConnectionProperties": map[string]any{"groupId": m.group, "requiredMemberName": m.name, "fqdns": []string{m.fqdn}},
		})
		names = append(names, map[string]any{"fqdn": m.fqdn, "ipAddresses": []string{addresses[i]}})
	}
	op.Stage(&engine.Resource{ID: nic, Type: armInterface, ManagedBy: op.ID.String(),
		Inputs:  map[string]any{"subnet": map[string]any{"id": target.ID.String()}},
		Outputs: map[string]any{"location": op.Outputs["location"], "ipConfigurations": configs},
	})
	op.Set([]map[string]any{{"id": nic}}, "networkInterfaces")
	for _, list := range []string{"privateLinkServiceConnections", "manualPrivateLinkServiceConnections"} {
		status, text := "Approved", "Auto-Approved"
		if list[0] == 'm' {
			status, text = "Pending", "Awaiting approval"
		}
		op.Default([]any{}, list)
		parts(op, list, list, func(item map[string]any) {
			item["type"] = armEndpoint + "/" + list
			item["privateLinkServiceConnectionState"] = map[string]any{"status": status, "description": text, "actionsRequired": "None"}
		})
	}
	op.Default("", "customNetworkInterfaceName")
	op.Default([]any{}, "ipConfigurations")
	op.Set(names, "customDnsConfigs")
	return nil
}

// endpointAddresses gives each member the address it has, the one asked for, or a free one.
func endpointAddresses(op *engine.Operation, target engine.Target, members []linkMember) ([]string, error) {
	var subnet netip.Prefix
	for _, text := range subnetPrefixes(target.Part) {
		if p, err := netip.ParsePrefix(text); err == nil && p.Addr().Is4() {
			subnet = p
		}
	}
	taken, own := map[string]bool{}, map[string]string{}
	for _, nic := range op.List(armInterface) {
		for _, c := range nic.Out().At("ipConfigurations").Items() {
			taken[c.At("privateIPAddress").Text()] = true
			if nic.ManagedBy == op.ID.String() {
				own[c.At("name").Text()] = c.At("privateIPAddress").Text()
			}
		}
	}
	addresses := make([]string, 0, len(members))
	for _, m := range members {
		if has, ok := own[m.name]; ok {
			addresses = append(addresses, has)
			continue
		}
		address, err := memberAddress(op, target, subnet, m, taken)
		if err != nil {
			return nil, err
		}
		taken[address] = true
		addresses = append(addresses, address)
	}
	return addresses, nil
}

// memberAddress is the address that the program asks for, or a free one.
func memberAddress(op *engine.Operation, target engine.Target, subnet netip.Prefix, m linkMember, taken map[string]bool) (string, error) {
	for _, given := range op.Inputs.At("ipConfigurations").Items() {
		if wanted := given.At("memberName").Text(); wanted != "" && !strings.EqualFold(wanted, m.name) {
			continue
		}
		at := given.At("privateIPAddress")
		a, err := netip.ParseAddr(at.Text())
		if err != nil || !subnet.Contains(a) || taken[a.String()] {
			return "", CodeBadRequest.Errorf("Private IP address '%s' of private endpoint %s is not a free address of subnet %s.", at.Text(), op.Name, target.ID)
		}
		return a.String(), nil
	}
	purpose := op.ID.Key()
	if m.extra {
		purpose += "/" + m.name
	}
	address, ok := pick(subnet, purpose, taken)
	if !ok {
		return "", CodeSubnetIsFull.Errorf("Subnet %s with address prefix %s does not have enough capacity for 1 IP addresses.", target.ID, subnet)
	}
	return address.String(), nil
}

func privateDNSZoneGroup() *engine.Type {
	return &engine.Type{
		Token: azure.TypePrivateDNSZoneGroup, Versions: versions, APIVersion: apiVersion,
		ARMType: armZoneGroup, Names: []string{"privateEndpointName", "privateDnsZoneGroupName"},
		Args: sdk.PrivateDnsZoneGroupArgs{}, State: sdk.PrivateDnsZoneGroup{},
		Check: func(c *engine.Check) {
			configs := c.Inputs.At("privateDnsZoneConfigs")
			uniqueNames(c, configs)
			if n := len(configs.Items()); configs.Known() && (n == 0 || n > 5) {
				// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns#azure-services-dns-zone-configuration
				c.Failf(configs, CodeBadRequest, "DNS zone group %s must name 1 to 5 private DNS zones, not %d.", c.Name(), n)
			}
		},
		Put: putZoneGroup,
		Models: []string{
			"An endpoint has one zone group, with 1 to 5 private DNS zones that exist.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeInvalidResourceReference, engine.CodeParentResourceNotFound},
	}
}

func putZoneGroup(op *engine.Operation) error {
	endpointID, _ := op.ID.Parent()
	for _, other := range op.In(endpointID.String()) {
		if other.Is(armZoneGroup) && !strings.EqualFold(other.ID, op.ID.String()) {
			return CodeBadRequest.Errorf("Private endpoint %s has DNS zone group %s already; it can have one.", endpointID, other.Name())
		}
	}
	endpoint, _ := op.Get(endpointID.String())
	var configs []map[string]any
	for _, config := range op.Inputs.At("privateDnsZoneConfigs").Items() {
		target, err := op.Resolve(config.At("privateDnsZoneId"), armPrivateZone)
		if err != nil {
			return err
		}
		zone := target.Resource.Name()
		var records []any
		for _, c := range endpoint.Out().At("customDnsConfigs").Items() {
			name := recordName(c.At("fqdn").Text(), zone)
			records = append(records, map[string]any{"recordType": "A", "recordSetName": name, "ttl": 10, "provisioningState": "Succeeded",
				"fqdn": fmt.Sprintf("%s.%s", name, zone), "ipAddresses": c.At("ipAddresses").Texts()})
		}
		configs = append(configs, map[string]any{
			"name": config.At("name").Text(), "privateDnsZoneId": config.At("privateDnsZoneId").Text(), "recordSets": records,
		})
	}
	op.Set(configs, "privateDnsZoneConfigs")
	op.Set(op.Name, "name")
	return nil
}
