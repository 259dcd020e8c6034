package dataprotection_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/storage"
)

type (
	object = map[string]any
	list   = []any
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
)

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}

	groupID     = azure.ResourceGroupID(subscription, "rg-snapshots")
	vaultID     = azure.ResourceID(subscription, "rg", "Microsoft.DataProtection/backupVaults", "bvault")
	policyID    = vaultID + "/backupPolicies/aks"
	instanceID  = vaultID + "/backupInstances/aks"
	clusterID   = azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")
	accountID   = azure.ResourceID(subscription, "rg", "Microsoft.Storage/storageAccounts", "stbackup")
	extensionID = clusterID + "/providers/Microsoft.KubernetesConfiguration/extensions/backup"
	networkID   = azure.ResourceID(subscription, "rg", "Microsoft.Network/virtualNetworks", "vnet")
)

// step is one resource around an instance; principal, when there is one, is the ID of whose identity gets the role.
type step struct {
	name, token string
	inputs      object
	principal   string
}

// platform is what an instance needs, and the means to spoil it.
type platform struct {
	*testing.T
	*engine.Engine
	steps []step
}

// with returns inputs with some of them replaced; nil leaves one out.
func with(inputs, changes object) object {
	all := maps.Clone(inputs)
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

func grant(name, principal, scope, role string) step {
	return step{name, "azure-native:authorization/v20220401:RoleAssignment", object{
		"roleAssignmentName": azure.DeterministicGUID(name), "scope": scope, "principalType": "ServicePrincipal",
		"roleDefinitionId": azure.RoleDefinitionID(subscription, role),
	}, principal}
}

func newPlatform(t *testing.T) *platform {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{
		authorization.Service(), containerservice.Service(), dataprotection.Service(), kubernetesconfiguration.Service(), network.Service(),
		resources.Service(), storage.Service(),
	}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	const location = "configuration.backupStorageLocation."
	return &platform{T: t, Engine: e, steps: []step{
		{"group", azure.TypeResourceGroup, object{"resourceGroupName": "rg", "location": "westeurope"}, ""},
		{"snapshots", azure.TypeResourceGroup, object{"resourceGroupName": "rg-snapshots", "location": "westeurope"}, ""},
		{"cluster", "azure-native:containerservice/v20241001:ManagedCluster", object{
			"resourceGroupName": "rg", "resourceName": "aks", "location": "westeurope", "dnsPrefix": "aks", "identity": object{"type": "SystemAssigned"},
			"agentPoolProfiles": list{object{"name": "npsystem", "mode": "System", "count": 1.0, "vmSize": "Standard_D4d_v5"}},
		}, ""},
		{"network", "azure-native:network/v20240501:VirtualNetwork", object{
			"resourceGroupName": "rg", "virtualNetworkName": "vnet", "location": "westeurope", "addressSpace": object{"addressPrefixes": list{"10.1.0.0/24"}},
			"subnets": list{object{"name": "endpoints", "addressPrefix": "10.1.0.0/28"}},
		}, ""},
		{"account", "azure-native:storage/v20240101:StorageAccount", object{
			"resourceGroupName": "rg", "accountName": "stbackup", "location": "westeurope", "kind": "StorageV2", "sku": object{"name": "Standard_ZRS"},
			"allowSharedKeyAccess": false, "publicNetworkAccess": "Disabled", "networkRuleSet": object{"defaultAction": "Deny"},
		}, ""},
		{"container", "azure-native:storage/v20240101:BlobContainer", object{"resourceGroupName": "rg", "accountName": "stbackup", "containerName": "backups"}, ""},
		{"endpoint", "azure-native:network/v20240501:PrivateEndpoint", object{
			"resourceGroupName": "rg", "privateEndpointName": "pe-stbackup", "location": "westeurope", "subnet": object{"id": networkID + "/subnets/endpoints"},
			"privateLinkServiceConnections": list{object{"name": "pe", "privateLinkServiceId": accountID, "groupIds": list{"blob"}}},
		}, ""},
		{"vault", azureVault, vault(nil).Inputs, ""},
		{"policy", azurePolicy, policy(nil).Inputs, ""},
		{"extension", "azure-native:kubernetesconfiguration/v20230501:Extension", object{
			"resourceGroupName": "rg", "clusterRp": "Microsoft.ContainerService", "clusterResourceName": "managedClusters", "clusterName": "aks",
			"extensionName": "backup", "extensionType": "Microsoft.DataProtection.Kubernetes", "configurationSettings": object{
				location + "bucket": "backups", location + "config.storageAccount": "stbackup", location + "config.resourceGroup": "rg",
				location + "config.subscriptionId": subscription, location + "config.useAAD": "true", "credentials.tenantId": tenant,
			},
		}, ""},
		grant("reads cluster", vaultID, clusterID, azure.RoleReader),
		grant("reads snapshots", vaultID, groupID, azure.RoleReader),
		grant("handles snapshots", vaultID, groupID, azure.RoleDiskSnapshotContributor),
		grant("reads disks", vaultID, groupID, azure.RoleDataOperatorForManagedDisks),
		grant("reads storage", vaultID, accountID, azure.RoleStorageBlobDataReader),
		grant("makes snapshots", clusterID, groupID, azure.RoleContributor),
		grant("writes storage", extensionID, accountID, azure.RoleStorageBlobDataContributor),
		{"binding", "azure-native:containerservice/v20241001:TrustedAccessRoleBinding", object{
			"resourceGroupName": "rg", "resourceName": "aks", "trustedAccessRoleBindingName": "backup", "sourceResourceId": vaultID,
			"roles": list{"Microsoft.DataProtection/backupVaults/backup-operator"},
		}, ""},
	}}
}

// without leaves steps out.
func (p *platform) without(names ...string) *platform {
	p.Helper()
	for _, name := range names {
		before := len(p.steps)
		var kept []step
		for _, s := range p.steps {
			if s.name != name {
				kept = append(kept, s)
			}
		}
		require.Len(p, kept, before-1, name)
		p.steps = kept
	}
	return p
}

// change changes inputs of a step.
func (p *platform) change(name string, changes object) *platform {
	p.Helper()
	for i, s := range p.steps {
		if s.name == name {
			p.steps[i].inputs = with(s.inputs, changes)
			return p
		}
	}
	require.Fail(p, "no step", name)
	return p
}

// build makes everything.
func (p *platform) build() *platform {
	p.Helper()
	for _, s := range p.steps {
		inputs := s.inputs
		if s.principal != "" {
			whose, ok := p.Resource(s.principal)
			require.True(p, ok, s.principal)
			id := whose.Out().At("identity", "principalId").Text() + whose.Out().At("aksAssignedIdentity", "principalId").Text()
			inputs = with(inputs, object{"principalId": id})
		}
		_, err := p.Create(ctx, engine.Request{Token: s.token, URN: "urn:" + s.name, Provider: provider, Inputs: inputs})
		require.NoError(p, err, s.name)
	}
	return p
}

func create(t *testing.T, e *engine.Engine, r engine.Request) *engine.Resource {
	t.Helper()
	made, err := e.Create(ctx, r)
	require.NoError(t, err)
	return made
}

// fits fails when the answer holds what the type has no place for.
func fits(t *testing.T, e *engine.Engine, token string, outputs object) {
	t.Helper()
	typ, err := e.Lookup(token)
	require.NoError(t, err)
	assert.Empty(t, typ.Misplaced(outputs))
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

const (
	azureVault    = "azure-native:dataprotection/v20240401:BackupVault"
	azurePolicy   = "azure-native:dataprotection/v20240401:BackupPolicy"
	azureInstance = "azure-native:dataprotection/v20240401:BackupInstance"
)

func vault(properties object) engine.Request {
	return engine.Request{Token: azureVault, URN: "urn:vault", ID: vaultID, Provider: provider, Inputs: object{
		"resourceGroupName": "rg", "vaultName": "bvault", "location": "westeurope", "identity": object{"type": "SystemAssigned"},
		"properties": with(object{"storageSettings": list{object{"datastoreType": "VaultStore", "type": "GeoRedundant"}}}, properties),
	}}
}

func store(name string) object {
	return object{"dataStoreType": name, "objectType": "DataStoreInfoBase"}
}

func lifecycle(in, duration string, copies ...any) object {
	return object{
		"deleteAfter": object{"duration": duration, "objectType": "AbsoluteDeleteOption"}, "sourceDataStore": store(in),
		"targetDataStoreCopySettings": append(list{}, copies...),
	}
}

func retention(name string, isDefault bool, lifecycles ...any) object {
	return object{"objectType": "AzureRetentionRule", "name": name, "isDefault": isDefault, "lifecycles": lifecycles}
}

func tag(name string, isDefault bool, criteria ...any) object {
	t := object{"tagInfo": object{"tagName": name}, "isDefault": isDefault, "taggingPriority": 99.0}
	if len(criteria) > 0 {
		t["criteria"] = criteria
	}
	return t
}

var firstOfDay = object{"objectType": "ScheduleBasedBackupCriteria", "absoluteCriteria": list{"FirstOfDay"}}

func schedule(times list, tags ...any) object {
	return object{
		"objectType": "AzureBackupRule", "name": "BackupIntervals", "dataStore": store("OperationalStore"),
		"backupParameters": object{"backupType": "Incremental", "objectType": "AzureBackupParams"},
		"trigger": object{
			"objectType": "ScheduleBasedTriggerContext", "schedule": object{"repeatingTimeIntervals": times}, "taggingCriteria": tags,
		},
	}
}

// policy is one that keeps backups in the vault; rules, when there are some, are others.
func policy(rules list) engine.Request {
	if rules == nil {
		copied := object{"copyAfter": object{"objectType": "ImmediateCopyOption"}, "dataStore": store("VaultStore")}
		rules = list{
			schedule(list{"R/2024-01-01T00:00:00+00:00/PT4H"}, tag("Daily", false, firstOfDay), tag("Default", true)),
			retention("Daily", false, lifecycle("OperationalStore", "P7D", copied), lifecycle("VaultStore", "P30D")),
			retention("Default", true, lifecycle("OperationalStore", "P7D")),
		}
	}
	return engine.Request{Token: azurePolicy, URN: "urn:policy", ID: policyID, Provider: provider, Inputs: object{
		"resourceGroupName": "rg", "vaultName": "bvault", "backupPolicyName": "aks",
		"properties": object{"objectType": "BackupPolicy", "datasourceTypes": list{"Microsoft.ContainerService/managedClusters"}, "policyRules": rules},
	}}
}

// instance is one of the cluster, with some properties replaced: those with a dot in their name are of the policy's
// parameters.
func instance(changes object) engine.Request {
	source := object{"resourceID": clusterID, "objectType": "Datasource", "resourceLocation": "westeurope"}
	parameters := object{
		"backupDatasourceParametersList": list{object{
			"objectType": "KubernetesClusterBackupDatasourceParameters", "snapshotVolumes": true, "includeClusterScopeResources": true,
		}},
		"dataStoreParametersList": list{object{
			"objectType": "AzureOperationalStoreParameters", "dataStoreType": "OperationalStore", "resourceGroupId": groupID,
		}},
	}
	properties, info := object{"objectType": "BackupInstance"}, object{"policyId": policyID}
	for key, v := range changes {
		if part, of, nested := strings.Cut(key, "."); nested {
			switch part {
			case "source":
				source[of] = v
			case "info":
				info[of] = v
			case "parameters":
				parameters[of] = v
			default:
				panic(fmt.Sprintf("no part %s", part))
			}
			continue
		}
		properties[key] = v
	}
	info["policyParameters"] = parameters
	return engine.Request{Token: azureInstance, URN: "urn:instance", ID: instanceID, Provider: provider, Inputs: object{
		"resourceGroupName": "rg", "vaultName": "bvault", "backupInstanceName": "aks",
		"properties": with(object{"dataSourceInfo": source, "policyInfo": info}, properties),
	}}
}
