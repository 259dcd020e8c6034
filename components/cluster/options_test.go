package cluster_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
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
			Scope:          azure.ResourceGroupID(subscription, a.Names.WorkloadResourceGroup()),
		}},
	}}
	return a
}

// everythingAround is what else that cluster has around it.
func everythingAround(a *cluster.Args) { a.PrivateDNSZoneID = nil }

func TestPoolsAreWrittenOneAfterAnother(t *testing.T) {
	m := deploy(t, everything(t), everythingAround)
	pools := ofType(m, azure.TypeAgentPool)
	require.Len(t, pools, 3)
	assert.Equal(t, []string{managed(t, m).Key()}, onlyPools(pools["pool-npuser01"].Dependencies))
	assert.Equal(t, []string{pools["pool-npuser01"].Key(), managed(t, m).Key()}, onlyPools(pools["pool-npsystem2"].Dependencies))
	assert.Equal(t, []string{pools["pool-npsystem2"].Key(), managed(t, m).Key()}, onlyPools(pools["pool-npspot"].Dependencies))
}

// onlyPools keeps the cluster and its pools of a list of dependencies.
func onlyPools(dependencies []string) []string {
	return slices.DeleteFunc(slices.Clone(dependencies), func(key string) bool { return !strings.Contains(key, "containerservice") })
}

func TestCredentialsOfAnIdentityAreWrittenOneAfterAnother(t *testing.T) {
	credentials := ofType(deploy(t, everything(t), everythingAround), azure.TypeFederatedIdentityCredential)
	require.Len(t, credentials, 3)
	first, second, third := credentials["workload-shop_a0008_shop"], credentials["workload-shop_a0008_shop.worker"], credentials["workload-shop_a0009_shop"]
	assert.NotContains(t, first.Dependencies, second.Key())
	assert.Contains(t, second.Dependencies, first.Key())
	assert.Contains(t, third.Dependencies, second.Key())
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
			m := deploy(t, configured(t, args(environment.Prod), c.text), nil)
			assert.Equal(t, c.cluster, managed(t, m).IgnoreChanges)
			assert.Equal(t, c.pool, ofType(m, azure.TypeAgentPool)["pool-npuser01"].IgnoreChanges)
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
		"pods in the node subnet, without the pod range that the SDK would add": {`{"network":{"mode":"nodeSubnet","policyEngine":"calico"}}`, map[string]any{
			"networkPlugin": "azure", "networkDataplane": "azure", "networkPolicy": "calico",
		}},
		"a plugin of one's own": {`{"network":{"mode":"byo"}}`, map[string]any{
			"networkPlugin": "none", "podCidr": "192.168.0.0/16",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for key, value := range common {
				c.want[key] = value
			}
			m := deploy(t, configured(t, args(environment.Prod), c.text), nil)
			assert.Equal(t, c.want, managed(t, m).Inputs["networkProfile"])
		})
	}
}

func TestPublicAPIServerLetsItsOwnNodesIn(t *testing.T) {
	a := configured(t, args(environment.Dev), `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24","198.51.100.7"],"runCommand":true}}`)
	m := deploy(t, a, func(a *cluster.Args) {
		a.PrivateDNSZoneID = nil
		a.EgressIPRanges = pulumi.ToStringArray([]string{"20.61.0.8/30", "198.51.100.7", "20.61.0.1"})
	})
	assert.Equal(t, map[string]any{
		"authorizedIPRanges":   []any{"203.0.113.0/24", "198.51.100.7/32", "20.61.0.8/30", "20.61.0.1/32"},
		"disableRunCommand":    false,
		"enablePrivateCluster": false,
	}, managed(t, m).Inputs["apiServerAccessProfile"])
	assert.NotContains(t, ofType(m, azure.TypeRoleAssignment), "grant-vnet")
	assert.NotContains(t, ofType(m, azure.TypeRoleAssignment), "grant-dns-zone")
}

func TestPublicAPIServerBehindTheLoadBalancer(t *testing.T) {
	a := configured(t, args(environment.Dev), `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24"]}}`)
	a.OutboundType = cluster.OutboundLoadBalancer
	m := deploy(t, a, nil)
	assert.Equal(t, []string{"203.0.113.0/24"}, managed(t, m).In().At("apiServerAccessProfile", "authorizedIPRanges").Texts(),
		"AKS adds the load balancer's own address")
}

func TestPublicNameWithoutAZone(t *testing.T) {
	a := configured(t, args(environment.Prod), `{"apiServer":{"privateDNSZone":"none","enablePrivateClusterPublicFQDN":true}}`)
	m := deploy(t, a, func(a *cluster.Args) { a.PrivateDNSZoneID = nil })
	assert.Equal(t, map[string]any{
		"disableRunCommand": true, "enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": true, "privateDNSZone": "none",
	}, managed(t, m).Inputs["apiServerAccessProfile"])
	assert.NotContains(t, ofType(m, azure.TypeRoleAssignment), "grant-vnet")
}

func TestZoneOfTheConfigurationWinsOverTheLandingZones(t *testing.T) {
	a := args(environment.Prod)
	var theirs string
	m := deploy(t, a, func(a *cluster.Args) {
		// A zone that the configuration names exists already.
		exists := make(chan struct{})
		a.PrivateDNSZoneID.ToStringOutput().ApplyT(func(id string) string { close(exists); return id })
		<-exists
		theirs = azure.ResourceID(subscription, a.Names.SpokeResourceGroup(), "Microsoft.Network/privateDnsZones", zone)
		a.Settings.APIServer.PrivateDNSZone, a.PrivateDNSZoneID = theirs, nil
	})
	assert.Equal(t, theirs, managed(t, m).In().At("apiServerAccessProfile", "privateDNSZone").Text())
	assert.Equal(t, theirs, ofType(m, azure.TypeRoleAssignment)["grant-dns-zone"].In().At("scope").Text())
}

func TestUsersOfAnotherTenantGetNothingFromAzure(t *testing.T) {
	a := args(environment.Prod)
	a.Identity.Authorization, a.Identity.ClusterTenantID = cluster.AuthorizationKubernetesRBAC, strings.ToUpper(foreignTenant)
	a.NamespaceAccess = []cluster.NamespaceAccess{{Namespace: "a0008", ReaderGroupObjectID: readerGroup}}
	m := deploy(t, a, nil)
	assert.Equal(t, map[string]any{
		"adminGroupObjectIDs": []any{adminGroup}, "enableAzureRBAC": false, "managed": true, "tenantID": foreignTenant,
	}, managed(t, m).Inputs["aadProfile"])
	for name, assignment := range ofType(m, azure.TypeRoleAssignment) {
		assert.Equal(t, "ServicePrincipal", assignment.In().At("principalType").Text(), name)
	}
}

func TestKubernetesRBACInTheSameTenantLetsAdministratorsFindTheCluster(t *testing.T) {
	a := args(environment.Prod)
	a.Identity.Authorization = cluster.AuthorizationKubernetesRBAC
	assignments := ofType(deploy(t, a, nil), azure.TypeRoleAssignment)
	assert.Contains(t, assignments, "admin-user")
	assert.NotContains(t, assignments, "admin")
}
