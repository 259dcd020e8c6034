package kubernetesconfiguration

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// GitRepositoryDefinition is the plain form of GitRepositoryDefinitionArgs.
type GitRepositoryDefinition struct {
	HttpsCACert           *string                  `pulumi:"httpsCACert"`
	HttpsUser             *string                  `pulumi:"httpsUser"`
	LocalAuthRef          *string                  `pulumi:"localAuthRef"`
	RepositoryRef         *RepositoryRefDefinition `pulumi:"repositoryRef"`
	SshKnownHosts         *string                  `pulumi:"sshKnownHosts"`
	SyncIntervalInSeconds *float64                 `pulumi:"syncIntervalInSeconds"`
	TimeoutInSeconds      *float64                 `pulumi:"timeoutInSeconds"`
	Url                   *string                  `pulumi:"url"`
}

// GitRepositoryDefinitionInput is a GitRepositoryDefinitionArgs or an output of its plain form.
type GitRepositoryDefinitionInput interface {
	pulumi.Input

	ToGitRepositoryDefinitionOutput() GitRepositoryDefinitionOutput
	ToGitRepositoryDefinitionOutputWithContext(context.Context) GitRepositoryDefinitionOutput
}

// GitRepositoryDefinitionArgs is a Git repository as the source of a Flux configuration.
type GitRepositoryDefinitionArgs struct {
	// HttpsCACert is the certificate of the authority that signed the server's certificate, in base64.
	HttpsCACert pulumi.StringPtrInput `pulumi:"httpsCACert"`
	// HttpsUser is the user name for HTTPS; its password is the protected setting httpsKey.
	HttpsUser pulumi.StringPtrInput `pulumi:"httpsUser"`
	// LocalAuthRef is the name of a secret in the cluster that holds the credentials instead.
	LocalAuthRef pulumi.StringPtrInput `pulumi:"localAuthRef"`
	// RepositoryRef says what to check out.
	RepositoryRef RepositoryRefDefinitionPtrInput `pulumi:"repositoryRef"`
	// SshKnownHosts are the public keys of the server, as lines of a known_hosts file, in base64.
	SshKnownHosts pulumi.StringPtrInput `pulumi:"sshKnownHosts"`
	// SyncIntervalInSeconds is the time between two looks at the repository. The service's default is 600.
	SyncIntervalInSeconds pulumi.Float64PtrInput `pulumi:"syncIntervalInSeconds"`
	// TimeoutInSeconds is how long one look may take. The service's default is 600.
	TimeoutInSeconds pulumi.Float64PtrInput `pulumi:"timeoutInSeconds"`
	// Url of the repository, https:// or ssh://.
	Url pulumi.StringPtrInput `pulumi:"url"`
}

// ElementType is the plain form.
func (GitRepositoryDefinitionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[GitRepositoryDefinition]()
}

// ToGitRepositoryDefinitionOutput lifts the args into an output.
func (i GitRepositoryDefinitionArgs) ToGitRepositoryDefinitionOutput() GitRepositoryDefinitionOutput {
	return i.ToGitRepositoryDefinitionOutputWithContext(context.Background())
}

// ToGitRepositoryDefinitionOutputWithContext lifts the args into an output.
func (i GitRepositoryDefinitionArgs) ToGitRepositoryDefinitionOutputWithContext(ctx context.Context) GitRepositoryDefinitionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(GitRepositoryDefinitionOutput)
}

// ToGitRepositoryDefinitionPtrOutput lifts the args into an output of a pointer.
func (i GitRepositoryDefinitionArgs) ToGitRepositoryDefinitionPtrOutput() GitRepositoryDefinitionPtrOutput {
	return i.ToGitRepositoryDefinitionPtrOutputWithContext(context.Background())
}

