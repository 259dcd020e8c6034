package bootstrap

import (
	"errors"
	"fmt"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// targetOf takes resource group and name out of the cluster's ID. The ID is known whenever the cluster exists, also
// in the preview of a change to it; its other outputs are not, and an unknown path would look like a replacement.
func targetOf(clusterID pulumi.StringInput) target {
	part := func(take func(azure.ID) string) pulumi.StringOutput {
		return clusterID.ToStringOutput().ApplyT(func(text string) (string, error) {
			id, err := azure.ParseID(text)
			if err != nil {
				return "", fmt.Errorf("cluster ID: %w", err)
			}
			return take(id), nil
		}).(pulumi.StringOutput)
	}
	return target{resourceGroup: part(azure.ID.ResourceGroup), name: part(azure.ID.Name)}
}

// clusterProvider talks to the API server. Objects are applied on the server's side, so that fields of other owners
// are left alone, and the provider is replaced, with all its objects, only when the API server is another one.
func (b *Bootstrap) clusterProvider(ctx *pulumi.Context, name string, cluster target, args *Args) (*kubernetes.Provider, error) {
	credentials := containerservice.ListManagedClusterUserCredentialsOutput(ctx, containerservice.ListManagedClusterUserCredentialsOutputArgs{
		ResourceGroupName: cluster.resourceGroup,
		ResourceName:      cluster.name,
		Format:            pulumi.String("exec"),
	}, pulumi.Parent(b))
	text := func(of func(apiServer) (string, error)) pulumi.StringOutput {
		return credentials.ApplyT(func(result containerservice.ListManagedClusterUserCredentialsResult) (string, error) {
			if len(result.Kubeconfigs) == 0 {
				return "", errors.New("no kubeconfig came back for the cluster")
			}
			server, err := parseKubeconfig(result.Kubeconfigs[0].Value)
			if err != nil {
				return "", err
			}
			return of(server)
		}).(pulumi.StringOutput)
	}
	config := text(func(server apiServer) (string, error) { return kubeconfigFor(server, args.Settings.Login) })
	return kubernetes.NewProvider(ctx, name+"-cluster", &kubernetes.ProviderArgs{
		Kubeconfig:            pulumi.ToSecret(config).(pulumi.StringOutput),
		ClusterIdentifier:     text(func(server apiServer) (string, error) { return server.URL, nil }),
		EnableServerSideApply: pulumi.Bool(true),
	}, pulumi.Parent(b), pulumi.DependsOn(args.After))
}

// renderProvider writes every object as YAML and needs no cluster.
func (b *Bootstrap) renderProvider(ctx *pulumi.Context, name string, args *Args) (*kubernetes.Provider, error) {
	return kubernetes.NewProvider(ctx, name+"-manifests", &kubernetes.ProviderArgs{
		RenderYamlToDirectory: pulumi.String(args.Settings.RenderDirectory),
		// Set, though empty: left out, the SDK takes the user's KUBECONFIG, and rendering must not depend on it.
		Kubeconfig:            pulumi.String(""),
		EnableServerSideApply: pulumi.Bool(true),
	}, pulumi.Parent(b))
}
