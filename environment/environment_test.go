package environment_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestParseKnowsEveryClass(t *testing.T) {
	for _, class := range environment.Classes() {
		got, err := environment.Parse(string(class))
		require.NoError(t, err)
		assert.Equal(t, class, got)
	}
}

func TestParseRefusesAnythingElse(t *testing.T) {
	for _, name := range []string{"", "Prod", "production", "staging"} {
		_, err := environment.Parse(name)
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), "dev, qa, prod")
	}
}

func TestQATakesProductionDefaults(t *testing.T) {
	assert.Equal(t, 1, environment.Pick(environment.Dev, 1, 3))
	assert.Equal(t, 3, environment.Pick(environment.QA, 1, 3))
	assert.Equal(t, 3, environment.Pick(environment.Prod, 1, 3))
}
