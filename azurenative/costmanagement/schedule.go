package costmanagement

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ExportSchedule is the plain form of ExportScheduleArgs.
type ExportSchedule struct {
	Recurrence       *string                 `pulumi:"recurrence"`
	RecurrencePeriod *ExportRecurrencePeriod `pulumi:"recurrencePeriod"`
	Status           *string                 `pulumi:"status"`
}

// ExportScheduleInput is a ExportScheduleArgs or an output of its plain form.
type ExportScheduleInput interface {
	pulumi.Input

	ToExportScheduleOutput() ExportScheduleOutput
	ToExportScheduleOutputWithContext(context.Context) ExportScheduleOutput
}

// ExportScheduleArgs says when an export writes.
type ExportScheduleArgs struct {
	// Recurrence is Daily, Weekly, Monthly or Annually.
	Recurrence pulumi.StringPtrInput `pulumi:"recurrence"`
	// RecurrencePeriod is from when to when.
	RecurrencePeriod ExportRecurrencePeriodPtrInput `pulumi:"recurrencePeriod"`
	// Status is Active or Inactive.
	Status pulumi.StringPtrInput `pulumi:"status"`
}

// ElementType is the plain form.
func (ExportScheduleArgs) ElementType() reflect.Type { return reflect.TypeFor[ExportSchedule]() }

// ToExportScheduleOutput lifts the args into an output.
func (i ExportScheduleArgs) ToExportScheduleOutput() ExportScheduleOutput {
	return i.ToExportScheduleOutputWithContext(context.Background())
}

// ToExportScheduleOutputWithContext lifts the args into an output.
func (i ExportScheduleArgs) ToExportScheduleOutputWithContext(ctx context.Context) ExportScheduleOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportScheduleOutput)
}

// ExportSchedulePtrInput is a ExportScheduleArgs, an output of its plain form, or nil.
type ExportSchedulePtrInput interface {
	pulumi.Input

	ToExportSchedulePtrOutput() ExportSchedulePtrOutput
	ToExportSchedulePtrOutputWithContext(context.Context) ExportSchedulePtrOutput
}

// ToExportSchedulePtrOutput lifts the args into an output of a pointer.
func (i ExportScheduleArgs) ToExportSchedulePtrOutput() ExportSchedulePtrOutput {
	return i.ToExportSchedulePtrOutputWithContext(context.Background())
}

// ToExportSchedulePtrOutputWithContext lifts the args into an output of a pointer.
func (i ExportScheduleArgs) ToExportSchedulePtrOutputWithContext(ctx context.Context) ExportSchedulePtrOutput {
	return i.ToExportScheduleOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v ExportSchedule) *ExportSchedule { return &v }).(ExportSchedulePtrOutput)
}

// ExportScheduleOutput is an output of a ExportSchedule.
type ExportScheduleOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportScheduleOutput) ElementType() reflect.Type { return reflect.TypeFor[ExportSchedule]() }

// ToExportScheduleOutput returns the output itself.
func (o ExportScheduleOutput) ToExportScheduleOutput() ExportScheduleOutput { return o }

// ToExportScheduleOutputWithContext returns the output itself.
func (o ExportScheduleOutput) ToExportScheduleOutputWithContext(context.Context) ExportScheduleOutput {
	return o
}

// ExportSchedulePtrOutput is an output of a ExportSchedule that may be nil.
type ExportSchedulePtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportSchedulePtrOutput) ElementType() reflect.Type { return reflect.TypeFor[*ExportSchedule]() }

// ToExportSchedulePtrOutput returns the output itself.
func (o ExportSchedulePtrOutput) ToExportSchedulePtrOutput() ExportSchedulePtrOutput { return o }

// ToExportSchedulePtrOutputWithContext returns the output itself.
func (o ExportSchedulePtrOutput) ToExportSchedulePtrOutputWithContext(context.Context) ExportSchedulePtrOutput {
	return o
}

// ExportRecurrencePeriod is the plain form of ExportRecurrencePeriodArgs.
type ExportRecurrencePeriod struct {
	From string  `pulumi:"from"`
	To   *string `pulumi:"to"`
}

// ExportRecurrencePeriodInput is a ExportRecurrencePeriodArgs or an output of its plain form.
type ExportRecurrencePeriodInput interface {
	pulumi.Input

	ToExportRecurrencePeriodOutput() ExportRecurrencePeriodOutput
	ToExportRecurrencePeriodOutputWithContext(context.Context) ExportRecurrencePeriodOutput
}

