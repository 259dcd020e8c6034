package insights

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// settingsPage is the service's page on diagnostic settings and their limits.
const settingsPage = "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings"

// Codes of Microsoft.Insights.
var (
	// CodeBadRequest refuses a setting without destination or category, or with a category the type does not offer.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest, Source: settingsPage}
	// CodeResourceTypeNotSupported refuses a setting on a type that has neither logs nor metrics.
	CodeResourceTypeNotSupported = engine.Code{Name: "ResourceTypeNotSupported", Status: http.StatusBadRequest, Source: settingsPage}
	// CodeConflict refuses to send a category of a resource to the same destination by two settings.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://github.com/Azure/bicep-registry-modules/issues/3407"}
)
