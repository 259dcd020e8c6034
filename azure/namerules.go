package azure

import (
	"regexp"
	"strings"
)

// Pages the rules were read from.
const (
	sourceNameRules = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"
	// sourceCollection is where the Azure CLI names the parts of managed Prometheus.
	sourceCollection = "https://github.com/Azure/azure-cli/tree/dev/src/azure-cli/azure/cli/command_modules/acs/azuremonitormetrics"
	sourceTypes      = "https://github.com/Azure/bicep-types-az" // length and pattern of the name in the type definitions
	// sourceBackupNames is the command line extension dataprotection, which makes all three.
	sourceBackupNames = "https://github.com/Azure/azure-cli-extensions/tree/main/src/dataprotection"
)

// recordSetKey stands for every record type of a private DNS zone.
const recordSetKey = "microsoft.network/privatednszones/*"

// maxDNSLabel is the longest part of a DNS name, by RFC 1035.
const maxDNSLabel = 63

// Patterns of whole names.
var (
	// networkPattern: begins with a letter or digit, ends with a letter, digit or underscore.
	networkPattern     = regexp.MustCompile(`^[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?$`)
	alphanumeric       = regexp.MustCompile(`^[a-zA-Z0-9]+$`)
	hyphenPattern      = regexp.MustCompile(`^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$`)
	lowerHyphens       = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$`)
	clusterPattern     = regexp.MustCompile(`^[a-zA-Z0-9](?:[a-zA-Z0-9_-]*[a-zA-Z0-9])?$`)
	identityPattern    = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_-]*$`)
	vaultPattern       = regexp.MustCompile(`^[a-zA-Z](?:-?[a-zA-Z0-9])*$`)
	lettersHyphens     = regexp.MustCompile(`^[a-zA-Z0-9-]+$`)
	groupPattern       = regexp.MustCompile(`^[\p{L}\p{Nd}_().-]*[\p{L}\p{Nd}_()-]$`)
	extensionPattern   = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9.-]*$`)
	poolPattern        = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	storagePattern     = regexp.MustCompile(`^[a-z0-9]+$`)
	containerPattern   = regexp.MustCompile(`^[a-z0-9](?:-?[a-z0-9])*$`)
	guidPattern        = regexp.MustCompile(`^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)
	grafanaPattern     = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$`)
	tablePattern       = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
	portalPattern      = regexp.MustCompile(`^[^<>%&\\?/[:cntrl:]]*[^<>%&\\?/[:cntrl:] .]$`)
	wordPattern        = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
	workflowPattern    = regexp.MustCompile(`^[a-zA-Z0-9_.()-]+$`)
	alertPattern       = regexp.MustCompile(`^[^*#&+:<>?@%{}\\/|\pC]*[^*#&+:<>?@%{}\\/|\pC .]$`)
	topicPattern       = regexp.MustCompile(`^[a-zA-Z0-9-]+$`)
	settingPattern     = regexp.MustCompile(`^[^<>*%&:\\?+/]*[^<>*%&:\\?+/ .]$`)
	policyPattern      = regexp.MustCompile(`^[^<>*%&:\\?.+/]*[^<>*%&:\\?.+/ ]$`)
	lockPattern        = regexp.MustCompile(`^[a-zA-Z0-9._()-]*[a-zA-Z0-9_()-]$`)
	zonePattern        = regexp.MustCompile(`^[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+){1,33}$`)
	recordPattern      = regexp.MustCompile(`^(?:@|(?:\*|[a-zA-Z0-9_-]+)(?:\.[a-zA-Z0-9_-]+)*)$`)
	blobServicePattern = regexp.MustCompile(`^default$`)
	backupVaultPattern = regexp.MustCompile(`^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$`)
	backupNamePattern  = regexp.MustCompile(`^[a-zA-Z0-9-]+$`)
	windowPattern      = regexp.MustCompile(`^(?:default|aksManagedAutoUpgradeSchedule|aksManagedNodeOSUpgradeSchedule)$`)
)

const (
	policyTail  = `1 to 64 characters without <>*%&:\?.+/ and not ending with a space`
	networkTail = " letters, digits, underscores, periods and hyphens, beginning with a letter or digit and ending with a letter, " +
		"digit or underscore"
	portalTail = ` characters without <>%&\?/ and control characters, not ending with a space or period`
	wordTail   = " letters, digits, underscores and hyphens"
	hyphenTail = " letters, digits and hyphens, with a letter or digit at both ends"
)

