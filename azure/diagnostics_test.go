package azure_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestDiagnosticCategoriesOfEachType(t *testing.T) {
	metrics := []string{"AllMetrics"}
	for armType, want := range map[string]struct{ logs, metrics []string }{
		"Microsoft.Network/azureFirewalls": {[]string{
			"AZFWApplicationRule", "AZFWApplicationRuleAggregation", "AZFWDnsAdditional", "AZFWDnsQuery", "AZFWFatFlow",
			"AZFWFlowTrace", "AZFWFqdnResolveFailure", "AZFWIdpsSignature", "AZFWNatRule", "AZFWNatRuleAggregation",
			"AZFWNetworkRule", "AZFWNetworkRuleAggregation", "AZFWThreatIntel", "AzureFirewallApplicationRule",
			"AzureFirewallDnsProxy", "AzureFirewallNetworkRule",
		}, metrics},
		"Microsoft.Network/virtualNetworks":        {[]string{"VMProtectionAlerts"}, metrics},
		"Microsoft.Network/networkSecurityGroups":  {[]string{"NetworkSecurityGroupEvent", "NetworkSecurityGroupFlowEvent", "NetworkSecurityGroupRuleCounter"}, nil},
		"Microsoft.Network/publicIPAddresses":      {[]string{"DDoSMitigationFlowLogs", "DDoSMitigationReports", "DDoSProtectionNotifications"}, metrics},
		"Microsoft.Network/bastionHosts":           {[]string{"BastionAuditLogs"}, metrics},
		"Microsoft.Network/natGateways":            {[]string{"NatGatewayFlowlogsV1"}, metrics},
		"Microsoft.Network/applicationGateways":    {[]string{"ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog", "ApplicationGatewayPerformanceLog"}, metrics},
		"Microsoft.OperationalInsights/workspaces": {[]string{"Audit", "SummaryLogs"}, metrics},
		"Microsoft.Insights/components": {[]string{
			"AppAvailabilityResults", "AppBrowserTimings", "AppDependencies", "AppEvents", "AppExceptions", "AppMetrics", "AppPageViews",
			"AppPerformanceCounters", "AppRequests", "AppSystemEvents", "AppTraces",
		}, metrics},
		"Microsoft.Insights/dataCollectionRules": {[]string{"LogErrors"}, metrics},
		"Microsoft.Dashboard/grafana":            {[]string{"GrafanaLoginEvents", "GrafanaUsageInsightsEvents"}, metrics},
		"Microsoft.ContainerService/managedClusters": {[]string{
			"cloud-controller-manager", "cluster-autoscaler", "csi-azuredisk-controller", "csi-azurefile-controller",
			"csi-snapshot-controller", "fleet-mcs-controller-manager", "fleet-member-agent",
			"fleet-member-net-controller-manager", "guard", "karpenter-events", "kube-apiserver", "kube-audit",
			"kube-audit-admin", "kube-controller-manager", "kube-scheduler",
		}, metrics},
		"Microsoft.ContainerRegistry/registries": {[]string{"ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"}, metrics},
		"Microsoft.KeyVault/vaults":              {[]string{"AuditEvent", "AzurePolicyEvaluationDetails"}, metrics},
		"Microsoft.Logic/workflows":              {[]string{"WorkflowRuntime"}, metrics},
		"Microsoft.EventGrid/systemTopics":       {[]string{"DeliveryFailures"}, metrics},
		"microsoft.keyvault/VAULTS":              {[]string{"AuditEvent", "AzurePolicyEvaluationDetails"}, metrics},
		"Microsoft.Storage/storageAccounts":      {nil, []string{"Capacity", "Transaction"}},
		"Microsoft.Storage/storageAccounts/blobServices": {
			[]string{"StorageDelete", "StorageRead", "StorageWrite"}, []string{"Capacity", "Transaction"},
		},
		"Microsoft.DataProtection/backupVaults": {[]string{
			"AddonAzureBackupJobs", "AddonAzureBackupPolicy", "AddonAzureBackupProtectedInstance", "AzureBackupOperations", "CoreAzureBackup",
		}, []string{"Health"}},
	} {
		t.Run(armType, func(t *testing.T) {
			logs, metrics, ok := azure.DiagnosticCategories(armType)
			assert.True(t, ok)
			assert.Equal(t, want.logs, logs)
			assert.Equal(t, want.metrics, metrics)
			assert.True(t, slices.IsSorted(logs))
		})
	}
	_, _, ok := azure.DiagnosticCategories("Microsoft.Network/routeTables")
	assert.False(t, ok)
}

func TestDiagnosticTableCannotBeChangedFromOutside(t *testing.T) {
	logs, _, _ := azure.DiagnosticCategories("Microsoft.Network/bastionHosts")
	logs[0] = "changed"
	again, _, _ := azure.DiagnosticCategories("Microsoft.Network/bastionHosts")
	assert.Equal(t, []string{"BastionAuditLogs"}, again)
}

func TestLegacyFirewallLogsAreTheThreeThatDoubleOthers(t *testing.T) {
	logs, _, _ := azure.DiagnosticCategories("Microsoft.Network/azureFirewalls")
	var legacy []string
	for _, category := range logs {
		if azure.LegacyLogCategory(category) {
			legacy = append(legacy, category)
		}
	}
	assert.Equal(t, []string{"AzureFirewallApplicationRule", "AzureFirewallDnsProxy", "AzureFirewallNetworkRule"}, legacy)
}
