package network

import (
	"slices"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	armAppGateway = "Microsoft.Network/applicationGateways"
	armWAFPolicy  = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"
)

// gatewayLists are the lists of a gateway whose elements have IDs of their own below it, each under the list's name.
var gatewayLists = []string{
	"authenticationCertificates", "backendAddressPools", "backendHttpSettingsCollection", "backendSettingsCollection",
	"frontendIPConfigurations", "frontendPorts", "gatewayIPConfigurations", "httpListeners", "listeners",
	"loadDistributionPolicies", "privateLinkConfigurations", "probes", "redirectConfigurations", "requestRoutingRules",
	"rewriteRuleSets", "routingRules", "sslCertificates", "sslProfiles", "trustedClientCertificates",
	"trustedRootCertificates", "urlPathMaps",
}

func applicationGateway() *engine.Type {
	inline := make([]engine.Inline, 0, len(gatewayLists))
	for _, list := range gatewayLists {
		inline = append(inline, engine.Inline{Kind: list, Path: list})
	}
	return &engine.Type{
		Token: azure.TypeApplicationGateway, Versions: versions, APIVersion: apiVersion,
		ARMType: armAppGateway, Names: []string{"applicationGatewayName"},
		Args: sdk.ApplicationGatewayArgs{}, State: sdk.ApplicationGateway{},
		Inline: inline,
		Check:  checkApplicationGateway,
		Put:    putApplicationGateway,
		Models: []string{
			"The SKU is Standard_v2, WAF_v2 or Basic, with the same tier; the first generation can no longer be created.",
			"It has either a fixed capacity of 1 to 125 or autoscaling from 0 to 100 instances up to 2 to 125, with room between the two.",
			"Parts of one kind have names of their own, and every reference from part to part leads to a part of the same gateway.",
			"The gateway is in one subnet, in which there are only gateways, which is delegated to nothing else and has an address for each of the least number of instances.",
			"A route table on that subnet does not take the default route away from the Internet.",
			"A security group on that subnet lets GatewayManager reach ports 65200 to 65535 and AzureLoadBalancer every port, and does not block the way to the Internet; neither group nor table can be changed to the contrary afterwards.",
			"Its public address is Standard and serves nothing else; a private frontend address is static.",
			"Listeners of one frontend differ in port or host name; HTTPS listeners have a certificate.",
			"Routing rules have a priority of their own, 1 to 20000, and lead to a pool with settings, to a redirection or to a path map.",
			"Probes have a path from the root and a host, their own or that of the backend settings.",
			"No TLS below 1.2; TLS 1.3 comes with the policies of 2022 and CustomV2.",
			"A certificate is given as data or as the secret of a vault. That vault and the secret exist; an identity of the gateway may read secrets there; the vault's network lets the gateway in, or the vault has a private endpoint that the gateway's network resolves.",
			"WAF_v2 has a firewall policy or configuration, no other SKU has one, and a policy once given can be exchanged but not removed.",
			"Zones exist in the region.",
		},
		Codes: []engine.Code{
			CodeGatewayV1Deprecated, CodeGatewayCapacity, CodeGatewayFirewallMissing, CodeGatewayFirewallNotForSKU,
			CodeGatewayPolicyCannotBeRemoved, CodeGatewayOldTLS, CodeGatewayCertificateData, CodeGatewayVaultSecret,
			CodeGatewayRulePriorityEmpty, CodeGatewayListenersSamePort, CodeGatewayListenersSameHost, CodeGatewayProbeHost,
			CodeGatewaySubnetNotEmpty, CodeGatewaySubnetRoute, CodeGatewaySubnetBlocked, CodeDelegatedSubnet, CodeSubnetIsFull,
			CodePublicIPInUse, CodeDuplicateResourceName, CodeInvalidResourceReference, CodeInvalidAvailabilityZone,
			CodeLocationNotSupportAvailabilityZones, CodeReferencedResourceNotProvisioned, CodeBadRequest,
		},
	}
}

func checkApplicationGateway(c *engine.Check) {
	checkGatewaySKU(c)
	for _, list := range gatewayLists {
		uniqueNames(c, c.Inputs.At(list))
	}
	for _, list := range []string{
		"gatewayIPConfigurations", "frontendIPConfigurations", "frontendPorts", "httpListeners", "backendAddressPools",
		"backendHttpSettingsCollection", "requestRoutingRules",
	} {
		if at := c.Inputs.At(list); at.Known() && len(at.Items()) == 0 && !proxies(c.Inputs) {
			c.Failf(at, CodeBadRequest, "Application Gateway %s must have at least one element in %s.", c.Name(), list)
		}
	}
	checkGatewayFrontends(c)
	checkGatewayListeners(c)
	checkGatewayRules(c)
	checkGatewayBackends(c)
	checkGatewayProbes(c)
	checkGatewayTLS(c)
	checkGatewayReferences(c)
	zonesExist(c)
}

// proxies reports whether a gateway forwards TCP or TLS, for which it needs other parts.
func proxies(inputs engine.Value) bool {
	return inputs.At("listeners").Present() || inputs.At("routingRules").Present()
}

// gatewayTier returns the tier in lower case: standard_v2, waf_v2, basic or one of the first generation.
func gatewayTier(inputs engine.Value) string { return strings.ToLower(inputs.At("sku", "tier").Text()) }

