package cluster_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// configured replaces the settings by those of a configuration, as the stack does.
func configured(t *testing.T, a *cluster.Args, text string) *cluster.Args {
	t.Helper()
	var raw any
	require.NoError(t, json.Unmarshal([]byte(text), &raw))
	a.Settings = cluster.Settings{}
	require.Empty(t, field.Decode("cluster", raw, &a.Settings, a.Class))
	a.Settings.Complete(a.Class)
	require.Empty(t, a.Settings.Validate("cluster", a.Class))
	return a
}

func extraSubnet(name string) pulumi.StringInput { return pulumi.String(vnetID + "/subnets/" + name) }

// everything is a cluster that uses what the defaults leave out.
func everything(t *testing.T) *cluster.Args {
	a := configured(t, args(environment.Prod), `{
		"kubernetesVersion": "1.36.2",
		"sku": {"tier": "Premium"}, "supportPlan": "AKSLongTermSupport",
		"apiServer": {"privateDNSZone": "system"},
		"network": {"mode": "podSubnet", "policyEngine": "calico", "serviceCidr": "10.100.0.0/16", "dnsServiceIP": "10.100.0.53"},
		"allowedVmFamilies": ["Dd v5", "Ed v5"],
		"nodePools": [
			{"name": "npuser01", "vmSize": "Standard_E8d_v5", "osSKU": "Ubuntu", "count": 4, "minCount": 3, "maxCount": 12, "maxPods": 60,
			 "availabilityZones": ["2"], "nodeTaints": ["team=a:NoSchedule"], "nodeLabels": {"disk": "fast"}, "tags": {"costCenter": "42"},
			 "subnet": "memory", "podSubnet": "pods", "upgradeSettings": {"maxSurge": "2", "drainTimeoutInMinutes": 45}, "orchestratorVersion": "1.35.6"},
			{"name": "npsystem", "mode": "System", "podSubnet": "pods"},
			{"name": "npsystem2", "mode": "System", "podSubnet": "pods", "enableAutoScaling": false, "count": 3},
			{"name": "npspot", "scaleSetPriority": "Spot", "podSubnet": "pods", "enableEncryptionAtHost": false,
			 "securityProfile": {"enableSecureBoot": false}, "osDiskType": "Managed", "osDiskSizeGB": 256}
		],
		"autoScalerProfile": {"balanceSimilarNodeGroups": true, "scaleDownUtilizationThreshold": 0.25},
		"autoUpgradeProfile": {"upgradeChannel": "patch", "nodeOSUpgradeChannel": "SecurityPatch"},
		"maintenance": {
			"aksManagedNodeOSUpgradeSchedule": {"schedule": "daily", "intervalDays": 2, "startTime": "12:00", "durationHours": 4, "utcOffset": "+01:00"},
			"notAllowedDates": [{"start": "2027-12-20", "end": "2028-01-05"}], "regionOffsetHours": 30},
		"azureKeyvaultSecretsProvider": {"rotationPollInterval": "10m"},
		"storage": {"disk": true, "snapshot": true},
		"diagnostics": {"troubleshooting": {"enabled": true, "expires": "2099-01-31"}}
	}`)
	a.RegionIndex = 1
	a.Settings.NodeResourceGroupProfile.RestrictionLevel = cluster.RestrictionUnrestricted
	a.Identity.LegacyKubeletVMContributor = true
	a.Identity.Kubelet = cluster.KubeletSystem
	a.PoolSubnetIDs = map[string]pulumi.StringInput{"memory": extraSubnet("memory"), "pods": extraSubnet("pods"), "unused": extraSubnet("unused")}
	a.NamespaceAccess = []cluster.NamespaceAccess{
		{Namespace: "a0008", AdminGroupObjectID: strings.ToUpper(adminGroup), WriterGroupObjectID: writerGroup, ReaderGroupObjectID: readerGroup},
		{Namespace: "a0009", ReaderGroupObjectID: strings.ToUpper(readerGroup)},
		{Namespace: "a0010"},
	}
	a.Workloads = []cluster.Workload{{
		Name: "shop", Namespace: "a0008", ServiceAccount: "shop",
		AdditionalServiceAccounts: []cluster.ServiceAccount{{Namespace: "a0008", Name: "shop.worker"}, {Namespace: "a0009", Name: "shop"}},
		RoleAssignments: []cluster.WorkloadRole{{
			RoleDefinition: "Key Vault Secrets User",
			Scope:          "/subscriptions/55555555-0000-4000-8000-000000000005/resourceGroups/rg-vault/providers/Microsoft.KeyVault/vaults/kv",
		}},
	}}
	return a
}

