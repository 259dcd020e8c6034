package backup

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

const (
	vaultType   = "Microsoft.DataProtection/backupVaults"
	clusterType = "Microsoft.ContainerService/managedClusters"

	operationalStore = "OperationalStore"
	vaultStore       = "VaultStore"

	// softDeleteDays is for how long a deleted backup can be brought back, which is what Azure charges nothing for.
	// Source: https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about
	softDeleteDays = 14

	// scheduleStart is when the schedule began. Only its time of the day matters; it is in the past on purpose.
	scheduleStart = "2024-01-01T00:00:00+00:00"
)

// backupVault makes the vault. Its immutability is on but not locked: an administrator can end it, which is what a
// landing zone that must also be torn down needs.
func (b *builder) backupVault() (err error) {
	settings := dataprotection.BackupVaultTypeArgs{
		StorageSettings: dataprotection.StorageSettingArray{dataprotection.StorageSettingArgs{
			DatastoreType: pulumi.String(vaultStore), Type: pulumi.String(b.args.Settings.Redundancy),
		}},
		SecuritySettings: dataprotection.SecuritySettingsArgs{
			ImmutabilitySettings: dataprotection.ImmutabilitySettingsArgs{State: pulumi.String("Unlocked")},
			SoftDeleteSettings: dataprotection.SoftDeleteSettingsArgs{
				State: pulumi.String("On"), RetentionDurationInDays: pulumi.Float64(softDeleteDays),
			},
		},
		MonitoringSettings: dataprotection.MonitoringSettingsArgs{
			AzureMonitorAlertSettings: dataprotection.AzureMonitorAlertSettingsArgs{AlertsForAllJobFailures: pulumi.String("Enabled")},
		},
	}
	if b.args.Settings.CrossRegionRestore {
		settings.FeatureSettings = dataprotection.FeatureSettingsArgs{
			CrossRegionRestoreSettings: dataprotection.CrossRegionRestoreSettingsArgs{State: pulumi.String("Enabled")},
		}
	}
	b.vault, err = dataprotection.NewBackupVault(b.ctx, b.child("vault"), &dataprotection.BackupVaultArgs{
		VaultName: pulumi.String(b.args.Names.BackupVault()), ResourceGroupName: b.args.ResourceGroupName,
		Location: pulumi.String(b.args.Location.Name), Properties: settings, Tags: pulumi.ToStringMap(b.args.Tags),
		Identity: dataprotection.DppIdentityDetailsArgs{Type: pulumi.String("SystemAssigned")},
	}, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return err
	}
	logs, _, _ := azure.DiagnosticCategories(vaultType)
	_, err = diagnostics.Send(b.ctx, b.child("vault-diagnostics"), diagnostics.Args{
		TargetID: b.vault.ID().ToStringOutput(), WorkspaceID: b.args.WorkspaceID, Logs: logs,
	}, b.parent)
	return err
}

// PolicyName is the physical name of the policy. Azure changes no policy for clusters, so the name says what it holds:
// another retention is another policy, to which the instance moves.
func (s Settings) PolicyName() string {
	return fmt.Sprintf("aks-4h-%dd-%dd", s.OperationalRetentionDays, s.VaultRetentionDays)
}

// backupPolicy makes the policy: a backup every four hours, and two tags, of which the first of each day is kept in the
// vault.
func (b *builder) backupPolicy() (err error) {
	const everyday, daily = "Default", "Daily"
	snapshots := b.args.Settings.OperationalRetentionDays
	kept := dataprotection.SourceLifeCycleArgs{DeleteAfter: after(snapshots), SourceDataStore: store(operationalStore)}
	copied := kept
	copied.TargetDataStoreCopySettings = dataprotection.TargetCopySettingArray{dataprotection.TargetCopySettingArgs{
		CopyAfter: dataprotection.ImmediateCopyOptionArgs{ObjectType: pulumi.String("ImmediateCopyOption")}, DataStore: store(vaultStore),
	}}
	b.policy, err = dataprotection.NewBackupPolicy(b.ctx, b.child("policy"), &dataprotection.BackupPolicyArgs{
		BackupPolicyName: pulumi.String(b.args.Settings.PolicyName()), ResourceGroupName: b.args.ResourceGroupName, VaultName: b.vault.Name,
		Properties: dataprotection.BackupPolicyTypeArgs{
			DatasourceTypes: pulumi.ToStringArray([]string{clusterType}), ObjectType: pulumi.String("BackupPolicy"),
			PolicyRules: pulumi.Array{
				dataprotection.AzureBackupRuleArgs{
					Name: pulumi.String("BackupIntervals"), ObjectType: pulumi.String("AzureBackupRule"), DataStore: store(operationalStore),
					BackupParameters: dataprotection.AzureBackupParamsArgs{
						BackupType: pulumi.String("Incremental"), ObjectType: pulumi.String("AzureBackupParams"),
					},
					Trigger: dataprotection.ScheduleBasedTriggerContextArgs{
						ObjectType: pulumi.String("ScheduleBasedTriggerContext"),
						Schedule: dataprotection.BackupScheduleArgs{
							RepeatingTimeIntervals: pulumi.ToStringArray([]string{"R/" + scheduleStart + "/PT4H"}), TimeZone: pulumi.String("Coordinated Universal Time"),
						},
						TaggingCriteria: dataprotection.TaggingCriteriaArray{
							{
								Criteria: pulumi.Array{dataprotection.ScheduleBasedBackupCriteriaArgs{
									AbsoluteCriteria: pulumi.ToStringArray([]string{"FirstOfDay"}), ObjectType: pulumi.String("ScheduleBasedBackupCriteria"),
								}},
								IsDefault: pulumi.Bool(false), TaggingPriority: pulumi.Float64(25),
								TagInfo: dataprotection.RetentionTagArgs{TagName: pulumi.String(daily)},
							},
							{
								IsDefault: pulumi.Bool(true), TaggingPriority: pulumi.Float64(99),
								TagInfo: dataprotection.RetentionTagArgs{TagName: pulumi.String(everyday)},
							},
						},
					},
				},
				dataprotection.AzureRetentionRuleArgs{
					Name: pulumi.String(daily), ObjectType: pulumi.String("AzureRetentionRule"), IsDefault: pulumi.Bool(false),
					Lifecycles: dataprotection.SourceLifeCycleArray{
						copied, {DeleteAfter: after(b.args.Settings.VaultRetentionDays), SourceDataStore: store(vaultStore)},
					},
				},
				dataprotection.AzureRetentionRuleArgs{
					Name: pulumi.String(everyday), ObjectType: pulumi.String("AzureRetentionRule"), IsDefault: pulumi.Bool(true),
					Lifecycles: dataprotection.SourceLifeCycleArray{kept},
				},
			},
		},
	}, b.parent)
	return err
}

func store(name string) dataprotection.DataStoreInfoBaseArgs {
	return dataprotection.DataStoreInfoBaseArgs{DataStoreType: pulumi.String(name), ObjectType: pulumi.String("DataStoreInfoBase")}
}

func after(days int) dataprotection.AbsoluteDeleteOptionArgs {
	return dataprotection.AbsoluteDeleteOptionArgs{
		Duration: pulumi.String(fmt.Sprintf("P%dD", days)), ObjectType: pulumi.String("AbsoluteDeleteOption"),
	}
}
