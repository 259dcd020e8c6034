package keyvault

import (
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// What a destroy followed by an up meets, in Azure as here: azure-native v2 deletes a vault by ARM's DELETE, which only
// moves it to the deleted ones, and creates with a plain PUT, which the service answers with ConflictError. Nobody purges
// or recovers on the way. A person purges the vault first (az keyvault purge), or declares createMode recover for one
// deployment; with purge protection only the latter is left until the retention ends.
//
// Sources: https://github.com/alan-turing-institute/data-safe-haven/issues/2523 (the failed create of azure-native),
// https://github.com/pulumi/pulumi-azure-native/issues/1174 (deleted is not purged),
// https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview

// DeletedVaultID returns the ID under which a deleted vault is kept. Erasing it in the engine is what a purge does.
func DeletedVaultID(subscription, location, name string) string {
	return azure.ResourceID(subscription, "", DeletedVaultType, azure.NormalizeLocation(location), name)
}

// keepDeleted notes the vaults that a delete takes away, be it their own or that of their resource group. It is the
// service's guard because a group's delete does not ask the types in it; it never refuses.
func keepDeleted(op *engine.Operation) error {
	if op.Kind != engine.OpDelete || op.ID.IsZero() {
		return nil
	}
	if strings.EqualFold(op.ID.Type(), vaultType) {
		keep(op, op.Old)
	}
	if strings.EqualFold(op.ID.Type(), "Microsoft.Resources/resourceGroups") {
		for _, r := range op.In(op.Old.ID) {
			if r.Is(vaultType) {
				keep(op, r)
			}
		}
	}
	return nil
}

// keep stages a vault's entry among the deleted ones, with what it takes to bring it back.
func keep(op *engine.Operation, v *engine.Resource) {
	var contents []map[string]any
	for _, r := range op.In(v.ID) {
		if r.Is(secretType) || r.Is(deletedSecretType) {
			contents = append(contents, map[string]any{
				"id": r.ID, "token": r.Token, "type": r.Type, "urn": r.URN, "inputs": r.Inputs, "outputs": r.Outputs,
			})
		}
	}
	days := v.Out().At("properties", "softDeleteRetentionInDays").IntOr(maxRetention)
	id := v.ARMID()
	op.Stage(&engine.Resource{
		ID: DeletedVaultID(id.Subscription(), v.Location(), v.Name()), Type: DeletedVaultType, Subscription: v.Subscription, Tenant: v.Tenant,
		Outputs: map[string]any{
			"properties": map[string]any{
				"vaultId": v.ID, "location": v.Location(),
				"deletionDate":       op.Now().Format(time.RFC3339),
				"scheduledPurgeDate": op.Now().AddDate(0, 0, days).Format(time.RFC3339),
			},
			"vault": v.Outputs, "contents": contents,
		},
	})
}

// past reports whether a deleted vault or secret has been purged by time.
func past(op *engine.Operation, deleted *engine.Resource) bool {
	until, err := time.Parse(time.RFC3339, deleted.Out().At("properties", "scheduledPurgeDate").Text())
	return err == nil && !op.Now().Before(until)
}

// claimName refuses a name that is taken. It returns the deleted vault that the request recovers, if it does.
func claimName(op *engine.Operation) (*engine.Resource, error) {
	inUse := CodeVaultAlreadyExists.Errorf("The vault name '%s' is already in use. Vault names are globally unique; the name may also "+
		"belong to a vault that was deleted and not purged.", op.Name)
	for _, other := range op.List(vaultType) {
		if strings.EqualFold(other.Name(), op.Name) && !strings.EqualFold(other.ID, op.ID.String()) {
			return nil, inUse
		}
	}
	recovering := strings.EqualFold(op.Inputs.At("properties", "createMode").Text(), string(sdk.CreateModeRecover))
	notDeleted := CodeSoftDeletedVaultDoesNotExist.Errorf("There is no deleted vault '%s' to recover in resource group '%s' and "+
		"location '%s'.", op.Name, op.ID.ResourceGroup(), op.Outputs["location"])
	if op.Old != nil {
		if recovering && op.Kind == engine.OpUpdate {
			return nil, notDeleted
		}
		return nil, nil
	}
	for _, deleted := range op.List(DeletedVaultType) {
		switch {
		case !strings.EqualFold(deleted.Name(), op.Name):
		case past(op, deleted):
			op.Remove(deleted.ID)
		case !strings.EqualFold(deleted.ARMID().Subscription(), op.ID.Subscription()):
			return nil, inUse
		case !recovering:
			return nil, CodeConflictError.Errorf("A vault with the same name already exists in deleted state. You need to either recover or " +
				"purge existing key vault.")
		case !strings.EqualFold(deleted.Out().At("properties", "vaultId").Text(), op.ID.String()) ||
			deleted.Out().At("properties", "location").Text() != op.Outputs["location"]:
			return nil, notDeleted
		default:
			return deleted, nil
		}
	}
	if recovering {
		return nil, notDeleted
	}
	return nil, nil
}

// recoverVault brings a vault back as it was. The properties of the request are passed over, as the service does
// (https://github.com/Azure/azure-rest-api-specs/issues/21306); the next update applies them. Role assignments, private
// endpoints and subscriptions to events stay gone.
func recoverVault(op *engine.Operation, deleted *engine.Resource) {
	op.Set(deleted.Out().At("vault", "properties").Raw(), "properties")
	for _, item := range deleted.Out().At("contents").Items() {
		inputs, _ := item.At("inputs").Raw().(map[string]any)
		outputs, _ := item.At("outputs").Raw().(map[string]any)
		op.Stage(&engine.Resource{
			ID: item.At("id").Text(), Token: item.At("token").Text(), Type: item.At("type").Text(), URN: item.At("urn").Text(),
			Inputs: inputs, Outputs: outputs, Subscription: deleted.Subscription, Tenant: deleted.Tenant, Acknowledged: true,
		})
	}
	op.Remove(deleted.ID)
}
