package eventgrid_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/eventgrid"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	vault    = azure.ResourceID(subscription, "rg", "Microsoft.KeyVault/vaults", "kv-aks")
	cluster  = azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")
	account  = azure.ResourceID(subscription, "rg", "Microsoft.Storage/storageAccounts", "stqueue")
	ticket   = azure.ResourceID(subscription, "rg", "Microsoft.Insights/actionGroups", "ag-ticket")
)

// existing is a service with a type that does nothing but exist in a region.
func existing(token, name string) *engine.Service {
	type args struct {
		Location          *string `pulumi:"location"`
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		ResourceName      *string `pulumi:"resourceName"`
	}
	armType, _ := azure.ARMType(token)
	return &engine.Service{Name: name, Types: []*engine.Type{{Token: token, Versions: []string{""}, ARMType: armType,
		Names: []string{"resourceName"}, Args: args{}, State: args{}}}}
}

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{
		resources.Service(), insights.Service(), eventgrid.Service(), existing(azure.TypeVault, "Microsoft.KeyVault"),
		existing(azure.TypeManagedCluster, "Microsoft.ContainerService"), existing(azure.TypeStorageAccount, "Microsoft.Storage"),
	}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: azure.TypeVault, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "kv-aks"}},
		{Token: azure.TypeManagedCluster, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
		{Token: azure.TypeStorageAccount, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "stqueue"}},
		{Token: "azure-native:insights/v20230101:ActionGroup", Inputs: map[string]any{
			"resourceGroupName": "rg", "actionGroupName": "ag-ticket", "groupShortName": "ticket", "enabled": true, "location": "global",
		}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

// topic is the topic of the vault, with some inputs replaced.
func topic(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "systemTopicName": "kv-aks", "source": vault, "topicType": "Microsoft.KeyVault.vaults", "location": "westeurope",
	}
	maps.Copy(inputs, changes)
	return engine.Request{
		Token: "azure-native:eventgrid/v20250215:SystemTopic", Provider: provider, Inputs: inputs, URN: "urn",
		ID: azure.ResourceID(subscription, "rg", "Microsoft.EventGrid/systemTopics", fmt.Sprint(inputs["systemTopicName"])),
	}
}

func clusterTopic() engine.Request {
	return topic(map[string]any{"systemTopicName": "aks", "source": cluster, "topicType": "Microsoft.ContainerService.ManagedClusters"})
}

// events is a subscription of the action group to secrets that expire, with some inputs replaced.
func events(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "systemTopicName": "kv-aks", "eventSubscriptionName": "near-expiry", "eventDeliverySchema": "CloudEventSchemaV1_0",
		"destination": map[string]any{"endpointType": "MonitorAlert", "severity": "Sev3", "actionGroups": []any{ticket}},
		"filter":      map[string]any{"includedEventTypes": []any{"Microsoft.KeyVault.SecretNearExpiry"}},
	}
	maps.Copy(inputs, changes)
	return engine.Request{
		Token: "azure-native:eventgrid/v20250215:SystemTopicEventSubscription", Provider: provider, Inputs: inputs, URN: "urn",
		ID: azure.ResourceID(subscription, "rg", "Microsoft.EventGrid/systemTopics/eventSubscriptions", fmt.Sprint(inputs["systemTopicName"]), "near-expiry"),
	}
}

func to(destination map[string]any) map[string]any {
	return map[string]any{"destination": destination, "eventDeliverySchema": nil}
}

func TestATopicAndItsSubscriptionAreAnswered(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, topic(nil))
	require.NoError(t, err)
	metrics := made.Outputs["metricResourceId"]
	assert.True(t, azure.IsGUID(metrics.(string)))
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "kv-aks", "type": "Microsoft.EventGrid/systemTopics", "location": "westeurope", "provisioningState": "Succeeded",
		"source": vault, "topicType": "Microsoft.KeyVault.vaults", "metricResourceId": metrics,
	}, made.Outputs))
	made, err = e.Create(ctx, events(nil))
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "near-expiry", "type": "Microsoft.EventGrid/systemTopics/eventSubscriptions", "provisioningState": "Succeeded", "topic": vault,
		"destination":         map[string]any{"endpointType": "MonitorAlert", "severity": "Sev3", "actionGroups": []any{ticket}},
		"eventDeliverySchema": "CloudEventSchemaV1_0", "filter": map[string]any{"includedEventTypes": []any{"Microsoft.KeyVault.SecretNearExpiry"}},
		"retryPolicy": map[string]any{"maxDeliveryAttempts": 30.0, "eventTimeToLiveInMinutes": 1440.0},
	}, made.Outputs))
}

func TestTheAddressOfAWebhookIsNotAnswered(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, clusterTopic())
	require.NoError(t, err)
	made, err := e.Create(ctx, events(map[string]any{
		"systemTopicName": "aks", "destination": map[string]any{"endpointType": "WebHook", "endpointUrl": "https://hook.example/a?code=secret"},
		"filter": map[string]any{"includedEventTypes": []any{"Microsoft.ContainerService.ClusterSupportEnding"}},
	}))
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"endpointType": "WebHook", "endpointBaseUrl": "https://hook.example/a"}, made.Outputs["destination"])
}

