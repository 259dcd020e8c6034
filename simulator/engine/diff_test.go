package engine_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestDiff(t *testing.T) {
	parts := func(list ...map[string]any) []any {
		var all []any
		for _, p := range list {
			all = append(all, p)
		}
		return all
	}
	type changes = map[string]engine.Change
	cases := map[string]struct {
		before, after, outputs map[string]any
		want                   changes
	}{
		"nothing":               {map[string]any{"size": 1.0}, map[string]any{"size": 1.0}, nil, changes{}},
		"null is absent":        {map[string]any{"size": nil}, map[string]any{}, nil, changes{}},
		"in place":              {map[string]any{"sealed": false}, map[string]any{"sealed": true}, nil, changes{"sealed": {Kind: engine.Updated}}},
		"added":                 {map[string]any{}, map[string]any{"sealed": true}, nil, changes{"sealed": {Kind: engine.Added}}},
		"deleted":               {map[string]any{"sealed": true}, map[string]any{}, nil, changes{"sealed": {Kind: engine.Deleted}}},
		"name replaces":         {map[string]any{"boxName": "a"}, map[string]any{"boxName": "b"}, nil, changes{"boxName": {Kind: engine.Updated, Replace: true}}},
		"group replaces":        {map[string]any{"resourceGroupName": "a"}, map[string]any{"resourceGroupName": "b"}, nil, changes{"resourceGroupName": {Kind: engine.Updated, Replace: true}}},
		"group ignores case":    {map[string]any{"resourceGroupName": "RG"}, map[string]any{"resourceGroupName": "rg"}, nil, changes{}},
		"location ignores form": {map[string]any{"location": "West Europe"}, map[string]any{"location": "westeurope"}, nil, changes{}},
		"forced replacement":    {map[string]any{"colour": "white"}, map[string]any{"colour": "brown"}, nil, changes{"colour": {Kind: engine.Updated, Replace: true}}},
		"added with the value it has": {map[string]any{}, map[string]any{"colour": "brown"}, map[string]any{"colour": "brown"},
			changes{"colour": {Kind: engine.Added}}},
		"added with another value": {map[string]any{}, map[string]any{"colour": "white"}, map[string]any{"colour": "brown"},
			changes{"colour": {Kind: engine.Added, Replace: true}}},
		"unknown is different": {map[string]any{"sealed": true}, map[string]any{"sealed": engine.Unknown}, nil, changes{"sealed": {Kind: engine.Updated}}},
		"inside a list": {map[string]any{"parts": parts(map[string]any{"name": "a", "side": "l"})},
			map[string]any{"parts": parts(map[string]any{"name": "b", "side": "r"})}, nil,
			changes{"parts[0].name": {Kind: engine.Updated}, "parts[0].side": {Kind: engine.Updated, Replace: true}}},
		"list grows and shrinks": {map[string]any{"parts": parts(map[string]any{"side": "l"})},
			map[string]any{"parts": parts(map[string]any{"side": "l"}, map[string]any{"side": "r"})}, nil, changes{"parts[1]": {Kind: engine.Added}}},
	}
	e := start(t, engine.Options{})
	boxType, err := e.Lookup("azure-native:boxes/v20240501:Box")
	require.NoError(t, err)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := boxType.Diff(c.before, c.after, c.outputs)
			assert.Empty(t, cmp.Diff(c.want, got))
		})
	}
}

func TestAnythingBelowAReplacingPropertyReplaces(t *testing.T) {
	e := start(t, engine.Options{})
	whole := *mustLookup(t, e)
	whole.ReplacedBy = []string{"parts"}
	got := whole.Diff(map[string]any{"parts": []any{map[string]any{"name": "a"}}}, map[string]any{"parts": []any{map[string]any{"name": "a", "side": "l"}}}, nil)
	assert.Equal(t, []string{"parts[0].side"}, engine.Replaces(got))
}

func TestRootsAreTopLevelProperties(t *testing.T) {
	assert.Equal(t, []string{"parts", "tags"}, engine.Roots([]string{"tags.owner", "parts[1].name", "parts[0]", "parts"}))
	assert.Empty(t, engine.Roots(nil))
}

func mustLookup(t *testing.T, e *engine.Engine) *engine.Type {
	t.Helper()
	boxType, err := e.Lookup("azure-native:boxes/v20240501:Box")
	require.NoError(t, err)
	return boxType
}
