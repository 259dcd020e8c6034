package logic_test

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
	"github.com/aks-landing-zone/aks-landing-zone/simulator/logic"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
)

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), logic.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	_, err = e.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, URN: "urn:rg", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}})
	require.NoError(t, err)
	return e
}

type object = map[string]any

// recurrence is every working day at half past six, with some parts replaced.
func recurrence(changes object) object {
	r := object{"frequency": "Week", "interval": 1.0, "timeZone": "W. Europe Standard Time",
		"schedule": object{"hours": []any{6.0}, "minutes": []any{30.0}, "weekDays": []any{"Monday", "Friday"}}}
	maps.Copy(r, changes)
	return r
}

func http(changes object) object {
	inputs := object{"method": "GET", "uri": "https://example.com", "authentication": object{"type": "ManagedServiceIdentity"}}
	maps.Copy(inputs, changes)
	maps.DeleteFunc(inputs, func(_ string, v any) bool { return v == nil })
	return object{"type": "Http", "inputs": inputs}
}

// definition asks for something every working day and then decides, with some parts replaced.
func definition(changes object) object {
	d := object{
		"$schema":        "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
		"contentVersion": "1.0.0.0",
		"triggers":       object{"daily": object{"type": "Recurrence", "recurrence": recurrence(nil)}},
		"actions": object{"ask": http(nil), "decide": object{"type": "If", "expression": object{"and": []any{}}, "actions": object{"act": http(nil)},
			"runAfter": object{"ask": []any{"Succeeded"}}}},
	}
	maps.Copy(d, changes)
	return d
}

