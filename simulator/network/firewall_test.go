package network_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

// hub makes a hub with firewall subnet, a public address "pip-fw" and a Standard policy "pol".
func (w *world) hub(subnets ...any) {
	w.Helper()
	if len(subnets) == 0 {
		subnets = list(subnet("AzureFirewallSubnet", "10.0.0.64/26"), subnet("snet", "10.0.1.0/24"))
	}
	w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", subnets...))
	w.address("pip-fw")
	w.make(azure.TypeFirewallPolicy, policy("pol", "Standard"))
}

func policy(name, tier string, more ...object) object {
	p := object{"firewallPolicyName": name, "sku": object{"tier": tier}}
	for _, m := range more {
		p = with(p, m)
	}
	return p
}

func subnetOf(name string) object {
	return object{"id": id("Microsoft.Network/virtualNetworks/subnets", "hub", name)}
}

// firewall is a valid firewall with some properties changed.
func firewall(more ...object) object {
	f := object{"azureFirewallName": "fw", "sku": object{"name": "AZFW_VNet", "tier": "Standard"}, "zones": list("1", "2", "3"),
		"firewallPolicy": object{"id": id("Microsoft.Network/firewallPolicies", "pol")},
		"ipConfigurations": list(object{"name": "first", "subnet": subnetOf("AzureFirewallSubnet"),
			"publicIPAddress": object{"id": id("Microsoft.Network/publicIPAddresses", "pip-fw")}})}
	for _, m := range more {
		f = with(f, m)
	}
	return f
}

func TestFirewallOutputs(t *testing.T) {
	w := newWorld(t)
	w.hub()
	second := w.address("pip-fw-2")
	first := firewall()["ipConfigurations"].([]any)[0]
	made := w.make(azure.TypeAzureFirewall, firewall(object{"ipConfigurations": list(first, object{"name": "second", "publicIPAddress": ref(second)})}))
	configurations := made.Outputs["ipConfigurations"].([]any)
	assert.Equal(t, "10.0.0.68", configurations[0].(object)["privateIPAddress"], "the first usable address of 10.0.0.64/26")
	assert.NotContains(t, configurations[1], "privateIPAddress")
	assert.Equal(t, made.ID+"/azureFirewallIpConfigurations/second", configurations[1].(object)["id"])
	assert.Empty(t, cmp.Diff(object{"name": "AZFW_VNet", "tier": "Standard"}, made.Outputs["sku"]))
	assert.Equal(t, "Alert", made.Outputs["threatIntelMode"])

	w.refuseDelete(network.CodePublicIPCannotBeDeleted, made.ID, second)
	w.refuseDelete(network.CodeBadRequest, "Firewall policy", mustGet(w, id("Microsoft.Network/firewallPolicies", "pol")))
	w.refuseDelete(network.CodeSubnetCannotBeDeleted, "Subnet AzureFirewallSubnet is in use by "+made.ID, w.stored("hub"))
}

