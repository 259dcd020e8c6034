package azure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// nameBorders holds, per type, the shortest and the longest length that pass and a character class to fill them with.
var nameBorders = []struct {
	armType       string
	min, max      int
	scope, accept string   // scope of uniqueness, a name that passes
	refuse        []string // names of a fitting length that do not
}{
	{"Microsoft.Resources/resourceGroups", 1, 90, azure.ScopeSubscription, "rg-Hübner_(1).x", []string{"ends.", "with space", "sla/sh"}},
	{"Microsoft.Insights/components", 1, 260, azure.ScopeResourceGroup, "appi (traces)", []string{"appi.", "a/ppi", "appi "}},
	{"Microsoft.Insights/dataCollectionEndpoints", 3, 44, azure.ScopeResourceGroup, "MSProm-germanywestcentral-aks-abcdefghijklm", []string{"MSProm-", "MS_Prom"}},
	{"Microsoft.Insights/dataCollectionRules", 3, 64, azure.ScopeResourceGroup, "MSCI-westeurope-aks_1", []string{"MSCI-", "MS CI"}},
	{"Microsoft.Insights/dataCollectionRuleAssociations", 3, 64, azure.ScopeParent, "MSCI-westeurope-aks_1", []string{"MSCI-", "MS/CI"}},
	{"Microsoft.Monitor/accounts", 2, 63, azure.ScopeResourceGroup, "amw-aks", []string{"-amw", "amw-", "a_mw"}},
	{"Microsoft.Dashboard/grafana", 2, 23, azure.ScopeResourceGroup, "amg-1", []string{"1amg", "amg-", "a_mg"}},
	{"Microsoft.OperationalInsights/workspaces/tables", 4, 63, azure.ScopeParent, "ContainerLogV2", []string{"Container Log"}},
	{"Microsoft.OperationalInsights/queryPacks", 1, 260, azure.ScopeResourceGroup, "AKS baseline bundled queries", []string{"qp?", "qp."}},
	{"Microsoft.Network/virtualNetworks", 2, 64, azure.ScopeResourceGroup, "vnet-westeurope-hub", []string{"-vnet", "vnet-", "vnet.", "v net"}},
	{"Microsoft.Network/virtualNetworks/subnets", 1, 80, azure.ScopeParent, "snet-clusternodes_", []string{"_snet", "snet-"}},
	{"Microsoft.Network/virtualNetworks/virtualNetworkPeerings", 1, 80, azure.ScopeParent, "hub-to-spoke", []string{"hub-"}},
	{"Microsoft.Network/networkSecurityGroups", 1, 80, azure.ScopeResourceGroup, "nsg-x.y", []string{".nsg"}},
	{"Microsoft.Network/networkSecurityGroups/securityRules", 1, 80, azure.ScopeParent, "AllowAll443InFromVnet", []string{"Allow all"}},
	{"Microsoft.Network/routeTables", 1, 80, azure.ScopeResourceGroup, "route-to-hub-fw", []string{"route!"}},
	{"Microsoft.Network/routeTables/routes", 1, 80, azure.ScopeParent, "r-nexthop-to-fw", []string{"-r"}},
	{"Microsoft.Network/publicIPAddresses", 1, 80, azure.ScopeResourceGroup, "pip-fw-westeurope-00", []string{"pip-"}},
	{"Microsoft.Network/publicIPPrefixes", 1, 80, azure.ScopeResourceGroup, "ippre-ng", []string{"ippre-"}},
	{"Microsoft.Network/natGateways", 1, 80, azure.ScopeResourceGroup, "ng-westeurope", []string{"ng-"}},
	{"Microsoft.Network/firewallPolicies", 1, 80, azure.ScopeResourceGroup, "fw-policies-westeurope", []string{"fw-"}},
	{"Microsoft.Network/firewallPolicies/ruleCollectionGroups", 1, 80, azure.ScopeParent, "DefaultNetworkRuleCollectionGroup", []string{"a b"}},
	{"Microsoft.Network/azureFirewalls", 1, 50, azure.ScopeResourceGroup, "fw-westeurope", []string{"fw-"}},
	{"Microsoft.Network/ipGroups", 1, 80, azure.ScopeResourceGroup, "ipg-westeurope-AksNodepools", []string{"ipg-"}},
	{"Microsoft.Network/bastionHosts", 1, 80, azure.ScopeResourceGroup, "ab-westeurope", []string{"ab-"}},
	{"Microsoft.Network/applicationGateways", 1, 80, azure.ScopeResourceGroup, "apw-aks", []string{"apw-"}},
	{"Microsoft.Network/privateEndpoints", 2, 64, azure.ScopeResourceGroup, "pe-acr", []string{"pe-"}},
	{"Microsoft.Network/privateEndpoints/privateDnsZoneGroups", 1, 80, azure.ScopeParent, "default", []string{"default-"}},
	{"Microsoft.Network/privateDnsZones/virtualNetworkLinks", 1, 80, azure.ScopeParent, "to_vnet-hub", []string{"to_vnet-"}},
	{"Microsoft.ContainerService/managedClusters", 1, 63, azure.ScopeResourceGroup, "aks_x-1", []string{"-aks", "aks-", "_aks", "a.b"}},
	{"Microsoft.ContainerService/managedClusters/agentPools", 1, 12, azure.ScopeParent, "npsystem", []string{"1pool", "Pool", "np-user"}},
	{"Microsoft.ManagedIdentity/userAssignedIdentities", 3, 128, azure.ScopeResourceGroup, "mi-aks_controlplane-", []string{"-mi", "m.i"}},
	{"Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", 3, 120, azure.ScopeParent, "ingress-controller", []string{"_in", "in.gress"}},
	{"Microsoft.OperationalInsights/workspaces", 4, 63, azure.ScopeResourceGroup, "la-hub-westeurope", []string{"-law", "law-", "la_hub"}},
	{"Microsoft.Insights/diagnosticSettings", 1, 260, azure.ScopeParent, "default", []string{"a/b", "a:b", "ends ", "ends."}},
	{"Microsoft.Insights/actionGroups", 1, 260, azure.ScopeResourceGroup, "ag-page-aks", []string{"a/b", "a:b", "a|b", "ends ", "ends."}},
	{"Microsoft.Insights/activityLogAlerts", 1, 260, azure.ScopeResourceGroup, "AllAzureAdvisorAlert", []string{"a#b", "a{b", "ends."}},
	{"Microsoft.Insights/metricAlerts", 1, 260, azure.ScopeResourceGroup, "firewall health", []string{"a@b", "a%b", "ends "}},
	{"Microsoft.Insights/scheduledQueryRules", 1, 260, azure.ScopeResourceGroup, "Daily data cap breached for workspace la-aks CIQ-1", []string{"a?b", "a\\b", "a\tb"}},
	{"Microsoft.AlertsManagement/prometheusRuleGroups", 1, 260, azure.ScopeResourceGroup, "KubernetesAlert-aks-Pod-level", []string{"a*b", "a<b", "a+b"}},
	{"Microsoft.EventGrid/systemTopics", 3, 128, azure.ScopeResourceGroup, "aks-x", []string{"aks_x", "aks.x", "aks x"}},
	{"Microsoft.EventGrid/systemTopics/eventSubscriptions", 3, 64, azure.ScopeParent, "near-expiry", []string{"near_expiry", "near.expiry"}},
	{"Microsoft.KubernetesConfiguration/extensions", 1, 253, azure.ScopeParent, "flux", []string{"-flux", "flux_x"}},
	{"Microsoft.KubernetesConfiguration/fluxConfigurations", 1, 30, azure.ScopeParent, "cluster-config", []string{"Bootstrap", "-boot", "boot-"}},
	{"Microsoft.ContainerRegistry/registries", 5, 50, azure.ScopeGlobal, "acraksX1", []string{"acr-aks", "acr_aks", "acrmicrosoft"}},
	{"Microsoft.ContainerRegistry/registries/replications", 5, 50, azure.ScopeParent, "northeurope", []string{"north-europe"}},
	{"Microsoft.Network/networkWatchers/flowLogs", 1, 80, azure.ScopeParent, "fl-vnet-westeurope-hub", []string{"fl/vnet"}},
	{"Microsoft.ContainerRegistry/registries/agentPools", 3, 20, azure.ScopeParent, "registry-tasks", []string{"registry_tasks"}},
	{"Microsoft.ContainerRegistry/registries/tasks", 5, 50, azure.ScopeParent, "purge_old-tags", []string{"purge.tags"}},
	{"Microsoft.Authorization/policyAssignments", 1, 64, azure.ScopeParent, "4d97b98b-1d4f-4787-a291-c67834d212e7", []string{"a.b", "a ", "a/b", "a#b?"}},
	{"Microsoft.Authorization/policyDefinitions", 1, 64, azure.ScopeParent, "K8sRequiredLabels", []string{"K8s+Labels", "K8s:Labels"}},
	{"Microsoft.Authorization/policyExemptions", 1, 64, azure.ScopeParent, "until migration", []string{"100%", "a&b"}},
	{"Microsoft.Authorization/locks", 1, 90, azure.ScopeParent, "keep_(1).x", []string{"keep.", "k eep", "k/eep"}},
	{"Microsoft.KeyVault/vaults", 3, 24, azure.ScopeGlobal, "kv-aks-x", []string{"1kv", "kv--x", "kv-", "kv_x", "loginkv"}},
	{"Microsoft.KeyVault/vaults/secrets", 1, 127, azure.ScopeParent, "gateway-external-pfx-cert", []string{"a_b", "a.b", "a b"}},
	{"Microsoft.Consumption/budgets", 1, 63, azure.ScopeParent, "budget_hub-1", []string{"bud.get", "bud get"}},
	{"Microsoft.CostManagement/exports", 3, 64, azure.ScopeParent, "export_cost-1", []string{"exp.ort", "exp/ort"}},
	{"Microsoft.Security/pricings", 1, 260, azure.ScopeParent, "KeyVaults", []string{"Key.Vaults"}},
	{"Microsoft.Security/securityContacts", 1, 260, azure.ScopeSubscription, "default", []string{"de/fault"}},
	{"Microsoft.Security/automations", 1, 260, azure.ScopeResourceGroup, "export_alerts-1", []string{"export alerts"}},
	{"Microsoft.Logic/workflows", 1, 43, azure.ScopeResourceGroup, "logic-stop_(1).x", []string{"logic stop", "logic/stop"}},
	{"Microsoft.Storage/storageAccounts", 3, 24, azure.ScopeGlobal, "stbackup1", []string{"stBackup", "st-backup", "stwindows1"}},
	{"Microsoft.Storage/storageAccounts/blobServices/containers", 3, 63, azure.ScopeParent, "aks-backup1", []string{"Backup", "aks--backup", "-aks", "aks-", "aks_b"}},
	{"Microsoft.DataProtection/backupVaults", 2, 50, azure.ScopeResourceGroup, "bvault-1", []string{"1vault", "bvault-", "b_vault", "-vault"}},
	{"Microsoft.DataProtection/backupVaults/backupPolicies", 3, 150, azure.ScopeParent, "aks-7d", []string{"aks_7d", "aks.7d"}},
	{"Microsoft.DataProtection/backupVaults/backupInstances", 1, 150, azure.ScopeParent, "aks-1", []string{"aks_1"}},
	{"Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", 1, 24, azure.ScopeParent, "backup-vault", []string{"backup_vault"}},
}

