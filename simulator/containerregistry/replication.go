package containerregistry

import (
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func replication() *engine.Type {
	return &engine.Type{
		Token: azure.TypeReplication, Versions: versions, APIVersion: apiVersion, ARMType: armReplication,
		Names: []string{"registryName", "replicationName"},
		Args:  sdk.ReplicationArgs{}, State: sdk.Replication{},
		Check:  checkZones,
		Put:    putReplication,
		Delete: freeAddresses,
		Models: []string{
			"A copy needs a registry of the tier Premium, in another region than the registry and its other copies.",
			"Zone redundancy is chosen at creation, in a region that has zones.",
			"A copy takes one address more from the subnet of every private endpoint of the registry, and is refused where none is free; deleting it gives the address back.",
		},
		Codes: []engine.Code{CodeSKUNotSupported, CodeReplicationConflict, CodeNoZones, CodeSubnetIsFull, engine.CodeParentResourceNotFound},
	}
}

func putReplication(op *engine.Operation) error {
	owner, err := premiumOwner(op, "Replications")
	if err != nil {
		return err
	}
	mine := azure.NormalizeLocation(op.Inputs.At("location").Text())
	if mine == owner.Location() {
		return CodeReplicationConflict.Errorf("Location %s is the home region of registry %s, which has a replication already.", mine, owner.Name())
	}
	for _, other := range op.In(owner.ID) {
		if other.Is(armReplication) && other.Location() == mine && !strings.EqualFold(other.ID, op.ID.String()) {
			return CodeReplicationConflict.Errorf("Registry %s has replication %s in location %s already.", owner.Name(), other.Name(), mine)
		}
	}
	if err := takeAddresses(op, owner, mine); err != nil {
		return err
	}
	op.Default(true, "regionEndpointEnabled")
	op.Default(string(sdk.ZoneRedundancyDisabled), "zoneRedundancy")
	since := op.Now().Format(time.RFC3339)
	if op.Old != nil {
		since = op.Old.Out().At("status", "timestamp").Text()
	}
	op.Set(map[string]any{"displayStatus": "Ready", "message": "The replication is ready.", "timestamp": since}, "status")
	return nil
}
