package dataprotection_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dataprotection"
)

// recorder is a resource monitor that remembers what was registered, and answers with what a service adds.
type recorder struct {
	registered []pulumi.MockResourceArgs
	answer     map[string]any
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	outputs := args.Inputs.Copy()
	for key, value := range resource.NewPropertyMapFromMap(r.answer) {
		outputs[key] = value
	}
	return args.Name + "-id", outputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

// record runs a program and returns the one resource that it registers.
func record(t *testing.T, program pulumi.RunFunc) pulumi.MockResourceArgs {
	t.Helper()
	mocks := &recorder{}
	require.NoError(t, pulumi.RunErr(program, pulumi.WithMocks("project", "stack", mocks)))
	require.Len(t, mocks.registered, 1)
	return mocks.registered[0]
}

// registered compares the type, the inputs and the alias of a registration.
func registered(t *testing.T, kind, canonical string, inputs map[string]any, got pulumi.MockResourceArgs) {
	t.Helper()
	assert.Equal(t, "azure-native:dataprotection/v20240401:"+kind, got.TypeToken)
	assert.Equal(t, inputs, got.Inputs.Mappable())
	aliases := got.RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, canonical, aliases[0].GetSpec().GetType())
}

func TestBackupVaultMapsEveryField(t *testing.T) {
	got := record(t, func(ctx *pulumi.Context) error {
		_, err := dataprotection.NewBackupVault(ctx, "vault", &dataprotection.BackupVaultArgs{
			Identity: dataprotection.DppIdentityDetailsArgs{Type: pulumi.String("SystemAssigned")}, Location: pulumi.String("westeurope"),
			Properties: dataprotection.BackupVaultTypeArgs{
				FeatureSettings: dataprotection.FeatureSettingsArgs{
					CrossRegionRestoreSettings: dataprotection.CrossRegionRestoreSettingsArgs{State: pulumi.String("Enabled")},
				},
				MonitoringSettings: dataprotection.MonitoringSettingsArgs{
					AzureMonitorAlertSettings: dataprotection.AzureMonitorAlertSettingsArgs{AlertsForAllJobFailures: pulumi.String("Disabled")},
				},
				SecuritySettings: dataprotection.SecuritySettingsArgs{
					ImmutabilitySettings: dataprotection.ImmutabilitySettingsArgs{State: pulumi.String("Unlocked")},
					SoftDeleteSettings:   dataprotection.SoftDeleteSettingsArgs{RetentionDurationInDays: pulumi.Float64(15), State: pulumi.String("On")},
				},
				StorageSettings: dataprotection.StorageSettingArray{{DatastoreType: pulumi.String("VaultStore"), Type: pulumi.String("GeoRedundant")}},
			},
			ResourceGroupName: pulumi.String("rg"), Tags: pulumi.StringMap{"team": pulumi.String("platform")}, VaultName: pulumi.String("bvault"),
		})
		return err
	})
	registered(t, "BackupVault", azure.TypeBackupVault, map[string]any{
		"identity": map[string]any{"type": "SystemAssigned"}, "location": "westeurope",
		"properties": map[string]any{
			"featureSettings":    map[string]any{"crossRegionRestoreSettings": map[string]any{"state": "Enabled"}},
			"monitoringSettings": map[string]any{"azureMonitorAlertSettings": map[string]any{"alertsForAllJobFailures": "Disabled"}},
			"securitySettings": map[string]any{
				"immutabilitySettings": map[string]any{"state": "Unlocked"},
				"softDeleteSettings":   map[string]any{"retentionDurationInDays": 15., "state": "On"},
			},
			"storageSettings": []any{map[string]any{"datastoreType": "VaultStore", "type": "GeoRedundant"}},
		},
		"resourceGroupName": "rg", "tags": map[string]any{"team": "platform"}, "vaultName": "bvault",
	}, got)
}

