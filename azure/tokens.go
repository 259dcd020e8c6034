package azure

import "strings"

// Canonical Pulumi type tokens of the azure-native provider: package, module without API version, resource.
// A resource that was declared through a versioned module (azure-native:network/v20240501:VirtualNetwork) has the
// same canonical token as one declared without; compare with [CanonicalType].
//
// Source: https://github.com/pulumi/pulumi-azure-native (v2.88).
const (
	TypeResourceGroup                     = "azure-native:resources:ResourceGroup"
	TypeVirtualNetwork                    = "azure-native:network:VirtualNetwork"
	TypeSubnet                            = "azure-native:network:Subnet"
	TypeNetworkSecurityGroup              = "azure-native:network:NetworkSecurityGroup"
	TypeRouteTable                        = "azure-native:network:RouteTable"
	TypePublicIPAddress                   = "azure-native:network:PublicIPAddress"
	TypePublicIPPrefix                    = "azure-native:network:PublicIPPrefix"
	TypeNatGateway                        = "azure-native:network:NatGateway"
	TypeFirewallPolicy                    = "azure-native:network:FirewallPolicy"
	TypeFirewallPolicyRuleCollectionGroup = "azure-native:network:FirewallPolicyRuleCollectionGroup"
	TypeIPGroup                           = "azure-native:network:IpGroup"
	TypeAzureFirewall                     = "azure-native:network:AzureFirewall"
	TypeBastionHost                       = "azure-native:network:BastionHost"
	TypeVirtualNetworkPeering             = "azure-native:network:VirtualNetworkPeering"
	TypePrivateZone                       = "azure-native:network:PrivateZone"
	TypeVirtualNetworkLink                = "azure-native:network:VirtualNetworkLink"
	TypePrivateRecordSet                  = "azure-native:network:PrivateRecordSet"
	TypePrivateEndpoint                   = "azure-native:network:PrivateEndpoint"
	TypeDNSResolver                       = "azure-native:network:DnsResolver"
	TypeFlowLog                           = "azure-native:network:FlowLog"
	TypeInboundEndpoint                   = "azure-native:network:InboundEndpoint"
	TypePrivateDNSZoneGroup               = "azure-native:network:PrivateDnsZoneGroup"
	TypeManagedCluster                    = "azure-native:containerservice:ManagedCluster"
	TypeAgentPool                         = "azure-native:containerservice:AgentPool"
	TypeMaintenanceConfiguration          = "azure-native:containerservice:MaintenanceConfiguration"
	TypeUserAssignedIdentity              = "azure-native:managedidentity:UserAssignedIdentity"
	TypeFederatedIdentityCredential       = "azure-native:managedidentity:FederatedIdentityCredential"
	TypeRoleAssignment                    = "azure-native:authorization:RoleAssignment"
	TypeWorkspace                         = "azure-native:operationalinsights:Workspace"
	TypeDiagnosticSetting                 = "azure-native:insights:DiagnosticSetting"
	TypeExtension                         = "azure-native:kubernetesconfiguration:Extension"
	TypeFluxConfiguration                 = "azure-native:kubernetesconfiguration:FluxConfiguration"
	TypeApplicationGateway                = "azure-native:network:ApplicationGateway"
	TypeWebApplicationFirewallPolicy      = "azure-native:network:WebApplicationFirewallPolicy"
	TypeTrustedAccessRoleBinding          = "azure-native:containerservice:TrustedAccessRoleBinding"
	TypeRegistry                          = "azure-native:containerregistry:Registry"
	TypeReplication                       = "azure-native:containerregistry:Replication"
	TypeRegistryAgentPool                 = "azure-native:containerregistry:AgentPool"
	TypeRegistryTask                      = "azure-native:containerregistry:Task"
	TypeVault                             = "azure-native:keyvault:Vault"
	TypeSecret                            = "azure-native:keyvault:Secret"
	TypeTable                             = "azure-native:operationalinsights:Table"
	TypeQueryPack                         = "azure-native:operationalinsights:QueryPack"
	TypeQuery                             = "azure-native:operationalinsights:Query"
	TypeComponent                         = "azure-native:insights:Component"
	TypeDataCollectionEndpoint            = "azure-native:insights:DataCollectionEndpoint"
	TypeDataCollectionRule                = "azure-native:insights:DataCollectionRule"
	TypeDataCollectionRuleAssociation     = "azure-native:insights:DataCollectionRuleAssociation"
	TypeActionGroup                       = "azure-native:insights:ActionGroup"
	TypeActivityLogAlert                  = "azure-native:insights:ActivityLogAlert"
	TypeMetricAlert                       = "azure-native:insights:MetricAlert"
	TypeScheduledQueryRule                = "azure-native:insights:ScheduledQueryRule"
	TypeWorkbook                          = "azure-native:insights:Workbook"
	TypeAzureMonitorWorkspace             = "azure-native:monitor:AzureMonitorWorkspace"
	TypePrometheusRuleGroup               = "azure-native:alertsmanagement:PrometheusRuleGroup"
	TypeGrafana                           = "azure-native:dashboard:Grafana"
	TypeSystemTopic                       = "azure-native:eventgrid:SystemTopic"
	TypeSystemTopicEventSubscription      = "azure-native:eventgrid:SystemTopicEventSubscription"
	TypePolicyAssignment                  = "azure-native:authorization:PolicyAssignment"
	TypePolicyDefinition                  = "azure-native:authorization:PolicyDefinition"
	TypePolicyExemption                   = "azure-native:authorization:PolicyExemption"
	TypeManagementLockByScope             = "azure-native:authorization:ManagementLockByScope"
	TypePricing                           = "azure-native:security:Pricing"
	TypeSecurityContact                   = "azure-native:security:SecurityContact"
	TypeSecurityAutomation                = "azure-native:security:Automation"
	TypeBudget                            = "azure-native:consumption:Budget"
	TypeExport                            = "azure-native:costmanagement:Export"
	TypeWorkflow                          = "azure-native:logic:Workflow"
	TypeStorageAccount                    = "azure-native:storage:StorageAccount"
	TypeBlobServiceProperties             = "azure-native:storage:BlobServiceProperties"
	TypeBlobContainer                     = "azure-native:storage:BlobContainer"
	TypeBackupVault                       = "azure-native:dataprotection:BackupVault"
	TypeBackupPolicy                      = "azure-native:dataprotection:BackupPolicy"
	TypeBackupInstance                    = "azure-native:dataprotection:BackupInstance"
)

