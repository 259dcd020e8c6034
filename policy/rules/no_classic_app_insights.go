package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noClassicAppInsights = pack.Rule{
	ID:       "no-classic-app-insights",
	Title:    "Application Insights keeps its data in a workspace",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Classic Application Insights was retired on 29 February 2024: its data is in no workspace and is read by nothing else.",
	Absent:   "Without a workspace Azure refuses a new component; the ingestion mode is LogAnalytics.",
	Remedy:   "Set workspaceResourceId to a Log Analytics workspace, and ingestionMode to LogAnalytics.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/app/convert-classic-resource",
	Types:    []string{azure.TypeComponent},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.All(
			r.At("workspaceResourceId").MustBeSet(),
			r.At("ingestionMode").Or("LogAnalytics").MustBe("LogAnalytics"),
		)
	},
	Pass: pack.Examples{
		"in a workspace":            one(azure.TypeComponent, "workspaceResourceId", exampleWorkspaceID, "ingestionMode", "LogAnalytics"),
		"in a workspace by default": one(azure.TypeComponent, "workspaceResourceId", exampleWorkspaceID),
	},
	Fail: pack.Examples{
		"workspace left out": one(azure.TypeComponent, "applicationType", "web"),
		"classic":            one(azure.TypeComponent, "workspaceResourceId", exampleWorkspaceID, "ingestionMode", "ApplicationInsights"),
	},
}

const exampleWorkspaceID = exampleGroupID + "/providers/Microsoft.OperationalInsights/workspaces/la-example"
