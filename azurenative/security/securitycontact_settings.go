package security

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// SecurityContactPropertiesAlertNotifications is the plain form of SecurityContactPropertiesAlertNotificationsArgs.
type SecurityContactPropertiesAlertNotifications struct {
	MinimalSeverity *string `pulumi:"minimalSeverity"`
	State           *string `pulumi:"state"`
}

// SecurityContactPropertiesAlertNotificationsInput is a SecurityContactPropertiesAlertNotificationsArgs or an output of its plain form.
type SecurityContactPropertiesAlertNotificationsInput interface {
	pulumi.Input

	ToSecurityContactPropertiesAlertNotificationsOutput() SecurityContactPropertiesAlertNotificationsOutput
	ToSecurityContactPropertiesAlertNotificationsOutputWithContext(context.Context) SecurityContactPropertiesAlertNotificationsOutput
}

// SecurityContactPropertiesAlertNotificationsArgs says for which alerts mail is sent.
type SecurityContactPropertiesAlertNotificationsArgs struct {
	// MinimalSeverity is the lowest severity: High, Medium or Low.
	MinimalSeverity pulumi.StringPtrInput `pulumi:"minimalSeverity"`
	// State is On or Off.
	State pulumi.StringPtrInput `pulumi:"state"`
}

// ElementType is the plain form.
func (SecurityContactPropertiesAlertNotificationsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[SecurityContactPropertiesAlertNotifications]()
}

// ToSecurityContactPropertiesAlertNotificationsOutput lifts the args into an output.
func (i SecurityContactPropertiesAlertNotificationsArgs) ToSecurityContactPropertiesAlertNotificationsOutput() SecurityContactPropertiesAlertNotificationsOutput {
	return i.ToSecurityContactPropertiesAlertNotificationsOutputWithContext(context.Background())
}

// ToSecurityContactPropertiesAlertNotificationsOutputWithContext lifts the args into an output.
func (i SecurityContactPropertiesAlertNotificationsArgs) ToSecurityContactPropertiesAlertNotificationsOutputWithContext(ctx context.Context) SecurityContactPropertiesAlertNotificationsOutput {
	return pulumi.ToOutputWithContext(ctx, i).(SecurityContactPropertiesAlertNotificationsOutput)
}

// SecurityContactPropertiesAlertNotificationsPtrInput is a SecurityContactPropertiesAlertNotificationsArgs, an output of its plain form, or nil.
type SecurityContactPropertiesAlertNotificationsPtrInput interface {
	pulumi.Input

	ToSecurityContactPropertiesAlertNotificationsPtrOutput() SecurityContactPropertiesAlertNotificationsPtrOutput
	ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext(context.Context) SecurityContactPropertiesAlertNotificationsPtrOutput
}

// ToSecurityContactPropertiesAlertNotificationsPtrOutput lifts the args into an output of a pointer.
func (i SecurityContactPropertiesAlertNotificationsArgs) ToSecurityContactPropertiesAlertNotificationsPtrOutput() SecurityContactPropertiesAlertNotificationsPtrOutput {
	return i.ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext(context.Background())
}

// ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext lifts the args into an output of a pointer.
func (i SecurityContactPropertiesAlertNotificationsArgs) ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext(ctx context.Context) SecurityContactPropertiesAlertNotificationsPtrOutput {
	return i.ToSecurityContactPropertiesAlertNotificationsOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v SecurityContactPropertiesAlertNotifications) *SecurityContactPropertiesAlertNotifications {
			return &v
		}).(SecurityContactPropertiesAlertNotificationsPtrOutput)
}

// SecurityContactPropertiesAlertNotificationsOutput is an output of a SecurityContactPropertiesAlertNotifications.
type SecurityContactPropertiesAlertNotificationsOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SecurityContactPropertiesAlertNotificationsOutput) ElementType() reflect.Type {
	return reflect.TypeFor[SecurityContactPropertiesAlertNotifications]()
}

