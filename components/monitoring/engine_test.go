//go:build engine

package monitoring_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/realengine"
)

// The table of container logs is there as soon as its workspace is, and not a moment earlier. Only the real engine shows
// that a preview can do without it, that one deployment makes the workspace, imports the table and changes its plan, and
// that the next one finds nothing to do.
func TestTheRealEngineAdoptsTheTableOfANewWorkspace(t *testing.T) {
	a := args(t, environment.Dev)
	stack, sim := realengine.Stack(t, func(ctx *pulumi.Context) error {
		if err := surround(ctx, a); err != nil {
			return err
		}
		_, err := monitoring.New(ctx, "primary-monitoring", a)
		return err
	})
	plan := func() any {
		for _, r := range sim.Resources() {
			if r.Is("Microsoft.OperationalInsights/workspaces/tables") {
				return r.Outputs["plan"]
			}
		}
		return nil
	}

	for _, run := range []string{"first", "after a destroy"} {
		_, err := stack.Preview(t.Context(), optpreview.SuppressOutputs())
		require.NoError(t, err, run)
		_, err = stack.Up(t.Context(), optup.SuppressOutputs())
		require.NoError(t, err, run)
		assert.Equal(t, "Basic", plan(), run)
		_, err = stack.Refresh(t.Context(), optrefresh.ExpectNoChanges())
		require.NoError(t, err, run)
		_, err = stack.Up(t.Context(), optup.ExpectNoChanges())
		require.NoError(t, err, run)
		a.Settings.ContainerLogPlan, a.Settings.ContainerLogRetentionInDays = monitoring.PlanAnalytics, 365
		_, err = stack.Up(t.Context(), optup.SuppressOutputs())
		require.NoError(t, err, "%s: another plan", run)
		assert.Equal(t, "Analytics", plan(), run)
		_, err = stack.Destroy(t.Context())
		require.NoError(t, err, run)
		assert.Nil(t, plan(), "%s: the table went with its workspace", run)
		a = args(t, environment.Dev)
	}
}
