package consumption_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/consumption"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	group    = azure.ResourceID(subscription, "rg", "Microsoft.Insights/actionGroups", "ag-cost")
)

// groups is a service with action groups that do nothing but exist.
func groups() *engine.Service {
	type args struct {
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		ActionGroupName   *string `pulumi:"actionGroupName"`
	}
	return &engine.Service{Name: "Microsoft.Insights", Types: []*engine.Type{{Token: azure.TypeActionGroup, Versions: []string{""},
		ARMType: "Microsoft.Insights/actionGroups", Names: []string{"actionGroupName"}, SkipNameRule: true, Args: args{}, State: args{}}}}
}

// start returns an engine with the group "rg" and an action group in it. Its calendar begins on 5 January 2026.
func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), groups(), consumption.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: azure.TypeActionGroup, Inputs: map[string]any{"resourceGroupName": "rg", "actionGroupName": "ag-cost"}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

func notification(changes map[string]any) map[string]any {
	n := map[string]any{"enabled": true, "operator": "GreaterThanOrEqualTo", "threshold": 90.0, "contactEmails": []any{}, "contactGroups": []any{group}}
	maps.Copy(n, changes)
	return n
}

// budget is a budget of 100 for the subscription from January 2026, with some inputs replaced.
func budget(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"scope": "/subscriptions/" + subscription, "budgetName": "alarm", "amount": 100.0, "category": "Cost", "timeGrain": "Monthly",
		"timePeriod": map[string]any{"startDate": "2026-01-01T00:00:00Z"}, "notifications": map[string]any{"n": notification(nil)},
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:consumption/v20230501:Budget", URN: "urn:budget", Provider: provider, Inputs: inputs,
		ID: fmt.Sprintf("%s/providers/Microsoft.Consumption/budgets/alarm", inputs["scope"])}
}

func notify(changes map[string]any) map[string]any {
	return map[string]any{"notifications": map[string]any{"n": notification(changes)}}
}

func period(start, end string) map[string]any {
	p := map[string]any{"startDate": start}
	if end != "" {
		p["endDate"] = end
	}
	return map[string]any{"timePeriod": p}
}

func TestABudgetIsCreatedWithTheServicesDefaults(t *testing.T) {
	made, err := start(t).Create(ctx, budget(nil))
	require.NoError(t, err)
	assert.Equal(t, "/subscriptions/"+subscription+"/providers/Microsoft.Consumption/budgets/alarm", made.ID)
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "alarm", "type": "Microsoft.Consumption/budgets", "amount": 100.0, "category": "Cost", "timeGrain": "Monthly", "eTag": made.Outputs["eTag"],
		"timePeriod":    map[string]any{"startDate": "2026-01-01T00:00:00Z", "endDate": "2036-01-01T00:00:00Z"},
		"notifications": map[string]any{"n": notification(map[string]any{"thresholdType": "Actual", "locale": "en-us"})},
	}, made.Outputs))
	assert.NotEmpty(t, made.Outputs["eTag"])
}

func TestAllowedBudgets(t *testing.T) {
	many := map[string]any{}
	for i := range 5 {
		many[fmt.Sprint(i)] = notification(nil)
	}
	quarter := period("2026-01-01T00:00:00Z", "")
	quarter["timeGrain"] = "Quarterly"
	for name, changes := range map[string]map[string]any{
		"of a resource group":      {"scope": "/subscriptions/" + subscription + "/resourceGroups/rg"},
		"a cent":                   {"amount": 0.01},
		"five notifications":       {"notifications": many},
		"threshold 0":              notify(map[string]any{"threshold": 0.0}),
		"threshold 1000":           notify(map[string]any{"threshold": 1000.0}),
		"e-mail only":              notify(map[string]any{"contactEmails": []any{"a@example.com"}, "contactGroups": []any{}}),
		"in a year":                period("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"),
		"the current quarter":      quarter,
		"amount not known":         {"amount": engine.Unknown},
		"action group not known":   notify(map[string]any{"contactGroups": engine.Unknown}),
		"start not known":          {"timePeriod": map[string]any{"startDate": engine.Unknown}},
		"no notification whatever": {"notifications": map[string]any{}},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			_, failures, err := e.Check(budget(changes))
			require.NoError(t, err)
			assert.Empty(t, failures)
			if !strings.Contains(name, "not known") {
				_, err = e.Create(ctx, budget(changes))
				assert.NoError(t, err)
			}
		})
	}
}

func TestRefusedBudgets(t *testing.T) {
	many := map[string]any{}
	for i := range 6 {
		many[fmt.Sprint(i)] = notification(nil)
	}
	crowd := make([]any, 51)
	for i := range crowd {
		crowd[i] = fmt.Sprintf("a%d@example.com", i)
	}
	for name, c := range map[string]struct {
		changes map[string]any
		message string
	}{
		"amount 0":                 {map[string]any{"amount": 0.0}, "greater than 0"},
		"amount below 0":           {map[string]any{"amount": -1.0}, "greater than 0"},
		"of a resource":            {map[string]any{"scope": group}, "is a Microsoft.Insights/actionGroups"},
		"six notifications":        {map[string]any{"notifications": many}, "up to 5 notifications"},
		"threshold 1001":           {notify(map[string]any{"threshold": 1001.0}), "between 0 and 1000"},
		"threshold below 0":        {notify(map[string]any{"threshold": -1.0}), "between 0 and 1000"},
		"nobody is told":           {notify(map[string]any{"contactGroups": []any{}}), "at least one contact"},
		"no address":               {notify(map[string]any{"contactEmails": []any{"nobody"}}), "not an e-mail address"},
		"too many addresses":       {notify(map[string]any{"contactEmails": crowd}), "limit is 50"},
		"group does not exist":     {notify(map[string]any{"contactGroups": []any{group + "x"}}), "was not found"},
		"group is something else":  {notify(map[string]any{"contactGroups": []any{"/subscriptions/" + subscription + "/resourceGroups/rg"}}), "must be the ID of a resource of type"},
		"not the first of a month": {period("2026-01-02T00:00:00Z", ""), "first of the month"},
		"not midnight":             {period("2026-02-01T06:00:00Z", ""), "first of the month"},
		"no date":                  {period("January", ""), "point in time"},
		"before budgets were made": {period("2017-05-01T00:00:00Z", ""), "June 1, 2017"},
		"ends as it begins":        {period("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), "less than end date"},
		"last month":               {period("2025-12-01T00:00:00Z", ""), "prior to 2026-01-01"},
		"in thirteen months":       {period("2027-02-01T00:00:00Z", ""), "more than 12 months"},
		"unit of usage":            {map[string]any{"category": "Usage"}, "Usage"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, budget(c.changes))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestAnUpdateMayChangeTheAmountButNotTheStart(t *testing.T) {
	e := start(t)
	before, err := e.Create(ctx, budget(nil))
	require.NoError(t, err)
	after, err := e.Update(ctx, budget(map[string]any{"amount": 200.0}))
	require.NoError(t, err)
	assert.Equal(t, 200.0, after.Outputs["amount"])
	assert.NotEqual(t, before.Outputs["eTag"], after.Outputs["eTag"])
	_, err = e.Update(ctx, budget(period("2026-02-01T00:00:00Z", "")))
	assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%v", err)
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range consumption.Service().Types {
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
