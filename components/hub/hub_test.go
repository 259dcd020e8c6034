package hub_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// args are those of a hub with everything its class has by default, for one spoke.
func args(t *testing.T, class environment.Class, location string) *hub.Args {
	t.Helper()
	region, ok := azure.LookupLocation(location)
	require.True(t, ok)
	addresses, errors := hub.PlanAddresses("p", hub.Network{AddressPrefix: hub.DefaultAddressPrefix(0)}, false)
	require.Empty(t, errors)
	nodes := netip.MustParsePrefix("10.240.0.0/22")
	return &hub.Args{
		Settings:  defaults(class),
		Location:  region,
		Names:     naming.For(naming.Args{Stack: "test", Location: location, BusinessUnit: "bu0001", Application: "a0008"}),
		Addresses: addresses,
		Firewall:  class.ProductionLike(),
		EgressRules: azure.EgressRules(location, azure.EgressDNS, azure.EgressAKS, azure.EgressMonitoring,
			azure.EgressPolicyAddon, azure.EgressUbuntu, azure.EgressGitHub, azure.EgressFlux),
		NodeSubnets:      []netip.Prefix{nodes},
		SpokeNodeSubnets: map[string][]netip.Prefix{"bu0001a0008": {nodes}},
		Class:            class,
		Tags:             map[string]string{"environment": string(class), "owner": "platform"},
		Protect:          class.ProductionLike(),
	}
}

// TestWholeGraph compares everything a hub registers, in the two shipped shapes, with every option on, and where the
// region has no zones.
func TestWholeGraph(t *testing.T) {
	options := args(t, environment.Prod, "westeurope")
	options.Settings.Firewall.LegacyLogs, options.Settings.Firewall.PublicIPCount = true, 1
	options.Settings.Bastion.AllowedSourceCIDRs = []string{"203.0.113.0/24", "198.51.100.0/24"}
	options.DNSServers = []string{"10.0.0.4", "10.0.0.5"}
	options.DNSResolver, options.Addresses.DNSResolverInbound = true, netip.MustParsePrefix("10.200.0.224/28")
	options.NodeSubnets = append(options.NodeSubnets, netip.MustParsePrefix("10.240.8.0/24"), netip.MustParsePrefix("10.239.0.0/22"))
	options.Allow = []hub.Allowance{
		{Name: "pay", Reason: "Charges cards.", FQDNs: []string{"api.pay.example"}, Ports: []int{443, 8443}, Spokes: []string{"bu0001a0008"}},
		{Name: "db", Reason: "Reads orders.", Addresses: []string{"203.0.113.7"}, Protocols: []string{"TCP", "UDP"}, Ports: []int{5432}},
		{Name: "updates", Reason: "Patches.", FQDNTags: []string{"WindowsUpdate"}},
	}
	for name, a := range map[string]*hub.Args{
		"dev":      args(t, environment.Dev, "westeurope"),
		"prod":     args(t, environment.Prod, "westeurope"),
		"options":  options,
		"no-zones": args(t, environment.QA, "northcentralus"),
	} {
		t.Run(name, func(t *testing.T) {
			recorded, err := record(t, a, nil)
			require.NoError(t, err)
			golden.Compare(t, "testdata/"+name+".golden", recorded.Graph())
			assert.Equal(t, recorded.Registrations(), recorded.Below("landingzone:hub:Hub::primary-hub"), "every resource belongs to the component")
		})
	}
}

func TestABasePolicyIsInherited(t *testing.T) {
	a := args(t, environment.Prod, "westeurope")
	const given = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-central/providers/Microsoft.Network/firewallPolicies/fwp-central"
	a.Settings.Firewall.BasePolicyID, a.Settings.Firewall.BasePolicyTier = given, "Premium"
	// Whether that policy exists is for Azure to say, so only the request is looked at.
	recorded, _ := record(t, a, nil)
	assert.Equal(t, map[string]any{"id": given}, recorded.Named(t, "primary-hub-firewall-policy").Inputs["basePolicy"])
}

