package costmanagement

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ExportDefinition is the plain form of ExportDefinitionArgs.
type ExportDefinition struct {
	DataSet   *ExportDataset `pulumi:"dataSet"`
	Timeframe string         `pulumi:"timeframe"`
	Type      string         `pulumi:"type"`
}

// ExportDefinitionInput is a ExportDefinitionArgs or an output of its plain form.
type ExportDefinitionInput interface {
	pulumi.Input

	ToExportDefinitionOutput() ExportDefinitionOutput
	ToExportDefinitionOutputWithContext(context.Context) ExportDefinitionOutput
}

// ExportDefinitionArgs says which costs an export writes.
type ExportDefinitionArgs struct {
	// DataSet says how finely.
	DataSet ExportDatasetPtrInput `pulumi:"dataSet"`
	// Timeframe is of which time: MonthToDate, BillingMonthToDate, TheLastMonth, TheLastBillingMonth, WeekToDate or
	// Custom. Required.
	Timeframe pulumi.StringInput `pulumi:"timeframe"`
	// Type is Usage, ActualCost or AmortizedCost. Required.
	Type pulumi.StringInput `pulumi:"type"`
}

// ElementType is the plain form.
func (ExportDefinitionArgs) ElementType() reflect.Type { return reflect.TypeFor[ExportDefinition]() }

// ToExportDefinitionOutput lifts the args into an output.
func (i ExportDefinitionArgs) ToExportDefinitionOutput() ExportDefinitionOutput {
	return i.ToExportDefinitionOutputWithContext(context.Background())
}

// ToExportDefinitionOutputWithContext lifts the args into an output.
func (i ExportDefinitionArgs) ToExportDefinitionOutputWithContext(ctx context.Context) ExportDefinitionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportDefinitionOutput)
}

// ExportDefinitionOutput is an output of a ExportDefinition.
type ExportDefinitionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportDefinitionOutput) ElementType() reflect.Type { return reflect.TypeFor[ExportDefinition]() }

// ToExportDefinitionOutput returns the output itself.
func (o ExportDefinitionOutput) ToExportDefinitionOutput() ExportDefinitionOutput { return o }

// ToExportDefinitionOutputWithContext returns the output itself.
func (o ExportDefinitionOutput) ToExportDefinitionOutputWithContext(context.Context) ExportDefinitionOutput {
	return o
}

// ExportDataset is the plain form of ExportDatasetArgs.
type ExportDataset struct {
	Granularity *string `pulumi:"granularity"`
}

// ExportDatasetInput is a ExportDatasetArgs or an output of its plain form.
type ExportDatasetInput interface {
	pulumi.Input

	ToExportDatasetOutput() ExportDatasetOutput
	ToExportDatasetOutputWithContext(context.Context) ExportDatasetOutput
}

// ExportDatasetArgs says how finely costs are written.
type ExportDatasetArgs struct {
	// Granularity is Daily, the only one.
	Granularity pulumi.StringPtrInput `pulumi:"granularity"`
}

// ElementType is the plain form.
func (ExportDatasetArgs) ElementType() reflect.Type { return reflect.TypeFor[ExportDataset]() }

// ToExportDatasetOutput lifts the args into an output.
func (i ExportDatasetArgs) ToExportDatasetOutput() ExportDatasetOutput {
	return i.ToExportDatasetOutputWithContext(context.Background())
}

// ToExportDatasetOutputWithContext lifts the args into an output.
func (i ExportDatasetArgs) ToExportDatasetOutputWithContext(ctx context.Context) ExportDatasetOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportDatasetOutput)
}

// ExportDatasetPtrInput is a ExportDatasetArgs, an output of its plain form, or nil.
type ExportDatasetPtrInput interface {
	pulumi.Input

	ToExportDatasetPtrOutput() ExportDatasetPtrOutput
	ToExportDatasetPtrOutputWithContext(context.Context) ExportDatasetPtrOutput
}

// ToExportDatasetPtrOutput lifts the args into an output of a pointer.
func (i ExportDatasetArgs) ToExportDatasetPtrOutput() ExportDatasetPtrOutput {
	return i.ToExportDatasetPtrOutputWithContext(context.Background())
}

// ToExportDatasetPtrOutputWithContext lifts the args into an output of a pointer.
func (i ExportDatasetArgs) ToExportDatasetPtrOutputWithContext(ctx context.Context) ExportDatasetPtrOutput {
	return i.ToExportDatasetOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v ExportDataset) *ExportDataset { return &v }).(ExportDatasetPtrOutput)
}

// ExportDatasetOutput is an output of a ExportDataset.
type ExportDatasetOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportDatasetOutput) ElementType() reflect.Type { return reflect.TypeFor[ExportDataset]() }

// ToExportDatasetOutput returns the output itself.
func (o ExportDatasetOutput) ToExportDatasetOutput() ExportDatasetOutput { return o }

// ToExportDatasetOutputWithContext returns the output itself.
func (o ExportDatasetOutput) ToExportDatasetOutputWithContext(context.Context) ExportDatasetOutput {
	return o
}

// ExportDatasetPtrOutput is an output of a ExportDataset that may be nil.
type ExportDatasetPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportDatasetPtrOutput) ElementType() reflect.Type { return reflect.TypeFor[*ExportDataset]() }

// ToExportDatasetPtrOutput returns the output itself.
func (o ExportDatasetPtrOutput) ToExportDatasetPtrOutput() ExportDatasetPtrOutput { return o }

// ToExportDatasetPtrOutputWithContext returns the output itself.
func (o ExportDatasetPtrOutput) ToExportDatasetPtrOutputWithContext(context.Context) ExportDatasetPtrOutput {
	return o
}

