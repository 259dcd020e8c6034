package keyvault_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	tenant = "22222222-2222-4222-8222-222222222222"
	own    = "11111111-1111-4111-8111-111111111111"
	other  = "33333333-3333-4333-8333-333333333333"
)

type object = map[string]any

var ctx = context.Background()

// world is an engine with the groups rg and rg-2 in the own subscription and rg in another one.
type world struct {
	*testing.T
	*engine.Engine
}

func newWorld(t *testing.T) world {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), network.Service(), keyvault.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	w := world{t, e}
	for _, group := range []struct{ subscription, name string }{{own, "rg"}, {own, "rg-2"}, {other, "rg"}} {
		_, err := w.Create(ctx, request(group.subscription, azure.TypeResourceGroup,
			object{"resourceGroupName": group.name, "location": "westeurope"}))
		require.NoError(t, err)
	}
	return w
}

func request(subscription, token string, inputs object) engine.Request {
	return engine.Request{Token: token, URN: "urn:" + token, Inputs: inputs,
		Provider: engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}}
}

// vault is a request for a vault; properties come over those of a plain one.
func vault(properties object) engine.Request {
	all := object{"tenantId": tenant, "sku": object{"family": "A", "name": "standard"}, "enableRbacAuthorization": true}
	maps.Copy(all, properties)
	for key, value := range all {
		if value == nil {
			delete(all, key)
		}
	}
	r := request(own, "azure-native:keyvault/v20230701:Vault", object{"resourceGroupName": "rg", "vaultName": "kv-aks", "properties": all})
	r.ID = vaultID
	return r
}

// elsewhere is the same request in another subscription or group.
func elsewhere(r engine.Request, subscription, group string) engine.Request {
	r.Inputs = maps.Clone(r.Inputs)
	r.Inputs["resourceGroupName"], r.Provider.Subscription = group, subscription
	r.ID = azure.ResourceID(subscription, group, "Microsoft.KeyVault/vaults", "kv-aks")
	return r
}

// named is the same request under another name.
func named(r engine.Request, name string) engine.Request {
	r.Inputs = maps.Clone(r.Inputs)
	r.Inputs["vaultName"] = name
	r.ID = strings.TrimSuffix(r.ID, "kv-aks") + name
	return r
}

func secret(properties object) engine.Request {
	r := request(own, "azure-native:keyvault/v20230701:Secret",
		object{"resourceGroupName": "rg", "vaultName": "kv-aks", "secretName": "cert", "properties": properties})
	r.ID = secretID
	return r
}

var (
	vaultID   = azure.ResourceID(own, "rg", "Microsoft.KeyVault/vaults", "kv-aks")
	secretID  = azure.ResourceID(own, "rg", "Microsoft.KeyVault/vaults/secrets", "kv-aks", "cert")
	deletedID = keyvault.DeletedVaultID(own, "westeurope", "kv-aks")
	groupID   = azure.ResourceGroupID(own, "rg")
)

func (w world) make(r engine.Request) *engine.Resource {
	w.Helper()
	made, err := w.Create(ctx, r)
	require.NoError(w, err)
	return made
}

func (w world) remove(r engine.Request) {
	w.Helper()
	require.NoError(w, w.Delete(ctx, r))
}

func (w world) refuse(code engine.Code, says string, r engine.Request) {
	w.Helper()
	_, err := w.Create(ctx, r)
	require.Error(w, err)
	assert.True(w, engine.HasCode(err, code), "want %s, got %v", code.Name, err)
	assert.ErrorContains(w, err, says)
}

func TestAVaultIsCreatedWithTheServicesDefaults(t *testing.T) {
	made := newWorld(t).make(vault(nil))
	assert.Equal(t, vaultID, made.ID)
	assert.Equal(t, object{
		"name": "kv-aks", "type": "Microsoft.KeyVault/vaults", "location": "westeurope",
		"properties": object{
			"tenantId": tenant, "sku": object{"family": "A", "name": "standard"}, "accessPolicies": []any{},
			"enabledForDeployment": false, "enabledForDiskEncryption": false, "enabledForTemplateDeployment": false,
			"enableRbacAuthorization": true, "enableSoftDelete": true, "softDeleteRetentionInDays": 90.,
			"publicNetworkAccess": "Enabled", "vaultUri": "https://kv-aks.vault.azure.net/", "provisioningState": "Succeeded",
		},
	}, made.Outputs)
}

