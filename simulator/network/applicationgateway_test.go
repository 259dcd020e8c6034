package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

const (
	gatewayType  = "Microsoft.Network/applicationGateways"
	vaultID      = "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/Microsoft.KeyVault/vaults/kv-entry"
	listenerCert = "https://kv-entry.vault.azure.net/secrets/listener"
	rootCert     = "https://kv-entry.vault.azure.net/secrets/root"
)

// gatewayPart is a reference to a part of the gateway.
func gatewayPart(kind, name string) object {
	return object{"id": id(gatewayType, "apw") + "/" + kind + "/" + name}
}

// gateway is the inputs of a gateway that Azure takes, with top-level inputs over it.
func gateway(more ...object) object {
	g := object{
		"applicationGatewayName":        "apw",
		"sku":                           object{"name": "WAF_v2", "tier": "WAF_v2"},
		"zones":                         list("1", "2", "3"),
		"autoscaleConfiguration":        object{"minCapacity": 0., "maxCapacity": 10.},
		"enableHttp2":                   false,
		"firewallPolicy":                object{"id": id("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", "waf")},
		"identity":                      object{"type": "UserAssigned", "userAssignedIdentities": list(id("Microsoft.ManagedIdentity/userAssignedIdentities", "mi-entry"))},
		"sslPolicy":                     object{"policyType": "Custom", "minProtocolVersion": "TLSv1_2", "cipherSuites": list("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")},
		"gatewayIPConfigurations":       list(object{"name": "ip", "subnet": subnetOf("snet-gateway")}),
		"frontendIPConfigurations":      list(object{"name": "public", "publicIPAddress": object{"id": id("Microsoft.Network/publicIPAddresses", "pip-entry")}}),
		"frontendPorts":                 list(object{"name": "port-443", "port": 443.}),
		"sslCertificates":               list(object{"name": "listener", "keyVaultSecretId": listenerCert}),
		"trustedRootCertificates":       list(object{"name": "root", "keyVaultSecretId": rootCert}),
		"probes":                        list(probe(nil)),
		"backendAddressPools":           list(object{"name": "ingress", "backendAddresses": list(object{"fqdn": "ingress.contoso.com"})}),
		"backendHttpSettingsCollection": list(settings(nil)),
		"httpListeners":                 list(listener(nil)),
		"requestRoutingRules":           list(routing(nil)),
	}
	for _, m := range more {
		g = with(g, m)
	}
	return g
}

func probe(more object) object {
	return with(object{"name": "ready", "protocol": "Https", "path": "/ready", "interval": 30., "timeout": 30., "unhealthyThreshold": 3.,
		"pickHostNameFromBackendHttpSettings": true}, more)
}

func settings(more object) object {
	return with(object{"name": "https", "port": 443., "protocol": "Https", "pickHostNameFromBackendAddress": true, "requestTimeout": 20.,
		"probe": gatewayPart("probes", "ready"), "trustedRootCertificates": list(gatewayPart("trustedRootCertificates", "root"))}, more)
}

func listener(more object) object {
	return with(object{"name": "listener", "protocol": "Https", "hostName": "bicycle.contoso.com", "requireServerNameIndication": true,
		"frontendIPConfiguration": gatewayPart("frontendIPConfigurations", "public"), "frontendPort": gatewayPart("frontendPorts", "port-443"),
		"sslCertificate": gatewayPart("sslCertificates", "listener")}, more)
}

func routing(more object) object {
	return with(object{"name": "rule", "priority": 100., "ruleType": "Basic", "httpListener": gatewayPart("httpListeners", "listener"),
		"backendAddressPool":  gatewayPart("backendAddressPools", "ingress"),
		"backendHttpSettings": gatewayPart("backendHttpSettingsCollection", "https")}, more)
}

