package stacks

import (
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const egressSource = "https://learn.microsoft.com/azure/aks/egress-outboundtype"

// unsupportedEgress are modes that AKS knows and this landing zone does not build yet.
var unsupportedEgress = map[string]string{
	"none":  "needs outboundType none, which AKS has since API version 2025-01-01; this stack uses 2024-10-01",
	"block": "needs outboundType block, which AKS has only in preview",
	"proxy": "is not built yet",
}

func (c Config) validateEgress(path field.Path) field.Errors {
	e := c.Egress
	if reason, known := unsupportedEgress[e.Mode]; known {
		return field.Errors{{
			Path: path.Child("mode"), Value: e.Mode, Rule: reason,
			Remedy: "choose firewall, natGateway, nva or loadBalancer", Source: egressSource,
		}}
	}
	modes := []string{EgressFirewall, EgressNATGateway, EgressNVA, EgressLoadBalancer}
	errors := field.OneOf(path.Child("mode"), e.Mode, modes, egressSource)
	if e.Mode == EgressLoadBalancer && c.Environment == environment.Prod {
		errors.Add(field.Error{
			Path: path.Child("mode"), Value: e.Mode, Rule: "lets production out without inspection",
			Remedy: "choose firewall or nva", Source: egressSource,
		})
	}
	errors.Append(c.validateNVA(path.Child("nvaPrivateIp")))
	if e.PeakFlows < 0 {
		errors.Add(field.Error{Path: path.Child("peakFlows"), Value: e.PeakFlows, Rule: "is negative", Remedy: "write 0 or more"})
	}
	names := map[string]int{}
	for i, allowance := range e.Allow {
		errors.Append(allowance.Validate(path.Child("allow").Index(i), c.Environment))
		errors.Append(duplicate(path.Child("allow").Index(i).Child("name"), allowance.Name, names, i))
	}
	if len(e.Allow) > 0 && e.Mode != EgressFirewall {
		errors.Add(field.Error{
			Path: path.Child("allow"), Rule: "only means something with mode firewall", Remedy: "remove it or set egress.mode to firewall",
		})
	}
	return errors
}

// validateNVA wants an appliance inside the hub of each region.
func (c Config) validateNVA(path field.Path) field.Errors {
	var errors field.Errors
	if c.Egress.Mode == EgressNVA && c.Cluster.APIServer.Mode == cluster.APIServerPublic {
		errors.Add(field.Error{
			Path: field.Root(Namespace, "egress").Child("mode"), Value: c.Egress.Mode,
			Rule:   "leaves from addresses that are not known here, and a public API server has to let them in",
			Remedy: "set cluster.apiServer.mode to privateLink", Source: egressSource,
		})
	}
	if c.Egress.Mode != EgressNVA && c.Egress.NVAPrivateIP != "" {
		errors.Append(withoutNVA(path, c.Egress.NVAPrivateIP))
	}
	for i, region := range c.Regions {
		at, text := path, c.Egress.NVAPrivateIP
		if region.NVAPrivateIP != "" || text == "" && i > 0 {
			at, text = field.Root(Namespace, "regions").Index(i).Child("nvaPrivateIp"), region.NVAPrivateIP
		}
		if c.Egress.Mode == EgressNVA {
			errors.Append(region.validateNVA(at, text))
		} else if region.NVAPrivateIP != "" {
			errors.Append(withoutNVA(at, text))
		}
	}
	return errors
}

func withoutNVA(path field.Path, text string) field.Errors {
	return field.Errors{{Path: path, Value: text, Rule: "only means something with mode nva", Remedy: "remove it or set egress.mode to nva"}}
}

func (r Region) validateNVA(path field.Path, text string) field.Errors {
	address, err := netip.ParseAddr(text)
	if err != nil {
		return field.Errors{{Path: path, Value: orNil(text), Rule: "is not an IP address", Remedy: "write the appliance's address in the hub"}}
	}
	hubRange, err := netip.ParsePrefix(r.Hub.AddressPrefix)
	if err != nil || hubRange.Contains(address) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: text, Rule: "is outside the hub " + hubRange.String() + " of region " + r.Name,
		Remedy: "choose an address in the hub, with regions[].nvaPrivateIp where each region has an appliance of its own",
	}}
}

// orNil leaves the value out of a message when nothing was given.
func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}
