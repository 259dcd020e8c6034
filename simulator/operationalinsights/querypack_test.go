package operationalinsights_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
)

const queryName = "6f1f7d2e-0d3b-5a52-8f0e-3d2b1c4a5e6f"

func pack() engine.Request {
	return engine.Request{Token: "azure-native:operationalinsights:QueryPack", URN: "urn:qp", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": "rg", "queryPackName": "bundled queries"},
		ID:     azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/queryPacks", "bundled queries")}
}

func query(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "queryPackName": "bundled queries", "id": queryName, "displayName": "Pulls",
		"body": "ContainerRegistryRepositoryEvents", "related": map[string]any{"categories": []any{"container"}}, "properties": map[string]any{"any": 1.0}}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:operationalinsights:Query", URN: "urn:q", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/queryPacks/queries", "bundled queries", queryName)}
}

func TestAPackHoldsQueries(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, pack())
	require.NoError(t, err)
	assert.True(t, azure.IsGUID(made.Outputs["queryPackId"].(string)))
	saved, err := e.Create(ctx, query(nil))
	require.NoError(t, err)
	assert.Equal(t, query(nil).ID, saved.ID)
	assert.Equal(t, queryName, saved.Outputs["name"])
	assert.True(t, azure.IsGUID(saved.Outputs["author"].(string)))
	after, err := e.Update(ctx, query(map[string]any{"body": "Heartbeat"}))
	require.NoError(t, err)
	assert.Equal(t, saved.Outputs["timeCreated"], after.Outputs["timeCreated"])
	assert.Equal(t, "Heartbeat", after.Outputs["body"])
	require.NoError(t, e.Delete(ctx, pack()))
	_, still := e.Resource(saved.ID)
	assert.False(t, still, "queries go away with their pack")
}

func TestRefusedQueries(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"name that is no GUID": {map[string]any{"id": "pulls"}, engine.CodeInvalidResourceName, "a GUID"},
		"body of spaces":       {map[string]any{"body": " \n"}, operationalinsights.CodeInvalidParameter, "body"},
		"nothing to show":      {map[string]any{"displayName": ""}, operationalinsights.CodeInvalidParameter, "displayName"},
		"pack is missing":      {map[string]any{"queryPackName": "other"}, engine.CodeParentResourceNotFound, "other"},
		"related to a word":    {map[string]any{"related": map[string]any{"category": "container"}}, engine.CodeInvalidRequestContent, "is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			_, err := e.Create(ctx, pack())
			require.NoError(t, err)
			_, err = e.Create(ctx, query(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
	_, failures, err := start(t).Check(query(map[string]any{"body": engine.Unknown, "displayName": engine.Unknown}))
	require.NoError(t, err)
	assert.Empty(t, failures)
}
