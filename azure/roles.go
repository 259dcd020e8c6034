package azure

import "strings"

// GUIDs of Azure's built-in roles. They are the same in every tenant.
// Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
const (
	RoleOwner                            = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
	RoleContributor                      = "b24988ac-6180-42a0-ab88-20f7382dd24c"
	RoleReader                           = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
	RoleUserAccessAdministrator          = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"
	RoleRBACAdministrator                = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
	RoleResourcePolicyContributor        = "36243c78-bf99-498c-9df9-86d9f8d28608"
	RoleTagContributor                   = "4a9ae827-6dc8-4573-8ac7-8239d42aa03f"
	RoleLocksContributor                 = "28bf596f-4eb7-45ce-b5bc-6cf482fec137"
	RoleVirtualMachineContributor        = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c"
	RoleNetworkContributor               = "4d97b98b-1d4f-4787-a291-c67834d212e7"
	RolePrivateDNSZoneContributor        = "b12aa53e-6015-4669-85d0-8515ebb3ae7f"
	RoleManagedIdentityOperator          = "f1a07417-d97a-45cb-824c-7a7467783830"
	RoleManagedIdentityContributor       = "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59"
	RoleAKSClusterAdmin                  = "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8"
	RoleAKSClusterUser                   = "4abbcc35-e782-43d8-92c5-2d3f1bd2253f"
	RoleAKSClusterMonitoringUser         = "1afdec4b-e479-420e-99e7-f82237c7c5e6"
	RoleAKSContributor                   = "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8"
	RoleAKSRBACClusterAdmin              = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b"
	RoleAKSRBACAdmin                     = "3498e952-d568-435e-9b2c-8d77e338d7f7"
	RoleAKSRBACWriter                    = "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb"
	RoleAKSRBACReader                    = "7f6c6a51-bcf8-42ba-9220-52d62157d7db"
	RoleKubernetesExtensionContributor   = "85cb6faf-e071-4c9b-8136-154b5a04f717"
	RoleAcrPull                          = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
	RoleAcrPush                          = "8311e382-0749-4cb8-b61a-304f252e45ec"
	RoleAcrDelete                        = "c2f4ef07-c644-48eb-af81-4b1b4947fb11"
	RoleAcrImageSigner                   = "6cef56e8-d556-48e5-a04f-b8e64114680f"
	RoleAcrQuarantineReader              = "cdda3590-29a3-44f6-95f2-9f980659eb04"
	RoleAcrQuarantineWriter              = "c8d4ff99-41c3-41a8-9f60-21dfdad59608"
	RoleContainerRegistryRepoReader      = "b93aa761-3e63-49ed-ac28-beffa264f7ac"
	RoleContainerRegistryRepoWriter      = "2a1e307c-b015-4ebd-883e-5b7698a07328"
	RoleContainerRegistryRepoContributor = "2efddaa5-3f1f-4df3-97df-af3f13818f4c"
	RoleKeyVaultAdministrator            = "00482a5a-887f-4fb3-b363-3b7fe8e74483"
	RoleKeyVaultReader                   = "21090545-7ca7-4776-b22c-e363652d74d2"
	RoleKeyVaultSecretsUser              = "4633458b-17de-408a-b874-0445c86b69e6"
	RoleKeyVaultSecretsOfficer           = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
	RoleKeyVaultCertificateUser          = "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba"
	RoleKeyVaultCertificatesOfficer      = "a4417e6f-fecd-4de8-b567-7b0420556985"
	RoleKeyVaultCryptoUser               = "12338af0-0e69-4776-bea7-57ae8d297424"
	RoleKeyVaultCryptoOfficer            = "14b46e9e-c2b7-41b4-b07b-48a6ebf60603"
	RoleKeyVaultCryptoServiceEncryption  = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
	RoleStorageBlobDataContributor       = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
	RoleStorageBlobDataReader            = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
	RoleDiskSnapshotContributor          = "7efff54f-a5b4-42b5-a1c5-5411624893ce"
	RoleDataOperatorForManagedDisks      = "959f8984-c045-4866-89c7-12bf9737be2e"
	RoleMonitoringMetricsPublisher       = "3913510d-42f4-4e42-8a64-420c390055eb"
	RoleMonitoringReader                 = "43d0d8ad-25c7-4714-9337-8ba259a9fe05"
	RoleMonitoringDataReader             = "b0d8363b-8ddd-447d-831f-62ca05bff136"
	RoleGrafanaAdmin                     = "22926164-76b3-42b3-bc55-97df8dab3e41"
	RoleLogAnalyticsContributor          = "92aaf0da-9dab-42b6-94a3-d43ce8d16293"
	RoleLogAnalyticsReader               = "73c42c96-874c-492b-b04d-ab87d138a893"
)

