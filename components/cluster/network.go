package cluster

import (
	"fmt"
	"net/netip"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Ways in which pods get their addresses.
const (
	// NetworkOverlay gives them out of a range of their own, a /24 per node, which the virtual network never sees.
	NetworkOverlay = "overlay"
	// NetworkNodeSubnet gives them out of the nodes' subnet, and so needs a large one.
	NetworkNodeSubnet = "nodeSubnet"
	// NetworkPodSubnet gives them out of a second subnet.
	NetworkPodSubnet = "podSubnet"
	// NetworkBYO installs no CNI plugin: the bootstrap must bring one before any pod starts.
	NetworkBYO = "byo"
)

// Engines of network policies.
const (
	PolicyCilium = "cilium"
	PolicyCalico = "calico"
	PolicyAzure  = "azure"
)

// Network is the cluster's own network. AKS could change parts of it in place, but the azure-native v2 provider answers
// any change with a new cluster, so this is decided once.
type Network struct {
	// Mode is overlay (default), nodeSubnet, podSubnet or byo: where pods get their addresses.
	// https://learn.microsoft.com/azure/aks/concepts-network-cni-overview
	Mode string `json:"mode" jsonschema:"enum=overlay,enum=nodeSubnet,enum=podSubnet,enum=byo"`
	// PolicyEngine enforces network policies: cilium (default, with its eBPF dataplane), calico, or azure, whose support
	// ends and which prod refuses. With mode byo the plugin that is brought decides, and this is not sent.
	// https://learn.microsoft.com/azure/aks/use-network-policies
	PolicyEngine string `json:"policyEngine" jsonschema:"enum=cilium,enum=calico,enum=azure"`
	// PodCIDR is the range of pod addresses with modes overlay and byo. Clusters may share it. Default 192.168.0.0/16.
	PodCIDR string `json:"podCidr"`
	// ServiceCIDR is the range of service addresses, smaller than a /12. Clusters may share it. Default 172.16.0.0/16.
	ServiceCIDR string `json:"serviceCidr"`
	// DNSServiceIP is the cluster's DNS service, inside ServiceCIDR and not its first address. Default 172.16.0.10.
	DNSServiceIP string `json:"dnsServiceIP"`
	// LoadBalancerSKU is the kind of load balancer. Only standard: AKS has retired basic.
	LoadBalancerSKU string `json:"loadBalancerSku" jsonschema:"enum=standard"`
}

// SetDefaults implements field.Defaulter.
func (n *Network) SetDefaults(environment.Class) {
	*n = Network{
		Mode: NetworkOverlay, PolicyEngine: PolicyCilium, PodCIDR: "192.168.0.0/16", ServiceCIDR: "172.16.0.0/16",
		DNSServiceIP: "172.16.0.10", LoadBalancerSKU: "standard",
	}
}

const (
	cniSource    = "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview"
	policySource = "https://learn.microsoft.com/azure/aks/use-network-policies"
	npmSource    = "https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy"
	basicLB      = "https://learn.microsoft.com/azure/aks/upgrade-basic-load-balancer-on-aks"
)

// HasPodCIDR reports whether pods get addresses outside the virtual network.
func (n Network) HasPodCIDR() bool { return n.Mode == NetworkOverlay || n.Mode == NetworkBYO }

// Validate reports the mistakes in the network itself. Whether its ranges are free is a question for the whole plan.
func (n Network) Validate(path field.Path, class environment.Class) field.Errors {
	errors := n.validateMode(path.Child("mode"))
	errors.Append(n.validatePolicyEngine(path.Child("policyEngine"), class))
	if n.HasPodCIDR() {
		_, podErrors := parsePrivateRange(path.Child("podCidr"), n.PodCIDR)
		errors.Append(podErrors)
	}
	errors.Append(CheckServiceCIDR(path, n.ServiceCIDR, n.DNSServiceIP))
	if n.LoadBalancerSKU == "basic" {
		errors.Add(field.Error{
			Path: path.Child("loadBalancerSku"), Value: n.LoadBalancerSKU, Rule: "is retired: AKS has not supported it since 2025-09-30",
			Remedy: "choose standard", Source: basicLB,
		})
	} else {
		errors.Append(field.OneOf(path.Child("loadBalancerSku"), n.LoadBalancerSKU, []string{"standard"}, basicLB))
	}
	return errors
}

func (n Network) validateMode(path field.Path) field.Errors {
	if n.Mode == "kubenet" {
		return field.Errors{{
			Path: path, Value: n.Mode, Rule: "retires on 2028-03-31", Remedy: "choose overlay",
			Source: "https://learn.microsoft.com/azure/aks/configure-kubenet",
		}}
	}
	return field.OneOf(path, n.Mode, []string{NetworkOverlay, NetworkNodeSubnet, NetworkPodSubnet, NetworkBYO}, cniSource)
}

func (n Network) validatePolicyEngine(path field.Path, class environment.Class) field.Errors {
	switch {
	case n.PolicyEngine == "" || n.PolicyEngine == "none":
		return field.Errors{{
			Path: path, Value: orNil(n.PolicyEngine), Rule: "leaves every pod open to every other, and turning it on later replaces the cluster",
			Remedy: "choose cilium", Source: policySource,
		}}
	case n.PolicyEngine == PolicyAzure && class == environment.Prod:
		return field.Errors{{
			Path: path, Value: n.PolicyEngine, Rule: "is Azure Network Policy Manager, whose support ends",
			Remedy: "choose cilium", Source: npmSource,
		}}
	}
	return field.OneOf(path, n.PolicyEngine, []string{PolicyCilium, PolicyCalico, PolicyAzure}, policySource)
}

// parsePrivateRange reads a range that AKS supports inside a cluster: private (RFC 1918) or shared (RFC 6598), with no
// bit set behind its prefix.
func parsePrivateRange(path field.Path, text string) (netip.Prefix, field.Errors) {
	const source = "https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning"
	mistake := func(rule, remedy string) (netip.Prefix, field.Errors) {
		return netip.Prefix{}, field.Errors{{Path: path, Value: orNil(text), Rule: rule, Remedy: remedy, Source: source}}
	}
	prefix, err := netip.ParsePrefix(text)
	switch {
	case text == "":
		return mistake("is required", "write a private IPv4 range such as 192.168.0.0/16")
	case err != nil || !prefix.Addr().Is4():
		return mistake("is not an IPv4 range", "write a private IPv4 range such as 192.168.0.0/16")
	case prefix.Masked() != prefix:
		return mistake("has address bits behind its prefix", fmt.Sprintf("write %s", prefix.Masked()))
	case !private(prefix):
		return mistake("is not a private range", "choose one out of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10")
	}
	return prefix, nil
}

var privateRanges = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), carrierGradeNAT,
}

