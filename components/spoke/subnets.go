package spoke

import (
	"fmt"
	"net/netip"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// Names of the five subnets that every spoke has. They never change: a subnet in use cannot be renamed.
const (
	SubnetClusterNodes           = "snet-clusternodes"
	SubnetClusterIngressServices = "snet-clusteringressservices"
	SubnetPrivateLinkEndpoints   = "snet-privatelinkendpoints"
	SubnetApplicationGateway     = "snet-applicationgateway"
	SubnetPrivateCluster         = "snet-privatecluster"
)

// Subnets returns the names of the five subnets that every spoke has, in the order in which the network lists them.
func Subnets() []string {
	return []string{
		SubnetClusterNodes, SubnetClusterIngressServices, SubnetPrivateLinkEndpoints, SubnetApplicationGateway, SubnetPrivateCluster,
	}
}

// Values of the two network policies of a subnet.
//
// Sources: https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy,
// https://learn.microsoft.com/azure/private-link/disable-private-link-service-network-policy
const (
	policyEnabled  = "Enabled"
	policyDisabled = "Disabled"
	// policySecurityGroupEnabled makes the subnet's security group judge traffic to private endpoints.
	policySecurityGroupEnabled = "NetworkSecurityGroupEnabled"
)

// subnetPlan is one subnet before it is written as ARM wants it.
type subnetPlan struct {
	name   string
	prefix netip.Prefix
	// guard names the security group in its physical name; empty for none.
	guard string
	// egress lets the subnet out through the spoke's way out.
	egress bool
	// delegation is the service the subnet is reserved for; empty for none.
	delegation       string
	serviceEndpoints []string
	// endpointPolicies and linkServicePolicies are privateEndpointNetworkPolicies and privateLinkServiceNetworkPolicies.
	endpointPolicies, linkServicePolicies string
}

// subnets plans every subnet of the spoke: the five, then the extra ones in the order of the configuration.
func (a *Args) subnets() []subnetPlan {
	endpointPolicies := policyDisabled
	if a.Class.ProductionLike() {
		// Disabled, Azure's default, would let the endpoints' security group pass everything.
		endpointPolicies = policySecurityGroupEnabled
	}
	plans := []subnetPlan{
		{
			name: SubnetClusterNodes, prefix: a.Addresses.ClusterNodes, guard: "nodepools", egress: true,
			endpointPolicies: policyDisabled, linkServicePolicies: policyDisabled,
		},
		{
			name: SubnetClusterIngressServices, prefix: a.Addresses.ClusterIngressServices, guard: "aksilbs", egress: true,
			endpointPolicies: policyDisabled, linkServicePolicies: policyDisabled,
		},
		{
			name: SubnetPrivateLinkEndpoints, prefix: a.Addresses.PrivateLinkEndpoints, guard: "privatelinkendpoints",
			endpointPolicies: endpointPolicies, linkServicePolicies: policyEnabled,
		},
		{
			// Never behind the firewall: a gateway whose replies take another way than the requests does not work.
			name: SubnetApplicationGateway, prefix: a.Addresses.ApplicationGateway, guard: "appgw",
			endpointPolicies: policyDisabled, linkServicePolicies: policyDisabled,
		},
		{
			name: SubnetPrivateCluster, prefix: a.Addresses.PrivateCluster, guard: "privatecluster", egress: true,
			delegation: azure.DelegationManagedClusters, endpointPolicies: policyDisabled, linkServicePolicies: policyDisabled,
		},
	}
	for _, extra := range a.Network.ExtraSubnets {
		plan := subnetPlan{
			name: extra.Name, prefix: a.Addresses.Extra[extra.Name], egress: extra.RouteToFirewall,
			serviceEndpoints: extra.ServiceEndpoints, endpointPolicies: policyDisabled, linkServicePolicies: policyDisabled,
		}
		if extra.NSG {
			plan.guard = extra.Name
		}
		if len(extra.Delegations) > 0 {
			plan.delegation = extra.Delegations[0]
		}
		plans = append(plans, plan)
	}
	return plans
}

// virtualNetwork builds the spoke's network. Its subnets are part of it, so that one write makes them all, each with its
// guard and its way out, and nothing can change one behind the program's back.
func (b *builder) virtualNetwork(guards map[string]*network.NetworkSecurityGroup, out wayOut) (*network.VirtualNetwork, error) {
	subnets := network.SubnetTypeArray{}
	for _, plan := range b.args.subnets() {
		subnets = append(subnets, subnet(plan, guards[plan.name], out))
	}
	args := &network.VirtualNetworkArgs{
		VirtualNetworkName:   pulumi.String(b.vnetName),
		ResourceGroupName:    b.args.ResourceGroupName,
		Location:             b.location,
		AddressSpace:         network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{b.args.Addresses.VNet.String()})},
		EnableDdosProtection: pulumi.Bool(false),
		EnableVmProtection:   pulumi.Bool(false),
		Subnets:              subnets,
		Tags:                 b.tags,
	}
	if b.args.DNSServers != nil {
		args.DhcpOptions = network.DhcpOptionsArgs{DnsServers: b.args.DNSServers}
	}
	vnet, err := network.NewVirtualNetwork(b.ctx, b.child("vnet"), args, b.parent, pulumi.Protect(b.args.Protect))
	if err != nil {
		return nil, fmt.Errorf("virtual network: %w", err)
	}
	_, err = diagnostics.Send(b.ctx, b.child("vnet-diagnostics"), diagnostics.Args{
		TargetID: vnet.ID().ToStringOutput(), WorkspaceID: b.args.WorkspaceID, Metrics: []string{azure.AllMetrics},
	}, b.parent)
	return vnet, err
}

// subnet writes a subnet with every property that decides who reaches whom: what is left out of an update, Azure takes
// away.
func subnet(plan subnetPlan, guard *network.NetworkSecurityGroup, out wayOut) network.SubnetTypeArgs {
	args := network.SubnetTypeArgs{
		Name:                              pulumi.String(plan.name),
		AddressPrefix:                     pulumi.String(plan.prefix.String()),
		DefaultOutboundAccess:             pulumi.Bool(false),
		PrivateEndpointNetworkPolicies:    pulumi.String(plan.endpointPolicies),
		PrivateLinkServiceNetworkPolicies: pulumi.String(plan.linkServicePolicies),
	}
	if guard != nil {
		args.NetworkSecurityGroup = network.NetworkSecurityGroupTypeArgs{Id: guard.ID()}
	}
	if plan.egress {
		if out.routeTable != nil {
			args.RouteTable = network.RouteTableTypeArgs{Id: out.routeTable.ID()}
		}
		if out.natGateway != nil {
			args.NatGateway = network.SubResourceArgs{Id: out.natGateway.ID()}
		}
	}
	if plan.delegation != "" {
		args.Delegations = network.DelegationArray{network.DelegationArgs{
			Name: pulumi.String("delegation"), ServiceName: pulumi.String(plan.delegation),
		}}
	}
	if len(plan.serviceEndpoints) > 0 {
		endpoints := network.ServiceEndpointPropertiesFormatArray{}
		for _, service := range plan.serviceEndpoints {
			endpoints = append(endpoints, network.ServiceEndpointPropertiesFormatArgs{Service: pulumi.String(service)})
		}
		args.ServiceEndpoints = endpoints
	}
	return args
}

// subnetID is the ID of a subnet that exists once its network does.
func subnetID(vnetID pulumi.StringOutput, name string) pulumi.StringOutput {
	return vnetID.ApplyT(func(id string) string { return azure.SubnetID(id, name) }).(pulumi.StringOutput)
}
