package spoke

import (
	"net/netip"
	"testing"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const theirs = "/subscriptions/s/resourceGroups/rg-theirs/providers/Microsoft.Network/virtualNetworks/vnet-theirs"

// fitting is a network as its owner should have made it: for egress through the firewall, with one extra subnet.
func fitting() *network.LookupVirtualNetworkResult {
	guard := &network.NetworkSecurityGroupResponse{Id: ptr("nsg")}
	table := &network.RouteTableResponse{Id: ptr("routes")}
	delegated := []network.DelegationResponse{{ServiceName: ptr("Microsoft.ContainerService/managedClusters")}}
	return &network.LookupVirtualNetworkResult{
		Id: ptr("/subscriptions/s/resourceGroups/RG-THEIRS/providers/Microsoft.Network/virtualNetworks/vnet-theirs"), Name: "vnet-theirs",
		Location:     ptr("West Europe"),
		AddressSpace: &network.AddressSpaceResponse{AddressPrefixes: []string{"10.250.0.0/16", "10.240.0.0/16"}},
		Subnets: []network.SubnetResponse{
			{Name: ptr("snet-ClusterNodes"), AddressPrefix: ptr("10.240.0.0/22"), NetworkSecurityGroup: guard, RouteTable: table},
			{Name: ptr("snet-clusteringressservices"), AddressPrefixes: []string{"10.240.4.0/28"}, NetworkSecurityGroup: guard, RouteTable: table},
			{Name: ptr("snet-privatelinkendpoints"), AddressPrefix: ptr("10.240.4.32/28"), NetworkSecurityGroup: guard},
			{Name: ptr("snet-applicationgateway"), AddressPrefix: ptr("10.240.5.0/24"), NetworkSecurityGroup: guard},
			{
				Name: ptr("snet-privatecluster"), AddressPrefix: ptr("10.240.7.0/28"), NetworkSecurityGroup: guard, RouteTable: table,
				Delegations: delegated,
			},
			{Name: ptr("snet-batch"), AddressPrefix: ptr("10.240.8.0/24"), NetworkSecurityGroup: guard, RouteTable: table},
			{Name: ptr("something-else"), AddressPrefix: ptr("10.250.0.0/24")},
		},
	}
}

func ptr(text string) *string { return &text }

// wanting are the args of a spoke that expects the network of fitting.
func wanting(t *testing.T, mode string) *Args {
	t.Helper()
	configured := Network{
		Name: "bu1", AddressPrefix: "10.240.0.0/16", ExistingVNetID: theirs,
		ExtraSubnets: []ExtraSubnet{{Name: "snet-batch", AddressPrefix: "10.240.8.0/24", NSG: true, RouteToFirewall: true}},
	}
	addresses, errors := PlanAddresses("p", configured, environment.Prod)
	require.Empty(t, errors)
	location, ok := azure.LookupLocation("westeurope")
	require.True(t, ok)
	return &Args{Network: configured, Addresses: addresses, Location: location, Class: environment.Prod, Egress: Egress{Mode: mode}}
}

func faultsOf(t *testing.T, args *Args, found *network.LookupVirtualNetworkResult) []string {
	t.Helper()
	id, err := azure.ParseID(args.Network.ExistingVNetID)
	require.NoError(t, err)
	return args.faults(id, found)
}

func TestAnExistingNetworkThatFitsHasNoFault(t *testing.T) {
	for _, mode := range []string{EgressFirewall, EgressNVA} {
		assert.Empty(t, faultsOf(t, wanting(t, mode), fitting()), mode)
	}
}

func TestEveryFaultOfAnExistingNetworkIsFound(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*network.LookupVirtualNetworkResult)
		want   []string
	}{
		"another subscription": {
			func(v *network.LookupVirtualNetworkResult) { v.Id = ptr("/subscriptions/other/x") },
			[]string{"the provider's subscription has a network of this name with another ID: /subscriptions/other/x"},
		},
		"another region than the hub's": {
			func(v *network.LookupVirtualNetworkResult) { v.Location = ptr("northeurope") },
			[]string{"it is in region northeurope, the hub and the cluster are in westeurope"},
		},
		"another address space": {
			func(v *network.LookupVirtualNetworkResult) {
				v.AddressSpace.AddressPrefixes = []string{"10.250.0.0/16"}
			},
			[]string{"its address space is [10.250.0.0/16], the configuration says 10.240.0.0/16"},
		},
		"no address space": {
			func(v *network.LookupVirtualNetworkResult) { v.AddressSpace = nil },
			[]string{"its address space is [], the configuration says 10.240.0.0/16"},
		},
		"a missing subnet": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets = v.Subnets[1:] },
			[]string{"subnet snet-clusternodes is missing"},
		},
		"a missing extra subnet": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets = v.Subnets[:5] },
			[]string{"subnet snet-batch is missing"},
		},
		"another size": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[0].AddressPrefix = ptr("10.240.0.0/24") },
			[]string{"subnet snet-clusternodes is 10.240.0.0/24, the configuration says 10.240.0.0/22"},
		},
		"several ranges": {
			func(v *network.LookupVirtualNetworkResult) {
				v.Subnets[1].AddressPrefixes = []string{"10.240.4.0/28", "fd00::/64"}
			},
			[]string{"subnet snet-clusteringressservices is 10.240.4.0/28 fd00::/64, the configuration says 10.240.4.0/28"},
		},
		"no security group": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[3].NetworkSecurityGroup = nil },
			[]string{"subnet snet-applicationgateway has no network security group"},
		},
		"no route to the firewall": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[0].RouteTable = nil },
			[]string{"subnet snet-clusternodes has no route table, and egress.mode firewall needs a default route"},
		},
		"a gateway behind the firewall": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[3].RouteTable = v.Subnets[0].RouteTable },
			[]string{"subnet snet-applicationgateway has a route table and must not have one"},
		},
		"no delegation": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[4].Delegations = nil },
			[]string{"subnet snet-privatecluster is delegated to nothing, it must be delegated to Microsoft.ContainerService/managedClusters"},
		},
		"a delegation too many": {
			func(v *network.LookupVirtualNetworkResult) { v.Subnets[0].Delegations = v.Subnets[4].Delegations },
			[]string{"subnet snet-clusternodes is delegated to Microsoft.ContainerService/managedClusters, it must be delegated to nothing"},
		},
		"all at once": {
			func(v *network.LookupVirtualNetworkResult) {
				v.Location, v.Subnets[4].Delegations, v.Subnets[4].NetworkSecurityGroup = ptr("northeurope"), nil, nil
				v.Subnets = v.Subnets[2:]
			},
			[]string{
				"it is in region northeurope, the hub and the cluster are in westeurope",
				"subnet snet-clusternodes is missing",
				"subnet snet-clusteringressservices is missing",
				"subnet snet-privatecluster has no network security group",
				"subnet snet-privatecluster is delegated to nothing, it must be delegated to Microsoft.ContainerService/managedClusters",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			found := fitting()
			test.change(found)
			assert.Equal(t, test.want, faultsOf(t, wanting(t, EgressFirewall), found))
		})
	}
}

