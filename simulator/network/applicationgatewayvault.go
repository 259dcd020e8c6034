package network

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	armVault        = "Microsoft.KeyVault/vaults"
	armSecretSuffix = "/secrets/"
	armAssignment   = "Microsoft.Authorization/roleAssignments"
)

// readsSecrets are the roles whose data actions include reading a secret's value.
// Source: https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations
var readsSecrets = []string{
	azure.RoleKeyVaultAdministrator, azure.RoleKeyVaultSecretsOfficer, azure.RoleKeyVaultSecretsUser, azure.RoleKeyVaultCertificateUser,
}

// gatewaySecrets requires that the gateway can read every secret it names, now.
// Source: https://learn.microsoft.com/azure/application-gateway/key-vault-certs
func gatewaySecrets(op *engine.Operation) error {
	for _, list := range []string{"sslCertificates", "trustedRootCertificates"} {
		for _, certificate := range op.Inputs.At(list).Items() {
			at := certificate.At("keyVaultSecretId")
			match := secretURL.FindStringSubmatch(at.Text())
			if match == nil {
				continue
			}
			if problem := secretProblem(op, match[1], match[2]); problem != "" {
				//nolint:misspell // Azure's own spelling
				e := CodeGatewayVaultSecret.Errorf("Problem occured while accessing and validating KeyVault Secrets associated with Application "+
					"Gateway '%s'. See details below: %s (%s)", op.ID, problem, at.Text())
				e.Path = at.Path()
				return e
			}
		}
	}
	return nil
}

// secretProblem says why the gateway cannot read a secret, or "".
func secretProblem(op *engine.Operation, vaultName, secretName string) string {
	for _, vault := range op.List(armVault) {
		if !strings.EqualFold(vault.Name(), vaultName) {
			continue
		}
		if problem := vaultUnreachable(op, vault); problem != "" {
			return problem
		}
		if !anyIdentityReads(op, vault) {
			return "Access denied for KeyVault Secret. Make sure that Identity assigned to Application Gateway has access to the KeyVault " +
				"associated with secret."
		}
		if _, found := op.Get(vault.ID + armSecretSuffix + secretName); !found {
			return "The secret was not found in this key vault."
		}
		return ""
	}
	return "The key vault was not found: its name could not be resolved."
}

// vaultUnreachable says why the gateway's network cannot reach a vault, or "". The public name of a vault with private
// endpoints is an alias into the vaults' private zone, and a network that is linked to that zone asks nowhere else, so one of
// the endpoints must have its address in it. A vault without private endpoints has no such alias.
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#dns-configuration
func vaultUnreachable(op *engine.Operation, vault *engine.Resource) string {
	network := gatewayNetwork(op)
	zone, linked := linkedZone(op, network, azure.PrivateDNSZoneKeyVault)
	if linked && hasEndpointIn(op, vault, zone) {
		return ""
	}
	if linked && hasEndpoint(op, vault) {
		return "The key vault's name cannot be resolved: the virtual network is linked to private DNS zone " + zone + ", which has no record of it."
	}
	properties := vault.In().At("properties")
	if strings.EqualFold(properties.At("publicNetworkAccess").Text(), "Disabled") {
		return "The key vault refuses public network access, and the virtual network does not resolve a private endpoint of it."
	}
	rules := properties.At("networkAcls")
	if !strings.EqualFold(rules.At("defaultAction").TextOr("Allow"), "Deny") || strings.EqualFold(rules.At("bypass").TextOr("AzureServices"), "AzureServices") {
		return ""
	}
	for _, rule := range rules.At("virtualNetworkRules").Items() {
		for _, configuration := range op.Inputs.At("gatewayIPConfigurations").Items() {
			if strings.EqualFold(rule.At("id").Text(), configuration.At("subnet", "id").Text()) {
				return ""
			}
		}
	}
	return "The key vault has restricted network access: its firewall lets neither trusted services nor the gateway's subnet in."
}

// gatewayNetwork returns the ID of the virtual network that the gateway is in.
func gatewayNetwork(op *engine.Operation) string {
	for _, configuration := range op.Inputs.At("gatewayIPConfigurations").Items() {
		if id, ok := configuration.At("subnet", "id").ID(); ok {
			network, _ := id.Parent()
			return network.String()
		}
	}
	return ""
}

// linkedZone returns the ID of the private zone of a name that a network is linked to.
func linkedZone(op *engine.Operation, network, name string) (string, bool) {
	for _, link := range op.List(armZoneLink) {
		zone, _ := link.ARMID().Parent()
		if strings.EqualFold(zone.Name(), name) && strings.EqualFold(link.In().At("virtualNetwork", "id").Text(), network) {
			return zone.String(), true
		}
	}
	return "", false
}

// hasEndpoint reports whether a resource has a private endpoint.
func hasEndpoint(op *engine.Operation, resource *engine.Resource) bool {
	return slices.ContainsFunc(op.List(armEndpoint), func(endpoint *engine.Resource) bool { return leadsTo(endpoint, resource) })
}

// leadsTo reports whether a private endpoint is one of a resource.
func leadsTo(endpoint, resource *engine.Resource) bool {
	return slices.ContainsFunc(endpoint.In().At("privateLinkServiceConnections").Items(), func(connection engine.Value) bool {
		return strings.EqualFold(connection.At("privateLinkServiceId").Text(), resource.ID)
	})
}

// hasEndpointIn reports whether a resource has a private endpoint that is entered in a zone.
func hasEndpointIn(op *engine.Operation, resource *engine.Resource, zone string) bool {
	for _, group := range op.List(armZoneGroup) {
		entered := slices.ContainsFunc(group.In().At("privateDnsZoneConfigs").Items(), func(config engine.Value) bool {
			return strings.EqualFold(config.At("privateDnsZoneId").Text(), zone)
		})
		endpointID, _ := group.ARMID().Parent()
		endpoint, found := op.Get(endpointID.String())
		if entered && found && leadsTo(endpoint, resource) {
			return true
		}
	}
	return false
}

// anyIdentityReads reports whether one of the gateway's identities may read the vault's secrets.
func anyIdentityReads(op *engine.Operation, vault *engine.Resource) bool {
	return slices.ContainsFunc(op.Inputs.At("identity", "userAssignedIdentities").Texts(), func(id string) bool {
		identity, found := op.Get(id)
		return found && readsVault(op, vault, identity.Out().At("principalId").Text())
	})
}

// readsVault reports whether a principal may read the secrets of a vault, by role or, in a vault without roles, by
// access policy.
func readsVault(op *engine.Operation, vault *engine.Resource, principal string) bool {
	properties := vault.In().At("properties")
	if !properties.At("enableRbacAuthorization").Bool() {
		return slices.ContainsFunc(properties.At("accessPolicies").Items(), func(policy engine.Value) bool {
			return strings.EqualFold(policy.At("objectId").Text(), principal) &&
				slices.ContainsFunc(policy.At("permissions", "secrets").Texts(), func(p string) bool {
					return strings.EqualFold(p, "get") || strings.EqualFold(p, "all")
				})
		})
	}
	key := strings.ToLower(vault.ID)
	return slices.ContainsFunc(op.List(armAssignment), func(assignment *engine.Resource) bool {
		inputs := assignment.In()
		scope := strings.ToLower(inputs.At("scope").Text())
		return strings.EqualFold(inputs.At("principalId").Text(), principal) &&
			slices.Contains(readsSecrets, azure.RoleGUID(inputs.At("roleDefinitionId").Text())) &&
			(scope == key || strings.HasPrefix(key, scope+"/"))
	})
}
