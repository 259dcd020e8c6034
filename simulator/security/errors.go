package security

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

var (
	// CodeInvalidURLConfiguration refuses to delete a plan of a subscription, which can only be set to Free.
	CodeInvalidURLConfiguration = engine.Code{Name: "InvalidUrlConfiguration", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/terraform-provider-azapi/issues/818"}
	// CodeBadRequest refuses what no plan, contact or automation can be.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-powershell/issues/10842"}
)
