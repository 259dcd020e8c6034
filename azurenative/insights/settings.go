package insights

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// RetentionPolicy is the plain form of RetentionPolicyArgs.
type RetentionPolicy struct {
	Days    int  `pulumi:"days"`
	Enabled bool `pulumi:"enabled"`
}

// RetentionPolicyInput is a RetentionPolicyArgs or an output of its plain form.
type RetentionPolicyInput interface {
	pulumi.Input

	ToRetentionPolicyOutput() RetentionPolicyOutput
	ToRetentionPolicyOutputWithContext(context.Context) RetentionPolicyOutput
}

// RetentionPolicyArgs says how long a storage account keeps the data. It has no effect on a workspace, which has a
// retention of its own, and Azure no longer evaluates it for new settings; ARM returns it all the same, so it is
// written out.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/essentials/migrate-to-azure-storage-lifecycle-policy
type RetentionPolicyArgs struct {
	// Days to keep the data; 0 keeps it for good. Required.
	Days pulumi.IntInput `pulumi:"days"`
	// Enabled turns the policy on. Required.
	Enabled pulumi.BoolInput `pulumi:"enabled"`
}

// ElementType is the plain form.
func (RetentionPolicyArgs) ElementType() reflect.Type { return reflect.TypeFor[RetentionPolicy]() }

// ToRetentionPolicyOutput lifts the args into an output.
func (i RetentionPolicyArgs) ToRetentionPolicyOutput() RetentionPolicyOutput {
	return i.ToRetentionPolicyOutputWithContext(context.Background())
}

// ToRetentionPolicyOutputWithContext lifts the args into an output.
func (i RetentionPolicyArgs) ToRetentionPolicyOutputWithContext(ctx context.Context) RetentionPolicyOutput {
	return pulumi.ToOutputWithContext(ctx, i).(RetentionPolicyOutput)
}

// ToRetentionPolicyPtrOutput lifts the args into an output of a pointer.
func (i RetentionPolicyArgs) ToRetentionPolicyPtrOutput() RetentionPolicyPtrOutput {
	return i.ToRetentionPolicyPtrOutputWithContext(context.Background())
}

// ToRetentionPolicyPtrOutputWithContext lifts the args into an output of a pointer.
func (i RetentionPolicyArgs) ToRetentionPolicyPtrOutputWithContext(ctx context.Context) RetentionPolicyPtrOutput {
	return i.ToRetentionPolicyOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v RetentionPolicy) *RetentionPolicy { return &v }).(RetentionPolicyPtrOutput)
}

// RetentionPolicyPtrInput is a RetentionPolicyArgs, an output of its plain form, or nil.
type RetentionPolicyPtrInput interface {
	pulumi.Input

	ToRetentionPolicyPtrOutput() RetentionPolicyPtrOutput
	ToRetentionPolicyPtrOutputWithContext(context.Context) RetentionPolicyPtrOutput
}

// RetentionPolicyOutput is an output of a RetentionPolicy.
type RetentionPolicyOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (RetentionPolicyOutput) ElementType() reflect.Type { return reflect.TypeFor[RetentionPolicy]() }

// ToRetentionPolicyOutput returns the output itself.
func (o RetentionPolicyOutput) ToRetentionPolicyOutput() RetentionPolicyOutput { return o }

// ToRetentionPolicyOutputWithContext returns the output itself.
func (o RetentionPolicyOutput) ToRetentionPolicyOutputWithContext(context.Context) RetentionPolicyOutput {
	return o
}

// RetentionPolicyPtrOutput is an output of a RetentionPolicy that may be nil.
type RetentionPolicyPtrOutput struct{ *pulumi.OutputState }

// ElementType is a pointer to the plain form.
func (RetentionPolicyPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*RetentionPolicy]()
}

// ToRetentionPolicyPtrOutput returns the output itself.
func (o RetentionPolicyPtrOutput) ToRetentionPolicyPtrOutput() RetentionPolicyPtrOutput { return o }

// ToRetentionPolicyPtrOutputWithContext returns the output itself.
func (o RetentionPolicyPtrOutput) ToRetentionPolicyPtrOutputWithContext(context.Context) RetentionPolicyPtrOutput {
	return o
}

// LogSettings is the plain form of LogSettingsArgs.
type LogSettings struct {
	Category        *string          `pulumi:"category"`
	Enabled         bool             `pulumi:"enabled"`
	RetentionPolicy *RetentionPolicy `pulumi:"retentionPolicy"`
}

