package costmanagement_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/costmanagement"
)

// recorder is a resource monitor that remembers what was registered.
type recorder struct{ registered []pulumi.MockResourceArgs }

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	return args.Name + "-id", args.Inputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func register(args *costmanagement.ExportArgs) ([]pulumi.MockResourceArgs, error) {
	mocks := &recorder{}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := costmanagement.NewExport(ctx, "costs", args)
		return err
	}, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func TestExportMapsEveryField(t *testing.T) {
	registered, err := register(&costmanagement.ExportArgs{
		Definition: costmanagement.ExportDefinitionArgs{
			Type: pulumi.String("ActualCost"), Timeframe: pulumi.String("TheLastMonth"),
			DataSet: costmanagement.ExportDatasetArgs{Granularity: pulumi.String("Daily")},
		},
		DeliveryInfo: costmanagement.ExportDeliveryInfoArgs{Destination: costmanagement.ExportDeliveryDestinationArgs{
			Container: pulumi.String("exports"), ResourceId: pulumi.String("account"), RootFolderPath: pulumi.String("folder"),
		}},
		ExportName: pulumi.String("monthly"), Format: pulumi.String("Csv"), Location: pulumi.String("westeurope"), PartitionData: pulumi.Bool(true),
		Identity: costmanagement.SystemAssignedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")},
		Schedule: costmanagement.ExportScheduleArgs{
			Recurrence: pulumi.String("Monthly"), Status: pulumi.String("Active"),
			RecurrencePeriod: costmanagement.ExportRecurrencePeriodArgs{From: pulumi.String("from"), To: pulumi.String("to")},
		},
		Scope: pulumi.String("/subscriptions/s"),
	})
	require.NoError(t, err)
	require.Len(t, registered, 1)
	assert.Equal(t, "azure-native:costmanagement/v20230801:Export", registered[0].TypeToken)
	assert.Equal(t, azure.TypeExport, azure.CanonicalType(registered[0].TypeToken))
	assert.Equal(t, map[string]any{
		"definition":   map[string]any{"type": "ActualCost", "timeframe": "TheLastMonth", "dataSet": map[string]any{"granularity": "Daily"}},
		"deliveryInfo": map[string]any{"destination": map[string]any{"container": "exports", "resourceId": "account", "rootFolderPath": "folder"}},
		"exportName":   "monthly", "format": "Csv", "location": "westeurope", "partitionData": true,
		"identity": map[string]any{"type": "SystemAssigned"},
		"schedule": map[string]any{
			"recurrence": "Monthly", "status": "Active", "recurrencePeriod": map[string]any{"from": "from", "to": "to"},
		},
		"scope": "/subscriptions/s",
	}, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeExport, aliases[0].GetSpec().GetType())
}

func TestExportRefusesMissingInputs(t *testing.T) {
	registered, err := register(nil)
	require.ErrorContains(t, err, `cost export "costs": missing one or more required arguments`)
	assert.Empty(t, registered)
	registered, err = register(&costmanagement.ExportArgs{})
	require.ErrorContains(t, err, "cost export \"costs\": invalid value for required argument 'Definition'\n"+
		"invalid value for required argument 'DeliveryInfo'\ninvalid value for required argument 'Scope'")
	assert.Empty(t, registered)
}
