package network_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func routedAway() object {
	return object{"routeTable": object{"id": id("Microsoft.Network/routeTables", "rt-away")}}
}

// blockings are the security rules with which a gateway cannot live.
func blockings() map[string][]any {
	extra := func(priority float64, direction, access, source, destination, ports string) object {
		return object{"name": "extra", "priority": priority, "direction": direction, "access": access, "protocol": "*", "sourceAddressPrefix": source,
			"sourcePortRange": "*", "destinationAddressPrefix": destination, "destinationPortRange": ports}
	}
	return map[string][]any{
		"no rules":                   list(),
		"ports left out":             entryRules(object{"destinationPortRange": "65200-65534"}),
		"from elsewhere":             entryRules(object{"sourceAddressPrefix": "10.0.0.0/8"}),
		"to the network only":        entryRules(object{"destinationAddressPrefix": "VirtualNetwork"}),
		"by UDP":                     entryRules(object{"protocol": "Udp"}),
		"after the denial":           entryRules(object{"priority": 2000.}),
		"denied before":              append(entryRules(object{"priority": 120.}), extra(105, "Inbound", "Deny", "Internet", "*", "60000-65300")),
		"probes to the network only": entryRules(object{}, object{"destinationAddressPrefix": "VirtualNetwork"}),
		"no probes":                  entryRules(object{}, object{"access": "Deny"}),
	}
}

func TestSecurityGroupsThatAGatewayCannotLiveWith(t *testing.T) {
	for name, rules := range blockings() {
		t.Run(name, func(t *testing.T) {
			w := entry(t)
			group, _ := w.Resource(id("Microsoft.Network/networkSecurityGroups", "nsg-gateway"))
			inputs := object{"networkSecurityGroupName": "nsg-gateway", "securityRules": rules}
			w.change(group, inputs)
			w.refuse(network.CodeGatewaySubnetBlocked, "65200 - 65535", azure.TypeApplicationGateway, gateway())

			w = entry(t)
			w.make(azure.TypeApplicationGateway, gateway())
			w.refuseChange(network.CodeGatewaySubnetBlocked, "65200 - 65535", group, inputs)
		})
	}
	outbound := entryRules(object{}, object{}, object{}, object{"access": "Deny", "destinationAddressPrefix": "Internet"})
	w := entry(t)
	group, _ := w.Resource(id("Microsoft.Network/networkSecurityGroups", "nsg-gateway"))
	w.change(group, object{"networkSecurityGroupName": "nsg-gateway", "securityRules": outbound})
	w.refuse(network.CodeBadRequest, "blocks outgoing internet traffic", azure.TypeApplicationGateway, gateway())
}

func TestSecurityGroupsThatAGatewayCanLiveWith(t *testing.T) {
	for name, rules := range map[string][]any{
		"in two ranges of one rule": entryRules(object{"destinationPortRange": nil, "destinationPortRanges": list("443", "65200-65535")}),
		"from the Internet":         entryRules(object{"sourceAddressPrefix": "Internet"}),
		"from anywhere":             entryRules(object{"sourceAddressPrefix": nil, "sourceAddressPrefixes": list("0.0.0.0/0")}),
		"no denial of probes":       entryRules(object{}, object{"sourceAddressPrefix": "10.0.0.0/8"}, object{"sourceAddressPrefix": "Internet"}),
	} {
		t.Run(name, func(t *testing.T) {
			w := entry(t)
			w.make(azure.TypeApplicationGateway, gateway())
			group, _ := w.Resource(id("Microsoft.Network/networkSecurityGroups", "nsg-gateway"))
			w.change(group, object{"networkSecurityGroupName": "nsg-gateway", "securityRules": rules})
		})
	}
}

func TestTheDefaultRouteOfAGatewayLeadsToTheInternet(t *testing.T) {
	w := entry(t)
	network1, _ := w.Resource(id("Microsoft.Network/virtualNetworks", "hub"))
	w.change(network1, entryNetwork(routedAway()))
	w.refuse(network.CodeGatewaySubnetRoute, "rt-away", azure.TypeApplicationGateway, gateway())

	w.change(network1, entryNetwork())
	w.make(azure.TypeApplicationGateway, gateway())
	w.refuseChange(network.CodeGatewaySubnetRoute, "rt-away", network1, entryNetwork(routedAway()))

	table, _ := w.Resource(id("Microsoft.Network/routeTables", "rt-away"))
	direct := object{"routeTableName": "rt-away", "routes": list(object{"name": "away", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"})}
	away := object{"routeTableName": "rt-away", "routes": list(object{"name": "away", "addressPrefix": "0.0.0.0/0", "nextHopType": "None"})}
	w.change(table, direct)
	w.change(network1, entryNetwork(routedAway()))
	w.refuseChange(network.CodeGatewaySubnetRoute, "next hop type Internet", table, away)
}

func TestSubnetsThatAreNoneForAGateway(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(w *world)
		code    engine.Code
		says    string
	}{
		"something else in it": {func(w *world) {
			w.make(azure.TypePrivateEndpoint, object{"privateEndpointName": "pe-kv", "subnet": subnetOf("snet-gateway"),
				"privateLinkServiceConnections": list(object{"name": "kv", "privateLinkServiceId": vaultID, "groupIds": list("vault")})})
		}, network.CodeGatewaySubnetNotEmpty, "pe-kv"},
		"delegated": {func(w *world) {
			hub, _ := w.Resource(id("Microsoft.Network/virtualNetworks", "hub"))
			w.change(hub, entryNetwork(object{"delegations": list(object{"name": "d", "serviceName": "Microsoft.Web/serverFarms"})}))
		}, network.CodeDelegatedSubnet, "microsoft.web/serverfarms"},
	} {
		t.Run(name, func(t *testing.T) {
			w := entry(t)
			c.prepare(w)
			w.refuse(c.code, c.says, azure.TypeApplicationGateway, gateway())
		})
	}
	w := entry(t)
	hub, _ := w.Resource(id("Microsoft.Network/virtualNetworks", "hub"))
	w.change(hub, entryNetwork(object{"delegations": list(object{"name": "d", "serviceName": "Microsoft.Network/applicationGateways"})}))
	w.make(azure.TypeApplicationGateway, gateway())
}

func TestPrivateFrontends(t *testing.T) {
	frontends := func(address string) object {
		return object{"frontendIPConfigurations": list(gateway()["frontendIPConfigurations"].([]any)[0],
			object{"name": "private", "subnet": subnetOf("snet-gateway"), "privateIPAddress": address, "privateIPAllocationMethod": "Static"})}
	}
	w := entry(t)
	w.refuse(network.CodeBadRequest, "is not an address of subnet", azure.TypeApplicationGateway, gateway(frontends("10.0.6.10")))
	w.make(azure.TypeApplicationGateway, gateway(frontends("10.0.5.10")))
}

func TestAnAddressServesOneGateway(t *testing.T) {
	w := entry(t)
	made := w.make(azure.TypeApplicationGateway, gateway())
	w.make(azure.TypeNatGateway, object{"natGatewayName": "ng", "sku": object{"name": "Standard"}})
	w.refuse(network.CodePublicIPInUse, "already allocated", azure.TypeNatGateway, object{"natGatewayName": "ng-2", "sku": object{"name": "Standard"},
		"publicIpAddresses": list(object{"id": id("Microsoft.Network/publicIPAddresses", "pip-entry")})})
	require.NoError(t, w.remove(made))
}
