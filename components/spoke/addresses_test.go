package spoke_test

import (
	"maps"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func prefix(text string) netip.Prefix { return netip.MustParsePrefix(text) }

func TestPlanLaysSubnetsIntoTheDefaultNetwork(t *testing.T) {
	for index, want := range []spoke.Addresses{
		{
			VNet:                   prefix("10.240.0.0/16"),
			ClusterNodes:           prefix("10.240.0.0/22"),
			ClusterIngressServices: prefix("10.240.4.0/28"),
			PrivateLinkEndpoints:   prefix("10.240.4.32/28"),
			ApplicationGateway:     prefix("10.240.5.0/24"),
			PrivateCluster:         prefix("10.240.7.0/28"),
		},
		{
			VNet:                   prefix("10.241.0.0/16"),
			ClusterNodes:           prefix("10.241.0.0/22"),
			ClusterIngressServices: prefix("10.241.4.0/28"),
			PrivateLinkEndpoints:   prefix("10.241.4.32/28"),
			ApplicationGateway:     prefix("10.241.5.0/24"),
			PrivateCluster:         prefix("10.241.7.0/28"),
		},
	} {
		for _, class := range environment.Classes() {
			got, errors := spoke.PlanAddresses("p", spoke.Network{AddressPrefix: spoke.DefaultAddressPrefix(index)}, class)
			require.Empty(t, errors)
			assert.Equal(t, want, got)
		}
	}
}

func TestDefaultSubnetsHoldWhatTheyAreFor(t *testing.T) {
	plan, errors := spoke.PlanAddresses("p", spoke.Network{AddressPrefix: spoke.DefaultAddressPrefix(0)}, environment.Prod)
	require.Empty(t, errors)
	assert.Equal(t, 1019, azure.UsableAddresses(plan.ClusterNodes))
	assert.Equal(t, 11, azure.UsableAddresses(plan.ClusterIngressServices), "five ingress controllers and room for more")
	assert.Equal(t, 11, azure.UsableAddresses(plan.PrivateLinkEndpoints), "a registry in one region and a vault take three")
	assert.Equal(t, 251, azure.UsableAddresses(plan.ApplicationGateway), "125 instances and their private front ends")
	assert.GreaterOrEqual(t, azure.UsableAddresses(plan.PrivateCluster), 9, "what AKS takes for one API server")
}

func TestPlanFollowsOverridesAndExtraSubnets(t *testing.T) {
	got, errors := spoke.PlanAddresses("p", spoke.Network{
		AddressPrefix: "10.60.0.0/22",
		Subnets: spoke.SubnetPrefixes{
			ClusterNodes: "10.60.0.0/24", ClusterIngressServices: "10.60.1.0/27", PrivateLinkEndpoints: "10.60.1.32/27",
			ApplicationGateway: "10.60.1.64/26", PrivateCluster: "10.60.1.128/28",
		},
		ExtraSubnets: []spoke.ExtraSubnet{
			{Name: "snet-batch", AddressPrefix: "10.60.2.0/25"}, {Name: "snet-ops", AddressPrefix: "10.60.2.128/28"},
		},
	}, environment.Prod)
	require.Empty(t, errors)
	assert.Equal(t, spoke.Addresses{
		VNet:                   prefix("10.60.0.0/22"),
		ClusterNodes:           prefix("10.60.0.0/24"),
		ClusterIngressServices: prefix("10.60.1.0/27"),
		PrivateLinkEndpoints:   prefix("10.60.1.32/27"),
		ApplicationGateway:     prefix("10.60.1.64/26"),
		PrivateCluster:         prefix("10.60.1.128/28"),
		Extra:                  map[string]netip.Prefix{"snet-batch": prefix("10.60.2.0/25"), "snet-ops": prefix("10.60.2.128/28")},
	}, got)
}

func TestNodesLeaveFromTheNodeSubnetAndTheExtraOnesThatAreLetOut(t *testing.T) {
	network := spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: []spoke.ExtraSubnet{
		{Name: "snet-gpu", AddressPrefix: "10.240.9.0/24", RouteToFirewall: true}, {Name: "snet-quiet", AddressPrefix: "10.240.10.0/24"},
		{Name: "snet-batch", AddressPrefix: "10.240.8.0/24", RouteToFirewall: true},
	}}
	plan, errors := spoke.PlanAddresses("p", network, environment.Prod)
	require.Empty(t, errors)
	assert.Equal(t, []netip.Prefix{prefix("10.240.0.0/22"), prefix("10.240.9.0/24"), prefix("10.240.8.0/24")}, network.NodeSubnets(plan))
	assert.Equal(t, []netip.Prefix{prefix("10.240.0.0/22")}, spoke.Network{}.NodeSubnets(plan))
}

