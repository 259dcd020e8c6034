package azure_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// regions is the answer of the ARM locations API again: name, number of zones, pair.
var regions = []struct {
	name  string
	zones int
	pair  string
}{
	{"australiacentral", 0, "australiacentral2"},
	{"australiacentral2", 0, "australiacentral"},
	{"australiaeast", 3, "australiasoutheast"},
	{"australiasoutheast", 0, "australiaeast"},
	{"austriaeast", 3, ""},
	{"belgiumcentral", 3, ""},
	{"brazilsouth", 3, "southcentralus"},
	{"brazilsoutheast", 0, "brazilsouth"},
	{"canadacentral", 3, "canadaeast"},
	{"canadaeast", 0, "canadacentral"},
	{"centralindia", 3, "southindia"},
	{"centralus", 3, "eastus2"},
	{"chilecentral", 3, ""},
	{"denmarkeast", 3, ""},
	{"eastasia", 3, "southeastasia"},
	{"eastus", 3, "westus"},
	{"eastus2", 3, "centralus"},
	{"francecentral", 3, "francesouth"},
	{"francesouth", 0, "francecentral"},
	{"germanynorth", 0, "germanywestcentral"},
	{"germanywestcentral", 3, "germanynorth"},
	{"indonesiacentral", 3, ""},
	{"israelcentral", 3, ""},
	{"italynorth", 3, ""},
	{"japaneast", 3, "japanwest"},
	{"japanwest", 3, "japaneast"},
	{"jioindiacentral", 0, "jioindiawest"},
	{"jioindiawest", 0, "jioindiacentral"},
	{"koreacentral", 3, "koreasouth"},
	{"koreasouth", 0, "koreacentral"},
	{"malaysiawest", 3, ""},
	{"mexicocentral", 3, ""},
	{"newzealandnorth", 3, ""},
	{"northcentralus", 0, "southcentralus"},
	{"northeurope", 3, "westeurope"},
	{"norwayeast", 3, "norwaywest"},
	{"norwaywest", 0, "norwayeast"},
	{"polandcentral", 3, ""},
	{"qatarcentral", 3, ""},
	{"southafricanorth", 3, "southafricawest"},
	{"southafricawest", 0, "southafricanorth"},
	{"southcentralus", 3, "northcentralus"},
	{"southeastasia", 3, "eastasia"},
	{"southindia", 0, "centralindia"},
	{"spaincentral", 3, ""},
	{"swedencentral", 3, "swedensouth"},
	{"switzerlandnorth", 3, "switzerlandwest"},
	{"switzerlandwest", 0, "switzerlandnorth"},
	{"uaecentral", 0, "uaenorth"},
	{"uaenorth", 3, "uaecentral"},
	{"uksouth", 3, "ukwest"},
	{"ukwest", 0, "uksouth"},
	{"westcentralus", 0, "westus2"},
	{"westeurope", 3, "northeurope"},
	{"westindia", 0, "southindia"},
	{"westus", 0, "eastus"},
	{"westus2", 3, "westcentralus"},
	{"westus3", 3, "eastus"},
}

func TestRegionsZonesAndPairs(t *testing.T) {
	var names []string
	for _, tc := range regions {
		t.Run(tc.name, func(t *testing.T) {
			location, ok := azure.LookupLocation(tc.name)
			require.True(t, ok)
			assert.Equal(t, tc.name, location.Name)
			assert.Equal(t, tc.zones > 0, location.HasZones())
			assert.Equal(t, []string{"1", "2", "3"}[:tc.zones], append([]string{}, location.Zones...))
			assert.Equal(t, tc.pair, location.Pair)
			assert.Equal(t, tc.name, azure.NormalizeLocation(location.DisplayName), "the display name is the name in words")
		})
		names = append(names, tc.name)
	}
	assert.Equal(t, names, azure.LocationNames())
	assert.True(t, slices.IsSorted(names))
}

func TestLocationIsFoundInAnySpelling(t *testing.T) {
	for _, spelling := range []string{"westeurope", "West Europe", "WestEurope", "WESTEUROPE"} {
		location, ok := azure.LookupLocation(spelling)
		require.True(t, ok, spelling)
		assert.Equal(t, "West Europe", location.DisplayName)
	}
	for _, spelling := range []string{"", "west-europe", "europewest", "global", "eastus2euap"} {
		_, ok := azure.LookupLocation(spelling)
		assert.False(t, ok, spelling)
	}
}

func TestLocationTableCannotBeChangedFromOutside(t *testing.T) {
	location, _ := azure.LookupLocation("westeurope")
	location.Zones[0] = "9"
	again, _ := azure.LookupLocation("westeurope")
	assert.Equal(t, []string{"1", "2", "3"}, again.Zones)
}

func TestServiceTagSpelling(t *testing.T) {
	for region, want := range map[string]string{
		"westeurope":         "AzureCloud.westeurope",
		"eastus2":            "AzureCloud.eastus2",
		"uksouth":            "AzureCloud.uksouth",
		"swedencentral":      "AzureCloud.swedencentral",
		"francecentral":      "AzureCloud.centralfrance",
		"francesouth":        "AzureCloud.southfrance",
		"germanywestcentral": "AzureCloud.germanywc",
		"germanynorth":       "AzureCloud.germanyn",
		"norwayeast":         "AzureCloud.norwaye",
		"norwaywest":         "AzureCloud.norwayw",
		"switzerlandnorth":   "AzureCloud.switzerlandn",
		"switzerlandwest":    "AzureCloud.switzerlandw",
	} {
		location, ok := azure.LookupLocation(region)
		require.True(t, ok, region)
		assert.Equal(t, want, location.ServiceTag("AzureCloud"))
	}
	location, _ := azure.LookupLocation("norwayeast")
	assert.Equal(t, "Storage.norwaye", location.ServiceTag("Storage"))
}
