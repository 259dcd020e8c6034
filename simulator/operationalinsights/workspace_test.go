package operationalinsights_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
)

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), operationalinsights.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	_, err = e.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, URN: "urn:rg", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}})
	require.NoError(t, err)
	return e
}

func workspace(inputs map[string]any) engine.Request {
	all := map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub"}
	maps.Copy(all, inputs)
	return engine.Request{Token: "azure-native:operationalinsights:Workspace", URN: "urn:la", Provider: provider, Inputs: all,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-hub")}
}

func TestAWorkspaceIsCreatedWithTheServicesDefaults(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, workspace(map[string]any{"tags": map[string]any{"owner": "me"}}))
	require.NoError(t, err)
	customer := made.Outputs["customerId"].(string)
	assert.True(t, azure.IsGUID(customer))
	want := map[string]any{
		"name": "la-hub", "type": "Microsoft.OperationalInsights/workspaces", "location": "westeurope", "provisioningState": "Succeeded",
		"etag": made.Outputs["etag"], "tags": map[string]any{"owner": "me"}, "customerId": customer,
		"createdDate": "2026-01-05T08:00:00Z", "modifiedDate": "2026-01-05T08:00:00Z",
		"sku": map[string]any{"name": "PerGB2018", "lastSkuUpdate": "2026-01-05T08:00:00Z"}, "retentionInDays": 30.0,
		"publicNetworkAccessForIngestion": "Enabled", "publicNetworkAccessForQuery": "Enabled",
		"workspaceCapping": map[string]any{"dailyQuotaGb": -1.0, "dataIngestionStatus": "RespectQuota"},
		"features":         map[string]any{"enableLogAccessUsingOnlyResourcePermissions": true},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestAllowedWorkspaces(t *testing.T) {
	for name, inputs := range map[string]map[string]any{
		"shortest retention": {"retentionInDays": 30.0}, "longest retention": {"retentionInDays": 730.0},
		"tier in lower case":   {"sku": map[string]any{"name": "pergb2018"}, "retentionInDays": 90.0},
		"free tier":            {"sku": map[string]any{"name": "Free"}, "retentionInDays": 7.0},
		"reserved capacity":    {"sku": map[string]any{"name": "CapacityReservation", "capacityReservationLevel": 100.0}},
		"daily cap":            {"workspaceCapping": map[string]any{"dailyQuotaGb": 0.5}},
		"no daily cap":         {"workspaceCapping": map[string]any{"dailyQuotaGb": -1.0}},
		"unknown tier":         {"sku": map[string]any{"name": engine.Unknown}, "retentionInDays": 7.0},
		"closed to the public": {"publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Disabled"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := start(t).Check(workspace(inputs))
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedWorkspaces(t *testing.T) {
	for name, c := range map[string]struct {
		inputs  map[string]any
		code    engine.Code
		message string
	}{
		"retention too short":          {map[string]any{"retentionInDays": 29.0}, operationalinsights.CodeInvalidParameter, "30 to 730"},
		"retention too long":           {map[string]any{"retentionInDays": 731.0}, operationalinsights.CodeInvalidParameter, "30 to 730"},
		"retention of the free tier":   {map[string]any{"sku": map[string]any{"name": "Free"}, "retentionInDays": 30.0}, operationalinsights.CodeInvalidParameter, "7 to 7"},
		"tier that is none":            {map[string]any{"sku": map[string]any{"name": "Cheap"}}, engine.CodeInvalidRequestContent, "Cheap"},
		"tier without a name":          {map[string]any{"sku": map[string]any{}}, engine.Code{}, "missing required property 'sku.name'"},
		"capacity without level":       {map[string]any{"sku": map[string]any{"name": "CapacityReservation"}}, operationalinsights.CodeInvalidParameter, "not offered"},
		"capacity of another size":     {map[string]any{"sku": map[string]any{"name": "CapacityReservation", "capacityReservationLevel": 150.0}}, operationalinsights.CodeInvalidParameter, "150"},
		"level on another tier":        {map[string]any{"sku": map[string]any{"name": "PerGB2018", "capacityReservationLevel": 100.0}}, operationalinsights.CodeInvalidParameter, "only for the tier"},
		"daily cap too small":          {map[string]any{"workspaceCapping": map[string]any{"dailyQuotaGb": 0.01}}, operationalinsights.CodeInvalidParameter, "too small"},
		"name too short":               {map[string]any{"workspaceName": "abc"}, engine.CodeInvalidResourceName, "4 to 63"},
		"property the API has not got": {map[string]any{"replication": map[string]any{}}, engine.CodeInvalidRequestContent, "'replication' is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, workspace(c.inputs))
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestAnUpdateKeepsCustomerAndBirthday(t *testing.T) {
	e := start(t)
	before, err := e.Create(ctx, workspace(nil))
	require.NoError(t, err)
	after, err := e.Update(ctx, workspace(map[string]any{"retentionInDays": 90.0}))
	require.NoError(t, err)
	assert.Equal(t, before.Outputs["customerId"], after.Outputs["customerId"])
	assert.Equal(t, before.Outputs["createdDate"], after.Outputs["createdDate"])
	assert.Equal(t, 90.0, after.Outputs["retentionInDays"])
}

func TestADeletedWorkspaceIsRecovered(t *testing.T) {
	e := start(t)
	before, err := e.Create(ctx, workspace(nil))
	require.NoError(t, err)
	require.NoError(t, e.Delete(ctx, workspace(nil)))
	after, err := e.Create(ctx, workspace(nil))
	require.NoError(t, err)
	assert.Equal(t, before.Outputs["customerId"], after.Outputs["customerId"])
}

func TestLocationAndNameReplaceAWorkspace(t *testing.T) {
	typ, err := start(t).Lookup("azure-native:operationalinsights:Workspace")
	require.NoError(t, err)
	changes := typ.Diff(workspace(map[string]any{"location": "westeurope"}).Inputs,
		workspace(map[string]any{"location": "northeurope", "workspaceName": "la-other", "retentionInDays": 60.0}).Inputs, nil)
	assert.Equal(t, []string{"location", "workspaceName"}, engine.Replaces(changes))
	assert.Len(t, changes, 3)
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range operationalinsights.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
