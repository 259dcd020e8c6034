package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// grants reports whether a role assignment grants one of the given built-in roles.
func grants(assignment pack.Resource, roles ...string) pack.Truth {
	definition := assignment.At("roleDefinitionId")
	if definition.NotKnown() {
		return pack.DontKnow(definition.Path())
	}
	id, _ := definition.Text()
	return pack.Known(slices.Contains(roles, strings.ToLower(azure.RoleGUID(id))))
}

func assignment(role, scope string, pairs ...any) pack.Example {
	return one(azure.TypeRoleAssignment, append([]any{
		"roleDefinitionId", azure.RoleDefinitionID("0b1f6471-1bf0-4dda-aec3-cb9272f09590", role), "scope", scope,
	}, pairs...)...)
}

const (
	adminGroup = "5a1b6d3e-1a5f-4c35-8f43-2f6a0b1a7c10"
	teamGroup  = "9c3e2f4b-7d7c-4f0a-9b6e-1d2c3b4a5f66"
)

// adminGroups is the setting that names who may administer a whole cluster.
var adminGroups = pack.Setting{
	Name: "adminGroupObjectIds", Kind: pack.StringList, Default: []string{},
	Description: "object IDs of the groups that may hold rights in a whole cluster",
}

func isAdminGroup(r pack.Resource, principal pack.Value) pack.Truth {
	wanted := make([]any, 0, 1)
	for _, id := range r.Strings(adminGroups.Name) {
		wanted = append(wanted, id)
	}
	if len(wanted) == 0 {
		return pack.False
	}
	return principal.IsOneOf(wanted...)
}
