package authorization

import (
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220701preview"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func policyExemption() *engine.Type {
	return &engine.Type{
		Token:         azure.TypePolicyExemption,
		Versions:      []string{"v20220701preview"},
		APIVersion:    "2022-07-01-preview",
		ARMType:       policyExemptionType,
		Scope:         engine.ExtensionScope,
		ScopeProperty: "scope",
		Names:         []string{"policyExemptionName"},
		Args:          sdk.PolicyExemptionArgs{},
		State:         sdk.PolicyExemption{},
		Check:         checkPolicyExemption,
		Put:           putPolicyExemption,
		Models: []string{
			"The assignment exists, and the exemption is at its scope or below it; only parts of a set can be exempted by name.",
			"Until it expires, the assignment refuses nothing at the exemption's scope or below it.",
		},
		Codes: []engine.Code{CodePolicyAssignmentNotFound, CodeInvalidPolicyDefinitionReference},
	}
}

func checkPolicyExemption(c *engine.Check) {
	checkPolicyTexts(c)
	if at := c.Inputs.At("expiresOn"); at.Text() != "" {
		if _, err := time.Parse(time.RFC3339, at.Text()); err != nil {
			c.Failf(at, engine.CodeInvalidRequestContent, "The value '%s' of expiresOn is not a date and time such as 2027-06-30T23:59:59Z.", at.Text())
		}
	}
}

func putPolicyExemption(op *engine.Operation) error {
	assignment, err := op.Resolve(op.Inputs.At("policyAssignmentId"), policyAssignmentType)
	if err != nil {
		return err
	}
	scope, _ := op.Inputs.At("scope").ID()
	assigned, _ := assignment.Resource.In().At("scope").ID()
	op.Default(string(sdk.AssignmentScopeValidationDefault), "assignmentScopeValidation")
	if validate := op.Inputs.At("assignmentScopeValidation").TextOr(string(sdk.AssignmentScopeValidationDefault)); !within(scope, assigned) &&
		!strings.EqualFold(validate, string(sdk.AssignmentScopeValidationDoNotValidate)) {
		return engine.CodeInvalidRequestContent.Errorf("The policy exemption '%s' is at '%s', which is not at or below the scope '%s' of the policy "+
			"assignment.", op.Name, scope, assigned)
	}
	definition, _ := assignment.Resource.In().At("policyDefinitionId").ID()
	if len(op.Inputs.At("policyDefinitionReferenceIds").Items()) > 0 && !strings.EqualFold(definition.Type(), policySetDefinitionType) {
		return CodeInvalidPolicyDefinitionReference.Errorf("The policy exemption '%s' create request is invalid. The associated policy assignment is an "+
			"assignment of a policy definition. The policy definition reference is only valid for policy assignments of policy set definitions.", op.Name)
	}
	return nil
}
