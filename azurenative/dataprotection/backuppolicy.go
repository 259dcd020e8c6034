package dataprotection

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// backupPolicyToken is the type under which the azure-native v2 provider knows the resource.
const backupPolicyToken = "azure-native:dataprotection/v20240401:BackupPolicy"

// BackupPolicy says when backups are made and how long they are kept.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.dataprotection/2024-04-01/backupvaults/backuppolicies
type BackupPolicy struct {
	pulumi.CustomResourceState

	// Name is the policy's name below the vault.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.DataProtection/backupVaults/backupPolicies.
	Type pulumi.StringOutput `pulumi:"type"`
}

// BackupPolicyArgs are the inputs of a BackupPolicy.
type BackupPolicyArgs struct {
	// BackupPolicyName is the name below the vault; another one replaces the policy.
	BackupPolicyName pulumi.StringPtrInput
	// Properties are the policy's rules. Azure refuses to change those of a policy for clusters.
	Properties BackupPolicyTypePtrInput
	// ResourceGroupName is the group of the vault. Required.
	ResourceGroupName pulumi.StringInput
	// VaultName is the vault. Required.
	VaultName pulumi.StringInput
}

type backupPolicyArgs struct {
	BackupPolicyName  *string           `pulumi:"backupPolicyName"`
	Properties        *backupPolicyType `pulumi:"properties"`
	ResourceGroupName string            `pulumi:"resourceGroupName"`
	VaultName         string            `pulumi:"vaultName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (BackupPolicyArgs) ElementType() reflect.Type { return reflect.TypeFor[backupPolicyArgs]() }

// NewBackupPolicy declares a policy. It refuses nil args and args without ResourceGroupName or VaultName.
func NewBackupPolicy(ctx *pulumi.Context, name string, args *BackupPolicyArgs, opts ...pulumi.ResourceOption) (*BackupPolicy, error) {
	if args == nil {
		return nil, fmt.Errorf("backup policy %q: missing one or more required arguments", name)
	}
	err := require("backup policy", name, required{"ResourceGroupName", args.ResourceGroupName}, required{"VaultName", args.VaultName})
	if err != nil {
		return nil, err
	}
	var resource BackupPolicy
	if err := ctx.RegisterResource(backupPolicyToken, name, args, &resource, aliased(opts, "BackupPolicy")...); err != nil {
		return nil, fmt.Errorf("backup policy %q: %w", name, err)
	}
	return &resource, nil
}

// BackupPolicyTypePtrInput is a BackupPolicyTypeArgs, or nil.
type BackupPolicyTypePtrInput interface {
	pulumi.Input

	backupPolicyType()
}

// BackupPolicyTypeArgs are a policy's rules.
type BackupPolicyTypeArgs struct {
	// DatasourceTypes is the one ARM type that the policy is for. Required.
	DatasourceTypes pulumi.StringArrayInput `pulumi:"datasourceTypes"`
	// ObjectType is BackupPolicy. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// PolicyRules are AzureBackupRuleArgs and AzureRetentionRuleArgs. Required.
	PolicyRules pulumi.ArrayInput `pulumi:"policyRules"`
}

type backupPolicyType struct {
	DatasourceTypes []string `pulumi:"datasourceTypes"`
	ObjectType      string   `pulumi:"objectType"`
	PolicyRules     []any    `pulumi:"policyRules"`
}

// ElementType is the plain form.
func (BackupPolicyTypeArgs) ElementType() reflect.Type { return reflect.TypeFor[backupPolicyType]() }

func (BackupPolicyTypeArgs) backupPolicyType() {}

// DataStoreInfoBaseInput is a DataStoreInfoBaseArgs.
type DataStoreInfoBaseInput interface {
	pulumi.Input

	dataStore()
}

// DataStoreInfoBaseArgs name a store.
type DataStoreInfoBaseArgs struct {
	// DataStoreType is OperationalStore, which is in one's own subscription, or VaultStore. Required.
	DataStoreType pulumi.StringInput `pulumi:"dataStoreType"`
	// ObjectType is DataStoreInfoBase. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type dataStoreInfoBase struct {
	DataStoreType string `pulumi:"dataStoreType"`
	ObjectType    string `pulumi:"objectType"`
}

// ElementType is the plain form.
func (DataStoreInfoBaseArgs) ElementType() reflect.Type { return reflect.TypeFor[dataStoreInfoBase]() }

func (DataStoreInfoBaseArgs) dataStore() {}