func TestABackupVaultTellsItsIdentity(t *testing.T) {
	for name, c := range map[string]struct {
		answer map[string]any
		want   *string
	}{
		"with":    {map[string]any{"identity": map[string]any{"principalId": "p", "tenantId": "t", "type": "SystemAssigned"}}, ptr("p")},
		"without": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			told := ptr("nothing")
			require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
				vault, err := dataprotection.NewBackupVault(ctx, "vault", &dataprotection.BackupVaultArgs{
					ResourceGroupName: pulumi.String("rg"), Properties: dataprotection.BackupVaultTypeArgs{},
				})
				if err != nil {
					return err
				}
				vault.Identity.PrincipalId().ApplyT(func(id *string) *string { told = id; return id })
				return nil
			}, pulumi.WithMocks("project", "stack", &recorder{answer: c.answer})))
			assert.Equal(t, c.want, told)
		})
	}
}

func ptr(s string) *string { return &s }

func store(name string) dataprotection.DataStoreInfoBaseArgs {
	return dataprotection.DataStoreInfoBaseArgs{DataStoreType: pulumi.String(name), ObjectType: pulumi.String("store")}
}

func TestBackupPolicyMapsEveryField(t *testing.T) {
	got := record(t, func(ctx *pulumi.Context) error {
		_, err := dataprotection.NewBackupPolicy(ctx, "policy", &dataprotection.BackupPolicyArgs{
			BackupPolicyName: pulumi.String("daily"), ResourceGroupName: pulumi.String("rg"), VaultName: pulumi.String("bvault"),
			Properties: dataprotection.BackupPolicyTypeArgs{
				DatasourceTypes: pulumi.StringArray{pulumi.String("type")}, ObjectType: pulumi.String("policy"),
				PolicyRules: pulumi.Array{
					dataprotection.AzureBackupRuleArgs{
						BackupParameters: dataprotection.AzureBackupParamsArgs{BackupType: pulumi.String("Incremental"), ObjectType: pulumi.String("params")},
						DataStore:        store("a"), Name: pulumi.String("backup"), ObjectType: pulumi.String("rule"),
						Trigger: dataprotection.ScheduleBasedTriggerContextArgs{
							ObjectType: pulumi.String("trigger"),
							Schedule: dataprotection.BackupScheduleArgs{
								RepeatingTimeIntervals: pulumi.StringArray{pulumi.String("R")}, TimeZone: pulumi.String("UTC"),
							},
							TaggingCriteria: dataprotection.TaggingCriteriaArray{{
								Criteria: pulumi.Array{dataprotection.ScheduleBasedBackupCriteriaArgs{
									AbsoluteCriteria: pulumi.StringArray{pulumi.String("FirstOfDay")}, ObjectType: pulumi.String("criteria"),
								}},
								IsDefault: pulumi.Bool(true), TagInfo: dataprotection.RetentionTagArgs{TagName: pulumi.String("tag")}, TaggingPriority: pulumi.Float64(7),
							}},
						},
					},
					dataprotection.AzureRetentionRuleArgs{
						IsDefault: pulumi.Bool(false), Name: pulumi.String("retention"), ObjectType: pulumi.String("rule2"),
						Lifecycles: dataprotection.SourceLifeCycleArray{{
							DeleteAfter:     dataprotection.AbsoluteDeleteOptionArgs{Duration: pulumi.String("P7D"), ObjectType: pulumi.String("delete")},
							SourceDataStore: store("b"),
							TargetDataStoreCopySettings: dataprotection.TargetCopySettingArray{{
								CopyAfter: dataprotection.ImmediateCopyOptionArgs{ObjectType: pulumi.String("copy")}, DataStore: store("c"),
							}},
						}},
					},
				},
			},
		})
		return err
	})
	stored := func(name string) map[string]any { return map[string]any{"dataStoreType": name, "objectType": "store"} }
	registered(t, "BackupPolicy", azure.TypeBackupPolicy, map[string]any{
		"backupPolicyName": "daily", "resourceGroupName": "rg", "vaultName": "bvault",
		"properties": map[string]any{
			"datasourceTypes": []any{"type"}, "objectType": "policy",
			"policyRules": []any{
				map[string]any{
					"backupParameters": map[string]any{"backupType": "Incremental", "objectType": "params"}, "dataStore": stored("a"),
					"name": "backup", "objectType": "rule",
					"trigger": map[string]any{
						"objectType": "trigger", "schedule": map[string]any{"repeatingTimeIntervals": []any{"R"}, "timeZone": "UTC"},
						"taggingCriteria": []any{map[string]any{
							"criteria":  []any{map[string]any{"absoluteCriteria": []any{"FirstOfDay"}, "objectType": "criteria"}},
							"isDefault": true, "tagInfo": map[string]any{"tagName": "tag"}, "taggingPriority": 7.,
						}},
					},
				},
				map[string]any{
					"isDefault": false, "name": "retention", "objectType": "rule2",
					"lifecycles": []any{map[string]any{
						"deleteAfter": map[string]any{"duration": "P7D", "objectType": "delete"}, "sourceDataStore": stored("b"),
						"targetDataStoreCopySettings": []any{map[string]any{"copyAfter": map[string]any{"objectType": "copy"}, "dataStore": stored("c")}},
					}},
				},
			},
		},
	}, got)
}

