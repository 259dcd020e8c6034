package azure

import "slices"

// replacedBy lists, per canonical token, what makes azure-native v2.88 replace the resource: the properties its
// generator marks by hand, those the API description marks as create-only, and the path parameters, which are the
// resource's identity and therefore always replace it.
//
// Sources: pulumi/pulumi-azure-native, provider/pkg/gen/replacement.go as of v2.88 (before its issue 4771 narrowed the
// cluster's networkProfile, which only v3 has); x-ms-mutability in Azure/azure-rest-api-specs (location of tracked
// resources whose API uses the common types, and of private DNS); path parameters from the v2.88 SDK.
var replacedBy = map[string][]string{
	TypeResourceGroup:                     {"location", "resourceGroupName"},
	TypeVirtualNetwork:                    {"location", "resourceGroupName", "virtualNetworkName"},
	TypeSubnet:                            {"resourceGroupName", "subnetName", "virtualNetworkName"},
	TypeNetworkSecurityGroup:              {"networkSecurityGroupName", "resourceGroupName"},
	TypeRouteTable:                        {"resourceGroupName", "routeTableName"},
	TypePublicIPAddress:                   {"location", "publicIPAddressVersion", "publicIPPrefix", "publicIpAddressName", "resourceGroupName", "sku"},
	TypePublicIPPrefix:                    {"publicIpPrefixName", "resourceGroupName"},
	TypeNatGateway:                        {"natGatewayName", "resourceGroupName"},
	TypeFirewallPolicy:                    {"firewallPolicyName", "resourceGroupName"},
	TypeFirewallPolicyRuleCollectionGroup: {"firewallPolicyName", "resourceGroupName", "ruleCollectionGroupName"},
	TypeIPGroup:                           {"ipGroupsName", "resourceGroupName"},
	TypeAzureFirewall:                     {"azureFirewallName", "resourceGroupName"},
	TypeBastionHost:                       {"bastionHostName", "resourceGroupName"},
	TypeApplicationGateway:                {"applicationGatewayName", "resourceGroupName"},
	TypeWebApplicationFirewallPolicy:      {"policyName", "resourceGroupName"},
	TypeVirtualNetworkPeering:             {"resourceGroupName", "virtualNetworkName", "virtualNetworkPeeringName"},
	TypePrivateZone:                       {"location", "privateZoneName", "resourceGroupName"},
	TypeVirtualNetworkLink:                {"location", "privateZoneName", "resourceGroupName", "virtualNetworkLinkName"},
	TypePrivateRecordSet:                  {"privateZoneName", "recordType", "relativeRecordSetName", "resourceGroupName"},
	TypeDNSResolver:                       {"dnsResolverName", "location", "resourceGroupName"},
	TypeInboundEndpoint:                   {"dnsResolverName", "inboundEndpointName", "location", "resourceGroupName"},
	TypeFlowLog:                           {"flowLogName", "networkWatcherName", "resourceGroupName"},
	TypePrivateEndpoint:                   {"privateEndpointName", "resourceGroupName", "subnet"},
	TypePrivateDNSZoneGroup:               {"privateDnsZoneGroupName", "privateEndpointName", "resourceGroupName"},
	TypeManagedCluster: {
		"diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "location", "networkProfile", "nodeResourceGroup",
		"resourceGroupName", "resourceName", "windowsProfile",
	},
	TypeAgentPool:                     {"agentPoolName", "gpuInstanceProfile", "resourceGroupName", "resourceName", "vmSize"},
	TypeMaintenanceConfiguration:      {"configName", "resourceGroupName", "resourceName"},
	TypeUserAssignedIdentity:          {"location", "resourceGroupName", "resourceName"},
	TypeFederatedIdentityCredential:   {"federatedIdentityCredentialResourceName", "resourceGroupName", "resourceName"},
	TypeRoleAssignment:                {"principalId", "roleAssignmentName", "scope"},
	TypePolicyAssignment:              {"policyAssignmentName", "scope"},
	TypePolicyDefinition:              {"policyDefinitionName"},
	TypePolicyExemption:               {"policyExemptionName", "scope"},
	TypeManagementLockByScope:         {"lockName", "scope"},
	TypeWorkspace:                     {"location", "resourceGroupName", "workspaceName"},
	TypeBudget:                        {"budgetName", "scope"},
	TypeExport:                        {"exportName", "scope"},
	TypePricing:                       {"pricingName", "scopeId"},
	TypeSecurityContact:               {"securityContactName"},
	TypeSecurityAutomation:            {"automationName", "resourceGroupName"},
	TypeWorkflow:                      {"resourceGroupName", "workflowName"},
	TypeDiagnosticSetting:             {"name", "resourceUri"},
	TypeTable:                         {"resourceGroupName", "tableName", "workspaceName"},
	TypeQueryPack:                     {"location", "queryPackName", "resourceGroupName"},
	TypeQuery:                         {"id", "queryPackName", "resourceGroupName"},
	TypeComponent:                     {"location", "resourceGroupName", "resourceName"},
	TypeWorkbook:                      {"location", "resourceGroupName", "resourceName"},
	TypeDataCollectionEndpoint:        {"dataCollectionEndpointName", "location", "resourceGroupName"},
	TypeDataCollectionRule:            {"dataCollectionRuleName", "location", "resourceGroupName"},
	TypeDataCollectionRuleAssociation: {"associationName", "resourceUri"},
	TypeAzureMonitorWorkspace:         {"azureMonitorWorkspaceName", "location", "resourceGroupName"},
	TypeGrafana:                       {"resourceGroupName", "workspaceName"},
	TypeVault:                         {"resourceGroupName", "vaultName"},
	TypeSecret:                        {"resourceGroupName", "secretName", "vaultName"},
	TypeActionGroup:                   {"actionGroupName", "location", "resourceGroupName"},
	TypeActivityLogAlert:              {"activityLogAlertName", "location", "resourceGroupName"},
	TypeMetricAlert:                   {"location", "resourceGroupName", "ruleName"},
	TypeScheduledQueryRule:            {"location", "resourceGroupName", "ruleName"},
	TypePrometheusRuleGroup:           {"location", "resourceGroupName", "ruleGroupName"},
	TypeSystemTopic:                   {"location", "resourceGroupName", "systemTopicName"},
	TypeSystemTopicEventSubscription:  {"eventSubscriptionName", "resourceGroupName", "systemTopicName"},
	TypeExtension:                     {"clusterName", "clusterResourceName", "clusterRp", "extensionName", "resourceGroupName"},
	TypeFluxConfiguration:             {"clusterName", "clusterResourceName", "clusterRp", "fluxConfigurationName", "resourceGroupName"},
	TypeRegistry:                      {"location", "registryName", "resourceGroupName"},
	TypeReplication:                   {"location", "registryName", "replicationName", "resourceGroupName"},
	TypeRegistryAgentPool:             {"agentPoolName", "location", "registryName", "resourceGroupName"},
	TypeRegistryTask:                  {"location", "registryName", "resourceGroupName", "taskName"},
	TypeStorageAccount:                {"accountName", "isHnsEnabled", "location", "resourceGroupName"},
	TypeBlobServiceProperties:         {"accountName", "blobServicesName", "resourceGroupName"},
	TypeBlobContainer:                 {"accountName", "containerName", "resourceGroupName"},
	TypeBackupVault:                   {"resourceGroupName", "vaultName"},
	TypeBackupPolicy:                  {"backupPolicyName", "resourceGroupName", "vaultName"},
	TypeBackupInstance:                {"backupInstanceName", "resourceGroupName", "vaultName"},
	TypeTrustedAccessRoleBinding:      {"resourceGroupName", "resourceName", "trustedAccessRoleBindingName"},
}

