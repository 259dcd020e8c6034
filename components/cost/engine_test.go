//go:build engine

package cost_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/provider"
)

// Only the real engine shows that a later month changes nothing about budgets and export that exist, and that the month
// in which they were made goes along when something else about them changes, since Azure would refuse another.
func TestTheRealEngineKeepsTheMonthInWhichTheyWereMade(t *testing.T) {
	cli, err := exec.LookPath("pulumi")
	if err != nil {
		cli, err = filepath.Abs(filepath.Join("..", "..", ".try", "bin", "pulumi"))
		require.NoError(t, err)
	}
	tools, state := t.TempDir(), t.TempDir()
	require.NoError(t, os.Symlink(cli, filepath.Join(tools, "pulumi")), "the engine tests need the Pulumi CLI")
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))

	sim, err := simulator.New(simulator.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, sim.Close()) })
	port, stop, err := provider.Serve(t.Context(), sim, "azure-native")
	require.NoError(t, err)
	t.Cleanup(stop)
	a := args(t, environment.QA)
	a.Protect = false
	stack, err := auto.UpsertStackInlineSource(t.Context(), "qa", "shop",
		func(ctx *pulumi.Context) error {
			if err := world(ctx, a); err != nil {
				return err
			}
			_, err := cost.New(ctx, "cost", a)
			return err
		},
		auto.Project(workspace.Project{
			Name: tokens.PackageName("shop"), Runtime: workspace.NewProjectRuntimeInfo("go", nil),
			Backend: &workspace.ProjectBackend{URL: "file://" + state},
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
	budget := func() map[string]any {
		for _, r := range sim.Resources() {
			if r.Is("Microsoft.Consumption/budgets") && r.In().At("scope").Text() == azure.SubscriptionID(monitor.Subscription) {
				return r.Inputs
			}
		}
		return nil
	}

	_, err = stack.Up(t.Context(), optup.SuppressOutputs())
	require.NoError(t, err)
	a.Now = a.Now.AddDate(0, 5, 0)
	_, err = stack.Up(t.Context(), optup.ExpectNoChanges())
	require.NoError(t, err, "five months later")
	_, err = stack.Refresh(t.Context(), optrefresh.ExpectNoChanges())
	require.NoError(t, err)

	a.Settings.MonthlyBudget = 6000
	_, err = stack.Up(t.Context())
	require.NoError(t, err, "another amount")
	assert.Equal(t, 6000.0, budget()["amount"])
	assert.Equal(t, map[string]any{"startDate": time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)}, budget()["timePeriod"])
	_, err = stack.Destroy(t.Context())
	require.NoError(t, err)
	assert.Nil(t, budget())
}
