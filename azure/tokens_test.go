package azure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// tokens pairs each constant with its token, the ARM type it creates, and whether its arguments have tags.
var tokens = []struct {
	constant, token, armType string
	tags                     bool
}{
	{azure.TypeResourceGroup, "azure-native:resources:ResourceGroup", "Microsoft.Resources/resourceGroups", true},
	{azure.TypeVirtualNetwork, "azure-native:network:VirtualNetwork", "Microsoft.Network/virtualNetworks", true},
	{azure.TypeSubnet, "azure-native:network:Subnet", "Microsoft.Network/virtualNetworks/subnets", false},
	{azure.TypeNetworkSecurityGroup, "azure-native:network:NetworkSecurityGroup", "Microsoft.Network/networkSecurityGroups", true},
	{azure.TypeRouteTable, "azure-native:network:RouteTable", "Microsoft.Network/routeTables", true},
	{azure.TypePublicIPAddress, "azure-native:network:PublicIPAddress", "Microsoft.Network/publicIPAddresses", true},
	{azure.TypePublicIPPrefix, "azure-native:network:PublicIPPrefix", "Microsoft.Network/publicIPPrefixes", true},
	{azure.TypeNatGateway, "azure-native:network:NatGateway", "Microsoft.Network/natGateways", true},
	{azure.TypeFirewallPolicy, "azure-native:network:FirewallPolicy", "Microsoft.Network/firewallPolicies", true},
	{azure.TypeFirewallPolicyRuleCollectionGroup, "azure-native:network:FirewallPolicyRuleCollectionGroup", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", false},
	{azure.TypeIPGroup, "azure-native:network:IpGroup", "Microsoft.Network/ipGroups", true},
	{azure.TypeAzureFirewall, "azure-native:network:AzureFirewall", "Microsoft.Network/azureFirewalls", true},
	{azure.TypeBastionHost, "azure-native:network:BastionHost", "Microsoft.Network/bastionHosts", true},
	{azure.TypeVirtualNetworkPeering, "azure-native:network:VirtualNetworkPeering", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", false},
	{azure.TypePrivateZone, "azure-native:network:PrivateZone", "Microsoft.Network/privateDnsZones", true},
	{azure.TypeVirtualNetworkLink, "azure-native:network:VirtualNetworkLink", "Microsoft.Network/privateDnsZones/virtualNetworkLinks", true},
	{azure.TypePrivateRecordSet, "azure-native:network:PrivateRecordSet", "", false},
	{azure.TypePrivateEndpoint, "azure-native:network:PrivateEndpoint", "Microsoft.Network/privateEndpoints", true},
	{azure.TypePrivateDNSZoneGroup, "azure-native:network:PrivateDnsZoneGroup", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", false},
	{azure.TypeDNSResolver, "azure-native:network:DnsResolver", "Microsoft.Network/dnsResolvers", true},
	{azure.TypeInboundEndpoint, "azure-native:network:InboundEndpoint", "Microsoft.Network/dnsResolvers/inboundEndpoints", true},
	{azure.TypeManagedCluster, "azure-native:containerservice:ManagedCluster", "Microsoft.ContainerService/managedClusters", true},
	{azure.TypeAgentPool, "azure-native:containerservice:AgentPool", "Microsoft.ContainerService/managedClusters/agentPools", true},
	{azure.TypeMaintenanceConfiguration, "azure-native:containerservice:MaintenanceConfiguration", "Microsoft.ContainerService/managedClusters/maintenanceConfigurations", false},
	{azure.TypeUserAssignedIdentity, "azure-native:managedidentity:UserAssignedIdentity", "Microsoft.ManagedIdentity/userAssignedIdentities", true},
	{azure.TypeFederatedIdentityCredential, "azure-native:managedidentity:FederatedIdentityCredential", "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", false},
	{azure.TypeRoleAssignment, "azure-native:authorization:RoleAssignment", "Microsoft.Authorization/roleAssignments", false},
	{azure.TypeWorkspace, "azure-native:operationalinsights:Workspace", "Microsoft.OperationalInsights/workspaces", true},
	{azure.TypeDiagnosticSetting, "azure-native:insights:DiagnosticSetting", "Microsoft.Insights/diagnosticSettings", false},
	{azure.TypeExtension, "azure-native:kubernetesconfiguration:Extension", "Microsoft.KubernetesConfiguration/extensions", false},
	{azure.TypeFluxConfiguration, "azure-native:kubernetesconfiguration:FluxConfiguration", "Microsoft.KubernetesConfiguration/fluxConfigurations", false},
	{azure.TypeApplicationGateway, "azure-native:network:ApplicationGateway", "Microsoft.Network/applicationGateways", true},
	{azure.TypeWebApplicationFirewallPolicy, "azure-native:network:WebApplicationFirewallPolicy", "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", true},
	{azure.TypeTrustedAccessRoleBinding, "azure-native:containerservice:TrustedAccessRoleBinding", "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", false},
	{azure.TypeFlowLog, "azure-native:network:FlowLog", "Microsoft.Network/networkWatchers/flowLogs", true},
	{azure.TypeRegistry, "azure-native:containerregistry:Registry", "Microsoft.ContainerRegistry/registries", true},
	{azure.TypeReplication, "azure-native:containerregistry:Replication", "Microsoft.ContainerRegistry/registries/replications", true},
	{azure.TypeRegistryAgentPool, "azure-native:containerregistry:AgentPool", "Microsoft.ContainerRegistry/registries/agentPools", true},
	{azure.TypeRegistryTask, "azure-native:containerregistry:Task", "Microsoft.ContainerRegistry/registries/tasks", true},
	{azure.TypeVault, "azure-native:keyvault:Vault", "Microsoft.KeyVault/vaults", true},
	{azure.TypeSecret, "azure-native:keyvault:Secret", "Microsoft.KeyVault/vaults/secrets", true},
	{azure.TypeTable, "azure-native:operationalinsights:Table", "Microsoft.OperationalInsights/workspaces/tables", false},
	{azure.TypeQueryPack, "azure-native:operationalinsights:QueryPack", "Microsoft.OperationalInsights/queryPacks", true},
	{azure.TypeQuery, "azure-native:operationalinsights:Query", "Microsoft.OperationalInsights/queryPacks/queries", false},
	{azure.TypeComponent, "azure-native:insights:Component", "Microsoft.Insights/components", true},
	{azure.TypeDataCollectionEndpoint, "azure-native:insights:DataCollectionEndpoint", "Microsoft.Insights/dataCollectionEndpoints", true},
	{azure.TypeDataCollectionRule, "azure-native:insights:DataCollectionRule", "Microsoft.Insights/dataCollectionRules", true},
	{azure.TypeDataCollectionRuleAssociation, "azure-native:insights:DataCollectionRuleAssociation", "Microsoft.Insights/dataCollectionRuleAssociations", false},
	{azure.TypeActionGroup, "azure-native:insights:ActionGroup", "Microsoft.Insights/actionGroups", true},
	{azure.TypeActivityLogAlert, "azure-native:insights:ActivityLogAlert", "Microsoft.Insights/activityLogAlerts", true},
	{azure.TypeMetricAlert, "azure-native:insights:MetricAlert", "Microsoft.Insights/metricAlerts", true},
	{azure.TypeScheduledQueryRule, "azure-native:insights:ScheduledQueryRule", "Microsoft.Insights/scheduledQueryRules", true},
	{azure.TypeWorkbook, "azure-native:insights:Workbook", "Microsoft.Insights/workbooks", true},
	{azure.TypeAzureMonitorWorkspace, "azure-native:monitor:AzureMonitorWorkspace", "Microsoft.Monitor/accounts", true},
	{azure.TypePrometheusRuleGroup, "azure-native:alertsmanagement:PrometheusRuleGroup", "Microsoft.AlertsManagement/prometheusRuleGroups", true},
	{azure.TypeGrafana, "azure-native:dashboard:Grafana", "Microsoft.Dashboard/grafana", true},
	{azure.TypeSystemTopic, "azure-native:eventgrid:SystemTopic", "Microsoft.EventGrid/systemTopics", true},
	{azure.TypeSystemTopicEventSubscription, "azure-native:eventgrid:SystemTopicEventSubscription", "Microsoft.EventGrid/systemTopics/eventSubscriptions", false},
	{azure.TypePolicyAssignment, "azure-native:authorization:PolicyAssignment", "Microsoft.Authorization/policyAssignments", false},
	{azure.TypePolicyDefinition, "azure-native:authorization:PolicyDefinition", "Microsoft.Authorization/policyDefinitions", false},
	{azure.TypePolicyExemption, "azure-native:authorization:PolicyExemption", "Microsoft.Authorization/policyExemptions", false},
	{azure.TypeManagementLockByScope, "azure-native:authorization:ManagementLockByScope", "Microsoft.Authorization/locks", false},
	{azure.TypePricing, "azure-native:security:Pricing", "Microsoft.Security/pricings", false},
	{azure.TypeSecurityContact, "azure-native:security:SecurityContact", "Microsoft.Security/securityContacts", false},
	{azure.TypeSecurityAutomation, "azure-native:security:Automation", "Microsoft.Security/automations", true},
	{azure.TypeBudget, "azure-native:consumption:Budget", "Microsoft.Consumption/budgets", false},
	{azure.TypeExport, "azure-native:costmanagement:Export", "Microsoft.CostManagement/exports", false},
	{azure.TypeWorkflow, "azure-native:logic:Workflow", "Microsoft.Logic/workflows", true},
	{azure.TypeStorageAccount, "azure-native:storage:StorageAccount", "Microsoft.Storage/storageAccounts", true},
	{azure.TypeBlobServiceProperties, "azure-native:storage:BlobServiceProperties", "Microsoft.Storage/storageAccounts/blobServices", false},
	{azure.TypeBlobContainer, "azure-native:storage:BlobContainer", "Microsoft.Storage/storageAccounts/blobServices/containers", false},
	{azure.TypeBackupVault, "azure-native:dataprotection:BackupVault", "Microsoft.DataProtection/backupVaults", true},
	{azure.TypeBackupPolicy, "azure-native:dataprotection:BackupPolicy", "Microsoft.DataProtection/backupVaults/backupPolicies", false},
	{azure.TypeBackupInstance, "azure-native:dataprotection:BackupInstance", "Microsoft.DataProtection/backupVaults/backupInstances", true},
}

func TestTokensAndTheirTypes(t *testing.T) {
	for _, tc := range tokens {
		t.Run(tc.token, func(t *testing.T) {
			assert.Equal(t, tc.token, tc.constant)
			assert.Equal(t, tc.token, azure.CanonicalType(tc.token), "is canonical")
			armType, ok := azure.ARMType(tc.token)
			assert.Equal(t, tc.armType != "", ok)
			assert.Equal(t, tc.armType, armType)
			assert.Equal(t, tc.tags, azure.TakesTags(tc.token))
		})
	}
}

func TestTheAPIVersionIsNoPartOfTheType(t *testing.T) {
	for name, tc := range map[string]struct{ given, want string }{
		"versioned":        {"azure-native:network/v20240501:VirtualNetwork", "azure-native:network:VirtualNetwork"},
		"preview":          {"azure-native:insights/v20210501preview:DiagnosticSetting", "azure-native:insights:DiagnosticSetting"},
		"unversioned":      {"azure-native:resources:ResourceGroup", "azure-native:resources:ResourceGroup"},
		"Kubernetes group": {"kubernetes:core/v1:Namespace", "kubernetes:core:Namespace"},
		"component":        {"landingzone:hub:Hub", "landingzone:hub:Hub"},
		"stack":            {"pulumi:pulumi:Stack", "pulumi:pulumi:Stack"},
		"two parts":        {"a:b/c", "a:b/c"},
		"one part":         {"a/b", "a/b"},
		"empty":            {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, azure.CanonicalType(tc.given))
		})
	}
	armType, ok := azure.ARMType("azure-native:network/v20240501:VirtualNetwork")
	assert.True(t, ok)
	assert.Equal(t, "Microsoft.Network/virtualNetworks", armType)
	_, ok = azure.ARMType("azure-native:network:LoadBalancer")
	assert.False(t, ok, "a type that is never created here")
	assert.True(t, azure.TakesTags("azure-native:network/v20240501:VirtualNetwork"))
	assert.False(t, azure.TakesTags("azure-native:network:LoadBalancer"), "unknown")
}
