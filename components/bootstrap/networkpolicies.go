package bootstrap

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	metav1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/meta/v1"
	networkingv1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/networking/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// instanceMetadata is the address at which any process on a virtual machine can ask for the tokens of its identities.
// No pod may reach it.
//
// Source: https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
var instanceMetadata = netip.MustParseAddr("169.254.169.254")

// networkPolicySource is the page that describes address ranges in network policies.
const networkPolicySource = "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"

// Egress opens one destination outside the cluster for the pods of a namespace. Pods and nodes of the same cluster
// cannot be opened this way.
//
// Source: https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium#frequently-asked-questions
type Egress struct {
	// Name tells the namespace's destinations apart: up to 50 lower-case letters, digits and hyphens. Required.
	Name string `json:"name"`
	// CIDRs are the IPv4 ranges to open, in their shortest form: 10.240.4.32/28. Never 0.0.0.0/0 in qa and prod; the
	// address of the instance metadata service stays closed even if a range contains it. Required.
	CIDRs []string `json:"cidrs"`
	// Ports to open, 1 to 65535. Default 443.
	Ports []int `json:"ports"`
	// Protocol is TCP or UDP. Default TCP.
	Protocol string `json:"protocol" jsonschema:"enum=TCP,enum=UDP"`
	// PodLabels selects the pods that may connect. Default: all pods of the namespace.
	PodLabels map[string]string `json:"podLabels"`
}

// SetDefaults implements field.Defaulter.
func (e *Egress) SetDefaults(environment.Class) {
	e.Ports = []int{443}
	e.Protocol = "TCP"
}

// maxEgressName leaves room for the policy's prefix in a DNS label.
const maxEgressName = 50

// Validate reports every mistake.
func (e Egress) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	switch {
	case e.Name == "":
		errors.Append(field.Required(path.Child("name"), e.Name, "name the destination: login, database"))
	case len(e.Name) > maxEgressName || len(validation.IsDNS1123Label(e.Name)) > 0:
		errors.Add(field.Error{
			Path: path.Child("name"), Value: e.Name, Rule: "is not a short DNS label",
			Remedy: fmt.Sprintf("use at most %d lower-case letters, digits and hyphens, with a letter or digit at both ends", maxEgressName),
			Source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
		})
	}
	if len(e.CIDRs) == 0 {
		errors.Append(field.Required(path.Child("cidrs"), "", "list the ranges to open"))
	}
	for i, cidr := range e.CIDRs {
		errors.Append(checkCIDR(path.Child("cidrs").Index(i), cidr, class))
	}
	if len(e.Ports) == 0 {
		errors.Append(field.Required(path.Child("ports"), "", "list the ports to open"))
	}
	for i, port := range e.Ports {
		errors.Append(field.Between(path.Child("ports").Index(i), port, 1, 65535, ""))
	}
	errors.Append(field.OneOf(path.Child("protocol"), e.Protocol, []string{"TCP", "UDP"}, networkPolicySource))
	for _, key := range slices.Sorted(maps.Keys(e.PodLabels)) {
		errors.Append(checkLabel(path.Child("podLabels").Child(key), key, e.PodLabels[key]))
	}
	return errors
}

func checkCIDR(path field.Path, text string, class environment.Class) field.Errors {
	prefix, err := netip.ParsePrefix(text)
	switch {
	case err != nil || !prefix.Addr().Is4():
		return field.Errors{{
			Path: path, Value: text, Rule: "is not an IPv4 range", Remedy: "write it as 10.240.4.32/28", Source: networkPolicySource,
		}}
	case prefix != prefix.Masked():
		return field.Errors{{
			Path: path, Value: text, Rule: "has bits behind its mask", Remedy: "write " + prefix.Masked().String(), Source: networkPolicySource,
		}}
	case prefix == netip.PrefixFrom(instanceMetadata, 32):
		return field.Errors{{
			Path: path, Value: text, Rule: "is the instance metadata service, which hands out the node's tokens",
			Remedy: "remove it and give the pod a workload identity",
			Source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
		}}
	case prefix.Bits() == 0 && class.ProductionLike():
		return field.Errors{{
			Path: path, Value: text, Rule: "opens every destination in " + string(class), Remedy: "name the ranges that are needed",
			Source: "https://learn.microsoft.com/azure/aks/use-network-policies",
		}}
	}
	return nil
}

func checkLabel(path field.Path, key, value string) field.Errors {
	if len(validation.IsQualifiedName(key)) == 0 && len(validation.IsValidLabelValue(value)) == 0 {
		return nil
	}
	return field.Errors{{
		Path: path, Value: value, Rule: "is not a label", Remedy: "use a key and a value that Kubernetes takes",
		Source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
	}}
}

