package alerting

// clusterRules are alerts on quotas, volumes and what else concerns the cluster as a whole, those that Azure recommends for
// AKS. Free inodes are what is left of all that there are: the series that would say so is not among those that managed
// Prometheus collects.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-metric-alerts
func clusterRules() []Rule {
	return []Rule{
		alert("KubeContainerOOMKilledCount", 4, 5, 10, `
			sum by (cluster, namespace, controller, container) (
				kube_pod_container_status_last_terminated_reason{@ksm,reason="OOMKilled"}
				* on (cluster, namespace, pod) group_left (controller) @owner
			) > 0`,
			"{{ $value }} containers {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.controller }} were killed for want of memory."),
		alert("KubeCPUQuotaOvercommit", 3, 5, 10, `
			sum by (cluster) (min without (resource) (kube_resourcequota{@ksm,type="hard",resource=~"cpu|requests[.]cpu"}))
			/ sum by (cluster) (kube_node_status_allocatable{@ksm,resource="cpu"}) > 1.5`,
			"The namespaces' quotas of CPU add up to {{ $value | humanizePercentage }} of what the nodes have."),
		alert("KubeMemoryQuotaOvercommit", 3, 5, 10, `
			sum by (cluster) (min without (resource) (kube_resourcequota{@ksm,type="hard",resource=~"memory|requests[.]memory"}))
			/ sum by (cluster) (kube_node_status_allocatable{@ksm,resource="memory"}) > 1.5`,
			"The namespaces' quotas of memory add up to {{ $value | humanizePercentage }} of what the nodes have."),
		alert("KubeClientErrors", 3, 15, 10, `
			sum by (cluster, namespace, job, instance) (rate(rest_client_requests_total{@any,code=~"5.."}[5m]))
			/ sum by (cluster, namespace, job, instance) (rate(rest_client_requests_total{@any}[5m])) > 0.01`,
			"{{ $value | humanizePercentage }} of the requests of {{ $labels.job }} on {{ $labels.instance }} to the API server fail."),
		alert("KubePersistentVolumeFillingUp", 4, 60, 15, `
			kubelet_volume_stats_available_bytes{@kubelet} / kubelet_volume_stats_capacity_bytes{@kubelet} < 0.15
			and kubelet_volume_stats_used_bytes{@kubelet} > 0
			and predict_linear(kubelet_volume_stats_available_bytes{@kubelet}[6h], 4 * 24 * 3600) < 0
			unless on (cluster, namespace, persistentvolumeclaim) kube_persistentvolumeclaim_access_mode{@ksm,access_mode="ReadOnlyMany"} == 1
			unless on (cluster, namespace, persistentvolumeclaim) kube_persistentvolumeclaim_labels{@ksm,label_excluded_from_alerts="true"} == 1`,
			"The volume of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within 4 days; {{ $value | humanizePercentage }} is left."),
		alert("KubePersistentVolumeInodesFillingUp", 4, 15, 10, `
			(kubelet_volume_stats_inodes{@kubelet} - kubelet_volume_stats_inodes_used{@kubelet})
			/ (kubelet_volume_stats_inodes{@kubelet} > 0) < 0.03`,
			"The volume of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} of its inodes left."),
		alert("KubePersistentVolumeErrors", 4, 5, 10,
			`kube_persistentvolume_status_phase{@ksm,phase=~"Failed|Pending"} > 0`,
			"Volume {{ $labels.persistentvolume }} is {{ $labels.phase }}."),
		alert("KubeContainerWaiting", 3, 60, 10,
			`sum by (cluster, namespace, pod, container) (kube_pod_container_status_waiting_reason{@ksm}) > 0`,
			"Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} has been waiting for an hour."),
		alert("KubeDaemonSetNotScheduled", 3, 15, 10,
			`kube_daemonset_status_desired_number_scheduled{@ksm} - kube_daemonset_status_current_number_scheduled{@ksm} > 0`,
			"{{ $value }} pods of DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} have no node."),
		alert("KubeDaemonSetMisScheduled", 3, 15, 10,
			`kube_daemonset_status_number_misscheduled{@ksm} > 0`,
			"{{ $value }} pods of DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} run where they should not."),
		alert("KubeQuotaAlmostFull", 3, 15, 10, `
			kube_resourcequota{@ksm,type="used"} / ignoring (type) (kube_resourcequota{@ksm,type="hard"} > 0) > 0.9 < 1`,
			"{{ $value | humanizePercentage }} of the quota of {{ $labels.resource }} in {{ $labels.namespace }} is used."),
	}
}
