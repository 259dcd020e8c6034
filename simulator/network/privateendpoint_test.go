package network_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

// endpoint is the inputs of a private endpoint to any resource.
func endpoint(name, subnetID, serviceID string) object {
	return object{"privateEndpointName": name, "subnet": object{"id": subnetID},
		"privateLinkServiceConnections": list(object{"name": "link", "privateLinkServiceId": serviceID, "groupIds": list("any")})}
}

func TestPrivateEndpointTakesAnAddressOfItsSubnet(t *testing.T) {
	w := newWorld(t)
	net := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16", subnet("pe", "10.1.4.0/28")))
	prefix := netip.MustParsePrefix("10.1.4.0/28")
	seen := map[string]bool{}
	for _, name := range []string{"pa", "pb", "pc", "pd", "pe", "pf", "pg", "ph", "pi", "pj", "pk"} {
		made := w.make(azure.TypePrivateEndpoint, endpoint(name, net.ID+"/subnets/pe", net.ID))
		address := made.Outputs["customDnsConfigs"].([]any)[0].(object)["ipAddresses"].([]any)[0].(string)
		assert.True(t, prefix.Contains(netip.MustParseAddr(address)), address)
		assert.False(t, seen[address], "%s is taken", address)
		assert.NotContains(t, []string{"10.1.4.0", "10.1.4.1", "10.1.4.2", "10.1.4.3", "10.1.4.15"}, address, "Azure's own")
		seen[address] = true
		nic := made.Outputs["networkInterfaces"].([]any)[0].(object)["id"].(string)
		card, ok := w.Resource(nic)
		require.True(t, ok)
		assert.Equal(t, made.ID, card.ManagedBy)
	}
	w.refuse(network.CodeSubnetIsFull, "does not have enough capacity", azure.TypePrivateEndpoint, endpoint("pl", net.ID+"/subnets/pe", net.ID))

	again := w.change(mustGet(w, id("Microsoft.Network/privateEndpoints", "pa")), endpoint("pa", net.ID+"/subnets/pe", net.ID))
	assert.True(t, seen[again.Outputs["customDnsConfigs"].([]any)[0].(object)["ipAddresses"].([]any)[0].(string)], "an update keeps the address")
	require.NoError(t, w.remove(again))
	w.make(azure.TypePrivateEndpoint, endpoint("pl", net.ID+"/subnets/pe", net.ID))
}

func mustGet(w *world, id string) *engine.Resource {
	w.Helper()
	r, ok := w.Resource(id)
	require.True(w, ok, id)
	return r
}

func TestPrivateEndpointsThatAzureRefuses(t *testing.T) {
	vault := azure.ResourceID(subscription, group, "Microsoft.KeyVault/vaults", "kv")
	cases := map[string]struct {
		change func(e object, netID string)
		code   engine.Code
		says   string
	}{
		"subnet delegated":  {func(e object, net string) { e["subnet"] = object{"id": net + "/subnets/delegated"} }, network.CodeDelegatedSubnet, "is delegated to microsoft.web/serverfarms"},
		"subnet reserved":   {func(e object, net string) { e["subnet"] = object{"id": net + "/subnets/GatewaySubnet"} }, network.CodeBadRequest, "reserved"},
		"subnet missing":    {func(e object, net string) { e["subnet"] = object{"id": net + "/subnets/none"} }, network.CodeInvalidResourceReference, "was not found"},
		"no subnet":         {func(e object, _ string) { e["subnet"] = object{} }, network.CodeBadRequest, "must name a subnet"},
		"network as subnet": {func(e object, net string) { e["subnet"] = object{"id": net} }, engine.CodeInvalidRequestContent, "virtualNetworks/subnets"},
		"other region":      {func(e object, _ string) { e["location"] = "northeurope" }, network.CodeInvalidResourceReference, "same region"},
		"two connections": {func(e object, net string) {
			e["manualPrivateLinkServiceConnections"] = list(object{"name": "m", "privateLinkServiceId": net})
		}, network.CodeBadRequest, "exactly one private link service connection"},
		"service missing": {func(e object, _ string) {
			e["privateLinkServiceConnections"] = list(object{"name": "l", "privateLinkServiceId": vault, "groupIds": list("vault")})
		}, network.CodeInvalidResourceReference, "vaults/kv"},
		"wrong group": {func(e object, _ string) {
			e["privateLinkServiceConnections"] = list(object{"name": "l", "privateLinkServiceId": vault, "groupIds": list("registry")})
		}, network.CodeBadRequest, "has no private link group 'registry'; it has: vault"},
		"no group": {func(e object, _ string) {
			e["privateLinkServiceConnections"] = list(object{"name": "l", "privateLinkServiceId": vault})
		}, network.CodeBadRequest, "must name one group"},
		"address outside": {func(e object, _ string) {
			e["ipConfigurations"] = list(object{"name": "i", "privateIPAddress": "10.9.0.4"})
		}, network.CodeBadRequest, "10.9.0.4"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			net := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16", subnet("pe", "10.1.4.0/28"), subnet("GatewaySubnet", "10.1.5.0/27"),
				subnet("delegated", "10.1.6.0/24", object{"delegations": list(object{"name": "d", "serviceName": "Microsoft.Web/serverFarms"})})))
			e := endpoint("pe", net.ID+"/subnets/pe", net.ID)
			c.change(e, net.ID)
			w.refuse(c.code, c.says, azure.TypePrivateEndpoint, e)
		})
	}
}

func TestDNSZoneGroup(t *testing.T) {
	w := newWorld(t)
	net := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16", subnet("pe", "10.1.4.0/28")))
	e := w.make(azure.TypePrivateEndpoint, endpoint("pe", net.ID+"/subnets/pe", net.ID))
	zone := w.make(azure.TypePrivateZone, object{"privateZoneName": "privatelink.azurecr.io", "location": "global"})
	groupOf := func(name string, configs ...any) object {
		return object{"privateEndpointName": "pe", "privateDnsZoneGroupName": name, "privateDnsZoneConfigs": configs}
	}
	config := object{"name": "zone", "privateDnsZoneId": zone.ID}
	made := w.make(azure.TypePrivateDNSZoneGroup, groupOf("default", config))
	record := made.Outputs["privateDnsZoneConfigs"].([]any)[0].(object)["recordSets"].([]any)[0].(object)
	assert.Equal(t, "pe.privatelink.azurecr.io", record["fqdn"])
	assert.Equal(t, e.Outputs["customDnsConfigs"].([]any)[0].(object)["ipAddresses"], record["ipAddresses"])

	w.refuse(network.CodeBadRequest, "has DNS zone group default already", azure.TypePrivateDNSZoneGroup, groupOf("second", config))
	w.refuse(network.CodeBadRequest, "1 to 5 private DNS zones", azure.TypePrivateDNSZoneGroup, groupOf("third"))
	w.refuse(network.CodeInvalidResourceReference, "was not found", azure.TypePrivateDNSZoneGroup,
		groupOf("fourth", object{"name": "z", "privateDnsZoneId": id("Microsoft.Network/privateDnsZones", "gone.io")}))
	w.refuse(engine.CodeParentResourceNotFound, "gone", azure.TypePrivateDNSZoneGroup,
		object{"privateEndpointName": "gone", "privateDnsZoneGroupName": "x", "privateDnsZoneConfigs": list(config)})
}
