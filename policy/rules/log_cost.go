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
	Why:      "kube-audit alone can cost more than the nodes; superseded firewall categories and long retention pay twice for the same lines.",
	Absent:   "Azure keeps a workspace's data for 30 days and sends no category by itself.",
	Remedy:   "Use kube-audit-admin, the AZFW categories, and a retention of at most 90 days; archive what must be kept longer.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs",
	Types:    []string{azure.TypeDiagnosticSetting, azure.TypeWorkspace},
	Settings: []pack.Setting{{
		Name: "maxRetentionDays", Kind: pack.Number, Default: 90, Min: 30,
		Description: "how many days a workspace may keep data before it counts as costly",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeWorkspace {
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
	},
	Fail: pack.Examples{
		"every request":       one(azure.TypeDiagnosticSetting, "logs", list(enabledLog("kube-audit"))),
		"superseded category": one(azure.TypeDiagnosticSetting, "logs", list(enabledLog("AzureFirewallNetworkRule"))),
		"long retention":      one(azure.TypeWorkspace, "retentionInDays", 91),
		"configured":          one(azure.TypeWorkspace, "retentionInDays", 60).With("maxRetentionDays", 30),
	},
}
