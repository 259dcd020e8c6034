package cluster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Ways in which Kubernetes decides who may do what.
const (
	// AuthorizationAzureRBAC asks Azure's role assignments.
	AuthorizationAzureRBAC = "azureRbac"
	// AuthorizationKubernetesRBAC asks role bindings in the cluster.
	AuthorizationKubernetesRBAC = "kubernetesRbac"
)

// Origins of the kubelet's identity.
const (
	// KubeletBYO is an identity of the landing zone, which can hold its rights before the cluster exists.
	KubeletBYO = "byo"
	// KubeletSystem is one that AKS makes.
	KubeletSystem = "system"
)

// controlPlaneUserAssigned is the only origin of the control plane's identity that works here.
const controlPlaneUserAssigned = "userAssigned"

// Identity says who may do what in the clusters, and under which identities they run.
type Identity struct {
	// ClusterTenantID is the GUID of the Entra tenant that signs users in to Kubernetes. Default: the tenant of the
	// subscriptions. https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication
	ClusterTenantID string `json:"clusterTenantId"`
	// Authorization is azureRbac (default) or kubernetesRbac, which is needed when the users are in another tenant.
	// https://learn.microsoft.com/azure/aks/entra-id-authorization
	Authorization string `json:"authorization" jsonschema:"enum=azureRbac,enum=kubernetesRbac"`
	// ClusterAdminGroupObjectID is the object ID of the Entra group whose members administer the cluster. Required.
	ClusterAdminGroupObjectID string `json:"clusterAdminGroupObjectId"`
	// DeployerObjectID is the object ID of the identity that runs the deployments, so that it can be refused as the
	// administrators' group: a pipeline is no person to break glass. Optional.
	DeployerObjectID string `json:"deployerObjectId"`
	// ControlPlane is the origin of the control plane's identity. Only userAssigned.
	ControlPlane string `json:"controlPlane" jsonschema:"enum=userAssigned"`
	// Kubelet is the origin of the identity with which nodes pull images: byo, made here, or system, made by AKS. Default
	// dev system, qa and prod byo. https://learn.microsoft.com/azure/aks/pre-created-kubelet-managed-identity
	Kubelet string `json:"kubelet" jsonschema:"enum=byo,enum=system"`
	// LegacyKubeletVMContributor gives the kubelet the role Virtual Machine Contributor on the nodes' group, which pod
	// identity needed and nothing does today. Default false.
	LegacyKubeletVMContributor bool `json:"legacyKubeletVmContributor"`
}

// SetDefaults implements field.Defaulter.
func (i *Identity) SetDefaults(class environment.Class) {
	i.Authorization = AuthorizationAzureRBAC
	i.ControlPlane = controlPlaneUserAssigned
	i.Kubelet = environment.Pick(class, KubeletSystem, KubeletBYO)
}

const (
	entraSource     = "https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication"
	azureRBACSource = "https://learn.microsoft.com/azure/aks/entra-id-authorization"
	identitySource  = "https://learn.microsoft.com/azure/aks/managed-identity-overview"
	guidRemedy      = "write 8-4-4-4-12 hexadecimal digits"
)

// Validate reports every mistake in the section itself.
func (i Identity) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	if i.ClusterTenantID != "" && !azure.IsGUID(i.ClusterTenantID) {
		errors.Add(field.Error{
			Path: path.Child("clusterTenantId"), Value: i.ClusterTenantID, Rule: "is not the GUID of a tenant", Remedy: guidRemedy, Source: entraSource,
		})
	}
	modes := []string{AuthorizationAzureRBAC, AuthorizationKubernetesRBAC}
	errors.Append(field.OneOf(path.Child("authorization"), i.Authorization, modes, azureRBACSource))
	errors.Append(i.validateAdminGroup(path.Child("clusterAdminGroupObjectId")))
	if i.DeployerObjectID != "" && !azure.IsGUID(i.DeployerObjectID) {
		errors.Add(field.Error{Path: path.Child("deployerObjectId"), Value: i.DeployerObjectID, Rule: "is not an object ID", Remedy: guidRemedy})
	}
	switch i.ControlPlane {
	case "systemAssigned":
		errors.Add(field.Error{
			Path: path.Child("controlPlane"), Value: i.ControlPlane,
			Rule:   "does not exist before the cluster, and so cannot hold its rights on subnets and on the DNS zone in time",
			Remedy: "choose " + controlPlaneUserAssigned, Source: identitySource,
		})
	case "servicePrincipal":
		errors.Add(field.Error{
			Path: path.Child("controlPlane"), Value: i.ControlPlane, Rule: "has a secret that expires and leaks",
			Remedy: "choose " + controlPlaneUserAssigned, Source: identitySource,
		})
	default:
		errors.Append(field.OneOf(path.Child("controlPlane"), i.ControlPlane, []string{controlPlaneUserAssigned}, identitySource))
	}
	errors.Append(field.OneOf(path.Child("kubelet"), i.Kubelet, []string{KubeletBYO, KubeletSystem}, identitySource))
	return errors
}

