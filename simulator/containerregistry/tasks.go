package containerregistry

import (
	"encoding/base64"
	"slices"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20190601preview"
	"github.com/robfig/cron/v3"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const tasksAPIVersion = "2019-06-01-preview"

var tasksVersions = []string{"v20190601preview"}

// poolCores are the cores of a machine by tier. Of isolated machines a registry has none until Microsoft is asked.
// Source: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#pool-tiers
var poolCores = map[string]int{"S1": 2, "S2": 4, "S3": 8}

// mostPoolCores is how many cores the standard agent pools of one registry have together.
// Source: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#preview-limitations
const mostPoolCores = 16

func agentPool() *engine.Type {
	return &engine.Type{
		Token: azure.TypeRegistryAgentPool, Versions: tasksVersions, APIVersion: tasksAPIVersion, ARMType: armAgentPool,
		Names: []string{"registryName", "agentPoolName"},
		Args:  sdk.AgentPoolArgs{}, State: sdk.AgentPool{},
		Check: checkAgentPool,
		Put:   putAgentPool,
		Models: []string{
			"An agent pool needs a registry of the tier Premium, a region that has agent pools, and machines that run Linux.",
			"The standard agent pools of a registry have 16 cores together; isolated ones have none.",
			"Its subnet must exist and is in use while the pool is there. What its machines reach is not looked at.",
		},
		Codes: []engine.Code{CodeSKUNotSupported, CodeNoAgentPools, CodeAgentPoolQuota, engine.CodeParentResourceNotFound},
	}
}

func checkAgentPool(c *engine.Check) {
	if at := c.Inputs.At("location"); at.Known() {
		if _, known := azure.LookupLocation(at.Text()); known && !azure.HasRegistryAgentPools(at.Text()) {
			c.Failf(at, CodeNoAgentPools, "Agent pools are not available in location %s.", at.Text())
		}
	}
	if at := c.Inputs.At("os"); is(at, string(sdk.OSWindows)) {
		c.Failf(at, CodeNoAgentPools, "Agent pools of Windows machines are not supported.")
	}
}

func putAgentPool(op *engine.Operation) error {
	owner, err := premiumOwner(op, "Agent pools")
	if err != nil {
		return err
	}
	op.Default(1.0, "count")
	op.Default(string(sdk.OSLinux), "os")
	op.Default("S1", "tier")
	total := cores(op.Inputs.At("tier"), op.Inputs.At("count"))
	if _, standard := poolCores[strings.ToUpper(op.Inputs.At("tier").TextOr("S1"))]; !standard {
		return CodeAgentPoolQuota.Errorf("The quota of registry %s for isolated agent pools is 0 cores.", owner.Name())
	}
	for _, other := range op.In(owner.ID) {
		if other.Is(armAgentPool) && !strings.EqualFold(other.ID, op.ID.String()) {
			total += cores(other.In().At("tier"), other.In().At("count"))
		}
	}
	if total > mostPoolCores {
		return CodeAgentPoolQuota.Errorf("The agent pools of registry %s would have %d cores; the quota is %d.", owner.Name(), total, mostPoolCores)
	}
	return nil
}

// cores are those of a pool, with the service's defaults for what is not said.
func cores(tier, count engine.Value) int {
	return poolCores[strings.ToUpper(tier.TextOr("S1"))] * count.IntOr(1)
}

func task() *engine.Type {
	return &engine.Type{
		Token: azure.TypeRegistryTask, Versions: tasksVersions, APIVersion: tasksAPIVersion, ARMType: armTask,
		Names: []string{"registryName", "taskName"},
		Args:  sdk.TaskArgs{}, State: sdk.Task{},
		Check: checkTask,
		Put:   putTask,
		Models: []string{
			"The agent pool that a task names must be one of its registry.",
			"A run takes 300 to 28800 seconds; a timer is a cron expression of five fields; an encoded step is in Base64.",
			"Nothing is run.",
		},
		Codes: []engine.Code{CodeInvalidTask, CodeUnknownAgentPool, engine.CodeParentResourceNotFound},
	}
}

// Limits of a run, in seconds.
// Source: https://learn.microsoft.com/rest/api/containerregistry/tasks/create
const (
	shortestRun = 300
	longestRun  = 28800
)

func checkTask(c *engine.Check) {
	c.Range(c.Inputs.At("timeout"), CodeInvalidTask, shortestRun, longestRun)
	step := c.Inputs.At("step")
	if content := step.At("encodedTaskContent"); is(step.At("type"), string(sdk.StepTypeEncodedTask)) && content.Known() {
		if _, err := base64.StdEncoding.DecodeString(content.Text()); err != nil || content.Text() == "" {
			c.Failf(content, CodeInvalidTask, "The encoded content of task %s is not Base64.", c.Name())
		}
	}
	for _, timer := range c.Inputs.At("trigger", "timerTriggers").Items() {
		at := timer.At("schedule")
		if !at.Known() {
			continue
		}
		if _, err := cron.ParseStandard(at.Text()); err != nil || len(strings.Fields(at.Text())) != 5 {
			c.Failf(at, CodeInvalidTask, "The schedule %q of task %s is not a cron expression of five fields.", at.Text(), c.Name())
		}
	}
}

func putTask(op *engine.Operation) error {
	if pool := op.Inputs.At("agentPoolName"); pool.Text() != "" {
		parent, _ := op.ID.Parent()
		exists := slices.ContainsFunc(op.In(parent.String()), func(r *engine.Resource) bool {
			return r.Is(armAgentPool) && strings.EqualFold(r.Name(), pool.Text())
		})
		if !exists {
			return CodeUnknownAgentPool.Errorf("Registry %s has no agent pool %s.", parent.Name(), pool.Text())
		}
	}
	op.Default(false, "isSystemTask")
	op.Default(string(sdk.TaskStatusEnabled), "status")
	op.Default(3600.0, "timeout")
	created := op.Now().Format(time.RFC3339)
	if op.Old != nil {
		created = op.Old.Out().At("creationDate").Text()
	}
	op.Set(created, "creationDate")
	return nil
}
