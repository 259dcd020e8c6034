// Package governance assigns policies to the workload's resource group: what Azure refuses or reports whatever program,
// pipeline or person asks for it. One assignment is one entry of a table of rules. It also holds the policies that Azure
// has no definition for, the exemptions from rules, and the locks on what must not be deleted.
package governance

import (
	"errors"
	"fmt"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"
	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the type of the component that [New] makes.
const Token = "landingzone:governance:Governance"

// maxDisplayName is where display names are cut, some characters before Azure's own limit.
const maxDisplayName = 120

// identityPurpose names the identity of the policies that change resources.
const identityPurpose = "tag-policy"

// Args are what the policies are assigned to, and what they allow.
type Args struct {
	// Settings are the section of the configuration. Required.
	Settings Settings
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// SubscriptionID is the GUID of the workload's subscription. Required.
	SubscriptionID string
	// ResourceGroupName and ResourceGroupID are the workload's resource group. Required.
	ResourceGroupName, ResourceGroupID pulumi.StringInput
	// RegistryName is the name of the registry that images come from. Required.
	RegistryName string
	// Private says that the cluster's API server is private; PublicFQDN, that it has a name in public DNS nevertheless.
	// The rules that would refuse such a cluster then report it instead, unless the configuration says otherwise.
	Private, PublicFQDN bool
	// Suffixes are the domains below which the hosts of Ingresses must be, without a leading dot. Without any, hosts are
	// not judged.
	Suffixes []string
	// AllowedRegions are the regions in which resources of the group may be, those of the registry's replicas included.
	// Required.
	AllowedRegions []string
	// VMSizes are the sizes of machines that may be made in the group. Without any, sizes are not judged.
	VMSizes []string
	// CustomDefinitionIDs are the ARM IDs of the definitions of our own, as [NewDefinitions] returns them.
	CustomDefinitionIDs map[string]pulumi.StringInput
	// ExtensionNamespaces are namespaces that Azure's cluster extensions make, such as dataprotection-microsoft of Azure
	// Backup. Rules that pass over the system's namespaces pass over these as well.
	ExtensionNamespaces []string
	// Class is the class of the environment; it decides what rules do by default.
	Class environment.Class
	// Tags are on the identity of the policies that change resources.
	Tags map[string]string
}

// Governance are the policies of one region.
type Governance struct {
	pulumi.ResourceState

	// ClusterReady are the assignments that must be there before the cluster is.
	ClusterReady []pulumi.Resource
	// RegistryReady are those that must be there before the registry is.
	RegistryReady []pulumi.Resource
}

// New declares the assignments, and the exemptions from them. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Governance, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("governance %q: %w", name, err)
	}
	g := &Governance{}
	if err := ctx.RegisterComponentResource(Token, name, g, opts...); err != nil {
		return nil, fmt.Errorf("governance %q: %w", name, err)
	}
	b := builder{ctx: ctx, name: name, args: args, parent: pulumi.Parent(g), made: map[string][]*authorization.PolicyAssignment{}}
	for _, r := range rules() {
		if err := b.assign(r); err != nil {
			return nil, fmt.Errorf("governance %q: rule %s: %w", name, r.name, err)
		}
		for _, assignment := range b.made[r.name] {
			if r.registry {
				g.RegistryReady = append(g.RegistryReady, assignment)
			} else {
				g.ClusterReady = append(g.ClusterReady, assignment)
			}
		}
	}
	if err := b.exempt(); err != nil {
		return nil, fmt.Errorf("governance %q: %w", name, err)
	}
	if err := ctx.RegisterResourceOutputs(g, pulumi.Map{}); err != nil {
		return nil, fmt.Errorf("governance %q: outputs: %w", name, err)
	}
	return g, nil
}

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
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"ResourceGroupID", a.ResourceGroupID != nil},
		{"RegistryName", a.RegistryName != ""},
		{"AllowedRegions", len(a.AllowedRegions) > 0},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}

// builder holds what all assignments of a region share.
type builder struct {
	ctx      *pulumi.Context
	name     string
	args     *Args
	parent   pulumi.ResourceOption
	made     map[string][]*authorization.PolicyAssignment // by rule
	identity *managedidentity.UserAssignedIdentity
}

