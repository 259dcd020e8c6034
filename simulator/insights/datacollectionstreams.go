package insights

import (
	"slices"
	"strings"
)

// customPrefix begins the names of streams that a rule declares itself.
const customPrefix = "Custom-"

// prometheusStream carries the metrics of managed Prometheus.
const prometheusStream = "Microsoft-PrometheusMetrics"

// knownStreams are the streams of Linux machines, clusters and Windows machines. Azure knows some 240, most of which are
// resource logs that no agent collects; a rule for an agent that names one of those is a mistake too.
//
// Sources: https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure,
// https://learn.microsoft.com/azure/azure-monitor/essentials/data-collection-rule-structure,
// https://github.com/hashicorp/terraform-provider-azurerm/issues/18481 (the answer to a stream that is none)
var knownStreams = []string{
	"Microsoft-ASimNetworkSessionLogs-WindowsFirewall", "Microsoft-CommonSecurityLog", "Microsoft-ContainerInsights-Group-Default",
	"Microsoft-ContainerInventory", "Microsoft-ContainerLog", "Microsoft-ContainerLogV2", "Microsoft-ContainerLogV2-HighScale",
	"Microsoft-ContainerNodeInventory", "Microsoft-Event", "Microsoft-Heartbeat", "Microsoft-InsightsMetrics", "Microsoft-KubeEvents",
	"Microsoft-KubeHealth", "Microsoft-KubeMonAgentEvents", "Microsoft-KubeNodeInventory", "Microsoft-KubePodInventory",
	"Microsoft-KubePVInventory", "Microsoft-KubeServices", "Microsoft-Perf", prometheusStream, "Microsoft-RetinaNetworkFlowLogs",
	"Microsoft-SecurityEvent", "Microsoft-ServiceMap", "Microsoft-Syslog", "Microsoft-W3CIISLog", "Microsoft-WindowsEvent",
}

// sourceStreams are what the kinds of data source yield that yield not anything.
var sourceStreams = map[string][]string{
	"performanceCounters": {"Microsoft-Perf", "Microsoft-InsightsMetrics"},
	"prometheusForwarder": {prometheusStream},
	"syslog":              {"Microsoft-Syslog", "Microsoft-CommonSecurityLog"},
	"windowsEventLogs":    {"Microsoft-WindowsEvent", "Microsoft-Event", "Microsoft-SecurityEvent"},
}

// facilities and logLevels are those of the system log.
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionrules
var (
	facilities = []string{
		"*", "alert", "audit", "auth", "authpriv", "clock", "cron", "daemon", "ftp", "kern", "local0", "local1", "local2", "local3",
		"local4", "local5", "local6", "local7", "lpr", "mail", "mark", "news", "nopri", "ntp", "syslog", "user", "uucp",
	}
	logLevels = []string{"*", "Alert", "Critical", "Debug", "Emergency", "Error", "Info", "Notice", "Warning"}
)

// knownStream reports whether a rule may name a stream: one of Azure's, or one that it declares.
func knownStream(stream string, declared []string) bool {
	if strings.HasPrefix(stream, customPrefix) {
		return slices.Contains(declared, stream)
	}
	return slices.Contains(knownStreams, stream)
}
