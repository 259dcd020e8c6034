package containerservice_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	backupOperator = "Microsoft.DataProtection/backupVaults/backup-operator"
	bindingToken   = "azure-native:containerservice/v20241001:TrustedAccessRoleBinding"
)

// trusting returns an engine with a public cluster and Backup vaults, the first of which has no identity.
func trusting(t *testing.T, vaults int) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{containerservice.Service(), dataprotection.Service(), resources.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	put := func(token string, inputs object) {
		_, err := e.Create(ctx, engine.Request{Token: token, URN: "urn", Provider: provider, Inputs: inputs})
		require.NoError(t, err)
	}
	put(azure.TypeResourceGroup, object{"resourceGroupName": clusterGroup, "location": "westeurope"})
	put("azure-native:containerservice/v20241001:ManagedCluster", object{
		"resourceGroupName": clusterGroup, "resourceName": "aks-one", "location": "westeurope", "dnsPrefix": "aks", "identity": object{"type": "SystemAssigned"},
		"agentPoolProfiles": list(object{"name": "npsystem", "mode": "System", "count": 1.0, "vmSize": "Standard_D4d_v5"}),
	})
	for i := range vaults {
		inputs := object{
			"resourceGroupName": clusterGroup, "vaultName": fmt.Sprintf("vault%d", i), "location": "westeurope",
			"properties": object{"storageSettings": list(object{"datastoreType": "VaultStore", "type": "GeoRedundant"})},
		}
		if i > 0 {
			inputs["identity"] = object{"type": "SystemAssigned"}
		}
		put("azure-native:dataprotection/v20240401:BackupVault", inputs)
	}
	return e
}

func backupVaultID(i int) string {
	return azure.ResourceID(subscription, clusterGroup, "Microsoft.DataProtection/backupVaults", fmt.Sprintf("vault%d", i))
}

func binding(changes object) engine.Request {
	inputs := object{
		"resourceGroupName": clusterGroup, "resourceName": "aks-one", "trustedAccessRoleBindingName": "backup", "sourceResourceId": backupVaultID(1),
		"roles": list(backupOperator),
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: bindingToken, URN: fmt.Sprintf("urn:%v", inputs["trustedAccessRoleBindingName"]), Provider: provider,
		ID: clusterID + "/trustedAccessRoleBindings/backup", Inputs: inputs}
}

func TestAClusterTrustsAVault(t *testing.T) {
	e := trusting(t, 2)
	made, err := e.Create(ctx, binding(nil))
	require.NoError(t, err)
	want := object{
		"name": "backup", "type": "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", "provisioningState": "Succeeded",
		"roles": list(backupOperator), "sourceResourceId": backupVaultID(1),
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	_, err = e.Update(ctx, binding(object{"roles": list("Microsoft.DataProtection/backupVaults/another")}))
	require.NoError(t, err)
	typ, err := e.Lookup(bindingToken)
	require.NoError(t, err)
	changes := typ.Diff(binding(nil).Inputs, binding(object{"resourceName": "b", "resourceGroupName": "b", "trustedAccessRoleBindingName": "b", "roles": list()}).Inputs, nil)
	assert.Equal(t, []string{"resourceGroupName", "resourceName", "trustedAccessRoleBindingName"}, engine.Replaces(changes))
}

func TestRefusedBindings(t *testing.T) {
	invalid := containerservice.CodeInvalidParameter
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		message string
	}{
		"name":                    {object{"trustedAccessRoleBindingName": "backup_vault"}, engine.CodeInvalidResourceName, "backup_vault"},
		"name of 25":              {object{"trustedAccessRoleBindingName": "a123456789012345678901234"}, engine.CodeInvalidResourceName, "1 to 24"},
		"no roles":                {object{"roles": list()}, invalid, "at least one role"},
		"role of another service": {object{"roles": list("Microsoft.MachineLearningServices/workspaces/mlworkload")}, invalid, "is not for a source of type"},
		"role that is none":       {object{"roles": list("operator")}, invalid, "is not a role"},
		"source that is none":     {object{"sourceResourceId": "vault1"}, invalid, "is not a valid resource ID"},
		"source that is missing":  {object{"sourceResourceId": backupVaultID(7)}, engine.CodeResourceNotFound, "vault7"},
		"source with no identity": {object{"sourceResourceId": backupVaultID(0)}, invalid, "no system-assigned managed identity"},
		"no cluster":              {object{"resourceName": "aks-two"}, engine.CodeParentResourceNotFound, "aks-two"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := trusting(t, 2).Create(ctx, binding(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestBindingsAreFewAndOneForEachSource(t *testing.T) {
	e := trusting(t, 11)
	for i := 1; i <= 8; i++ {
		_, err := e.Create(ctx, binding(object{"trustedAccessRoleBindingName": fmt.Sprintf("b%d", i), "sourceResourceId": backupVaultID(i)}))
		require.NoError(t, err)
	}
	_, err := e.Create(ctx, binding(object{"trustedAccessRoleBindingName": "b9", "sourceResourceId": backupVaultID(9)}))
	require.ErrorContains(t, err, "has 8 trusted access role bindings already")
	_, err = e.Create(ctx, binding(object{"trustedAccessRoleBindingName": "again"}))
	require.ErrorContains(t, err, "is already bound, by 'b1'")
}

func TestASourceStays(t *testing.T) {
	e := trusting(t, 3)
	_, err := e.Create(ctx, binding(nil))
	require.NoError(t, err)
	_, err = e.Update(ctx, binding(object{"sourceResourceId": backupVaultID(2)}))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%v", err)
}

func TestUnknownInputsOfABindingPass(t *testing.T) {
	e := trusting(t, 0)
	for _, changes := range []object{{"roles": engine.Unknown, "sourceResourceId": engine.Unknown}, {"roles": list(engine.Unknown)}, {"sourceResourceId": engine.Unknown}} {
		_, failures, err := e.Check(binding(changes))
		require.NoError(t, err)
		assert.Empty(t, failures)
	}
}
