package cluster

import (
	"math/big"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestSurge(t *testing.T) {
	for _, c := range []struct {
		nodes int
		surge string
		want  int
	}{
		{3, "33%", 1},  // 0.99
		{4, "33%", 2},  // 1.32
		{5, "33%", 2},  // 1.65
		{10, "10%", 1}, // exactly one
		{11, "10%", 2},
		{100, "100%", 100},
		{1, "1%", 1},
		{5, "2", 2},
		{0, "33%", 0},
		{0, "2", 0},
		{5, "", 0},
		{5, "many", 0},
		{5, "-1", 0},
		{5, "+1", 0},
		{5, "%", 0},
	} {
		assert.Equal(t, c.want, Surge(c.nodes, c.surge), "%d nodes, %q", c.nodes, c.surge)
	}
}

// A share is computed in fractions here, so that a rounding error of the code cannot be the test's own.
func TestSurgeRoundsSharesUpToWholeNodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.IntRange(1, 1000).Draw(t, "nodes")
		share := rapid.IntRange(1, 100).Draw(t, "share")
		got := Surge(nodes, big.NewInt(int64(share)).String()+"%")
		exact := big.NewRat(int64(nodes)*int64(share), 100)
		assert.GreaterOrEqual(t, big.NewRat(int64(got), 1).Cmp(exact), 0, "covers the share")
		assert.Negative(t, big.NewRat(int64(got-1), 1).Cmp(exact), "with no node too many")
	})
}

func TestNodeDemandOfDefaults(t *testing.T) {
	for class, want := range map[environment.Class][2]int{
		environment.Dev:  {3 + 3, 1 + 1},
		environment.QA:   {4 + 5, 2 + 2},
		environment.Prod: {4 + 5, 2 + 2},
	} {
		maxCount, surge := DefaultSettings(class).NodeDemand()
		assert.Equal(t, want, [2]int{maxCount, surge}, class)
	}
}

func TestNodeDemandOfSettingsThatWereNotCompleted(t *testing.T) {
	var s Settings
	s.SetDefaults(environment.Dev)
	maxCount, surge := s.NodeDemand()
	assert.Equal(t, [2]int{9, 4}, [2]int{maxCount, surge}, "production's numbers, which are safe for planning")
	assert.Nil(t, s.NodePools)
}

func TestSubnetDemandKeepsSubnetsApart(t *testing.T) {
	s := settings(t, `{"nodePools":[
		{"name":"npsystem","mode":"System","maxCount":4,"maxPods":30},
		{"name":"npuser01","maxCount":10,"maxPods":50,"upgradeSettings":{"maxSurge":"10%"}},
		{"name":"npbatch","subnet":"batch","scaleSetPriority":"Spot","maxCount":20,"maxPods":100},
		{"name":"npfix","subnet":"batch","enableAutoScaling":false,"count":3,"maxCount":99,"maxPods":10,"upgradeSettings":{"maxSurge":"1"}}
	]}`, environment.Prod)
	want := map[string]Demand{
		"":      {MaxCount: 14, Surge: 2 + 1, Pods: (4+2+1)*30 + (10+1+1)*50},
		"batch": {MaxCount: 23, Surge: 0 + 1, Pods: (20+0+1)*100 + (3+1+1)*10},
	}
	assert.Equal(t, want, s.SubnetDemand())
	maxCount, surge := s.NodeDemand()
	assert.Equal(t, [2]int{37, 4}, [2]int{maxCount, surge})
}

func TestNodeAddresses(t *testing.T) {
	demand := Demand{MaxCount: 9, Surge: 4, Pods: 450}
	assert.Equal(t, 13*4+2+1, NodeAddresses(demand, 4, 2, true))
	assert.Equal(t, 13+2, NodeAddresses(demand, 1, 2, false))
	assert.Equal(t, 13*4+2+1+450*4, FlatAddresses(demand, 4, 2, true))
}

func TestPodCIDRBlocks(t *testing.T) {
	for text, want := range map[string]int{
		"192.168.0.0/16": 256, "192.168.0.0/19": 32, "192.168.0.0/24": 1, "192.168.0.0/25": 0, "10.0.0.0/8": 65536, "fd00::/8": 0,
	} {
		assert.Equal(t, want, PodCIDRBlocks(netip.MustParsePrefix(text)), text)
	}
	assert.Zero(t, PodCIDRBlocks(netip.Prefix{}))
}

