package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// dataCollectionRuleAssociationToken is the type under which the azure-native v2 provider knows the resource.
const dataCollectionRuleAssociationToken = "azure-native:insights/v20220601:DataCollectionRuleAssociation"

// DataCollectionRuleAssociation tells the agents of one resource, such as a cluster, by which rule they collect. It is an
// extension resource: it lives below that resource and goes away with it.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionruleassociations
type DataCollectionRuleAssociation struct {
	pulumi.CustomResourceState

	// DataCollectionEndpointId is the ARM ID of the endpoint, when the association is with one.
	DataCollectionEndpointId pulumi.StringPtrOutput `pulumi:"dataCollectionEndpointId"`
	// DataCollectionRuleId is the ARM ID of the rule, when the association is with one.
	DataCollectionRuleId pulumi.StringPtrOutput `pulumi:"dataCollectionRuleId"`
	// Name is the association's name below the resource.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/dataCollectionRuleAssociations.
	Type pulumi.StringOutput `pulumi:"type"`
}

// DataCollectionRuleAssociationArgs are the inputs of a DataCollectionRuleAssociation.
type DataCollectionRuleAssociationArgs struct {
	// AssociationName is the name below ResourceUri, 3 to 64 characters. An association with an endpoint must be called
	// configurationAccessEndpoint. Another name replaces the association.
	AssociationName pulumi.StringPtrInput
	// DataCollectionEndpointId is the ARM ID of an endpoint from which the agents fetch their rules. Either this or
	// DataCollectionRuleId.
	DataCollectionEndpointId pulumi.StringPtrInput
	// DataCollectionRuleId is the ARM ID of the rule. Either this or DataCollectionEndpointId.
	DataCollectionRuleId pulumi.StringPtrInput
	// Description says what the association is for.
	Description pulumi.StringPtrInput
	// ResourceUri is the ARM ID of the resource whose agents collect. Required; another one replaces the association.
	ResourceUri pulumi.StringInput
}

type dataCollectionRuleAssociationArgs struct {
	AssociationName          *string `pulumi:"associationName"`
	DataCollectionEndpointId *string `pulumi:"dataCollectionEndpointId"`
	DataCollectionRuleId     *string `pulumi:"dataCollectionRuleId"`
	Description              *string `pulumi:"description"`
	ResourceUri              string  `pulumi:"resourceUri"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (DataCollectionRuleAssociationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionRuleAssociationArgs]()
}

// NewDataCollectionRuleAssociation declares an association. It refuses nil args, a missing ResourceUri, and anything but
// exactly one of a rule and an endpoint, which ARM would refuse too.
func NewDataCollectionRuleAssociation(ctx *pulumi.Context, name string, args *DataCollectionRuleAssociationArgs, opts ...pulumi.ResourceOption) (*DataCollectionRuleAssociation, error) {
	if args == nil {
		return nil, fmt.Errorf("data collection rule association %q: missing one or more required arguments", name)
	}
	if err := missingInputs(requiredInput{"ResourceUri", args.ResourceUri}); err != nil {
		return nil, fmt.Errorf("data collection rule association %q: %w", name, err)
	}
	if (args.DataCollectionRuleId == nil) == (args.DataCollectionEndpointId == nil) {
		return nil, fmt.Errorf("data collection rule association %q: give either 'DataCollectionRuleId' or 'DataCollectionEndpointId'", name)
	}
	opts = append(opts, unversioned("DataCollectionRuleAssociation"))
	var resource DataCollectionRuleAssociation
	if err := ctx.RegisterResource(dataCollectionRuleAssociationToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("data collection rule association %q: %w", name, err)
	}
	return &resource, nil
}
