package bootstrap

import (
	"errors"
	"fmt"

	rbacv1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/rbac/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Access names the Entra groups that may work in one namespace. With authorization azureRbac they get Azure roles on
// the namespace, with kubernetesRbac role bindings in it.
type Access struct {
	// AdminGroupObjectID is the GUID of the group that may do everything, role bindings too. Default none.
	AdminGroupObjectID string `json:"adminGroupObjectId"`
	// WriterGroupObjectID is the GUID of the group that may change objects, but not roles. Default none.
	WriterGroupObjectID string `json:"writerGroupObjectId"`
	// ReaderGroupObjectID is the GUID of the group that may look, but not at secrets. Default none.
	ReaderGroupObjectID string `json:"readerGroupObjectId"`
}

// Validate reports every mistake.
func (a Access) Validate(path field.Path, _ environment.Class) field.Errors {
	mistakes := checkGroup(path.Child("adminGroupObjectId"), a.AdminGroupObjectID)
	mistakes.Append(checkGroup(path.Child("writerGroupObjectId"), a.WriterGroupObjectID))
	mistakes.Append(checkGroup(path.Child("readerGroupObjectId"), a.ReaderGroupObjectID))
	return mistakes
}

// clusterAccess is who may work in the whole cluster.
type clusterAccess struct {
	// native is true when Kubernetes role bindings decide. With Azure roles there are none: both at once would leave
	// nobody able to say who may do what.
	native bool
	// admins and viewers are object IDs of Entra groups; viewers may be empty.
	admins, viewers string
}

func (a *Args) access() (clusterAccess, error) {
	switch a.Authorization {
	case AuthorizationAzure:
		return clusterAccess{}, nil
	case AuthorizationKubernetes:
		if !azure.IsGUID(a.ClusterAdminGroupObjectID) {
			return clusterAccess{}, errors.New("authorization kubernetesRbac needs the object ID of the cluster's admin group")
		}
		return clusterAccess{native: true, admins: a.ClusterAdminGroupObjectID, viewers: a.Settings.ClusterViewerGroupObjectID}, nil
	}
	return clusterAccess{}, fmt.Errorf("authorization %q is neither %s nor %s", a.Authorization, AuthorizationAzure, AuthorizationKubernetes)
}

// rbacGroup is the API group of roles and of the subjects that are groups.
const rbacGroup = "rbac.authorization.k8s.io"

// Roles that every Kubernetes cluster has.
//
// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
const (
	roleClusterAdmin = "cluster-admin"
	roleAdmin        = "admin"
	roleEdit         = "edit"
	roleView         = "view"
)

func (o *objects) clusterRoleBindings(access clusterAccess) error {
	if !access.native {
		return nil
	}
	for _, binding := range []struct{ name, role, group string }{
		{"cluster-admins", roleClusterAdmin, access.admins},
		{"cluster-viewers", roleView, access.viewers},
	} {
		if binding.group == "" {
			continue
		}
		resource, err := rbacv1.NewClusterRoleBinding(o.ctx, o.child("", binding.name), &rbacv1.ClusterRoleBindingArgs{
			Metadata: o.metadata("", binding.name), RoleRef: clusterRole(binding.role), Subjects: group(binding.group),
		}, o.options()...)
		if _, err := o.add(resource, err); err != nil {
			return err
		}
	}
	return nil
}

func (o *objects) roleBindings(n Namespace, in pulumi.ResourceOption) error {
	for _, binding := range []struct{ name, role, group string }{
		{"namespace-admin", roleAdmin, n.Access.AdminGroupObjectID},
		{"namespace-editor", roleEdit, n.Access.WriterGroupObjectID},
		{"namespace-viewer", roleView, n.Access.ReaderGroupObjectID},
	} {
		if binding.group == "" {
			continue
		}
		resource, err := rbacv1.NewRoleBinding(o.ctx, o.child(n.Name, binding.name), &rbacv1.RoleBindingArgs{
			Metadata: o.metadata(n.Name, binding.name), RoleRef: clusterRole(binding.role), Subjects: group(binding.group),
		}, o.options(in)...)
		if _, err := o.add(resource, err); err != nil {
			return err
		}
	}
	return nil
}

func clusterRole(name string) *rbacv1.RoleRefArgs {
	return &rbacv1.RoleRefArgs{ApiGroup: pulumi.String(rbacGroup), Kind: pulumi.String("ClusterRole"), Name: pulumi.String(name)}
}

// group is one Entra group as the subject of a binding; AKS presents groups by their object ID.
func group(objectID string) rbacv1.SubjectArray {
	return rbacv1.SubjectArray{rbacv1.SubjectArgs{
		ApiGroup: pulumi.String(rbacGroup), Kind: pulumi.String("Group"), Name: pulumi.String(objectID),
	}}
}
