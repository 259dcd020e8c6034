package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// componentToken is the type under which the azure-native v2 provider knows the resource.
const componentToken = "azure-native:insights/v20200202:Component"

// Component is an Application Insights resource, which receives the traces of applications.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2020-02-02/components
type Component struct {
	pulumi.CustomResourceState

	// AppId is the identifier by which queries name the component.
	AppId pulumi.StringOutput `pulumi:"appId"`
	// ConnectionString tells senders where to send. It holds the instrumentation key and is a secret.
	ConnectionString pulumi.StringOutput `pulumi:"connectionString"`
	// InstrumentationKey names the component to senders; whoever has it may send, unless local authentication is off. It
	// is a secret.
	InstrumentationKey pulumi.StringOutput `pulumi:"instrumentationKey"`
	// Location is the region.
	Location pulumi.StringOutput `pulumi:"location"`
	// Name is the component's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/components.
	Type pulumi.StringOutput `pulumi:"type"`
}

// ComponentArgs are the inputs of a Component.
type ComponentArgs struct {
	// ApplicationType is web or other. Required.
	ApplicationType pulumi.StringInput
	// DisableLocalAuth refuses telemetry that comes with the instrumentation key alone.
	DisableLocalAuth pulumi.BoolPtrInput
	// FlowType must be Bluefield.
	FlowType pulumi.StringPtrInput
	// IngestionMode is where the data is kept: LogAnalytics for a workspace of one's own. The other two,
	// ApplicationInsights and ApplicationInsightsWithDiagnosticSettings, are retired.
	IngestionMode pulumi.StringPtrInput
	// Kind is the kind of application, which only changes how the portal looks: web, other, store, java, phone. Required.
	Kind pulumi.StringInput
	// Location is the region. Left out, that of the resource group. Another one replaces the component.
	Location pulumi.StringPtrInput
	// PublicNetworkAccessForIngestion is Enabled or Disabled.
	PublicNetworkAccessForIngestion pulumi.StringPtrInput
	// PublicNetworkAccessForQuery is Enabled or Disabled.
	PublicNetworkAccessForQuery pulumi.StringPtrInput
	// RequestSource must be rest.
	RequestSource pulumi.StringPtrInput
	// ResourceGroupName is the group of the component. Required.
	ResourceGroupName pulumi.StringInput
	// ResourceName is the name. Another one replaces the component.
	ResourceName pulumi.StringPtrInput
	// Tags of the component.
	Tags pulumi.StringMapInput
	// WorkspaceResourceId is the ARM ID of the Log Analytics workspace that keeps the data. ARM requires it since the
	// retirement of components without one.
	WorkspaceResourceId pulumi.StringPtrInput
}

type componentArgs struct {
	ApplicationType                 string            `pulumi:"applicationType"`
	DisableLocalAuth                *bool             `pulumi:"disableLocalAuth"`
	FlowType                        *string           `pulumi:"flowType"`
	IngestionMode                   *string           `pulumi:"ingestionMode"`
	Kind                            string            `pulumi:"kind"`
	Location                        *string           `pulumi:"location"`
	PublicNetworkAccessForIngestion *string           `pulumi:"publicNetworkAccessForIngestion"`
	PublicNetworkAccessForQuery     *string           `pulumi:"publicNetworkAccessForQuery"`
	RequestSource                   *string           `pulumi:"requestSource"`
	ResourceGroupName               string            `pulumi:"resourceGroupName"`
	ResourceName                    *string           `pulumi:"resourceName"`
	Tags                            map[string]string `pulumi:"tags"`
	WorkspaceResourceId             *string           `pulumi:"workspaceResourceId"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ComponentArgs) ElementType() reflect.Type { return reflect.TypeFor[componentArgs]() }

// NewComponent declares an Application Insights component, whose connection string and instrumentation key are kept as
// secrets. It refuses nil args and a missing ApplicationType, Kind or ResourceGroupName.
func NewComponent(ctx *pulumi.Context, name string, args *ComponentArgs, opts ...pulumi.ResourceOption) (*Component, error) {
	if args == nil {
		return nil, fmt.Errorf("application insights %q: missing one or more required arguments", name)
	}
	if err := missingInputs(requiredInput{"ApplicationType", args.ApplicationType}, requiredInput{"Kind", args.Kind},
		requiredInput{"ResourceGroupName", args.ResourceGroupName}); err != nil {
		return nil, fmt.Errorf("application insights %q: %w", name, err)
	}
	opts = append(opts, unversioned("Component"),
		pulumi.AdditionalSecretOutputs([]string{"connectionString", "instrumentationKey"}))
	var resource Component
	if err := ctx.RegisterResource(componentToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("application insights %q: %w", name, err)
	}
	return &resource, nil
}
