package network

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// linkGroups are the groups that kinds of resources offer, by ARM type in lower case.
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
var linkGroups = map[string][]string{
	"microsoft.containerregistry/registries":         {"registry"},
	"microsoft.keyvault/vaults":                      {"vault"},
	"microsoft.dashboard/grafana":                    {"grafana"},
	"microsoft.containerservice/managedclusters":     {"management"},
	"microsoft.storage/storageaccounts":              {"blob", "blob_secondary", "table", "table_secondary", "queue", "queue_secondary", "file", "web", "web_secondary", "dfs", "dfs_secondary"},
	"microsoft.documentdb/databaseaccounts":          {"Sql", "MongoDB", "Cassandra", "Gremlin", "Table", "Analytical"},
	"microsoft.cache/redis":                          {"redisCache"},
	"microsoft.cache/redisenterprise":                {"redisEnterprise"},
	"microsoft.sql/servers":                          {"sqlServer"},
	"microsoft.dbforpostgresql/flexibleservers":      {"postgresqlServer"},
	"microsoft.eventhub/namespaces":                  {"namespace"},
	"microsoft.servicebus/namespaces":                {"namespace"},
	"microsoft.insights/privatelinkscopes":           {"azuremonitor"},
	"microsoft.appconfiguration/configurationstores": {"configurationStores"},
}

// linkHosts are the public ends of the host names of kinds of resources, by ARM type and group in lower case.
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var linkHosts = map[string]string{
	"microsoft.containerregistry/registries/registry": ".azurecr.io",
	"microsoft.keyvault/vaults/vault":                 ".vault.azure.net",
	"microsoft.storage/storageaccounts/blob":          ".blob.core.windows.net",
}

// armRegistry is the kind of resource that has more than one private address.
const armRegistry = "Microsoft.ContainerRegistry/registries"

// linkMember is one address of a private endpoint: which part of the service it leads to, and the host name that clients
// use for it.
type linkMember struct {
	group, name, fqdn string
	// extra is set for the members after the first.
	extra bool
}

// linkMembers are the addresses that an endpoint needs.
//
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-private-link: a registry has one address,
// and one for the data endpoint of each region, its own included.
func linkMembers(op *engine.Operation) ([]linkMember, error) {
	connections := append(op.Inputs.At("privateLinkServiceConnections").Items(), op.Inputs.At("manualPrivateLinkServiceConnections").Items()...)
	group := ""
	if groups := connections[0].At("groupIds").Texts(); len(groups) > 0 {
		group = groups[0]
	}
	target, err := op.Resolve(connections[0].At("privateLinkServiceId"))
	if err != nil {
		return nil, err
	}
	service := target.Resource
	host := op.Name
	if end, ok := linkHosts[strings.ToLower(target.ID.Type()+"/"+group)]; ok {
		host = strings.ToLower(target.ID.Name()) + end
	}
	members := []linkMember{{group: group, name: "privateEndpointIpConfig", fqdn: host}}
	if service == nil || !service.Is(armRegistry) {
		return members, nil
	}
	if tier := service.In().At("sku", "name").Text(); !strings.EqualFold(tier, "Premium") {
		return nil, CodeBadRequest.Errorf("Private endpoint %s cannot be created: registry %s has SKU %s; private link needs the SKU Premium.",
			op.Name, service.Name(), tier)
	}
	regions := []string{service.Location()}
	for _, child := range op.In(service.ID) {
		if !child.Is(armRegistry + "/replications") {
			continue
		}
		if err := provisioned(op, engine.Target{Resource: child}); err != nil {
			return nil, err
		}
		regions = append(regions, azure.NormalizeLocation(child.Location()))
	}
	members[0].name = "registry"
	for _, region := range regions {
		members = append(members, linkMember{
			group: group, name: "registry_data_" + region, extra: true,
			fqdn: strings.ToLower(service.Name()) + "." + region + ".data.azurecr.io",
		})
	}
	return members, nil
}

// recordName is the name of a host's record in a private zone: the host without the zone's public counterpart, or else
// the host's first label.
func recordName(fqdn, zone string) string {
	if name, ok := strings.CutSuffix(fqdn, "."+strings.TrimPrefix(zone, "privatelink.")); ok {
		return name
	}
	label, _, _ := strings.Cut(fqdn, ".")
	return label
}
