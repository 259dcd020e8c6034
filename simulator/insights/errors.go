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
	// CodeInvalidPayload refuses a data collection rule or an association whose parts do not fit; the details name the part.
	CodeInvalidPayload = engine.Code{Name: "InvalidPayload", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/18481"}
	// CodeAssociated refuses to delete a rule by which a resource still collects.
	CodeAssociated = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/rest/api/monitor/data-collection-rules/delete"}
	// CodeClassicComponent refuses a component without a workspace, or with settings that no component has.
	CodeClassicComponent = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/app/create-workspace-resource"}
	// CodeWorkbook refuses a workbook whose content is none.
	CodeWorkbook = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-automate"}
	// CodeGroupShortNameIsTooLong refuses an action group whose short name does not fit into a text message.
	CodeGroupShortNameIsTooLong = engine.Code{Name: "GroupShortNameIsTooLong", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-rest-api-specs/issues/2840"}
	// CodeBadActionGroup refuses receivers that are too many, share a name, or cannot be reached.
	CodeBadActionGroup = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups"}
	// CodeBadMetricAlert refuses a metric alert that cannot be evaluated.
	CodeBadMetricAlert = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-troubleshoot-metric"}
	// CodeBadQueryRule refuses a scheduled query rule that cannot be evaluated.
	CodeBadQueryRule = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule"}
	// CodeBadActivityLogAlert refuses conditions that an event can never meet.
	CodeBadActivityLogAlert = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-activity-log-alert-rule"}
)
