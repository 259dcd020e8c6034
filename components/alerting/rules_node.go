package alerting

// nodeRules are alerts on nodes, those that Azure recommends for AKS.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-metric-alerts
func nodeRules() []Rule {
	return []Rule{
		// A node that the autoscaler is about to remove is unreachable on purpose.
		alert("KubeNodeUnreachable", 3, 15, 10, `
			(
				kube_node_spec_taint{@ksm,key="node.kubernetes.io/unreachable",effect="NoSchedule"}
				unless on (cluster, node) kube_node_spec_taint{@ksm,key="ToBeDeletedByClusterAutoscaler"}
			) == 1`,
			"Node {{ $labels.node }} does not answer; its pods may be started elsewhere."),
		alert("KubeNodeReadinessFlapping", 3, 15, 10, `
			sum by (cluster, node) (changes(kube_node_status_condition{@ksm,condition="Ready",status="true"}[15m])) > 2`,
			"Node {{ $labels.node }} changed {{ $value }} times between ready and not ready within 15 minutes."),
		// The value is a percentage already. Printed as a ratio it would read 8500 %.
		alert("KubeNodeDiskUsageHigh", 3, 15, 10, `
			100 * (1 - node_filesystem_avail_bytes{@node,mountpoint="/"} / node_filesystem_size_bytes{@node,mountpoint="/"}) > 80`,
			`The disk of node {{ $labels.instance }} is {{ $value | printf "%.0f" }} % full.`),
	}
}
