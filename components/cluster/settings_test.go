package cluster_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
)

func TestDefaultsOfEveryClassSideBySide(t *testing.T) {
	defaults := map[environment.Class]cluster.Settings{}
	for _, class := range environment.Classes() {
		defaults[class] = cluster.DefaultSettings(class)
	}
	text, err := json.MarshalIndent(defaults, "", "  ")
	require.NoError(t, err)
	golden.Compare(t, "testdata/defaults.json", string(text)+"\n")
}