// entry is a world in which a gateway can be created: network, address, policy, identity, and a vault open to trusted
// services with the certificates in it.
func entry(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, func(o *engine.Options) {
		o.Services = append(o.Services, keyvault.Service(), managedidentity.Service(), authorization.Service())
	})
	w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "nsg-gateway", "securityRules": entryRules()})
	w.make(azure.TypeRouteTable, object{"routeTableName": "rt-away", "routes": list(object{"name": "away", "addressPrefix": "0.0.0.0/0",
		"nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.9.9.9"})})
	w.make(azure.TypeVirtualNetwork, entryNetwork())
	w.address("pip-entry")
	w.make(azure.TypeWebApplicationFirewallPolicy, firewallRules(nil))
	w.put("azure-native:managedidentity/v20230131:UserAssignedIdentity", object{"resourceName": "mi-entry"})
	w.vault(nil)
	for _, name := range []string{"listener", "root"} {
		w.put("azure-native:keyvault/v20230701:Secret", object{"vaultName": "kv-entry", "secretName": name, "properties": object{"value": "x"}})
	}
	w.grant(azure.RoleKeyVaultSecretsUser)
	return w
}

// entryNetwork is the gateway's network; more is over the gateway's subnet.
func entryNetwork(more ...object) object {
	guard := object{"networkSecurityGroup": object{"id": id("Microsoft.Network/networkSecurityGroups", "nsg-gateway")}}
	return vnet("hub", "10.0.0.0/16", subnet("snet-gateway", "10.0.5.0/24", append([]object{guard}, more...)...), subnet("snet-other", "10.0.6.0/24"),
		subnet("snet-tiny", "10.0.7.0/29"))
}

// entryRules are the rules that a gateway needs, more over the first.
func entryRules(more ...object) []any {
	rule := func(name string, priority float64, direction, access, source, ports string) object {
		return object{"name": name, "priority": priority, "direction": direction, "access": access, "protocol": "*", "sourceAddressPrefix": source,
			"sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": ports}
	}
	rules := []object{
		rule("manage", 100, "Inbound", "Allow", "GatewayManager", "65200-65535"),
		rule("probe", 110, "Inbound", "Allow", "AzureLoadBalancer", "*"),
		rule("deny", 1000, "Inbound", "Deny", "*", "*"),
		rule("out", 100, "Outbound", "Allow", "*", "*"),
	}
	for i, m := range more {
		rules[i] = with(rules[i], m)
	}
	return list(rules[0], rules[1], rules[2], rules[3])
}

// put creates a resource of another service.
func (w *world) put(token string, inputs object) *engine.Resource {
	w.Helper()
	r := request(azure.TypePublicIPAddress, inputs)
	r.Token = token
	made, err := w.Create(ctx, r)
	require.NoError(w, err)
	return made
}

func (w *world) vault(properties object) *engine.Resource {
	w.Helper()
	return w.put("azure-native:keyvault/v20230701:Vault", object{"vaultName": "kv-entry", "properties": vaultProperties(properties)})
}

func vaultProperties(more object) object {
	return with(object{"tenantId": tenant, "sku": object{"family": "A", "name": "standard"}, "enableRbacAuthorization": true,
		"networkAcls": object{"bypass": "AzureServices", "defaultAction": "Deny"}}, more)
}

// changeVault updates the vault; its properties are replaced as a whole.
func (w *world) changeVault(properties object) {
	w.Helper()
	r := request(azure.TypePublicIPAddress, object{"vaultName": "kv-entry", "properties": vaultProperties(properties)})
	r.Token, r.ID = "azure-native:keyvault/v20230701:Vault", vaultID
	_, err := w.Update(ctx, r)
	require.NoError(w, err)
}

// grant gives the gateway's identity a role on the vault.
func (w *world) grant(role string) *engine.Resource {
	w.Helper()
	identity, found := w.Resource(id("Microsoft.ManagedIdentity/userAssignedIdentities", "mi-entry"))
	require.True(w, found)
	return w.put("azure-native:authorization/v20220401:RoleAssignment", object{
		"resourceGroupName": nil, "scope": vaultID, "principalId": identity.Outputs["principalId"], "principalType": "ServicePrincipal",
		"roleDefinitionId": azure.RoleDefinitionID(subscription, role), "roleAssignmentName": azure.DeterministicGUID(role),
	})
}

