package insights_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
)

func traces(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "resourceName": "appi", "applicationType": "web", "kind": "web", "workspaceResourceId": workspace}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20200202:Component", URN: "urn:appi", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.Insights/components", "appi")}
}

func TestAComponentIsAnsweredWithItsConnectionString(t *testing.T) {
	e := collecting(t)
	made, err := e.Create(ctx, traces(map[string]any{"disableLocalAuth": true}))
	require.NoError(t, err)
	key, app := made.Outputs["instrumentationKey"].(string), made.Outputs["appId"].(string)
	assert.True(t, azure.IsGUID(key) && azure.IsGUID(app))
	want := map[string]any{
		"name": "appi", "type": "Microsoft.Insights/components", "location": "westeurope", "provisioningState": "Succeeded", "etag": made.Outputs["etag"],
		"applicationType": "web", "kind": "web", "workspaceResourceId": workspace, "disableLocalAuth": true, "ingestionMode": "LogAnalytics",
		"appId": app, "applicationId": "appi", "instrumentationKey": key, "tenantId": provider.Tenant, "creationDate": "2026-01-05T08:00:00Z",
		"retentionInDays": 90.0, "publicNetworkAccessForIngestion": "Enabled", "publicNetworkAccessForQuery": "Enabled",
		"connectionString": "InstrumentationKey=" + key + ";IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/;" +
			"LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/;ApplicationId=" + app,
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	after, err := e.Update(ctx, traces(map[string]any{"retentionInDays": 30.0}))
	require.NoError(t, err)
	assert.Equal(t, key, after.Outputs["instrumentationKey"])
	assert.Equal(t, made.Outputs["creationDate"], after.Outputs["creationDate"])
}

func TestRefusedComponents(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"classic":                {map[string]any{"workspaceResourceId": nil}, insights.CodeClassicComponent, "classic"},
		"classic by its mode":    {map[string]any{"ingestionMode": "ApplicationInsights"}, insights.CodeClassicComponent, "retired"},
		"mode that is none":      {map[string]any{"ingestionMode": "Workspace"}, engine.CodeInvalidRequestContent, "possible values"},
		"retention in between":   {map[string]any{"retentionInDays": 31.0}, insights.CodeClassicComponent, "31"},
		"sampling of nothing":    {map[string]any{"samplingPercentage": 0.0}, insights.CodeClassicComponent, "more than 0"},
		"sampling of everything": {map[string]any{"samplingPercentage": 100.5}, insights.CodeClassicComponent, "at most 100"},
		"workspace is missing":   {map[string]any{"workspaceResourceId": workspace + "2"}, engine.CodeResourceNotFound, "la-hub2"},
		"workspace is no such":   {map[string]any{"workspaceResourceId": account}, engine.CodeInvalidRequestContent, "must be the ID"},
		"kind left out":          {map[string]any{"kind": nil}, engine.Code{}, "missing required property 'kind'"},
		"ARM's own spelling":     {map[string]any{"Application_Type": "web"}, engine.CodeInvalidRequestContent, "is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collecting(t).Create(ctx, traces(c.changes))
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

const bookName = "6f1f7d2e-0d3b-5a52-8f0e-3d2b1c4a5e6f"

func book(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "resourceName": bookName, "category": "workbook", "displayName": "Hub",
		"serializedData": `{"version":"Notebook/1.0","items":[{"type":1,"content":{"json":"# Hub"}}]}`, "sourceId": workspace}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20220401:Workbook", URN: "urn:book", Provider: provider, Inputs: inputs}
}

func TestAWorkbookIsAnsweredWithItsRevision(t *testing.T) {
	made, err := collecting(t).Create(ctx, book(nil))
	require.NoError(t, err)
	assert.Equal(t, "Notebook/1.0", made.Outputs["version"])
	assert.Equal(t, "2026-01-05T08:00:00Z", made.Outputs["timeModified"])
	assert.True(t, azure.IsGUID(made.Outputs["revision"].(string)) && azure.IsGUID(made.Outputs["userId"].(string)))
}

func TestRefusedWorkbooks(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"name that is no GUID":      {map[string]any{"resourceName": "hub"}, engine.CodeInvalidResourceName, "a GUID"},
		"name to show left empty":   {map[string]any{"displayName": ""}, insights.CodeWorkbook, "display name"},
		"content that is no JSON":   {map[string]any{"serializedData": "# Hub"}, insights.CodeWorkbook, "not a JSON object"},
		"content of another kind":   {map[string]any{"serializedData": `{"version":"1","items":[{}]}`}, insights.CodeWorkbook, "'Notebook/1.0'"},
		"content without items":     {map[string]any{"serializedData": `{"version":"Notebook/1.0"}`}, insights.CodeWorkbook, "no items"},
		"kind that is none":         {map[string]any{"kind": "user"}, engine.CodeInvalidRequestContent, "possible values"},
		"source that is not there":  {map[string]any{"sourceId": workspace + "2"}, engine.CodeResourceNotFound, "la-hub2"},
		"content that is left out":  {map[string]any{"serializedData": nil}, engine.Code{}, "missing required property 'serializedData'"},
		"property of the old forms": {map[string]any{"timeModified": "now"}, engine.CodeInvalidRequestContent, "is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collecting(t).Create(ctx, book(c.changes))
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
	_, failures, err := collecting(t).Check(book(map[string]any{"serializedData": engine.Unknown, "displayName": engine.Unknown}))
	require.NoError(t, err)
	assert.Empty(t, failures)
}
