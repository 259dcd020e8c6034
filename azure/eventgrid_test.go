package azure_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestTopicTypes(t *testing.T) {
	for name, want := range map[string]struct {
		source, event string
		events        int
		alert         bool
	}{
		"Microsoft.ContainerService.ManagedClusters": {"Microsoft.ContainerService/managedClusters", "Microsoft.ContainerService.ClusterSupportEnding", 6, false},
		"Microsoft.KeyVault.vaults":                  {"Microsoft.KeyVault/vaults", "Microsoft.KeyVault.CertificateNearExpiry", 10, true},
		"microsoft.keyvault.Vaults":                  {"Microsoft.KeyVault/vaults", "Microsoft.KeyVault.SecretNearExpiry", 10, true},
	} {
		got, ok := azure.LookupTopicType(name)
		require.True(t, ok, name)
		assert.True(t, strings.EqualFold(name, got.Name))
		assert.Equal(t, want.source, got.SourceType)
		assert.Contains(t, got.EventTypes, want.event)
		assert.Len(t, got.EventTypes, want.events)
		assert.Equal(t, want.alert, got.MonitorAlert)
		assert.True(t, slices.IsSorted(got.EventTypes))
	}
	_, ok := azure.LookupTopicType("Microsoft.ContainerService.managedCluster")
	assert.False(t, ok)
}

func TestTopicTypesCannotBeChangedFromOutside(t *testing.T) {
	first, _ := azure.LookupTopicType(azure.TopicTypeVaults)
	first.EventTypes[0] = "changed"
	again, _ := azure.LookupTopicType(azure.TopicTypeVaults)
	assert.NotContains(t, again.EventTypes, "changed")
}