// refusedChanges lists, per canonical token, what Azure refuses to change on an existing resource although azure-native
// v2.88 sends the change as an update instead of a replacement: the deployment fails in the middle. A new object under
// a new name is the way. A private cluster's DNS zone can only be given up for "none", never exchanged.
//
// Sources: https://learn.microsoft.com/azure/aks/create-node-pools, https://learn.microsoft.com/azure/aks/spot-node-pool,
// https://learn.microsoft.com/azure/aks/enable-host-encryption, https://learn.microsoft.com/azure/aks/private-clusters;
// kubernetes-sigs/cluster-api-provider-azure, internal/webhooks/azuremanagedmachinepool_webhook.go and
// azuremanagedcontrolplane_webhook.go; https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (a role
// assignment cannot be given another role); hashicorp/terraform-provider-azurerm, which replaces for the same network
// properties; https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview (the retention of a vault is set
// once); a resource moves to another region only as a new resource:
// https://learn.microsoft.com/azure/azure-resource-manager/management/move-resource-group-and-subscription
var refusedChanges = map[string][]string{
	TypeNetworkSecurityGroup:  {"location"},
	TypeRouteTable:            {"location"},
	TypePublicIPAddress:       {"zones"},
	TypePublicIPPrefix:        {"location", "prefixLength", "publicIPAddressVersion", "sku", "zones"},
	TypeNatGateway:            {"location", "sku", "zones"},
	TypeFirewallPolicy:        {"location"},
	TypeIPGroup:               {"location"},
	TypeAzureFirewall:         {"location"},
	TypeBastionHost:           {"location"},
	TypeVirtualNetworkPeering: {"remoteVirtualNetwork"},
	TypeVirtualNetworkLink:    {"virtualNetwork"},
	TypeDNSResolver:           {"virtualNetwork"},
	TypeInboundEndpoint:       {"ipConfigurations"},
	TypePrivateEndpoint:       {"location"},
	// Azure answers ResourceAvailabilityZonesCannotBeModified: https://github.com/hashicorp/terraform-provider-azurerm/issues/2293
	TypeApplicationGateway:           {"location", "zones"},
	TypeWebApplicationFirewallPolicy: {"location"},
	TypeAgentPool: {
		"availabilityZones", "enableEncryptionAtHost", "enableNodePublicIP", "enableUltraSSD", "kubeletConfig", "kubeletDiskType",
		"linuxOSConfig", "maxPods", "nodePublicIPPrefixID", "osDiskSizeGB", "osDiskType", "osType", "podSubnetID",
		"proximityPlacementGroupID", "scaleSetPriority", "spotMaxPrice", "vnetSubnetID",
	},
	TypeManagedCluster: {
		"apiServerAccessProfile.enablePrivateCluster", "apiServerAccessProfile.privateDNSZone", "enableRBAC",
	},
	TypeRoleAssignment: {"roleDefinitionId"},
	// Azure answers "Start date of budgets cannot be updated": https://github.com/Azure/CanadaPubSecALZ/issues/317
	TypeBudget:             {"timePeriod.startDate"},
	TypeSecurityAutomation: {"location"},
	TypeWorkflow:           {"location"},
	TypeGrafana:            {"location", "properties.zoneRedundancy"},
	TypeVault:              {"location", "properties.softDeleteRetentionInDays"},
	// The source is what the topic is; the service has no way to give it another.
	// Source: https://learn.microsoft.com/azure/event-grid/system-topics
	TypeSystemTopic:       {"source", "topicType"},
	TypeExtension:         {"extensionType", "scope"},
	TypeFluxConfiguration: {"namespace", "scope"},
	// https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys: encryption with a key of
	// one's own is chosen at creation. Zone redundancy likewise: hashicorp/terraform-provider-azurerm replaces for both.
	TypeRegistry:    {"encryption.status", "zoneRedundancy"},
	TypeReplication: {"zoneRedundancy"},
	// hashicorp/terraform-provider-azurerm replaces for both; the service's own update takes a number of machines only.
	// A flow log is of one network: hashicorp/terraform-provider-azurerm replaces for another.
	TypeFlowLog:           {"location", "targetResourceId"},
	TypeRegistryAgentPool: {"os", "tier", "virtualNetworkSubnetResourceId"},
	// https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable and
	// https://learn.microsoft.com/azure/storage/blobs/immutable-policy-configure-version-scope: both are chosen at creation.
	TypeStorageAccount: {"encryption.requireInfrastructureEncryption", "immutableStorageWithVersioning.enabled"},
	TypeBlobContainer:  {"immutableStorageWithVersioning"},
	// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations: neither a
	// policy nor the group of the snapshots can be changed. For a vault's redundancy, what is backed up, and who is trusted,
	// hashicorp/terraform-provider-azurerm replaces.
	TypeBackupVault:              {"location", "properties.storageSettings"},
	TypeBackupPolicy:             {"properties"},
	TypeBackupInstance:           {"properties.dataSourceInfo", "properties.policyInfo.policyParameters.dataStoreParametersList"},
	TypeTrustedAccessRoleBinding: {"sourceResourceId"},
}

// ReplacedBy returns the property paths whose change makes azure-native v2.88 replace a resource of this type, sorted.
// A path names a property as the SDK spells it; a change anywhere below it counts, so that "networkProfile" means any
// change in a cluster's network profile. The API version in the token is ignored; an unknown type gives nil.
func ReplacedBy(token string) []string {
	return slices.Clone(replacedBy[CanonicalType(token)])
}

// RefusedChanges returns the property paths that Azure refuses to change on an existing resource of this type, while
// azure-native v2.88 does not plan a replacement for them, sorted. Such a change must be caught before it is sent.
func RefusedChanges(token string) []string {
	return slices.Clone(refusedChanges[CanonicalType(token)])
}
