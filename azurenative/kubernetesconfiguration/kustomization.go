package kubernetesconfiguration

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// KustomizationDefinition is the plain form of KustomizationDefinitionArgs.
type KustomizationDefinition struct {
	DependsOn              []string             `pulumi:"dependsOn"`
	Force                  *bool                `pulumi:"force"`
	Path                   *string              `pulumi:"path"`
	PostBuild              *PostBuildDefinition `pulumi:"postBuild"`
	Prune                  *bool                `pulumi:"prune"`
	RetryIntervalInSeconds *float64             `pulumi:"retryIntervalInSeconds"`
	SyncIntervalInSeconds  *float64             `pulumi:"syncIntervalInSeconds"`
	TimeoutInSeconds       *float64             `pulumi:"timeoutInSeconds"`
	Wait                   *bool                `pulumi:"wait"`
}

// KustomizationDefinitionInput is a KustomizationDefinitionArgs or an output of its plain form.
type KustomizationDefinitionInput interface {
	pulumi.Input

	ToKustomizationDefinitionOutput() KustomizationDefinitionOutput
	ToKustomizationDefinitionOutputWithContext(context.Context) KustomizationDefinitionOutput
}

// KustomizationDefinitionArgs is one path of the source that Flux builds and applies.
type KustomizationDefinitionArgs struct {
	// DependsOn names kustomizations of the same configuration that must be reconciled first.
	DependsOn pulumi.StringArrayInput `pulumi:"dependsOn"`
	// Force replaces an object when a change of it is refused because a field is immutable.
	Force pulumi.BoolPtrInput `pulumi:"force"`
	// Path in the repository, for example ./clusters/prod.
	Path pulumi.StringPtrInput `pulumi:"path"`
	// PostBuild replaces variables in the built manifests.
	PostBuild PostBuildDefinitionPtrInput `pulumi:"postBuild"`
	// Prune deletes what has left the repository.
	Prune pulumi.BoolPtrInput `pulumi:"prune"`
	// RetryIntervalInSeconds is the time until the next try after a failure.
	RetryIntervalInSeconds pulumi.Float64PtrInput `pulumi:"retryIntervalInSeconds"`
	// SyncIntervalInSeconds is the time between two reconciliations. The service's default is 600.
	SyncIntervalInSeconds pulumi.Float64PtrInput `pulumi:"syncIntervalInSeconds"`
	// TimeoutInSeconds is how long one reconciliation may take. The service's default is 600.
	TimeoutInSeconds pulumi.Float64PtrInput `pulumi:"timeoutInSeconds"`
	// Wait makes the kustomization ready only when every object it applied is healthy.
	Wait pulumi.BoolPtrInput `pulumi:"wait"`
}

// ElementType is the plain form.
func (KustomizationDefinitionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[KustomizationDefinition]()
}

// ToKustomizationDefinitionOutput lifts the args into an output.
func (i KustomizationDefinitionArgs) ToKustomizationDefinitionOutput() KustomizationDefinitionOutput {
	return i.ToKustomizationDefinitionOutputWithContext(context.Background())
}

// ToKustomizationDefinitionOutputWithContext lifts the args into an output.
func (i KustomizationDefinitionArgs) ToKustomizationDefinitionOutputWithContext(ctx context.Context) KustomizationDefinitionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(KustomizationDefinitionOutput)
}

// KustomizationDefinitionMapInput is a KustomizationDefinitionMap or an output of its plain form.
type KustomizationDefinitionMapInput interface {
	pulumi.Input

	ToKustomizationDefinitionMapOutput() KustomizationDefinitionMapOutput
	ToKustomizationDefinitionMapOutputWithContext(context.Context) KustomizationDefinitionMapOutput
}

// KustomizationDefinitionMap holds definitions by name.
type KustomizationDefinitionMap map[string]KustomizationDefinitionInput

// ElementType is the plain form.
func (KustomizationDefinitionMap) ElementType() reflect.Type {
	return reflect.TypeFor[map[string]KustomizationDefinition]()
}

// ToKustomizationDefinitionMapOutput lifts the map into an output.
func (i KustomizationDefinitionMap) ToKustomizationDefinitionMapOutput() KustomizationDefinitionMapOutput {
	return i.ToKustomizationDefinitionMapOutputWithContext(context.Background())
}

// ToKustomizationDefinitionMapOutputWithContext lifts the map into an output.
func (i KustomizationDefinitionMap) ToKustomizationDefinitionMapOutputWithContext(ctx context.Context) KustomizationDefinitionMapOutput {
	return pulumi.ToOutputWithContext(ctx, i).(KustomizationDefinitionMapOutput)
}

// KustomizationDefinitionOutput is an output of KustomizationDefinition.
type KustomizationDefinitionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (KustomizationDefinitionOutput) ElementType() reflect.Type {
	return reflect.TypeFor[KustomizationDefinition]()
}

// ToKustomizationDefinitionOutput returns the output itself.
func (o KustomizationDefinitionOutput) ToKustomizationDefinitionOutput() KustomizationDefinitionOutput {
	return o
}

// ToKustomizationDefinitionOutputWithContext returns the output itself.
func (o KustomizationDefinitionOutput) ToKustomizationDefinitionOutputWithContext(context.Context) KustomizationDefinitionOutput {
	return o
}

