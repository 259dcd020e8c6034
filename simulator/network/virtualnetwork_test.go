package network_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func TestVirtualNetworkOutputs(t *testing.T) {
	w := newWorld(t)
	group := w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "nsg"})
	made := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16",
		subnet("snet-a", "10.0.0.0/24", object{"networkSecurityGroup": ref(group),
			"delegations": list(object{"name": "aks", "serviceName": "Microsoft.ContainerService/managedClusters"})})))

	etag := made.Outputs["etag"]
	subnetID := id("Microsoft.Network/virtualNetworks/subnets", "hub", "snet-a")
	want := object{
		"name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope", "etag": etag,
		"provisioningState": "Succeeded", "resourceGuid": made.Outputs["resourceGuid"], "enableDdosProtection": false,
		"privateEndpointVNetPolicies": "Disabled", "virtualNetworkPeerings": list(),
		"addressSpace": object{"addressPrefixes": list("10.0.0.0/16")},
		"subnets": list(object{
			"name": "snet-a", "addressPrefix": "10.0.0.0/24", "id": subnetID, "etag": etag, "provisioningState": "Succeeded",
			"type": "Microsoft.Network/virtualNetworks/subnets", "privateEndpointNetworkPolicies": "Disabled",
			"privateLinkServiceNetworkPolicies": "Enabled", "networkSecurityGroup": object{"id": group.ID},
			"delegations": list(object{"name": "aks", "serviceName": "Microsoft.ContainerService/managedClusters", "etag": etag,
				"id": subnetID + "/delegations/aks", "provisioningState": "Succeeded",
				"type": "Microsoft.Network/virtualNetworks/subnets/delegations"}),
		}),
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	assert.True(t, azure.IsGUID(made.Outputs["resourceGuid"].(string)))
}

