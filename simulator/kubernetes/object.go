package kubernetes

import (
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// put creates or updates an object.
func (k kind) put(op *engine.Operation) error {
	op.Inputs = k.judged(op.Inputs)
	if renderDirectory(op.Provider) != "" {
		return k.render(op)
	}
	if space(op.Provider) == "" {
		return &engine.Error{Message: "configured Kubernetes cluster is unreachable: the provider has no clusterIdentifier, no kubeconfig " +
			"that names an API server, and no renderYamlToDirectory"}
	}
	namespace := k.namespaceOf(op.Provider, op.Inputs)
	if op.Old == nil {
		if err := k.creatable(op, namespace); err != nil {
			return err
		}
	}
	if e := k.frozen(op); e != nil {
		return CodeInvalid.Errorf("%s %q is invalid: %s", k.qualified(), op.Name, e)
	}
	if k.name == kindServiceAccount {
		if err := k.applicable(op); err != nil {
			return err
		}
	}
	k.stamp(op, namespace)
	if k.complete != nil {
		k.complete(op)
	}
	return nil
}

// creatable judges what only a new object needs.
func (k kind) creatable(op *engine.Operation, namespace string) error {
	if k.namespaced {
		if err := k.admits(op, namespace); err != nil {
			return err
		}
	}
	if !k.patch && k.builtIn != nil && k.builtIn(namespace, op.Name) {
		return k.exists(op.Name)
	}
	return nil
}

// frozen refuses to change a config map or secret that was declared immutable.
// Source: https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
func (k kind) frozen(op *engine.Operation) *field.Error {
	if k.name != kindConfigMap && k.name != kindSecret || op.Old == nil || !op.Old.In().At("immutable").Bool() {
		return nil
	}
	for _, property := range []string{"immutable", "data", "binaryData", "stringData"} {
		if op.Changed(property) {
			return field.Forbidden(field.NewPath(property), "field is immutable when `immutable` is set")
		}
	}
	return nil
}

// stamp fills in the metadata that the API server gives every object.
func (k kind) stamp(op *engine.Operation, namespace string) {
	if namespace != "" {
		op.Set(namespace, "metadata", "namespace")
	}
	uid, created, version := op.GUID("uid"), op.Now().Format(time.RFC3339), 1
	if op.Old != nil {
		before := op.Old.Out().At("metadata")
		uid, created = before.At("uid").TextOr(uid), before.At("creationTimestamp").TextOr(created)
		// A version that somebody made unreadable starts anew.
		version, _ = strconv.Atoi(before.At("resourceVersion").Text())
		if !engine.Equal(op.Old.Inputs, op.Inputs.Raw()) {
			version++
		}
	}
	op.Set(uid, "metadata", "uid")
	op.Set(created, "metadata", "creationTimestamp")
	op.Set(strconv.Itoa(max(version, 1)), "metadata", "resourceVersion")
}

// remove deletes what goes along with an object.
func (k kind) remove(op *engine.Operation) error {
	if renderDirectory(op.Provider) != "" {
		return k.unrender(op)
	}
	switch {
	case k.name == kindNamespace:
		for _, r := range contents(op, op.Old.ID) {
			op.Remove(r.Key)
		}
	case k.name == kindServiceAccount && !k.patch:
		if patch, ok := serviceAccountPatch().lookUp(op, op.Old.ID); ok {
			op.Remove(patch.Key)
		}
	}
	return nil
}
