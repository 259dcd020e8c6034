// Package authorization simulates Microsoft.Authorization: role assignments, the built-in role definitions they name,
// and resource locks, which refuse writes of every service. Whether an assignment suffices for an operation is judged
// by the service that performs it; it looks the assignment up in the store.
package authorization

import (
	"strings"

	locks "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20200501"
	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// ARM types of this namespace.
const (
	assignmentType = "Microsoft.Authorization/roleAssignments"
	definitionType = "Microsoft.Authorization/roleDefinitions"
	lockType       = "Microsoft.Authorization/locks"
)

// Service returns the types of Microsoft.Authorization, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.Authorization",
		Types: []*engine.Type{managementLock(), roleAssignment()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"managementLockByScopeArgs.level": engine.Values(locks.LockLevelCanNotDelete, locks.LockLevelReadOnly),
			"roleAssignmentArgs.principalType": engine.Values(sdk.PrincipalTypeUser, sdk.PrincipalTypeGroup,
				sdk.PrincipalTypeServicePrincipal, sdk.PrincipalTypeForeignGroup, sdk.PrincipalTypeDevice),
		}},
		BuiltIn: map[string]func(azure.ID) bool{
			strings.ToLower(definitionType): func(id azure.ID) bool {
				_, ok := azure.RoleName(id.Name())
				return ok
			},
		},
		MissingReference: missingReference,
		Guard:            locked,
	}
}

func missingReference(_ *engine.Operation, at engine.Value) *engine.Error {
	id, _ := at.ID()
	if at.Path() == "roleDefinitionId" {
		return CodeRoleDefinitionDoesNotExist.Errorf("The specified role definition with ID '%s' does not exist.",
			strings.ReplaceAll(id.Name(), "-", ""))
	}
	return engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
		id.Type(), id.Name(), id.ResourceGroup())
}
