package logic

import (
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	workflowType   = "Microsoft.Logic/workflows"
	systemAssigned = "SystemAssigned"
)

// The shape of a workflow, from https://learn.microsoft.com/azure/templates/microsoft.logic/2019-05-01/workflows.
type (
	workflowArgs struct {
		Definition        any                  `pulumi:"definition"`
		Identity          *identity            `pulumi:"identity"`
		Location          *string              `pulumi:"location"`
		Parameters        map[string]parameter `pulumi:"parameters"`
		ResourceGroupName string               `pulumi:"resourceGroupName"`
		State             *string              `pulumi:"state"`
		Tags              map[string]string    `pulumi:"tags"`
		WorkflowName      *string              `pulumi:"workflowName"`
	}
	workflowState struct {
		AccessEndpoint    string               `pulumi:"accessEndpoint"`
		ChangedTime       string               `pulumi:"changedTime"`
		CreatedTime       string               `pulumi:"createdTime"`
		Definition        any                  `pulumi:"definition"`
		Identity          *identityState       `pulumi:"identity"`
		Location          *string              `pulumi:"location"`
		Name              string               `pulumi:"name"`
		Parameters        map[string]parameter `pulumi:"parameters"`
		ProvisioningState string               `pulumi:"provisioningState"`
		State             *string              `pulumi:"state"`
		Tags              map[string]string    `pulumi:"tags"`
		Type              string               `pulumi:"type"`
		Version           string               `pulumi:"version"`
	}
	identity struct {
		Type                   string   `pulumi:"type"`
		UserAssignedIdentities []string `pulumi:"userAssignedIdentities"`
	}
	identityState struct {
		PrincipalId *string `pulumi:"principalId"`
		TenantId    *string `pulumi:"tenantId"`
		Type        string  `pulumi:"type"`
	}
	parameter struct {
		Description *string `pulumi:"description"`
		Metadata    any     `pulumi:"metadata"`
		Type        *string `pulumi:"type"`
		Value       any     `pulumi:"value"`
	}
)

func workflow() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeWorkflow,
		Versions:   []string{"v20190501", ""},
		APIVersion: "2019-05-01",
		ARMType:    workflowType,
		Names:      []string{"workflowName"},
		Args:       workflowArgs{},
		State:      workflowState{},
		Check:      checkWorkflow,
		Put:        putWorkflow,
		Models: []string{
			"A definition names the schema and has triggers and actions; every action has a type, and runs after actions beside it that exist.",
			"A recurrence has a frequency, an interval, hours, minutes and days that exist, in a time zone that Windows knows.",
			"An HTTP action has a method and an address; one that shows the workflow's identity needs a workflow with one.",
			"Nothing runs.",
		},
		Codes: []engine.Code{CodeInvalidTemplate},
	}
}

func putWorkflow(op *engine.Operation) error {
	now := op.Now().Format(time.RFC3339)
	created, version := now, op.Unique("version 1")
	if op.Old != nil {
		created, version = op.Old.Out().At("createdTime").Text(), op.Old.Out().At("version").Text()
		if op.Changed("definition") {
			version = op.Unique("after " + version)
		}
	}
	op.Set(created, "createdTime")
	op.Set(now, "changedTime")
	op.Set(version, "version")
	op.Set("https://prod-00.logic.azure.com:443/workflows/"+op.Unique("endpoint"), "accessEndpoint")
	op.Default("Enabled", "state")
	if op.Inputs.At("identity", "type").Text() == systemAssigned {
		op.Set(op.GUID("principal"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	}
	return nil
}
