package kubernetes

import (
	"fmt"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	content "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Kinds that hold data.
const (
	kindConfigMap = "ConfigMap"
	kindSecret    = "Secret"
)

// maxData is the size of all values of a config map or secret in bytes.
// Source: https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size
const maxData = corev1.MaxSecretSize

func configMap() kind {
	return kind{
		module: "core/v1", name: kindConfigMap, resource: "configmaps", namespaced: true,
		naming: validation.NameIsDNSSubdomain, empty: func() metav1.Object { return &corev1.ConfigMap{} },
		judge: func(object metav1.Object) field.ErrorList { return judgeConfigMap(object.(*corev1.ConfigMap)) },
		// Source: https://kubernetes.io/docs/concepts/configuration/configmap/
		builtIn: func(_, name string) bool { return name == "kube-root-ca.crt" },
		inputs:  configMapObject{}, outputs: configMapObject{}, replacedBy: []string{"binaryData", "data"},
		models: []string{
			"Keys have their form and stand either in data or in binaryData; all values together fit into 1 MiB; what is immutable stays.",
		},
	}
}

func judgeConfigMap(m *corev1.ConfigMap) field.ErrorList {
	wrong := judgeKeys("data", m.Data)
	wrong = append(wrong, judgeKeys("binaryData", m.BinaryData)...)
	for _, key := range slices.Sorted(maps.Keys(m.Data)) {
		if _, twice := m.BinaryData[key]; twice {
			wrong = append(wrong, field.Invalid(field.NewPath("data").Key(key), key, fmt.Sprintf("duplicate of key %q present in binaryData", key)))
		}
	}
	if size(m.Data)+size(m.BinaryData) > maxData {
		wrong = append(wrong, field.TooLong(field.NewPath("data"), "", maxData))
	}
	return wrong
}

func secret() kind {
	return kind{
		module: "core/v1", name: kindSecret, resource: "secrets", namespaced: true,
		naming: validation.NameIsDNSSubdomain, empty: func() metav1.Object { return &corev1.Secret{} },
		judge:    func(object metav1.Object) field.ErrorList { return judgeSecret(object.(*corev1.Secret)) },
		complete: func(op *engine.Operation) { op.Default(string(corev1.SecretTypeOpaque), "type") },
		inputs:   secretObject{}, outputs: secretObject{}, replacedBy: []string{"data", "stringData", "type"},
		models: []string{
			"Keys have their form, data is base64, all values together fit into 1 MiB, and the types of Kubernetes have the keys that they need; what is immutable stays.",
			"Data under stringData stays there: the outputs do not repeat it in base64.",
		},
	}
}

// requiredKeys are the keys that the types of Kubernetes need.
// Source: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
var requiredKeys = map[corev1.SecretType][]string{
	corev1.SecretTypeDockercfg:        {corev1.DockerConfigKey},
	corev1.SecretTypeDockerConfigJson: {corev1.DockerConfigJsonKey},
	corev1.SecretTypeSSHAuth:          {corev1.SSHAuthPrivateKey},
	corev1.SecretTypeTLS:              {corev1.TLSCertKey, corev1.TLSPrivateKeyKey},
}

func judgeSecret(s *corev1.Secret) field.ErrorList {
	wrong := judgeKeys("data", s.Data)
	wrong = append(wrong, judgeKeys("stringData", s.StringData)...)
	for _, key := range requiredKeys[s.Type] {
		if !holds(s, key) {
			wrong = append(wrong, field.Required(field.NewPath("data").Key(key), ""))
		}
	}
	if s.Type == corev1.SecretTypeBasicAuth && !holds(s, corev1.BasicAuthUsernameKey) && !holds(s, corev1.BasicAuthPasswordKey) {
		wrong = append(wrong, field.Required(field.NewPath("data").Key(corev1.BasicAuthUsernameKey), ""))
	}
	if s.Type == corev1.SecretTypeServiceAccountToken && s.Annotations[corev1.ServiceAccountNameKey] == "" {
		wrong = append(wrong, field.Required(field.NewPath("metadata", "annotations").Key(corev1.ServiceAccountNameKey), ""))
	}
	if size(s.Data)+size(s.StringData) > maxData {
		wrong = append(wrong, field.TooLong(field.NewPath("data"), "", maxData))
	}
	return wrong
}

// holds looks where the API server looks after it has merged the two.
func holds(s *corev1.Secret, key string) bool {
	_, plain := s.StringData[key]
	_, encoded := s.Data[key]
	return plain || encoded
}

func judgeKeys[T any](property string, data map[string]T) field.ErrorList {
	var wrong field.ErrorList
	for _, key := range slices.Sorted(maps.Keys(data)) {
		for _, message := range content.IsConfigMapKey(key) {
			wrong = append(wrong, field.Invalid(field.NewPath(property).Key(key), key, message))
		}
	}
	return wrong
}

func size[T ~string | ~[]byte](data map[string]T) int {
	total := 0
	for _, value := range data {
		total += len(value)
	}
	return total
}
