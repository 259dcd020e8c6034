package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func virtualNetwork() *engine.Type {
	return &engine.Type{
		Token: azure.TypeVirtualNetwork, Versions: versions, APIVersion: apiVersion,
		ARMType: armVirtualNetwork, Names: []string{"virtualNetworkName"},
		Args: sdk.VirtualNetworkArgs{}, State: sdk.VirtualNetwork{},
		SubResources: []string{"subnets", "virtualNetworkPeerings"},
		Inline:       []engine.Inline{{Kind: "subnets", Path: "subnets"}},
		Check:        checkVirtualNetwork,
		Put:          putVirtualNetwork,
		InUse:        virtualNetworkInUse,
		Delete:       deleteVirtualNetwork,
		Models: []string{
			"The address space is a list of well-formed prefixes, /2 to /29, that do not overlap one another.",
			"Subnets have names of their own, lie inside the address space and do not overlap.",
			"Subnets with reserved names have the size their service demands; the refusal comes with the network already, where Azure gives it with the firewall or the Bastion host.",
			"Reserved subnets refuse security groups, route tables and delegations that their service does not allow; a security group on the Bastion subnet has the rules Bastion needs.",
			"Security groups, route tables and NAT gateways of a subnet exist and are in the network's region.",
			"A subnet that something is in can neither lose its prefix or delegation nor be deleted, by itself or with its network.",
			"A new address space does not overlap the networks that are peered already.",
		},
		Codes: []engine.Code{CodeInvalidAddressPrefixFormat, CodeInvalidCIDRNotation, CodeDuplicateResourceName, CodeSubnetOutsideVnet,
			CodeSubnetsOverlap, CodeInvalidSubnet, CodeSubnetCannotBeDeleted, CodeSubnetCannotBeUpdated, CodeNSGOnGatewaySubnet,
			CodeRouteTableOnBastionSubnet, CodeNSGNotCompliantForBastion, CodeInvalidResourceReference, CodeAddressSpacesOverlap,
			CodeReferencedResourceNotProvisioned, CodeBadRequest},
	}
}

func checkVirtualNetwork(c *engine.Check) {
	space, complete := checkAddressSpace(c)
	checkSubnets(c, space, complete)
	for _, server := range c.Inputs.At("dhcpOptions", "dnsServers").Items() {
		if _, err := netip.ParseAddr(server.Text()); server.Known() && err != nil {
			c.Failf(server, CodeBadRequest, "The DNS server address '%s' of virtual network %s is not an IP address.", server.Text(), c.Name())
		}
	}
	if c.Inputs.At("enableDdosProtection").Bool() && c.Inputs.At("ddosProtectionPlan", "id").Absent() {
		c.Failf(c.Inputs.At("enableDdosProtection"), CodeBadRequest, "DDoS protection cannot be enabled on virtual network %s "+
			"without a DDoS protection plan.", c.Name())
	}
	c.Range(c.Inputs.At("flowTimeoutInMinutes"), CodeBadRequest, 4, 30)
}

// checkAddressSpace returns the prefixes, and whether all of them are known and well-formed.
func checkAddressSpace(c *engine.Check) (space []netip.Prefix, complete bool) {
	list := c.Inputs.At("addressSpace", "addressPrefixes")
	complete = list.KnownThroughout()
	if list.Known() && len(list.Items()) == 0 {
		c.Failf(list, CodeBadRequest, "Virtual network %s must have at least one address prefix.", c.Name())
	}
	for _, at := range list.Items() {
		p, ok := prefixAt(c, at)
		if !ok {
			complete = false
			continue
		}
		// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
		if p.Addr().Is4() && (p.Bits() < 2 || p.Bits() > azure.LongestSubnetPrefix) {
			c.Failf(at, CodeInvalidAddressPrefixFormat, "Address prefix %s of resource %s has a length that is not between /2 and /%d.",
				p, c.Name(), azure.LongestSubnetPrefix)
		}
		if twice := overlapping([]netip.Prefix{p}, space); len(twice) > 0 {
			c.Failf(at, CodeBadRequest, "Address prefix %s of virtual network %s overlaps another prefix of the same network.", p, c.Name())
		}
		space = append(space, p)
	}
	return space, complete
}

func putVirtualNetwork(op *engine.Operation) error {
	for _, subnet := range op.Inputs.At("subnets").Items() {
		if err := attachSubnet(op, subnet); err != nil {
			return err
		}
	}
	if err := keepUsedSubnets(op); err != nil {
		return err
	}
	if err := keepPeersApart(op); err != nil {
		return err
	}
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Default(false, "enableDdosProtection")
	op.Default("Disabled", "privateEndpointVNetPolicies")
	op.Default([]any{}, "subnets")
	op.Default([]any{}, "virtualNetworkPeerings")
	parts(op, "subnets", "subnets", func(item map[string]any) {
		for property, value := range map[string]string{
			// Source: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/virtualnetworks
			"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled",
		} {
			if item[property] == nil {
				item[property] = value
			}
		}
		if item["type"] == nil {
			item["type"] = armSubnet
		}
		delegations, _ := item["delegations"].([]any)
		for _, raw := range delegations {
			d, _ := raw.(map[string]any)
			name, _ := d["name"].(string)
			d["id"] = item["id"].(string) + "/delegations/" + name
			d["etag"], d["provisioningState"] = item["etag"], "Succeeded"
			d["type"] = armSubnet + "/delegations"
		}
	})
	return nil
}

// keepPeersApart refuses an address space that overlaps a network peered already.
func keepPeersApart(op *engine.Operation) error {
	if op.Old == nil {
		return nil
	}
	mine := prefixesOf(op.Inputs.At("addressSpace", "addressPrefixes").Texts())
	for _, peering := range op.In(op.ID.String()) {
		if !peering.Is(armPeering) {
			continue
		}
		remote, ok := op.Get(peering.In().At("remoteVirtualNetwork", "id").Text())
		if !ok {
			continue
		}
		if both := overlapping(mine, addressSpace(remote)); len(both) > 0 {
			return CodeAddressSpacesOverlap.Errorf("Cannot update virtual network %s: its address space overlaps with that of the "+
				"peered virtual network %s. Overlapping address prefixes: %s.", op.ID, remote.ID, strings.Join(both, ", "))
		}
	}
	return nil
}

// virtualNetworkInUse keeps a network whose subnets are occupied. A peering or a DNS link that points here does not.
func virtualNetworkInUse(_ *engine.Operation, ref engine.Reference) *engine.Error {
	if !occupies(ref) {
		return nil
	}
	return CodeSubnetCannotBeDeleted.Errorf("Subnet %s is in use by %s and cannot be deleted. In order to delete the subnet, "+
		"delete all the resources within the subnet. See aka.ms/deletesubnet.", ref.To.Name(), ref.From.ID)
}
