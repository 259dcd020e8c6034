package spoke

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Services that can have a private endpoint in a spoke.
const (
	PrivateLinkRegistry        = "registry"
	PrivateLinkVault           = "vault"
	PrivateLinkCosmosSQL       = "cosmosSql"
	PrivateLinkCosmosMongo     = "cosmosMongo"
	PrivateLinkRedisEnterprise = "redisEnterprise"
	PrivateLinkRedisCache      = "redisCache"
	PrivateLinkBlob            = "blob"
	PrivateLinkMonitor         = "azureMonitor"
	PrivateLinkGrafana         = "grafana"
)

const sourcePrivateEndpoint = "https://learn.microsoft.com/azure/private-link/private-endpoint-overview"

// PrivateLinkService is a service with a private endpoint in the spoke.
type PrivateLinkService struct {
	// Service is registry, vault, cosmosSql, cosmosMongo, redisEnterprise, redisCache, blob, azureMonitor or grafana. Required.
	Service string `json:"service" jsonschema:"enum=registry,enum=vault,enum=cosmosSql,enum=cosmosMongo,enum=redisEnterprise,enum=redisCache,enum=blob,enum=azureMonitor,enum=grafana"`
	// Regions is how many regions the service is in; a registry and Cosmos DB take one more address for each. 1 to 60.
	// Default 1.
	Regions int `json:"regions" jsonschema:"minimum=1,maximum=60"`
}

// SetDefaults implements field.Defaulter.
func (p *PrivateLinkService) SetDefaults(environment.Class) { p.Regions = 1 }

// maxRegions is about the number of regions that Azure has.
const maxRegions = 60

// privateLinkFacts is what one kind of service needs of the endpoints' subnet.
type privateLinkFacts struct {
	// addresses it takes, and how many more for each region.
	addresses, perRegion int
	// port on which it listens besides 443; 0 for none.
	port int
}

// privateLinkServices says what each service needs.
//
// Sources: https://learn.microsoft.com/azure/container-registry/container-registry-private-link (one address for the
// registry, one for the data endpoint of each region),
// https://learn.microsoft.com/azure/cosmos-db/how-to-configure-private-endpoints (one for the account, one per region),
// https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design (11 addresses and more with each new service;
// 15 leaves room),
// https://learn.microsoft.com/azure/redis/private-link and
// https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link (ports 10000 and 6380).
var privateLinkServices = map[string]privateLinkFacts{
	PrivateLinkRegistry:        {addresses: 1, perRegion: 1},
	PrivateLinkVault:           {addresses: 1},
	PrivateLinkCosmosSQL:       {addresses: 1, perRegion: 1},
	PrivateLinkCosmosMongo:     {addresses: 1, perRegion: 1, port: 10255},
	PrivateLinkRedisEnterprise: {addresses: 1, port: 10000},
	PrivateLinkRedisCache:      {addresses: 1, port: 6380},
	PrivateLinkBlob:            {addresses: 1},
	PrivateLinkMonitor:         {addresses: 15},
	PrivateLinkGrafana:         {addresses: 1},
}

// PrivateLinkServices returns the names of all services, in the order of the documentation.
func PrivateLinkServices() []string {
	return []string{
		PrivateLinkRegistry, PrivateLinkVault, PrivateLinkCosmosSQL, PrivateLinkCosmosMongo, PrivateLinkRedisEnterprise,
		PrivateLinkRedisCache, PrivateLinkBlob, PrivateLinkMonitor, PrivateLinkGrafana,
	}
}

// services are the spoke's services with the default filled in.
func (n Network) services() []PrivateLinkService {
	if len(n.PrivateLinkServices) > 0 {
		return n.PrivateLinkServices
	}
	return []PrivateLinkService{{Service: PrivateLinkRegistry, Regions: 1}, {Service: PrivateLinkVault, Regions: 1}}
}

// PrivateLinkAddresses is how many addresses the private endpoints of the spoke's services take.
func (n Network) PrivateLinkAddresses() int {
	needed := 0
	for _, service := range n.services() {
		facts := privateLinkServices[service.Service]
		needed += facts.addresses + facts.perRegion*service.Regions
	}
	return needed
}

// privateLinkPorts are the ports that the services listen on besides 443, ascending, each once.
func (n Network) privateLinkPorts() []string {
	var ports []int
	for _, service := range n.services() {
		if port := privateLinkServices[service.Service].port; port != 0 {
			ports = append(ports, port)
		}
	}
	slices.Sort(ports)
	var texts []string
	for _, port := range slices.Compact(ports) {
		texts = append(texts, strconv.Itoa(port))
	}
	return texts
}

// PrivateLinkWarning says that the endpoints' subnet had to be planned larger than the usual /28, or returns "". The
// subnet cannot grow once an endpoint is in it, so the size is worth a look before the first deployment.
func (n Network) PrivateLinkWarning(planned Addresses) string {
	if n.Subnets.PrivateLinkEndpoints != "" || planned.PrivateLinkEndpoints.Bits() == privateLinkPlaces[0].bits {
		return ""
	}
	return fmt.Sprintf("private endpoints need %d addresses, so %s is planned as %s instead of a /%d with %d",
		n.PrivateLinkAddresses(), SubnetPrivateLinkEndpoints, planned.PrivateLinkEndpoints, privateLinkPlaces[0].bits,
		1<<(32-privateLinkPlaces[0].bits)-azure.ReservedAddressesPerSubnet)
}

func validatePrivateLinkServices(path field.Path, services []PrivateLinkService) field.Errors {
	var errors field.Errors
	for i, service := range services {
		at := path.Index(i)
		errors.Append(field.OneOf(at.Child("service"), service.Service, PrivateLinkServices(), sourcePrivateEndpoint))
		errors.Append(field.Between(at.Child("regions"), service.Regions, 1, maxRegions, ""))
	}
	return errors
}
