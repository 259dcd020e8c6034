// Package dataprotection simulates the part of Microsoft.DataProtection that backs up a cluster: Backup vaults, their
// policies, and instances, which put a cluster under a policy. Azure Backup looks at everything around an instance when
// it is made - grants, the extension in the cluster, trusted access, the storage - and so does this package. No backup
// ever runs here, so vaults stay empty.
package dataprotection

import (
	"reflect"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	vaultType      = "Microsoft.DataProtection/backupVaults"
	policyType     = vaultType + "/backupPolicies"
	instanceType   = vaultType + "/backupInstances"
	clusterType    = "Microsoft.ContainerService/managedClusters"
	bindingType    = clusterType + "/trustedAccessRoleBindings"
	extensionType  = "Microsoft.KubernetesConfiguration/extensions"
	assignmentType = "Microsoft.Authorization/roleAssignments"
	lockType       = "Microsoft.Authorization/locks"
	groupType      = "Microsoft.Resources/resourceGroups"
	accountType    = "Microsoft.Storage/storageAccounts"
	endpointType   = "Microsoft.Network/privateEndpoints"

	apiVersion = "2024-04-01"

	operationalStore = "OperationalStore"
	vaultStore       = "VaultStore"
)

var versions = []string{"v20240401"}

// Service returns the types of Microsoft.DataProtection, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.DataProtection",
		Types: []*engine.Type{backupInstance(), backupPolicy(), backupVault()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"azureMonitorAlertSettings.alertsForAllJobFailures": {"Enabled", "Disabled"},
				"azureOperationalStoreParameters.dataStoreType":     {operationalStore},
				"crossRegionRestoreSettings.state":                  {"Enabled", "Disabled"},
				"crossSubscriptionRestoreSettings.state":            {"Enabled", "Disabled", "PermanentlyDisabled"},
				"dataStoreInfoBase.dataStoreType":                   {operationalStore, vaultStore, "ArchiveStore"},
				"identity.type":                                     {"None", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"},
				"immutabilitySettings.state":                        {"Disabled", "Unlocked", "Locked"},
				"softDeleteSettings.state":                          {"Off", "On", "AlwaysOn"},
				"storageSetting.datastoreType":                      {vaultStore, operationalStore, "ArchiveStore"},
				"storageSetting.type":                               {"GeoRedundant", "LocallyRedundant", "ZoneRedundant"},
				"backupInstanceProperties.validationType":           {"ShallowValidation", "DeepValidation"},
			},
			Unions: map[string]engine.Union{
				"backupPolicyProperties.policyRules": {Discriminator: "objectType", Types: map[string]reflect.Type{
					"AzureBackupRule": reflect.TypeFor[azureBackupRule](), "AzureRetentionRule": reflect.TypeFor[azureRetentionRule](),
				}},
				"azureBackupRule.trigger": {Discriminator: "objectType", Types: map[string]reflect.Type{
					"ScheduleBasedTriggerContext": reflect.TypeFor[scheduleBasedTriggerContext](),
				}},
				"targetCopySetting.copyAfter": {Discriminator: "objectType", Types: map[string]reflect.Type{
					"ImmediateCopyOption": reflect.TypeFor[immediateCopyOption](), "CopyOnExpiryOption": reflect.TypeFor[immediateCopyOption](),
				}},
				"policyParameters.backupDatasourceParametersList": {Discriminator: "objectType", Types: map[string]reflect.Type{
					"KubernetesClusterBackupDatasourceParameters": reflect.TypeFor[clusterParameters](),
				}},
			},
		},
	}
}

// is reports whether a word is the one that is wanted, in any case, as Azure compares.
func is(v engine.Value, word string) bool { return strings.EqualFold(v.Text(), word) }
