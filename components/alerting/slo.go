package alerting

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// SLO is what one service promises: how many of its requests succeed, and how fast. It is measured by a histogram of the
// service's request times that has the status code as a label.
type SLO struct {
	// Name names the promise in rules and alerts: lower-case letters, digits and hyphens, unique, 1 to 40. Required.
	Name string `json:"name"`
	// Namespace is where the service runs. Required.
	Namespace string `json:"namespace"`
	// Service is the value of the label ServiceLabel on the service's metrics. Required.
	Service string `json:"service"`
	// ServiceLabel is the label that tells services apart: job or service. Default job.
	ServiceLabel string `json:"serviceLabel" jsonschema:"enum=job,enum=service"`
	// Metric is the histogram's name without its endings. Default http_request_duration_seconds.
	Metric string `json:"metric"`
	// StatusLabel is the label that holds the HTTP status code. Default code.
	StatusLabel string `json:"statusLabel"`
	// Objective is the percentage of requests that succeed within 30 days, from 95 to below 100: 99.9.
	// Required.
	Objective float64 `json:"objective"`
	// LatencySeconds is what 95 of 100 requests stay below. Required.
	LatencySeconds float64 `json:"latencySeconds"`
}

// SetDefaults implements field.Defaulter.
func (s *SLO) SetDefaults(environment.Class) {
	s.ServiceLabel, s.Metric, s.StatusLabel = "job", "http_request_duration_seconds", "code"
}

const (
	sloSource = "https://sre.google/workbook/alerting-on-slos/"
	// lowestObjective leaves room for the alert on a fast burn: 14.4 times the budget must be a possible share of errors.
	lowestObjective = 95
)

