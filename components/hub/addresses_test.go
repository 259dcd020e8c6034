package hub_test

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func TestPlanLaysSubnetsIntoTheDefaultNetwork(t *testing.T) {
	for index, want := range []hub.Addresses{
		{
			VNet:          netip.MustParsePrefix("10.200.0.0/24"),
			AzureFirewall: netip.MustParsePrefix("10.200.0.0/26"),
			Gateway:       netip.MustParsePrefix("10.200.0.64/27"),
			AzureBastion:  netip.MustParsePrefix("10.200.0.128/26"),
		},
		{
			VNet:          netip.MustParsePrefix("10.200.1.0/24"),
			AzureFirewall: netip.MustParsePrefix("10.200.1.0/26"),
			Gateway:       netip.MustParsePrefix("10.200.1.64/27"),
			AzureBastion:  netip.MustParsePrefix("10.200.1.128/26"),

			DNSResolverInbound: netip.MustParsePrefix("10.200.1.224/28"),
		},
	} {
		got, errors := hub.PlanAddresses("p", hub.Network{AddressPrefix: hub.DefaultAddressPrefix(index)}, index == 1)
		require.Empty(t, errors)
		assert.Equal(t, want, got)
	}
}

func TestDefaultSubnetsHoldWhatTheyAreFor(t *testing.T) {
	plan, errors := hub.PlanAddresses("p", hub.Network{AddressPrefix: hub.DefaultAddressPrefix(0)}, false)
	require.Empty(t, errors)
	assert.Equal(t, 59, azure.UsableAddresses(plan.AzureFirewall))
	assert.Equal(t, 27, azure.UsableAddresses(plan.Gateway))
	assert.Equal(t, 59, azure.UsableAddresses(plan.AzureBastion), "a Bastion host grows to 50 instances")
}

func TestPlanFollowsOverrides(t *testing.T) {
	got, errors := hub.PlanAddresses("p", hub.Network{
		AddressPrefix: "10.20.0.0/22",
		Subnets: hub.SubnetPrefixes{
			AzureFirewallSubnet: "10.20.1.0/25", GatewaySubnet: "10.20.2.0/26", AzureBastionSubnet: "10.20.3.0/24",
		},
	}, false)
	require.Empty(t, errors)
	assert.Equal(t, hub.Addresses{
		VNet:          netip.MustParsePrefix("10.20.0.0/22"),
		AzureFirewall: netip.MustParsePrefix("10.20.1.0/25"),
		Gateway:       netip.MustParsePrefix("10.20.2.0/26"),
		AzureBastion:  netip.MustParsePrefix("10.20.3.0/24"),
	}, got)
}

