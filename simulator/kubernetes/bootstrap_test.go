package kubernetes_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// child is one resource in the bootstrap's golden files.
type child struct {
	Type, Name string
	Inputs     object
}

// TestWhatTheBootstrapDeclaresIsTaken deploys the objects of the bootstrap's golden files twice: into a cluster, and as
// manifests.
func TestWhatTheBootstrapDeclaresIsTaken(t *testing.T) {
	goldens, err := filepath.Glob(filepath.Join("..", "..", "components", "bootstrap", "testdata", "*.golden"))
	require.NoError(t, err)
	total := 0
	for _, golden := range goldens {
		text, err := os.ReadFile(golden)
		require.NoError(t, err)
		var declared []child
		require.NoError(t, json.Unmarshal(text, &declared))
		// Namespaces come first, as the dependencies say.
		slices.SortStableFunc(declared, func(a, b child) int {
			rank := map[bool]int{true: 0, false: 1}
			return rank[strings.HasSuffix(a.Type, ":Namespace")] - rank[strings.HasSuffix(b.Type, ":Namespace")]
		})
		directory := t.TempDir()
		for _, p := range []engine.Provider{cluster("a"), rendering(directory)} {
			e := start(t)
			for _, c := range declared {
				if !strings.HasPrefix(c.Type, "kubernetes:") {
					continue
				}
				total++
				_, err := e.Create(t.Context(), engine.Request{Token: c.Type, URN: c.Name, Provider: p, Inputs: c.Inputs})
				assert.NoError(t, err, "%s: %s", golden, c.Name)
			}
			if p.Config["renderYamlToDirectory"] != nil && len(e.Resources()) > 0 {
				assert.Len(t, files(t, filepath.Join(directory, "1-manifest")), len(e.Resources()), golden)
			}
		}
	}
	assert.Positive(t, total, "there are no golden files")
}
