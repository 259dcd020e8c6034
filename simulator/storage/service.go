// Package storage simulates the part of Microsoft.Storage that a landing zone uses: accounts, the settings of their blob
// service, and blob containers. Blobs themselves, keys, signatures and the network around an account are not simulated.
package storage

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	accountType   = "Microsoft.Storage/storageAccounts"
	blobsType     = accountType + "/blobServices"
	containerType = blobsType + "/containers"
	apiVersion    = "2024-01-01"

	// blobsName is the only blob service of an account; it is there as long as the account is.
	blobsName = "default"
)

var versions = []string{"v20240101"}

// Service returns the types of Microsoft.Storage, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Storage",
		Types: []*engine.Type{blobContainer(), blobService(), storageAccount()},
		BuiltIn: map[string]func(azure.ID) bool{
			strings.ToLower(blobsType): func(id azure.ID) bool { return strings.EqualFold(id.Name(), blobsName) },
		},
		Vocabulary: vocabulary(),
	}
}

func vocabulary() engine.Vocabulary {
	return engine.Vocabulary{
		Enums: map[string][]string{
			"AccountImmutabilityPolicyProperties.state": engine.Values(sdk.AccountImmutabilityPolicyStateUnlocked,
				sdk.AccountImmutabilityPolicyStateLocked, sdk.AccountImmutabilityPolicyStateDisabled),
			"Encryption.keySource":         engine.Values(sdk.KeySource_Microsoft_Storage, sdk.KeySource_Microsoft_Keyvault),
			"EncryptionService.keyType":    engine.Values(sdk.KeyTypeService, sdk.KeyTypeAccount),
			"Identity.type":                engine.Values(sdk.IdentityTypeNone, sdk.IdentityTypeSystemAssigned, sdk.IdentityTypeUserAssigned, sdk.IdentityType_SystemAssigned_UserAssigned),
			"NetworkRuleSet.defaultAction": engine.Values(sdk.DefaultActionAllow, sdk.DefaultActionDeny),
			"SasPolicy.expirationAction":   engine.Values(sdk.ExpirationActionLog, sdk.ExpirationActionBlock),
			"Sku.name": engine.Values(sdk.SkuName_Standard_LRS, sdk.SkuName_Standard_GRS, sdk.SkuName_Standard_RAGRS,
				sdk.SkuName_Standard_ZRS, sdk.SkuName_Standard_GZRS, sdk.SkuName_Standard_RAGZRS, sdk.SkuName_Premium_LRS, sdk.SkuName_Premium_ZRS),
			"blobContainerArgs.publicAccess":          engine.Values(sdk.PublicAccessNone, sdk.PublicAccessBlob, sdk.PublicAccessContainer),
			"storageAccountArgs.accessTier":           engine.Values(sdk.AccessTierHot, sdk.AccessTierCool, sdk.AccessTierCold, sdk.AccessTierPremium),
			"storageAccountArgs.allowedCopyScope":     engine.Values(sdk.AllowedCopyScopeAAD, sdk.AllowedCopyScopePrivateLink),
			"storageAccountArgs.dnsEndpointType":      engine.Values(sdk.DnsEndpointTypeStandard, sdk.DnsEndpointTypeAzureDnsZone),
			"storageAccountArgs.kind":                 engine.Values(sdk.KindStorage, sdk.KindStorageV2, sdk.KindBlobStorage, sdk.KindFileStorage, sdk.KindBlockBlobStorage),
			"storageAccountArgs.largeFileSharesState": engine.Values(sdk.LargeFileSharesStateDisabled, sdk.LargeFileSharesStateEnabled),
			"storageAccountArgs.minimumTlsVersion":    engine.Values(sdk.MinimumTlsVersion_TLS1_0, sdk.MinimumTlsVersion_TLS1_1, sdk.MinimumTlsVersion_TLS1_2, sdk.MinimumTlsVersion_TLS1_3),
			"storageAccountArgs.publicNetworkAccess":  engine.Values(sdk.PublicNetworkAccessEnabled, sdk.PublicNetworkAccessDisabled, sdk.PublicNetworkAccessSecuredByPerimeter),
		},
	}
}
