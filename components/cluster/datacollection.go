package cluster

import (
	"fmt"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// azureMonitorProfile turns on managed Prometheus where there is a rule that takes its metrics. Annotations and labels of
// Kubernetes objects stay out of the metrics: each value would be a series of its own.
func (b *builder) azureMonitorProfile() containerservice.ManagedClusterAzureMonitorProfileArgs {
	metrics := containerservice.ManagedClusterAzureMonitorProfileMetricsArgs{Enabled: pulumi.Bool(b.args.PrometheusRuleID != nil)}
	if b.args.PrometheusRuleID != nil {
		metrics.KubeStateMetrics = containerservice.ManagedClusterAzureMonitorProfileKubeStateMetricsArgs{
			MetricAnnotationsAllowList: pulumi.String(""), MetricLabelsAllowlist: pulumi.String(""),
		}
	}
	return containerservice.ManagedClusterAzureMonitorProfileArgs{Metrics: metrics}
}

// associateDataCollection tells the agents in the cluster by which rules they collect.
func (b *builder) associateDataCollection(cluster *containerservice.ManagedCluster) error {
	for _, association := range []struct {
		part, name, why string
		rule            pulumi.StringInput
	}{
		{"container-insights", b.args.Names.ContainerInsightsRule(), "Container logs of the cluster.", b.args.ContainerInsightsRuleID},
		{"prometheus", b.args.Names.PrometheusRule(), "Prometheus metrics of the cluster.", b.args.PrometheusRuleID},
	} {
		if association.rule == nil {
			continue
		}
		_, err := insights.NewDataCollectionRuleAssociation(b.ctx, b.child("collect-"+association.part), &insights.DataCollectionRuleAssociationArgs{
			AssociationName: pulumi.String(association.name), DataCollectionRuleId: association.rule.ToStringOutput().ToStringPtrOutput(), Description: pulumi.String(association.why),
			ResourceUri: cluster.ID().ToStringOutput(),
		}, b.parent)
		if err != nil {
			return fmt.Errorf("association with %s: %w", association.part, err)
		}
	}
	return nil
}
