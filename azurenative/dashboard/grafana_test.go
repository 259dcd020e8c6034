package dashboard_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/dashboard"
)

// recorder is a resource monitor that remembers what was registered, and answers with what a service adds.
type recorder struct {
	registered []pulumi.MockResourceArgs
	answer     map[string]any
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	outputs := args.Inputs.Copy()
	for key, value := range resource.NewPropertyMapFromMap(r.answer) {
		outputs[key] = value
	}
	return args.Name + "-id", outputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func TestGrafanaMapsEveryField(t *testing.T) {
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := dashboard.NewGrafana(ctx, "grafana", &dashboard.GrafanaArgs{
			Identity: dashboard.ManagedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")}, Location: pulumi.String("westeurope"),
			Properties: dashboard.ManagedGrafanaPropertiesArgs{
				ApiKey: pulumi.String("Disabled"), DeterministicOutboundIP: pulumi.String("Enabled"),
				GrafanaIntegrations: dashboard.GrafanaIntegrationsArgs{
					AzureMonitorWorkspaceIntegrations: dashboard.AzureMonitorWorkspaceIntegrationArray{
						{AzureMonitorWorkspaceResourceId: pulumi.String("amw")},
					},
				},
				PublicNetworkAccess: pulumi.String("off"), ZoneRedundancy: pulumi.String("on"),
			},
			ResourceGroupName: pulumi.String("rg"), Sku: dashboard.ResourceSkuArgs{Name: pulumi.String("Standard")},
			Tags: pulumi.StringMap{"team": pulumi.String("platform")}, WorkspaceName: pulumi.String("amg"),
		})
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	require.NoError(t, err)
	require.Len(t, mocks.registered, 1)
	assert.Equal(t, "azure-native:dashboard/v20230901:Grafana", mocks.registered[0].TypeToken)
	assert.Equal(t, map[string]any{
		"identity": map[string]any{"type": "SystemAssigned"}, "location": "westeurope",
		"properties": map[string]any{
			"apiKey": "Disabled", "deterministicOutboundIP": "Enabled",
			"grafanaIntegrations": map[string]any{
				"azureMonitorWorkspaceIntegrations": []any{map[string]any{"azureMonitorWorkspaceResourceId": "amw"}},
			},
			"publicNetworkAccess": "off", "zoneRedundancy": "on",
		},
		"resourceGroupName": "rg", "sku": map[string]any{"name": "Standard"}, "tags": map[string]any{"team": "platform"}, "workspaceName": "amg",
	}, mocks.registered[0].Inputs.Mappable())
	aliases := mocks.registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeGrafana, aliases[0].GetSpec().GetType())
}

func TestGrafanaTellsWhatAzureFilledIn(t *testing.T) {
	for name, test := range map[string]struct {
		answer              map[string]any
		principal, endpoint string
	}{
		"both": {map[string]any{
			"identity":   map[string]any{"type": "SystemAssigned", "principalId": "p"},
			"properties": map[string]any{"endpoint": "https://amg.weu.grafana.azure.com"},
		}, "p", "https://amg.weu.grafana.azure.com"},
		"neither": {nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var principal, endpoint string
			err := pulumi.RunErr(func(ctx *pulumi.Context) error {
				grafana, err := dashboard.NewGrafana(ctx, "grafana", &dashboard.GrafanaArgs{ResourceGroupName: pulumi.String("rg")})
				if err != nil {
					return err
				}
				ctx.Export("told", pulumi.All(grafana.PrincipalId(), grafana.Endpoint()).ApplyT(func(told []any) string {
					principal, endpoint = told[0].(string), told[1].(string)
					return ""
				}))
				return nil
			}, pulumi.WithMocks("project", "stack", &recorder{answer: test.answer}))
			require.NoError(t, err)
			assert.Equal(t, test.principal, principal)
			assert.Equal(t, test.endpoint, endpoint)
		})
	}
}

func TestGrafanaRefusesMissingInputs(t *testing.T) {
	for want, args := range map[string]*dashboard.GrafanaArgs{
		`grafana "grafana": missing one or more required arguments`:                  nil,
		`grafana "grafana": invalid value for required argument 'ResourceGroupName'`: {},
	} {
		mocks := &recorder{}
		err := pulumi.RunErr(func(ctx *pulumi.Context) error {
			_, err := dashboard.NewGrafana(ctx, "grafana", args)
			return err
		}, pulumi.WithMocks("project", "stack", mocks))
		assert.ErrorContains(t, err, want)
		assert.Empty(t, mocks.registered)
	}
}
