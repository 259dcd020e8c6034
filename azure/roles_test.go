package azure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// builtInRoles pairs each constant with the GUID and the name of Microsoft's published list.
var builtInRoles = []struct{ constant, guid, name string }{
	{azure.RoleOwner, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner"},
	{azure.RoleContributor, "b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor"},
	{azure.RoleReader, "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader"},
	{azure.RoleUserAccessAdministrator, "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"},
	{azure.RoleRBACAdministrator, "f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator"},
	{azure.RoleResourcePolicyContributor, "36243c78-bf99-498c-9df9-86d9f8d28608", "Resource Policy Contributor"},
	{azure.RoleTagContributor, "4a9ae827-6dc8-4573-8ac7-8239d42aa03f", "Tag Contributor"},
	{azure.RoleLocksContributor, "28bf596f-4eb7-45ce-b5bc-6cf482fec137", "Locks Contributor"},
	{azure.RoleVirtualMachineContributor, "9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "Virtual Machine Contributor"},
	{azure.RoleNetworkContributor, "4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor"},
	{azure.RolePrivateDNSZoneContributor, "b12aa53e-6015-4669-85d0-8515ebb3ae7f", "Private DNS Zone Contributor"},
	{azure.RoleManagedIdentityOperator, "f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator"},
	{azure.RoleManagedIdentityContributor, "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59", "Managed Identity Contributor"},
	{azure.RoleAKSClusterAdmin, "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8", "Azure Kubernetes Service Cluster Admin Role"},
	{azure.RoleAKSClusterUser, "4abbcc35-e782-43d8-92c5-2d3f1bd2253f", "Azure Kubernetes Service Cluster User Role"},
	{azure.RoleAKSClusterMonitoringUser, "1afdec4b-e479-420e-99e7-f82237c7c5e6", "Azure Kubernetes Service Cluster Monitoring User"},
	{azure.RoleAKSContributor, "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8", "Azure Kubernetes Service Contributor Role"},
	{azure.RoleAKSRBACClusterAdmin, "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", "Azure Kubernetes Service RBAC Cluster Admin"},
	{azure.RoleAKSRBACAdmin, "3498e952-d568-435e-9b2c-8d77e338d7f7", "Azure Kubernetes Service RBAC Admin"},
	{azure.RoleAKSRBACWriter, "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb", "Azure Kubernetes Service RBAC Writer"},
	{azure.RoleAKSRBACReader, "7f6c6a51-bcf8-42ba-9220-52d62157d7db", "Azure Kubernetes Service RBAC Reader"},
	{azure.RoleKubernetesExtensionContributor, "85cb6faf-e071-4c9b-8136-154b5a04f717", "Kubernetes Extension Contributor"},
	{azure.RoleAcrPull, "7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"},
	{azure.RoleAcrPush, "8311e382-0749-4cb8-b61a-304f252e45ec", "AcrPush"},
	{azure.RoleAcrDelete, "c2f4ef07-c644-48eb-af81-4b1b4947fb11", "AcrDelete"},
	{azure.RoleAcrImageSigner, "6cef56e8-d556-48e5-a04f-b8e64114680f", "AcrImageSigner"},
	{azure.RoleAcrQuarantineReader, "cdda3590-29a3-44f6-95f2-9f980659eb04", "AcrQuarantineReader"},
	{azure.RoleAcrQuarantineWriter, "c8d4ff99-41c3-41a8-9f60-21dfdad59608", "AcrQuarantineWriter"},
	{azure.RoleContainerRegistryRepoReader, "b93aa761-3e63-49ed-ac28-beffa264f7ac", "Container Registry Repository Reader"},
	{azure.RoleContainerRegistryRepoWriter, "2a1e307c-b015-4ebd-883e-5b7698a07328", "Container Registry Repository Writer"},
	{azure.RoleContainerRegistryRepoContributor, "2efddaa5-3f1f-4df3-97df-af3f13818f4c", "Container Registry Repository Contributor"},
	{azure.RoleKeyVaultAdministrator, "00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator"},
	{azure.RoleKeyVaultReader, "21090545-7ca7-4776-b22c-e363652d74d2", "Key Vault Reader"},
	{azure.RoleKeyVaultSecretsUser, "4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"},
	{azure.RoleKeyVaultSecretsOfficer, "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer"},
	{azure.RoleKeyVaultCertificateUser, "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba", "Key Vault Certificate User"},
	{azure.RoleKeyVaultCertificatesOfficer, "a4417e6f-fecd-4de8-b567-7b0420556985", "Key Vault Certificates Officer"},
	{azure.RoleKeyVaultCryptoUser, "12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User"},
	{azure.RoleKeyVaultCryptoOfficer, "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer"},
	{azure.RoleKeyVaultCryptoServiceEncryption, "e147488a-f6f5-4113-8e2d-b22465e65bf6", "Key Vault Crypto Service Encryption User"},
	{azure.RoleStorageBlobDataContributor, "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor"},
	{azure.RoleStorageBlobDataReader, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader"},
	{azure.RoleDiskSnapshotContributor, "7efff54f-a5b4-42b5-a1c5-5411624893ce", "Disk Snapshot Contributor"},
	{azure.RoleDataOperatorForManagedDisks, "959f8984-c045-4866-89c7-12bf9737be2e", "Data Operator for Managed Disks"},
	{azure.RoleMonitoringMetricsPublisher, "3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher"},
	{azure.RoleMonitoringReader, "43d0d8ad-25c7-4714-9337-8ba259a9fe05", "Monitoring Reader"},
	{azure.RoleMonitoringDataReader, "b0d8363b-8ddd-447d-831f-62ca05bff136", "Monitoring Data Reader"},
	{azure.RoleGrafanaAdmin, "22926164-76b3-42b3-bc55-97df8dab3e41", "Grafana Admin"},
	{azure.RoleLogAnalyticsContributor, "92aaf0da-9dab-42b6-94a3-d43ce8d16293", "Log Analytics Contributor"},
	{azure.RoleLogAnalyticsReader, "73c42c96-874c-492b-b04d-ab87d138a893", "Log Analytics Reader"},
}

func TestRoleConstantsAreThePublishedOnes(t *testing.T) {
	for _, role := range builtInRoles {
		t.Run(role.name, func(t *testing.T) {
			assert.Equal(t, role.guid, role.constant)
			name, ok := azure.RoleName(role.guid)
			assert.True(t, ok)
			assert.Equal(t, role.name, name)
		})
	}
	_, ok := azure.RoleName("00000000-0000-0000-0000-000000000000")
	assert.False(t, ok, "a GUID of no built-in role")
	name, _ := azure.RoleName("4D97B98B-1D4F-4787-A291-C67834D212E7")
	assert.Equal(t, "Network Contributor", name, "in upper case")
}

func TestRoleDefinitionIDForms(t *testing.T) {
	assert.Equal(t,
		"/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
		azure.RoleDefinitionID("11111111-1111-1111-1111-111111111111", azure.RoleAcrPull))
	assert.Equal(t, "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
		azure.RoleDefinitionID("", azure.RoleAcrPull), "seen from the tenant")
}

func TestRoleGUIDIsReadFromAnyScope(t *testing.T) {
	const guid = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
	for name, tc := range map[string]struct{ given, want string }{
		"subscription":      {azure.RoleDefinitionID("11111111-1111-1111-1111-111111111111", guid), guid},
		"tenant":            {azure.RoleDefinitionID("", guid), guid},
		"management group":  {"/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/roleDefinitions/" + guid, guid},
		"other case":        {"/SUBSCRIPTIONS/s/providers/microsoft.authorization/ROLEDEFINITIONS/7F951DDA-4ed3-4680-a7ca-43fe172d538d", guid},
		"bare GUID":         {"7F951DDA-4ED3-4680-A7CA-43FE172D538D", guid},
		"name, not a GUID":  {"/providers/Microsoft.Authorization/roleDefinitions/AcrPull", ""},
		"another type":      {"/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/" + guid, ""},
		"display name only": {"AcrPull", ""},
		"empty":             {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, azure.RoleGUID(tc.given))
		})
	}
}