func TestBackupInstanceMapsEveryField(t *testing.T) {
	got := record(t, func(ctx *pulumi.Context) error {
		_, err := dataprotection.NewBackupInstance(ctx, "instance", &dataprotection.BackupInstanceArgs{
			BackupInstanceName: pulumi.String("aks"), ResourceGroupName: pulumi.String("rg"), VaultName: pulumi.String("bvault"),
			Tags: pulumi.StringMap{"team": pulumi.String("platform")},
			Properties: dataprotection.BackupInstanceTypeArgs{
				DataSourceInfo: dataprotection.DatasourceArgs{
					DatasourceType: pulumi.String("1"), ObjectType: pulumi.String("2"), ResourceID: pulumi.String("3"), ResourceLocation: pulumi.String("4"),
					ResourceName: pulumi.String("5"), ResourceType: pulumi.String("6"), ResourceUri: pulumi.String("7"),
				},
				DataSourceSetInfo: dataprotection.DatasourceSetArgs{
					DatasourceType: pulumi.String("8"), ObjectType: pulumi.String("9"), ResourceID: pulumi.String("10"), ResourceLocation: pulumi.String("11"),
					ResourceName: pulumi.String("12"), ResourceType: pulumi.String("13"), ResourceUri: pulumi.String("14"),
				},
				FriendlyName: pulumi.String("shop"), ObjectType: pulumi.String("instance"),
				PolicyInfo: dataprotection.PolicyInfoArgs{
					PolicyId: pulumi.String("policy"),
					PolicyParameters: dataprotection.PolicyParametersArgs{
						BackupDatasourceParametersList: pulumi.Array{dataprotection.KubernetesClusterBackupDatasourceParametersArgs{
							ExcludedNamespaces: pulumi.StringArray{pulumi.String("out")}, IncludeClusterScopeResources: pulumi.Bool(true),
							IncludedNamespaces: pulumi.StringArray{pulumi.String("in")}, ObjectType: pulumi.String("cluster"), SnapshotVolumes: pulumi.Bool(false),
						}},
						DataStoreParametersList: dataprotection.AzureOperationalStoreParametersArray{{
							DataStoreType: pulumi.String("OperationalStore"), ObjectType: pulumi.String("operational"), ResourceGroupId: pulumi.String("group"),
						}},
					},
				},
			},
		})
		return err
	})
	registered(t, "BackupInstance", azure.TypeBackupInstance, map[string]any{
		"backupInstanceName": "aks", "resourceGroupName": "rg", "vaultName": "bvault", "tags": map[string]any{"team": "platform"},
		"properties": map[string]any{
			"dataSourceInfo": map[string]any{
				"datasourceType": "1", "objectType": "2", "resourceID": "3", "resourceLocation": "4", "resourceName": "5", "resourceType": "6", "resourceUri": "7",
			},
			"dataSourceSetInfo": map[string]any{
				"datasourceType": "8", "objectType": "9", "resourceID": "10", "resourceLocation": "11", "resourceName": "12", "resourceType": "13", "resourceUri": "14",
			},
			"friendlyName": "shop", "objectType": "instance",
			"policyInfo": map[string]any{
				"policyId": "policy",
				"policyParameters": map[string]any{
					"backupDatasourceParametersList": []any{map[string]any{
						"excludedNamespaces": []any{"out"}, "includeClusterScopeResources": true, "includedNamespaces": []any{"in"}, "objectType": "cluster",
						"snapshotVolumes": false,
					}},
					"dataStoreParametersList": []any{map[string]any{"dataStoreType": "OperationalStore", "objectType": "operational", "resourceGroupId": "group"}},
				},
			},
		},
	}, got)
}

