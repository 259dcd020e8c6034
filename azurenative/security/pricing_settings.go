package security

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Extension is the plain form of ExtensionArgs.
type Extension struct {
	IsEnabled string `pulumi:"isEnabled"`
	Name      string `pulumi:"name"`
}

// ExtensionInput is a ExtensionArgs or an output of its plain form.
type ExtensionInput interface {
	pulumi.Input

	ToExtensionOutput() ExtensionOutput
	ToExtensionOutputWithContext(context.Context) ExtensionOutput
}

// ExtensionArgs switches one part of a plan.
type ExtensionArgs struct {
	// IsEnabled is True or False, as text. Required.
	IsEnabled pulumi.StringInput `pulumi:"isEnabled"`
	// Name is the part. Required.
	//
	// Source: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update#extension
	Name pulumi.StringInput `pulumi:"name"`
}

// ElementType is the plain form.
func (ExtensionArgs) ElementType() reflect.Type { return reflect.TypeFor[Extension]() }

// ToExtensionOutput lifts the args into an output.
func (i ExtensionArgs) ToExtensionOutput() ExtensionOutput {
	return i.ToExtensionOutputWithContext(context.Background())
}

// ToExtensionOutputWithContext lifts the args into an output.
func (i ExtensionArgs) ToExtensionOutputWithContext(ctx context.Context) ExtensionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExtensionOutput)
}

// ExtensionArrayInput is a ExtensionArray or an output of its plain form.
type ExtensionArrayInput interface {
	pulumi.Input

	ToExtensionArrayOutput() ExtensionArrayOutput
	ToExtensionArrayOutputWithContext(context.Context) ExtensionArrayOutput
}

// ExtensionArray is a list of ExtensionArgs.
type ExtensionArray []ExtensionInput

// ElementType is the plain form.
func (ExtensionArray) ElementType() reflect.Type { return reflect.TypeFor[[]Extension]() }

// ToExtensionArrayOutput lifts the list into an output.
func (i ExtensionArray) ToExtensionArrayOutput() ExtensionArrayOutput {
	return i.ToExtensionArrayOutputWithContext(context.Background())
}

// ToExtensionArrayOutputWithContext lifts the list into an output.
func (i ExtensionArray) ToExtensionArrayOutputWithContext(ctx context.Context) ExtensionArrayOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ExtensionArrayOutput)
}

// ExtensionOutput is an output of a Extension.
type ExtensionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExtensionOutput) ElementType() reflect.Type { return reflect.TypeFor[Extension]() }

// ToExtensionOutput returns the output itself.
func (o ExtensionOutput) ToExtensionOutput() ExtensionOutput { return o }

// ToExtensionOutputWithContext returns the output itself.
func (o ExtensionOutput) ToExtensionOutputWithContext(context.Context) ExtensionOutput { return o }

// ExtensionArrayOutput is an output of a list of Extension.
type ExtensionArrayOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExtensionArrayOutput) ElementType() reflect.Type { return reflect.TypeFor[[]Extension]() }

// ToExtensionArrayOutput returns the output itself.
func (o ExtensionArrayOutput) ToExtensionArrayOutput() ExtensionArrayOutput { return o }

// ToExtensionArrayOutputWithContext returns the output itself.
func (o ExtensionArrayOutput) ToExtensionArrayOutputWithContext(context.Context) ExtensionArrayOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[ExtensionInput](), ExtensionArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ExtensionArrayInput](), ExtensionArray{})
	pulumi.RegisterOutputType(ExtensionOutput{})
	pulumi.RegisterOutputType(ExtensionArrayOutput{})
}
