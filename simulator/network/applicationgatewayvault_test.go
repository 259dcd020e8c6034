package network_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

const vaultZone = "privatelink.vaultcore.azure.net"

// linkVaultZone makes the vaults' private zone and links the network to it.
func (w *world) linkVaultZone() {
	w.Helper()
	w.make(azure.TypePrivateZone, object{"privateZoneName": vaultZone, "location": "global"})
	w.make(azure.TypeVirtualNetworkLink, object{"privateZoneName": vaultZone, "virtualNetworkLinkName": "hub", "location": "global",
		"registrationEnabled": false, "virtualNetwork": object{"id": id("Microsoft.Network/virtualNetworks", "hub")}})
}

// vaultEndpoint gives the vault a private endpoint in no zone.
func (w *world) vaultEndpoint() {
	w.Helper()
	w.make(azure.TypePrivateEndpoint, object{"privateEndpointName": "pe-kv", "subnet": subnetOf("snet-other"),
		"privateLinkServiceConnections": list(object{"name": "kv", "privateLinkServiceId": vaultID, "groupIds": list("vault")})})
}

// privateVault gives the vault a private endpoint in the zone.
func (w *world) privateVault() {
	w.Helper()
	w.vaultEndpoint()
	w.make(azure.TypePrivateDNSZoneGroup, object{"privateEndpointName": "pe-kv", "privateDnsZoneGroupName": "default",
		"privateDnsZoneConfigs": list(object{"name": "kv", "privateDnsZoneId": id("Microsoft.Network/privateDnsZones", vaultZone)})})
}

func TestAGatewayReadsItsCertificatesWhenItIsMade(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(w *world)
		more    object
		says    string
	}{
		"no vault": {func(*world) {}, object{"sslCertificates": list(object{"name": "listener", "keyVaultSecretId": "https://kv-none.vault.azure.net/secrets/listener"})},
			"was not found: its name could not be resolved"},
		"no secret": {func(*world) {}, object{"sslCertificates": list(object{"name": "listener", "keyVaultSecretId": listenerCert + "-2"})}, "The secret was not found"},
		"no grant": {func(w *world) {
			assignment, _ := w.Resource(vaultID + "/providers/Microsoft.Authorization/roleAssignments/" + azure.DeterministicGUID(azure.RoleKeyVaultSecretsUser))
			require.NoError(w, w.Delete(ctx, engine.Request{Token: "azure-native:authorization/v20220401:RoleAssignment", Provider: provider, ID: assignment.ID, URN: "urn:test"}))
			w.grant(azure.RoleKeyVaultReader)
		}, nil, "Access denied for KeyVault Secret"},
		"identity of somebody else": {func(w *world) {
			w.put("azure-native:managedidentity/v20230131:UserAssignedIdentity", object{"resourceName": "mi-other"})
		}, object{"identity": object{"type": "UserAssigned", "userAssignedIdentities": list(id("Microsoft.ManagedIdentity/userAssignedIdentities", "mi-other"))}},
			"Access denied for KeyVault Secret"},
		"closed vault": {func(w *world) { w.changeVault(object{"publicNetworkAccess": "Disabled"}) }, nil, "refuses public network access"},
		"vault that trusts nobody": {func(w *world) {
			w.changeVault(object{"networkAcls": object{"bypass": "None", "defaultAction": "Deny"}})
		}, nil, "restricted network access"},
		"linked zone without a record": {func(w *world) { w.linkVaultZone(); w.vaultEndpoint() }, nil, "has no record of it"},
		"closed vault, linked zone, no endpoint yet": {func(w *world) {
			w.linkVaultZone()
			w.changeVault(object{"publicNetworkAccess": "Disabled"})
		}, nil, "refuses public network access"},
		"access policy of somebody else": {func(w *world) { w.changeVault(object{"enableRbacAuthorization": false, "accessPolicies": list()}) }, nil, "Access denied for KeyVault Secret"},
	} {
		t.Run(name, func(t *testing.T) {
			w := entry(t)
			c.prepare(w)
			w.refuse(network.CodeGatewayVaultSecret, c.says, azure.TypeApplicationGateway, gateway(c.more))
		})
	}
}

func TestWaysToACertificate(t *testing.T) {
	for name, prepare := range map[string]func(w *world) object{
		"trusted services": func(*world) object { return nil },
		"a certain version": func(*world) object {
			return object{"sslCertificates": list(object{"name": "listener", "keyVaultSecretId": listenerCert + "/0123456789abcdef0123456789abcdef"})}
		},
		"certificate inline": func(*world) object {
			return object{"sslCertificates": list(object{"name": "listener", "data": "eA==", "password": "p"})}
		},
		"private endpoint": func(w *world) object {
			w.linkVaultZone()
			w.privateVault()
			w.changeVault(object{"publicNetworkAccess": "Disabled"})
			return nil
		},
		"access policy": func(w *world) object {
			identity, _ := w.Resource(id("Microsoft.ManagedIdentity/userAssignedIdentities", "mi-entry"))
			w.changeVault(object{"enableRbacAuthorization": false, "accessPolicies": list(object{"tenantId": tenant, "objectId": identity.Outputs["principalId"],
				"permissions": object{"secrets": list("get")}})})
			return nil
		},
		"public vault beside private ones": func(w *world) object { w.linkVaultZone(); return nil },
		"vault open to all":                func(w *world) object { w.changeVault(object{"networkAcls": nil}); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			w := entry(t)
			w.make(azure.TypeApplicationGateway, gateway(prepare(w)))
		})
	}
}