// ToGitRepositoryDefinitionPtrOutputWithContext lifts the args into an output of a pointer.
func (i GitRepositoryDefinitionArgs) ToGitRepositoryDefinitionPtrOutputWithContext(ctx context.Context) GitRepositoryDefinitionPtrOutput {
	return i.ToGitRepositoryDefinitionOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v GitRepositoryDefinition) *GitRepositoryDefinition { return &v }).(GitRepositoryDefinitionPtrOutput)
}

// GitRepositoryDefinitionPtrInput is a GitRepositoryDefinitionArgs or an output of a pointer to its plain form.
type GitRepositoryDefinitionPtrInput interface {
	pulumi.Input

	ToGitRepositoryDefinitionPtrOutput() GitRepositoryDefinitionPtrOutput
	ToGitRepositoryDefinitionPtrOutputWithContext(context.Context) GitRepositoryDefinitionPtrOutput
}

// GitRepositoryDefinitionOutput is an output of GitRepositoryDefinition.
type GitRepositoryDefinitionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (GitRepositoryDefinitionOutput) ElementType() reflect.Type {
	return reflect.TypeFor[GitRepositoryDefinition]()
}

// ToGitRepositoryDefinitionOutput returns the output itself.
func (o GitRepositoryDefinitionOutput) ToGitRepositoryDefinitionOutput() GitRepositoryDefinitionOutput {
	return o
}

// ToGitRepositoryDefinitionOutputWithContext returns the output itself.
func (o GitRepositoryDefinitionOutput) ToGitRepositoryDefinitionOutputWithContext(context.Context) GitRepositoryDefinitionOutput {
	return o
}

// GitRepositoryDefinitionPtrOutput is an output of a pointer to GitRepositoryDefinition.
type GitRepositoryDefinitionPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (GitRepositoryDefinitionPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*GitRepositoryDefinition]()
}

// ToGitRepositoryDefinitionPtrOutput returns the output itself.
func (o GitRepositoryDefinitionPtrOutput) ToGitRepositoryDefinitionPtrOutput() GitRepositoryDefinitionPtrOutput {
	return o
}

// ToGitRepositoryDefinitionPtrOutputWithContext returns the output itself.
func (o GitRepositoryDefinitionPtrOutput) ToGitRepositoryDefinitionPtrOutputWithContext(context.Context) GitRepositoryDefinitionPtrOutput {
	return o
}

// RepositoryRefDefinition is the plain form of RepositoryRefDefinitionArgs.
type RepositoryRefDefinition struct {
	Branch *string `pulumi:"branch"`
	Commit *string `pulumi:"commit"`
	Semver *string `pulumi:"semver"`
	Tag    *string `pulumi:"tag"`
}

// RepositoryRefDefinitionInput is a RepositoryRefDefinitionArgs or an output of its plain form.
type RepositoryRefDefinitionInput interface {
	pulumi.Input

	ToRepositoryRefDefinitionOutput() RepositoryRefDefinitionOutput
	ToRepositoryRefDefinitionOutputWithContext(context.Context) RepositoryRefDefinitionOutput
}

// RepositoryRefDefinitionArgs says what of a Git repository is checked out.
type RepositoryRefDefinitionArgs struct {
	// Branch to check out.
	Branch pulumi.StringPtrInput `pulumi:"branch"`
	// Commit to check out, together with Branch; wins over Semver.
	Commit pulumi.StringPtrInput `pulumi:"commit"`
	// Semver is a range of tags; the highest is checked out. Wins over Tag.
	Semver pulumi.StringPtrInput `pulumi:"semver"`
	// Tag to check out; wins over Branch.
	Tag pulumi.StringPtrInput `pulumi:"tag"`
}

// ElementType is the plain form.
func (RepositoryRefDefinitionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[RepositoryRefDefinition]()
}

// ToRepositoryRefDefinitionOutput lifts the args into an output.
func (i RepositoryRefDefinitionArgs) ToRepositoryRefDefinitionOutput() RepositoryRefDefinitionOutput {
	return i.ToRepositoryRefDefinitionOutputWithContext(context.Background())
}

