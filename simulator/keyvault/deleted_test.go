package keyvault_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

func TestAVaultsNameIsGlobal(t *testing.T) {
	w := newWorld(t)
	w.make(vault(nil))
	w.refuse(keyvault.CodeVaultAlreadyExists, "already in use", elsewhere(vault(nil), other, "rg"))
	w.refuse(keyvault.CodeVaultAlreadyExists, "already in use", elsewhere(vault(nil), own, "rg-2"))
	w.make(named(vault(nil), "kv-aks-2"))
}

// This is what a destroy and an up of a development environment meet in Azure.
func TestADeletedVaultKeepsItsName(t *testing.T) {
	for name, remove := range map[string]func(world){
		"vault deleted": func(w world) { w.remove(vault(nil)) },
		"group deleted": func(w world) {
			w.remove(engine.Request{Token: azure.TypeResourceGroup, ID: groupID, Provider: vault(nil).Provider})
			w.make(request(own, azure.TypeResourceGroup, object{"resourceGroupName": "rg", "location": "westeurope"}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.make(vault(nil))
			remove(w)
			_, alive := w.Resource(vaultID)
			require.False(t, alive)

			w.refuse(keyvault.CodeConflictError, "already exists in deleted state", vault(nil))
			w.refuse(keyvault.CodeConflictError, "already exists in deleted state", elsewhere(vault(nil), own, "rg-2"))
			w.refuse(keyvault.CodeVaultAlreadyExists, "already in use", elsewhere(vault(nil), other, "rg"))

			require.NoError(t, w.Erase(deletedID), "purged")
			w.make(vault(nil))
		})
	}
}

func TestADeletedVaultIsRecoveredAsItWas(t *testing.T) {
	w := newWorld(t)
	before := w.make(vault(object{"softDeleteRetentionInDays": 7.}))
	w.make(secret(object{"value": "one"}))
	w.remove(vault(nil))

	recovery := object{"createMode": "recover", "softDeleteRetentionInDays": 7., "publicNetworkAccess": "Disabled"}
	elsewhereInAzure := vault(recovery)
	elsewhereInAzure.Inputs["location"] = "northeurope"
	w.refuse(keyvault.CodeSoftDeletedVaultDoesNotExist, "northeurope", elsewhereInAzure)
	w.refuse(keyvault.CodeSoftDeletedVaultDoesNotExist, "rg-2", elsewhere(vault(recovery), own, "rg-2"))

	after := w.make(vault(recovery))
	assert.Equal(t, before.Outputs["properties"], after.Outputs["properties"], "the service passes over what a recovery asks for")
	back, ok := w.Resource(secretID)
	require.True(t, ok, "secrets come back with their vault")
	assert.Equal(t, "https://kv-aks.vault.azure.net/secrets/cert", back.Out().At("properties", "secretUri").Text())
	_, kept := w.Resource(deletedID)
	assert.False(t, kept)
	_, err := w.Create(ctx, secret(object{"value": "one"}))
	assert.ErrorContains(t, err, "cannot create already existing resource", "as azure-native says of what is there already")

	recovery["tags"] = nil
	_, err = w.Update(ctx, vault(recovery))
	assert.True(t, engine.HasCode(err, keyvault.CodeSoftDeletedVaultDoesNotExist), "a live vault cannot be recovered: %v", err)
	delete(recovery, "createMode")
	closed, err := w.Update(ctx, vault(recovery))
	require.NoError(t, err)
	assert.Equal(t, "Disabled", closed.Out().At("properties", "publicNetworkAccess").Text())
}

// calendar is a clock that the test moves; nothing else takes time on it.
type calendar struct{ today time.Duration }

func (c *calendar) Elapsed() time.Duration                     { return c.today }
func (c *calendar) Sleep(context.Context, time.Duration) error { return nil }
func (c *calendar) Active()                                    {}

const day = 24 * time.Hour

func TestRetentionEndsByItself(t *testing.T) {
	path, clock := filepath.Join(t.TempDir(), "azure.db"), &calendar{}
	open := func() world {
		e, err := engine.New(engine.Options{Store: path, Clock: clock, Services: []*engine.Service{resources.Service(), keyvault.Service()}})
		require.NoError(t, err)
		return world{t, e}
	}
	w := open()
	w.make(request(own, azure.TypeResourceGroup, object{"resourceGroupName": "rg", "location": "westeurope"}))
	w.make(vault(object{"softDeleteRetentionInDays": 7.}))
	w.make(secret(object{"value": "one"}))
	w.remove(secret(nil))
	w.refuse(keyvault.CodeConflict, "deleted but recoverable", secret(object{"value": "one"}))
	clock.today += 7 * day
	w.make(secret(object{"value": "one"}))

	w.remove(vault(nil))
	clock.today += 7*day - time.Second
	w.refuse(keyvault.CodeConflictError, "deleted state", vault(nil))
	require.NoError(t, w.Close())

	clock.today = 0 // a new run counts from where the last one ended
	w = open()
	w.refuse(keyvault.CodeConflictError, "deleted state", vault(nil))
	clock.today += day
	w.refuse(keyvault.CodeSoftDeletedVaultDoesNotExist, "no deleted vault", vault(object{"createMode": "recover"}))
	w.make(vault(nil))
	_, kept := w.Resource(deletedID)
	assert.False(t, kept, "what time has purged is gone")
	require.NoError(t, w.Close())
}
