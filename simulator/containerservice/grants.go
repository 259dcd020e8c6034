package containerservice

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Roles whose actions include what AKS does with the identity of a cluster.
// Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var (
	// joinsNetworks: Microsoft.Network/virtualNetworks/subnets/join/action, and writing route tables.
	joinsNetworks = []string{azure.RoleNetworkContributor, azure.RoleContributor, azure.RoleOwner}
	// writesZones: Microsoft.Network/privateDnsZones/*.
	writesZones = []string{azure.RolePrivateDNSZoneContributor, azure.RoleNetworkContributor, azure.RoleContributor, azure.RoleOwner}
	// linksNetworks: Microsoft.Network/virtualNetworks/join/action, which the zone role has as well.
	linksNetworks = writesZones
	// assignsIdentities: Microsoft.ManagedIdentity/userAssignedIdentities/assign/action.
	assignsIdentities = []string{azure.RoleManagedIdentityOperator, azure.RoleContributor, azure.RoleOwner}
)

// granted reports whether a principal has one of the roles at the target or above it, at this moment.
func granted(op *engine.Operation, principal string, target azure.ID, roles []string) bool {
	for _, r := range op.List(assignmentType) {
		if !strings.EqualFold(r.In().At("principalId").Text(), principal) ||
			!slices.Contains(roles, azure.RoleGUID(r.In().At("roleDefinitionId").Text())) {
			continue
		}
		scope, ok := r.In().At("scope").ID()
		if ok && (scope.Equal(target) || strings.HasPrefix(target.Key(), scope.Key()+"/")) {
			return true
		}
	}
	return false
}

// controlPlane returns the principal that the cluster acts as. ok is false for an identity that AKS makes along with the
// cluster: nothing can be granted to it before.
func controlPlane(op *engine.Operation, cluster engine.Value) (principal string, ok bool) {
	if !strings.EqualFold(cluster.At("identity", "type").Text(), "UserAssigned") {
		return "", false
	}
	for _, v := range cluster.At("identity", "userAssignedIdentities").Items() {
		if r, found := op.Get(v.Text()); found {
			return r.Out().At("principalId").Text(), true
		}
	}
	return "", false
}

// checkSubnetGrants requires the identity to be able to join every subnet that nodes or pods are in.
func checkSubnetGrants(op *engine.Operation, cluster engine.Value, seats []seat) error {
	principal, ok := controlPlane(op, cluster)
	if !ok {
		return nil
	}
	for _, s := range seats {
		if !granted(op, principal, s.id, joinsNetworks) {
			return at(s.at, CodeLinkedAuthorizationFailed.Errorf("Reconcile VNet failed. Details: VNetReconciler retry failed: Category: "+
				"ClientError; SubCode: LinkedAuthorizationFailed: The client '%s' with object id '%s' has permission to perform action "+
				"'Microsoft.Compute/virtualMachineScaleSets/write'; however, it does not have permission to perform action "+
				"'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '%s' or the linked scope(s) are invalid.",
				principal, principal, s.id))
		}
		table, routed := s.subnet.At("routeTable", "id").ID()
		if routed && outbound(cluster) == userDefinedRouting && !granted(op, principal, table, joinsNetworks) {
			return at(s.at, CodeRouteTablePermission.Errorf("Managed identity or service principal must be given permission to read and write "+
				"to custom route table %s. Please see https://aka.ms/aks/customrt for more information.", table))
		}
	}
	return nil
}

// checkKubeletIdentity judges a kubelet identity that the program brings.
func checkKubeletIdentity(op *engine.Operation) error {
	given := op.Inputs.At("identityProfile", kubeletIdentity)
	if given.Absent() {
		return nil
	}
	target, err := op.Resolve(given.At("resourceId"), identityType)
	if err != nil {
		return err
	}
	for property, output := range map[string]string{"clientId": "clientId", "objectId": "principalId"} {
		v, is := given.At(property), target.Resource.Out().At(output).Text()
		if v.Present() && !strings.EqualFold(v.Text(), is) {
			return at(v, CodeKubeletIdentityProperty.Errorf("The %s '%s' of the kubelet identity is not that of %s, which is '%s'.", property,
				v.Text(), target.ID, is))
		}
	}
	principal, ok := controlPlane(op, op.Inputs)
	if ok && !granted(op, principal, target.ID, assignsIdentities) {
		return at(given, CodeKubeletIdentityPermission.Errorf("The cluster using user-assigned managed identity must be granted 'Managed Identity "+
			"Operator' role to assign kubelet identity. You can run 'az role assignment create --assignee %s --role 'Managed Identity Operator' "+
			"--scope %s' to grant the permission.", principal, target.ID))
	}
	return nil
}
