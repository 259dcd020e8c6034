package containerregistry_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerregistry"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
)

// network makes a network with one subnet and returns the subnet's ID.
func (w *world) network(prefix string) string {
	w.Helper()
	vnet := w.make(request("azure-native:network/v20240501:VirtualNetwork", object{
		"virtualNetworkName": "vnet", "location": "westeurope", "addressSpace": object{"addressPrefixes": []any{"10.0.0.0/24"}},
		"subnets": []any{object{"name": "endpoints", "addressPrefix": prefix}},
	}))
	return azure.SubnetID(vnet.ID, "endpoints")
}

func endpoint(subnetID, registryID string) engine.Request {
	return request("azure-native:network/v20240501:PrivateEndpoint", object{
		"privateEndpointName": "pe-acrTest", "location": "westeurope", "subnet": object{"id": subnetID},
		"privateLinkServiceConnections": []any{object{"name": "link", "privateLinkServiceId": registryID, "groupIds": []any{"registry"}}},
	})
}

// hosts are the names and addresses of an endpoint, as Azure reports them.
func hosts(made *engine.Resource) map[string]string {
	found := map[string]string{}
	for _, c := range made.Out().At("customDnsConfigs").Items() {
		found[c.At("fqdn").Text()] = c.At("ipAddresses").Texts()[0]
	}
	return found
}

// addresses are those of an endpoint's network interface, by the region or part they lead to.
func (w *world) addresses(made *engine.Resource) map[string]string {
	w.Helper()
	card, ok := w.Resource(made.Out().At("networkInterfaces").Items()[0].At("id").Text())
	require.True(w, ok)
	found := map[string]string{}
	for _, c := range card.Out().At("ipConfigurations").Items() {
		found[c.At("name").Text()] = c.At("privateIPAddress").Text()
	}
	return found
}

func TestAnEndpointTakesAnAddressForEveryRegion(t *testing.T) {
	w := start(t)
	subnet := w.network("10.0.0.0/28")
	acr := w.make(registry(private))
	w.make(replica())
	made := w.make(endpoint(subnet, acr.ID))
	found := hosts(made)
	assert.Len(t, found, 3)
	distinct := map[string]bool{}
	for _, host := range []string{"acrtest.azurecr.io", "acrtest.westeurope.data.azurecr.io", "acrtest.northeurope.data.azurecr.io"} {
		require.Contains(t, found, host)
		assert.True(t, netip.MustParsePrefix("10.0.0.0/28").Contains(netip.MustParseAddr(found[host])))
		distinct[found[host]] = true
	}
	assert.Len(t, distinct, 3)

	zone := w.make(request("azure-native:network/v20240601:PrivateZone", object{"privateZoneName": "privatelink.azurecr.io", "location": "global"}))
	group := w.make(request("azure-native:network/v20240501:PrivateDnsZoneGroup", object{
		"privateEndpointName": "pe-acrTest", "privateDnsZoneGroupName": "default",
		"privateDnsZoneConfigs": []any{object{"name": "zone", "privateDnsZoneId": zone.ID}},
	}))
	records := map[string]string{}
	for _, r := range group.Out().At("privateDnsZoneConfigs").Items()[0].At("recordSets").Items() {
		records[r.At("fqdn").Text()] = r.At("ipAddresses").Texts()[0]
	}
	assert.Equal(t, map[string]string{
		"acrtest.privatelink.azurecr.io":                  found["acrtest.azurecr.io"],
		"acrtest.westeurope.data.privatelink.azurecr.io":  found["acrtest.westeurope.data.azurecr.io"],
		"acrtest.northeurope.data.privatelink.azurecr.io": found["acrtest.northeurope.data.azurecr.io"],
	}, records)
}

func TestALaterCopyTakesAnAddressOfEveryEndpoint(t *testing.T) {
	w := start(t)
	subnet := w.network("10.0.0.0/29") // three addresses
	acr := w.make(registry(private))
	made := w.make(endpoint(subnet, acr.ID))
	before := w.addresses(made)
	assert.Len(t, before, 2)

	north := w.make(replica())
	after := w.addresses(made)
	require.Contains(t, after, "registry_data_northeurope")
	for name, address := range before {
		assert.Equal(t, address, after[name], "what was there stays")
		assert.NotEqual(t, address, after["registry_data_northeurope"])
	}
	w.refuse(replica(object{"replicationName": "eastus", "location": "eastus"}), containerregistry.CodeSubnetIsFull, "no free address")

	require.NoError(t, w.remove(north))
	assert.Equal(t, before, w.addresses(made))
	w.make(replica(object{"replicationName": "eastus", "location": "eastus"}))

	again := endpoint(subnet, acr.ID)
	again.ID, again.URN, again.Provider = made.ID, "urn:test", provider
	changed, err := w.Update(ctx, again)
	require.NoError(t, err)
	assert.Len(t, hosts(changed), 3)
	assert.Equal(t, before["registry"], hosts(changed)["acrtest.azurecr.io"])
}

func TestEndpointsThatAzureRefuses(t *testing.T) {
	w := start(t)
	subnet := w.network("10.0.0.0/29")
	basic := w.make(registry(object{"sku": object{"name": "Basic"}}))
	w.refuse(endpoint(subnet, basic.ID), network.CodeBadRequest, "needs the SKU Premium")

	acr := w.make(registry(object{"registryName": "acrMany"}))
	for _, region := range []string{"northeurope", "eastus"} {
		w.make(replica(object{"registryName": "acrMany", "replicationName": region, "location": region}))
	}
	w.refuse(endpoint(subnet, acr.ID), network.CodeSubnetIsFull, "does not have enough capacity")
}

func TestAnEndpointDoesNotMeetACopyInTheMaking(t *testing.T) {
	w := start(t, func(o *engine.Options) { o.Clock = engine.NewSkippingClock(30 * time.Millisecond) })
	subnet := w.network("10.0.0.0/28")
	acr := w.make(registry())
	done := make(chan error)
	go func() {
		r := replica()
		r.URN, r.Provider = "urn:copy", provider
		_, err := w.Create(ctx, r)
		done <- err
	}()
	require.Eventually(t, func() bool { _, begun := w.Resource(acr.ID + "/replications/northeurope"); return begun }, time.Second, time.Millisecond)
	w.refuse(endpoint(subnet, acr.ID), network.CodeReferencedResourceNotProvisioned, "northeurope")
	require.NoError(t, <-done)
	w.make(endpoint(subnet, acr.ID))
}

func TestARegistryWithEndpointsKeepsItsTier(t *testing.T) {
	w := start(t)
	acr := w.make(registry())
	made := w.make(endpoint(w.network("10.0.0.0/28"), acr.ID))
	lower := registry(object{"sku": object{"name": "Basic"}})
	lower.ID, lower.URN, lower.Provider = acr.ID, "urn:test", provider
	_, err := w.Update(ctx, lower)
	assert.ErrorContains(t, err, "private endpoint pe-acrTest")
	require.NoError(t, w.remove(acr), "Azure deletes a registry without asking its endpoints")
	require.NoError(t, w.remove(made))
}
