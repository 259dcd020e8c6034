package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var publicIPAllowlist = pack.Rule{
	ID:       "public-ip-allowlist",
	Title:    "Only edge services have public addresses",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Every public address outside the firewall, Bastion, gateways and NAT is a door that nobody watches.",
	Absent:   "An address that belongs to nothing yet may be attached to anything tomorrow.",
	Remedy:   "Attach the address to an Azure Firewall, Bastion, Application Gateway, NAT gateway or VPN gateway in the stack, or remove it.",
	Source:   "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
	Types:    []string{azure.TypePublicIPAddress, azure.TypePublicIPPrefix, typeNetworkInterface},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		held := addressesOfEdgeServices(s)
		for _, address := range s.Of(azure.TypePublicIPAddress) {
			verdicts = append(verdicts, isHeld(address, held))
		}
		for _, address := range s.Of(azure.TypePublicIPAddress) {
			held = append(held, address.At("publicIPPrefix", "id"))
		}
		for _, prefix := range s.Of(azure.TypePublicIPPrefix) {
			verdicts = append(verdicts, isHeld(prefix, held))
		}
		for _, nic := range s.Of(typeNetworkInterface) {
			verdicts = append(verdicts, nic.At("ipConfigurations").Each(func(c pack.Value) pack.Verdict {
				return c.At("publicIPAddress").MustNotBeSet()
			}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"firewall":            pack.Together(address(), object("fw", azure.TypeAzureFirewall, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"firewall management": pack.Together(address(), object("fw", azure.TypeAzureFirewall, "managementIpConfiguration.publicIPAddress.id", addressID)),
		"Bastion":             pack.Together(address(), object("b", azure.TypeBastionHost, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"Application Gateway": pack.Together(address(), object("g", typeApplicationGateway, "frontendIPConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"VPN gateway":         pack.Together(address(), object("g", typeVirtualNetworkGateway, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"NAT gateway":         pack.Together(address(), object("n", azure.TypeNatGateway, "publicIpAddresses", list(set("id", addressID)))),
		"prefix of a NAT gateway": pack.Together(object("p", azure.TypePublicIPPrefix, "id", addressID+"-prefix"),
			object("n", azure.TypeNatGateway, "publicIpPrefixes", list(set("id", addressID+"-prefix")))),
		"prefix of an address": pack.Together(object("p", azure.TypePublicIPPrefix, "id", addressID+"-prefix"), address("publicIPPrefix.id", addressID+"-prefix"),
			object("n", azure.TypeNatGateway, "publicIpAddresses", list(set("id", addressID)))),
		"ID not known yet": pack.Together(object("address", azure.TypePublicIPAddress, "sku.name", "Standard"),
			madeFrom(object("fw", azure.TypeAzureFirewall, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", pack.Unknown))), "ipConfigurations", "address")),
		"interface, address left out": pack.Together(object("nic", typeNetworkInterface, "ipConfigurations", list(set("name", "a")))),
	},
	Fail: pack.Examples{
		"attached to nothing": pack.Together(address()),
		"owner left out":      pack.Together(address(), object("fw", azure.TypeAzureFirewall, "ipConfigurations", list(set("name", "a")))),
		"load balancer":       pack.Together(address(), object("lb", typeLoadBalancer, "frontendIPConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"prefix of nothing":   pack.Together(object("p", azure.TypePublicIPPrefix, "id", addressID+"-prefix")),
		"network interface":   pack.Together(object("nic", typeNetworkInterface, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", addressID)))),
		"another's address":   pack.Together(address(), object("b", azure.TypeBastionHost, "ipConfigurations", list(set("name", "a", "publicIPAddress.id", addressID+"-other")))),
	},
}

const addressID = exampleGroupID + "/providers/Microsoft.Network/publicIPAddresses/pip-example"

func address(pairs ...any) pack.ExampleResource {
	return object("address", azure.TypePublicIPAddress, append([]any{"id", addressID}, pairs...)...)
}

// addressesOfEdgeServices collects the places where an edge service names an address or prefix.
func addressesOfEdgeServices(s pack.Stack) []pack.Value {
	var held []pack.Value
	collect := func(array pack.Value, below ...string) {
		items, known := array.Items()
		if !known {
			held = append(held, array)
		}
		for _, item := range items {
			held = append(held, item.At(below...))
		}
	}
	for _, r := range s.Of(azure.TypeAzureFirewall, azure.TypeBastionHost, typeVirtualNetworkGateway) {
		collect(r.At("ipConfigurations"), "publicIPAddress", "id")
		held = append(held, r.At("managementIpConfiguration", "publicIPAddress", "id"))
	}
	for _, r := range s.Of(typeApplicationGateway) {
		collect(r.At("frontendIPConfigurations"), "publicIPAddress", "id")
	}
	for _, r := range s.Of(azure.TypeNatGateway) {
		collect(r.At("publicIpAddresses"), "id")
		collect(r.At("publicIpPrefixes"), "id")
	}
	return held
}

func isHeld(address pack.Resource, held []pack.Value) pack.Verdict {
	found := pack.False
	for _, v := range held {
		found = found.Or(v.RefersTo(address))
	}
	return pack.When(found, pack.Pass, func() pack.Verdict {
		return address.Fail("the public address belongs to no firewall, Bastion, gateway or NAT gateway")
	})
}
