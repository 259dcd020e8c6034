package alerting_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
)

// checkout is the promise of every test.
var checkout = alerting.SLO{
	Name: "checkout", Namespace: "a0008", Service: "checkout", ServiceLabel: "job", Metric: "http_request_duration_seconds", StatusLabel: "code",
	Objective: 99.9, LatencySeconds: 0.3,
}

var (
	pools = []alerting.Pool{{Name: "npsystem", MaxCount: 4}, {Name: "npuser01", MaxCount: 5}, {Name: "npfixed"}}
	nodes = []alerting.Subnet{{Name: "snet-clusternodes", UsableAddresses: 1019}, {Name: "snet-win", UsableAddresses: 59, Pools: []string{"npwin"}}}
)

func groups() []alerting.Group {
	return alerting.Groups("aks-example", []alerting.SLO{checkout}, pools, nodes)
}

// TestRulesFile keeps every expression as a rules file of Prometheus, which a parser of PromQL reads elsewhere.
func TestRulesFile(t *testing.T) {
	text, err := alerting.RulesFile(groups())
	require.NoError(t, err)
	golden.Compare(t, "testdata/rules.yaml", string(text))

	// It holds what a rules file may hold, and nothing else.
	// https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
	var file struct {
		Groups []struct {
			Name, Interval string
			Rules          []map[string]any
		}
	}
	encoded, err := yaml.YAMLToJSON(text)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(encoded, &file))
	require.Len(t, file.Groups, 5)
	keys := map[string]bool{"alert": true, "record": true, "expr": true, "for": true, "labels": true, "annotations": true}
	for _, group := range file.Groups {
		assert.Equal(t, "1m", group.Interval)
		for _, rule := range group.Rules {
			for key := range rule {
				assert.True(t, keys[key], key)
			}
			assert.NotEmpty(t, rule["expr"])
		}
	}
}

func TestRecommendedAlertsAreAsUrgentAsAzureSays(t *testing.T) {
	want := []string{ // group, alert, severity, minutes to wait, minutes to resolve
		"Pod KubeJobStale 4 360 15", "Pod KubeContainerAverageCPUHigh 4 5 15", "Pod KubeContainerAverageMemoryHigh 4 10 10",
		"Pod KubePodFailedState 4 5 15", "Pod KubePVUsageHigh 3 15 10", "Pod KubePodReadyStateLow 4 5 15",
		"Pod KubePodContainerRestart 4 15 10", "Pod KubePodCrashLooping 4 15 10", "Pod KubePodNotReadyByController 3 15 10",
		"Pod KubeStatefulSetGenerationMismatch 3 15 10", "Pod KubeJobFailed 3 15 10", "Pod KubeletPodStartUpLatencyHigh 4 10 10",
		"Pod KubeDeploymentReplicasMismatch 4 15 15", "Pod KubeStatefulSetReplicasMismatch 4 15 10", "Pod KubeHpaReplicasMismatch 4 15 15",
		"Pod KubeHpaMaxedOut 4 15 15",
		"Node KubeNodeUnreachable 3 15 10", "Node KubeNodeReadinessFlapping 3 15 10", "Node KubeNodeDiskUsageHigh 3 15 10",
		"Cluster KubeContainerOOMKilledCount 4 5 10", "Cluster KubeCPUQuotaOvercommit 3 5 10", "Cluster KubeMemoryQuotaOvercommit 3 5 10",
		"Cluster KubeClientErrors 3 15 10", "Cluster KubePersistentVolumeFillingUp 4 60 15", "Cluster KubePersistentVolumeInodesFillingUp 4 15 10",
		"Cluster KubePersistentVolumeErrors 4 5 10", "Cluster KubeContainerWaiting 3 60 10", "Cluster KubeDaemonSetNotScheduled 3 15 10",
		"Cluster KubeDaemonSetMisScheduled 3 15 10", "Cluster KubeQuotaAlmostFull 3 15 10",
	}
	var got []string
	for _, group := range groups()[:3] {
		level := strings.TrimSuffix(strings.TrimPrefix(group.Name, "KubernetesAlert-RecommendedMetricAlertsaks-example-"), "-level")
		for _, rule := range group.Rules {
			got = append(got, fmt.Sprintf("%s %s %d %d %d", level, rule.Alert, rule.Severity, rule.For/time.Minute, rule.Resolve/time.Minute))
			assert.Equal(t, map[string]string{"severity": "warning"}, rule.Labels, rule.Alert)
		}
	}
	assert.Equal(t, want, got)
}

func TestGroupsFitIntoAzure(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range groups() {
		assert.NoError(t, azure.CheckName("Microsoft.AlertsManagement/prometheusRuleGroups", group.Name))
		assert.LessOrEqual(t, len(group.Rules), 20, group.Name)
		assert.NotEmpty(t, group.Description)
		for _, rule := range group.Rules {
			assert.NotEqual(t, rule.Alert == "", rule.Record == "", "an alert or a recording")
			name := rule.Alert + rule.Record
			assert.False(t, seen[name], "%s twice", name)
			seen[name] = true
			if rule.Alert != "" {
				assert.NotEmpty(t, rule.Annotations["description"], name)
				assert.Positive(t, rule.For, name)
				assert.Positive(t, rule.Resolve, name)
			}
		}
	}
}

var (
	series   = regexp.MustCompile(`\b(?:kube|kubelet|container|node|rest_client|http|slo)[a-z0-9]*[_:][a-zA-Z0-9_:]+`)
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	selector = regexp.MustCompile(`\{[^}]*\}`)
	byList   = regexp.MustCompile(`\b(?:by|group_left|on|ignoring|without) \(([^)]*)\)`)
	used     = regexp.MustCompile(`\$labels\.([a-z_]+)`)
)

