package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noOwnerOnRegistry = pack.Rule{
	ID:       "no-owner-on-registry",
	Title:    "Nobody owns the registry who only uses it",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why: "Owner and Contributor let a pipeline push and delete every image, switch on the administrator account and open the " +
		"network, where it needed to push one.",
	Absent: "Azure refuses an assignment without a role.",
	Remedy: "Assign AcrPull, AcrPush, AcrDelete or a Container Registry Repository role instead.",
	Source: "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview",
	Types:  []string{azure.TypeRoleAssignment},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(grants(r, azure.RoleOwner, azure.RoleContributor),
			func() pack.Verdict {
				return r.At("scope").MustMatch("must not be a container registry", func(v pack.Value) bool {
					scope, _ := v.Text()
					return !inRegistry(scope)
				})
			}, pack.Pass)
	},
	Pass: pack.Examples{
		"pull":                            assignment(azure.RoleAcrPull, exampleRegistryID),
		"push":                            assignment(azure.RoleAcrPush, exampleRegistryID),
		"owner of something else":         assignment(azure.RoleOwner, exampleClusterID),
		"pull, scope left out":            one(azure.TypeRoleAssignment, "roleDefinitionId", azure.RoleAcrPull),
		"custom role, role GUID left out": one(azure.TypeRoleAssignment, "roleDefinitionId", "/providers/Microsoft.Authorization/roleDefinitions/acr-task", "scope", exampleRegistryID),
	},
	Fail: pack.Examples{
		"owner":                assignment(azure.RoleOwner, exampleRegistryID),
		"contributor":          assignment(azure.RoleContributor, exampleRegistryID),
		"owner, in other case": assignment(azure.RoleOwner, strings.ToUpper(exampleRegistryID)),
		"owner of a part":      assignment(azure.RoleOwner, exampleRegistryID+"/replications/northeurope"),
	},
}

const exampleRegistryID = exampleGroupID + "/providers/Microsoft.ContainerRegistry/registries/acrexample"

// inRegistry reports whether an ID is that of a container registry or of something in one.
func inRegistry(text string) bool {
	id, err := azure.ParseID(text)
	if err != nil {
		return false
	}
	kind, registry := strings.ToLower(id.Type()), "microsoft.containerregistry/registries"
	return kind == registry || strings.HasPrefix(kind, registry+"/")
}
