package dataprotection_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// empty returns an engine with a group and nothing else.
func empty(t *testing.T) *engine.Engine {
	t.Helper()
	p := newPlatform(t)
	p.steps = p.steps[:1]
	return p.build().Engine
}

func TestAVaultIsCreatedWithTheServicesDefaults(t *testing.T) {
	e := empty(t)
	made := create(t, e, vault(nil))
	principal := made.Out().At("identity", "principalId").Text()
	assert.True(t, azure.IsGUID(principal))
	want := object{
		"name": "bvault", "type": "Microsoft.DataProtection/backupVaults", "location": "westeurope",
		"identity": object{"type": "SystemAssigned", "principalId": principal, "tenantId": tenant},
		"properties": object{
			"storageSettings":    list{object{"datastoreType": "VaultStore", "type": "GeoRedundant"}},
			"monitoringSettings": object{"azureMonitorAlertSettings": object{"alertsForAllJobFailures": "Enabled"}},
			"securitySettings": object{
				"immutabilitySettings": object{"state": "Disabled"}, "softDeleteSettings": object{"state": "On", "retentionDurationInDays": 14.0},
			},
			"isVaultProtectedByResourceGuard": false, "provisioningState": "Succeeded",
		},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	fits(t, e, azureVault, made.Outputs)
}

func setting(redundancy string) object {
	return object{"storageSettings": list{object{"datastoreType": "VaultStore", "type": redundancy}}}
}

func TestRefusedVaults(t *testing.T) {
	bad := dataprotection.CodeBadRequest
	days := func(n float64) object {
		return object{"securitySettings": object{"softDeleteSettings": object{"state": "On", "retentionDurationInDays": n}}}
	}
	for name, c := range map[string]struct {
		location string
		refusal
	}{
		"no storage":              {"westeurope", refusal{object{"storageSettings": nil}, engine.Code{}, "storageSettings"}},
		"two storages":            {"westeurope", refusal{object{"storageSettings": list{object{"datastoreType": "VaultStore"}, object{"datastoreType": "VaultStore"}}}, bad, "2 were given"}},
		"another store":           {"westeurope", refusal{object{"storageSettings": list{object{"datastoreType": "ArchiveStore", "type": "GeoRedundant"}}}, bad, "ArchiveStore"}},
		"redundancy that is none": {"westeurope", refusal{setting("Redundant"), engine.CodeInvalidRequestContent, "Redundant"}},
		"no pair":                 {"polandcentral", refusal{nil, bad, "'GeoRedundant' is not available in the region 'polandcentral'"}},
		"no zones":                {"westus", refusal{setting("ZoneRedundant"), bad, "'ZoneRedundant' is not available in the region 'westus'"}},
		"restore without copies":  {"westeurope", refusal{with(setting("ZoneRedundant"), object{"featureSettings": object{"crossRegionRestoreSettings": object{"state": "Enabled"}}}), bad, "geo-redundant"}},
		"13 days":                 {"westeurope", refusal{days(13), bad, "between 14 and 180"}},
		"181 days":                {"westeurope", refusal{days(181), bad, "between 14 and 180"}},
		"state that is none":      {"westeurope", refusal{object{"securitySettings": object{"immutabilitySettings": object{"state": "Frozen"}}}, engine.CodeInvalidRequestContent, "Frozen"}},
		"property that is none":   {"westeurope", refusal{object{"redundancy": "GeoRedundant"}, engine.CodeInvalidRequestContent, "is no property"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := vault(c.changes)
			r.Inputs["location"] = c.location
			_, err := empty(t).Create(ctx, r)
			c.requireIn(t, err)
		})
	}
	unnamed := vault(nil)
	unnamed.Inputs["vaultName"] = "1vault"
	_, err := empty(t).Create(ctx, unnamed)
	refusal{code: engine.CodeInvalidResourceName, message: "1vault"}.requireIn(t, err)
}

func TestWhatAVaultCannotTakeBack(t *testing.T) {
	for name, c := range map[string]struct{ before, after object }{
		"lock":             {object{"securitySettings": object{"immutabilitySettings": object{"state": "Locked"}}}, object{"securitySettings": object{"immutabilitySettings": object{"state": "Unlocked"}}}},
		"soft delete":      {object{"securitySettings": object{"softDeleteSettings": object{"state": "AlwaysOn"}}}, object{"securitySettings": object{"softDeleteSettings": object{"state": "On"}}}},
		"restore anywhere": {object{"featureSettings": object{"crossRegionRestoreSettings": object{"state": "Enabled"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			e := empty(t)
			create(t, e, vault(c.before))
			_, err := e.Update(ctx, vault(c.after))
			refusal{code: dataprotection.CodeConflict, message: "cannot be taken back"}.requireIn(t, err)
		})
	}
	e := empty(t)
	create(t, e, vault(object{"securitySettings": object{"immutabilitySettings": object{"state": "Unlocked"}}}))
	_, err := e.Update(ctx, vault(setting("ZoneRedundant")))
	refusal{code: engine.CodePropertyChangeNotAllowed, message: "storageSettings"}.requireIn(t, err)
	_, err = e.Update(ctx, vault(nil))
	require.NoError(t, err, "an unlocked immutability ends")
}

func TestAPolicyIsTakenAsItIs(t *testing.T) {
	e := empty(t)
	create(t, e, vault(nil))
	made := create(t, e, policy(nil))
	want := object{"name": "aks", "type": "Microsoft.DataProtection/backupVaults/backupPolicies", "properties": policy(nil).Inputs["properties"]}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	fits(t, e, azurePolicy, made.Outputs)
	_, err := e.Update(ctx, policy(list{
		schedule(list{"R/2024-01-01T00:00:00+00:00/PT4H"}, tag("Default", true)), retention("Default", true, lifecycle("OperationalStore", "P8D")),
	}))
	refusal{code: engine.CodePropertyChangeNotAllowed, message: "properties"}.requireIn(t, err)
}

func TestRefusedPolicies(t *testing.T) {
	const every4 = "R/2024-01-01T00:00:00+00:00/PT4H"
	kept := retention("Default", true, lifecycle("OperationalStore", "P7D"))
	def := tag("Default", true)
	timed := func(times ...any) list { return list{schedule(times, def), kept} }
	lasts := func(lifecycles ...any) list {
		return list{schedule(list{every4}, def), retention("Default", true, lifecycles...)}
	}
	inVault := schedule(list{every4}, def)
	inVault["dataStore"] = store("VaultStore")
	for name, c := range map[string]struct {
		rules   list
		message string
	}{
		"no schedule":         {list{kept}, "Exactly one AzureBackupRule is required, not 0"},
		"two schedules":       {list{schedule(list{every4}, def), schedule(list{every4}, def), kept}, "not 2"},
		"every 5 hours":       {timed("R/2024-01-01T00:00:00+00:00/PT5H"), "is not an interval"},
		"every week":          {timed("R/2024-01-01T00:00:00+00:00/P1W"), "is not an interval"},
		"start that is none":  {timed("R/January/PT4H"), "The start 'January' is not a time"},
		"two intervals":       {timed(every4, every4), "Exactly one repeating time interval"},
		"made in the vault":   {list{inVault, kept}, "made in the OperationalStore"},
		"no default":          {list{schedule(list{every4}, tag("Default", false, firstOfDay)), retention("Default", false, lifecycle("OperationalStore", "P7D"))}, "Exactly one tag is the default"},
		"default of any name": {list{schedule(list{every4}, tag("Usual", true)), retention("Usual", true, lifecycle("OperationalStore", "P7D"))}, "it is called 'Default'"},
		"tag for nothing":     {list{schedule(list{every4}, def, tag("Daily", false)), kept, retention("Daily", false, lifecycle("VaultStore", "P30D"))}, "'Daily' is not the default and needs criteria"},
		"tag without rule":    {list{schedule(list{every4}, def, tag("Daily", false, firstOfDay)), kept}, "'Daily' has no retention rule"},
		"rule without tag":    {list{schedule(list{every4}, def), kept, retention("Daily", false, lifecycle("VaultStore", "P30D"))}, "No backup gets the tag 'Daily'"},
		"default or not":      {list{schedule(list{every4}, def), retention("Default", false, lifecycle("OperationalStore", "P7D"))}, "do not agree"},
		"no lifecycle":        {lasts(), "has no lifecycle"},
		"kept for 361 days":   {lasts(lifecycle("OperationalStore", "P361D")), "cannot be kept for P361D"},
		"kept for 0 days":     {lasts(lifecycle("VaultStore", "P0D")), "cannot be kept for P0D"},
		"kept for a word":     {lasts(lifecycle("OperationalStore", "ever")), "'ever' is not a duration"},
		"kept for too many":   {lasts(lifecycle("VaultStore", "P99999999999999999999D")), "cannot be kept"},
		"copied to itself":    {lasts(lifecycle("OperationalStore", "P7D", object{"copyAfter": object{"objectType": "ImmediateCopyOption"}, "dataStore": store("OperationalStore")})), "cannot be copied there"},
	} {
		t.Run(name, func(t *testing.T) {
			e := empty(t)
			create(t, e, vault(nil))
			_, err := e.Create(ctx, policy(c.rules))
			refusal{code: dataprotection.CodeBadRequest, message: c.message}.requireIn(t, err)
		})
	}
	for name, c := range map[string]refusal{
		"another source":    {object{"datasourceTypes": list{"Microsoft.Compute/disks"}}, dataprotection.CodeBadRequest, "managedClusters only"},
		"another object":    {object{"objectType": "Policy"}, dataprotection.CodeBadRequest, "not 'Policy'"},
		"rule that is none": {object{"policyRules": list{object{"objectType": "AzureRule", "name": "x"}}}, engine.CodeInvalidRequestContent, "AzureRule"},
	} {
		t.Run(name, func(t *testing.T) {
			e := empty(t)
			create(t, e, vault(nil))
			r := policy(nil)
			r.Inputs["properties"] = with(r.Inputs["properties"].(object), c.changes)
			_, err := e.Create(ctx, r)
			c.requireIn(t, err)
		})
	}
}

func TestAllowedPolicies(t *testing.T) {
	e := empty(t)
	create(t, e, vault(nil))
	for _, interval := range []string{"PT4H", "PT6H", "PT8H", "PT12H", "P1D"} {
		for _, duration := range []string{"P1D", "P360D", "P4W", "P12M"} {
			_, failures, err := e.Check(policy(list{
				schedule(list{"R/2024-01-01T00:00:00Z/" + interval}, tag("Default", true)), retention("Default", true, lifecycle("OperationalStore", duration)),
			}))
			require.NoError(t, err)
			assert.Empty(t, failures, interval+" "+duration)
		}
	}
	unknown := policy(nil)
	unknown.Inputs["properties"] = object{"objectType": engine.Unknown, "datasourceTypes": engine.Unknown, "policyRules": list{engine.Unknown}}
	_, failures, err := e.Check(unknown)
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestAnInstanceIsProtected(t *testing.T) {
	p := newPlatform(t).build()
	made := create(t, p.Engine, instance(object{"friendlyName": "shop"}))
	assert.Equal(t, instanceID, made.ID)
	want := object{"name": "aks", "type": "Microsoft.DataProtection/backupVaults/backupInstances", "properties": with(
		instance(nil).Inputs["properties"].(object), object{
			"friendlyName": "shop", "currentProtectionState": "ProtectionConfigured", "protectionStatus": object{"status": "ProtectionConfigured"},
			"provisioningState": "Succeeded",
		})}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	fits(t, p.Engine, azureInstance, made.Outputs)
}

// Each of these is refused by Azure Backup when the instance is made, not when the backup fails at night.
func TestAnInstanceNeedsEverythingAroundIt(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*platform)
		refusal
	}{
		"no reading of the cluster": {func(p *platform) { p.without("reads cluster") }, refusal{code: dataprotection.CodeListExtensions, message: "lacks the role Reader"}},
		"no extension":              {func(p *platform) { p.without("extension", "writes storage") }, refusal{code: dataprotection.CodeExtensionNotFound, message: "not installed in the cluster 'aks'"}},
		"another extension": {func(p *platform) {
			p.without("writes storage").change("extension", object{"extensionType": "microsoft.dapr", "configurationSettings": nil})
		}, refusal{code: dataprotection.CodeExtensionNotFound, message: "not installed"}},
		"no trust": {func(p *platform) { p.without("binding") }, refusal{code: dataprotection.CodeTrustedAccess, message: "'bvault'"}},
		"another trust": {func(p *platform) {
			p.change("binding", object{"roles": list{"Microsoft.DataProtection/backupVaults/reader"}})
		}, refusal{code: dataprotection.CodeTrustedAccess, message: "role binding is missing"}},
		"no writing of the storage": {func(p *platform) { p.without("writes storage") }, refusal{code: dataprotection.CodeExtensionMissingPermissions, message: "Storage Blob Data Contributor"}},
		"owning is not writing": {func(p *platform) {
			p.change("writes storage", object{"roleDefinitionId": azure.RoleDefinitionID(subscription, azure.RoleOwner)})
		}, refusal{code: dataprotection.CodeExtensionMissingPermissions, message: "Storage Blob Data Contributor"}},
		"no way to the storage": {func(p *platform) { p.without("endpoint") }, refusal{code: dataprotection.CodeStorageNotReady, message: "no private endpoint for blobs"}},
		"a firewall in the way": {func(p *platform) { p.without("endpoint").change("account", object{"publicNetworkAccess": "Enabled"}) }, refusal{code: dataprotection.CodeStorageNotReady, message: "no private endpoint"}},
		"way to the files": {func(p *platform) {
			p.change("endpoint", object{"privateLinkServiceConnections": list{object{"name": "pe", "privateLinkServiceId": accountID, "groupIds": list{"file"}}}})
		}, refusal{code: dataprotection.CodeStorageNotReady, message: "no private endpoint for blobs"}},
		"no reading of the storage": {func(p *platform) { p.without("reads storage") }, refusal{code: dataprotection.CodeStorageNotReady, message: "Storage Blob Data Reader"}},
		"no reading of snapshots":   {func(p *platform) { p.without("reads snapshots") }, refusal{code: dataprotection.CodeSnapshotGroupPermissions, message: "Backup vault's identity lacks the role Reader"}},
		"no making of snapshots":    {func(p *platform) { p.without("makes snapshots") }, refusal{code: dataprotection.CodeSnapshotGroupPermissions, message: "cluster's identity lacks the role Contributor"}},
		"no handling of snapshots":  {func(p *platform) { p.without("handles snapshots") }, refusal{code: dataprotection.CodeSnapshotGroupPermissions, message: "Disk Snapshot Contributor"}},
		"no reading of disks":       {func(p *platform) { p.without("reads disks") }, refusal{code: dataprotection.CodeSnapshotGroupPermissions, message: "Data Operator for Managed Disks"}},
		"snapshots elsewhere":       {func(p *platform) { p.change("snapshots", object{"location": "northeurope"}) }, refusal{code: dataprotection.CodeWrongPlace, message: "snapshot resource group is in 'northeurope'"}},
		"vault elsewhere":           {func(p *platform) { p.change("vault", object{"location": "northeurope"}) }, refusal{code: dataprotection.CodeWrongPlace, message: "vault is in 'northeurope'"}},
		"vault without an identity": {func(p *platform) {
			p.without("reads cluster", "reads snapshots", "handles snapshots", "reads disks", "reads storage", "binding").change("vault", object{"identity": nil})
		}, refusal{code: dataprotection.CodeListExtensions, message: "may not list"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t)
			c.spoil(p)
			_, err := p.build().Create(ctx, instance(nil))
			c.requireIn(t, err)
		})
	}
}

func TestAPolicyOfSnapshotsOnlyNeedsLess(t *testing.T) {
	p := newPlatform(t).without("handles snapshots", "reads disks", "reads storage").change("policy", object{"properties": policy(list{
		schedule(list{"R/2024-01-01T00:00:00Z/PT4H"}, tag("Default", true)), retention("Default", true, lifecycle("OperationalStore", "P7D")),
	}).Inputs["properties"]}).build()
	create(t, p.Engine, instance(nil))
}

func TestAnOpenAccountNeedsNoEndpoint(t *testing.T) {
	p := newPlatform(t).without("endpoint").change("account", object{"publicNetworkAccess": "Enabled", "networkRuleSet": object{"defaultAction": "Allow"}}).build()
	create(t, p.Engine, instance(nil))
}

func TestAnAccountWithoutKeysNeedsTheIdentity(t *testing.T) {
	p := newPlatform(t)
	for _, s := range p.steps {
		if s.name == "extension" {
			settings := with(s.inputs["configurationSettings"].(object), object{"configuration.backupStorageLocation.config.useAAD": nil})
			p.change("extension", object{"configurationSettings": settings})
		}
	}
	_, err := p.build().Create(ctx, instance(nil))
	refusal{code: dataprotection.CodeStorageNotReady, message: "takes no keys"}.requireIn(t, err)
}

func TestWhatBreaksLater(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*testing.T, *platform)
		refusal
	}{
		"the cluster is stopped": {func(t *testing.T, p *platform) {
			require.NoError(t, p.Alter(clusterID, func(outputs map[string]any) { outputs["powerState"] = object{"code": "Stopped"} }))
		}, refusal{code: dataprotection.CodeClusterIsStopped, message: "stopped"}},
		"the container is gone": {func(t *testing.T, p *platform) {
			require.NoError(t, p.Delete(ctx, engine.Request{Token: "azure-native:storage/v20240101:BlobContainer", Provider: provider, ID: accountID + "/blobServices/default/containers/backups"}))
		}, refusal{code: dataprotection.CodeNoStorageLocation, message: "does not exist"}},
		"the snapshots are locked": {func(t *testing.T, p *platform) {
			create(t, p.Engine, engine.Request{Token: "azure-native:authorization/v20200501:ManagementLockByScope", URN: "urn:lock", Provider: provider,
				Inputs: object{"lockName": "keep", "scope": groupID, "level": "CanNotDelete"}})
		}, refusal{code: dataprotection.CodeSnapshotGroupLocked, message: "has the lock 'keep'"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t).build()
			c.spoil(t, p)
			_, err := p.Create(ctx, instance(nil))
			c.requireIn(t, err)
		})
	}
}

