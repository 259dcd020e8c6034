package azure_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestReplacementsOfAzureNative(t *testing.T) {
	for token, want := range map[string][]string{
		azure.TypeManagedCluster: {
			"diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "location", "networkProfile", "nodeResourceGroup",
			"resourceGroupName", "resourceName", "windowsProfile",
		},
		azure.TypeAgentPool:                                 {"agentPoolName", "gpuInstanceProfile", "resourceGroupName", "resourceName", "vmSize"},
		azure.TypeVirtualNetwork:                            {"location", "resourceGroupName", "virtualNetworkName"},
		azure.TypePublicIPAddress:                           {"location", "publicIPAddressVersion", "publicIPPrefix", "publicIpAddressName", "resourceGroupName", "sku"},
		azure.TypePrivateEndpoint:                           {"privateEndpointName", "resourceGroupName", "subnet"},
		azure.TypeResourceGroup:                             {"location", "resourceGroupName"},
		azure.TypeRoleAssignment:                            {"principalId", "roleAssignmentName", "scope"},
		azure.TypePrivateZone:                               {"location", "privateZoneName", "resourceGroupName"},
		azure.TypeDiagnosticSetting:                         {"name", "resourceUri"},
		azure.TypeVault:                                     {"resourceGroupName", "vaultName"},
		azure.TypeSecret:                                    {"resourceGroupName", "secretName", "vaultName"},
		azure.TypeFluxConfiguration:                         {"clusterName", "clusterResourceName", "clusterRp", "fluxConfigurationName", "resourceGroupName"},
		"azure-native:containerservice/v20241001:AgentPool": {"agentPoolName", "gpuInstanceProfile", "resourceGroupName", "resourceName", "vmSize"},
		azure.TypeRegistry:                                  {"location", "registryName", "resourceGroupName"},
		azure.TypeReplication:                               {"location", "registryName", "replicationName", "resourceGroupName"},
		azure.TypeRegistryAgentPool:                         {"agentPoolName", "location", "registryName", "resourceGroupName"},
		azure.TypeFlowLog:                                   {"flowLogName", "networkWatcherName", "resourceGroupName"},
		azure.TypeRegistryTask:                              {"location", "registryName", "resourceGroupName", "taskName"},
		"azure-native:network:LoadBalancer":                 nil,
	} {
		assert.Equal(t, want, azure.ReplacedBy(token), token)
	}
}

func TestChangesThatAzureRefusesAreNotReplacements(t *testing.T) {
	pool := azure.RefusedChanges("azure-native:containerservice/v20241001:AgentPool")
	for _, path := range []string{"osDiskSizeGB", "osDiskType", "maxPods", "vnetSubnetID", "availabilityZones", "scaleSetPriority"} {
		assert.Contains(t, pool, path)
	}
	assert.Equal(t, []string{"roleDefinitionId"}, azure.RefusedChanges(azure.TypeRoleAssignment))
	assert.Equal(t, []string{"location"}, azure.RefusedChanges(azure.TypeAzureFirewall))
	assert.Equal(t, []string{"location", "properties.softDeleteRetentionInDays"}, azure.RefusedChanges(azure.TypeVault))
	assert.Equal(t, []string{"encryption.status", "zoneRedundancy"}, azure.RefusedChanges(azure.TypeRegistry))
	assert.Equal(t, []string{"zoneRedundancy"}, azure.RefusedChanges(azure.TypeReplication))
	assert.Equal(t, []string{"os", "tier", "virtualNetworkSubnetResourceId"}, azure.RefusedChanges(azure.TypeRegistryAgentPool))
	assert.Nil(t, azure.RefusedChanges("azure-native:network:LoadBalancer"))
	for _, tc := range tokens {
		replaced := azure.ReplacedBy(tc.token)
		assert.NotEmpty(t, replaced, tc.token)
		assert.True(t, slices.IsSorted(replaced), tc.token)
		refused := azure.RefusedChanges(tc.token)
		assert.True(t, slices.IsSorted(refused), tc.token)
		for _, path := range refused {
			assert.NotContains(t, replaced, path, "%s: a replacement is no refusal", tc.token)
		}
	}
}

