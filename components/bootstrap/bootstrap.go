package bootstrap

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// Type is the component's type token.
const Type = "landingzone:bootstrap:Bootstrap"

// Args are the settings of a bootstrap and what it needs from the rest of the stack.
type Args struct {
	// Settings say who creates the objects and how.
	Settings Settings
	// GitOps is the repository that Flux reconciles.
	GitOps GitOps
	// Namespaces are the platform's, besides BaselineNamespace, which is always there.
	Namespaces []Namespace
	// Class of the environment.
	Class environment.Class
	// ClusterID is the ARM ID of the AKS cluster. Required.
	ClusterID pulumi.StringInput
	// KubernetesVersion of the cluster: 1.36 or 1.36.2. Required.
	KubernetesVersion string
	// Authorization is AuthorizationAzure or AuthorizationKubernetes. Required.
	Authorization string
	// ClusterAdminGroupObjectID is the GUID of the Entra group that administers the cluster. Required with
	// AuthorizationKubernetes.
	ClusterAdminGroupObjectID string
	// TenantID is the GUID of the tenant that the workloads' identities live in. Required.
	TenantID string
	// ServiceAccounts of the workload identities. Their namespaces are among Namespaces.
	ServiceAccounts []ServiceAccount
	// Tags of the stack; owner, costCenter and team become labels of namespaces that have none of their own.
	Tags map[string]string
	// After is what must exist before anything runs in the cluster: role assignments, routes, firewall rules.
	After []pulumi.Resource
}

// Bootstrap is a cluster's first content.
type Bootstrap struct {
	pulumi.ResourceState

	// FluxConfigurationID is the ARM ID of the Flux configuration; its complianceState tells when the cluster holds
	// what the repository says.
	FluxConfigurationID pulumi.StringOutput
	// RepositoryPublicKey is the public half of the SSH key pair with which Flux signs in, to be registered as a
	// read-only deploy key; empty without auth ssh.
	RepositoryPublicKey pulumi.StringOutput
}

// New creates a Bootstrap.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Bootstrap, error) {
	if args == nil {
		return nil, fmt.Errorf("bootstrap %q: no args", name)
	}
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("bootstrap %q: %w", name, err)
	}
	b := &Bootstrap{}
	if err := ctx.RegisterComponentResource(Type, name, b, opts...); err != nil {
		return nil, fmt.Errorf("bootstrap %q: %w", name, err)
	}
	if err := b.create(ctx, name, args); err != nil {
		return nil, fmt.Errorf("bootstrap %q: %w", name, err)
	}
	err := ctx.RegisterResourceOutputs(b, pulumi.Map{
		"fluxConfigurationId": b.FluxConfigurationID,
		"repositoryPublicKey": b.RepositoryPublicKey,
	})
	if err != nil {
		return nil, fmt.Errorf("bootstrap %q: %w", name, err)
	}
	return b, nil
}

func (a *Args) check() error {
	var mistakes []error
	if a.ClusterID == nil {
		mistakes = append(mistakes, errors.New("no cluster ID"))
	}
	if !azure.IsGUID(a.TenantID) {
		mistakes = append(mistakes, errors.New("the tenant ID is not a GUID"))
	}
	_, err := azure.ParseKubernetesVersion(a.KubernetesVersion)
	mistakes = append(mistakes, err)
	if !slices.Contains(Modes(), a.Settings.Mode) {
		mistakes = append(mistakes, fmt.Errorf("mode %q is not one of %s", a.Settings.Mode, strings.Join(Modes(), ", ")))
	}
	_, err = a.access()
	namespaces := withBaseline(a.Namespaces, a.Class, a.Tags)
	for _, n := range namespaces {
		if LabelValue(n.Owner) == "" || LabelValue(n.CostCenter) == "" {
			mistakes = append(mistakes, fmt.Errorf("namespace %s has no owner or no cost center, and the stack's tags name none", n.Name))
		}
	}
	mistakes = append(mistakes, err, checkServiceAccounts(a.ServiceAccounts, namespaces))
	return errors.Join(mistakes...)
}

func (b *Bootstrap) create(ctx *pulumi.Context, name string, args *Args) error {
	cluster := targetOf(args.ClusterID)
	extension, err := b.extension(ctx, name, cluster, args)
	if err != nil {
		return err
	}
	before := []pulumi.Resource{extension}
	switch args.Settings.Mode {
	case ModeFlux:
	case ModeDirect:
		provider, err := b.clusterProvider(ctx, name, cluster, args)
		if err != nil {
			return fmt.Errorf("provider of the Kubernetes objects: %w", err)
		}
		created, err := b.objects(ctx, name, args, provider)
		if err != nil {
			return err
		}
		// Flux starts when Pulumi's objects are there, so it finds them and leaves them alone.
		before = append(before, created...)
	case ModeRender:
		provider, err := b.renderProvider(ctx, name, args)
		if err != nil {
			return fmt.Errorf("provider of the Kubernetes objects: %w", err)
		}
		if _, err := b.objects(ctx, name, args, provider); err != nil {
			return err
		}
	}
	configuration, err := b.configuration(ctx, name, cluster, args, before)
	if err != nil {
		return err
	}
	b.FluxConfigurationID = configuration.ID().ToStringOutput()
	b.RepositoryPublicKey = configuration.RepositoryPublicKey
	return nil
}

func (b *Bootstrap) objects(ctx *pulumi.Context, name string, args *Args, provider *kubernetes.Provider) ([]pulumi.Resource, error) {
	version, err := azure.ParseKubernetesVersion(args.KubernetesVersion)
	if err != nil {
		return nil, err
	}
	access, err := args.access()
	if err != nil {
		return nil, err
	}
	o := &objects{
		ctx: ctx, component: b, name: name, provider: provider, direct: args.Settings.Mode == ModeDirect,
		class: args.Class, minor: version.Minor, tenantID: pulumi.String(args.TenantID),
	}
	if err := o.all(withBaseline(args.Namespaces, args.Class, args.Tags), args.ServiceAccounts, access); err != nil {
		return nil, err
	}
	return o.created, nil
}
