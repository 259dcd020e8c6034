package bootstrap

import (
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// variableTenantID is the variable for the tenant of the workloads' identities.
const variableTenantID = "tenant_id"

var notInVariable = strings.NewReplacer("-", "_", ".", "_")

// variable is the name of the Flux variable that holds the account's client ID: client_id_<namespace>__<name>, where
// hyphens and dots became underscores.
//
// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
func (s ServiceAccount) variable() string {
	return "client_id_" + notInVariable.Replace(s.Namespace) + "__" + notInVariable.Replace(s.Name)
}

// variables are the values that the repository cannot know.
func variables(tenantID string, accounts []ServiceAccount) pulumi.StringMap {
	all := pulumi.StringMap{variableTenantID: pulumi.String(tenantID)}
	for _, account := range accounts {
		all[account.variable()] = account.ClientID
	}
	return all
}