func TestWhatIsLeftOutIsNotSent(t *testing.T) {
	got := record(t, func(ctx *pulumi.Context) error {
		_, err := dataprotection.NewBackupInstance(ctx, "instance", &dataprotection.BackupInstanceArgs{
			ResourceGroupName: pulumi.String("rg"), VaultName: pulumi.String("bvault"),
		})
		return err
	})
	assert.Equal(t, map[string]any{"resourceGroupName": "rg", "vaultName": "bvault"}, got.Inputs.Mappable())
}

func TestMissingInputsAreRefused(t *testing.T) {
	group, vault := pulumi.String("rg"), pulumi.String("bvault")
	newVault := func(args *dataprotection.BackupVaultArgs) pulumi.RunFunc {
		return func(ctx *pulumi.Context) error { _, err := dataprotection.NewBackupVault(ctx, "x", args); return err }
	}
	newPolicy := func(args *dataprotection.BackupPolicyArgs) pulumi.RunFunc {
		return func(ctx *pulumi.Context) error { _, err := dataprotection.NewBackupPolicy(ctx, "x", args); return err }
	}
	newInstance := func(args *dataprotection.BackupInstanceArgs) pulumi.RunFunc {
		return func(ctx *pulumi.Context) error {
			_, err := dataprotection.NewBackupInstance(ctx, "x", args)
			return err
		}
	}
	for want, program := range map[string]pulumi.RunFunc{
		`backup vault "x": missing one or more required arguments`:                     newVault(nil),
		`backup vault "x": invalid value for required argument 'ResourceGroupName'`:    newVault(&dataprotection.BackupVaultArgs{Properties: dataprotection.BackupVaultTypeArgs{}}),
		`backup vault "x": invalid value for required argument 'Properties'`:           newVault(&dataprotection.BackupVaultArgs{ResourceGroupName: group}),
		`backup policy "x": missing one or more required arguments`:                    newPolicy(nil),
		`backup policy "x": invalid value for required argument 'ResourceGroupName'`:   newPolicy(&dataprotection.BackupPolicyArgs{VaultName: vault}),
		`backup policy "x": invalid value for required argument 'VaultName'`:           newPolicy(&dataprotection.BackupPolicyArgs{ResourceGroupName: group}),
		`backup instance "x": missing one or more required arguments`:                  newInstance(nil),
		`backup instance "x": invalid value for required argument 'ResourceGroupName'`: newInstance(&dataprotection.BackupInstanceArgs{VaultName: vault}),
		`backup instance "x": invalid value for required argument 'VaultName'`:         newInstance(&dataprotection.BackupInstanceArgs{ResourceGroupName: group}),
	} {
		mocks := &recorder{}
		assert.ErrorContains(t, pulumi.RunErr(program, pulumi.WithMocks("project", "stack", mocks)), want)
		assert.Empty(t, mocks.registered)
	}
}
