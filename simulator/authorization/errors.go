package authorization

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Pages the codes were read from.
const (
	troubleshooting = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"
	lockPage        = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
	deploymentPage  = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"
)

// Codes of Microsoft.Authorization.
var (
	// CodeRoleAssignmentExists refuses a second assignment of the same role to the same principal at the same scope.
	CodeRoleAssignmentExists = engine.Code{Name: "RoleAssignmentExists", Status: http.StatusConflict,
		Source: troubleshooting + "#symptom---arm-template-role-assignment-returns-badrequest-status"}
	// CodeRoleDefinitionDoesNotExist refuses a role that does not exist.
	CodeRoleDefinitionDoesNotExist = engine.Code{Name: "RoleDefinitionDoesNotExist", Status: http.StatusNotFound,
		Source: troubleshooting + "#custom-roles"}
	// CodePrincipalNotFound refuses a principal that the directory does not know, or not yet.
	CodePrincipalNotFound = engine.Code{Name: "PrincipalNotFound", Status: http.StatusBadRequest,
		Source: troubleshooting + "#symptom---assigning-a-role-to-a-new-principal-sometimes-fails"}
	// CodeUnmatchedPrincipalType refuses a principal of another type than the assignment says.
	CodeUnmatchedPrincipalType = engine.Code{Name: "UnmatchedPrincipalType", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/modern-web-app-pattern-dotnet/pull/129"}
	// CodeInvalidPrincipalID refuses a principal ID that is no object ID.
	CodeInvalidPrincipalID = engine.Code{Name: "InvalidPrincipalId", Status: http.StatusBadRequest,
		Source: troubleshooting + "#azure-role-assignments"}
	// CodeInvalidRoleAssignmentID refuses an assignment name that is no GUID.
	CodeInvalidRoleAssignmentID = engine.Code{Name: "InvalidRoleAssignmentId", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/role-based-access-control/role-assignments#name"}
	// CodeScopeLocked refuses a write at a locked scope.
	CodeScopeLocked = engine.Code{Name: "ScopeLocked", Status: http.StatusConflict, Source: lockPage}
	// CodePolicyDefinitionNotFound refuses an assignment of a definition that does not exist.
	CodePolicyDefinitionNotFound = engine.Code{Name: "PolicyDefinitionNotFound", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/Enterprise-Scale/issues/804"}
	// CodePolicyAssignmentNotFound refuses an exemption from an assignment that does not exist.
	CodePolicyAssignmentNotFound = engine.Code{Name: "PolicyAssignmentNotFound", Status: http.StatusNotFound,
		Source: "https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure"}
	// CodeUndefinedPolicyParameter refuses a parameter that the definition does not have.
	CodeUndefinedPolicyParameter = engine.Code{Name: "UndefinedPolicyParameter", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/pull/282"}
	// CodeMissingPolicyParameter refuses an assignment without a parameter that has no default value.
	CodeMissingPolicyParameter = engine.Code{Name: "MissingPolicyParameter", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-sdk-for-net/issues/39734"}
	// CodePolicyParameterValueNotAllowed refuses a value outside those that the definition lists, in its spelling.
	CodePolicyParameterValueNotAllowed = engine.Code{Name: "PolicyParameterValueNotAllowed", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/Azure-Landing-Zones/issues/442"}
	// CodeInvalidPolicyParameters refuses a value of another type than the definition's, and a rule that uses a parameter
	// that is not defined.
	CodeInvalidPolicyParameters = engine.Code{Name: "InvalidPolicyParameters", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/enterprise-azure-policy-as-code/issues/211"}
	// CodeUnusedPolicyParameters refuses a definition with a parameter that its rule does not use.
	CodeUnusedPolicyParameters = engine.Code{Name: "UnusedPolicyParameters", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-monitor-baseline-alerts/issues/311"}
	// CodeInvalidPolicyParameterType refuses a definition with a parameter of a type that does not exist.
	CodeInvalidPolicyParameterType = engine.Code{Name: "InvalidPolicyParameterType", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/data-management-zone/pull/319"}
	// CodeInvalidPolicyParameterUpdate refuses to take a parameter from a definition, or to add one without default value.
	CodeInvalidPolicyParameterUpdate = engine.Code{Name: "InvalidPolicyParameterUpdate", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-monitor-baseline-alerts/issues/335"}
	// CodeInvalidPolicyRule refuses a rule that has not the form of one.
	CodeInvalidPolicyRule = engine.Code{Name: "InvalidPolicyRule", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule"}
	// CodeInvalidDeletePolicyDefinitionRequest refuses to delete a definition that is assigned.
	CodeInvalidDeletePolicyDefinitionRequest = engine.Code{Name: "InvalidDeletePolicyDefinitionRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/issues/1304"}
	// CodeInvalidPolicyAssignmentName refuses a name that is too long for an assignment to a management group.
	CodeInvalidPolicyAssignmentName = engine.Code{Name: "InvalidPolicyAssignmentName", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-powershell/issues/8992"}
	// CodeResourceIdentityRequired refuses an assignment without identity whose effect changes resources.
	CodeResourceIdentityRequired = engine.Code{Name: "ResourceIdentityRequired", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-cli/issues/13150"}
	// CodeLocationRequired refuses an identity without the region it is to live in.
	CodeLocationRequired = engine.Code{Name: "LocationRequired", Status: http.StatusBadRequest, Source: deploymentPage}
	// CodeInvalidPolicyDefinitionReference refuses an exemption from parts of an assignment that has no parts.
	CodeInvalidPolicyDefinitionReference = engine.Code{Name: "InvalidPolicyDefinitionReference", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/enterprise-azure-policy-as-code/issues/267"}
	// CodeRequestDisallowedByPolicy refuses a resource that an assigned policy denies.
	CodeRequestDisallowedByPolicy = engine.Code{Name: "RequestDisallowedByPolicy", Status: http.StatusForbidden,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy"}
)