func TestNameLengthsAtTheirBorders(t *testing.T) {
	for _, tc := range nameBorders {
		t.Run(tc.armType, func(t *testing.T) {
			rule, ok := azure.NameRuleFor(tc.armType)
			require.True(t, ok)
			assert.Equal(t, tc.armType, rule.ARMType)
			assert.Equal(t, tc.scope, rule.Scope)
			assert.True(t, strings.HasPrefix(rule.Source, "https://"), rule.Source)

			assert.NoError(t, azure.CheckName(tc.armType, strings.Repeat("a", tc.max)), "%d characters pass", tc.max)
			assert.NoError(t, azure.CheckName(tc.armType, strings.Repeat("a", tc.min)), "%d characters pass", tc.min)
			assert.Error(t, azure.CheckName(tc.armType, strings.Repeat("a", tc.max+1)), "%d characters fail", tc.max+1)
			assert.Error(t, azure.CheckName(tc.armType, strings.Repeat("a", tc.min-1)), "%d characters fail", tc.min-1)

			assert.NoError(t, azure.CheckName(tc.armType, tc.accept))
			assert.NoError(t, azure.CheckName(strings.ToUpper(tc.armType), tc.accept), "ARM ignores the case of types")
			for _, name := range tc.refuse {
				assert.Error(t, azure.CheckName(tc.armType, name), "%q fails", name)
			}
		})
	}
}

