package logic

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// workflowToken is the type under which the azure-native v2 provider knows the resource.
const workflowToken = "azure-native:logic/v20190501:Workflow"

// Workflow is a Logic App of the consumption plan: something that happens by itself, paid for by the step.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.logic/2019-05-01/workflows
type Workflow struct {
	pulumi.CustomResourceState

	// Identity is the workflow's identity, with its principal.
	Identity ManagedServiceIdentityResponsePtrOutput `pulumi:"identity"`
	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Logic/workflows.
	Type pulumi.StringOutput `pulumi:"type"`
}

// WorkflowArgs are the inputs of a Workflow.
type WorkflowArgs struct {
	// Definition is what happens when, in the workflow definition language. Required.
	//
	// Source: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
	Definition pulumi.Input
	// Identity is with whose rights it happens.
	Identity ManagedServiceIdentityPtrInput
	// Location is the region.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the group of the workflow. Required.
	ResourceGroupName pulumi.StringInput
	// State is Enabled or Disabled.
	State pulumi.StringPtrInput
	// Tags are on the workflow.
	Tags pulumi.StringMapInput
	// WorkflowName is unique in the resource group.
	WorkflowName pulumi.StringPtrInput
}

type workflowArgs struct {
	Definition        any                     `pulumi:"definition"`
	Identity          *ManagedServiceIdentity `pulumi:"identity"`
	Location          *string                 `pulumi:"location"`
	ResourceGroupName string                  `pulumi:"resourceGroupName"`
	State             *string                 `pulumi:"state"`
	Tags              map[string]string       `pulumi:"tags"`
	WorkflowName      *string                 `pulumi:"workflowName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (WorkflowArgs) ElementType() reflect.Type { return reflect.TypeFor[workflowArgs]() }

// NewWorkflow declares a workflow. It refuses nil args and missing inputs that are required.
func NewWorkflow(ctx *pulumi.Context, name string, args *WorkflowArgs, opts ...pulumi.ResourceOption) (*Workflow, error) {
	if args == nil {
		return nil, fmt.Errorf("workflow %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.Definition == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Definition'"))
	}
	if args.ResourceGroupName == nil {
		missing = append(missing, errors.New("invalid value for required argument 'ResourceGroupName'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("workflow %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:logic:Workflow")}}))
	var resource Workflow
	if err := ctx.RegisterResource(workflowToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("workflow %q: %w", name, err)
	}
	return &resource, nil
}