func TestChildrenOfEveryOption(t *testing.T) {
	monitor := deploy(t, everything(t), nil)
	compareGolden(t, "options", monitor.sorted())

	guids := map[string]string{}
	for _, name := range monitor.names(azure.TypeRoleAssignment) {
		guid := monitor.find(t, name).Inputs["roleAssignmentName"].(string)
		assert.NotContains(t, guids, guid, "%s has the GUID of %s", name, guids[guid])
		guids[guid] = name
	}
}

func TestPoolsAreWrittenOneAfterAnother(t *testing.T) {
	monitor := deploy(t, everything(t), nil)
	assert.Equal(t, []string{"primary-cluster-pool-npspot", "primary-cluster-pool-npsystem2", "primary-cluster-pool-npuser01"}, monitor.names(azure.TypeAgentPool))
	assert.Equal(t, []string{"primary-cluster-cluster"}, monitor.find(t, "primary-cluster-pool-npuser01").DependsOn)
	assert.Equal(t, []string{"primary-cluster-cluster", "primary-cluster-pool-npuser01"}, monitor.find(t, "primary-cluster-pool-npsystem2").DependsOn)
	assert.Equal(t, []string{"primary-cluster-cluster", "primary-cluster-pool-npsystem2"}, monitor.find(t, "primary-cluster-pool-npspot").DependsOn)
}

func TestOnlyWhatSomebodyElseChangesIsIgnored(t *testing.T) {
	for name, c := range map[string]struct {
		text          string
		cluster, pool []string
	}{
		"autoscaled, no channel": {`{}`, []string{"agentPoolProfiles[0].count"}, []string{"count"}},
		"autoscaled, patched": {
			`{"autoUpgradeProfile":{"upgradeChannel":"patch"}}`,
			[]string{"agentPoolProfiles[0].count", "agentPoolProfiles[0].orchestratorVersion", "kubernetesVersion"}, []string{"count", "orchestratorVersion"},
		},
		"fixed, no channel": {
			`{"nodePools":[{"name":"npsystem","mode":"System","enableAutoScaling":false,"count":3},{"name":"npuser01","enableAutoScaling":false,"count":2}]}`, nil, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			monitor := deploy(t, configured(t, args(environment.Prod), c.text), nil)
			assert.Equal(t, c.cluster, monitor.find(t, "primary-cluster-cluster").IgnoreChanges)
			assert.Equal(t, c.pool, monitor.find(t, "primary-cluster-pool-npuser01").IgnoreChanges)
		})
	}
}

