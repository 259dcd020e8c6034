package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// call runs try as a command line does, without an engine.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, story bytes.Buffer
	code = run(context.Background(), args, &out, &story)
	return code, out.String(), story.String()
}

func TestHelpGoesToStandardOutput(t *testing.T) {
	code, stdout, stderr := call(t, "help")
	assert.Equal(t, exitOK, code)
	assert.Empty(t, stderr)
	for _, v := range verbs() {
		assert.Contains(t, stdout, v.name)
	}
}

func TestWrongUseIsExplainedBeforeAnythingHappens(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "Usage: try <verb> [flags]"},
		{"unknown verb", []string{"deploy"}, `"deploy" is not a verb; choose one of clean, destroy, env, export, outputs, plan, preview, refresh, stop, up`},
		{"no stack", []string{"up"}, "which stack? -stack NAME is required; there are: dev, prod"},
		{"stack that does not exist", []string{"up", "-stack", "qa"}, `stack "qa" does not exist: there is no Pulumi.qa.yaml; there are: dev, prod`},
		{"stack as an argument", []string{"up", "dev"}, `unexpected argument "dev"; the stack is given as -stack NAME`},
		{"unknown flag", []string{"up", "-stak", "dev"}, "flag provided but not defined: -stak"},
		{"unknown format", []string{"plan", "-stack", "dev", "-format", "yaml"}, `-format "yaml" is not known; choose text or json`},
		{"stack that was never deployed", []string{"export", "-stack", "dev", "-dir", "nowhere"}, "stack dev was never deployed here"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, stdout, stderr := call(t, test.args...)
			assert.Equal(t, exitUsage, code)
			assert.Empty(t, stdout)
			assert.Contains(t, stderr, test.want)
		})
	}
}

func TestMistakesInTheStackFileEndTheRunAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Pulumi.dev.yaml")
	require.NoError(t, os.WriteFile(file, []byte("config:\n  aks-landing-zone:environment: development\n"), 0o600))
	for _, verb := range []string{"plan", "preview", "up", "refresh", "destroy"} {
		code, stdout, stderr := call(t, verb, "-stack", "dev", "-config-file", file, "-dir", t.TempDir())
		assert.Equal(t, exitUsage, code, verb)
		assert.Empty(t, stdout, verb)
		assert.Contains(t, stderr, `aks-landing-zone:environment: "development" is not an environment class`, verb)
		assert.Contains(t, stderr, "aks-landing-zone:subscriptions.tenantId: is required", verb)
	}
}

func TestFaultsThatMakeNoSenseAreRefused(t *testing.T) {
	_, err := startSimulation(t.Context(), directories{root: ".", keep: t.TempDir()}, "1", "explode", &bytes.Buffer{})
	var usage usageError
	require.ErrorAs(t, err, &usage)
	assert.ErrorContains(t, err, `fault "explode"`)
}

func TestPlanAsDataAndAsText(t *testing.T) {
	code, stdout, _ := call(t, "plan", "-stack", "prod", "-format", "json")
	require.Equal(t, exitOK, code)
	var document planDocument
	require.NoError(t, json.Unmarshal([]byte(stdout), &document))
	require.Len(t, document.Regions, 1)
	region := document.Regions[0]
	assert.Equal(t, []string{"1", "2", "3"}, region.Zones)
	assert.Contains(t, region.Addresses, addressRow{"vnet-westeurope-hub", "AzureBastionSubnet", "10.200.0.128/26", 59})
	for _, row := range region.Egress {
		assert.NotEmpty(t, row.Destinations, row.Name)
		assert.NotEmpty(t, row.Reason, row.Name)
	}

	code, stdout, stderr := call(t, "plan", "-stack", "dev")
	require.Equal(t, exitOK, code)
	assert.Empty(t, stderr)
	assert.Contains(t, stdout, "zones none")
	assert.NotContains(t, stdout, "EGRESS RULE", "without a firewall there are no rules")
}

