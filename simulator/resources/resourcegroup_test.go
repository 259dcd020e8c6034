package resources_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

func group(name, location string) engine.Request {
	return engine.Request{Token: azure.TypeResourceGroup, URN: "urn:" + name, ID: azure.ResourceGroupID(subscription, name),
		Provider: engine.Provider{Package: "azure-native", Subscription: subscription},
		Inputs:   map[string]any{"resourceGroupName": name, "location": location, "tags": map[string]any{"owner": "platform"}}}
}

func TestResourceGroupOutputs(t *testing.T) {
	e := start(t)
	made, err := e.Create(t.Context(), group("rg-a", "West Europe"))
	require.NoError(t, err)
	assert.Equal(t, "/subscriptions/"+subscription+"/resourceGroups/rg-a", made.ID)
	want := map[string]any{"name": "rg-a", "type": "Microsoft.Resources/resourceGroups", "location": "westeurope",
		"tags": map[string]any{"owner": "platform"}, "properties": map[string]any{"provisioningState": "Succeeded"}}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	typ, err := e.Lookup(azure.TypeResourceGroup)
	require.NoError(t, err)
	assert.Empty(t, typ.Misplaced(made.Outputs))
}

func TestResourceGroupsThatAzureRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(map[string]any)
		says   string
	}{
		"no location":      {func(in map[string]any) { delete(in, "location") }, "missing required property 'location'"},
		"unknown location": {func(in map[string]any) { in["location"] = "atlantis" }, "LocationNotAvailableForResourceType"},
		"bad name":         {func(in map[string]any) { in["resourceGroupName"] = "rg." }, "InvalidResourceName"},
		"no name":          {func(in map[string]any) { delete(in, "resourceGroupName") }, "no automatic names"},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			r := group("rg-a", "westeurope")
			c.change(r.Inputs)
			_, err := e.Create(t.Context(), r)
			assert.ErrorContains(t, err, c.says)
		})
	}
}

func TestAnotherLocationReplacesAGroup(t *testing.T) {
	e := start(t)
	typ, err := e.Lookup(azure.TypeResourceGroup)
	require.NoError(t, err)
	changes := typ.Diff(group("rg-a", "westeurope").Inputs, group("rg-a", "northeurope").Inputs, nil)
	assert.Equal(t, []string{"location"}, engine.Replaces(changes))
	assert.Empty(t, engine.Replaces(typ.Diff(map[string]any{"tags": map[string]any{"a": "b"}}, map[string]any{"tags": map[string]any{"a": "c"}}, nil)))
}

func TestAGroupCanBeDeletedAndMadeAgain(t *testing.T) {
	e := start(t)
	_, err := e.Create(t.Context(), group("rg-a", "westeurope"))
	require.NoError(t, err)
	require.NoError(t, e.Delete(t.Context(), group("rg-a", "westeurope")))
	assert.Empty(t, e.Resources())
	_, err = e.Create(t.Context(), group("rg-a", "northeurope"))
	assert.NoError(t, err)
}
