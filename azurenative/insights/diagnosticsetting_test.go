package insights_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// recorder is a resource monitor that remembers what was registered.
type recorder struct {
	registered []pulumi.MockResourceArgs
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	return args.Name + "-id", args.Inputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return nil, nil
}

func register(t *testing.T, args *insights.DiagnosticSettingArgs) ([]pulumi.MockResourceArgs, error) {
	t.Helper()
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := insights.NewDiagnosticSetting(ctx, "watch", args)
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func TestDiagnosticSettingMapsEveryField(t *testing.T) {
	registered, err := register(t, &insights.DiagnosticSettingArgs{
		LogAnalyticsDestinationType: pulumi.String("Dedicated"),
		Logs: insights.LogSettingsArray{insights.LogSettingsArgs{
			Category: pulumi.String("Audit"), Enabled: pulumi.Bool(true),
			RetentionPolicy: insights.RetentionPolicyArgs{Days: pulumi.Int(7), Enabled: pulumi.Bool(false)},
		}},
		Metrics: insights.MetricSettingsArray{insights.MetricSettingsArgs{
			Category: pulumi.String("AllMetrics"), Enabled: pulumi.Bool(false),
			RetentionPolicy: insights.RetentionPolicyArgs{Days: pulumi.Int(9), Enabled: pulumi.Bool(true)},
		}},
		Name:        pulumi.String("default"),
		ResourceUri: pulumi.String("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"),
		WorkspaceId: pulumi.String("/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"),
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, "azure-native:insights/v20210501preview:DiagnosticSetting", registered[0].TypeToken)
	assert.Equal(t, azure.TypeDiagnosticSetting, azure.CanonicalType(registered[0].TypeToken))
	assert.Equal(t, map[string]any{
		"logAnalyticsDestinationType": "Dedicated",
		"logs": []any{map[string]any{
			"category": "Audit", "enabled": true, "retentionPolicy": map[string]any{"days": 7.0, "enabled": false},
		}},
		"metrics": []any{map[string]any{
			"category": "AllMetrics", "enabled": false, "retentionPolicy": map[string]any{"days": 9.0, "enabled": true},
		}},
		"name":        "default",
		"resourceUri": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v",
		"workspaceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
	}, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeDiagnosticSetting, aliases[0].GetSpec().GetType())
}

func TestDiagnosticSettingLeavesOutWhatIsNotGiven(t *testing.T) {
	registered, err := register(t, &insights.DiagnosticSettingArgs{
		ResourceUri: pulumi.String("target"), WorkspaceId: pulumi.String("workspace"),
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, map[string]any{"resourceUri": "target", "workspaceId": "workspace"}, registered[0].Inputs.Mappable())
}

func TestDiagnosticSettingRefusesMissingInputs(t *testing.T) {
	for name, test := range map[string]struct {
		args *insights.DiagnosticSettingArgs
		want string
	}{
		"nil": {nil, `diagnostic setting "watch": missing one or more required arguments`},
		"no target": {
			&insights.DiagnosticSettingArgs{WorkspaceId: pulumi.String("w")},
			`diagnostic setting "watch": invalid value for required argument 'ResourceUri'`,
		},
		"no destination": {
			&insights.DiagnosticSettingArgs{ResourceUri: pulumi.String("r")},
			`diagnostic setting "watch": invalid value for required argument 'WorkspaceId'`,
		},
		"neither": {
			&insights.DiagnosticSettingArgs{},
			"diagnostic setting \"watch\": invalid value for required argument 'ResourceUri'\n" +
				"invalid value for required argument 'WorkspaceId'",
		},
	} {
		t.Run(name, func(t *testing.T) {
			registered, err := register(t, test.args)
			require.ErrorContains(t, err, test.want)
			assert.Empty(t, registered)
		})
	}
}
