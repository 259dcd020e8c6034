package authorization

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Pages the codes were read from.
const (
	troubleshooting = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"
	lockPage        = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
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
)
