package network

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func virtualNetworkPeering() *engine.Type {
	return &engine.Type{
		Token: azure.TypeVirtualNetworkPeering, Versions: versions, APIVersion: apiVersion,
		ARMType: armPeering, Names: []string{"virtualNetworkName", "virtualNetworkPeeringName"},
		Args: sdk.VirtualNetworkPeeringArgs{}, State: sdk.VirtualNetworkPeering{},
		Check: func(c *engine.Check) {
			if c.Inputs.At("remoteVirtualNetwork", "id").Absent() {
				c.Failf(c.Inputs.At("remoteVirtualNetwork"), CodeBadRequest, "Peering %s must name a remote virtual network.", c.Name())
			}
			if both := c.Inputs.At("useRemoteGateways"); both.Bool() && c.Inputs.At("allowGatewayTransit").Bool() {
				c.Failf(both, CodeBadRequest, "Peering %s cannot have both AllowGatewayTransit and UseRemoteGateways set to true.", c.Name())
			}
		},
		Put:    putPeering,
		Delete: deletePeering,
		Exclusive: func(op *engine.Operation) []string {
			vnet, _ := op.ID.Parent()
			return []string{vnet.String()}
		},
		Models: []string{
			"Address spaces of the two networks, and of networks either is peered with already, do not overlap.",
			"A network has one peering to another.",
			"Using remote gateways needs a gateway behind the other peering, which allows transit, and none of its own.",
			"Writing a peering excludes other writes to its own network, and fails while the remote network is being written.",
			"A peering whose counterpart was deleted is disconnected; a new counterpart is refused until it has been written or deleted.",
			"The answered state is Connected when the counterpart exists, else Initiated; it is not corrected later.",
		},
		Codes: []engine.Code{CodeAddressSpacesOverlap, CodeOverlapsPeeredVnet, CodeRemoteAlreadyPeered, CodeRemotePeeringDisconnected,
			CodeRemoteHasNoGateways, CodeInvalidResourceReference, CodeReferencedResourceNotProvisioned, CodeBadRequest,
			engine.CodeAnotherOperationInProgress, engine.CodeParentResourceNotFound},
	}
}

// peeringsOf returns the peerings of a virtual network.
func peeringsOf(op *engine.Operation, vnetID string) []*engine.Resource {
	var peerings []*engine.Resource
	for _, r := range op.In(vnetID) {
		if r.Is(armPeering) && r.Pending != engine.OpDelete {
			peerings = append(peerings, r)
		}
	}
	return peerings
}

func remoteOf(peering *engine.Resource) string {
	return strings.ToLower(peering.In().At("remoteVirtualNetwork", "id").Text())
}

// counterpart returns the peering in the other direction.
func counterpart(op *engine.Operation, localID, remoteID string) (*engine.Resource, bool) {
	for _, p := range peeringsOf(op, remoteID) {
		if remoteOf(p) == strings.ToLower(localID) {
			return p, true
		}
	}
	return nil, false
}

func putPeering(op *engine.Operation) error {
	localID, _ := op.ID.Parent()
	local, _ := op.Get(localID.String())
	target, err := op.Resolve(op.Inputs.At("remoteVirtualNetwork", "id"), armVirtualNetwork)
	if err != nil {
		return err
	}
	remote := target.Resource
	if strings.EqualFold(remote.ID, local.ID) {
		return CodeBadRequest.Errorf("Cannot create or update peering %s: a virtual network cannot be peered with itself.", op.ID)
	}
	if err := provisioned(op, target); err != nil {
		return err
	}
	if err := peerable(op, local, remote); err != nil {
		return err
	}
	other, connected := counterpart(op, local.ID, remote.ID)
	if connected && op.Old == nil && other.Out().At("peeringState").Text() == "Disconnected" {
		return CodeRemotePeeringDisconnected.Errorf("Cannot create or update peering %s because remote peering %s referencing parent "+
			"virtual network %s is in Disconnected state. Update or re-create the remote peering to get it back to Initiated state. "+
			"Peering gets Disconnected when remote vnet or remote peering is deleted and re-created.", op.ID, other.ID, local.ID)
	}
	if err := gatewaysFit(op, local, remote, other); err != nil {
		return err
	}
	state := "Initiated"
	if connected {
		state = "Connected"
	}
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Set(op.Name, "name")
	op.Set(armPeering, "type")
	op.Set(state, "peeringState")
	op.Set("FullyInSync", "peeringSyncLevel")
	op.Default(true, "allowVirtualNetworkAccess")
	for _, flag := range []string{"allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways", "doNotVerifyRemoteGateways"} {
		op.Default(false, flag)
	}
	op.Default(true, "peerCompleteVnets")
	for _, property := range []string{"remoteAddressSpace", "remoteVirtualNetworkAddressSpace"} {
		op.Default(remote.In().At("addressSpace", "addressPrefixes").Texts(), property, "addressPrefixes")
	}
	return nil
}

