package network_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func with(base object, more object) object {
	all := object{}
	for k, v := range base {
		all[k] = v
	}
	for k, v := range more {
		all[k] = v
	}
	return all
}

func TestPublicAddresses(t *testing.T) {
	w := newWorld(t)
	seen := map[any]bool{}
	for _, name := range []string{"pip-01", "pip-02", "pip-03", "pip-04", "pip-05"} {
		made := w.address(name)
		address := netip.MustParseAddr(made.Outputs["ipAddress"].(string))
		assert.True(t, netip.MustParsePrefix("203.0.113.0/24").Contains(address), address)
		assert.False(t, seen[address])
		seen[address] = true
	}
	labelled := w.make(azure.TypePublicIPAddress, with(publicIP("named"), object{"dnsSettings": object{"domainNameLabel": "gate"}}))
	assert.Equal(t, "gate.westeurope.cloudapp.azure.com", labelled.Outputs["dnsSettings"].(object)["fqdn"])
	w.refuse(network.CodeDNSRecordInUse, "gate.westeurope.cloudapp.azure.com is already used", azure.TypePublicIPAddress,
		with(publicIP("rival"), object{"dnsSettings": object{"domainNameLabel": "gate"}}))

	changed := w.change(labelled, with(publicIP("named"), object{"idleTimeoutInMinutes": 10.0}))
	assert.Equal(t, labelled.Outputs["ipAddress"], changed.Outputs["ipAddress"], "an update keeps the address")
}

func TestAddressesOfAPrefix(t *testing.T) {
	w := newWorld(t)
	prefix := w.make(azure.TypePublicIPPrefix, object{"publicIpPrefixName": "ippre", "prefixLength": 30.0, "sku": object{"name": "Standard"}})
	second := w.make(azure.TypePublicIPPrefix, object{"publicIpPrefixName": "ippre2", "prefixLength": 28.0, "sku": object{"name": "Standard"}})
	block := netip.MustParsePrefix(prefix.Outputs["ipPrefix"].(string))
	assert.Equal(t, 30, block.Bits())
	assert.False(t, block.Overlaps(netip.MustParsePrefix(second.Outputs["ipPrefix"].(string))))
	from := object{"publicIPPrefix": ref(prefix)}
	var last *engine.Resource
	for _, name := range []string{"pip-1", "pip-2", "pip-3", "pip-4"} {
		last = w.make(azure.TypePublicIPAddress, with(publicIP(name), from))
		assert.True(t, block.Contains(netip.MustParseAddr(last.Outputs["ipAddress"].(string))))
	}
	w.refuse(network.CodePublicIPLimit, "Cannot create more than", azure.TypePublicIPAddress, with(publicIP("pip-5"), from))
	w.refuseDelete(network.CodePublicIPPrefixCannotBeDeleted, "in use by resource", prefix)
}

func TestPublicAddressesThatAzureRefuses(t *testing.T) {
	cases := map[string]struct {
		change object
		code   engine.Code
		says   string
	}{
		"Basic SKU":            {object{"sku": object{"name": "Basic"}}, network.CodeBasicPublicIPRetired, "Cannot create more than 0 IPv4 Basic SKU public IP addresses"},
		"no SKU":               {object{"sku": object{}}, network.CodeBasicPublicIPRetired, "Basic SKU"},
		"dynamic":              {object{"publicIPAllocationMethod": "Dynamic"}, network.CodePublicIPMustBeStatic, "must have AllocationMethod set to Static."},
		"zone of no region":    {object{"zones": list("4")}, network.CodeInvalidAvailabilityZone, "The supported zones for location 'westeurope' are '1,2,3'."},
		"zone twice":           {object{"zones": list("1", "1")}, network.CodeInvalidAvailabilityZone, "'1'"},
		"region without zones": {object{"zones": list("1"), "location": "westus"}, network.CodeLocationNotSupportAvailabilityZones, "does not support availability zones at location 'westus'."},
		"idle timeout":         {object{"idleTimeoutInMinutes": 31.0}, network.CodeBadRequest, "between 4 and 30"},
		"label":                {object{"dnsSettings": object{"domainNameLabel": "Gate_1"}}, network.CodeBadRequest, "Gate_1"},
		"unknown location":     {object{"location": "atlantis"}, engine.CodeLocationNotAvailable, "The provided location 'atlantis'"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			newWorld(t).refuse(c.code, c.says, azure.TypePublicIPAddress, with(publicIP("pip"), c.change))
		})
	}
}

func TestPublicPrefixesThatAzureRefuses(t *testing.T) {
	good := object{"publicIpPrefixName": "ippre", "prefixLength": 30.0, "sku": object{"name": "Standard"}}
	newWorld(t).refuse(network.CodeBadRequest, "between 24 and 31", azure.TypePublicIPPrefix, with(good, object{"prefixLength": 32.0}))
	newWorld(t).refuse(network.CodeBadRequest, "must have the SKU Standard", azure.TypePublicIPPrefix, with(good, object{"sku": object{}}))
	newWorld(t).refuse(network.CodeLocationNotSupportAvailabilityZones, "westus", azure.TypePublicIPPrefix, with(good, object{"zones": list("1"), "location": "westus"}))
}

func TestNatGateway(t *testing.T) {
	gateway := func(more object) object {
		return with(object{"natGatewayName": "ng", "sku": object{"name": "Standard"}}, more)
	}
	w := newWorld(t)
	address := w.address("pip")
	made := w.make(azure.TypeNatGateway, gateway(object{"publicIpAddresses": list(ref(address)), "zones": list("1")}))
	net := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16", subnet("nodes", "10.1.0.0/22", object{"natGateway": ref(made)})))

	w.refuseDelete(network.CodePublicIPCannotBeDeleted, "it is still allocated to resource "+made.ID, address)
	w.refuseDelete(network.CodeNatGatewayCannotBeDeleted, "is still configured on subnets", made)
	w.refuse(network.CodePublicIPInUse, "that is already allocated to resource "+made.ID, azure.TypeNatGateway,
		with(gateway(object{"publicIpAddresses": list(ref(address))}), object{"natGatewayName": "ng2"}))
	w.refuse(network.CodeInvalidAvailabilityZone, "one availability zone only", azure.TypeNatGateway, gateway(object{"zones": list("1", "2")}))
	w.refuse(network.CodeBadRequest, "between 4 and 120", azure.TypeNatGateway, gateway(object{"idleTimeoutInMinutes": 121.0}))
	w.refuse(network.CodeBadRequest, "must have the SKU Standard", azure.TypeNatGateway, object{"natGatewayName": "x", "sku": object{}})
	w.refuse(network.CodeInvalidResourceReference, "was not found", azure.TypeNatGateway,
		with(gateway(object{"publicIpAddresses": list(object{"id": id("Microsoft.Network/publicIPAddresses", "gone")})}), object{"natGatewayName": "x"}))

	big := w.make(azure.TypePublicIPPrefix, object{"publicIpPrefixName": "ippre", "prefixLength": 27.0, "sku": object{"name": "Standard"}})
	w.refuse(network.CodeBadRequest, "at most 16", azure.TypeNatGateway, with(gateway(object{"publicIpPrefixes": list(ref(big))}), object{"natGatewayName": "x"}))

	require.NoError(t, w.remove(net))
	require.NoError(t, w.remove(made))
	require.NoError(t, w.remove(address))
}
