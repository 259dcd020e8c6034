package backup

import (
	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// ExtensionNamespace is the namespace that the backup extension makes in the cluster; policies must let its pods run.
const ExtensionNamespace = "dataprotection-microsoft"

const (
	// extensionName is what the portal calls the extension.
	extensionName = "azure-aks-backup"
	extensionType = "microsoft.dataprotection.kubernetes"
	// bindingName is at most 24 characters long.
	bindingName = "backup-vault"
	// operatorRole is what the cluster lets the vault do.
	// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#trusted-access
	operatorRole = "Microsoft.DataProtection/backupVaults/backup-operator"
)

// grant is a role for somebody on something.
type grant struct {
	part, role, why  string
	scope, principal pulumi.StringInput
}

// assign declares role assignments, which the instance waits for.
func (b *builder) assign(grants ...grant) error {
	for _, g := range grants {
		assignment, err := roleassignment.New(b.ctx, b.child(g.part), &roleassignment.Args{
			Key: []string{b.args.SubscriptionID, b.args.Names.BackupVault(), g.part}, Role: g.role, Scope: g.scope,
			SubscriptionID: b.args.SubscriptionID, PrincipalID: g.principal, PrincipalType: roleassignment.ServicePrincipal, Description: g.why,
		}, b.parent)
		if err != nil {
			return err
		}
		b.granted = append(b.granted, assignment)
	}
	return nil
}

// grants gives vault and cluster what they need around a backup.
//
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#required-roles-and-permissions
func (b *builder) grants() error {
	vault, group := b.vault.Identity.PrincipalId().Elem(), b.snapshots.ID().ToStringOutput()
	return b.assign(
		grant{"vault-reads-cluster", azure.RoleReader, "The Backup vault sees the cluster and its extensions.", b.args.ClusterID, vault},
		grant{"vault-reads-snapshots", azure.RoleReader, "The Backup vault sees the snapshots of the cluster's disks.", group, vault},
		grant{
			"vault-handles-snapshots", azure.RoleDiskSnapshotContributor,
			"The Backup vault moves snapshots of the cluster's disks to its own store.", group, vault,
		},
		grant{
			"vault-reads-disks", azure.RoleDataOperatorForManagedDisks,
			"The Backup vault reads what is in the snapshots that it moves to its own store.", group, vault,
		},
		grant{
			"vault-reads-storage", azure.RoleStorageBlobDataReader,
			"The Backup vault moves the cluster's objects to its own store.", b.account.ID(), vault,
		},
		grant{
			"cluster-makes-snapshots", azure.RoleContributor,
			"The cluster makes and deletes snapshots of its disks in this group.", group, b.args.ClusterPrincipalID,
		},
	)
}

// installExtension installs what does the work inside the cluster. It shows its own identity to the storage account,
// which takes no keys.
func (b *builder) installExtension() (err error) {
	group := b.args.ClusterResourceGroupName
	if group == nil {
		group = b.args.ResourceGroupName
	}
	const location = "configuration.backupStorageLocation."
	b.extension, err = kubernetesconfiguration.NewExtension(b.ctx, b.child("extension"), &kubernetesconfiguration.ExtensionArgs{
		ClusterName: b.args.ClusterName, ClusterResourceName: pulumi.String("managedClusters"),
		ClusterRp: pulumi.String("Microsoft.ContainerService"), ResourceGroupName: group,
		ExtensionName: pulumi.String(extensionName), ExtensionType: pulumi.String(extensionType),
		AutoUpgradeMinorVersion: pulumi.Bool(true), ReleaseTrain: pulumi.String("Stable"),
		Scope: kubernetesconfiguration.ScopeArgs{Cluster: kubernetesconfiguration.ScopeClusterArgs{
			ReleaseNamespace: pulumi.String(ExtensionNamespace),
		}},
		ConfigurationSettings: pulumi.StringMap{
			location + "bucket":                   b.account.Containers[0].Name,
			location + "config.storageAccount":    b.account.Account.Name,
			location + "config.resourceGroup":     b.args.ResourceGroupName,
			location + "config.subscriptionId":    pulumi.String(b.args.SubscriptionID),
			location + "config.storageAccountURI": b.account.Account.PrimaryEndpoints.Blob(),
			location + "config.useAAD":            pulumi.String("true"),
			"credentials.tenantId":                pulumi.String(b.args.TenantID),
		},
	}, b.parent, pulumi.DependsOn(append(b.args.After[:len(b.args.After):len(b.args.After)], b.reached...)))
	return err
}

// extensionGrants lets the extension write into its container.
func (b *builder) extensionGrants() error {
	extension := b.extension.AksAssignedIdentity.PrincipalId().Elem()
	return b.assign(
		grant{
			"extension-writes-storage", azure.RoleStorageBlobDataContributor,
			"The backup extension writes the cluster's objects into its container.", b.account.ID(), extension,
		},
		grant{"extension-reads-account", azure.RoleReader, "The backup extension sees its storage account.", b.account.ID(), extension},
	)
}

// trustedAccess lets the vault through to the cluster's API server, although that is private. It comes after the last
// grant, because it takes minutes, in which the grants take effect.
func (b *builder) trustedAccess() error {
	group := b.args.ClusterResourceGroupName
	if group == nil {
		group = b.args.ResourceGroupName
	}
	binding, err := containerservice.NewTrustedAccessRoleBinding(b.ctx, b.child("trusted-access"), &containerservice.TrustedAccessRoleBindingArgs{
		TrustedAccessRoleBindingName: pulumi.String(bindingName), ResourceGroupName: group, ResourceName: b.args.ClusterName,
		SourceResourceId: b.vault.ID().ToStringOutput(), Roles: pulumi.ToStringArray([]string{operatorRole}),
	}, b.parent, pulumi.DependsOn(b.granted))
	if err != nil {
		return err
	}
	b.granted = append(b.granted, binding)
	return nil
}

// instance puts the cluster under the policy.
func (b *builder) instance() error {
	region, kind := pulumi.String(b.args.Location.Name), pulumi.String(clusterType)
	id, name := b.args.ClusterID.ToStringOutput().ToStringPtrOutput(), b.args.ClusterName.ToStringOutput().ToStringPtrOutput()
	what := dataprotection.KubernetesClusterBackupDatasourceParametersArgs{
		ObjectType:      pulumi.String("KubernetesClusterBackupDatasourceParameters"),
		SnapshotVolumes: pulumi.Bool(true), IncludeClusterScopeResources: pulumi.Bool(true),
	}
	if len(b.args.Settings.IncludedNamespaces) > 0 {
		what.IncludedNamespaces = pulumi.ToStringArray(b.args.Settings.IncludedNamespaces)
	}
	_, err := dataprotection.NewBackupInstance(b.ctx, b.child("instance"), &dataprotection.BackupInstanceArgs{
		BackupInstanceName: pulumi.String(b.args.Names.Cluster()), ResourceGroupName: b.args.ResourceGroupName, VaultName: b.vault.Name,
		Tags: pulumi.ToStringMap(b.args.Tags),
		Properties: dataprotection.BackupInstanceTypeArgs{
			ObjectType: pulumi.String("BackupInstance"), FriendlyName: pulumi.String(b.args.Names.Cluster()),
			DataSourceInfo: dataprotection.DatasourceArgs{
				DatasourceType: kind, ObjectType: pulumi.String("Datasource"), ResourceID: b.args.ClusterID, ResourceLocation: region,
				ResourceName: name, ResourceType: kind, ResourceUri: id,
			},
			DataSourceSetInfo: dataprotection.DatasourceSetArgs{
				DatasourceType: kind, ObjectType: pulumi.String("DatasourceSet"), ResourceID: b.args.ClusterID, ResourceLocation: region,
				ResourceName: name, ResourceType: kind, ResourceUri: id,
			},
			PolicyInfo: dataprotection.PolicyInfoArgs{
				PolicyId: b.policy.ID().ToStringOutput(),
				PolicyParameters: dataprotection.PolicyParametersArgs{
					BackupDatasourceParametersList: pulumi.Array{what},
					DataStoreParametersList: dataprotection.AzureOperationalStoreParametersArray{{
						DataStoreType: pulumi.String(operationalStore), ObjectType: pulumi.String("AzureOperationalStoreParameters"),
						ResourceGroupId: b.snapshots.ID().ToStringOutput().ToStringPtrOutput(),
					}},
				},
			},
		},
	}, b.parent, pulumi.DependsOn(b.granted), pulumi.Protect(b.args.Protect))
	return err
}
