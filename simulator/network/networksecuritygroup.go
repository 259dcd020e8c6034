package network

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func networkSecurityGroup() *engine.Type {
	return &engine.Type{
		Token: azure.TypeNetworkSecurityGroup, Versions: versions, APIVersion: apiVersion,
		ARMType: armNSG, Names: []string{"networkSecurityGroupName"},
		Args: sdk.NetworkSecurityGroupArgs{}, State: sdk.NetworkSecurityGroup{},
		SubResources: []string{"securityRules"},
		Inline:       []engine.Inline{{Kind: "securityRules", Path: "securityRules"}},
		Check:        checkSecurityGroup,
		Put:          putSecurityGroup,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armVirtualNetwork, armInterface) {
				return nil
			}
			return CodeNSGCannotBeDeleted.Errorf("Network security group %s cannot be deleted because it is in use by the following "+
				"resources: %s. In order to delete the Network security group, remove the association with the resource(s). To learn "+
				"how to do this, see aka.ms/deletensg.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"Rules have names of their own and a priority from 100 to 4096 that is unique per direction.",
			"Ports are numbers, ranges or *, addresses are prefixes, service tags or *; each side of a rule names exactly one form of both.",
			"A group on the Bastion subnet cannot lose the rules that Bastion needs.",
			"A group that a subnet or network interface uses cannot be deleted.",
		},
		Codes: []engine.Code{CodeSecurityRuleConflict, CodeSecurityRulePriority, CodeSecurityRulePortRange, CodeSecurityRuleAddress,
			CodeDuplicateResourceName, CodeNSGNotCompliantForBastion, CodeNSGCannotBeDeleted, CodeBadRequest},
	}
}

func checkSecurityGroup(c *engine.Check) {
	rules := c.Inputs.At("securityRules")
	uniqueNames(c, rules)
	taken := map[string]string{} // direction and priority -> rule
	for _, rule := range rules.Items() {
		if !rule.Known() {
			continue
		}
		name := rule.At("name").Text()
		priority := rule.At("priority")
		if n := priority.Int(); priority.Known() && (n < 100 || n > 4096) {
			c.Failf(priority, CodeSecurityRulePriority, "Security rule has invalid Priority. Value provided: %d Allowed range 100-4096.", n)
		}
		if priority.Known() && rule.At("direction").Known() {
			key := fmt.Sprintf("%s %d", strings.ToLower(rule.At("direction").Text()), priority.Int())
			if other, conflict := taken[key]; conflict {
				c.Failf(priority, CodeSecurityRuleConflict, "Security rule %s conflicts with rule %s. Rules cannot have the same Priority "+
					"and Direction.", name, other)
			}
			taken[key] = name
		}
		if len(rule.At("description").Text()) > 140 {
			c.Failf(rule.At("description"), CodeBadRequest, "The description of security rule %s has more than 140 characters.", name)
		}
		for _, side := range []string{"source", "destination"} {
			checkRulePorts(c, rule, side)
			checkRuleAddresses(c, rule, side)
		}
	}
}

func checkRulePorts(c *engine.Check, rule engine.Value, side string) {
	one, many := rule.At(side+"PortRange"), rule.At(side+"PortRanges")
	if !exactlyOne(c, rule, side+"PortRange or "+side+"PortRanges", one, many) {
		return
	}
	for _, at := range append(many.Items(), one) {
		if at.Absent() || !at.Known() {
			continue
		}
		if !validPorts(at.Text()) || at.Text() == "*" && at.Path() != one.Path() {
			c.Failf(at, CodeSecurityRulePortRange, "Security rule has invalid Port range. Value provided: %s. Value should be an integer "+
				"OR integer range with '-' delimiter. Valid range 0-65535.", at.Text())
		}
	}
}

func checkRuleAddresses(c *engine.Check, rule engine.Value, side string) {
	one, many, groups := rule.At(side+"AddressPrefix"), rule.At(side+"AddressPrefixes"), rule.At(side+"ApplicationSecurityGroups")
	if !exactlyOne(c, rule, side+"AddressPrefix, "+side+"AddressPrefixes or "+side+"ApplicationSecurityGroups", one, many, groups) {
		return
	}
	for _, at := range append(many.Items(), one) {
		if at.Absent() || !at.Known() {
			continue
		}
		if !validRuleAddress(at.Text()) {
			c.Failf(at, CodeSecurityRuleAddress, "Security rule has invalid Address prefix. Value provided: %s", at.Text())
		}
	}
}

