package cluster

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const vaultScope = "/subscriptions/33333333-0000-4000-8000-000000000003/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/kv-a"

func TestWorkloadsThatAreFine(t *testing.T) {
	nineteen := make([]string, 19)
	for i := range nineteen {
		nineteen[i] = fmt.Sprintf(`{"namespace":"a0008","name":"worker%d"}`, i)
	}
	for name, text := range map[string]string{
		"by GUID":         `{"name":"shop","namespace":"a0008","serviceAccount":"shop","roleAssignments":[{"roleDefinition":"4633458b-17de-408a-b874-0445c86b69e6","scope":"` + vaultScope + `"}]}`,
		"by name":         `{"name":"shop","namespace":"a0008","serviceAccount":"shop.api","roleAssignments":[{"roleDefinition":"key vault secrets user","scope":"` + vaultScope + `"}]}`,
		"twenty accounts": `{"name":"shop","namespace":"a0008","serviceAccount":"shop","additionalServiceAccounts":[` + strings.Join(nineteen, ",") + `]}`,
	} {
		assert.Empty(t, told(decode[Workload](t, "w", text, environment.Prod).Validate("w", environment.Prod)), name)
	}
}

func TestWorkloadRefuses(t *testing.T) {
	twenty := make([]string, 20)
	for i := range twenty {
		twenty[i] = fmt.Sprintf(`{"namespace":"a0008","name":"worker%d"}`, i)
	}
	for _, c := range []struct{ name, text, want string }{
		{
			name: "nothing said", text: `{}`,
			want: `w.name: cannot be part of a resource name; write up to 63 lower-case letters, digits and dashes, a letter or digit at both ends
w.namespace: is not the name of a namespace; write up to 63 lower-case letters, digits and dashes
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)
w.serviceAccount: is not the name of a service account; write lower-case letters, digits, dashes and dots
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)`,
		},
		{
			name: "wildcards", text: `{"name":"shop","namespace":"*","serviceAccount":"shop-*"}`,
			want: `w.namespace: "*" has a wildcard, and an identity must know exactly whom it trusts; write up to 63 lower-case letters, digits and dashes
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)
w.serviceAccount: "shop-*" has a wildcard, and an identity must know exactly whom it trusts; write lower-case letters, digits, dashes and dots
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)`,
		},
		{
			name: "twenty-one accounts", text: `{"name":"shop","namespace":"a0008","serviceAccount":"shop","additionalServiceAccounts":[` + strings.Join(twenty, ",") + `]}`,
			want: `w.additionalServiceAccounts: 20 and the first make 21 service accounts, and an identity takes 20; split the workload in two
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)`,
		},
		{
			name: "scope that is none", text: `{"name":"shop","namespace":"a0008","serviceAccount":"shop","roleAssignments":[{"roleDefinition":"Reader","scope":"kv-a"}]}`,
			want: `w.roleAssignments[0].scope: "kv-a" is not the ARM ID of something in a subscription; write /subscriptions/<id>/resourceGroups/<group>/providers/<type>/<name>
    (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles)`,
		},
		{
			name: "the same twice", text: `{"name":"shop","namespace":"a0008","serviceAccount":"shop","roleAssignments":[
				{"roleDefinition":"Key Vault Secrets User","scope":"` + vaultScope + `"},
				{"roleDefinition":"4633458b-17de-408a-b874-0445c86b69e6","scope":"` + strings.ToUpper(vaultScope[:14]) + vaultScope[14:] + `"}]}`,
			want: `w.roleAssignments[1]: assigns the same role on the same scope as an earlier element; remove one`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, told(decode[Workload](t, "w", c.text, environment.Prod).Validate("w", environment.Prod)))
		})
	}
}

func TestUnknownRoleIsToldWhatIsKnown(t *testing.T) {
	errors := WorkloadRole{RoleDefinition: "Reder", Scope: vaultScope}.validate("role")
	require.Len(t, errors, 1)
	assert.Equal(t, "is neither the GUID of a role nor a name known here", errors[0].Rule)
	assert.Contains(t, errors[0].Remedy, ", Reader, Storage Blob Data Contributor")
}

func TestEveryNamedRoleHasItsName(t *testing.T) {
	assert.Len(t, workloadRoleNames(), len(workloadRoles))
	for _, name := range workloadRoleNames() {
		guid, ok := WorkloadRole{RoleDefinition: name}.guid()
		require.True(t, ok, name)
		back, _ := azure.RoleName(guid)
		assert.Equal(t, name, back)
	}
}

func TestServiceAccountBelongsToOneWorkload(t *testing.T) {
	workloads := []Workload{
		{Name: "shop", Namespace: "a0008", ServiceAccount: "shop"},
		{Name: "shop2", Namespace: "a0009", ServiceAccount: "shop", AdditionalServiceAccounts: []ServiceAccount{{"a0008", "shop"}}},
	}
	assert.Equal(t, `workloads[1]: "a0008/shop" is a service account that element 0 has already; give each workload its own
    (https://learn.microsoft.com/azure/aks/workload-identity-overview)`, told(CheckServiceAccounts("workloads", workloads)))
	assert.Empty(t, CheckServiceAccounts("workloads", workloads[:1]))
}

func TestCredentialNames(t *testing.T) {
	assert.Equal(t, "a0008_shop", credentialName("a0008_shop"))
	assert.Equal(t, "a0008_shop-api_"+azure.Unique("a0008_shop.api"), credentialName("a0008_shop.api"))
	assert.Equal(t, strings.Repeat("n", 120), credentialName(strings.Repeat("n", 120)))
	assert.Equal(t, strings.Repeat("n", 106)+"_"+azure.Unique(strings.Repeat("n", 121)), credentialName(strings.Repeat("n", 121)))
}

func TestCredentialNamesFitARMAndStayApart(t *testing.T) {
	seen := map[string]string{}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringMatching(`[a-z0-9]{1,3}(-[a-z0-9]{1,60})?`).Draw(t, "namespace") + "_" + rapid.StringMatching(`[a-z0-9]([-.a-z0-9]{0,90}[a-z0-9])?`).Draw(t, "account")
		name := credentialName(key)
		assert.Regexp(t, `^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$`, name)
		if other, taken := seen[name]; taken {
			assert.Equal(t, other, key)
		}
		seen[name] = key
	})
}