func TestAllowedVaults(t *testing.T) {
	for name, properties := range map[string]object{
		"shortest retention":      {"softDeleteRetentionInDays": 7.},
		"longest retention":       {"softDeleteRetentionInDays": 90.},
		"purge protection":        {"enablePurgeProtection": true},
		"premium in capitals":     {"sku": object{"family": "A", "name": "Premium"}},
		"access policies":         {"enableRbacAuthorization": false, "accessPolicies": []any{policy(tenant)}},
		"address":                 {"networkAcls": object{"ipRules": []any{object{"value": "20.0.0.1"}}}},
		"range":                   {"networkAcls": object{"ipRules": []any{object{"value": "20.0.0.0/24"}}}},
		"nothing known":           {"tenantId": engine.Unknown, "softDeleteRetentionInDays": engine.Unknown, "enablePurgeProtection": engine.Unknown},
		"roles not known":         {"enableRbacAuthorization": engine.Unknown},
		"recovery needs no list":  {"createMode": "recover", "enableRbacAuthorization": false},
		"rules not known":         {"networkAcls": object{"ipRules": engine.Unknown}},
		"address in it not known": {"networkAcls": object{"ipRules": []any{object{"value": engine.Unknown}}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := newWorld(t).Check(vault(properties))
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func policy(tenant string) object {
	return object{"tenantId": tenant, "objectId": other, "permissions": object{"secrets": []any{"get"}}}
}

func TestRefusedVaults(t *testing.T) {
	crowd := make([]any, 1025)
	for i := range crowd {
		crowd[i] = policy(tenant)
	}
	rule := func(value string) object {
		return object{"networkAcls": object{"ipRules": []any{object{"value": value}}}}
	}
	for name, c := range map[string]struct {
		properties object
		code       engine.Code
		says       string
	}{
		"retention too short":           {object{"softDeleteRetentionInDays": 6.}, keyvault.CodeBadRequest, "between 7 and 90"},
		"retention too long":            {object{"softDeleteRetentionInDays": 91.}, keyvault.CodeBadRequest, "between 7 and 90"},
		"no soft delete":                {object{"enableSoftDelete": false}, keyvault.CodeBadRequest, "soft delete is enforced"},
		"purge protection off":          {object{"enablePurgeProtection": false}, keyvault.CodeBadRequest, "irreversible"},
		"tenant of another":             {object{"tenantId": other}, keyvault.CodeBadRequest, "is not the tenant"},
		"tenant by name":                {object{"tenantId": "contoso.com"}, keyvault.CodeBadRequest, "not a GUID"},
		"neither roles nor policies":    {object{"enableRbacAuthorization": nil}, keyvault.CodeBadRequest, "accessPolicies is not specified"},
		"roles off, no policies":        {object{"enableRbacAuthorization": false}, keyvault.CodeBadRequest, "accessPolicies is not specified"},
		"policy of another tenant":      {object{"accessPolicies": []any{policy(other)}}, keyvault.CodeBadRequest, "of tenant '" + other},
		"too many policies":             {object{"accessPolicies": crowd}, keyvault.CodeBadRequest, "1025 access policies"},
		"private address":               {rule("10.0.0.1"), keyvault.CodeBadRequest, "private addresses"},
		"private range":                 {rule("192.168.0.0/16"), keyvault.CodeBadRequest, "private addresses"},
		"IPv6":                          {rule("2001:db8::/64"), keyvault.CodeBadRequest, "IPv4"},
		"range that begins in between":  {rule("20.0.0.5/24"), keyvault.CodeBadRequest, "20.0.0.0"},
		"host name":                     {rule("contoso.com"), keyvault.CodeBadRequest, "neither"},
		"tier that is none":             {object{"sku": object{"family": "A", "name": "basic"}}, engine.CodeInvalidRequestContent, "basic"},
		"family that is none":           {object{"sku": object{"family": "B", "name": "standard"}}, engine.CodeInvalidRequestContent, "family"},
		"mode that is none":             {object{"createMode": "purge"}, engine.CodeInvalidRequestContent, "createMode"},
		"property the API has not":      {object{"firewall": true}, engine.CodeInvalidRequestContent, "'properties.firewall' is no property"},
		"recover what nobody deleted":   {object{"createMode": "recover"}, keyvault.CodeSoftDeletedVaultDoesNotExist, "There is no deleted vault"},
		"network rule leads to nothing": {object{"networkAcls": object{"virtualNetworkRules": []any{object{"id": subnetID("gone")}}}}, engine.CodeResourceNotFound, "gone"},
	} {
		t.Run(name, func(t *testing.T) { newWorld(t).refuse(c.code, c.says, vault(c.properties)) })
	}
}

func subnetID(name string) string {
	return azure.SubnetID(azure.ResourceID(own, "rg", "Microsoft.Network/virtualNetworks", "vnet"), name)
}

func TestNetworkRulesNeedAServiceEndpoint(t *testing.T) {
	w := newWorld(t)
	w.make(request(own, "azure-native:network/v20240501:VirtualNetwork", object{"resourceGroupName": "rg", "virtualNetworkName": "vnet",
		"addressSpace": object{"addressPrefixes": []any{"10.0.0.0/16"}}, "subnets": []any{
			object{"name": "with", "addressPrefix": "10.0.0.0/24", "serviceEndpoints": []any{object{"service": "Microsoft.KeyVault"}}},
			object{"name": "without", "addressPrefix": "10.0.1.0/24"},
		}}))
	rules := func(rule object) object {
		return object{"networkAcls": object{"virtualNetworkRules": []any{rule}}}
	}
	w.refuse(keyvault.CodeSubnetsHaveNoServiceEndpoints, "without", vault(rules(object{"id": subnetID("without")})))
	w.make(vault(rules(object{"id": subnetID("with")})))
	_, err := w.Update(ctx, vault(rules(object{"id": subnetID("without"), "ignoreMissingVnetServiceEndpoint": true})))
	assert.NoError(t, err)
}

func TestAddressesAreAnsweredAsRanges(t *testing.T) {
	made := newWorld(t).make(vault(object{"networkAcls": object{"defaultAction": "Deny", "ipRules": []any{
		object{"value": "20.0.0.1"}, object{"value": "20.0.1.0/24"}}}}))
	assert.Equal(t, []any{object{"value": "20.0.0.1/32"}, object{"value": "20.0.1.0/24"}},
		made.Out().At("properties", "networkAcls", "ipRules").Raw())
}

func TestWhatAVaultKeepsForEver(t *testing.T) {
	w := newWorld(t)
	protected := object{"enablePurgeProtection": true, "softDeleteRetentionInDays": 7.}
	w.make(vault(protected))

	_, err := w.Update(ctx, vault(object{"enablePurgeProtection": true, "softDeleteRetentionInDays": 90.}))
	assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%v", err)
	_, err = w.Update(ctx, vault(object{"enablePurgeProtection": false, "softDeleteRetentionInDays": 7.}))
	assert.True(t, engine.HasCode(err, keyvault.CodeBadRequest), "%v", err)
	moved := vault(protected)
	moved.Inputs["location"] = "northeurope"
	_, err = w.Update(ctx, moved)
	assert.True(t, engine.HasCode(err, engine.CodeInvalidResourceLocation), "%v", err)

	left, err := w.Update(ctx, vault(object{"softDeleteRetentionInDays": 7.}))
	require.NoError(t, err)
	assert.True(t, left.Out().At("properties", "enablePurgeProtection").Bool(), "leaving it out does not take it back")
	w.make(named(elsewhere(vault(nil), other, "rg"), "kv-late"))
	_, err = w.Update(ctx, named(elsewhere(vault(object{"enablePurgeProtection": true}), other, "rg"), "kv-late"))
	assert.NoError(t, err, "purge protection may come later")
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range keyvault.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}

func TestNamesReplaceAndNothingElseDoes(t *testing.T) {
	w := newWorld(t)
	for token, want := range map[string][]string{
		"azure-native:keyvault/v20230701:Vault":  {"resourceGroupName", "vaultName"},
		"azure-native:keyvault/v20230701:Secret": {"resourceGroupName", "secretName", "vaultName"},
	} {
		typ, err := w.Lookup(token)
		require.NoError(t, err)
		before, after := object{}, object{}
		for _, property := range []string{"resourceGroupName", "vaultName", "secretName", "properties"} {
			before[property], after[property] = fmt.Sprint(property), fmt.Sprint(property, "-2")
		}
		before["properties"], after["properties"] = object{"createMode": "recover"}, object{"createMode": "default"}
		if strings.HasSuffix(token, ":Vault") {
			delete(before, "secretName")
			delete(after, "secretName")
		}
		assert.Equal(t, want, engine.Replaces(typ.Diff(before, after, nil)), token)
	}
}
