package logic

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ManagedServiceIdentity is the plain form of ManagedServiceIdentityArgs.
type ManagedServiceIdentity struct {
	Type string `pulumi:"type"`
}

// ManagedServiceIdentityInput is a ManagedServiceIdentityArgs or an output of its plain form.
type ManagedServiceIdentityInput interface {
	pulumi.Input

	ToManagedServiceIdentityOutput() ManagedServiceIdentityOutput
	ToManagedServiceIdentityOutputWithContext(context.Context) ManagedServiceIdentityOutput
}

// ManagedServiceIdentityArgs is with whose rights a workflow acts.
type ManagedServiceIdentityArgs struct {
	// Type is SystemAssigned, UserAssigned or None. Required.
	Type pulumi.StringInput `pulumi:"type"`
}

// ElementType is the plain form.
func (ManagedServiceIdentityArgs) ElementType() reflect.Type {
	return reflect.TypeFor[ManagedServiceIdentity]()
}

// ToManagedServiceIdentityOutput lifts the args into an output.
func (i ManagedServiceIdentityArgs) ToManagedServiceIdentityOutput() ManagedServiceIdentityOutput {
	return i.ToManagedServiceIdentityOutputWithContext(context.Background())
}

// ToManagedServiceIdentityOutputWithContext lifts the args into an output.
func (i ManagedServiceIdentityArgs) ToManagedServiceIdentityOutputWithContext(ctx context.Context) ManagedServiceIdentityOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ManagedServiceIdentityOutput)
}

// ManagedServiceIdentityPtrInput is a ManagedServiceIdentityArgs, an output of its plain form, or nil.
type ManagedServiceIdentityPtrInput interface {
	pulumi.Input

	ToManagedServiceIdentityPtrOutput() ManagedServiceIdentityPtrOutput
	ToManagedServiceIdentityPtrOutputWithContext(context.Context) ManagedServiceIdentityPtrOutput
}

// ToManagedServiceIdentityPtrOutput lifts the args into an output of a pointer.
func (i ManagedServiceIdentityArgs) ToManagedServiceIdentityPtrOutput() ManagedServiceIdentityPtrOutput {
	return i.ToManagedServiceIdentityPtrOutputWithContext(context.Background())
}

// ToManagedServiceIdentityPtrOutputWithContext lifts the args into an output of a pointer.
func (i ManagedServiceIdentityArgs) ToManagedServiceIdentityPtrOutputWithContext(ctx context.Context) ManagedServiceIdentityPtrOutput {
	return i.ToManagedServiceIdentityOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v ManagedServiceIdentity) *ManagedServiceIdentity { return &v }).(ManagedServiceIdentityPtrOutput)
}

// ManagedServiceIdentityOutput is an output of a ManagedServiceIdentity.
type ManagedServiceIdentityOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ManagedServiceIdentityOutput) ElementType() reflect.Type {
	return reflect.TypeFor[ManagedServiceIdentity]()
}

// ToManagedServiceIdentityOutput returns the output itself.
func (o ManagedServiceIdentityOutput) ToManagedServiceIdentityOutput() ManagedServiceIdentityOutput {
	return o
}

// ToManagedServiceIdentityOutputWithContext returns the output itself.
func (o ManagedServiceIdentityOutput) ToManagedServiceIdentityOutputWithContext(context.Context) ManagedServiceIdentityOutput {
	return o
}

// ManagedServiceIdentityPtrOutput is an output of a ManagedServiceIdentity that may be nil.
type ManagedServiceIdentityPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ManagedServiceIdentityPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*ManagedServiceIdentity]()
}

// ToManagedServiceIdentityPtrOutput returns the output itself.
func (o ManagedServiceIdentityPtrOutput) ToManagedServiceIdentityPtrOutput() ManagedServiceIdentityPtrOutput {
	return o
}

// ToManagedServiceIdentityPtrOutputWithContext returns the output itself.
func (o ManagedServiceIdentityPtrOutput) ToManagedServiceIdentityPtrOutputWithContext(context.Context) ManagedServiceIdentityPtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[ManagedServiceIdentityInput](), ManagedServiceIdentityArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ManagedServiceIdentityPtrInput](), ManagedServiceIdentityArgs{})
	pulumi.RegisterOutputType(ManagedServiceIdentityOutput{})
	pulumi.RegisterOutputType(ManagedServiceIdentityPtrOutput{})
}