func TestDurationsOfTheLongResources(t *testing.T) {
	for token, want := range map[string][3]time.Duration{
		azure.TypeAzureFirewall:                         {8*time.Minute + 30*time.Second, 5 * time.Minute, 5 * time.Minute},
		azure.TypeBastionHost:                           {10 * time.Minute, 5 * time.Minute, 6 * time.Minute},
		azure.TypeManagedCluster:                        {6 * time.Minute, 4 * time.Minute, 5 * time.Minute},
		azure.TypeVirtualNetworkPeering:                 {50 * time.Second, 20 * time.Second, 20 * time.Second},
		azure.TypeNetworkSecurityGroup:                  {5 * time.Second, 5 * time.Second, 5 * time.Second},
		"azure-native:network/v20240501:BastionHost":    {10 * time.Minute, 5 * time.Minute, 6 * time.Minute},
		"azure-native:network:NeverSeenHere":            {5 * time.Second, 5 * time.Second, 5 * time.Second},
		"kubernetes:core/v1:Namespace":                  {5 * time.Second, 5 * time.Second, 5 * time.Second},
		azure.TypeFirewallPolicyRuleCollectionGroup:     {90 * time.Second, 90 * time.Second, 60 * time.Second},
		azure.TypeAgentPool:                             {3 * time.Minute, 4 * time.Minute, 3 * time.Minute},
		azure.TypeRegistry:                              {60 * time.Second, 30 * time.Second, 30 * time.Second},
		azure.TypeReplication:                           {90 * time.Second, 30 * time.Second, 60 * time.Second},
		azure.TypeRegistryAgentPool:                     {5 * time.Minute, 3 * time.Minute, 3 * time.Minute},
		"azure-native:containerservice/v20241001:Agent": {5 * time.Second, 5 * time.Second, 5 * time.Second},
	} {
		create, update, del := azure.Duration(token)
		assert.Equal(t, want, [3]time.Duration{create, update, del}, token)
	}
	for _, tc := range tokens {
		create, update, del := azure.Duration(tc.token)
		assert.Positive(t, min(create, update, del), tc.token)
	}
	assert.Equal(t, 10*time.Minute, azure.RoleAssignmentPropagation)
}

func TestTagLimits(t *testing.T) {
	name, value := strings.Repeat("n", 512), strings.Repeat("v", 256)
	assert.NoError(t, azure.CheckTag(name, value))
	assert.NoError(t, azure.CheckTag("costCenter", ""))
	assert.Error(t, azure.CheckTag(name+"n", value))
	assert.Error(t, azure.CheckTag(name, value+"v"))
	assert.Error(t, azure.CheckTag("", value))
	for _, c := range `<>%&\?/` {
		assert.Error(t, azure.CheckTag("cost"+string(c)+"center", "x"), string(c))
	}
	assert.NoError(t, azure.CheckTag("owner", "team <platform>"), "values may hold anything")
}

// constants returns the names of the constants in a file of this package that begin with prefix.
func constants(t *testing.T, file, prefix string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	var names []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for _, name := range spec.Names {
				if strings.HasPrefix(name.Name, prefix) {
					names = append(names, name.Name)
				}
			}
		}
		return true
	})
	return names
}

func TestNoConstantIsForgottenByTheTables(t *testing.T) {
	assert.Len(t, tokens, len(constants(t, "tokens.go", "Type")))
	assert.Len(t, builtInRoles, len(constants(t, "roles.go", "Role")))
	features := 0
	for _, name := range constants(t, "egress.go", "Egress") {
		if name != "EgressNetwork" && name != "EgressApplication" {
			features++
		}
	}
	assert.Len(t, azure.EgressFeatures(), features, "every feature has a rule")
}
