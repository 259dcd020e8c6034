// Package backup puts the cluster of one region under Azure Backup: a Backup vault with its policy, the group in which
// the snapshots of the disks lie, the storage account into which the extension in the cluster writes the cluster's
// objects, and all the grants between them. Backups are made every four hours and stay in the subscription; the first of
// each day is moved to the vault, out of reach of whoever takes over the subscription.
package backup

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/components/storageaccount"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:backup:Backup"

// Args are what the backup is made of. Every field is required unless it says otherwise.
type Args struct {
	// Settings are the section of the configuration, with the engine azureBackup.
	Settings Settings
	// Names are the region's physical names.
	Names naming.Names
	// Location is the region, which is that of the cluster.
	Location azure.Location
	// TenantID is the GUID of the tenant, in which the extension shows its identity.
	TenantID string
	// SubscriptionID is the GUID of the subscription, which is that of the cluster.
	SubscriptionID string
	// ResourceGroupName is the group of vault and storage account; the snapshots get a group of their own.
	ResourceGroupName pulumi.StringInput
	// ClusterID, ClusterName and ClusterResourceGroupName are the cluster's. ClusterResourceGroupName is optional:
	// without it the cluster is in ResourceGroupName.
	ClusterID, ClusterName, ClusterResourceGroupName pulumi.StringInput
	// ClusterPrincipalID is the object ID of the identity of the cluster's control plane, which makes the snapshots.
	ClusterPrincipalID pulumi.StringInput
	// WorkspaceID is the ARM ID of the Log Analytics workspace that receives the logs of vault and storage account.
	WorkspaceID pulumi.StringInput
	// PrivateEndpointSubnetID and BlobZoneID are the subnet in which the storage account gets an address, and the private
	// zone privatelink.blob.core.windows.net in which the cluster finds it.
	PrivateEndpointSubnetID, BlobZoneID pulumi.StringInput
	// After are what the cluster needs to run pods, such as its node pools. Optional.
	After []pulumi.Resource
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on everything that takes tags. Optional.
	Tags map[string]string
	// Protect refuses the deletion and replacement of vault, snapshots and storage account. Optional.
	Protect bool
}

// Backup is the backup of one cluster.
type Backup struct {
	pulumi.ResourceState

	// VaultID is the ARM ID of the vault.
	VaultID pulumi.StringOutput
	// SnapshotResourceGroupName is the name of the group of the snapshots.
	SnapshotResourceGroupName pulumi.StringOutput
	// StorageAccountID is the ARM ID of the account into which the extension writes.
	StorageAccountID pulumi.StringOutput
}

// builder carries what the parts share.
type builder struct {
	ctx    *pulumi.Context
	name   string
	args   *Args
	parent pulumi.ResourceOption

	snapshots *resources.ResourceGroup
	vault     *dataprotection.BackupVault
	policy    *dataprotection.BackupPolicy
	account   *storageaccount.StorageAccount
	extension *kubernetesconfiguration.Extension
	// reached is what must be there before the extension reaches its account.
	reached []pulumi.Resource
	// granted is what must be there before an instance is accepted.
	granted []pulumi.Resource
}

// New declares the backup. It refuses args that lack something required, and settings that deploy nothing.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Backup, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("backup %q: %w", name, err)
	}
	component := &Backup{}
	if err := ctx.RegisterComponentResource(Token, name, component, opts...); err != nil {
		return nil, fmt.Errorf("backup %q: %w", name, err)
	}
	b := &builder{ctx: ctx, name: name, args: args, parent: pulumi.Parent(component)}
	// The order is that in which the grants get the most time to take effect before something needs them.
	for _, part := range []struct {
		what string
		make func() error
	}{
		{"snapshot group", b.snapshotGroup}, {"vault", b.backupVault}, {"policy", b.backupPolicy}, {"storage", b.storage},
		{"grants", b.grants}, {"extension", b.installExtension}, {"grants of the extension", b.extensionGrants},
		{"trusted access", b.trustedAccess}, {"instance", b.instance},
	} {
		if err := part.make(); err != nil {
			return nil, fmt.Errorf("backup %q: %s: %w", name, part.what, err)
		}
	}
	component.VaultID = b.vault.ID().ToStringOutput()
	component.SnapshotResourceGroupName = b.snapshots.Name
	component.StorageAccountID = b.account.ID()
	err := ctx.RegisterResourceOutputs(component, pulumi.Map{
		"vaultId": component.VaultID, "snapshotResourceGroupName": component.SnapshotResourceGroupName, "storageAccountId": component.StorageAccountID,
	})
	if err != nil {
		return nil, fmt.Errorf("backup %q: outputs: %w", name, err)
	}
	return component, nil
}

// child is the Pulumi name of a part.
func (b *builder) child(part string) string { return b.name + "-" + part }

// snapshotGroup makes the group of the snapshots. It is apart from everything else, because the cluster may do what it
// wants in it.
func (b *builder) snapshotGroup() (err error) {
	b.snapshots, err = resources.NewResourceGroup(b.ctx, b.child("snapshots"), &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String(b.args.Names.BackupSnapshotResourceGroup()), Location: pulumi.String(b.args.Location.Name),
		Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent, pulumi.Protect(b.args.Protect))
	return err
}

// check reports every missing argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"TenantID", a.TenantID != ""},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"ClusterID", a.ClusterID != nil},
		{"ClusterName", a.ClusterName != nil},
		{"ClusterPrincipalID", a.ClusterPrincipalID != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"PrivateEndpointSubnetID", a.PrivateEndpointSubnetID != nil},
		{"BlobZoneID", a.BlobZoneID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	if !a.Settings.Enabled() {
		problems = append(problems, fmt.Errorf("the engine %q deploys nothing", a.Settings.Engine))
	}
	return errors.Join(problems...)
}
