package network

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// gatewayReferences are the properties of parts that name other parts of the gateway by ID, with the list that those
// are in. A list of references has the plural's name.
// Source: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/applicationgateways
var gatewayReferences = map[string]string{
	"authenticationCertificates":    "authenticationCertificates",
	"backendAddressPool":            "backendAddressPools",
	"backendHttpSettings":           "backendHttpSettingsCollection",
	"backendSettings":               "backendSettingsCollection",
	"defaultBackendAddressPool":     "backendAddressPools",
	"defaultBackendHttpSettings":    "backendHttpSettingsCollection",
	"defaultLoadDistributionPolicy": "loadDistributionPolicies",
	"defaultRedirectConfiguration":  "redirectConfigurations",
	"defaultRewriteRuleSet":         "rewriteRuleSets",
	"frontendIPConfiguration":       "frontendIPConfigurations",
	"frontendPort":                  "frontendPorts",
	"httpListener":                  "httpListeners",
	"listener":                      "listeners",
	"loadDistributionPolicy":        "loadDistributionPolicies",
	"privateLinkConfiguration":      "privateLinkConfigurations",
	"probe":                         "probes",
	"redirectConfiguration":         "redirectConfigurations",
	"requestRoutingRules":           "requestRoutingRules",
	"rewriteRuleSet":                "rewriteRuleSets",
	"sslCertificate":                "sslCertificates",
	"sslProfile":                    "sslProfiles",
	"targetListener":                "httpListeners",
	"trustedClientCertificates":     "trustedClientCertificates",
	"trustedRootCertificates":       "trustedRootCertificates",
	"urlPathMap":                    "urlPathMaps",
	"urlPathMaps":                   "urlPathMaps",
}

// checkGatewayReferences requires every reference from part to part to lead to a part of this gateway.
func checkGatewayReferences(c *engine.Check) {
	for _, list := range gatewayLists {
		for _, part := range c.Inputs.At(list).Items() {
			referencesOf(c, part)
		}
	}
}

func referencesOf(c *engine.Check, part engine.Value) {
	for _, property := range part.Keys() {
		at := part.At(property)
		if kind, refers := gatewayReferences[property]; refers {
			checkPartReference(c, at.At("id"), kind)
			for _, one := range at.Items() {
				checkPartReference(c, one.At("id"), kind)
			}
			continue
		}
		for _, item := range at.Items() { // path rules have references of their own
			referencesOf(c, item)
		}
	}
}

// checkPartReference judges one ID; what is not known yet passes.
func checkPartReference(c *engine.Check, at engine.Value, kind string) {
	if at.Absent() || !at.Known() {
		return
	}
	id, ok := at.ID()
	gateway, _ := id.Parent()
	if !ok || !strings.EqualFold(id.Type(), armAppGateway+"/"+kind) {
		c.Failf(at, engine.CodeInvalidRequestContent, "'%s' must be the ID of one of the %s of the gateway, but '%s' was given.", at.Path(), kind, at.Text())
		return
	}
	name, group := c.Inputs.At("applicationGatewayName"), c.Inputs.At("resourceGroupName")
	own := (!name.Known() || strings.EqualFold(gateway.Name(), name.Text())) &&
		(!group.Known() || strings.EqualFold(gateway.ResourceGroup(), group.Text())) &&
		(c.Provider.Subscription == "" || strings.EqualFold(gateway.Subscription(), c.Provider.Subscription))
	if own && hasPart(c.Inputs.At(kind), id) {
		return
	}
	c.Failf(at, CodeInvalidResourceReference, "Resource %s referenced by resource %s was not found. Please make sure that the referenced "+
		"resource exists, and that both resources are in the same region.", at.Text(), c.Name())
}

// hasPart reports whether a list has an element of the ID's name; a list or name that is not known may have.
func hasPart(list engine.Value, id azure.ID) bool {
	if !list.Known() {
		return true
	}
	for _, item := range list.Items() {
		if name := item.At("name"); !name.Known() || strings.EqualFold(name.Text(), id.Name()) {
			return true
		}
	}
	return false
}

// partNamed returns the element of one of the gateway's lists that a reference names.
func partNamed(inputs engine.Value, list string, reference engine.Value) (engine.Value, bool) {
	id, ok := reference.At("id").ID()
	if !ok {
		return engine.Value{}, false
	}
	for _, item := range inputs.At(list).Items() {
		if strings.EqualFold(item.At("name").Text(), id.Name()) {
			return item, true
		}
	}
	return engine.Value{}, false
}
