// Package monitoring is where the cluster's logs go: one Log Analytics workspace for each region, with its own logs and
// metrics sent to itself. It belongs to no cluster, so that logs outlive the cluster that wrote them. What is collected
// is decided by who sends it.
package monitoring

import (
	"fmt"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:monitoring:Monitoring"

// Args are what the workspace is made of.
type Args struct {
	// Settings are the section of the configuration. Required.
	Settings Settings
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// ResourceGroupName is the group of the workspace. Required.
	ResourceGroupName pulumi.StringInput
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on the workspace.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the workspace, and so of all logs.
	Protect bool
}

// Monitoring is the workspace of one region's cluster.
type Monitoring struct {
	pulumi.ResourceState

	// WorkspaceID is the ARM ID of the workspace.
	WorkspaceID pulumi.StringOutput
}

// workspaceType is the ARM type of the workspace.
const workspaceType = "Microsoft.OperationalInsights/workspaces"

// New declares the workspace. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Monitoring, error) {
	switch {
	case args == nil:
		return nil, fmt.Errorf("monitoring %q: args are required", name)
	case args.Location.Name == "":
		return nil, fmt.Errorf("monitoring %q: Location is required", name)
	case args.ResourceGroupName == nil:
		return nil, fmt.Errorf("monitoring %q: ResourceGroupName is required", name)
	}
	m := &Monitoring{}
	if err := ctx.RegisterComponentResource(Token, name, m, opts...); err != nil {
		return nil, fmt.Errorf("monitoring %q: %w", name, err)
	}
	workspace, err := newWorkspace(ctx, name, args, pulumi.Parent(m))
	if err != nil {
		return nil, fmt.Errorf("monitoring %q: workspace: %w", name, err)
	}
	m.WorkspaceID = workspace.ID().ToStringOutput()
	logs, metrics, _ := azure.DiagnosticCategories(workspaceType)
	_, err = diagnostics.Send(ctx, name+"-workspace-diagnostics", diagnostics.Args{
		TargetID: m.WorkspaceID, WorkspaceID: m.WorkspaceID, Logs: logs, Metrics: metrics,
	}, pulumi.Parent(m))
	if err != nil {
		return nil, fmt.Errorf("monitoring %q: %w", name, err)
	}
	if err := ctx.RegisterResourceOutputs(m, pulumi.Map{"workspaceId": m.WorkspaceID}); err != nil {
		return nil, fmt.Errorf("monitoring %q: outputs: %w", name, err)
	}
	return m, nil
}

// newWorkspace declares the workspace. Agents and readers come over the public endpoints and show an Entra identity: the
// workspace's keys, which would be enough to write anything into it, are off.
func newWorkspace(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) (*operationalinsights.Workspace, error) {
	return operationalinsights.NewWorkspace(ctx, name+"-workspace", &operationalinsights.WorkspaceArgs{
		Features: operationalinsights.WorkspaceFeaturesArgs{
			DisableLocalAuth: pulumi.Bool(true),
			// Whoever may read a resource may read its logs, without a role on the workspace.
			EnableLogAccessUsingOnlyResourcePermissions: pulumi.Bool(true),
		},
		Location:                        pulumi.String(args.Location.Name),
		PublicNetworkAccessForIngestion: pulumi.String("Enabled"),
		PublicNetworkAccessForQuery:     pulumi.String("Enabled"),
		ResourceGroupName:               args.ResourceGroupName,
		RetentionInDays:                 pulumi.Int(args.Settings.RetentionInDays),
		Sku:                             operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")},
		Tags:                            pulumi.ToStringMap(args.Tags),
		WorkspaceCapping:                operationalinsights.WorkspaceCappingArgs{DailyQuotaGb: pulumi.Float64(args.Settings.DailyQuotaGB)},
		WorkspaceName:                   pulumi.String(args.Names.ClusterWorkspace()),
	}, parent, pulumi.Protect(args.Protect))
}
