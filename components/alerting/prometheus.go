package alerting

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/alertsmanagement"
)

// prometheusRules declares the rule groups of managed Prometheus.
func (b *builder) prometheusRules() error {
	if b.AzureMonitorWorkspaceID == nil {
		return nil
	}
	cluster := b.Names.Cluster()
	for _, group := range Groups(cluster, b.Settings.SLOs, b.NodePools, b.NodeSubnets) {
		if len(group.Rules) > maxRules {
			return fmt.Errorf("%s has %d rules, and Azure takes %d", group.Name, len(group.Rules), maxRules)
		}
		rules := alertsmanagement.PrometheusRuleArray{}
		for _, rule := range group.Rules {
			rules = append(rules, b.prometheusRule(rule))
		}
		_, err := alertsmanagement.NewPrometheusRuleGroup(b.ctx, b.name+"-"+group.part, &alertsmanagement.PrometheusRuleGroupArgs{
			ClusterName:       pulumi.String(cluster),
			Description:       pulumi.String(group.Description),
			Enabled:           pulumi.Bool(true),
			Interval:          pulumi.String(inISO(interval)),
			Location:          pulumi.String(b.Location.Name),
			ResourceGroupName: b.ResourceGroupName,
			RuleGroupName:     pulumi.String(group.Name),
			Rules:             rules,
			Scopes:            pulumi.StringArray{b.AzureMonitorWorkspaceID, b.ClusterID},
			Tags:              b.tags(),
		}, b.parent)
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) prometheusRule(rule Rule) alertsmanagement.PrometheusRuleArgs {
	declared := alertsmanagement.PrometheusRuleArgs{
		Enabled: pulumi.Bool(true), Expression: pulumi.String(rule.Expression), Labels: pulumi.ToStringMap(rule.Labels),
	}
	if rule.Record != "" {
		declared.Record = pulumi.String(rule.Record)
		return declared
	}
	declared.Alert = pulumi.String(rule.Alert)
	declared.Actions = alertsmanagement.PrometheusRuleGroupActionArray{{ActionGroupId: b.told(rule.Severity)}}
	declared.Annotations = pulumi.ToStringMap(rule.Annotations)
	declared.For = pulumi.String(inISO(rule.For))
	declared.ResolveConfiguration = alertsmanagement.PrometheusRuleResolveConfigurationArgs{
		AutoResolved: pulumi.Bool(true), TimeToResolve: pulumi.String(inISO(rule.Resolve)),
	}
	declared.Severity = pulumi.Int(rule.Severity)
	return declared
}