func workflow(changes object) engine.Request {
	inputs := object{"resourceGroupName": "rg", "workflowName": "logic-stop", "location": "westeurope", "identity": object{"type": "SystemAssigned"},
		"definition": definition(nil)}
	maps.Copy(inputs, changes)
	maps.DeleteFunc(inputs, func(_ string, v any) bool { return v == nil })
	return engine.Request{Token: "azure-native:logic/v20190501:Workflow", URN: "urn:workflow", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.Logic/workflows", "logic-stop")}
}

func defined(changes object) object { return object{"definition": definition(changes)} }

func recurring(changes object) object {
	return defined(object{"triggers": object{"daily": object{"type": "Recurrence", "recurrence": recurrence(changes)}}})
}

func scheduled(frequency string, schedule object) object {
	return recurring(object{"frequency": frequency, "schedule": schedule})
}

func acting(action object) object { return defined(object{"actions": object{"ask": action}}) }

func TestAWorkflowIsCreatedWithAnIdentity(t *testing.T) {
	made, err := start(t).Create(ctx, workflow(nil))
	require.NoError(t, err)
	principal := made.Outputs["identity"].(object)["principalId"].(string)
	assert.True(t, azure.IsGUID(principal))
	assert.Empty(t, cmp.Diff(object{
		"name": "logic-stop", "type": "Microsoft.Logic/workflows", "location": "westeurope", "provisioningState": "Succeeded", "state": "Enabled",
		"identity":   object{"type": "SystemAssigned", "principalId": principal, "tenantId": provider.Tenant},
		"definition": definition(nil), "createdTime": "2026-01-05T08:00:00Z", "changedTime": "2026-01-05T08:00:00Z",
		"version": made.Outputs["version"], "accessEndpoint": made.Outputs["accessEndpoint"],
	}, made.Outputs))
}

func TestAllowedWorkflows(t *testing.T) {
	for name, changes := range map[string]object{
		"without an identity":       {"identity": nil, "definition": definition(object{"actions": object{"ask": http(object{"authentication": nil})}})},
		"daily":                     scheduled("Day", object{"hours": []any{0.0, 23.0}, "minutes": []any{0.0, 59.0}}),
		"every minute":              recurring(object{"frequency": "Minute", "schedule": object{}}),
		"an action of another kind": acting(object{"type": "Wait"}),
		"address not known":         acting(http(object{"uri": engine.Unknown})),
		"definition not known":      {"definition": engine.Unknown},
		"disabled":                  {"state": "Disabled"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := start(t).Check(workflow(changes))
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedWorkflows(t *testing.T) {
	for name, c := range map[string]struct {
		changes object
		message string
	}{
		"another schema":          {defined(object{"$schema": "https://example.com"}), "is not supported"},
		"no version":              {defined(object{"contentVersion": nil}), "must have a contentVersion"},
		"no trigger":              {defined(object{"triggers": object{}}), "must have triggers"},
		"no action":               {defined(object{"actions": object{}}), "must have actions"},
		"trigger without type":    {defined(object{"triggers": object{"daily": object{}}}), "trigger 'daily' must have a type"},
		"action without type":     {acting(object{}), "action 'ask' must have a type"},
		"after nothing":           {acting(object{"type": "Wait", "runAfter": object{"gone": []any{"Succeeded"}}}), "non-existent action: 'gone'"},
		"after itself":            {acting(object{"type": "Wait", "runAfter": object{"ask": []any{"Succeeded"}}}), "non-existent action: 'ask'"},
		"after a mood":            {defined(object{"actions": object{"ask": http(nil), "act": object{"type": "Wait", "runAfter": object{"ask": []any{"Happy"}}}}}), "'Happy' is not a status"},
		"condition without one":   {acting(object{"type": "If", "actions": object{}}), "must have an expression"},
		"method left out":         {acting(http(object{"method": nil})), "must have a method"},
		"address left out":        {acting(http(object{"uri": nil})), "must have a uri"},
		"inside a condition":      {acting(object{"type": "If", "expression": object{}, "actions": object{"act": http(object{"uri": nil})}}), "'act' of type Http must have a uri"},
		"inside its alternative":  {acting(object{"type": "If", "expression": object{}, "else": object{"actions": object{"act": http(object{"uri": nil})}}}), "'act' of type Http must have a uri"},
		"identity that is absent": {object{"identity": nil}, "the workflow has none"},
		"identity that is off":    {object{"identity": object{"type": "None"}}, "the workflow has none"},
		"frequency that is none":  {recurring(object{"frequency": "Fortnight"}), "invalid frequency 'Fortnight'"},
		"interval 0":              {recurring(object{"interval": 0.0}), "interval of at least 1"},
		"time zone of the IANA":   {recurring(object{"timeZone": "Europe/Berlin"}), "invalid time zone 'Europe/Berlin'"},
		"days of a day":           {scheduled("Day", object{"weekDays": []any{"Monday"}}), "which frequency Day does not take"},
		"hour 24":                 {scheduled("Week", object{"hours": []any{24.0}}), "between 0 and 23"},
		"minute 60":               {scheduled("Week", object{"minutes": []any{60.0}}), "between 0 and 59"},
		"half an hour":            {scheduled("Week", object{"hours": []any{6.5}}), "between 0 and 23"},
		"day in short":            {scheduled("Week", object{"weekDays": []any{"Mon"}}), "'Mon' is not a day"},
		"state that is none":      {object{"state": "Tired"}, "Tired"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, workflow(c.changes))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestAnUpdateKeepsIdentityAndGivesANewVersion(t *testing.T) {
	e := start(t)
	before, err := e.Create(ctx, workflow(nil))
	require.NoError(t, err)
	after, err := e.Update(ctx, workflow(recurring(object{"interval": 2.0})))
	require.NoError(t, err)
	assert.Equal(t, before.Outputs["identity"], after.Outputs["identity"])
	assert.NotEqual(t, before.Outputs["version"], after.Outputs["version"])
	again, err := e.Update(ctx, workflow(recurring(object{"interval": 2.0})))
	require.NoError(t, err)
	assert.Equal(t, after.Outputs["version"], again.Outputs["version"])
	_, err = e.Update(ctx, workflow(object{"location": "northeurope"}))
	assert.Error(t, err)
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range logic.Service().Types {
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
