// Package monitor declares azure-native resources of the Microsoft.Monitor namespace whose published Go SDK this module
// does not require. Types and fields carry the names and property tags of the published monitor/v2/v20230403 package, so
// that moving to it is a change of the import line. Only what the landing zone uses is here.
package monitor

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// azureMonitorWorkspaceToken is the type under which the azure-native v2 provider knows the resource.
const azureMonitorWorkspaceToken = "azure-native:monitor/v20230403:AzureMonitorWorkspace"

// AzureMonitorWorkspace keeps Prometheus metrics. With it Azure makes a resource group of its own, which holds a data
// collection endpoint and a rule for metrics that are sent directly.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.monitor/2023-04-03/accounts
type AzureMonitorWorkspace struct {
	pulumi.CustomResourceState

	// AccountId is the workspace's own identifier.
	AccountId pulumi.StringOutput `pulumi:"accountId"`
	// Location is the region.
	Location pulumi.StringOutput `pulumi:"location"`
	// Name is the workspace's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Monitor/accounts.
	Type pulumi.StringOutput `pulumi:"type"`
}

// AzureMonitorWorkspaceArgs are the inputs of an AzureMonitorWorkspace.
type AzureMonitorWorkspaceArgs struct {
	// AzureMonitorWorkspaceName is the name. Another one replaces the workspace.
	AzureMonitorWorkspaceName pulumi.StringPtrInput
	// Location is the region. Left out, that of the resource group. Another one replaces the workspace.
	Location pulumi.StringPtrInput
	// PublicNetworkAccess is Enabled or Disabled, for queries; what comes in passes a data collection endpoint.
	PublicNetworkAccess pulumi.StringPtrInput
	// ResourceGroupName is the group of the workspace. Required.
	ResourceGroupName pulumi.StringInput
	// Tags of the workspace.
	Tags pulumi.StringMapInput
}

type azureMonitorWorkspaceArgs struct {
	AzureMonitorWorkspaceName *string           `pulumi:"azureMonitorWorkspaceName"`
	Location                  *string           `pulumi:"location"`
	PublicNetworkAccess       *string           `pulumi:"publicNetworkAccess"`
	ResourceGroupName         string            `pulumi:"resourceGroupName"`
	Tags                      map[string]string `pulumi:"tags"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (AzureMonitorWorkspaceArgs) ElementType() reflect.Type {
	return reflect.TypeFor[azureMonitorWorkspaceArgs]()
}

// NewAzureMonitorWorkspace declares a workspace. It refuses nil args and a missing ResourceGroupName.
func NewAzureMonitorWorkspace(ctx *pulumi.Context, name string, args *AzureMonitorWorkspaceArgs, opts ...pulumi.ResourceOption) (*AzureMonitorWorkspace, error) {
	err := errors.New("missing one or more required arguments")
	if args != nil {
		err = nil
		if args.ResourceGroupName == nil {
			err = errors.New("invalid value for required argument 'ResourceGroupName'")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("azure monitor workspace %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:monitor:AzureMonitorWorkspace")}}))
	var resource AzureMonitorWorkspace
	if err := ctx.RegisterResource(azureMonitorWorkspaceToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("azure monitor workspace %q: %w", name, err)
	}
	return &resource, nil
}
