package dataprotection

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// backupExtension is the extension that does the work inside a cluster.
const backupExtension = "microsoft.dataprotection.kubernetes"

// location begins the settings that tell the extension where to write.
// Source: https://github.com/Azure/azure-cli-extensions/blob/main/src/k8s-extension/azext_k8s_extension/partner_extensions/DataProtectionKubernetes.py
const location = "configuration.backupStorageLocation."

func extensionOf(op *engine.Operation, cluster *engine.Resource) (*engine.Resource, bool) {
	for _, r := range op.In(cluster.ID) {
		if r.Is(extensionType) && is(r.In().At("extensionType"), backupExtension) && r.Pending == "" && !r.Failed {
			return r, true
		}
	}
	return nil, false
}

// judgeStorage requires the extension to get at its container, and the vault too if backups are moved to it.
func judgeStorage(op *engine.Operation, s surroundings, extension *engine.Resource) error {
	settings := extension.In().At("configurationSettings")
	id := azure.ResourceID(settings.At(location+"config.subscriptionId").Text(), settings.At(location+"config.resourceGroup").Text(),
		accountType, settings.At(location+"config.storageAccount").Text())
	account, ok := op.Get(id)
	if _, there := op.Get(id + "/blobServices/default/containers/" + settings.At(location+"bucket").Text()); !ok || !there {
		return CodeNoStorageLocation.Errorf("The storage account or the blob container of the extension '%s' does not exist.", extension.Name())
	}
	if !granted(op, extension.Out().At("aksAssignedIdentity", "principalId").Text(), account.ARMID(), writesBlobs) {
		return CodeExtensionMissingPermissions.Errorf("The identity of the extension '%s' lacks the role Storage Blob Data Contributor on the storage "+
			"account '%s'.", extension.Name(), account.Name())
	}
	if !account.In().At("allowSharedKeyAccess").BoolOr(true) && !is(settings.At(location+"config.useAAD"), "true") {
		return CodeStorageNotReady.Errorf("BackupStorageLocation \"default\" is unavailable: the storage account '%s' takes no keys, and the extension "+
			"does not use its identity (%sconfig.useAAD).", account.Name(), location)
	}
	if !reachable(op, account) {
		return CodeStorageNotReady.Errorf("BackupStorageLocation \"default\" is unavailable: the storage account '%s' is closed to public networks and has "+
			"no private endpoint for blobs.", account.Name())
	}
	if keepsInVault(s.policy) && !granted(op, s.vaultPrincipal, account.ARMID(), readsBlobs) {
		return CodeStorageNotReady.Errorf("The identity of the Backup vault '%s' lacks the role Storage Blob Data Reader on the storage account '%s'.",
			s.vault.Name(), account.Name())
	}
	return nil
}

// reachable reports whether nodes get at the account's blobs: over the public endpoint that lets everybody in, or by a
// private endpoint.
func reachable(op *engine.Operation, account *engine.Resource) bool {
	open := !is(account.In().At("publicNetworkAccess"), "Disabled") && !is(account.In().At("networkRuleSet", "defaultAction"), "Deny")
	return open || slices.ContainsFunc(op.List(endpointType), func(r *engine.Resource) bool {
		return slices.ContainsFunc(r.In().At("privateLinkServiceConnections").Items(), func(connection engine.Value) bool {
			target, _ := connection.At("privateLinkServiceId").ID()
			return target.Equal(account.ARMID()) && slices.ContainsFunc(connection.At("groupIds").Texts(), func(group string) bool {
				return strings.EqualFold(group, "blob")
			})
		})
	})
}
