package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksAuditLogs = pack.Rule{
	ID:       "aks-audit-logs",
	Title:    "Who changed what in the cluster is recorded",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without audit and sign-in logs of the API server nobody can say afterwards who did what; with both audit categories every line is paid for twice.",
	Absent:   "Azure records nothing.",
	Remedy:   "Add a DiagnosticSetting of the cluster that enables the categories kube-audit-admin and guard, and not kube-audit beside it.",
	Source:   "https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs",
	Types:    []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachCluster(s, func(c pack.Resource) pack.Verdict {
			settings, more := settingsOf(s, c)
			audit, guard := more, more
			var twice []pack.Verdict
			for _, d := range settings {
				all, changes := logs(d, azure.LogKubeAudit), logs(d, azure.LogKubeAuditAdmin)
				audit = audit.Or(all).Or(changes).Or(logs(d, "", "audit", "allLogs"))
				guard = guard.Or(logs(d, "guard", "audit", "allLogs"))
				twice = append(twice, pack.When(all.And(changes),
					func() pack.Verdict { return d.At("logs").Fail("must not enable kube-audit beside kube-audit-admin") }, pack.Pass))
			}
			return pack.All(append(twice,
				pack.When(audit, pack.Pass, func() pack.Verdict { return c.Fail("no diagnostic setting of the cluster enables kube-audit-admin") }),
				pack.When(guard, pack.Pass, func() pack.Verdict { return c.Fail("no diagnostic setting of the cluster enables guard") }))...)
		})
	},
	Pass: pack.Examples{
		"changes":    pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("kube-audit-admin"), enabledLog("guard")))),
		"everything": pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("kube-audit"), enabledLog("guard")))),
		"group":      pack.Together(aks(), setting(exampleClusterID, "logs", list(set("categoryGroup", "allLogs", "enabled", true)))),
		"one of two switched off": pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("kube-audit-admin"), enabledLog("guard"),
			set("category", "kube-audit", "enabled", false)))),
	},
	Fail: pack.Examples{
		"setting left out":   pack.Together(aks()),
		"logs left out":      pack.Together(aks(), setting(exampleClusterID, "metrics", list(set("category", "AllMetrics", "enabled", true)))),
		"switched off":       pack.Together(aks(), setting(exampleClusterID, "logs", list(set("category", "kube-audit-admin", "enabled", false), enabledLog("guard")))),
		"enabled left out":   pack.Together(aks(), setting(exampleClusterID, "logs", list(set("category", "kube-audit-admin"), enabledLog("guard")))),
		"guard left out":     pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("kube-audit-admin")))),
		"audit left out":     pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("guard"), enabledLog("kube-apiserver")))),
		"both":               pack.Together(aks(), setting(exampleClusterID, "logs", list(enabledLog("kube-audit"), enabledLog("kube-audit-admin"), enabledLog("guard")))),
		"setting of another": pack.Together(aks(), setting(exampleClusterID+"-blue", "logs", list(enabledLog("kube-audit-admin"), enabledLog("guard")))),
	},
}
