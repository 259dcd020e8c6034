package dashboard

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.Dashboard.
var (
	// CodeInvalidRequest refuses what a plan or a region does not offer.
	CodeInvalidRequest = engine.Code{Name: "InvalidRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/managed-grafana/overview#service-tiers"}
	// CodeZoneRedundancy refuses zone redundancy where there are no zones.
	CodeZoneRedundancy = engine.Code{Name: "InvalidRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/managed-grafana/how-to-enable-zone-redundancy"}
)
