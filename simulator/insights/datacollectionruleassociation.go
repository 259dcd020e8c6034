package insights

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	associationType = "Microsoft.Insights/dataCollectionRuleAssociations"
	// endpointAssociation is the one name under which an endpoint can be associated.
	endpointAssociation = "configurationAccessEndpoint"
)

// The shape of an association, from
// https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionruleassociations.
type (
	dataCollectionRuleAssociationArgs struct {
		AssociationName          *string `pulumi:"associationName"`
		DataCollectionEndpointId *string `pulumi:"dataCollectionEndpointId"`
		DataCollectionRuleId     *string `pulumi:"dataCollectionRuleId"`
		Description              *string `pulumi:"description"`
		ResourceUri              string  `pulumi:"resourceUri"`
	}
	dataCollectionRuleAssociationState struct {
		DataCollectionEndpointId *string `pulumi:"dataCollectionEndpointId"`
		DataCollectionRuleId     *string `pulumi:"dataCollectionRuleId"`
		Description              *string `pulumi:"description"`
		Etag                     string  `pulumi:"etag"`
		Name                     string  `pulumi:"name"`
		ProvisioningState        string  `pulumi:"provisioningState"`
		Type                     string  `pulumi:"type"`
	}
)

func dataCollectionRuleAssociation() *engine.Type {
	return &engine.Type{
		Token: azure.TypeDataCollectionRuleAssociation, Versions: collectionVersions, APIVersion: "2022-06-01",
		ARMType: associationType, Scope: engine.ExtensionScope, ScopeProperty: "resourceUri", Names: []string{"associationName"},
		Args: dataCollectionRuleAssociationArgs{}, State: dataCollectionRuleAssociationState{},
		Check: checkAssociation,
		Put: func(op *engine.Operation) error {
			for input, armType := range map[string]string{"dataCollectionRuleId": ruleType, "dataCollectionEndpointId": endpointType} {
				if at := op.Inputs.At(input); at.Present() {
					if _, err := op.Resolve(at, armType); err != nil {
						return err
					}
				}
			}
			return nil
		},
		Models: []string{
			"The resource and the rule or endpoint exist; an association is with one of the two.",
			"An association with an endpoint has the one name that Azure knows for it, and no other association has it.",
		},
		Codes: []engine.Code{CodeInvalidPayload},
	}
}

func checkAssociation(c *engine.Check) {
	rule, endpoint, name := c.Inputs.At("dataCollectionRuleId"), c.Inputs.At("dataCollectionEndpointId"), c.Inputs.At("associationName")
	if rule.Present() == endpoint.Present() {
		c.Failf(rule, CodeInvalidPayload, "Data collection rule association is invalid: exactly one of 'DataCollectionRuleId' and "+
			"'DataCollectionEndpointId' must be given.")
		return
	}
	if name.Known() && endpoint.Present() != (name.Text() == endpointAssociation) {
		c.Failf(name, CodeInvalidPayload, "Data collection rule association is invalid: an association with an endpoint, and no other, is "+
			"called '%s'.", endpointAssociation)
	}
}