func TestPlanGrowsThePrivateEndpointsSubnet(t *testing.T) {
	registry := func(regions int) spoke.PrivateLinkService {
		return spoke.PrivateLinkService{Service: spoke.PrivateLinkRegistry, Regions: regions}
	}
	one := func(service string) spoke.PrivateLinkService {
		return spoke.PrivateLinkService{Service: service, Regions: 1}
	}
	for name, test := range map[string]struct {
		services []spoke.PrivateLinkService
		needed   int
		want     string
		warning  string
	}{
		"registry and vault by default": {nil, 3, "10.240.4.32/28", ""},
		"as many as a /28 holds":        {[]spoke.PrivateLinkService{registry(10)}, 11, "10.240.4.32/28", ""},
		"one more": {
			[]spoke.PrivateLinkService{registry(10), one("vault")}, 12, "10.240.4.32/27",
			"private endpoints need 12 addresses, so snet-privatelinkendpoints is planned as 10.240.4.32/27 instead of a /28 with 11",
		},
		"with the monitoring scope": {
			[]spoke.PrivateLinkService{registry(2), one("vault"), one("cosmosSql"), one("redisEnterprise"), one("blob"), one("azureMonitor")},
			23, "10.240.4.32/27",
			"private endpoints need 23 addresses, so snet-privatelinkendpoints is planned as 10.240.4.32/27 instead of a /28 with 11",
		},
		"more than a /27 holds": {
			[]spoke.PrivateLinkService{registry(10), one("azureMonitor"), one("cosmosMongo")}, 28, "10.240.4.64/26",
			"private endpoints need 28 addresses, so snet-privatelinkendpoints is planned as 10.240.4.64/26 instead of a /28 with 11",
		},
	} {
		t.Run(name, func(t *testing.T) {
			network := spoke.Network{AddressPrefix: "10.240.0.0/16", PrivateLinkServices: test.services}
			plan, errors := spoke.PlanAddresses("p", network, environment.Prod)
			require.Empty(t, errors)
			assert.Equal(t, test.needed, network.PrivateLinkAddresses())
			assert.Equal(t, test.want, plan.PrivateLinkEndpoints.String())
			assert.Equal(t, test.warning, network.PrivateLinkWarning(plan))
		})
	}
}

