package main

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/policyx"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// sampleStack is a stack of 120 resources in the proportions of a production landing zone, with the kinds of values that
// a preview has: IDs that are not known yet, and secrets.
func sampleStack() []plugin.AnalyzerStackResource {
	tags := pack.Map{"team": "platform", "costCenter": "4711", "environment": "prod", "owner": "platform", "managedBy": "pulumi"}
	var all []pack.ExampleResource
	add := func(name, token string, properties pack.Map) {
		all = append(all, pack.ExampleResource{Name: name, Type: token, Properties: properties})
	}
	for i := range 4 {
		var subnets []any
		for j := range 6 {
			subnets = append(subnets, pack.Map{
				"name": fmt.Sprintf("snet-%d", j), "addressPrefix": fmt.Sprintf("10.%d.%d.0/24", i, j), "defaultOutboundAccess": false,
				"networkSecurityGroup": pack.Map{"id": pack.Unknown}, "routeTable": pack.Map{"id": pack.Unknown},
				"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled",
			})
		}
		add(fmt.Sprintf("vnet-%d", i), "azure-native:network/v20240501:VirtualNetwork", pack.Map{
			"virtualNetworkName": fmt.Sprintf("vnet-%d", i), "location": "westeurope", "tags": tags, "resourceGroupName": "rg-hub",
			"addressSpace": pack.Map{"addressPrefixes": []any{fmt.Sprintf("10.%d.0.0/16", i)}}, "subnets": subnets,
		})
	}
	for i := range 12 {
		var securityRules []any
		for j := range 8 {
			securityRules = append(securityRules, pack.Map{
				"name": fmt.Sprintf("rule-%d", j), "priority": 100 + j, "access": "Allow", "direction": "Inbound", "protocol": "Tcp",
				"sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443",
			})
		}
		add(fmt.Sprintf("nsg-%d", i), "azure-native:network/v20240501:NetworkSecurityGroup", pack.Map{
			"networkSecurityGroupName": fmt.Sprintf("nsg-%d", i), "location": "westeurope", "tags": tags, "securityRules": securityRules,
		})
	}
	for i := range 8 {
		add(fmt.Sprintf("pip-%d", i), "azure-native:network/v20240501:PublicIPAddress", pack.Map{
			"publicIpAddressName": fmt.Sprintf("pip-%d", i), "location": "westeurope", "tags": tags, "sku": pack.Map{"name": "Standard"},
			"zones": []any{"1", "2", "3"}, "publicIPAllocationMethod": "Static",
		})
	}
	for i := range 6 {
		var collections []any
		for j := range 5 {
			var allowed []any
			for k := range 10 {
				allowed = append(allowed, pack.Map{
					"name": fmt.Sprintf("allow-%d", k), "ruleType": "ApplicationRule", "sourceIpGroups": []any{pack.Unknown},
					"targetFqdns": []any{"mcr.microsoft.com", "*.data.mcr.microsoft.com", "management.azure.com"},
					"protocols":   []any{pack.Map{"port": 443, "protocolType": "Https"}},
				})
			}
			collections = append(collections, pack.Map{"name": fmt.Sprintf("c-%d", j), "priority": 300 + j, "action": pack.Map{"type": "Allow"},
				"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "rules": allowed})
		}
		add(fmt.Sprintf("rules-%d", i), "azure-native:network/v20240501:FirewallPolicyRuleCollectionGroup", pack.Map{"priority": 200, "ruleCollections": collections})
	}
	pool := func(mode string) pack.Map {
		return pack.Map{"name": "np", "mode": mode, "vmSize": "Standard_D4d_v5", "count": 3, "enableAutoScaling": true, "minCount": 3, "maxCount": 10,
			"osDiskType": "Ephemeral", "osDiskSizeGB": 120, "osType": "Linux", "osSKU": "AzureLinux", "availabilityZones": []any{"1", "2", "3"},
			"enableEncryptionAtHost": true, "nodeTaints": []any{"CriticalAddonsOnly=true:NoSchedule"}, "vnetSubnetID": pack.Unknown,
			"orchestratorVersion": "1.36", "upgradeSettings": pack.Map{"maxSurge": "33%", "drainTimeoutInMinutes": 30}, "tags": tags}
	}
	add("cluster", "azure-native:containerservice/v20241001:ManagedCluster", pack.Map{
		"resourceName": "aks-sample", "location": "westeurope", "tags": tags, "kubernetesVersion": "1.36", "dnsPrefix": "sample", "enableRBAC": true,
		"disableLocalAccounts": true, "sku": pack.Map{"name": "Base", "tier": "Standard"}, "agentPoolProfiles": []any{pool("System")},
		"identity": pack.Map{"type": "UserAssigned", "userAssignedIdentities": []any{pack.Unknown}},
		"networkProfile": pack.Map{"networkPlugin": "azure", "networkPluginMode": "overlay", "networkPolicy": "cilium", "networkDataplane": "cilium",
			"outboundType": "userDefinedRouting", "podCidr": "192.168.0.0/16", "serviceCidr": "172.16.0.0/16", "dnsServiceIP": "172.16.0.10"},
		"apiServerAccessProfile": pack.Map{"enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": false, "disableRunCommand": true, "privateDNSZone": pack.Unknown},
		"aadProfile":             pack.Map{"managed": true, "enableAzureRBAC": true, "tenantID": "b1f0f4c1-3c5c-4f0c-8a39-000000000001"},
		"addonProfiles": pack.Map{"azurepolicy": pack.Map{"enabled": true}, "azureKeyvaultSecretsProvider": pack.Map{"enabled": true,
			"config": pack.Map{"enableSecretRotation": "true", "rotationPollInterval": "2m"}}},
		"autoUpgradeProfile": pack.Map{"upgradeChannel": "none", "nodeOSUpgradeChannel": "NodeImage"},
		"oidcIssuerProfile":  pack.Map{"enabled": true},
		"securityProfile": pack.Map{"workloadIdentity": pack.Map{"enabled": true}, "imageCleaner": pack.Map{"enabled": true, "intervalHours": 48},
			"defender": pack.Map{"securityMonitoring": pack.Map{"enabled": true}, "logAnalyticsWorkspaceResourceId": pack.Unknown}},
	})
	for i := range 4 {
		properties := pool("User")
		properties["resourceName"], properties["agentPoolName"] = "aks-sample", fmt.Sprintf("np%d", i)
		delete(properties, "name")
		add(fmt.Sprintf("pool-%d", i), "azure-native:containerservice/v20241001:AgentPool", properties)
	}
	for i := range 20 {
		add(fmt.Sprintf("diagnostics-%d", i), "azure-native:insights/v20210501preview:DiagnosticSetting", pack.Map{
			"resourceUri": pack.Unknown, "workspaceId": pack.Unknown, "name": "default",
			"logs":    []any{pack.Map{"category": "kube-audit-admin", "enabled": true}, pack.Map{"category": "guard", "enabled": true}},
			"metrics": []any{pack.Map{"category": "AllMetrics", "enabled": true}},
		})
	}
	for i := range 15 {
		add(fmt.Sprintf("role-%d", i), "azure-native:authorization/v20220401:RoleAssignment", pack.Map{
			"roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
			"scope":            pack.Unknown, "principalId": pack.Unknown, "principalType": "ServicePrincipal",
		})
	}
	for i := range 10 {
		namespace := fmt.Sprintf("team-%d", i)
		add("ns-"+namespace, "kubernetes:core/v1:Namespace", pack.Map{"metadata": pack.Map{"name": namespace, "labels": tags}})
		add("quota-"+namespace, "kubernetes:core/v1:ResourceQuota", pack.Map{"metadata": pack.Map{"namespace": namespace},
			"spec": pack.Map{"hard": pack.Map{"requests.cpu": "4", "requests.memory": "8Gi", "limits.cpu": "8", "limits.memory": "16Gi", "pods": "50"}}})
		add("limits-"+namespace, "kubernetes:core/v1:LimitRange", pack.Map{"metadata": pack.Map{"namespace": namespace}, "spec": pack.Map{"limits": []any{
			pack.Map{"type": "Container", "default": pack.Map{"cpu": "200m", "memory": "256Mi"}, "defaultRequest": pack.Map{"cpu": "50m", "memory": "64Mi"}}}}})
		add("deny-"+namespace, "kubernetes:networking.k8s.io/v1:NetworkPolicy", pack.Map{"metadata": pack.Map{"namespace": namespace},
			"spec": pack.Map{"podSelector": pack.Map{}, "policyTypes": []any{"Ingress", "Egress"}}})
		add("account-"+namespace, "kubernetes:core/v1:ServiceAccount", pack.Map{"metadata": pack.Map{"namespace": namespace, "name": "web"}})
	}
	return pack.Together(all...).Materialize()
}

func encoded(t testing.TB, stack []plugin.AnalyzerStackResource) (single []*pulumirpc.AnalyzeRequest, whole *pulumirpc.AnalyzeStackRequest) {
	t.Helper()
	whole = &pulumirpc.AnalyzeStackRequest{}
	for _, r := range stack {
		properties, err := plugin.MarshalProperties(r.Properties, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, SkipInternalKeys: true})
		require.NoError(t, err)
		single = append(single, &pulumirpc.AnalyzeRequest{Urn: string(r.URN), Type: string(r.Type), Name: r.Name, Properties: properties})
		whole.Resources = append(whole.Resources, &pulumirpc.AnalyzerResource{Urn: string(r.URN), Type: string(r.Type), Name: r.Name, Properties: properties})
	}
	return single, whole
}

var servers = []string{pluginOwn, pluginPolicyx, pluginNoChecks}

// measured are the stacks that the two servers are compared on: the real production graph as it is previewed, with the
// objects in the cluster, and a larger one.
func measured(b *testing.B) map[string][]plugin.AnalyzerStackResource {
	b.Helper()
	graph, _ := registered(b, "prod", map[string]string{"aks-landing-zone:bootstrap": `{"mode": "direct", "privateRunner": true}`})
	return map[string][]plugin.AnalyzerStackResource{"production": asPreviewed(graph), "sample": sampleStack()}
}

// BenchmarkResources is the time for one resource of a stack, over gRPC to another process.
func BenchmarkResources(b *testing.B) {
	for name, stack := range measured(b) {
		single, _ := encoded(b, stack)
		for _, kind := range servers {
			b.Run(fmt.Sprintf("%s of %d/%s", name, len(stack), kind), func(b *testing.B) {
				client := startPlugin(b, kind, "prod")
				for i := 0; b.Loop(); i++ {
					if _, err := client.Analyze(b.Context(), single[i%len(single)]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkStack is the time for a stack as a whole, at the end of a deployment.
func BenchmarkStack(b *testing.B) {
	for name, stack := range measured(b) {
		_, whole := encoded(b, stack)
		for _, kind := range servers {
			b.Run(fmt.Sprintf("%s of %d/%s", name, len(stack), kind), func(b *testing.B) {
				client := startPlugin(b, kind, "prod")
				for b.Loop() {
					if _, err := client.AnalyzeStack(b.Context(), whole); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// The adapter must do the same work, or the figures compare nothing.
func TestBothServersFindTheSame(t *testing.T) {
	stack := sampleStack()
	for i := range stack {
		delete(stack[i].Properties, "tags")
	}
	single, whole := encoded(t, stack)
	found := func(kind string) map[string]int {
		client := startPlugin(t, kind, "prod")
		count := map[string]int{}
		for _, request := range single {
			response, err := client.Analyze(t.Context(), request)
			require.NoError(t, err)
			for _, d := range response.GetDiagnostics() {
				count[d.GetPolicyName()]++
			}
		}
		// A stack rule of ours sees the inputs it was sent before, policyx only what it is sent now. Both get the same here.
		response, err := client.AnalyzeStack(t.Context(), whole)
		require.NoError(t, err)
		for _, d := range response.GetDiagnostics() {
			count[d.GetPolicyName()]++
		}
		return count
	}
	assert.Len(t, stack, 120)
	own := found(pluginOwn)
	assert.Greater(t, own["required-tags"], 20)
	assert.Equal(t, own, found(pluginPolicyx))
}

// What policyx cannot tell the engine, as the decision record says. When this fails the decision is due for another look.
func TestPolicyxStillLacksWhatThePackNeeds(t *testing.T) {
	client := startPlugin(t, pluginPolicyx, "prod")
	info, err := client.GetAnalyzerInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	for _, policy := range info.GetPolicies() {
		assert.Equal(t, pulumirpc.PolicySeverity_POLICY_SEVERITY_UNSPECIFIED, policy.GetSeverity(), "severity")
		assert.Empty(t, policy.GetRemediationSteps()+policy.GetUrl()+policy.GetDisplayName(), "remedy, source, title")
	}
	response, err := client.Analyze(t.Context(), &pulumirpc.AnalyzeRequest{
		Urn: "urn:pulumi:prod::p::azure-native:containerservice:ManagedCluster::c", Type: "azure-native:containerservice:ManagedCluster", Name: "c",
		Properties: mustEncode(t, pack.Map{"disableLocalAccounts": pack.Unknown}),
	})
	require.NoError(t, err)
	assert.Empty(t, response.GetNotApplicable(), "a value that is not known yet, or another type, counts as a pass")

	_, hasConfig := reflect.TypeFor[policyx.StackValidationArgs]().FieldByName("Config")
	assert.False(t, hasConfig, "stack rules receive no configuration")

	nonsense := &pulumirpc.ConfigureAnalyzerRequest{PolicyConfig: map[string]*pulumirpc.PolicyConfig{
		"aks-privat-cluster": {}, "aks-supported-version": {Properties: mustEncode(t, pack.Map{"supportedMinors": "all"})},
	}}
	_, err = client.Configure(t.Context(), nonsense)
	assert.NoError(t, err, "mistakes in the configuration are not noticed")
	_, err = startPlugin(t, pluginOwn, "prod").Configure(t.Context(), nonsense)
	assert.ErrorContains(t, err, "aks-privat-cluster: the pack has no such rule")
	assert.ErrorContains(t, err, "aks-supported-version.supportedMinors: all is not a list of texts")
}

func mustEncode(t *testing.T, m pack.Map) *structpb.Struct {
	t.Helper()
	s, err := plugin.MarshalProperties(propertiesOf(m), plugin.MarshalOptions{KeepUnknowns: true})
	require.NoError(t, err)
	return s
}