func TestCriticalPathFollowsDependenciesAndParents(t *testing.T) {
	const network, link = "azure-native:network/v20240501:VirtualNetwork", "azure-native:network/v20240501:AzureFirewall"
	resources := []stateResource{
		{URN: "stack"},
		{URN: "u::a", Type: network, Custom: true, Parent: "stack"},
		{URN: "u::slow", Type: link, Custom: true, Parent: "stack"},
		{URN: "u::b", Type: network, Custom: true, Parent: "stack", Dependencies: []string{"u::a"}},
		{URN: "u::last", Type: network, Custom: true, Parent: "u::slow", Dependencies: []string{"u::b"}},
	}
	var names []string
	var total time.Duration
	for _, s := range criticalPath(resources) {
		names = append(names, s.urn)
		total += s.duration
	}
	assert.Equal(t, []string{"u::slow", "u::last"}, names)
	assert.NotZero(t, total)
	assert.Empty(t, criticalPath(nil))
}

func TestShellGetsItsWordsQuoted(t *testing.T) {
	assert.Equal(t, `'file:///it'\''s'`, shellQuote("file:///it's"))
	assert.Equal(t, `'/a b/bin':"$PATH"`, shellQuote("/a b/bin:$PATH"))
}

func TestSaltOfTheStateSurvivesANewCopyOfTheStackFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "Pulumi.dev.yaml")
	assert.Empty(t, saltOf(file))
	require.NoError(t, os.WriteFile(file, []byte("config: {}\nencryptionsalt: v1:abc\n"), 0o600))
	assert.Equal(t, "\nencryptionsalt: v1:abc\n", string(saltOf(file)))
}

func TestPlaceThatCannotBeWrittenIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a-file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	code, _, stderr := call(t, "up", "-stack", "dev", "-dir", filepath.Join(file, "keep"))
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr, "cannot write "+file)
	assert.Contains(t, stderr, "needs write permission")
}

func TestAStackFileWithASaltOfItsOwnKeepsIt(t *testing.T) {
	dirs := directories{root: t.TempDir(), keep: t.TempDir(), tools: t.TempDir()}
	require.NoError(t, os.WriteFile(filepath.Join(dirs.root, "Pulumi.yaml"), []byte("name: x\n"), 0o600))
	require.NoError(t, os.WriteFile(dirs.configFile("dev"), []byte("encryptionsalt: v1:own\nconfig: {}\n"), 0o600))
	copied := filepath.Join(dirs.work("dev"), stackFile("dev"))
	require.NoError(t, os.MkdirAll(filepath.Dir(copied), 0o700))
	require.NoError(t, os.WriteFile(copied, []byte("encryptionsalt: v1:earlier\n"), 0o600))
	require.NoError(t, dirs.prepare("dev"))
	content, err := os.ReadFile(copied)
	require.NoError(t, err)
	assert.Equal(t, "encryptionsalt: v1:own\nconfig: {}\n", string(content))
}

func TestDemonstrationCertificatesAreKeptUntilTheyDoNotFit(t *testing.T) {
	dirs := directories{keep: t.TempDir()}
	raw, err := stacks.ReadFile(filepath.Join("..", "..", stackFile("dev")))
	require.NoError(t, err)
	now := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	first, err := demonstrationFor(dirs, "dev", raw, now)
	require.NoError(t, err)
	assert.Equal(t, []string{"bicycle.dev.contoso.example"}, first.Hosts)
	again, err := demonstrationFor(dirs, "dev", raw, now.AddDate(0, 6, 0))
	require.NoError(t, err)
	assert.Equal(t, first, again)
	renewed, err := demonstrationFor(dirs, "dev", raw, now.AddDate(0, 11, 0))
	require.NoError(t, err)
	assert.NotEqual(t, first.GatewayExternalPfxCertificate, renewed.GatewayExternalPfxCertificate)

	require.NoError(t, addCertificates(raw, renewed))
	brought, err := demonstrationFor(dirs, "dev", raw, now)
	require.NoError(t, err)
	assert.Nil(t, brought, "a stack that brings its own gets none")
}