// ToRepositoryRefDefinitionOutputWithContext lifts the args into an output.
func (i RepositoryRefDefinitionArgs) ToRepositoryRefDefinitionOutputWithContext(ctx context.Context) RepositoryRefDefinitionOutput {
	return pulumi.ToOutputWithContext(ctx, i).(RepositoryRefDefinitionOutput)
}

// ToRepositoryRefDefinitionPtrOutput lifts the args into an output of a pointer.
func (i RepositoryRefDefinitionArgs) ToRepositoryRefDefinitionPtrOutput() RepositoryRefDefinitionPtrOutput {
	return i.ToRepositoryRefDefinitionPtrOutputWithContext(context.Background())
}

// ToRepositoryRefDefinitionPtrOutputWithContext lifts the args into an output of a pointer.
func (i RepositoryRefDefinitionArgs) ToRepositoryRefDefinitionPtrOutputWithContext(ctx context.Context) RepositoryRefDefinitionPtrOutput {
	return i.ToRepositoryRefDefinitionOutputWithContext(ctx).ApplyTWithContext(ctx,
		func(_ context.Context, v RepositoryRefDefinition) *RepositoryRefDefinition { return &v }).(RepositoryRefDefinitionPtrOutput)
}

// RepositoryRefDefinitionPtrInput is a RepositoryRefDefinitionArgs or an output of a pointer to its plain form.
type RepositoryRefDefinitionPtrInput interface {
	pulumi.Input

	ToRepositoryRefDefinitionPtrOutput() RepositoryRefDefinitionPtrOutput
	ToRepositoryRefDefinitionPtrOutputWithContext(context.Context) RepositoryRefDefinitionPtrOutput
}

// RepositoryRefDefinitionOutput is an output of RepositoryRefDefinition.
type RepositoryRefDefinitionOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (RepositoryRefDefinitionOutput) ElementType() reflect.Type {
	return reflect.TypeFor[RepositoryRefDefinition]()
}

// ToRepositoryRefDefinitionOutput returns the output itself.
func (o RepositoryRefDefinitionOutput) ToRepositoryRefDefinitionOutput() RepositoryRefDefinitionOutput {
	return o
}

// ToRepositoryRefDefinitionOutputWithContext returns the output itself.
func (o RepositoryRefDefinitionOutput) ToRepositoryRefDefinitionOutputWithContext(context.Context) RepositoryRefDefinitionOutput {
	return o
}

// RepositoryRefDefinitionPtrOutput is an output of a pointer to RepositoryRefDefinition.
type RepositoryRefDefinitionPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (RepositoryRefDefinitionPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*RepositoryRefDefinition]()
}

// ToRepositoryRefDefinitionPtrOutput returns the output itself.
func (o RepositoryRefDefinitionPtrOutput) ToRepositoryRefDefinitionPtrOutput() RepositoryRefDefinitionPtrOutput {
	return o
}

// ToRepositoryRefDefinitionPtrOutputWithContext returns the output itself.
func (o RepositoryRefDefinitionPtrOutput) ToRepositoryRefDefinitionPtrOutputWithContext(context.Context) RepositoryRefDefinitionPtrOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[GitRepositoryDefinitionInput](), GitRepositoryDefinitionArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[GitRepositoryDefinitionPtrInput](), GitRepositoryDefinitionArgs{})
	pulumi.RegisterOutputType(GitRepositoryDefinitionOutput{})
	pulumi.RegisterOutputType(GitRepositoryDefinitionPtrOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[RepositoryRefDefinitionInput](), RepositoryRefDefinitionArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[RepositoryRefDefinitionPtrInput](), RepositoryRefDefinitionArgs{})
	pulumi.RegisterOutputType(RepositoryRefDefinitionOutput{})
	pulumi.RegisterOutputType(RepositoryRefDefinitionPtrOutput{})
}
