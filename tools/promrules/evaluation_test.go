package promrules_test

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const ofKSM = `cluster="aks-example",job="kube-state-metrics",instance="k"`
const ofKubelet = `cluster="aks-example",job="kubelet",instance="n1"`
const ofNode = `cluster="aks-example",job="node",instance="n1"`
const ofContainer = `cluster="aks-example",job="cadvisor",instance="n1",image="i",namespace="a",pod="p",container="c"`

// TestEveryRuleFiresInAClusterInWhichEverythingIsWrong evaluates every expression with the engine of Prometheus: that labels match and
// that no join finds two series where it wants one can be seen in no other way.
func TestEveryRuleFiresInAClusterInWhichEverythingIsWrong(t *testing.T) {
	load := "load 1m\n"
	add := func(name, sel, v string) { load += fmt.Sprintf("  %s{%s} %s\n", name, sel, v) }
	flat := func(v string) string { return v + "x5000" }
	add("kube_pod_owner", ofKSM+`,namespace="a",pod="p",owner_name="rs",owner_kind="ReplicaSet"`, flat("1+0"))
	add("kube_pod_owner", ofKSM+`,namespace="a",pod="p",owner_name="rs2",owner_kind="X"`, flat("1+0"))
	add("kube_pod_owner", ofKSM+`,namespace="a",pod="q",owner_name="",owner_kind=""`, flat("1+0"))
	add("kube_job_spec_completions", ofKSM+`,namespace="a",job_name="j"`, flat("2+0"))
	add("kube_job_status_succeeded", ofKSM+`,namespace="a",job_name="j"`, flat("1+0"))
	add("container_cpu_usage_seconds_total", ofContainer, flat("0+60"))
	add("container_spec_cpu_quota", ofContainer, flat("100000+0"))
	add("container_spec_cpu_period", ofContainer, flat("100000+0"))
	add("container_memory_working_set_bytes", ofContainer, flat("98+0"))
	add("kube_pod_container_resource_limits", ofKSM+`,namespace="a",pod="p",container="c",resource="memory",unit="byte",node="n1"`, flat("100+0"))
	// One replica of two is at its limit; the average of both is not.
	for pod, bytes := range map[string]string{"m1": "98+0", "m2": "10+0"} {
		add("kube_pod_owner", ofKSM+`,namespace="a",pod="`+pod+`",owner_name="uneven",owner_kind="ReplicaSet"`, flat("1+0"))
		add("container_memory_working_set_bytes", strings.Replace(ofContainer, `pod="p"`, `pod="`+pod+`"`, 1), flat(bytes))
		add("kube_pod_container_resource_limits", ofKSM+`,namespace="a",pod="`+pod+`",container="c",resource="memory",unit="byte",node="n1"`, flat("100+0"))
	}
	add("kube_pod_status_phase", ofKSM+`,namespace="a",pod="p",phase="Failed"`, flat("1+0"))
	add("kube_pod_status_phase", ofKSM+`,namespace="a",pod="q",phase="Pending"`, flat("1+0"))
	add("kube_pod_status_phase", ofKSM+`,namespace="a",pod="q",phase="Failed"`, flat("0+0"))
	add("kube_pod_info", ofKSM+`,namespace="a",pod="q"`, flat("1+0"))
	for _, pvc := range []string{"d1", "d2"} {
		v := ofKubelet + `,namespace="a",persistentvolumeclaim="` + pvc + `"`
		add("kubelet_volume_stats_used_bytes", v, flat("90+0"))
		add("kubelet_volume_stats_capacity_bytes", v, flat("100000+0"))
		add("kubelet_volume_stats_available_bytes", v, flat("10000-1"))
		add("kubelet_volume_stats_inodes", v, flat("100+0"))
		add("kubelet_volume_stats_inodes_used", v, flat("99+0"))
	}
	v := ofKubelet + `,namespace="a",persistentvolumeclaim="full"`
	add("kubelet_volume_stats_used_bytes", v, flat("90+0"))
	add("kubelet_volume_stats_capacity_bytes", v, flat("100+0"))
	add("kube_persistentvolumeclaim_access_mode", ofKSM+`,namespace="a",persistentvolumeclaim="d2",access_mode="ReadOnlyMany"`, flat("1+0"))
	add("kube_deployment_status_replicas_ready", ofKSM+`,namespace="a",deployment="x"`, flat("1+0"))
	add("kube_deployment_spec_replicas", ofKSM+`,namespace="a",deployment="x"`, flat("3+0"))
	add("kube_deployment_status_replicas_available", ofKSM+`,namespace="a",deployment="x"`, flat("1+0"))
	add("kube_deployment_status_replicas_updated", ofKSM+`,namespace="a",deployment="x"`, flat("1+0"))
	add("kube_daemonset_status_number_ready", ofKSM+`,namespace="a",daemonset="y"`, flat("1+0"))
	add("kube_daemonset_status_desired_number_scheduled", ofKSM+`,namespace="a",daemonset="y"`, flat("3+0"))
	add("kube_daemonset_status_current_number_scheduled", ofKSM+`,namespace="a",daemonset="y"`, flat("2+0"))
	add("kube_daemonset_status_number_misscheduled", ofKSM+`,namespace="a",daemonset="y"`, flat("1+0"))
	for _, c := range []string{"c", "d"} {
		add("kube_pod_container_status_restarts_total", ofKSM+`,namespace="a",pod="p",container="`+c+`"`, flat("0+1"))
		add("kube_pod_container_status_last_terminated_reason", ofKSM+`,namespace="a",pod="p",container="`+c+`",reason="OOMKilled"`, flat("1+0"))
		add("kube_pod_container_status_waiting_reason", ofKSM+`,namespace="a",pod="p",container="`+c+`",reason="CrashLoopBackOff"`, flat("1+0"))
	}
	add("kube_statefulset_status_observed_generation", ofKSM+`,namespace="a",statefulset="s"`, flat("1+0"))
	add("kube_statefulset_metadata_generation", ofKSM+`,namespace="a",statefulset="s"`, flat("2+0"))
	add("kube_statefulset_status_replicas_ready", ofKSM+`,namespace="a",statefulset="s"`, flat("1+0"))
	add("kube_statefulset_status_replicas", ofKSM+`,namespace="a",statefulset="s"`, flat("2+0"))
	add("kube_statefulset_status_replicas_updated", ofKSM+`,namespace="a",statefulset="s"`, flat("2+0"))
	add("kube_job_failed", ofKSM+`,namespace="a",job_name="j",condition="true"`, flat("1+0"))
	add("kube_job_failed", ofKSM+`,namespace="a",job_name="j",condition="false"`, flat("0+0"))
	for _, le := range []string{"10", "100", "+Inf"} {
		inc := "0"
		if le != "10" {
			inc = "1"
		}
		add("kubelet_pod_worker_duration_seconds_bucket", ofKubelet+`,le="`+le+`",operation_type="sync"`, flat("0+"+inc))
		add("http_request_duration_seconds_bucket", `cluster="aks-example",namespace="a0008",job="checkout",pod="1",code="500",le="`+le+`"`, flat("0+"+inc))
	}
	add("http_request_duration_seconds_count", `cluster="aks-example",namespace="a0008",job="checkout",pod="1",code="500"`, flat("0+1"))
	add("http_request_duration_seconds_count", `cluster="aks-example",namespace="a0008",job="checkout",pod="1",code="200"`, flat("0+9"))
	add("kubelet_node_name", ofKubelet+`,node="aks-npuser01-1-vmss000000"`, flat("1+0"))
	h := ofKSM + `,namespace="a",horizontalpodautoscaler="h"`
	add("kube_horizontalpodautoscaler_status_desired_replicas", h, flat("4+0"))
	add("kube_horizontalpodautoscaler_status_current_replicas", h, flat("3+0"))
	add("kube_horizontalpodautoscaler_spec_min_replicas", h, flat("1+0"))
	add("kube_horizontalpodautoscaler_spec_max_replicas", h, flat("5+0"))
	h = ofKSM + `,namespace="a",horizontalpodautoscaler="m"`
	add("kube_horizontalpodautoscaler_status_current_replicas", h, flat("5+0"))
	add("kube_horizontalpodautoscaler_spec_max_replicas", h, flat("5+0"))
	for _, node := range []string{"n1", "n2"} {
		add("kube_node_spec_taint", ofKSM+`,node="`+node+`",key="node.kubernetes.io/unreachable",effect="NoSchedule",value=""`, flat("1+0"))
	}
	add("kube_node_spec_taint", ofKSM+`,node="n2",key="ToBeDeletedByClusterAutoscaler",effect="NoSchedule",value="123"`, flat("1+0"))
	load += "  kube_node_status_condition{" + ofKSM + `,node="n1",condition="Ready",status="true"} ` + "0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1\n"
	add("node_filesystem_avail_bytes", ofNode+`,mountpoint="/",device="d"`, flat("10+0"))
	add("node_filesystem_size_bytes", ofNode+`,mountpoint="/",device="d"`, flat("100+0"))
	add("node_cpu_seconds_total", ofNode+`,mode="idle",cpu="0"`, flat("0+6"))
	add("node_memory_MemAvailable_bytes", ofNode, flat("10+0"))
	add("node_memory_MemTotal_bytes", ofNode, flat("100+0"))
	for _, r := range []string{"cpu", "requests.cpu", "memory", "requests.memory"} {
		add("kube_resourcequota", ofKSM+`,namespace="a",resourcequota="q",resource="`+r+`",type="hard"`, flat("20+0"))
		add("kube_resourcequota", ofKSM+`,namespace="a",resourcequota="q",resource="`+r+`",type="used"`, flat("19+0"))
	}
	for _, r := range []string{"cpu", "memory"} {
		add("kube_node_status_allocatable", ofKSM+`,node="n1",resource="`+r+`"`, flat("10+0"))
	}
	add("rest_client_requests_total", ofKubelet+`,code="500",method="GET"`, flat("0+1"))
	add("rest_client_requests_total", ofKubelet+`,code="200",method="GET"`, flat("0+9"))
	add("kube_persistentvolume_status_phase", ofKSM+`,persistentvolume="pv",phase="Failed"`, flat("1+0"))
	for i := range 5 {
		add("kube_node_info", ofKSM+fmt.Sprintf(`,node="aks-npuser01-12345678-vmss00000%d"`, i), flat("1+0"))
		add("kube_node_info", ofKSM+fmt.Sprintf(`,node="aks-npsystem-12345678-vmss00000%d"`, i), flat("1+0"))
	}
	for i := range 55 {
		add("kube_node_info", ofKSM+fmt.Sprintf(`,node="aksnpwin0000%02d"`, i), flat("1+0"))
	}
	rec := `cluster="aks-example",slo="checkout",namespace="a0008"`
	add("slo:requests:rate5m", rec, flat("10+0"))
	add("slo:request_errors:rate5m", rec, flat("1+0"))
	for _, w := range []string{"5m", "30m", "1h", "6h", "3d"} {
		add("slo:request_error_ratio:rate"+w, rec, flat("0.1+0"))
	}
	add("slo:request_latency_seconds:rate5m", rec, flat("0.5+0"))

	s := promqltest.LoadedStorage(t, load)
	t.Cleanup(func() { s.Close() })
	p := parser.NewParser(parser.Options{})
	e := promql.NewEngine(promql.EngineOpts{MaxSamples: 1e8, Timeout: time.Minute, Parser: p})
	content, err := os.ReadFile(rules)
	require.NoError(t, err)
	groups, errs := rulefmt.Parse(content, false, model.UTF8Validation, p, slog.New(slog.DiscardHandler))
	require.Empty(t, errs)
	for _, g := range groups.Groups {
		for _, r := range g.Rules {
			// Some need hours of values; readiness flaps in the first minutes only.
			at := time.Unix(39*60, 0)
			if strings.HasPrefix(g.Name, "SLO") || r.Alert == "KubePersistentVolumeFillingUp" {
				at = time.Unix(4999*60, 0)
			}
			query, err := e.NewInstantQuery(t.Context(), s, nil, r.Expr, at)
			require.NoError(t, err, r.Alert+r.Record)
			result := query.Exec(t.Context())
			require.NoError(t, result.Err, r.Alert+r.Record)
			found, err := result.Vector()
			require.NoError(t, err, r.Alert+r.Record)
			assert.NotEmpty(t, found, "%s%s finds nothing in a cluster in which everything is wrong", r.Alert, r.Record)
			if r.Alert == "KubeContainerAverageMemoryHigh" {
				assert.Contains(t, found.String(), `controller="uneven"`, "one replica of many is at its limit")
			}
		}
	}
}
