package kubernetesconfiguration

// The shape of a Flux configuration, from
// https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/2023-05-01/fluxconfigurations.
// Seconds are whole numbers, though the provider's SDK declares them as numbers.
type (
	fluxConfigurationArgs struct {
		AzureBlob                      *azureBlobDefinition               `pulumi:"azureBlob"`
		Bucket                         *bucketDefinition                  `pulumi:"bucket"`
		ClusterName                    string                             `pulumi:"clusterName"`
		ClusterResourceName            string                             `pulumi:"clusterResourceName"`
		ClusterRp                      string                             `pulumi:"clusterRp"`
		ConfigurationProtectedSettings map[string]string                  `pulumi:"configurationProtectedSettings"`
		FluxConfigurationName          *string                            `pulumi:"fluxConfigurationName"`
		GitRepository                  *gitRepositoryDefinition           `pulumi:"gitRepository"`
		Kustomizations                 map[string]kustomizationDefinition `pulumi:"kustomizations"`
		Namespace                      *string                            `pulumi:"namespace"`
		ReconciliationWaitDuration     *string                            `pulumi:"reconciliationWaitDuration"`
		ResourceGroupName              string                             `pulumi:"resourceGroupName"`
		Scope                          *string                            `pulumi:"scope"`
		SourceKind                     *string                            `pulumi:"sourceKind"`
		Suspend                        *bool                              `pulumi:"suspend"`
		WaitForReconciliation          *bool                              `pulumi:"waitForReconciliation"`
	}
	fluxConfigurationState struct {
		AzureBlob                      *azureBlobDefinition                    `pulumi:"azureBlob"`
		Bucket                         *bucketDefinition                       `pulumi:"bucket"`
		ComplianceState                string                                  `pulumi:"complianceState"`
		ConfigurationProtectedSettings map[string]string                       `pulumi:"configurationProtectedSettings"`
		ErrorMessage                   string                                  `pulumi:"errorMessage"`
		GitRepository                  *gitRepositoryDefinition                `pulumi:"gitRepository"`
		Kustomizations                 map[string]kustomizationDefinitionState `pulumi:"kustomizations"`
		Name                           string                                  `pulumi:"name"`
		Namespace                      *string                                 `pulumi:"namespace"`
		ProvisioningState              string                                  `pulumi:"provisioningState"`
		ReconciliationWaitDuration     *string                                 `pulumi:"reconciliationWaitDuration"`
		RepositoryPublicKey            string                                  `pulumi:"repositoryPublicKey"`
		Scope                          *string                                 `pulumi:"scope"`
		SourceKind                     *string                                 `pulumi:"sourceKind"`
		SourceSyncedCommitId           string                                  `pulumi:"sourceSyncedCommitId"`
		SourceUpdatedAt                string                                  `pulumi:"sourceUpdatedAt"`
		StatusUpdatedAt                string                                  `pulumi:"statusUpdatedAt"`
		Statuses                       []objectStatusDefinition                `pulumi:"statuses"`
		Suspend                        *bool                                   `pulumi:"suspend"`
		Type                           string                                  `pulumi:"type"`
		WaitForReconciliation          *bool                                   `pulumi:"waitForReconciliation"`
	}
	gitRepositoryDefinition struct {
		HttpsCACert           *string                  `pulumi:"httpsCACert"`
		HttpsUser             *string                  `pulumi:"httpsUser"`
		LocalAuthRef          *string                  `pulumi:"localAuthRef"`
		RepositoryRef         *repositoryRefDefinition `pulumi:"repositoryRef"`
		SshKnownHosts         *string                  `pulumi:"sshKnownHosts"`
		SyncIntervalInSeconds *int                     `pulumi:"syncIntervalInSeconds"`
		TimeoutInSeconds      *int                     `pulumi:"timeoutInSeconds"`
		Url                   *string                  `pulumi:"url"`
	}
	repositoryRefDefinition struct {
		Branch *string `pulumi:"branch"`
		Commit *string `pulumi:"commit"`
		Semver *string `pulumi:"semver"`
		Tag    *string `pulumi:"tag"`
	}
	bucketDefinition struct {
		AccessKey             *string `pulumi:"accessKey"`
		BucketName            *string `pulumi:"bucketName"`
		Insecure              *bool   `pulumi:"insecure"`
		LocalAuthRef          *string `pulumi:"localAuthRef"`
		SyncIntervalInSeconds *int    `pulumi:"syncIntervalInSeconds"`
		TimeoutInSeconds      *int    `pulumi:"timeoutInSeconds"`
		Url                   *string `pulumi:"url"`
	}
	azureBlobDefinition struct {
		AccountKey            *string                     `pulumi:"accountKey"`
		ContainerName         *string                     `pulumi:"containerName"`
		LocalAuthRef          *string                     `pulumi:"localAuthRef"`
		ManagedIdentity       *managedIdentityDefinition  `pulumi:"managedIdentity"`
		SasToken              *string                     `pulumi:"sasToken"`
		ServicePrincipal      *servicePrincipalDefinition `pulumi:"servicePrincipal"`
		SyncIntervalInSeconds *int                        `pulumi:"syncIntervalInSeconds"`
		TimeoutInSeconds      *int                        `pulumi:"timeoutInSeconds"`
		Url                   *string                     `pulumi:"url"`
	}
	managedIdentityDefinition struct {
		ClientId *string `pulumi:"clientId"`
	}
	servicePrincipalDefinition struct {
		ClientCertificate          *string `pulumi:"clientCertificate"`
		ClientCertificatePassword  *string `pulumi:"clientCertificatePassword"`
		ClientCertificateSendChain *bool   `pulumi:"clientCertificateSendChain"`
		ClientId                   *string `pulumi:"clientId"`
		ClientSecret               *string `pulumi:"clientSecret"`
		TenantId                   *string `pulumi:"tenantId"`
	}
	kustomizationDefinition struct {
		DependsOn              []string             `pulumi:"dependsOn"`
		Force                  *bool                `pulumi:"force"`
		Path                   *string              `pulumi:"path"`
		PostBuild              *postBuildDefinition `pulumi:"postBuild"`
		Prune                  *bool                `pulumi:"prune"`
		RetryIntervalInSeconds *int                 `pulumi:"retryIntervalInSeconds"`
		SyncIntervalInSeconds  *int                 `pulumi:"syncIntervalInSeconds"`
		TimeoutInSeconds       *int                 `pulumi:"timeoutInSeconds"`
		Wait                   *bool                `pulumi:"wait"`
	}
	kustomizationDefinitionState struct {
		DependsOn              []string             `pulumi:"dependsOn"`
		Force                  *bool                `pulumi:"force"`
		Name                   string               `pulumi:"name"`
		Path                   *string              `pulumi:"path"`
		PostBuild              *postBuildDefinition `pulumi:"postBuild"`
		Prune                  *bool                `pulumi:"prune"`
		RetryIntervalInSeconds *int                 `pulumi:"retryIntervalInSeconds"`
		SyncIntervalInSeconds  *int                 `pulumi:"syncIntervalInSeconds"`
		TimeoutInSeconds       *int                 `pulumi:"timeoutInSeconds"`
		Wait                   *bool                `pulumi:"wait"`
	}
	postBuildDefinition struct {
		Substitute     map[string]string          `pulumi:"substitute"`
		SubstituteFrom []substituteFromDefinition `pulumi:"substituteFrom"`
	}
	substituteFromDefinition struct {
		Kind     *string `pulumi:"kind"`
		Name     *string `pulumi:"name"`
		Optional *bool   `pulumi:"optional"`
	}
	objectStatusDefinition struct {
		ComplianceState  *string                           `pulumi:"complianceState"`
		Kind             *string                           `pulumi:"kind"`
		Name             *string                           `pulumi:"name"`
		Namespace        *string                           `pulumi:"namespace"`
		StatusConditions []objectStatusConditionDefinition `pulumi:"statusConditions"`
	}
	objectStatusConditionDefinition struct {
		LastTransitionTime *string `pulumi:"lastTransitionTime"`
		Message            *string `pulumi:"message"`
		Reason             *string `pulumi:"reason"`
		Status             *string `pulumi:"status"`
		Type               *string `pulumi:"type"`
	}
)
