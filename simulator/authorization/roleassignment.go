package authorization

import (
	"slices"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// replication is how long after its creation a principal may still be unknown where an assignment without principalType
// looks for it. The page gives no figure; a minute or two is usual.
// Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
const replication = 2 * time.Minute

// conditionVersion is the one version of conditions.
const conditionVersion = "2.0"

func roleAssignment() *engine.Type {
	return &engine.Type{
		Token:         azure.TypeRoleAssignment,
		Versions:      []string{"v20220401"},
		APIVersion:    "2022-04-01",
		ARMType:       assignmentType,
		Scope:         engine.ExtensionScope,
		ScopeProperty: "scope",
		Names:         []string{"roleAssignmentName"},
		SkipNameRule:  true,
		Args:          sdk.RoleAssignmentArgs{},
		State:         sdk.RoleAssignment{},
		Check:         checkAssignment,
		Put:           putAssignment,
		Models: []string{
			"The name is a GUID, the role is one of Azure's built-in roles that this project knows, the scope exists; a namespace " +
				"of a cluster that exists may be the scope.",
			"One role is given to one principal at one scope once.",
			"A service principal must be a managed identity that exists; the object IDs of users and groups are taken as they are.",
			"A principal made moments ago is not found unless the assignment says that it is a service principal.",
			"An assignment takes effect at once; Azure may take ten minutes.",
		},
		Codes: []engine.Code{CodeRoleAssignmentExists, CodeRoleDefinitionDoesNotExist, CodePrincipalNotFound, CodeUnmatchedPrincipalType,
			CodeInvalidPrincipalID, CodeInvalidRoleAssignmentID},
	}
}

func checkAssignment(c *engine.Check) {
	if name := c.Inputs.At("roleAssignmentName"); name.Known() && !azure.IsGUID(name.Text()) {
		c.Failf(name, CodeInvalidRoleAssignmentID, "The role assignment ID '%s' is not valid. The role assignment ID must be a GUID.",
			name.Text())
	}
	if principal := c.Inputs.At("principalId"); principal.Known() && !azure.IsGUID(principal.Text()) {
		c.Failf(principal, CodeInvalidPrincipalID, "A valid principal ID must be provided for role assignment; '%s' is none.",
			principal.Text())
	}
	if role := c.Inputs.At("roleDefinitionId"); role.Known() {
		if id, ok := role.ID(); !ok || !strings.EqualFold(id.Type(), definitionType) {
			c.Failf(role, engine.CodeInvalidRequestContent, "'%s' is not the ID of a role definition, such as %s.", role.Text(),
				azure.RoleDefinitionID("<subscription>", azure.RoleReader))
		}
	}
	condition, version := c.Inputs.At("condition"), c.Inputs.At("conditionVersion")
	switch {
	case !condition.Known() || !version.Known():
	case condition.Present() != version.Present():
		c.Failf(condition, engine.CodeInvalidRequestContent, "condition and conditionVersion must be set together.")
	case version.Present() && version.Text() != conditionVersion:
		c.Failf(version, engine.CodeInvalidRequestContent, "conditionVersion '%s' is not supported; it must be '%s'.", version.Text(), conditionVersion)
	}
}

func putAssignment(op *engine.Operation) error {
	scope, _ := op.Inputs.At("scope").ID()
	if err := namespaceOfACluster(op, scope); err != nil {
		return err
	}
	principal := op.Inputs.At("principalId").Text()
	role := azure.RoleGUID(op.Inputs.At("roleDefinitionId").Text())
	for _, other := range op.List(assignmentType) {
		if other.ARMID().Key() == op.ID.Key() {
			continue
		}
		at, _ := other.In().At("scope").ID()
		if at.Equal(scope) && strings.EqualFold(other.In().At("principalId").Text(), principal) &&
			azure.RoleGUID(other.In().At("roleDefinitionId").Text()) == role {
			return CodeRoleAssignmentExists.Errorf("The role assignment already exists. The ID of the existing role assignment is %s.",
				strings.ReplaceAll(other.Name(), "-", ""))
		}
	}
	principalType, err := judgePrincipal(op, principal)
	if err != nil {
		return err
	}
	subscription := scope.Subscription()
	if subscription == "" {
		subscription = op.Provider.Subscription
	}
	op.Set(azure.RoleDefinitionID(subscription, role), "roleDefinitionId")
	op.Default(principalType, "principalType")
	now := op.Now().Format(time.RFC3339)
	op.Set(now, "createdOn")
	if op.Old != nil {
		op.Set(op.Old.Out().At("createdOn").Text(), "createdOn")
	}
	op.Set(now, "updatedOn")
	return nil
}

// namespaceOfACluster requires the cluster of a namespace scope to exist. Whether the namespace itself does is not
// checked by Azure, which cannot look into the cluster.
// Source: https://learn.microsoft.com/azure/aks/manage-azure-rbac#create-role-assignments-for-cluster-access
func namespaceOfACluster(op *engine.Operation, scope azure.ID) error {
	if !strings.EqualFold(scope.Type(), "Microsoft.ContainerService/managedClusters/namespaces") {
		return nil
	}
	cluster, _ := scope.Parent()
	if _, ok := op.Get(cluster.String()); !ok {
		return engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
			cluster.Type(), cluster.Name(), cluster.ResourceGroup())
	}
	return nil
}

