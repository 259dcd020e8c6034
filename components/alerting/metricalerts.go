package alerting

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// Types whose metrics are looked at; they are also the metrics' namespaces.
const (
	firewallType = "Microsoft.Network/azureFirewalls"
	gatewayType  = "Microsoft.Network/applicationGateways"
	bastionType  = "Microsoft.Network/bastionHosts"
	vaultType    = "Microsoft.KeyVault/vaults"
	registryType = "Microsoft.ContainerRegistry/registries"
)

const (
	// bastionSessions are 80 % of the 20 RDP sessions that one instance carries under a medium load; of SSH it carries 40.
	// Source: https://learn.microsoft.com/azure/bastion/configuration-settings#instance
	bastionSessions = 16
	// registryStorage is 80 % of the 500 GiB that the price of a Premium registry includes.
	// Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus
	registryStorage = 400 << 30
)

// metricAlert is an alert on one platform metric of one resource.
type metricAlert struct {
	part, name string // of the Pulumi name, and the physical name
	scope      pulumi.StringInput
	hub        bool // kept in the hub, where the resource is
	severity   int
	namespace  string
	metric     string
	by         string // how values are put together over a window
	dimension  string // each of whose values is judged alone; "" for all together
	operator   string
	threshold  float64
	every      string
	window     string
	says       string
}

// edge are the alerts on what stands between the cluster and everybody else.
//
// Source of the metrics: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index, the page of each type; of
// the thresholds: https://azure.github.io/azure-monitor-baseline-alerts/ and, for the vault,
// https://learn.microsoft.com/azure/key-vault/general/alert.
func (b *builder) edge() []metricAlert {
	return []metricAlert{
		{
			part: "firewall-health", name: "Firewall health", scope: b.FirewallID, hub: true, severity: 1, namespace: firewallType,
			metric: "FirewallHealth", by: "Average", operator: "LessThan", threshold: 90, every: "PT1M", window: "PT5M",
			says: "The firewall is not healthy; traffic out of the cluster may be cut off.",
		},
		{
			part: "firewall-snat", name: "Firewall SNAT ports", scope: b.FirewallID, hub: true, severity: 1, namespace: firewallType,
			metric: "SNATPortUtilization", by: "Maximum", operator: "GreaterThan", threshold: 80, every: "PT1M", window: "PT5M",
			says: "More than 80 % of the firewall's outbound ports are taken. Give it another public address.",
		},
		{
			part: "bastion-sessions", name: "Bastion sessions", scope: b.BastionID, hub: true, severity: 3, namespace: bastionType,
			metric: "sessions", by: "Average", dimension: "host", operator: "GreaterThan", threshold: bastionSessions, every: "PT5M", window: "PT15M",
			says: "One instance of Bastion carries almost as many sessions as it can. Add an instance.",
		},
		{
			part: "gateway-hosts", name: "Gateway unhealthy hosts", scope: b.GatewayID, severity: 1, namespace: gatewayType,
			metric: "UnhealthyHostCount", by: "Average", dimension: "BackendSettingsPool", operator: "GreaterThan", threshold: 0, every: "PT1M", window: "PT5M",
			says: "The Application Gateway does not reach the ingress controller, or does not trust it.",
		},
		{
			part: "vault-availability", name: "Vault availability", scope: b.VaultID, severity: 1, namespace: vaultType,
			metric: "Availability", by: "Average", operator: "LessThan", threshold: 100, every: "PT1M", window: "PT5M",
			says: "Requests to the vault fail for reasons of the vault.",
		},
		{
			part: "registry-storage", name: "Registry storage", scope: b.RegistryID, severity: 3, namespace: registryType,
			metric: "StorageUsed", by: "Average", operator: "GreaterThan", threshold: registryStorage, every: "PT1H", window: "PT1H",
			says: "The registry holds more than 400 GiB; beyond 500 GiB every GiB is paid for. Purge what nobody runs.",
		},
	}
}

func (b *builder) metricAlerts() error {
	for _, alert := range b.edge() {
		if alert.scope == nil {
			continue
		}
		group, opts := b.ResourceGroupName, []pulumi.ResourceOption{b.parent}
		if alert.hub {
			group = b.HubResourceGroupName
			if b.HubProvider != nil {
				opts = append(opts, pulumi.Provider(b.HubProvider))
			}
		}
		criterion := insights.MetricCriteriaArgs{
			CriterionType: pulumi.String("StaticThresholdCriterion"), MetricName: pulumi.String(alert.metric),
			MetricNamespace: pulumi.String(alert.namespace), Name: pulumi.String(alert.metric), Operator: pulumi.String(alert.operator),
			Threshold: pulumi.Float64(alert.threshold), TimeAggregation: pulumi.String(alert.by),
		}
		if alert.dimension != "" {
			criterion.Dimensions = insights.MetricDimensionArray{{
				Name: pulumi.String(alert.dimension), Operator: pulumi.String("Include"), Values: pulumi.ToStringArray([]string{"*"}),
			}}
		}
		_, err := insights.NewMetricAlert(b.ctx, b.name+"-"+alert.part, &insights.MetricAlertArgs{
			Actions:      insights.MetricAlertActionArray{{ActionGroupId: b.told(alert.severity)}},
			AutoMitigate: pulumi.Bool(true),
			Criteria: insights.MetricAlertSingleResourceMultipleMetricCriteriaArgs{
				AllOf: insights.MetricCriteriaArray{criterion}, OdataType: pulumi.String("Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"),
			},
			Description:         pulumi.String(alert.says),
			Enabled:             pulumi.Bool(true),
			EvaluationFrequency: pulumi.String(alert.every),
			Location:            pulumi.String(global),
			ResourceGroupName:   group,
			RuleName:            pulumi.String(b.ruleName(alert.name)),
			Scopes:              pulumi.StringArray{alert.scope},
			Severity:            pulumi.Int(alert.severity),
			Tags:                b.tags(),
			WindowSize:          pulumi.String(alert.window),
		}, opts...)
		if err != nil {
			return err
		}
	}
	return nil
}

// ruleName says which region's an alert is, for the alerts of several regions end up in the same inbox.
func (b *builder) ruleName(what string) string { return what + " " + b.Names.Cluster() }
