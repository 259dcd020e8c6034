package dataprotection

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// BackupVaultTypeInput is a BackupVaultTypeArgs.
type BackupVaultTypeInput interface {
	pulumi.Input

	backupVaultType()
}

// BackupVaultTypeArgs are a vault's settings.
type BackupVaultTypeArgs struct {
	// FeatureSettings are what restores may do.
	FeatureSettings FeatureSettingsPtrInput `pulumi:"featureSettings"`
	// MonitoringSettings are about Azure's own alerts.
	MonitoringSettings MonitoringSettingsPtrInput `pulumi:"monitoringSettings"`
	// SecuritySettings are about who may delete backups.
	SecuritySettings SecuritySettingsPtrInput `pulumi:"securitySettings"`
	// StorageSettings say how often the backups are stored. Required; Azure refuses to change them.
	StorageSettings StorageSettingArray `pulumi:"storageSettings"`
}

type backupVaultType struct {
	FeatureSettings    *featureSettings    `pulumi:"featureSettings"`
	MonitoringSettings *monitoringSettings `pulumi:"monitoringSettings"`
	SecuritySettings   *securitySettings   `pulumi:"securitySettings"`
	StorageSettings    []storageSetting    `pulumi:"storageSettings"`
}

// ElementType is the plain form.
func (BackupVaultTypeArgs) ElementType() reflect.Type { return reflect.TypeFor[backupVaultType]() }

func (BackupVaultTypeArgs) backupVaultType() {}

// StorageSettingArray is a list of StorageSettingArgs.
type StorageSettingArray []StorageSettingArgs

// ElementType is the plain form.
func (StorageSettingArray) ElementType() reflect.Type { return reflect.TypeFor[[]storageSetting]() }

// StorageSettingArgs say how one of the vault's stores keeps its data.
type StorageSettingArgs struct {
	// DatastoreType is VaultStore, the only store of the vault that has a redundancy to choose.
	DatastoreType pulumi.StringPtrInput `pulumi:"datastoreType"`
	// Type is LocallyRedundant, ZoneRedundant or GeoRedundant.
	Type pulumi.StringPtrInput `pulumi:"type"`
}

type storageSetting struct {
	DatastoreType *string `pulumi:"datastoreType"`
	Type          *string `pulumi:"type"`
}

// ElementType is the plain form.
func (StorageSettingArgs) ElementType() reflect.Type { return reflect.TypeFor[storageSetting]() }

// SecuritySettingsPtrInput is a SecuritySettingsArgs, or nil.
type SecuritySettingsPtrInput interface {
	pulumi.Input

	securitySettings()
}

// SecuritySettingsArgs are about who may delete backups.
type SecuritySettingsArgs struct {
	// ImmutabilitySettings keep backups from being deleted before their time.
	ImmutabilitySettings ImmutabilitySettingsPtrInput `pulumi:"immutabilitySettings"`
	// SoftDeleteSettings keep what was deleted for a while.
	SoftDeleteSettings SoftDeleteSettingsPtrInput `pulumi:"softDeleteSettings"`
}

type securitySettings struct {
	ImmutabilitySettings *immutabilitySettings `pulumi:"immutabilitySettings"`
	SoftDeleteSettings   *softDeleteSettings   `pulumi:"softDeleteSettings"`
}

// ElementType is the plain form.
func (SecuritySettingsArgs) ElementType() reflect.Type { return reflect.TypeFor[securitySettings]() }

func (SecuritySettingsArgs) securitySettings() {}

// ImmutabilitySettingsPtrInput is an ImmutabilitySettingsArgs, or nil.
type ImmutabilitySettingsPtrInput interface {
	pulumi.Input

	immutabilitySettings()
}

// ImmutabilitySettingsArgs keep backups from being deleted before their time.
type ImmutabilitySettingsArgs struct {
	// State is Disabled, Unlocked (on, and an administrator may turn it off) or Locked (on for ever).
	State pulumi.StringPtrInput `pulumi:"state"`
}

type immutabilitySettings struct {
	State *string `pulumi:"state"`
}

// ElementType is the plain form.
func (ImmutabilitySettingsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[immutabilitySettings]()
}

func (ImmutabilitySettingsArgs) immutabilitySettings() {}

