package keyvault_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
)

func TestASecretIsAnsweredWithoutItsValue(t *testing.T) {
	w := newWorld(t)
	w.make(vault(nil))
	made := w.make(secret(object{"value": "hush", "contentType": "text/plain", "attributes": object{"expires": 1800000000.}}))
	assert.Equal(t, secretID, made.ID)
	version := made.Out().At("properties", "secretUriWithVersion").Text()
	assert.Regexp(t, `^https://kv-aks\.vault\.azure\.net/secrets/cert/[0-9a-f]{32}$`, version)
	begun := made.Out().At("properties", "attributes", "created").Raw()
	assert.Equal(t, object{
		"name": "cert", "type": "Microsoft.KeyVault/vaults/secrets", "location": "westeurope",
		"properties": object{
			"contentType": "text/plain", "secretUri": "https://kv-aks.vault.azure.net/secrets/cert", "secretUriWithVersion": version,
			"attributes": object{"enabled": true, "expires": 1800000000., "created": begun, "updated": begun},
		},
	}, made.Outputs)
	text, err := json.Marshal(made.Outputs)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "hush")

	read, err := w.Read(ctx, secret(nil))
	require.NoError(t, err)
	assert.NotContains(t, read.Out().At("properties").Keys(), "value")
}

func TestOnlyANewValueMakesANewVersion(t *testing.T) {
	w := newWorld(t)
	w.make(vault(nil))
	address := func(properties object) (plain, version string) {
		r, err := w.Update(ctx, secret(properties))
		require.NoError(t, err)
		return r.Out().At("properties", "secretUri").Text(), r.Out().At("properties", "secretUriWithVersion").Text()
	}
	plain1, one := address(object{"value": "one"})
	plain2, same := address(object{"value": "one", "attributes": object{"enabled": false}})
	plain3, two := address(object{"value": "two"})
	assert.Equal(t, one, same)
	assert.NotEqual(t, one, two)
	assert.Equal(t, []string{plain1, plain1}, []string{plain2, plain3})
}

func TestRefusedSecrets(t *testing.T) {
	tags := object{}
	for _, letter := range strings.Split("abcdefghijklmnop", "") {
		tags[letter] = "x"
	}
	for name, c := range map[string]struct {
		change func(inputs, properties object)
		code   engine.Code
		says   string
	}{
		"no value":            {func(_, p object) { delete(p, "value") }, engine.Code{}, "missing required property 'properties.value'"},
		"value too long":      {func(_, p object) { p["value"] = strings.Repeat("x", 25*1024+1) }, keyvault.CodeBadRequest, "25601 bytes"},
		"content type":        {func(_, p object) { p["contentType"] = strings.Repeat("x", 256) }, keyvault.CodeBadRequest, "256 characters"},
		"ends before":         {func(_, p object) { p["attributes"] = object{"notBefore": 10., "expires": 10.} }, keyvault.CodeBadRequest, "expires at 10"},
		"tags":                {func(i, _ object) { i["tags"] = tags }, keyvault.CodeBadRequest, "16 tags"},
		"name":                {func(i, _ object) { i["secretName"] = "a_b" }, engine.CodeInvalidResourceName, "a_b"},
		"vault is not there":  {func(i, _ object) { i["vaultName"] = "kv-gone" }, engine.CodeParentResourceNotFound, "kv-gone"},
		"unknown property":    {func(_, p object) { p["version"] = "1" }, engine.CodeInvalidRequestContent, "'properties.version' is no property"},
		"answer used as args": {func(_, p object) { p["secretUri"] = "https://x" }, engine.CodeInvalidRequestContent, "'properties.secretUri' is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(vault(nil))
			r := secret(object{"value": "hush"})
			c.change(r.Inputs, r.Inputs["properties"].(object))
			_, err := w.Create(ctx, r)
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.ErrorContains(t, err, c.says)
			assert.NotContains(t, err.Error(), "hush")
		})
	}
}

func TestTheFirewallDecidesWhoDeletesASecret(t *testing.T) {
	for name, c := range map[string]struct {
		vault object
		says  string
	}{
		"open":                  {object{}, ""},
		"firewall lets some in": {object{"networkAcls": object{"defaultAction": "Deny", "ipRules": []any{object{"value": "20.0.0.1"}}}}, ""},
		"firewall lets all in":  {object{"networkAcls": object{"defaultAction": "Allow"}}, ""},
		"firewall":              {object{"networkAcls": object{"defaultAction": "Deny"}}, "ForbiddenByFirewall"},
		"private":               {object{"publicNetworkAccess": "Disabled"}, "ForbiddenByConnection"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(vault(c.vault))
			w.make(secret(object{"value": "hush"}))
			err := w.Delete(ctx, secret(nil))
			if c.says == "" {
				require.NoError(t, err)
				w.refuse(keyvault.CodeConflict, "deleted but recoverable", secret(object{"value": "hush"}))
				return
			}
			assert.True(t, engine.HasCode(err, keyvault.CodeForbidden), "%v", err)
			assert.ErrorContains(t, err, c.says)
			assert.NoError(t, w.Delete(ctx, vault(nil)), "the vault goes with all that is in it")
		})
	}
}
