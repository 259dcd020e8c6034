package kubernetes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// The folders of rendered manifests. The first is for custom resource definitions, so that it can be applied before
// the other; it is made even though no kind here goes there.
// Source: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go (renderYaml)
const (
	definitionsFolder = "0-crd"
	manifestsFolder   = "1-manifest"
)

// manifestPath is where an object is rendered: "<dir>/1-manifest/v1-resourcequota-team-a-quota.yaml". An object of the
// whole cluster has "default" in place of a namespace.
func (k kind) manifestPath(p engine.Provider, inputs engine.Value) string {
	namespace := k.namespaceOf(p, inputs)
	if namespace == "" {
		namespace = "default"
	}
	version := strings.NewReplacer("/", "_", ":", "_").Replace(k.apiVersion())
	file := fmt.Sprintf("%s-%s-%s-%s.yaml", version, strings.ToLower(k.name), namespace, inputs.At("metadata", "name").Text())
	return filepath.Join(renderDirectory(p), manifestsFolder, file)
}

// render writes the object as the provider does: what the program gave and its namespace, nothing that an API server
// would add, readable by its owner only.
func (k kind) render(op *engine.Operation) error {
	object, _ := engine.Clone(op.Inputs.Raw()).(map[string]any)
	if namespace := k.namespaceOf(op.Provider, op.Inputs); namespace != "" {
		object["metadata"].(map[string]any)["namespace"] = namespace
		op.Set(namespace, "metadata", "namespace")
	}
	text, err := yaml.Marshal(object)
	if err != nil {
		return fmt.Errorf("rendering %s %s: %w", k.name, op.Name, err)
	}
	for _, folder := range []string{definitionsFolder, manifestsFolder} {
		if err = os.MkdirAll(filepath.Join(renderDirectory(op.Provider), folder), 0o700); err != nil {
			return fmt.Errorf("rendering %s %s: %w", k.name, op.Name, err)
		}
	}
	if err = os.WriteFile(k.manifestPath(op.Provider, op.Inputs), text, 0o600); err != nil {
		return fmt.Errorf("rendering %s %s: %w", k.name, op.Name, err)
	}
	return nil
}

// unrender removes the object's file. One that is gone already is no error.
func (k kind) unrender(op *engine.Operation) error {
	if err := os.Remove(k.manifestPath(op.Provider, op.Inputs)); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("removing the manifest of %s %s: %w", k.name, op.Name, err)
	}
	return nil
}
