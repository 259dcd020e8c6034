package kubernetesconfiguration

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// extensionToken is the type under which the azure-native v2 provider knows the resource.
const extensionToken = "azure-native:kubernetesconfiguration/v20230501:Extension"

// Extension is a cluster extension: a chart that Azure installs in the cluster and keeps up to date.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/2023-05-01/extensions
type Extension struct {
	pulumi.CustomResourceState

	// AksAssignedIdentity is the identity that AKS made for the extension; nil for types that have none.
	AksAssignedIdentity ExtensionResponseAksAssignedIdentityPtrOutput `pulumi:"aksAssignedIdentity"`
	// ConfigurationSettings are the settings that the extension runs with.
	ConfigurationSettings pulumi.StringMapOutput `pulumi:"configurationSettings"`
	// CurrentVersion is the version of the extension that is installed.
	CurrentVersion pulumi.StringOutput `pulumi:"currentVersion"`
	// ExtensionType is the kind of extension, for example microsoft.flux.
	ExtensionType pulumi.StringPtrOutput `pulumi:"extensionType"`
	// Name is the extension's name below the cluster.
	Name pulumi.StringOutput `pulumi:"name"`
	// ProvisioningState is Succeeded when the extension is installed.
	ProvisioningState pulumi.StringOutput `pulumi:"provisioningState"`
	// Type is the ARM type, Microsoft.KubernetesConfiguration/extensions.
	Type pulumi.StringOutput `pulumi:"type"`
}

// ExtensionArgs are the inputs of an Extension.
type ExtensionArgs struct {
	// AutoUpgradeMinorVersion lets Azure install newer minor versions. The service's default is true.
	AutoUpgradeMinorVersion pulumi.BoolPtrInput
	// ClusterName is the name of the cluster. Required; another one replaces the extension.
	ClusterName pulumi.StringInput
	// ClusterResourceName is the resource kind of the cluster: managedClusters for AKS, connectedClusters for Arc.
	// Required.
	ClusterResourceName pulumi.StringInput
	// ClusterRp is the resource provider of the cluster: Microsoft.ContainerService for AKS. Required.
	ClusterRp pulumi.StringInput
	// ConfigurationProtectedSettings are settings that the service never returns. Hand in secrets.
	ConfigurationProtectedSettings pulumi.StringMapInput
	// ConfigurationSettings are values of the extension's chart; every value is text, booleans too.
	ConfigurationSettings pulumi.StringMapInput
	// ExtensionName is the name below the cluster; another one replaces the extension.
	ExtensionName pulumi.StringPtrInput
	// ExtensionType is the registered kind, for example microsoft.flux.
	ExtensionType pulumi.StringPtrInput
	// ReleaseTrain is where automatic upgrades come from: Stable or Preview. Only with AutoUpgradeMinorVersion.
	ReleaseTrain pulumi.StringPtrInput
	// ResourceGroupName is the resource group of the cluster. Required.
	ResourceGroupName pulumi.StringInput
	// Scope says where in the cluster the extension is installed.
	Scope ScopePtrInput
	// Version pins the version. Only with AutoUpgradeMinorVersion false.
	Version pulumi.StringPtrInput
}

type extensionArgs struct {
	AutoUpgradeMinorVersion        *bool             `pulumi:"autoUpgradeMinorVersion"`
	ClusterName                    string            `pulumi:"clusterName"`
	ClusterResourceName            string            `pulumi:"clusterResourceName"`
	ClusterRp                      string            `pulumi:"clusterRp"`
	ConfigurationProtectedSettings map[string]string `pulumi:"configurationProtectedSettings"`
	ConfigurationSettings          map[string]string `pulumi:"configurationSettings"`
	ExtensionName                  *string           `pulumi:"extensionName"`
	ExtensionType                  *string           `pulumi:"extensionType"`
	ReleaseTrain                   *string           `pulumi:"releaseTrain"`
	ResourceGroupName              string            `pulumi:"resourceGroupName"`
	Scope                          *Scope            `pulumi:"scope"`
	Version                        *string           `pulumi:"version"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ExtensionArgs) ElementType() reflect.Type { return reflect.TypeFor[extensionArgs]() }

// NewExtension declares a cluster extension. It refuses nil args and args without one of the four that form the
// cluster's path: ClusterName, ClusterResourceName, ClusterRp and ResourceGroupName.
func NewExtension(ctx *pulumi.Context, name string, args *ExtensionArgs, opts ...pulumi.ResourceOption) (*Extension, error) {
	if args == nil {
		return nil, fmt.Errorf("extension %q: missing one or more required arguments", name)
	}
	if err := requireCluster(args.ClusterName, args.ClusterResourceName, args.ClusterRp, args.ResourceGroupName); err != nil {
		return nil, fmt.Errorf("extension %q: %w", name, err)
	}
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:kubernetesconfiguration:Extension")}}))
	var resource Extension
	if err := ctx.RegisterResource(extensionToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("extension %q: %w", name, err)
	}
	return &resource, nil
}