// LogSettingsInput is a LogSettingsArgs or an output of its plain form.
type LogSettingsInput interface {
	pulumi.Input

	ToLogSettingsOutput() LogSettingsOutput
	ToLogSettingsOutputWithContext(context.Context) LogSettingsOutput
}

// LogSettingsArgs turns one log category on or off.
type LogSettingsArgs struct {
	// Category is the log category's name, as the watched type's page lists it.
	//
	// Source: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index
	Category pulumi.StringPtrInput `pulumi:"category"`
	// Enabled sends the category. Required.
	Enabled pulumi.BoolInput `pulumi:"enabled"`
	// RetentionPolicy of the data in a storage account.
	RetentionPolicy RetentionPolicyPtrInput `pulumi:"retentionPolicy"`
}

// ElementType is the plain form.
func (LogSettingsArgs) ElementType() reflect.Type { return reflect.TypeFor[LogSettings]() }

// ToLogSettingsOutput lifts the args into an output.
func (i LogSettingsArgs) ToLogSettingsOutput() LogSettingsOutput {
	return i.ToLogSettingsOutputWithContext(context.Background())
}

// ToLogSettingsOutputWithContext lifts the args into an output.
func (i LogSettingsArgs) ToLogSettingsOutputWithContext(ctx context.Context) LogSettingsOutput {
	return pulumi.ToOutputWithContext(ctx, i).(LogSettingsOutput)
}

// LogSettingsArrayInput is a LogSettingsArray or an output of its plain form.
type LogSettingsArrayInput interface {
	pulumi.Input

	ToLogSettingsArrayOutput() LogSettingsArrayOutput
	ToLogSettingsArrayOutputWithContext(context.Context) LogSettingsArrayOutput
}

// LogSettingsArray is a list of log categories.
type LogSettingsArray []LogSettingsInput

// ElementType is the plain form.
func (LogSettingsArray) ElementType() reflect.Type { return reflect.TypeFor[[]LogSettings]() }

// ToLogSettingsArrayOutput lifts the list into an output.
func (i LogSettingsArray) ToLogSettingsArrayOutput() LogSettingsArrayOutput {
	return i.ToLogSettingsArrayOutputWithContext(context.Background())
}

// ToLogSettingsArrayOutputWithContext lifts the list into an output.
func (i LogSettingsArray) ToLogSettingsArrayOutputWithContext(ctx context.Context) LogSettingsArrayOutput {
	return pulumi.ToOutputWithContext(ctx, i).(LogSettingsArrayOutput)
}

// LogSettingsOutput is an output of LogSettings.
type LogSettingsOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (LogSettingsOutput) ElementType() reflect.Type { return reflect.TypeFor[LogSettings]() }

// ToLogSettingsOutput returns the output itself.
func (o LogSettingsOutput) ToLogSettingsOutput() LogSettingsOutput { return o }

// ToLogSettingsOutputWithContext returns the output itself.
func (o LogSettingsOutput) ToLogSettingsOutputWithContext(context.Context) LogSettingsOutput {
	return o
}

// LogSettingsArrayOutput is an output of a list of LogSettings.
type LogSettingsArrayOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (LogSettingsArrayOutput) ElementType() reflect.Type { return reflect.TypeFor[[]LogSettings]() }

// ToLogSettingsArrayOutput returns the output itself.
func (o LogSettingsArrayOutput) ToLogSettingsArrayOutput() LogSettingsArrayOutput { return o }

// ToLogSettingsArrayOutputWithContext returns the output itself.
func (o LogSettingsArrayOutput) ToLogSettingsArrayOutputWithContext(context.Context) LogSettingsArrayOutput {
	return o
}

// MetricSettings is the plain form of MetricSettingsArgs.
type MetricSettings struct {
	Category        *string          `pulumi:"category"`
	Enabled         bool             `pulumi:"enabled"`
	RetentionPolicy *RetentionPolicy `pulumi:"retentionPolicy"`
}

// MetricSettingsInput is a MetricSettingsArgs or an output of its plain form.
type MetricSettingsInput interface {
	pulumi.Input

	ToMetricSettingsOutput() MetricSettingsOutput
	ToMetricSettingsOutputWithContext(context.Context) MetricSettingsOutput
}