func TestNameErrorSaysTheRule(t *testing.T) {
	err := azure.CheckName("Microsoft.Network/azureFirewalls", strings.Repeat("f", 51))
	require.Error(t, err)
	assert.Equal(t, `"`+strings.Repeat("f", 51)+`" has 51 characters, the name of a Microsoft.Network/azureFirewalls must be `+
		`1 to 50 letters, digits, underscores, periods and hyphens, beginning with a letter or digit and ending with a letter, `+
		`digit or underscore (https://learn.microsoft.com/azure/firewall/firewall-faq)`, err.Error())
	err = azure.CheckName("Microsoft.ContainerRegistry/registries", "acr-aks")
	require.Error(t, err)
	assert.Equal(t, `"acr-aks" does not fit, the name of a Microsoft.ContainerRegistry/registries must be 5 to 50 letters and digits `+
		`(https://github.com/Azure/bicep-types-az)`, err.Error())
}

func TestNamesWithARuleOfTheirOwn(t *testing.T) {
	const (
		assignment  = "Microsoft.Authorization/roleAssignments"
		maintenance = "Microsoft.ContainerService/managedClusters/maintenanceConfigurations"
		zone        = "Microsoft.Network/privateDnsZones"
		record      = "Microsoft.Network/privateDnsZones/A"
	)
	label := strings.Repeat("l", 63)
	for name, tc := range map[string]struct {
		armType, given string
		fits           bool
	}{
		"role assignment: GUID":              {assignment, "4d97b98b-1d4f-4787-a291-c67834d212e7", true},
		"role assignment: words":             {assignment, "network-contributor-on-the-subnet-xx", false},
		"maintenance: node images":           {maintenance, "aksManagedNodeOSUpgradeSchedule", true},
		"maintenance: cluster":               {maintenance, "aksManagedAutoUpgradeSchedule", true},
		"maintenance: weekly":                {maintenance, "default", true},
		"maintenance: anything else":         {maintenance, "weekends", false},
		"blob service: the only one":         {"Microsoft.Storage/storageAccounts/blobServices", "default", true},
		"blob service: another":              {"Microsoft.Storage/storageAccounts/blobServices", "another", false},
		"zone: with a sub-zone of 32":        {zone, strings.Repeat("s", 32) + ".privatelink.germanywestcentral.azmk8s.io", true},
		"zone: one label":                    {zone, "localhost", false},
		"zone: 34 labels":                    {zone, strings.Repeat("a.", 33) + "a", true},
		"zone: 35 labels":                    {zone, strings.Repeat("a.", 34) + "a", false},
		"zone: label of 63":                  {zone, label + ".io", true},
		"zone: label of 64":                  {zone, label + "l.io", false},
		"zone: empty label":                  {zone, "a..io", false},
		"record: apex":                       {record, "@", true},
		"record: wildcard":                   {record, "*.apps", true},
		"record: data endpoint":              {record, "acraks.westeurope.data", true},
		"record: wildcard in the middle":     {record, "a.*.b", false},
		"record: of another type":            {"Microsoft.Network/privateDnsZones/CNAME", "bicycle", true},
		"record: label of 64":                {record, label + "l", false},
		"a type without a rule takes it all": {"Microsoft.Example/things", "/?", true},
	} {
		t.Run(name, func(t *testing.T) {
			err := azure.CheckName(tc.armType, tc.given)
			assert.Equal(t, tc.fits, err == nil, "%v", err)
		})
	}
	_, ok := azure.NameRuleFor("Microsoft.Example/things")
	assert.False(t, ok)
}

