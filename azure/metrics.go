package azure

import (
	"slices"
	"strings"
	"time"
)

// Metric is one platform metric of a resource type.
type Metric struct {
	// Name is the metric's name in the REST API.
	Name string
	// Aggregations are how values can be put together over a window: Average, Count, Maximum, Minimum, Total.
	Aggregations []string
	// Dimensions tell time series of the metric apart.
	Dimensions []string
	// Grain is the shortest window that the metric has a value for.
	Grain time.Duration
}

// metrics are the platform metrics that alerts here rest on, and their neighbours that are easily taken for them, by
// lower-case ARM type. A type that is listed has more metrics than these.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index, the page of each type; read as generated
// in September and October 2023. Average, Minimum, Maximum, Total and Count exist for every metric; those that mean nothing
// for a metric are left out, as on these pages.
var metrics = map[string][]Metric{
	"microsoft.network/azurefirewalls": {
		{"FirewallHealth", []string{"Average"}, []string{"Status", "Reason"}, time.Minute},
		{"FirewallLatencyPng", []string{"Average"}, nil, time.Minute},
		{"SNATPortUtilization", []string{"Average", "Maximum"}, []string{"Protocol"}, time.Minute},
		{"Throughput", []string{"Average"}, nil, time.Minute},
	},
	"microsoft.network/applicationgateways": {
		{"FailedRequests", []string{"Total"}, []string{"BackendSettingsPool"}, time.Minute},
		{"HealthyHostCount", []string{"Average"}, []string{"BackendSettingsPool"}, time.Minute},
		{"TotalRequests", []string{"Total"}, []string{"BackendSettingsPool"}, time.Minute},
		{"UnhealthyHostCount", []string{"Average"}, []string{"BackendSettingsPool"}, time.Minute},
	},
	"microsoft.network/bastionhosts": {
		{"pingmesh", []string{"Average"}, nil, time.Minute},
		{"sessions", []string{"Total", "Average"}, []string{"host"}, 5 * time.Minute},
	},
	"microsoft.keyvault/vaults": {
		{"Availability", []string{"Average"}, []string{"ActivityType", "ActivityName", "StatusCode", "StatusCodeClass"}, time.Minute},
		{"SaturationShoebox", []string{"Average"}, []string{"ActivityType", "ActivityName", "TransactionType"}, time.Minute},
		{"ServiceApiLatency", []string{"Average"}, []string{"ActivityType", "ActivityName", "StatusCode", "StatusCodeClass"}, time.Minute},
	},
	"microsoft.containerregistry/registries": {
		{"StorageUsed", []string{"Average"}, []string{"Geolocation"}, time.Hour},
		{"TotalPullCount", []string{"Total"}, nil, time.Minute},
	},
}

// LookupMetric returns a platform metric by ARM type and name, both in any case. ok is false for what this package does not
// know; known tells whether it knows any metric of the type.
func LookupMetric(armType, name string) (metric Metric, known, ok bool) {
	list, known := metrics[strings.ToLower(armType)]
	for _, m := range list {
		if strings.EqualFold(m.Name, name) {
			m.Aggregations, m.Dimensions = slices.Clone(m.Aggregations), slices.Clone(m.Dimensions)
			return m, known, true
		}
	}
	return Metric{}, known, false
}
