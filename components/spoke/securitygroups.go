package spoke

import (
	"net/netip"
	"slices"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	nsg "github.com/aks-landing-zone/aks-landing-zone/components/securitygroup"
)

// securityGroups makes a security group for every subnet that has one, by the subnet's name.
func (b *builder) securityGroups() (map[string]*network.NetworkSecurityGroup, error) {
	guards := map[string]*network.NetworkSecurityGroup{}
	for _, plan := range b.args.subnets() {
		if plan.guard == "" {
			continue
		}
		guard, err := nsg.New(b.ctx, b.child("nsg-"+plan.guard), nsg.Args{
			Name:              b.args.Names.SubnetNSG(b.vnetName, plan.guard),
			ResourceGroupName: b.args.ResourceGroupName,
			Location:          b.args.Location.Name,
			Rules:             b.args.securityRules(plan.name),
			WorkspaceID:       b.args.WorkspaceID,
			Tags:              b.args.Tags,
		}, b.parent)
		if err != nil {
			return nil, err
		}
		guards[plan.name] = guard
	}
	return guards, nil
}

// securityRules are the rules of one subnet. The node subnet has none: pods of an overlay network are invisible to
// security groups, so network policies judge them.
func (a *Args) securityRules(subnet string) []nsg.Rule {
	switch subnet {
	case SubnetClusterIngressServices:
		return a.ingressRules()
	case SubnetPrivateLinkEndpoints:
		return privateLinkRules(a.Network.privateLinkPorts())
	case SubnetApplicationGateway:
		return applicationGatewayRules(a.BehindFrontDoor, a.HTTPRedirect)
	case SubnetPrivateCluster:
		return a.apiServerRules()
	}
	return nil
}

// ingressRules let the Application Gateway, and nothing else of the network, to the internal load balancers. In
// development there are none, so that a controller can be tried without the gateway.
func (a *Args) ingressRules() []nsg.Rule {
	if !a.Class.ProductionLike() {
		return nil
	}
	here := []string{a.Addresses.ClusterIngressServices.String()}
	return []nsg.Rule{
		{
			Name: "Allow443FromAppGatewayInbound", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: []string{a.Addresses.ApplicationGateway.String()}, Destinations: here, Ports: []string{"443"},
			Description: "Requests that the Application Gateway has inspected.",
		},
		{
			Name: "AllowHealthProbesInbound", Priority: 110, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: []string{nsg.TagAzureLoadBalancer}, Destinations: []string{nsg.Any}, Ports: []string{nsg.Any},
			Description: "Health probes of the internal load balancer.",
		},
		{
			Name: "DenyVnetInbound", Priority: 1000, Direction: nsg.Inbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: []string{nsg.TagVirtualNetwork}, Destinations: []string{nsg.Any}, Ports: []string{nsg.Any},
			Description: "Nothing else of this or a peered network is meant to get around the gateway.",
		},
	}
}

// apiServerRules let nodes and the configured sources to an API server in the network.
//
// Source: https://learn.microsoft.com/azure/aks/api-server-vnet-integration (ports 443 and 4443)
func (a *Args) apiServerRules() []nsg.Rule {
	if !a.Class.ProductionLike() {
		return nil
	}
	here, ports := []string{a.Addresses.PrivateCluster.String()}, []string{"443", "4443"}
	rules := []nsg.Rule{{
		Name: "AllowNodesInbound", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
		Sources: []string{a.Addresses.ClusterNodes.String()}, Destinations: here, Ports: ports,
		Description: "Nodes call the API server.",
	}}
	if len(a.APIServerSources) > 0 {
		rules = append(rules, nsg.Rule{
			Name: "AllowConfiguredSourcesInbound", Priority: 110, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: sortedPrefixes(a.APIServerSources), Destinations: here, Ports: ports,
			Description: "Runners and people who operate the cluster.",
		})
	}
	return rules
}

// applicationGatewayRules are what the gateway's v2 SKU demands, and the way in for requests.
//
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups
func applicationGatewayRules(behindFrontDoor, httpRedirect bool) []nsg.Rule {
	clients := nsg.TagInternet
	if behindFrontDoor {
		clients = nsg.TagFrontDoorBackend
	}
	anywhere := []string{nsg.Any}
	rules := []nsg.Rule{
		{
			Name: "Allow443Inbound", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: []string{clients}, Destinations: []string{nsg.TagVirtualNetwork}, Ports: []string{"443"},
			Description: "Requests of the workloads' clients.",
		},
		{
			Name: "AllowControlPlaneInbound", Priority: 110, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: []string{nsg.TagGatewayManager}, Destinations: anywhere, Ports: []string{"65200-65535"},
			Description: "Azure's control plane, without which the gateway is not managed.",
		},
		{
			Name: "AllowHealthProbesInbound", Priority: 120, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: []string{nsg.TagAzureLoadBalancer}, Destinations: anywhere, Ports: anywhere,
			Description: "Health probes of Azure's load balancer.",
		},
		{
			Name: "DenyAllInbound", Priority: 1000, Direction: nsg.Inbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "Nothing else comes in.",
		},
		{
			Name: "AllowAllOutbound", Priority: 1000, Direction: nsg.Outbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "The v2 SKU does not work with less.",
		},
	}
	if httpRedirect {
		rules = append(rules, nsg.Rule{
			Name: "Allow80Inbound", Priority: 105, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: []string{clients}, Destinations: []string{nsg.TagVirtualNetwork}, Ports: []string{"80"},
			Description: "Clients that are told to come back on port 443.",
		})
	}
	return rules
}

// privateLinkRules let the network to its private endpoints and nothing out of them. ports are those of services that
// do not listen on 443.
func privateLinkRules(ports []string) []nsg.Rule {
	anywhere, vnet := []string{nsg.Any}, []string{nsg.TagVirtualNetwork}
	rules := []nsg.Rule{{
		Name: "AllowAll443InFromVnet", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
		Sources: vnet, Destinations: vnet, Ports: []string{"443"},
		Description: "Clients in this or a peered network.",
	}}
	if len(ports) > 0 {
		rules = append(rules, nsg.Rule{
			Name: "AllowServicePortsInFromVnet", Priority: 110, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: vnet, Destinations: vnet, Ports: ports,
			Description: "Clients of services with a protocol of their own.",
		})
	}
	return append(rules,
		nsg.Rule{
			Name: "DenyAllInbound", Priority: 1000, Direction: nsg.Inbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "Nothing else comes in.",
		},
		nsg.Rule{
			Name: "DenyAllOutbound", Priority: 1000, Direction: nsg.Outbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "An endpoint starts no connection.",
		},
	)
}

// sortedPrefixes returns the ranges as text, each once, in the order of their addresses.
func sortedPrefixes(prefixes []netip.Prefix) []string {
	var texts []string
	for _, prefix := range slices.Compact(slices.SortedFunc(slices.Values(prefixes), netip.Prefix.Compare)) {
		texts = append(texts, prefix.String())
	}
	return texts
}
