package kubernetesconfiguration

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Scope is the plain form of ScopeArgs.
type Scope struct {
	Cluster *ScopeCluster `pulumi:"cluster"`
}

// ScopeInput is a ScopeArgs or an output of its plain form.
type ScopeInput interface {
	pulumi.Input

	ToScopeOutput() ScopeOutput
	ToScopeOutputWithContext(context.Context) ScopeOutput
}

// ScopeArgs says where in the cluster an extension is installed. The other choice of the service, one namespace, is
// left out: the Flux extension cannot be installed that way.
//
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2#flux-cluster-extension
type ScopeArgs struct {
	// Cluster installs the extension for the whole cluster.
	Cluster ScopeClusterPtrInput `pulumi:"cluster"`
}

// ElementType is the plain form.
func (ScopeArgs) ElementType() reflect.Type { return reflect.TypeFor[Scope]() }

// ToScopeOutput lifts the args into an output.
func (i ScopeArgs) ToScopeOutput() ScopeOutput {
	return i.ToScopeOutputWithContext(context.Background())
}

// ToScopeOutputWithContext lifts the args into an output.
func (i ScopeArgs) ToScopeOutputWithContext(ctx context.Context) ScopeOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ScopeOutput)
}

// ToScopePtrOutput lifts the args into an output of a pointer.
func (i ScopeArgs) ToScopePtrOutput() ScopePtrOutput {
	return i.ToScopePtrOutputWithContext(context.Background())
}

// ToScopePtrOutputWithContext lifts the args into an output of a pointer.
func (i ScopeArgs) ToScopePtrOutputWithContext(ctx context.Context) ScopePtrOutput {
	return i.ToScopeOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v Scope) *Scope { return &v }).(ScopePtrOutput)
}

// ScopePtrInput is a ScopeArgs or an output of a pointer to its plain form.
type ScopePtrInput interface {
	pulumi.Input

	ToScopePtrOutput() ScopePtrOutput
	ToScopePtrOutputWithContext(context.Context) ScopePtrOutput
}

// ScopeOutput is an output of Scope.
type ScopeOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ScopeOutput) ElementType() reflect.Type {
	return reflect.TypeFor[Scope]()
}

// ToScopeOutput returns the output itself.
func (o ScopeOutput) ToScopeOutput() ScopeOutput { return o }

// ToScopeOutputWithContext returns the output itself.
func (o ScopeOutput) ToScopeOutputWithContext(context.Context) ScopeOutput { return o }

// ScopePtrOutput is an output of a pointer to Scope.
type ScopePtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ScopePtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*Scope]()
}

// ToScopePtrOutput returns the output itself.
func (o ScopePtrOutput) ToScopePtrOutput() ScopePtrOutput { return o }

// ToScopePtrOutputWithContext returns the output itself.
func (o ScopePtrOutput) ToScopePtrOutputWithContext(context.Context) ScopePtrOutput { return o }

// ScopeCluster is the plain form of ScopeClusterArgs.
type ScopeCluster struct {
	ReleaseNamespace *string `pulumi:"releaseNamespace"`
}

// ScopeClusterInput is a ScopeClusterArgs or an output of its plain form.
type ScopeClusterInput interface {
	pulumi.Input

	ToScopeClusterOutput() ScopeClusterOutput
	ToScopeClusterOutputWithContext(context.Context) ScopeClusterOutput
}

// ScopeClusterArgs is the scope of an extension for the whole cluster.
type ScopeClusterArgs struct {
	// ReleaseNamespace is where the extension's release is installed; the service creates it.
	ReleaseNamespace pulumi.StringPtrInput `pulumi:"releaseNamespace"`
}

// ElementType is the plain form.
func (ScopeClusterArgs) ElementType() reflect.Type { return reflect.TypeFor[ScopeCluster]() }

// ToScopeClusterOutput lifts the args into an output.
func (i ScopeClusterArgs) ToScopeClusterOutput() ScopeClusterOutput {
	return i.ToScopeClusterOutputWithContext(context.Background())
}

// ToScopeClusterOutputWithContext lifts the args into an output.
func (i ScopeClusterArgs) ToScopeClusterOutputWithContext(ctx context.Context) ScopeClusterOutput {
	return pulumi.ToOutputWithContext(ctx, i).(ScopeClusterOutput)
}

// ToScopeClusterPtrOutput lifts the args into an output of a pointer.
func (i ScopeClusterArgs) ToScopeClusterPtrOutput() ScopeClusterPtrOutput {
	return i.ToScopeClusterPtrOutputWithContext(context.Background())
}

// ToScopeClusterPtrOutputWithContext lifts the args into an output of a pointer.
func (i ScopeClusterArgs) ToScopeClusterPtrOutputWithContext(ctx context.Context) ScopeClusterPtrOutput {
	return i.ToScopeClusterOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v ScopeCluster) *ScopeCluster { return &v }).(ScopeClusterPtrOutput)
}

// ScopeClusterPtrInput is a ScopeClusterArgs or an output of a pointer to its plain form.
type ScopeClusterPtrInput interface {
	pulumi.Input

	ToScopeClusterPtrOutput() ScopeClusterPtrOutput
	ToScopeClusterPtrOutputWithContext(context.Context) ScopeClusterPtrOutput
}

// ScopeClusterOutput is an output of ScopeCluster.
type ScopeClusterOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ScopeClusterOutput) ElementType() reflect.Type {
	return reflect.TypeFor[ScopeCluster]()
}

// ToScopeClusterOutput returns the output itself.
func (o ScopeClusterOutput) ToScopeClusterOutput() ScopeClusterOutput { return o }

// ToScopeClusterOutputWithContext returns the output itself.
func (o ScopeClusterOutput) ToScopeClusterOutputWithContext(context.Context) ScopeClusterOutput {
	return o
}

// ScopeClusterPtrOutput is an output of a pointer to ScopeCluster.
type ScopeClusterPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ScopeClusterPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*ScopeCluster]()
}

// ToScopeClusterPtrOutput returns the output itself.
func (o ScopeClusterPtrOutput) ToScopeClusterPtrOutput() ScopeClusterPtrOutput { return o }

// ToScopeClusterPtrOutputWithContext returns the output itself.
func (o ScopeClusterPtrOutput) ToScopeClusterPtrOutputWithContext(context.Context) ScopeClusterPtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[ScopeInput](), ScopeArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ScopePtrInput](), ScopeArgs{})
	pulumi.RegisterOutputType(ScopeOutput{})
	pulumi.RegisterOutputType(ScopePtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[ScopeClusterInput](), ScopeClusterArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[ScopeClusterPtrInput](), ScopeClusterArgs{})
	pulumi.RegisterOutputType(ScopeClusterOutput{})
	pulumi.RegisterOutputType(ScopeClusterPtrOutput{})
}
