package security

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// AutomationScope is the plain form of AutomationScopeArgs.
type AutomationScope struct {
	Description *string `pulumi:"description"`
	ScopePath   *string `pulumi:"scopePath"`
}

// AutomationScopeInput is a AutomationScopeArgs or an output of its plain form.
type AutomationScopeInput interface {
	pulumi.Input

	ToAutomationScopeOutput() AutomationScopeOutput
	ToAutomationScopeOutputWithContext(context.Context) AutomationScopeOutput
}

// AutomationScopeArgs is a part of Azure whose findings are handed on.
type AutomationScopeArgs struct {
	// Description says what it is.
	Description pulumi.StringPtrInput `pulumi:"description"`
	// ScopePath is the ARM ID of the subscription or resource group.
	ScopePath pulumi.StringPtrInput `pulumi:"scopePath"`
}

// ElementType is the plain form.
func (AutomationScopeArgs) ElementType() reflect.Type { return reflect.TypeFor[AutomationScope]() }

// ToAutomationScopeOutput lifts the args into an output.
func (i AutomationScopeArgs) ToAutomationScopeOutput() AutomationScopeOutput {
	return i.ToAutomationScopeOutputWithContext(context.Background())
}

// ToAutomationScopeOutputWithContext lifts the args into an output.
func (i AutomationScopeArgs) ToAutomationScopeOutputWithContext(ctx context.Context) AutomationScopeOutput {
	return pulumi.ToOutputWithContext(ctx, i).(AutomationScopeOutput)
}

// AutomationScopeArrayInput is a AutomationScopeArray or an output of its plain form.
type AutomationScopeArrayInput interface {
	pulumi.Input

	ToAutomationScopeArrayOutput() AutomationScopeArrayOutput
	ToAutomationScopeArrayOutputWithContext(context.Context) AutomationScopeArrayOutput
}

// AutomationScopeArray is a list of AutomationScopeArgs.
type AutomationScopeArray []AutomationScopeInput

// ElementType is the plain form.
func (AutomationScopeArray) ElementType() reflect.Type { return reflect.TypeFor[[]AutomationScope]() }

// ToAutomationScopeArrayOutput lifts the list into an output.
func (i AutomationScopeArray) ToAutomationScopeArrayOutput() AutomationScopeArrayOutput {
	return i.ToAutomationScopeArrayOutputWithContext(context.Background())
}

// ToAutomationScopeArrayOutputWithContext lifts the list into an output.
func (i AutomationScopeArray) ToAutomationScopeArrayOutputWithContext(ctx context.Context) AutomationScopeArrayOutput {
	return pulumi.ToOutputWithContext(ctx, i).(AutomationScopeArrayOutput)
}

// AutomationScopeOutput is an output of a AutomationScope.
type AutomationScopeOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (AutomationScopeOutput) ElementType() reflect.Type { return reflect.TypeFor[AutomationScope]() }

// ToAutomationScopeOutput returns the output itself.
func (o AutomationScopeOutput) ToAutomationScopeOutput() AutomationScopeOutput { return o }

// ToAutomationScopeOutputWithContext returns the output itself.
func (o AutomationScopeOutput) ToAutomationScopeOutputWithContext(context.Context) AutomationScopeOutput {
	return o
}

// AutomationScopeArrayOutput is an output of a list of AutomationScope.
type AutomationScopeArrayOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (AutomationScopeArrayOutput) ElementType() reflect.Type {
	return reflect.TypeFor[[]AutomationScope]()
}

// ToAutomationScopeArrayOutput returns the output itself.
func (o AutomationScopeArrayOutput) ToAutomationScopeArrayOutput() AutomationScopeArrayOutput {
	return o
}

// ToAutomationScopeArrayOutputWithContext returns the output itself.
func (o AutomationScopeArrayOutput) ToAutomationScopeArrayOutputWithContext(context.Context) AutomationScopeArrayOutput {
	return o
}

// AutomationSource is the plain form of AutomationSourceArgs.
type AutomationSource struct {
	EventSource *string `pulumi:"eventSource"`
}

// AutomationSourceInput is a AutomationSourceArgs or an output of its plain form.
type AutomationSourceInput interface {
	pulumi.Input

	ToAutomationSourceOutput() AutomationSourceOutput
	ToAutomationSourceOutputWithContext(context.Context) AutomationSourceOutput
}

// AutomationSourceArgs is a kind of finding.
type AutomationSourceArgs struct {
	// EventSource is Alerts, Assessments, SecureScores and others. Without rules every one of them is handed on.
	EventSource pulumi.StringPtrInput `pulumi:"eventSource"`
}

// ElementType is the plain form.
func (AutomationSourceArgs) ElementType() reflect.Type { return reflect.TypeFor[AutomationSource]() }

// ToAutomationSourceOutput lifts the args into an output.
func (i AutomationSourceArgs) ToAutomationSourceOutput() AutomationSourceOutput {
	return i.ToAutomationSourceOutputWithContext(context.Background())
}

// ToAutomationSourceOutputWithContext lifts the args into an output.
func (i AutomationSourceArgs) ToAutomationSourceOutputWithContext(ctx context.Context) AutomationSourceOutput {
	return pulumi.ToOutputWithContext(ctx, i).(AutomationSourceOutput)
}

// AutomationSourceArrayInput is a AutomationSourceArray or an output of its plain form.
type AutomationSourceArrayInput interface {
	pulumi.Input

	ToAutomationSourceArrayOutput() AutomationSourceArrayOutput
	ToAutomationSourceArrayOutputWithContext(context.Context) AutomationSourceArrayOutput
}

