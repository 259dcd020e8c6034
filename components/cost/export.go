package cost

import (
	"fmt"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/costmanagement"
	"github.com/aks-landing-zone/aks-landing-zone/components/storageaccount"
)

const (
	// container holds the exported files, below a folder with the export's name.
	container = "costs"
	// exportYears is how long the export is repeated.
	exportYears = 10
)

// newExport declares the storage account and the export into it. Cost Management writes with an identity of the export,
// which it gives the role on the container by itself, and reaches the account as a trusted service; keys and everybody
// else stay out. Source: exportSource
func newExport(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) (*storageaccount.StorageAccount, error) {
	sku := storageaccount.GeoRedundant
	if args.Location.HasZones() {
		sku = storageaccount.ZoneRedundant
	}
	account, err := storageaccount.New(ctx, name+"-storage", &storageaccount.Args{
		AccountName: args.Names.CostStorageAccount(), ResourceGroupName: args.ResourceGroupName, Location: args.Location, SKU: sku,
		Containers: []storageaccount.Container{{Name: container}}, WorkspaceID: args.WorkspaceID,
		// Cost Management is a trusted service when the export has an identity, and the exception for trusted services
		// holds with public access disabled too.
		// Sources: https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services and
		// https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations
		PublicNetworkAccess: false, BypassAzureServices: true, Tags: args.Tags, Protect: args.Protect,
	}, parent)
	if err != nil {
		return nil, err
	}
	// The first run is on the first of the month after the budgets begin, which lies in the future when all this is made.
	from := args.Settings.Begin(args.Now).AddDate(0, 1, 0)
	_, err = costmanagement.NewExport(ctx, name+"-export", &costmanagement.ExportArgs{
		Definition: costmanagement.ExportDefinitionArgs{
			DataSet:   costmanagement.ExportDatasetArgs{Granularity: pulumi.String("Daily")},
			Timeframe: pulumi.String("TheLastMonth"), Type: pulumi.String("ActualCost"),
		},
		DeliveryInfo: costmanagement.ExportDeliveryInfoArgs{Destination: costmanagement.ExportDeliveryDestinationArgs{
			Container: pulumi.String(container), ResourceId: account.ID(), RootFolderPath: pulumi.String("subscription"),
		}},
		ExportName: pulumi.String(exportName(args)), Format: pulumi.String("Csv"),
		Identity: costmanagement.SystemAssignedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")},
		Location: pulumi.String(args.Location.Name),
		Schedule: costmanagement.ExportScheduleArgs{
			Recurrence: pulumi.String("Monthly"), Status: pulumi.String("Active"),
			RecurrencePeriod: costmanagement.ExportRecurrencePeriodArgs{
				From: pulumi.String(from.Format(time.RFC3339)), To: pulumi.String(from.AddDate(exportYears, 0, 0).Format(time.RFC3339)),
			},
		},
		Scope: pulumi.String(azure.SubscriptionID(args.SubscriptionID)),
	}, parent, pulumi.IgnoreChanges([]string{"schedule.recurrencePeriod"}), pulumi.DependsOn([]pulumi.Resource{account.Containers[0]}))
	if err != nil {
		return nil, err
	}
	return account, nil
}

// exportName tells the exports of several stacks in one subscription apart.
func exportName(args *Args) string { return fmt.Sprintf("costs-%s", args.Names.Unique()) }
