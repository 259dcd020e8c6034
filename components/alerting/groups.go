package alerting

// levels are the three groups that Azure recommends for AKS, by what their rules are about.
var levels = []struct {
	part, name string
	rules      func() []Rule
}{
	{"pod-rules", "Pod-level", podRules},
	{"node-rules", "Node-level", nodeRules},
	{"cluster-rules", "Cluster-level", clusterRules},
}

// ExtraMetrics are series of kube-state-metrics that the rules read and that managed Prometheus does not collect unless it is
// told to: they belong into the keep list of the target kubestate. Without them two alerts never fire, and one does not
// know its exceptions.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default#minimal-ingestion-profile
func ExtraMetrics() []string {
	return []string{
		"kube_persistentvolume_status_phase", "kube_persistentvolumeclaim_access_mode", "kube_statefulset_metadata_generation",
		"kube_statefulset_status_observed_generation",
	}
}

// Groups returns every rule group of a cluster: the three recommended ones, capacity, and one for each promise.
func Groups(cluster string, slos []SLO, pools []Pool, subnets []Subnet) []Group {
	var groups []Group
	for _, level := range levels {
		groups = append(groups, Group{
			Name: "KubernetesAlert-RecommendedMetricAlerts" + cluster + "-" + level.name, part: level.part,
			Description: "Recommended alerts on AKS, " + level.name + ".", Rules: forCluster(cluster, level.rules()),
		})
	}
	groups = append(groups, Group{
		Name: "KubernetesAlert-Capacity-" + cluster, part: "capacity-rules",
		Description: "What the cluster runs out of.", Rules: forCluster(cluster, capacityRules(pools, subnets)),
	})
	for _, slo := range slos {
		groups = append(groups, slo.group(cluster))
	}
	return groups
}
