package kubernetesconfiguration

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// fluxConfigurationToken is the type under which the azure-native v2 provider knows the resource.
const fluxConfigurationToken = "azure-native:kubernetesconfiguration/v20230501:FluxConfiguration"

// FluxConfiguration tells the Flux extension of a cluster which source to reconcile and which paths of it.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/2023-05-01/fluxconfigurations
type FluxConfiguration struct {
	pulumi.CustomResourceState

	// ComplianceState is Compliant when every object of the configuration is ready in the cluster.
	ComplianceState pulumi.StringOutput `pulumi:"complianceState"`
	// Name is the configuration's name below the cluster.
	Name pulumi.StringOutput `pulumi:"name"`
	// ProvisioningState is Succeeded when the service has taken the configuration.
	ProvisioningState pulumi.StringOutput `pulumi:"provisioningState"`
	// RepositoryPublicKey is the public half of the SSH key pair that the service made or was given.
	RepositoryPublicKey pulumi.StringOutput `pulumi:"repositoryPublicKey"`
	// SourceSyncedCommitId is branch and commit that the cluster last took from the source.
	SourceSyncedCommitId pulumi.StringOutput `pulumi:"sourceSyncedCommitId"`
	// Type is the ARM type, Microsoft.KubernetesConfiguration/fluxConfigurations.
	Type pulumi.StringOutput `pulumi:"type"`
}

// FluxConfigurationArgs are the inputs of a FluxConfiguration.
type FluxConfigurationArgs struct {
	// ClusterName is the name of the cluster. Required; another one replaces the configuration.
	ClusterName pulumi.StringInput
	// ClusterResourceName is the resource kind of the cluster: managedClusters for AKS, connectedClusters for Arc.
	// Required.
	ClusterResourceName pulumi.StringInput
	// ClusterRp is the resource provider of the cluster: Microsoft.ContainerService for AKS. Required.
	ClusterRp pulumi.StringInput
	// ConfigurationProtectedSettings are the credentials for the source: sshPrivateKey or httpsKey, each in base64.
	// The service never returns them and forgets them after 48 hours. Hand in secrets.
	// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2
	ConfigurationProtectedSettings pulumi.StringMapInput
	// FluxConfigurationName is the name below the cluster: 1 to 30 lower-case letters, digits and hyphens. Another
	// one replaces the configuration.
	FluxConfigurationName pulumi.StringPtrInput
	// GitRepository is the source when SourceKind is GitRepository.
	GitRepository GitRepositoryDefinitionPtrInput
	// Kustomizations are the paths of the source to reconcile, by name.
	Kustomizations KustomizationDefinitionMapInput
	// Namespace is where the Flux objects live in the cluster. The service's default is default.
	Namespace pulumi.StringPtrInput
	// ResourceGroupName is the resource group of the cluster. Required.
	ResourceGroupName pulumi.StringInput
	// Scope is cluster or namespace: how far the configuration may reach.
	Scope pulumi.StringPtrInput
	// SourceKind is GitRepository, Bucket or AzureBlob; only the first is declared here.
	SourceKind pulumi.StringPtrInput
	// Suspend stops all reconciliation of the configuration.
	Suspend pulumi.BoolPtrInput
}

type fluxConfigurationArgs struct {
	ClusterName                    string                             `pulumi:"clusterName"`
	ClusterResourceName            string                             `pulumi:"clusterResourceName"`
	ClusterRp                      string                             `pulumi:"clusterRp"`
	ConfigurationProtectedSettings map[string]string                  `pulumi:"configurationProtectedSettings"`
	FluxConfigurationName          *string                            `pulumi:"fluxConfigurationName"`
	GitRepository                  *GitRepositoryDefinition           `pulumi:"gitRepository"`
	Kustomizations                 map[string]KustomizationDefinition `pulumi:"kustomizations"`
	Namespace                      *string                            `pulumi:"namespace"`
	ResourceGroupName              string                             `pulumi:"resourceGroupName"`
	Scope                          *string                            `pulumi:"scope"`
	SourceKind                     *string                            `pulumi:"sourceKind"`
	Suspend                        *bool                              `pulumi:"suspend"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (FluxConfigurationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[fluxConfigurationArgs]()
}

// NewFluxConfiguration declares a Flux configuration. It refuses nil args and args without one of the four that form
// the cluster's path: ClusterName, ClusterResourceName, ClusterRp and ResourceGroupName.
func NewFluxConfiguration(ctx *pulumi.Context, name string, args *FluxConfigurationArgs, opts ...pulumi.ResourceOption) (*FluxConfiguration, error) {
	if args == nil {
		return nil, fmt.Errorf("flux configuration %q: missing one or more required arguments", name)
	}
	if err := requireCluster(args.ClusterName, args.ClusterResourceName, args.ClusterRp, args.ResourceGroupName); err != nil {
		return nil, fmt.Errorf("flux configuration %q: %w", name, err)
	}
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:kubernetesconfiguration:FluxConfiguration")}}))
	var resource FluxConfiguration
	if err := ctx.RegisterResource(fluxConfigurationToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("flux configuration %q: %w", name, err)
	}
	return &resource, nil
}
