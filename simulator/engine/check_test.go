package engine_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestCheckNamesEveryFaultyProperty(t *testing.T) {
	cases := map[string]struct {
		inputs map[string]any
		path   string
		says   string
	}{
		"unknown property":            {map[string]any{"colours": "white"}, "colours", "'colours' is no property of azure-native:boxes:Box (did you mean 'colour'?)"},
		"unknown nested property":     {map[string]any{"parts": []any{map[string]any{"side": "left", "top": 1.0}}}, "parts[0].top", "is no property"},
		"string for a number":         {map[string]any{"size": "3"}, "size", "must be a whole number, but the string \"3\" was given"},
		"fraction for a whole number": {map[string]any{"size": 3.5}, "size", "must be a whole number, but the number 3.5"},
		"number for a string":         {map[string]any{"hint": 3.0}, "hint", "must be a string"},
		"number for a boolean":        {map[string]any{"sealed": 1.0}, "sealed", "must be a boolean"},
		"object for a list":           {map[string]any{"parts": map[string]any{}}, "parts", "must be a list, but an object"},
		"list for an object":          {map[string]any{"beside": []any{}}, "beside", "must be an object, but a list"},
		"list for a map":              {map[string]any{"tags": []any{}}, "tags", "must be a map"},
		"string for a float":          {map[string]any{"weight": "1"}, "weight", "must be a number"},
		"value outside an enum":       {map[string]any{"colour": "green"}, "colour", "possible values are: brown, white"},
		"missing in a nested object":  {map[string]any{"parts": []any{map[string]any{"name": "front"}}}, "parts[0].side", "missing required property 'parts[0].side'"},
		"missing by vocabulary":       {map[string]any{"beside": map[string]any{}}, "beside.id", "missing required property 'beside.id'"},
		"type inside a type":          {map[string]any{"parts": []any{map[string]any{"side": "l", "inside": map[string]any{"side": 1.0}}}}, "parts[0].inside.side", "must be a string"},
		"no member of a union":        {map[string]any{"content": map[string]any{"kind": "Plums"}}, "content.kind", "possible values are: Apples, Pears"},
		"wrong member of a union":     {map[string]any{"content": map[string]any{"kind": "Apples", "count": 1.0, "ripe": true}}, "content.ripe", "is no property"},
		"missing in a union":          {map[string]any{"content": map[string]any{"kind": "Pears"}}, "content.ripe", "missing required property"},
		"no object for a union":       {map[string]any{"content": "Apples"}, "content", "must be an object"},
		"unknown location":            {map[string]any{"location": "atlantis"}, "location", "The provided location 'atlantis' is not available for resource type 'Microsoft.Boxes/boxes'"},
		"bad tag":                     {map[string]any{"tags": map[string]any{"a<b": "c"}}, "tags.a<b", "a<b"},
		"the type's own rule":         {map[string]any{"size": 101.0}, "size", "must be between 1 and 100"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := start(t, engine.Options{})
			_, failures, err := e.Check(box("crate", c.inputs))
			require.NoError(t, err)
			require.Len(t, failures, 1)
			assert.Equal(t, c.path, failures[0].Path)
			assert.Contains(t, failures[0].Err.Error()+failures[0].Err.Message, c.says)

			_, err = e.Create(ctx, box("crate", c.inputs))
			assert.ErrorContains(t, err, c.path, "a write is refused for the same reason")
		})
	}
}

func TestCheckReportsAllFaultsAtOnce(t *testing.T) {
	e := start(t, engine.Options{})
	_, failures, err := e.Check(box("crate", map[string]any{"size": "3", "colour": "green", "nothing": true}))
	require.NoError(t, err)
	var paths []string
	for _, f := range failures {
		paths = append(paths, f.Path)
	}
	assert.Equal(t, []string{"colour", "nothing", "size"}, paths)
}

func TestUnknownValuesPassTheCheck(t *testing.T) {
	e := start(t, engine.Options{})
	_, failures, err := e.Check(box("crate", map[string]any{"size": engine.Unknown, "colour": engine.Unknown,
		"parts": []any{engine.Unknown}, "beside": engine.Unknown, "content": map[string]any{"kind": engine.Unknown}, "tags": engine.Unknown}))
	require.NoError(t, err)
	assert.Empty(t, failures)
	_, err = e.Create(ctx, box("crate", map[string]any{"size": engine.Unknown}))
	assert.ErrorContains(t, err, "an input is not known", "but nothing unknown is ever written")
}

func TestEnumsIgnoreCase(t *testing.T) {
	e := start(t, engine.Options{})
	_, failures, err := e.Check(box("crate", map[string]any{"colour": "White"}))
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestNoNameIsInvented(t *testing.T) {
	e := start(t, engine.Options{})
	r := box("crate", nil)
	delete(r.Inputs, "boxName")
	_, failures, err := e.Check(r)
	require.NoError(t, err)
	require.Len(t, failures, 1)
	assert.Contains(t, failures[0].Err.Message, "no automatic names")

	r = box("crate", nil)
	delete(r.Inputs, "resourceGroupName")
	_, failures, err = e.Check(r)
	require.NoError(t, err)
	require.Len(t, failures, 1)
	assert.Equal(t, "resourceGroupName", failures[0].Path)
}

func TestNamesFollowAzuresRules(t *testing.T) {
	e := start(t, engine.Options{})
	r := engine.Request{Token: "azure-native:resources:ResourceGroup", URN: "u", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": strings.Repeat("g", 91), "location": "westeurope"}}
	_, failures, err := e.Check(r)
	require.NoError(t, err)
	require.Len(t, failures, 1)
	assert.Equal(t, engine.CodeInvalidResourceName.Name, failures[0].Err.Code)
	r.Inputs["resourceGroupName"] = strings.Repeat("g", 90)
	_, failures, err = e.Check(r)
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestTokensAreKnownExactly(t *testing.T) {
	e := start(t, engine.Options{})
	cases := map[string]struct{ token, says string }{
		"unknown type":         {"azure-native:boxes/v20240501:Barrel", "does not model the resource type azure-native:boxes:Barrel"},
		"unknown package":      {"aws:s3/bucket:Bucket", "does not model the resource type aws:s3/bucket:Bucket"},
		"a version it has not": {"azure-native:boxes/v20230101:Box", "models API version v20240501 of this, not v20230101"},
		"no version":           {"azure-native:boxes:Box", "write v20240501"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := e.Lookup(c.token)
			assert.ErrorContains(t, err, c.says)
		})
	}
	for _, token := range []string{"azure-native:boxes/v20240501:Box", "azure-native:boxes:Lid", "azure-native:boxes/v20240501:Lid"} {
		_, err := e.Lookup(token)
		assert.NoError(t, err)
	}
}

func TestAServiceMustSayWhatItsOpenPropertiesTake(t *testing.T) {
	s := boxes()
	s.Vocabulary.Any = nil
	_, err := engine.New(engine.Options{Services: []*engine.Service{s}})
	assert.ErrorContains(t, err, "boxArgs.extra")

	s = boxes()
	s.Vocabulary.Enums["boxArgs.shape"] = []string{"round"}
	_, err = engine.New(engine.Options{Services: []*engine.Service{s}})
	assert.ErrorContains(t, err, "boxArgs.shape, which no type has")
}
