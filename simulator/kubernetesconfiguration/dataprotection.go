package kubernetesconfiguration

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// dataProtectionType is the extension that backs up its cluster.
const dataProtectionType = "microsoft.dataprotection.kubernetes"

// Settings of the backup extension: the container that it writes into, and whether it shows its identity there.
// Source: https://github.com/Azure/azure-cli-extensions/blob/main/src/k8s-extension/azext_k8s_extension/partner_extensions/DataProtectionKubernetes.py
const (
	settingContainer    = "configuration.backupStorageLocation.bucket"
	settingAccount      = "configuration.backupStorageLocation.config.storageAccount"
	settingGroup        = "configuration.backupStorageLocation.config.resourceGroup"
	settingSubscription = "configuration.backupStorageLocation.config.subscriptionId"
	settingIdentity     = "configuration.backupStorageLocation.config.useAAD"
	settingTenant       = "credentials.tenantId"
)

// identified are the extension types for which AKS makes an identity without being asked.
var identified = []string{dataProtectionType}

func checkDataProtection(c *engine.Check) {
	settings := c.Inputs.At("configurationSettings")
	if !settings.Known() {
		return
	}
	for _, name := range []string{settingContainer, settingAccount, settingGroup, settingSubscription, settingTenant} {
		c.Require(settings.At(name), CodeBadRequest, "The extension %s needs the setting '%s'.", dataProtectionType, name)
	}
	if at := settings.At(settingIdentity); at.Present() && at.Known() && at.Text() != "true" && at.Text() != "false" {
		c.Failf(at, CodeBadRequest, "The setting '%s' must be \"true\" or \"false\", not '%s'.", settingIdentity, at.Text())
	}
	if namespace := c.Inputs.At("scope", "namespace"); namespace.Present() && namespace.Known() {
		c.Failf(namespace, CodeBadRequest, "Extension type %s does not support the scope 'namespace'.", dataProtectionType)
	}
}

// judgeDataProtection requires a container to write into, near the cluster, and a cluster whose volumes can be
// snapshotted.
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations
func judgeDataProtection(op *engine.Operation, cluster *engine.Resource) error {
	settings := op.Inputs.At("configurationSettings")
	id := azure.ResourceID(settings.At(settingSubscription).Text(), settings.At(settingGroup).Text(), "Microsoft.Storage/storageAccounts",
		settings.At(settingAccount).Text())
	account, ok := op.Get(id)
	if !ok {
		return CodeBadRequest.Errorf("The backup storage account '%s' was not found.", id)
	}
	container := id + "/blobServices/default/containers/" + settings.At(settingContainer).Text()
	if _, ok := op.Get(container); !ok {
		return CodeBadRequest.Errorf("The blob container '%s' was not found.", container)
	}
	switch sku := account.In().At("sku", "name").Text(); {
	case !strings.EqualFold(account.In().At("kind").Text(), "StorageV2") || !strings.HasPrefix(strings.ToLower(sku), "standard"):
		return CodeBadRequest.Errorf("The backup storage account '%s' is of kind '%s' with the SKU '%s'; it must be a standard general-purpose v2 account.",
			account.Name(), account.In().At("kind").Text(), sku)
	case account.Location() != cluster.Location():
		return CodeBadRequest.Errorf("The Kubernetes managed cluster '%s (%s)' and the backup storage account '%s (%s)' are not in the same location. "+
			"Please make sure that the cluster and the storage account are in the same location.", cluster.Name(), cluster.Location(), account.Name(), account.Location())
	case !strings.EqualFold(account.ARMID().Subscription(), cluster.ARMID().Subscription()):
		return CodeBadRequest.Errorf("The backup storage account '%s' is not in the subscription of the cluster.", account.Name())
	}
	for _, driver := range []string{"diskCSIDriver", "snapshotController"} {
		if !cluster.In().At("storageProfile", driver, "enabled").BoolOr(true) {
			return CodeExtensionOperationFailed.Errorf("The extension operation failed with the following error: the cluster '%s' runs without its %s, "+
				"which backups of volumes need.", cluster.Name(), driver)
		}
	}
	return nil
}

// hasIdentity reports whether AKS makes an identity for the extension.
func hasIdentity(op *engine.Operation, kind string) bool {
	return op.Inputs.At("aksAssignedIdentity", "type").Text() != "" || slices.Contains(identified, kind)
}
