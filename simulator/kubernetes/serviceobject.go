package kubernetes

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	content "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func service() kind {
	return kind{
		module: "core/v1", name: "Service", resource: "services", namespaced: true,
		naming: validation.NameIsDNS1035Label, empty: func() metav1.Object { return &corev1.Service{} },
		judge:    func(object metav1.Object) field.ErrorList { return judgeService(object.(*corev1.Service).Spec) },
		complete: completeService,
		builtIn:  func(namespace, name string) bool { return namespace == "default" && name == "kubernetes" },
		inputs:   specObject{}, outputs: specStatusObject{}, replacedBy: []string{"spec.clusterIP"},
		models: []string{
			"The type exists, ports are there unless the service is headless or external, have their ranges, and are named and unique where there are several.",
			"Addresses, node ports and load balancers are not handed out.",
		},
	}
}

// judgeService applies the rules of services.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
func judgeService(spec corev1.ServiceSpec) field.ErrorList {
	var wrong field.ErrorList
	at := field.NewPath("spec")
	types := []corev1.ServiceType{corev1.ServiceTypeClusterIP, corev1.ServiceTypeExternalName, corev1.ServiceTypeLoadBalancer, corev1.ServiceTypeNodePort}
	if spec.Type != "" && !slices.Contains(types, spec.Type) {
		wrong = append(wrong, field.NotSupported(at.Child("type"), spec.Type, types))
	}
	external := spec.Type == corev1.ServiceTypeExternalName
	if len(spec.Ports) == 0 && spec.ClusterIP != corev1.ClusterIPNone && !external {
		wrong = append(wrong, field.Required(at.Child("ports"), ""))
	}
	if external && len(content.IsDNS1123Subdomain(spec.ExternalName)) > 0 {
		wrong = append(wrong, field.Invalid(at.Child("externalName"), spec.ExternalName, "must be a DNS name"))
	}
	names, numbers := map[string]bool{}, map[string]bool{}
	for i, port := range spec.Ports {
		path := at.Child("ports").Index(i)
		switch {
		case port.Name == "" && len(spec.Ports) > 1:
			wrong = append(wrong, field.Required(path.Child("name"), ""))
		case port.Name != "" && names[port.Name]:
			wrong = append(wrong, field.Duplicate(path.Child("name"), port.Name))
		case port.Name != "":
			for _, message := range content.IsDNS1123Label(port.Name) {
				wrong = append(wrong, field.Invalid(path.Child("name"), port.Name, message))
			}
		}
		names[port.Name] = true
		number := fmt.Sprintf("%s %d", servicePortProtocol(port), port.Port)
		if numbers[number] {
			wrong = append(wrong, field.Duplicate(path, number))
		}
		numbers[number] = true
		wrong = append(wrong, judgeServicePort(path, port)...)
	}
	return wrong
}

func servicePortProtocol(port corev1.ServicePort) corev1.Protocol {
	if port.Protocol == "" {
		return corev1.ProtocolTCP
	}
	return port.Protocol
}

func judgeServicePort(at *field.Path, port corev1.ServicePort) field.ErrorList {
	var wrong field.ErrorList
	for _, message := range content.IsValidPortNum(int(port.Port)) {
		wrong = append(wrong, field.Invalid(at.Child("port"), port.Port, message))
	}
	protocols := []corev1.Protocol{corev1.ProtocolSCTP, corev1.ProtocolTCP, corev1.ProtocolUDP}
	if !slices.Contains(protocols, servicePortProtocol(port)) {
		wrong = append(wrong, field.NotSupported(at.Child("protocol"), port.Protocol, protocols))
	}
	target := port.TargetPort
	switch {
	case target.Type == intstr.String && target.StrVal != "":
		for _, message := range content.IsValidPortName(target.StrVal) {
			wrong = append(wrong, field.Invalid(at.Child("targetPort"), target.StrVal, message))
		}
	case target.Type == intstr.Int && target.IntVal != 0:
		for _, message := range content.IsValidPortNum(target.IntValue()) {
			wrong = append(wrong, field.Invalid(at.Child("targetPort"), target.IntVal, message))
		}
	}
	return wrong
}

func completeService(op *engine.Operation) {
	op.Default(string(corev1.ServiceTypeClusterIP), "spec", "type")
	op.Default(string(corev1.ServiceAffinityNone), "spec", "sessionAffinity")
	op.Set(map[string]any{}, "status", "loadBalancer")
}