func TestFirewallsThatAzureRefuses(t *testing.T) {
	configuration := func(more object) object {
		return object{"ipConfigurations": list(with(firewall()["ipConfigurations"].([]any)[0].(object), more))}
	}
	cases := map[string]struct {
		change object
		code   engine.Code
		says   string
	}{
		"ordinary subnet":         {configuration(object{"subnet": subnetOf("snet")}), network.CodeFirewallInvalidRequest, "must be in a subnet called AzureFirewallSubnet, not snet"},
		"no subnet":               {configuration(object{"subnet": nil}), network.CodeFirewallInvalidRequest, "first IP configuration of Azure Firewall fw must have a subnet"},
		"no address":              {configuration(object{"publicIPAddress": nil}), network.CodeFirewallInvalidRequest, "must have a public IP address"},
		"no configuration":        {object{"ipConfigurations": list()}, network.CodeFirewallInvalidRequest, "must have an IP configuration"},
		"address of elsewhere":    {configuration(object{"publicIPAddress": object{"id": azure.ResourceID(subscription, "rg-other", "Microsoft.Network/publicIPAddresses", "pip-other")}}), network.CodeFirewallInvalidRequest, "must be in the resource group of its public IP address"},
		"address in use":          {configuration(object{"publicIPAddress": object{"id": id("Microsoft.Network/publicIPAddresses", "pip-used")}}), network.CodePublicIPInUse, "is already allocated to resource"},
		"subnet in two of them":   {object{"ipConfigurations": list(firewall()["ipConfigurations"].([]any)[0], with(firewall()["ipConfigurations"].([]any)[0].(object), object{"name": "second"}))}, network.CodeFirewallInvalidRequest, "Only the first IP configuration"},
		"Premium policy":          {object{"firewallPolicy": object{"id": id("Microsoft.Network/firewallPolicies", "premium")}}, network.CodeFirewallInvalidRequest, "cannot use firewall policy"},
		"Basic policy":            {object{"firewallPolicy": object{"id": id("Microsoft.Network/firewallPolicies", "basic")}}, network.CodeFirewallInvalidRequest, "of tier basic"},
		"no such policy":          {object{"firewallPolicy": object{"id": id("Microsoft.Network/firewallPolicies", "gone")}}, network.CodeInvalidResourceReference, "was not found"},
		"rules beside a policy":   {object{"networkRuleCollections": list(object{"name": "n"})}, network.CodeFirewallInvalidRequest, "cannot have rules of its own"},
		"hub parameter":           {object{"virtualHub": object{"id": id("Microsoft.Network/virtualHubs", "h")}}, network.CodeFirewallInvalidRequest, "Request parameter VirtualHub can not be specified in current SKU AZFW_VNet for the Azure Firewall"},
		"Basic, no management":    {object{"sku": object{"name": "AZFW_VNet", "tier": "Basic"}}, network.CodeFirewallInvalidRequest, "management IP configuration"},
		"other region":            {object{"location": "northeurope"}, network.CodeInvalidResourceReference, "same region"},
		"zones of another region": {object{"zones": list("1"), "location": "westus"}, network.CodeLocationNotSupportAvailabilityZones, "westus"},
		"name too long":           {object{"azureFirewallName": "fw-012345678901234567890123456789012345678901234567"}, engine.CodeInvalidResourceName, "fw-0123"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.hub()
			w.group("rg-other", region)
			_, err := w.Create(ctx, request(azure.TypePublicIPAddress, with(publicIP("pip-other"), object{"resourceGroupName": "rg-other"})))
			require.NoError(t, err)
			used := w.address("pip-used")
			w.make(azure.TypeNatGateway, object{"natGatewayName": "ng", "sku": object{"name": "Standard"}, "publicIpAddresses": list(ref(used))})
			w.make(azure.TypeFirewallPolicy, policy("premium", "Premium"))
			w.make(azure.TypeFirewallPolicy, policy("basic", "Basic"))
			w.refuse(c.code, c.says, azure.TypeAzureFirewall, firewall(c.change))
		})
	}
}

func TestAFirewallWantsItsNetworkInItsGroup(t *testing.T) {
	w := newWorld(t)
	w.hub()
	w.group("rg-other", region)
	_, err := w.Create(ctx, request(azure.TypePublicIPAddress, with(publicIP("pip-other"), object{"resourceGroupName": "rg-other"})))
	require.NoError(t, err)
	w.refuse(network.CodeFirewallInvalidRequest, "must be in the resource group of its virtual network", azure.TypeAzureFirewall,
		firewall(object{"resourceGroupName": "rg-other", "ipConfigurations": list(object{"name": "first", "subnet": subnetOf("AzureFirewallSubnet"),
			"publicIPAddress": object{"id": azure.ResourceID(subscription, "rg-other", "Microsoft.Network/publicIPAddresses", "pip-other")}})}))
}

