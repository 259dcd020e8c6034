package bootstrap_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestNoCredentialOfTheClusterIsKept(t *testing.T) {
	for _, login := range bootstrap.Logins() {
		t.Run(login, func(t *testing.T) {
			args := arguments(t, environment.Dev, "direct")
			args.Settings.Login = login
			got, err := run(t, &recorder{}, args)
			require.NoError(t, err)
			text, err := json.Marshal(got)
			require.NoError(t, err)
			for _, secret := range []string{"TOKEN-THAT-MUST-NOT-LEAK", "S0VZLVRIQVQtTVVTVC1OT1QtTEVBSw==", "devicecode"} {
				assert.NotContains(t, string(text), secret)
			}
			provider := child{}
			for _, c := range got.Children {
				if c.Type == "pulumi:providers:kubernetes" {
					provider = c
				}
			}
			kubeconfig, isSecret := provider.Inputs.(map[string]any)["kubeconfig"].(map[string]any)
			require.True(t, isSecret, "the kubeconfig is a secret of the state")
			assert.Contains(t, kubeconfig["secret"], "- --login\n      - "+login+"\n")
			assert.Contains(t, kubeconfig["secret"], "- --server-id\n      - 6dae42f8-4368-4678-94ff-3960e28e3630\n")
		})
	}
}

func TestKubeconfigThatCannotBeUsed(t *testing.T) {
	const marked = "MARKED-AS-SECRET"
	cases := []struct{ name, text, want string }{
		{"not YAML", "\t" + marked, "the kubeconfig that Azure returned is not YAML"},
		{"no cluster", "clusters: []\nusers: [{name: " + marked + "}]", "the kubeconfig that Azure returned names 0 clusters, expected one"},
		{"two clusters", "clusters: [{name: " + marked + "}, {name: b}]", "the kubeconfig that Azure returned names 2 clusters, expected one"},
		{"no server", "clusters: [{cluster: {certificate-authority-data: " + marked + "}}]", "the kubeconfig that Azure returned lacks the server or its certificate authority"},
		{"no authority", "clusters: [{cluster: {server: https://x}}]", "the kubeconfig that Azure returned lacks the server or its certificate authority"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := run(t, &recorder{kubeconfig: c.text}, arguments(t, environment.Dev, "direct"))
			require.ErrorContains(t, err, c.want)
			assert.NotContains(t, err.Error(), marked)
		})
	}
}

func TestRenderingIgnoresTheUsersCluster(t *testing.T) {
	t.Setenv("KUBECONFIG", "/home/user/.kube/config")
	got, err := run(t, &recorder{}, arguments(t, environment.Dev, "render"))
	require.NoError(t, err)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	assert.NotContains(t, string(text), ".kube/config")
	assert.Empty(t, got.Calls, "rendering asks Azure for nothing")
}

// TestRenderedObjectsAreTheOnesOfTheAPIServer compares the two ways in which objects come about. They differ in what
// they must differ in: Pulumi's objects tell Flux to leave them alone, and rendered ones hold variables where the
// value is known only after the deployment.
func TestRenderedObjectsAreTheOnesOfTheAPIServer(t *testing.T) {
	for _, class := range environment.Classes() {
		t.Run(string(class), func(t *testing.T) {
			objects := map[string]map[string]any{}
			for _, mode := range []string{"direct", "render"} {
				args := arguments(t, class, mode)
				native(args)
				got, err := run(t, &recorder{}, args)
				require.NoError(t, err)
				objects[mode] = map[string]any{}
				for _, c := range got.Children {
					if strings.HasPrefix(c.Type, "kubernetes:") {
						objects[mode][c.Type+"::"+c.Name] = withoutOwner(t, c.Inputs)
					}
				}
			}
			assert.Len(t, objects["direct"], 21)
			assert.Equal(t, objects["direct"], objects["render"])
		})
	}
}

func withoutOwner(t *testing.T, inputs any) any {
	t.Helper()
	text, err := json.Marshal(inputs)
	require.NoError(t, err)
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer(
		"${tenant_id}", tenantID, "${client_id_a0008__a0008_app}", "00000000-0000-4000-8000-0000000000c1",
	).Replace(string(text))), &object))
	metadata := object["metadata"].(map[string]any)
	if annotations, ok := metadata["annotations"].(map[string]any); ok {
		delete(annotations, "kustomize.toolkit.fluxcd.io/reconcile")
		if len(annotations) == 0 {
			delete(metadata, "annotations")
		}
	}
	return object
}
