package spoke_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const theirs = "/subscriptions/" + subscription + "/resourceGroups/rg-theirs/providers/Microsoft.Network/virtualNetworks/vnet-theirs"

// theirNetwork answers the one question about a network that somebody else made.
type theirNetwork struct {
	pulumi.MockResourceMonitor
	asked *[]pulumi.MockCallArgs
	found map[string]any
}

func (m theirNetwork) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	*m.asked = append(*m.asked, args)
	if m.found == nil {
		return nil, errors.New("ResourceNotFound")
	}
	return resource.NewPropertyMapFromMap(m.found), nil
}

// theirSubnets are the five subnets as their owner should have made them, behind a firewall.
func theirSubnets() []any {
	subnet := func(name, prefix string, more map[string]any) map[string]any {
		made := map[string]any{"name": name, "addressPrefix": prefix, "networkSecurityGroup": map[string]any{"id": "nsg"}}
		for key, value := range more {
			made[key] = value
		}
		return made
	}
	routes := map[string]any{"id": "/subscriptions/s/resourceGroups/rg-theirs/providers/Microsoft.Network/routeTables/rt-theirs"}
	routed := map[string]any{"routeTable": routes}
	return []any{
		subnet(spoke.SubnetClusterNodes, "10.240.0.0/22", routed),
		subnet(spoke.SubnetClusterIngressServices, "10.240.4.0/28", routed),
		subnet(spoke.SubnetPrivateLinkEndpoints, "10.240.4.32/28", nil),
		subnet(spoke.SubnetApplicationGateway, "10.240.5.0/24", nil),
		subnet(spoke.SubnetPrivateCluster, "10.240.7.0/28", map[string]any{
			"routeTable": routes, "delegations": []any{map[string]any{"serviceName": azure.DelegationManagedClusters}},
		}),
	}
}

func theirVNet(subnets []any) map[string]any {
	return map[string]any{
		"id": theirs, "name": "vnet-theirs", "location": "westeurope", "subnets": subnets,
		"addressSpace": map[string]any{"addressPrefixes": []any{"10.240.0.0/16"}},
	}
}

func attach(t *testing.T, found map[string]any, after func(*pulumi.Context, *spoke.Spoke)) (*monitor.Monitor, []pulumi.MockCallArgs, error) {
	t.Helper()
	var asked []pulumi.MockCallArgs
	m := newMonitor(t)
	err := recordOn(theirNetwork{unjudged{m, azure.TypeVirtualNetworkLink}, &asked, found}, config{
		class: environment.Prod, egress: toFirewall, change: withZones, network: spoke.Network{ExistingVNetID: theirs},
	}, after)
	return m, asked, err
}

func TestAnExistingNetworkIsReadAndNotWritten(t *testing.T) {
	got := map[string]string{}
	recorded, asked, err := attach(t, theirVNet(theirSubnets()), func(ctx *pulumi.Context, s *spoke.Spoke) {
		assert.Empty(t, s.NetworkReady)
		assert.Len(t, s.PrivateDNSLinks, len(zones))
		assert.Empty(t, s.Peerings)
		// A run waits for what it exports, and for outputs of resources, of which there are none here.
		ctx.Export("outputs", pulumi.ToStringMapOutput(map[string]pulumi.StringOutput{
			"network": s.VNetID, "name": s.VNetName, "nodes": s.ClusterNodesSubnetID, "routes": s.RouteTableID, "prefix": s.EgressPublicIPPrefix,
		}).ApplyT(func(values map[string]string) map[string]string {
			for key, value := range values {
				got[key] = value
			}
			return values
		}))
	})
	require.NoError(t, err)
	require.Len(t, asked, 1)
	assert.Equal(t, "azure-native:network/v20240501:getVirtualNetwork", asked[0].Token)
	assert.Equal(t, map[string]any{"resourceGroupName": "rg-theirs", "virtualNetworkName": "vnet-theirs"}, asked[0].Args.Mappable())
	for _, r := range below(recorded, "primary-spoke") {
		switch azure.CanonicalType(r.Type) {
		case spoke.Type, azure.TypePrivateZone, azure.TypeVirtualNetworkLink:
		default:
			t.Errorf("%s (%s) was created", r.Name, r.Type)
		}
	}
	link := recorded.Named(t, "primary-spoke-dns-azurecr-io-spoke-link")
	assert.Equal(t, map[string]any{"id": theirs}, link.Inputs["virtualNetwork"])
	assert.Equal(t, "to_vnet-theirs", link.Inputs["virtualNetworkLinkName"])
	assert.Equal(t, map[string]string{
		"network": theirs, "name": "vnet-theirs", "nodes": theirs + "/subnets/snet-clusternodes",
		"routes": "/subscriptions/s/resourceGroups/rg-theirs/providers/Microsoft.Network/routeTables/rt-theirs", "prefix": "",
	}, got)
}

func TestAnExistingNetworkThatDoesNotFitIsRefusedWithAllItsFaults(t *testing.T) {
	subnets := theirSubnets()
	delete(subnets[4].(map[string]any), "delegations")
	delete(subnets[3].(map[string]any), "networkSecurityGroup")
	recorded, _, err := attach(t, theirVNet(subnets[1:]), nil)
	assert.ErrorContains(t, err, `spoke "primary-spoke": the existing virtual network `+theirs+" does not fit the spoke:\n"+
		"  subnet snet-clusternodes is missing\n"+
		"  subnet snet-applicationgateway has no network security group\n"+
		"  subnet snet-privatecluster is delegated to nothing, it must be delegated to Microsoft.ContainerService/managedClusters")
	assert.Len(t, below(recorded, "primary-spoke"), 1, "nothing is created besides the component itself")
}

func TestAnExistingNetworkThatIsNotThereIsTold(t *testing.T) {
	_, _, err := attach(t, nil, nil)
	assert.ErrorContains(t, err, `spoke "primary-spoke": reading the existing virtual network `+theirs)
}

func TestASpokeFitsTheNetworkThatItWouldHaveMade(t *testing.T) {
	for _, egress := range []spoke.Egress{toFirewall, toNATGateway, {Mode: spoke.EgressLoadBalancer}} {
		t.Run(egress.Mode, func(t *testing.T) {
			made := config{class: environment.Prod, egress: egress, network: spoke.Network{ExtraSubnets: []spoke.ExtraSubnet{
				{Name: "snet-batch", AddressPrefix: "10.240.8.0/24", NSG: true, RouteToFirewall: true},
				{Name: "snet-agc", AddressPrefix: "10.240.9.0/24", Delegations: []string{azure.DelegationTrafficControllers}},
			}}}
			first, err := monitor.New(monitor.Options{})
			require.NoError(t, err)
			require.NoError(t, recordOn(first, made, nil))

			attached := made
			attached.network.ExistingVNetID = azure.ResourceID(subscription, names.SpokeResourceGroup(), "Microsoft.Network/virtualNetworks",
				names.SpokeVNet(names.Workload()))
			second, err := monitor.New(monitor.Options{Simulator: first.Simulator()})
			require.NoError(t, err)
			require.NoError(t, recordOn(second, attached, nil))
			assert.Len(t, below(second, "primary-spoke"), 1, "nothing is created besides the component itself")
		})
	}
}
