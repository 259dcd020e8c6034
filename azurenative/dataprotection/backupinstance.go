package dataprotection

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// backupInstanceToken is the type under which the azure-native v2 provider knows the resource.
const backupInstanceToken = "azure-native:dataprotection/v20240401:BackupInstance"

// BackupInstance is something that a vault backs up by a policy.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.dataprotection/2024-04-01/backupvaults/backupinstances
type BackupInstance struct {
	pulumi.CustomResourceState

	// Name is the instance's name below the vault.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.DataProtection/backupVaults/backupInstances.
	Type pulumi.StringOutput `pulumi:"type"`
}

// BackupInstanceArgs are the inputs of a BackupInstance.
type BackupInstanceArgs struct {
	// BackupInstanceName is the name below the vault; another one replaces the instance.
	BackupInstanceName pulumi.StringPtrInput
	// Properties say what is backed up and how.
	Properties BackupInstanceTypePtrInput
	// ResourceGroupName is the group of the vault. Required.
	ResourceGroupName pulumi.StringInput
	// Tags are on the instance.
	Tags pulumi.StringMapInput
	// VaultName is the vault. Required.
	VaultName pulumi.StringInput
}

type backupInstanceArgs struct {
	BackupInstanceName *string             `pulumi:"backupInstanceName"`
	Properties         *backupInstanceType `pulumi:"properties"`
	ResourceGroupName  string              `pulumi:"resourceGroupName"`
	Tags               map[string]string   `pulumi:"tags"`
	VaultName          string              `pulumi:"vaultName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (BackupInstanceArgs) ElementType() reflect.Type { return reflect.TypeFor[backupInstanceArgs]() }

// NewBackupInstance declares an instance. It refuses nil args and args without ResourceGroupName or VaultName.
func NewBackupInstance(ctx *pulumi.Context, name string, args *BackupInstanceArgs, opts ...pulumi.ResourceOption) (*BackupInstance, error) {
	if args == nil {
		return nil, fmt.Errorf("backup instance %q: missing one or more required arguments", name)
	}
	err := require("backup instance", name, required{"ResourceGroupName", args.ResourceGroupName}, required{"VaultName", args.VaultName})
	if err != nil {
		return nil, err
	}
	var resource BackupInstance
	if err := ctx.RegisterResource(backupInstanceToken, name, args, &resource, aliased(opts, "BackupInstance")...); err != nil {
		return nil, fmt.Errorf("backup instance %q: %w", name, err)
	}
	return &resource, nil
}

// BackupInstanceTypePtrInput is a BackupInstanceTypeArgs, or nil.
type BackupInstanceTypePtrInput interface {
	pulumi.Input

	backupInstanceType()
}

// BackupInstanceTypeArgs say what is backed up and how.
type BackupInstanceTypeArgs struct {
	// DataSourceInfo is what is backed up. Required; Azure refuses to change it.
	DataSourceInfo DatasourceInput `pulumi:"dataSourceInfo"`
	// DataSourceSetInfo is what it is a part of; for a cluster, itself.
	DataSourceSetInfo DatasourceSetPtrInput `pulumi:"dataSourceSetInfo"`
	// FriendlyName is what the portal shows.
	FriendlyName pulumi.StringPtrInput `pulumi:"friendlyName"`
	// ObjectType is BackupInstance. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// PolicyInfo is how. Required.
	PolicyInfo PolicyInfoInput `pulumi:"policyInfo"`
}

type backupInstanceType struct {
	DataSourceInfo    datasource     `pulumi:"dataSourceInfo"`
	DataSourceSetInfo *datasourceSet `pulumi:"dataSourceSetInfo"`
	FriendlyName      *string        `pulumi:"friendlyName"`
	ObjectType        string         `pulumi:"objectType"`
	PolicyInfo        policyInfo     `pulumi:"policyInfo"`
}

// ElementType is the plain form.
func (BackupInstanceTypeArgs) ElementType() reflect.Type {
	return reflect.TypeFor[backupInstanceType]()
}

func (BackupInstanceTypeArgs) backupInstanceType() {}

// DatasourceInput is a DatasourceArgs.
type DatasourceInput interface {
	pulumi.Input

	datasource()
}

// DatasourceArgs are what is backed up.
type DatasourceArgs struct {
	// DatasourceType is the type in Azure Backup's words; for a cluster, its ARM type.
	DatasourceType pulumi.StringPtrInput `pulumi:"datasourceType"`
	// ObjectType is Datasource.
	ObjectType pulumi.StringPtrInput `pulumi:"objectType"`
	// ResourceID is the ARM ID. Required.
	ResourceID pulumi.StringInput `pulumi:"resourceID"`
	// ResourceLocation is the region.
	ResourceLocation pulumi.StringPtrInput `pulumi:"resourceLocation"`
	// ResourceName is the name.
	ResourceName pulumi.StringPtrInput `pulumi:"resourceName"`
	// ResourceType is the ARM type.
	ResourceType pulumi.StringPtrInput `pulumi:"resourceType"`
	// ResourceUri is the ARM ID once more.
	ResourceUri pulumi.StringPtrInput `pulumi:"resourceUri"`
}

type datasource struct {
	DatasourceType   *string `pulumi:"datasourceType"`
	ObjectType       *string `pulumi:"objectType"`
	ResourceID       string  `pulumi:"resourceID"`
	ResourceLocation *string `pulumi:"resourceLocation"`
	ResourceName     *string `pulumi:"resourceName"`
	ResourceType     *string `pulumi:"resourceType"`
	ResourceUri      *string `pulumi:"resourceUri"`
}

// ElementType is the plain form.
func (DatasourceArgs) ElementType() reflect.Type { return reflect.TypeFor[datasource]() }

func (DatasourceArgs) datasource() {}

// DatasourceSetPtrInput is a DatasourceSetArgs, or nil.
type DatasourceSetPtrInput interface {
	pulumi.Input

	datasourceSet()
}

// DatasourceSetArgs are what the data source is a part of. The fields are those of DatasourceArgs.
type DatasourceSetArgs struct {
	// DatasourceType is the type in Azure Backup's words.
	DatasourceType pulumi.StringPtrInput `pulumi:"datasourceType"`
	// ObjectType is DatasourceSet.
	ObjectType pulumi.StringPtrInput `pulumi:"objectType"`
	// ResourceID is the ARM ID. Required.
	ResourceID pulumi.StringInput `pulumi:"resourceID"`
	// ResourceLocation is the region.
	ResourceLocation pulumi.StringPtrInput `pulumi:"resourceLocation"`
	// ResourceName is the name.
	ResourceName pulumi.StringPtrInput `pulumi:"resourceName"`
	// ResourceType is the ARM type.
	ResourceType pulumi.StringPtrInput `pulumi:"resourceType"`
	// ResourceUri is the ARM ID once more.
	ResourceUri pulumi.StringPtrInput `pulumi:"resourceUri"`
}

type datasourceSet struct {
	DatasourceType   *string `pulumi:"datasourceType"`
	ObjectType       *string `pulumi:"objectType"`
	ResourceID       string  `pulumi:"resourceID"`
	ResourceLocation *string `pulumi:"resourceLocation"`
	ResourceName     *string `pulumi:"resourceName"`
	ResourceType     *string `pulumi:"resourceType"`
	ResourceUri      *string `pulumi:"resourceUri"`
}

// ElementType is the plain form.
func (DatasourceSetArgs) ElementType() reflect.Type { return reflect.TypeFor[datasourceSet]() }

func (DatasourceSetArgs) datasourceSet() {}