func TestVirtualNetworksThatAzureRefuses(t *testing.T) {
	space := func(prefixes ...any) object {
		return object{"virtualNetworkName": "hub", "addressSpace": object{"addressPrefixes": prefixes}}
	}
	nsg := object{"networkSecurityGroup": object{"id": id("Microsoft.Network/networkSecurityGroups", "nsg")}}
	routes := object{"routeTable": object{"id": id("Microsoft.Network/routeTables", "routes")}}
	delegated := func(service string) object {
		return object{"delegations": list(object{"name": "d", "serviceName": service})}
	}
	cases := map[string]struct {
		inputs object
		code   engine.Code
		says   string
	}{
		"no prefix":               {space(), network.CodeBadRequest, "at least one address prefix"},
		"malformed prefix":        {space("10.0.0.0"), network.CodeInvalidAddressPrefixFormat, "Address prefix 10.0.0.0 of resource hub is not formatted correctly"},
		"bits behind the prefix":  {space("10.0.1.0/16"), network.CodeInvalidCIDRNotation, "the address prefix should be 10.0.0.0/16"},
		"prefix too small":        {space("10.0.0.0/30"), network.CodeInvalidAddressPrefixFormat, "not between /2 and /29"},
		"overlapping prefixes":    {space("10.0.0.0/16", "10.0.8.0/24"), network.CodeBadRequest, "overlaps another prefix"},
		"subnet outside":          {vnet("hub", "10.0.0.0/16", subnet("a", "10.1.0.0/24")), network.CodeSubnetOutsideVnet, "Subnet 'a' is not valid because its IP address range is outside the IP address range of virtual network 'hub'."},
		"subnet larger than net":  {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/15")), network.CodeSubnetOutsideVnet, "outside"},
		"subnets overlap":         {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24"), subnet("b", "10.0.0.128/25")), network.CodeSubnetsOverlap, "Subnet 'b' is not valid because its IP address range overlaps"},
		"subnet without prefix":   {vnet("hub", "10.0.0.0/16", object{"name": "a"}), network.CodeInvalidSubnet, "Subnet 'a' is not valid in virtual network 'hub'."},
		"subnet smaller than /29": {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/30")), network.CodeInvalidSubnet, "Subnet 'a'"},
		"two subnets of a name":   {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24"), subnet("A", "10.0.1.0/24")), network.CodeDuplicateResourceName, "two child resources with the same name (A)"},
		"bad subnet name":         {vnet("hub", "10.0.0.0/16", subnet("-a", "10.0.0.0/24")), engine.CodeInvalidResourceName, "-a"},
		"bastion subnet /27":      {vnet("hub", "10.0.0.0/16", subnet("AzureBastionSubnet", "10.0.0.0/27")), network.CodeBadRequest, "AzureBastionSubnet must have a prefix of /26 or larger"},
		"firewall subnet /27":     {vnet("hub", "10.0.0.0/16", subnet("AzureFirewallSubnet", "10.0.0.0/27")), network.CodeBadRequest, "AzureFirewallSubnet must have a prefix of /26 or larger"},
		"reserved name, misspelt": {vnet("hub", "10.0.0.0/16", subnet("azureFirewallSubnet", "10.0.0.0/26")), network.CodeBadRequest, "must be called exactly AzureFirewallSubnet"},
		"NSG on firewall subnet":  {vnet("hub", "10.0.0.0/16", subnet("AzureFirewallSubnet", "10.0.0.0/26", nsg)), network.CodeBadRequest, "cannot be associated to subnet AzureFirewallSubnet"},
		"NSG on gateway subnet":   {vnet("hub", "10.0.0.0/16", subnet("GatewaySubnet", "10.0.0.0/27", nsg)), network.CodeNSGOnGatewaySubnet, "can not be associated to the GatewaySubnet"},
		"routes on bastion":       {vnet("hub", "10.0.0.0/16", subnet("AzureBastionSubnet", "10.0.0.0/26", routes)), network.CodeRouteTableOnBastionSubnet, "AzureBastionSubnet"},
		"NAT on gateway subnet": {vnet("hub", "10.0.0.0/16", subnet("GatewaySubnet", "10.0.0.0/27", object{"natGateway": object{"id": id("Microsoft.Network/natGateways", "ng")}})),
			network.CodeBadRequest, "NAT gateway cannot be associated to subnet GatewaySubnet"},
		"delegation of a reserved subnet": {vnet("hub", "10.0.0.0/16", subnet("AzureFirewallSubnet", "10.0.0.0/26", delegated("Microsoft.Web/serverFarms"))), network.CodeBadRequest, "cannot be delegated"},
		"delegation to nothing":           {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", delegated("Microsoft.Web/farms"))), network.CodeBadRequest, "'Microsoft.Web/farms'"},
		"DNS server no address":           {object{"virtualNetworkName": "hub", "addressSpace": object{"addressPrefixes": list("10.0.0.0/16")}, "dhcpOptions": object{"dnsServers": list("dns.example.com")}}, network.CodeBadRequest, "dns.example.com"},
		"DDoS without a plan":             {object{"virtualNetworkName": "hub", "addressSpace": object{"addressPrefixes": list("10.0.0.0/16")}, "enableDdosProtection": true}, network.CodeBadRequest, "DDoS protection plan"},
		"flow timeout":                    {object{"virtualNetworkName": "hub", "addressSpace": object{"addressPrefixes": list("10.0.0.0/16")}, "flowTimeoutInMinutes": 31.0}, network.CodeBadRequest, "between 4 and 30"},
		"NSG that does not exist":         {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", object{"networkSecurityGroup": object{"id": id("Microsoft.Network/networkSecurityGroups", "gone")}})), network.CodeInvalidResourceReference, "was not found. Please make sure that the referenced resource exists"},
		"route table as NSG":              {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", object{"networkSecurityGroup": object{"id": id("Microsoft.Network/routeTables", "routes")}})), engine.CodeInvalidRequestContent, "must be the ID of a resource of type Microsoft.Network/networkSecurityGroups"},
		"NSG of another region":           {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", object{"networkSecurityGroup": object{"id": id("Microsoft.Network/networkSecurityGroups", "far")}})), network.CodeInvalidResourceReference, "both resources are in the same region"},
		"unknown subnet property":         {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", object{"nsg": "x"})), engine.CodeInvalidRequestContent, "'subnets[0].nsg' is no property"},
		"policy outside its enum":         {vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24", object{"privateEndpointNetworkPolicies": "Off"})), engine.CodeInvalidRequestContent, "possible values are: Enabled, Disabled"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "nsg"})
			w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "far", "location": "northeurope"})
			w.make(azure.TypeRouteTable, object{"routeTableName": "routes"})
			w.refuse(c.code, c.says, azure.TypeVirtualNetwork, c.inputs)
		})
	}
}

func TestSmallestSubnetsThatAzureAccepts(t *testing.T) {
	w := newWorld(t)
	w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16",
		subnet("AzureFirewallSubnet", "10.0.0.0/26"), subnet("AzureBastionSubnet", "10.0.0.64/26"),
		subnet("GatewaySubnet", "10.0.0.128/29"), subnet("snet", "10.0.0.136/29")))
}

func TestASubnetInUseKeepsItsShape(t *testing.T) {
	before := []any{subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")}
	cases := map[string]struct {
		after []any
		code  *engine.Code
		says  string
	}{
		"removed":            {list(subnet("b", "10.0.1.0/24")), &network.CodeSubnetCannotBeDeleted, "Subnet a is in use by " + id("Microsoft.Network/networkInterfaces", "pe.nic.")},
		"renumbered":         {list(subnet("a", "10.0.2.0/24"), subnet("b", "10.0.1.0/24")), &network.CodeSubnetCannotBeUpdated, "Subnet a is in use by"},
		"delegated":          {list(subnet("a", "10.0.0.0/24", object{"delegations": list(object{"name": "d", "serviceName": "Microsoft.Web/serverFarms"})}), subnet("b", "10.0.1.0/24")), &network.CodeSubnetCannotBeUpdated, "Subnet a"},
		"other one removed":  {list(subnet("a", "10.0.0.0/24")), nil, ""},
		"in the plural form": {list(object{"name": "a", "addressPrefixes": list("10.0.0.0/24")}), nil, ""},
		"with policies":      {list(subnet("a", "10.0.0.0/24", object{"privateEndpointNetworkPolicies": "Enabled"})), nil, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			made := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", before...))
			w.make(azure.TypePrivateEndpoint, endpoint("pe", made.ID+"/subnets/a", made.ID))
			if c.code == nil {
				w.change(made, vnet("hub", "10.0.0.0/16", c.after...))
				return
			}
			w.refuseChange(*c.code, c.says, made, vnet("hub", "10.0.0.0/16", c.after...))
			w.refuseDelete(network.CodeSubnetCannotBeDeleted, "Subnet a is in use by", made)
		})
	}
}

func TestANetworkWithoutOccupantsCanGoAndItsPartsAfterIt(t *testing.T) {
	w := newWorld(t)
	group := w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "nsg"})
	routes := w.make(azure.TypeRouteTable, object{"routeTableName": "routes"})
	made := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16",
		subnet("a", "10.0.0.0/24", object{"networkSecurityGroup": ref(group), "routeTable": ref(routes)})))

	w.refuseDelete(network.CodeNSGCannotBeDeleted, "cannot be deleted because it is in use by the following resources: "+made.ID, group)
	w.refuseDelete(network.CodeRouteTableCannotBeDeleted, "Route table routes is in use and cannot be deleted.", routes)
	require.NoError(t, w.remove(made))
	require.NoError(t, w.remove(group))
	require.NoError(t, w.remove(routes))
}