// SoftDeleteSettingsPtrInput is a SoftDeleteSettingsArgs, or nil.
type SoftDeleteSettingsPtrInput interface {
	pulumi.Input

	softDeleteSettings()
}

// SoftDeleteSettingsArgs keep what was deleted for a while.
type SoftDeleteSettingsArgs struct {
	// RetentionDurationInDays is for how long, 14 to 180.
	RetentionDurationInDays pulumi.Float64PtrInput `pulumi:"retentionDurationInDays"`
	// State is Off, On, or AlwaysOn, which cannot be taken back.
	State pulumi.StringPtrInput `pulumi:"state"`
}

type softDeleteSettings struct {
	RetentionDurationInDays *float64 `pulumi:"retentionDurationInDays"`
	State                   *string  `pulumi:"state"`
}

// ElementType is the plain form.
func (SoftDeleteSettingsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[softDeleteSettings]()
}

func (SoftDeleteSettingsArgs) softDeleteSettings() {}

// MonitoringSettingsPtrInput is a MonitoringSettingsArgs, or nil.
type MonitoringSettingsPtrInput interface {
	pulumi.Input

	monitoringSettings()
}

// MonitoringSettingsArgs are about Azure's own alerts.
type MonitoringSettingsArgs struct {
	// AzureMonitorAlertSettings are those that come through Azure Monitor.
	AzureMonitorAlertSettings AzureMonitorAlertSettingsPtrInput `pulumi:"azureMonitorAlertSettings"`
}

type monitoringSettings struct {
	AzureMonitorAlertSettings *azureMonitorAlertSettings `pulumi:"azureMonitorAlertSettings"`
}

// ElementType is the plain form.
func (MonitoringSettingsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[monitoringSettings]()
}

func (MonitoringSettingsArgs) monitoringSettings() {}

// AzureMonitorAlertSettingsPtrInput is an AzureMonitorAlertSettingsArgs, or nil.
type AzureMonitorAlertSettingsPtrInput interface {
	pulumi.Input

	azureMonitorAlertSettings()
}

// AzureMonitorAlertSettingsArgs are the alerts that come through Azure Monitor.
type AzureMonitorAlertSettingsArgs struct {
	// AlertsForAllJobFailures is Enabled or Disabled.
	AlertsForAllJobFailures pulumi.StringPtrInput `pulumi:"alertsForAllJobFailures"`
}

type azureMonitorAlertSettings struct {
	AlertsForAllJobFailures *string `pulumi:"alertsForAllJobFailures"`
}

// ElementType is the plain form.
func (AzureMonitorAlertSettingsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[azureMonitorAlertSettings]()
}

func (AzureMonitorAlertSettingsArgs) azureMonitorAlertSettings() {}

// FeatureSettingsPtrInput is a FeatureSettingsArgs, or nil.
type FeatureSettingsPtrInput interface {
	pulumi.Input

	featureSettings()
}

// FeatureSettingsArgs are what restores may do.
type FeatureSettingsArgs struct {
	// CrossRegionRestoreSettings are about the paired region.
	CrossRegionRestoreSettings CrossRegionRestoreSettingsPtrInput `pulumi:"crossRegionRestoreSettings"`
}

type featureSettings struct {
	CrossRegionRestoreSettings *crossRegionRestoreSettings `pulumi:"crossRegionRestoreSettings"`
}

// ElementType is the plain form.
func (FeatureSettingsArgs) ElementType() reflect.Type { return reflect.TypeFor[featureSettings]() }

func (FeatureSettingsArgs) featureSettings() {}

// CrossRegionRestoreSettingsPtrInput is a CrossRegionRestoreSettingsArgs, or nil.
type CrossRegionRestoreSettingsPtrInput interface {
	pulumi.Input

	crossRegionRestoreSettings()
}

// CrossRegionRestoreSettingsArgs are about restoring in the paired region while Azure has not declared the region lost.
type CrossRegionRestoreSettingsArgs struct {
	// State is Enabled or Disabled. Only with geo-redundant storage; it cannot be taken back.
	State pulumi.StringPtrInput `pulumi:"state"`
}

type crossRegionRestoreSettings struct {
	State *string `pulumi:"state"`
}

// ElementType is the plain form.
func (CrossRegionRestoreSettingsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[crossRegionRestoreSettings]()
}

func (CrossRegionRestoreSettingsArgs) crossRegionRestoreSettings() {}
