package azure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestRegionsWithAgentPoolsOfRegistries(t *testing.T) {
	for location, want := range map[string]bool{
		"westeurope": true, "West Europe": true, "northeurope": true, "westus2": true, "westus": false, "swedencentral": false, "": false,
	} {
		assert.Equal(t, want, azure.HasRegistryAgentPools(location), location)
	}
}
