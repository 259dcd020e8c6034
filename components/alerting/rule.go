package alerting

import (
	"fmt"
	"strings"
	"time"

	"sigs.k8s.io/yaml"
)

// Rule is one rule of Prometheus: an alert or a recording.
type Rule struct {
	// Alert is the name of an alert, Record that of a recorded series. Exactly one of the two is given.
	Alert, Record string
	// Expression is written in PromQL.
	Expression string
	// For is how long it must hold before the alert fires; Resolve how long it must not hold before the alert ends.
	For, Resolve time.Duration
	// Severity of an alert is 0, the worst, to 4. It decides who is told.
	Severity int
	// Labels are added to the alert or series.
	Labels map[string]string
	// Annotations are added to the alert.
	Annotations map[string]string
}

// Group is a list of rules that are evaluated together every minute, one after the other.
type Group struct {
	// Name is the physical name.
	Name string
	// Description says what the group is about.
	Description string
	// Rules are 20 at most.
	Rules []Rule

	part string // of the Pulumi name
}

// maxRules is how many rules Azure takes in a group.
// Source: https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits#prometheus-metrics
const maxRules = 20

// interval is the time between two evaluations of a group.
const interval = time.Minute

// alertLabels are on all alerts that are not about a promise.
var alertLabels = map[string]string{"severity": "warning"}

// alert is an alert of the catalogue: waits and resolves in minutes, and its expression with the places that selectors fills.
func alert(name string, severity, wait, resolve int, expression, says string) Rule {
	return Rule{
		Alert: name, Severity: severity, For: time.Duration(wait) * time.Minute, Resolve: time.Duration(resolve) * time.Minute,
		Expression: expression, Labels: alertLabels, Annotations: map[string]string{"description": says},
	}
}

// forCluster fills the places that the catalogue's expressions leave open, so that every series they read is the cluster's
// own: one workspace may hold the metrics of many. Managed Prometheus adds the label cluster and names its jobs so.
//
//	@any       every series of the cluster
//	@ksm       those of kube-state-metrics, @kubelet, @node: those of the kubelet and of the node exporter
//	@owner     which controller a pod belongs to, once for each pod: a pod may have two owners for a moment
//
// Source: https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default
func forCluster(cluster string, rules []Rule) []Rule {
	of := func(job string) string { return fmt.Sprintf("cluster=%q,job=%q", cluster, job) }
	owner := fmt.Sprintf("topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, controller) "+
		`(label_replace(kube_pod_owner{%s}, "controller", "$1", "owner_name", "(.*)")))`, of("kube-state-metrics"))
	places := strings.NewReplacer(
		"@any", fmt.Sprintf("cluster=%q", cluster), "@ksm", of("kube-state-metrics"), "@kubelet", of("kubelet"), "@node", of("node"), "@owner", owner)
	filled := make([]Rule, len(rules))
	for i, rule := range rules {
		rule.Expression = strings.Join(strings.Fields(places.Replace(rule.Expression)), " ")
		filled[i] = rule
	}
	return filled
}

// inPrometheus writes a duration as Prometheus does: 5m, 6h, 3d.
func inPrometheus(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= day && d%day == 0:
		return fmt.Sprintf("%dd", d/day)
	case d >= time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return fmt.Sprintf("%dm", d/time.Minute)
}

// inISO writes a duration as ARM does. All of ours are whole minutes.
func inISO(d time.Duration) string { return fmt.Sprintf("PT%dM", d/time.Minute) }

// RulesFile returns groups as a rules file of Prometheus, for tools that read PromQL and for clusters that run their own.
func RulesFile(groups []Group) ([]byte, error) {
	type rule struct {
		Alert       string            `json:"alert,omitempty"`
		Record      string            `json:"record,omitempty"`
		Expr        string            `json:"expr"`
		For         string            `json:"for,omitempty"`
		Labels      map[string]string `json:"labels,omitempty"`
		Annotations map[string]string `json:"annotations,omitempty"`
	}
	type group struct {
		Name     string `json:"name"`
		Interval string `json:"interval"`
		Rules    []rule `json:"rules"`
	}
	var file struct {
		Groups []group `json:"groups"`
	}
	for _, g := range groups {
		written := group{Name: g.Name, Interval: inPrometheus(interval)}
		for _, r := range g.Rules {
			w := rule{Alert: r.Alert, Record: r.Record, Expr: r.Expression, Labels: r.Labels, Annotations: r.Annotations}
			if r.For > 0 {
				w.For = inPrometheus(r.For)
			}
			written.Rules = append(written.Rules, w)
		}
		file.Groups = append(file.Groups, written)
	}
	text, err := yaml.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("writing rules of Prometheus: %w", err)
	}
	return text, nil
}
