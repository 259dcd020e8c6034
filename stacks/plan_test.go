package stacks_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

func planOf(t require.TestingT, raw stacks.Raw, stack string) stacks.Plan {
	_, plan, err := stacks.Prepare(raw, stack)
	require.NoError(t, err)
	return plan
}

func TestPlanIsTheSameEveryTime(t *testing.T) {
	for _, stack := range []string{"dev", "prod"} {
		assert.Equal(t, planOf(t, shipped(t, stack), stack), planOf(t, shipped(t, stack), stack))
	}
}

func TestSecondRegionGetsItsOwnPlan(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "regions[1]", map[string]any{"location": "northeurope"})
	plan := planOf(t, raw, "prod")
	require.Len(t, plan.Regions, 2)
	second := plan.Regions[1]
	assert.Equal(t, "secondary", second.Name)
	assert.Equal(t, "10.200.1.0/24", second.Hub.VNet.String())
	assert.Equal(t, "10.241.0.0/16", second.Spokes[0].Addresses.VNet.String())
	assert.NotEqual(t, plan.Regions[0].Names.Cluster(), second.Names.Cluster())
	assert.Equal(t, []string{"1", "2", "3"}, second.Zones)
}

// Ten spokes in one hub, wherever they lie: every subnet is inside its network, nothing overlaps, and taking one away
// changes nothing for the others.
func TestSpokesComeAndGoWithoutTouchingEachOther(t *testing.T) {
	content := shipped(t, "prod")
	rapid.Check(t, func(t *rapid.T) {
		const most = 10
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).Draw(t, "order")
		count := rapid.IntRange(1, most).Draw(t, "count")
		spokes := make([]any, count)
		for i := range spokes {
			spokes[i] = map[string]any{"name": fmt.Sprintf("team%d", order[i]), "addressPrefix": fmt.Sprintf("10.%d.0.0/16", 220+order[i])}
		}
		whole := planOf(t, withSpokes(t, content, spokes), "prod").Regions[0]
		require.Len(t, whole.NodeSubnets(), count)
		for i, a := range whole.Spokes {
			assert.True(t, a.Addresses.VNet.Contains(a.Addresses.PrivateCluster.Addr()))
			for _, b := range whole.Spokes[:i] {
				assert.False(t, a.Addresses.VNet.Overlaps(b.Addresses.VNet))
			}
		}
		if count > 1 {
			fewer := planOf(t, withSpokes(t, content, spokes[:count-1]), "prod").Regions[0]
			assert.Equal(t, whole.Spokes[:count-1], fewer.Spokes)
		}
	})
}

func withSpokes(t require.TestingT, raw stacks.Raw, spokes []any) stacks.Raw {
	region, err := json.Marshal([]any{map[string]any{
		"location": "westeurope", "hub": map[string]any{"addressPrefix": "10.200.0.0/24"}, "spokes": spokes,
	}})
	require.NoError(t, err)
	copied := stacks.Raw{File: raw.File, Values: map[string]string{}, Secret: raw.Secret}
	for key, value := range raw.Values {
		copied.Values[key] = value
	}
	copied.Values[stacks.Namespace+":regions"] = string(region)
	return copied
}

// The firewall opens for what is on and closes with it.
func TestEgressRulesFollowWhatIsOn(t *testing.T) {
	features := func(raw stacks.Raw) map[azure.EgressFeature]bool {
		found := map[azure.EgressFeature]bool{}
		for _, rule := range planOf(t, raw, "prod").Regions[0].EgressRules {
			found[rule.Feature] = true
		}
		return found
	}
	assert.True(t, features(shipped(t, "prod"))[azure.EgressDefender])

	without := shipped(t, "prod")
	change(t, without, "cluster.defender", false)
	change(t, without, "exceptions", []any{map[string]any{
		"key": "cluster.defender", "reason": "another sensor watches the nodes", "owner": "security", "expires": "2099-01-01",
	}})
	assert.False(t, features(without)[azure.EgressDefender])

	devOps := shipped(t, "prod")
	change(t, devOps, "gitops.repoUrl", "https://dev.azure.com/contoso/platform/_git/aks")
	got := features(devOps)
	assert.True(t, got[azure.EgressAzureDevOps])
	assert.False(t, got[azure.EgressGitHub])
	assert.False(t, got[azure.EgressPublicRegistries], "production pulls nothing from public registries")
}

