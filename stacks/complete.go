package stacks

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
)

// complete fills what depends on another section. It runs once, after decoding and before validation: afterwards
// every field says what will be deployed.
func (c *Config) complete() {
	if c.Subscriptions.Workload == "" {
		c.Subscriptions.Workload = c.Subscriptions.Connectivity
	}
	if c.Identity.ClusterTenantID == "" && azure.IsGUID(c.Subscriptions.TenantID) {
		c.Identity.ClusterTenantID = c.Subscriptions.TenantID
	}
	c.Cluster.Complete(c.Environment)
	for i := range c.Regions {
		c.completeRegion(i)
	}
	if len(c.AllowedRegions) == 0 {
		for _, region := range c.Regions {
			c.AllowedRegions = append(c.AllowedRegions, region.Location)
		}
	}
}

func (c *Config) completeRegion(i int) {
	region := &c.Regions[i]
	if region.Name == "" {
		region.Name = regionName(i)
	}
	if region.Hub.AddressPrefix == "" {
		region.Hub.AddressPrefix = hub.DefaultAddressPrefix(i)
	}
	if len(region.Spokes) == 0 {
		region.Spokes = []spoke.Network{{}}
	}
	first := &region.Spokes[0]
	if first.Name == "" {
		first.Name = c.Workload.BusinessUnit + c.Workload.Application
	}
	if first.AddressPrefix == "" {
		first.AddressPrefix = spoke.DefaultAddressPrefix(i)
	}
}
