// Package registry is where the images of the platform and of its workloads come from: one private Azure Container
// Registry for each stack, with a copy in every region that needs one, and a private endpoint in every region that hosts
// a cluster. It belongs to no cluster, so that images outlive the cluster that runs them. Which clusters may pull is
// decided by the clusters.
package registry

import (
	"errors"
	"fmt"

	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:registry:Registry"

// Args are what the registry is made of.
type Args struct {
	// Settings are the section of the configuration, completed. Required.
	Settings Settings
	// Names are the physical names of the first region. Required.
	Names naming.Names
	// Location is the registry's own region, the first of the stack. Required.
	Location azure.Location
	// Locations are all regions of the stack, beginning with Location; each of the others gets a copy. Required.
	Locations []azure.Location
	// SubscriptionID is the subscription of the registry. Required.
	SubscriptionID string
	// ResourceGroupName is the group of the registry. Required.
	ResourceGroupName pulumi.StringInput
	// WorkspaceID is the workspace that receives logs and metrics. Required.
	WorkspaceID pulumi.StringInput
	// After are resources that must exist before the registry: the policy assignments that guard it.
	After []pulumi.Resource
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on everything that takes tags.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the registry, and so of all images.
	Protect bool
}

// Registry is the registry with its copies.
type Registry struct {
	pulumi.ResourceState

	// ID is the ARM ID of the registry.
	ID pulumi.StringOutput
	// Name is its physical name.
	Name pulumi.StringOutput
	// LoginServer is the host that images are pulled from: acraks....azurecr.io.
	LoginServer pulumi.StringOutput
	// Ready is what must exist before a private endpoint is made: the registry and its copies. An endpoint gets an
	// address for every copy, and fails when it meets one that is being made.
	Ready []pulumi.Resource
}

// New declares the registry, its copies, its diagnostics and who may use it. It refuses args that lack something
// required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Registry, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	component := &Registry{}
	if err := ctx.RegisterComponentResource(Token, name, component, opts...); err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	b := builder{ctx: ctx, name: name, args: args, parent: pulumi.Parent(component)}
	registry, err := b.registry()
	if err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	component.ID, component.Name, component.LoginServer = registry.ID().ToStringOutput(), registry.Name, registry.LoginServer
	replicas, err := b.replications(registry)
	if err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	component.Ready = append([]pulumi.Resource{registry}, replicas...)
	if err := b.diagnostics(component.ID); err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	if err := b.access(component.ID); err != nil {
		return nil, fmt.Errorf("registry %q: %w", name, err)
	}
	err = ctx.RegisterResourceOutputs(component, pulumi.Map{
		"id": component.ID, "name": component.Name, "loginServer": component.LoginServer,
	})
	if err != nil {
		return nil, fmt.Errorf("registry %q: outputs: %w", name, err)
	}
	return component, nil
}

// builder carries what the files of this package share while one registry is declared.
type builder struct {
	ctx    *pulumi.Context
	name   string
	args   *Args
	parent pulumi.ResourceOption
}

// registry declares the registry itself. Every property is given: the SDK would fill in a public registry.
func (b *builder) registry() (*containerregistry.Registry, error) {
	s := b.args.Settings
	registry, err := containerregistry.NewRegistry(b.ctx, b.name+"-registry", &containerregistry.RegistryArgs{
		AdminUserEnabled: pulumi.Bool(false),
		// Layers then come from a host of the registry instead of from storage accounts that anybody could own.
		DataEndpointEnabled: pulumi.Bool(true),
		Encryption:          containerregistry.EncryptionPropertyArgs{Status: pulumi.String(PolicyDisabled)},
		Location:            pulumi.String(b.args.Location.Name),
		// Defender for Cloud scans images through this door.
		NetworkRuleBypassOptions: pulumi.String("AzureServices"),
		NetworkRuleSet: containerregistry.NetworkRuleSetArgs{
			DefaultAction: pulumi.String("Deny"), IpRules: containerregistry.IPRuleArray{},
		},
		Policies: containerregistry.PoliciesArgs{
			ExportPolicy:     containerregistry.ExportPolicyArgs{Status: pulumi.String(s.ExportPolicy)},
			QuarantinePolicy: containerregistry.QuarantinePolicyArgs{Status: pulumi.String(policy(s.Quarantine))},
			RetentionPolicy: containerregistry.RetentionPolicyArgs{
				Days: pulumi.Int(s.RetentionDays), Status: pulumi.String(PolicyEnabled),
			},
			// Content trust ends on 31 March 2028; images are signed with Notation or Cosign.
			// https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation
			TrustPolicy: containerregistry.TrustPolicyArgs{Status: pulumi.String(PolicyDisabled), Type: pulumi.String("Notary")},
		},
		PublicNetworkAccess: pulumi.String("Disabled"),
		RegistryName:        pulumi.String(b.args.Names.Registry()),
		ResourceGroupName:   b.args.ResourceGroupName,
		// Private endpoints, copies and retention need this tier.
		// https://learn.microsoft.com/azure/container-registry/container-registry-skus
		Sku:            containerregistry.SkuArgs{Name: pulumi.String("Premium")},
		Tags:           pulumi.ToStringMap(b.args.Tags),
		ZoneRedundancy: pulumi.String(s.ZoneRedundancy),
	}, b.parent, pulumi.Protect(b.args.Protect), pulumi.DependsOn(b.args.After))
	if err != nil {
		return nil, fmt.Errorf("registry: %w", err)
	}
	return registry, nil
}

// policy is the word for a policy that is on or off.
func policy(on bool) string {
	if on {
		return PolicyEnabled
	}
	return PolicyDisabled
}

// diagnostics sends all logs and metrics of the registry, which has no categories that are costly and dull.
func (b *builder) diagnostics(id pulumi.StringOutput) error {
	armType, _ := azure.ARMType(azure.TypeRegistry)
	logs, metrics, _ := azure.DiagnosticCategories(armType)
	_, err := diagnostics.Send(b.ctx, b.name+"-registry-diagnostics", diagnostics.Args{
		TargetID: id, WorkspaceID: b.args.WorkspaceID, Logs: logs, Metrics: metrics,
	}, b.parent)
	return err
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
		{"Locations: at least Location", len(a.Locations) > 0 && a.Locations[0].Name == a.Location.Name},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
