package keyvault

import (
	"fmt"
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	// minRetention and maxRetention bound how long a deleted vault is kept, in days; a vault that does not say has the
	// longest.
	// Source: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
	minRetention, maxRetention = 7, 90
	// maxAccessPolicies is how many identities one vault lists.
	// Source: https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults
	maxAccessPolicies = 1024
	// serviceEndpoint is what a subnet needs to be named in a vault's network rules.
	serviceEndpoint = "Microsoft.KeyVault"
)

func vault() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeVault,
		Versions:   []string{"v20230701"},
		APIVersion: apiVersion,
		ARMType:    vaultType,
		Names:      []string{"vaultName"},
		Args:       sdk.VaultArgs{},
		State:      sdk.Vault{},
		Check:      checkVault,
		Put:        putVault,
		Models: []string{
			"A vault's name is taken in all of Azure, also by a deleted vault until its retention of 7 to 90 days has passed or it is purged.",
			"Creating a vault under the name of a deleted one is refused, as azure-native does not recover by itself; createMode recover " +
				"brings the deleted vault back with its secrets and the properties it had.",
			"Soft delete is always on, its retention is set once, and purge protection is never taken back.",
			"The tenant is the subscription's; without role-based access the access policies must be given, all of that tenant.",
			"Address rules are public IPv4 ranges, and network rules name subnets that have the service endpoint of Key Vault.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeVaultAlreadyExists, CodeConflictError, CodeSoftDeletedVaultDoesNotExist,
			CodeSubnetsHaveNoServiceEndpoints, engine.CodePropertyChangeNotAllowed},
	}
}

func checkVault(c *engine.Check) {
	properties := c.Inputs.At("properties")
	if !properties.Known() {
		return
	}
	c.Range(properties.At("softDeleteRetentionInDays"), CodeBadRequest, minRetention, maxRetention)
	// Source: https://learn.microsoft.com/azure/key-vault/general/soft-delete-change
	if soft := properties.At("enableSoftDelete"); soft.Known() && !soft.BoolOr(true) {
		c.Failf(soft, CodeBadRequest, "The property \"enableSoftDelete\" cannot be set to false: soft delete is enforced for every vault.")
	}
	if purge := properties.At("enablePurgeProtection"); purge.Known() && !purge.BoolOr(true) {
		c.Failf(purge, CodeBadRequest, "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection "+
			"for a vault is an irreversible action.")
	}
	checkTenant(c, properties.At("tenantId"))
	checkAccessPolicies(c, properties)
	for _, rule := range properties.At("networkAcls", "ipRules").Items() {
		if at := rule.At("value"); at.Known() {
			if err := checkAddress(at.Text()); err != nil {
				c.Failf(at, CodeBadRequest, "The IP rule '%s' is not valid: %s.", at.Text(), err)
			}
		}
	}
}

func checkTenant(c *engine.Check, at engine.Value) {
	switch {
	case !at.Known():
	case !azure.IsGUID(at.Text()):
		c.Failf(at, CodeBadRequest, "The tenant '%s' is not a GUID.", at.Text())
	case c.Provider.Tenant != "" && !strings.EqualFold(at.Text(), c.Provider.Tenant):
		c.Failf(at, CodeBadRequest, "The tenant '%s' is not the tenant '%s' of the subscription.", at.Text(), c.Provider.Tenant)
	}
}

