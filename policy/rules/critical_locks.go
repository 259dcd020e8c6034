package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var criticalLocks = pack.Rule{
	ID:       "critical-locks",
	Title:    "What cannot be replaced is locked against deletion",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev is destroyed and made again.",
	Why:      "One wrong click on the firewall, a vault or a workspace ends production or its evidence, and some of it cannot be brought back.",
	Absent:   "Azure locks nothing.",
	Remedy: "Add a ManagementLockByScope of level CanNotDelete whose scope is the ID of the resource or of its group; lift it for a planned " +
		"deletion, and never put one on the group of a cluster's nodes.",
	Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
	Types:  critical,
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, r := range s.Of(critical...) {
			if r.Type() == azure.TypeVirtualNetwork {
				hub := isHub(r)
				verdicts = append(verdicts, pack.When(hub, func() pack.Verdict { return isLocked(s, r) }, pack.Pass))
				continue
			}
			verdicts = append(verdicts, isLocked(s, r))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"by ID":               pack.Together(criticalVault(), lockOn(criticalVaultID, "CanNotDelete")),
		"by ID in other case": pack.Together(criticalVault(), lockOn(strings.ToLower(criticalVaultID), "CanNotDelete")),
		"by its group":        pack.Together(criticalVault(), lockOn(exampleGroupID, "CanNotDelete")),
		"read only":           pack.Together(criticalVault(), lockOn(criticalVaultID, "ReadOnly")),
		"ID not known yet": pack.Together(object("vault", azure.TypeVault, "location", "westeurope"),
			madeFrom(lockOn(pack.Unknown, "CanNotDelete"), "scope", "vault")),
		"group not known yet": pack.Together(object("group", azure.TypeResourceGroup, "location", "westeurope"),
			madeFrom(object("vault", azure.TypeVault, "location", "westeurope"), "resourceGroupName", "group"),
			madeFrom(lockOn(pack.Unknown, "CanNotDelete"), "scope", "group")),
		"network without firewall": pack.Together(spoke(set("name", "snet-nodes"))),
		"hub":                      pack.Together(spoke(set("name", "AzureFirewallSubnet")), lockOn(spokeID, "CanNotDelete")),
		"zone":                     pack.Together(criticalZone(), lockOn(criticalZoneID, "CanNotDelete")),
		"zone by its SOA record":   pack.Together(criticalZone(), lockOn(criticalZoneID+"/soa/@", "CanNotDelete")),
		"zone of unknown ID, by its SOA record": pack.Together(object("zone", azure.TypePrivateZone, "location", "global"),
			madeFrom(lockOn(pack.Unknown, "CanNotDelete"), "scope", "zone")),
	},
	Fail: pack.Examples{
		"lock left out":           pack.Together(criticalVault()),
		"lock on another":         pack.Together(criticalVault(), lockOn(criticalVaultID+"2", "CanNotDelete")),
		"lock on a part of it":    pack.Together(criticalVault(), lockOn(criticalVaultID+"/secrets/s", "CanNotDelete")),
		"lock on another's group": pack.Together(criticalVault(), lockOn(exampleGroupID+"-2", "CanNotDelete")),
		"no level":                pack.Together(criticalVault(), lockOn(criticalVaultID, "NotSpecified")),
		"one of two":              pack.Together(criticalVault(), lockOn(criticalVaultID, "CanNotDelete"), object("r", azure.TypeRegistry, "id", exampleGroupID+"/providers/Microsoft.ContainerRegistry/registries/r")),
		"hub":                     pack.Together(spoke(set("name", "AzureFirewallSubnet"))),
		"firewall":                pack.Together(object("fw", azure.TypeAzureFirewall, "location", "westeurope")),
		"registry":                pack.Together(object("r", azure.TypeRegistry, "location", "westeurope")),
		"workspace":               pack.Together(object("w", azure.TypeWorkspace, "location", "westeurope")),
		"backup vault":            pack.Together(object("b", azure.TypeBackupVault, "location", "westeurope")),
		"private zone":            pack.Together(object("z", azure.TypePrivateZone, "location", "global")),
		"zone by another record":  pack.Together(criticalZone(), lockOn(criticalZoneID+"/A/app", "CanNotDelete")),
		"vault by an SOA record":  pack.Together(criticalVault(), lockOn(criticalVaultID+"/SOA/@", "CanNotDelete")),
		"Cosmos DB":               pack.Together(object("c", typeDatabaseAccount, "location", "westeurope")),
		"ID not known yet, of another": pack.Together(object("vault", azure.TypeVault, "location", "westeurope"), object("rt", azure.TypeRouteTable, "location", "westeurope"),
			madeFrom(lockOn(pack.Unknown, "CanNotDelete"), "scope", "rt")),
	},
}

// critical are the types that production or its evidence cannot do without; of the networks only the hub's is.
var critical = []string{
	azure.TypeAzureFirewall, azure.TypeVirtualNetwork, azure.TypePrivateZone, azure.TypeRegistry, azure.TypeVault, azure.TypeWorkspace,
	azure.TypeBackupVault, typeDatabaseAccount,
}

// isHub reports whether a network has the subnet that only a firewall can be in.
func isHub(network pack.Resource) pack.Truth {
	subnets, known := network.At("subnets").Items()
	hub := pack.False
	if !known {
		hub = pack.DontKnow(network.At("subnets").Path())
	}
	for _, subnet := range subnets {
		hub = hub.Or(subnet.At("name").Is(azure.SubnetAzureFirewall))
	}
	return hub
}

func isLocked(s pack.Stack, r pack.Resource) pack.Verdict {
	locked := pack.False
	for _, lock := range s.Of(azure.TypeManagementLockByScope) {
		locked = locked.Or(lock.At("level").IsOneOf("CanNotDelete", "ReadOnly").And(lockCovers(s, lock.At("scope"), r)))
	}
	return pack.When(locked, pack.Pass, func() pack.Verdict {
		return r.Fail("no lock keeps this resource from being deleted")
	})
}

// lockCovers reports whether a lock's scope is the resource or its group, or the record that a zone cannot be deleted
// without: locked in the zone's place, it leaves other records deletable.
//
// Source: https://learn.microsoft.com/azure/dns/dns-protect-private-zones-recordsets#protecting-against-zone-deletion
func lockCovers(s pack.Stack, scope pack.Value, r pack.Resource) pack.Truth {
	id, known := r.At("id").Text()
	if at, ok := scope.Text(); ok && known && strings.HasPrefix(id, "/") {
		at = strings.TrimSuffix(at, "/")
		if r.Type() == azure.TypePrivateZone && strings.EqualFold(at, id+"/SOA/@") {
			return pack.True
		}
		return pack.Known(strings.EqualFold(id, at) || len(id) > len(at) && id[len(at)] == '/' && strings.EqualFold(id[:len(at)], at))
	}
	covers := scope.RefersTo(r)
	for _, group := range s.Of(azure.TypeResourceGroup) {
		covers = covers.Or(pack.Known(r.At("resourceGroupName").Depends(group.URN())).And(scope.RefersTo(group)))
	}
	return covers
}

const criticalVaultID = exampleGroupID + "/providers/Microsoft.KeyVault/vaults/kv-example"

const criticalZoneID = exampleGroupID + "/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"

func criticalZone() pack.ExampleResource {
	return object("zone", azure.TypePrivateZone, "id", criticalZoneID)
}

func criticalVault() pack.ExampleResource {
	return object("vault", azure.TypeVault, "id", criticalVaultID)
}

func lockOn(scope any, level string) pack.ExampleResource {
	return object("lock", azure.TypeManagementLockByScope, "scope", scope, "level", level)
}
