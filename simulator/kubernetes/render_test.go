package kubernetes_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// rendering is a provider that writes manifests, configured as the SDK does it.
func rendering(directory string) engine.Provider {
	return engine.Provider{Package: "kubernetes", Config: object{"renderYamlToDirectory": directory, "kubeconfig": "", "enableServerSideApply": "true"}}
}

func files(t *testing.T, directory string) []string {
	t.Helper()
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestRenderedObjectsAreFiles(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "new", "dir")
	e, p := start(t), rendering(directory)
	quota := request(p, "ResourceQuota", "team/quota", object{"spec": object{"hard": object{"pods": "10"}}})
	made := create(t, e, quota)
	assert.Equal(t, "team/quota", made.ID, "no namespace is looked for")
	assert.Equal(t, quota.Inputs, made.Outputs, "there is no API server to add anything")
	create(t, e, request(p, "Namespace", "team", nil))
	create(t, e, request(p, "ServiceAccountPatch", "team/default", object{"automountServiceAccountToken": false}))
	create(t, e, request(p, "NetworkPolicy", "team/deny", object{"spec": object{"podSelector": object{}}}))
	create(t, e, request(p, "ClusterRoleBinding", "admins", object{"roleRef": object{"kind": "ClusterRole", "name": "view"}}))
	assert.Equal(t, "default/settings", create(t, e, request(p, "ConfigMap", "settings", nil)).ID)

	manifests := filepath.Join(directory, "1-manifest")
	assert.Equal(t, []string{
		"networking.k8s.io_v1-networkpolicy-team-deny.yaml",
		"rbac.authorization.k8s.io_v1-clusterrolebinding-default-admins.yaml",
		"v1-configmap-default-settings.yaml",
		"v1-namespace-default-team.yaml",
		"v1-resourcequota-team-quota.yaml",
		"v1-serviceaccount-team-default.yaml",
	}, files(t, manifests))
	assert.Empty(t, files(t, filepath.Join(directory, "0-crd")))
	text := func(file string) string {
		content, err := os.ReadFile(filepath.Join(manifests, file))
		require.NoError(t, err)
		return string(content)
	}
	assert.Equal(t, "apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: quota\n  namespace: team\nspec:\n  hard:\n    pods: \"10\"\n",
		text("v1-resourcequota-team-quota.yaml"))
	assert.Contains(t, text("v1-configmap-default-settings.yaml"), "namespace: default")
	assert.NotContains(t, text("v1-namespace-default-team.yaml"), "namespace: ")

	quota.Inputs["spec"] = object{"hard": object{"pods": "20"}}
	_, err := e.Update(t.Context(), quota)
	require.NoError(t, err)
	assert.Contains(t, text("v1-resourcequota-team-quota.yaml"), `pods: "20"`)

	require.NoError(t, e.Delete(t.Context(), request(p, "Namespace", "team", nil)))
	assert.Len(t, files(t, manifests), 5, "a file goes only with its own object")
	require.NoError(t, os.Remove(filepath.Join(manifests, "v1-resourcequota-team-quota.yaml")))
	require.NoError(t, e.Delete(t.Context(), quota), "a file that somebody removed is no error")
	assert.Len(t, files(t, manifests), 4)
}

func TestARelativeDirectoryIsBelowTheWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	create(t, start(t), request(rendering("out"), "Namespace", "team", nil))
	assert.Equal(t, []string{"v1-namespace-default-team.yaml"}, files(t, filepath.Join("out", "1-manifest")))
}

func TestDirectoriesAreApart(t *testing.T) {
	e, first, second := start(t), t.TempDir(), t.TempDir()
	create(t, e, request(rendering(first), "Namespace", "team", nil))
	create(t, e, request(rendering(second), "Namespace", "team", nil))
	require.NoError(t, e.Delete(t.Context(), request(rendering(first), "Namespace", "team", nil)))
	assert.Empty(t, files(t, filepath.Join(first, "1-manifest")))
	assert.Len(t, files(t, filepath.Join(second, "1-manifest")), 1)
}

func TestADirectoryThatCannotBeWrittenIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := start(t).Create(t.Context(), request(rendering(file), "Namespace", "team", nil))
	assert.ErrorContains(t, err, "rendering Namespace team")
}
