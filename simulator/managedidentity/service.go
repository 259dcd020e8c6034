// Package managedidentity simulates Microsoft.ManagedIdentity: user-assigned identities and the federated credentials
// that let a Kubernetes service account act as one of them. What an identity may do is the affair of role assignments
// (simulator/authorization).
package managedidentity

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// ARM types of this namespace.
const (
	identityType   = "Microsoft.ManagedIdentity/userAssignedIdentities"
	credentialType = identityType + "/federatedIdentityCredentials"
)

// Service returns the types of Microsoft.ManagedIdentity, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.ManagedIdentity",
		Types: []*engine.Type{federatedIdentityCredential(), userAssignedIdentity()},
	}
}
