package alerting_test

import (
	"testing"

	azurenative "github.com/pulumi/pulumi-azure-native-sdk/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// everything looks at all that there can be.
func everything(a *alerting.Args) {
	a.AzureMonitorWorkspaceID = pulumi.String(metricsID)
	a.VaultID, a.GatewayID, a.RegistryID = pulumi.String(vaultID), pulumi.String(gatewayID), pulumi.String(registryID)
	a.FirewallID, a.BastionID, a.HubResourceGroupName = pulumi.String(firewallID), pulumi.String(bastionID), pulumi.String(hub)
	a.NodePools, a.NodeSubnets = pools, nodes
	a.ContainerLogsBasic = true
}

func settings() alerting.Settings {
	return alerting.Settings{
		Receivers: everybody(), SLOs: []alerting.SLO{checkout},
		ClusterEvents: alerting.ClusterEvents{WebhookURI: "https://events.example/hook?code=SECRET-2"},
	}
}

// TestWholeGraph compares all that is registered, where there is little to look at and where there is everything. The
// simulated Azure refuses what Azure would refuse.
func TestWholeGraph(t *testing.T) {
	for name, c := range map[string]struct {
		settings alerting.Settings
		change   func(*alerting.Args)
	}{"least": {}, "everything": {settings(), everything}} {
		t.Run(name, func(t *testing.T) {
			require.Empty(t, c.settings.Validate("alerting", environment.Dev))
			m, err := deploy(t, c.settings, c.change)
			require.NoError(t, err)
			golden.Compare(t, "testdata/"+name+".golden", m.Graph())
			assert.NotContains(t, m.Graph(), "SECRET")
			below := len(m.Below(alerting.Token+"::primary-alerting")) + len(m.Below(alerting.ActionGroupsToken+"::primary-actions"))
			assert.Len(t, m.Registrations(), below, "every resource belongs to one of the components")
		})
	}
}

func TestActionGroupsTellTheirReceivers(t *testing.T) {
	m, err := deploy(t, settings(), nil)
	require.NoError(t, err)
	page := m.Named(t, "primary-actions-page")
	assert.Equal(t, map[string]any{
		"actionGroupName": names.ActionGroup("page"), "enabled": true, "groupShortName": "page", "location": "global", "resourceGroupName": workload,
		"emailReceivers": []any{object{"emailAddress": "oncall@contoso.example", "name": "email-0", "useCommonAlertSchema": true}},
		"webhookReceivers": []any{
			object{"name": "webhook-0", "serviceUri": "https://pager.example/hook?code=SECRET-1", "useCommonAlertSchema": true},
			object{
				"name": "webhook-1", "serviceUri": "https://secure.example/hook", "useCommonAlertSchema": true, "useAadAuth": true,
				"objectId": object1, "identifierUri": "api://pager", "tenantId": tenant1,
			},
		},
		"tags": object{"team": "platform"},
	}, page.Inputs)
	assert.Equal(t, []string{"webhookReceivers[0].serviceUri", "webhookReceivers[1].serviceUri"}, page.Secrets)
	assert.Equal(t, []any{
		object{"name": "role-0", "roleId": azure.RoleOwner, "useCommonAlertSchema": true},
		object{"name": "role-1", "roleId": azure.RoleMonitoringReader, "useCommonAlertSchema": true},
	}, m.Named(t, "primary-actions-cost").Inputs["armRoleReceivers"])
}

// TestEveryAlertTellsSomebody: 0 to 2 page, 3 and 4 make a ticket.
func TestEveryAlertTellsSomebody(t *testing.T) {
	m, err := deploy(t, settings(), everything)
	require.NoError(t, err)
	group := func(severity int) string {
		purpose := "ticket"
		if severity <= 2 {
			purpose = "page"
		}
		return id(workload, "Microsoft.Insights/actionGroups", names.ActionGroup(purpose))
	}
	seen := map[string]int{}
	for _, r := range m.Registrations() {
		in := r.In()
		switch kind := azure.CanonicalType(r.Type); kind {
		case azure.TypePrometheusRuleGroup:
			for _, rule := range in.At("rules").Items() {
				if rule.At("alert").Absent() {
					continue
				}
				seen[kind]++
				require.Len(t, rule.At("actions").Items(), 1)
				assert.Equal(t, group(rule.At("severity").Int()), rule.At("actions").Items()[0].At("actionGroupId").Text(), rule.At("alert").Text())
			}
		case azure.TypeMetricAlert:
			seen[kind]++
			assert.Equal(t, group(in.At("severity").Int()), in.At("actions").Items()[0].At("actionGroupId").Text(), r.Name)
		case azure.TypeScheduledQueryRule:
			seen[kind]++
			assert.Equal(t, []string{group(in.At("severity").Int())}, in.At("actions", "actionGroups").Texts(), r.Name)
		case azure.TypeActivityLogAlert:
			seen[kind]++
			assert.Equal(t, group(4), in.At("actions", "actionGroups").Items()[0].At("actionGroupId").Text())
		case azure.TypeSystemTopicEventSubscription:
			if in.At("destination", "endpointType").Text() == "MonitorAlert" {
				seen[kind]++
				assert.Equal(t, []string{group(3)}, in.At("destination", "actionGroups").Texts())
			}
		}
	}
	assert.Equal(t, map[string]int{
		azure.TypePrometheusRuleGroup: 30 + 5 + 5, azure.TypeMetricAlert: 6, azure.TypeScheduledQueryRule: 3, azure.TypeActivityLogAlert: 1,
		azure.TypeSystemTopicEventSubscription: 1,
	}, seen)
}

func TestAlertsOnTheHubAreKeptInTheHub(t *testing.T) {
	const other = "99999999-0000-4000-8000-000000000009"
	m, err := deploy(t, alerting.Settings{}, func(a *alerting.Args) {
		a.FirewallID, a.BastionID, a.HubResourceGroupName = pulumi.String(firewallID), pulumi.String(bastionID), pulumi.String(hub)
	})
	require.NoError(t, err)
	for _, name := range []string{"firewall-health", "firewall-snat", "bastion-sessions"} {
		assert.Equal(t, hub, m.Named(t, "primary-alerting-"+name).Inputs["resourceGroupName"], name)
	}

	m = newWorld(t)
	_, err = m.Simulator().Create(t.Context(), engine.Request{
		Token: azure.TypeResourceGroup, URN: "urn", Inputs: object{"resourceGroupName": hub, "location": "westeurope"},
		Provider: engine.Provider{Package: "azure-native", Subscription: other, Tenant: monitor.Tenant},
	})
	require.NoError(t, err)
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		provider, err := azurenative.NewProvider(ctx, "hub", &azurenative.ProviderArgs{SubscriptionId: pulumi.String(other), TenantId: pulumi.String(monitor.Tenant)})
		if err != nil {
			return err
		}
		groups, err := alerting.NewActionGroups(ctx, "primary-actions", &alerting.ActionGroupsArgs{Names: names, ResourceGroupName: pulumi.String(workload)})
		if err != nil {
			return err
		}
		_, err = alerting.New(ctx, "primary-alerting", &alerting.Args{
			Names: names, Location: azure.Location{Name: "westeurope"}, ResourceGroupName: pulumi.String(workload),
			ResourceGroupID: pulumi.String(azure.ResourceGroupID(monitor.Subscription, workload)), ActionGroupIDs: groups.IDs,
			WorkspaceID: pulumi.String(workspaceID), ClusterID: pulumi.String(clusterID), FirewallID: pulumi.String(firewallID),
			HubResourceGroupName: pulumi.String(hub), HubProvider: provider,
		})
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
	require.NoError(t, err)
	assert.Contains(t, m.Named(t, "primary-alerting-firewall-health").Provider, "::hub")
	assert.Empty(t, m.Named(t, "primary-alerting-daily-cap").Provider)
}

func TestEventsOfTheClusterGoToAQueue(t *testing.T) {
	m, err := deploy(t, alerting.Settings{ClusterEvents: alerting.ClusterEvents{StorageAccountID: queueID, QueueName: "upgrades"}}, nil)
	require.NoError(t, err)
	assert.Equal(t, object{
		"destination":         object{"endpointType": "StorageQueue", "queueName": "upgrades", "resourceId": queueID},
		"eventDeliverySchema": "CloudEventSchemaV1_0", "eventSubscriptionName": "upgrades", "resourceGroupName": workload, "systemTopicName": cluster,
		"filter": object{"isSubjectCaseSensitive": false, "includedEventTypes": []any{
			"Microsoft.ContainerService.NewKubernetesVersionAvailable", "Microsoft.ContainerService.ClusterSupportEnding",
			"Microsoft.ContainerService.ClusterSupportEnded", "Microsoft.ContainerService.NodePoolRollingStarted",
			"Microsoft.ContainerService.NodePoolRollingSucceeded", "Microsoft.ContainerService.NodePoolRollingFailed",
		}},
	}, m.Named(t, "primary-alerting-cluster-events").Inputs)
	assert.Nil(t, m.Find(azure.TypeSystemTopicEventSubscription, "primary-alerting-vault-events"))
}

func TestNewRefusesArgs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := alerting.New(ctx, "a", nil)
		assert.EqualError(t, err, `alerting "a": args are required`)
		_, err = alerting.New(ctx, "a", &alerting.Args{BastionID: pulumi.String(bastionID)})
		assert.EqualError(t, err, "alerting \"a\": Location is required\nResourceGroupName is required\nResourceGroupID is required\n"+
			"WorkspaceID is required\nClusterID is required\nActionGroupIDs: page and ticket is required\nHubResourceGroupName is required")
		_, err = alerting.NewActionGroups(ctx, "a", nil)
		assert.EqualError(t, err, `action groups "a": args are required`)
		_, err = alerting.NewActionGroups(ctx, "a", &alerting.ActionGroupsArgs{})
		assert.EqualError(t, err, `action groups "a": ResourceGroupName is required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	assert.Empty(t, m.Registrations())
}
