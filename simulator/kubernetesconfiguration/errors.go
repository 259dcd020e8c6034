package kubernetesconfiguration

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.KubernetesConfiguration. Where no public text shows the code of a refusal, the code is the word
// for the HTTP status, and the source is what states the rule.
var (
	// CodeBadRequest refuses values that an extension or a configuration does not take.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-powershell/issues/24321"}
	// CodeConflict refuses a second extension of the same type.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-extensions#extension-scope"}
	// CodeExtensionOperationFailed is how an installation ends whose pods do not become ready.
	CodeExtensionOperationFailed = engine.Code{Name: "ExtensionOperationFailed", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-sdk-for-go/issues/21668"}
	// CodeExtensionTypeRegistrationGetFailed refuses an extension type that is not offered.
	CodeExtensionTypeRegistrationGetFailed = engine.Code{Name: "ExtensionTypeRegistrationGetFailed", Status: http.StatusBadRequest,
		Source: "https://github.com/MicrosoftDocs/azure-docs/issues/119687"}
	// CodeFluxExtensionMissing refuses a Flux configuration on a cluster that does not run Flux.
	CodeFluxExtensionMissing = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/MicrosoftDocs/azure-docs/issues/86695"}
	// CodeValidationFailed refuses a Flux configuration whose source or kustomizations do not fit together.
	CodeValidationFailed = engine.Code{Name: "ValidationFailed", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/ResourceModules/issues/1302"}
)