func TestAFirewallSubnetHoldsOneFirewallWithAWayOut(t *testing.T) {
	w := newWorld(t)
	w.hub()
	w.make(azure.TypeAzureFirewall, firewall())
	other := w.address("pip-2")
	w.refuse(network.CodeBadRequest, "it can hold one resource of type Microsoft.Network/azureFirewalls only", azure.TypeAzureFirewall,
		firewall(object{"azureFirewallName": "fw2", "ipConfigurations": list(object{"name": "first", "subnet": subnetOf("AzureFirewallSubnet"), "publicIPAddress": ref(other)})}))

	w = newWorld(t)
	routes := w.make(azure.TypeRouteTable, object{"routeTableName": "routes", "routes": list(
		object{"name": "away", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.9.0.4"})})
	w.hub(subnet("AzureFirewallSubnet", "10.0.0.64/26", object{"routeTable": ref(routes)}), subnet("AzureFirewallManagementSubnet", "10.0.0.128/26"))
	w.refuse(network.CodeFirewallInvalidRequest, "needs a direct Internet connection", azure.TypeAzureFirewall, firewall())
	management := w.address("pip-mgmt")
	w.make(azure.TypeAzureFirewall, firewall(object{"managementIpConfiguration": object{"name": "m",
		"subnet": subnetOf("AzureFirewallManagementSubnet"), "publicIPAddress": ref(management)}}))
}

func TestAPremiumFirewallTakesAStandardPolicyThatCannotOutgrowIt(t *testing.T) {
	w := newWorld(t)
	w.hub()
	w.make(azure.TypeAzureFirewall, firewall(object{"sku": object{"name": "AZFW_VNet", "tier": "Premium"}}))

	w = newWorld(t)
	w.hub()
	w.make(azure.TypeAzureFirewall, firewall())
	w.refuseChange(network.CodeFirewallInvalidRequest, "cannot use firewall policy", mustGet(w, id("Microsoft.Network/firewallPolicies", "pol")), policy("pol", "Premium"))
}

func TestFirewallPoliciesThatAzureRefuses(t *testing.T) {
	cases := map[string]struct {
		inputs object
		code   engine.Code
		says   string
	}{
		"detection in Standard":  {policy("p", "Standard", object{"intrusionDetection": object{"mode": "Off"}}), network.CodeHigherTierOnly, "Firewall Policy p contains higher tier only properties - Intrusion Detection"},
		"detection by default":   {with(policy("p", "Standard", object{"intrusionDetection": object{"mode": "Deny"}}), object{"sku": nil}), network.CodeHigherTierOnly, "Intrusion Detection"},
		"TLS in Standard":        {policy("p", "Standard", object{"transportSecurity": object{}}), network.CodeHigherTierOnly, "Transport Security"},
		"DNS in Basic":           {policy("p", "Basic", object{"dnsSettings": object{"enableProxy": true}}), network.CodeHigherTierOnly, "DNS Settings"},
		"deny in Basic":          {policy("p", "Basic", object{"threatIntelMode": "Deny"}), network.CodeHigherTierOnly, "Threat Intelligence"},
		"DNS server by name":     {policy("p", "Standard", object{"dnsSettings": object{"servers": list("dns")}}), network.CodeBadRequest, "'dns'"},
		"private range":          {policy("p", "Standard", object{"snat": object{"privateRanges": list("all")}}), network.CodeBadRequest, "'all'"},
		"own identity":           {policy("p", "Premium", object{"identity": object{"type": "SystemAssigned"}}), network.CodeBadRequest, "user-assigned identity"},
		"base policy missing":    {policy("p", "Standard", object{"basePolicy": object{"id": id("Microsoft.Network/firewallPolicies", "gone")}}), network.CodeInvalidResourceReference, "was not found"},
		"base of a higher tier":  {policy("p", "Standard", object{"basePolicy": object{"id": id("Microsoft.Network/firewallPolicies", "premium")}}), network.CodeBadRequest, "lower than that of its base policy"},
		"base of another region": {policy("p", "Standard", object{"basePolicy": object{"id": id("Microsoft.Network/firewallPolicies", "far")}}), network.CodeInvalidResourceReference, "same region"},
		"mode outside its enum":  {policy("p", "Standard", object{"threatIntelMode": "Block"}), engine.CodeInvalidRequestContent, "Alert, Deny, Off"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(azure.TypeFirewallPolicy, policy("premium", "Premium", object{"intrusionDetection": object{"mode": "Deny"}}))
			w.make(azure.TypeFirewallPolicy, policy("far", "Standard", object{"location": "northeurope"}))
			w.refuse(c.code, c.says, azure.TypeFirewallPolicy, c.inputs)
		})
	}
}

func networkRule(more ...object) object {
	r := object{"ruleType": "NetworkRule", "name": "r", "ipProtocols": list("TCP"), "sourceAddresses": list("10.1.0.0/16"),
		"destinationAddresses": list("AzureCloud.westeurope"), "destinationPorts": list("443")}
	for _, m := range more {
		r = with(r, m)
	}
	return r
}

func applicationRule(more ...object) object {
	r := object{"ruleType": "ApplicationRule", "name": "r", "sourceAddresses": list("*"), "targetFqdns": list("*.example.com"),
		"protocols": list(object{"protocolType": "Https", "port": 443.0})}
	for _, m := range more {
		r = with(r, m)
	}
	return r
}

func natRule(more ...object) object {
	r := object{"ruleType": "NatRule", "name": "r", "ipProtocols": list("TCP"), "sourceAddresses": list("*"),
		"destinationAddresses": list("203.0.113.5"), "destinationPorts": list("443"), "translatedAddress": "10.0.1.4", "translatedPort": "8443"}
	for _, m := range more {
		r = with(r, m)
	}
	return r
}

func collection(name string, priority float64, rules ...any) object {
	return object{"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": name, "priority": priority,
		"action": object{"type": "Allow"}, "rules": list(rules...)}
}

func natCollection(rules ...any) object {
	return with(collection("nat", 100, rules...), object{"ruleCollectionType": "FirewallPolicyNatRuleCollection", "action": object{"type": "DNAT"}})
}

func ruleGroup(policy, name string, priority float64, collections ...any) object {
	return object{"firewallPolicyName": policy, "ruleCollectionGroupName": name, "priority": priority, "ruleCollections": list(collections...)}
}

func TestFirewallRulesThatAzureRefuses(t *testing.T) {
	one := func(rule object) []any { return list(collection("c", 100, rule)) }
	cases := map[string]struct {
		collections []any
		code        engine.Code
		says        string
	}{
		"names without DNS proxy":   {one(networkRule(object{"destinationAddresses": nil, "destinationFqdns": list("ntp.ubuntu.com")})), network.CodeDNSProxyMustBeEnabled, "DNS Proxy must be enabled in order to use DestinationFqdns in Network Rules"},
		"wildcard in network rule":  {one(networkRule(object{"destinationAddresses": nil, "destinationFqdns": list("*.ubuntu.com")})), network.CodeBadRequest, "wildcards are for application rules only"},
		"wildcard in the middle":    {one(applicationRule(object{"targetFqdns": list("www.*.com")})), network.CodeBadRequest, "Invalid Fqdn in Application rule r: 'www.*.com'"},
		"wildcard at the end":       {one(applicationRule(object{"targetFqdns": list("www.example.*")})), network.CodeBadRequest, "Invalid Fqdn"},
		"unknown FQDN tag":          {one(applicationRule(object{"targetFqdns": nil, "fqdnTags": list("AzureKubernetes")})), network.CodeBadRequest, "is no FQDN tag"},
		"names and tags":            {one(applicationRule(object{"fqdnTags": list("AzureKubernetesService")})), network.CodeBadRequest, "both target FQDNs and FQDN tags"},
		"application, no protocol":  {one(applicationRule(object{"protocols": list()})), network.CodeBadRequest, "no protocol"},
		"application, no source":    {one(applicationRule(object{"sourceAddresses": nil})), network.CodeBadRequest, "no source"},
		"application, no target":    {one(applicationRule(object{"targetFqdns": nil})), network.CodeBadRequest, "no destination"},
		"TLS in Standard":           {one(applicationRule(object{"terminateTLS": true})), network.CodeHigherTierOnly, "TLS Inspection"},
		"URLs in Standard":          {one(applicationRule(object{"targetFqdns": nil, "targetUrls": list("example.com/a")})), network.CodeHigherTierOnly, "Target URLs"},
		"network, no destination":   {one(networkRule(object{"destinationAddresses": nil})), network.CodeBadRequest, "no destination"},
		"network, no port":          {one(networkRule(object{"destinationPorts": nil})), network.CodeBadRequest, "no destination port"},
		"network, no protocol":      {one(networkRule(object{"ipProtocols": nil})), network.CodeBadRequest, "no protocol"},
		"unknown service tag":       {one(networkRule(object{"destinationAddresses": list("AzureClouds")})), network.CodeBadRequest, "AzureClouds"},
		"tag as a source":           {one(networkRule(object{"sourceAddresses": list("Internet")})), network.CodeBadRequest, "sourceAddresses"},
		"bad port":                  {one(networkRule(object{"destinationPorts": list("https")})), network.CodeBadRequest, "'https' is not a port"},
		"unknown protocol":          {one(networkRule(object{"ipProtocols": list("SCTP")})), engine.CodeInvalidRequestContent, "TCP, UDP, Any, ICMP"},
		"IP group missing":          {one(networkRule(object{"sourceIpGroups": list(id("Microsoft.Network/ipGroups", "gone"))})), network.CodeInvalidResourceReference, "was not found"},
		"no IP group at all":        {one(networkRule(object{"sourceIpGroups": list("nodes")})), network.CodeBadRequest, "not the ID of an IP group"},
		"two kinds in a collection": {list(collection("c", 100, networkRule(), applicationRule(object{"name": "s"}))), network.CodeBadRequest, "cannot stand in rule collection c"},
		"NAT rule in a filter":      {one(natRule()), network.CodeBadRequest, "cannot stand in rule collection"},
		"network rule in NAT":       {list(natCollection(networkRule())), network.CodeBadRequest, "cannot stand in rule collection"},
		"NAT to nowhere":            {list(natCollection(natRule(object{"translatedAddress": nil}))), network.CodeBadRequest, "translated address or a translated FQDN"},
		"NAT to a range":            {list(natCollection(natRule(object{"translatedPort": "80-90"}))), network.CodeBadRequest, "one translated port"},
		"NAT of ICMP":               {list(natCollection(natRule(object{"ipProtocols": list("ICMP")}))), engine.CodeInvalidRequestContent, "TCP, UDP"},
		"unknown rule type":         {one(networkRule(object{"ruleType": "PacketRule"})), engine.CodeInvalidRequestContent, "ApplicationRule, NatRule, NetworkRule"},
		"property of another rule":  {one(networkRule(object{"targetFqdns": list("a.com")})), engine.CodeInvalidRequestContent, "'ruleCollections[0].rules[0].targetFqdns' is no property"},
		"collection priority":       {list(collection("c", 99, networkRule())), network.CodeBadRequest, "between 100 and 65000"},
		"collection priority twice": {list(collection("a", 100, networkRule()), collection("b", 100, networkRule())), network.CodeBadRequest, "the same priority 100"},
		"collection name twice":     {list(collection("a", 100, networkRule()), collection("a", 101, networkRule())), network.CodeDuplicateResourceName, "(a)"},
		"collection without action": {list(with(collection("c", 100, networkRule()), object{"action": nil})), network.CodeBadRequest, "has no action"},
		"collection without rules":  {list(collection("c", 100)), network.CodeBadRequest, "has no rules"},
		"rule name twice":           {list(collection("c", 100, networkRule(), networkRule())), network.CodeDuplicateResourceName, "(r)"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.hub()
			w.refuse(c.code, c.says, azure.TypeFirewallPolicyRuleCollectionGroup, ruleGroup("pol", "g", 200, c.collections...))
		})
	}
	w := newWorld(t)
	w.hub()
	w.refuse(network.CodeBadRequest, "between 100 and 65000", azure.TypeFirewallPolicyRuleCollectionGroup, ruleGroup("pol", "g", 99))
	w.refuse(engine.CodeParentResourceNotFound, "gone", azure.TypeFirewallPolicyRuleCollectionGroup, ruleGroup("gone", "g", 200))
}

func TestFirewallRulesThatAzureAccepts(t *testing.T) {
	w := newWorld(t)
	w.make(azure.TypeFirewallPolicy, policy("premium", "Premium", object{"dnsSettings": object{"enableProxy": true}}))
	nodes := w.make(azure.TypeIPGroup, object{"ipGroupsName": "nodes", "ipAddresses": list("10.1.0.0/22", "10.1.4.4", "10.1.5.4-10.1.5.9")})
	made := w.make(azure.TypeFirewallPolicyRuleCollectionGroup, ruleGroup("premium", "g", 200,
		collection("net", 100, networkRule(), networkRule(object{"name": "time", "ipProtocols": list("UDP"), "destinationAddresses": nil,
			"destinationFqdns": list("ntp.ubuntu.com"), "destinationPorts": list("123"), "sourceAddresses": nil, "sourceIpGroups": list(nodes.ID)})),
		collection("app", 110, applicationRule(object{"targetFqdns": list("*", "mcr.microsoft.com", "*.data.mcr.microsoft.com")}),
			applicationRule(object{"name": "aks", "targetFqdns": nil, "fqdnTags": list("AzureKubernetesService"), "terminateTLS": true})),
		with(natCollection(natRule()), object{"priority": 120.0})))
	assert.Equal(t, "g", made.Outputs["name"])
	assert.Equal(t, id("Microsoft.Network/firewallPolicies/ruleCollectionGroups", "premium", "g"), made.ID)
	w.refuseDelete(network.CodeBadRequest, "is in use by "+made.ID, nodes)
	require.NoError(t, w.remove(mustGet(w, id("Microsoft.Network/firewallPolicies", "premium"))), "a policy takes its groups along")
	_, left := w.Resource(made.ID)
	assert.False(t, left)
	require.NoError(t, w.remove(nodes))
}

func TestIPGroupsThatAzureRefuses(t *testing.T) {
	for _, bad := range []string{"10.0.0.1/24", "10.0.0.9-10.0.0.1", "nodes"} {
		newWorld(t).refuse(network.CodeBadRequest, "'"+bad+"'", azure.TypeIPGroup, object{"ipGroupsName": "g", "ipAddresses": list(bad)})
	}
	many := make([]any, 5001)
	for i := range many {
		many[i] = "10.0.0.1"
	}
	newWorld(t).refuse(network.CodeBadRequest, "at most 5000", azure.TypeIPGroup, object{"ipGroupsName": "g", "ipAddresses": many})
}

func TestWritesToOnePolicyComeOneAfterTheOther(t *testing.T) {
	start := func(t *testing.T) *world {
		w := newWorld(t, func(o *engine.Options) { o.Clock = engine.NewSkippingClock(20 * time.Millisecond) })
		w.hub()
		return w
	}
	both := func(w *world, first, second engine.Request) error {
		w.Helper()
		accepted := make(chan error)
		go func() { _, err := w.Create(ctx, first); accepted <- err }()
		time.Sleep(5 * time.Millisecond) // well inside the clock's quiet time
		_, err := w.Create(ctx, second)
		require.NoError(w, <-accepted)
		return err
	}
	group := func(name string) engine.Request {
		return request(azure.TypeFirewallPolicyRuleCollectionGroup, ruleGroup("pol", name, 200, collection("c", 100, networkRule())))
	}
	t.Run("two groups", func(t *testing.T) {
		w := start(t)
		w.hasCode(both(w, group("a"), group("b")), engine.CodeAnotherOperationInProgress, "Another operation on this or dependent resource is in progress")
	})
	t.Run("a group while the firewall is made", func(t *testing.T) {
		w := start(t)
		w.hasCode(both(w, request(azure.TypeAzureFirewall, firewall()), group("a")), engine.CodeAnotherOperationInProgress, "azurefirewalls/fw")
	})
	t.Run("groups of two policies", func(t *testing.T) {
		w := start(t)
		w.make(azure.TypeFirewallPolicy, policy("other", "Standard"))
		require.NoError(t, both(w, group("a"), request(azure.TypeFirewallPolicyRuleCollectionGroup,
			ruleGroup("other", "b", 200, collection("c", 100, networkRule())))))
	})
}
