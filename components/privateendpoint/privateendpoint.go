// Package privateendpoint gives an Azure service an address inside a virtual network, and enters that address in the
// private DNS zones through which clients find it. Both are declared in one call, because an endpoint without its zone
// group takes an address that nobody resolves. Where the zones and their links come from is the spoke's business.
package privateendpoint

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ZoneGroupName is the name of the zone group below every endpoint. Azure allows one group per endpoint and itself
// calls it default.
const ZoneGroupName = "default"

// GroupID says which part of a service the endpoint leads to.
//
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
type GroupID string

// The group IDs of the services that the landing zone knows.
const (
	// Registry is Azure Container Registry; it takes one address, and one more for the data endpoint of each region.
	Registry GroupID = "registry"
	// Vault is Key Vault.
	Vault GroupID = "vault"
	// SQL is Cosmos DB with its API for NoSQL.
	SQL GroupID = "Sql"
	// RedisEnterprise is Azure Managed Redis.
	RedisEnterprise GroupID = "redisEnterprise"
	// RedisCache is Azure Cache for Redis.
	RedisCache GroupID = "redisCache"
	// Blob is the blob service of a storage account.
	Blob GroupID = "blob"
	// AzureMonitor is an Azure Monitor private link scope.
	AzureMonitor GroupID = "azuremonitor"
	// Grafana is an Azure Managed Grafana workspace.
	Grafana GroupID = "grafana"
)

// GroupIDs returns every group ID of this package, sorted.
func GroupIDs() []GroupID {
	return slices.Sorted(slices.Values([]GroupID{Registry, Vault, SQL, RedisEnterprise, RedisCache, Blob, AzureMonitor, Grafana}))
}

// Zone is a private DNS zone that gets the endpoint's records.
type Zone struct {
	// Name is the zone's name, for example privatelink.azurecr.io.
	Name string
	// ID is the zone's ARM ID.
	ID pulumi.StringInput
}

// Args describe one private endpoint. Every field but Tags is required.
type Args struct {
	// PrivateEndpointName is the endpoint's physical name; the connection below it has the same.
	PrivateEndpointName string
	// ResourceGroupName is the group of the endpoint. It may differ from that of the service and of the network.
	ResourceGroupName pulumi.StringInput
	// Location is the region of the virtual network, which need not be that of the service.
	Location string
	// SubnetID is the ARM ID of the subnet that gives the address. Another subnet replaces the endpoint.
	SubnetID pulumi.StringInput
	// TargetID is the ARM ID of the service.
	TargetID pulumi.StringInput
	// GroupID is the part of the service that the endpoint leads to; one of GroupIDs.
	GroupID GroupID
	// Zones get the endpoint's records; most services need one, Azure Monitor five.
	Zones []Zone
	// Tags of the endpoint. The zone group takes none.
	Tags map[string]string
}

// PrivateEndpoint is an endpoint with its zone group.
type PrivateEndpoint struct {
	// Endpoint is the private endpoint.
	Endpoint *network.PrivateEndpoint
	// ZoneGroup enters its addresses in the zones. Depend on it before using the service by name.
	ZoneGroup *network.PrivateDnsZoneGroup
}

// New declares an endpoint and its zone group, under the Pulumi names name and name-dns. Give pulumi.Parent.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*PrivateEndpoint, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("private endpoint %q: %w", name, err)
	}
	endpoint, err := network.NewPrivateEndpoint(ctx, name, &network.PrivateEndpointArgs{
		PrivateEndpointName: pulumi.String(args.PrivateEndpointName),
		ResourceGroupName:   args.ResourceGroupName,
		Location:            pulumi.String(args.Location),
		Subnet: network.SubnetTypeArgs{
			Id: args.SubnetID.ToStringOutput(),
			// ARM reads only the ID of a referenced subnet. The SDK would add these two by itself.
			PrivateEndpointNetworkPolicies:    pulumi.String("Disabled"),
			PrivateLinkServiceNetworkPolicies: pulumi.String("Enabled"),
		},
		PrivateLinkServiceConnections: network.PrivateLinkServiceConnectionArray{network.PrivateLinkServiceConnectionArgs{
			Name:                 pulumi.String(args.PrivateEndpointName),
			PrivateLinkServiceId: args.TargetID.ToStringOutput(),
			GroupIds:             pulumi.StringArray{pulumi.String(args.GroupID)},
		}},
		Tags: pulumi.ToStringMap(args.Tags),
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("private endpoint %q: %w", name, err)
	}
	configs := network.PrivateDnsZoneConfigArray{}
	for _, zone := range args.Zones {
		configs = append(configs, network.PrivateDnsZoneConfigArgs{
			Name:             pulumi.String(strings.ReplaceAll(zone.Name, ".", "-")),
			PrivateDnsZoneId: zone.ID.ToStringOutput(),
		})
	}
	group, err := network.NewPrivateDnsZoneGroup(ctx, name+"-dns", &network.PrivateDnsZoneGroupArgs{
		PrivateDnsZoneGroupName: pulumi.String(ZoneGroupName),
		PrivateEndpointName:     endpoint.Name,
		ResourceGroupName:       args.ResourceGroupName,
		PrivateDnsZoneConfigs:   configs,
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("private endpoint %q: zone group: %w", name, err)
	}
	return &PrivateEndpoint{Endpoint: endpoint, ZoneGroup: group}, nil
}

// check reports every missing or unknown argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	require := func(given bool, what string) {
		if !given {
			problems = append(problems, fmt.Errorf("%s is required", what))
		}
	}
	require(a.PrivateEndpointName != "", "PrivateEndpointName")
	require(a.ResourceGroupName != nil, "ResourceGroupName")
	require(a.Location != "", "Location")
	require(a.SubnetID != nil, "SubnetID")
	require(a.TargetID != nil, "TargetID")
	require(len(a.Zones) > 0, "Zones: at least one")
	if !slices.Contains(GroupIDs(), a.GroupID) {
		problems = append(problems, fmt.Errorf("group ID %q is not known: choose one of %v", a.GroupID, GroupIDs()))
	}
	for i, zone := range a.Zones {
		require(zone.Name != "" && zone.ID != nil, fmt.Sprintf("Zones[%d]: a name with its ID", i))
	}
	return errors.Join(problems...)
}