func TestEverySeriesIsOfThisClusterOnly(t *testing.T) {
	for _, group := range groups() {
		for _, rule := range group.Rules {
			expression := rule.Expression
			assert.NotContains(t, expression, "@", "%s has a place that nothing filled", rule.Alert)
			for _, s := range selector.FindAllString(expression, -1) {
				assert.True(t, strings.HasPrefix(s, `{cluster="aks-example",`) || s == `{cluster="aks-example"}`, "%s%s: %s", rule.Alert, rule.Record, s)
			}
			bare := byList.ReplaceAllString(quoted.ReplaceAllString(expression, `""`), "")
			for _, at := range series.FindAllStringIndex(bare, -1) {
				assert.True(t, strings.HasPrefix(bare[at[1]:], "{"), "%s%s reads %s of all clusters", rule.Alert, rule.Record, bare[at[0]:at[1]])
			}
		}
	}
}

func TestMessagesUseLabelsThatTheResultHas(t *testing.T) {
	aggregated := regexp.MustCompile(`^(?:\( )?(?:sum|avg|max|count) by \(`)
	for _, group := range groups() {
		for _, rule := range group.Rules {
			var kept []string
			for _, list := range byList.FindAllStringSubmatch(rule.Expression, -1) {
				kept = append(kept, strings.Split(list[1], ", ")...)
			}
			for _, l := range used.FindAllStringSubmatch(rule.Annotations["description"], -1) {
				if aggregated.MatchString(rule.Expression) || l[1] == "controller" {
					assert.Contains(t, kept, l[1], rule.Alert)
				}
			}
		}
	}
}

func TestFaultsOfTheRecommendedRulesArePutRight(t *testing.T) {
	rules := map[string]alerting.Rule{}
	for _, group := range groups() {
		for _, rule := range group.Rules {
			rules[rule.Alert] = rule
		}
	}
	assert.Contains(t, rules["KubePodFailedState"].Expression, `phase="Failed"`)
	assert.NotContains(t, rules["KubePVUsageHigh"].Expression, "pod", "volumes are not told apart by pod")
	assert.Contains(t, rules["KubePodReadyStateLow"].Expression, "by (cluster, namespace, daemonset) (kube_daemonset")
	for name, rule := range rules {
		if strings.HasPrefix(rule.Expression, "100 *") {
			assert.NotContains(t, rule.Annotations["description"], "humanizePercentage", "%s is a percentage already", name)
		}
	}
}

func TestSeriesThatAreNotCollectedByThemselvesAreNamed(t *testing.T) {
	text, err := alerting.RulesFile(groups())
	require.NoError(t, err)
	for _, name := range alerting.ExtraMetrics() {
		assert.Contains(t, string(text), name+"{")
	}
	assert.True(t, slices.IsSorted(alerting.ExtraMetrics()))
}

func TestCapacityWithoutPools(t *testing.T) {
	rules := alerting.Groups("aks", nil, []alerting.Pool{{Name: "fixed"}}, []alerting.Subnet{{Name: "unknown"}})[3].Rules
	var names []string
	for _, rule := range rules {
		names = append(names, rule.Alert)
	}
	assert.Equal(t, []string{"KubePodUnschedulable", "KubeNodeCPUHigh", "KubeNodeMemoryHigh"}, names)
}

func TestNodesAreToldApartByTheirNames(t *testing.T) {
	expression := groups()[3].Rules[0].Expression
	patterns := regexp.MustCompile(`node=~"([^"]*)"`).FindAllStringSubmatch(expression, -1)
	require.Len(t, patterns, 2)
	user := regexp.MustCompile("^(?:" + patterns[1][1] + ")$")
	for node, want := range map[string]bool{
		"aks-npuser01-24158291-vmss000000": true, "aks-npuser01-24158291-vmss00000a": true, "aksnpuser01000001": true,
		"aks-npsystem-24158291-vmss000000": false, "aks-npuser012-24158291-vmss000000": false, "aks-npuser01": false,
	} {
		assert.Equal(t, want, user.MatchString(node), node)
	}
}

func TestPromisesBurnAtTheRightRate(t *testing.T) {
	for objective, want := range map[float64][]string{
		99.9:   {"> 0.0144", "> 0.006", "> 0.001"},
		99.95:  {"> 0.0072", "> 0.003", "> 0.0005"},
		99:     {"> 0.144", "> 0.06", "> 0.01"},
		95:     {"> 0.72", "> 0.3", "> 0.05"},
		99.999: {"> 0.000144", "> 0.00006", "> 0.00001"},
	} {
		slo := checkout
		slo.Objective = objective
		rules := alerting.Groups("aks", []alerting.SLO{slo}, nil, nil)[4].Rules
		alerts := rules[8:11]
		for i, windows := range [][2]string{{"1h", "5m"}, {"6h", "30m"}, {"3d", "6h"}} {
			const ratio = `slo:request_error_ratio:rate%s{cluster="aks",slo="checkout"} %s`
			assert.Equal(t, fmt.Sprintf(ratio+" and "+ratio, windows[0], want[i], windows[1], want[i]), alerts[i].Expression, "%v", objective)
		}
		assert.Equal(t, []int{1, 2, 3}, []int{alerts[0].Severity, alerts[1].Severity, alerts[2].Severity})
		assert.Equal(t, "page", alerts[0].Labels["severity"])
		assert.Equal(t, "ticket", alerts[2].Labels["severity"])
	}
}