// peerable compares address spaces, and refuses a second peering to the same network.
func peerable(op *engine.Operation, local, remote *engine.Resource) error {
	const form = "Cannot create or update peering %s. Virtual networks %s and %s cannot be peered because "
	if both := overlapping(addressSpace(local), addressSpace(remote)); len(both) > 0 {
		return CodeAddressSpacesOverlap.Errorf(form+"their address spaces overlap. Overlapping address prefixes: %s.", op.ID, local.ID, remote.ID,
			strings.Join(both, ", "))
	}
	for _, p := range peeringsOf(op, local.ID) {
		if strings.EqualFold(p.ID, op.ID.String()) {
			continue
		}
		if remoteOf(p) == strings.ToLower(remote.ID) {
			return CodeRemoteAlreadyPeered.Errorf("Peering %s already references remote virtual network %s. Cannot add another peering "+
				"%s referencing the same remote virtual network.", p.ID, remote.ID, op.ID)
		}
	}
	for _, sides := range [][2]*engine.Resource{{local, remote}, {remote, local}} {
		for _, p := range peeringsOf(op, sides[1].ID) {
			third, ok := op.Get(remoteOf(p))
			if !ok || strings.EqualFold(third.ID, sides[0].ID) {
				continue
			}
			if both := overlapping(addressSpace(sides[0]), addressSpace(third)); len(both) > 0 {
				return CodeOverlapsPeeredVnet.Errorf(form+"address space of the first virtual network overlaps with address space of virtual "+
					"network %s already peered with the second virtual network. Overlapping address prefixes: %s.", op.ID, sides[0].ID,
					sides[1].ID, third.ID, strings.Join(both, ", "))
			}
		}
	}
	return nil
}

// gatewaysFit judges the use of gateways across the peering.
func gatewaysFit(op *engine.Operation, local, remote, other *engine.Resource) error {
	if !op.Inputs.At("useRemoteGateways").Bool() {
		return nil
	}
	if !hasGateway(op, remote) {
		return CodeRemoteHasNoGateways.Errorf("Peering %s cannot have UseRemoteGateways flag set to true because remote virtual network "+
			"%s referenced by the peering does not have any gateways.", op.ID, remote.ID)
	}
	if other != nil && !other.In().At("allowGatewayTransit").Bool() {
		return CodeBadRequest.Errorf("Peering %s cannot have UseRemoteGateways flag set to true because peering %s does not have "+
			"AllowGatewayTransit set to true.", op.ID, other.ID)
	}
	if hasGateway(op, local) {
		return CodeBadRequest.Errorf("Peering %s cannot have UseRemoteGateways flag set to true because virtual network %s has a gateway of "+
			"its own.", op.ID, local.ID)
	}
	for _, p := range peeringsOf(op, local.ID) {
		if !strings.EqualFold(p.ID, op.ID.String()) && p.In().At("useRemoteGateways").Bool() {
			return CodeBadRequest.Errorf("Peering %s cannot have UseRemoteGateways flag set to true because peering %s has it already.", op.ID, p.ID)
		}
	}
	return nil
}

func hasGateway(op *engine.Operation, vnet *engine.Resource) bool {
	for _, ref := range op.ReferencesTo(azure.SubnetID(vnet.ID, azure.SubnetGateway)) {
		if refer(ref, armGateway) {
			return true
		}
	}
	return false
}

// deletePeering leaves the counterpart disconnected.
func deletePeering(op *engine.Operation) error {
	local, _ := op.ID.Parent()
	disconnect(op, local.String(), remoteOf(op.Old))
	return nil
}

func disconnect(op *engine.Operation, localID, remoteID string) {
	if other, ok := counterpart(op, localID, remoteID); ok {
		changed := op.Copy(other)
		changed.Outputs["peeringState"] = "Disconnected"
		op.Stage(changed)
	}
}

// deleteVirtualNetwork leaves the peerings that pointed here disconnected.
func deleteVirtualNetwork(op *engine.Operation) error {
	for _, ref := range op.ReferencesTo(op.Old.ID) {
		if refer(ref, armPeering) && ref.Path == "remoteVirtualNetwork.id" {
			if vnet, ok := ref.From.ARMID().Parent(); ok {
				disconnect(op, op.Old.ID, vnet.String())
			}
		}
	}
	return nil
}