func (i Identity) validateAdminGroup(path field.Path) field.Errors {
	switch group := i.ClusterAdminGroupObjectID; {
	case group == "":
		return field.Errors{{
			Path: path, Rule: "is required: without it nobody can administer the cluster, local accounts being off",
			Remedy: "write the object ID that `az ad group show` prints", Source: entraSource,
		}}
	case !azure.IsGUID(group):
		return field.Errors{{
			Path: path, Value: group, Rule: "is not an object ID; a group's name is not enough", Remedy: "write the object ID that `az ad group show` prints",
			Source: entraSource,
		}}
	case strings.EqualFold(group, i.DeployerObjectID):
		return field.Errors{{
			Path: path, Value: group, Rule: "is deployerObjectId, and a pipeline is no group of administrators",
			Remedy: "name a group of people, with at least one account to break glass", Source: entraSource,
		}}
	}
	return nil
}

// ValidateTenant reports Azure RBAC for users of another tenant than the subscriptions', whose groups it cannot see.
func (i Identity) ValidateTenant(path field.Path, subscriptionTenant string) field.Errors {
	if i.Authorization != AuthorizationAzureRBAC || i.tenant(subscriptionTenant) == strings.ToLower(subscriptionTenant) {
		return nil
	}
	return field.Errors{{
		Path: path.Child("authorization"), Value: i.Authorization,
		Rule:   fmt.Sprintf("only knows tenant %s, and clusterTenantId is %s", subscriptionTenant, i.ClusterTenantID),
		Remedy: "choose kubernetesRbac, or the tenant of the subscriptions", Source: azureRBACSource,
	}}
}

// tenant is the tenant that signs users in, in lower case.
func (i Identity) tenant(subscriptionTenant string) string {
	if i.ClusterTenantID == "" {
		return strings.ToLower(subscriptionTenant)
	}
	return strings.ToLower(i.ClusterTenantID)
}

// ValidateIdentity reports what the cluster's settings and the identity section cannot have together. path is the
// cluster's.
func (s Settings) ValidateIdentity(path field.Path, identity Identity) field.Errors {
	if !identity.LegacyKubeletVMContributor || s.NodeResourceGroupProfile.RestrictionLevel != RestrictionReadOnly {
		return nil
	}
	return field.Errors{{
		Path: path.Child("nodeResourceGroupProfile").Child("restrictionLevel"), Value: RestrictionReadOnly,
		Rule:   "denies what identity.legacyKubeletVmContributor grants",
		Remedy: "remove the legacy grant, which nothing needs", Source: "https://learn.microsoft.com/azure/aks/node-resource-group-lockdown",
	}}
}

// NamespaceAccess says which Entra groups may do what in one namespace. It takes effect with azureRbac; with
// kubernetesRbac the bootstrap makes role bindings of the same groups.
type NamespaceAccess struct {
	// Namespace is the name of the namespace.
	Namespace string
	// AdminGroupObjectID is the group that may also manage access within the namespace; empty for none.
	AdminGroupObjectID string
	// WriterGroupObjectID is the group that may change workloads; empty for none.
	WriterGroupObjectID string
	// ReaderGroupObjectID is the group that may look; empty for none.
	ReaderGroupObjectID string
}

