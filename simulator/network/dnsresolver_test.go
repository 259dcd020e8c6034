package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

func inbound(resolver, name string, net *engine.Resource, subnet string, more ...object) object {
	configuration := object{"privateIpAllocationMethod": "Dynamic", "subnet": object{"id": azure.SubnetID(net.ID, subnet)}}
	for _, m := range more {
		configuration = with(configuration, m)
	}
	return object{"dnsResolverName": resolver, "inboundEndpointName": name, "location": region, "ipConfigurations": list(configuration)}
}

func TestDNSResolverAndItsWayIn(t *testing.T) {
	w := newWorld(t)
	delegated := object{"delegations": list(object{"name": "d", "serviceName": "Microsoft.Network/dnsResolvers"})}
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16", subnet("in", "10.0.1.0/28", delegated), subnet("in2", "10.0.5.0/28", delegated),
		subnet("small", "10.0.2.0/29", delegated), subnet("plain", "10.0.3.0/28")))
	other := w.make(azure.TypeVirtualNetwork, vnet("other", "10.1.0.0/16", subnet("in", "10.1.1.0/28", delegated)))
	w.make(azure.TypeDNSResolver, object{"dnsResolverName": "r", "location": region, "virtualNetwork": ref(hub)})
	w.refuse(network.CodeBadRequest, "it can have one", azure.TypeDNSResolver, object{"dnsResolverName": "second", "location": region, "virtualNetwork": ref(hub)})
	w.refuse(network.CodeBadRequest, "is not in virtual network", azure.TypeInboundEndpoint, inbound("r", "foreign", other, "in"))
	w.refuse(network.CodeBadRequest, "is not delegated", azure.TypeInboundEndpoint, inbound("r", "plain", hub, "plain"))
	w.refuse(network.CodeBadRequest, "is /29", azure.TypeInboundEndpoint, inbound("r", "small", hub, "small"))
	w.refuse(engine.CodeParentResourceNotFound, "nobody", azure.TypeInboundEndpoint, inbound("nobody", "in", hub, "in"))
	w.refuse(network.CodeBadRequest, "not in subnet", azure.TypeInboundEndpoint,
		inbound("r", "outside", hub, "in", object{"privateIpAllocationMethod": "Static", "privateIpAddress": "10.0.9.4"}))

	made := w.make(azure.TypeInboundEndpoint, inbound("r", "in", hub, "in"))
	assert.Regexp(t, `^10\.0\.1\.`, engine.Of(made.Outputs).At("ipConfigurations").Items()[0].At("privateIpAddress").Text())
	w.refuse(network.CodeBadRequest, "is in use", azure.TypeInboundEndpoint, inbound("r", "again", hub, "in"))
	static := w.make(azure.TypeInboundEndpoint, inbound("r", "fixed", hub, "in2", object{"privateIpAllocationMethod": "Static", "privateIpAddress": "10.0.5.9"}))
	assert.Equal(t, "10.0.5.9", engine.Of(static.Outputs).At("ipConfigurations").Items()[0].At("privateIpAddress").Text())
	w.refuseDelete(network.CodeSubnetCannotBeDeleted, "in use", hub)
	require.NoError(t, w.remove(made))
}
