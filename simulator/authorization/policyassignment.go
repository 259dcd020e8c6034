package authorization

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func policyAssignment() *engine.Type {
	return &engine.Type{
		Token:            azure.TypePolicyAssignment,
		Versions:         []string{"v20250101"},
		APIVersion:       "2025-01-01",
		ARMType:          policyAssignmentType,
		Scope:            engine.ExtensionScope,
		ScopeProperty:    "scope",
		Names:            []string{"policyAssignmentName"},
		OptionalLocation: true,
		OrGlobal:         true,
		Args:             sdk.PolicyAssignmentArgs{},
		State:            sdk.PolicyAssignment{},
		Check:            checkPolicyAssignment,
		Put:              putPolicyAssignment,
		Models: []string{
			"The definition is one of Azure's that this project knows, or one that was deployed; the scope exists.",
			"Parameters are those of the definition, of its types and among its values, whose spelling counts; those without default are given.",
			"An effect that changes resources needs an identity, and an identity a region.",
			"Assignments that deny the registry's admin account and anonymous pull, local accounts and a public API server of a cluster, a " +
				"region, or a missing tag refuse such resources in their scope, at once; Azure may take minutes. Every other assignment " +
				"is kept and has no effect here.",
		},
		Codes: []engine.Code{CodePolicyDefinitionNotFound, CodeUndefinedPolicyParameter, CodeMissingPolicyParameter,
			CodePolicyParameterValueNotAllowed, CodeInvalidPolicyParameters, CodeInvalidPolicyAssignmentName, CodeResourceIdentityRequired,
			CodeLocationRequired, CodeRequestDisallowedByPolicy},
	}
}

func checkPolicyAssignment(c *engine.Check) {
	checkPolicyTexts(c)
	if scope, ok := c.Inputs.At("scope").ID(); ok && strings.EqualFold(scope.Type(), "Microsoft.Management/managementGroups") &&
		len(c.Name()) > azure.MaxPolicyAssignmentNameInManagementGroup {
		c.Failf(c.Inputs.At("policyAssignmentName"), CodeInvalidPolicyAssignmentName, "The policy assignment name '%s' is invalid. The policy "+
			"assignment name length must not exceed '%d' characters.", c.Name(), azure.MaxPolicyAssignmentNameInManagementGroup)
	}
	at := c.Inputs.At("policyDefinitionId")
	id, ok := at.ID()
	if at.Known() && (!ok || !strings.EqualFold(id.Type(), policyDefinitionType) && !strings.EqualFold(id.Type(), policySetDefinitionType)) {
		c.Failf(at, engine.CodeInvalidRequestContent, "'%s' is not the ID of a policy definition or of a policy set definition.", at.Text())
		return
	}
	checkIdentity(c)
	if d, known := builtInPolicy(id); known {
		for _, failure := range d.judge(c.Name(), c.Inputs) {
			c.Fail(c.Inputs.At("parameters"), failure)
		}
	}
}

// checkIdentity judges how an identity and its region fit together.
func checkIdentity(c *engine.Check) {
	identity, location := c.Inputs.At("identity", "type"), c.Inputs.At("location")
	if !withIdentity(identity) {
		return
	}
	switch {
	case location.Absent():
		c.Failf(location, CodeLocationRequired, "The location property is required for a policy assignment with an identity.")
	case strings.EqualFold(location.Text(), "global"):
		c.Failf(location, engine.CodeLocationNotAvailable, "The provided location 'global' is not available for the identity of a policy assignment.")
	}
	users := c.Inputs.At("identity", "userAssignedIdentities")
	if named := strings.EqualFold(identity.Text(), string(sdk.ResourceIdentityTypeUserAssigned)); users.Known() && named != (len(users.Items()) == 1) {
		c.Failf(users, engine.CodeInvalidRequestContent, "A policy assignment of identity type 'UserAssigned' names exactly one identity, and any "+
			"other type names none.")
	}
}

func withIdentity(kind engine.Value) bool {
	return kind.Text() != "" && !strings.EqualFold(kind.Text(), string(sdk.ResourceIdentityTypeNone))
}

func putPolicyAssignment(op *engine.Operation) error {
	id, _ := op.Inputs.At("policyDefinitionId").ID()
	d, ok := assignedPolicy(op, id)
	if !ok {
		return CodePolicyDefinitionNotFound.Errorf("The policy assignment create request is invalid. The policy definition '%s' could not be found.", id)
	}
	if failures := d.judge(op.Name, op.Inputs); len(failures) > 0 {
		return failures[0]
	}
	op.Default(string(sdk.EnforcementModeDefault), "enforcementMode")
	op.Default("Custom", "assignmentType")
	op.Set(op.GUID("policy assignment instance"), "instanceId")
	switch kind := op.Inputs.At("identity", "type").Text(); {
	case strings.EqualFold(kind, string(sdk.ResourceIdentityTypeSystemAssigned)):
		op.Set(op.GUID("system identity"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	case strings.EqualFold(kind, string(sdk.ResourceIdentityTypeUserAssigned)):
		user := op.Inputs.At("identity", "userAssignedIdentities").Texts()[0]
		r, ok := op.Get(user)
		if !ok {
			return engine.CodeResourceNotFound.Errorf("The identity '%s' of the policy assignment was not found.", user)
		}
		op.Set(map[string]any{user: map[string]any{"clientId": r.Out().At("clientId").Text(), "principalId": r.Out().At("principalId").Text()}},
			"identity", "userAssignedIdentities")
	}
	return nil
}
