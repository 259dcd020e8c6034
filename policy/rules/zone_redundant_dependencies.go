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
	Why:      "Nodes in three zones are worth little when the firewall or the address in front of them is in one.",
	Absent:   "Azure places a resource in no particular zone, or in one.",
	Remedy:   "Set zones to 1, 2 and 3 on firewalls, gateways and public addresses, and choose a gateway SKU that ends in AZ.",
	Source:   "https://learn.microsoft.com/azure/reliability/availability-zones-service-support",
	Types: []string{
		azure.TypeAzureFirewall, azure.TypePublicIPAddress, azure.TypePublicIPPrefix, typeApplicationGateway,
		typeVirtualNetworkGateway,
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
		}
		return spansZones(r.At("zones"))
	},
	Pass: pack.Examples{
		"firewall":            one(azure.TypeAzureFirewall, "zones", list("1", "2", "3")),
		"address":             one(azure.TypePublicIPAddress, "zones", list("1", "2", "3")),
		"address of a prefix": one(azure.TypePublicIPAddress, "publicIPPrefix.id", "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/p"),
		"prefix":              one(azure.TypePublicIPPrefix, "zones", list("1", "2", "3")),
		"application gateway": one(typeApplicationGateway, "zones", list("1", "2", "3")),
		"VPN gateway":         one(typeVirtualNetworkGateway, "sku.name", "VpnGw2AZ"),
	},
	Fail: pack.Examples{
		"firewall in one zone":      one(azure.TypeAzureFirewall, "zones", list("1")),
		"firewall, zones left out":  one(azure.TypeAzureFirewall, "location", "westeurope"),
		"address, zones left out":   one(azure.TypePublicIPAddress, "sku.name", "Standard"),
		"prefix, zones left out":    one(azure.TypePublicIPPrefix, "prefixLength", 30),
		"application gateway":       one(typeApplicationGateway, "zones", list()),
		"VPN gateway":               one(typeVirtualNetworkGateway, "sku.name", "VpnGw2"),
		"VPN gateway, SKU left out": one(typeVirtualNetworkGateway, "gatewayType", "Vpn"),
	},
}
