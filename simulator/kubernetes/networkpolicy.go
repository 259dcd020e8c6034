package kubernetes

import (
	"fmt"
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	selectors "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/intstr"
	content "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func networkPolicy() kind {
	return kind{
		module: "networking.k8s.io/v1", group: networkingv1.GroupName, name: "NetworkPolicy", resource: "networkpolicies", namespaced: true,
		naming: validation.NameIsDNSSubdomain, empty: func() metav1.Object { return &networkingv1.NetworkPolicy{} },
		judge: func(object metav1.Object) field.ErrorList {
			return judgePolicy(object.(*networkingv1.NetworkPolicy).Spec)
		},
		complete: choosePolicyTypes,
		inputs:   specObject{}, outputs: specObject{},
		models: []string{
			"Selectors, ports and protocols have their forms; a peer is either a range of addresses or a selection of pods; exceptions lie strictly inside their range.",
			"No traffic is judged.",
		},
	}
}

// judgePolicy applies the rules of network policies.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
func judgePolicy(spec networkingv1.NetworkPolicySpec) field.ErrorList {
	at := field.NewPath("spec")
	wrong := selectors.ValidateLabelSelector(&spec.PodSelector, selectors.LabelSelectorValidationOptions{}, at.Child("podSelector"))
	for i, rule := range spec.Ingress {
		wrong = append(wrong, judgePorts(at.Child("ingress").Index(i), rule.Ports)...)
		wrong = append(wrong, judgePeers(at.Child("ingress").Index(i).Child("from"), rule.From)...)
	}
	for i, rule := range spec.Egress {
		wrong = append(wrong, judgePorts(at.Child("egress").Index(i), rule.Ports)...)
		wrong = append(wrong, judgePeers(at.Child("egress").Index(i).Child("to"), rule.To)...)
	}
	types := []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress}
	if len(spec.PolicyTypes) > len(types) {
		return append(wrong, field.Invalid(at.Child("policyTypes"), &spec.PolicyTypes, "may not specify more than two policyTypes"))
	}
	for i, t := range spec.PolicyTypes {
		if !slices.Contains(types, t) {
			wrong = append(wrong, field.NotSupported(at.Child("policyTypes").Index(i), t, types))
		}
	}
	return wrong
}

func judgePorts(rule *field.Path, ports []networkingv1.NetworkPolicyPort) field.ErrorList {
	var wrong field.ErrorList
	protocols := []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP}
	for i, port := range ports {
		at := rule.Child("ports").Index(i)
		if port.Protocol != nil && !slices.Contains(protocols, *port.Protocol) {
			wrong = append(wrong, field.NotSupported(at.Child("protocol"), *port.Protocol, protocols))
		}
		number := 0
		switch {
		case port.Port == nil:
		case port.Port.Type == intstr.Int:
			number = port.Port.IntValue()
			for _, message := range content.IsValidPortNum(number) {
				wrong = append(wrong, field.Invalid(at.Child("port"), number, message))
			}
		default:
			for _, message := range content.IsValidPortName(port.Port.StrVal) {
				wrong = append(wrong, field.Invalid(at.Child("port"), port.Port.StrVal, message))
			}
		}
		if port.EndPort == nil {
			continue
		}
		end := int(*port.EndPort)
		switch {
		case port.Port == nil:
			wrong = append(wrong, field.Required(at.Child("port"), "must be specified when `endPort` is specified"))
		case port.Port.Type == intstr.String:
			wrong = append(wrong, field.Invalid(at.Child("endPort"), end, "may not be specified when `port` is non-numeric"))
		case end < number:
			wrong = append(wrong, field.Invalid(at.Child("endPort"), end, "must be greater than or equal to `port`"))
		}
		for _, message := range content.IsValidPortNum(end) {
			wrong = append(wrong, field.Invalid(at.Child("endPort"), end, message))
		}
	}
	return wrong
}

func judgePeers(list *field.Path, peers []networkingv1.NetworkPolicyPeer) field.ErrorList {
	var wrong field.ErrorList
	for i, peer := range peers {
		at, selecting := list.Index(i), 0
		for name, selector := range map[string]*metav1.LabelSelector{"podSelector": peer.PodSelector, "namespaceSelector": peer.NamespaceSelector} {
			if selector != nil {
				selecting++
				wrong = append(wrong, selectors.ValidateLabelSelector(selector, selectors.LabelSelectorValidationOptions{}, at.Child(name))...)
			}
		}
		switch {
		case peer.IPBlock == nil && selecting == 0:
			wrong = append(wrong, field.Required(at, "must specify a peer"))
		case peer.IPBlock != nil && selecting > 0:
			wrong = append(wrong, field.Forbidden(at, "may not specify both ipBlock and another peer"))
		}
		if peer.IPBlock != nil {
			wrong = append(wrong, judgeBlock(at.Child("ipBlock"), *peer.IPBlock)...)
		}
	}
	return wrong
}

func judgeBlock(at *field.Path, block networkingv1.IPBlock) field.ErrorList {
	if block.CIDR == "" {
		return field.ErrorList{field.Required(at.Child("cidr"), "")}
	}
	wrong := content.IsValidCIDR(at.Child("cidr"), block.CIDR)
	whole, err := netip.ParsePrefix(block.CIDR)
	if err != nil {
		return wrong
	}
	for i, text := range block.Except {
		path := at.Child("except").Index(i)
		wrong = append(wrong, content.IsValidCIDR(path, text)...)
		part, parseErr := netip.ParsePrefix(text)
		if parseErr == nil && (!whole.Contains(part.Addr()) || part.Bits() <= whole.Bits()) {
			wrong = append(wrong, field.Invalid(path, text, fmt.Sprintf("must be a strict subset of `cidr` (%q)", block.CIDR)))
		}
	}
	return wrong
}

// choosePolicyTypes fills in what a policy without types is taken for.
func choosePolicyTypes(op *engine.Operation) {
	types := []string{string(networkingv1.PolicyTypeIngress)}
	if len(op.Inputs.At("spec", "egress").Items()) > 0 {
		types = append(types, string(networkingv1.PolicyTypeEgress))
	}
	op.Default(types, "spec", "policyTypes")
}