func TestAllowedEventGrid(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, topic(nil))
	require.NoError(t, err)
	for name, request := range map[string]engine.Request{
		"topic type in other case": topic(map[string]any{"topicType": "microsoft.keyvault.VAULTS"}),
		"source not known yet":     topic(map[string]any{"source": engine.Unknown}),
		"alert for nobody":         events(map[string]any{"destination": map[string]any{"endpointType": "MonitorAlert", "severity": "Sev0"}}),
		"queue":                    events(to(map[string]any{"endpointType": "StorageQueue", "resourceId": account, "queueName": "events"})),
		"webhook not known yet":    events(to(map[string]any{"endpointType": "WebHook", "endpointUrl": engine.Unknown})),
		"one try":                  events(map[string]any{"retryPolicy": map[string]any{"maxDeliveryAttempts": 1.0, "eventTimeToLiveInMinutes": 1440.0}}),
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := e.Check(request)
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedEventGrid(t *testing.T) {
	shape, missing := engine.CodeInvalidRequestContent, engine.CodeResourceNotFound
	for name, c := range map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"second topic of a source":    {topic(map[string]any{"systemTopicName": "other"}), eventgrid.CodeTopic, "Only one system topic is allowed per source"},
		"topic type nobody has":       {topic(map[string]any{"topicType": "Microsoft.KeyVault.Vault"}), eventgrid.CodeTopic, "topic type 'Microsoft.KeyVault.Vault' is invalid"},
		"source of another type":      {topic(map[string]any{"systemTopicName": "other", "source": cluster}), eventgrid.CodeTopic, "is for sources of type Microsoft.KeyVault/vaults"},
		"source that is no ID":        {topic(map[string]any{"systemTopicName": "other", "source": "kv-aks"}), eventgrid.CodeTopic, "not a valid resource ID"},
		"source is missing":           {topic(map[string]any{"systemTopicName": "other", "source": vault + "2"}), missing, "kv-aks2"},
		"source left out":             {topic(map[string]any{"systemTopicName": "other", "source": nil}), engine.Code{}, "missing required property 'source'"},
		"topic in another region":     {topic(map[string]any{"systemTopicName": "aks", "source": cluster, "topicType": "Microsoft.ContainerService.ManagedClusters", "location": "northeurope"}), eventgrid.CodeTopic, "not that of its source"},
		"topic name":                  {topic(map[string]any{"systemTopicName": "a_b"}), engine.CodeInvalidResourceName, "3 to 128"},
		"alert of another schema":     {events(map[string]any{"eventDeliverySchema": "EventGridSchema"}), eventgrid.CodeSubscription, "CloudEventSchemaV1_0"},
		"alert of the default schema": {events(map[string]any{"eventDeliverySchema": nil}), eventgrid.CodeSubscription, "CloudEventSchemaV1_0"},
		"alert without severity":      {events(map[string]any{"destination": map[string]any{"endpointType": "MonitorAlert"}}), eventgrid.CodeSubscription, "needs a severity"},
		"severity":                    {events(map[string]any{"destination": map[string]any{"endpointType": "MonitorAlert", "severity": "3"}}), shape, "'3'"},
		"alert tells a vault":         {events(map[string]any{"destination": map[string]any{"endpointType": "MonitorAlert", "severity": "Sev3", "actionGroups": []any{vault}}}), eventgrid.CodeSubscription, "action group ID"},
		"alert tells nobody there is": {events(map[string]any{"destination": map[string]any{"endpointType": "MonitorAlert", "severity": "Sev3", "actionGroups": []any{ticket + "2"}}}), missing, "ag-ticket2"},
		"event of another topic":      {events(map[string]any{"filter": map[string]any{"includedEventTypes": []any{"Microsoft.ContainerService.ClusterSupportEnding"}}}), eventgrid.CodeSubscription, "is not one of the topic type"},
		"http":                        {events(to(map[string]any{"endpointType": "WebHook", "endpointUrl": "http://hook.example"})), eventgrid.CodeSubscription, "must be https"},
		"queue without a name":        {events(to(map[string]any{"endpointType": "StorageQueue", "resourceId": account})), eventgrid.CodeSubscription, "'queueName'"},
		"queue of a vault":            {events(to(map[string]any{"endpointType": "StorageQueue", "resourceId": vault, "queueName": "q"})), eventgrid.CodeSubscription, "not a storage account"},
		"destination of another kind": {events(to(map[string]any{"endpointType": "Mail"})), shape, "'Mail'"},
		"no destination":              {events(map[string]any{"destination": nil}), eventgrid.CodeSubscription, "Exactly one"},
		"too many tries":              {events(map[string]any{"retryPolicy": map[string]any{"maxDeliveryAttempts": 31.0}}), eventgrid.CodeSubscription, "1 to 30"},
		"too long a life":             {events(map[string]any{"retryPolicy": map[string]any{"eventTimeToLiveInMinutes": 1441.0}}), eventgrid.CodeSubscription, "1 to 1440"},
		"topic of the subscription":   {events(map[string]any{"systemTopicName": "other"}), engine.CodeParentResourceNotFound, "other"},
		"subscription name":           {events(map[string]any{"eventSubscriptionName": "a"}), engine.CodeInvalidResourceName, "3 to 64"},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			_, err := e.Create(ctx, topic(nil))
			require.NoError(t, err)
			_, err = e.Create(ctx, c.request)
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestOnlyVaultsRaiseAlerts(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, clusterTopic())
	require.NoError(t, err)
	_, err = e.Create(ctx, events(map[string]any{
		"systemTopicName": "aks", "filter": map[string]any{"includedEventTypes": []any{"Microsoft.ContainerService.ClusterSupportEnding"}},
	}))
	assert.True(t, engine.HasCode(err, eventgrid.CodeSubscription), "%v", err)
	assert.ErrorContains(t, err, "not available for topics of type 'Microsoft.ContainerService.ManagedClusters'")
}

func TestTheSourceOfATopicStays(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, topic(nil))
	require.NoError(t, err)
	_, err = e.Update(ctx, topic(map[string]any{"tags": map[string]any{"owner": "me"}}))
	require.NoError(t, err)
	_, err = e.Update(ctx, topic(map[string]any{"source": cluster, "topicType": "Microsoft.ContainerService.ManagedClusters"}))
	assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%v", err)
}
