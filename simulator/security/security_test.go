package security_test

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
	"github.com/aks-landing-zone/aks-landing-zone/simulator/security"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	foreign      = "33333333-3333-4333-8333-333333333333"
)

var (
	ctx       = context.Background()
	provider  = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	workspace = azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-hub")
)

// start returns an engine with the group "rg" and a workspace in it.
func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), operationalinsights.Service(), security.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: azure.TypeWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub"}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

func pricing(changes map[string]any) engine.Request {
	inputs := map[string]any{"scopeId": "subscriptions/" + subscription, "pricingName": "Containers", "pricingTier": "Standard"}
	maps.Copy(inputs, changes)
	name, _ := inputs["pricingName"].(string)
	return engine.Request{Token: "azure-native:security/v20240101:Pricing", URN: "urn:pricing", Provider: provider, Inputs: inputs,
		ID: "/subscriptions/" + subscription + "/providers/Microsoft.Security/pricings/" + name}
}

func contact(changes map[string]any) engine.Request {
	inputs := map[string]any{"securityContactName": "default", "emails": "a@example.com;b@example.com",
		"alertNotifications": map[string]any{"state": "On", "minimalSeverity": "High"}}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:security/v20200101preview:SecurityContact", URN: "urn:contact", Provider: provider, Inputs: inputs}
}

func automation(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "automationName": "export", "location": "westeurope",
		"scopes":  []any{map[string]any{"scopePath": "/subscriptions/" + subscription}},
		"sources": []any{map[string]any{"eventSource": "Alerts"}},
		"actions": []any{map[string]any{"actionType": "Workspace", "workspaceResourceId": workspace}}}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:security/v20190101preview:Automation", URN: "urn:automation", Provider: provider, Inputs: inputs}
}

func TestAPlanStandsInEverySubscriptionAndIsFree(t *testing.T) {
	e := start(t)
	found, err := e.Read(ctx, pricing(nil))
	require.NoError(t, err)
	require.NotNil(t, found)
	assert.Empty(t, cmp.Diff(map[string]any{"name": "Containers", "type": "Microsoft.Security/pricings", "pricingTier": "Free",
		"freeTrialRemainingTime": "PT0S"}, found.Outputs))
	typ, err := e.Lookup(azure.TypePricing)
	require.NoError(t, err)
	imported := typ.Imported(found)
	assert.Equal(t, map[string]any{"pricingName": "Containers", "pricingTier": "Free", "scopeId": "subscriptions/" + subscription}, imported)
	assert.Empty(t, engine.Replaces(typ.Diff(imported, pricing(nil).Inputs, found.Outputs)), "what was imported can become Standard")
	assert.Equal(t, []string{"scopeId"}, engine.Replaces(typ.Diff(imported, pricing(map[string]any{"scopeId": "/subscriptions/" + subscription}).Inputs, nil)),
		"a slash in front is another scope")

	for _, name := range []string{"default", "Nothing"} {
		found, err = e.Read(ctx, pricing(map[string]any{"pricingName": name}))
		require.NoError(t, err)
		assert.Nil(t, found, name)
	}
}

func TestAPlanIsChangedButNeitherCreatedNorDeleted(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, pricing(nil))
	require.ErrorContains(t, err, "cannot create already existing resource '/subscriptions/"+subscription+"/providers/Microsoft.Security/pricings/Containers'")

	changed, err := e.Update(ctx, pricing(nil))
	require.NoError(t, err)
	assert.Equal(t, "Standard", changed.Outputs["pricingTier"])
	assert.Equal(t, "2026-01-05T08:00:00Z", changed.Outputs["enablementTime"])
	found, err := e.Read(ctx, pricing(nil))
	require.NoError(t, err)
	assert.Equal(t, changed.Outputs, found.Outputs)

	err = e.Delete(ctx, pricing(nil))
	assert.True(t, engine.HasCode(err, security.CodeInvalidURLConfiguration), "%v", err)
	err = e.Delete(ctx, pricing(map[string]any{"pricingName": "Arm"}))
	assert.True(t, engine.HasCode(err, security.CodeInvalidURLConfiguration), "one that nobody has touched: %v", err)

	changed, err = e.Update(ctx, pricing(map[string]any{"pricingTier": "Free"}))
	require.NoError(t, err)
	assert.Equal(t, "Free", changed.Outputs["pricingTier"])
	assert.NotContains(t, changed.Outputs, "enablementTime")
}

func ext(names ...string) []any {
	var list []any
	for _, name := range names {
		list = append(list, map[string]any{"name": name, "isEnabled": "True"})
	}
	return list
}

