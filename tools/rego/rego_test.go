// Package rego runs the tests of the landing zone's own Azure Policy templates in the engine that Gatekeeper runs them in,
// which is too large a dependency for the program itself.
package rego_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// templates holds the rules of components/governance with their tests beside them.
const templates = "../../components/governance"

// notRego leaves out everything else, such as the YAML that the rules are put into.
func notRego(_ string, info os.FileInfo, _ int) bool {
	return !info.IsDir() && filepath.Ext(info.Name()) != ".rego"
}

func TestTemplates(t *testing.T) {
	modules, store, err := tester.LoadWithRegoVersion([]string{templates}, notRego, ast.RegoV0)
	require.NoError(t, err)
	require.NotEmpty(t, modules)
	results, err := tester.NewRunner().SetStore(store).SetModules(modules).RunTests(context.Background(), nil)
	require.NoError(t, err)
	ran := 0
	for result := range results {
		ran++
		assert.True(t, result.Pass(), "%s: %s", result.Location, result.String())
	}
	assert.NotZero(t, ran)
}