// checkGatewaySKU judges SKU, capacity and firewall.
// Source: https://learn.microsoft.com/azure/application-gateway/overview-v2
func checkGatewaySKU(c *engine.Check) {
	sku := c.Inputs.At("sku")
	name, tier := sku.At("name"), sku.At("tier")
	if !sku.Known() || !name.Known() || !tier.Known() {
		return
	}
	if name.Absent() || tier.Absent() {
		c.Failf(sku, CodeBadRequest, "The SKU of Application Gateway %s must have a name and a tier.", c.Name())
		return
	}
	second := []string{"standard_v2", "waf_v2", "basic"}
	if !slices.Contains(second, gatewayTier(c.Inputs)) {
		c.Failf(tier, CodeGatewayV1Deprecated, "Application Gateway SKU tier %s has been deprecated. Supported SKU tiers are "+
			"Standard_v2,WAF_v2. Refer https://aka.ms/V1retirement.", tier.Text())
		return
	}
	if !strings.EqualFold(name.Text(), tier.Text()) {
		c.Failf(name, CodeBadRequest, "Application Gateway %s has SKU name %s, which does not belong to tier %s.", c.Name(), name.Text(), tier.Text())
	}
	checkGatewayCapacity(c, sku.At("capacity"), c.Inputs.At("autoscaleConfiguration"))
	firewall := c.Inputs.At("firewallPolicy").Present() || c.Inputs.At("webApplicationFirewallConfiguration").Present()
	if gatewayTier(c.Inputs) == "waf_v2" && !firewall {
		c.Failf(c.Inputs.At("firewallPolicy"), CodeGatewayFirewallMissing, "Application Gateway %s with the selected SKU tier WAF_v2 must "+
			"have a valid WAF policy or configuration", c.Name())
	}
	if gatewayTier(c.Inputs) != "waf_v2" && firewall {
		c.Failf(c.Inputs.At("firewallPolicy"), CodeGatewayFirewallNotForSKU, "Application Gateway %s does not support "+
			"WebApplicationFirewall with the selected SKU tier %s", c.Name(), tier.Text())
	}
}

// Limits on instances. Source: https://github.com/hashicorp/terraform-provider-azurerm/pull/4958, and
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-application-gateway-limits
const (
	mostInstances     = 125
	mostLeastInstance = 100
	leastMostInstance = 2
)

func checkGatewayCapacity(c *engine.Check, capacity, autoscale engine.Value) {
	if capacity.Present() == autoscale.Present() {
		c.Failf(autoscale, CodeGatewayCapacity, "Application Gateway %s must specify either Capacity or AutoscaleConfiguration for the "+
			"selected SKU tier %s", c.Name(), c.Inputs.At("sku", "tier").Text())
		return
	}
	c.Range(capacity, CodeBadRequest, 1, mostInstances)
	low, high := autoscale.At("minCapacity"), autoscale.At("maxCapacity")
	c.Range(low, CodeBadRequest, 0, mostLeastInstance)
	c.Range(high, CodeBadRequest, leastMostInstance, mostInstances)
	if low.Known() && high.Known() && high.Present() && high.Int() <= low.Int() {
		c.Failf(high, CodeBadRequest, "The maximum capacity %d of Application Gateway %s must be greater than its minimum capacity %d.",
			high.Int(), c.Name(), low.Int())
	}
}

func putApplicationGateway(op *engine.Operation) error {
	if err := placeGateway(op); err != nil {
		return err
	}
	if err := gatewayAddresses(op); err != nil {
		return err
	}
	if err := gatewayFirewall(op); err != nil {
		return err
	}
	if err := gatewaySecrets(op); err != nil {
		return err
	}
	op.Set("Running", "operationalState")
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Set("AppGwSslPolicy20220101", "defaultPredefinedSslPolicy")
	op.Default(false, "enableHttp2")
	op.Default("Generation_1", "sku", "family")
	op.Set([]any{}, "privateEndpointConnections")
	for _, list := range gatewayLists {
		op.Default([]any{}, list)
		parts(op, list, list, func(item map[string]any) {
			item["type"] = armAppGateway + "/" + list
			switch list { // the parts that lack something that all others have
			case "redirectConfigurations":
				delete(item, "provisioningState")
			case "rewriteRuleSets":
				delete(item, "type")
			}
			if list == "frontendIPConfigurations" && item["privateIPAllocationMethod"] == nil {
				item["privateIPAllocationMethod"] = "Dynamic"
			}
		})
	}
	return nil
}

// gatewayFirewall judges the firewall policy.
func gatewayFirewall(op *engine.Operation) error {
	at := op.Inputs.At("firewallPolicy", "id")
	if at.Present() {
		if _, err := sameRegion(op, at, armWAFPolicy); err != nil {
			return err
		}
	}
	if op.Old == nil || at.Present() || gatewayTier(op.Inputs) != "waf_v2" {
		return nil
	}
	if before := op.Old.In().At("firewallPolicy", "id").Text(); before != "" {
		return CodeGatewayPolicyCannotBeRemoved.Errorf("Firewall policy %s cannot be removed from Application Gateway, changing from one "+
			"firewall policy to another is permitted.", before)
	}
	return nil
}
