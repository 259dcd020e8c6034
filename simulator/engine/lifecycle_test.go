package engine_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

var ctx = context.Background()

func TestACreatedResourceHasAzuresIDAndOutputs(t *testing.T) {
	e := start(t, engine.Options{Seed: "one"})
	made, err := e.Create(ctx, box("Crate", map[string]any{"size": 3.0, "location": "West Europe",
		"parts": []any{map[string]any{"name": "front", "side": "left"}}, "tags": map[string]any{"owner": "me"}}))
	require.NoError(t, err)

	assert.Equal(t, "/subscriptions/"+subscription+"/resourceGroups/rg/providers/Microsoft.Boxes/boxes/Crate", made.ID)
	serial := made.Outputs["serial"]
	etag := made.Outputs["etag"]
	assert.True(t, azure.IsGUID(serial.(string)))
	want := map[string]any{
		"name": "Crate", "type": "Microsoft.Boxes/boxes", "etag": etag, "provisioningState": "Succeeded",
		"location": "westeurope", "size": 3.0, "colour": "brown", "serial": serial,
		"parts": []any{map[string]any{"name": "front", "side": "left"}}, "tags": map[string]any{"owner": "me"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestGeneratedValuesDependOnTheSeedAndTheResourceOnly(t *testing.T) {
	serial := func(seed, name string) any {
		e := start(t, engine.Options{Seed: seed})
		made, err := e.Create(ctx, box(name, nil))
		require.NoError(t, err)
		return made.Outputs["serial"]
	}
	assert.Equal(t, serial("a", "crate"), serial("a", "crate"))
	assert.NotEqual(t, serial("a", "crate"), serial("b", "crate"))
	assert.NotEqual(t, serial("a", "crate"), serial("a", "trunk"))
}

func TestALocationLeftOutIsTheGroups(t *testing.T) {
	e := start(t, engine.Options{})
	inputs, failures, err := e.Check(box("crate", nil))
	require.NoError(t, err)
	assert.Empty(t, failures)
	assert.Equal(t, "westeurope", inputs["location"])

	configured := box("crate", nil)
	configured.Provider.Config = map[string]any{"location": "northeurope"}
	inputs, _, err = e.Check(configured)
	require.NoError(t, err)
	assert.Equal(t, "northeurope", inputs["location"], "the provider's setting wins over the group's")

	before := box("crate", nil)
	before.OldInputs = map[string]any{"location": "francecentral"}
	inputs, _, err = e.Check(before)
	require.NoError(t, err)
	assert.Equal(t, "francecentral", inputs["location"], "and where it is wins over both")

	unknownGroup := box("crate", nil)
	unknownGroup.Inputs["resourceGroupName"] = engine.Unknown
	inputs, failures, err = e.Check(unknownGroup)
	require.NoError(t, err)
	assert.Empty(t, failures)
	assert.True(t, engine.IsUnknown(inputs["location"]))
}

func TestRefusalsOfAWrite(t *testing.T) {
	cases := map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"group does not exist": {func() engine.Request {
			r := box("x", map[string]any{"location": "westeurope"})
			r.Inputs["resourceGroupName"] = "other"
			return r
		}(),
			engine.CodeResourceGroupNotFound, "Resource group 'other' could not be found."},
		"parent does not exist": {lid("nobox", "top"), engine.CodeParentResourceNotFound, "boxes/nobox' could not be found"},
		"reference leads nowhere": {box("x", map[string]any{"beside": map[string]any{"id": boxID("gone")}}),
			engine.CodeResourceNotFound, "The Resource 'Microsoft.Boxes/boxes/gone' under resource group 'rg' was not found."},
		"part of a resource does not exist": {box("x", map[string]any{"beside": map[string]any{"id": boxID("crate") + "/parts/back"}}),
			engine.CodeResourceNotFound, "Microsoft.Boxes/boxes/parts/back"},
		"scope does not exist": {engine.Request{Token: "azure-native:boxes/v20240501:Label", Provider: provider, URN: "urn:l",
			Inputs: map[string]any{"scope": boxID("gone"), "labelName": "big"}}, engine.CodeResourceNotFound, "boxes/gone"},
		"scope is no ID": {engine.Request{Token: "azure-native:boxes/v20240501:Label", Provider: provider, URN: "urn:l",
			Inputs: map[string]any{"scope": "gone", "labelName": "big"}}, engine.CodeInvalidRequestContent, "The scope 'gone'"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := start(t, engine.Options{})
			_, err := e.Create(ctx, box("crate", map[string]any{"parts": []any{map[string]any{"name": "front", "side": "left"}}}))
			require.NoError(t, err)
			_, err = e.Create(ctx, c.request)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestReferencesResolveToPartsAndToWhatMayDangle(t *testing.T) {
	e := start(t, engine.Options{})
	_, err := e.Create(ctx, box("crate", map[string]any{"parts": []any{map[string]any{"name": "front", "side": "left"}}}))
	require.NoError(t, err)
	_, err = e.Create(ctx, box("trunk", map[string]any{
		"beside": map[string]any{"id": boxID("CRATE") + "/Parts/Front"},
		"hint":   boxID("never"),
	}))
	assert.NoError(t, err)
}

func TestWhatIsInUseCannotBeDeleted(t *testing.T) {
	e := start(t, engine.Options{})
	_, err := e.Create(ctx, box("crate", nil))
	require.NoError(t, err)
	_, err = e.Create(ctx, box("trunk", map[string]any{"beside": map[string]any{"id": boxID("crate")}}))
	require.NoError(t, err)

	err = e.Delete(ctx, box("crate", nil))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, codeBoxInUse), err)
	assert.Contains(t, err.Error(), "trunk")

	require.NoError(t, e.Delete(ctx, box("trunk", nil)))
	require.NoError(t, e.Delete(ctx, box("crate", nil)))
	_, found := e.Resource(boxID("crate"))
	assert.False(t, found)
}

func TestDeletingAGoneResourceIsNoError(t *testing.T) {
	e := start(t, engine.Options{})
	assert.NoError(t, e.Delete(ctx, box("never", nil)))
}

func TestChildrenAndExtensionsGoWithTheirResource(t *testing.T) {
	e := start(t, engine.Options{})
	for _, r := range []engine.Request{box("crate", nil), lid("crate", "top"),
		{Token: "azure-native:boxes/v20240501:Label", Provider: provider, URN: "urn:l", Inputs: map[string]any{"scope": boxID("crate"), "labelName": "big"}}} {
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	require.Len(t, e.Resources(), 4)
	require.NoError(t, e.Delete(ctx, box("crate", nil)))
	assert.Len(t, e.Resources(), 1, "only the group stays")
}

func TestUpdatesThatARMRefuses(t *testing.T) {
	cases := map[string]struct {
		change map[string]any
		code   engine.Code
	}{
		"another location":      {map[string]any{"location": "northeurope"}, engine.CodeInvalidResourceLocation},
		"an immutable property": {map[string]any{"size": 4.0}, engine.CodePropertyChangeNotAllowed},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := start(t, engine.Options{})
			_, err := e.Create(ctx, box("crate", map[string]any{"size": 3.0}))
			require.NoError(t, err)
			inputs := map[string]any{"size": 3.0}
			for k, v := range c.change {
				inputs[k] = v
			}
			_, err = e.Update(ctx, box("crate", inputs))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), err)
		})
	}
}

