package network_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
	region       = "westeurope"
	group        = "rg-hub"
)

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}
)

type object = map[string]any

// world is an engine with a few resources in it.
type world struct {
	*testing.T
	*engine.Engine
}

// newWorld returns an engine with the group "rg-hub" in westeurope.
func newWorld(t *testing.T, options ...func(*engine.Options)) *world {
	t.Helper()
	o := engine.Options{Services: []*engine.Service{network.Service(), resources.Service()}, Seed: "test"}
	for _, option := range options {
		option(&o)
	}
	e, err := engine.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	w := &world{t, e}
	w.group(group, region)
	return w
}

func (w *world) group(name, location string) {
	w.Helper()
	_, err := w.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, Provider: provider, URN: "urn:" + name,
		Inputs: object{"resourceGroupName": name, "location": location}})
	require.NoError(w, err)
}

// versioned returns the token as a program writes it.
func versioned(token string) string {
	version := "v20240501"
	switch token {
	case azure.TypePrivateZone, azure.TypeVirtualNetworkLink, azure.TypePrivateRecordSet:
		version = "v20240601"
	case azure.TypeDNSResolver, azure.TypeInboundEndpoint:
		version = "v20220701"
	}
	return "azure-native:network/" + version + token[len("azure-native:network"):]
}

// request is about a resource of the group rg-hub.
func request(token string, inputs object) engine.Request {
	all := object{"resourceGroupName": group}
	for k, v := range inputs {
		if v == nil {
			delete(all, k)
		} else {
			all[k] = v
		}
	}
	return engine.Request{Token: versioned(token), Provider: provider, URN: "urn:test", Inputs: all}
}

// make creates a resource that must succeed, and returns it.
func (w *world) make(token string, inputs object) *engine.Resource {
	w.Helper()
	made, err := w.Create(ctx, request(token, inputs))
	require.NoError(w, err)
	w.fitsOutputs(made)
	return made
}

// change updates a resource that must succeed.
func (w *world) change(made *engine.Resource, inputs object) *engine.Resource {
	w.Helper()
	r := request(made.Token, inputs)
	r.ID = made.ID
	changed, err := w.Update(ctx, r)
	require.NoError(w, err)
	w.fitsOutputs(changed)
	return changed
}

// fitsOutputs requires that the published SDK has a place for every output.
func (w *world) fitsOutputs(r *engine.Resource) {
	w.Helper()
	t, err := w.Lookup(versionedOrPlain(r.Token))
	require.NoError(w, err)
	assert.Empty(w, t.Misplaced(r.Outputs), "outputs of %s that the SDK does not know", r.Token)
}

func versionedOrPlain(token string) string {
	if token == azure.TypeResourceGroup {
		return token
	}
	return versioned(token)
}

// refuse requires a create or update to be refused with a code.
func (w *world) refuse(code engine.Code, says string, token string, inputs object) {
	w.Helper()
	_, err := w.Create(ctx, request(token, inputs))
	w.hasCode(err, code, says)
}

func (w *world) refuseChange(code engine.Code, says string, made *engine.Resource, inputs object) {
	w.Helper()
	r := request(made.Token, inputs)
	r.ID = made.ID
	_, err := w.Update(ctx, r)
	w.hasCode(err, code, says)
}

func (w *world) refuseDelete(code engine.Code, says string, made *engine.Resource) {
	w.Helper()
	err := w.remove(made)
	w.hasCode(err, code, says)
}

func (w *world) remove(made *engine.Resource) error {
	return w.Delete(ctx, engine.Request{Token: versionedOrPlain(made.Token), Provider: provider, ID: made.ID, URN: "urn:test"})
}

func (w *world) hasCode(err error, code engine.Code, says string) {
	w.Helper()
	require.Error(w, err)
	assert.True(w, engine.HasCode(err, code), "want %s, got: %v", code.Name, err)
	assert.ErrorContains(w, err, says)
}

func id(armType string, names ...string) string {
	return azure.ResourceID(subscription, group, armType, names...)
}

func ref(made *engine.Resource) object { return object{"id": made.ID} }

func list(items ...any) []any { return append([]any{}, items...) }

// subnet is the inputs of a subnet.
func subnet(name, prefix string, more ...object) object {
	s := object{"name": name, "addressPrefix": prefix}
	for _, m := range more {
		for k, v := range m {
			s[k] = v
		}
	}
	return s
}

// vnet is the inputs of a network 10.0.0.0/16 or of another prefix.
func vnet(name, prefix string, subnets ...any) object {
	return object{"virtualNetworkName": name, "addressSpace": object{"addressPrefixes": list(prefix)}, "subnets": list(subnets...)}
}

func (w *world) address(name string) *engine.Resource {
	w.Helper()
	return w.make(azure.TypePublicIPAddress, publicIP(name))
}

func publicIP(name string) object {
	return object{"publicIpAddressName": name, "sku": object{"name": "Standard"}, "publicIPAllocationMethod": "Static"}
}
