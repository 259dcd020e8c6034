package azure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func version(t *testing.T, s string) azure.KubernetesVersion {
	t.Helper()
	v, err := azure.ParseKubernetesVersion(s)
	require.NoError(t, err)
	return v
}

func TestKubernetesVersionForms(t *testing.T) {
	assert.Equal(t, azure.KubernetesVersion{Minor: 36}, version(t, "1.36"))
	assert.Equal(t, azure.KubernetesVersion{Minor: 36, Patch: 2, HasPatch: true}, version(t, "1.36.2"))
	assert.Equal(t, azure.KubernetesVersion{Minor: 36, HasPatch: true}, version(t, "1.36.0"), "a patch of zero is no alias")
	for _, s := range []string{"", "1", "36", "v1.36", "1.36.", "1.036", "1.36.02", "2.0", "1.36.2-aks", " 1.36", "1.36.2.1", "1.x", "1.99999"} {
		_, err := azure.ParseKubernetesVersion(s)
		require.Error(t, err, s)
		assert.Contains(t, err.Error(), "1.<minor>", s)
	}
}

func TestKubernetesVersionOrder(t *testing.T) {
	ascending := []string{"1.35", "1.35.0", "1.35.6", "1.35.10", "1.36", "1.36.2", "1.100"}
	for i, a := range ascending {
		for j, b := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			assert.Equal(t, want, version(t, a).Compare(version(t, b)), "%s and %s", a, b)
		}
	}
}

func TestAnAliasIsNeitherNewerNorOlderThanItsPatches(t *testing.T) {
	for name, tc := range map[string]struct {
		a, b  string
		newer bool
	}{
		"minor":                  {"1.36", "1.35.9", true},
		"patch":                  {"1.36.3", "1.36.2", true},
		"same":                   {"1.36.2", "1.36.2", false},
		"older":                  {"1.35.9", "1.36", false},
		"alias before its patch": {"1.36", "1.36.2", false},
		"patch before its alias": {"1.36.2", "1.36", false},
		"minors are numbers":     {"1.100", "1.36", true},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.newer, version(t, tc.a).NewerThan(version(t, tc.b)))
		})
	}
	assert.Equal(t, 2, version(t, "1.34").MinorsBehind(version(t, "1.36.2")))
	assert.Equal(t, -1, version(t, "1.37").MinorsBehind(version(t, "1.36")))
}

func TestSupportedMinors(t *testing.T) {
	assert.Equal(t, 37, azure.NewestKubernetesMinor)
	assert.Equal(t, 35, azure.OldestKubernetesMinor)
	assert.Equal(t, 3, azure.MaxNodePoolSkew)
}

func FuzzParseKubernetesVersion(f *testing.F) {
	for _, s := range []string{"1.36", "1.36.2", "1.0.0", "v1.36", "1.36.", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := azure.ParseKubernetesVersion(s)
		if err != nil {
			assert.Zero(t, v)
			return
		}
		assert.Equal(t, s, v.String(), "prints what was read")
		assert.Zero(t, v.Compare(v))
		assert.False(t, v.NewerThan(v))
	})
}
