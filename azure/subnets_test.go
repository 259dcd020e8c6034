package azure_test

import (
	"math"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestUsableAddresses(t *testing.T) {
	for prefix, want := range map[string]int{
		"10.200.0.0/26":  59,    // a firewall subnet
		"10.200.0.64/27": 27,    // a gateway subnet
		"10.240.5.0/24":  251,   // an Application Gateway subnet
		"10.240.0.0/22":  1019,  // the node subnet
		"10.240.4.0/28":  11,    // an ingress subnet
		"10.0.0.0/29":    3,     // the smallest subnet
		"10.0.0.0/30":    0,     // less than what Azure keeps
		"10.0.0.0/32":    0,     //
		"10.240.0.0/16":  65531, //
		"fd00::/64":      math.MaxInt,
	} {
		assert.Equal(t, want, azure.UsableAddresses(netip.MustParsePrefix(prefix)), prefix)
	}
	assert.Zero(t, azure.UsableAddresses(netip.Prefix{}), "no prefix")
}

func TestHalvingASubnetCostsTheReservedAddressesTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(2, 28).Draw(t, "bits")
		whole := azure.UsableAddresses(netip.PrefixFrom(netip.IPv4Unspecified(), bits))
		half := azure.UsableAddresses(netip.PrefixFrom(netip.IPv4Unspecified(), bits+1))
		assert.Equal(t, whole, 2*half+azure.ReservedAddressesPerSubnet)
	})
}

func TestReservedSubnetRules(t *testing.T) {
	for _, tc := range []struct {
		name, constant         string
		prefix                 int
		nsg, routeTable, route azure.Use
	}{
		{"AzureFirewallSubnet", azure.SubnetAzureFirewall, 26, azure.Forbidden, azure.Allowed, azure.Forbidden},
		{"AzureFirewallManagementSubnet", azure.SubnetAzureFirewallManagement, 26, azure.Forbidden, azure.Allowed, azure.Forbidden},
		{"AzureBastionSubnet", azure.SubnetAzureBastion, 26, azure.Allowed, azure.Forbidden, azure.Forbidden},
		{"GatewaySubnet", azure.SubnetGateway, 27, azure.Forbidden, azure.Allowed, azure.Forbidden},
		{"RouteServerSubnet", azure.SubnetRouteServer, 27, azure.Forbidden, azure.Forbidden, azure.Forbidden},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.name, tc.constant)
			rule, ok := azure.SubnetRuleFor(tc.name)
			require.True(t, ok)
			assert.Equal(t, azure.SubnetRule{
				Name: tc.name, MinPrefixLength: tc.prefix, NSG: tc.nsg, RouteTable: tc.routeTable, DefaultRoute: tc.route,
				Delegation: azure.Forbidden, Source: rule.Source,
			}, rule)
			assert.Contains(t, rule.Source, "https://learn.microsoft.com/azure/")
		})
	}
	rule, ok := azure.SubnetRuleFor("azurebastionsubnet")
	assert.True(t, ok, "in any case")
	assert.Equal(t, "AzureBastionSubnet", rule.Name)
	_, ok = azure.SubnetRuleFor("snet-clusternodes")
	assert.False(t, ok)
}

func TestForbiddenRanges(t *testing.T) {
	var prefixes []string
	for _, r := range azure.ForbiddenAKSRanges() {
		prefixes = append(prefixes, r.Prefix.String())
		assert.NotEmpty(t, r.Reason)
		assert.NotEmpty(t, r.Source)
	}
	assert.Equal(t, []string{"169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"}, prefixes)
}