// armTypes maps each canonical token to the ARM resource type it creates.
var armTypes = map[string]string{
	TypeResourceGroup:                     "Microsoft.Resources/resourceGroups",
	TypeVirtualNetwork:                    "Microsoft.Network/virtualNetworks",
	TypeSubnet:                            "Microsoft.Network/virtualNetworks/subnets",
	TypeNetworkSecurityGroup:              "Microsoft.Network/networkSecurityGroups",
	TypeRouteTable:                        "Microsoft.Network/routeTables",
	TypePublicIPAddress:                   "Microsoft.Network/publicIPAddresses",
	TypePublicIPPrefix:                    "Microsoft.Network/publicIPPrefixes",
	TypeNatGateway:                        "Microsoft.Network/natGateways",
	TypeFirewallPolicy:                    "Microsoft.Network/firewallPolicies",
	TypeFirewallPolicyRuleCollectionGroup: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
	TypeIPGroup:                           "Microsoft.Network/ipGroups",
	TypeAzureFirewall:                     "Microsoft.Network/azureFirewalls",
	TypeBastionHost:                       "Microsoft.Network/bastionHosts",
	TypeVirtualNetworkPeering:             "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
	TypePrivateZone:                       "Microsoft.Network/privateDnsZones",
	TypeVirtualNetworkLink:                "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
	TypePrivateEndpoint:                   "Microsoft.Network/privateEndpoints",
	TypeDNSResolver:                       "Microsoft.Network/dnsResolvers",
	TypeInboundEndpoint:                   "Microsoft.Network/dnsResolvers/inboundEndpoints",
	TypeFlowLog:                           "Microsoft.Network/networkWatchers/flowLogs",
	TypePrivateDNSZoneGroup:               "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
	TypeManagedCluster:                    "Microsoft.ContainerService/managedClusters",
	TypeAgentPool:                         "Microsoft.ContainerService/managedClusters/agentPools",
	TypeMaintenanceConfiguration:          "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
	TypeUserAssignedIdentity:              "Microsoft.ManagedIdentity/userAssignedIdentities",
	TypeFederatedIdentityCredential:       "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
	TypeRoleAssignment:                    "Microsoft.Authorization/roleAssignments",
	TypeWorkspace:                         "Microsoft.OperationalInsights/workspaces",
	TypeDiagnosticSetting:                 "Microsoft.Insights/diagnosticSettings",
	TypeExtension:                         "Microsoft.KubernetesConfiguration/extensions",
	TypeFluxConfiguration:                 "Microsoft.KubernetesConfiguration/fluxConfigurations",
	TypeApplicationGateway:                "Microsoft.Network/applicationGateways",
	TypeWebApplicationFirewallPolicy:      "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies",
	TypeTrustedAccessRoleBinding:          "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings",
	TypeRegistry:                          "Microsoft.ContainerRegistry/registries",
	TypeReplication:                       "Microsoft.ContainerRegistry/registries/replications",
	TypeRegistryAgentPool:                 "Microsoft.ContainerRegistry/registries/agentPools",
	TypeRegistryTask:                      "Microsoft.ContainerRegistry/registries/tasks",
	TypeVault:                             "Microsoft.KeyVault/vaults",
	TypeSecret:                            "Microsoft.KeyVault/vaults/secrets",
	TypeTable:                             "Microsoft.OperationalInsights/workspaces/tables",
	TypeQueryPack:                         "Microsoft.OperationalInsights/queryPacks",
	TypeQuery:                             "Microsoft.OperationalInsights/queryPacks/queries",
	TypeComponent:                         "Microsoft.Insights/components",
	TypeDataCollectionEndpoint:            "Microsoft.Insights/dataCollectionEndpoints",
	TypeDataCollectionRule:                "Microsoft.Insights/dataCollectionRules",
	TypeDataCollectionRuleAssociation:     "Microsoft.Insights/dataCollectionRuleAssociations",
	TypeActionGroup:                       "Microsoft.Insights/actionGroups",
	TypeActivityLogAlert:                  "Microsoft.Insights/activityLogAlerts",
	TypeMetricAlert:                       "Microsoft.Insights/metricAlerts",
	TypeScheduledQueryRule:                "Microsoft.Insights/scheduledQueryRules",
	TypeWorkbook:                          "Microsoft.Insights/workbooks",
	TypeAzureMonitorWorkspace:             "Microsoft.Monitor/accounts",
	TypePrometheusRuleGroup:               "Microsoft.AlertsManagement/prometheusRuleGroups",
	TypeGrafana:                           "Microsoft.Dashboard/grafana",
	TypeSystemTopic:                       "Microsoft.EventGrid/systemTopics",
	TypeSystemTopicEventSubscription:      "Microsoft.EventGrid/systemTopics/eventSubscriptions",
	TypePolicyAssignment:                  "Microsoft.Authorization/policyAssignments",
	TypePolicyDefinition:                  "Microsoft.Authorization/policyDefinitions",
	TypePolicyExemption:                   "Microsoft.Authorization/policyExemptions",
	TypeManagementLockByScope:             "Microsoft.Authorization/locks",
	TypePricing:                           "Microsoft.Security/pricings",
	TypeSecurityContact:                   "Microsoft.Security/securityContacts",
	TypeSecurityAutomation:                "Microsoft.Security/automations",
	TypeBudget:                            "Microsoft.Consumption/budgets",
	TypeExport:                            "Microsoft.CostManagement/exports",
	TypeWorkflow:                          "Microsoft.Logic/workflows",
	TypeStorageAccount:                    "Microsoft.Storage/storageAccounts",
	TypeBlobServiceProperties:             "Microsoft.Storage/storageAccounts/blobServices",
	TypeBlobContainer:                     "Microsoft.Storage/storageAccounts/blobServices/containers",
	TypeBackupVault:                       "Microsoft.DataProtection/backupVaults",
	TypeBackupPolicy:                      "Microsoft.DataProtection/backupVaults/backupPolicies",
	TypeBackupInstance:                    "Microsoft.DataProtection/backupVaults/backupInstances",
}

// CanonicalType drops the API version from the module of a type token:
// "azure-native:network/v20240501:VirtualNetwork" becomes "azure-native:network:VirtualNetwork".
// A token without a version, and anything that is not a three-part token, comes back unchanged.
func CanonicalType(token string) string {
	pkg, rest, ok := strings.Cut(token, ":")
	if !ok {
		return token
	}
	module, name, ok := strings.Cut(rest, ":")
	if !ok {
		return token
	}
	module, _, _ = strings.Cut(module, "/")
	return pkg + ":" + module + ":" + name
}

// ARMType returns the ARM resource type that a token creates, such as "Microsoft.Network/virtualNetworks".
// The API version in the token is ignored. [TypePrivateRecordSet] has none: its last type segment is the record type
// ("Microsoft.Network/privateDnsZones/A"), which is an input of the resource.
func ARMType(token string) (armType string, ok bool) {
	armType, ok = armTypes[CanonicalType(token)]
	return armType, ok
}
