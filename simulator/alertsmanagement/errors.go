package alertsmanagement

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeBadRequest refuses a rule group that cannot be evaluated; the message names property and limit.
var CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
	Source: "https://github.com/Azure/prometheus-collector/issues/742"}