// checkAccessPolicies requires the list where roles do not decide, and one tenant throughout.
func checkAccessPolicies(c *engine.Check, properties engine.Value) {
	policies, tenant := properties.At("accessPolicies"), properties.At("tenantId")
	roles, mode := properties.At("enableRbacAuthorization"), properties.At("createMode")
	recovering := strings.EqualFold(mode.Text(), string(sdk.CreateModeRecover))
	if policies.Absent() && roles.Known() && !roles.Bool() && mode.Known() && !recovering {
		c.Failf(policies, CodeBadRequest, "The parameter accessPolicies is not specified.")
	}
	if n := len(policies.Items()); n > maxAccessPolicies {
		c.Failf(policies, CodeBadRequest, "The vault has %d access policies; the limit is %d.", n, maxAccessPolicies)
	}
	for _, policy := range policies.Items() {
		own := policy.At("tenantId")
		if own.Known() && tenant.Known() && !strings.EqualFold(own.Text(), tenant.Text()) {
			c.Failf(own, CodeBadRequest, "The access policy is of tenant '%s', the vault of '%s'.", own.Text(), tenant.Text())
		}
	}
}

// checkAddress refuses what is no public IPv4 address or range.
// Source: https://learn.microsoft.com/azure/key-vault/general/network-security
func checkAddress(text string) error {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		address, addressErr := netip.ParseAddr(text)
		if addressErr != nil {
			return fmt.Errorf("it is neither an address nor a range")
		}
		prefix = netip.PrefixFrom(address, address.BitLen())
	}
	switch address := prefix.Addr(); {
	case !address.Is4():
		return fmt.Errorf("only IPv4 is supported")
	case address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast():
		return fmt.Errorf("private addresses are not allowed in IP rules")
	case prefix != prefix.Masked():
		return fmt.Errorf("the range begins at %s", prefix.Masked().Addr())
	}
	return nil
}

func putVault(op *engine.Operation) error {
	if err := subnetsHaveEndpoints(op); err != nil {
		return err
	}
	recovered, err := claimName(op)
	if err != nil {
		return err
	}
	if recovered != nil {
		recoverVault(op, recovered)
		return nil
	}
	op.Default([]any{}, "properties", "accessPolicies")
	for _, property := range []string{"enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment", "enableRbacAuthorization"} {
		op.Default(false, "properties", property)
	}
	op.Set(true, "properties", "enableSoftDelete")
	op.Default(maxRetention, "properties", "softDeleteRetentionInDays")
	op.Default(string(sdk.PublicNetworkAccessEnabled), "properties", "publicNetworkAccess")
	if op.Old != nil && op.Old.Out().At("properties", "enablePurgeProtection").Bool() {
		op.Set(true, "properties", "enablePurgeProtection") // what is left out stays as it is
	}
	op.Set(fmt.Sprintf("https://%s.vault.azure.net/", strings.ToLower(op.Name)), "properties", "vaultUri")
	op.Set("Succeeded", "properties", "provisioningState")
	var rules []map[string]any
	for _, rule := range op.Inputs.At("properties", "networkAcls", "ipRules").Items() {
		value := rule.At("value").Text()
		if !strings.Contains(value, "/") {
			value += "/32" // as the service answers: https://github.com/Azure/azure-rest-api-specs/issues/21306
		}
		rules = append(rules, map[string]any{"value": value})
	}
	if rules != nil {
		op.Set(rules, "properties", "networkAcls", "ipRules")
	}
	return nil
}

// subnetsHaveEndpoints refuses network rules for subnets from which the vault could not tell a request.
func subnetsHaveEndpoints(op *engine.Operation) error {
	for _, rule := range op.Inputs.At("properties", "networkAcls", "virtualNetworkRules").Items() {
		target, err := op.Resolve(rule.At("id"), "Microsoft.Network/virtualNetworks/subnets")
		if err != nil {
			return err
		}
		found := rule.At("ignoreMissingVnetServiceEndpoint").Bool()
		for _, endpoint := range target.Part.At("serviceEndpoints").Items() {
			found = found || strings.EqualFold(endpoint.At("service").Text(), serviceEndpoint)
		}
		if !found {
			return CodeSubnetsHaveNoServiceEndpoints.Errorf("Subnet %s does not have a service endpoint for %s resources. Add it to the "+
				"subnet before naming the subnet in the network rules of vault %s.", target.ID, serviceEndpoint, op.Name)
		}
	}
	return nil
}
