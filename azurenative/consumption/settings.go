package consumption

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// BudgetTimePeriod is the plain form of BudgetTimePeriodArgs.
type BudgetTimePeriod struct {
	EndDate   *string `pulumi:"endDate"`
	StartDate string  `pulumi:"startDate"`
}

// BudgetTimePeriodInput is a BudgetTimePeriodArgs or an output of its plain form.
type BudgetTimePeriodInput interface {
	pulumi.Input

	ToBudgetTimePeriodOutput() BudgetTimePeriodOutput
	ToBudgetTimePeriodOutputWithContext(context.Context) BudgetTimePeriodOutput
}

// BudgetTimePeriodArgs says from when to when a budget holds.
type BudgetTimePeriodArgs struct {
	// EndDate is the end, as a point in time; left out, it is ten years after the start.
	EndDate pulumi.StringPtrInput `pulumi:"endDate"`
	// StartDate is the first day of a month, as 2026-01-01T00:00:00Z. It may not lie before the current TimeGrain when
	// the budget is made, nor more than twelve months ahead, and Azure refuses to change it later. Required.
	//
	// Source: https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update
	StartDate pulumi.StringInput `pulumi:"startDate"`
}

// ElementType is the plain form.
func (BudgetTimePeriodArgs) ElementType() reflect.Type { return reflect.TypeFor[BudgetTimePeriod]() }

// ToBudgetTimePeriodOutput lifts the args into an output.
func (i BudgetTimePeriodArgs) ToBudgetTimePeriodOutput() BudgetTimePeriodOutput {
	return i.ToBudgetTimePeriodOutputWithContext(context.Background())
}

// ToBudgetTimePeriodOutputWithContext lifts the args into an output.
func (i BudgetTimePeriodArgs) ToBudgetTimePeriodOutputWithContext(ctx context.Context) BudgetTimePeriodOutput {
	return pulumi.ToOutputWithContext(ctx, i).(BudgetTimePeriodOutput)
}

// BudgetTimePeriodOutput is an output of a BudgetTimePeriod.
type BudgetTimePeriodOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (BudgetTimePeriodOutput) ElementType() reflect.Type { return reflect.TypeFor[BudgetTimePeriod]() }

// ToBudgetTimePeriodOutput returns the output itself.
func (o BudgetTimePeriodOutput) ToBudgetTimePeriodOutput() BudgetTimePeriodOutput { return o }

// ToBudgetTimePeriodOutputWithContext returns the output itself.
func (o BudgetTimePeriodOutput) ToBudgetTimePeriodOutputWithContext(context.Context) BudgetTimePeriodOutput {
	return o
}

// Notification is the plain form of NotificationArgs.
type Notification struct {
	ContactEmails []string `pulumi:"contactEmails"`
	ContactGroups []string `pulumi:"contactGroups"`
	Enabled       bool     `pulumi:"enabled"`
	Operator      string   `pulumi:"operator"`
	Threshold     float64  `pulumi:"threshold"`
	ThresholdType *string  `pulumi:"thresholdType"`
}

// NotificationInput is a NotificationArgs or an output of its plain form.
type NotificationInput interface {
	pulumi.Input

	ToNotificationOutput() NotificationOutput
	ToNotificationOutputWithContext(context.Context) NotificationOutput
}

// NotificationArgs says at which part of the amount whom is told what.
type NotificationArgs struct {
	// ContactEmails are addresses to write to, at most 50. Required, and may be empty where ContactGroups is not.
	ContactEmails pulumi.StringArrayInput `pulumi:"contactEmails"`
	// ContactGroups are the ARM IDs of action groups, at most 50; only for subscriptions and resource groups.
	ContactGroups pulumi.StringArrayInput `pulumi:"contactGroups"`
	// Enabled turns the notification on. Required.
	Enabled pulumi.BoolInput `pulumi:"enabled"`
	// Operator compares cost and threshold: EqualTo, GreaterThan or GreaterThanOrEqualTo. Required.
	Operator pulumi.StringInput `pulumi:"operator"`
	// Threshold is the part of the amount, in percent, 0 to 1000. Required.
	Threshold pulumi.Float64Input `pulumi:"threshold"`
	// ThresholdType is Actual for what was spent, Forecasted for what will have been at the end of the month.
	ThresholdType pulumi.StringPtrInput `pulumi:"thresholdType"`
}

// ElementType is the plain form.
func (NotificationArgs) ElementType() reflect.Type { return reflect.TypeFor[Notification]() }

// ToNotificationOutput lifts the args into an output.
func (i NotificationArgs) ToNotificationOutput() NotificationOutput {
	return i.ToNotificationOutputWithContext(context.Background())
}

// ToNotificationOutputWithContext lifts the args into an output.
func (i NotificationArgs) ToNotificationOutputWithContext(ctx context.Context) NotificationOutput {
	return pulumi.ToOutputWithContext(ctx, i).(NotificationOutput)
}

// NotificationMapInput is a NotificationMap or an output of its plain form.
type NotificationMapInput interface {
	pulumi.Input

	ToNotificationMapOutput() NotificationMapOutput
	ToNotificationMapOutputWithContext(context.Context) NotificationMapOutput
}

// NotificationMap is a map by name of NotificationArgs.
type NotificationMap map[string]NotificationInput

// ElementType is the plain form.
func (NotificationMap) ElementType() reflect.Type { return reflect.TypeFor[map[string]Notification]() }

// ToNotificationMapOutput lifts the map into an output.
func (i NotificationMap) ToNotificationMapOutput() NotificationMapOutput {
	return i.ToNotificationMapOutputWithContext(context.Background())
}

// ToNotificationMapOutputWithContext lifts the map into an output.
func (i NotificationMap) ToNotificationMapOutputWithContext(ctx context.Context) NotificationMapOutput {
	return pulumi.ToOutputWithContext(ctx, i).(NotificationMapOutput)
}

// NotificationOutput is an output of a Notification.
type NotificationOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (NotificationOutput) ElementType() reflect.Type { return reflect.TypeFor[Notification]() }

// ToNotificationOutput returns the output itself.
func (o NotificationOutput) ToNotificationOutput() NotificationOutput { return o }

// ToNotificationOutputWithContext returns the output itself.
func (o NotificationOutput) ToNotificationOutputWithContext(context.Context) NotificationOutput {
	return o
}

// NotificationMapOutput is an output of a map of Notification.
type NotificationMapOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (NotificationMapOutput) ElementType() reflect.Type {
	return reflect.TypeFor[map[string]Notification]()
}

// ToNotificationMapOutput returns the output itself.
func (o NotificationMapOutput) ToNotificationMapOutput() NotificationMapOutput { return o }

// ToNotificationMapOutputWithContext returns the output itself.
func (o NotificationMapOutput) ToNotificationMapOutputWithContext(context.Context) NotificationMapOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[BudgetTimePeriodInput](), BudgetTimePeriodArgs{})
	pulumi.RegisterOutputType(BudgetTimePeriodOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[NotificationInput](), NotificationArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[NotificationMapInput](), NotificationMap{})
	pulumi.RegisterOutputType(NotificationOutput{})
	pulumi.RegisterOutputType(NotificationMapOutput{})
}
