package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func zone(name string, more ...object) object {
	z := object{"privateZoneName": name, "location": "global"}
	for _, m := range more {
		z = with(z, m)
	}
	return z
}

func link(zone, name string, net *engine.Resource, more ...object) object {
	l := object{"privateZoneName": zone, "virtualNetworkLinkName": name, "location": "global", "registrationEnabled": false, "virtualNetwork": ref(net)}
	for _, m := range more {
		l = with(l, m)
	}
	return l
}

func record(kind, name string, more ...object) object {
	r := object{"privateZoneName": "corp.example", "recordType": kind, "relativeRecordSetName": name, "ttl": 300.0}
	for _, m := range more {
		r = with(r, m)
	}
	return r
}

func TestPrivateZonesAndTheirLinks(t *testing.T) {
	w := newWorld(t)
	w.group("rg-other", region)
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
	made := w.make(azure.TypePrivateZone, zone("privatelink.azurecr.io"))
	linked := w.make(azure.TypeVirtualNetworkLink, link("privatelink.azurecr.io", "hub", hub))
	assert.Equal(t, "Completed", linked.Outputs["virtualNetworkLinkState"])
	assert.Equal(t, "global", linked.Outputs["location"])
	w.refuseDelete(engine.CodeCannotDeleteResource, "Some existing nested resource IDs include: '"+linked.ID+"'", made)

	w.refuse(network.CodePrivateDNSBadRequest, "cannot be linked to multiple zones with overlapping namespaces", azure.TypeVirtualNetworkLink,
		link("privatelink.azurecr.io", "again", hub))
	_, err := w.Create(ctx, request(azure.TypePrivateZone, zone("privatelink.azurecr.io", object{"resourceGroupName": "rg-other"})))
	require.NoError(t, err)
	w.refuse(network.CodePrivateDNSBadRequest, "multiple zones", azure.TypeVirtualNetworkLink,
		link("privatelink.azurecr.io", "other", hub, object{"resourceGroupName": "rg-other"}))

	w.make(azure.TypePrivateZone, zone("corp.example"))
	w.make(azure.TypePrivateZone, zone("lab.example"))
	w.make(azure.TypeVirtualNetworkLink, link("corp.example", "hub", hub, object{"registrationEnabled": true}))
	w.refuse(network.CodePrivateDNSConflict, "one zone only", azure.TypeVirtualNetworkLink, link("lab.example", "hub", hub, object{"registrationEnabled": true}))
	w.refuse(network.CodePrivateDNSBadRequest, "privatelink zones only", azure.TypeVirtualNetworkLink, link("lab.example", "hub", hub, object{"resolutionPolicy": "NxDomainRedirect"}))
	w.refuse(engine.CodeParentResourceNotFound, "gone.example", azure.TypeVirtualNetworkLink, link("gone.example", "hub", hub))
	w.refuse(network.CodeInvalidResourceReference, "was not found", azure.TypeVirtualNetworkLink,
		link("lab.example", "x", &engine.Resource{ID: id("Microsoft.Network/virtualNetworks", "gone")}))
	w.refuse(network.CodePrivateDNSBadRequest, "must name a virtual network", azure.TypeVirtualNetworkLink, link("lab.example", "x", hub, object{"virtualNetwork": object{}}))

	require.NoError(t, w.remove(linked))
	require.NoError(t, w.remove(made))
}

func TestPrivateZonesThatAzureRefuses(t *testing.T) {
	w := newWorld(t)
	w.refuse(engine.CodeInvalidResourceName, "2 to 34 labels", azure.TypePrivateZone, zone("corp"))
	w.refuse(engine.CodeInvalidResourceName, "2 to 34 labels", azure.TypePrivateZone, zone("corp..example"))
	w.refuse(engine.CodeLocationNotAvailable, "'global'", azure.TypePrivateZone, zone("corp.example", object{"location": "westeurope"}))
}

func TestRecordSets(t *testing.T) {
	w := newWorld(t)
	w.make(azure.TypePrivateZone, zone("corp.example"))
	made := w.make(azure.TypePrivateRecordSet, record("A", "*", object{"aRecords": list(object{"ipv4Address": "10.1.4.4"})}))
	assert.Equal(t, id("Microsoft.Network/privateDnsZones/A", "corp.example", "*"), made.ID)
	assert.Equal(t, "Microsoft.Network/privateDnsZones/A", made.Outputs["type"])
	assert.Equal(t, "*.corp.example.", made.Outputs["fqdn"])
	top := w.make(azure.TypePrivateRecordSet, record("TXT", "@", object{"txtRecords": list(object{"value": list("v=1")})}))
	assert.Equal(t, "corp.example.", top.Outputs["fqdn"])

	cases := map[string]struct {
		inputs object
		code   engine.Code
		says   string
	}{
		"no records":          {record("A", "a"), network.CodePrivateDNSBadRequest, "has no records in aRecords"},
		"records of another":  {record("A", "a", object{"aRecords": list(object{"ipv4Address": "10.1.4.4"}), "cnameRecord": object{"cname": "b"}}), network.CodePrivateDNSBadRequest, "cannot have cnameRecord"},
		"no time to live":     {record("A", "a", object{"aRecords": list(object{"ipv4Address": "10.1.4.4"}), "ttl": nil}), network.CodePrivateDNSBadRequest, "no time to live"},
		"bad address":         {record("A", "a", object{"aRecords": list(object{"ipv4Address": "10.1.4"})}), network.CodePrivateDNSBadRequest, "'10.1.4'"},
		"IPv6 as IPv4":        {record("A", "a", object{"aRecords": list(object{"ipv4Address": "fd00::1"})}), network.CodePrivateDNSBadRequest, "ipv4Address"},
		"alias at the top":    {record("CNAME", "@", object{"cnameRecord": object{"cname": "b"}}), network.CodePrivateDNSBadRequest, "top of a zone"},
		"unknown record type": {record("CAA", "a"), engine.CodeInvalidRequestContent, "A, AAAA, CNAME"},
		"no zone":             {record("A", "a", object{"privateZoneName": "gone.example", "aRecords": list(object{"ipv4Address": "10.1.4.4"})}), engine.CodeParentResourceNotFound, "gone.example"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(azure.TypePrivateZone, zone("corp.example"))
			w.refuse(c.code, c.says, azure.TypePrivateRecordSet, c.inputs)
		})
	}
}

func TestAnExistingNetworkCanBeLookedUp(t *testing.T) {
	w := newWorld(t)
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", subnet("a", "10.0.0.0/24")))
	const get = "azure-native:network/v20240501:getVirtualNetwork"
	found, err := w.Invoke(ctx, get, object{"resourceGroupName": group, "virtualNetworkName": "hub"}, provider)
	require.NoError(t, err)
	assert.Equal(t, hub.ID, found["id"])
	assert.Equal(t, hub.Outputs["subnets"], found["subnets"])

	_, err = w.Invoke(ctx, get, object{"resourceGroupName": group, "virtualNetworkName": "gone"}, provider)
	w.hasCode(err, engine.CodeResourceNotFound, "gone")
	_, err = w.Invoke(ctx, get, object{"resourceGroupName": group, "name": "hub"}, provider)
	assert.ErrorContains(t, err, "name")
	_, err = w.Invoke(ctx, "azure-native:network:getVirtualNetwork", object{}, provider)
	assert.ErrorContains(t, err, "v20240501")
	_, err = w.Invoke(ctx, "azure-native:network/v20240501:getNothing", object{}, provider)
	assert.ErrorContains(t, err, "does not model the function")
}
