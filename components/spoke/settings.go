package spoke

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/addressplan"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Settings are the settings of every spoke.
type Settings struct {
	// ExtraLoadBalancerIPs is how many addresses internal load balancers take in the node subnet, besides those of
	// ingress controllers, which have a subnet of their own. 0 to 250. Default 0.
	ExtraLoadBalancerIPs int `json:"extraLoadBalancerIps" jsonschema:"minimum=0,maximum=250"`
	// IngressControllers is how many ingress controllers the cluster runs, each with one internal load balancer
	// address in snet-clusteringressservices: several for hard separation of tenants. 1 or more. Default 1.
	IngressControllers int `json:"ingressControllers" jsonschema:"minimum=1"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(environment.Class) { s.IngressControllers = 1 }

// maxFrontEnds is how many internal front ends one standard load balancer can have with AKS.
//
// Source: https://learn.microsoft.com/azure/aks/load-balancer-standard
const maxFrontEnds = 250

// Validate reports every mistake in the settings; path is where they stand in the configuration.
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	errors := field.Between(path.Child("extraLoadBalancerIps"), s.ExtraLoadBalancerIPs, 0, maxFrontEnds, "")
	errors.Append(field.Between(path.Child("ingressControllers"), s.IngressControllers, 1, maxFrontEnds, ""))
	return errors
}

// CheckAddresses reports what of the settings does not fit a spoke's planned addresses. path is where the settings
// stand in the configuration.
func (s Settings) CheckAddresses(path field.Path, planned Addresses) field.Errors {
	usable := azure.UsableAddresses(planned.ClusterIngressServices)
	if s.IngressControllers <= usable {
		return nil
	}
	return field.Errors{{
		Path: path.Child("ingressControllers"), Value: s.IngressControllers,
		Rule:   fmt.Sprintf("is more than the %d addresses of %s %s", usable, SubnetClusterIngressServices, planned.ClusterIngressServices),
		Remedy: "run fewer controllers, or plan the spoke with a larger subnets.clusterIngressServices",
	}}
}

// Network is one spoke: its name and its place in the address plan.
type Network struct {
	// Name is the spoke's name, unique in its region: 2 to 24 lower-case letters, digits and single hyphens. Default for
	// the first spoke: business unit and application in one word.
	Name string `json:"name"`
	// AddressPrefix is the range of the spoke's virtual network. Default for the first spoke: 10.24N.0.0/16, where N
	// counts the stack's regions from 0.
	AddressPrefix string `json:"addressPrefix"`
	// ExistingVNetID is the ARM ID of a virtual network that somebody else made, in the spoke's region. The program then
	// changes nothing in it: it reads it, and refuses it unless its subnets are those that the spoke would have made.
	// Default none: the program makes the network.
	ExistingVNetID string `json:"existingVnetId"`
	// Subnets override where the subnets lie.
	Subnets SubnetPrefixes `json:"subnets"`
	// ExtraSubnets are further subnets, for isolated node pools, virtual nodes, management or build machines.
	ExtraSubnets []ExtraSubnet `json:"extraSubnets"`
	// PrivateLinkServices are the services that get a private endpoint in the spoke; they decide the size of
	// snet-privatelinkendpoints and the ports open to it. Those of the stack itself are always among them in the spoke that
	// holds the cluster; more regions of the registry here are room for copies to come. Default elsewhere a registry and a
	// vault.
	PrivateLinkServices []PrivateLinkService `json:"privateLinkServices"`
}

// SubnetPrefixes are the ranges of the spoke's subnets; an empty one keeps its default, given here for a network that
// begins at 10.240.0.0.
type SubnetPrefixes struct {
	// ClusterNodes holds the cluster's nodes: 10.240.0.0/22.
	ClusterNodes string `json:"clusterNodes"`
	// ClusterIngressServices holds the addresses of internal load balancers: 10.240.4.0/28.
	ClusterIngressServices string `json:"clusterIngressServices"`
	// PrivateLinkEndpoints holds private endpoints: the smallest of 10.240.4.32/28, 10.240.4.32/27 and 10.240.4.64/26
	// in which they fit.
	PrivateLinkEndpoints string `json:"privateLinkEndpoints"`
	// ApplicationGateway holds the Application Gateway alone: 10.240.5.0/24, in qa and prod /26 or larger.
	ApplicationGateway string `json:"applicationGateway"`
	// PrivateCluster is delegated to the API server: 10.240.7.0/28, /28 or larger.
	PrivateCluster string `json:"privateCluster"`
}

// ExtraSubnet is a subnet besides the five that every spoke has.
type ExtraSubnet struct {
	// Name is the subnet's name, unique in the network, none that Azure reserves, and at most 36 characters long, so
	// that the name of its security group stays within Azure's 80. Required.
	Name string `json:"name"`
	// AddressPrefix is its range, inside the network and apart from every other subnet. Required.
	AddressPrefix string `json:"addressPrefix"`
	// NSG guards the subnet with a network security group. Default true.
	NSG bool `json:"nsg"`
	// RouteToFirewall lets the subnet out the way the nodes go: through the firewall or appliance, or through the NAT
	// gateway. Default false: nothing leaves.
	RouteToFirewall bool `json:"routeToFirewall"`
	// Delegations names the one service that the subnet is reserved for, for example
	// Microsoft.ServiceNetworking/trafficControllers. Default none; Azure takes at most one.
	//
	// Source: https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview
	Delegations []string `json:"delegations"`
	// ServiceEndpoints are Azure services that the subnet reaches over Azure's backbone under its own address, for
	// example Microsoft.Storage; for services without Private Link. Default none.
	//
	// Source: https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
	ServiceEndpoints []string `json:"serviceEndpoints"`
}

// SetDefaults implements field.Defaulter.
func (e *ExtraSubnet) SetDefaults(environment.Class) { e.NSG = true }

const (
	sourceDelegation       = "https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview"
	sourceServiceEndpoints = "https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview"
)

const (
	armTypeVirtualNetwork = "Microsoft.Network/virtualNetworks"
	armTypeSubnet         = "Microsoft.Network/virtualNetworks/subnets"
)

var (
	spokeName       = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	delegationName  = regexp.MustCompile(`^[A-Z][A-Za-z]*(\.[A-Za-z0-9]+)+(/[A-Za-z0-9]+)+$`)
	serviceEndpoint = regexp.MustCompile(`^Microsoft\.[A-Za-z]+(\.[A-Za-z]+)?$`)
)

const (
	minNameLength = 2
	maxNameLength = 24
	// maxSubnetNameLength leaves room for the rest of a security group's name, nsg-vnet-spoke-<24 characters>-00-.
	maxSubnetNameLength = 36
)

// Validate reports every mistake in the spoke but those of its addresses, which PlanAddresses reports. path is where
// the spoke stands in the configuration.
func (n Network) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	if !spokeName.MatchString(n.Name) || len(n.Name) < minNameLength || len(n.Name) > maxNameLength {
		e := field.Error{
			Path: path.Child("name"), Rule: "is required",
			Remedy: fmt.Sprintf("write %d to %d lower-case letters, digits and single hyphens, a letter first", minNameLength, maxNameLength),
		}
		if n.Name != "" {
			e.Value, e.Rule = n.Name, "cannot be part of resource names"
		}
		errors.Add(e)
	}
	if n.ExistingVNetID != "" {
		errors.Append(CheckVNetID(path.Child("existingVnetId"), n.ExistingVNetID))
	}
	taken := map[string]string{}
	for _, name := range Subnets() {
		taken[strings.ToLower(name)] = "is a subnet that every spoke has"
	}
	for i, extra := range n.ExtraSubnets {
		errors.Append(extra.validate(path.Child("extraSubnets").Index(i), taken))
		taken[strings.ToLower(extra.Name)] = fmt.Sprintf("is also the name of extraSubnets[%d]", i)
	}
	errors.Append(validatePrivateLinkServices(path.Child("privateLinkServices"), n.PrivateLinkServices))
	return errors
}

// CheckVNetID reports an ID that is not the full ARM ID of a virtual network.
func CheckVNetID(path field.Path, id string) field.Errors {
	parsed, err := azure.ParseID(id)
	if err == nil && strings.EqualFold(parsed.Type(), armTypeVirtualNetwork) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: id, Rule: "is not the full resource ID of a virtual network",
		Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/" + armTypeVirtualNetwork + "/<name>",
	}}
}

// validate checks one extra subnet; taken says why a name, in lower case, is no longer free.
func (e ExtraSubnet) validate(path field.Path, taken map[string]string) field.Errors {
	var errors field.Errors
	name := path.Child("name")
	if e.Name == "" {
		errors.Append(field.Required(name, "", "name the subnet, for example snet-management-ops"))
	} else if err := azure.CheckName(armTypeSubnet, e.Name); err != nil {
		errors.Add(field.Error{Path: name, Value: e.Name, Rule: "is not a name that Azure takes: " + err.Error(), Remedy: "choose another name"})
	} else if len(e.Name) > maxSubnetNameLength {
		errors.Add(field.Error{
			Path: name, Value: e.Name, Rule: fmt.Sprintf("is longer than %d characters", maxSubnetNameLength), Remedy: "choose a shorter name",
		})
	} else if rule, reserved := azure.SubnetRuleFor(e.Name); reserved {
		errors.Add(field.Error{
			Path: name, Value: e.Name, Rule: "is a name that Azure reserves for one of its services",
			Remedy: "choose another name; the hub has the subnets of firewall, gateway and Bastion", Source: rule.Source,
		})
	} else if why, used := taken[strings.ToLower(e.Name)]; used {
		errors.Add(field.Error{Path: name, Value: e.Name, Rule: why, Remedy: "choose another name"})
	}
	if len(e.Delegations) > 1 {
		errors.Add(field.Error{
			Path: path.Child("delegations"), Value: e.Delegations, Rule: "has more than one delegation, and Azure takes one",
			Remedy: "make a subnet for each service", Source: sourceDelegation,
		})
	}
	for i, service := range e.Delegations {
		if !delegationName.MatchString(service) {
			errors.Add(field.Error{
				Path: path.Child("delegations").Index(i), Value: service, Rule: "is not a service that a subnet can be delegated to",
				Remedy: "write it as Microsoft.ServiceNetworking/trafficControllers", Source: sourceDelegation,
			})
		}
	}
	for i, service := range e.ServiceEndpoints {
		at := path.Child("serviceEndpoints").Index(i)
		if !serviceEndpoint.MatchString(service) {
			errors.Add(field.Error{
				Path: at, Value: service, Rule: "is not a service endpoint", Remedy: "write it as Microsoft.Storage", Source: sourceServiceEndpoints,
			})
		} else if slices.Contains(e.ServiceEndpoints[:i], service) {
			errors.Add(field.Error{Path: at, Value: service, Rule: "is listed twice", Remedy: "list each service once"})
		}
	}
	return errors
}

// claim is the extra subnet's place in the address plan; an address that cannot be read is reported.
func (e ExtraSubnet) claim(path field.Path) (addressplan.Claim, field.Errors) {
	claim := addressplan.Claim{Path: path.Child("addressPrefix"), Name: e.Name}
	if slices.Contains(e.Delegations, azure.DelegationTrafficControllers) {
		claim.Longest, claim.Source = longestTrafficControllers, sourceTrafficControllers
	}
	prefix, errors := addressplan.Parse(claim.Path, e.AddressPrefix)
	claim.Prefix = prefix
	return claim, errors
}
