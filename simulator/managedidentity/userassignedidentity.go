package managedidentity

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func userAssignedIdentity() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeUserAssignedIdentity,
		Versions:   []string{"v20230131"},
		APIVersion: "2023-01-31",
		ARMType:    identityType,
		Names:      []string{"resourceName"},
		Args:       sdk.UserAssignedIdentityArgs{},
		State:      sdk.UserAssignedIdentity{},
		Put:        putIdentity,
		Models: []string{
			"An identity gets a principal ID and a client ID of its own, and the tenant of the provider that made it.",
			"Deleting an identity takes its federated credentials along; its role assignments stay behind, as in Azure.",
		},
	}
}

func putIdentity(op *engine.Operation) error {
	op.Set(op.GUID("client"), "clientId")
	op.Set(op.GUID("principal"), "principalId")
	op.Set(op.Provider.Tenant, "tenantId")
	return nil
}