// nameRules is keyed by the lower-case ARM type.
var nameRules = indexRules(
	rule("Microsoft.Resources/resourceGroups", 1, 90, groupPattern,
		"1 to 90 letters, digits, underscores, parentheses, hyphens and periods, not ending with a period", sourceNameRules, ScopeSubscription),

	network("virtualNetworks", 2, 64, "2 to 64", ScopeResourceGroup),
	network("virtualNetworks/subnets", 1, 80, "1 to 80", ScopeParent),
	network("virtualNetworks/virtualNetworkPeerings", 1, 80, "1 to 80", ScopeParent),
	network("networkSecurityGroups", 1, 80, "1 to 80", ScopeResourceGroup),
	network("networkSecurityGroups/securityRules", 1, 80, "1 to 80", ScopeParent),
	network("routeTables", 1, 80, "1 to 80", ScopeResourceGroup),
	network("routeTables/routes", 1, 80, "1 to 80", ScopeParent),
	network("publicIPAddresses", 1, 80, "1 to 80", ScopeResourceGroup),
	network("publicIPPrefixes", 1, 80, "1 to 80", ScopeResourceGroup),
	network("natGateways", 1, 80, "1 to 80", ScopeResourceGroup),
	network("firewallPolicies", 1, 80, "1 to 80", ScopeResourceGroup),
	network("firewallPolicies/ruleCollectionGroups", 1, 80, "1 to 80", ScopeParent),
	network("ipGroups", 1, 80, "1 to 80", ScopeResourceGroup),
	network("bastionHosts", 1, 80, "1 to 80", ScopeResourceGroup),
	network("applicationGateways", 1, 80, "1 to 80", ScopeResourceGroup),
	rule("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", 1, 128, networkPattern, "1 to 128"+networkTail,
		sourceTypes, ScopeResourceGroup),
	network("dnsResolvers", 1, 80, "1 to 80", ScopeResourceGroup),
	network("dnsResolvers/inboundEndpoints", 1, 80, "1 to 80", ScopeParent),
	network("privateEndpoints", 2, 64, "2 to 64", ScopeResourceGroup),
	network("privateEndpoints/privateDnsZoneGroups", 1, 80, "1 to 80", ScopeParent),
	network("privateDnsZones/virtualNetworkLinks", 1, 80, "1 to 80", ScopeParent),
	// The general page says 80 and the type definitions 56; the service's own page says 50, so that names the platform
	// derives from it still fit. 50 is what all three take.
	rule("Microsoft.Network/azureFirewalls", 1, 50, networkPattern, "1 to 50"+networkTail,
		"https://learn.microsoft.com/azure/firewall/firewall-faq", ScopeResourceGroup),
	// The general page gives 63 characters, which is the limit of one label: Azure's own zones with a sub-zone are longer.
	labelled("Microsoft.Network/privateDnsZones", 3, 253, zonePattern,
		"2 to 34 labels of 1 to 63 letters, digits, underscores and hyphens, joined by periods, at most 253 characters in all",
		sourceNameRules, ScopeResourceGroup),
	labelled("Microsoft.Network/privateDnsZones/*", 1, 253, recordPattern,
		"@, or labels of 1 to 63 letters, digits, underscores and hyphens joined by periods, of which the first may be *",
		sourceNameRules, ScopeParent),

	rule("Microsoft.ContainerService/managedClusters", 1, 63, clusterPattern,
		"1 to 63 letters, digits, underscores and hyphens, with a letter or digit at both ends", sourceTypes, ScopeResourceGroup),
	rule("Microsoft.ContainerService/managedClusters/agentPools", 1, 12, poolPattern,
		"1 to 12 lower-case letters and digits, beginning with a letter", sourceTypes, ScopeParent),
	rule("Microsoft.ContainerService/managedClusters/maintenanceConfigurations", 7, 31, windowPattern,
		"default, aksManagedAutoUpgradeSchedule or aksManagedNodeOSUpgradeSchedule",
		"https://learn.microsoft.com/azure/aks/planned-maintenance", ScopeParent),

	rule("Microsoft.ManagedIdentity/userAssignedIdentities", 3, 128, identityPattern,
		"3 to 128 letters, digits, hyphens and underscores, beginning with a letter or digit", sourceNameRules, ScopeResourceGroup),
	rule("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", 3, 120, identityPattern,
		"3 to 120 letters, digits, hyphens and underscores, beginning with a letter or digit", sourceTypes, ScopeParent),
	rule("Microsoft.Authorization/roleAssignments", 36, 36, guidPattern, "a GUID",
		"https://learn.microsoft.com/azure/role-based-access-control/role-assignments", ScopeGlobal),
	rule("Microsoft.Authorization/policyAssignments", 1, 64, policyPattern, policyTail, sourceNameRules, ScopeParent),
	rule("Microsoft.Authorization/policyDefinitions", 1, 64, policyPattern, policyTail, sourceNameRules, ScopeParent),
	rule("Microsoft.Authorization/policyExemptions", 1, 64, policyPattern, policyTail, sourceNameRules, ScopeParent),
	rule("Microsoft.Authorization/locks", 1, 90, lockPattern,
		"1 to 90 letters, digits, periods, underscores, hyphens and parentheses, not ending with a period", sourceNameRules, ScopeParent),
	rule("Microsoft.OperationalInsights/workspaces", 4, 63, hyphenPattern, "4 to 63"+hyphenTail, sourceNameRules, ScopeResourceGroup),
	rule("Microsoft.Insights/diagnosticSettings", 1, 260, settingPattern,
		`1 to 260 characters without <>*%&:\?+/ and not ending with a space or period`,
		"https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings", ScopeParent),
	alert("Microsoft.Insights/actionGroups", sourceNameRules),
	alert("Microsoft.Insights/activityLogAlerts", sourceNameRules),
	alert("Microsoft.Insights/metricAlerts", sourceNameRules),
	alert("Microsoft.Insights/scheduledQueryRules", sourceNameRules),
	alert("Microsoft.AlertsManagement/prometheusRuleGroups", sourceTypes),
	rule("Microsoft.EventGrid/systemTopics", 3, 128, topicPattern, "3 to 128 letters, digits and hyphens",
		"https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/eventgrid/eventgrid_system_topic_resource.go",
		ScopeResourceGroup),
	rule("Microsoft.EventGrid/systemTopics/eventSubscriptions", 3, 64, topicPattern, "3 to 64 letters, digits and hyphens", sourceNameRules, ScopeParent),
	rule("Microsoft.Insights/components", 1, 260, portalPattern, "1 to 260"+portalTail, sourceNameRules, ScopeResourceGroup),
	// The Azure CLI shortens the names that it makes up for these three to 44, 64 and 64 characters, ending in a letter or digit,
	// and drops underscores from the first. It makes no short ones; 3 is what the portal asks for.
	rule("Microsoft.Insights/dataCollectionEndpoints", 3, 44, hyphenPattern, "3 to 44"+hyphenTail, sourceCollection, ScopeResourceGroup),
	rule("Microsoft.Insights/dataCollectionRules", 3, 64, clusterPattern,
		"3 to 64 letters, digits, underscores and hyphens, with a letter or digit at both ends", sourceCollection, ScopeResourceGroup),
	rule("Microsoft.Insights/dataCollectionRuleAssociations", 3, 64, clusterPattern,
		"3 to 64 letters, digits, underscores and hyphens, with a letter or digit at both ends", sourceCollection, ScopeParent),
	rule("Microsoft.Insights/workbooks", 36, 36, guidPattern, "a GUID",
		"https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-automate", ScopeResourceGroup),
	// The type definitions give a pattern and no length. The name is the first label of the query endpoint's host name.
	rule("Microsoft.Monitor/accounts", 2, maxDNSLabel, hyphenPattern, "2 to 63"+hyphenTail, sourceTypes, ScopeResourceGroup),
	rule("Microsoft.Dashboard/grafana", 2, 23, grafanaPattern,
		"2 to 23 letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
		"https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/dashboard/dashboard_grafana_resource.go",
		ScopeResourceGroup),
	rule("Microsoft.OperationalInsights/workspaces/tables", 4, 63, tablePattern, "4 to 63 letters, digits, hyphens and underscores",
		"https://learn.microsoft.com/rest/api/loganalytics/tables/create-or-update", ScopeParent),
	rule("Microsoft.OperationalInsights/queryPacks", 1, 260, portalPattern, "1 to 260"+portalTail, sourceNameRules, ScopeResourceGroup),
	rule("Microsoft.OperationalInsights/queryPacks/queries", 36, 36, guidPattern, "a GUID",
		"https://learn.microsoft.com/azure/templates/microsoft.operationalinsights/querypacks/queries", ScopeParent),
	rule("Microsoft.KubernetesConfiguration/extensions", 1, 253, extensionPattern,
		"1 to 253 letters, digits, hyphens and periods, beginning with a letter or digit",
		"https://github.com/hashicorp/terraform-provider-azurerm/blob/main/website/docs/r/kubernetes_cluster_extension.html.markdown", ScopeParent),
	rule("Microsoft.KubernetesConfiguration/fluxConfigurations", 1, 30, lowerHyphens,
		"1 to 30 lower-case letters, digits and hyphens, with a letter or digit at both ends",
		"https://github.com/hashicorp/terraform-provider-azurerm/blob/main/website/docs/r/kubernetes_flux_configuration.html.markdown", ScopeParent),

	rule("Microsoft.ContainerRegistry/registries", 5, 50, alphanumeric, "5 to 50 letters and digits", sourceTypes, ScopeGlobal),
	rule("Microsoft.ContainerRegistry/registries/replications", 5, 50, alphanumeric, "5 to 50 letters and digits", sourceTypes, ScopeParent),
	rule("Microsoft.Network/networkWatchers/flowLogs", 1, 80, portalPattern, "1 to 80"+portalTail, sourceNameRules, ScopeParent),
	rule("Microsoft.ContainerRegistry/registries/agentPools", 3, 20, lettersHyphens, "3 to 20 letters, digits and hyphens", sourceTypes, ScopeParent),
	rule("Microsoft.ContainerRegistry/registries/tasks", 5, 50, wordPattern, "5 to 50"+wordTail, sourceTypes, ScopeParent),
	rule("Microsoft.KeyVault/vaults", 3, 24, vaultPattern,
		"3 to 24 letters, digits and single hyphens, beginning with a letter and ending with a letter or digit", sourceNameRules, ScopeGlobal),
	rule("Microsoft.KeyVault/vaults/secrets", 1, 127, lettersHyphens, "1 to 127 letters, digits and hyphens", sourceNameRules, ScopeParent),
	rule("Microsoft.Consumption/budgets", 1, 63, wordPattern, "1 to 63"+wordTail, sourceNameRules, ScopeParent),
	// No page gives a limit for exports; these are the ones that every documented example keeps.
	rule("Microsoft.CostManagement/exports", 3, 64, wordPattern, "3 to 64"+wordTail,
		"https://learn.microsoft.com/rest/api/cost-management/exports/create-or-update", ScopeParent),
	rule("Microsoft.Security/pricings", 1, 260, wordPattern, "1 to 260"+wordTail, sourceNameRules, ScopeParent),
	rule("Microsoft.Security/securityContacts", 1, 260, wordPattern, "1 to 260"+wordTail, sourceNameRules, ScopeSubscription),
	rule("Microsoft.Security/automations", 1, 260, wordPattern, "1 to 260"+wordTail, sourceNameRules, ScopeResourceGroup),
	rule("Microsoft.Logic/workflows", 1, 43, workflowPattern,
		"1 to 43 letters, digits, hyphens, underscores, periods and parentheses", sourceNameRules, ScopeResourceGroup),
	rule("Microsoft.Storage/storageAccounts", 3, 24, storagePattern, "3 to 24 lower-case letters and digits", sourceNameRules, ScopeGlobal),
	rule("Microsoft.Storage/storageAccounts/blobServices", 7, 7, blobServicePattern, "default", sourceTypes, ScopeParent),
	rule("Microsoft.Storage/storageAccounts/blobServices/containers", 3, 63, containerPattern,
		"3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends", sourceNameRules, ScopeParent),
	// The general page does not list them; the lengths are those that the service's own command line states.
	rule("Microsoft.DataProtection/backupVaults", 2, 50, backupVaultPattern,
		"2 to 50 letters, digits and hyphens, beginning with a letter and ending with a letter or digit", sourceBackupNames, ScopeResourceGroup),
	rule("Microsoft.DataProtection/backupVaults/backupPolicies", 3, 150, backupNamePattern, "3 to 150 letters, digits and hyphens",
		sourceBackupNames, ScopeParent),
	rule("Microsoft.DataProtection/backupVaults/backupInstances", 1, 150, backupNamePattern, "1 to 150 letters, digits and hyphens",
		sourceBackupNames, ScopeParent),
	rule("Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", 1, 24, backupNamePattern,
		"1 to 24 letters, digits and hyphens", "https://learn.microsoft.com/rest/api/aks/trusted-access-role-bindings/create-or-update", ScopeParent),
)

