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
			"The endpoint is in an ordinary, undelegated subnet of its region, and takes an address of it.",
			"It has one connection, to a resource that exists, with a group that this kind of resource offers.",
			"Its network interface exists and has the address.",
		},
		Codes: []engine.Code{CodeInvalidResourceReference, CodeDelegatedSubnet, CodeSubnetIsFull, CodeReferencedResourceNotProvisioned, CodeBadRequest},
	}
}

// linkGroups are the groups that kinds of resources offer, by ARM type in lower case.
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
var linkGroups = map[string][]string{
	"microsoft.containerregistry/registries":         {"registry"},
	"microsoft.keyvault/vaults":                      {"vault"},
	"microsoft.containerservice/managedclusters":     {"management"},
	"microsoft.storage/storageaccounts":              {"blob", "blob_secondary", "table", "table_secondary", "queue", "queue_secondary", "file", "web", "web_secondary", "dfs", "dfs_secondary"},
	"microsoft.documentdb/databaseaccounts":          {"Sql", "MongoDB", "Cassandra", "Gremlin", "Table", "Analytical"},
	"microsoft.cache/redis":                          {"redisCache"},
	"microsoft.cache/redisenterprise":                {"redisEnterprise"},
	"microsoft.sql/servers":                          {"sqlServer"},
	"microsoft.dbforpostgresql/flexibleservers":      {"postgresqlServer"},
	"microsoft.eventhub/namespaces":                  {"namespace"},
	"microsoft.servicebus/namespaces":                {"namespace"},
	"microsoft.insights/privatelinkscopes":           {"azuremonitor"},
	"microsoft.appconfiguration/configurationstores": {"configurationStores"},
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
	address, err := endpointAddress(op, target)
	if err != nil {
		return err
	}
	nic := interfaceID(op)
	op.Stage(&engine.Resource{ID: nic, Type: armInterface, ManagedBy: op.ID.String(),
		Inputs: map[string]any{"subnet": map[string]any{"id": target.ID.String()}},
		Outputs: map[string]any{"location": op.Outputs["location"], "ipConfigurations": []map[string]any{{
			"name": "privateEndpointIpConfig", "privateIPAddress": address, "subnet": map[string]any{"id": target.ID.String()}}}},
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
	op.Set([]map[string]any{{"fqdn": op.Name, "ipAddresses": []string{address}}}, "customDnsConfigs")
	return nil
}

// endpointAddress keeps the address the endpoint has, takes the one asked for, or chooses a free one.
func endpointAddress(op *engine.Operation, target engine.Target) (string, error) {
	var subnet netip.Prefix
	for _, text := range subnetPrefixes(target.Part) {
		if p, err := netip.ParsePrefix(text); err == nil && p.Addr().Is4() {
			subnet = p
		}
	}
	taken := map[string]bool{}
	for _, nic := range op.List(armInterface) {
		if own := nic.Out().At("ipConfigurations").Items(); nic.ManagedBy == op.ID.String() && len(own) > 0 {
			return own[0].At("privateIPAddress").Text(), nil
		}
		for _, c := range nic.Out().At("ipConfigurations").Items() {
			taken[c.At("privateIPAddress").Text()] = true
		}
	}
	if given := op.Inputs.At("ipConfigurations").Items(); len(given) > 0 {
		at := given[0].At("privateIPAddress")
		a, err := netip.ParseAddr(at.Text())
		if err != nil || !subnet.Contains(a) || taken[a.String()] {
			return "", CodeBadRequest.Errorf("Private IP address '%s' of private endpoint %s is not a free address of subnet %s.", at.Text(), op.Name, target.ID)
		}
		return a.String(), nil
	}
	address, ok := pick(subnet, op.ID.Key(), taken)
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
	var addresses []string
	for _, c := range endpoint.Out().At("customDnsConfigs").Items() {
		addresses = append(addresses, c.At("ipAddresses").Texts()...)
	}
	var configs []map[string]any
	for _, config := range op.Inputs.At("privateDnsZoneConfigs").Items() {
		target, err := op.Resolve(config.At("privateDnsZoneId"), armPrivateZone)
		if err != nil {
			return err
		}
		zone := target.Resource.Name()
		configs = append(configs, map[string]any{
			"name": config.At("name").Text(), "privateDnsZoneId": config.At("privateDnsZoneId").Text(),
			"recordSets": []any{map[string]any{"recordType": "A", "recordSetName": endpoint.Name(), "ttl": 10, "provisioningState": "Succeeded",
				"fqdn": fmt.Sprintf("%s.%s", endpoint.Name(), zone), "ipAddresses": addresses}},
		})
	}
	op.Set(configs, "privateDnsZoneConfigs")
	op.Set(op.Name, "name")
	return nil
}