// ToSecurityContactPropertiesAlertNotificationsOutput returns the output itself.
func (o SecurityContactPropertiesAlertNotificationsOutput) ToSecurityContactPropertiesAlertNotificationsOutput() SecurityContactPropertiesAlertNotificationsOutput {
	return o
}

// ToSecurityContactPropertiesAlertNotificationsOutputWithContext returns the output itself.
func (o SecurityContactPropertiesAlertNotificationsOutput) ToSecurityContactPropertiesAlertNotificationsOutputWithContext(context.Context) SecurityContactPropertiesAlertNotificationsOutput {
	return o
}

// SecurityContactPropertiesAlertNotificationsPtrOutput is an output of a SecurityContactPropertiesAlertNotifications that may be nil.
type SecurityContactPropertiesAlertNotificationsPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SecurityContactPropertiesAlertNotificationsPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*SecurityContactPropertiesAlertNotifications]()
}

// ToSecurityContactPropertiesAlertNotificationsPtrOutput returns the output itself.
func (o SecurityContactPropertiesAlertNotificationsPtrOutput) ToSecurityContactPropertiesAlertNotificationsPtrOutput() SecurityContactPropertiesAlertNotificationsPtrOutput {
	return o
}

// ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext returns the output itself.
func (o SecurityContactPropertiesAlertNotificationsPtrOutput) ToSecurityContactPropertiesAlertNotificationsPtrOutputWithContext(context.Context) SecurityContactPropertiesAlertNotificationsPtrOutput {
	return o
}

// SecurityContactPropertiesNotificationsByRole is the plain form of SecurityContactPropertiesNotificationsByRoleArgs.
type SecurityContactPropertiesNotificationsByRole struct {
	Roles []string `pulumi:"roles"`
	State *string  `pulumi:"state"`
}

// SecurityContactPropertiesNotificationsByRoleInput is a SecurityContactPropertiesNotificationsByRoleArgs or an output of its plain form.
type SecurityContactPropertiesNotificationsByRoleInput interface {
	pulumi.Input

	ToSecurityContactPropertiesNotificationsByRoleOutput() SecurityContactPropertiesNotificationsByRoleOutput
	ToSecurityContactPropertiesNotificationsByRoleOutputWithContext(context.Context) SecurityContactPropertiesNotificationsByRoleOutput
}

// SecurityContactPropertiesNotificationsByRoleArgs says which roles get the mails.
type SecurityContactPropertiesNotificationsByRoleArgs struct {
	// Roles are AccountAdmin, ServiceAdmin, Owner or Contributor.
	Roles pulumi.StringArrayInput `pulumi:"roles"`
	// State is On or Off.
	State pulumi.StringPtrInput `pulumi:"state"`
}

// ElementType is the plain form.
func (SecurityContactPropertiesNotificationsByRoleArgs) ElementType() reflect.Type {
	return reflect.TypeFor[SecurityContactPropertiesNotificationsByRole]()
}

// ToSecurityContactPropertiesNotificationsByRoleOutput lifts the args into an output.
func (i SecurityContactPropertiesNotificationsByRoleArgs) ToSecurityContactPropertiesNotificationsByRoleOutput() SecurityContactPropertiesNotificationsByRoleOutput {
	return i.ToSecurityContactPropertiesNotificationsByRoleOutputWithContext(context.Background())
}

// ToSecurityContactPropertiesNotificationsByRoleOutputWithContext lifts the args into an output.
func (i SecurityContactPropertiesNotificationsByRoleArgs) ToSecurityContactPropertiesNotificationsByRoleOutputWithContext(ctx context.Context) SecurityContactPropertiesNotificationsByRoleOutput {
	return pulumi.ToOutputWithContext(ctx, i).(SecurityContactPropertiesNotificationsByRoleOutput)
}

