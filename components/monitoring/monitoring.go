// Package monitoring is where a region's logs, metrics and traces go: one Log Analytics workspace with the rule by which
// container logs reach it, one Azure Monitor workspace with the rule for Prometheus metrics, Application Insights for
// traces, saved queries, and Grafana to look at it all. It belongs to no cluster, so that what was written outlives the
// cluster that wrote it. Which cluster collects by which rule is said by an association, which the cluster makes.
package monitoring

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:monitoring:Monitoring"

// Args are what monitoring is made of.
type Args struct {
	// Settings are the section of the configuration. Required.
	Settings Settings
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// ResourceGroupName is the group of everything in it. Required.
	ResourceGroupName pulumi.StringInput
	// SubscriptionID is the GUID of the subscription of the group. Required.
	SubscriptionID string
	// PrivateEndpointSubnetID is the ARM ID of the subnet for Grafana's private endpoint. Required when Grafana is private.
	PrivateEndpointSubnetID pulumi.StringInput
	// GrafanaZoneID is the ARM ID of the private DNS zone privatelink.grafana.azure.com. Required when Grafana is private.
	GrafanaZoneID pulumi.StringInput
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on everything that takes them.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the workspaces and of what keeps traces, and so of all that was
	// collected.
	Protect bool
}

// Monitoring is where one region's logs, metrics and traces are.
type Monitoring struct {
	pulumi.ResourceState

	// WorkspaceID is the ARM ID of the Log Analytics workspace.
	WorkspaceID pulumi.StringOutput
	// WorkspaceName is its name.
	WorkspaceName pulumi.StringOutput
	// AzureMonitorWorkspaceID is the ARM ID of the workspace that keeps Prometheus metrics.
	AzureMonitorWorkspaceID pulumi.StringOutput
	// ContainerInsightsRuleID is the ARM ID of the data collection rule for container logs.
	ContainerInsightsRuleID pulumi.StringOutput
	// PrometheusRuleID is the ARM ID of the data collection rule for Prometheus metrics.
	PrometheusRuleID pulumi.StringOutput
	// DataCollectionEndpointID is the ARM ID of the endpoint to which Prometheus metrics are sent.
	DataCollectionEndpointID pulumi.StringOutput
	// ApplicationInsightsConnectionString tells senders of traces where to send. It is a secret.
	ApplicationInsightsConnectionString pulumi.StringOutput
	// GrafanaID is the ARM ID of Grafana; "" without one.
	GrafanaID pulumi.StringOutput
	// GrafanaEndpoint is Grafana's address in a browser; "" without one.
	GrafanaEndpoint pulumi.StringOutput
	// Ready are the rules without which the agents of a cluster collect nothing.
	Ready []pulumi.Resource
}

// builder declares the children of one component.
type builder struct {
	ctx       *pulumi.Context
	name      string
	args      *Args
	settings  Settings
	parent    pulumi.ResourceOption
	component *Monitoring
}

// child is the Pulumi name of a child.
func (b *builder) child(part string) string { return b.name + "-" + part }

// New declares the workspaces, the rules, the queries, and Grafana when the settings ask for it. It refuses args that lack
// something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Monitoring, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("monitoring %q: %w", name, err)
	}
	m := &Monitoring{}
	if err := ctx.RegisterComponentResource(Token, name, m, opts...); err != nil {
		return nil, fmt.Errorf("monitoring %q: %w", name, err)
	}
	b := &builder{ctx: ctx, name: name, args: args, settings: args.Settings, parent: pulumi.Parent(m), component: m}
	for _, part := range []struct {
		what    string
		declare func() error
	}{
		{"workspace", b.workspace},
		{"container logs", b.containerInsights},
		{"metrics", b.prometheus},
		{"traces", b.applicationInsights},
		{"queries", b.queries},
		{"Grafana", b.grafana},
	} {
		if err := part.declare(); err != nil {
			return nil, fmt.Errorf("monitoring %q: %s: %w", name, part.what, err)
		}
	}
	if err := ctx.RegisterResourceOutputs(m, pulumi.Map{
		"workspaceId": m.WorkspaceID, "azureMonitorWorkspaceId": m.AzureMonitorWorkspaceID,
		"containerInsightsRuleId": m.ContainerInsightsRuleID, "prometheusRuleId": m.PrometheusRuleID,
		"grafanaEndpoint": m.GrafanaEndpoint,
	}); err != nil {
		return nil, fmt.Errorf("monitoring %q: outputs: %w", name, err)
	}
	return m, nil
}

// check reports every missing argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"PrivateEndpointSubnetID", a.PrivateEndpointSubnetID != nil || !a.Settings.Grafana.Private()},
		{"GrafanaZoneID", a.GrafanaZoneID != nil || !a.Settings.Grafana.Private()},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
