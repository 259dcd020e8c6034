package costmanagement_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/costmanagement"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	scope    = "/subscriptions/" + subscription
)

func accountID(name string) string {
	return azure.ResourceID(subscription, "rg", "Microsoft.Storage/storageAccounts", name)
}

// accounts is a service with storage accounts that do nothing but exist, with what an export looks at.
func accounts() *engine.Service {
	type rules struct {
		Bypass        *string `pulumi:"bypass"`
		DefaultAction string  `pulumi:"defaultAction"`
	}
	type args struct {
		AccountName          *string `pulumi:"accountName"`
		AllowSharedKeyAccess *bool   `pulumi:"allowSharedKeyAccess"`
		NetworkRuleSet       *rules  `pulumi:"networkRuleSet"`
		PublicNetworkAccess  *string `pulumi:"publicNetworkAccess"`
		ResourceGroupName    string  `pulumi:"resourceGroupName"`
	}
	return &engine.Service{Name: "Microsoft.Storage", Types: []*engine.Type{{Token: azure.TypeStorageAccount, Versions: []string{""},
		ARMType: "Microsoft.Storage/storageAccounts", Names: []string{"accountName"}, Args: args{}, State: args{}}}}
}

// start returns an engine with four storage accounts: open, one without keys, one behind a firewall that trusted services
// pass, and one that nothing passes. Its calendar begins on 5 January 2026.
func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), accounts(), costmanagement.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	requests := []engine.Request{{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}}}
	for name, inputs := range map[string]map[string]any{
		"open": {}, "keyless": {"allowSharedKeyAccess": false},
		"guarded": {"allowSharedKeyAccess": false, "networkRuleSet": map[string]any{"defaultAction": "Deny", "bypass": "AzureServices"}},
		"closed":  {"networkRuleSet": map[string]any{"defaultAction": "Deny", "bypass": "None"}},
	} {
		inputs["accountName"], inputs["resourceGroupName"] = name, "rg"
		requests = append(requests, engine.Request{Token: azure.TypeStorageAccount, Inputs: inputs})
	}
	for _, r := range requests {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

func into(account string) map[string]any {
	return map[string]any{"destination": map[string]any{"container": "exports", "resourceId": accountID(account), "rootFolderPath": "costs"}}
}

func scheduled(from, to string) map[string]any {
	return map[string]any{"recurrence": "Monthly", "status": "Active", "recurrencePeriod": map[string]any{"from": from, "to": to}}
}

// export is a monthly export with an identity into the guarded account, with some inputs replaced; nil leaves one out.
func export(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"scope": scope, "exportName": "monthly", "format": "Csv", "location": "westeurope", "identity": map[string]any{"type": "SystemAssigned"},
		"definition":   map[string]any{"type": "ActualCost", "timeframe": "TheLastMonth", "dataSet": map[string]any{"granularity": "Daily"}},
		"deliveryInfo": into("guarded"), "schedule": scheduled("2026-02-01T00:00:00Z", "2036-02-01T00:00:00Z"),
	}
	maps.Copy(inputs, changes)
	maps.DeleteFunc(inputs, func(_ string, v any) bool { return v == nil })
	return engine.Request{Token: "azure-native:costmanagement/v20230801:Export", URN: "urn:export", Provider: provider, Inputs: inputs,
		ID: scope + "/providers/Microsoft.CostManagement/exports/monthly"}
}

func TestAnExportIsCreatedWithAnIdentityOfItsOwn(t *testing.T) {
	made, err := start(t).Create(ctx, export(nil))
	require.NoError(t, err)
	principal := made.Outputs["identity"].(map[string]any)["principalId"].(string)
	assert.True(t, azure.IsGUID(principal))
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "monthly", "type": "Microsoft.CostManagement/exports", "eTag": made.Outputs["eTag"], "format": "Csv", "location": "westeurope",
		"identity":     map[string]any{"type": "SystemAssigned", "principalId": principal, "tenantId": provider.Tenant},
		"definition":   map[string]any{"type": "ActualCost", "timeframe": "TheLastMonth", "dataSet": map[string]any{"granularity": "Daily"}},
		"deliveryInfo": into("guarded"), "schedule": scheduled("2026-02-01T00:00:00Z", "2036-02-01T00:00:00Z"),
		"nextRunTimeEstimate": "2026-02-01T00:00:00Z",
	}, made.Outputs))
}

