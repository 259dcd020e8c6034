package containerregistry

import (
	"net/netip"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// firstUsable is the number of the first address in a subnet that Azure gives away.
// Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
const firstUsable = 4

// endpoints are the private endpoints that lead to a registry, sorted by ID.
func endpoints(op *engine.Operation, registryID string) []*engine.Resource {
	var found []*engine.Resource
	for _, ref := range op.ReferencesTo(registryID) {
		if ref.From.Is(armEndpoint) && (len(found) == 0 || found[len(found)-1] != ref.From) {
			found = append(found, ref.From)
		}
	}
	return found
}

// member is the name of a region's data endpoint among the members of the private link group registry.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-private-link
func member(region string) string { return "registry_data_" + region }

// card returns the network interface of a private endpoint.
func card(op *engine.Operation, endpoint *engine.Resource) (*engine.Resource, bool) {
	for _, nic := range endpoint.Out().At("networkInterfaces").Items() {
		if found, ok := op.Get(nic.At("id").Text()); ok {
			return found, true
		}
	}
	return nil, false
}

// takeAddresses gives a region's data endpoint an address in every network that reaches the registry privately. An
// endpoint that is made later takes all of its addresses itself. What Azure reports as outputs of an endpoint is left as
// it was answered when the endpoint was written.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
func takeAddresses(op *engine.Operation, owner *engine.Resource, region string) error {
	for _, endpoint := range endpoints(op, owner.ID) {
		nic, ok := card(op, endpoint)
		if !ok || has(nic, member(region)) {
			continue
		}
		subnetID := endpoint.In().At("subnet", "id").Text()
		address, ok := freeAddress(op, subnetID)
		if !ok {
			return CodeSubnetIsFull.Errorf("Replication %s cannot be created: subnet %s of private endpoint %s has no free address for its data endpoint.",
				op.Name, subnetID, endpoint.Name())
		}
		changed := op.Copy(nic)
		configs, _ := changed.Outputs["ipConfigurations"].([]any)
		changed.Outputs["ipConfigurations"] = append(configs, map[string]any{
			"name": member(region), "privateIPAddress": address, "subnet": map[string]any{"id": subnetID},
			"privateLinkConnectionProperties": map[string]any{
				"groupId": "registry", "requiredMemberName": member(region), "fqdns": []any{dataEndpoint(owner.Name(), region)},
			},
		})
		op.Stage(changed)
	}
	return nil
}

// freeAddresses gives back what takeAddresses took.
func freeAddresses(op *engine.Operation) error {
	parent, _ := op.ID.Parent()
	name := member(azure.NormalizeLocation(op.Inputs.At("location").Text()))
	for _, endpoint := range endpoints(op, parent.String()) {
		nic, ok := card(op, endpoint)
		if !ok || !has(nic, name) {
			continue
		}
		changed := op.Copy(nic)
		var kept []any
		for _, config := range nic.Out().At("ipConfigurations").Items() {
			if config.At("name").Text() != name {
				kept = append(kept, config.Raw())
			}
		}
		changed.Outputs["ipConfigurations"] = kept
		op.Stage(changed)
	}
	return nil
}

// has reports whether a network interface has a configuration of this name.
func has(nic *engine.Resource, name string) bool {
	for _, config := range nic.Out().At("ipConfigurations").Items() {
		if config.At("name").Text() == name {
			return true
		}
	}
	return false
}

// freeAddress is the first address of a subnet that no network interface has.
func freeAddress(op *engine.Operation, subnetID string) (string, bool) {
	target, ok := op.Find(subnetID)
	if !ok {
		return "", false
	}
	prefixes := append(target.Part.At("addressPrefixes").Texts(), target.Part.At("addressPrefix").Text())
	taken := map[string]bool{}
	for _, nic := range op.List(armInterface) {
		for _, config := range nic.Out().At("ipConfigurations").Items() {
			taken[strings.ToLower(config.At("privateIPAddress").Text())] = true
		}
	}
	for _, text := range prefixes {
		prefix, err := netip.ParsePrefix(text)
		if err != nil || !prefix.Addr().Is4() {
			continue
		}
		address := prefix.Masked().Addr()
		for range firstUsable {
			address = address.Next()
		}
		for range azure.UsableAddresses(prefix) {
			if !taken[address.String()] {
				return address.String(), true
			}
			address = address.Next()
		}
	}
	return "", false
}
