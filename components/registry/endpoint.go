package registry

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// EndpointToken is the type of an [Endpoint].
const EndpointToken = "landingzone:registry:Endpoint"

// EndpointArgs are what one region's way to the registry is made of.
type EndpointArgs struct {
	// Names are the physical names of the region. Required.
	Names naming.Names
	// Location is the region of the subnet. Required.
	Location azure.Location
	// RegistryID is the ARM ID of the registry. Required.
	RegistryID pulumi.StringInput
	// RegistryName is the registry's physical name, after which the endpoint is named. Required.
	RegistryName string
	// ResourceGroupName is the group of the endpoint. Required.
	ResourceGroupName pulumi.StringInput
	// SubnetID is the ARM ID of the subnet that gives the addresses: one for the registry, and one for the data endpoint
	// of each region with a copy. Required.
	SubnetID pulumi.StringInput
	// PrivateDNSZoneID is the ARM ID of the zone privatelink.azurecr.io that the region's networks resolve. Required.
	PrivateDNSZoneID pulumi.StringInput
	// After is what must exist before: Ready of the registry.
	After []pulumi.Resource
	// Tags are on the endpoint.
	Tags map[string]string
}

// Endpoint is one region's way to the registry.
type Endpoint struct {
	pulumi.ResourceState

	// ID is the ARM ID of the private endpoint.
	ID pulumi.StringOutput
	// Ready is what must exist before a node pulls: the endpoint and the records of its addresses.
	Ready []pulumi.Resource
}

// NewEndpoint declares a private endpoint of the registry with its DNS records. It refuses args that lack something
// required.
func NewEndpoint(ctx *pulumi.Context, name string, args *EndpointArgs, opts ...pulumi.ResourceOption) (*Endpoint, error) {
	switch {
	case args == nil:
		return nil, fmt.Errorf("registry endpoint %q: args are required", name)
	case args.RegistryName == "":
		return nil, fmt.Errorf("registry endpoint %q: RegistryName is required", name)
	}
	component := &Endpoint{}
	if err := ctx.RegisterComponentResource(EndpointToken, name, component, opts...); err != nil {
		return nil, fmt.Errorf("registry endpoint %q: %w", name, err)
	}
	made, err := privateendpoint.New(ctx, name+"-endpoint", &privateendpoint.Args{
		PrivateEndpointName: args.Names.PrivateEndpoint(args.RegistryName),
		ResourceGroupName:   args.ResourceGroupName,
		Location:            args.Location.Name,
		SubnetID:            args.SubnetID,
		TargetID:            args.RegistryID,
		GroupID:             privateendpoint.Registry,
		Zones:               []privateendpoint.Zone{{Name: azure.PrivateDNSZoneRegistry, ID: args.PrivateDNSZoneID}},
		Tags:                args.Tags,
	}, pulumi.Parent(component), pulumi.DependsOn(args.After))
	if err != nil {
		return nil, fmt.Errorf("registry endpoint %q: %w", name, err)
	}
	component.ID = made.Endpoint.ID().ToStringOutput()
	component.Ready = []pulumi.Resource{made.Endpoint, made.ZoneGroup}
	if err := ctx.RegisterResourceOutputs(component, pulumi.Map{"id": component.ID}); err != nil {
		return nil, fmt.Errorf("registry endpoint %q: outputs: %w", name, err)
	}
	return component, nil
}
