package alertsmanagement_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/alertsmanagement"
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

func register(args *alertsmanagement.PrometheusRuleGroupArgs) ([]pulumi.MockResourceArgs, error) {
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := alertsmanagement.NewPrometheusRuleGroup(ctx, "pods", args)
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func TestRuleGroupMapsEveryField(t *testing.T) {
	registered, err := register(&alertsmanagement.PrometheusRuleGroupArgs{
		ClusterName: pulumi.String("aks"), Description: pulumi.String("why"), Enabled: pulumi.Bool(true), Interval: pulumi.String("PT1M"),
		Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg"), RuleGroupName: pulumi.String("group"),
		Rules: alertsmanagement.PrometheusRuleArray{
			alertsmanagement.PrometheusRuleArgs{
				Actions: alertsmanagement.PrometheusRuleGroupActionArray{{ActionGroupId: pulumi.String("ticket")}},
				Alert:   pulumi.String("Alert"), Annotations: pulumi.StringMap{"a": pulumi.String("b")}, Enabled: pulumi.Bool(true),
				Expression: pulumi.String("up == 0"), For: pulumi.String("PT5M"), Labels: pulumi.StringMap{"c": pulumi.String("d")},
				ResolveConfiguration: alertsmanagement.PrometheusRuleResolveConfigurationArgs{
					AutoResolved: pulumi.Bool(true), TimeToResolve: pulumi.String("PT10M"),
				},
				Severity: pulumi.Int(3),
			},
			{Record: pulumi.String("a:b"), Expression: pulumi.String("sum(up)")},
		},
		Scopes: pulumi.ToStringArray([]string{"workspace", "cluster"}), Tags: pulumi.StringMap{"e": pulumi.String("f")},
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, "azure-native:alertsmanagement/v20230301:PrometheusRuleGroup", registered[0].TypeToken)
	assert.Equal(t, map[string]any{
		"clusterName": "aks", "description": "why", "enabled": true, "interval": "PT1M", "location": "westeurope", "resourceGroupName": "rg",
		"ruleGroupName": "group", "scopes": []any{"workspace", "cluster"}, "tags": map[string]any{"e": "f"},
		"rules": []any{
			map[string]any{
				"actions": []any{map[string]any{"actionGroupId": "ticket"}}, "alert": "Alert", "annotations": map[string]any{"a": "b"},
				"enabled": true, "expression": "up == 0", "for": "PT5M", "labels": map[string]any{"c": "d"},
				"resolveConfiguration": map[string]any{"autoResolved": true, "timeToResolve": "PT10M"}, "severity": 3.0,
			},
			map[string]any{"record": "a:b", "expression": "sum(up)"},
		},
	}, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypePrometheusRuleGroup, aliases[0].GetSpec().GetType())
}

func TestRuleGroupRefusesMissingInputs(t *testing.T) {
	for want, args := range map[string]*alertsmanagement.PrometheusRuleGroupArgs{
		`prometheus rule group "pods": missing one or more required arguments`: nil,
		"prometheus rule group \"pods\": invalid value for required argument 'ResourceGroupName'\n" +
			"invalid value for required argument 'Rules'\ninvalid value for required argument 'Scopes'": {},
	} {
		registered, err := register(args)
		require.ErrorContains(t, err, want)
		assert.Empty(t, registered)
	}
}
