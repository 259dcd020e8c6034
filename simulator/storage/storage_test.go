package storage_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/storage"
)

type (
	object = map[string]any
	list   = []any
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}

	accountID = azure.ResourceID(subscription, "rg", "Microsoft.Storage/storageAccounts", "stbackup")
	blobsID   = accountID + "/blobServices/default"
)

// start returns an engine with two groups.
func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), storage.Service()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, group := range []string{"rg", "rg2"} {
		create(t, e, engine.Request{Token: azure.TypeResourceGroup, Inputs: object{"resourceGroupName": group, "location": "westeurope"}})
	}
	return e
}

func create(t *testing.T, e *engine.Engine, r engine.Request) *engine.Resource {
	t.Helper()
	r.Provider, r.URN = provider, "urn"
	made, err := e.Create(ctx, r)
	require.NoError(t, err)
	return made
}

// with returns inputs with some of them replaced; nil leaves one out.
func with(inputs, changes object) object {
	all := maps.Clone(inputs)
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

func account(changes object) engine.Request {
	return engine.Request{Token: "azure-native:storage/v20240101:StorageAccount", Provider: provider, ID: accountID, URN: "urn:account",
		Inputs: with(object{
			"resourceGroupName": "rg", "accountName": "stbackup", "location": "westeurope", "kind": "StorageV2",
			"sku": object{"name": "Standard_ZRS"},
		}, changes)}
}

func blobs(changes object) engine.Request {
	return engine.Request{Token: "azure-native:storage/v20240101:BlobServiceProperties", Provider: provider, ID: blobsID, URN: "urn:blobs",
		Inputs: with(object{
			"resourceGroupName": "rg", "accountName": "stbackup", "blobServicesName": "default", "isVersioningEnabled": true,
			"deleteRetentionPolicy": object{"enabled": true, "days": 14.0},
		}, changes)}
}

func container(changes object) engine.Request {
	return engine.Request{Token: "azure-native:storage/v20240101:BlobContainer", Provider: provider, ID: blobsID + "/containers/backups",
		URN: "urn:container", Inputs: with(object{"resourceGroupName": "rg", "accountName": "stbackup", "containerName": "backups"}, changes)}
}

// refusal is a case of a table: what is changed, and how it is refused.
type refusal struct {
	changes object
	code    engine.Code
	message string
}

func (r refusal) requireIn(t *testing.T, err error) {
	t.Helper()
	require.Error(t, err)
	if r.code.Name != "" {
		assert.True(t, engine.HasCode(err, r.code), "want %s, got %v", r.code.Name, err)
	}
	assert.Contains(t, err.Error(), r.message)
}

// fits fails when the answer holds what the published SDK has no place for.
func fits(t *testing.T, e *engine.Engine, token string, outputs object) {
	t.Helper()
	typ, err := e.Lookup(strings.Replace(token, "storage:", "storage/v20240101:", 1))
	require.NoError(t, err)
	assert.Empty(t, typ.Misplaced(outputs))
}

func TestAnAccountIsCreatedWithTheServicesDefaults(t *testing.T) {
	e := start(t)
	made := create(t, e, account(object{"location": "West Europe", "sku": object{"name": "Standard_GRS"}, "tags": object{"owner": "me"},
		"identity": object{"type": "SystemAssigned"}}))
	assert.Equal(t, accountID, made.ID)
	const at = "2026-01-05T08:00:00Z"
	service := object{"enabled": true, "keyType": "Account", "lastEnabledTime": at}
	want := object{
		"name": "stbackup", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope", "provisioningState": "Succeeded",
		"kind": "StorageV2", "sku": object{"name": "Standard_GRS", "tier": "Standard"}, "tags": object{"owner": "me"}, "accessTier": "Hot",
		"allowBlobPublicAccess": false, "minimumTlsVersion": "TLS1_0", "enableHttpsTrafficOnly": true,
		"identity":       object{"type": "SystemAssigned", "principalId": made.Out().At("identity", "principalId").Text(), "tenantId": provider.Tenant},
		"encryption":     object{"keySource": "Microsoft.Storage", "services": object{"blob": service, "file": service}},
		"networkRuleSet": object{"bypass": "AzureServices", "defaultAction": "Allow", "ipRules": list{}, "resourceAccessRules": list{}, "virtualNetworkRules": list{}},
		"creationTime":   at, "keyCreationTime": object{"key1": at, "key2": at}, "privateEndpointConnections": list{},
		"primaryLocation": "westeurope", "secondaryLocation": "northeurope", "statusOfPrimary": "available", "statusOfSecondary": "available",
		"primaryEndpoints": object{
			"blob": "https://stbackup.blob.core.windows.net/", "dfs": "https://stbackup.dfs.core.windows.net/",
			"file": "https://stbackup.file.core.windows.net/", "queue": "https://stbackup.queue.core.windows.net/",
			"table": "https://stbackup.table.core.windows.net/", "web": "https://stbackup.z6.web.core.windows.net/",
		},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	assert.True(t, azure.IsGUID(made.Out().At("identity", "principalId").Text()))
	fits(t, e, azure.TypeStorageAccount, made.Outputs)
}

func TestRefusedAccounts(t *testing.T) {
	invalid := storage.CodeInvalidProperty
	policy := func(p object) object {
		return object{"immutableStorageWithVersioning": object{"enabled": true, "immutabilityPolicy": p}}
	}
	rule := func(address string) object {
		return object{"networkRuleSet": object{"defaultAction": "Deny", "ipRules": list{object{"iPAddressOrRange": address}}}}
	}
	many := list{}
	for range 401 {
		many = append(many, object{"iPAddressOrRange": "8.8.8.8"})
	}
	for name, c := range map[string]refusal{
		"name":                         {object{"accountName": "st-backup"}, engine.CodeInvalidResourceName, "st-backup"},
		"zones where there are none":   {object{"location": "westus"}, storage.CodeRedundancyNotAvailable, "'Standard_ZRS' is not available in 'westus'"},
		"zones and pair without zones": {object{"location": "westus", "sku": object{"name": "Standard_GZRS"}}, storage.CodeRedundancyNotAvailable, "westus"},
		"pair where there is none":     {object{"location": "polandcentral", "sku": object{"name": "Standard_RAGRS"}}, storage.CodeRedundancyNotAvailable, "polandcentral"},
		"SKU that is none":             {object{"sku": object{"name": "Standard_XRS"}}, engine.CodeInvalidRequestContent, "Standard_XRS"},
		"kind that is none":            {object{"kind": "StorageV3"}, engine.CodeInvalidRequestContent, "StorageV3"},
		"kind left out":                {object{"kind": nil}, engine.Code{}, "kind"},
		"kind for premium":             {object{"kind": "FileStorage"}, invalid, "'FileStorage' are not available with the SKU 'Standard_ZRS'"},
		"premium zones":                {object{"sku": object{"name": "Premium_ZRS"}}, invalid, "'StorageV2' are not available with the SKU 'Premium_ZRS'"},
		"old kind in zones":            {object{"kind": "BlobStorage", "accessTier": "Hot"}, invalid, "BlobStorage"},
		"old kind without tier":        {object{"kind": "BlobStorage", "sku": object{"name": "Standard_LRS"}}, invalid, "accessTier"},
		"TLS that is none":             {object{"minimumTlsVersion": "1.2"}, engine.CodeInvalidRequestContent, "1.2"},
		"property that is none":        {object{"supportsHttpsTrafficOnly": true}, engine.CodeInvalidRequestContent, "is no property"},
		"bypass that is none":          {object{"networkRuleSet": object{"defaultAction": "Deny", "bypass": "AzureServices, Anyone"}}, storage.CodeInvalidValues, "Anyone"},
		"private address":              {rule("10.0.0.1"), storage.CodeInvalidValues, "10.0.0.1"},
		"private range":                {rule("192.168.0.0/16"), storage.CodeInvalidValues, "192.168.0.0/16"},
		"range of two":                 {rule("8.8.8.0/31"), storage.CodeInvalidValues, "8.8.8.0/31"},
		"range off its start":          {rule("8.8.8.1/24"), storage.CodeInvalidValues, "8.8.8.1/24"},
		"address that is none":         {rule("everywhere"), storage.CodeInvalidValues, "everywhere"},
		"401 addresses":                {object{"networkRuleSet": object{"defaultAction": "Deny", "ipRules": many}}, storage.CodeInvalidValues, "at most 400"},
		"0 days":                       {policy(object{"immutabilityPeriodSinceCreationInDays": 0.0}), invalid, "between 1 and 146000"},
		"146001 days":                  {policy(object{"immutabilityPeriodSinceCreationInDays": 146001.0}), invalid, "between 1 and 146000"},
		"locked from the start":        {policy(object{"state": "Locked"}), invalid, "Disabled or Unlocked"},
		"policy without the switch":    {object{"immutableStorageWithVersioning": object{"immutabilityPolicy": object{"state": "Unlocked"}}}, invalid, "needs immutableStorageWithVersioning"},
		"immutable folders":            {object{"isHnsEnabled": true, "immutableStorageWithVersioning": object{"enabled": true}}, invalid, "isHnsEnabled"},
		"immutable NFS":                {object{"enableNfsV3": true, "immutableStorageWithVersioning": object{"enabled": true}}, invalid, "enableNfsV3"},
		"own key without a key":        {object{"encryption": object{"keySource": "Microsoft.Keyvault"}}, invalid, "keyVaultProperties"},
		"tag of 129":                   {object{"tags": object{strings.Repeat("t", 129): "v"}}, engine.CodeInvalidTags, "128"},
		"group that is none":           {object{"resourceGroupName": "rg3"}, engine.CodeResourceGroupNotFound, "rg3"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, account(c.changes))
			c.requireIn(t, err)
		})
	}
}

