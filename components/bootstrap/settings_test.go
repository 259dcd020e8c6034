package bootstrap_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// section decodes JSON as a stack file's section would be.
func section[T any](t *testing.T, text string, class environment.Class) T {
	t.Helper()
	var raw any
	require.NoError(t, json.Unmarshal([]byte(text), &raw))
	var into T
	require.Empty(t, field.Decode("s", raw, &into, class))
	return into
}

func TestDefaultsOfEachClass(t *testing.T) {
	small := bootstrap.Quota{
		Requests: bootstrap.Compute{CPU: "4", Memory: "8Gi"}, Limits: bootstrap.Compute{CPU: "8", Memory: "16Gi"},
		Pods: 30, PersistentVolumeClaims: 5,
	}
	large := bootstrap.Quota{
		Requests: bootstrap.Compute{CPU: "16", Memory: "32Gi"}, Limits: bootstrap.Compute{CPU: "32", Memory: "64Gi"},
		Pods: 100, PersistentVolumeClaims: 20,
	}
	for class, quota := range map[environment.Class]bootstrap.Quota{environment.Dev: small, environment.QA: large, environment.Prod: large} {
		t.Run(string(class), func(t *testing.T) {
			want := bootstrap.Settings{
				Mode: "flux", Login: "azurecli", RenderDirectory: fmt.Sprintf("gitops/clusters/%s/infrastructure/namespaces", class),
			}
			assert.Empty(t, cmp.Diff(want, section[bootstrap.Settings](t, `{}`, class)))

			source := bootstrap.GitOps{
				RepoURL: "https://git.example/platform", Branch: "main", Path: fmt.Sprintf("gitops/clusters/%s", class),
				TimeoutInSeconds: 180, SyncIntervalInSeconds: 300, Auth: "none",
			}
			assert.Empty(t, cmp.Diff(source, section[bootstrap.GitOps](t, `{"repoUrl":"https://git.example/platform"}`, class)))

			namespaces := []bootstrap.Namespace{{
				Name: "a", Quota: quota,
				Egress: []bootstrap.Egress{{Name: "db", CIDRs: []string{"10.240.4.32/28"}, Ports: []int{443}, Protocol: "TCP"}},
			}}
			assert.Empty(t, cmp.Diff(namespaces, section[[]bootstrap.Namespace](t, `[{"name":"a","egress":[{"name":"db","cidrs":["10.240.4.32/28"]}]}]`, class)))
		})
	}
}

func TestDefaultsAreValid(t *testing.T) {
	for _, class := range environment.Classes() {
		assert.Empty(t, section[bootstrap.Settings](t, `{}`, class).Validate("bootstrap", class, true, "azureRbac"), class)
		assert.Empty(t, section[bootstrap.GitOps](t, `{"repoUrl":"https://git.example/platform"}`, class).Validate("gitops", class), class)
		tags := map[string]string{"owner": "o", "costCenter": "c", "team": "t"}
		assert.Empty(t, bootstrap.ValidateNamespaces("namespaces", section[[]bootstrap.Namespace](t, `[{"name":"a0008"}]`, class), class, tags), class)
	}
}

const group = "00000000-0000-4000-8000-0000000000aa"

func TestSettingsThatAreRefused(t *testing.T) {
	cases := []struct {
		name          string
		given         string
		public        bool
		authorization string
		want          string
	}{
		{
			name: "unknown mode", given: `{"mode":"fluxExtension"}`,
			want: `bootstrap.mode: "fluxExtension" is not supported; choose one of flux, direct, render`,
		},
		{
			name: "unknown login", given: `{"login":"devicecode"}`,
			want: `bootstrap.login: "devicecode" is not supported; choose one of azurecli, workloadidentity, spn, msi
    (https://learn.microsoft.com/azure/aks/kubelogin-authentication)`,
		},
		{
			name: "private API server out of reach", given: `{"mode":"direct"}`,
			want: `bootstrap.mode: "direct" needs the API server, which is private; run the deployment inside the network or through a tunnel and set privateRunner to true, or choose flux
    (https://learn.microsoft.com/azure/aks/private-clusters)`,
		},
		{
			name: "no directory to render to", given: `{"mode":"render","renderDirectory":""}`,
			want: `bootstrap.renderDirectory: is required; name the directory to write to, relative to the project`,
		},
		{
			name: "rendering outside of the project", given: `{"mode":"render","renderDirectory":"../other"}`,
			want: `bootstrap.renderDirectory: "../other" leaves the project's directory; name a directory below it, without a leading slash and without ..`,
		},
		{
			name: "rendering to an absolute path", given: `{"mode":"render","renderDirectory":"/etc"}`,
			want: `bootstrap.renderDirectory: "/etc" leaves the project's directory; name a directory below it, without a leading slash and without ..`,
		},
		{
			name: "native viewers with Azure roles", given: `{"clusterViewerGroupObjectId":"` + group + `"}`, authorization: "azureRbac",
			want: `bootstrap.clusterViewerGroupObjectId: "` + group + `" has no effect with identity.authorization azureRbac; remove it, or choose kubernetesRbac
    (https://learn.microsoft.com/azure/aks/manage-azure-rbac)`,
		},
		{
			name: "viewers by display name", given: `{"clusterViewerGroupObjectId":"AKS Readers"}`, authorization: "kubernetesRbac",
			want: `bootstrap.clusterViewerGroupObjectId: "AKS Readers" is not the object ID of an Entra group; write the group's object ID, a GUID, not its name
    (https://learn.microsoft.com/azure/aks/azure-ad-rbac)`,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			errors := section[bootstrap.Settings](t, c.given, environment.Prod).Validate("bootstrap", environment.Prod, !c.public, c.authorization)
			assertOnly(t, c.want, errors)
		})
	}
}

func TestDirectModeNeedsAWayToTheAPIServer(t *testing.T) {
	direct := section[bootstrap.Settings](t, `{"mode":"direct"}`, environment.Dev)
	assert.Empty(t, direct.Validate("bootstrap", environment.Dev, false, "azureRbac"), "a public API server can be reached from anywhere")
	direct.PrivateRunner = true
	assert.Empty(t, direct.Validate("bootstrap", environment.Dev, true, "azureRbac"), "a private runner reaches a private API server")
}

func TestViewersAreAGroupByItsObjectID(t *testing.T) {
	s := section[bootstrap.Settings](t, `{"clusterViewerGroupObjectId":"`+group+`"}`, environment.Dev)
	assert.Empty(t, s.Validate("bootstrap", environment.Dev, true, "kubernetesRbac"))
}

// assertOnly compares the whole text of the only mistake.
func assertOnly(t *testing.T, want string, got field.Errors) {
	t.Helper()
	texts := make([]string, len(got))
	for i, mistake := range got {
		texts[i] = mistake.Error()
	}
	assert.Empty(t, cmp.Diff([]string{want}, texts))
}
