package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func azureFirewall() *engine.Type {
	return &engine.Type{
		Token: azure.TypeAzureFirewall, Versions: versions, APIVersion: apiVersion,
		ARMType: armFirewall, Names: []string{"azureFirewallName"},
		Args: sdk.AzureFirewallArgs{}, State: sdk.AzureFirewall{},
		Inline: []engine.Inline{{Kind: "azureFirewallIpConfigurations", Path: "ipConfigurations"}},
		Check:  checkFirewall,
		Put:    putFirewall,
		Exclusive: func(op *engine.Operation) []string {
			if policy := op.Inputs.At("firewallPolicy", "id").Text(); policy != "" {
				return []string{policy}
			}
			return nil
		},
		Models: []string{
			"The first IP configuration is in AzureFirewallSubnet; further ones only add public addresses.",
			"Firewall, network and public addresses are in one resource group and region; the addresses are Standard and serve nothing else.",
			"The subnet holds one firewall, and no route of its own takes the default route away from the Internet unless there is a management configuration.",
			"The policy's tier fits the firewall's; rules stand in the policy or on the firewall, not on both.",
			"The Basic tier has a management configuration in AzureFirewallManagementSubnet.",
			"Zones exist in the region.",
			"The private address is the first usable one of the subnet.",
			"The policy and its rule collection groups cannot be written while the firewall is.",
		},
		Codes: []engine.Code{CodeFirewallInvalidRequest, CodePublicIPInUse, CodeInvalidResourceReference, CodeInvalidAvailabilityZone,
			CodeLocationNotSupportAvailabilityZones, CodeReferencedResourceNotProvisioned, engine.CodeAnotherOperationInProgress},
	}
}

func checkFirewall(c *engine.Check) {
	configurations := c.Inputs.At("ipConfigurations")
	uniqueNames(c, configurations)
	hub := strings.EqualFold(c.Inputs.At("sku", "name").Text(), "AZFW_Hub")
	if !hub && configurations.Known() && len(configurations.Items()) == 0 {
		c.Failf(configurations, CodeFirewallInvalidRequest, "Azure Firewall %s must have an IP configuration.", c.Name())
	}
	if hub != c.Inputs.At("virtualHub").Present() {
		c.Failf(c.Inputs.At("virtualHub"), CodeFirewallInvalidRequest, "Request parameter VirtualHub can not be specified in current SKU "+
			"%s for the Azure Firewall", c.Inputs.At("sku", "name").TextOr("AZFW_VNet"))
	}
	for i, configuration := range configurations.Items() {
		subnet := configuration.At("subnet")
		if i == 0 && subnet.Absent() {
			c.Failf(configuration, CodeFirewallInvalidRequest, "The first IP configuration of Azure Firewall %s must have a subnet.", c.Name())
		}
		if i > 0 && subnet.Present() {
			c.Failf(subnet, CodeFirewallInvalidRequest, "Only the first IP configuration of Azure Firewall %s can have a subnet.", c.Name())
		}
		if configuration.At("publicIPAddress").Absent() && (i > 0 || c.Inputs.At("managementIpConfiguration").Absent()) {
			c.Failf(configuration, CodeFirewallInvalidRequest, "IP configuration %s of Azure Firewall %s must have a public IP address.",
				configuration.At("name").Text(), c.Name())
		}
	}
	if tierOf(c.Inputs) == "basic" && c.Inputs.At("managementIpConfiguration").Absent() {
		c.Failf(c.Inputs.At("managementIpConfiguration"), CodeFirewallInvalidRequest, "Azure Firewall %s of tier Basic must have a "+
			"management IP configuration.", c.Name())
	}
	if c.Inputs.At("firewallPolicy").Present() {
		for _, list := range []string{"applicationRuleCollections", "natRuleCollections", "networkRuleCollections"} {
			if at := c.Inputs.At(list); len(at.Items()) > 0 {
				c.Failf(at, CodeFirewallInvalidRequest, "Azure Firewall %s has a firewall policy and cannot have rules of its own.", c.Name())
			}
		}
	}
	zonesExist(c)
}

