package keyvault

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

var (
	// CodeBadRequest refuses a property that a vault cannot have, or cannot have any more. The sentences about purge
	// protection are in https://github.com/Azure/azure-cli/issues/29115.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/key-vault/general/common-error-codes"}
	// CodeVaultAlreadyExists refuses a name that a vault has elsewhere, live or deleted.
	CodeVaultAlreadyExists = engine.Code{Name: "VaultAlreadyExists", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/key-vault/general/common-error-codes"}
	// CodeConflictError refuses the name of a deleted vault of the same subscription. azure-native does nothing about
	// it: https://github.com/alan-turing-institute/data-safe-haven/issues/2523 shows its failed create.
	CodeConflictError = engine.Code{Name: "ConflictError", Status: http.StatusConflict,
		Source: "https://github.com/Azure/azure-cli/issues/29115"}
	// CodeSoftDeletedVaultDoesNotExist refuses to recover a vault that is not deleted.
	CodeSoftDeletedVaultDoesNotExist = engine.Code{Name: "SoftDeletedVaultDoesNotExist", Status: http.StatusNotFound,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/12972"}
	// CodeSubnetsHaveNoServiceEndpoints refuses a network rule for a subnet without the service endpoint of Key Vault.
	CodeSubnetsHaveNoServiceEndpoints = engine.Code{Name: "SubnetsHaveNoServiceEndpointsConfigured", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/key-vault/general/network-security"}
	// CodeConflict refuses the name of a deleted secret.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://github.com/pulumi/pulumi-azure-native/pull/4450"}
	// CodeForbidden refuses a request to the vault itself that its firewall does not let through.
	CodeForbidden = engine.Code{Name: "Forbidden", Status: http.StatusForbidden,
		Source: "https://learn.microsoft.com/azure/key-vault/general/rest-error-codes"}
)