func TestNetworkProfileOfEveryMode(t *testing.T) {
	common := map[string]any{
		"dnsServiceIP": "172.16.0.10", "ipFamilies": []any{"IPv4"}, "loadBalancerSku": "standard",
		"outboundType": "userDefinedRouting", "serviceCidr": "172.16.0.0/16",
	}
	for name, c := range map[string]struct {
		text string
		want map[string]any
	}{
		"overlay with cilium": {`{}`, map[string]any{
			"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium", "networkPolicy": "cilium", "podCidr": "192.168.0.0/16",
		}},
		"overlay with calico": {`{"network":{"policyEngine":"calico","podCidr":"10.244.0.0/16"}}`, map[string]any{
			"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "azure", "networkPolicy": "calico", "podCidr": "10.244.0.0/16",
		}},
		"pods in the node subnet, without the pod range that the SDK would add": {`{"network":{"mode":"nodeSubnet"}}`, map[string]any{
			"networkPlugin": "azure", "networkDataplane": "cilium", "networkPolicy": "cilium",
		}},
		"a plugin of one's own": {`{"network":{"mode":"byo"}}`, map[string]any{
			"networkPlugin": "none", "podCidr": "192.168.0.0/16",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for key, value := range common {
				c.want[key] = value
			}
			monitor := deploy(t, configured(t, args(environment.Prod), c.text), nil)
			assert.Equal(t, c.want, monitor.find(t, "primary-cluster-cluster").Inputs["networkProfile"])
		})
	}
}

func TestPublicAPIServerLetsItsOwnNodesIn(t *testing.T) {
	a := configured(t, args(environment.Dev), `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24","198.51.100.7"],"runCommand":true}}`)
	a.OutboundType, a.RouteTableID, a.PrivateDNSZoneID = cluster.OutboundNATGateway, nil, nil
	a.EgressIPRanges = pulumi.ToStringArray([]string{"192.0.2.8/30", "198.51.100.7", "192.0.2.1"})
	monitor := deploy(t, a, nil)
	assert.Equal(t, map[string]any{
		"authorizedIPRanges":   []any{"203.0.113.0/24", "198.51.100.7/32", "192.0.2.8/30", "192.0.2.1/32"},
		"disableRunCommand":    false,
		"enablePrivateCluster": false,
	}, monitor.find(t, "primary-cluster-cluster").Inputs["apiServerAccessProfile"])
	assert.NotContains(t, monitor.names(azure.TypeRoleAssignment), "primary-cluster-grant-vnet")
	assert.NotContains(t, monitor.names(azure.TypeRoleAssignment), "primary-cluster-grant-dns-zone")
}

func TestPublicAPIServerBehindTheLoadBalancer(t *testing.T) {
	a := configured(t, args(environment.Dev), `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24"]}}`)
	a.OutboundType, a.RouteTableID = cluster.OutboundLoadBalancer, nil
	profile := deploy(t, a, nil).find(t, "primary-cluster-cluster").Inputs["apiServerAccessProfile"].(map[string]any)
	assert.Equal(t, []any{"203.0.113.0/24"}, profile["authorizedIPRanges"], "AKS adds the load balancer's own address")
}

func TestPublicNameWithoutAZone(t *testing.T) {
	a := configured(t, args(environment.Prod), `{"apiServer":{"privateDNSZone":"none","enablePrivateClusterPublicFQDN":true}}`)
	a.PrivateDNSZoneID = nil
	monitor := deploy(t, a, nil)
	assert.Equal(t, map[string]any{
		"disableRunCommand": true, "enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": true, "privateDNSZone": "none",
	}, monitor.find(t, "primary-cluster-cluster").Inputs["apiServerAccessProfile"])
	assert.NotContains(t, monitor.names(azure.TypeRoleAssignment), "primary-cluster-grant-vnet")
}

func TestUsersOfAnotherTenantGetNothingFromAzure(t *testing.T) {
	a := args(environment.Prod)
	a.Identity.Authorization, a.Identity.ClusterTenantID = cluster.AuthorizationKubernetesRBAC, strings.ToUpper(foreignTenant)
	a.NamespaceAccess = []cluster.NamespaceAccess{{Namespace: "a0008", ReaderGroupObjectID: readerGroup}}
	monitor := deploy(t, a, nil)
	assert.Equal(t, map[string]any{
		"adminGroupObjectIDs": []any{adminGroup}, "enableAzureRBAC": false, "managed": true, "tenantID": foreignTenant,
	}, monitor.find(t, "primary-cluster-cluster").Inputs["aadProfile"])
	for _, name := range monitor.names(azure.TypeRoleAssignment) {
		assert.Equal(t, "ServicePrincipal", monitor.find(t, name).Inputs["principalType"], name)
	}
}