func TestApplicationGateway(t *testing.T) {
	w := entry(t)
	made := w.make(azure.TypeApplicationGateway, gateway())
	assert.Equal(t, "Running", made.Outputs["operationalState"])
	assert.Equal(t, "Succeeded", made.Outputs["provisioningState"])
	assert.Equal(t, object{
		"id": made.ID + "/frontendPorts/port-443", "etag": made.Outputs["etag"], "name": "port-443", "port": 443., "provisioningState": "Succeeded",
		"type": gatewayType + "/frontendPorts",
	}, made.Outputs["frontendPorts"].([]any)[0])
	assert.Equal(t, made.ID+"/httpListeners/listener", made.Outputs["httpListeners"].([]any)[0].(object)["id"])

	w.change(made, gateway(object{"autoscaleConfiguration": object{"minCapacity": 2., "maxCapacity": 10.}, "enableHttp2": nil}))
	w.refuseChange(engine.CodePropertyChangeNotAllowed, "zones", made, gateway(object{"zones": list("1")}))
	w.refuseChange(network.CodeBadRequest, "cannot be moved from subnet", made,
		gateway(object{"gatewayIPConfigurations": list(object{"name": "ip", "subnet": subnetOf("snet-other")})}))
	w.refuseChange(network.CodeGatewayPolicyCannotBeRemoved, "cannot be removed", made, gateway(object{"firewallPolicy": nil,
		"webApplicationFirewallConfiguration": object{"enabled": true, "firewallMode": "Prevention", "ruleSetType": "OWASP", "ruleSetVersion": "3.2"}}))
}

func TestAnApplicationGatewayIsTheLastToComeAndTheFirstToGo(t *testing.T) {
	w := entry(t)
	made := w.make(azure.TypeApplicationGateway, gateway())
	resource := func(armType, name string) *engine.Resource {
		r, found := w.Resource(id(armType, name))
		require.True(t, found)
		return r
	}
	policy := resource("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", "waf")
	address, vnet := resource("Microsoft.Network/publicIPAddresses", "pip-entry"), resource("Microsoft.Network/virtualNetworks", "hub")
	w.refuseDelete(network.CodeBadRequest, "is in use by", policy)
	w.refuseDelete(network.CodePublicIPCannotBeDeleted, "still allocated", address)
	w.refuseDelete(network.CodeSubnetCannotBeDeleted, "snet-gateway", vnet)
	require.NoError(t, w.remove(made))
	for _, r := range []*engine.Resource{policy, address, vnet} {
		require.NoError(t, w.remove(r))
	}
}

func TestTwoGatewaysShareASubnetButNothingElseDoes(t *testing.T) {
	w := entry(t)
	w.make(azure.TypeApplicationGateway, gateway())
	w.address("pip-2")
	_, err := w.Create(ctx, request(azure.TypeApplicationGateway, gateway(object{"applicationGatewayName": "apw-2"})))
	assert.ErrorContains(t, err, "was not found", "the parts of another gateway are out of reach")
	w.refuse(network.CodeGatewaySubnetOthers, "is in use by application gateway", azure.TypePrivateEndpoint, object{"privateEndpointName": "pe-kv",
		"subnet": subnetOf("snet-gateway"), "privateLinkServiceConnections": list(object{"name": "kv", "privateLinkServiceId": vaultID, "groupIds": list("vault")})})
}

