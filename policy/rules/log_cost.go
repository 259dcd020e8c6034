package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var logCost = pack.Rule{
	ID:       "log-cost",
	Title:    "Logs that cost much and tell little are off",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "kube-audit alone can cost more than the nodes; superseded categories, long retention and counters of every namespace pay twice.",
	Absent:   "Azure keeps a workspace's data for 30 days and sends no category by itself; an agent collects from every namespace.",
	Remedy:   "Use kube-audit-admin, the AZFW categories, at most 90 days of retention, and collect Perf from chosen namespaces or not at all.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs",
	Types:    []string{azure.TypeDataCollectionRule, azure.TypeDiagnosticSetting, azure.TypeWorkspace},
	Settings: []pack.Setting{{
		Name: "maxRetentionDays", Kind: pack.Number, Default: 90, Min: 30,
		Description: "how many days a workspace may keep data before it counts as costly",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case azure.TypeDataCollectionRule:
			return r.At("dataSources", "extensions").Each(countersOfChosenNamespaces)
		case azure.TypeWorkspace:
			limit := float64(r.Number("maxRetentionDays"))
			return r.At("retentionInDays").MustMatch("must not exceed the configured retention", func(v pack.Value) bool {
				days, ok := v.Number()
				return !ok || days <= limit
			})
		}
		return r.At("logs").Each(func(entry pack.Value) pack.Verdict {
			category := entry.At("category")
			return pack.When(entry.At("enabled").Is(true),
				func() pack.Verdict {
					return category.MustMatch("must not be on: it is costly and superseded", func(v pack.Value) bool {
						name, _ := v.Text()
						return name != azure.LogKubeAudit && !azure.LegacyLogCategory(name)
					})
				}, pack.Pass)
		})
	},
	Pass: pack.Examples{
		"changes only":       one(azure.TypeDiagnosticSetting, "logs", list(enabledLog("kube-audit-admin"), set("category", "kube-audit", "enabled", false))),
		"logs left out":      one(azure.TypeDiagnosticSetting, "resourceUri", exampleClusterID),
		"retention":          one(azure.TypeWorkspace, "retentionInDays", 90),
		"retention left out": one(azure.TypeWorkspace, "location", "westeurope"),
		"counters of chosen namespaces": collected(set("streams", list("Microsoft-Perf"),
			"extensionSettings.dataCollectionSettings.namespaceFilteringMode", "Exclude")),
		"logs of every namespace":   collected(set("streams", list("Microsoft-ContainerLogV2"))),
		"rule, extensions left out": one(azure.TypeDataCollectionRule, "kind", "Linux"),
	},
	Fail: pack.Examples{
		"every request":               one(azure.TypeDiagnosticSetting, "logs", list(enabledLog("kube-audit"))),
		"superseded category":         one(azure.TypeDiagnosticSetting, "logs", list(enabledLog("AzureFirewallNetworkRule"))),
		"long retention":              one(azure.TypeWorkspace, "retentionInDays", 91),
		"configured":                  one(azure.TypeWorkspace, "retentionInDays", 60).With("maxRetentionDays", 30),
		"counters of every namespace": collected(set("streams", list("Microsoft-KubeEvents", "Microsoft-Perf"))),
		"counters of every namespace, said so": collected(set("streams", list("Microsoft-Perf"),
			"extensionSettings.dataCollectionSettings.namespaceFilteringMode", "Off")),
	},
}

// perfStream carries the counters of every container and node, which managed Prometheus has too.
const perfStream = "Microsoft-Perf"

// countersOfChosenNamespaces judges one agent of a data collection rule.
func countersOfChosenNamespaces(agent pack.Value) pack.Verdict {
	return pack.When(agent.At("streams").Includes(perfStream), func() pack.Verdict {
		return agent.At("extensionSettings", "dataCollectionSettings", "namespaceFilteringMode").Or("Off").MustNotBe("Off")
	}, pack.Pass)
}

// collected is the example of a data collection rule with one agent.
func collected(agent pack.Map) pack.Example {
	agent["extensionName"] = "ContainerInsights"
	return one(azure.TypeDataCollectionRule, "dataSources.extensions", list(agent))
}