// network returns the rule that most types of Microsoft.Network share.
func network(kind string, shortest, longest int, length, scope string) NameRule {
	return rule("Microsoft.Network/"+kind, shortest, longest, networkPattern, length+networkTail, sourceNameRules, scope)
}

// alert returns the rule of what Azure Monitor tells people with. Of the characters, it leaves out those that the page of any
// of these types leaves out; they differ by one or two.
func alert(armType, source string) NameRule {
	return rule(armType, 1, 260, alertPattern,
		`1 to 260 characters without *#&+:<>?@%{}\/| and control characters, not ending with a space or period`, source, ScopeResourceGroup)
}

func rule(armType string, shortest, longest int, pattern *regexp.Regexp, sentence, source, scope string) NameRule {
	return NameRule{
		ARMType: armType, Min: shortest, Max: longest, Pattern: pattern, Sentence: sentence, Source: source, Scope: scope,
	}
}

// labelled is the rule of a DNS name, whose parts between periods are bounded too.
func labelled(armType string, shortest, longest int, pattern *regexp.Regexp, sentence, source, scope string) NameRule {
	r := rule(armType, shortest, longest, pattern, sentence, source, scope)
	r.maxLabel = maxDNSLabel
	return r
}

func indexRules(rules ...NameRule) map[string]NameRule {
	index := make(map[string]NameRule, len(rules))
	for _, r := range rules {
		index[strings.ToLower(r.ARMType)] = r
	}
	return index
}
