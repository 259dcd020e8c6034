package operationalinsights_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
)

// startWithWorkspace returns an engine with the workspace "la-hub", which keeps data for 60 days.
func startWithWorkspace(t *testing.T) *engine.Engine {
	t.Helper()
	e := start(t)
	_, err := e.Create(ctx, workspace(map[string]any{"retentionInDays": 60.0}))
	require.NoError(t, err)
	return e
}

func table(name string, inputs map[string]any) engine.Request {
	all := map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub", "tableName": name}
	maps.Copy(all, inputs)
	return engine.Request{Token: "azure-native:operationalinsights:Table", URN: "urn:table", Provider: provider, Inputs: all,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces/tables", "la-hub", name)}
}

// columns is the schema of a table of one's own.
func columns(name, kind string) map[string]any {
	return map[string]any{"columns": []any{map[string]any{"name": name, "type": kind}}}
}

func TestATableIsAnsweredWithItsRetention(t *testing.T) {
	for name, c := range map[string]struct {
		inputs map[string]any
		want   map[string]any
	}{
		"basic": {map[string]any{"plan": "Basic", "totalRetentionInDays": 90.0, "schema": map[string]any{"name": "ContainerLogV2"}}, map[string]any{
			"plan": "Basic", "retentionInDays": 30.0, "retentionInDaysAsDefault": false, "totalRetentionInDays": 90.0,
			"totalRetentionInDaysAsDefault": false, "archiveRetentionInDays": 60.0,
		}},
		"as the workspace says": {nil, map[string]any{
			"plan": "Analytics", "retentionInDays": 60.0, "retentionInDaysAsDefault": true, "totalRetentionInDays": 60.0,
			"totalRetentionInDaysAsDefault": true, "archiveRetentionInDays": 0.0,
		}},
		"as the table says": {map[string]any{"retentionInDays": 4.0, "totalRetentionInDays": -1.0}, map[string]any{
			"plan": "Analytics", "retentionInDays": 4.0, "retentionInDaysAsDefault": false, "totalRetentionInDays": 4.0,
			"totalRetentionInDaysAsDefault": true, "archiveRetentionInDays": 0.0,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			made, err := startWithWorkspace(t).Update(ctx, table("ContainerLogV2", c.inputs))
			require.NoError(t, err)
			maps.Copy(c.want, map[string]any{
				"name": "ContainerLogV2", "type": "Microsoft.OperationalInsights/workspaces/tables", "provisioningState": "Succeeded",
				"lastPlanModifiedDate": "2026-01-05T08:00:00Z", "schema": map[string]any{"name": "ContainerLogV2", "tableType": "Microsoft"},
			})
			assert.Empty(t, cmp.Diff(c.want, made.Outputs))
		})
	}
}

func TestRefusedTables(t *testing.T) {
	for name, c := range map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"plan that is none":            {table("ContainerLogV2", map[string]any{"plan": "Auxiliary"}), engine.CodeInvalidRequestContent, "possible values"},
		"basic where it is not":        {table("InsightsMetrics", map[string]any{"plan": "Basic"}), operationalinsights.CodeInvalidParameter, "does not support"},
		"retention of a basic table":   {table("ContainerLogV2", map[string]any{"plan": "Basic", "retentionInDays": 60.0}), operationalinsights.CodeInvalidParameter, "it is 30 days"},
		"retention too short":          {table("ContainerLogV2", map[string]any{"retentionInDays": 3.0}), operationalinsights.CodeInvalidParameter, "4 to 730"},
		"total that is not offered":    {table("ContainerLogV2", map[string]any{"totalRetentionInDays": 1000.0}), operationalinsights.CodeInvalidParameter, "not 1000"},
		"total shorter than retention": {table("ContainerLogV2", map[string]any{"totalRetentionInDays": 30.0}), operationalinsights.CodeInvalidParameter, "less than its retention of 60"},
		"total shorter than basic":     {table("ContainerLogV2", map[string]any{"plan": "Basic", "totalRetentionInDays": 7.0}), operationalinsights.CodeInvalidParameter, "less than its retention of 30"},
		"schema of another":            {table("ContainerLogV2", map[string]any{"schema": map[string]any{"name": "ContainerLog"}}), operationalinsights.CodeInvalidParameter, "'ContainerLog'"},
		"own table without columns":    {table("Orders_CL", nil), operationalinsights.CodeInvalidParameter, "TimeGenerated"},
		"own table without a time":     {table("Orders_CL", map[string]any{"schema": columns("TimeGenerated", "string")}), operationalinsights.CodeInvalidParameter, "TimeGenerated"},
		"character in the name":        {table("Container Log", nil), engine.CodeInvalidResourceName, "4 to 63"},
		"workspace is missing":         {table("ContainerLogV2", map[string]any{"workspaceName": "la-other"}), engine.CodeParentResourceNotFound, "la-other"},
	} {
		t.Run(name, func(t *testing.T) {
			e := startWithWorkspace(t)
			found, err := e.Read(ctx, c.request)
			require.NoError(t, err)
			write := e.Create
			if found != nil {
				write = e.Update
			}
			_, err = write(ctx, c.request)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestTablesOfAzuresComeAndGoWithTheirWorkspace(t *testing.T) {
	e := startWithWorkspace(t)
	found, err := e.Read(ctx, table("ContainerLogV2", nil))
	require.NoError(t, err)
	require.NotNil(t, found)
	assert.Equal(t, "Analytics", found.Outputs["plan"])
	assert.Equal(t, map[string]any{
		"resourceGroupName": "rg", "workspaceName": "la-hub", "tableName": "ContainerLogV2", "plan": "Analytics",
		"schema": map[string]any{"name": "ContainerLogV2"},
	}, found.Inputs)
	_, err = e.Create(ctx, table("ContainerLogV2", map[string]any{"plan": "Basic"}))
	require.ErrorContains(t, err, "cannot create already existing resource")
	own, err := e.Read(ctx, table("Orders_CL", nil))
	require.NoError(t, err)
	assert.Nil(t, own, "nobody has made it")

	require.NoError(t, e.Delete(ctx, workspace(nil)))
	found, err = e.Read(ctx, table("ContainerLogV2", nil))
	require.NoError(t, err)
	assert.Nil(t, found)
}

func TestOnlyTablesOfOnesOwnCanBeDeleted(t *testing.T) {
	e := startWithWorkspace(t)
	for name, own := range map[string]bool{"ContainerLogV2": false, "Orders_CL": true} {
		request := table(name, map[string]any{"schema": columns("TimeGenerated", "dateTime")})
		if own {
			made, err := e.Create(ctx, request)
			require.NoError(t, err)
			assert.Equal(t, "CustomLog", made.Outputs["schema"].(map[string]any)["tableType"])
			assert.NoError(t, e.Delete(ctx, request))
			continue
		}
		_, err := e.Update(ctx, request)
		require.NoError(t, err)
		err = e.Delete(ctx, request)
		require.Error(t, err)
		assert.True(t, engine.HasCode(err, operationalinsights.CodeTableNotDeletable), err)
	}
	require.NoError(t, e.Delete(ctx, workspace(nil)), "with its workspace every table goes away")
	_, still := e.Resource(table("ContainerLogV2", nil).ID)
	assert.False(t, still)
}

func TestAChangeOfPlanIsRemembered(t *testing.T) {
	e := startWithWorkspace(t)
	_, err := e.Update(ctx, table("ContainerLogV2", map[string]any{"plan": "Basic"}))
	require.NoError(t, err)
	after, err := e.Update(ctx, table("ContainerLogV2", map[string]any{"plan": "Analytics", "totalRetentionInDays": 1095.0}))
	require.NoError(t, err)
	assert.Equal(t, "Analytics", after.Outputs["plan"])
	assert.Equal(t, 1035.0, after.Outputs["archiveRetentionInDays"])
	typ, err := e.Lookup("azure-native:operationalinsights:Table")
	require.NoError(t, err)
	changes := typ.Diff(table("ContainerLogV2", map[string]any{"plan": "Basic"}).Inputs, table("Syslog", map[string]any{"plan": "Analytics"}).Inputs, nil)
	assert.Equal(t, []string{"tableName"}, engine.Replaces(changes), "the plan changes in place")
}
