package bootstrap

import (
	"errors"
	"fmt"
	"slices"

	corev1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1"
	metav1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/meta/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"k8s.io/apimachinery/pkg/util/validation"
)

// ServiceAccount is the Kubernetes half of a workload identity: pods that run as it act as an identity in Entra.
//
// Source: https://learn.microsoft.com/azure/aks/workload-identity-overview
type ServiceAccount struct {
	// Namespace and Name are those of the federated credential's subject. Required.
	Namespace, Name string
	// ClientID is the client ID of the identity. Required.
	ClientID pulumi.StringInput
}

// Annotations by which the workload identity webhook finds the identity.
//
// Source: https://learn.microsoft.com/azure/aks/workload-identity-overview#service-account-labels-and-annotations
const (
	annotationClientID = "azure.workload.identity/client-id"
	annotationTenantID = "azure.workload.identity/tenant-id"
)

// defaultServiceAccount is the one that pods run as which name none. Kubernetes makes it with the namespace.
const defaultServiceAccount = "default"

func checkServiceAccounts(accounts []ServiceAccount, namespaces []Namespace) error {
	var mistakes []error
	variables := map[string]ServiceAccount{}
	for _, account := range accounts {
		id := account.Namespace + "/" + account.Name
		switch {
		case account.ClientID == nil:
			mistakes = append(mistakes, fmt.Errorf("service account %s has no client ID", id))
		case account.Name == defaultServiceAccount:
			mistakes = append(mistakes, fmt.Errorf("service account %s: a workload has an account of its own, not the default one", id))
		case len(validation.IsDNS1123Subdomain(account.Name)) > 0:
			mistakes = append(mistakes, fmt.Errorf("service account %s is not a name that Kubernetes takes", id))
		case !slices.ContainsFunc(namespaces, func(n Namespace) bool { return n.Name == account.Namespace }):
			mistakes = append(mistakes, fmt.Errorf("service account %s: its namespace is not among the configured ones", id))
		}
		other, taken := variables[account.variable()]
		if taken {
			mistakes = append(mistakes, fmt.Errorf("service accounts %s/%s and %s are too much alike", other.Namespace, other.Name, id))
		}
		variables[account.variable()] = account
	}
	return errors.Join(mistakes...)
}

// serviceAccounts takes the token away from the namespace's default account and creates the accounts of workload
// identities. Those mount no token of the API server either: the webhook mounts the one that Entra wants, and a pod
// that does talk to the API server says so itself.
func (o *objects) serviceAccounts(n Namespace, accounts []ServiceAccount, in pulumi.ResourceOption) error {
	// A patch, because Kubernetes owns the account. It is applied on the server's side, so it does not matter which of
	// the two comes first, and deleting the patch does not delete the account.
	patch, err := corev1.NewServiceAccountPatch(o.ctx, o.child(n.Name, defaultServiceAccount), &corev1.ServiceAccountPatchArgs{
		Metadata: &metav1.ObjectMetaPatchArgs{
			Namespace: pulumi.String(n.Name), Name: pulumi.String(defaultServiceAccount), Annotations: o.annotations(nil),
		},
		AutomountServiceAccountToken: pulumi.Bool(false),
	}, o.options(in)...)
	if _, err := o.add(patch, err); err != nil {
		return err
	}
	for _, account := range accounts {
		if account.Namespace != n.Name {
			continue
		}
		meta := o.metadata(n.Name, account.Name)
		annotations := o.annotations(nil)
		if annotations == nil {
			annotations = pulumi.StringMap{}
		}
		annotations[annotationClientID], annotations[annotationTenantID] = o.identity(account)
		meta.Annotations = annotations
		resource, err := corev1.NewServiceAccount(o.ctx, o.child(n.Name, account.Name), &corev1.ServiceAccountArgs{
			Metadata: meta, AutomountServiceAccountToken: pulumi.Bool(false),
		}, o.options(in)...)
		if _, err := o.add(resource, err); err != nil {
			return err
		}
	}
	return nil
}

// identity returns client ID and tenant ID: the values where Pulumi owns the object, and otherwise the variables that
// Flux replaces, so that the same files serve a cluster that is created again.
func (o *objects) identity(account ServiceAccount) (clientID, tenantID pulumi.StringInput) {
	if o.direct {
		return account.ClientID, o.tenantID
	}
	return pulumi.String("${" + account.variable() + "}"), pulumi.String("${" + variableTenantID + "}")
}