func TestPlanRefusesAddressesThatDoNotWork(t *testing.T) {
	const (
		apiServer   = "\n    (https://learn.microsoft.com/azure/aks/api-server-vnet-integration)"
		gateway     = "\n    (https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#size-of-the-subnet)"
		controllers = "\n    (https://learn.microsoft.com/azure/application-gateway/for-containers/application-gateway-for-containers-components)"
		privateLink = "\n    (https://learn.microsoft.com/azure/private-link/private-endpoint-overview)"
	)
	extra := func(name, prefix string, delegations ...string) []spoke.ExtraSubnet {
		return []spoke.ExtraSubnet{{Name: name, AddressPrefix: prefix, Delegations: delegations}}
	}
	for name, test := range map[string]struct {
		network spoke.Network
		want    []string
	}{
		"no range": {
			spoke.Network{AddressPrefix: "10.240.0.0"},
			[]string{`p.addressPrefix: "10.240.0.0" is not an address range; write an IPv4 range such as 10.240.0.0/16`},
		},
		"no room for the default places": {
			spoke.Network{AddressPrefix: "10.240.0.0/22"},
			[]string{`p.addressPrefix: "10.240.0.0/22" has no room for the default places of snet-clusteringressservices, ` +
				"snet-privatelinkendpoints, snet-applicationgateway, snet-privatecluster; choose /21 or larger, or place them under subnets"},
		},
		"a node subnet outside the network": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", Subnets: spoke.SubnetPrefixes{ClusterNodes: "10.241.0.0/22"}},
			[]string{`p.subnets.clusterNodes: "10.241.0.0/22" lies outside its virtual network 10.240.0.0/16; choose a range inside 10.240.0.0/16`},
		},
		"a small API-server subnet": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", Subnets: spoke.SubnetPrefixes{PrivateCluster: "10.240.7.0/29"}},
			[]string{`p.subnets.privateCluster: "10.240.7.0/29" is too small for snet-privatecluster; choose /28 or larger` + apiServer},
		},
		"a shared API-server subnet": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: extra("snet-other", "10.240.7.0/28")},
			[]string{`p.extraSubnets[0].addressPrefix: "10.240.7.0/28" overlaps snet-privatecluster 10.240.7.0/28 (p.subnets.privateCluster); ` +
				"choose a range of its own"},
		},
		"a small gateway subnet": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", Subnets: spoke.SubnetPrefixes{ApplicationGateway: "10.240.5.0/27"}},
			[]string{`p.subnets.applicationGateway: "10.240.5.0/27" is too small for snet-applicationgateway; choose /26 or larger` + gateway},
		},
		"something else in the gateway's subnet": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: extra("snet-other", "10.240.5.128/28")},
			[]string{`p.extraSubnets[0].addressPrefix: "10.240.5.128/28" overlaps snet-applicationgateway 10.240.5.0/24 ` +
				"(p.subnets.applicationGateway); choose a range of its own"},
		},
		"a small subnet for Application Gateway for Containers": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: extra("snet-agc", "10.240.8.0/25", azure.DelegationTrafficControllers)},
			[]string{`p.extraSubnets[0].addressPrefix: "10.240.8.0/25" is too small for snet-agc; choose /24 or larger` + controllers},
		},
		"an extra subnet without a range": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: extra("snet-other", "")},
			[]string{"p.extraSubnets[0].addressPrefix: is required; write an IPv4 range such as 10.240.0.0/16"},
		},
		"two extra subnets in one range": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", ExtraSubnets: append(extra("snet-a", "10.240.8.0/24"), extra("snet-b", "10.240.8.0/24")...)},
			[]string{`p.extraSubnets[1].addressPrefix: "10.240.8.0/24" overlaps snet-a 10.240.8.0/24 (p.extraSubnets[0].addressPrefix); ` +
				"choose a range of its own"},
		},
		"more private endpoints than a /26 holds": {
			spoke.Network{AddressPrefix: "10.240.0.0/16", PrivateLinkServices: []spoke.PrivateLinkService{{Service: "registry", Regions: 59}}},
			[]string{"p.privateLinkServices: 60 addresses are needed, and snet-privatelinkendpoints 10.240.4.64/26 holds 59; " +
				"give subnets.privateLinkEndpoints a larger range" + privateLink},
		},
		"more private endpoints than the given subnet holds": {
			spoke.Network{
				AddressPrefix: "10.240.0.0/16", Subnets: spoke.SubnetPrefixes{PrivateLinkEndpoints: "10.240.4.32/29"},
				PrivateLinkServices: []spoke.PrivateLinkService{{Service: "registry", Regions: 3}},
			},
			[]string{"p.privateLinkServices: 4 addresses are needed, and snet-privatelinkendpoints 10.240.4.32/29 holds 3; " +
				"give subnets.privateLinkEndpoints a larger range" + privateLink},
		},
		"mistakes in several places, told at once": {
			spoke.Network{AddressPrefix: "x", Subnets: spoke.SubnetPrefixes{ClusterNodes: "y"}, ExtraSubnets: extra("snet-other", "10.0.0.1/24")},
			[]string{
				`p.addressPrefix: "x" is not an address range; write an IPv4 range such as 10.240.0.0/16`,
				`p.subnets.clusterNodes: "y" is not an address range; write an IPv4 range such as 10.240.0.0/16`,
				`p.extraSubnets[0].addressPrefix: "10.0.0.1/24" has address bits behind its prefix; write 10.0.0.0/24`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, errors := spoke.PlanAddresses("p", test.network, environment.Prod)
			assert.Equal(t, test.want, texts(errors))
		})
	}
}

func TestPlanRefusesRangesThatAKSReserves(t *testing.T) {
	for _, forbidden := range azure.ForbiddenAKSRanges() {
		network := spoke.Network{AddressPrefix: netip.PrefixFrom(forbidden.Prefix.Addr(), 16).Masked().String()}
		_, errors := spoke.PlanAddresses("p", network, environment.Prod)
		require.NotEmpty(t, errors, forbidden.Prefix)
		assert.ErrorContains(t, errors[0], "overlaps "+forbidden.Prefix.String()+" ("+forbidden.Reason+")")
	}
}

func TestDevelopmentMayHaveASmallGatewaySubnet(t *testing.T) {
	_, errors := spoke.PlanAddresses("p", spoke.Network{
		AddressPrefix: "10.240.0.0/16", Subnets: spoke.SubnetPrefixes{ApplicationGateway: "10.240.5.0/27"},
	}, environment.Dev)
	assert.Empty(t, errors)
}