func TestPlans(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		message string // "" when allowed
	}{
		"with extensions":               {map[string]any{"extensions": ext("ContainerSensor", "AgentlessDiscoveryForKubernetes")}, ""},
		"with a sub-plan":               {map[string]any{"pricingName": "KeyVaults", "subPlan": "PerKeyVault"}, ""},
		"not known yet":                 {map[string]any{"pricingName": engine.Unknown, "scopeId": engine.Unknown}, ""},
		"free with an extension off":    {map[string]any{"pricingTier": "Free", "extensions": []any{map[string]any{"name": "ContainerSensor", "isEnabled": "False"}}}, ""},
		"plan of the old API":           {map[string]any{"pricingName": "default"}, "not a valid name. Possible pricing bundle names: AI, Api"},
		"sub-plan of another":           {map[string]any{"pricingName": "Arm", "subPlan": "PerKeyVault"}, "available are: PerSubscription, PerApiCall"},
		"sub-plan where there are none": {map[string]any{"subPlan": "P1"}, "not available for Containers"},
		"extension of another":          {map[string]any{"extensions": ext("OnUploadMalwareScanning")}, "not available for Containers"},
		"extension twice":               {map[string]any{"extensions": ext("ContainerSensor", "ContainerSensor")}, "listed twice"},
		"free with an extension on":     {map[string]any{"pricingTier": "Free", "extensions": ext("ContainerSensor")}, "needs the tier Standard"},
		"free with a sub-plan":          {map[string]any{"pricingTier": "Free", "pricingName": "Arm", "subPlan": "PerApiCall"}, "needs the tier Standard"},
		"tier that is none":             {map[string]any{"pricingTier": "Premium"}, "Premium"},
		"of a resource group":           {map[string]any{"scopeId": "subscriptions/" + subscription + "/resourceGroups/rg"}, "not a subscription"},
		"of nothing":                    {map[string]any{"scopeId": "everything"}, "not a subscription"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := start(t).Check(pricing(c.changes))
			require.NoError(t, err)
			if c.message == "" {
				assert.Empty(t, failures)
				return
			}
			require.NotEmpty(t, failures)
			assert.ErrorContains(t, failures[0].Err, c.message)
		})
	}
}

func TestContacts(t *testing.T) {
	made, err := start(t).Create(ctx, contact(nil))
	require.NoError(t, err)
	assert.Equal(t, "/subscriptions/"+subscription+"/providers/Microsoft.Security/securityContacts/default", made.ID)
	byRole := func(state string, roles ...any) map[string]any { return map[string]any{"state": state, "roles": roles} }
	for name, c := range map[string]struct {
		changes map[string]any
		message string
	}{
		"roles only":         {map[string]any{"emails": "", "notificationsByRole": byRole("On", "Owner")}, ""},
		"address not known":  {map[string]any{"emails": engine.Unknown}, ""},
		"another name":       {map[string]any{"securityContactName": "second"}, "must be 'default'"},
		"nobody":             {map[string]any{"emails": ""}, "must have e-mail addresses or notifications by role"},
		"roles off":          {map[string]any{"emails": "", "notificationsByRole": byRole("Off", "Owner")}, "must have e-mail addresses or notifications by role"},
		"no role":            {map[string]any{"notificationsByRole": byRole("On")}, "without any role"},
		"no address":         {map[string]any{"emails": "a@example.com;nobody"}, "'nobody' is not an e-mail address"},
		"role that is none":  {map[string]any{"notificationsByRole": byRole("On", "Janitor")}, "Janitor"},
		"severity of no use": {map[string]any{"alertNotifications": map[string]any{"state": "On", "minimalSeverity": "Worst"}}, "Worst"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := start(t).Check(contact(c.changes))
			require.NoError(t, err)
			if c.message == "" {
				assert.Empty(t, failures)
				return
			}
			require.NotEmpty(t, failures)
			assert.ErrorContains(t, failures[0].Err, c.message)
		})
	}
}

func TestAutomations(t *testing.T) {
	made, err := start(t).Create(ctx, automation(nil))
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "export", "type": "Microsoft.Security/automations", "etag": made.Outputs["etag"], "location": "westeurope", "isEnabled": true,
		"scopes": made.Inputs["scopes"], "sources": made.Inputs["sources"], "actions": made.Inputs["actions"],
	}, made.Outputs))
	scope := func(path string) map[string]any {
		return map[string]any{"scopes": []any{map[string]any{"scopePath": path}}}
	}
	for name, c := range map[string]struct {
		changes map[string]any
		message string
	}{
		"no scope":                {map[string]any{"scopes": []any{}}, "at least one of scopes"},
		"no source":               {map[string]any{"sources": []any{}}, "at least one of sources"},
		"no action":               {map[string]any{"actions": []any{}}, "at least one of actions"},
		"scope is a resource":     {scope(workspace), "not the ID of a subscription or a resource group"},
		"scope of others":         {scope("/subscriptions/" + foreign), "not in the subscription of the automation"},
		"no workspace":            {map[string]any{"actions": []any{map[string]any{"actionType": "Workspace"}}}, "must have a workspaceResourceId"},
		"workspace missing":       {map[string]any{"actions": []any{map[string]any{"actionType": "Workspace", "workspaceResourceId": workspace + "x"}}}, "was not found"},
		"not a workspace":         {map[string]any{"actions": []any{map[string]any{"actionType": "Workspace", "workspaceResourceId": "/subscriptions/" + subscription + "/resourceGroups/rg"}}}, "must be the ID of a resource of type"},
		"action that is none":     {map[string]any{"actions": []any{map[string]any{"actionType": "Shout"}}}, "Shout"},
		"source without events":   {map[string]any{"sources": []any{map[string]any{}}}, "must have an eventSource"},
		"source that is none":     {map[string]any{"sources": []any{map[string]any{"eventSource": "Rumours"}}}, "Rumours"},
		"property of nothing":     {map[string]any{"events": true}, "'events' is no property"},
		"group that is not there": {map[string]any{"resourceGroupName": "other"}, "could not be found"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, automation(c.changes))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range security.Service().Types {
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
