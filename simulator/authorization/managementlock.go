package authorization

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20200501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// maxNotes is the longest note on a lock, in characters.
const maxNotes = 512

func managementLock() *engine.Type {
	return &engine.Type{
		Token:         azure.TypeManagementLockByScope,
		Versions:      []string{"", "v20200501"},
		APIVersion:    "2020-05-01",
		ARMType:       lockType,
		Scope:         engine.ExtensionScope,
		ScopeProperty: "scope",
		Names:         []string{"lockName"},
		Args:          sdk.ManagementLockByScopeArgs{},
		State:         sdk.ManagementLockByScope{},
		Check:         checkLock,
		Put:           zoneOfARecord,
		Models: []string{
			"A CanNotDelete lock refuses every delete at its scope, below it, and of what contains it; a ReadOnly lock refuses every " +
				"write at its scope and below it, and the deletes as well.",
			"Locks themselves are never locked.",
			"The start of authority of a private zone that exists can be locked; it keeps the zone, and no other record.",
		},
		Codes: []engine.Code{CodeScopeLocked},
	}
}

func checkLock(c *engine.Check) {
	if notes := c.Inputs.At("notes"); notes.Known() && len(notes.Text()) > maxNotes {
		c.Failf(notes, engine.CodeInvalidRequestContent, "The notes have %d characters; the limit is %d.", len(notes.Text()), maxNotes)
	}
}

// zoneOfARecord requires the zone of a locked start of authority to exist; the record comes with it.
// Source: https://learn.microsoft.com/azure/dns/dns-protect-private-zones-recordsets#protecting-against-zone-deletion
func zoneOfARecord(op *engine.Operation) error {
	record, ok := op.ID.Parent()
	if !ok || !strings.EqualFold(record.Type(), "Microsoft.Network/privateDnsZones/SOA") {
		return nil
	}
	zone, _ := record.Parent()
	if _, ok := op.Get(zone.String()); !ok {
		return engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
			zone.Type(), zone.Name(), zone.ResourceGroup())
	}
	return nil
}

// locked refuses a write that a lock forbids.
// Source: https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#lock-inheritance
func locked(op *engine.Operation) error {
	if op.ID.IsZero() || strings.EqualFold(op.ID.Type(), lockType) {
		return nil
	}
	for _, lock := range op.List(lockType) {
		at, ok := lock.In().At("scope").ID()
		if !ok {
			continue
		}
		covers := within(op.ID, at)
		readOnly := strings.EqualFold(lock.In().At("level").Text(), string(sdk.LockLevelReadOnly))
		if op.Kind == engine.OpDelete && (covers || within(at, op.ID)) {
			return scopeLocked(op, "delete", at)
		}
		if op.Kind != engine.OpDelete && readOnly && covers {
			return scopeLocked(op, "write", at)
		}
	}
	return nil
}

func scopeLocked(op *engine.Operation, action string, at azure.ID) error {
	return CodeScopeLocked.Errorf("The scope '%s' cannot perform %s operation because following scope(s) are locked: '%s'. "+
		"Please remove the lock and try again.", op.ID, action, at)
}

// within reports whether id is scope or lies below it.
func within(id, scope azure.ID) bool {
	return id.Key() == scope.Key() || strings.HasPrefix(id.Key(), scope.Key()+"/")
}