func TestRefusedInstances(t *testing.T) {
	bad, invalid := dataprotection.CodeBadRequest, dataprotection.CodeInvalidWorkflowData
	what := func(changes object) object {
		return object{"parameters.backupDatasourceParametersList": list{with(object{
			"objectType": "KubernetesClusterBackupDatasourceParameters", "snapshotVolumes": true, "includeClusterScopeResources": true,
		}, changes)}}
	}
	var many list
	for i := range 801 {
		many = append(many, fmt.Sprintf("n%d", i))
	}
	for name, c := range map[string]refusal{
		"another object":        {object{"objectType": "Instance"}, bad, "not 'Instance'"},
		"another source object": {object{"source.objectType": "Data"}, bad, "not 'Data'"},
		"no cluster":            {object{"source.resourceID": accountID}, bad, "is not the ID of a cluster"},
		"cluster that is none":  {object{"source.resourceID": clusterID + "2"}, engine.CodeResourceNotFound, "aks2"},
		"cluster elsewhere":     {object{"source.resourceLocation": "northeurope"}, dataprotection.CodeWrongPlace, "not in 'northeurope'"},
		"policy that is none":   {object{"info.policyId": policyID + "2"}, engine.CodeResourceNotFound, "aks2"},
		"nothing said":          {object{"parameters.backupDatasourceParametersList": list{}}, invalid, "must be given, once"},
		"no snapshots":          {object{"parameters.dataStoreParametersList": list{}}, invalid, "must be given, once"},
		"801 namespaces":        {what(object{"includedNamespaces": many}), bad, "at most 800"},
		"in and out":            {what(object{"includedNamespaces": list{"a", "b"}, "excludedNamespaces": list{"b"}}), bad, "'b' is both included and excluded"},
		"kind that is none":     {object{"parameters.backupDatasourceParametersList": list{object{"objectType": "Blob"}}}, engine.CodeInvalidRequestContent, "Blob"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newPlatform(t).build().Create(ctx, instance(c.changes))
			c.requireIn(t, err)
		})
	}
}

