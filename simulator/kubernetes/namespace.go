package kubernetes

import (
	"regexp"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const kindNamespace = "Namespace"

func namespaceKind() kind {
	return kind{
		module: "core/v1", name: kindNamespace, resource: "namespaces",
		naming: validation.ValidateNamespaceName, empty: func() metav1.Object { return &corev1.Namespace{} },
		judge: podSecurity, complete: activate,
		builtIn: func(_, name string) bool { return slices.Contains(builtInNamespaces, name) },
		inputs:  specObject{}, outputs: specStatusObject{},
		models: []string{
			"A namespace is active at once, carries its name as a label, and has the service account default; those of Kubernetes itself exist already.",
			"Labels of pod security name a level and a version that exist.",
			"A namespace that is deleted takes along everything in it.",
		},
	}
}

// securityLevels are the pod security standards.
// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
var securityLevels = []string{"privileged", "baseline", "restricted"}

var securityVersion = regexp.MustCompile(`^(latest|v1\.(0|[1-9][0-9]*))$`)

// podSecurity judges the labels by which a namespace chooses what pods it admits.
// Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
func podSecurity(object metav1.Object) field.ErrorList {
	var wrong field.ErrorList
	labels := field.NewPath("metadata", "labels")
	for _, mode := range []string{"enforce", "audit", "warn"} {
		key := "pod-security.kubernetes.io/" + mode
		if level, ok := object.GetLabels()[key]; ok && !slices.Contains(securityLevels, level) {
			wrong = append(wrong, field.Invalid(labels.Key(key), level, "must be one of privileged, baseline, restricted"))
		}
		key += "-version"
		if version, ok := object.GetLabels()[key]; ok && !securityVersion.MatchString(version) {
			wrong = append(wrong, field.Invalid(labels.Key(key), version, `must be "latest" or "v1.x"`))
		}
	}
	return wrong
}

func activate(op *engine.Operation) {
	op.Set(op.Name, "metadata", "labels", corev1.LabelMetadataName)
	op.Default([]string{string(corev1.FinalizerKubernetes)}, "spec", "finalizers")
	op.Set(string(corev1.NamespaceActive), "status", "phase")
}
