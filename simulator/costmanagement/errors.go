package costmanagement

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeBadRequest refuses an export, by what it asks for or by where it would write; the service answers with the number
// as its code.
var CodeBadRequest = engine.Code{Name: "400", Status: http.StatusBadRequest, Source: "https://github.com/Azure/azure-cli/issues/32912"}
