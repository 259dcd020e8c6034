package azuremonitor_test

import (
	"context"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/azuremonitor"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
)

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), azuremonitor.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	_, err = e.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, URN: "urn:rg", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}})
	require.NoError(t, err)
	return e
}

func workspace(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "azureMonitorWorkspaceName": "amw-aks"}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:monitor/v20230403:AzureMonitorWorkspace", URN: "urn:amw", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.Monitor/accounts", "amw-aks")}
}

func TestAWorkspaceComesWithAManagedGroup(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, workspace(map[string]any{"tags": map[string]any{"team": "platform"}}))
	require.NoError(t, err)
	const group = "MA_amw-aks_westeurope_managed"
	endpoint := azure.ResourceID(subscription, group, "Microsoft.Insights/dataCollectionEndpoints", "amw-aks")
	rule := azure.ResourceID(subscription, group, "Microsoft.Insights/dataCollectionRules", "amw-aks")
	metrics := made.Outputs["metrics"].(map[string]any)
	assert.Regexp(t, `^https://amw-aks-[a-z2-7]{4}\.westeurope\.prometheus\.monitor\.azure\.com$`, metrics["prometheusQueryEndpoint"])
	assert.True(t, azure.IsGUID(made.Outputs["accountId"].(string)))
	want := map[string]any{
		"name": "amw-aks", "type": "Microsoft.Monitor/accounts", "location": "westeurope", "provisioningState": "Succeeded", "etag": made.Outputs["etag"],
		"tags": map[string]any{"team": "platform"}, "publicNetworkAccess": "Enabled", "accountId": made.Outputs["accountId"], "metrics": metrics,
		"defaultIngestionSettings": map[string]any{"dataCollectionEndpointResourceId": endpoint, "dataCollectionRuleResourceId": rule},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	parts := []string{azure.ResourceGroupID(subscription, group), endpoint, rule}
	for _, id := range parts {
		part, found := e.Resource(id)
		require.True(t, found, id)
		assert.Equal(t, made.ID, part.ManagedBy)
	}
	after, err := e.Update(ctx, workspace(map[string]any{"publicNetworkAccess": "Disabled"}))
	require.NoError(t, err)
	assert.Equal(t, made.Outputs["accountId"], after.Outputs["accountId"])
	require.NoError(t, e.Delete(ctx, workspace(nil)))
	for _, id := range parts {
		_, still := e.Resource(id)
		assert.False(t, still, id)
	}
}

func TestRefusedWorkspaces(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
	}{
		"name with a hyphen at its end": {map[string]any{"azureMonitorWorkspaceName": "amw-"}, engine.CodeInvalidResourceName},
		"access that is none":           {map[string]any{"publicNetworkAccess": "Open"}, engine.CodeInvalidRequestContent},
		"group is missing":              {map[string]any{"resourceGroupName": "other", "location": "westeurope"}, engine.CodeResourceGroupNotFound},
		"property that is an answer":    {map[string]any{"accountId": "x"}, engine.CodeInvalidRequestContent},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, workspace(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
		})
	}
}

func TestLocationAndNameReplaceAWorkspace(t *testing.T) {
	typ, err := start(t).Lookup("azure-native:monitor:AzureMonitorWorkspace")
	require.NoError(t, err)
	changes := typ.Diff(workspace(map[string]any{"location": "westeurope"}).Inputs,
		workspace(map[string]any{"location": "northeurope", "azureMonitorWorkspaceName": "other", "publicNetworkAccess": "Disabled"}).Inputs, nil)
	assert.Equal(t, []string{"azureMonitorWorkspaceName", "location"}, engine.Replaces(changes))
	assert.Len(t, changes, 3)
}
