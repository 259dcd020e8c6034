// Package keyvault simulates the part of Microsoft.KeyVault that a landing zone uses: vaults, and secrets that are
// written through Resource Manager. A deleted vault or secret is kept until its retention ends, as in Azure, and holds on
// to its name. Keys, certificates and the reading of secrets belong to the vault's own API, which is not simulated.
package keyvault

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// DeletedVaultType is the ARM type of a deleted vault whose name is still taken.
const DeletedVaultType = "Microsoft.KeyVault/locations/deletedVaults"

const (
	vaultType         = "Microsoft.KeyVault/vaults"
	secretType        = "Microsoft.KeyVault/vaults/secrets"
	deletedSecretType = "Microsoft.KeyVault/vaults/deletedSecrets"

	apiVersion = "2023-07-01"
)

// Service returns the types of Microsoft.KeyVault, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.KeyVault",
		Types: []*engine.Type{secret(), vault()},
		Guard: keepDeleted,
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"NetworkRuleSet.bypass":               engine.Values(sdk.NetworkRuleBypassOptionsAzureServices, sdk.NetworkRuleBypassOptionsNone),
				"NetworkRuleSet.defaultAction":        engine.Values(sdk.NetworkRuleActionAllow, sdk.NetworkRuleActionDeny),
				"Sku.family":                          engine.Values(sdk.SkuFamilyA),
				"Sku.name":                            engine.Values(sdk.SkuNameStandard, sdk.SkuNamePremium),
				"VaultProperties.createMode":          engine.Values(sdk.CreateModeDefault, sdk.CreateModeRecover),
				"VaultProperties.publicNetworkAccess": engine.Values(sdk.PublicNetworkAccessEnabled, sdk.PublicNetworkAccessDisabled),
			},
			Required: []string{"SecretProperties.value"},
		},
	}
}