func TestPlanRefusesAddressesThatDoNotWork(t *testing.T) {
	// The facts' own tests hold their wording and their pages.
	source := func(subnet string) string {
		rule, ok := azure.SubnetRuleFor(subnet)
		require.True(t, ok)
		return "\n    (" + rule.Source + ")"
	}
	firewallSize, bastionSize, gatewaySize := source("AzureFirewallSubnet"), source("AzureBastionSubnet"), source("GatewaySubnet")
	var reserved azure.ForbiddenRange
	for _, forbidden := range azure.ForbiddenAKSRanges() {
		if forbidden.Prefix.String() == "172.30.0.0/16" {
			reserved = forbidden
		}
	}
	for name, test := range map[string]struct {
		network hub.Network
		want    []string
	}{
		"no range": {
			hub.Network{AddressPrefix: "hub"},
			[]string{`p.hub.addressPrefix: "hub" is not an address range; write an IPv4 range such as 10.240.0.0/16`},
		},
		"too small for firewall, gateway and Bastion": {
			hub.Network{AddressPrefix: "10.200.0.0/25"},
			[]string{`p.hub.addressPrefix: "10.200.0.0/25" is too small for AzureFirewallSubnet, GatewaySubnet and AzureBastionSubnet together; ` +
				"choose /24 or larger"},
		},
		"a range that AKS uses itself": {
			hub.Network{AddressPrefix: "172.30.1.0/24"},
			[]string{`p.hub.addressPrefix: "172.30.1.0/24" overlaps 172.30.0.0/16 (` + reserved.Reason + "); " +
				"choose a range out of 10.0.0.0/8\n    (" + reserved.Source + ")"},
		},
		"a small firewall subnet": {
			hub.Network{AddressPrefix: "10.200.0.0/24", Subnets: hub.SubnetPrefixes{AzureFirewallSubnet: "10.200.0.0/27"}},
			[]string{`p.hub.subnets.azureFirewallSubnet: "10.200.0.0/27" is too small for AzureFirewallSubnet; choose /26 or larger` + firewallSize},
		},
		"a small Bastion subnet": {
			hub.Network{AddressPrefix: "10.200.0.0/24", Subnets: hub.SubnetPrefixes{AzureBastionSubnet: "10.200.0.96/27"}},
			[]string{`p.hub.subnets.azureBastionSubnet: "10.200.0.96/27" is too small for AzureBastionSubnet; choose /26 or larger` + bastionSize},
		},
		"a small gateway subnet": {
			hub.Network{AddressPrefix: "10.200.0.0/24", Subnets: hub.SubnetPrefixes{GatewaySubnet: "10.200.0.64/28"}},
			[]string{`p.hub.subnets.gatewaySubnet: "10.200.0.64/28" is too small for GatewaySubnet; choose /27 or larger` + gatewaySize},
		},
		"an overlap with a default": {
			hub.Network{AddressPrefix: "10.200.0.0/24", Subnets: hub.SubnetPrefixes{AzureBastionSubnet: "10.200.0.64/26"}},
			[]string{`p.hub.subnets.azureBastionSubnet: "10.200.0.64/26" overlaps GatewaySubnet 10.200.0.64/27 (p.hub.subnets.gatewaySubnet); ` +
				"choose a range of its own"},
		},
		"a subnet outside the network": {
			hub.Network{AddressPrefix: "10.200.0.0/24", Subnets: hub.SubnetPrefixes{GatewaySubnet: "10.201.0.64/27"}},
			[]string{`p.hub.subnets.gatewaySubnet: "10.201.0.64/27" lies outside its virtual network 10.200.0.0/24; ` +
				"choose a range inside 10.200.0.0/24"},
		},
		"mistakes in both, told at once": {
			hub.Network{AddressPrefix: "", Subnets: hub.SubnetPrefixes{GatewaySubnet: "x", AzureBastionSubnet: "10.200.0.1/26"}},
			[]string{
				"p.hub.addressPrefix: is required; write an IPv4 range such as 10.240.0.0/16",
				`p.hub.subnets.gatewaySubnet: "x" is not an address range; write an IPv4 range such as 10.240.0.0/16`,
				`p.hub.subnets.azureBastionSubnet: "10.200.0.1/26" has address bits behind its prefix; write 10.200.0.0/26`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, errors := hub.PlanAddresses(field.Path("p").Child("hub"), test.network, false)
			assert.Equal(t, test.want, texts(errors))
		})
	}
}

func TestPlannedSubnetsNeverOverlapNorLeaveTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(8, 24).Draw(t, "bits")
		network := netip.PrefixFrom(netip.AddrFrom4([4]byte{
			10, rapid.Byte().Draw(t, "second"), rapid.Byte().Draw(t, "third"), 0,
		}), bits).Masked()
		n := hub.Network{AddressPrefix: network.String()}
		plan, errors := hub.PlanAddresses("p", n, false)
		if len(errors) > 0 {
			t.Fatalf("%s: %v", network, errors)
		}
		subnets := []netip.Prefix{plan.AzureFirewall, plan.Gateway, plan.AzureBastion}
		for i, subnet := range subnets {
			if !subnet.IsValid() || !network.Contains(subnet.Addr()) || subnet.Bits() < network.Bits() {
				t.Fatalf("%s is not inside %s", subnet, network)
			}
			for _, other := range subnets[:i] {
				if subnet.Overlaps(other) {
					t.Fatalf("%s overlaps %s", subnet, other)
				}
			}
		}
		again, _ := hub.PlanAddresses("p", n, false)
		if again != plan {
			t.Fatalf("second plan %v differs from the first %v", again, plan)
		}
	})
}

func FuzzPlanNeverPanics(f *testing.F) {
	f.Add("10.200.0.0/24", "10.200.0.0/26")
	f.Add("::/0", "0.0.0.0/0")
	f.Add("255.255.255.0/24", "255.255.255.192/26")
	f.Fuzz(func(t *testing.T, vnet, subnet string) {
		n := hub.Network{AddressPrefix: vnet, Subnets: hub.SubnetPrefixes{AzureBastionSubnet: subnet}}
		plan, errors := hub.PlanAddresses("p", n, false)
		if len(errors) == 0 && (!plan.AzureBastion.IsValid() || fmt.Sprint(plan.VNet) != vnet) {
			t.Fatalf("%q, %q: %v", vnet, subnet, plan)
		}
	})
}
