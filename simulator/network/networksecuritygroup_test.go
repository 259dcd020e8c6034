package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

// rule is a valid security rule with some properties changed; nil removes one.
func rule(name, direction string, priority float64, more ...object) object {
	r := object{"name": name, "direction": direction, "priority": priority, "access": "Allow", "protocol": "Tcp",
		"sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443"}
	for _, m := range more {
		for k, v := range m {
			if v == nil {
				delete(r, k)
			} else {
				r[k] = v
			}
		}
	}
	return r
}

func securityGroup(name string, rules ...any) object {
	return object{"networkSecurityGroupName": name, "securityRules": list(rules...)}
}

func TestSecurityRulesThatAzureRefuses(t *testing.T) {
	one := func(more object) []any { return list(rule("r", "Inbound", 100, more)) }
	cases := map[string]struct {
		rules []any
		code  engine.Code
		says  string
	}{
		"priority below the range": {list(rule("r", "Inbound", 99)), network.CodeSecurityRulePriority, "Value provided: 99 Allowed range 100-4096."},
		"priority above the range": {list(rule("r", "Inbound", 4097)), network.CodeSecurityRulePriority, "Value provided: 4097"},
		"priority twice":           {list(rule("a", "Inbound", 100), rule("b", "Inbound", 100)), network.CodeSecurityRuleConflict, "Security rule b conflicts with rule a. Rules cannot have the same Priority and Direction."},
		"name twice":               {list(rule("a", "Inbound", 100), rule("a", "Inbound", 101)), network.CodeDuplicateResourceName, "(a)"},
		"port too high":            {one(object{"destinationPortRange": "65536"}), network.CodeSecurityRulePortRange, "Value provided: 65536."},
		"ports backwards":          {one(object{"destinationPortRange": "90-80"}), network.CodeSecurityRulePortRange, "90-80"},
		"ports in one string":      {one(object{"destinationPortRange": "80,443"}), network.CodeSecurityRulePortRange, "80,443"},
		"star in a list of ports":  {one(object{"destinationPortRange": nil, "destinationPortRanges": list("*")}), network.CodeSecurityRulePortRange, "*"},
		"no destination port":      {one(object{"destinationPortRange": nil}), network.CodeBadRequest, "destinationPortRange or destinationPortRanges"},
		"ports in both forms":      {one(object{"destinationPortRanges": list("80")}), network.CodeBadRequest, "given more than once"},
		"no source":                {one(object{"sourceAddressPrefix": nil}), network.CodeBadRequest, "sourceAddressPrefix"},
		"address malformed":        {one(object{"sourceAddressPrefix": "10.0.0.0/33"}), network.CodeSecurityRuleAddress, "10.0.0.0/33"},
		"bits behind the prefix":   {one(object{"sourceAddressPrefix": "10.0.0.1/24"}), network.CodeSecurityRuleAddress, "10.0.0.1/24"},
		"unknown service tag":      {one(object{"destinationAddressPrefix": "AzureKeyVaults"}), network.CodeSecurityRuleAddress, "AzureKeyVaults"},
		"tag of an unknown region": {one(object{"destinationAddressPrefix": "AzureCloud.Atlantis"}), network.CodeSecurityRuleAddress, "Atlantis"},
		"unknown protocol":         {one(object{"protocol": "Http"}), engine.CodeInvalidRequestContent, "possible values are: Tcp, Udp"},
		"unknown direction":        {list(rule("r", "Both", 100)), engine.CodeInvalidRequestContent, "Inbound, Outbound"},
		"long description":         {one(object{"description": string(make([]byte, 141))}), network.CodeBadRequest, "140 characters"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			newWorld(t).refuse(c.code, c.says, azure.TypeNetworkSecurityGroup, securityGroup("nsg", c.rules...))
		})
	}
}

func TestSecurityRulesThatAzureAccepts(t *testing.T) {
	w := newWorld(t)
	made := w.make(azure.TypeNetworkSecurityGroup, securityGroup("nsg",
		rule("a", "Inbound", 100), rule("b", "Outbound", 100), rule("c", "Inbound", 4096),
		rule("d", "Inbound", 101, object{"destinationPortRange": nil, "destinationPortRanges": list("80", "8000-9000")}),
		rule("e", "Inbound", 102, object{"sourceAddressPrefix": nil, "sourceAddressPrefixes": list("10.0.0.0/8", "192.168.1.1")}),
		rule("f", "Outbound", 101, object{"destinationAddressPrefix": "AzureCloud.westeurope"}),
		rule("g", "Outbound", 102, object{"destinationAddressPrefix": "GatewayManager"})))
	rules := made.Outputs["securityRules"].([]any)
	assert.Len(t, rules, 7)
	assert.Equal(t, made.ID+"/securityRules/a", rules[0].(object)["id"])
	assert.Len(t, made.Outputs["defaultSecurityRules"], 6)
}

