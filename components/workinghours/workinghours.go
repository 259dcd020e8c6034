// Package workinghours stops a cluster in the evening and starts it in the morning of every day of work: two workflows
// that ask Azure Resource Manager with an identity of their own. Each looks first, and does nothing while the cluster, or
// one of its pools, is being upgraded or changed, or is in that state already. It is not for production; when people work
// is a setting of cost.
package workinghours

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/logic"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:workinghours:WorkingHours"

const workflowType = "Microsoft.Logic/workflows"

// Schedule says when the cluster runs; it is cost.Schedule, which validates it.
type Schedule struct {
	// Start and Stop are times of a day of work, as HH:MM.
	Start, Stop string
	// Days are the days of work, in English.
	Days []string
	// TimeZone is the zone of the two clocks, by Windows' name.
	TimeZone string
}

// Args are what is stopped and started, and when. All but Tags are required.
type Args struct {
	// Schedule says when.
	Schedule Schedule
	// Names are the region's physical names.
	Names naming.Names
	// Location is the region.
	Location azure.Location
	// SubscriptionID is the GUID of the cluster's subscription.
	SubscriptionID string
	// ResourceGroupName is the group of the workflows.
	ResourceGroupName pulumi.StringInput
	// ClusterID is the ARM ID of the cluster.
	ClusterID pulumi.StringInput
	// WorkspaceID receives what the workflows log.
	WorkspaceID pulumi.StringInput
	// Class is the class of the environment; prod is refused.
	Class environment.Class
	// Tags are on the workflows.
	Tags map[string]string
}

// WorkingHours are the workflows of one cluster.
type WorkingHours struct {
	pulumi.ResourceState
}

// New declares the workflows, their roles on the cluster, and their diagnostics. It refuses production, and args that
// lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*WorkingHours, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("working hours %q: %w", name, err)
	}
	w := &WorkingHours{}
	if err := ctx.RegisterComponentResource(Token, name, w, opts...); err != nil {
		return nil, fmt.Errorf("working hours %q: %w", name, err)
	}
	for _, a := range actions {
		if err := a.declare(ctx, name+"-"+a.verb, args, pulumi.Parent(w)); err != nil {
			return nil, fmt.Errorf("working hours %q: %s: %w", name, a.verb, err)
		}
	}
	if err := ctx.RegisterResourceOutputs(w, pulumi.Map{}); err != nil {
		return nil, fmt.Errorf("working hours %q: outputs: %w", name, err)
	}
	return w, nil
}

// declare declares the workflow of one action with what belongs to it.
func (a action) declare(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) error {
	definition, err := a.definition(args)
	if err != nil {
		return err
	}
	workflow, err := logic.NewWorkflow(ctx, name, &logic.WorkflowArgs{
		Definition: definition, Identity: logic.ManagedServiceIdentityArgs{Type: pulumi.String("SystemAssigned")},
		Location: pulumi.String(args.Location.Name), ResourceGroupName: args.ResourceGroupName, State: pulumi.String("Enabled"),
		Tags: pulumi.ToStringMap(args.Tags), WorkflowName: pulumi.String(args.Names.WorkingHours(a.verb)),
	}, parent)
	if err != nil {
		return err
	}
	// The smallest built-in role that may start and stop a cluster; it reaches nothing in it.
	// Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
	_, err = roleassignment.New(ctx, name+"-contributor", &roleassignment.Args{
		Key: []string{args.SubscriptionID, args.Names.Cluster(), args.Names.WorkingHours(a.verb)}, Role: azure.RoleAKSContributor,
		Scope: args.ClusterID, SubscriptionID: args.SubscriptionID,
		PrincipalID:   workflow.Identity.PrincipalId().Elem(),
		PrincipalType: roleassignment.ServicePrincipal, Description: "Lets the workflow " + a.verb + " the cluster at the hours of work",
	}, parent)
	if err != nil {
		return err
	}
	logs, metrics, _ := azure.DiagnosticCategories(workflowType)
	_, err = diagnostics.Send(ctx, name+"-diagnostics", diagnostics.Args{
		TargetID: workflow.ID().ToStringOutput(), WorkspaceID: args.WorkspaceID, Logs: logs, Metrics: metrics,
	}, parent)
	return err
}

func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	require := func(given bool, what string) {
		if !given {
			problems = append(problems, fmt.Errorf("%s is required", what))
		}
	}
	if a.Class == environment.Prod {
		problems = append(problems, errors.New("production is never stopped"))
	}
	require(len(a.Schedule.Days) > 0, "Schedule")
	require(a.Location.Name != "", "Location")
	require(azure.IsGUID(a.SubscriptionID), "SubscriptionID, a GUID,")
	require(a.ResourceGroupName != nil, "ResourceGroupName")
	require(a.ClusterID != nil, "ClusterID")
	require(a.WorkspaceID != nil, "WorkspaceID")
	return errors.Join(problems...)
}