func putFirewall(op *engine.Operation) error {
	configurations := op.Inputs.At("ipConfigurations").Items()
	for _, configuration := range configurations {
		if err := placeFirewall(op, configuration, azure.SubnetAzureFirewall); err != nil {
			return err
		}
	}
	if management := op.Inputs.At("managementIpConfiguration"); management.Present() {
		if err := placeFirewall(op, management, azure.SubnetAzureFirewallManagement); err != nil {
			return err
		}
	}
	if at := op.Inputs.At("firewallPolicy", "id"); at.Present() {
		target, err := op.Resolve(at, armPolicy)
		if err != nil {
			return err
		}
		if err := tiersFit(op.ID.String(), op.Inputs, target.Resource.ID, target.Resource.In()); err != nil {
			return err
		}
	}
	op.Default("AZFW_VNet", "sku", "name")
	op.Default("Standard", "sku", "tier")
	op.Default("Alert", "threatIntelMode")
	for _, list := range []string{"applicationRuleCollections", "natRuleCollections", "networkRuleCollections", "ipGroups"} {
		op.Default([]any{}, list)
	}
	private, err := firewallAddress(op)
	if err != nil {
		return err
	}
	first := true
	parts(op, "ipConfigurations", "azureFirewallIpConfigurations", func(item map[string]any) {
		item["type"] = armFirewall + "/azureFirewallIpConfigurations"
		if first {
			item["privateIPAddress"], first = private, false
		}
	})
	return nil
}

// placeFirewall judges one IP configuration.
func placeFirewall(op *engine.Operation, configuration engine.Value, wanted string) error {
	group := op.ID.ResourceGroup()
	if at := configuration.At("subnet", "id"); at.Present() {
		target, err := sameRegion(op, at, armSubnet)
		if err != nil {
			return err
		}
		name := target.ID.Name()
		switch {
		case name != wanted:
			return CodeFirewallInvalidRequest.Errorf("Azure Firewall %s must be in a subnet called %s, not %s.", op.Name, wanted, name)
		case !strings.EqualFold(target.ID.ResourceGroup(), group):
			// Source: https://learn.microsoft.com/azure/firewall/firewall-faq (same resource group)
			return CodeFirewallInvalidRequest.Errorf("Azure Firewall %s must be in the resource group of its virtual network %s.",
				op.ID, target.Resource.ID)
		}
		if err := alone(op, target, armFirewall); err != nil {
			return err
		}
		if err := directInternet(op, target); err != nil {
			return err
		}
	}
	at := configuration.At("publicIPAddress", "id")
	if at.Absent() {
		return nil
	}
	address, err := standardAddress(op, at)
	if err != nil {
		return err
	}
	if !strings.EqualFold(address.ARMID().ResourceGroup(), group) {
		return CodeFirewallInvalidRequest.Errorf("Azure Firewall %s must be in the resource group of its public IP address %s.", op.ID, address.ID)
	}
	return nil
}

// alone refuses a second service in a subnet that is meant for one.
func alone(op *engine.Operation, target engine.Target, armType string) error {
	for _, ref := range op.ReferencesTo(target.ID.String()) {
		if occupies(ref) && !strings.EqualFold(ref.From.ID, op.ID.String()) {
			return CodeBadRequest.Errorf("Subnet %s is in use by %s; it can hold one resource of type %s only.", target.ID, ref.From.ID, armType)
		}
	}
	return nil
}

// directInternet refuses a default route on the firewall's own subnet that does not lead to the Internet.
// Source: https://learn.microsoft.com/azure/firewall/forced-tunneling
func directInternet(op *engine.Operation, target engine.Target) error {
	if op.Inputs.At("managementIpConfiguration").Present() {
		return nil
	}
	table, ok := op.Get(target.Part.At("routeTable", "id").Text())
	if !ok {
		return nil
	}
	for _, route := range table.In().At("routes").Items() {
		if route.At("addressPrefix").Text() == "0.0.0.0/0" && !strings.EqualFold(route.At("nextHopType").Text(), "Internet") {
			return CodeFirewallInvalidRequest.Errorf("Azure Firewall %s needs a direct Internet connection: route %s of route table %s on "+
				"subnet %s has next hop type %s.", op.Name, route.At("name").Text(), table.ID, target.ID.Name(), route.At("nextHopType").Text())
		}
	}
	return nil
}

// firewallAddress returns the first usable address of the firewall's subnet, as Azure gives it.
func firewallAddress(op *engine.Operation) (string, error) {
	for _, configuration := range op.Inputs.At("ipConfigurations").Items() {
		at := configuration.At("subnet", "id")
		if at.Absent() {
			continue
		}
		target, err := op.Resolve(at, armSubnet)
		if err != nil {
			return "", err
		}
		for _, text := range subnetPrefixes(target.Part) {
			if p, err := netip.ParsePrefix(text); err == nil {
				return nth(p, firstUsable).String(), nil
			}
		}
	}
	return "", nil
}
