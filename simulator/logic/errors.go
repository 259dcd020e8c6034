package logic

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeInvalidTemplate refuses a definition that does not fit together.
var CodeInvalidTemplate = engine.Code{Name: "InvalidTemplate", Status: http.StatusBadRequest,
	Source: "https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language"}
