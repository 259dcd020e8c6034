//go:build engine

package defender_test

import (
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/defender"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/realengine"
)

func program(ctx *pulumi.Context) error {
	group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
	})
	if err != nil {
		return err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		ResourceGroupName: group.Name, WorkspaceName: pulumi.String("la-aks"),
	})
	if err != nil {
		return err
	}
	a := args(environment.Prod)
	a.ResourceGroupName, a.WorkspaceID = group.Name, workspace.ID().ToStringOutput()
	_, err = defender.New(ctx, "defender", a)
	return err
}

// The plans are there before the first deployment and after the last. Only the real engine shows that importing them
// and changing them goes in one deployment, that the next one finds nothing to do, and that a stack that is built anew
// after it was destroyed finds its plans again.
func TestTheRealEngineAdoptsPlansAndLeavesThem(t *testing.T) {
	stack, sim := realengine.Stack(t, program)
	plans := func() map[string]any {
		tiers := map[string]any{}
		for _, r := range sim.Resources() {
			if r.Is("Microsoft.Security/pricings") {
				tiers[r.Name()] = r.Outputs["pricingTier"]
			}
		}
		return tiers
	}
	standard := map[string]any{"Containers": "Standard", "KeyVaults": "Standard", "Arm": "Standard"}

	for _, run := range []string{"first", "after a destroy"} {
		_, err := stack.Up(t.Context(), optup.SuppressOutputs())
		require.NoError(t, err, run)
		assert.Equal(t, standard, plans(), run)
		_, err = stack.Refresh(t.Context(), optrefresh.ExpectNoChanges())
		require.NoError(t, err, run)
		_, err = stack.Up(t.Context(), optup.ExpectNoChanges())
		require.NoError(t, err, run)
		_, err = stack.Destroy(t.Context())
		require.NoError(t, err, run)
		assert.Equal(t, standard, plans(), "%s: the stack is gone, the plans are not", run)
	}
}