// roleNames holds the display name that Azure gives each role above.
var roleNames = map[string]string{
	RoleOwner:                            "Owner",
	RoleContributor:                      "Contributor",
	RoleReader:                           "Reader",
	RoleUserAccessAdministrator:          "User Access Administrator",
	RoleRBACAdministrator:                "Role Based Access Control Administrator",
	RoleResourcePolicyContributor:        "Resource Policy Contributor",
	RoleTagContributor:                   "Tag Contributor",
	RoleLocksContributor:                 "Locks Contributor",
	RoleVirtualMachineContributor:        "Virtual Machine Contributor",
	RoleNetworkContributor:               "Network Contributor",
	RolePrivateDNSZoneContributor:        "Private DNS Zone Contributor",
	RoleManagedIdentityOperator:          "Managed Identity Operator",
	RoleManagedIdentityContributor:       "Managed Identity Contributor",
	RoleAKSClusterAdmin:                  "Azure Kubernetes Service Cluster Admin Role",
	RoleAKSClusterUser:                   "Azure Kubernetes Service Cluster User Role",
	RoleAKSClusterMonitoringUser:         "Azure Kubernetes Service Cluster Monitoring User",
	RoleAKSContributor:                   "Azure Kubernetes Service Contributor Role",
	RoleAKSRBACClusterAdmin:              "Azure Kubernetes Service RBAC Cluster Admin",
	RoleAKSRBACAdmin:                     "Azure Kubernetes Service RBAC Admin",
	RoleAKSRBACWriter:                    "Azure Kubernetes Service RBAC Writer",
	RoleAKSRBACReader:                    "Azure Kubernetes Service RBAC Reader",
	RoleKubernetesExtensionContributor:   "Kubernetes Extension Contributor",
	RoleAcrPull:                          "AcrPull",
	RoleAcrPush:                          "AcrPush",
	RoleAcrDelete:                        "AcrDelete",
	RoleAcrImageSigner:                   "AcrImageSigner",
	RoleAcrQuarantineReader:              "AcrQuarantineReader",
	RoleAcrQuarantineWriter:              "AcrQuarantineWriter",
	RoleContainerRegistryRepoReader:      "Container Registry Repository Reader",
	RoleContainerRegistryRepoWriter:      "Container Registry Repository Writer",
	RoleContainerRegistryRepoContributor: "Container Registry Repository Contributor",
	RoleKeyVaultAdministrator:            "Key Vault Administrator",
	RoleKeyVaultReader:                   "Key Vault Reader",
	RoleKeyVaultSecretsUser:              "Key Vault Secrets User",
	RoleKeyVaultSecretsOfficer:           "Key Vault Secrets Officer",
	RoleKeyVaultCertificateUser:          "Key Vault Certificate User",
	RoleKeyVaultCertificatesOfficer:      "Key Vault Certificates Officer",
	RoleKeyVaultCryptoUser:               "Key Vault Crypto User",
	RoleKeyVaultCryptoOfficer:            "Key Vault Crypto Officer",
	RoleKeyVaultCryptoServiceEncryption:  "Key Vault Crypto Service Encryption User",
	RoleStorageBlobDataContributor:       "Storage Blob Data Contributor",
	RoleStorageBlobDataReader:            "Storage Blob Data Reader",
	RoleDiskSnapshotContributor:          "Disk Snapshot Contributor",
	RoleDataOperatorForManagedDisks:      "Data Operator for Managed Disks",
	RoleMonitoringMetricsPublisher:       "Monitoring Metrics Publisher",
	RoleMonitoringReader:                 "Monitoring Reader",
	RoleMonitoringDataReader:             "Monitoring Data Reader",
	RoleGrafanaAdmin:                     "Grafana Admin",
	RoleLogAnalyticsContributor:          "Log Analytics Contributor",
	RoleLogAnalyticsReader:               "Log Analytics Reader",
}

// RoleName returns the display name of the built-in role with this GUID ("Network Contributor"), in whatever case the
// GUID is written. ok is false for a role this package does not know, such as a custom one.
func RoleName(guid string) (name string, ok bool) {
	name, ok = roleNames[strings.ToLower(guid)]
	return name, ok
}

// RoleDefinitionID returns the ID that a role assignment's roleDefinitionId takes: the definition as seen from a
// subscription. With an empty subscription it is the tenant-level ID, which Azure returns for built-in roles.
func RoleDefinitionID(subscription, guid string) string {
	return ResourceID(subscription, "", "Microsoft.Authorization/roleDefinitions", guid)
}

// RoleGUID returns the role's GUID, in lower case, out of a role definition ID at any scope, or out of a bare GUID.
// It returns "" when s is neither.
func RoleGUID(roleDefinitionID string) string {
	if IsGUID(roleDefinitionID) {
		return strings.ToLower(roleDefinitionID)
	}
	id, err := ParseID(roleDefinitionID)
	if err != nil || !strings.EqualFold(id.Type(), "Microsoft.Authorization/roleDefinitions") || !IsGUID(id.Name()) {
		return ""
	}
	return strings.ToLower(id.Name())
}
