package dataprotection

// The shapes of vaults, policies and instances, from
// https://learn.microsoft.com/azure/templates/microsoft.dataprotection/2024-04-01/backupvaults and the pages below it.
// Of the ways to back up other things than clusters, only what clusters share is here.
type (
	vaultArgs struct {
		Identity          *identity         `pulumi:"identity"`
		Location          *string           `pulumi:"location"`
		Properties        vaultProperties   `pulumi:"properties"`
		ResourceGroupName string            `pulumi:"resourceGroupName"`
		Tags              map[string]string `pulumi:"tags"`
		VaultName         *string           `pulumi:"vaultName"`
	}
	vaultState struct {
		ETag       *string           `pulumi:"eTag"`
		Identity   *identityState    `pulumi:"identity"`
		Location   string            `pulumi:"location"`
		Name       string            `pulumi:"name"`
		Properties vaultAnswer       `pulumi:"properties"`
		Tags       map[string]string `pulumi:"tags"`
		Type       string            `pulumi:"type"`
	}
	identity struct {
		Type                   *string  `pulumi:"type"`
		UserAssignedIdentities []string `pulumi:"userAssignedIdentities"`
	}
	identityState struct {
		PrincipalId string  `pulumi:"principalId"`
		TenantId    string  `pulumi:"tenantId"`
		Type        *string `pulumi:"type"`
	}
	vaultProperties struct {
		FeatureSettings    *featureSettings    `pulumi:"featureSettings"`
		MonitoringSettings *monitoringSettings `pulumi:"monitoringSettings"`
		ReplicatedRegions  []string            `pulumi:"replicatedRegions"`
		SecuritySettings   *securitySettings   `pulumi:"securitySettings"`
		StorageSettings    []storageSetting    `pulumi:"storageSettings"`
	}
	vaultAnswer struct {
		FeatureSettings                 *featureSettings    `pulumi:"featureSettings"`
		IsVaultProtectedByResourceGuard bool                `pulumi:"isVaultProtectedByResourceGuard"`
		MonitoringSettings              *monitoringSettings `pulumi:"monitoringSettings"`
		ProvisioningState               string              `pulumi:"provisioningState"`
		ReplicatedRegions               []string            `pulumi:"replicatedRegions"`
		SecuritySettings                *securitySettings   `pulumi:"securitySettings"`
		StorageSettings                 []storageSetting    `pulumi:"storageSettings"`
	}
	featureSettings struct {
		CrossRegionRestoreSettings       *crossRegionRestoreSettings       `pulumi:"crossRegionRestoreSettings"`
		CrossSubscriptionRestoreSettings *crossSubscriptionRestoreSettings `pulumi:"crossSubscriptionRestoreSettings"`
	}
	crossRegionRestoreSettings struct {
		State *string `pulumi:"state"`
	}
	crossSubscriptionRestoreSettings struct {
		State *string `pulumi:"state"`
	}
	monitoringSettings struct {
		AzureMonitorAlertSettings *azureMonitorAlertSettings `pulumi:"azureMonitorAlertSettings"`
	}
	azureMonitorAlertSettings struct {
		AlertsForAllJobFailures *string `pulumi:"alertsForAllJobFailures"`
	}
	securitySettings struct {
		ImmutabilitySettings *immutabilitySettings `pulumi:"immutabilitySettings"`
		SoftDeleteSettings   *softDeleteSettings   `pulumi:"softDeleteSettings"`
	}
	immutabilitySettings struct {
		State *string `pulumi:"state"`
	}
	softDeleteSettings struct {
		RetentionDurationInDays *float64 `pulumi:"retentionDurationInDays"`
		State                   *string  `pulumi:"state"`
	}
	storageSetting struct {
		DatastoreType *string `pulumi:"datastoreType"`
		Type          *string `pulumi:"type"`
	}

	policyArgs struct {
		BackupPolicyName  *string                 `pulumi:"backupPolicyName"`
		Properties        *backupPolicyProperties `pulumi:"properties"`
		ResourceGroupName string                  `pulumi:"resourceGroupName"`
		VaultName         string                  `pulumi:"vaultName"`
	}
	policyState struct {
		Name       string                 `pulumi:"name"`
		Properties backupPolicyProperties `pulumi:"properties"`
		Type       string                 `pulumi:"type"`
	}
	backupPolicyProperties struct {
		DatasourceTypes []string `pulumi:"datasourceTypes"`
		ObjectType      string   `pulumi:"objectType"`
		PolicyRules     []any    `pulumi:"policyRules"`
	}
	dataStoreInfoBase struct {
		DataStoreType string `pulumi:"dataStoreType"`
		ObjectType    string `pulumi:"objectType"`
	}
	azureBackupRule struct {
		BackupParameters *azureBackupParams `pulumi:"backupParameters"`
		DataStore        dataStoreInfoBase  `pulumi:"dataStore"`
		Name             string             `pulumi:"name"`
		ObjectType       string             `pulumi:"objectType"`
		Trigger          any                `pulumi:"trigger"`
	}
	azureBackupParams struct {
		BackupType string `pulumi:"backupType"`
		ObjectType string `pulumi:"objectType"`
	}
	scheduleBasedTriggerContext struct {
		ObjectType      string            `pulumi:"objectType"`
		Schedule        backupSchedule    `pulumi:"schedule"`
		TaggingCriteria []taggingCriteria `pulumi:"taggingCriteria"`
	}
	backupSchedule struct {
		RepeatingTimeIntervals []string `pulumi:"repeatingTimeIntervals"`
		TimeZone               *string  `pulumi:"timeZone"`
	}
	taggingCriteria struct {
		Criteria        []backupCriteria `pulumi:"criteria"`
		IsDefault       bool             `pulumi:"isDefault"`
		TagInfo         retentionTag     `pulumi:"tagInfo"`
		TaggingPriority float64          `pulumi:"taggingPriority"`
	}
	retentionTag struct {
		TagName string `pulumi:"tagName"`
	}
	backupCriteria struct {
		AbsoluteCriteria []string `pulumi:"absoluteCriteria"`
		DaysOfTheWeek    []string `pulumi:"daysOfTheWeek"`
		MonthsOfYear     []string `pulumi:"monthsOfYear"`
		ObjectType       string   `pulumi:"objectType"`
		ScheduleTimes    []string `pulumi:"scheduleTimes"`
		WeeksOfTheMonth  []string `pulumi:"weeksOfTheMonth"`
	}
	azureRetentionRule struct {
		IsDefault  *bool             `pulumi:"isDefault"`
		Lifecycles []sourceLifeCycle `pulumi:"lifecycles"`
		Name       string            `pulumi:"name"`
		ObjectType string            `pulumi:"objectType"`
	}
	sourceLifeCycle struct {
		DeleteAfter                 absoluteDeleteOption `pulumi:"deleteAfter"`
		SourceDataStore             dataStoreInfoBase    `pulumi:"sourceDataStore"`
		TargetDataStoreCopySettings []targetCopySetting  `pulumi:"targetDataStoreCopySettings"`
	}
	absoluteDeleteOption struct {
		Duration   string `pulumi:"duration"`
		ObjectType string `pulumi:"objectType"`
	}
	targetCopySetting struct {
		CopyAfter any               `pulumi:"copyAfter"`
		DataStore dataStoreInfoBase `pulumi:"dataStore"`
	}
	immediateCopyOption struct {
		ObjectType string `pulumi:"objectType"`
	}

	instanceArgs struct {
		BackupInstanceName *string                   `pulumi:"backupInstanceName"`
		Properties         *backupInstanceProperties `pulumi:"properties"`
		ResourceGroupName  string                    `pulumi:"resourceGroupName"`
		Tags               map[string]string         `pulumi:"tags"`
		VaultName          string                    `pulumi:"vaultName"`
	}
	instanceState struct {
		Name       string            `pulumi:"name"`
		Properties instanceAnswer    `pulumi:"properties"`
		Tags       map[string]string `pulumi:"tags"`
		Type       string            `pulumi:"type"`
	}
	backupInstanceProperties struct {
		DataSourceInfo    datasource  `pulumi:"dataSourceInfo"`
		DataSourceSetInfo *datasource `pulumi:"dataSourceSetInfo"`
		FriendlyName      *string     `pulumi:"friendlyName"`
		ObjectType        string      `pulumi:"objectType"`
		PolicyInfo        policyInfo  `pulumi:"policyInfo"`
		ValidationType    *string     `pulumi:"validationType"`
	}
	instanceAnswer struct {
		CurrentProtectionState string           `pulumi:"currentProtectionState"`
		DataSourceInfo         datasource       `pulumi:"dataSourceInfo"`
		DataSourceSetInfo      *datasource      `pulumi:"dataSourceSetInfo"`
		FriendlyName           *string          `pulumi:"friendlyName"`
		ObjectType             string           `pulumi:"objectType"`
		PolicyInfo             policyInfo       `pulumi:"policyInfo"`
		ProtectionStatus       protectionStatus `pulumi:"protectionStatus"`
		ProvisioningState      string           `pulumi:"provisioningState"`
		ValidationType         *string          `pulumi:"validationType"`
	}
	protectionStatus struct {
		Status *string `pulumi:"status"`
	}
	datasource struct {
		DatasourceType   *string `pulumi:"datasourceType"`
		ObjectType       *string `pulumi:"objectType"`
		ResourceID       string  `pulumi:"resourceID"`
		ResourceLocation *string `pulumi:"resourceLocation"`
		ResourceName     *string `pulumi:"resourceName"`
		ResourceType     *string `pulumi:"resourceType"`
		ResourceUri      *string `pulumi:"resourceUri"`
	}
	policyInfo struct {
		PolicyId         string            `pulumi:"policyId"`
		PolicyParameters *policyParameters `pulumi:"policyParameters"`
	}
	policyParameters struct {
		BackupDatasourceParametersList []any                             `pulumi:"backupDatasourceParametersList"`
		DataStoreParametersList        []azureOperationalStoreParameters `pulumi:"dataStoreParametersList"`
	}
	azureOperationalStoreParameters struct {
		DataStoreType   string  `pulumi:"dataStoreType"`
		ObjectType      string  `pulumi:"objectType"`
		ResourceGroupId *string `pulumi:"resourceGroupId"`
	}
	clusterParameters struct {
		ExcludedNamespaces           []string `pulumi:"excludedNamespaces"`
		ExcludedResourceTypes        []string `pulumi:"excludedResourceTypes"`
		IncludeClusterScopeResources bool     `pulumi:"includeClusterScopeResources"`
		IncludedNamespaces           []string `pulumi:"includedNamespaces"`
		IncludedResourceTypes        []string `pulumi:"includedResourceTypes"`
		LabelSelectors               []string `pulumi:"labelSelectors"`
		ObjectType                   string   `pulumi:"objectType"`
		SnapshotVolumes              bool     `pulumi:"snapshotVolumes"`
	}
)