// aadProfile maps the section to ARM. The cluster's own list of administrators stays empty with Azure RBAC: a group in
// it would be administrator past every role assignment.
func (b *builder) aadProfile() containerservice.ManagedClusterAADProfileArgs {
	azureRBAC := b.args.Identity.Authorization == AuthorizationAzureRBAC
	admins := []string{}
	if !azureRBAC {
		admins = append(admins, b.args.Identity.ClusterAdminGroupObjectID)
	}
	return containerservice.ManagedClusterAADProfileArgs{
		AdminGroupObjectIDs: pulumi.ToStringArray(admins),
		EnableAzureRBAC:     pulumi.Bool(azureRBAC),
		Managed:             pulumi.Bool(true),
		TenantID:            pulumi.String(b.args.Identity.tenant(b.args.TenantID)),
	}
}

// access gives people their rights on the cluster.
//
// With Azure RBAC the administrators get all of it, and the groups of a namespace the role for it; whoever gets a role
// also gets the Cluster User Role, without which the cluster's address cannot be downloaded. That one is assigned once
// for each group, since ARM refuses the same role for the same principal on the same scope a second time. With Kubernetes
// RBAC the administrators get the Cluster User Role if they are in the subscription's tenant; in another tenant ARM does
// not know them.
func (b *builder) access(cluster *containerservice.ManagedCluster) error {
	identity := b.args.Identity
	id := cluster.ID().ToStringOutput()
	var grants []grant
	users := map[string]string{}
	admins := strings.ToLower(identity.ClusterAdminGroupObjectID)
	azureRBAC := identity.Authorization == AuthorizationAzureRBAC
	if azureRBAC {
		grants = append(grants, grant{
			part: "admin", role: azure.RoleAKSRBACClusterAdmin, scope: id, principal: pulumi.String(admins), why: "Administrators of the cluster.",
		})
		for _, access := range b.args.NamespaceAccess {
			scope := pulumi.Sprintf("%s/namespaces/%s", id, access.Namespace)
			for _, role := range access.roles() {
				group := strings.ToLower(role.group)
				if group == "" || group == admins {
					continue
				}
				users[group] = "user-" + group
				grants = append(grants, grant{
					part: "access-" + access.Namespace + "_" + role.part, role: role.guid, scope: scope, principal: pulumi.String(group),
					why: fmt.Sprintf("The %s of namespace %s.", role.people, access.Namespace),
				})
			}
		}
	}
	if azureRBAC || identity.tenant(b.args.TenantID) == strings.ToLower(b.args.TenantID) {
		users[admins] = "admin-user"
	}
	for _, group := range slices.Sorted(maps.Keys(users)) {
		grants = append(grants, grant{
			part: users[group], role: azure.RoleAKSClusterUser, scope: id, principal: pulumi.String(group), why: "May download the cluster's address.",
		})
	}
	for _, g := range grants {
		g.principalType = roleassignment.Group
		if _, err := b.assign(g); err != nil {
			return err
		}
	}
	return nil
}

// namespaceRole is one of the three roles in a namespace.
type namespaceRole struct{ part, people, guid, group string }

func (a NamespaceAccess) roles() []namespaceRole {
	return []namespaceRole{
		{"admin", "administrators", azure.RoleAKSRBACAdmin, a.AdminGroupObjectID},
		{"writer", "writers", azure.RoleAKSRBACWriter, a.WriterGroupObjectID},
		{"reader", "readers", azure.RoleAKSRBACReader, a.ReaderGroupObjectID},
	}
}

// legacyKubeletGrant gives the kubelet what pod identity needed.
func (b *builder) legacyKubeletGrant(cluster *containerservice.ManagedCluster, ids identities) error {
	if !b.args.Identity.LegacyKubeletVMContributor {
		return nil
	}
	_, err := b.assign(grant{
		part: "legacy-kubelet", role: azure.RoleVirtualMachineContributor, scope: b.nodeGroupID(cluster),
		principal: ids.kubeletObjectID(cluster), principalType: roleassignment.ServicePrincipal, why: "Left over from pod identity.",
	})
	return err
}
