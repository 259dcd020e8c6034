// Package storageaccount makes a storage account that only Entra identities reach, over TLS, and that keeps what is
// deleted or overwritten for two weeks. It is the part that every component which stores blobs shares, so that none of
// them has to remember the dozen settings whose defaults are open. Private endpoints and roles on the account belong to
// who uses it.
package storageaccount

import (
	"errors"
	"fmt"
	"slices"

	storage "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// SKU says how often, and how far apart, the account's data is stored.
//
// Source: https://learn.microsoft.com/azure/storage/common/storage-redundancy
type SKU string

// The SKUs that survive the loss of a data center. Single-site storage is not offered.
const (
	// ZoneRedundant keeps three copies in three zones of the region, which must have zones.
	ZoneRedundant SKU = "Standard_ZRS"
	// GeoRedundant keeps three copies at one site of the region and three in the paired region, which there must be.
	GeoRedundant SKU = "Standard_GRS"
	// GeoZoneRedundant keeps three copies in three zones of the region and three in the paired region.
	GeoZoneRedundant SKU = "Standard_GZRS"
)

// RetentionDays is for how long deleted blobs, containers and versions can be brought back.
const RetentionDays = 14

// BlobServiceName is the name of the blob service below every account; Azure has no other.
const BlobServiceName = "default"

// Container is a blob container of the account. None of its blobs can be read without an identity.
type Container struct {
	// Name is the container's physical name, and the end of its Pulumi name.
	Name string
	// Immutable keeps versions of blobs from being changed or deleted for as long as a policy on them says. Azure takes
	// it only when a container is made, and sets no policy by itself. Where Args.ImmutableDays is above 0 every
	// container is so already, with a policy.
	Immutable bool
}

// Args describe one account. Every field is required unless it says otherwise.
type Args struct {
	// AccountName is the physical name: 3 to 24 lower-case letters and digits, unique in all of Azure.
	AccountName string
	// ResourceGroupName is the group of the account.
	ResourceGroupName pulumi.StringInput
	// Location is the region.
	Location azure.Location
	// SKU is the redundancy. The region must have what it takes: zones, a paired region.
	SKU SKU
	// Containers are made in the account. Optional.
	Containers []Container
	// ImmutableDays is for how many days after it was written no blob version can be changed or deleted, by anybody; 0
	// sets no such policy. The policy stays unlocked: an administrator may shorten it. Azure takes the switch only when
	// the account is made. 0 to 146000.
	ImmutableDays int
	// WorkspaceID is the ARM ID of the Log Analytics workspace that receives every read, write and delete.
	WorkspaceID pulumi.StringInput
	// PublicNetworkAccess keeps the public endpoint, where the firewall lets in nobody but trusted services, and those
	// only with BypassAzureServices. Without it private endpoints are the only way in. Optional.
	PublicNetworkAccess bool
	// BypassAzureServices lets Azure's trusted services past the firewall, with an identity that has a role. Optional.
	BypassAzureServices bool
	// Tags are on the account; the parts below take none. Optional.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the account and its containers. Optional.
	Protect bool
}

// StorageAccount is an account with its parts.
type StorageAccount struct {
	// Account is the storage account.
	Account *storage.StorageAccount
	// Blobs are the settings of its blob service.
	Blobs *storage.BlobServiceProperties
	// Containers are the containers in the order of Args.Containers. Depend on one before writing into it.
	Containers []*storage.BlobContainer
}

// ID is the ARM ID of the account.
func (s *StorageAccount) ID() pulumi.StringOutput { return s.Account.ID().ToStringOutput() }

// New declares an account, the settings of its blob service, its containers and its diagnostics, under the Pulumi names
// name, name-blobs, name-<container>, name-diagnostics and name-blobs-diagnostics. Give pulumi.Parent.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*StorageAccount, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("storage account %q: %w", name, err)
	}
	kept := slices.Concat(opts, []pulumi.ResourceOption{pulumi.Protect(args.Protect)})
	account, err := storage.NewStorageAccount(ctx, name, args.account(), kept...)
	if err != nil {
		return nil, fmt.Errorf("storage account %q: %w", name, err)
	}
	s := &StorageAccount{Account: account}
	// The blob service comes into being with the account, and only its settings are declared.
	s.Blobs, err = storage.NewBlobServiceProperties(ctx, name+"-blobs", &storage.BlobServicePropertiesArgs{
		AccountName: account.Name, ResourceGroupName: args.ResourceGroupName, BlobServicesName: pulumi.String(BlobServiceName),
		IsVersioningEnabled: pulumi.Bool(true),
		DeleteRetentionPolicy: storage.DeleteRetentionPolicyArgs{
			Enabled: pulumi.Bool(true), Days: pulumi.Int(RetentionDays), AllowPermanentDelete: pulumi.Bool(false),
		},
		ContainerDeleteRetentionPolicy: storage.DeleteRetentionPolicyArgs{Enabled: pulumi.Bool(true), Days: pulumi.Int(RetentionDays)},
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("storage account %q: blob service: %w", name, err)
	}
	for _, container := range args.Containers {
		// A container that is immutable by version is refused while versioning is off.
		made, err := storage.NewBlobContainer(ctx, name+"-"+container.Name, args.container(account, container),
			slices.Concat(kept, []pulumi.ResourceOption{pulumi.DependsOn([]pulumi.Resource{s.Blobs})})...)
		if err != nil {
			return nil, fmt.Errorf("storage account %q: container %s: %w", name, container.Name, err)
		}
		s.Containers = append(s.Containers, made)
	}
	return s, s.send(ctx, name, args.WorkspaceID, opts)
}

