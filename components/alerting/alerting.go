// Package alerting is what looks at the metrics, logs and events of one region and tells somebody: the action groups, the
// rules of managed Prometheus, alerts on logs and on the edge, and the Event Grid topics of the cluster and the vault.
// Severity 0 to 2 pages, 3 and 4 make a ticket; nothing alerts without telling anybody. What is collected, and where it
// goes, is the monitoring component's business.
package alerting

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:alerting:Alerting"

// Args are what is looked at and who is told.
type Args struct {
	// Settings are the section of the configuration. Required.
	Settings Settings
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// ResourceGroupName and ResourceGroupID are the workload's group, which holds the alerts, and which Azure Advisor's
	// advice is about. Required.
	ResourceGroupName, ResourceGroupID pulumi.StringInput
	// ActionGroupIDs are the outputs of ActionGroups. Required: page and ticket.
	ActionGroupIDs map[string]pulumi.StringOutput
	// WorkspaceID is the cluster's Log Analytics workspace. Required.
	WorkspaceID pulumi.StringInput
	// AzureMonitorWorkspaceID holds the Prometheus metrics; nil where there are none, and then there are no rules on them.
	AzureMonitorWorkspaceID pulumi.StringInput
	// ClusterID is the cluster. Required.
	ClusterID pulumi.StringInput
	// NodePools are the pools that grow by themselves.
	NodePools []Pool
	// NodeSubnets are the subnets of the nodes.
	NodeSubnets []Subnet
	// VaultID, GatewayID and RegistryID are looked at too; nil for what is not there.
	VaultID, GatewayID, RegistryID pulumi.StringInput
	// FirewallID and BastionID are in the hub; nil for what is not there.
	FirewallID, BastionID pulumi.StringInput
	// HubResourceGroupName is where alerts on FirewallID and BastionID are kept, beside what they are about. Required with
	// one of the two.
	HubResourceGroupName pulumi.StringInput
	// HubProvider is the provider of the hub's subscription; nil when it is that of the component.
	HubProvider pulumi.ProviderResource
	// ContainerLogsBasic says that the table of container logs has the Basic plan, on which no alert can be.
	ContainerLogsBasic bool
	// Tags are on everything that takes some.
	Tags map[string]string
}

// Alerting is the alerts of one region.
type Alerting struct {
	pulumi.ResourceState

	// ClusterTopicID is the Event Grid topic of the cluster.
	ClusterTopicID pulumi.StringOutput
}

// builder declares the children.
type builder struct {
	*Args
	ctx    *pulumi.Context
	name   string
	parent pulumi.ResourceOption
}

// New declares the alerts. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Alerting, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("alerting %q: %w", name, err)
	}
	a := &Alerting{}
	if err := ctx.RegisterComponentResource(Token, name, a, opts...); err != nil {
		return nil, fmt.Errorf("alerting %q: %w", name, err)
	}
	b := &builder{Args: args, ctx: ctx, name: name, parent: pulumi.Parent(a)}
	for _, part := range []struct {
		what    string
		declare func() error
	}{
		{"Prometheus rules", b.prometheusRules},
		{"alerts on logs", b.logAlerts},
		{"alert on advice", b.adviceAlert},
		{"alerts on metrics", b.metricAlerts},
		{"events of the cluster", func() (err error) { a.ClusterTopicID, err = b.clusterEvents(); return err }},
		{"events of the vault", b.vaultEvents},
	} {
		if err := part.declare(); err != nil {
			return nil, fmt.Errorf("alerting %q: %s: %w", name, part.what, err)
		}
	}
	if err := ctx.RegisterResourceOutputs(a, pulumi.Map{"clusterTopicId": a.ClusterTopicID}); err != nil {
		return nil, fmt.Errorf("alerting %q: outputs: %w", name, err)
	}
	return a, nil
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
		{"ResourceGroupID", a.ResourceGroupID != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"ClusterID", a.ClusterID != nil},
		{"ActionGroupIDs: page and ticket", a.has(Page) && a.has(Ticket)},
		{"HubResourceGroupName", a.HubResourceGroupName != nil || a.FirewallID == nil && a.BastionID == nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}

func (a *Args) has(purpose string) bool {
	_, ok := a.ActionGroupIDs[purpose]
	return ok
}

// told is the action group for a severity.
func (a *Args) told(severity int) pulumi.StringOutput { return a.ActionGroupIDs[purposeOf(severity)] }

// tags are on everything that takes some.
func (b *builder) tags() pulumi.StringMap { return pulumi.ToStringMap(b.Tags) }