// ExportRecurrencePeriodArgs says from when to when an export is repeated.
type ExportRecurrencePeriodArgs struct {
	// From is the start, which lies in the future when the export is made. Required.
	From pulumi.StringInput `pulumi:"from"`
	// To is the end, after From.
	To pulumi.StringPtrInput `pulumi:"to"`
}

// ElementType is the plain form.
func (ExportRecurrencePeriodArgs) ElementType() reflect.Type {
	return reflect.TypeFor[ExportRecurrencePeriod]()
}

// ToExportRecurrencePeriodOutput lifts the args into an output.
func (i ExportRecurrencePeriodArgs) ToExportRecurrencePeriodOutput() ExportRecurrencePeriodOutput {
	return i.ToExportRecurrencePeriodOutputWithContext(context.Background())
}

// ToExportRecurrencePeriodOutputWithContext lifts the args into an output.
func (i ExportRecurrencePeriodArgs) ToExportRecurrencePeriodOutputWithContext(ctx context.Context) ExportRecurrencePeriodOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExportRecurrencePeriodOutput)
}

// ExportRecurrencePeriodPtrInput is a ExportRecurrencePeriodArgs, an output of its plain form, or nil.
type ExportRecurrencePeriodPtrInput interface {
	pulumi.Input

	ToExportRecurrencePeriodPtrOutput() ExportRecurrencePeriodPtrOutput
	ToExportRecurrencePeriodPtrOutputWithContext(context.Context) ExportRecurrencePeriodPtrOutput
}

// ToExportRecurrencePeriodPtrOutput lifts the args into an output of a pointer.
func (i ExportRecurrencePeriodArgs) ToExportRecurrencePeriodPtrOutput() ExportRecurrencePeriodPtrOutput {
	return i.ToExportRecurrencePeriodPtrOutputWithContext(context.Background())
}

// ToExportRecurrencePeriodPtrOutputWithContext lifts the args into an output of a pointer.
func (i ExportRecurrencePeriodArgs) ToExportRecurrencePeriodPtrOutputWithContext(ctx context.Context) ExportRecurrencePeriodPtrOutput {
	return i.ToExportRecurrencePeriodOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v ExportRecurrencePeriod) *ExportRecurrencePeriod { return &v }).(ExportRecurrencePeriodPtrOutput)
}

// ExportRecurrencePeriodOutput is an output of a ExportRecurrencePeriod.
type ExportRecurrencePeriodOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportRecurrencePeriodOutput) ElementType() reflect.Type {
	return reflect.TypeFor[ExportRecurrencePeriod]()
}

// ToExportRecurrencePeriodOutput returns the output itself.
func (o ExportRecurrencePeriodOutput) ToExportRecurrencePeriodOutput() ExportRecurrencePeriodOutput {
	return o
}

// ToExportRecurrencePeriodOutputWithContext returns the output itself.
func (o ExportRecurrencePeriodOutput) ToExportRecurrencePeriodOutputWithContext(context.Context) ExportRecurrencePeriodOutput {
	return o
}

// ExportRecurrencePeriodPtrOutput is an output of a ExportRecurrencePeriod that may be nil.
type ExportRecurrencePeriodPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExportRecurrencePeriodPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*ExportRecurrencePeriod]()
}

// ToExportRecurrencePeriodPtrOutput returns the output itself.
func (o ExportRecurrencePeriodPtrOutput) ToExportRecurrencePeriodPtrOutput() ExportRecurrencePeriodPtrOutput {
	return o
}

// ToExportRecurrencePeriodPtrOutputWithContext returns the output itself.
func (o ExportRecurrencePeriodPtrOutput) ToExportRecurrencePeriodPtrOutputWithContext(context.Context) ExportRecurrencePeriodPtrOutput {
	return o
}

// SystemAssignedServiceIdentity is the plain form of SystemAssignedServiceIdentityArgs.
type SystemAssignedServiceIdentity struct {
	Type string `pulumi:"type"`
}

// SystemAssignedServiceIdentityInput is a SystemAssignedServiceIdentityArgs or an output of its plain form.
type SystemAssignedServiceIdentityInput interface {
	pulumi.Input

	ToSystemAssignedServiceIdentityOutput() SystemAssignedServiceIdentityOutput
	ToSystemAssignedServiceIdentityOutputWithContext(context.Context) SystemAssignedServiceIdentityOutput
}

// SystemAssignedServiceIdentityArgs is an identity that lives and dies with its resource.
type SystemAssignedServiceIdentityArgs struct {
	// Type is SystemAssigned or None. Required.
	Type pulumi.StringInput `pulumi:"type"`
}

// ElementType is the plain form.
func (SystemAssignedServiceIdentityArgs) ElementType() reflect.Type {
	return reflect.TypeFor[SystemAssignedServiceIdentity]()
}

