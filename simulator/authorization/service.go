// Package authorization simulates Microsoft.Authorization: role assignments, the built-in role definitions they name,
// resource locks and Azure Policy, of which locks and some policies refuse writes of every service. Whether a role
// assignment suffices for an operation is judged by the service that performs it; it looks the assignment up in the store.
package authorization

import (
	"strings"

	locks "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20200501"
	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	exemptions "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220701preview"
	policies "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// ARM types of this namespace.
const (
	assignmentType = "Microsoft.Authorization/roleAssignments"
	definitionType = "Microsoft.Authorization/roleDefinitions"
	lockType       = "Microsoft.Authorization/locks"

	policyAssignmentType    = "Microsoft.Authorization/policyAssignments"
	policyDefinitionType    = "Microsoft.Authorization/policyDefinitions"
	policySetDefinitionType = "Microsoft.Authorization/policySetDefinitions"
	policyExemptionType     = "Microsoft.Authorization/policyExemptions"
)

// Service returns the types of Microsoft.Authorization, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Authorization",
		Types: []*engine.Type{managementLock(), policyAssignment(), policyDefinition(), policyExemption(), roleAssignment()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"managementLockByScopeArgs.level": engine.Values(locks.LockLevelCanNotDelete, locks.LockLevelReadOnly),
			"roleAssignmentArgs.principalType": engine.Values(sdk.PrincipalTypeUser, sdk.PrincipalTypeGroup,
				sdk.PrincipalTypeServicePrincipal, sdk.PrincipalTypeForeignGroup, sdk.PrincipalTypeDevice),
			"policyAssignmentArgs.enforcementMode": engine.Values(policies.EnforcementModeDefault, policies.EnforcementModeDoNotEnforce,
				policies.EnforcementModeEnroll),
			"Identity.type": engine.Values(policies.ResourceIdentityTypeSystemAssigned, policies.ResourceIdentityTypeUserAssigned,
				policies.ResourceIdentityTypeNone),
			"policyDefinitionArgs.policyType": engine.Values(policies.PolicyTypeCustom, policies.PolicyTypeNotSpecified),
			"policyDefinitionArgs.mode": {"All", "Indexed", azure.ModeKubernetes, "Microsoft.KeyVault.Data", "Microsoft.Network.Data",
				"Microsoft.ManagedHSM.Data", "Microsoft.DataFactory.Data", "Microsoft.MachineLearningServices.v2.Data"},
			"policyExemptionArgs.exemptionCategory": engine.Values(exemptions.ExemptionCategoryWaiver, exemptions.ExemptionCategoryMitigated),
			"policyExemptionArgs.assignmentScopeValidation": engine.Values(exemptions.AssignmentScopeValidationDefault,
				exemptions.AssignmentScopeValidationDoNotValidate),
		},
			Required: []string{"policyAssignmentArgs.policyDefinitionId", "policyDefinitionArgs.policyRule", "ParameterValuesValue.value"},
			Any: []string{"policyAssignmentArgs.metadata", "ParameterValuesValue.value", "policyDefinitionArgs.metadata",
				"policyDefinitionArgs.policyRule", "ParameterDefinitionsValue.allowedValues", "ParameterDefinitionsValue.defaultValue",
				"ParameterDefinitionsValue.schema", "policyExemptionArgs.metadata",
				"PolicyAssignment.metadata", "PolicyDefinition.metadata", "PolicyDefinition.policyRule", "PolicyExemption.metadata",
				"ParameterValuesValueResponse.value", "ParameterDefinitionsValueResponse.allowedValues",
				"ParameterDefinitionsValueResponse.defaultValue", "ParameterDefinitionsValueResponse.schema"},
		},
		BuiltIn: map[string]func(azure.ID) bool{
			strings.ToLower(definitionType): func(id azure.ID) bool {
				_, ok := azure.RoleName(id.Name())
				return ok
			},
			strings.ToLower(policyDefinitionType):    isBuiltInPolicy,
			strings.ToLower(policySetDefinitionType): isBuiltInPolicy,
		},
		MissingReference: missingReference,
		Guard:            guard,
	}
}

func isBuiltInPolicy(id azure.ID) bool {
	_, ok := builtInPolicy(id)
	return ok
}

// guard refuses what a lock or a policy forbids.
func guard(op *engine.Operation) error {
	if err := locked(op); err != nil {
		return err
	}
	return disallowed(op)
}

func missingReference(_ *engine.Operation, at engine.Value) *engine.Error {
	id, _ := at.ID()
	switch at.Path() {
	case "policyDefinitionId":
		return CodePolicyDefinitionNotFound.Errorf("The policy assignment create request is invalid. The policy definition '%s' could not be found.", id)
	case "policyAssignmentId":
		return CodePolicyAssignmentNotFound.Errorf("The policy assignment '%s' is not found.", id.Name())
	case "roleDefinitionId":
		return CodeRoleDefinitionDoesNotExist.Errorf("The specified role definition with ID '%s' does not exist.",
			strings.ReplaceAll(id.Name(), "-", ""))
	}
	return engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
		id.Type(), id.Name(), id.ResourceGroup())
}
