package kubernetesconfiguration_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/storage"
)

const bucket = "configuration.backupStorageLocation.bucket"

// startWithStorage returns an engine with a cluster and a storage account with a container; changes are to their inputs.
func startWithStorage(t *testing.T, cluster, account object) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{containerservice.Service(), kubernetesconfiguration.Service(), resources.Service(), storage.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	put := func(token string, inputs, changes object) {
		inputs["resourceGroupName"], inputs["location"] = "rg", "westeurope"
		maps.Copy(inputs, changes)
		create(t, e, engine.Request{Token: token, Inputs: inputs})
	}
	put(azure.TypeResourceGroup, object{}, nil)
	put("azure-native:containerservice/v20241001:ManagedCluster", object{
		"resourceName": "aks", "dnsPrefix": "aks", "identity": object{"type": "SystemAssigned"},
		"agentPoolProfiles": list{object{"name": "npsystem", "mode": "System", "count": 1.0, "vmSize": "Standard_D4d_v5"}},
	}, cluster)
	put("azure-native:storage/v20240101:StorageAccount", object{"accountName": "stbackup", "kind": "StorageV2", "sku": object{"name": "Standard_ZRS"}}, account)
	create(t, e, engine.Request{Token: "azure-native:storage/v20240101:BlobContainer", Inputs: object{
		"resourceGroupName": "rg", "accountName": "stbackup", "containerName": "backups",
	}})
	return e
}

// backup is the request for the backup extension, with some settings replaced; nil leaves one out.
func backup(changes object) engine.Request {
	const location = "configuration.backupStorageLocation.config."
	settings := object{
		bucket: "backups", location + "storageAccount": "stbackup", location + "resourceGroup": "rg",
		location + "subscriptionId": subscription, location + "useAAD": "true", "credentials.tenantId": provider.Tenant,
	}
	maps.Copy(settings, changes)
	maps.DeleteFunc(settings, func(_ string, v any) bool { return v == nil })
	return flux(object{"extensionName": "backup", "extensionType": "Microsoft.DataProtection.Kubernetes", "scope": nil, "configurationSettings": settings})
}

func TestTheBackupExtensionGetsAnIdentity(t *testing.T) {
	made := create(t, startWithStorage(t, nil, nil), backup(nil))
	identity := made.Out().At("aksAssignedIdentity")
	assert.Equal(t, "SystemAssigned", identity.At("type").Text())
	assert.True(t, azure.IsGUID(identity.At("principalId").Text()))
	assert.Equal(t, provider.Tenant, identity.At("tenantId").Text())
}

func TestRefusedBackupExtensions(t *testing.T) {
	const location = "configuration.backupStorageLocation.config."
	invalid, failed := kubernetesconfiguration.CodeBadRequest, kubernetesconfiguration.CodeExtensionOperationFailed
	off := func(driver string) object { return object{"storageProfile": object{driver: object{"enabled": false}}} }
	for name, c := range map[string]struct {
		cluster, account, settings object
		code                       engine.Code
		message                    string
	}{
		"no container":        {nil, nil, object{bucket: nil}, invalid, "needs the setting '" + bucket + "'"},
		"no account":          {nil, nil, object{location + "storageAccount": nil}, invalid, "config.storageAccount'"},
		"no group":            {nil, nil, object{location + "resourceGroup": nil}, invalid, "config.resourceGroup'"},
		"no subscription":     {nil, nil, object{location + "subscriptionId": nil}, invalid, "config.subscriptionId'"},
		"no tenant":           {nil, nil, object{"credentials.tenantId": nil}, invalid, "credentials.tenantId'"},
		"switch that is none": {nil, nil, object{location + "useAAD": "yes"}, invalid, "not 'yes'"},
		"another account":     {nil, nil, object{location + "storageAccount": "stother"}, invalid, "stother' was not found"},
		"another container":   {nil, nil, object{bucket: "other"}, invalid, "containers/other' was not found"},
		"premium account":     {nil, object{"kind": "BlockBlobStorage", "sku": object{"name": "Premium_ZRS"}}, nil, invalid, "standard general-purpose v2"},
		"account elsewhere":   {nil, object{"location": "northeurope"}, nil, invalid, "are not in the same location"},
		"no disks":            {off("diskCSIDriver"), nil, nil, failed, "without its diskCSIDriver"},
		"no snapshots":        {off("snapshotController"), nil, nil, failed, "without its snapshotController"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := startWithStorage(t, c.cluster, c.account).Create(ctx, backup(c.settings))
			refusal{code: c.code, message: c.message}.requireIn(t, err)
		})
	}
	inNamespace := backup(nil)
	inNamespace.Inputs["scope"] = object{"namespace": object{"targetNamespace": "x"}}
	_, err := startWithStorage(t, nil, nil).Create(ctx, inNamespace)
	refusal{code: invalid, message: "does not support the scope"}.requireIn(t, err)
}

func TestUnknownSettingsOfTheBackupExtensionPass(t *testing.T) {
	e := startWithStorage(t, nil, nil)
	whole := backup(nil)
	whole.Inputs["configurationSettings"] = engine.Unknown
	for _, r := range []engine.Request{whole, backup(object{bucket: engine.Unknown, "configuration.backupStorageLocation.config.useAAD": engine.Unknown})} {
		_, failures, err := e.Check(r)
		require.NoError(t, err)
		assert.Empty(t, failures)
	}
}