func TestKubernetesRBACInTheSameTenantLetsAdministratorsFindTheCluster(t *testing.T) {
	a := args(environment.Prod)
	a.Identity.Authorization = cluster.AuthorizationKubernetesRBAC
	monitor := deploy(t, a, nil)
	names := monitor.names(azure.TypeRoleAssignment)
	assert.Contains(t, names, "primary-cluster-admin-user")
	assert.NotContains(t, names, "primary-cluster-admin")
}

func TestClusterWaitsForWhatItIsGiven(t *testing.T) {
	monitor := &recorder{}
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		before, err := resources.NewResourceGroup(ctx, "before", &resources.ResourceGroupArgs{})
		if err != nil {
			return err
		}
		a := args(environment.Prod)
		a.After = []pulumi.Resource{before}
		_, err = cluster.New(ctx, "primary-cluster", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", monitor)))
	dependsOn := monitor.find(t, "primary-cluster-cluster").DependsOn
	assert.Contains(t, dependsOn, "before")
	assert.Contains(t, dependsOn, "primary-cluster-grant-node-subnet")
}

func TestOutputs(t *testing.T) {
	var mutex sync.Mutex
	got := map[string]any{}
	a := everything(t)
	deploy(t, a, func(c *cluster.Cluster) {
		for name, output := range map[string]pulumi.StringOutput{
			"id": c.ID, "name": c.Name, "group": c.ResourceGroupName, "issuer": c.OIDCIssuerURL, "node group": c.NodeResourceGroup,
			"kubelet": c.KubeletObjectID, "control plane": c.ControlPlanePrincipalID, "shop": c.WorkloadIdentityClientIDByName["shop"],
		} {
			output.ApplyT(func(value string) string {
				mutex.Lock()
				defer mutex.Unlock()
				got[name] = value
				return value
			})
		}
		c.WorkloadIdentityClientIDs.ApplyT(func(values map[string]string) map[string]string {
			mutex.Lock()
			defer mutex.Unlock()
			got["workloads"] = values
			return values
		})
		assert.Len(t, c.Ready, 4, "the cluster and three pools")
	})
	assert.Equal(t, map[string]any{
		"id": "/id/of/primary-cluster-cluster", "name": a.Names.Cluster(), "group": "rg-workload", "issuer": "issuer of primary-cluster-cluster",
		"node group": a.Names.NodeResourceGroup(), "kubelet": "kubelet made by AKS of primary-cluster-cluster",
		"control plane": "principal of primary-cluster-controlplane", "shop": "client of primary-cluster-workload-shop",
		"workloads": map[string]string{"shop": "client of primary-cluster-workload-shop"},
	}, got)
}

func TestOwnKubeletIdentityIsTheOutput(t *testing.T) {
	var got string
	deploy(t, args(environment.Prod), func(c *cluster.Cluster) {
		c.KubeletObjectID.ApplyT(func(value string) string { got = value; return value })
	})
	assert.Equal(t, "principal of primary-cluster-kubelet", got)
}

// A name or role that is unknown at preview would escape every check of the preview.
func TestRoleAssignmentsAreKnownAtPreview(t *testing.T) {
	monitor := &recorder{preview: true}
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := cluster.New(ctx, "primary-cluster", args(environment.Prod))
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", monitor), func(info *pulumi.RunInfo) { info.DryRun = true }))
	deployed := deploy(t, args(environment.Prod), nil)
	names := monitor.names(azure.TypeRoleAssignment)
	require.Equal(t, deployed.names(azure.TypeRoleAssignment), names)
	for _, name := range names {
		for _, key := range []string{"roleAssignmentName", "roleDefinitionId", "principalType"} {
			assert.Equal(t, deployed.find(t, name).Inputs[key], monitor.find(t, name).Inputs[key], "%s of %s", key, name)
		}
	}
}

func TestTwoStacksHaveDifferentRoleAssignments(t *testing.T) {
	other := args(environment.Prod)
	other.Names = naming.For(naming.Args{SubscriptionID: subscription, Stack: "other", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008"})
	a, b := deploy(t, args(environment.Prod), nil), deploy(t, other, nil)
	for _, name := range a.names(azure.TypeRoleAssignment) {
		assert.NotEqual(t, a.find(t, name).Inputs["roleAssignmentName"], b.find(t, name).Inputs["roleAssignmentName"], name)
	}
}

func TestNewRefusesArgs(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*cluster.Args)
		want   string
	}{
		{"no subscription", func(a *cluster.Args) { a.SubscriptionID = "mine" }, "SubscriptionID is required"},
		{"no tenant", func(a *cluster.Args) { a.TenantID = "" }, "TenantID is required"},
		{"no location", func(a *cluster.Args) { a.Location = azure.Location{} }, "Location is required"},
		{"no resource group", func(a *cluster.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		{"no network", func(a *cluster.Args) { a.VNetID = nil }, "VNetID is required"},
		{"no node subnet", func(a *cluster.Args) { a.NodeSubnetID = nil }, "NodeSubnetID is required"},
		{"no ingress subnet", func(a *cluster.Args) { a.IngressSubnetID = nil }, "IngressSubnetID is required"},
		{"no workspace", func(a *cluster.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
		{"routes without a table", func(a *cluster.Args) { a.RouteTableID = nil }, "RouteTableID, with OutboundType userDefinedRouting, is required"},
		{"private without a zone", func(a *cluster.Args) { a.PrivateDNSZoneID = nil }, "PrivateDNSZoneID, with a private API server, is required"},
		{"public without the addresses of its nodes", func(a *cluster.Args) {
			a.Settings.APIServer.Mode = cluster.APIServerPublic
		}, "EgressIPRanges, with a public API server and a way out of one's own, is required"},
		{"no system pool", func(a *cluster.Args) { a.Settings.NodePools = a.Settings.NodePools[1:] }, "a node pool with mode System is required"},
		{"pool in an unknown subnet", func(a *cluster.Args) {
			a.Settings.NodePools[1].Subnet = "memory"
		}, `a node pool asks for subnet "memory", which PoolSubnetIDs lacks`},
		{"group by name", func(a *cluster.Args) {
			a.NamespaceAccess = []cluster.NamespaceAccess{{Namespace: "a0008", WriterGroupObjectID: "writers"}}
		}, `access to namespace "a0008": "writers" is not the object ID of a group`},
		{"outbound type of a newer API", func(a *cluster.Args) { a.OutboundType = "none" }, `OutboundType: "none" needs AKS API 2025-01-01, and clusters here are written in 2024-10-01; choose userDefinedRouting
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`},
		{"Azure RBAC for another tenant", func(a *cluster.Args) { a.Identity.ClusterTenantID = foreignTenant }, `Identity.authorization: "azureRbac" only knows tenant 11111111-0000-4000-8000-000000000001, and clusterTenantId is 22222222-0000-4000-8000-000000000002; choose kubernetesRbac, or the tenant of the subscriptions
    (https://learn.microsoft.com/azure/aks/entra-id-authorization)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := args(environment.Prod)
			c.change(a)
			err := pulumi.RunErr(func(ctx *pulumi.Context) error {
				_, err := cluster.New(ctx, "primary-cluster", a)
				assert.EqualError(t, err, `cluster "primary-cluster": `+c.want)
				return nil
			}, pulumi.WithMocks("aks-landing-zone", "test", &recorder{}))
			require.NoError(t, err)
		})
	}
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := cluster.New(ctx, "primary-cluster", nil)
		assert.EqualError(t, err, `cluster "primary-cluster": args are required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", &recorder{})))
}
