// Package realengine runs a program on the real Pulumi engine against a simulated Azure, for tests of what only the engine
// shows: that a second run finds nothing to do, that an import goes through, that an ignored change is ignored. It needs
// the Pulumi CLI, on PATH or where cmd/try keeps it.
package realengine

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/provider"
)

// Stack makes a stack that runs the program, with a default provider for the subscription of the mocked tests, and the
// simulated Azure behind it. Both end with the test.
func Stack(t *testing.T, program pulumi.RunFunc) (auto.Stack, *simulator.Simulator) {
	t.Helper()
	findCLI(t)
	azure, err := simulator.New(simulator.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, azure.Close()) })
	port, stop, err := provider.Serve(t.Context(), azure, "azure-native")
	require.NoError(t, err)
	t.Cleanup(stop)
	stack, err := auto.UpsertStackInlineSource(t.Context(), "test", "realengine", program,
		auto.Project(workspace.Project{
			Name: tokens.PackageName("realengine"), Runtime: workspace.NewProjectRuntimeInfo("go", nil),
			Backend: &workspace.ProjectBackend{URL: "file://" + t.TempDir()},
		}),
		auto.WorkDir(t.TempDir()),
		auto.EnvVars(map[string]string{
			"PULUMI_CONFIG_PASSPHRASE":                    "passphrase",
			"PULUMI_DEBUG_PROVIDERS":                      fmt.Sprintf("azure-native:%d", port),
			"PULUMI_SKIP_UPDATE_CHECK":                    "true",
			"PULUMI_HOME":                                 t.TempDir(),
			"PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
		}))
	require.NoError(t, err)
	for key, value := range map[string]string{"azure-native:subscriptionId": monitor.Subscription, "azure-native:tenantId": monitor.Tenant} {
		require.NoError(t, stack.SetConfig(t.Context(), key, auto.ConfigValue{Value: value}))
	}
	return stack, azure
}

// findCLI puts the CLI first on PATH, alone in a folder: a language host beside it would be preferred to the program.
func findCLI(t *testing.T) {
	t.Helper()
	cli, err := exec.LookPath("pulumi")
	if err != nil {
		// Tests run in the folder of their package.
		for dir, _ := os.Getwd(); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			cli = filepath.Join(dir, ".try", "bin", "pulumi")
			if _, err := os.Stat(cli); err == nil {
				break
			}
		}
	}
	_, err = os.Stat(cli)
	require.NoError(t, err, "the engine tests need the Pulumi CLI: `make up` builds it")
	tools := t.TempDir()
	require.NoError(t, os.Symlink(cli, filepath.Join(tools, "pulumi")))
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
}
