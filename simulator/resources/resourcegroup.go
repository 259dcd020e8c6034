package resources

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/resources/v2"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func resourceGroup() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeResourceGroup,
		Versions:   []string{""},
		APIVersion: "2022-09-01",
		ARMType:    "Microsoft.Resources/resourceGroups",
		Scope:      engine.SubscriptionScope,
		Names:      []string{"resourceGroupName"},
		Args:       sdk.ResourceGroupArgs{},
		State:      sdk.ResourceGroup{},
		Put:        putGroup,
		Delete:     deleteGroup,
		Models: []string{
			"A group exists in one location of Azure, which cannot change.",
			"Deleting a group deletes everything in it, unless something outside the group still uses a part of it.",
		},
		Codes: []engine.Code{CodeDeletionBlocked},
	}
}

func putGroup(op *engine.Operation) error {
	op.Set("Succeeded", "properties", "provisioningState")
	return nil
}

// deleteGroup takes the contents along, as ARM does.
func deleteGroup(op *engine.Operation) error {
	for _, r := range op.In(op.Old.ID) {
		if err := op.RefuseIfUsed(r, op.Old.ID); err != nil {
			return CodeDeletionBlocked.Errorf("Deletion of resource group '%s' failed as resources with identifiers '%s' are "+
				"currently in use by other resources: %s", op.Name, r.ID, err)
		}
		op.Remove(r.ID)
	}
	return nil
}
