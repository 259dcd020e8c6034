package insights

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// diagnosticSettingToken is the type under which the azure-native v2 provider knows the resource.
const diagnosticSettingToken = "azure-native:insights/v20210501preview:DiagnosticSetting"

// DiagnosticSetting sends the logs and metrics of one Azure resource to a destination. It is an extension resource:
// it lives below the resource it watches and goes away with it.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2021-05-01-preview/diagnosticsettings
type DiagnosticSetting struct {
	pulumi.CustomResourceState

	// LogAnalyticsDestinationType is Dedicated for a table per category; empty for the service's own choice.
	LogAnalyticsDestinationType pulumi.StringPtrOutput `pulumi:"logAnalyticsDestinationType"`
	// Name is the setting's name below the watched resource.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/diagnosticSettings.
	Type pulumi.StringOutput `pulumi:"type"`
	// WorkspaceId is the ARM ID of the Log Analytics workspace that receives the data.
	WorkspaceId pulumi.StringPtrOutput `pulumi:"workspaceId"`
}

// DiagnosticSettingArgs are the inputs of a DiagnosticSetting.
type DiagnosticSettingArgs struct {
	// LogAnalyticsDestinationType is Dedicated to write each category to a table of its own. Left out, the service
	// decides, which for most types is the shared table AzureDiagnostics.
	LogAnalyticsDestinationType pulumi.StringPtrInput
	// Logs lists the log categories to send. A type without logs takes none.
	Logs LogSettingsArrayInput
	// Metrics lists the metric categories to send; for most types the one category is AllMetrics.
	Metrics MetricSettingsArrayInput
	// Name of the setting, unique below ResourceUri.
	Name pulumi.StringPtrInput
	// ResourceUri is the ARM ID of the resource to watch. Required; another ID replaces the setting.
	ResourceUri pulumi.StringInput
	// WorkspaceId is the ARM ID of the Log Analytics workspace to send to.
	WorkspaceId pulumi.StringPtrInput
}

type diagnosticSettingArgs struct {
	LogAnalyticsDestinationType *string          `pulumi:"logAnalyticsDestinationType"`
	Logs                        []LogSettings    `pulumi:"logs"`
	Metrics                     []MetricSettings `pulumi:"metrics"`
	Name                        *string          `pulumi:"name"`
	ResourceUri                 string           `pulumi:"resourceUri"`
	WorkspaceId                 *string          `pulumi:"workspaceId"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (DiagnosticSettingArgs) ElementType() reflect.Type {
	return reflect.TypeFor[diagnosticSettingArgs]()
}

// NewDiagnosticSetting declares a diagnostic setting. It refuses nil args, a missing ResourceUri, and a setting
// without any destination, which ARM would refuse too.
func NewDiagnosticSetting(ctx *pulumi.Context, name string, args *DiagnosticSettingArgs, opts ...pulumi.ResourceOption) (*DiagnosticSetting, error) {
	if args == nil {
		return nil, fmt.Errorf("diagnostic setting %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.ResourceUri == nil {
		missing = append(missing, errors.New("invalid value for required argument 'ResourceUri'"))
	}
	if args.WorkspaceId == nil {
		missing = append(missing, errors.New("invalid value for required argument 'WorkspaceId'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("diagnostic setting %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:insights:DiagnosticSetting")}}))
	var resource DiagnosticSetting
	if err := ctx.RegisterResource(diagnosticSettingToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("diagnostic setting %q: %w", name, err)
	}
	return &resource, nil
}