// ExportDeliveryInfo is the plain form of ExportDeliveryInfoArgs.
type ExportDeliveryInfo struct {
	Destination ExportDeliveryDestination `pulumi:"destination"`
}

// ExportDeliveryInfoInput is a ExportDeliveryInfoArgs or an output of its plain form.
type ExportDeliveryInfoInput interface {
	pulumi.Input

	ToExportDeliveryInfoOutput() ExportDeliveryInfoOutput
	ToExportDeliveryInfoOutputWithContext(context.Context) ExportDeliveryInfoOutput
}

// ExportDeliveryInfoArgs says where an export writes.
type ExportDeliveryInfoArgs struct {
	// Destination is the storage account. Required.
	Destination ExportDeliveryDestinationInput `pulumi:"destination"`
}

// ElementType is the plain form.
func (ExportDeliveryInfoArgs) ElementType() reflect.Type {
	return reflect.TypeFor[ExportDeliveryInfo]()
}

// ToExportDeliveryInfoOutput lifts the args into an output.
func (i ExportDeliveryInfoArgs) ToExportDeliveryInfoOutput() ExportDeliveryInfoOutput {
	return i.ToExportDeliveryInfoOutputWithContext(context.Background())
}

// ToExportDeliveryInfoOutputWithContext lifts the args into an output.
func (i ExportDeliveryInfoArgs) ToExportDeliveryInfoOutputWithContext(ctx context.Context) ExportDeliveryInfoOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportDeliveryInfoOutput)
}

// ExportDeliveryInfoOutput is an output of a ExportDeliveryInfo.
type ExportDeliveryInfoOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportDeliveryInfoOutput) ElementType() reflect.Type {
	return reflect.TypeFor[ExportDeliveryInfo]()
}

// ToExportDeliveryInfoOutput returns the output itself.
func (o ExportDeliveryInfoOutput) ToExportDeliveryInfoOutput() ExportDeliveryInfoOutput { return o }

// ToExportDeliveryInfoOutputWithContext returns the output itself.
func (o ExportDeliveryInfoOutput) ToExportDeliveryInfoOutputWithContext(context.Context) ExportDeliveryInfoOutput {
	return o
}

// ExportDeliveryDestination is the plain form of ExportDeliveryDestinationArgs.
type ExportDeliveryDestination struct {
	Container      string  `pulumi:"container"`
	ResourceId     *string `pulumi:"resourceId"`
	RootFolderPath *string `pulumi:"rootFolderPath"`
}

// ExportDeliveryDestinationInput is a ExportDeliveryDestinationArgs or an output of its plain form.
type ExportDeliveryDestinationInput interface {
	pulumi.Input

	ToExportDeliveryDestinationOutput() ExportDeliveryDestinationOutput
	ToExportDeliveryDestinationOutputWithContext(context.Context) ExportDeliveryDestinationOutput
}

// ExportDeliveryDestinationArgs is a place in a storage account.
type ExportDeliveryDestinationArgs struct {
	// Container is the blob container's name. Required.
	Container pulumi.StringInput `pulumi:"container"`
	// ResourceId is the ARM ID of the storage account. Its subscription must be registered with the resource provider
	// Microsoft.CostManagementExports.
	ResourceId pulumi.StringPtrInput `pulumi:"resourceId"`
	// RootFolderPath is the folder in the container.
	RootFolderPath pulumi.StringPtrInput `pulumi:"rootFolderPath"`
}

// ElementType is the plain form.
func (ExportDeliveryDestinationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[ExportDeliveryDestination]()
}

// ToExportDeliveryDestinationOutput lifts the args into an output.
func (i ExportDeliveryDestinationArgs) ToExportDeliveryDestinationOutput() ExportDeliveryDestinationOutput {
	return i.ToExportDeliveryDestinationOutputWithContext(context.Background())
}

// ToExportDeliveryDestinationOutputWithContext lifts the args into an output.
func (i ExportDeliveryDestinationArgs) ToExportDeliveryDestinationOutputWithContext(ctx context.Context) ExportDeliveryDestinationOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportDeliveryDestinationOutput)
}

// ExportDeliveryDestinationOutput is an output of a ExportDeliveryDestination.
type ExportDeliveryDestinationOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportDeliveryDestinationOutput) ElementType() reflect.Type {
	return reflect.TypeFor[ExportDeliveryDestination]()
}

// ToExportDeliveryDestinationOutput returns the output itself.
func (o ExportDeliveryDestinationOutput) ToExportDeliveryDestinationOutput() ExportDeliveryDestinationOutput {
	return o
}

// ToExportDeliveryDestinationOutputWithContext returns the output itself.
func (o ExportDeliveryDestinationOutput) ToExportDeliveryDestinationOutputWithContext(context.Context) ExportDeliveryDestinationOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[ExportDefinitionInput](), ExportDefinitionArgs{})
	pulumi.RegisterOutputType(ExportDefinitionOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportDatasetInput](), ExportDatasetArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportDatasetPtrInput](), ExportDatasetArgs{})
	pulumi.RegisterOutputType(ExportDatasetOutput{})
	pulumi.RegisterOutputType(ExportDatasetPtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportDeliveryInfoInput](), ExportDeliveryInfoArgs{})
	pulumi.RegisterOutputType(ExportDeliveryInfoOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportDeliveryDestinationInput](), ExportDeliveryDestinationArgs{})
	pulumi.RegisterOutputType(ExportDeliveryDestinationOutput{})
}
