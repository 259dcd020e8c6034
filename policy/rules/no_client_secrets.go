package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noClientSecrets = pack.Rule{
	ID:       "no-client-secrets",
	Title:    "No application signs in with a password",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Passwords of applications and keys of storage accounts live for years, work from anywhere and end up in logs.",
	Absent:   "A cluster without a service principal secret keeps the rule.",
	Remedy:   "Use a managed identity or a federated credential, and role assignments instead of storage account keys.",
	Source:   "https://learn.microsoft.com/entra/workload-id/workload-identity-federation",
	Types:    []string{applicationPassword, servicePrincipalPassword, azure.TypeManagedCluster, typeSecret},
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case azure.TypeManagedCluster:
			return r.At("servicePrincipalProfile", "secret").Masked().MustNotBeSet()
		case pack.Canonical(typeSecret):
			return noStorageKey(r)
		}
		return r.Fail("the program creates a password for an application")
	},
	Pass: pack.Examples{
		"secret left out": cluster("identity.type", "UserAssigned"),
		"another secret":  one(typeSecret, "metadata.name", "web", "data.password", exampleSecret),
	},
	Fail: pack.Examples{
		"application":                 one(applicationPassword, "applicationId", "/applications/x"),
		"service principal":           one(servicePrincipalPassword, "servicePrincipalId", "/servicePrincipals/x"),
		"cluster":                     cluster("servicePrincipalProfile.clientId", "x", "servicePrincipalProfile.secret", exampleSecret),
		"storage account":             one(typeSecret, "metadata.name", "azure-storage-account-stlogs-secret"),
		"storage account key":         one(typeSecret, "metadata.name", "files", "data.azurestorageaccountkey", exampleSecret),
		"storage account key as text": one(typeSecret, "metadata.name", "files", "stringData.azurestorageaccountkey", exampleSecret),
	},
}

const (
	applicationPassword      = "azuread:index/applicationPassword:ApplicationPassword"
	servicePrincipalPassword = "azuread:index/servicePrincipalPassword:ServicePrincipalPassword"
)

// noStorageKey recognises the Secrets from which the Azure Files driver takes an account key.
// Source: https://learn.microsoft.com/azure/aks/azure-csi-files-storage-provision
func noStorageKey(r pack.Resource) pack.Verdict {
	const key = "azurestorageaccountkey"
	return pack.All(
		r.At("metadata", "name").MustMatch("must not be the key of a storage account", func(v pack.Value) bool {
			name, _ := v.Text()
			return !strings.HasPrefix(name, "azure-storage-account-")
		}),
		r.At("data", key).Masked().MustNotBeSet(),
		r.At("stringData", key).Masked().MustNotBeSet(),
	)
}
