package dataprotection

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Pages that codes and rules were read from.
const (
	docs         = "https://learn.microsoft.com/azure/backup/"
	troubleshoot = docs + "azure-kubernetes-service-backup-troubleshoot"
	matrix       = docs + "azure-kubernetes-service-cluster-backup-support-matrix#limitations"
)

// userError is a refusal that whoever deploys can mend.
func userError(name, source string) engine.Code {
	return engine.Code{Name: name, Status: http.StatusBadRequest, Source: source}
}

// Codes of Microsoft.DataProtection. Where no public text shows the code of a refusal, the code is the word for the HTTP
// status, and the source is what states the rule.
var (
	// CodeBadRequest refuses vaults and policies that contradict themselves.
	CodeBadRequest = userError("BadRequest", docs+"create-manage-backup-vault")
	// CodeConflict refuses to take back what cannot be taken back.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict, Source: docs + "backup-azure-immutable-vault-concept"}
	// CodeInvalidWorkflowData refuses an instance for a cluster that does not say what of it to back up, and where to.
	CodeInvalidWorkflowData = userError("ScenarioPluginInvalidWorkflowDataRequest",
		"https://github.com/hashicorp/terraform-provider-azurerm/issues/25294")
	// CodeWrongPlace refuses a cluster, a vault and a group of snapshots that are apart.
	CodeWrongPlace = userError("BadRequest", matrix)
)

// Codes about what an instance needs around it.
var (
	// CodeClusterIsStopped refuses a cluster that does not run.
	CodeClusterIsStopped = userError("UserErrorKubernetesBackupClusterIsStopped", matrix)
	// CodeListExtensions is the answer to a vault that may not read the cluster.
	CodeListExtensions = userError("KubernetesBackupListExtensionsError", troubleshoot+"#kubernetesbackuplistextensionserror")
	// CodeExtensionNotFound is the answer where the cluster does not run the backup extension.
	CodeExtensionNotFound = userError("UserErrorKubernetesBackupExtensionNotFoundError", troubleshoot+"#usererrorkubernetesbackupextensionnotfounderror")
	// CodeTrustedAccess is the answer where the cluster does not trust the vault.
	CodeTrustedAccess = userError("UserErrorTrustedAccessGatewayReturnedForbidden",
		docs+"azure-kubernetes-service-cluster-backup-concept#trusted-access")
	// CodeExtensionMissingPermissions is the answer where the extension may not write into its storage account.
	CodeExtensionMissingPermissions = userError("UserErrorExtensionMSIMissingPermissionsOnBackupStorageLocation",
		troubleshoot+"#usererrorextensionmsimissingpermissionsonbackupstoragelocation")
	// CodeStorageNotReady is the answer where the extension does not reach its storage account.
	CodeStorageNotReady = userError("UserErrorBackupStorageLocationNotReady", troubleshoot+"#usererrorbackupstoragelocationnotready")
	// CodeNoStorageLocation is the answer where the extension's storage account or container is gone.
	CodeNoStorageLocation = userError("UserErrorNoDefaultBackupStorageLocationFound",
		troubleshoot+"#usererrornodefaultbackupstoragelocationfound")
	// CodeSnapshotGroupPermissions is the answer where vault or cluster may not do their part in the group of the snapshots.
	CodeSnapshotGroupPermissions = userError("UserErrorNotEnoughPermissionOnSnapshotRG", docs+"disk-backup-troubleshoot")
	// CodeSnapshotGroupLocked refuses a group from which no snapshot could be deleted.
	CodeSnapshotGroupLocked = userError("UserErrorSnapshotResourceGroupHasLocks", troubleshoot+"#usererrorsnapshotresourcegrouphaslocks")
)