// assign declares the assignments of one rule.
func (b *builder) assign(r rule) error {
	effect := r.effect(b.args.Settings, b.args.Class)
	if _, chosen := b.args.Settings.Effects[r.name]; !chosen && r.lower != nil {
		effect = r.lower(b.args, effect)
	}
	if effect == azure.EffectDisabled || r.unless != nil && r.unless(b.args) {
		return nil
	}
	definition := r.policy()
	var id pulumi.StringInput = pulumi.String(definition.ID())
	if _, own := customs[r.definition]; own {
		if id = b.args.CustomDefinitionIDs[r.definition]; id == nil {
			return fmt.Errorf("CustomDefinitionIDs lacks %s", r.definition)
		}
	}
	for _, value := range r.values() {
		args := &authorization.PolicyAssignmentArgs{
			Description: pulumi.String(r.why), DisplayName: pulumi.String(b.displayName(r, definition)), EnforcementMode: pulumi.String("Default"),
			Location: pulumi.String("global"), Parameters: b.parameters(r, definition, effect, value),
			PolicyAssignmentName: pulumi.String(b.assignmentName(r, value)), PolicyDefinitionId: id, Scope: b.args.ResourceGroupID,
		}
		if definition.Effect != "" && effect == azure.EffectAudit {
			args.EnforcementMode = pulumi.String("DoNotEnforce")
		}
		opts := []pulumi.ResourceOption{b.parent}
		if azure.ChangesResources(definition.Effect) {
			if err := b.needIdentity(definition.Roles); err != nil {
				return err
			}
			args.Location = pulumi.String(b.args.Location.Name)
			args.Identity = authorization.IdentityArgs{
				Type: authorization.ResourceIdentityTypeUserAssigned, UserAssignedIdentities: pulumi.StringArray{b.identity.ID()},
			}
		}
		if r.definition == azure.PolicyRequireTag {
			// What can be inherited is there before anything is refused for lacking it.
			opts = append(opts, pulumi.DependsOn(resources(b.made["inheritTag"])))
		}
		made, err := authorization.NewPolicyAssignment(b.ctx, b.childName(r, value), args, opts...)
		if err != nil {
			return err
		}
		b.made[r.name] = append(b.made[r.name], made)
	}
	return nil
}

func resources(assignments []*authorization.PolicyAssignment) []pulumi.Resource {
	list := make([]pulumi.Resource, len(assignments))
	for i, a := range assignments {
		list[i] = a
	}
	return list
}

// childName is the assignment's Pulumi name.
func (b *builder) childName(r rule, value string) string {
	name := b.name + "-" + kebab(r.name)
	if value != "" {
		name += "-" + kebab(value)
	}
	return name
}

// assignmentName is the assignment's physical name. It is made of what is known before the first deployment, so that
// a preview shows it.
func (b *builder) assignmentName(r rule, value string) string {
	return azure.DeterministicGUID("policy assignment", b.args.SubscriptionID, b.args.Names.WorkloadResourceGroup(), b.args.Names.Cluster(), r.definition, value)
}

// displayName puts whose assignment it is before the definition's own name.
func (b *builder) displayName(r rule, definition azure.PolicyDefinition) string {
	owner := b.args.Names.Cluster()
	if r.registry {
		owner = b.args.RegistryName
	}
	text := []rune(fmt.Sprintf("[%s] %s", owner, definition.DisplayName))
	return string(text[:min(len(text), maxDisplayName)])
}

func (b *builder) parameters(r rule, definition azure.PolicyDefinition, effect, value string) authorization.ParameterValuesValueMap {
	all := map[string]any{}
	if r.parameters != nil {
		all = r.parameters(b.args, value)
	}
	if _, ok := definition.Parameter(azure.ParameterEffect); ok {
		all[azure.ParameterEffect] = effect
	}
	if r.excluded != nil {
		all["excludedNamespaces"] = b.excluded(r)
	}
	if len(all) == 0 {
		return nil
	}
	values := authorization.ParameterValuesValueMap{}
	for name, v := range all {
		values[name] = authorization.ParameterValuesValueArgs{Value: pulumi.Any(v)}
	}
	return values
}

// excluded are the namespaces that a rule passes over, each once.
func (b *builder) excluded(r rule) []string {
	if r.strict {
		return r.excluded
	}
	var namespaces []string
	seen := map[string]bool{}
	for _, list := range [][]string{r.excluded, b.args.ExtensionNamespaces, b.args.Settings.ExcludedNamespaces} {
		for _, namespace := range list {
			if !seen[namespace] {
				namespaces = append(namespaces, namespace)
				seen[namespace] = true
			}
		}
	}
	return namespaces
}

// needIdentity declares, once, the identity with which Azure changes resources for the assignments that ask for it, and
// its roles on the resource group.
func (b *builder) needIdentity(roles []string) error {
	if b.identity != nil {
		return nil
	}
	identity, err := managedidentity.NewUserAssignedIdentity(b.ctx, b.name+"-"+identityPurpose, &managedidentity.UserAssignedIdentityArgs{
		Location: pulumi.String(b.args.Location.Name), ResourceGroupName: b.args.ResourceGroupName,
		ResourceName: pulumi.String(b.args.Names.WorkloadIdentity(identityPurpose)), Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
	if err != nil {
		return fmt.Errorf("identity: %w", err)
	}
	for _, role := range roles {
		_, err := roleassignment.New(b.ctx, b.name+"-"+identityPurpose+"-role", &roleassignment.Args{
			Key:  []string{b.args.SubscriptionID, b.args.Names.WorkloadResourceGroup(), identityPurpose},
			Role: role, Scope: b.args.ResourceGroupID, SubscriptionID: b.args.SubscriptionID,
			PrincipalID: identity.PrincipalId, PrincipalType: roleassignment.ServicePrincipal,
			Description: "Azure Policy gives resources of this group the tags of the group.",
		}, b.parent)
		if err != nil {
			return err
		}
	}
	b.identity = identity
	return nil
}