func TestPodCIDRBlocksAreTheSlash24sInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(16, 24).Draw(t, "bits")
		prefix := netip.PrefixFrom(netip.MustParseAddr("10.32.0.0"), bits)
		inside := 0
		for third := range 256 {
			if prefix.Contains(netip.AddrFrom4([4]byte{10, 32, byte(third), 0})) {
				inside++
			}
		}
		assert.Equal(t, inside, PodCIDRBlocks(prefix))
	})
}

func TestCheckPodCIDR(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{name: "as many blocks as nodes", text: `{"network":{"podCidr":"192.168.0.0/19"},"nodePools":[{"name":"npsystem","mode":"System","maxCount":16,"upgradeSettings":{"maxSurge":"100%"}}]}`},
		{
			name: "one block too few",
			text: `{"network":{"podCidr":"192.168.0.0/19"},"nodePools":[{"name":"npsystem","mode":"System","maxCount":31,"upgradeSettings":{"maxSurge":"2"}}]}`,
			want: `p: "192.168.0.0/19" has a /24 for 32 nodes, and there can be 33: 31 at most + 2 while upgrading; choose a larger range, or smaller maxCount
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "too small for production", text: `{"network":{"podCidr":"192.168.0.0/20"}}`,
			want: `p: "192.168.0.0/20" is smaller than /19, the least that production has room to grow in; choose /19 or larger
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{name: "pods in the node subnet", text: `{"network":{"mode":"nodeSubnet","podCidr":"192.168.0.0/28"}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, told(CheckPodCIDR("p", settings(t, c.text, environment.Prod), environment.Prod)))
		})
	}
	small := settings(t, `{"network":{"podCidr":"192.168.0.0/20"}}`, environment.Dev)
	assert.Empty(t, CheckPodCIDR("p", small, environment.Dev), "dev may be small")
}

func TestServiceRangesThatAreFine(t *testing.T) {
	assert.Empty(t, CheckServiceCIDR("network", "172.16.0.0/13", "172.16.0.2"))
	assert.Empty(t, CheckServiceCIDR("network", "10.0.0.0/24", "10.0.0.254"))
}

// Whatever is accepted satisfies the three conditions of AKS, computed in another way than the code does.
func TestAcceptedServiceRangesSatisfyAKS(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(8, 30).Draw(t, "bits")
		services := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, rapid.Byte().Draw(t, "second"), rapid.Byte().Draw(t, "third"), 0}), bits).Masked()
		dns := netip.AddrFrom4([4]byte{10, rapid.Byte().Draw(t, "dns second"), rapid.Byte().Draw(t, "dns third"), rapid.Byte().Draw(t, "dns fourth")})
		if rapid.Bool().Draw(t, "near") {
			dns = services.Addr()
			for range rapid.IntRange(0, 12).Draw(t, "steps") {
				dns = dns.Next()
			}
		}
		start, at := services.Addr().As4(), dns.As4()
		offset := int64(at[0])<<24 + int64(at[1])<<16 + int64(at[2])<<8 + int64(at[3]) - (int64(start[0])<<24 + int64(start[1])<<16 + int64(start[2])<<8 + int64(start[3]))
		fine := bits > 12 && offset >= 2 && offset < int64(1)<<(32-bits)
		assert.Equal(t, fine, len(CheckServiceCIDR("network", services.String(), dns.String())) == 0, "%s in %s", dns, services)
	})
}

func TestCheckOutboundType(t *testing.T) {
	for _, fine := range []string{OutboundUserDefinedRouting, OutboundNATGateway, OutboundLoadBalancer} {
		require.Empty(t, CheckOutboundType("p", fine))
	}
	for outboundType, want := range map[string]string{
		"none": `p: "none" needs AKS API 2025-01-01, and clusters here are written in 2024-10-01; choose userDefinedRouting
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		"managedNATGateway": `p: "managedNATGateway" only works in a network that AKS makes; choose userAssignedNATGateway
    (https://learn.microsoft.com/azure/aks/egress-outboundtype)`,
		"block": `p: "block" is not supported; choose one of userDefinedRouting, userAssignedNATGateway, loadBalancer
    (https://learn.microsoft.com/azure/aks/egress-outboundtype)`,
	} {
		assert.Equal(t, want, told(CheckOutboundType("p", outboundType)))
	}
}
