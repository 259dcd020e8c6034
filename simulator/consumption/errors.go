package consumption

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeBadRequest refuses a budget; the service answers with the number as its code.
var CodeBadRequest = engine.Code{Name: "400", Status: http.StatusBadRequest,
	Source: "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update"}
