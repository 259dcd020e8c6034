package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// flagArgs is a thing outside ARM, such as a Kubernetes object: its IDs are its own, and it stands on one of several
// ships.
type flagArgs struct {
	Mast   string  `pulumi:"mast"`
	Colour *string `pulumi:"colour"`
}

func flags() *engine.Service {
	return &engine.Service{Name: "flags", Types: []*engine.Type{{
		Token: "flags:v1:Flag", Versions: []string{""}, ARMType: "v1/Flag", Scope: engine.OwnScope,
		Args: flagArgs{}, State: flagArgs{}, Identifying: []string{"mast"},
		ID: func(_ engine.Provider, inputs engine.Value) (string, error) {
			return "deck/" + inputs.At("mast").Text(), nil
		},
		Space: func(p engine.Provider) string { ship, _ := p.Config["ship"].(string); return ship },
		Put: func(op *engine.Operation) error {
			op.Set(len(op.List("v1/Flag")), "mast") // how many fly already
			return nil
		},
	}}}
}

func TestThingsOutsideARMHaveIDsOfTheirOwnInTheirPlace(t *testing.T) {
	e, err := engine.New(engine.Options{Services: []*engine.Service{flags()}})
	require.NoError(t, err)
	defer e.Close()
	on := func(ship, colour string) engine.Request {
		return engine.Request{Token: "flags:v1:Flag", URN: "urn:" + ship, ID: "deck/main",
			Provider: engine.Provider{Package: "flags", Config: map[string]any{"ship": ship}},
			Inputs:   map[string]any{"mast": "main", "colour": colour}}
	}
	first, err := e.Create(ctx, on("anna", "red"))
	require.NoError(t, err)
	assert.Equal(t, "deck/main", first.ID)
	assert.Equal(t, map[string]any{"mast": 0.0, "colour": "red"}, first.Outputs, "nothing of ARM's is added")
	second, err := e.Create(ctx, on("berta", "blue"))
	require.NoError(t, err, "the same ID on another ship")
	assert.Equal(t, 1.0, second.Outputs["mast"])

	changed, err := e.Update(ctx, on("anna", "green"))
	require.NoError(t, err)
	assert.Equal(t, "green", changed.Outputs["colour"])
	found, err := e.Read(ctx, on("berta", ""))
	require.NoError(t, err)
	assert.Equal(t, "blue", found.Outputs["colour"])

	require.NoError(t, e.Delete(ctx, on("anna", "")))
	assert.Len(t, e.Resources(), 1)
	gone, err := e.Read(ctx, on("anna", ""))
	require.NoError(t, err)
	assert.Nil(t, gone)

	typ, err := e.Lookup("flags:v1:Flag")
	require.NoError(t, err)
	assert.Equal(t, []string{"mast"}, engine.Replaces(typ.Diff(map[string]any{"mast": "a"}, map[string]any{"mast": "b"}, nil)))
}