// KustomizationDefinitionMapOutput is an output of a map of KustomizationDefinition.
type KustomizationDefinitionMapOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (KustomizationDefinitionMapOutput) ElementType() reflect.Type {
	return reflect.TypeFor[map[string]KustomizationDefinition]()
}

// ToKustomizationDefinitionMapOutput returns the output itself.
func (o KustomizationDefinitionMapOutput) ToKustomizationDefinitionMapOutput() KustomizationDefinitionMapOutput {
	return o
}

// ToKustomizationDefinitionMapOutputWithContext returns the output itself.
func (o KustomizationDefinitionMapOutput) ToKustomizationDefinitionMapOutputWithContext(context.Context) KustomizationDefinitionMapOutput {
	return o
}

// PostBuildDefinition is the plain form of PostBuildDefinitionArgs.
type PostBuildDefinition struct {
	Substitute map[string]string `pulumi:"substitute"`
}

// PostBuildDefinitionInput is a PostBuildDefinitionArgs or an output of its plain form.
type PostBuildDefinitionInput interface {
	pulumi.Input

	ToPostBuildDefinitionOutput() PostBuildDefinitionOutput
	ToPostBuildDefinitionOutputWithContext(context.Context) PostBuildDefinitionOutput
}

// PostBuildDefinitionArgs replaces variables in built manifests.
//
// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
type PostBuildDefinitionArgs struct {
	// Substitute holds the value of each variable ${name} in the manifests.
	Substitute pulumi.StringMapInput `pulumi:"substitute"`
}

// ElementType is the plain form.
func (PostBuildDefinitionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[PostBuildDefinition]()
}

// ToPostBuildDefinitionOutput lifts the args into an output.
func (i PostBuildDefinitionArgs) ToPostBuildDefinitionOutput() PostBuildDefinitionOutput {
	return i.ToPostBuildDefinitionOutputWithContext(context.Background())
}

// ToPostBuildDefinitionOutputWithContext lifts the args into an output.
func (i PostBuildDefinitionArgs) ToPostBuildDefinitionOutputWithContext(ctx context.Context) PostBuildDefinitionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(PostBuildDefinitionOutput)
}

// ToPostBuildDefinitionPtrOutput lifts the args into an output of a pointer.
func (i PostBuildDefinitionArgs) ToPostBuildDefinitionPtrOutput() PostBuildDefinitionPtrOutput {
	return i.ToPostBuildDefinitionPtrOutputWithContext(context.Background())
}

// ToPostBuildDefinitionPtrOutputWithContext lifts the args into an output of a pointer.
func (i PostBuildDefinitionArgs) ToPostBuildDefinitionPtrOutputWithContext(ctx context.Context) PostBuildDefinitionPtrOutput {
	return i.ToPostBuildDefinitionOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v PostBuildDefinition) *PostBuildDefinition { return &v }).(PostBuildDefinitionPtrOutput)
}

// PostBuildDefinitionPtrInput is a PostBuildDefinitionArgs or an output of a pointer to its plain form.
type PostBuildDefinitionPtrInput interface {
	pulumi.Input

	ToPostBuildDefinitionPtrOutput() PostBuildDefinitionPtrOutput
	ToPostBuildDefinitionPtrOutputWithContext(context.Context) PostBuildDefinitionPtrOutput
}

// PostBuildDefinitionOutput is an output of PostBuildDefinition.
type PostBuildDefinitionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (PostBuildDefinitionOutput) ElementType() reflect.Type {
	return reflect.TypeFor[PostBuildDefinition]()
}

// ToPostBuildDefinitionOutput returns the output itself.
func (o PostBuildDefinitionOutput) ToPostBuildDefinitionOutput() PostBuildDefinitionOutput { return o }

// ToPostBuildDefinitionOutputWithContext returns the output itself.
func (o PostBuildDefinitionOutput) ToPostBuildDefinitionOutputWithContext(context.Context) PostBuildDefinitionOutput {
	return o
}

// PostBuildDefinitionPtrOutput is an output of a pointer to PostBuildDefinition.
type PostBuildDefinitionPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (PostBuildDefinitionPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*PostBuildDefinition]()
}

// ToPostBuildDefinitionPtrOutput returns the output itself.
func (o PostBuildDefinitionPtrOutput) ToPostBuildDefinitionPtrOutput() PostBuildDefinitionPtrOutput {
	return o
}

// ToPostBuildDefinitionPtrOutputWithContext returns the output itself.
func (o PostBuildDefinitionPtrOutput) ToPostBuildDefinitionPtrOutputWithContext(context.Context) PostBuildDefinitionPtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[KustomizationDefinitionInput](), KustomizationDefinitionArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[KustomizationDefinitionMapInput](), KustomizationDefinitionMap{})
	pulumi.RegisterOutputType(KustomizationDefinitionOutput{})
	pulumi.RegisterOutputType(KustomizationDefinitionMapOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[PostBuildDefinitionInput](), PostBuildDefinitionArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[PostBuildDefinitionPtrInput](), PostBuildDefinitionArgs{})
	pulumi.RegisterOutputType(PostBuildDefinitionOutput{})
	pulumi.RegisterOutputType(PostBuildDefinitionPtrOutput{})
}
