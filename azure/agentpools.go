package azure

import "slices"

// registryAgentPoolLocations are the regions of the public cloud in which a container registry can have agent pools.
// Source: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#preview-limitations
var registryAgentPoolLocations = []string{
	"canadacentral", "centralus", "eastasia", "eastus", "eastus2", "northeurope", "southcentralus", "switzerlandnorth", "westeurope",
	"westus2",
}

// HasRegistryAgentPools reports whether a container registry in this region, in any spelling, can have agent pools.
func HasRegistryAgentPools(location string) bool {
	return slices.Contains(registryAgentPoolLocations, NormalizeLocation(location))
}
