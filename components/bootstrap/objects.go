package bootstrap

import (
	"fmt"

	"github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes"
	metav1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/meta/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// objects creates the Kubernetes objects of the bootstrap through one provider and remembers them.
type objects struct {
	ctx       *pulumi.Context
	component *Bootstrap
	// name is the component's, the first part of every child's name.
	name string
	// provider talks to the API server or writes files; the objects are the same.
	provider *kubernetes.Provider
	// direct is true when Pulumi owns the objects, and false when Flux will.
	direct bool
	class  environment.Class
	// minor is the second number of the cluster's version.
	minor int
	// tenantID is where the workloads' identities live.
	tenantID pulumi.StringInput
	// created are all objects so far.
	created []pulumi.Resource
}

// all creates every object: first what belongs to the whole cluster, then one bundle per namespace.
func (o *objects) all(namespaces []Namespace, accounts []ServiceAccount, access clusterAccess) error {
	if err := o.emptyDefaultNamespace(); err != nil {
		return err
	}
	if err := o.clusterRoleBindings(access); err != nil {
		return err
	}
	for _, n := range namespaces {
		if err := o.bundle(n, accounts, access.native); err != nil {
			return fmt.Errorf("namespace %s: %w", n.Name, err)
		}
	}
	return nil
}

// bundle creates a namespace and what every namespace starts with.
func (o *objects) bundle(n Namespace, accounts []ServiceAccount, nativeAccess bool) error {
	namespace, err := o.namespace(n)
	if err != nil {
		return err
	}
	in := pulumi.DependsOn([]pulumi.Resource{namespace})
	if err := o.quotaAndLimits(n, in); err != nil {
		return err
	}
	if err := o.networkPolicies(n, in); err != nil {
		return err
	}
	if err := o.serviceAccounts(n, accounts, in); err != nil {
		return err
	}
	if !nativeAccess {
		return nil
	}
	return o.roleBindings(n, in)
}

// metadata is the start of an object's metadata; the namespace is empty for objects of the whole cluster.
func (o *objects) metadata(namespace, name string) *metav1.ObjectMetaArgs {
	meta := &metav1.ObjectMetaArgs{Name: pulumi.String(name), Annotations: o.annotations(nil)}
	if namespace != "" {
		meta.Namespace = pulumi.String(namespace)
	}
	return meta
}

// annotations adds to the given ones what all objects carry. An object that Pulumi owns is left alone by Flux, even
// if the repository holds it too: two owners with different ideas would undo each other's work for ever.
//
// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#suspending-and-resuming
func (o *objects) annotations(own map[string]string) pulumi.StringMap {
	all := pulumi.StringMap{}
	for key, value := range own {
		all[key] = pulumi.String(value)
	}
	if o.direct {
		all["kustomize.toolkit.fluxcd.io/reconcile"] = pulumi.String("disabled")
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// child is the Pulumi name of an object: <component>-<name>, or <component>-<namespace>/<name>. The slash keeps a-b/c
// and a/b-c apart.
func (o *objects) child(namespace, name string) string {
	if namespace == "" {
		return o.name + "-" + name
	}
	return o.name + "-" + namespace + "/" + name
}

func (o *objects) options(opts ...pulumi.ResourceOption) []pulumi.ResourceOption {
	return append([]pulumi.ResourceOption{pulumi.Parent(o.component), pulumi.Provider(o.provider)}, opts...)
}

func (o *objects) add(resource pulumi.Resource, err error) (pulumi.Resource, error) {
	if err != nil {
		return nil, err
	}
	o.created = append(o.created, resource)
	return resource, nil
}