func TestGitHostThatTheTableDoesNotKnowGetsARuleOfItsOwn(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "gitops.repoUrl", "https://git.contoso.example/platform/aks")
	for _, rule := range planOf(t, raw, "prod").Regions[0].EgressRules {
		if rule.Name == "gitops-origin" {
			assert.Equal(t, []string{"git.contoso.example"}, rule.FQDNs)
			assert.Equal(t, azure.EgressApplication, rule.Kind)
			return
		}
	}
	t.Fatal("no rule lets Flux reach the repository")
}

func TestPlaceholdersOfTheShippedFilesAreNamed(t *testing.T) {
	assert.Equal(t, []field.Path{
		"aks-landing-zone:alerting.receivers.cost.emails[0]", "aks-landing-zone:alerting.receivers.page.emails[0]",
		"aks-landing-zone:alerting.receivers.ticket.emails[0]", "aks-landing-zone:defender.contactEmail",
		"aks-landing-zone:dns.domain", "aks-landing-zone:gitops.repoUrl",
		"aks-landing-zone:hub.bastion.allowedSourceCidrs[0]", "aks-landing-zone:identity.clusterAdminGroupObjectId",
		"aks-landing-zone:namespaces[0].owner", "aks-landing-zone:subscriptions.connectivity",
		"aks-landing-zone:subscriptions.tenantId", "aks-landing-zone:subscriptions.workload", "aks-landing-zone:workload.owner",
	}, stacks.Placeholders(shipped(t, "prod")))
}

// The subnet of the endpoints cannot grow once one is in it: every copy of the registry takes an address there.
func TestEndpointsSubnetHasRoomForEveryServiceOfTheStack(t *testing.T) {
	bits := func(raw stacks.Raw) int {
		return planOf(t, raw, "prod").Regions[0].Spokes[0].Addresses.PrivateLinkEndpoints.Bits()
	}
	tests := map[string]struct {
		path  string
		value any
		want  int
	}{
		"as shipped: registry 3, vault, Grafana":        {"regions[0].name", "primary", 28},
		"nine copies of the registry, vault, Grafana":   {"registry.geoReplicationRegions", eightRegions, 27},
		"a database in five regions beside the stack's": {"regions[0].spokes[0].privateLinkServices", services("cosmosSql", 5), 28},
		"a database in six regions beside the stack's":  {"regions[0].spokes[0].privateLinkServices", services("cosmosSql", 6), 27},
		"a registry listed smaller than it is":          {"regions[0].spokes[0].privateLinkServices", services("registry", 1), 28},
		"room for a registry in nine regions":           {"regions[0].spokes[0].privateLinkServices", services("registry", 9), 27},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			raw := shipped(t, "prod")
			change(t, raw, test.path, test.value)
			assert.Equal(t, test.want, bits(raw))
		})
	}
	smaller := shipped(t, "prod")
	change(t, smaller, "registry.geoReplicationRegions", eightRegions)
	change(t, smaller, "regions[0].spokes[0].privateLinkServices", services("registry", 1))
	assert.Equal(t, 27, bits(smaller), "a list does not make the registry smaller than it is")
}

var eightRegions = []any{
	"northeurope", "swedencentral", "francecentral", "uksouth", "germanywestcentral", "norwayeast", "switzerlandnorth", "italynorth",
}

func services(name string, regions int) []any {
	return []any{map[string]any{"service": name, "regions": regions}}
}

// Storage and vaults of the whole world are open to the machine that purges the registry, and to nobody else.
func TestOnlyThePurgesSubnetGetsItsWayOut(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "regions[0].spokes[0].extraSubnets", []any{tasksSubnet("10.240.8.0/28")})
	change(t, raw, "regions[1]", map[string]any{"location": "northeurope"})
	change(t, raw, "registry.purge", map[string]any{"filters": []any{".*:.*"}, "subnet": "snet-registrytasks"})
	from := map[string][]string{}
	for _, region := range planOf(t, raw, "prod").Regions {
		for _, rule := range region.EgressRules {
			if rule.Feature == azure.EgressRegistryTasks {
				from[region.Name+" "+rule.Name] = rule.Sources
			} else {
				assert.Empty(t, rule.Sources, rule.Name)
			}
		}
	}
	assert.Equal(t, map[string][]string{
		"primary registry-tasks": {"10.240.8.0/28"}, "primary registry-tasks-diagnostics": {"10.240.8.0/28"},
	}, from)
}
