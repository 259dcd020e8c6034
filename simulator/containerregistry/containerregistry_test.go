package containerregistry_test

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerregistry"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

type object = map[string]any

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
)

// world is an engine with a resource group.
type world struct {
	*testing.T
	*engine.Engine
}

func start(t *testing.T, options ...func(*engine.Options)) *world {
	t.Helper()
	o := engine.Options{Services: []*engine.Service{resources.Service(), network.Service(), containerregistry.Service()}}
	for _, option := range options {
		option(&o)
	}
	e, err := engine.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	w := &world{t, e}
	for _, group := range []string{"rg", "rg-other"} {
		w.make(engine.Request{Token: azure.TypeResourceGroup, Inputs: object{"resourceGroupName": group, "location": "westeurope"}})
	}
	return w
}

// make creates what must be taken, and requires that the published SDK has a place for every output.
func (w *world) make(r engine.Request) *engine.Resource {
	w.Helper()
	r.URN, r.Provider = "urn:test", provider
	made, err := w.Create(ctx, r)
	require.NoError(w, err)
	w.fits(made, r.Token)
	return made
}

func (w *world) fits(made *engine.Resource, token string) {
	w.Helper()
	typ, err := w.Lookup(token)
	require.NoError(w, err)
	assert.Empty(w, typ.Misplaced(made.Outputs))
}

// refuse requires a create to be refused with a code.
func (w *world) refuse(r engine.Request, code engine.Code, says string) {
	w.Helper()
	r.URN, r.Provider = "urn:test", provider
	_, err := w.Create(ctx, r)
	require.Error(w, err)
	assert.True(w, engine.HasCode(err, code), "want %s, got %v", code.Name, err)
	assert.Contains(w, err.Error(), says)
}

func request(kind string, inputs ...object) engine.Request {
	all := object{"resourceGroupName": "rg"}
	for _, more := range inputs {
		maps.Copy(all, more)
	}
	return engine.Request{Token: kind, Inputs: all}
}

// registry asks for a registry of the tier Premium in West Europe.
func registry(inputs ...object) engine.Request {
	defaults := object{"registryName": "acrTest", "location": "westeurope", "sku": object{"name": "Premium"}}
	return request("azure-native:containerregistry/v20230701:Registry", append([]object{defaults}, inputs...)...)
}

func replica(inputs ...object) engine.Request {
	defaults := object{"registryName": "acrTest", "replicationName": "northeurope", "location": "northeurope"}
	return request("azure-native:containerregistry/v20230701:Replication", append([]object{defaults}, inputs...)...)
}

// private is what a closed registry has.
var private = object{
	"publicNetworkAccess": "Disabled", "dataEndpointEnabled": true, "zoneRedundancy": "Enabled",
	"networkRuleSet": object{"defaultAction": "Deny", "ipRules": []any{}},
	"policies": object{
		"exportPolicy": object{"status": "disabled"}, "quarantinePolicy": object{"status": "enabled"},
		"retentionPolicy": object{"status": "enabled", "days": 15.0}, "trustPolicy": object{"status": "disabled", "type": "Notary"},
	},
}

