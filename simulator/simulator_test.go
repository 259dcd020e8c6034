package simulator_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func start(t *testing.T, o simulator.Options) *simulator.Simulator {
	t.Helper()
	s, err := simulator.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestTheReferencePageIsCurrent(t *testing.T) {
	golden.Compare(t, filepath.Join("..", "docs", "reference", "simulator.md"), start(t, simulator.Options{}).Reference())
}

func TestEveryTypeIsDescribedWhole(t *testing.T) {
	for _, typ := range start(t, simulator.Options{}).Types() {
		t.Run(typ.Token, func(t *testing.T) {
			assert.NotEmpty(t, typ.Versions)
			assert.NotNil(t, typ.Args)
			assert.NotNil(t, typ.State)
			create, change, remove := typ.Times()
			assert.Positive(t, create)
			assert.Positive(t, change)
			assert.Positive(t, remove)
			require.NotEmpty(t, typ.Models, "the reference page would say nothing")
			for _, sentence := range typ.Models {
				assert.True(t, strings.HasSuffix(sentence, "."), sentence)
				assert.Equal(t, strings.ToUpper(sentence[:1]), sentence[:1], sentence)
			}
			for _, c := range typ.Codes {
				assert.NotEmpty(t, c.Name)
				assert.Contains(t, c.Source, "https://", c.Name)
				assert.True(t, c.Status >= 400 && c.Status < 600, c.Name)
			}
			if typ.Scope != engine.OwnScope {
				assert.Len(t, typ.Names, strings.Count(typ.ARMType, "/"), "one name per segment of %s", typ.ARMType)
			}
		})
	}
}

func TestFunctionsAreDescribedWhole(t *testing.T) {
	for _, f := range start(t, simulator.Options{}).Functions() {
		assert.NotEmpty(t, f.Versions, f.Token)
		assert.True(t, strings.HasSuffix(f.Models, "."), f.Token)
	}
}

func TestTheTypesOfOneTokenAreDeclaredOnce(t *testing.T) {
	var tokens []string
	for _, typ := range start(t, simulator.Options{}).Types() {
		tokens = append(tokens, typ.Token)
	}
	assert.True(t, slices.IsSorted(tokens))
	assert.Equal(t, len(tokens), len(slices.Compact(tokens)))
}

func TestASimulatorRepeatsRefusedRequestsLikeTheProvider(t *testing.T) {
	group := engine.Request{Token: "azure-native:resources:ResourceGroup", URN: "urn:g",
		Provider: engine.Provider{Package: "azure-native", Subscription: "00000000-0000-4000-8000-000000000001"},
		Inputs:   map[string]any{"resourceGroupName": "rg", "location": "westeurope"}}
	faults, err := engine.ParseFaults("429,times=3")
	require.NoError(t, err)
	_, err = start(t, simulator.Options{Faults: faults}).Create(t.Context(), group)
	assert.NoError(t, err)
	_, err = start(t, simulator.Options{Faults: faults, Retry: &engine.Retry{}}).Create(t.Context(), group)
	assert.ErrorContains(t, err, "TooManyRequests")
}

func TestAnUnusableStoreIsAnErrorThatSaysWhatToDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "azure.db")
	start(t, simulator.Options{Store: path})
	_, err := simulator.New(simulator.Options{Store: path})
	require.ErrorIs(t, err, engine.ErrStoreInUse)
	assert.ErrorContains(t, err, "starting the simulator: ")
}