func TestAnExistingNetworkNeedsTheNATGatewayOfItsMode(t *testing.T) {
	found := fitting()
	for i := range found.Subnets {
		found.Subnets[i].RouteTable = nil
	}
	missing := []string{
		"subnet snet-clusternodes has no NAT gateway, and egress.mode natGateway needs one",
		"subnet snet-clusteringressservices has no NAT gateway, and egress.mode natGateway needs one",
		"subnet snet-privatecluster has no NAT gateway, and egress.mode natGateway needs one",
		"subnet snet-batch has no NAT gateway, and egress.mode natGateway needs one",
	}
	assert.Equal(t, missing, faultsOf(t, wanting(t, EgressNATGateway), found))
	assert.Empty(t, faultsOf(t, wanting(t, EgressLoadBalancer), found))
	for i := range found.Subnets {
		found.Subnets[i].NatGateway = &network.SubResourceResponse{Id: ptr("nat")}
	}
	assert.Empty(t, faultsOf(t, wanting(t, EgressNATGateway), found))
	found.Subnets[0].RouteTable = &network.RouteTableResponse{Id: ptr("routes")}
	assert.Equal(t, []string{"subnet snet-clusternodes has a route table and must not have one"}, faultsOf(t, wanting(t, EgressNATGateway), found))
}

func TestEgressNeedsItsNextHopAndNothingElse(t *testing.T) {
	for mode, want := range map[string]string{
		EgressFirewall: "egress mode firewall needs NextHopIP",
		EgressNVA:      "egress mode nva needs NextHopIP",
		"":             "an egress mode is required",
		"proxy":        `egress mode "proxy" is not known`,
	} {
		assert.EqualError(t, Egress{Mode: mode}.check(), want)
	}
	assert.NoError(t, Egress{Mode: EgressNATGateway}.check())
	assert.NoError(t, Egress{Mode: EgressLoadBalancer}.check())
}

func TestSubnetsCoverEveryPlannedAddress(t *testing.T) {
	args := wanting(t, EgressFirewall)
	var names []string
	planned := map[netip.Prefix]bool{}
	for _, subnet := range args.subnets() {
		names = append(names, subnet.name)
		planned[subnet.prefix] = true
	}
	assert.Equal(t, append(Subnets(), "snet-batch"), names)
	assert.Len(t, planned, 6)
}
