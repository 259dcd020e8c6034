package operationalinsights

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeInvalidParameter refuses a setting that the workspace's pricing tier or the table's plan does not allow.
var CodeInvalidParameter = engine.Code{Name: "InvalidParameter", Status: http.StatusBadRequest,
	Source: "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure"}

// CodeTableNotDeletable refuses to delete a table that belongs to Azure.
var CodeTableNotDeletable = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
	Source: "https://learn.microsoft.com/azure/azure-monitor/logs/create-custom-table#delete-a-table"}