func validateEgress(path field.Path, list []Egress, class environment.Class) field.Errors {
	var errors field.Errors
	first := map[string]int{}
	for i, e := range list {
		errors.Append(e.Validate(path.Index(i), class))
		if before, taken := first[e.Name]; taken && e.Name != "" {
			errors.Add(field.Error{
				Path: path.Index(i).Child("name"), Value: e.Name,
				Rule: fmt.Sprintf("is already the name of %s", path.Index(before)), Remedy: "choose another name, or merge the two",
			})
			continue
		}
		first[e.Name] = i
	}
	return errors
}

// networkPolicies closes the namespace in both directions and then opens DNS and the configured destinations.
func (o *objects) networkPolicies(n Namespace, in pulumi.ResourceOption) error {
	everyPod := &metav1.LabelSelectorArgs{}
	policies := []struct {
		name string
		spec *networkingv1.NetworkPolicySpecArgs
	}{
		{"default-deny", &networkingv1.NetworkPolicySpecArgs{
			PodSelector: everyPod, PolicyTypes: pulumi.ToStringArray([]string{"Ingress", "Egress"}),
		}},
		{"allow-dns", egressPolicy(everyPod, clusterDNS())},
	}
	for _, e := range n.Egress {
		pods := everyPod
		if len(e.PodLabels) > 0 {
			pods = &metav1.LabelSelectorArgs{MatchLabels: pulumi.ToStringMap(e.PodLabels)}
		}
		policies = append(policies, struct {
			name string
			spec *networkingv1.NetworkPolicySpecArgs
		}{"allow-egress-" + e.Name, egressPolicy(pods, e.rule())})
	}
	for _, policy := range policies {
		resource, err := networkingv1.NewNetworkPolicy(o.ctx, o.child(n.Name, policy.name), &networkingv1.NetworkPolicyArgs{
			Metadata: o.metadata(n.Name, policy.name), Spec: policy.spec,
		}, o.options(in)...)
		if _, err := o.add(resource, err); err != nil {
			return err
		}
	}
	return nil
}

func egressPolicy(pods *metav1.LabelSelectorArgs, rule networkingv1.NetworkPolicyEgressRuleArgs) *networkingv1.NetworkPolicySpecArgs {
	return &networkingv1.NetworkPolicySpecArgs{
		PodSelector: pods,
		PolicyTypes: pulumi.ToStringArray([]string{"Egress"}),
		Egress:      networkingv1.NetworkPolicyEgressRuleArray{rule},
	}
}

// clusterDNS opens the cluster's own DNS. Kubernetes labels every namespace with its name, and AKS labels the pods of
// CoreDNS k8s-app=kube-dns.
//
// Source: https://learn.microsoft.com/azure/aks/coredns-custom
func clusterDNS() networkingv1.NetworkPolicyEgressRuleArgs {
	return networkingv1.NetworkPolicyEgressRuleArgs{
		To: networkingv1.NetworkPolicyPeerArray{networkingv1.NetworkPolicyPeerArgs{
			NamespaceSelector: &metav1.LabelSelectorArgs{
				MatchLabels: pulumi.StringMap{"kubernetes.io/metadata.name": pulumi.String("kube-system")},
			},
			PodSelector: &metav1.LabelSelectorArgs{MatchLabels: pulumi.StringMap{"k8s-app": pulumi.String("kube-dns")}},
		}},
		Ports: networkingv1.NetworkPolicyPortArray{
			networkingv1.NetworkPolicyPortArgs{Protocol: pulumi.String("UDP"), Port: pulumi.Int(53)},
			networkingv1.NetworkPolicyPortArgs{Protocol: pulumi.String("TCP"), Port: pulumi.Int(53)},
		},
	}
}

// rule maps a destination. Kubernetes wants an exception to lie inside its range, so ranges that do not contain the
// instance metadata service name none.
func (e Egress) rule() networkingv1.NetworkPolicyEgressRuleArgs {
	rule := networkingv1.NetworkPolicyEgressRuleArgs{}
	var to networkingv1.NetworkPolicyPeerArray
	for _, cidr := range e.CIDRs {
		block := &networkingv1.IPBlockArgs{Cidr: pulumi.String(cidr)}
		if prefix, err := netip.ParsePrefix(cidr); err == nil && prefix.Contains(instanceMetadata) {
			block.Except = pulumi.ToStringArray([]string{netip.PrefixFrom(instanceMetadata, 32).String()})
		}
		to = append(to, networkingv1.NetworkPolicyPeerArgs{IpBlock: block})
	}
	var ports networkingv1.NetworkPolicyPortArray
	for _, port := range e.Ports {
		ports = append(ports, networkingv1.NetworkPolicyPortArgs{Protocol: pulumi.String(e.Protocol), Port: pulumi.Int(port)})
	}
	rule.To, rule.Ports = to, ports
	return rule
}
