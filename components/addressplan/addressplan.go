// Package addressplan holds what the address plans of hub and spoke share: reading a CIDR, and the rules that bind
// every virtual network and its subnets. It only computes; it makes no resource and reads no configuration. Which
// subnets there are and how large they must be is the business of the component that owns them.
package addressplan

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	sourceAddressRanges = "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#what-address-ranges-can-i-use-in-my-virtual-networks"
	sourceSubnetSizes   = "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#how-small-and-how-large-can-virtual-networks-and-subnets-be"
)

// shortestPrefix is the largest IPv4 network that Azure creates.
const shortestPrefix = 2

// Parse reads an IPv4 range in CIDR form with no bit set behind its prefix, as ARM wants it: 10.240.0.0/16.
func Parse(path field.Path, text string) (netip.Prefix, field.Errors) {
	if text == "" {
		return netip.Prefix{}, field.Errors{{Path: path, Rule: "is required", Remedy: "write an IPv4 range such as 10.240.0.0/16"}}
	}
	prefix, err := netip.ParsePrefix(text)
	switch {
	case err != nil:
		return netip.Prefix{}, field.Errors{{
			Path: path, Value: text, Rule: "is not an address range", Remedy: "write an IPv4 range such as 10.240.0.0/16",
		}}
	case !prefix.Addr().Is4():
		return netip.Prefix{}, field.Errors{{
			Path: path, Value: text, Rule: "is not an IPv4 range", Remedy: "write an IPv4 range such as 10.240.0.0/16",
		}}
	case prefix != prefix.Masked():
		return netip.Prefix{}, field.Errors{{
			Path: path, Value: text, Rule: "has address bits behind its prefix", Remedy: fmt.Sprintf("write %s", prefix.Masked()),
		}}
	case prefix.Bits() < shortestPrefix || prefix.Bits() > azure.LongestSubnetPrefix:
		return netip.Prefix{}, field.Errors{{
			Path: path, Value: text, Rule: fmt.Sprintf("is outside the sizes /%d to /%d that Azure creates", shortestPrefix, azure.LongestSubnetPrefix),
			Remedy: fmt.Sprintf("choose /%d to /%d", shortestPrefix, azure.LongestSubnetPrefix), Source: sourceSubnetSizes,
		}}
	}
	return prefix, nil
}

// forbiddenToNetworks are the ranges that Azure refuses in a virtual network.
// Source: sourceAddressRanges
var forbiddenToNetworks = []azure.ForbiddenRange{
	{Prefix: netip.MustParsePrefix("224.0.0.0/4"), Reason: "multicast", Source: sourceAddressRanges},
	{Prefix: netip.MustParsePrefix("255.255.255.255/32"), Reason: "broadcast", Source: sourceAddressRanges},
	{Prefix: netip.MustParsePrefix("127.0.0.0/8"), Reason: "loopback", Source: sourceAddressRanges},
	{Prefix: netip.MustParsePrefix("168.63.129.16/32"), Reason: "Azure's own DNS and health probes", Source: sourceAddressRanges},
}

// CheckNetwork reports the ranges that neither Azure nor an AKS cluster lets a virtual network use.
func CheckNetwork(path field.Path, network netip.Prefix) field.Errors {
	var errors field.Errors
	for _, forbidden := range append(azure.ForbiddenAKSRanges(), forbiddenToNetworks...) {
		if network.Overlaps(forbidden.Prefix) {
			errors.Add(field.Error{
				Path: path, Value: network.String(), Rule: fmt.Sprintf("overlaps %s (%s)", forbidden.Prefix, forbidden.Reason),
				Remedy: "choose a range out of 10.0.0.0/8", Source: forbidden.Source,
			})
		}
	}
	return errors
}

// Claim is one subnet's wish for a range.
type Claim struct {
	// Path is where the range is, or would be, configured.
	Path field.Path
	// Name is the subnet's name as ARM will show it.
	Name string
	// Prefix is the range.
	Prefix netip.Prefix
	// Longest is the longest prefix the subnet's purpose allows (26: at least a /26); 0 sets no limit.
	Longest int
	// Source is where that limit was read; empty where it is the landing zone's own.
	Source string
}

// Check reports every claim that is smaller than its purpose needs, lies outside the network, or overlaps an earlier
// claim. Claims that could not be read, with an invalid prefix, are passed over: their own mistake is known already.
func Check(network netip.Prefix, claims []Claim) field.Errors {
	var errors field.Errors
	for i, claim := range claims {
		if !claim.Prefix.IsValid() {
			continue
		}
		if claim.Longest != 0 && claim.Prefix.Bits() > claim.Longest {
			errors.Add(field.Error{
				Path: claim.Path, Value: claim.Prefix.String(),
				Rule:   fmt.Sprintf("is too small for %s", claim.Name),
				Remedy: fmt.Sprintf("choose /%d or larger", claim.Longest), Source: claim.Source,
			})
		}
		if network.IsValid() && !Contains(network, claim.Prefix) {
			errors.Add(field.Error{
				Path: claim.Path, Value: claim.Prefix.String(), Rule: fmt.Sprintf("lies outside its virtual network %s", network),
				Remedy: fmt.Sprintf("choose a range inside %s", network),
			})
		}
		for _, other := range claims[:i] {
			if other.Prefix.IsValid() && other.Prefix.Overlaps(claim.Prefix) {
				errors.Add(field.Error{
					Path: claim.Path, Value: claim.Prefix.String(),
					Rule:   fmt.Sprintf("overlaps %s %s (%s)", other.Name, other.Prefix, other.Path),
					Remedy: "choose a range of its own",
				})
			}
		}
	}
	return errors
}

// Contains reports whether inner lies wholly within outer.
func Contains(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// At returns the range of the given prefix length that begins offset addresses after the network's first one. ok is
// false when that would leave the network or not be aligned. The network is an IPv4 one.
func At(network netip.Prefix, offset uint32, bits int) (at netip.Prefix, ok bool) {
	first := network.Masked().Addr().As4()
	address := uint64(binary.BigEndian.Uint32(first[:])) + uint64(offset)
	if address > 0xffffffff {
		return netip.Prefix{}, false
	}
	var bytes [4]byte
	binary.BigEndian.PutUint32(bytes[:], uint32(address))
	at = netip.PrefixFrom(netip.AddrFrom4(bytes), bits)
	if at != at.Masked() || !Contains(network, at) {
		return netip.Prefix{}, false
	}
	return at, true
}
