package monitor_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/monitor"
)

// recorder is a resource monitor that remembers what was registered.
type recorder struct {
	registered []pulumi.MockResourceArgs
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	return args.Name + "-id", args.Inputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func register(t *testing.T, args *monitor.AzureMonitorWorkspaceArgs) ([]pulumi.MockResourceArgs, error) {
	t.Helper()
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := monitor.NewAzureMonitorWorkspace(ctx, "metrics", args)
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func TestAzureMonitorWorkspaceMapsEveryField(t *testing.T) {
	registered, err := register(t, &monitor.AzureMonitorWorkspaceArgs{
		AzureMonitorWorkspaceName: pulumi.String("amw"), Location: pulumi.String("westeurope"), PublicNetworkAccess: pulumi.String("Enabled"),
		ResourceGroupName: pulumi.String("rg"), Tags: pulumi.StringMap{"team": pulumi.String("platform")},
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, "azure-native:monitor/v20230403:AzureMonitorWorkspace", registered[0].TypeToken)
	assert.Equal(t, map[string]any{
		"azureMonitorWorkspaceName": "amw", "location": "westeurope", "publicNetworkAccess": "Enabled", "resourceGroupName": "rg",
		"tags": map[string]any{"team": "platform"},
	}, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeAzureMonitorWorkspace, aliases[0].GetSpec().GetType())
}

func TestAzureMonitorWorkspaceRefusesMissingInputs(t *testing.T) {
	for want, args := range map[string]*monitor.AzureMonitorWorkspaceArgs{
		`azure monitor workspace "metrics": missing one or more required arguments`:                  nil,
		`azure monitor workspace "metrics": invalid value for required argument 'ResourceGroupName'`: {},
	} {
		registered, err := register(t, args)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, registered)
	}
}
