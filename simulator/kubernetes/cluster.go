package kubernetes

import (
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// builtInNamespaces are in every cluster from the start.
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
var builtInNamespaces = []string{"default", "kube-node-lease", "kube-public", "kube-system"}

// setting returns a text from the provider's configuration; "" when it is missing or not known yet.
func setting(p engine.Provider, name string) string { return engine.Of(p.Config).At(name).Text() }

// renderDirectory is where the provider writes manifests; "" when it talks to a cluster.
func renderDirectory(p engine.Provider) string { return setting(p, "renderYamlToDirectory") }

// space tells clusters apart: by the identifier that the program gives, or the API server in the kubeconfig. Each
// directory of manifests is a space of its own. It is "" when the provider is configured for nothing at all.
func space(p engine.Provider) string {
	if directory := renderDirectory(p); directory != "" {
		return "render:" + filepath.Clean(directory)
	}
	if identifier := setting(p, "clusterIdentifier"); identifier != "" {
		return identifier
	}
	server, _ := target(p)
	return server
}

// defaultNamespace is where the provider puts objects that name no namespace.
func defaultNamespace(p engine.Provider) string {
	if configured := setting(p, "namespace"); configured != "" {
		return configured
	}
	if _, namespace := target(p); namespace != "" {
		return namespace
	}
	return "default"
}

// target returns the API server and the namespace that a kubeconfig's context leads to. A kubeconfig that cannot be
// read leads nowhere; files are not opened, since no cluster of the person at work may play a part.
func target(p engine.Provider) (server, namespace string) {
	var config struct {
		Clusters []struct {
			Name    string `json:"name"`
			Cluster struct {
				Server string `json:"server"`
			} `json:"cluster"`
		} `json:"clusters"`
		Contexts []struct {
			Name    string `json:"name"`
			Context struct {
				Cluster   string `json:"cluster"`
				Namespace string `json:"namespace"`
			} `json:"context"`
		} `json:"contexts"`
		CurrentContext string `json:"current-context"`
	}
	if err := yaml.Unmarshal([]byte(setting(p, "kubeconfig")), &config); err != nil {
		return "", ""
	}
	current, cluster := config.CurrentContext, ""
	if chosen := setting(p, "context"); chosen != "" {
		current = chosen
	}
	for _, c := range config.Contexts {
		if c.Name == current {
			cluster, namespace = c.Context.Cluster, c.Context.Namespace
		}
	}
	if chosen := setting(p, "cluster"); chosen != "" {
		cluster = chosen
	}
	for _, c := range config.Clusters {
		if c.Name == cluster {
			server = c.Cluster.Server
		}
	}
	return server, namespace
}

// lookUp returns an object of a cluster.
func (k kind) lookUp(op *engine.Operation, id string) (*engine.Resource, bool) {
	return op.Get(k.token() + "|" + space(op.Provider) + "|" + id) // the form of the keys that the engine gives objects
}

// contents returns the objects in a namespace of the operation's cluster.
func contents(op *engine.Operation, namespace string) []*engine.Resource {
	var found []*engine.Resource
	for _, k := range kinds() {
		if !k.namespaced {
			continue
		}
		prefix := strings.ToLower(k.token() + "|" + space(op.Provider) + "|" + namespace + "/")
		for _, r := range op.List(k.armType()) {
			if strings.HasPrefix(r.Key, prefix) {
				found = append(found, r)
			}
		}
	}
	return found
}

// admits requires the namespace of a new object to be there and to stay.
func (k kind) admits(op *engine.Operation, namespace string) error {
	if slices.Contains(builtInNamespaces, namespace) {
		return nil
	}
	stored, ok := namespaceKind().lookUp(op, namespace)
	switch {
	case !ok:
		return namespaceKind().notFound(namespace)
	case stored.Pending == engine.OpDelete:
		return CodeForbidden.Errorf("%s %q is forbidden: unable to create new content in namespace %s because it is being terminated",
			k.plural(), op.Name, namespace)
	}
	return nil
}
