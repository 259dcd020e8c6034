package network_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

// identifiers returns the names of a package's files that use the code variables, tests or the others.
func identifiers(t *testing.T, tests bool) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	used := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") != tests || file == "errors.go" {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = true
			}
			return true
		})
	}
	return used
}

func TestEveryCodeIsGivenAndHasATestThatTripsIt(t *testing.T) {
	source, err := os.ReadFile("errors.go")
	require.NoError(t, err)
	parsed, err := parser.ParseFile(token.NewFileSet(), "errors.go", source, 0)
	require.NoError(t, err)
	given, tripped := identifiers(t, false), identifiers(t, true)
	count := 0
	for _, declaration := range parsed.Decls {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				count++
				assert.True(t, given[name.Name], "%s is never given", name.Name)
				assert.True(t, tripped[name.Name], "%s has no test", name.Name)
			}
		}
	}
	assert.Greater(t, count, 30)
}

func TestTheTypesTellTheCodesTheyGive(t *testing.T) {
	told := map[string]bool{}
	for _, typ := range network.Service().Types {
		for _, c := range typ.Codes {
			told[c.Name] = true
		}
	}
	for _, c := range []engine.Code{network.CodeSubnetCannotBeDeleted, network.CodeNSGNotCompliantForBastion, network.CodeDNSProxyMustBeEnabled,
		network.CodeAddressSpacesOverlap, network.CodePublicIPCannotBeDeleted, network.CodeNatGatewayCannotBeDeleted, network.CodeHigherTierOnly} {
		assert.True(t, told[c.Name], c.Name)
	}
}