func TestARegistryIsCreatedWithTheServicesDefaults(t *testing.T) {
	w := start(t)
	made := w.make(registry())
	now := "2026-01-05T08:00:00Z"
	want := object{
		"name": "acrTest", "type": "Microsoft.ContainerRegistry/registries", "location": "westeurope", "provisioningState": "Succeeded",
		"sku": object{"name": "Premium", "tier": "Premium"}, "creationDate": now, "loginServer": "acrtest.azurecr.io",
		"adminUserEnabled": false, "dataEndpointEnabled": false, "dataEndpointHostNames": []any{}, "privateEndpointConnections": []any{},
		"encryption": object{"status": "disabled"}, "networkRuleBypassOptions": "AzureServices", "publicNetworkAccess": "Enabled",
		"networkRuleSet": object{"defaultAction": "Allow", "ipRules": []any{}}, "zoneRedundancy": "Disabled",
		"policies": object{
			"exportPolicy": object{"status": "enabled"}, "quarantinePolicy": object{"status": "disabled"},
			"retentionPolicy": object{"status": "disabled", "days": 7.0, "lastUpdatedTime": now},
			"trustPolicy":     object{"status": "disabled", "type": "Notary"},
		},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestARegistryOfALowerTierHasNoPolicies(t *testing.T) {
	made := start(t).make(registry(object{"sku": object{"name": "Basic"}}))
	assert.NotContains(t, made.Outputs, "policies")
	assert.NotContains(t, made.Outputs, "networkRuleSet")
	assert.Equal(t, object{"name": "Basic", "tier": "Basic"}, made.Outputs["sku"])
}

func TestAClosedRegistryIsTaken(t *testing.T) {
	w := start(t)
	made := w.make(registry(private))
	assert.Equal(t, []any{"acrtest.westeurope.data.azurecr.io"}, made.Outputs["dataEndpointHostNames"])
	w.make(replica(object{"zoneRedundancy": "Enabled"}))
	r := registry(private, object{"tags": object{"owner": "me"}})
	r.ID, r.URN, r.Provider = made.ID, "urn:test", provider
	again, err := w.Update(ctx, r)
	require.NoError(t, err)
	assert.Equal(t, []any{"acrtest.westeurope.data.azurecr.io", "acrtest.northeurope.data.azurecr.io"}, again.Outputs["dataEndpointHostNames"])
	assert.Equal(t, made.Outputs["creationDate"], again.Outputs["creationDate"])
}

func TestRegistriesThatAzureRefuses(t *testing.T) {
	basic, policies := object{"sku": object{"name": "Basic"}}, func(name string, policy object) object {
		return object{"policies": object{name: policy}}
	}
	manyRules := make([]any, 201)
	for i := range manyRules {
		manyRules[i] = object{"iPAddressOrRange": "203.0.113." + strconv.Itoa(i)}
	}
	rules := func(rules ...any) object {
		return object{"networkRuleSet": object{"defaultAction": "Deny", "ipRules": rules}}
	}
	for name, c := range map[string]struct {
		inputs []object
		code   engine.Code
		says   string
	}{
		"private, lower tier":             {[]object{basic, {"publicNetworkAccess": "Disabled"}}, containerregistry.CodePublicAccessNotDisabled, "SKU Basic"},
		"data endpoint, lower tier":       {[]object{basic, {"dataEndpointEnabled": true}}, containerregistry.CodeSKUNotSupported, "dataEndpointEnabled needs"},
		"zones, lower tier":               {[]object{basic, {"zoneRedundancy": "Enabled"}}, containerregistry.CodeSKUNotSupported, "zoneRedundancy needs"},
		"retention, lower tier":           {[]object{basic, policies("retentionPolicy", object{"status": "enabled"})}, containerregistry.CodeSKUNotSupported, "policies.retentionPolicy.status"},
		"quarantine, lower tier":          {[]object{basic, policies("quarantinePolicy", object{"status": "enabled"})}, containerregistry.CodeSKUNotSupported, "policies.quarantinePolicy.status"},
		"content trust, lower tier":       {[]object{{"sku": object{"name": "Standard"}}, policies("trustPolicy", object{"status": "enabled"})}, containerregistry.CodeSKUNotSupported, "SKU Standard"},
		"no export, lower tier":           {[]object{basic, policies("exportPolicy", object{"status": "disabled"})}, containerregistry.CodeSKUNotSupported, "policies.exportPolicy.status"},
		"own key, lower tier":             {[]object{basic, {"identity": object{"type": "UserAssigned"}, "encryption": object{"status": "enabled", "keyVaultProperties": object{"keyIdentifier": "https://kv.vault.azure.net/keys/k"}}}}, containerregistry.CodeSKUNotSupported, "encryption.status"},
		"network rules, lower tier":       {[]object{basic, rules()}, containerregistry.CodeSKUNotSupported, "networkRuleSet.defaultAction"},
		"addresses, lower tier":           {[]object{basic, {"networkRuleSet": object{"defaultAction": "Allow", "ipRules": []any{object{"iPAddressOrRange": "203.0.113.7"}}}}}, containerregistry.CodeSKUNotSupported, "ipRules"},
		"tier of the past":                {[]object{{"sku": object{"name": "Classic"}}}, containerregistry.CodeSKUNotSupported, "Classic"},
		"tier that is none":               {[]object{{"sku": object{"name": "Gold"}}}, engine.CodeInvalidRequestContent, "Gold"},
		"no export, yet public":           {[]object{policies("exportPolicy", object{"status": "disabled"})}, containerregistry.CodeExportNeedsPrivate, "publicNetworkAccess"},
		"zones where there are none":      {[]object{{"location": "westus", "zoneRedundancy": "Enabled"}}, containerregistry.CodeNoZones, "westus"},
		"retention too long":              {[]object{policies("retentionPolicy", object{"status": "enabled", "days": 366.0})}, containerregistry.CodeInvalidRetention, "0 and 365"},
		"own key without key":             {[]object{{"encryption": object{"status": "enabled"}, "identity": object{"type": "UserAssigned"}}}, containerregistry.CodeInvalidEncryption, "names no key"},
		"own key without identity":        {[]object{{"encryption": object{"status": "enabled", "keyVaultProperties": object{"keyIdentifier": "https://kv.vault.azure.net/keys/k"}}}}, containerregistry.CodeInvalidEncryption, "user-assigned"},
		"address of a private network":    {[]object{rules(object{"iPAddressOrRange": "10.0.0.0/8"})}, containerregistry.CodeInvalidIPRule, "10.0.0.0/8"},
		"address with bits of the host":   {[]object{rules(object{"iPAddressOrRange": "203.0.113.7/24"})}, containerregistry.CodeInvalidIPRule, "203.0.113.7/24"},
		"too many addresses":              {[]object{rules(manyRules...)}, containerregistry.CodeInvalidIPRule, "201 IP rules"},
		"hyphen in the name":              {[]object{{"registryName": "acr-test"}}, engine.CodeInvalidResourceName, "letters and digits"},
		"name too short":                  {[]object{{"registryName": "acr1"}}, engine.CodeInvalidResourceName, "5 to 50"},
		"property of a later API version": {[]object{{"anonymousPullEnabled": false}}, engine.CodeInvalidRequestContent, "anonymousPullEnabled"},
	} {
		t.Run(name, func(t *testing.T) { start(t).refuse(registry(c.inputs...), c.code, c.says) })
	}
}

func TestUnknownTierIsNotJudged(t *testing.T) {
	r := registry(private, object{"sku": object{"name": engine.Unknown}})
	r.Provider = provider
	_, failures, err := start(t).Check(r)
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestANameIsTakenInAllOfAzure(t *testing.T) {
	w := start(t)
	made := w.make(registry())
	w.refuse(registry(object{"resourceGroupName": "rg-other", "registryName": "ACRTEST"}), containerregistry.CodeAlreadyInUse, "acrtest.azurecr.io is already in use")
	require.NoError(t, w.remove(made))
	w.make(registry(object{"resourceGroupName": "rg-other", "registryName": "ACRTEST"}))
}

// remove deletes a resource that a program of the newest API version has made.
func (w *world) remove(r *engine.Resource) error {
	version := "v20230701"
	if strings.HasPrefix(r.Token, "azure-native:network:") {
		version = "v20240501"
	}
	at := strings.LastIndexByte(r.Token, ':')
	token := r.Token[:at] + "/" + version + r.Token[at:]
	return w.Delete(ctx, engine.Request{Token: token, ID: r.ID, URN: "urn:test", Provider: provider, Inputs: r.Inputs})
}

func TestWhatIsChosenOnceCannotBeChanged(t *testing.T) {
	w := start(t)
	made := w.make(registry(object{"zoneRedundancy": "Disabled", "encryption": object{"status": "disabled"}}))
	copied := w.make(replica(object{"zoneRedundancy": "Disabled"}))
	for _, r := range []engine.Request{
		registry(object{"zoneRedundancy": "Enabled", "encryption": object{"status": "disabled"}}),
		registry(object{"zoneRedundancy": "Disabled", "identity": object{"type": "UserAssigned"},
			"encryption": object{"status": "enabled", "keyVaultProperties": object{"keyIdentifier": "https://kv.vault.azure.net/keys/k"}}}),
		replica(object{"zoneRedundancy": "Enabled"}),
	} {
		r.ID, r.URN, r.Provider = made.ID, "urn:test", provider
		if r.Inputs["replicationName"] != nil {
			r.ID = copied.ID
		}
		_, err := w.Update(ctx, r)
		assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%v", err)
	}
	for token, want := range map[string][]string{
		"azure-native:containerregistry/v20230701:Registry":    {"location", "registryName", "resourceGroupName"},
		"azure-native:containerregistry/v20230701:Replication": {"location", "registryName", "replicationName", "resourceGroupName"},
	} {
		typ, err := w.Lookup(token)
		require.NoError(t, err)
		before := object{"resourceGroupName": "a", "registryName": "a", "location": "westeurope"}
		after := object{"resourceGroupName": "b", "registryName": "b", "location": "northeurope"}
		if strings.HasSuffix(token, "Replication") {
			before["replicationName"], after["replicationName"] = "a", "b"
		}
		assert.Equal(t, want, engine.Replaces(typ.Diff(before, after, nil)))
	}
}

func TestACopyIsCreatedWithTheServicesDefaults(t *testing.T) {
	w := start(t)
	w.make(registry())
	made := w.make(replica(object{"tags": object{"owner": "me"}}))
	want := object{
		"name": "northeurope", "type": "Microsoft.ContainerRegistry/registries/replications", "location": "northeurope",
		"provisioningState": "Succeeded", "regionEndpointEnabled": true, "zoneRedundancy": "Disabled", "tags": object{"owner": "me"},
		"status": object{"displayStatus": "Ready", "message": "The replication is ready.", "timestamp": "2026-01-05T08:00:00Z"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestCopiesThatAzureRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		registry, replica object
		code              engine.Code
		says              string
	}{
		"lower tier":                 {object{"sku": object{"name": "Standard"}}, nil, containerregistry.CodeSKUNotSupported, "SKU Standard"},
		"the registry's own region":  {nil, object{"replicationName": "westeurope", "location": "West Europe"}, containerregistry.CodeReplicationConflict, "home region"},
		"second one in a region":     {nil, object{"replicationName": "another", "location": "eastus"}, containerregistry.CodeReplicationConflict, "replication eastus"},
		"zones where there are none": {nil, object{"replicationName": "ukwest", "location": "ukwest", "zoneRedundancy": "Enabled"}, containerregistry.CodeNoZones, "ukwest"},
		"of no registry":             {nil, object{"registryName": "acrOther"}, engine.CodeParentResourceNotFound, "acrOther"},
		"name too short":             {nil, object{"replicationName": "neu"}, engine.CodeInvalidResourceName, "5 to 50"},
		"region that is none":        {nil, object{"location": "atlantis"}, engine.CodeLocationNotAvailable, "atlantis"},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			w.make(registry(c.registry))
			if c.registry == nil {
				w.make(replica(object{"replicationName": "eastus", "location": "eastus"}))
			}
			w.refuse(replica(c.replica), c.code, c.says)
		})
	}
}

func TestARegistryWithCopiesKeepsItsTier(t *testing.T) {
	w := start(t)
	made := w.make(registry())
	copied := w.make(replica())
	lower := registry(object{"sku": object{"name": "Standard"}})
	lower.ID, lower.URN, lower.Provider = made.ID, "urn:test", provider
	_, err := w.Update(ctx, lower)
	assert.True(t, engine.HasCode(err, containerregistry.CodeSKUNotSupported), "%v", err)
	assert.ErrorContains(t, err, "replication northeurope")
	require.NoError(t, w.remove(copied))
	_, err = w.Update(ctx, lower)
	require.NoError(t, err)
}

func TestDeletingARegistryTakesItsCopiesAlong(t *testing.T) {
	w := start(t)
	made := w.make(registry())
	copied := w.make(replica())
	require.NoError(t, w.remove(made))
	_, found := w.Resource(copied.ID)
	assert.False(t, found)
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range containerregistry.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
