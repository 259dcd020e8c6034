package spoke_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// texts are the whole messages, in order.
func texts(errors field.Errors) []string {
	found := []string{}
	for _, err := range errors {
		found = append(found, err.Error())
	}
	return found
}

func TestDefaultsAreValidAndTheSameEverywhere(t *testing.T) {
	for _, class := range environment.Classes() {
		var settings spoke.Settings
		settings.SetDefaults(class)
		assert.Equal(t, spoke.Settings{ExtraLoadBalancerIPs: 0, IngressControllers: 1}, settings)
		assert.Empty(t, settings.Validate("p:spoke", class))
	}
}

func TestSettingsRefuseImpossibleCounts(t *testing.T) {
	assert.Equal(t, []string{
		"p:spoke.extraLoadBalancerIps: -1 is outside 0 to 250; choose 0 to 250",
		"p:spoke.ingressControllers: 0 is outside 1 to 250; choose 1 to 250",
	}, texts(spoke.Settings{ExtraLoadBalancerIPs: -1}.Validate("p:spoke", environment.Prod)))
}

func TestSettingsRefuseMoreControllersThanAddresses(t *testing.T) {
	plan, errors := spoke.PlanAddresses("p", spoke.Network{AddressPrefix: "10.240.0.0/16"}, environment.Prod)
	require.Empty(t, errors)
	assert.Empty(t, spoke.Settings{IngressControllers: 11}.CheckAddresses("p:spoke", plan))
	assert.Equal(t, []string{
		"p:spoke.ingressControllers: 12 is more than the 11 addresses of snet-clusteringressservices 10.240.4.0/28; " +
			"run fewer controllers, or plan the spoke with a larger subnets.clusterIngressServices",
	}, texts(spoke.Settings{IngressControllers: 12}.CheckAddresses("p:spoke", plan)))
}

func TestNetworkRefusesWhatAzureRefuses(t *testing.T) {
	const (
		nameRemedy  = "write 2 to 24 lower-case letters, digits and single hyphens, a letter first"
		vnetRemedy  = "write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>"
		delegations = "\n    (https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview)"
		endpoints   = "\n    (https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview)"
		privateLink = "\n    (https://learn.microsoft.com/azure/private-link/private-endpoint-overview)"
	)
	reserved, ok := azure.SubnetRuleFor("AzureFirewallSubnet")
	require.True(t, ok)
	long := strings.Repeat("s", 37)
	for name, test := range map[string]struct {
		network spoke.Network
		want    []string
	}{
		"no name": {
			spoke.Network{},
			[]string{"p.name: is required; " + nameRemedy},
		},
		"a name with capitals": {
			spoke.Network{Name: "BU0001A0008"},
			[]string{`p.name: "BU0001A0008" cannot be part of resource names; ` + nameRemedy},
		},
		"a name that is too long": {
			spoke.Network{Name: "a123456789012345678901234"},
			[]string{`p.name: "a123456789012345678901234" cannot be part of resource names; ` + nameRemedy},
		},
		"the name of an existing network instead of its ID": {
			spoke.Network{Name: "bu1", ExistingVNetID: "vnet-spoke"},
			[]string{`p.existingVnetId: "vnet-spoke" is not the full resource ID of a virtual network; ` + vnetRemedy},
		},
		"the ID of something else": {
			spoke.Network{Name: "bu1", ExistingVNetID: "/subscriptions/s/resourceGroups/g"},
			[]string{`p.existingVnetId: "/subscriptions/s/resourceGroups/g" is not the full resource ID of a virtual network; ` + vnetRemedy},
		},
		"subnet names that are taken": {
			spoke.Network{Name: "bu1", ExtraSubnets: []spoke.ExtraSubnet{
				{Name: ""}, {Name: "snet-a"}, {Name: "SNET-A"}, {Name: "snet-ClusterNodes"}, {Name: "azurefirewallsubnet"}, {Name: long},
			}},
			[]string{
				"p.extraSubnets[0].name: is required; name the subnet, for example snet-management-ops",
				`p.extraSubnets[2].name: "SNET-A" is also the name of extraSubnets[1]; choose another name`,
				`p.extraSubnets[3].name: "snet-ClusterNodes" is a subnet that every spoke has; choose another name`,
				`p.extraSubnets[4].name: "azurefirewallsubnet" is a name that Azure reserves for one of its services; ` +
					"choose another name; the hub has the subnets of firewall, gateway and Bastion\n    (" + reserved.Source + ")",
				`p.extraSubnets[5].name: "` + long + `" is longer than 36 characters; choose a shorter name`,
			},
		},
		"two delegations": {
			spoke.Network{Name: "bu1", ExtraSubnets: []spoke.ExtraSubnet{{Name: "snet-a", Delegations: []string{
				"Microsoft.ServiceNetworking/trafficControllers", "Microsoft.ContainerInstance/containerGroups",
			}}}},
			[]string{`p.extraSubnets[0].delegations: ["Microsoft.ServiceNetworking/trafficControllers","Microsoft.ContainerInstance/c... ` +
				"has more than one delegation, and Azure takes one; make a subnet for each service" + delegations},
		},
		"a delegation that is none": {
			spoke.Network{Name: "bu1", ExtraSubnets: []spoke.ExtraSubnet{{Name: "snet-a", Delegations: []string{"trafficControllers"}}}},
			[]string{`p.extraSubnets[0].delegations[0]: "trafficControllers" is not a service that a subnet can be delegated to; ` +
				"write it as Microsoft.ServiceNetworking/trafficControllers" + delegations},
		},
		"service endpoints that are none, or twice": {
			spoke.Network{Name: "bu1", ExtraSubnets: []spoke.ExtraSubnet{{Name: "snet-a", ServiceEndpoints: []string{
				"storage", "Microsoft.Sql", "Microsoft.Sql",
			}}}},
			[]string{
				`p.extraSubnets[0].serviceEndpoints[0]: "storage" is not a service endpoint; write it as Microsoft.Storage` + endpoints,
				`p.extraSubnets[0].serviceEndpoints[2]: "Microsoft.Sql" is listed twice; list each service once`,
			},
		},
		"private endpoints for unknown services": {
			spoke.Network{Name: "bu1", PrivateLinkServices: []spoke.PrivateLinkService{{Service: "keyVault", Regions: 1}, {Service: "registry", Regions: 0}}},
			[]string{
				`p.privateLinkServices[0].service: "keyVault" is not supported; choose one of registry, vault, cosmosSql, cosmosMongo, ` +
					"redisEnterprise, redisCache, blob, azureMonitor, grafana" + privateLink,
				"p.privateLinkServices[1].regions: 0 is outside 1 to 60; choose 1 to 60",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, texts(test.network.Validate("p", environment.Prod)))
		})
	}
}