func TestAllowedExports(t *testing.T) {
	for name, changes := range map[string]map[string]any{
		"with keys into an open account":   {"identity": nil, "location": nil, "deliveryInfo": into("open")},
		"identity into a keyless account":  {"deliveryInfo": into("keyless")},
		"on demand":                        {"schedule": nil},
		"paused":                           {"schedule": map[string]any{"status": "Inactive"}},
		"of a month of one's own":          {"definition": map[string]any{"type": "Usage", "timeframe": "Custom", "timePeriod": map[string]any{"from": "a", "to": "b"}}},
		"account not known before the run": {"deliveryInfo": map[string]any{"destination": map[string]any{"container": "exports", "resourceId": engine.Unknown}}},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			_, failures, err := e.Check(export(changes))
			require.NoError(t, err)
			assert.Empty(t, failures)
			if !strings.Contains(name, "not known") {
				_, err = e.Create(ctx, export(changes))
				assert.NoError(t, err)
			}
		})
	}
}

func TestRefusedExports(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		message string
	}{
		"keys that are off":          {map[string]any{"identity": nil, "deliveryInfo": into("keyless")}, "Key-based authentication is currently disabled"},
		"firewall without identity":  {map[string]any{"identity": nil, "deliveryInfo": into("closed")}, "not authorized to access"},
		"firewall that trusts none":  {map[string]any{"deliveryInfo": into("closed")}, "not authorized to access"},
		"no such account":            {map[string]any{"deliveryInfo": into("other")}, "was not found"},
		"something else":             {map[string]any{"deliveryInfo": map[string]any{"destination": map[string]any{"container": "exports", "resourceId": scope}}}, "must be the ID of a resource of type"},
		"nowhere":                    {map[string]any{"deliveryInfo": map[string]any{"destination": map[string]any{"container": "exports"}}}, "must have a resourceId"},
		"container in capitals":      {map[string]any{"deliveryInfo": map[string]any{"destination": map[string]any{"container": "Exports", "resourceId": accountID("open")}}}, "container name 'Exports'"},
		"identity without location":  {map[string]any{"location": nil}, "Location is required"},
		"custom without a period":    {map[string]any{"definition": map[string]any{"type": "Usage", "timeframe": "Custom"}}, "time period must be provided"},
		"schedule without a rhythm":  {map[string]any{"schedule": map[string]any{"status": "Active"}}, "must have a recurrence"},
		"schedule that has begun":    {map[string]any{"schedule": scheduled("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z")}, "must be in the future"},
		"schedule that ends earlier": {map[string]any{"schedule": scheduled("2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z")}, "greater than its start date"},
		"schedule without a date":    {map[string]any{"schedule": scheduled("soon", "later")}, "not a point in time"},
		"costs of another kind":      {map[string]any{"definition": map[string]any{"type": "Guess", "timeframe": "TheLastMonth"}}, "Guess"},
		"another format":             {map[string]any{"format": "Parquet"}, "Parquet"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, export(c.changes))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestAnUpdateKeepsIdentityAndMayComeAfterTheStart(t *testing.T) {
	e := start(t)
	before, err := e.Create(ctx, export(nil))
	require.NoError(t, err)
	after, err := e.Update(ctx, export(map[string]any{"schedule": scheduled("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z")}))
	require.NoError(t, err)
	assert.Equal(t, before.Outputs["identity"], after.Outputs["identity"])
	assert.NotEqual(t, before.Outputs["eTag"], after.Outputs["eTag"])
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range costmanagement.Service().Types {
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
