package azure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestMetrics(t *testing.T) {
	for _, c := range []struct {
		armType, name string
		want          azure.Metric
	}{
		{"Microsoft.Network/azureFirewalls", "FirewallHealth", azure.Metric{
			Name: "FirewallHealth", Aggregations: []string{"Average"}, Dimensions: []string{"Status", "Reason"}, Grain: time.Minute,
		}},
		{"Microsoft.Network/azureFirewalls", "snatportutilization", azure.Metric{
			Name: "SNATPortUtilization", Aggregations: []string{"Average", "Maximum"}, Dimensions: []string{"Protocol"}, Grain: time.Minute,
		}},
		{"microsoft.network/applicationgateways", "UnhealthyHostCount", azure.Metric{
			Name: "UnhealthyHostCount", Aggregations: []string{"Average"}, Dimensions: []string{"BackendSettingsPool"}, Grain: time.Minute,
		}},
		{"Microsoft.Network/bastionHosts", "sessions", azure.Metric{
			Name: "sessions", Aggregations: []string{"Total", "Average"}, Dimensions: []string{"host"}, Grain: 5 * time.Minute,
		}},
		{"Microsoft.KeyVault/vaults", "Availability", azure.Metric{
			Name: "Availability", Aggregations: []string{"Average"}, Grain: time.Minute,
			Dimensions: []string{"ActivityType", "ActivityName", "StatusCode", "StatusCodeClass"},
		}},
		{"Microsoft.ContainerRegistry/registries", "StorageUsed", azure.Metric{
			Name: "StorageUsed", Aggregations: []string{"Average"}, Dimensions: []string{"Geolocation"}, Grain: time.Hour,
		}},
	} {
		got, known, ok := azure.LookupMetric(c.armType, c.name)
		require.True(t, known && ok, c.name)
		assert.Equal(t, c.want, got)
		got.Aggregations[0] = "changed"
		again, _, _ := azure.LookupMetric(c.armType, c.name)
		assert.Equal(t, c.want, again, "the table cannot be changed from outside")
	}
	_, known, ok := azure.LookupMetric("Microsoft.KeyVault/vaults", "FirewallHealth")
	assert.True(t, known)
	assert.False(t, ok)
	_, known, ok = azure.LookupMetric("Microsoft.Network/routeTables", "Availability")
	assert.False(t, known || ok)
}
