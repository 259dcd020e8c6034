package stacks

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
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
	c.Registry.Complete(c.Environment, c.locations())
	for i := range c.Regions {
		home := &c.Regions[i].Spokes[0]
		home.PrivateLinkServices = withOwnServices(home.PrivateLinkServices, c.privateLinkServices())
	}
	if c.Ingress.Namespace == "" {
		c.Ingress.Namespace = c.Workload.Application
	}
	if len(c.AllowedRegions) == 0 {
		for _, region := range c.Regions {
			c.AllowedRegions = append(c.AllowedRegions, region.Location)
		}
	}
}

// locations are the regions of the stack that Azure knows, in the order of the configuration.
func (c *Config) locations() []azure.Location {
	var locations []azure.Location
	for _, region := range c.Regions {
		if location, ok := azure.LookupLocation(region.Location); ok {
			locations = append(locations, location)
		}
	}
	return locations
}

// regionsWithReplicas are the regions that resources may be in, those with a copy of the registry included.
func (c *Config) regionsWithReplicas() []string {
	regions := slices.Clone(c.AllowedRegions)
	for _, replica := range c.Registry.Replicas(c.locations()) {
		if !slices.Contains(regions, replica.Name) {
			regions = append(regions, replica.Name)
		}
	}
	return regions
}

// ingressSuffixes are the domains below which hosts of Ingress objects must be, without a leading dot.
func (c *Config) ingressSuffixes() []string {
	var suffixes []string
	for _, suffix := range c.Ingress.Suffixes(c.DNS.Domain) {
		suffixes = append(suffixes, strings.TrimPrefix(suffix, "."))
	}
	return suffixes
}

// extensionNamespaces are the namespaces that Azure's extensions make in the cluster.
func (c *Config) extensionNamespaces() []string {
	if c.Backup.Enabled() {
		return []string{backup.ExtensionNamespace}
	}
	return nil
}

// privateLinkServices are the stack's own services that get an endpoint beside every cluster.
func (c *Config) privateLinkServices() []spoke.PrivateLinkService {
	services := []spoke.PrivateLinkService{
		{Service: spoke.PrivateLinkRegistry, Regions: 1 + len(c.Registry.Replicas(c.locations()))},
		{Service: spoke.PrivateLinkVault, Regions: 1},
	}
	if c.Monitoring.Grafana.Private() {
		services = append(services, spoke.PrivateLinkService{Service: spoke.PrivateLinkGrafana, Regions: 1})
	}
	if c.Backup.Enabled() {
		services = append(services, spoke.PrivateLinkService{Service: spoke.PrivateLinkBlob, Regions: 1})
	}
	return services
}

// withOwnServices is a list that names every service of the stack with at least the regions it has; more regions than
// that are room for copies to come.
func withOwnServices(listed, own []spoke.PrivateLinkService) []spoke.PrivateLinkService {
	services := slices.Clone(listed)
	for _, service := range own {
		at := slices.IndexFunc(services, func(s spoke.PrivateLinkService) bool { return s.Service == service.Service })
		if at < 0 {
			services = append(services, service)
			continue
		}
		services[at].Regions = max(services[at].Regions, service.Regions)
	}
	return services
}

// vmSizes are the sizes of the nodes, each once, sorted.
func (c *Config) vmSizes() []string {
	var sizes []string
	for _, pool := range c.Cluster.NodePools {
		sizes = append(sizes, pool.VMSize)
	}
	slices.Sort(sizes)
	return slices.Compact(sizes)
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