func TestAPeeredNetworkStaysApartFromItsPeers(t *testing.T) {
	w := newWorld(t)
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
	spoke := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16"))
	w.make(azure.TypeVirtualNetworkPeering, peering("hub", "to-spoke", spoke))
	w.refuseChange(network.CodeAddressSpacesOverlap, "10.1.0.0/16", hub, object{"virtualNetworkName": "hub",
		"addressSpace": object{"addressPrefixes": list("10.0.0.0/16", "10.1.0.0/16")}})
	w.change(hub, object{"virtualNetworkName": "hub", "addressSpace": object{"addressPrefixes": list("10.0.0.0/16", "10.2.0.0/16")}})
}

func TestAResourceGroupTakesItsContentsAlong(t *testing.T) {
	w := newWorld(t)
	w.group("rg-spoke", region)
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24")))
	inputs := endpoint("pe", hub.ID+"/subnets/a", hub.ID)
	inputs["resourceGroupName"] = "rg-spoke"
	r := request(azure.TypePrivateEndpoint, inputs)
	user, err := w.Create(ctx, r)
	require.NoError(t, err)
	card := user.Outputs["networkInterfaces"].([]any)[0].(object)["id"].(string)

	hubGroup, _ := w.Resource(azure.ResourceGroupID(subscription, group))
	err = w.remove(hubGroup)
	require.ErrorContains(t, err, "ResourceGroupDeletionBlocked")
	assert.ErrorContains(t, err, card)

	require.NoError(t, w.remove(user))
	require.NoError(t, w.remove(hubGroup))
	assert.Len(t, w.Resources(), 1, fmt.Sprint(w.Resources()))
}
