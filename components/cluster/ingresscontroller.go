package cluster

import (
	"fmt"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// IngressController is the workload that terminates TLS in the cluster, with a certificate from the vault.
type IngressController struct {
	// Namespace and ServiceAccount are what its pods run as.
	Namespace, ServiceAccount string
	// VaultID is the ARM ID of the vault that holds its certificate.
	VaultID pulumi.StringInput
}

// ingressCredential is the name of the federated credential.
const ingressCredential = "ingress-controller"

// ingressIdentity is the identity of the ingress controller, while it is built.
type ingressIdentity struct {
	identity *managedidentity.UserAssignedIdentity
	clientID pulumi.StringOutput
	grants   []pulumi.Resource
}

// newIngressController declares the identity and its rights, which need no cluster.
func (b *builder) newIngressController() (ingressIdentity, error) {
	made := ingressIdentity{clientID: pulumi.String("").ToStringOutput()}
	controller := b.args.IngressController
	if controller == nil {
		return made, nil
	}
	identity, err := b.newIdentity("ingress-controller", b.args.Names.IngressControllerIdentity())
	if err != nil {
		return made, fmt.Errorf("ingress controller: identity: %w", err)
	}
	made.identity, made.clientID = identity, identity.ClientId
	for _, g := range []grant{
		{part: "ingress-controller-reader", role: azure.RoleKeyVaultReader, why: "The ingress controller finds its certificate here."},
		{part: "ingress-controller-secrets", role: azure.RoleKeyVaultSecretsUser, why: "The ingress controller reads its certificate with the key."},
	} {
		g.scope, g.principal, g.principalType = controller.VaultID, identity.PrincipalId, roleassignment.ServicePrincipal
		assignment, err := b.assign(g)
		if err != nil {
			return made, fmt.Errorf("ingress controller: %w", err)
		}
		made.grants = append(made.grants, assignment)
	}
	return made, nil
}

// federateIngressController lets the controller's service account act as the identity.
func (b *builder) federateIngressController(made ingressIdentity, cluster *containerservice.ManagedCluster) error {
	if made.identity == nil {
		return nil
	}
	controller := b.args.IngressController
	_, err := managedidentity.NewFederatedIdentityCredential(b.ctx, b.child("ingress-controller-credential"),
		&managedidentity.FederatedIdentityCredentialArgs{
			Audiences: pulumi.StringArray{pulumi.String(tokenAudience)}, FederatedIdentityCredentialResourceName: pulumi.String(ingressCredential),
			Issuer: cluster.OidcIssuerProfile.IssuerURL().Elem(), ResourceGroupName: b.args.ResourceGroupName, ResourceName: made.identity.Name,
			Subject: pulumi.String(fmt.Sprintf("system:serviceaccount:%s:%s", controller.Namespace, controller.ServiceAccount)),
		}, b.parent)
	if err != nil {
		return fmt.Errorf("ingress controller: credential: %w", err)
	}
	return nil
}
