package alerting

// podRules are alerts on pods and on what makes them. They are those that Azure recommends for AKS, with what kept some of
// them from ever firing put right: a phase is written with a capital letter, volumes are told apart by their claim, since
// the kubelet does not say which pod uses one, and DaemonSets are counted by their own label.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-metric-alerts
func podRules() []Rule {
	return []Rule{
		alert("KubeJobStale", 4, 360, 15, `
			sum by (cluster, namespace) (kube_job_spec_completions{@ksm})
			- sum by (cluster, namespace) (kube_job_status_succeeded{@ksm}) > 0`,
			"{{ $value }} jobs in {{ $labels.namespace }} have not completed for 6 hours."),
		alert("KubeContainerAverageCPUHigh", 4, 5, 15, `
			sum by (cluster, namespace, pod, container) (rate(container_cpu_usage_seconds_total{@any,image!="",container!="POD"}[5m]))
			/ sum by (cluster, namespace, pod, container) (
				container_spec_cpu_quota{@any,image!="",container!="POD"} / container_spec_cpu_period{@any,image!="",container!="POD"}
			) > 0.95`,
			"Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit."),
		alert("KubeContainerAverageMemoryHigh", 4, 10, 10, `
			avg by (cluster, namespace, controller, container) (
				((
					max by (cluster, namespace, pod, container) (container_memory_working_set_bytes{@any,image!="",container!="",container!="POD"})
					/ max by (cluster, namespace, pod, container) (kube_pod_container_resource_limits{@ksm,resource="memory",node!=""})
				) * on (cluster, namespace, pod) group_left (controller) @owner) > 0.95
			)`,
			"Containers {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.controller }} that are close to their memory limit use {{ $value | humanizePercentage }} of it."),
		alert("KubePodFailedState", 4, 5, 15, `
			sum by (cluster, namespace, controller) (
				max by (cluster, namespace, pod) (kube_pod_status_phase{@ksm,phase="Failed"})
				* on (cluster, namespace, pod) group_left (controller) @owner
			) > 0`,
			"{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.controller }} have failed."),
		alert("KubePVUsageHigh", 3, 15, 10, `
			max by (cluster, namespace, persistentvolumeclaim) (
				kubelet_volume_stats_used_bytes{@kubelet} / kubelet_volume_stats_capacity_bytes{@kubelet}
			) > 0.8`,
			"The volume of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full."),
		alert("KubePodReadyStateLow", 4, 5, 15, `
			sum by (cluster, namespace, deployment) (kube_deployment_status_replicas_ready{@ksm})
			/ sum by (cluster, namespace, deployment) (kube_deployment_spec_replicas{@ksm}) < 0.8
			or
			sum by (cluster, namespace, daemonset) (kube_daemonset_status_number_ready{@ksm})
			/ sum by (cluster, namespace, daemonset) (kube_daemonset_status_desired_number_scheduled{@ksm}) < 0.8`,
			"{{ $value | humanizePercentage }} of the pods of {{ $labels.namespace }}/{{ $labels.deployment }}{{ $labels.daemonset }} are ready."),
		alert("KubePodContainerRestart", 4, 15, 10, `
			sum by (cluster, namespace, controller, container) (
				increase(kube_pod_container_status_restarts_total{@ksm}[1h])
				* on (cluster, namespace, pod) group_left (controller) @owner
			) > 0`,
			"Containers {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.controller }} restarted within the last hour."),
		alert("KubePodCrashLooping", 4, 15, 10,
			`max_over_time(kube_pod_container_status_waiting_reason{@ksm,reason="CrashLoopBackOff"}[5m]) >= 1`,
			"Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} crashes whenever it is started."),
		alert("KubePodNotReadyByController", 3, 15, 10, `
			sum by (cluster, namespace, controller) (
				max by (cluster, namespace, pod) (kube_pod_status_phase{@ksm,phase=~"Pending|Unknown"})
				* on (cluster, namespace, pod) group_left (controller) @owner
			) > 0`,
			"{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.controller }} have been pending or unknown for 15 minutes."),
		alert("KubeStatefulSetGenerationMismatch", 3, 15, 10,
			`kube_statefulset_status_observed_generation{@ksm} != kube_statefulset_metadata_generation{@ksm}`,
			"A change to StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} is neither carried out nor taken back."),
		// The series exists for every condition that a job has ever had; it is the condition's status that says whether it holds.
		alert("KubeJobFailed", 3, 15, 10,
			`kube_job_failed{@ksm,condition="true"} > 0`,
			"Job {{ $labels.namespace }}/{{ $labels.job_name }} has failed."),
		alert("KubeletPodStartUpLatencyHigh", 4, 10, 10, `
			histogram_quantile(0.99, sum by (cluster, instance, le) (rate(kubelet_pod_worker_duration_seconds_bucket{@kubelet}[5m])))
			* on (cluster, instance) group_left (node) kubelet_node_name{@kubelet} > 60`,
			"Node {{ $labels.node }} takes {{ $value | humanizeDuration }} to start 1 of 100 pods."),
		alert("KubeDeploymentReplicasMismatch", 4, 15, 15, `
			(kube_deployment_spec_replicas{@ksm} > kube_deployment_status_replicas_available{@ksm})
			and (changes(kube_deployment_status_replicas_updated{@ksm}[10m]) == 0)`,
			"Deployment {{ $labels.namespace }}/{{ $labels.deployment }} lacks replicas, and none is on its way."),
		alert("KubeStatefulSetReplicasMismatch", 4, 15, 10, `
			(kube_statefulset_status_replicas_ready{@ksm} != kube_statefulset_status_replicas{@ksm})
			and (changes(kube_statefulset_status_replicas_updated{@ksm}[10m]) == 0)`,
			"Not all replicas of StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} are ready, and none is on its way."),
		alert("KubeHpaReplicasMismatch", 4, 15, 15, `
			(kube_horizontalpodautoscaler_status_desired_replicas{@ksm} != kube_horizontalpodautoscaler_status_current_replicas{@ksm})
			and (kube_horizontalpodautoscaler_status_current_replicas{@ksm} > kube_horizontalpodautoscaler_spec_min_replicas{@ksm})
			and (kube_horizontalpodautoscaler_status_current_replicas{@ksm} < kube_horizontalpodautoscaler_spec_max_replicas{@ksm})
			and (changes(kube_horizontalpodautoscaler_status_current_replicas{@ksm}[15m]) == 0)`,
			"Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} does not get the replicas that it wants."),
		alert("KubeHpaMaxedOut", 4, 15, 15,
			`kube_horizontalpodautoscaler_status_current_replicas{@ksm} == kube_horizontalpodautoscaler_spec_max_replicas{@ksm}`,
			"Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has run at its maximum of {{ $value }} for 15 minutes."),
	}
}
