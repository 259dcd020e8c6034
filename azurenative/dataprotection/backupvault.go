package dataprotection

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// backupVaultToken is the type under which the azure-native v2 provider knows the resource.
const backupVaultToken = "azure-native:dataprotection/v20240401:BackupVault"

// BackupVault keeps backups in storage that Azure owns.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.dataprotection/2024-04-01/backupvaults
type BackupVault struct {
	pulumi.CustomResourceState

	// Identity is what the vault acts as.
	Identity DppIdentityDetailsResponsePtrOutput `pulumi:"identity"`
	// Name is the vault's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.DataProtection/backupVaults.
	Type pulumi.StringOutput `pulumi:"type"`
}

// BackupVaultArgs are the inputs of a BackupVault.
type BackupVaultArgs struct {
	// Identity is what the vault acts as; without one it cannot back up anything.
	Identity DppIdentityDetailsPtrInput
	// Location is the region, which is that of what is backed up.
	Location pulumi.StringPtrInput
	// Properties are the vault's settings. Required.
	Properties BackupVaultTypeInput
	// ResourceGroupName is the group of the vault. Required; another one replaces the vault.
	ResourceGroupName pulumi.StringInput
	// Tags are on the vault.
	Tags pulumi.StringMapInput
	// VaultName is the vault's name; another one replaces the vault.
	VaultName pulumi.StringPtrInput
}

type backupVaultArgs struct {
	Identity          *dppIdentityDetails `pulumi:"identity"`
	Location          *string             `pulumi:"location"`
	Properties        backupVaultType     `pulumi:"properties"`
	ResourceGroupName string              `pulumi:"resourceGroupName"`
	Tags              map[string]string   `pulumi:"tags"`
	VaultName         *string             `pulumi:"vaultName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (BackupVaultArgs) ElementType() reflect.Type { return reflect.TypeFor[backupVaultArgs]() }

// NewBackupVault declares a vault. It refuses nil args and args without ResourceGroupName or Properties.
func NewBackupVault(ctx *pulumi.Context, name string, args *BackupVaultArgs, opts ...pulumi.ResourceOption) (*BackupVault, error) {
	if args == nil {
		return nil, fmt.Errorf("backup vault %q: missing one or more required arguments", name)
	}
	if err := require("backup vault", name, required{"ResourceGroupName", args.ResourceGroupName}); err != nil {
		return nil, err
	}
	if args.Properties == nil {
		return nil, fmt.Errorf("backup vault %q: invalid value for required argument 'Properties'", name)
	}
	var resource BackupVault
	if err := ctx.RegisterResource(backupVaultToken, name, args, &resource, aliased(opts, "BackupVault")...); err != nil {
		return nil, fmt.Errorf("backup vault %q: %w", name, err)
	}
	return &resource, nil
}

// DppIdentityDetailsPtrInput is a DppIdentityDetailsArgs, or nil.
type DppIdentityDetailsPtrInput interface {
	pulumi.Input

	identity()
}

// DppIdentityDetailsArgs are a vault's identity.
type DppIdentityDetailsArgs struct {
	// Type is SystemAssigned, UserAssigned or both in one word.
	Type pulumi.StringPtrInput `pulumi:"type"`
}

type dppIdentityDetails struct {
	Type *string `pulumi:"type"`
}

// ElementType is the plain form.
func (DppIdentityDetailsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dppIdentityDetails]()
}

func (DppIdentityDetailsArgs) identity() {}

// DppIdentityDetailsResponse is a vault's identity as Azure made it.
type DppIdentityDetailsResponse struct {
	PrincipalId string  `pulumi:"principalId"`
	TenantId    string  `pulumi:"tenantId"`
	Type        *string `pulumi:"type"`
}

// DppIdentityDetailsResponsePtrOutput is an output of a DppIdentityDetailsResponse, or of nil.
type DppIdentityDetailsResponsePtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (DppIdentityDetailsResponsePtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*DppIdentityDetailsResponse]()
}

// PrincipalId is the object ID to which roles are given.
func (o DppIdentityDetailsResponsePtrOutput) PrincipalId() pulumi.StringPtrOutput {
	return o.ApplyT(func(v *DppIdentityDetailsResponse) *string {
		if v == nil {
			return nil
		}
		return &v.PrincipalId
	}).(pulumi.StringPtrOutput)
}

func init() {
	pulumi.RegisterOutputType(DppIdentityDetailsResponsePtrOutput{})
}
