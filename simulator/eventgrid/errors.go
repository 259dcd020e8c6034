package eventgrid

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.EventGrid. The service has one word for all that is wrong with a request.
var (
	// CodeTopic refuses a topic: of another type than its source, in another region, or a second one of the same source.
	CodeTopic = engine.Code{Name: "InvalidRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/TaoYang-Cloud/azure.policy.monitor/issues/12"}
	// CodeSubscription refuses a subscription to events that the topic does not send, or a destination that cannot take them.
	CodeSubscription = engine.Code{Name: "InvalidRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/event-grid/handler-azure-monitor-alerts"}
)