func TestAllowedAccounts(t *testing.T) {
	for name, changes := range map[string]object{
		"zones and pair":    {"sku": object{"name": "Standard_GZRS"}},
		"pair, no zones":    {"location": "westus", "sku": object{"name": "Standard_GRS"}},
		"premium blocks":    {"kind": "BlockBlobStorage", "sku": object{"name": "Premium_ZRS"}},
		"premium pages":     {"sku": object{"name": "Premium_LRS"}},
		"own tier":          {"kind": "BlobStorage", "accessTier": "Cool", "sku": object{"name": "Standard_LRS"}},
		"bypass of several": {"networkRuleSet": object{"defaultAction": "Deny", "bypass": "Logging, Metrics"}},
		"addresses":         {"networkRuleSet": object{"defaultAction": "Deny", "ipRules": list{object{"iPAddressOrRange": "8.8.8.0/30"}, object{"iPAddressOrRange": "9.9.9.9"}}}},
		"immutable":         {"immutableStorageWithVersioning": object{"enabled": true, "immutabilityPolicy": object{"state": "Unlocked", "immutabilityPeriodSinceCreationInDays": 146000.0}}},
		"unknown": {"sku": object{"name": engine.Unknown}, "location": engine.Unknown, "kind": engine.Unknown, "networkRuleSet": engine.Unknown,
			"immutableStorageWithVersioning": engine.Unknown, "encryption": engine.Unknown, "tags": engine.Unknown, "accountName": engine.Unknown},
		"unknown inside": {"networkRuleSet": object{"defaultAction": "Deny", "bypass": engine.Unknown, "ipRules": list{object{"iPAddressOrRange": engine.Unknown}}},
			"immutableStorageWithVersioning": object{"enabled": engine.Unknown, "immutabilityPolicy": object{"state": "Unlocked"}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := start(t).Check(account(changes))
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestAccountNamesAreUniqueInAzure(t *testing.T) {
	e := start(t)
	create(t, e, account(nil))
	_, err := e.Create(ctx, account(object{"resourceGroupName": "rg2"}))
	refusal{code: storage.CodeStorageAccountAlreadyTaken, message: "stbackup is already taken"}.requireIn(t, err)
}

func TestChangesOfAnAccount(t *testing.T) {
	e := start(t)
	create(t, e, account(object{"encryption": object{"requireInfrastructureEncryption": true}}))
	refused := engine.CodePropertyChangeNotAllowed
	for name, c := range map[string]refusal{
		"second layer off": {object{"encryption": object{"requireInfrastructureEncryption": false}}, refused, "requireInfrastructureEncryption"},
		"immutable later": {object{"encryption": object{"requireInfrastructureEncryption": true}, "immutableStorageWithVersioning": object{"enabled": true}},
			refused, "immutableStorageWithVersioning.enabled"},
		"kind": {object{"encryption": object{"requireInfrastructureEncryption": true}, "kind": "Storage"}, storage.CodeInvalidProperty, "cannot be changed to 'Storage'"},
		"zones for a region": {object{"encryption": object{"requireInfrastructureEncryption": true}, "sku": object{"name": "Standard_GRS"}},
			storage.CodeInvalidProperty, "in one step"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := e.Update(ctx, account(c.changes))
			c.requireIn(t, err)
		})
	}
	changed, err := e.Update(ctx, account(object{"encryption": object{"requireInfrastructureEncryption": true}, "sku": object{"name": "Standard_GZRS"},
		"minimumTlsVersion": "TLS1_2"}))
	require.NoError(t, err)
	assert.Equal(t, "northeurope", changed.Outputs["secondaryLocation"])
	typ, err := e.Lookup("azure-native:storage/v20240101:StorageAccount")
	require.NoError(t, err)
	changes := typ.Diff(account(nil).Inputs, account(object{"location": "northeurope", "isHnsEnabled": true, "accountName": "other", "kind": "Storage"}).Inputs, nil)
	assert.Equal(t, []string{"accountName", "isHnsEnabled", "location"}, engine.Replaces(changes))
}

func TestSettingsOfTheBlobService(t *testing.T) {
	e := start(t)
	create(t, e, account(nil))
	made := create(t, e, blobs(nil))
	want := object{
		"name": "default", "type": "Microsoft.Storage/storageAccounts/blobServices", "isVersioningEnabled": true, "cors": object{"corsRules": list{}},
		"deleteRetentionPolicy": object{"enabled": true, "days": 14.0}, "sku": object{"name": "Standard_ZRS", "tier": "Standard"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	fits(t, e, azure.TypeBlobServiceProperties, made.Outputs)
}

func TestRefusedSettingsOfTheBlobService(t *testing.T) {
	invalid := storage.CodeInvalidProperty
	restore := func(days float64, changes object) object {
		return with(object{"changeFeed": object{"enabled": true}, "restorePolicy": object{"enabled": true, "days": days}}, changes)
	}
	for name, c := range map[string]struct {
		account object
		refusal
	}{
		"another service":     {nil, refusal{object{"blobServicesName": "blobs"}, engine.CodeInvalidResourceName, "blobs"}},
		"kept for 0 days":     {nil, refusal{object{"deleteRetentionPolicy": object{"enabled": true, "days": 0.0}}, invalid, "between 1 and 365"}},
		"kept for 366 days":   {nil, refusal{object{"containerDeleteRetentionPolicy": object{"enabled": true, "days": 366.0}}, invalid, "between 1 and 365"}},
		"kept without days":   {nil, refusal{object{"deleteRetentionPolicy": object{"enabled": true}}, invalid, "days must be given"}},
		"feed for 0 days":     {nil, refusal{object{"changeFeed": object{"retentionInDays": 0.0}}, invalid, "between 1 and 146000"}},
		"containers for good": {nil, refusal{object{"containerDeleteRetentionPolicy": object{"enabled": true, "days": 7.0, "allowPermanentDelete": true}}, invalid, "blobs only"}},
		"restore, no feed":    {nil, refusal{restore(7, object{"changeFeed": nil}), invalid, "changeFeed.enabled"}},
		"restore, no version": {nil, refusal{restore(7, object{"isVersioningEnabled": false}), invalid, "isVersioningEnabled"}},
		"restore, not kept":   {nil, refusal{restore(7, object{"deleteRetentionPolicy": object{"enabled": false}}), invalid, "deleteRetentionPolicy.enabled"}},
		"restore too far":     {nil, refusal{restore(14, nil), invalid, "fewer than the 14 days"}},
		"restore and remove":  {nil, refusal{restore(7, object{"deleteRetentionPolicy": object{"enabled": true, "days": 14.0, "allowPermanentDelete": true}}), invalid, "allowPermanentDelete"}},
		"versions of folders": {object{"isHnsEnabled": true}, refusal{nil, invalid, "hierarchical namespace"}},
		"immutable, no versions": {object{"immutableStorageWithVersioning": object{"enabled": true}},
			refusal{object{"isVersioningEnabled": false}, storage.CodeConflict, "immutable by version"}},
		"immutable, restored": {object{"immutableStorageWithVersioning": object{"enabled": true}}, refusal{restore(7, nil), storage.CodeConflict, "restore policy"}},
		"no account":          {nil, refusal{object{"accountName": "stother"}, engine.CodeParentResourceNotFound, "stother"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			create(t, e, account(c.account))
			_, err := e.Create(ctx, blobs(c.changes))
			c.requireIn(t, err)
		})
	}
}

func TestAContainerIsCreatedWithTheServicesDefaults(t *testing.T) {
	e := start(t)
	create(t, e, account(nil))
	made := create(t, e, container(object{"metadata": object{"k": "v"}}))
	assert.Equal(t, blobsID+"/containers/backups", made.ID)
	want := object{
		"name": "backups", "type": "Microsoft.Storage/storageAccounts/blobServices/containers", "etag": made.Outputs["etag"], "publicAccess": "None",
		"metadata": object{"k": "v"}, "defaultEncryptionScope": "$account-encryption-key", "denyEncryptionScopeOverride": false,
		"lastModifiedTime": "2026-01-05T08:00:00Z", "deleted": false, "hasImmutabilityPolicy": false, "hasLegalHold": false,
		"leaseState": "Available", "leaseStatus": "Unlocked", "remainingRetentionDays": 0.0,
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	fits(t, e, azure.TypeBlobContainer, made.Outputs)
}

func TestRefusedContainers(t *testing.T) {
	immutable := object{"immutableStorageWithVersioning": object{"enabled": true}}
	for name, c := range map[string]struct {
		account object
		refusal
	}{
		"name":                {nil, refusal{object{"containerName": "Backups"}, engine.CodeInvalidResourceName, "Backups"}},
		"name of the account": {nil, refusal{object{"accountName": "st_backup"}, engine.CodeInvalidResourceName, "st_backup"}},
		"no account":          {nil, refusal{object{"accountName": "stother"}, engine.CodeParentResourceNotFound, "stother"}},
		"no group":            {nil, refusal{object{"resourceGroupName": "rg3"}, engine.CodeResourceGroupNotFound, "rg3"}},
		"open":                {nil, refusal{object{"publicAccess": "Blob"}, storage.CodePublicAccessNotPermitted, "Public access is not permitted"}},
		"immutable too early": {nil, refusal{immutable, storage.CodeConflict, "needs versioning"}},
		"files":               {object{"kind": "FileStorage", "sku": object{"name": "Premium_LRS"}}, refusal{nil, storage.CodeInvalidProperty, "holds no blobs"}},
		"scope for all":       {nil, refusal{object{"denyEncryptionScopeOverride": true}, storage.CodeInvalidProperty, "needs a defaultEncryptionScope"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			create(t, e, account(c.account))
			_, err := e.Create(ctx, container(c.changes))
			c.requireIn(t, err)
		})
	}
}

func TestContainersThatAreImmutable(t *testing.T) {
	immutable := object{"immutableStorageWithVersioning": object{"enabled": true}}
	t.Run("by themselves", func(t *testing.T) {
		e := start(t)
		create(t, e, account(nil))
		create(t, e, blobs(nil))
		create(t, e, container(immutable))
		_, err := e.Update(ctx, container(nil))
		refusal{code: engine.CodePropertyChangeNotAllowed, message: "immutableStorageWithVersioning"}.requireIn(t, err)
		_, err = e.Update(ctx, blobs(object{"isVersioningEnabled": false}))
		refusal{code: storage.CodeConflict, message: "'backups' is immutable"}.requireIn(t, err)
	})
	t.Run("with the account", func(t *testing.T) {
		e := start(t)
		create(t, e, account(immutable))
		made := create(t, e, container(nil))
		assert.True(t, made.Out().At("immutableStorageWithVersioning", "enabled").Bool())
	})
}

func TestAContainerOpensWhereTheAccountAllowsIt(t *testing.T) {
	e := start(t)
	create(t, e, account(object{"allowBlobPublicAccess": true}))
	assert.Equal(t, "Container", create(t, e, container(object{"publicAccess": "Container"})).Outputs["publicAccess"])
}

func TestSettingsOutliveTheContainers(t *testing.T) {
	e := start(t)
	create(t, e, account(nil))
	create(t, e, blobs(nil))
	create(t, e, container(nil))
	refusal{code: engine.CodeCannotDeleteResource, message: "containers/backups"}.requireIn(t, e.Delete(ctx, blobs(nil)))
	require.NoError(t, e.Delete(ctx, container(nil)))
	require.NoError(t, e.Delete(ctx, blobs(nil)))
	create(t, e, container(nil))
	require.NoError(t, e.Delete(ctx, account(nil)))
	_, still := e.Resource(blobsID + "/containers/backups")
	assert.False(t, still, "goes with the account")
}

func TestTheAccountReplacesAContainer(t *testing.T) {
	typ, err := start(t).Lookup("azure-native:storage/v20240101:BlobContainer")
	require.NoError(t, err)
	changes := typ.Diff(container(nil).Inputs, container(object{"accountName": "other", "containerName": "other", "resourceGroupName": "rg2",
		"metadata": object{"k": "v"}}).Inputs, nil)
	assert.Equal(t, []string{"accountName", "containerName", "resourceGroupName"}, engine.Replaces(changes))
	assert.Contains(t, changes, "metadata")
}
