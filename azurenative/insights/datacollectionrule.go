package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// dataCollectionRuleToken is the type under which the azure-native v2 provider knows the resource.
const dataCollectionRuleToken = "azure-native:insights/v20220601:DataCollectionRule"

// DataCollectionRule says what agents collect and where it goes: data sources yield streams, flows send streams to
// destinations. It takes effect on a resource through an association.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionrules
type DataCollectionRule struct {
	pulumi.CustomResourceState

	// DataCollectionEndpointId is the ARM ID of the endpoint in use, if any.
	DataCollectionEndpointId pulumi.StringPtrOutput `pulumi:"dataCollectionEndpointId"`
	// ImmutableId is the rule's own identifier, by which data that is sent directly names it.
	ImmutableId pulumi.StringOutput `pulumi:"immutableId"`
	// Location is the region.
	Location pulumi.StringOutput `pulumi:"location"`
	// Name is the rule's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/dataCollectionRules.
	Type pulumi.StringOutput `pulumi:"type"`
}

// DataCollectionRuleArgs are the inputs of a DataCollectionRule.
type DataCollectionRuleArgs struct {
	// DataCollectionEndpointId is the ARM ID of the endpoint that takes the data, in the same region. Prometheus metrics
	// need one; container logs do not.
	DataCollectionEndpointId pulumi.StringPtrInput
	// DataCollectionRuleName is the name, 3 to 64 characters. Another one replaces the rule.
	DataCollectionRuleName pulumi.StringPtrInput
	// DataFlows send streams to destinations, in order.
	DataFlows DataFlowArray
	// DataSources are what is collected.
	DataSources DataCollectionRuleDataSourcesPtrInput
	// Description says what the rule is for.
	Description pulumi.StringPtrInput
	// Destinations are where it goes. Flows refer to them by name.
	Destinations DataCollectionRuleDestinationsPtrInput
	// Kind is Linux or Windows, the system of the machines; left out, both.
	Kind pulumi.StringPtrInput
	// Location is the region, which must be that of the destination workspace. Another one replaces the rule.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the group of the rule. Required.
	ResourceGroupName pulumi.StringInput
	// Tags of the rule.
	Tags pulumi.StringMapInput
}

type dataCollectionRuleArgs struct {
	DataCollectionEndpointId *string                        `pulumi:"dataCollectionEndpointId"`
	DataCollectionRuleName   *string                        `pulumi:"dataCollectionRuleName"`
	DataFlows                []dataFlow                     `pulumi:"dataFlows"`
	DataSources              dataCollectionRuleDataSources  `pulumi:"dataSources"`
	Description              *string                        `pulumi:"description"`
	Destinations             dataCollectionRuleDestinations `pulumi:"destinations"`
	Kind                     *string                        `pulumi:"kind"`
	Location                 *string                        `pulumi:"location"`
	ResourceGroupName        string                         `pulumi:"resourceGroupName"`
	Tags                     map[string]string              `pulumi:"tags"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (DataCollectionRuleArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionRuleArgs]()
}

// NewDataCollectionRule declares a rule. It refuses nil args and a missing ResourceGroupName.
func NewDataCollectionRule(ctx *pulumi.Context, name string, args *DataCollectionRuleArgs, opts ...pulumi.ResourceOption) (*DataCollectionRule, error) {
	if args == nil {
		return nil, fmt.Errorf("data collection rule %q: missing one or more required arguments", name)
	}
	if err := missingInputs(requiredInput{"ResourceGroupName", args.ResourceGroupName}); err != nil {
		return nil, fmt.Errorf("data collection rule %q: %w", name, err)
	}
	opts = append(opts, unversioned("DataCollectionRule"))
	var resource DataCollectionRule
	if err := ctx.RegisterResource(dataCollectionRuleToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("data collection rule %q: %w", name, err)
	}
	return &resource, nil
}