func TestTheFirewallAndItsPolicyHaveOneTier(t *testing.T) {
	for _, tier := range []string{hub.TierStandard, hub.TierPremium} {
		a := args(t, environment.Prod, "westeurope")
		a.Settings.Firewall.Tier = tier
		if tier == hub.TierStandard {
			a.Settings.Firewall.IntrusionDetection.Mode = hub.ModeOff
		}
		recorded, err := record(t, a, nil)
		require.NoError(t, err)
		policy := recorded.Named(t, "primary-hub-firewall-policy").Inputs
		assert.Equal(t, map[string]any{"name": "AZFW_VNet", "tier": tier}, recorded.Named(t, "primary-hub-firewall").Inputs["sku"])
		assert.Equal(t, map[string]any{"tier": tier}, policy["sku"])
		assert.Equal(t, tier == hub.TierPremium, policy["intrusionDetection"] != nil, "only Premium knows intrusion detection")
	}
}

func TestTheFirewallComesAfterItsRulesAndTheyComeOneAfterTheOther(t *testing.T) {
	recorded, err := record(t, args(t, environment.Prod, "westeurope"), nil)
	require.NoError(t, err)
	waits(t, recorded, "primary-hub-network-rules", "primary-hub-node-subnets")
	waits(t, recorded, "primary-hub-application-rules", "primary-hub-network-rules")
	waits(t, recorded, "primary-hub-firewall", "primary-hub-network-rules", "primary-hub-application-rules", "primary-hub-node-subnets")
}

func TestOnlyNetworkAndFirewallAreProtected(t *testing.T) {
	recorded, err := record(t, args(t, environment.Prod, "westeurope"), nil)
	require.NoError(t, err)
	var protected []string
	for _, r := range recorded.Registrations() {
		if r.Protect {
			protected = append(protected, r.Name)
		}
	}
	assert.Equal(t, []string{"primary-hub-firewall", "primary-hub-vnet"}, protected)
}

func TestEverythingThatTakesTagsHasThem(t *testing.T) {
	recorded, err := record(t, args(t, environment.Prod, "westeurope"), nil)
	require.NoError(t, err)
	for _, r := range recorded.Registrations() {
		_, tagged := r.Inputs["tags"]
		assert.Equal(t, azure.TakesTags(r.Type), tagged, r.Name)
	}
}

func TestOutputsNameWhatWasBuilt(t *testing.T) {
	group := "rg-enterprise-networking-hubs-westeurope"
	id := func(kind, name string) string { return azure.ResourceID(subscription, group, kind, name) }
	for name, test := range map[string]struct {
		class         environment.Class
		want          map[string]string
		addresses     int
		ready         int
		publicAddress bool
	}{
		"dev, without firewall and Bastion": {environment.Dev, map[string]string{"firewall": "", "bastion": ""}, 0, 0, false},
		"prod": {environment.Prod, map[string]string{
			"firewall": "10.200.0.4", "bastion": id("Microsoft.Network/bastionHosts", "ab-westeurope"),
		}, 3, 3, true},
	} {
		t.Run(name, func(t *testing.T) {
			want := map[string]string{
				"group": group, "network": id("Microsoft.Network/virtualNetworks", "vnet-westeurope-hub"),
				"network name": "vnet-westeurope-hub", "workspace": id("Microsoft.OperationalInsights/workspaces", "la-hub-westeurope"),
			}
			for key, value := range test.want {
				want[key] = value
			}
			got := map[string]string{}
			var public []string
			_, err := record(t, args(t, test.class, "westeurope"), func(h *hub.Hub) {
				assert.Len(t, h.EgressReady, test.ready)
				pulumi.ToStringMapOutput(map[string]pulumi.StringOutput{
					"group": h.ResourceGroupName, "network": h.VNetID, "network name": h.VNetName, "workspace": h.WorkspaceID,
					"firewall": h.FirewallPrivateIP, "bastion": h.BastionID,
				}).ApplyT(func(values map[string]string) error {
					for key, value := range values {
						got[key] = value
					}
					return nil
				})
				h.FirewallPublicIPs.ApplyT(func(addresses []string) error {
					public = addresses
					return nil
				})
			})
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the outputs differ (-want +got):\n%s", diff)
			}
			assert.Len(t, public, test.addresses)
			for _, address := range public {
				_, err := netip.ParseAddr(address)
				assert.NoError(t, err)
			}
		})
	}
}

