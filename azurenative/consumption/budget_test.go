package consumption_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/consumption"
)

// recorder is a resource monitor that remembers what was registered.
type recorder struct{ registered []pulumi.MockResourceArgs }

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	return args.Name + "-id", args.Inputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func register(args *consumption.BudgetArgs) ([]pulumi.MockResourceArgs, error) {
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := consumption.NewBudget(ctx, "alarm", args)
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func TestBudgetMapsEveryField(t *testing.T) {
	registered, err := register(&consumption.BudgetArgs{
		Amount: pulumi.Float64(12.5), BudgetName: pulumi.String("budget"), Category: pulumi.String("Cost"),
		Notifications: consumption.NotificationMap{"half": consumption.NotificationArgs{
			ContactEmails: pulumi.StringArray{pulumi.String("a@example.com")}, ContactGroups: pulumi.StringArray{pulumi.String("group")},
			Enabled: pulumi.Bool(true), Operator: pulumi.String("GreaterThan"), Threshold: pulumi.Float64(50), ThresholdType: pulumi.String("Forecasted"),
		}},
		Scope: pulumi.String("/subscriptions/s"), TimeGrain: pulumi.String("Monthly"),
		TimePeriod: consumption.BudgetTimePeriodArgs{StartDate: pulumi.String("2026-01-01T00:00:00Z"), EndDate: pulumi.String("2030-01-01T00:00:00Z")},
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, "azure-native:consumption/v20230501:Budget", registered[0].TypeToken)
	assert.Equal(t, azure.TypeBudget, azure.CanonicalType(registered[0].TypeToken))
	assert.Equal(t, map[string]any{
		"amount": 12.5, "budgetName": "budget", "category": "Cost", "scope": "/subscriptions/s", "timeGrain": "Monthly",
		"notifications": map[string]any{"half": map[string]any{
			"contactEmails": []any{"a@example.com"}, "contactGroups": []any{"group"}, "enabled": true, "operator": "GreaterThan",
			"threshold": 50., "thresholdType": "Forecasted",
		}},
		"timePeriod": map[string]any{"startDate": "2026-01-01T00:00:00Z", "endDate": "2030-01-01T00:00:00Z"},
	}, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeBudget, aliases[0].GetSpec().GetType())
}

func TestBudgetLeavesOutWhatIsNotGivenButKeepsWhatIsEmpty(t *testing.T) {
	registered, err := register(&consumption.BudgetArgs{
		Amount: pulumi.Float64(1), Category: pulumi.String("Cost"), Scope: pulumi.String("s"), TimeGrain: pulumi.String("Monthly"),
		TimePeriod:    consumption.BudgetTimePeriodArgs{StartDate: pulumi.String("d")},
		Notifications: consumption.NotificationMap{"n": consumption.NotificationArgs{ContactEmails: pulumi.StringArray{}, Enabled: pulumi.Bool(false), Operator: pulumi.String("o"), Threshold: pulumi.Float64(0)}},
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{
		"amount": 1., "category": "Cost", "scope": "s", "timeGrain": "Monthly", "timePeriod": map[string]any{"startDate": "d"},
		"notifications": map[string]any{"n": map[string]any{"contactEmails": []any{}, "enabled": false, "operator": "o", "threshold": 0.}},
	}, registered[0].Inputs.Mappable())
}

func TestBudgetRefusesMissingInputs(t *testing.T) {
	registered, err := register(nil)
	require.ErrorContains(t, err, `budget "alarm": missing one or more required arguments`)
	assert.Empty(t, registered)
	registered, err = register(&consumption.BudgetArgs{})
	require.ErrorContains(t, err, "budget \"alarm\": invalid value for required argument 'Amount'\ninvalid value for required argument 'Category'\n"+
		"invalid value for required argument 'Scope'\ninvalid value for required argument 'TimeGrain'\ninvalid value for required argument 'TimePeriod'")
	assert.Empty(t, registered)
}