func TestOneInstanceForEachPolicy(t *testing.T) {
	p := newPlatform(t).build()
	create(t, p.Engine, instance(nil))
	second := instance(nil)
	second.Inputs["backupInstanceName"], second.URN = "aks-again", "urn:again"
	_, err := p.Create(ctx, second)
	refusal{code: dataprotection.CodeBadRequest, message: "already, as 'aks'"}.requireIn(t, err)
}

func TestAnInstanceStaysWhatItIsAndMovesToAnotherPolicy(t *testing.T) {
	p := newPlatform(t).build()
	create(t, p.Engine, instance(nil))
	other := policy(nil)
	other.Inputs["backupPolicyName"], other.URN = "aks-longer", "urn:longer"
	create(t, p.Engine, other)
	_, err := p.Update(ctx, instance(object{"info.policyId": vaultID + "/backupPolicies/aks-longer"}))
	require.NoError(t, err)
	for _, changes := range []object{{"source.resourceName": "aks"}, {"parameters.dataStoreParametersList": list{object{
		"objectType": "AzureOperationalStoreParameters", "dataStoreType": "OperationalStore", "resourceGroupId": azure.ResourceGroupID(subscription, "rg"),
	}}}} {
		_, err = p.Update(ctx, instance(changes))
		refusal{code: engine.CodePropertyChangeNotAllowed, message: "is not allowed"}.requireIn(t, err)
	}
}

func TestInstancesPoliciesAndVaultGoInThatOrder(t *testing.T) {
	p := newPlatform(t).build()
	create(t, p.Engine, instance(nil))
	refusal{code: engine.CodeCannotDeleteResource, message: "backupInstances/aks"}.requireIn(t, p.Delete(ctx, vault(nil)))
	refusal{code: engine.CodeCannotDeleteResource, message: "'aks' follows it"}.requireIn(t, p.Delete(ctx, policy(nil)))
	require.NoError(t, p.Delete(ctx, instance(nil)))
	require.NoError(t, p.Delete(ctx, policy(nil)))
	require.NoError(t, p.Delete(ctx, engine.Request{Token: "azure-native:containerservice/v20241001:TrustedAccessRoleBinding", Provider: provider,
		ID: clusterID + "/trustedAccessRoleBindings/backup"}))
	require.NoError(t, p.Delete(ctx, vault(nil)))
}
