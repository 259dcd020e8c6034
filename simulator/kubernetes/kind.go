package kubernetes

import (
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// kind is one kind of object.
type kind struct {
	// module is the middle of the Pulumi token: "core/v1".
	module string
	// group is the API group; "" for the core group. All kinds here have version v1.
	group string
	// name is the kind: "Namespace".
	name string
	// resource is the plural in answers: "namespaces".
	resource string
	// namespaced is false for what belongs to the whole cluster.
	namespaced bool
	// patch is set for the provider's patch resources: they own some fields of an object that somebody else made.
	patch bool
	// naming judges metadata.name.
	naming validation.ValidateNameFunc
	// empty returns a new object to decode into.
	empty func() metav1.Object
	// judge returns what the API server finds wrong with a decoded object, besides its metadata. It may be nil.
	judge func(object metav1.Object) field.ErrorList
	// complete adds what the API server fills in. It may be nil.
	complete func(op *engine.Operation)
	// builtIn reports whether Kubernetes makes an object of this name by itself. It may be nil.
	builtIn func(namespace, name string) bool
	// inputs and outputs are the shapes.
	inputs, outputs any
	// replacedBy are inputs whose change makes the provider replace the object, besides its name and namespace.
	// Source: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go
	replacedBy []string
	// models are sentences for the reference page.
	models []string
}

func (k kind) apiVersion() string {
	if k.group == "" {
		return "v1"
	}
	return k.group + "/v1"
}

// plural is the resource as answers name it: "roles.rbac.authorization.k8s.io".
func (k kind) plural() string {
	if k.group == "" {
		return k.resource
	}
	return k.resource + "." + k.group
}

// qualified is the kind as answers name it: "Role.rbac.authorization.k8s.io".
func (k kind) qualified() string {
	if k.group == "" {
		return k.name
	}
	return k.name + "." + k.group
}

// token is the Pulumi type token.
func (k kind) token() string {
	if k.patch {
		return "kubernetes:" + k.module + ":" + k.name + "Patch"
	}
	return "kubernetes:" + k.module + ":" + k.name
}

// armType is the name that the store lists the kind by.
func (k kind) armType() string {
	return k.apiVersion() + "/" + k.token()[strings.LastIndexByte(k.token(), ':')+1:]
}

// takes are assumptions: an API server answers at once, and a namespace goes when what is in it has gone.
func (k kind) takes() engine.Durations {
	d := engine.Durations{Create: time.Second, Update: time.Second, Delete: time.Second,
		Source: "An assumption: an API server answers within a second."}
	if k.name == kindNamespace {
		d.Delete = 10 * time.Second
	}
	return d
}

// describe returns the kind as the engine knows it.
func (k kind) describe() *engine.Type {
	return &engine.Type{
		Token: k.token(), Versions: []string{""}, APIVersion: k.apiVersion(), ARMType: k.armType(), Scope: engine.OwnScope,
		ID:          func(p engine.Provider, inputs engine.Value) (string, error) { return k.id(p, inputs), nil },
		Space:       space,
		Identifying: []string{"metadata.name", "metadata.namespace"},
		Args:        k.inputs, State: k.outputs, ReplacedBy: k.replacedBy,
		Check: k.check, Put: k.put, Delete: k.remove,
		Takes: k.takes(), Models: append(slices.Clone(k.models), common(k)...), Codes: k.codes(),
	}
}

// common are the sentences that hold for every kind.
func common(k kind) []string {
	sentences := []string{
		"Fields are decoded strictly into the published Go types of Kubernetes 1.36; the name is required, and labels and annotations have their forms.",
	}
	if k.namespaced {
		sentences = append(sentences, "The namespace exists in the cluster, or in the one that the provider's settings name, and is not being deleted.")
	}
	return append(sentences,
		"With renderYamlToDirectory the object becomes a file of the provider's name for it below 1-manifest, which a delete removes; then no cluster is needed.")
}

// codes are what the kind's behaviour can answer with.
func (k kind) codes() []engine.Code {
	list := []engine.Code{CodeBadRequest, CodeInvalid}
	if k.namespaced {
		list = append(list, CodeNotFound, CodeForbidden)
	}
	if k.builtIn != nil && !k.patch {
		list = append(list, CodeAlreadyExists)
	}
	if k.name == kindServiceAccount {
		list = append(list, CodeConflict)
	}
	return list
}

// id forms the ID as the provider does: "namespace/name", or the name of what belongs to the whole cluster.
func (k kind) id(p engine.Provider, inputs engine.Value) string {
	name := inputs.At("metadata", "name").Text()
	if name == "" || !k.namespaced {
		return name
	}
	return k.namespaceOf(p, inputs) + "/" + name
}

// namespaceOf is the namespace that an object goes to; "" for what belongs to the whole cluster.
func (k kind) namespaceOf(p engine.Provider, inputs engine.Value) string {
	if !k.namespaced {
		return ""
	}
	if given := inputs.At("metadata", "namespace").Text(); given != "" {
		return given
	}
	return defaultNamespace(p)
}

// exists is the API server's answer to a create of what is there.
func (k kind) exists(name string) *engine.Error {
	return CodeAlreadyExists.Errorf("%s %q already exists", k.plural(), name)
}

// notFound is its answer to a request that needs what is not there.
func (k kind) notFound(name string) *engine.Error {
	return CodeNotFound.Errorf("%s %q not found", k.plural(), name)
}
