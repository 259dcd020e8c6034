//go:build engine

package cost_test

import (
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/realengine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// Only the real engine shows that a later month changes nothing about budgets and export that exist, and that the month
// in which they were made goes along when something else about them changes, since Azure would refuse another.
func TestTheRealEngineKeepsTheMonthInWhichTheyWereMade(t *testing.T) {
	a := args(t, environment.QA)
	a.Protect = false
	stack, sim := realengine.Stack(t, func(ctx *pulumi.Context) error {
		if err := world(ctx, a); err != nil {
			return err
		}
		_, err := cost.New(ctx, "cost", a)
		return err
	})
	budget := func() map[string]any {
		for _, r := range sim.Resources() {
			if r.Is("Microsoft.Consumption/budgets") && r.In().At("scope").Text() == azure.SubscriptionID(monitor.Subscription) {
				return r.Inputs
			}
		}
		return nil
	}

	_, err := stack.Up(t.Context(), optup.SuppressOutputs())
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
