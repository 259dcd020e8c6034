package azure_test

import (
	"regexp"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestNamesFromPartsNeverChange(t *testing.T) {
	// These are names of deployed resources: a new value here replaces role assignments and whole clusters.
	assert.Equal(t, "12dd865e-ced2-5f57-b9b9-24588ddc7306", azure.DeterministicGUID("/subscriptions/s", azure.RoleAcrPull, "principal"))
	assert.Equal(t, "b1a5c250-008d-5dcf-93d6-8362a130a6ce", azure.DeterministicGUID())
	assert.Equal(t, "rs6xlv75pihnc", azure.Unique("11111111-2222-3333-4444-555555555555", "rg-bu0001a0008-westeurope", "dev"))
	assert.Equal(t, "twdcefgh4dqkj", azure.Unique())
}

func TestDeterministicGUIDIsVersion5OfRFC4122(t *testing.T) {
	namespace := uuid.MustParse("6f1d0a5e-3c52-4b7a-9d41-27880eb693c4")
	assert.Equal(t, uuid.NewSHA1(namespace, []byte("1:a2:bc")).String(), azure.DeterministicGUID("a", "bc"))
	id, err := uuid.Parse(azure.DeterministicGUID("scope", "role", "principal"))
	require.NoError(t, err)
	assert.Equal(t, uuid.Version(5), id.Version())
	assert.Equal(t, uuid.RFC4122, id.Variant())
}

func TestPartsDoNotRunIntoEachOther(t *testing.T) {
	assert.NotEqual(t, azure.DeterministicGUID("ab", "c"), azure.DeterministicGUID("a", "bc"))
	assert.NotEqual(t, azure.DeterministicGUID("a", "b"), azure.DeterministicGUID("b", "a"))
	assert.NotEqual(t, azure.DeterministicGUID("a"), azure.DeterministicGUID("a", ""))
	assert.NotEqual(t, azure.Unique("ab", "c"), azure.Unique("a", "bc"))
	assert.NotEqual(t, azure.Unique("1:a"), azure.Unique("a"))
}

func TestUniqueFitsEveryNameRule(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z2-7]{12}$`)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.String()).Draw(t, "parts")
		unique := azure.Unique(parts...)
		assert.Regexp(t, form, unique)
		assert.Equal(t, unique, azure.Unique(parts...), "stable")
		assert.NoError(t, azure.CheckName("Microsoft.ContainerRegistry/registries", "acraks"+unique))
		assert.NoError(t, azure.CheckName("Microsoft.KeyVault/vaults", "kv-aks-"+unique))
		assert.NoError(t, azure.CheckName("Microsoft.Storage/storageAccounts", unique))
		assert.True(t, azure.IsGUID(azure.DeterministicGUID(parts...)))
	})
}

func TestGUIDForm(t *testing.T) {
	for given, want := range map[string]bool{
		"4d97b98b-1d4f-4787-a291-c67834d212e7":   true,
		"4D97B98B-1D4F-4787-A291-C67834D212E7":   true,
		"00000000-0000-0000-0000-000000000000":   true,
		"{4d97b98b-1d4f-4787-a291-c67834d212e7}": false,
		"4d97b98b1d4f4787a291c67834d212e7":       false,
		"4d97b98b-1d4f-4787-a291-c67834d212e":    false,
		"4d97b98b-1d4f-4787-a291-c67834d212e7a":  false,
		"4d97b98g-1d4f-4787-a291-c67834d212e7":   false,
		"4d97b98b_1d4f-4787-a291-c67834d212e7":   false,
		"4d97b98b1-d4f-4787-a291-c67834d212e7":   false,
		"":                                       false,
	} {
		assert.Equal(t, want, azure.IsGUID(given), given)
	}
}
