package network

import (
	"fmt"
	"hash/fnv"
	"net/netip"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// prefixAt reads a CIDR and refuses one that is malformed or has bits set behind its length. ok is false for what is
// refused, absent or not known.
func prefixAt(c *engine.Check, at engine.Value) (prefix netip.Prefix, ok bool) {
	if at.Absent() || !at.Known() {
		return netip.Prefix{}, false
	}
	prefix, err := netip.ParsePrefix(at.Text())
	if err != nil {
		c.Failf(at, CodeInvalidAddressPrefixFormat, "Address prefix %s of resource %s is not formatted correctly. It should "+
			"follow CIDR notation, for example 10.0.0.0/24.", at.Text(), c.Name())
		return netip.Prefix{}, false
	}
	if masked := prefix.Masked(); masked != prefix {
		c.Failf(at, CodeInvalidCIDRNotation, "The address prefix %s in resource %s has an invalid CIDR notation. For the given "+
			"prefix length, the address prefix should be %s.", at.Text(), c.Name(), masked)
		return netip.Prefix{}, false
	}
	return prefix, true
}

// prefixesOf parses the texts that are CIDRs.
func prefixesOf(texts []string) []netip.Prefix {
	var prefixes []netip.Prefix
	for _, text := range texts {
		if p, err := netip.ParsePrefix(text); err == nil {
			prefixes = append(prefixes, p)
		}
	}
	return prefixes
}

// addressSpace returns the address space of a stored virtual network.
func addressSpace(vnet *engine.Resource) []netip.Prefix {
	return prefixesOf(vnet.In().At("addressSpace", "addressPrefixes").Texts())
}

// subnetPrefixes returns where a subnet's inputs put its addresses.
func subnetPrefixes(subnet engine.Value) []string {
	if list := subnet.At("addressPrefixes").Texts(); len(list) > 0 {
		return list
	}
	if one := subnet.At("addressPrefix").Text(); one != "" {
		return []string{one}
	}
	return nil
}

// overlapping returns the prefixes of a that overlap one of b.
func overlapping(a, b []netip.Prefix) []string {
	var found []string
	for _, p := range a {
		for _, q := range b {
			if p.Overlaps(q) {
				found = append(found, p.String())
				break
			}
		}
	}
	return found
}

func contains(outer []netip.Prefix, inner netip.Prefix) bool {
	for _, p := range outer {
		if p.Bits() <= inner.Bits() && p.Contains(inner.Addr()) {
			return true
		}
	}
	return false
}

// nth returns the address n after the first of a prefix.
func nth(prefix netip.Prefix, n int) netip.Addr {
	address := prefix.Masked().Addr()
	for range n {
		address = address.Next()
	}
	return address
}

// firstUsable is the number of the first address in a subnet that Azure gives away: the ones before are its own.
// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
const firstUsable = 4

// pick chooses a free address of a subnet for a purpose: the same one for the same name, unless it is taken.
func pick(subnet netip.Prefix, name string, taken map[string]bool) (netip.Addr, bool) {
	usable := azure.UsableAddresses(subnet)
	if usable == 0 {
		return netip.Addr{}, false
	}
	usable = min(usable, 4096)
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	start := int(h.Sum32() % uint32(usable)) //nolint:gosec // both are small and positive
	for i := range usable {
		if a := nth(subnet, firstUsable+(start+i)%usable); !taken[a.String()] {
			return a, true
		}
	}
	return netip.Addr{}, false
}

// Ranges for public addresses: those set aside for documentation, so that no address here is anybody's.
// Source: https://www.rfc-editor.org/rfc/rfc5737
var (
	publicAddresses = netip.MustParsePrefix("203.0.113.0/24")
	publicPrefixes  = netip.MustParsePrefix("198.51.100.0/24")
)

// zonesExist refuses zones that the location does not have.
func zonesExist(c *engine.Check) {
	zones := c.Inputs.At("zones")
	location, ok := azure.LookupLocation(c.Inputs.At("location").Text())
	if !ok || len(zones.Items()) == 0 {
		return
	}
	if !location.HasZones() {
		c.Failf(zones, CodeLocationNotSupportAvailabilityZones, "The resource '%s/%s' does not support availability zones at "+
			"location '%s'.", c.Type.ARMType, c.Name(), location.Name)
		return
	}
	seen := map[string]bool{}
	for _, zone := range zones.Items() {
		known := false
		for _, z := range location.Zones {
			known = known || z == zone.Text()
		}
		if zone.Known() && (!known || seen[zone.Text()]) {
			c.Failf(zone, CodeInvalidAvailabilityZone, "The zone(s) '%s' for resource '%s/%s' is not supported. The supported "+
				"zones for location '%s' are '%s'.", zone.Text(), c.Type.ARMType, c.Name(), location.Name, strings.Join(location.Zones, ","))
		}
		seen[zone.Text()] = true
	}
}

// missingReference is the service's answer to an ID that leads nowhere.
func missingReference(op *engine.Operation, at engine.Value) *engine.Error {
	return CodeInvalidResourceReference.Errorf("Resource %s referenced by resource %s was not found. Please make sure that the "+
		"referenced resource exists, and that both resources are in the same region.", at.Text(), op.ID)
}

// sameRegion resolves a reference and requires both resources to be in one region.
func sameRegion(op *engine.Operation, at engine.Value, armTypes ...string) (engine.Target, error) {
	target, err := op.Resolve(at, armTypes...)
	if err != nil {
		return target, err
	}
	mine := azure.NormalizeLocation(op.Inputs.At("location").Text())
	if target.Resource != nil && mine != "" && target.Resource.Location() != "" && target.Resource.Location() != mine {
		return target, missingReference(op, at)
	}
	return target, provisioned(op, target)
}

// provisioned requires that nobody is writing a referenced resource at the moment.
func provisioned(op *engine.Operation, target engine.Target) error {
	if target.Resource == nil {
		return nil
	}
	if kind, busy := op.Busy(target.Resource.ID); busy {
		return CodeReferencedResourceNotProvisioned.Errorf("Cannot proceed with operation because resource %s used by resource %s "+
			"is not in Succeeded state. Resource is in Updating state and the last operation that updated/is updating the "+
			"resource is %s.", target.Resource.ID, op.ID, kind)
	}
	return nil
}

// parts gives each element of an output list the fields that ARM gives a child resource.
func parts(op *engine.Operation, list, kind string, more func(item map[string]any)) {
	items, _ := op.Outputs[list].([]any)
	for _, raw := range items {
		item, ok := raw.(map[string]any)
		if !ok {
			continue
		}
		name, _ := item["name"].(string)
		item["id"] = fmt.Sprintf("%s/%s/%s", op.ID, kind, name)
		item["etag"] = op.Outputs["etag"]
		item["provisioningState"] = "Succeeded"
		if more != nil {
			more(item)
		}
	}
}

// uniqueNames refuses two elements of a list with one name.
func uniqueNames(c *engine.Check, list engine.Value) {
	seen := map[string]bool{}
	for _, item := range list.Items() {
		at := item.At("name")
		if !at.Known() {
			continue
		}
		if at.Absent() || at.Text() == "" {
			c.Failf(at, engine.CodeInvalidRequestContent, "Resource name is required for element '%s' of %s.", item.Path(), c.Name())
			continue
		}
		name := strings.ToLower(at.Text())
		if seen[name] {
			c.Failf(at, CodeDuplicateResourceName, "Resource %s has two child resources with the same name (%s).", c.Name(), at.Text())
		}
		seen[name] = true
	}
}

// refer reports whether a reference comes from a resource of one of these types.
func refer(ref engine.Reference, armTypes ...string) bool {
	for _, t := range armTypes {
		if ref.From.Is(t) {
			return true
		}
	}
	return false
}
