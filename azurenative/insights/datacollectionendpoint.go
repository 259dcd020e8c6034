package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// dataCollectionEndpointToken is the type under which the azure-native v2 provider knows the resource.
const dataCollectionEndpointToken = "azure-native:insights/v20220601:DataCollectionEndpoint"

// DataCollectionEndpoint is where agents send what a data collection rule collects, and where they fetch the rule. Managed
// Prometheus needs one in the region of its workspace.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionendpoints
type DataCollectionEndpoint struct {
	pulumi.CustomResourceState

	// ImmutableId is the endpoint's own identifier, which stays when the endpoint is moved.
	ImmutableId pulumi.StringPtrOutput `pulumi:"immutableId"`
	// Location is the region.
	Location pulumi.StringOutput `pulumi:"location"`
	// Name is the endpoint's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/dataCollectionEndpoints.
	Type pulumi.StringOutput `pulumi:"type"`
}

// DataCollectionEndpointArgs are the inputs of a DataCollectionEndpoint.
type DataCollectionEndpointArgs struct {
	// DataCollectionEndpointName is the name, 3 to 44 letters, digits and hyphens. Another one replaces the endpoint.
	DataCollectionEndpointName pulumi.StringPtrInput
	// Description says what the endpoint is for.
	Description pulumi.StringPtrInput
	// Kind is Linux or Windows, the system of the machines that use it; left out, both.
	Kind pulumi.StringPtrInput
	// Location is the region. Left out, that of the resource group. Another one replaces the endpoint.
	Location pulumi.StringPtrInput
	// NetworkAcls say who may reach the endpoint.
	NetworkAcls DataCollectionEndpointNetworkAclsPtrInput
	// ResourceGroupName is the group of the endpoint. Required.
	ResourceGroupName pulumi.StringInput
	// Tags of the endpoint.
	Tags pulumi.StringMapInput
}

type dataCollectionEndpointArgs struct {
	DataCollectionEndpointName *string                           `pulumi:"dataCollectionEndpointName"`
	Description                *string                           `pulumi:"description"`
	Kind                       *string                           `pulumi:"kind"`
	Location                   *string                           `pulumi:"location"`
	NetworkAcls                dataCollectionEndpointNetworkAcls `pulumi:"networkAcls"`
	ResourceGroupName          string                            `pulumi:"resourceGroupName"`
	Tags                       map[string]string                 `pulumi:"tags"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (DataCollectionEndpointArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionEndpointArgs]()
}

// DataCollectionEndpointNetworkAclsPtrInput is a DataCollectionEndpointNetworkAclsArgs, or nil.
type DataCollectionEndpointNetworkAclsPtrInput interface {
	pulumi.Input

	networkAcls()
}

// DataCollectionEndpointNetworkAclsArgs say who may reach an endpoint.
type DataCollectionEndpointNetworkAclsArgs struct {
	// PublicNetworkAccess is Enabled, Disabled or SecuredByPerimeter. The service's default is Enabled.
	PublicNetworkAccess pulumi.StringPtrInput `pulumi:"publicNetworkAccess"`
}

type dataCollectionEndpointNetworkAcls struct {
	PublicNetworkAccess *string `pulumi:"publicNetworkAccess"`
}

// ElementType is the plain form.
func (DataCollectionEndpointNetworkAclsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionEndpointNetworkAcls]()
}

func (DataCollectionEndpointNetworkAclsArgs) networkAcls() {}

// NewDataCollectionEndpoint declares an endpoint. It refuses nil args and a missing ResourceGroupName.
func NewDataCollectionEndpoint(ctx *pulumi.Context, name string, args *DataCollectionEndpointArgs, opts ...pulumi.ResourceOption) (*DataCollectionEndpoint, error) {
	if args == nil {
		return nil, fmt.Errorf("data collection endpoint %q: missing one or more required arguments", name)
	}
	if err := missingInputs(requiredInput{"ResourceGroupName", args.ResourceGroupName}); err != nil {
		return nil, fmt.Errorf("data collection endpoint %q: %w", name, err)
	}
	opts = append(opts, unversioned("DataCollectionEndpoint"))
	var resource DataCollectionEndpoint
	if err := ctx.RegisterResource(dataCollectionEndpointToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("data collection endpoint %q: %w", name, err)
	}
	return &resource, nil
}
