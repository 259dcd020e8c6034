package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// switchArgs is a switch of a subscription: there are two, main and spare, and nobody makes or removes one.
type switchArgs struct {
	SwitchName *string `pulumi:"switchName"`
	Position   string  `pulumi:"position"`
}

type switchState struct {
	Name     string `pulumi:"name"`
	Position string `pulumi:"position"`
	Type     string `pulumi:"type"`
}

var codeFixed = engine.Code{Name: "Fixed", Status: 400, Source: "https://example.com"}

func switches() *engine.Service {
	return &engine.Service{Name: "Microsoft.Switches", Types: []*engine.Type{{
		Token: "azure-native:switches:Switch", Versions: []string{""}, ARMType: "Microsoft.Switches/switches", Scope: engine.SubscriptionScope,
		Names: []string{"switchName"}, Args: switchArgs{}, State: switchState{},
		Standing: func(id azure.ID) map[string]any {
			if id.Name() != "main" && id.Name() != "spare" {
				return nil
			}
			return map[string]any{"switchName": id.Name(), "position": "off"}
		},
		Delete: func(*engine.Operation) error { return codeFixed.Errorf("screwed to the wall") },
	}}}
}

func TestWhatStandsByItselfIsReadChangedAndNeverCreated(t *testing.T) {
	e, err := engine.New(engine.Options{Services: []*engine.Service{switches()}})
	require.NoError(t, err)
	defer e.Close()
	turn := func(name, position string) engine.Request {
		return engine.Request{Token: "azure-native:switches:Switch", URN: "urn:switch", Provider: provider,
			ID:     "/subscriptions/" + subscription + "/providers/Microsoft.Switches/switches/" + name,
			Inputs: map[string]any{"switchName": name, "position": position}}
	}
	found, err := e.Read(ctx, turn("main", ""))
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"name": "main", "type": "Microsoft.Switches/switches", "position": "off"}, found.Outputs)
	assert.Empty(t, e.Resources(), "reading stores nothing")

	_, err = e.Create(ctx, turn("main", "on"))
	require.ErrorContains(t, err, "cannot create already existing resource")
	changed, err := e.Update(ctx, turn("main", "on"))
	require.NoError(t, err)
	assert.Equal(t, "on", changed.Outputs["position"])
	_, err = e.Create(ctx, turn("main", "on"))
	require.ErrorContains(t, err, "cannot create already existing resource", "not even under the same name")
	found, err = e.Read(ctx, turn("main", ""))
	require.NoError(t, err)
	assert.Equal(t, "on", found.Outputs["position"])

	for _, name := range []string{"main", "spare"} {
		assert.True(t, engine.HasCode(e.Delete(ctx, turn(name, "")), codeFixed), name)
	}
	none, err := e.Read(ctx, turn("other", ""))
	require.NoError(t, err)
	assert.Nil(t, none)
	_, err = e.Create(ctx, turn("other", "on"))
	assert.NoError(t, err, "what does not stand can be made")
}
