package dataprotection

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Range of soft delete, in days.
// Source: https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about
const minSoftDeleteDays, maxSoftDeleteDays = 14, 180

func backupVault() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBackupVault, Versions: versions, APIVersion: apiVersion, ARMType: vaultType, Names: []string{"vaultName"},
		Args: vaultArgs{}, State: vaultState{}, Check: checkVault, Put: putVault,
		KeptBy: []string{instanceType, policyType},
		Models: []string{
			"The vault's own store has one redundancy, which its region offers and which stays; restoring in the paired region needs copies there.",
			"What was deleted is kept for 14 to 180 days while soft delete is on; soft delete that is always on, and a locked immutability, stay.",
			"A vault is deleted after its instances and policies. No backup runs here, so nothing is left in it then.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeConflict, engine.CodeCannotDeleteResource, engine.CodePropertyChangeNotAllowed},
	}
}

func checkVault(c *engine.Check) {
	settings := c.Inputs.At("properties", "storageSettings")
	if settings.Known() && len(settings.Items()) != 1 {
		c.Failf(settings, CodeBadRequest, "Exactly one storage setting is required, for the %s; %d were given.", vaultStore, len(settings.Items()))
	}
	var redundancy engine.Value
	for _, setting := range settings.Items() {
		redundancy = setting.At("type")
		if store := setting.At("datastoreType"); store.Known() && !is(store, vaultStore) {
			c.Failf(store, CodeBadRequest, "The data store type '%s' has no redundancy to choose.", store.Text())
		}
	}
	if location, ok := azure.LookupLocation(c.Inputs.At("location").Text()); ok {
		if is(redundancy, "GeoRedundant") && location.Pair == "" || is(redundancy, "ZoneRedundant") && !location.HasZones() {
			c.Failf(redundancy, CodeBadRequest, "The storage redundancy '%s' is not available in the region '%s'.", redundancy.Text(), location.Name)
		}
	}
	cross := c.Inputs.At("properties", "featureSettings", "crossRegionRestoreSettings", "state")
	if is(cross, "Enabled") && redundancy.Known() && !is(redundancy, "GeoRedundant") {
		c.Failf(cross, CodeBadRequest, "Cross region restore is only supported for geo-redundant vaults.")
	}
	soft := c.Inputs.At("properties", "securitySettings", "softDeleteSettings")
	if days := soft.At("retentionDurationInDays"); !is(soft.At("state"), "Off") {
		c.Range(days, CodeBadRequest, minSoftDeleteDays, maxSoftDeleteDays)
	}
}

func putVault(op *engine.Operation) error {
	for _, oneWay := range []struct{ state, path string }{
		{"Locked", "securitySettings.immutabilitySettings"},
		{"AlwaysOn", "securitySettings.softDeleteSettings"},
		{"Enabled", "featureSettings.crossRegionRestoreSettings"},
	} {
		keys := append([]string{"properties"}, append(strings.Split(oneWay.path, "."), "state")...)
		if op.Old != nil && is(op.Old.In().At(keys...), oneWay.state) && !is(op.Inputs.At(keys...), oneWay.state) {
			return CodeConflict.Errorf("The state '%s' of %s cannot be taken back.", oneWay.state, oneWay.path)
		}
	}
	if kind := op.Inputs.At("identity", "type").Text(); strings.HasPrefix(kind, "SystemAssigned") {
		op.Set(op.GUID("principal"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	}
	op.Default("Enabled", "properties", "monitoringSettings", "azureMonitorAlertSettings", "alertsForAllJobFailures")
	op.Default("Disabled", "properties", "securitySettings", "immutabilitySettings", "state")
	op.Default("On", "properties", "securitySettings", "softDeleteSettings", "state")
	op.Default(minSoftDeleteDays, "properties", "securitySettings", "softDeleteSettings", "retentionDurationInDays")
	op.Set(false, "properties", "isVaultProtectedByResourceGuard")
	op.Set("Succeeded", "properties", "provisioningState")
	return nil
}