// account is the account itself: what it takes to be reached by nobody who shows no identity.
func (a *Args) account() *storage.StorageAccountArgs {
	access, bypass := "Disabled", "None"
	if a.PublicNetworkAccess {
		access = "Enabled"
	}
	if a.BypassAzureServices {
		bypass = "AzureServices"
	}
	encrypted := storage.EncryptionServiceArgs{Enabled: pulumi.Bool(true), KeyType: pulumi.String("Account")}
	account := &storage.StorageAccountArgs{
		AccountName: pulumi.String(a.AccountName), ResourceGroupName: a.ResourceGroupName, Location: pulumi.String(a.Location.Name),
		Kind: pulumi.String("StorageV2"), Sku: storage.SkuArgs{Name: pulumi.String(a.SKU)}, AccessTier: storage.AccessTierHot,
		AllowBlobPublicAccess: pulumi.Bool(false), AllowSharedKeyAccess: pulumi.Bool(false), AllowCrossTenantReplication: pulumi.Bool(false),
		DefaultToOAuthAuthentication: pulumi.Bool(true), IsLocalUserEnabled: pulumi.Bool(false),
		EnableHttpsTrafficOnly: pulumi.Bool(true), MinimumTlsVersion: pulumi.String("TLS1_2"),
		PublicNetworkAccess: pulumi.String(access),
		NetworkRuleSet:      storage.NetworkRuleSetArgs{DefaultAction: storage.DefaultActionDeny, Bypass: pulumi.String(bypass)},
		Encryption: storage.EncryptionArgs{
			KeySource: pulumi.String("Microsoft.Storage"), RequireInfrastructureEncryption: pulumi.Bool(true),
			Services: storage.EncryptionServicesArgs{Blob: encrypted, File: encrypted},
		},
		Tags: pulumi.ToStringMap(a.Tags),
	}
	if a.ImmutableDays > 0 {
		account.ImmutableStorageWithVersioning = storage.ImmutableStorageAccountArgs{
			Enabled: pulumi.Bool(true),
			ImmutabilityPolicy: storage.AccountImmutabilityPolicyPropertiesArgs{
				State: pulumi.String("Unlocked"), ImmutabilityPeriodSinceCreationInDays: pulumi.Int(a.ImmutableDays),
				AllowProtectedAppendWrites: pulumi.Bool(false),
			},
		}
	}
	return account
}

func (a *Args) container(account *storage.StorageAccount, c Container) *storage.BlobContainerArgs {
	container := &storage.BlobContainerArgs{
		AccountName: account.Name, ResourceGroupName: a.ResourceGroupName, ContainerName: pulumi.String(c.Name),
		PublicAccess: storage.PublicAccessNone,
	}
	if c.Immutable {
		container.ImmutableStorageWithVersioning = storage.ImmutableStorageWithVersioningArgs{Enabled: pulumi.Bool(true)}
	}
	return container
}

// send declares the diagnostics: the account has metrics, its services have the logs of who did what.
func (s *StorageAccount) send(ctx *pulumi.Context, name string, workspace pulumi.StringInput, opts []pulumi.ResourceOption) error {
	for _, watched := range []struct {
		part    string
		armType string
		id      pulumi.StringInput
	}{
		{"", "Microsoft.Storage/storageAccounts", s.ID()},
		{"-blobs", "Microsoft.Storage/storageAccounts/blobServices", s.Blobs.ID().ToStringOutput()},
	} {
		logs, metrics, _ := azure.DiagnosticCategories(watched.armType)
		_, err := diagnostics.Send(ctx, name+watched.part+"-diagnostics", diagnostics.Args{
			TargetID: watched.id, WorkspaceID: workspace, Logs: logs, Metrics: metrics,
		}, opts...)
		if err != nil {
			return fmt.Errorf("storage account %q: %w", name, err)
		}
	}
	return nil
}

// mostImmutableDays is Azure's upper limit, 400 years.
//
// Source: https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
const mostImmutableDays = 146000

// check reports every missing or impossible argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	require := func(given bool, what string) {
		if !given {
			problems = append(problems, fmt.Errorf("%s is required", what))
		}
	}
	require(a.AccountName != "", "AccountName")
	require(a.ResourceGroupName != nil, "ResourceGroupName")
	require(a.Location.Name != "", "Location")
	require(a.WorkspaceID != nil, "WorkspaceID")
	switch a.SKU {
	case ZoneRedundant, GeoRedundant, GeoZoneRedundant:
		problems = append(problems, a.checkRegion())
	default:
		problems = append(problems, fmt.Errorf("SKU %q is not one of %v", a.SKU, []SKU{ZoneRedundant, GeoRedundant, GeoZoneRedundant}))
	}
	if a.ImmutableDays < 0 || a.ImmutableDays > mostImmutableDays {
		problems = append(problems, fmt.Errorf("ImmutableDays %d is outside 0 to %d", a.ImmutableDays, mostImmutableDays))
	}
	return errors.Join(problems...)
}

// checkRegion reports a redundancy that the region does not offer.
func (a *Args) checkRegion() error {
	if a.Location.Name == "" {
		return nil // reported already
	}
	if a.SKU != GeoRedundant && !a.Location.HasZones() {
		return fmt.Errorf("SKU %s: region %s has no zones; choose %s", a.SKU, a.Location.Name, GeoRedundant)
	}
	if a.SKU != ZoneRedundant && a.Location.Pair == "" {
		return fmt.Errorf("SKU %s: region %s has no paired region; choose %s", a.SKU, a.Location.Name, ZoneRedundant)
	}
	return nil
}
