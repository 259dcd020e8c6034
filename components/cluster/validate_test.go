package cluster

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// decode reads a section as the stack does.
func decode[T any](t *testing.T, section, text string, class environment.Class) T {
	t.Helper()
	var raw any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&raw))
	var into T
	require.Empty(t, field.Decode(field.Path(section), raw, &into, class))
	return into
}

func settings(t *testing.T, text string, class environment.Class) Settings {
	t.Helper()
	s := decode[Settings](t, "cluster", text, class)
	s.Complete(class)
	return s
}

// told joins mistakes the way a user sees them, without the file's name.
func told(errors field.Errors) string {
	lines := make([]string, 0, len(errors))
	for _, err := range errors {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
}

func TestDefaultsOfEveryClassAreValid(t *testing.T) {
	for _, class := range environment.Classes() {
		t.Run(string(class), func(t *testing.T) {
			s := settings(t, `{}`, class)
			assert.Empty(t, told(s.Validate("cluster", class)))
			location, ok := azure.LookupLocation("westeurope")
			require.True(t, ok)
			assert.Empty(t, told(s.ValidateLocation("cluster", location, nil)))
			assert.Empty(t, told(s.ValidateRegions("cluster", 2)))
			assert.Empty(t, told(CheckPodCIDR("cluster.network.podCidr", s, class)))
		})
	}
}

func TestCompletingTwiceChangesNothing(t *testing.T) {
	for _, class := range environment.Classes() {
		once := settings(t, `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npspot","scaleSetPriority":"Spot"}]}`, class)
		twice := once
		twice.Complete(class)
		assert.Equal(t, once, twice)
	}
}

func TestCompletingLeavesTheCallersPoolsAlone(t *testing.T) {
	s := decode[Settings](t, "cluster", `{"nodePools":[{"name":"npuser02"}]}`, environment.Prod)
	copied := s
	copied.Complete(environment.Prod)
	assert.Equal(t, unset, s.NodePools[0].MaxCount)
	assert.Equal(t, 5, copied.NodePools[0].MaxCount)
}

func TestWhatProductionAccepts(t *testing.T) {
	for name, text := range map[string]string{
		"patch channel":                `{"autoUpgradeProfile":{"upgradeChannel":"patch"}}`,
		"premium with long support":    `{"sku":{"tier":"Premium"},"supportPlan":"AKSLongTermSupport"}`,
		"exact patch version":          `{"kubernetesVersion":"1.36.2"}`,
		"pool one minor behind":        `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npold","orchestratorVersion":"1.35"}]}`,
		"pool at a patch of the alias": `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npuser01","orchestratorVersion":"1.36.2"}]}`,
		"balanced pools per zone":      `{"autoScalerProfile":{"balanceSimilarNodeGroups":true}}`,
		"daily security patches": `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"SecurityPatch"},"maintenance":{
			"aksManagedNodeOSUpgradeSchedule":{"schedule":"daily","intervalDays":2,"startTime":"12:00","durationHours":4}}}`,
		"none with the public name":   `{"apiServer":{"privateDNSZone":"none","enablePrivateClusterPublicFQDN":true}}`,
		"zone made by AKS":            `{"apiServer":{"privateDNSZone":"system"}}`,
		"calico":                      `{"network":{"policyEngine":"calico"}}`,
		"taint with an empty value":   `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npuser01","nodeTaints":["batch=:NoExecute"]}]}`,
		"soft taint on a system pool": `{"nodePools":[{"name":"npsystem","mode":"System","nodeTaints":["CriticalAddonsOnly=true:NoSchedule","team=a:PreferNoSchedule"]}]}`,
		"label of one's own domain":   `{"nodePools":[{"name":"npsystem","mode":"System","nodeLabels":{"example.com/disk":"fast"}}]}`,
		"scale to zero":               `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npbatch","minCount":0}]}`,
		"fixed number of nodes":       `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npfix","enableAutoScaling":false,"count":7}]}`,
		"surge of the whole pool":     `{"nodePools":[{"name":"npsystem","mode":"System","upgradeSettings":{"maxSurge":"100%"}}]}`,
		"surge by number":             `{"nodePools":[{"name":"npsystem","mode":"System","upgradeSettings":{"maxSurge":"1"}}]}`,
		"disk that just fits":         `{"nodePools":[{"name":"npsystem","mode":"System","osDiskSizeGB":74}]}`,
		"managed disk of any size":    `{"nodePools":[{"name":"npsystem","mode":"System","osDiskType":"Managed","osDiskSizeGB":512}]}`,
		"size outside the table":      `{"allowedVmFamilies":["Dd v5","NCads A100 v4"],"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npgpu","vmSize":"Standard_NC24ads_A100_v4"}]}`,
		"troubleshooting for a week":  `{"diagnostics":{"troubleshooting":{"enabled":true,"expires":"2027-01-31"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			setToday(t, "2027-01-31")
			assert.Empty(t, told(settings(t, text, environment.Prod).Validate("cluster", environment.Prod)))
		})
	}
}

func setToday(t *testing.T, day string) {
	t.Helper()
	before := today
	t.Cleanup(func() { today = before })
	now, err := time.Parse(time.DateOnly, day)
	require.NoError(t, err)
	today = func() time.Time { return now }
}

type refusal struct {
	name  string
	class environment.Class // prod when empty
	text  string
	want  string
}

func (r refusal) in() environment.Class {
	if r.class == "" {
		return environment.Prod
	}
	return r.class
}

// withPool is a cluster whose second pool has the given values.
func withPool(pool string) string {
	return fmt.Sprintf(`{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npuser01",%s}]}`, pool)
}

// withSystemPool is a cluster whose system pool has the given values.
func withSystemPool(pool string) string {
	return fmt.Sprintf(`{"nodePools":[{"name":"npsystem","mode":"System",%s}]}`, pool)
}

func runRefusals(t *testing.T, cases []refusal) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			setToday(t, "2027-01-31")
			assert.Equal(t, c.want, told(settings(t, c.text, c.in()).Validate("cluster", c.in())))
		})
	}
}