func TestNetworkAcceptsWhatAzureTakes(t *testing.T) {
	network := spoke.Network{
		Name:           "bu0001a0008-eu",
		ExistingVNetID: "/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworks/vnet-theirs",
		ExtraSubnets: []spoke.ExtraSubnet{
			{Name: "snet-management-ops", ServiceEndpoints: []string{"Microsoft.Storage", "Microsoft.AzureCosmosDB"}},
			{Name: "snet-agc", Delegations: []string{azure.DelegationTrafficControllers}},
			{Name: "snet-aci", Delegations: []string{azure.DelegationContainerGroups}},
		},
		PrivateLinkServices: []spoke.PrivateLinkService{{Service: "registry", Regions: 2}, {Service: "azureMonitor", Regions: 1}},
	}
	assert.Empty(t, network.Validate("p", environment.Prod))
}

func TestExtraSubnetsAreGuardedUnlessToldOtherwise(t *testing.T) {
	var network spoke.Network
	raw := map[string]any{
		"extraSubnets":        []any{map[string]any{"name": "snet-a"}, map[string]any{"name": "snet-b", "nsg": false}},
		"privateLinkServices": []any{map[string]any{"service": "vault"}},
	}
	require.Empty(t, field.Decode("p", raw, &network, environment.Prod))
	assert.Equal(t, []spoke.ExtraSubnet{{Name: "snet-a", NSG: true}, {Name: "snet-b", NSG: false}}, network.ExtraSubnets)
	assert.Equal(t, []spoke.PrivateLinkService{{Service: "vault", Regions: 1}}, network.PrivateLinkServices)
}

func TestLongestNamesStayWithinAzuresLimits(t *testing.T) {
	longestSpoke, longestSubnet := "a"+strings.Repeat("1", 23), strings.Repeat("s", 36)
	network := spoke.Network{Name: longestSpoke, ExtraSubnets: []spoke.ExtraSubnet{{Name: longestSubnet, NSG: true}}}
	require.Empty(t, network.Validate("p", environment.Prod))
	names := naming.For(naming.Args{Location: "germanywestcentral", RegionIndex: 9, BusinessUnit: "bu0001", Application: "a0008"})
	for _, entry := range names.Spoke(longestSpoke) {
		assert.NoError(t, entry.Check())
	}
	group := names.SubnetNSG(names.SpokeVNet(longestSpoke), longestSubnet)
	assert.NoError(t, azure.CheckName("Microsoft.Network/networkSecurityGroups", group))
}