var (
	sloName   = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)
	namespace = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$`)
	metric    = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)
	label     = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)
)

func (s SLO) validate(path field.Path) field.Errors {
	var errors field.Errors
	for _, c := range []struct {
		key, value   string
		pattern      *regexp.Regexp
		rule, remedy string
	}{
		{"name", s.Name, sloName, "cannot be part of the names of rules", "write 1 to 40 lower-case letters, digits and hyphens"},
		{"namespace", s.Namespace, namespace, "is not a name of a namespace", "write the name of a namespace"},
		{"metric", s.Metric, metric, "is not a name of a metric", "write the name of a histogram, without _bucket"},
		{"statusLabel", s.StatusLabel, label, "is not a name of a label", "write the name of a label"},
	} {
		if c.value == "" {
			errors.Append(field.Required(path.Child(c.key), "", c.remedy))
		} else if !c.pattern.MatchString(c.value) {
			errors.Add(field.Error{Path: path.Child(c.key), Value: c.value, Rule: c.rule, Remedy: c.remedy, Source: "https://prometheus.io/docs/concepts/data_model/"})
		}
	}
	errors.Append(field.Required(path.Child("service"), s.Service, "write the value of the label "+s.ServiceLabel))
	errors.Append(field.OneOf(path.Child("serviceLabel"), s.ServiceLabel, []string{"job", "service"}, ""))
	if !(s.Objective >= lowestObjective && s.Objective < 100) {
		errors.Add(field.Error{
			Path: path.Child("objective"), Value: s.Objective, Rule: "is no percentage that leaves a budget of errors to alert on",
			Remedy: fmt.Sprintf("choose at least %d and less than 100, such as 99.9", lowestObjective), Source: sloSource,
		})
	}
	if !(s.LatencySeconds > 0) || math.IsInf(s.LatencySeconds, 0) {
		errors.Add(field.Error{
			Path: path.Child("latencySeconds"), Value: s.LatencySeconds, Rule: "is no time that a request can take", Remedy: "choose more than 0",
			Source: sloSource,
		})
	}
	return errors
}

// The promise is kept by recordings of the last five minutes, from which longer windows are put together: a sum over 3 days
// of raw series would read every sample of every pod. Windows count requests, so that an hour at night weighs what it should.
const (
	recordLatency  = "slo:request_latency_seconds:rate5m"
	recordRequests = "slo:requests:rate5m"
	recordErrors   = "slo:request_errors:rate5m"
	recordRatio    = "slo:request_error_ratio:rate"
)

// windows are those over which the share of failed requests is recorded.
var windows = []time.Duration{5 * time.Minute, 30 * time.Minute, time.Hour, 6 * time.Hour, 3 * 24 * time.Hour}

// group returns the recordings and alerts of the promise, in the order in which they build on one another.
func (s SLO) group(cluster string) Group {
	selector := fmt.Sprintf("cluster=%q,namespace=%q,%s=%q", cluster, s.Namespace, s.ServiceLabel, s.Service)
	recorded := fmt.Sprintf("cluster=%q,slo=%q", cluster, s.Name)
	labels := map[string]string{"slo": s.Name, "namespace": s.Namespace}
	rate := func(suffix, more, by string) string {
		return fmt.Sprintf("sum by (%s) (rate(%s%s{%s%s}[5m]))", by, s.Metric, suffix, selector, more)
	}
	failed := fmt.Sprintf(`,%s=~"5.."`, s.StatusLabel)
	record := func(name, expression string) Rule {
		return Rule{Record: name, Expression: expression, Labels: labels}
	}
	rules := []Rule{
		record(recordLatency, fmt.Sprintf("histogram_quantile(0.95, %s)", rate("_bucket", "", "cluster, le"))),
		record(recordRequests, rate("_count", "", "cluster")),
		// A service that has never failed has no series of failures, which is not the same as having no answer.
		record(recordErrors, fmt.Sprintf("%s or 0 * %s", rate("_count", failed, "cluster"), rate("_count", "", "cluster"))),
	}
	for i, window := range windows {
		over := func(series string) string {
			if i == 0 {
				return fmt.Sprintf("%s{%s}", series, recorded)
			}
			return fmt.Sprintf("sum_over_time(%s{%s}[%s])", series, recorded, inPrometheus(window))
		}
		rules = append(rules, record(ratio(window), fmt.Sprintf("%s / %s", over(recordErrors), over(recordRequests))))
	}
	return Group{
		Name: fmt.Sprintf("SLO-%s-%s", cluster, s.Name), part: "slo-" + s.Name,
		Description: fmt.Sprintf("%s of the requests to %s succeed, and 95 of 100 within %s seconds.", percent(s.Objective), s.Service, number(s.LatencySeconds)),
		Rules:       append(rules, s.alerts(recorded)...),
	}
}

// alerts are the usual ones on two windows: the long one says that it matters, the short one that it has not stopped.
// Source: https://sre.google/workbook/alerting-on-slos/, "Multiwindow, Multi-Burn-Rate Alerts"
func (s SLO) alerts(recorded string) []Rule {
	above := func(factor float64, windows ...time.Duration) string {
		var all []string
		for _, w := range windows {
			all = append(all, fmt.Sprintf("%s{%s} > %s", ratio(w), recorded, number(factor*s.budget())))
		}
		return strings.Join(all, " and ")
	}
	alert := func(name string, severity int, wait time.Duration, expression, says string) Rule {
		return Rule{
			Alert: name, Expression: expression, Severity: severity, For: wait, Resolve: 10 * time.Minute,
			Labels:      map[string]string{"severity": purposeOf(severity), "slo": s.Name, "namespace": s.Namespace},
			Annotations: map[string]string{"description": fmt.Sprintf("%s/%s: %s", s.Namespace, s.Service, says)},
		}
	}
	const share = "{{ $value | humanizePercentage }} of the requests fail"
	return []Rule{
		alert("SLOBudgetBurnsFast", 1, 2*time.Minute, above(14.4, time.Hour, 5*time.Minute),
			share+"; at this rate the errors of 30 days are used up in 2 days."),
		alert("SLOBudgetBurns", 2, 15*time.Minute, above(6, 6*time.Hour, 30*time.Minute),
			share+"; at this rate the errors of 30 days are used up in 5 days."),
		alert("SLOBudgetBurnsSlowly", 3, time.Hour, above(1, 3*24*time.Hour, 6*time.Hour),
			share+", more than "+percent(100-s.Objective)+" for 3 days."),
		alert("APIHighErrorRate", 2, 10*time.Minute, fmt.Sprintf("%s{%s} > 0.05", ratio(5*time.Minute), recorded), share+"."),
		alert("SLOLatencyHigh", 3, 10*time.Minute, fmt.Sprintf("%s{%s} > %s", recordLatency, recorded, number(s.LatencySeconds)),
			"5 of 100 requests take longer than {{ $value | humanizeDuration }}; promised are "+number(s.LatencySeconds)+" seconds."),
	}
}

// budget is the share of requests that may fail.
func (s SLO) budget() float64 { return (100 - s.Objective) / 100 }

// ratio is the name under which the share of failed requests is recorded.
func ratio(window time.Duration) string { return recordRatio + inPrometheus(window) }

// number writes a number without what binary fractions add to it.
func number(n float64) string {
	const digits = 9
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'g', digits, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func percent(n float64) string { return number(n) + " %" }
