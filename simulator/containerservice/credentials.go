package containerservice

import (
	"encoding/base64"
	"fmt"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// entraServer is the application that clusters sign in against, the same in every tenant.
// Source: https://learn.microsoft.com/azure/aks/kubelogin-authentication
const entraServer = "6dae42f8-4368-4678-94ff-3960e28e3630"

func listManagedClusterUserCredentials() *engine.Function {
	return &engine.Function{
		Token:    "azure-native:containerservice:listManagedClusterUserCredentials",
		Versions: versions,
		Args:     sdk.ListManagedClusterUserCredentialsArgs{},
		Call:     userCredentials,
		Models:   "Answers with a kubeconfig for the cluster's private name, or its public one, that signs in through kubelogin; it holds no secret.",
	}
}

func userCredentials(op *engine.Operation) (map[string]any, error) {
	group, name := op.Inputs.At("resourceGroupName").Text(), op.Inputs.At("resourceName").Text()
	cluster, ok := op.Get(azure.ResourceID(op.Provider.Subscription, group, clusterType, name))
	if !ok {
		return nil, engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.", clusterType, name, group)
	}
	config, err := yaml.Marshal(kubeconfig(cluster, group, name, op.Inputs.At("serverFqdn").Text()))
	if err != nil {
		return nil, fmt.Errorf("writing the kubeconfig of %s: %w", cluster.ID, err)
	}
	return map[string]any{"kubeconfigs": []map[string]any{{"name": "clusterUser", "value": base64.StdEncoding.EncodeToString(config)}}}, nil
}

// kubeconfig is what kubectl needs for a cluster: its address, and how a user signs in.
func kubeconfig(cluster *engine.Resource, group, name, host string) map[string]any {
	out := cluster.Out()
	server := apiServer(cluster)
	if host != "" {
		server = serverURL(host)
	}
	user := "clusterUser_" + group + "_" + name
	return map[string]any{
		"apiVersion": "v1", "kind": "Config", "current-context": name, "preferences": map[string]any{},
		"clusters": []any{map[string]any{"name": name, "cluster": map[string]any{
			"server":                     server,
			"certificate-authority-data": base64.StdEncoding.EncodeToString([]byte("simulated certificate authority of " + cluster.ID)),
		}}},
		"contexts": []any{map[string]any{"name": name, "context": map[string]any{"cluster": name, "user": user}}},
		"users":    []any{map[string]any{"name": user, "user": signIn(out)}},
	}
}

// apiServer is the address of a cluster's API server, by its private name where it has one.
func apiServer(cluster *engine.Resource) string {
	out := cluster.Out()
	return serverURL(out.At("privateFQDN").TextOr(out.At("fqdn").Text()))
}

func serverURL(host string) string { return "https://" + host + ":443" }

// signIn is the exec plugin that gets a token from Microsoft Entra, or a token of the cluster's own where there are local
// accounts only.
func signIn(out engine.Value) map[string]any {
	if !out.At("aadProfile", "managed").Bool() {
		return map[string]any{"token": "simulated"}
	}
	return map[string]any{"exec": map[string]any{
		"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "kubelogin", "provideClusterInfo": false,
		"args": []any{"get-token", "--environment", "AzurePublicCloud", "--server-id", entraServer, "--tenant-id",
			out.At("aadProfile", "tenantID").Text(), "--login", "devicecode"},
	}}
}
