package bootstrap

import (
	"encoding/base64"
	"errors"
	"fmt"

	"sigs.k8s.io/yaml"
)

// entraServerID is the application that stands for the API servers of all AKS clusters in Entra; a token for it is
// what an API server wants.
//
// Source: https://learn.microsoft.com/azure/aks/kubelogin-authentication#how-to-use-kubelogin-with-aks
const entraServerID = "6dae42f8-4368-4678-94ff-3960e28e3630"

// apiServer is what is taken from the kubeconfig that Azure hands out: where the API server is and who vouches for
// it. Users, tokens and certificates in it are not even read.
type apiServer struct {
	URL string
	// CA is the certificate of the cluster's authority, in base64.
	CA string
}

// parseKubeconfig reads the base64 text of a kubeconfig. Its errors never quote it.
func parseKubeconfig(encoded string) (apiServer, error) {
	text, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return apiServer{}, errors.New("the kubeconfig that Azure returned is not in base64")
	}
	var config struct {
		Clusters []struct {
			Cluster struct {
				Server string `json:"server"`
				CA     string `json:"certificate-authority-data"`
			} `json:"cluster"`
		} `json:"clusters"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return apiServer{}, errors.New("the kubeconfig that Azure returned is not YAML")
	}
	if len(config.Clusters) != 1 {
		return apiServer{}, fmt.Errorf("the kubeconfig that Azure returned names %d clusters, expected one", len(config.Clusters))
	}
	server := apiServer{URL: config.Clusters[0].Cluster.Server, CA: config.Clusters[0].Cluster.CA}
	if server.URL == "" || server.CA == "" {
		return apiServer{}, errors.New("the kubeconfig that Azure returned lacks the server or its certificate authority")
	}
	return server, nil
}

// Parts of a kubeconfig, in the words of Kubernetes.
//
// Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
type (
	kubeconfig struct {
		APIVersion     string          `json:"apiVersion"`
		Kind           string          `json:"kind"`
		Clusters       []namedCluster  `json:"clusters"`
		Contexts       []namedContext  `json:"contexts"`
		CurrentContext string          `json:"current-context"`
		Users          []namedExecUser `json:"users"`
	}
	namedCluster struct {
		Name    string `json:"name"`
		Cluster struct {
			Server string `json:"server"`
			CA     string `json:"certificate-authority-data"`
		} `json:"cluster"`
	}
	namedContext struct {
		Name    string `json:"name"`
		Context struct {
			Cluster string `json:"cluster"`
			User    string `json:"user"`
		} `json:"context"`
	}
	namedExecUser struct {
		Name string `json:"name"`
		User struct {
			Exec execConfig `json:"exec"`
		} `json:"user"`
	}
	execConfig struct {
		APIVersion      string   `json:"apiVersion"`
		Command         string   `json:"command"`
		Args            []string `json:"args"`
		InstallHint     string   `json:"installHint"`
		InteractiveMode string   `json:"interactiveMode"`
	}
)

// kubeconfigFor returns a kubeconfig that holds no credential: whoever uses it asks kubelogin for a token of their
// own, at that moment.
func kubeconfigFor(server apiServer, login string) (string, error) {
	const name = "cluster"
	config := kubeconfig{APIVersion: "v1", Kind: "Config", CurrentContext: name}
	cluster := namedCluster{Name: name}
	cluster.Cluster.Server, cluster.Cluster.CA = server.URL, server.CA
	context := namedContext{Name: name}
	context.Context.Cluster, context.Context.User = name, name
	user := namedExecUser{Name: name}
	user.User.Exec = execConfig{
		APIVersion:      "client.authentication.k8s.io/v1beta1",
		Command:         "kubelogin",
		Args:            []string{"get-token", "--login", login, "--server-id", entraServerID},
		InstallHint:     "kubelogin signs in to the API server of an AKS cluster: https://azure.github.io/kubelogin/install.html",
		InteractiveMode: "Never",
	}
	config.Clusters, config.Contexts, config.Users = []namedCluster{cluster}, []namedContext{context}, []namedExecUser{user}
	text, err := yaml.Marshal(config)
	if err != nil {
		return "", fmt.Errorf("writing the kubeconfig: %w", err)
	}
	return string(text), nil
}
