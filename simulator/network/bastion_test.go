package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func bastion(sku string, more ...object) object {
	b := object{"bastionHostName": "ab", "sku": object{"name": sku}, "ipConfigurations": list(object{"name": "hub",
		"subnet": subnetOf("AzureBastionSubnet"), "publicIPAddress": object{"id": id("Microsoft.Network/publicIPAddresses", "pip-ab")}})}
	for _, m := range more {
		b = with(b, m)
	}
	return b
}

func (w *world) bastionHub() {
	w.Helper()
	w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", subnet("AzureBastionSubnet", "10.0.0.128/26"), subnet("snet", "10.0.1.0/24")))
	w.address("pip-ab")
}

func TestBastionHost(t *testing.T) {
	w := newWorld(t)
	w.bastionHub()
	made := w.make(azure.TypeBastionHost, bastion("Standard", object{"enableTunneling": true, "scaleUnits": 3.0, "zones": list("1")}))
	assert.Regexp(t, `^bst-[0-9a-f-]{36}\.bastion\.azure\.com$`, made.Outputs["dnsName"])
	assert.Equal(t, made.ID+"/bastionHostIpConfigurations/hub", made.Outputs["ipConfigurations"].([]any)[0].(object)["id"])
	w.refuseChange(network.CodeBadRequest, "cannot be lowered from standard to basic", made, bastion("Basic"))
	w.change(made, bastion("Premium", object{"enableSessionRecording": true}))
	other := w.address("pip-2")
	w.refuse(network.CodeBadRequest, "it can hold one resource", azure.TypeBastionHost, bastion("Standard", object{"bastionHostName": "ab2",
		"ipConfigurations": list(object{"name": "hub", "subnet": subnetOf("AzureBastionSubnet"), "publicIPAddress": ref(other)})}))
	require.NoError(t, w.remove(made))
}

func TestBastionHostsThatAzureRefuses(t *testing.T) {
	configuration := func(more object) object {
		return object{"ipConfigurations": list(with(bastion("Basic")["ipConfigurations"].([]any)[0].(object), more))}
	}
	cases := map[string]struct {
		inputs object
		code   engine.Code
		says   string
	}{
		"tunneling in Basic":    {bastion("Basic", object{"enableTunneling": true}), network.CodeBadRequest, "cannot have enableTunneling; it needs SKU standard"},
		"recording in Standard": {bastion("Standard", object{"enableSessionRecording": true}), network.CodeBadRequest, "it needs SKU premium"},
		"scaling in Basic":      {bastion("Basic", object{"scaleUnits": 3.0}), network.CodeBadRequest, "more need SKU standard"},
		"one scale unit":        {bastion("Standard", object{"scaleUnits": 1.0}), network.CodeBadRequest, "between 2 and 50"},
		"ordinary subnet":       {bastion("Basic", configuration(object{"subnet": subnetOf("snet")})), network.CodeBadRequest, "must be in a subnet called AzureBastionSubnet, not snet"},
		"no address":            {bastion("Basic", configuration(object{"publicIPAddress": nil})), network.CodeBadRequest, "must have a public IP address"},
		"no subnet":             {bastion("Basic", configuration(object{"subnet": object{}})), network.CodeBadRequest, "must have a subnet"},
		"static address":        {bastion("Basic", configuration(object{"privateIPAllocationMethod": "Static"})), network.CodeBadRequest, "dynamic private address"},
		"no configuration":      {bastion("Basic", object{"ipConfigurations": list()}), network.CodeBadRequest, "exactly one IP configuration"},
		"Developer with subnet": {bastion("Developer"), network.CodeBadRequest, "names a virtual network"},
		"zone":                  {bastion("Standard", object{"zones": list("9")}), network.CodeInvalidAvailabilityZone, "'9'"},
		"other region":          {bastion("Standard", object{"location": "northeurope"}), network.CodeInvalidResourceReference, "same region"},
		"unknown SKU":           {bastion("Gold"), engine.CodeInvalidRequestContent, "Basic, Standard, Developer, Premium"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.bastionHub()
			w.refuse(c.code, c.says, azure.TypeBastionHost, c.inputs)
		})
	}
}