func TestEveryCreatedTypeHasANameRule(t *testing.T) {
	for _, token := range tokens {
		armType, ok := azure.ARMType(token.constant)
		if !ok {
			continue
		}
		_, ok = azure.NameRuleFor(armType)
		assert.True(t, ok, armType)
	}
}

func TestWindowsPoolNamesAreShorter(t *testing.T) {
	assert.NoError(t, azure.CheckNodePoolName("npwin1", true), "6 characters")
	assert.Error(t, azure.CheckNodePoolName("npwin12", true), "7 characters")
	assert.NoError(t, azure.CheckNodePoolName("npuser012345", false), "12 characters")
	assert.Error(t, azure.CheckNodePoolName("npuser0123456", false), "13 characters")
	assert.Error(t, azure.CheckNodePoolName("Npwin", true), "a capital")
}

func TestDNSPrefixAtItsBorders(t *testing.T) {
	assert.NoError(t, azure.CheckDNSPrefix(strings.Repeat("d", 54)))
	assert.Error(t, azure.CheckDNSPrefix(strings.Repeat("d", 55)))
	assert.NoError(t, azure.CheckDNSPrefix("d"))
	assert.Error(t, azure.CheckDNSPrefix(""))
	for _, prefix := range []string{"-d", "d-", "d.e", "d_e"} {
		assert.Error(t, azure.CheckDNSPrefix(prefix), prefix)
	}
}
