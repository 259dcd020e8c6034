package containerregistry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerregistry"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// pool asks for an agent pool with one machine in the subnet that network makes.
func pool(inputs ...object) engine.Request {
	defaults := object{"registryName": "acrTest", "agentPoolName": "registry-tasks", "location": "westeurope", "virtualNetworkSubnetResourceId": tasksSubnet}
	return request("azure-native:containerregistry/v20190601preview:AgentPool", append([]object{defaults}, inputs...)...)
}

// task asks for a task that runs one command every night.
func task(inputs ...object) engine.Request {
	defaults := object{
		"registryName": "acrTest", "taskName": "purge-old-tags", "location": "westeurope", "platform": object{"os": "Linux"},
		"step":    object{"type": "EncodedTask", "encodedTaskContent": "dmVyc2lvbjogdjEuMS4wCg=="},
		"trigger": timers("0 3 * * Sun"),
	}
	return request("azure-native:containerregistry/v20190601preview:Task", append([]object{defaults}, inputs...)...)
}

func timers(schedule string) object {
	return object{"timerTriggers": []any{object{"name": "schedule", "schedule": schedule}}}
}

var tasksSubnet = azure.ResourceID(subscription, "rg", "Microsoft.Network/virtualNetworks/subnets", "vnet-tasks", "tasks")

// startWithSubnet is start with the subnet of the agent pool.
func startWithSubnet(t *testing.T) *world {
	t.Helper()
	w := start(t)
	w.make(request("azure-native:network/v20240501:VirtualNetwork", object{
		"virtualNetworkName": "vnet-tasks", "location": "westeurope", "addressSpace": object{"addressPrefixes": []any{"10.9.0.0/24"}},
		"subnets": []any{object{"name": "tasks", "addressPrefix": "10.9.0.0/28"}},
	}))
	return w
}

func TestAPoolAndATaskAreCreatedWithTheServicesDefaults(t *testing.T) {
	w := startWithSubnet(t)
	w.make(registry())
	want := object{
		"name": "registry-tasks", "type": "Microsoft.ContainerRegistry/registries/agentPools", "location": "westeurope",
		"provisioningState": "Succeeded", "count": 1.0, "os": "Linux", "tier": "S1", "virtualNetworkSubnetResourceId": tasksSubnet,
	}
	assert.Empty(t, cmp.Diff(want, w.make(pool()).Outputs))
	want = object{
		"name": "purge-old-tags", "type": "Microsoft.ContainerRegistry/registries/tasks", "location": "westeurope",
		"provisioningState": "Succeeded", "creationDate": "2026-01-05T08:00:00Z", "isSystemTask": false, "status": "Enabled", "timeout": 3600.0,
		"agentPoolName": "Registry-Tasks", "platform": object{"os": "Linux"}, "trigger": timers("0 3 * * Sun"),
		"step": object{"type": "EncodedTask", "encodedTaskContent": "dmVyc2lvbjogdjEuMS4wCg=="},
	}
	made := w.make(task(object{"agentPoolName": "Registry-Tasks"}))
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	again := task(object{"agentPoolName": "registry-tasks", "timeout": 300.0})
	again.ID, again.URN, again.Provider = made.ID, "urn:test", provider
	updated, err := w.Update(ctx, again)
	require.NoError(t, err)
	assert.Equal(t, 300.0, updated.Outputs["timeout"])
	assert.Equal(t, "2026-01-05T08:00:00Z", updated.Outputs["creationDate"])
}

func TestPoolsThatAzureRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		registry, pool object
		code           engine.Code
		says           string
	}{
		"lower tier":         {object{"sku": object{"name": "Standard"}}, nil, containerregistry.CodeSKUNotSupported, "SKU Standard"},
		"region without":     {nil, object{"location": "swedencentral"}, containerregistry.CodeNoAgentPools, "swedencentral"},
		"Windows":            {nil, object{"os": "Windows"}, containerregistry.CodeNoAgentPools, "Windows"},
		"isolated":           {nil, object{"tier": "I6"}, containerregistry.CodeAgentPoolQuota, "isolated"},
		"tier that is none":  {nil, object{"tier": "S9"}, engine.CodeInvalidRequestContent, "S9"},
		"too many cores":     {nil, object{"tier": "S2", "count": 3.0}, containerregistry.CodeAgentPoolQuota, "20 cores; the quota is 16"},
		"subnet is not here": {nil, object{"virtualNetworkSubnetResourceId": tasksSubnet + "2"}, engine.CodeResourceNotFound, "tasks2"},
		"name with a stroke": {nil, object{"agentPoolName": "registry_tasks"}, engine.CodeInvalidResourceName, "letters, digits and hyphens"},
		"of no registry":     {nil, object{"registryName": "acrOther"}, engine.CodeParentResourceNotFound, "acrOther"},
	} {
		t.Run(name, func(t *testing.T) {
			w := startWithSubnet(t)
			w.make(registry(c.registry))
			if c.registry == nil {
				w.make(pool(object{"agentPoolName": "other", "tier": "S3"}))
			}
			w.refuse(pool(c.pool), c.code, c.says)
		})
	}
}

func TestTasksThatAzureRefuses(t *testing.T) {
	step := func(content string) object {
		return object{"step": object{"type": "EncodedTask", "encodedTaskContent": content}}
	}
	for name, c := range map[string]struct {
		task object
		code engine.Code
		says string
	}{
		"pool of nobody":      {object{"agentPoolName": "other"}, containerregistry.CodeUnknownAgentPool, "no agent pool other"},
		"run too short":       {object{"timeout": 299.0}, containerregistry.CodeInvalidTask, "300"},
		"run too long":        {object{"timeout": 28801.0}, containerregistry.CodeInvalidTask, "28800"},
		"step in clear":       {step("version: v1.1.0"), containerregistry.CodeInvalidTask, "not Base64"},
		"step that is empty":  {step(""), containerregistry.CodeInvalidTask, "not Base64"},
		"step of no kind":     {object{"step": object{"type": "Script"}}, engine.CodeInvalidRequestContent, "Script"},
		"timer of six fields": {object{"trigger": timers("0 0 3 * * 0")}, containerregistry.CodeInvalidTask, "0 0 3 * * 0"},
		"timer by name":       {object{"trigger": timers("@weekly")}, containerregistry.CodeInvalidTask, "@weekly"},
		"name too short":      {object{"taskName": "run"}, engine.CodeInvalidResourceName, "5 to 50"},
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			w.make(registry())
			w.refuse(task(c.task), c.code, c.says)
		})
	}
}

// The machines stand in the subnet, and the pool is what it was made as.
func TestAPoolHoldsItsSubnetAndItsTier(t *testing.T) {
	w := startWithSubnet(t)
	w.make(registry())
	made := w.make(pool())
	for name, inputs := range map[string]object{"tier": {"tier": "S2"}, "virtualNetworkSubnetResourceId": {"virtualNetworkSubnetResourceId": nil}} {
		changed := pool(inputs)
		changed.ID, changed.URN, changed.Provider = made.ID, "urn:test", provider
		_, err := w.Update(ctx, changed)
		assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), "%s: %v", name, err)
	}
	network, found := w.Resource(azure.ResourceID(subscription, "rg", "Microsoft.Network/virtualNetworks", "vnet-tasks"))
	require.True(t, found)
	assert.ErrorContains(t, w.remove(network), "tasks")
	more := pool(object{"count": 2.0})
	more.ID, more.URN, more.Provider = made.ID, "urn:test", provider
	updated, err := w.Update(ctx, more)
	require.NoError(t, err)
	assert.Equal(t, 2.0, updated.Outputs["count"])
}
