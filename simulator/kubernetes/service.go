// Package kubernetes simulates what the Kubernetes provider of Pulumi does to a cluster: the API server's judgement of
// namespaces and of the objects that a platform puts into them, and the rendering of manifests in its place.
// Objects are judged against the published Go types of Kubernetes 1.36, without exception for unknown fields.
// Every cluster that a provider is configured for has objects of its own; nothing runs in it.
package kubernetes

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// kinds returns every kind that is modelled, sorted by token.
func kinds() []kind {
	return []kind{
		configMap(), limitRange(), namespaceKind(), resourceQuota(), secret(), service(), serviceAccount(), serviceAccountPatch(),
		networkPolicy(), clusterRole(), clusterRoleBinding(), role(), roleBinding(),
	}
}

// Service returns the types of the package kubernetes, made anew for one engine.
func Service() *engine.Service {
	s := &engine.Service{Name: "kubernetes", Vocabulary: vocabulary()}
	for _, k := range kinds() {
		s.Types = append(s.Types, k.describe())
	}
	return s
}