// judgePrincipal returns the type of the principal, or refuses one that cannot be found. Users, groups and the service
// principals of applications are not resources, and Azure believes their type without looking them up.
// Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignments-with-identity-not-found
func judgePrincipal(op *engine.Operation, principal string) (string, error) {
	given := op.Inputs.At("principalType").Text()
	service := string(sdk.PrincipalTypeServicePrincipal)
	identity, managed := managedIdentity(op, principal)
	switch {
	case managed && given == "":
		if op.Now().Sub(identity.Created) < replication {
			return "", CodePrincipalNotFound.Errorf("Principal %s does not exist in the directory %s. Check that you have the correct "+
				"principal ID. If you are creating this principal and then immediately assigning a role, this error might be related "+
				"to a replication delay. In this case, set the role assignment principalType property to a value, such as "+
				"ServicePrincipal, User, or Group.", strings.ReplaceAll(principal, "-", ""), op.Provider.Tenant)
		}
		return service, nil
	case managed && !strings.EqualFold(given, service):
		return "", CodeUnmatchedPrincipalType.Errorf("The PrincipalId '%s' has type 'ServicePrincipal', which is different from "+
			"specified PrincipalType '%s'.", strings.ReplaceAll(principal, "-", ""), given)
	case !managed && strings.EqualFold(given, service) && isApplicationID(op, principal):
		return "", CodePrincipalNotFound.Errorf("Principal %s does not exist in the directory %s: it is the application ID of a managed "+
			"identity, which has another object ID.", strings.ReplaceAll(principal, "-", ""), op.Provider.Tenant)
	case given == "":
		return string(sdk.PrincipalTypeUser), nil
	}
	return given, nil
}

// isApplicationID reports whether an ID is the one that a managed identity signs in with, which no role can be given to.
func isApplicationID(op *engine.Operation, id string) bool {
	return slices.ContainsFunc(op.List("Microsoft.ManagedIdentity/userAssignedIdentities"), func(r *engine.Resource) bool {
		return strings.EqualFold(r.Out().At("clientId").Text(), id)
	})
}

// identified are the types, besides clusters, that can have a system-assigned identity.
var identified = []string{
	policyAssignmentType, "Microsoft.Logic/workflows", "Microsoft.CostManagement/exports", "Microsoft.DataProtection/backupVaults",
	"Microsoft.Dashboard/grafana",
}

// managedIdentity finds the resource that a principal is the identity of: a user-assigned identity, or a resource with
// a system-assigned one.
func managedIdentity(op *engine.Operation, principal string) (*engine.Resource, bool) {
	for _, r := range op.List("Microsoft.ManagedIdentity/userAssignedIdentities") {
		if strings.EqualFold(r.Out().At("principalId").Text(), principal) {
			return r, true
		}
	}
	for _, kind := range identified {
		for _, r := range op.List(kind) {
			if strings.EqualFold(r.Out().At("identity", "principalId").Text(), principal) {
				return r, true
			}
		}
	}
	for _, r := range op.List("Microsoft.KubernetesConfiguration/extensions") {
		if strings.EqualFold(r.Out().At("aksAssignedIdentity", "principalId").Text(), principal) {
			return r, true
		}
	}
	for _, r := range op.List("Microsoft.ContainerService/managedClusters") {
		if strings.EqualFold(r.Out().At("identity", "principalId").Text(), principal) {
			return r, true
		}
		for _, addon := range r.Out().At("addonProfiles").Keys() {
			if strings.EqualFold(r.Out().At("addonProfiles", addon, "identity", "objectId").Text(), principal) {
				return r, true
			}
		}
	}
	return nil, false
}
