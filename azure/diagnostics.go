package azure

import (
	"slices"
	"strings"
)

// AllMetrics is the one metric category that every resource type with metrics offers.
// Source: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
const AllMetrics = "AllMetrics"

// Log categories of a cluster that must not both be on: the second is the first without get and list events.
// Source: https://learn.microsoft.com/azure/aks/monitor-aks#azure-monitor-resource-logs
const (
	LogKubeAudit      = "kube-audit"
	LogKubeAuditAdmin = "kube-audit-admin"
)

// offered is what Azure Monitor offers for a type.
type offered struct{ logs, metrics []string }

// diagnosticCategories is keyed by the lower-case ARM type. The lists are complete: a category outside them is refused
// with "Category ... is not supported".
//
// Source: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index, the page of each type; read as generated on
// 2026-08-21 (firewall), 2026-07-14 (public IP, NSG, NAT gateway, Application Gateway, registry), 2025-04-16 (cluster),
// and 2025-04-02 or earlier (the others). Whether a type has metrics: .../reference/metrics-index.
var diagnosticCategories = map[string]offered{
	"microsoft.network/azurefirewalls": {
		logs: []string{
			"AZFWApplicationRule", "AZFWApplicationRuleAggregation", "AZFWDnsAdditional", "AZFWDnsQuery", "AZFWFatFlow",
			"AZFWFlowTrace", "AZFWFqdnResolveFailure", "AZFWIdpsSignature", "AZFWNatRule", "AZFWNatRuleAggregation",
			"AZFWNetworkRule", "AZFWNetworkRuleAggregation", "AZFWThreatIntel",
			"AzureFirewallApplicationRule", "AzureFirewallDnsProxy", "AzureFirewallNetworkRule",
		},
		metrics: []string{AllMetrics},
	},
	"microsoft.network/virtualnetworks": {
		logs:    []string{"VMProtectionAlerts"},
		metrics: []string{AllMetrics},
	},
	"microsoft.network/networksecuritygroups": {
		logs: []string{"NetworkSecurityGroupEvent", "NetworkSecurityGroupFlowEvent", "NetworkSecurityGroupRuleCounter"},
	},
	"microsoft.network/publicipaddresses": {
		logs:    []string{"DDoSMitigationFlowLogs", "DDoSMitigationReports", "DDoSProtectionNotifications"},
		metrics: []string{AllMetrics},
	},
	"microsoft.network/bastionhosts": {
		logs:    []string{"BastionAuditLogs"},
		metrics: []string{AllMetrics},
	},
	"microsoft.network/natgateways": {
		logs:    []string{"NatGatewayFlowlogsV1"}, // of the StandardV2 SKU only
		metrics: []string{AllMetrics},
	},
	"microsoft.network/applicationgateways": {
		logs:    []string{"ApplicationGatewayAccessLog", "ApplicationGatewayFirewallLog", "ApplicationGatewayPerformanceLog"},
		metrics: []string{AllMetrics},
	},
	"microsoft.operationalinsights/workspaces": {
		logs:    []string{"Audit", "SummaryLogs"},
		metrics: []string{AllMetrics},
	},
	"microsoft.insights/components": {
		logs: []string{
			"AppAvailabilityResults", "AppBrowserTimings", "AppDependencies", "AppEvents", "AppExceptions", "AppMetrics", "AppPageViews",
			"AppPerformanceCounters", "AppRequests", "AppSystemEvents", "AppTraces",
		},
		metrics: []string{AllMetrics},
	},
	"microsoft.insights/datacollectionrules": {
		logs:    []string{"LogErrors"},
		metrics: []string{AllMetrics},
	},
	"microsoft.dashboard/grafana": {
		logs:    []string{"GrafanaLoginEvents", "GrafanaUsageInsightsEvents"},
		metrics: []string{AllMetrics},
	},
	"microsoft.containerservice/managedclusters": {
		logs: []string{
			"cloud-controller-manager", "cluster-autoscaler", "csi-azuredisk-controller", "csi-azurefile-controller",
			"csi-snapshot-controller", "fleet-mcs-controller-manager", "fleet-member-agent",
			"fleet-member-net-controller-manager", "guard", "karpenter-events", "kube-apiserver", LogKubeAudit,
			LogKubeAuditAdmin, "kube-controller-manager", "kube-scheduler",
		},
		metrics: []string{AllMetrics},
	},
	"microsoft.containerregistry/registries": {
		logs:    []string{"ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"},
		metrics: []string{AllMetrics},
	},
	"microsoft.logic/workflows": {
		logs:    []string{"WorkflowRuntime"},
		metrics: []string{AllMetrics},
	},
	"microsoft.eventgrid/systemtopics": {
		logs:    []string{"DeliveryFailures"},
		metrics: []string{AllMetrics},
	},
	"microsoft.keyvault/vaults": {
		logs:    []string{"AuditEvent", "AzurePolicyEvaluationDetails"},
		metrics: []string{AllMetrics},
	},
	// Storage names its metrics, and refuses AllMetrics: Azure/terraform-azurerm-avm-res-storage-storageaccount#325.
	"microsoft.storage/storageaccounts": {
		metrics: []string{"Capacity", "Transaction"},
	},
	"microsoft.storage/storageaccounts/blobservices": {
		logs:    []string{"StorageDelete", "StorageRead", "StorageWrite"},
		metrics: []string{"Capacity", "Transaction"},
	},
	"microsoft.dataprotection/backupvaults": {
		logs: []string{
			"AddonAzureBackupJobs", "AddonAzureBackupPolicy", "AddonAzureBackupProtectedInstance", "AzureBackupOperations", "CoreAzureBackup",
		},
		metrics: []string{"Health"},
	},
}

// legacyLogCategories write to the shared AzureDiagnostics table what the AZFW* categories write to tables of their own;
// with both on, every event is paid for twice.
// Source: https://learn.microsoft.com/azure/firewall/monitor-firewall-reference
var legacyLogCategories = []string{"AzureFirewallApplicationRule", "AzureFirewallDnsProxy", "AzureFirewallNetworkRule"}

// DiagnosticCategories returns every log and metric category that Azure Monitor offers for an ARM type, in any case of
// the type. ok is false for a type this package does not know; that does not mean the type has no categories.
func DiagnosticCategories(armType string) (logs, metrics []string, ok bool) {
	o, ok := diagnosticCategories[strings.ToLower(armType)]
	return slices.Clone(o.logs), slices.Clone(o.metrics), ok
}

// LegacyLogCategory reports whether a log category is superseded by others that carry the same events.
func LegacyLogCategory(category string) bool {
	return slices.Contains(legacyLogCategories, category)
}