// bastionRules are the documented rules, as a landing zone would write them.
func bastionRules() []any {
	vnetPorts := object{"sourceAddressPrefix": "VirtualNetwork", "destinationAddressPrefix": "VirtualNetwork", "protocol": "*",
		"destinationPortRange": nil, "destinationPortRanges": list("8080", "5701")}
	return list(
		rule("web", "Inbound", 100, object{"sourceAddressPrefix": "Internet"}),
		rule("control", "Inbound", 110, object{"sourceAddressPrefix": "GatewayManager"}),
		rule("probe", "Inbound", 120, object{"sourceAddressPrefix": "AzureLoadBalancer"}),
		rule("data-in", "Inbound", 130, vnetPorts),
		rule("machines", "Outbound", 100, object{"destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": nil, "destinationPortRanges": list("22", "3389")}),
		rule("cloud", "Outbound", 110, object{"destinationAddressPrefix": "AzureCloud"}),
		rule("data-out", "Outbound", 120, vnetPorts),
		rule("sessions", "Outbound", 130, object{"destinationAddressPrefix": "Internet", "destinationPortRange": "80"}),
	)
}

func TestTheBastionSubnetNeedsEveryOneOfItsRules(t *testing.T) {
	hub := func(group *engine.Resource) object {
		return vnet("hub", "10.0.0.0/16", subnet("AzureBastionSubnet", "10.0.0.0/26", object{"networkSecurityGroup": ref(group)}))
	}
	w := newWorld(t)
	group := w.make(azure.TypeNetworkSecurityGroup, securityGroup("nsg", bastionRules()...))
	w.make(azure.TypeVirtualNetwork, hub(group))

	for i, left := range bastionRules() {
		name := left.(object)["name"].(string)
		t.Run("without "+name, func(t *testing.T) {
			rules := bastionRules()
			w := newWorld(t)
			whole := w.make(azure.TypeNetworkSecurityGroup, securityGroup("whole", rules...))
			rest := append(rules[:i:i], rules[i+1:]...)
			short := w.make(azure.TypeNetworkSecurityGroup, securityGroup("short", rest...))
			w.refuse(network.CodeNSGNotCompliantForBastion, "does not have necessary rules for Azure Bastion Subnet AzureBastionSubnet",
				azure.TypeVirtualNetwork, hub(short))
			w.make(azure.TypeVirtualNetwork, hub(whole))
			w.refuseChange(network.CodeNSGNotCompliantForBastion, "Network security group whole", whole, securityGroup("whole", rest...))
		})
	}

	t.Run("from some public addresses", func(t *testing.T) {
		rules := bastionRules()
		source := rules[0].(object)
		delete(source, "sourceAddressPrefix")
		source["sourceAddressPrefixes"] = list("203.0.113.0/24", "198.51.100.7")
		w := newWorld(t)
		w.make(azure.TypeVirtualNetwork, hub(w.make(azure.TypeNetworkSecurityGroup, securityGroup("nsg", rules...))))
	})

	t.Run("from private addresses only", func(t *testing.T) {
		rules := bastionRules()
		rules[0].(object)["sourceAddressPrefix"] = "10.0.0.0/8"
		w := newWorld(t)
		inside := w.make(azure.TypeNetworkSecurityGroup, securityGroup("nsg", rules...))
		w.refuse(network.CodeNSGNotCompliantForBastion, "inbound port 443 from Internet", azure.TypeVirtualNetwork, hub(inside))
	})

	t.Run("denied is not allowed", func(t *testing.T) {
		rules := bastionRules()
		rules[0].(object)["access"] = "Deny"
		w := newWorld(t)
		denying := w.make(azure.TypeNetworkSecurityGroup, securityGroup("nsg", rules...))
		w.refuse(network.CodeNSGNotCompliantForBastion, "inbound port 443 from Internet", azure.TypeVirtualNetwork, hub(denying))
	})
}
