package operationalinsights

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeInvalidParameter refuses a setting that the workspace's pricing tier does not allow.
var CodeInvalidParameter = engine.Code{Name: "InvalidParameter", Status: http.StatusBadRequest,
	Source: "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure"}
