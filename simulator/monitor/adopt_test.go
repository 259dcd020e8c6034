package monitor_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const planID = "/subscriptions/" + monitor.Subscription + "/providers/Microsoft.Security/pricings/Arm"

func plan(tier string, opts ...pulumi.ResourceOption) pulumi.RunFunc {
	return planOf("subscriptions/"+monitor.Subscription, tier, opts...)
}

func planOf(scope, tier string, opts ...pulumi.ResourceOption) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error {
		var r pulumi.CustomResourceState
		return ctx.RegisterResource("azure-native:security/v20240101:Pricing", "arm", pulumi.Map{
			"pricingName": pulumi.String("Arm"), "pricingTier": pulumi.String(tier), "scopeId": pulumi.String(scope)}, &r, opts...)
	}
}

func TestAnImportAdoptsAndThenChanges(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(plan("Standard", pulumi.Import(pulumi.ID(planID)), pulumi.RetainOnDelete(true)), pulumi.WithMocks("p", "s", m)))
	r := m.Find("azure-native:security:Pricing", "arm")
	require.NotNil(t, r)
	assert.Equal(t, planID, r.ImportID)
	assert.Equal(t, planID, r.ID)
	assert.True(t, r.RetainOnDelete)
	assert.Equal(t, "Standard", r.Outputs["pricingTier"])
}

func TestAnImportThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		program pulumi.RunFunc
		says    string
	}{
		"created instead": {plan("Standard"), "cannot create already existing resource"},
		"of nothing":      {plan("Standard", pulumi.Import(pulumi.ID(planID+"x"))), "does not exist"},
		"into another":    {planOf("/subscriptions/"+monitor.Subscription, "Standard", pulumi.Import(pulumi.ID(planID))), "may not be replaced: scopeId differ"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := monitor.New(monitor.Options{})
			require.NoError(t, err)
			require.Error(t, pulumi.RunErr(c.program, pulumi.WithMocks("p", "s", m)))
			assert.ErrorContains(t, m.Err(), c.says)
		})
	}
}

func TestAPreviewOfAnImportChangesNothing(t *testing.T) {
	m, err := monitor.New(monitor.Options{Preview: true})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(plan("Standard", pulumi.Import(pulumi.ID(planID))), pulumi.WithMocks("p", "s", m),
		func(info *pulumi.RunInfo) { info.DryRun = true }))
	assert.Equal(t, "Standard", m.Find("azure-native:security:Pricing", "arm").Outputs["pricingTier"])
	assert.Empty(t, m.Simulator().Resources())
}
