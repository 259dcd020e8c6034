package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noLogConfigMap = pack.Rule{
	ID:       "no-log-configmap",
	Title:    "Log collection is configured in one place",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "A ConfigMap of the agent silently wins over the data collection rule, and logs go missing that the rule says are collected.",
	Absent:   "Without the ConfigMap the data collection rule decides.",
	Remedy:   "Remove the log_collection_settings section from container-azm-ms-agentconfig and use the data collection rule.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure",
	Types:    []string{typeConfigMap},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(r.At("metadata", "name").Is("container-azm-ms-agentconfig"),
			func() pack.Verdict {
				entries, known := r.At("data").Entries()
				if !known {
					return r.At("data").Undecided()
				}
				var verdicts []pack.Verdict
				for _, entry := range entries {
					verdicts = append(verdicts, entry.MustMatch("must hold no log_collection_settings", func(v pack.Value) bool {
						text, _ := v.Text()
						return !strings.Contains(text, "log_collection_settings")
					}))
				}
				return pack.All(verdicts...)
			},
			func() pack.Verdict { return pack.Skip("the ConfigMap is not the agent's") })
	},
	Pass: pack.Examples{
		"other sections": one(typeConfigMap, "metadata.name", "container-azm-ms-agentconfig", "data", pack.Map{"agent-settings": "[agent_settings]"}),
		"another":        one(typeConfigMap, "metadata.name", "web", "data", pack.Map{"a": "[log_collection_settings]"}),
		"data left out":  one(typeConfigMap, "metadata.name", "container-azm-ms-agentconfig"),
	},
	Fail: pack.Examples{
		"log section": one(typeConfigMap, "metadata.name", "container-azm-ms-agentconfig",
			"data", pack.Map{"log-data-collection-settings": "[log_collection_settings]\n  [log_collection_settings.stdout]\n"}),
	},
}
