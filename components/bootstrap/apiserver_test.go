package bootstrap_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func TestNoCredentialOfTheClusterIsKept(t *testing.T) {
	for _, login := range bootstrap.Logins() {
		t.Run(login, func(t *testing.T) {
			args := arguments(t, environment.Dev, "direct")
			args.Settings.Login = login
			got := run(t, args)
			for _, secret := range []string{"TOKEN-THAT-MUST-NOT-LEAK", "S0VZLVRIQVQtTVVTVC1OT1QtTEVBSw==", "devicecode"} {
				assert.NotContains(t, got.everything(t), secret)
			}
			provider := got.Find("pulumi:providers:kubernetes", "bootstrap-cluster")
			require.NotNil(t, provider)
			assert.Contains(t, provider.Secrets, "kubeconfig", "the kubeconfig is a secret of the state")
			kubeconfig := provider.In().At("kubeconfig").Text()
			assert.Contains(t, kubeconfig, "- --login\n      - "+login+"\n")
			assert.Contains(t, kubeconfig, "- --server-id\n      - 6dae42f8-4368-4678-94ff-3960e28e3630\n")
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
			w := newWorld(t, monitor.Options{})
			w.kubeconfig = c.text
			err := w.bootstrap(t, arguments(t, environment.Dev, "direct"))
			require.ErrorContains(t, err, c.want)
			assert.NotContains(t, err.Error(), marked)
		})
	}
}

func TestRenderingIgnoresTheUsersCluster(t *testing.T) {
	t.Setenv("KUBECONFIG", "/home/user/.kube/config")
	got := run(t, arguments(t, environment.Dev, "render"))
	assert.NotContains(t, got.everything(t), ".kube/config")
	assert.Empty(t, got.calls, "rendering asks Azure for nothing")
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
				objects[mode] = map[string]any{}
				for _, r := range run(t, args).objects() {
					objects[mode][r.Key()] = withoutOwner(t, r.Inputs)
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
