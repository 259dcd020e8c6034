package azure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestPrivateDNSZoneNames(t *testing.T) {
	for constant, want := range map[string]string{
		azure.PrivateDNSZoneRegistry:          "privatelink.azurecr.io",
		azure.PrivateDNSZoneKeyVault:          "privatelink.vaultcore.azure.net",
		azure.PrivateDNSZoneBlob:              "privatelink.blob.core.windows.net",
		azure.PrivateDNSZoneFile:              "privatelink.file.core.windows.net",
		azure.PrivateDNSZoneCosmosSQL:         "privatelink.documents.azure.com",
		azure.PrivateDNSZoneCosmosMongo:       "privatelink.mongo.cosmos.azure.com",
		azure.PrivateDNSZoneManagedRedis:      "privatelink.redis.azure.net",
		azure.PrivateDNSZoneRedis:             "privatelink.redis.cache.windows.net",
		azure.PrivateDNSZoneServiceBus:        "privatelink.servicebus.windows.net",
		azure.PrivateDNSZoneMonitor:           "privatelink.monitor.azure.com",
		azure.PrivateDNSZoneMonitorOMS:        "privatelink.oms.opinsights.azure.com",
		azure.PrivateDNSZoneMonitorODS:        "privatelink.ods.opinsights.azure.com",
		azure.PrivateDNSZoneMonitorAutomation: "privatelink.agentsvc.azure-automation.net",
		azure.PrivateDNSZoneAKS("westeurope"): "privatelink.westeurope.azmk8s.io",
		azure.PrivateDNSZoneAKS("East US 2"):  "privatelink.eastus2.azmk8s.io",
	} {
		assert.Equal(t, want, constant)
		assert.NoError(t, azure.CheckName("Microsoft.Network/privateDnsZones", constant))
	}
	assert.Equal(t, "global", azure.PrivateDNSZoneLocation)
	assert.Equal(t, "system", azure.PrivateDNSZoneSystem)
	assert.Equal(t, "none", azure.PrivateDNSZoneNone)
}

func TestAKSPrivateDNSZoneForms(t *testing.T) {
	for name, tc := range map[string]struct{ zone, location, why string }{
		"private link":                {"privatelink.westeurope.azmk8s.io", "westeurope", ""},
		"region with a digit":         {"privatelink.eastus2.azmk8s.io", "eastus2", ""},
		"display name of the region":  {"privatelink.westeurope.azmk8s.io", "West Europe", ""},
		"upper case":                  {"Privatelink.WestEurope.azmk8s.io", "westeurope", ""},
		"VNet integration":            {"private.westeurope.azmk8s.io", "westeurope", ""},
		"sub-zone":                    {"team-1.privatelink.westeurope.azmk8s.io", "westeurope", ""},
		"sub-zone, VNet integration":  {"team-1.private.westeurope.azmk8s.io", "westeurope", ""},
		"sub-zone of 32":              {strings.Repeat("s", 32) + ".privatelink.westeurope.azmk8s.io", "westeurope", ""},
		"sub-zone of 33":              {strings.Repeat("s", 33) + ".privatelink.westeurope.azmk8s.io", "westeurope", "has 33 characters, AKS allows 32"},
		"sub-zone ends with a hyphen": {"team-.privatelink.westeurope.azmk8s.io", "westeurope", "must be letters, digits and hyphens"},
		"two sub-zone labels":         {"a.b.privatelink.westeurope.azmk8s.io", "westeurope", "expected [<subzone>.]privatelink"},
		"another region":              {"privatelink.northeurope.azmk8s.io", "westeurope", "is for region northeurope, the cluster is in westeurope"},
		"no region":                   {"privatelink.azmk8s.io", "westeurope", "expected [<subzone>.]privatelink"},
		"another suffix":              {"privatelink.westeurope.azmk8s.com", "westeurope", "expected [<subzone>.]privatelink"},
		"public zone":                 {"hcp.westeurope.azmk8s.io", "westeurope", "expected [<subzone>.]privatelink"},
		"an ID":                       {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io", "westeurope", "expected [<subzone>.]privatelink"},
		"empty":                       {"", "westeurope", "such as privatelink.westeurope.azmk8s.io"},
	} {
		t.Run(name, func(t *testing.T) {
			err := azure.CheckAKSPrivateDNSZone(tc.zone, tc.location)
			if tc.why == "" {
				assert.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.Contains(t, err.Error(), tc.why)
		})
	}
}
