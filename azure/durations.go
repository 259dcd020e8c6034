package azure

import "time"

// modelled is how long the three operations on a type take.
type modelled struct{ create, update, delete time.Duration }

// quick is what is assumed for a resource that is only a record in ARM.
var quick = modelled{create: 5 * time.Second, update: 5 * time.Second, delete: 5 * time.Second}

// durations are middle values for planning, not promises; a busy region takes longer. Where public evidence exists it
// stands beside the line; the others are assumptions of this project in whole seconds, small next to the ones above.
var durations = map[string]modelled{
	// Create, check and destroy take 624 to 1,026 s in hashicorp/terraform-provider-azurerm#31734; scaling takes 5 to 7
	// minutes (https://learn.microsoft.com/azure/firewall/firewall-faq).
	TypeAzureFirewall: {8*time.Minute + 30*time.Second, 5 * time.Minute, 5 * time.Minute},
	// 211 to 298 s for create and destroy of policy and group in hashicorp/terraform-provider-azurerm#32574.
	TypeFirewallPolicy:                    {40 * time.Second, 40 * time.Second, 20 * time.Second},
	TypeFirewallPolicyRuleCollectionGroup: {90 * time.Second, 90 * time.Second, 60 * time.Second},
	// "About 10 minutes" in https://learn.microsoft.com/azure/bastion/tutorial-create-host-portal; 994 s with the way back in
	// hashicorp/terraform-provider-azurerm#20062.
	TypeBastionHost: {10 * time.Minute, 5 * time.Minute, 6 * time.Minute},
	// 977 to 1,184 s for a test that creates, checks and destroys (hashicorp/terraform-provider-azurerm#32422), more than 8
	// minutes to create in turbot/steampipe-plugin-azure#316.
	TypeApplicationGateway: {7 * time.Minute, 4 * time.Minute, 5 * time.Minute},
	// 2 to 15 minutes in public logs, typically 4 to 8; one pool more takes the pool tests from 650 to 1,200 s
	// (hashicorp/terraform-provider-azurerm#30828, #32578).
	TypeManagedCluster: {6 * time.Minute, 4 * time.Minute, 5 * time.Minute},
	TypeAgentPool:      {3 * time.Minute, 4 * time.Minute, 3 * time.Minute},
	// About 50 s each way in public apply logs.
	TypeVirtualNetworkPeering: {50 * time.Second, 20 * time.Second, 20 * time.Second},
	// An assignment is written at once; its effect may take up to 10 minutes, see [RoleAssignmentPropagation].
	TypeRoleAssignment: {10 * time.Second, 10 * time.Second, 10 * time.Second},

	// 143 s for create, check and destroy, 207 s with a change of tier there and back, in
	// hashicorp/terraform-provider-azurerm#15036. A copy takes longer the more images there are; this one is of none.
	TypeRegistry:    {60 * time.Second, 30 * time.Second, 30 * time.Second},
	TypeReplication: {90 * time.Second, 30 * time.Second, 60 * time.Second},
	// "Several minutes" in https://learn.microsoft.com/azure/container-registry/tasks-agent-pools; no public log was found.
	TypeRegistryAgentPool: {5 * time.Minute, 3 * time.Minute, 3 * time.Minute},

	TypeResourceGroup:                 {5 * time.Second, 5 * time.Second, 30 * time.Second},
	TypeVirtualNetwork:                {10 * time.Second, 15 * time.Second, 15 * time.Second},
	TypeSubnet:                        {10 * time.Second, 10 * time.Second, 15 * time.Second},
	TypeNetworkSecurityGroup:          quick,
	TypeRouteTable:                    quick,
	TypePublicIPAddress:               {5 * time.Second, 5 * time.Second, 15 * time.Second},
	TypePublicIPPrefix:                {5 * time.Second, 5 * time.Second, 15 * time.Second},
	TypeNatGateway:                    {15 * time.Second, 15 * time.Second, 15 * time.Second},
	TypeIPGroup:                       {15 * time.Second, 15 * time.Second, 15 * time.Second},
	TypePrivateZone:                   {45 * time.Second, 10 * time.Second, 30 * time.Second},
	TypeVirtualNetworkLink:            {45 * time.Second, 15 * time.Second, 45 * time.Second},
	TypePrivateRecordSet:              quick,
	TypePrivateEndpoint:               {60 * time.Second, 30 * time.Second, 45 * time.Second},
	TypePrivateDNSZoneGroup:           {15 * time.Second, 15 * time.Second, 15 * time.Second},
	TypeMaintenanceConfiguration:      quick,
	TypeUserAssignedIdentity:          quick,
	TypeFederatedIdentityCredential:   quick,
	TypeWorkspace:                     {30 * time.Second, 10 * time.Second, 15 * time.Second},
	TypeDiagnosticSetting:             quick,
	TypePolicyAssignment:              quick,
	TypePolicyDefinition:              quick,
	TypePolicyExemption:               quick,
	TypeManagementLockByScope:         quick,
	TypeBudget:                        quick,
	TypeExport:                        quick,
	TypePricing:                       {15 * time.Second, 15 * time.Second, 15 * time.Second},
	TypeSecurityContact:               quick,
	TypeSecurityAutomation:            quick,
	TypeWorkflow:                      {10 * time.Second, 10 * time.Second, 10 * time.Second},
	TypeTable:                         {20 * time.Second, 20 * time.Second, 10 * time.Second},
	TypeQueryPack:                     quick,
	TypeQuery:                         quick,
	TypeComponent:                     {15 * time.Second, 10 * time.Second, 10 * time.Second},
	TypeWorkbook:                      quick,
	TypeDataCollectionEndpoint:        quick,
	TypeDataCollectionRule:            quick,
	TypeDataCollectionRuleAssociation: quick,
	TypeAzureMonitorWorkspace:         {60 * time.Second, 15 * time.Second, 60 * time.Second},
	TypeGrafana:                       {4 * time.Minute, 2 * time.Minute, 3 * time.Minute},
	TypeVault:                         {30 * time.Second, 10 * time.Second, 15 * time.Second},
	TypeSecret:                        quick,
	TypeActionGroup:                   quick,
	TypeActivityLogAlert:              quick,
	TypeMetricAlert:                   quick,
	TypeScheduledQueryRule:            quick,
	TypePrometheusRuleGroup:           quick,
	TypeSystemTopic:                   {20 * time.Second, 20 * time.Second, 20 * time.Second},
	TypeSystemTopicEventSubscription:  {20 * time.Second, 20 * time.Second, 20 * time.Second},
	TypeExtension:                     {3 * time.Minute, 2 * time.Minute, 1 * time.Minute},
	TypeFluxConfiguration:             {90 * time.Second, 60 * time.Second, 60 * time.Second},
	TypeStorageAccount:                {25 * time.Second, 10 * time.Second, 10 * time.Second},
	TypeBlobServiceProperties:         quick,
	TypeBlobContainer:                 quick,
	TypeBackupVault:                   {30 * time.Second, 20 * time.Second, 20 * time.Second},
	TypeBackupPolicy:                  quick,
	TypeBackupInstance:                {2 * time.Minute, 1 * time.Minute, 2 * time.Minute},
	TypeTrustedAccessRoleBinding:      {90 * time.Second, 90 * time.Second, 90 * time.Second},
}

// RoleAssignmentPropagation is the longest time after which a new role assignment takes effect everywhere.
// Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
const RoleAssignmentPropagation = 10 * time.Minute

// Duration returns how long creating, updating and deleting a resource of this type is modelled to take. The API version
// in the token is ignored; a type without a figure of its own gets a few seconds, the time of a record in ARM.
func Duration(token string) (create, update, delete time.Duration) {
	d, ok := durations[CanonicalType(token)]
	if !ok {
		d = quick
	}
	return d.create, d.update, d.delete
}
