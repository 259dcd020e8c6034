package network_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func peering(local, name string, remote *engine.Resource, more ...object) object {
	p := object{"virtualNetworkName": local, "virtualNetworkPeeringName": name, "remoteVirtualNetwork": ref(remote)}
	for _, m := range more {
		for k, v := range m {
			p[k] = v
		}
	}
	return p
}

func TestPeeringStates(t *testing.T) {
	w := newWorld(t)
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
	spoke := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16"))

	there := w.make(azure.TypeVirtualNetworkPeering, peering("hub", "to-spoke", spoke))
	assert.Equal(t, "Initiated", there.Outputs["peeringState"])
	assert.Equal(t, id("Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "hub", "to-spoke"), there.ID)
	assert.Equal(t, object{"addressPrefixes": list("10.1.0.0/16")}, there.Outputs["remoteAddressSpace"])
	back := w.make(azure.TypeVirtualNetworkPeering, peering("spoke", "to-hub", hub))
	assert.Equal(t, "Connected", back.Outputs["peeringState"])

	require.NoError(t, w.remove(back))
	left, _ := w.Resource(there.ID)
	assert.Equal(t, "Disconnected", left.Outputs["peeringState"])
	w.refuse(network.CodeRemotePeeringDisconnected, "is in Disconnected state", azure.TypeVirtualNetworkPeering, peering("spoke", "to-hub", hub))
	healed := w.change(there, peering("hub", "to-spoke", spoke))
	assert.Equal(t, "Initiated", healed.Outputs["peeringState"])
	again := w.make(azure.TypeVirtualNetworkPeering, peering("spoke", "to-hub", hub))
	assert.Equal(t, "Connected", again.Outputs["peeringState"])

	require.NoError(t, w.remove(spoke), "a peering does not keep a network")
	left, _ = w.Resource(there.ID)
	assert.Equal(t, "Disconnected", left.Outputs["peeringState"])
	_, exists := w.Resource(again.ID)
	assert.False(t, exists)
}

func TestPeeringsThatAzureRefuses(t *testing.T) {
	cases := map[string]struct {
		inputs func(w *world) object
		code   engine.Code
		says   string
	}{
		"with itself": {func(w *world) object { return peering("hub", "p", w.stored("hub")) }, network.CodeBadRequest, "peered with itself"},
		"overlapping address spaces": {func(w *world) object { return peering("hub", "p", w.stored("twin")) }, network.CodeAddressSpacesOverlap,
			"cannot be peered because their address spaces overlap. Overlapping address prefixes: 10.0.0.0/16."},
		"twice to one network": {func(w *world) object { return peering("hub", "p", w.stored("spoke")) }, network.CodeRemoteAlreadyPeered,
			"Cannot add another peering"},
		"overlapping a peer of the peer": {func(w *world) object { return peering("spoke", "p", w.stored("clash")) }, network.CodeOverlapsPeeredVnet,
			"already peered with the second virtual network. Overlapping address prefixes: 10.1.0.0/16"},
		"to nothing": {func(*world) object {
			return peering("hub", "p", &engine.Resource{ID: id("Microsoft.Network/virtualNetworks", "gone")})
		}, network.CodeInvalidResourceReference, "was not found"},
		"from nothing": {func(w *world) object { return peering("gone", "p", w.stored("spoke")) }, engine.CodeParentResourceNotFound, "gone"},
		"remote gateways without any": {func(w *world) object {
			return peering("spoke", "p", w.stored("hub"), object{"useRemoteGateways": true})
		},
			network.CodeRemoteHasNoGateways, "does not have any gateways"},
		"both gateway flags": {func(w *world) object {
			return peering("spoke", "p", w.stored("hub"), object{"useRemoteGateways": true, "allowGatewayTransit": true})
		}, network.CodeBadRequest, "both AllowGatewayTransit and UseRemoteGateways"},
		"no network named": {func(*world) object {
			return object{"virtualNetworkName": "hub", "virtualNetworkPeeringName": "p", "remoteVirtualNetwork": object{}}
		}, network.CodeBadRequest, "must name a remote virtual network"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
			spoke := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16"))
			w.make(azure.TypeVirtualNetwork, vnet("twin", "10.0.0.0/16"))
			w.make(azure.TypeVirtualNetwork, vnet("clash", "10.2.0.0/16"))
			w.make(azure.TypeVirtualNetworkPeering, peering("hub", "first", spoke))
			other := w.make(azure.TypeVirtualNetwork, vnet("other", "10.1.0.0/17"))
			w.make(azure.TypeVirtualNetworkPeering, peering("clash", "second", other))
			w.refuse(c.code, c.says, azure.TypeVirtualNetworkPeering, c.inputs(w))
		})
	}
}

// stored returns a virtual network of the group by name.
func (w *world) stored(name string) *engine.Resource {
	w.Helper()
	r, ok := w.Resource(id("Microsoft.Network/virtualNetworks", name))
	require.True(w, ok, name)
	return r
}

func TestBothPeeringsAtOnceGetInEachOthersWay(t *testing.T) {
	w := newWorld(t, func(o *engine.Options) {
		o.Clock, o.Retry = engine.NewSkippingClock(20*time.Millisecond), engine.AzureNativeRetry
	})
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
	spoke := w.make(azure.TypeVirtualNetwork, vnet("spoke", "10.1.0.0/16"))
	errs := make(chan error, 2)
	for _, inputs := range []object{peering("hub", "to-spoke", spoke), peering("spoke", "to-hub", hub)} {
		go func() {
			_, err := w.Create(ctx, request(azure.TypeVirtualNetworkPeering, inputs))
			errs <- err
		}()
	}
	first, second := <-errs, <-errs
	if first == nil {
		first, second = second, first
	}
	require.NoError(t, second, "one goes through")
	w.hasCode(first, network.CodeReferencedResourceNotProvisioned, "is not in Succeeded state")
}