// withSpokes is a production hub for the spokes with the given indexes.
func withSpokes(t *testing.T, indexes ...int) *monitor.Monitor {
	t.Helper()
	a := args(t, environment.Prod, "westeurope")
	a.NodeSubnets, a.SpokeNodeSubnets = nil, map[string][]netip.Prefix{}
	for _, i := range indexes {
		name, nodes := fmt.Sprintf("team%d", i), netip.MustParsePrefix(fmt.Sprintf("10.%d.0.0/22", 100+i))
		a.NodeSubnets = append(a.NodeSubnets, nodes)
		a.SpokeNodeSubnets[name] = []netip.Prefix{nodes}
		a.Allow = append(a.Allow, hub.Allowance{
			Name: name, Reason: "Its own service.", FQDNs: []string{name + ".example.com"}, Spokes: []string{name},
		})
	}
	recorded, err := record(t, a, nil)
	require.NoError(t, err)
	return recorded
}

func TestTenSpokesShareAHubAndOneCanGo(t *testing.T) {
	all := withSpokes(t, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
	fewer := withSpokes(t, 9, 8, 7, 6, 5, 3, 2, 1, 0)
	members := func(m *monitor.Monitor) []any {
		return m.Named(t, "primary-hub-node-subnets").Inputs["ipAddresses"].([]any)
	}
	var want, wantFewer []any
	for i := range 10 {
		prefix := fmt.Sprintf("10.%d.0.0/22", 100+i)
		want = append(want, prefix)
		if i != 4 {
			wantFewer = append(wantFewer, prefix)
		}
	}
	assert.Equal(t, want, members(all), "sorted, whatever the order of the configuration")
	assert.Equal(t, wantFewer, members(fewer))

	before, after := all.Registrations(), fewer.Registrations()
	require.Equal(t, keys(before), keys(after))
	var changed []string
	for i, r := range before {
		if monitor.Graph([]*monitor.Registration{r}) != monitor.Graph([]*monitor.Registration{after[i]}) {
			changed = append(changed, r.Name)
		}
	}
	assert.Equal(t, []string{"primary-hub-application-rules", "primary-hub-node-subnets"}, changed, "nothing else notices")
	application := fewer.Named(t, "primary-hub-application-rules")
	assert.NotContains(t, fmt.Sprint(application.Inputs), "team4")
	assert.Contains(t, fmt.Sprint(application.Inputs), "team5")
}

func TestWithoutSpokesTheHubStillStands(t *testing.T) {
	recorded := withSpokes(t)
	for _, group := range []string{"primary-hub-network-rules", "primary-hub-application-rules"} {
		assert.Equal(t, []any{}, recorded.Named(t, group).Inputs["ruleCollections"], group)
	}
	assert.Equal(t, []any{}, recorded.Named(t, "primary-hub-node-subnets").Inputs["ipAddresses"])
}

func TestPulumiNamesCarryNoRegion(t *testing.T) {
	for _, location := range []string{"westeurope", "northcentralus"} {
		recorded, err := record(t, args(t, environment.Prod, location), nil)
		require.NoError(t, err)
		for _, r := range recorded.Registrations() {
			assert.False(t, strings.Contains(r.Name, location) || strings.Contains(r.Name, "prod"), r.Name)
		}
	}
}

func TestWiringMistakesAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*hub.Args)
		want   string
	}{
		"no location": {func(a *hub.Args) { a.Location = azure.Location{} }, `hub "primary-hub": Location is required`},
		"no class":    {func(a *hub.Args) { a.Class = "live" }, `hub "primary-hub": "live" is not an environment class`},
		"no addresses": {
			func(a *hub.Args) { a.Addresses.AzureBastion, a.Addresses.Gateway = netip.Prefix{}, netip.Prefix{} },
			"hub \"primary-hub\": Addresses.Gateway is required\nAddresses.AzureBastion is required",
		},
		"an allowance for a spoke that is not there": {
			func(a *hub.Args) {
				a.Allow = []hub.Allowance{{Name: "pay", FQDNs: []string{"a.example"}, Spokes: []string{"other"}}}
			},
			`hub "primary-hub": allowance "pay": spoke "other" does not exist`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := args(t, environment.Prod, "westeurope")
			test.change(a)
			_, err := record(t, a, nil)
			assert.ErrorContains(t, err, test.want)
		})
	}
	_, err := record(t, nil, nil)
	assert.ErrorContains(t, err, `hub "primary-hub": args are required`)
}
