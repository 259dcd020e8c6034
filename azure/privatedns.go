package azure

import (
	"fmt"
	"regexp"
	"strings"
)

// Private DNS zones in which Azure looks for a private endpoint of each service; a zone of another name never resolves.
// Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
const (
	PrivateDNSZoneRegistry          = "privatelink.azurecr.io"
	PrivateDNSZoneKeyVault          = "privatelink.vaultcore.azure.net"
	PrivateDNSZoneBlob              = "privatelink.blob.core.windows.net"
	PrivateDNSZoneFile              = "privatelink.file.core.windows.net"
	PrivateDNSZoneCosmosSQL         = "privatelink.documents.azure.com"
	PrivateDNSZoneCosmosMongo       = "privatelink.mongo.cosmos.azure.com"
	PrivateDNSZoneManagedRedis      = "privatelink.redis.azure.net"
	PrivateDNSZoneRedis             = "privatelink.redis.cache.windows.net"
	PrivateDNSZoneServiceBus        = "privatelink.servicebus.windows.net"
	PrivateDNSZoneMonitor           = "privatelink.monitor.azure.com"
	PrivateDNSZoneMonitorOMS        = "privatelink.oms.opinsights.azure.com"
	PrivateDNSZoneMonitorODS        = "privatelink.ods.opinsights.azure.com"
	PrivateDNSZoneMonitorAutomation = "privatelink.agentsvc.azure-automation.net"
	PrivateDNSZoneGrafana           = "privatelink.grafana.azure.com"
)

// PrivateDNSZoneLocation is the location of every private DNS zone and of its links: they belong to no region.
// Source: https://learn.microsoft.com/azure/dns/private-dns-privatednszone
const PrivateDNSZoneLocation = "global"

// MaxAKSPrivateDNSSubzone is the longest sub-zone label in front of an AKS private DNS zone, in characters.
// Source: https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
const MaxAKSPrivateDNSSubzone = 32

// Values of a cluster's privateDNSZone that are no zone ID.
// Source: https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
const (
	// PrivateDNSZoneSystem lets AKS make the zone in the node resource group.
	PrivateDNSZoneSystem = "system"
	// PrivateDNSZoneNone makes no zone; the API server's public FQDN must then stay on.
	PrivateDNSZoneNone = "none"
)

// PrivateDNSZoneAKS returns the zone of private API servers in a region: "privatelink.westeurope.azmk8s.io".
// Source: https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
func PrivateDNSZoneAKS(location string) string {
	return "privatelink." + NormalizeLocation(location) + ".azmk8s.io"
}

var aksPrivateZone = regexp.MustCompile(`^(?:([^.]+)\.)?(privatelink|private)\.([a-z0-9]+)\.azmk8s\.io$`)

var aksSubzone = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$`)

// CheckAKSPrivateDNSZone returns an error unless AKS takes name as the private DNS zone of a cluster in location:
// privatelink.<region>.azmk8s.io, or private.<region>.azmk8s.io for API-server VNet integration, each with at most one
// sub-zone label of up to [MaxAKSPrivateDNSSubzone] characters in front. name is the zone's name, not its ID.
// Source: https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
func CheckAKSPrivateDNSZone(name, location string) error {
	m := aksPrivateZone.FindStringSubmatch(strings.ToLower(name))
	if m == nil {
		return fmt.Errorf("private DNS zone %q: expected [<subzone>.]privatelink.<region>.azmk8s.io, such as %s", name, PrivateDNSZoneAKS(location))
	}
	subzone, region := m[1], m[3]
	if subzone != "" && !aksSubzone.MatchString(subzone) {
		return fmt.Errorf("private DNS zone %q: sub-zone %q must be letters, digits and hyphens, with a letter or digit at both ends", name, subzone)
	}
	if len(subzone) > MaxAKSPrivateDNSSubzone {
		return fmt.Errorf("private DNS zone %q: sub-zone %q has %d characters, AKS allows %d", name, subzone, len(subzone), MaxAKSPrivateDNSSubzone)
	}
	if want := NormalizeLocation(location); region != want {
		return fmt.Errorf("private DNS zone %q is for region %s, the cluster is in %s: expected %s", name, region, want, PrivateDNSZoneAKS(location))
	}
	return nil
}
