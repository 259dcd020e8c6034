package logic_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/logic"
)

// recorder is a resource monitor that remembers what was registered, and answers as Azure does.
type recorder struct {
	identity   map[string]any
	registered []pulumi.MockResourceArgs
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	outputs := args.Inputs.Copy()
	delete(outputs, "identity")
	if r.identity != nil {
		outputs["identity"] = resource.NewPropertyValue(r.identity)
	}
	return args.Name + "-id", outputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func (r *recorder) run(args *logic.WorkflowArgs) (principal *string, err error) {
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		w, err := logic.NewWorkflow(ctx, "stop", args)
		if err == nil {
			w.Identity.PrincipalId().ApplyT(func(id *string) string { principal = id; return "" })
		}
		return err
	}, pulumi.WithMocks("project", "stack", r))
	return principal, err
}

func TestWorkflowMapsEveryField(t *testing.T) {
	r := &recorder{identity: map[string]any{"type": "SystemAssigned", "principalId": "principal", "tenantId": "tenant"}}
	principal, err := r.run(&logic.WorkflowArgs{
		Definition:        pulumi.Map{"$schema": pulumi.String("s"), "triggers": pulumi.Map{"t": pulumi.Map{"n": pulumi.Int(1)}}},
		Identity:          logic.ManagedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")},
		Location:          pulumi.String("westeurope"),
		ResourceGroupName: pulumi.String("rg"), State: pulumi.String("Enabled"),
		Tags: pulumi.StringMap{"team": pulumi.String("platform")}, WorkflowName: pulumi.String("logic-stop"),
	})
	require.NoError(t, err)
	require.NotNil(t, principal)
	assert.Equal(t, "principal", *principal)
	require.Len(t, r.registered, 1)
	assert.Equal(t, "azure-native:logic/v20190501:Workflow", r.registered[0].TypeToken)
	assert.Equal(t, azure.TypeWorkflow, azure.CanonicalType(r.registered[0].TypeToken))
	assert.Equal(t, map[string]any{
		"definition": map[string]any{"$schema": "s", "triggers": map[string]any{"t": map[string]any{"n": 1.}}},
		"identity":   map[string]any{"type": "SystemAssigned"}, "location": "westeurope", "resourceGroupName": "rg", "state": "Enabled",
		"tags": map[string]any{"team": "platform"}, "workflowName": "logic-stop",
	}, r.registered[0].Inputs.Mappable())
	aliases := r.registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.TypeWorkflow, aliases[0].GetSpec().GetType())
}

func TestWorkflowWithoutIdentityHasNoPrincipal(t *testing.T) {
	principal, err := (&recorder{}).run(&logic.WorkflowArgs{Definition: pulumi.Map{}, ResourceGroupName: pulumi.String("rg")})
	require.NoError(t, err)
	assert.Nil(t, principal)
}

func TestWorkflowRefusesMissingInputs(t *testing.T) {
	r := &recorder{}
	_, err := r.run(nil)
	require.ErrorContains(t, err, `workflow "stop": missing one or more required arguments`)
	_, err = r.run(&logic.WorkflowArgs{})
	require.ErrorContains(t, err, "workflow \"stop\": invalid value for required argument 'Definition'\n"+
		"invalid value for required argument 'ResourceGroupName'")
	assert.Empty(t, r.registered)
}