func TestApplicationGatewaysThatAzureRefuses(t *testing.T) {
	pool := object{"name": "ingress", "backendAddresses": list(object{"fqdn": "ingress.contoso.com"})}
	second := func(l object) object {
		return object{"httpListeners": list(listener(nil), listener(with(object{"name": "second"}, l)))}
	}
	cases := map[string]struct {
		more object
		code engine.Code
		says string
	}{
		"first generation":              {object{"sku": object{"name": "WAF_Medium", "tier": "WAF"}}, network.CodeGatewayV1Deprecated, "Supported SKU tiers"},
		"name of another tier":          {object{"sku": object{"name": "Standard_v2", "tier": "WAF_v2"}}, network.CodeBadRequest, "does not belong to tier WAF_v2"},
		"no tier":                       {object{"sku": object{"name": "WAF_v2"}}, network.CodeBadRequest, "a name and a tier"},
		"capacity and autoscaling":      {object{"sku": object{"name": "WAF_v2", "tier": "WAF_v2", "capacity": 2.}}, network.CodeGatewayCapacity, "either Capacity or"},
		"neither of the two":            {object{"autoscaleConfiguration": nil}, network.CodeGatewayCapacity, "either Capacity or"},
		"more than 125":                 {object{"autoscaleConfiguration": object{"minCapacity": 2., "maxCapacity": 126.}}, network.CodeBadRequest, "between 2 and 125"},
		"least above 100":               {object{"autoscaleConfiguration": object{"minCapacity": 101., "maxCapacity": 125.}}, network.CodeBadRequest, "between 0 and 100"},
		"no room to scale":              {object{"autoscaleConfiguration": object{"minCapacity": 10., "maxCapacity": 10.}}, network.CodeBadRequest, "must be greater than"},
		"no firewall":                   {object{"firewallPolicy": nil}, network.CodeGatewayFirewallMissing, "must have a valid WAF policy"},
		"firewall without the SKU":      {object{"sku": object{"name": "Standard_v2", "tier": "Standard_v2"}}, network.CodeGatewayFirewallNotForSKU, "Standard_v2"},
		"zone":                          {object{"zones": list("4")}, network.CodeInvalidAvailabilityZone, "'4'"},
		"no listener":                   {object{"httpListeners": list()}, network.CodeBadRequest, "at least one element in httpListeners"},
		"two of a name":                 {object{"backendAddressPools": list(pool, pool)}, network.CodeDuplicateResourceName, "same name (ingress)"},
		"missing probe":                 {object{"backendHttpSettingsCollection": list(settings(object{"probe": gatewayPart("probes", "none")}))}, network.CodeInvalidResourceReference, "probes/none"},
		"missing root":                  {object{"trustedRootCertificates": nil}, network.CodeInvalidResourceReference, "trustedRootCertificates/root"},
		"part of another kind":          {object{"requestRoutingRules": list(routing(object{"httpListener": gatewayPart("probes", "ready")}))}, engine.CodeInvalidRequestContent, "one of the httpListeners"},
		"two gateway configurations":    {object{"gatewayIPConfigurations": list(object{"name": "a", "subnet": subnetOf("snet-gateway")}, object{"name": "b", "subnet": subnetOf("snet-other")})}, network.CodeBadRequest, "one gateway IP configuration"},
		"no subnet":                     {object{"gatewayIPConfigurations": list(object{"name": "ip"})}, network.CodeBadRequest, "Subnet reference is required"},
		"private only":                  {object{"frontendIPConfigurations": list(object{"name": "public", "subnet": subnetOf("snet-gateway"), "privateIPAddress": "10.0.5.10", "privateIPAllocationMethod": "Static"})}, network.CodeBadRequest, "without Public IP"},
		"dynamic private address":       {object{"frontendIPConfigurations": list(object{"name": "public", "subnet": subnetOf("snet-gateway"), "privateIPAllocationMethod": "Dynamic"})}, network.CodeBadRequest, "IpAllocationMethod as Static"},
		"frontend without address":      {object{"frontendIPConfigurations": list(object{"name": "public"})}, network.CodeBadRequest, "either a public IP address or a subnet"},
		"port":                          {object{"frontendPorts": list(object{"name": "port-443", "port": 65200.})}, network.CodeBadRequest, "between 1 and 64999"},
		"two ports alike":               {object{"frontendPorts": list(object{"name": "port-443", "port": 443.}, object{"name": "b", "port": 443.})}, network.CodeBadRequest, "use port 443"},
		"HTTPS without certificate":     {object{"httpListeners": list(listener(object{"sslCertificate": nil}))}, network.CodeBadRequest, "must have an SSL certificate"},
		"HTTP with certificate":         {object{"httpListeners": list(listener(object{"protocol": "Http"}))}, network.CodeBadRequest, "cannot have an SSL certificate"},
		"name indication without name":  {object{"httpListeners": list(listener(object{"hostName": nil}))}, network.CodeBadRequest, "so a host name"},
		"name and names":                {object{"httpListeners": list(listener(object{"hostNames": list("a.contoso.com")}))}, network.CodeBadRequest, "either hostName or hostNames"},
		"six names":                     {object{"httpListeners": list(listener(object{"hostName": nil, "hostNames": list("a.b", "b.b", "c.b", "d.b", "e.b", "f.b")}))}, network.CodeBadRequest, "at most 5"},
		"two listeners of a host":       {second(nil), network.CodeGatewayListenersSameHost, "bicycle.contoso.com"},
		"two listeners of a port":       {object{"httpListeners": list(listener(object{"hostName": nil, "requireServerNameIndication": nil}), listener(object{"name": "second", "hostName": nil, "requireServerNameIndication": nil}))}, network.CodeGatewayListenersSamePort, "same Frontend Port"},
		"no priority":                   {object{"requestRoutingRules": list(routing(object{"priority": nil}))}, network.CodeGatewayRulePriorityEmpty, "cannot be empty"},
		"priority":                      {object{"requestRoutingRules": list(routing(object{"priority": 20001.}))}, network.CodeBadRequest, "between 1 and 20000"},
		"two priorities alike":          {with(second(object{"hostName": "b.contoso.com"}), object{"requestRoutingRules": list(routing(nil), routing(object{"name": "r2", "httpListener": gatewayPart("httpListeners", "second")}))}), network.CodeBadRequest, "Priority must be unique"},
		"two rules of a listener":       {object{"requestRoutingRules": list(routing(nil), routing(object{"name": "r2", "priority": 110.}))}, network.CodeBadRequest, "use the same listener"},
		"rule to nowhere":               {object{"requestRoutingRules": list(routing(object{"backendHttpSettings": nil}))}, network.CodeBadRequest, "either a backend address pool"},
		"path rule without paths":       {object{"requestRoutingRules": list(routing(object{"ruleType": "PathBasedRouting"}))}, network.CodeBadRequest, "must have a URL path map"},
		"redirect to nowhere":           {object{"redirectConfigurations": list(object{"name": "r", "redirectType": "Permanent"})}, network.CodeBadRequest, "either a target listener"},
		"address of two kinds":          {object{"backendAddressPools": list(object{"name": "ingress", "backendAddresses": list(object{"fqdn": "a.b", "ipAddress": "10.0.0.4"})})}, network.CodeBadRequest, "either a name or an IP address"},
		"host of two kinds":             {object{"backendHttpSettingsCollection": list(settings(object{"hostName": "a.b"}))}, network.CodeBadRequest, "PickHostNameFromBackendAddress"},
		"roots without TLS":             {object{"backendHttpSettingsCollection": list(settings(object{"protocol": "Http"}))}, network.CodeBadRequest, "cannot have trusted root certificates"},
		"probe without host in between": {object{"backendHttpSettingsCollection": list(settings(object{"pickHostNameFromBackendAddress": nil}))}, network.CodeBadRequest, "picks its host name"},
		"probe without host":            {object{"probes": list(probe(object{"pickHostNameFromBackendHttpSettings": nil}))}, network.CodeGatewayProbeHost, "'ready'"},
		"probe with two hosts":          {object{"probes": list(probe(object{"host": "a.b"}))}, network.CodeBadRequest, "Host of Probe ready"},
		"probe path":                    {object{"probes": list(probe(object{"path": "ready"}))}, network.CodeBadRequest, "forward slash"},
		"probe threshold":               {object{"probes": list(probe(object{"unhealthyThreshold": 21.}))}, network.CodeBadRequest, "between 1 and 20"},
		"old predefined TLS":            {object{"sslPolicy": object{"policyType": "Predefined", "policyName": "AppGwSslPolicy20170401"}}, network.CodeGatewayOldTLS, "AppGwSslPolicy20170401"},
		"TLS 1.1":                       {object{"sslPolicy": object{"policyType": "Custom", "minProtocolVersion": "TLSv1_1", "cipherSuites": list("TLS_RSA_WITH_AES_256_GCM_SHA384")}}, network.CodeGatewayOldTLS, "TLSv1_1"},
		"TLS 1.3 in an old policy":      {object{"sslPolicy": object{"policyType": "Custom", "minProtocolVersion": "TLSv1_3", "cipherSuites": list("TLS_RSA_WITH_AES_256_GCM_SHA384")}}, network.CodeBadRequest, "CustomV2"},
		"custom without suites":         {object{"sslPolicy": object{"policyType": "Custom", "minProtocolVersion": "TLSv1_2"}}, network.CodeBadRequest, "cipher suites"},
		"predefined with suites":        {object{"sslPolicy": object{"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101S", "cipherSuites": list("TLS_RSA_WITH_AES_256_GCM_SHA384")}}, network.CodeBadRequest, "neither"},
		"unknown suite":                 {object{"sslPolicy": object{"policyType": "Custom", "minProtocolVersion": "TLSv1_2", "cipherSuites": list("TLS_NULL")}}, engine.CodeInvalidRequestContent, "TLS_NULL"},
		"certificate of two kinds":      {object{"sslCertificates": list(object{"name": "listener", "keyVaultSecretId": listenerCert, "data": "eA=="})}, network.CodeGatewayCertificateData, "Either Data or KeyVaultSecretId"},
		"certificate of none":           {object{"sslCertificates": list(object{"name": "listener"})}, network.CodeGatewayCertificateData, "Either Data or KeyVaultSecretId"},
		"no URL of a secret":            {object{"sslCertificates": list(object{"name": "listener", "keyVaultSecretId": "https://kv-entry.vault.azure.net/keys/listener"})}, network.CodeBadRequest, "is invalid"},
		"no identity":                   {object{"identity": nil}, network.CodeBadRequest, "requires a 'UserAssigned' Identity"},
		"other region":                  {object{"location": "northeurope"}, network.CodeInvalidResourceReference, "same region"},
		"network without the subnet":    {object{"gatewayIPConfigurations": list(object{"name": "ip", "subnet": subnetOf("snet-none")})}, network.CodeInvalidResourceReference, "snet-none"},
		"room for its instances":        {object{"gatewayIPConfigurations": list(object{"name": "ip", "subnet": subnetOf("snet-tiny")}), "autoscaleConfiguration": object{"minCapacity": 4., "maxCapacity": 10.}}, network.CodeSubnetIsFull, "4 IP addresses"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			entry(t).refuse(c.code, c.says, azure.TypeApplicationGateway, gateway(c.more))
		})
	}
}

func TestGatewaysOfManySites(t *testing.T) {
	w := entry(t)
	w.make(azure.TypeApplicationGateway, gateway(object{
		"frontendPorts": list(object{"name": "port-443", "port": 443.}, object{"name": "port-80", "port": 80.}),
		"httpListeners": list(listener(nil), listener(object{"name": "second", "hostName": "tandem.contoso.com"}),
			listener(object{"name": "plain", "protocol": "Http", "sslCertificate": nil, "requireServerNameIndication": nil, "frontendPort": gatewayPart("frontendPorts", "port-80")})),
		"redirectConfigurations": list(object{"name": "secure", "redirectType": "Permanent", "targetListener": gatewayPart("httpListeners", "listener"), "includePath": true, "includeQueryString": true}),
		"requestRoutingRules": list(routing(nil), routing(object{"name": "second", "priority": 110., "httpListener": gatewayPart("httpListeners", "second")}),
			routing(object{"name": "plain", "priority": 120., "httpListener": gatewayPart("httpListeners", "plain"), "backendAddressPool": nil,
				"backendHttpSettings": nil, "redirectConfiguration": gatewayPart("redirectConfigurations", "secure")})),
	}))
}