// ToSystemAssignedServiceIdentityOutput lifts the args into an output.
func (i SystemAssignedServiceIdentityArgs) ToSystemAssignedServiceIdentityOutput() SystemAssignedServiceIdentityOutput {
	return i.ToSystemAssignedServiceIdentityOutputWithContext(context.Background())
}

// ToSystemAssignedServiceIdentityOutputWithContext lifts the args into an output.
func (i SystemAssignedServiceIdentityArgs) ToSystemAssignedServiceIdentityOutputWithContext(ctx context.Context) SystemAssignedServiceIdentityOutput {
	return pulumi.ToOutputWithContext(ctx, i).(SystemAssignedServiceIdentityOutput)
}

// SystemAssignedServiceIdentityPtrInput is a SystemAssignedServiceIdentityArgs, an output of its plain form, or nil.
type SystemAssignedServiceIdentityPtrInput interface {
	pulumi.Input

	ToSystemAssignedServiceIdentityPtrOutput() SystemAssignedServiceIdentityPtrOutput
	ToSystemAssignedServiceIdentityPtrOutputWithContext(context.Context) SystemAssignedServiceIdentityPtrOutput
}

// ToSystemAssignedServiceIdentityPtrOutput lifts the args into an output of a pointer.
func (i SystemAssignedServiceIdentityArgs) ToSystemAssignedServiceIdentityPtrOutput() SystemAssignedServiceIdentityPtrOutput {
	return i.ToSystemAssignedServiceIdentityPtrOutputWithContext(context.Background())
}

// ToSystemAssignedServiceIdentityPtrOutputWithContext lifts the args into an output of a pointer.
func (i SystemAssignedServiceIdentityArgs) ToSystemAssignedServiceIdentityPtrOutputWithContext(ctx context.Context) SystemAssignedServiceIdentityPtrOutput {
	return i.ToSystemAssignedServiceIdentityOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v SystemAssignedServiceIdentity) *SystemAssignedServiceIdentity { return &v }).(SystemAssignedServiceIdentityPtrOutput)
}

// SystemAssignedServiceIdentityOutput is an output of a SystemAssignedServiceIdentity.
type SystemAssignedServiceIdentityOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SystemAssignedServiceIdentityOutput) ElementType() reflect.Type {
	return reflect.TypeFor[SystemAssignedServiceIdentity]()
}

// ToSystemAssignedServiceIdentityOutput returns the output itself.
func (o SystemAssignedServiceIdentityOutput) ToSystemAssignedServiceIdentityOutput() SystemAssignedServiceIdentityOutput {
	return o
}

// ToSystemAssignedServiceIdentityOutputWithContext returns the output itself.
func (o SystemAssignedServiceIdentityOutput) ToSystemAssignedServiceIdentityOutputWithContext(context.Context) SystemAssignedServiceIdentityOutput {
	return o
}

// SystemAssignedServiceIdentityPtrOutput is an output of a SystemAssignedServiceIdentity that may be nil.
type SystemAssignedServiceIdentityPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SystemAssignedServiceIdentityPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*SystemAssignedServiceIdentity]()
}

// ToSystemAssignedServiceIdentityPtrOutput returns the output itself.
func (o SystemAssignedServiceIdentityPtrOutput) ToSystemAssignedServiceIdentityPtrOutput() SystemAssignedServiceIdentityPtrOutput {
	return o
}

// ToSystemAssignedServiceIdentityPtrOutputWithContext returns the output itself.
func (o SystemAssignedServiceIdentityPtrOutput) ToSystemAssignedServiceIdentityPtrOutputWithContext(context.Context) SystemAssignedServiceIdentityPtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[ExportScheduleInput](), ExportScheduleArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportSchedulePtrInput](), ExportScheduleArgs{})
	pulumi.RegisterOutputType(ExportScheduleOutput{})
	pulumi.RegisterOutputType(ExportSchedulePtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportRecurrencePeriodInput](), ExportRecurrencePeriodArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ExportRecurrencePeriodPtrInput](), ExportRecurrencePeriodArgs{})
	pulumi.RegisterOutputType(ExportRecurrencePeriodOutput{})
	pulumi.RegisterOutputType(ExportRecurrencePeriodPtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[SystemAssignedServiceIdentityInput](), SystemAssignedServiceIdentityArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[SystemAssignedServiceIdentityPtrInput](), SystemAssignedServiceIdentityArgs{})
	pulumi.RegisterOutputType(SystemAssignedServiceIdentityOutput{})
	pulumi.RegisterOutputType(SystemAssignedServiceIdentityPtrOutput{})
}
