package addressplan_test

import (
	"encoding/binary"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/components/addressplan"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func TestParseRefusesWhatIsNoRange(t *testing.T) {
	const sizes = "\n    (https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#how-small-and-how-large-can-virtual-networks-and-subnets-be)"
	for name, test := range map[string]struct{ text, want string }{
		"nothing":        {"", `p: is required; write an IPv4 range such as 10.240.0.0/16`},
		"a word":         {"hub", `p: "hub" is not an address range; write an IPv4 range such as 10.240.0.0/16`},
		"an address":     {"10.0.0.1", `p: "10.0.0.1" is not an address range; write an IPv4 range such as 10.240.0.0/16`},
		"IPv6":           {"fd00::/64", `p: "fd00::/64" is not an IPv4 range; write an IPv4 range such as 10.240.0.0/16`},
		"an address bit": {"10.240.0.1/16", `p: "10.240.0.1/16" has address bits behind its prefix; write 10.240.0.0/16`},
		"too small":      {"10.240.0.0/30", `p: "10.240.0.0/30" is outside the sizes /2 to /29 that Azure creates; choose /2 to /29` + sizes},
		"too large":      {"0.0.0.0/1", `p: "0.0.0.0/1" is outside the sizes /2 to /29 that Azure creates; choose /2 to /29` + sizes},
	} {
		t.Run(name, func(t *testing.T) {
			_, errors := addressplan.Parse("p", test.text)
			require.Len(t, errors, 1)
			assert.EqualError(t, errors[0], test.want)
		})
	}
	for _, text := range []string{"10.240.0.0/16", "10.0.0.0/29", "64.0.0.0/2"} {
		prefix, errors := addressplan.Parse("p", text)
		require.Empty(t, errors)
		assert.Equal(t, text, prefix.String())
	}
}

func TestCheckNetworkRefusesRangesThatAreTaken(t *testing.T) {
	for name, test := range map[string]struct{ network, want string }{
		"link-local":           {"169.254.0.0/17", `p: "169.254.0.0/17" overlaps 169.254.0.0/16 (`},
		"AKS control plane":    {"172.30.4.0/22", `p: "172.30.4.0/22" overlaps 172.30.0.0/16 (`},
		"AKS control plane, 2": {"172.31.0.0/16", `p: "172.31.0.0/16" overlaps 172.31.0.0/16 (`},
		"documentation":        {"192.0.0.0/16", "overlaps 192.0.2.0/24"},
		"multicast":            {"230.0.0.0/16", "overlaps 224.0.0.0/4 (multicast)"},
		"loopback":             {"127.0.0.0/16", "overlaps 127.0.0.0/8 (loopback)"},
		"Azure's DNS":          {"168.63.0.0/16", "overlaps 168.63.129.16/32 (Azure's own DNS and health probes)"},
	} {
		t.Run(name, func(t *testing.T) {
			errors := addressplan.CheckNetwork("p", netip.MustParsePrefix(test.network))
			require.Len(t, errors, 1)
			assert.ErrorContains(t, errors[0], test.want)
			assert.Equal(t, "choose a range out of 10.0.0.0/8", errors[0].Remedy)
			assert.NotEmpty(t, errors[0].Source)
		})
	}
	assert.Empty(t, addressplan.CheckNetwork("p", netip.MustParsePrefix("10.240.0.0/16")))
	assert.Empty(t, addressplan.CheckNetwork("p", netip.MustParsePrefix("172.16.0.0/16")))
}

func TestCheckReportsEveryBrokenClaim(t *testing.T) {
	claim := func(name, prefix string, longest int) addressplan.Claim {
		c := addressplan.Claim{Path: field.Path("p." + name), Name: name, Longest: longest, Source: "https://example.com"}
		if prefix != "" {
			c.Prefix = netip.MustParsePrefix(prefix)
		}
		return c
	}
	errors := addressplan.Check(netip.MustParsePrefix("10.0.0.0/24"), []addressplan.Claim{
		claim("a", "10.0.0.0/26", 26),
		claim("small", "10.0.0.64/27", 26),
		claim("outside", "10.0.1.0/26", 0),
		claim("around", "10.0.0.0/23", 0),
		claim("unread", "", 28),
		claim("apart", "10.0.0.128/25", 26),
	})
	var got []string
	for _, err := range errors {
		got = append(got, err.Error())
	}
	assert.Equal(t, []string{
		"p.small: \"10.0.0.64/27\" is too small for small; choose /26 or larger\n    (https://example.com)",
		`p.outside: "10.0.1.0/26" lies outside its virtual network 10.0.0.0/24; choose a range inside 10.0.0.0/24`,
		`p.around: "10.0.0.0/23" lies outside its virtual network 10.0.0.0/24; choose a range inside 10.0.0.0/24`,
		`p.around: "10.0.0.0/23" overlaps a 10.0.0.0/26 (p.a); choose a range of its own`,
		`p.around: "10.0.0.0/23" overlaps small 10.0.0.64/27 (p.small); choose a range of its own`,
		`p.around: "10.0.0.0/23" overlaps outside 10.0.1.0/26 (p.outside); choose a range of its own`,
		`p.apart: "10.0.0.128/25" overlaps around 10.0.0.0/23 (p.around); choose a range of its own`,
	}, got)
}

func TestAtStaysInsideTheNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var address [4]byte
		binary.BigEndian.PutUint32(address[:], rapid.Uint32().Draw(t, "address"))
		network := netip.PrefixFrom(netip.AddrFrom4(address), rapid.IntRange(8, 28).Draw(t, "network bits")).Masked()
		offset := rapid.Uint32Range(0, 1<<24).Draw(t, "offset")
		bits := rapid.IntRange(8, 32).Draw(t, "bits")

		at, ok := addressplan.At(network, offset, bits)
		size, wants := uint64(1)<<(32-network.Bits()), uint64(1)<<(32-bits)
		first := uint64(binary.BigEndian.Uint32(network.Addr().AsSlice()))
		fits := uint64(offset)+wants <= size && (first+uint64(offset))%wants == 0
		if ok != fits {
			t.Fatalf("At(%s, %d, %d) = %s, %v; want ok %v", network, offset, bits, at, ok, fits)
		}
		if ok {
			if got := uint64(binary.BigEndian.Uint32(at.Addr().AsSlice())); got != first+uint64(offset) || at.Bits() != bits {
				t.Fatalf("At(%s, %d, %d) = %s", network, offset, bits, at)
			}
			if !addressplan.Contains(network, at) {
				t.Fatalf("%s does not contain %s", network, at)
			}
		}
	})
}
