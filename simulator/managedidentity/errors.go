package managedidentity

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// considerations is the page with the service's limits on federated credentials and the errors it gives.
const considerations = "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations"

// Codes of Microsoft.ManagedIdentity.
var (
	// CodeConcurrentCredentialWrites refuses a second credential write on an identity while another one runs. The
	// provider does not repeat it, so credentials of one identity must be declared one after the other.
	CodeConcurrentCredentialWrites = engine.Code{Name: "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
		Status: http.StatusConflict, Source: considerations + "#concurrent-updates-arent-supported-user-assigned-managed-identities"}
	// CodeCredentialExists refuses a second credential with the same issuer and subject on one identity.
	CodeCredentialExists = engine.Code{Name: "Conflict", Status: http.StatusConflict, Source: considerations + "#errors"}
	// CodeInvalidCredential refuses a credential that breaks a rule, among them the limit of 20 per identity.
	CodeInvalidCredential = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest, Source: considerations + "#errors"}
)