func TestAnUpdateKeepsSubResourcesThatTheProgramDoesNotSet(t *testing.T) {
	e := start(t, engine.Options{})
	parts := []any{map[string]any{"name": "front", "side": "left"}}
	_, err := e.Create(ctx, box("crate", map[string]any{"parts": parts}))
	require.NoError(t, err)
	changed, err := e.Update(ctx, box("crate", map[string]any{"sealed": true}))
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(parts, changed.Outputs["parts"].([]any)))
}

func TestAnUpdateOfAVanishedResourceMakesItAnew(t *testing.T) {
	e := start(t, engine.Options{})
	_, err := e.Update(ctx, box("crate", nil))
	require.NoError(t, err)
	_, found := e.Resource(boxID("crate"))
	assert.True(t, found)
}

func TestEtagChangesExactlyWhenInputsDo(t *testing.T) {
	e := start(t, engine.Options{})
	first, err := e.Create(ctx, box("crate", nil))
	require.NoError(t, err)
	same, err := e.Update(ctx, box("crate", nil))
	require.NoError(t, err)
	other, err := e.Update(ctx, box("crate", map[string]any{"sealed": true}))
	require.NoError(t, err)
	assert.Equal(t, first.Outputs["etag"], same.Outputs["etag"])
	assert.NotEqual(t, first.Outputs["etag"], other.Outputs["etag"])
}

func TestReadFindsDriftAndLoss(t *testing.T) {
	e := start(t, engine.Options{})
	r := box("crate", map[string]any{"size": 3.0, "sealed": true})
	made, err := e.Create(ctx, r)
	require.NoError(t, err)
	boxType, err := e.Lookup(r.Token)
	require.NoError(t, err)

	found, err := e.Read(ctx, r)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(r.Inputs, boxType.Refreshed(r.Inputs, made.Outputs, found.Outputs)), "no drift, no change")

	require.NoError(t, e.Alter(made.ID, func(outputs map[string]any) {
		outputs["size"] = 7
		outputs["tags"] = map[string]string{"who": "portal"}
	}))
	found, err = e.Read(ctx, r)
	require.NoError(t, err)
	drifted := boxType.Refreshed(r.Inputs, made.Outputs, found.Outputs)
	want := map[string]any{"resourceGroupName": "rg", "boxName": "crate", "size": 7.0, "sealed": true, "tags": map[string]any{"who": "portal"}}
	assert.Empty(t, cmp.Diff(want, drifted))

	require.NoError(t, e.Erase(made.ID))
	found, err = e.Read(ctx, r)
	require.NoError(t, err)
	assert.Nil(t, found)
}

func TestPreviewKnowsInputsAndNothingElse(t *testing.T) {
	e := start(t, engine.Options{})
	outputs, err := e.Preview(box("crate", map[string]any{"size": 3.0, "colour": engine.Unknown,
		"parts": []any{map[string]any{"name": "front", "side": "left"}}}))
	require.NoError(t, err)
	known := map[string]any{}
	for k, v := range outputs {
		if !engine.IsUnknown(v) {
			known[k] = v
		}
	}
	part := outputs["parts"].([]any)[0].(map[string]any)
	assert.True(t, engine.IsUnknown(part["state"]))
	delete(part, "state")
	assert.Empty(t, cmp.Diff(map[string]any{"size": 3.0, "parts": []any{map[string]any{"name": "front", "side": "left"}}}, known))
	assert.NotContains(t, outputs, "boxName", "a path parameter is no output")

	r := box("crate", nil)
	r.OldOutputs = map[string]any{"name": "crate", "location": "westeurope", "serial": "s"}
	outputs, err = e.PreviewUpdate(r)
	require.NoError(t, err)
	assert.Equal(t, "crate", outputs["name"])
	assert.Equal(t, "westeurope", outputs["location"])
	assert.True(t, engine.IsUnknown(outputs["serial"]))
}