// AutomationSourceArray is a list of AutomationSourceArgs.
type AutomationSourceArray []AutomationSourceInput

// ElementType is the plain form.
func (AutomationSourceArray) ElementType() reflect.Type { return reflect.TypeFor[[]AutomationSource]() }

// ToAutomationSourceArrayOutput lifts the list into an output.
func (i AutomationSourceArray) ToAutomationSourceArrayOutput() AutomationSourceArrayOutput {
	return i.ToAutomationSourceArrayOutputWithContext(context.Background())
}

// ToAutomationSourceArrayOutputWithContext lifts the list into an output.
func (i AutomationSourceArray) ToAutomationSourceArrayOutputWithContext(ctx context.Context) AutomationSourceArrayOutput {
	return pulumi.ToOutputWithContext(ctx, i).(AutomationSourceArrayOutput)
}

// AutomationSourceOutput is an output of a AutomationSource.
type AutomationSourceOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (AutomationSourceOutput) ElementType() reflect.Type { return reflect.TypeFor[AutomationSource]() }

// ToAutomationSourceOutput returns the output itself.
func (o AutomationSourceOutput) ToAutomationSourceOutput() AutomationSourceOutput { return o }

// ToAutomationSourceOutputWithContext returns the output itself.
func (o AutomationSourceOutput) ToAutomationSourceOutputWithContext(context.Context) AutomationSourceOutput {
	return o
}

// AutomationSourceArrayOutput is an output of a list of AutomationSource.
type AutomationSourceArrayOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (AutomationSourceArrayOutput) ElementType() reflect.Type {
	return reflect.TypeFor[[]AutomationSource]()
}

// ToAutomationSourceArrayOutput returns the output itself.
func (o AutomationSourceArrayOutput) ToAutomationSourceArrayOutput() AutomationSourceArrayOutput {
	return o
}

// ToAutomationSourceArrayOutputWithContext returns the output itself.
func (o AutomationSourceArrayOutput) ToAutomationSourceArrayOutputWithContext(context.Context) AutomationSourceArrayOutput {
	return o
}

// AutomationActionWorkspace is the plain form of AutomationActionWorkspaceArgs.
type AutomationActionWorkspace struct {
	ActionType          string  `pulumi:"actionType"`
	WorkspaceResourceId *string `pulumi:"workspaceResourceId"`
}

// AutomationActionWorkspaceInput is a AutomationActionWorkspaceArgs or an output of its plain form.
type AutomationActionWorkspaceInput interface {
	pulumi.Input

	ToAutomationActionWorkspaceOutput() AutomationActionWorkspaceOutput
	ToAutomationActionWorkspaceOutputWithContext(context.Context) AutomationActionWorkspaceOutput
}

// AutomationActionWorkspaceArgs sends findings to a Log Analytics workspace.
type AutomationActionWorkspaceArgs struct {
	// ActionType is Workspace. Required.
	ActionType pulumi.StringInput `pulumi:"actionType"`
	// WorkspaceResourceId is the ARM ID of the workspace.
	WorkspaceResourceId pulumi.StringPtrInput `pulumi:"workspaceResourceId"`
}

// ElementType is the plain form.
func (AutomationActionWorkspaceArgs) ElementType() reflect.Type {
	return reflect.TypeFor[AutomationActionWorkspace]()
}

// ToAutomationActionWorkspaceOutput lifts the args into an output.
func (i AutomationActionWorkspaceArgs) ToAutomationActionWorkspaceOutput() AutomationActionWorkspaceOutput {
	return i.ToAutomationActionWorkspaceOutputWithContext(context.Background())
}

// ToAutomationActionWorkspaceOutputWithContext lifts the args into an output.
func (i AutomationActionWorkspaceArgs) ToAutomationActionWorkspaceOutputWithContext(ctx context.Context) AutomationActionWorkspaceOutput {
	return pulumi.ToOutputWithContext(ctx, i).(AutomationActionWorkspaceOutput)
}

// AutomationActionWorkspaceOutput is an output of a AutomationActionWorkspace.
type AutomationActionWorkspaceOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (AutomationActionWorkspaceOutput) ElementType() reflect.Type {
	return reflect.TypeFor[AutomationActionWorkspace]()
}

// ToAutomationActionWorkspaceOutput returns the output itself.
func (o AutomationActionWorkspaceOutput) ToAutomationActionWorkspaceOutput() AutomationActionWorkspaceOutput {
	return o
}

// ToAutomationActionWorkspaceOutputWithContext returns the output itself.
func (o AutomationActionWorkspaceOutput) ToAutomationActionWorkspaceOutputWithContext(context.Context) AutomationActionWorkspaceOutput {
	return o
}

func init() {
	pulumi.RegisterInputType(reflect.TypeFor[AutomationScopeInput](), AutomationScopeArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[AutomationScopeArrayInput](), AutomationScopeArray{})
	pulumi.RegisterOutputType(AutomationScopeOutput{})
	pulumi.RegisterOutputType(AutomationScopeArrayOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[AutomationSourceInput](), AutomationSourceArgs{})
	pulumi.RegisterInputType(reflect.TypeFor[AutomationSourceArrayInput](), AutomationSourceArray{})
	pulumi.RegisterOutputType(AutomationSourceOutput{})
	pulumi.RegisterOutputType(AutomationSourceArrayOutput{})
	pulumi.RegisterInputType(reflect.TypeFor[AutomationActionWorkspaceInput](), AutomationActionWorkspaceArgs{})
	pulumi.RegisterOutputType(AutomationActionWorkspaceOutput{})
}