// MetricSettingsArgs turns one metric category on or off.
type MetricSettingsArgs struct {
	// Category is the metric category's name; AllMetrics for most types.
	Category pulumi.StringPtrInput `pulumi:"category"`
	// Enabled sends the category. Required.
	Enabled pulumi.BoolInput `pulumi:"enabled"`
	// RetentionPolicy of the data in a storage account.
	RetentionPolicy RetentionPolicyPtrInput `pulumi:"retentionPolicy"`
}

// ElementType is the plain form.
func (MetricSettingsArgs) ElementType() reflect.Type { return reflect.TypeFor[MetricSettings]() }

// ToMetricSettingsOutput lifts the args into an output.
func (i MetricSettingsArgs) ToMetricSettingsOutput() MetricSettingsOutput {
	return i.ToMetricSettingsOutputWithContext(context.Background())
}

// ToMetricSettingsOutputWithContext lifts the args into an output.
func (i MetricSettingsArgs) ToMetricSettingsOutputWithContext(ctx context.Context) MetricSettingsOutput {
	return pulumi.ToOutputWithContext(ctx, i).(MetricSettingsOutput)
}

// MetricSettingsArrayInput is a MetricSettingsArray or an output of its plain form.
type MetricSettingsArrayInput interface {
	pulumi.Input

	ToMetricSettingsArrayOutput() MetricSettingsArrayOutput
	ToMetricSettingsArrayOutputWithContext(context.Context) MetricSettingsArrayOutput
}

// MetricSettingsArray is a list of metric categories.
type MetricSettingsArray []MetricSettingsInput

// ElementType is the plain form.
func (MetricSettingsArray) ElementType() reflect.Type { return reflect.TypeFor[[]MetricSettings]() }

// ToMetricSettingsArrayOutput lifts the list into an output.
func (i MetricSettingsArray) ToMetricSettingsArrayOutput() MetricSettingsArrayOutput {
	return i.ToMetricSettingsArrayOutputWithContext(context.Background())
}

// ToMetricSettingsArrayOutputWithContext lifts the list into an output.
func (i MetricSettingsArray) ToMetricSettingsArrayOutputWithContext(ctx context.Context) MetricSettingsArrayOutput {
	return pulumi.ToOutputWithContext(ctx, i).(MetricSettingsArrayOutput)
}

// MetricSettingsOutput is an output of MetricSettings.
type MetricSettingsOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (MetricSettingsOutput) ElementType() reflect.Type { return reflect.TypeFor[MetricSettings]() }

// ToMetricSettingsOutput returns the output itself.
func (o MetricSettingsOutput) ToMetricSettingsOutput() MetricSettingsOutput { return o }

// ToMetricSettingsOutputWithContext returns the output itself.
func (o MetricSettingsOutput) ToMetricSettingsOutputWithContext(context.Context) MetricSettingsOutput {
	return o
}

// MetricSettingsArrayOutput is an output of a list of MetricSettings.
type MetricSettingsArrayOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (MetricSettingsArrayOutput) ElementType() reflect.Type {
	return reflect.TypeFor[[]MetricSettings]()
}

// ToMetricSettingsArrayOutput returns the output itself.
func (o MetricSettingsArrayOutput) ToMetricSettingsArrayOutput() MetricSettingsArrayOutput { return o }

// ToMetricSettingsArrayOutputWithContext returns the output itself.
func (o MetricSettingsArrayOutput) ToMetricSettingsArrayOutputWithContext(context.Context) MetricSettingsArrayOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[RetentionPolicyInput](), RetentionPolicyArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[RetentionPolicyPtrInput](), RetentionPolicyArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[LogSettingsInput](), LogSettingsArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[LogSettingsArrayInput](), LogSettingsArray{})
	pulumi.RegisterInputType(reflect.TypeFor[MetricSettingsInput](), MetricSettingsArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[MetricSettingsArrayInput](), MetricSettingsArray{})
	pulumi.RegisterOutputType(RetentionPolicyOutput{})
	pulumi.RegisterOutputType(RetentionPolicyPtrOutput{})
	pulumi.RegisterOutputType(LogSettingsOutput{})
	pulumi.RegisterOutputType(LogSettingsArrayOutput{})
	pulumi.RegisterOutputType(MetricSettingsOutput{})
	pulumi.RegisterOutputType(MetricSettingsArrayOutput{})
}
