package dataprotection

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Roles whose actions include what Azure Backup does.
// Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var (
	reads     = []string{azure.RoleReader, azure.RoleContributor, azure.RoleOwner}
	writes    = []string{azure.RoleContributor, azure.RoleOwner}
	snapshots = []string{azure.RoleDiskSnapshotContributor, azure.RoleContributor, azure.RoleOwner}
	// Data is not among what a Contributor may touch.
	writesBlobs = []string{azure.RoleStorageBlobDataContributor}
	readsBlobs  = []string{azure.RoleStorageBlobDataReader, azure.RoleStorageBlobDataContributor}
)

// need is a grant that somebody must have.
type need struct {
	principal, who string
	roles          []string
	role           string
}

// granted reports whether a principal has one of the roles at the target or above it, at this moment.
func granted(op *engine.Operation, principal string, target azure.ID, roles []string) bool {
	return principal != "" && slices.ContainsFunc(op.List(assignmentType), func(r *engine.Resource) bool {
		scope, ok := r.In().At("scope").ID()
		return ok && strings.EqualFold(r.In().At("principalId").Text(), principal) &&
			slices.Contains(roles, azure.RoleGUID(r.In().At("roleDefinitionId").Text())) &&
			(scope.Equal(target) || strings.HasPrefix(target.Key(), scope.Key()+"/"))
	})
}

// clusterPrincipal is what the cluster acts as.
func clusterPrincipal(op *engine.Operation, cluster *engine.Resource) string {
	for _, id := range cluster.In().At("identity", "userAssignedIdentities").Texts() {
		if r, ok := op.Get(id); ok {
			return r.Out().At("principalId").Text()
		}
	}
	return cluster.Out().At("identity", "principalId").Text()
}