func TestPlannedSubnetsNeverOverlapNorLeaveTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vnet := netip.PrefixFrom(netip.AddrFrom4([4]byte{
			10, rapid.Byte().Draw(t, "second"), rapid.Byte().Draw(t, "third"), 0,
		}), rapid.IntRange(8, 21).Draw(t, "bits")).Masked()
		network := spoke.Network{
			AddressPrefix: vnet.String(),
			PrivateLinkServices: []spoke.PrivateLinkService{{
				Service: spoke.PrivateLinkRegistry, Regions: rapid.IntRange(1, 58).Draw(t, "regions"),
			}},
		}
		class := rapid.SampledFrom(environment.Classes()).Draw(t, "class")
		plan, errors := spoke.PlanAddresses("p", network, class)
		if len(errors) > 0 {
			t.Fatalf("%s: %v", vnet, errors)
		}
		subnets := []netip.Prefix{
			plan.ClusterNodes, plan.ClusterIngressServices, plan.PrivateLinkEndpoints, plan.ApplicationGateway, plan.PrivateCluster,
		}
		for i, subnet := range subnets {
			if !subnet.IsValid() || subnet != subnet.Masked() || !vnet.Contains(subnet.Addr()) || subnet.Bits() < vnet.Bits() {
				t.Fatalf("%s is not inside %s", subnet, vnet)
			}
			for _, other := range subnets[:i] {
				if subnet.Overlaps(other) {
					t.Fatalf("%s overlaps %s", subnet, other)
				}
			}
		}
		if usable := azure.UsableAddresses(plan.PrivateLinkEndpoints); usable < network.PrivateLinkAddresses() {
			t.Fatalf("%d addresses for %d endpoints", usable, network.PrivateLinkAddresses())
		}
		again, _ := spoke.PlanAddresses("p", network, class)
		if diff := cmp.Diff(plan, again, cmpopts.EquateComparable(netip.Prefix{})); diff != "" {
			t.Fatalf("the second plan differs: %s", diff)
		}
	})
}

func TestAcceptedLayoutsNeverOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anywhere := rapid.Custom(func(t *rapid.T) string {
			bits := rapid.IntRange(22, 29).Draw(t, "bits")
			address := netip.AddrFrom4([4]byte{10, 240, rapid.ByteRange(0, 15).Draw(t, "third"), rapid.Byte().Draw(t, "fourth")})
			return netip.PrefixFrom(address, bits).Masked().String()
		})
		network := spoke.Network{
			AddressPrefix: "10.240.0.0/20",
			Subnets:       spoke.SubnetPrefixes{ClusterNodes: anywhere.Draw(t, "nodes"), PrivateCluster: anywhere.Draw(t, "private cluster")},
			ExtraSubnets:  []spoke.ExtraSubnet{{Name: "a", AddressPrefix: anywhere.Draw(t, "a")}, {Name: "b", AddressPrefix: anywhere.Draw(t, "b")}},
		}
		plan, errors := spoke.PlanAddresses("p", network, environment.Prod)
		subnets := []netip.Prefix{
			plan.ClusterNodes, plan.ClusterIngressServices, plan.PrivateLinkEndpoints, plan.ApplicationGateway, plan.PrivateCluster,
		}
		for subnet := range maps.Values(plan.Extra) {
			subnets = append(subnets, subnet)
		}
		overlaps := false
		for i, subnet := range subnets {
			for _, other := range subnets[:i] {
				overlaps = overlaps || subnet.Overlaps(other)
			}
		}
		tooSmall := plan.PrivateCluster.Bits() > 28
		if accepted := len(errors) == 0; accepted == (overlaps || tooSmall) {
			t.Fatalf("accepted %v, overlaps %v, too small %v: %v\n%v", accepted, overlaps, tooSmall, plan, errors)
		}
	})
}

func FuzzPlanNeverPanics(f *testing.F) {
	f.Add("10.240.0.0/16", "10.240.0.0/22", "10.240.8.0/24")
	f.Add("::/0", "0.0.0.0/0", "255.255.255.255/32")
	f.Add("255.255.248.0/21", "", "")
	f.Fuzz(func(t *testing.T, vnet, nodes, extra string) {
		network := spoke.Network{
			AddressPrefix: vnet, Subnets: spoke.SubnetPrefixes{ClusterNodes: nodes},
			ExtraSubnets: []spoke.ExtraSubnet{{Name: "a", AddressPrefix: extra}},
		}
		plan, errors := spoke.PlanAddresses("p", network, environment.Prod)
		if len(errors) == 0 && (plan.VNet.String() != vnet || !plan.ClusterNodes.IsValid() || !plan.Extra["a"].IsValid()) {
			t.Fatalf("%q, %q, %q: %v", vnet, nodes, extra, plan)
		}
	})
}