// exactlyOne refuses a side of a rule that says nothing, or the same thing in two forms.
func exactlyOne(c *engine.Check, rule engine.Value, what string, forms ...engine.Value) bool {
	given := 0
	for _, form := range forms {
		if form.Present() && (!form.Known() || form.Text() != "" || len(form.Items()) > 0) {
			given++
		}
	}
	if given == 1 {
		return true
	}
	problem := "is missing"
	if given > 1 {
		problem = "is given more than once"
	}
	c.Failf(rule, CodeBadRequest, "Security rule %s must specify one of %s; it %s.", rule.At("name").Text(), what, problem)
	return false
}

func validPorts(text string) bool {
	if text == "*" {
		return true
	}
	low, high, isRange := strings.Cut(text, "-")
	if !isRange {
		high = low
	}
	a, err1 := strconv.Atoi(low)
	b, err2 := strconv.Atoi(high)
	return err1 == nil && err2 == nil && a >= 0 && a <= b && b <= 65535
}

func validRuleAddress(text string) bool {
	if text == "*" || isServiceTag(text) {
		return true
	}
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	p, err := netip.ParsePrefix(text)
	return err == nil && p.Masked() == p
}

// defaultRules are the rules that every group ends with.
// Source: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
var defaultRules = []struct {
	name, description, source, destination, access, direction string
	priority                                                  int
}{
	{"AllowVnetInBound", "Allow inbound traffic from all VMs in VNET", "VirtualNetwork", "VirtualNetwork", "Allow", "Inbound", 65000},
	{"AllowAzureLoadBalancerInBound", "Allow inbound traffic from azure load balancer", "AzureLoadBalancer", "*", "Allow", "Inbound", 65001},
	{"DenyAllInBound", "Deny all inbound traffic", "*", "*", "Deny", "Inbound", 65500},
	{"AllowVnetOutBound", "Allow outbound traffic from all VMs to all VMs in VNET", "VirtualNetwork", "VirtualNetwork", "Allow", "Outbound", 65000},
	{"AllowInternetOutBound", "Allow outbound traffic from all VMs to Internet", "*", "Internet", "Allow", "Outbound", 65001},
	{"DenyAllOutBound", "Deny all outbound traffic", "*", "*", "Deny", "Outbound", 65500},
}

func putSecurityGroup(op *engine.Operation) error {
	for _, ref := range op.ReferencesTo(op.ID.String()) {
		if !refer(ref, armVirtualNetwork) {
			continue
		}
		for _, subnet := range ref.From.In().At("subnets").Items() {
			if subnet.At("name").Text() == azure.SubnetAzureBastion && strings.EqualFold(subnet.At("networkSecurityGroup", "id").Text(), op.ID.String()) {
				if err := bastionCompliant(op.Name, op.Inputs.At("securityRules")); err != nil {
					return err
				}
			}
		}
	}
	if err := keepsGateways(op, "networkSecurityGroup"); err != nil {
		return err
	}
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Default([]any{}, "securityRules")
	parts(op, "securityRules", "securityRules", func(item map[string]any) { item["type"] = armNSG + "/securityRules" })
	var rules []map[string]any
	for _, r := range defaultRules {
		rules = append(rules, map[string]any{
			"name": r.name, "id": op.ID.String() + "/defaultSecurityRules/" + r.name, "etag": op.Outputs["etag"],
			"type": armNSG + "/defaultSecurityRules", "provisioningState": "Succeeded", "description": r.description,
			"protocol": "*", "sourcePortRange": "*", "destinationPortRange": "*", "sourceAddressPrefix": r.source,
			"destinationAddressPrefix": r.destination, "access": r.access, "priority": r.priority, "direction": r.direction,
		})
	}
	op.Set(rules, "defaultSecurityRules")
	return nil
}