func private(prefix netip.Prefix) bool {
	for _, private := range privateRanges {
		if private.Bits() <= prefix.Bits() && private.Contains(prefix.Addr()) {
			return true
		}
	}
	return false
}

// orNil leaves the value out of a message when nothing was given.
func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Outbound types that a cluster in a network of one's own can have with [APIVersion].
// Source: https://learn.microsoft.com/azure/aks/egress-outboundtype
const (
	OutboundLoadBalancer       = "loadBalancer"
	OutboundUserDefinedRouting = "userDefinedRouting"
	OutboundNATGateway         = "userAssignedNATGateway"
)

const outboundSource = "https://learn.microsoft.com/azure/aks/egress-outboundtype"

// CheckOutboundType reports an outbound type that AKS would refuse here.
func CheckOutboundType(path field.Path, outboundType string) field.Errors {
	supported := []string{OutboundUserDefinedRouting, OutboundNATGateway, OutboundLoadBalancer}
	switch outboundType {
	case "none":
		return field.Errors{needsAPI(path, outboundType, apiOutboundTypeNone, "choose userDefinedRouting")}
	case "managedNATGateway":
		return field.Errors{{
			Path: path, Value: outboundType, Rule: "only works in a network that AKS makes", Remedy: "choose " + OutboundNATGateway,
			Source: outboundSource,
		}}
	}
	return field.OneOf(path, outboundType, supported, outboundSource)
}

// networkProfile maps the settings to ARM. Nothing that has a value is left out: the SDK would fill in its own, which
// are none of ours, and a later change of any of them replaces the cluster. loadBalancerProfile stays out, because ARM
// refuses it beside userDefinedRouting.
func (b *builder) networkProfile() *containerservice.ContainerServiceNetworkProfileArgs {
	network := b.settings.Network
	profile := &containerservice.ContainerServiceNetworkProfileArgs{
		DnsServiceIP:    pulumi.String(network.DNSServiceIP),
		IpFamilies:      pulumi.StringArray{pulumi.String("IPv4")},
		LoadBalancerSku: pulumi.String(network.LoadBalancerSKU),
		NetworkPlugin:   pulumi.String("azure"),
		OutboundType:    pulumi.String(b.args.OutboundType),
		ServiceCidr:     pulumi.String(network.ServiceCIDR),
	}
	if network.HasPodCIDR() {
		profile.PodCidr = pulumi.String(network.PodCIDR)
	}
	switch network.Mode {
	case NetworkBYO:
		profile.NetworkPlugin = pulumi.String("none")
		return profile
	case NetworkOverlay:
		profile.NetworkPluginMode = pulumi.String("overlay")
	}
	profile.NetworkPolicy = pulumi.String(network.PolicyEngine)
	profile.NetworkDataplane = pulumi.String("azure")
	if network.PolicyEngine == PolicyCilium {
		profile.NetworkDataplane = pulumi.String("cilium")
	}
	return profile
}

// withoutSDKDefaults gives the cluster exactly this network profile. Where pods have addresses of the virtual network
// there is no pod range, but the SDK's constructor would put 10.244.0.0/16 into the gap; a transformation runs after it.
func withoutSDKDefaults(profile *containerservice.ContainerServiceNetworkProfileArgs) pulumi.ResourceOption {
	return pulumi.Transformations([]pulumi.ResourceTransformation{
		func(args *pulumi.ResourceTransformationArgs) *pulumi.ResourceTransformationResult {
			inputs, ok := args.Props.(*containerservice.ManagedClusterArgs)
			if !ok {
				return nil
			}
			inputs.NetworkProfile = *profile
			return &pulumi.ResourceTransformationResult{Props: inputs, Opts: args.Opts}
		},
	})
}