// SecurityContactPropertiesNotificationsByRolePtrInput is a SecurityContactPropertiesNotificationsByRoleArgs, an output of its plain form, or nil.
type SecurityContactPropertiesNotificationsByRolePtrInput interface {
	pulumi.Input

	ToSecurityContactPropertiesNotificationsByRolePtrOutput() SecurityContactPropertiesNotificationsByRolePtrOutput
	ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext(context.Context) SecurityContactPropertiesNotificationsByRolePtrOutput
}

// ToSecurityContactPropertiesNotificationsByRolePtrOutput lifts the args into an output of a pointer.
func (i SecurityContactPropertiesNotificationsByRoleArgs) ToSecurityContactPropertiesNotificationsByRolePtrOutput() SecurityContactPropertiesNotificationsByRolePtrOutput {
	return i.ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext(context.Background())
}

// ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext lifts the args into an output of a pointer.
func (i SecurityContactPropertiesNotificationsByRoleArgs) ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext(ctx context.Context) SecurityContactPropertiesNotificationsByRolePtrOutput {
	return i.ToSecurityContactPropertiesNotificationsByRoleOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v SecurityContactPropertiesNotificationsByRole) *SecurityContactPropertiesNotificationsByRole {
			return &v
		}).(SecurityContactPropertiesNotificationsByRolePtrOutput)
}

// SecurityContactPropertiesNotificationsByRoleOutput is an output of a SecurityContactPropertiesNotificationsByRole.
type SecurityContactPropertiesNotificationsByRoleOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SecurityContactPropertiesNotificationsByRoleOutput) ElementType() reflect.Type {
	return reflect.TypeFor[SecurityContactPropertiesNotificationsByRole]()
}

// ToSecurityContactPropertiesNotificationsByRoleOutput returns the output itself.
func (o SecurityContactPropertiesNotificationsByRoleOutput) ToSecurityContactPropertiesNotificationsByRoleOutput() SecurityContactPropertiesNotificationsByRoleOutput {
	return o
}

// ToSecurityContactPropertiesNotificationsByRoleOutputWithContext returns the output itself.
func (o SecurityContactPropertiesNotificationsByRoleOutput) ToSecurityContactPropertiesNotificationsByRoleOutputWithContext(context.Context) SecurityContactPropertiesNotificationsByRoleOutput {
	return o
}

// SecurityContactPropertiesNotificationsByRolePtrOutput is an output of a SecurityContactPropertiesNotificationsByRole that may be nil.
type SecurityContactPropertiesNotificationsByRolePtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (SecurityContactPropertiesNotificationsByRolePtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*SecurityContactPropertiesNotificationsByRole]()
}

// ToSecurityContactPropertiesNotificationsByRolePtrOutput returns the output itself.
func (o SecurityContactPropertiesNotificationsByRolePtrOutput) ToSecurityContactPropertiesNotificationsByRolePtrOutput() SecurityContactPropertiesNotificationsByRolePtrOutput {
	return o
}

// ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext returns the output itself.
func (o SecurityContactPropertiesNotificationsByRolePtrOutput) ToSecurityContactPropertiesNotificationsByRolePtrOutputWithContext(context.Context) SecurityContactPropertiesNotificationsByRolePtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[SecurityContactPropertiesAlertNotificationsInput](), SecurityContactPropertiesAlertNotificationsArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[SecurityContactPropertiesAlertNotificationsPtrInput](), SecurityContactPropertiesAlertNotificationsArgs{})
	pulumi.RegisterOutputType(SecurityContactPropertiesAlertNotificationsOutput{})
	pulumi.RegisterOutputType(SecurityContactPropertiesAlertNotificationsPtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[SecurityContactPropertiesNotificationsByRoleInput](), SecurityContactPropertiesNotificationsByRoleArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[SecurityContactPropertiesNotificationsByRolePtrInput](), SecurityContactPropertiesNotificationsByRoleArgs{})
	pulumi.RegisterOutputType(SecurityContactPropertiesNotificationsByRoleOutput{})
	pulumi.RegisterOutputType(SecurityContactPropertiesNotificationsByRolePtrOutput{})
}
