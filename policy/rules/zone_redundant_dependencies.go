package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var zoneRedundantDependencies = pack.Rule{
	ID:       "zone-redundant-dependencies",
	Title:    "What the cluster depends on spans zones",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev may be down with its zone.",
	Why:      "Nodes in three zones are worth little when the firewall or the address in front of them is in one.",
	Absent:   "Azure places a resource in no particular zone, or in one.",
	Remedy: "Set zones to 1, 2 and 3 on firewalls, gateways and public addresses, zoneRedundancy on registries, their copies and " +
		"Grafana, isZoneRedundant in Cosmos DB, and choose SKUs that end in AZ for gateways and in ZRS for storage.",
	Source: "https://learn.microsoft.com/azure/reliability/availability-zones-service-support",
	Types: []string{
		azure.TypeAzureFirewall, azure.TypePublicIPAddress, azure.TypePublicIPPrefix, azure.TypeApplicationGateway,
		typeVirtualNetworkGateway, azure.TypeRegistry, azure.TypeReplication, azure.TypeStorageAccount, azure.TypeGrafana,
		typeDatabaseAccount, typeRedis, typeRedisEnterprise,
	},
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case pack.Canonical(typeVirtualNetworkGateway):
			return r.At("sku", "name").MustMatch("must end in AZ", func(v pack.Value) bool {
				name, _ := v.Text()
				return strings.HasSuffix(strings.ToUpper(name), "AZ")
			})
		case azure.TypePublicIPAddress:
			return pack.When(r.At("publicIPPrefix", "id").IsSet(),
				func() pack.Verdict { return pack.Skip("the address has the zones of its prefix") },
				func() pack.Verdict { return spansZones(r.At("zones")) })
		case azure.TypeRegistry:
			return r.At("zoneRedundancy").Or("Disabled").MustBe("Enabled")
		case azure.TypeReplication:
			return whereThereAreZones(r, func() pack.Verdict { return r.At("zoneRedundancy").Or("Disabled").MustBe("Enabled") })
		case azure.TypeGrafana:
			return r.At("properties", "zoneRedundancy").Or("Disabled").MustBe("Enabled")
		case azure.TypeStorageAccount:
			return r.At("sku", "name").MustMatch("must end in ZRS", func(v pack.Value) bool {
				name, _ := v.Text()
				return strings.HasSuffix(strings.ToUpper(name), "ZRS")
			})
		case typeDatabaseAccount:
			locations := r.At("locations")
			return pack.All(locations.MustBeSet(), locations.Each(func(location pack.Value) pack.Verdict {
				return location.At("isZoneRedundant").Or(false).MustBe(true)
			}))
		case typeRedisEnterprise:
			return managedRedis(r)
		}
		return spansZones(r.At("zones"))
	},
	Pass: pack.Examples{
		"firewall":               one(azure.TypeAzureFirewall, "zones", list("1", "2", "3")),
		"address":                one(azure.TypePublicIPAddress, "zones", list("1", "2", "3")),
		"address of a prefix":    one(azure.TypePublicIPAddress, "publicIPPrefix.id", "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/p"),
		"prefix":                 one(azure.TypePublicIPPrefix, "zones", list("1", "2", "3")),
		"application gateway":    one(typeApplicationGateway, "zones", list("1", "2", "3")),
		"VPN gateway":            one(typeVirtualNetworkGateway, "sku.name", "VpnGw2AZ"),
		"registry":               one(azure.TypeRegistry, "zoneRedundancy", "Enabled"),
		"copy":                   one(azure.TypeReplication, "location", "northeurope", "zoneRedundancy", "Enabled"),
		"copy without zones":     one(azure.TypeReplication, "location", "ukwest", "zoneRedundancy", "Disabled"),
		"storage":                one(azure.TypeStorageAccount, "sku.name", "Standard_ZRS"),
		"storage in two regions": one(azure.TypeStorageAccount, "sku.name", "Standard_RAGZRS"),
		"Grafana":                one(azure.TypeGrafana, "properties.zoneRedundancy", "Enabled"),
		"Cosmos DB":              one(typeDatabaseAccount, "locations", list(set("locationName", "westeurope", "isZoneRedundant", true))),
		"classic Redis":          one(typeRedis, "zones", list("1", "2", "3")),
		"managed Redis":          one(typeRedisEnterprise, "sku.name", "Balanced_B5"),
		"Redis Enterprise":       one(typeRedisEnterprise, "sku.name", "Enterprise_E10", "zones", list("1", "2", "3")),
	},
	Fail: pack.Examples{
		"firewall in one zone":      one(azure.TypeAzureFirewall, "zones", list("1")),
		"firewall, zones left out":  one(azure.TypeAzureFirewall, "location", "westeurope"),
		"address, zones left out":   one(azure.TypePublicIPAddress, "sku.name", "Standard"),
		"prefix, zones left out":    one(azure.TypePublicIPPrefix, "prefixLength", 30),
		"application gateway":       one(typeApplicationGateway, "zones", list()),
		"VPN gateway":               one(typeVirtualNetworkGateway, "sku.name", "VpnGw2"),
		"VPN gateway, SKU left out": one(typeVirtualNetworkGateway, "gatewayType", "Vpn"),
		"registry":                  one(azure.TypeRegistry, "zoneRedundancy", "Disabled"),
		"registry, left out":        one(azure.TypeRegistry, "sku.name", "Premium"),
		"copy, left out":            one(azure.TypeReplication, "location", "northeurope"),
		"storage":                   one(azure.TypeStorageAccount, "sku.name", "Standard_GRS"),
		"Grafana, left out":         one(azure.TypeGrafana, "sku.name", "Standard"),
		"Cosmos DB":                 one(typeDatabaseAccount, "locations", list(set("locationName", "westeurope", "isZoneRedundant", true), set("locationName", "northeurope"))),
		"Cosmos DB, left out":       one(typeDatabaseAccount, "accountName", "cosmos-example"),
		"classic Redis, left out":   one(typeRedis, "sku.name", "Premium"),
		"managed Redis":             one(typeRedisEnterprise, "sku.name", "Balanced_B5", "highAvailability", "Disabled"),
		"Redis Enterprise":          one(typeRedisEnterprise, "sku.name", "Enterprise_E10"),
	},
}

// whereThereAreZones judges a resource unless its region has no zones.
func whereThereAreZones(r pack.Resource, check func() pack.Verdict) pack.Verdict {
	at := r.At("location")
	if at.NotKnown() {
		return at.Undecided()
	}
	text, _ := at.Text()
	if location, known := azure.LookupLocation(text); known && !location.HasZones() {
		return pack.Skip("%s has no zones", location.DisplayName)
	}
	return check()
}

// managedRedis judges a cache of the type RedisEnterprise: Azure spreads one that is highly available over zones by
// itself, except in the tiers of the past, where zones are listed.
// Source: https://learn.microsoft.com/azure/redis/high-availability
func managedRedis(r pack.Resource) pack.Verdict {
	tier := r.At("sku", "name")
	if tier.NotKnown() {
		return tier.Undecided()
	}
	if name, _ := tier.Text(); strings.HasPrefix(strings.ToLower(name), "enterprise") {
		return spansZones(r.At("zones"))
	}
	return r.At("highAvailability").Or("Enabled").MustBe("Enabled")
}
