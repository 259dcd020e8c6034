package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var alertHasAction = pack.Rule{
	ID:       "alert-has-action",
	Title:    "Every alert tells somebody",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "An alert without an action group is seen only by who happens to look at the portal.",
	Absent:   "Azure fires the alert and tells nobody.",
	Remedy:   "Name an action group among the actions of the rule.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups",
	Types:    []string{azure.TypeMetricAlert, azure.TypeScheduledQueryRule, azure.TypeActivityLogAlert, azure.TypePrometheusRuleGroup},
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case azure.TypeMetricAlert:
			return namesActionGroup(r.At("actions"), actionGroupOf)
		case azure.TypeActivityLogAlert:
			return namesActionGroup(r.At("actions", "actionGroups"), actionGroupOf)
		case azure.TypePrometheusRuleGroup:
			return r.At("rules").Each(func(rule pack.Value) pack.Verdict {
				// A recording writes a series and has nobody to tell.
				return pack.When(rule.At("alert").IsSet(), func() pack.Verdict { return namesActionGroup(rule.At("actions"), actionGroupOf) }, pack.Pass)
			})
		}
		// A rule that turns rows into a metric alerts nobody.
		return pack.When(r.At("kind").Or("LogAlert").Is("LogToMetric"), pack.Pass, func() pack.Verdict {
			return namesActionGroup(r.At("actions", "actionGroups"), func(v pack.Value) pack.Value { return v })
		})
	},
	Pass: pack.Examples{
		"metric":                one(azure.TypeMetricAlert, "actions", list(set("actionGroupId", exampleActionGroup))),
		"metric, not known":     one(azure.TypeMetricAlert, "actions", list(set("actionGroupId", pack.Unknown))),
		"query":                 one(azure.TypeScheduledQueryRule, "actions.actionGroups", list(exampleActionGroup)),
		"query into a metric":   one(azure.TypeScheduledQueryRule, "kind", "LogToMetric"),
		"activity":              one(azure.TypeActivityLogAlert, "actions.actionGroups", list(set("actionGroupId", exampleActionGroup))),
		"rule group":            one(azure.TypePrometheusRuleGroup, "rules", list(set("alert", "a", "actions", list(set("actionGroupId", exampleActionGroup))))),
		"recordings only":       one(azure.TypePrometheusRuleGroup, "rules", list(set("record", "a:b", "expression", "up"))),
		"rules left out":        one(azure.TypePrometheusRuleGroup, "interval", "PT1M"),
		"one of several is one": one(azure.TypeMetricAlert, "actions", list(set("webHookProperties", set()), set("actionGroupId", exampleActionGroup))),
	},
	Fail: pack.Examples{
		"metric, none":           one(azure.TypeMetricAlert, "actions", list()),
		"metric, left out":       one(azure.TypeMetricAlert, "severity", 1),
		"metric, without an ID":  one(azure.TypeMetricAlert, "actions", list(set("webHookProperties", set()))),
		"query, none":            one(azure.TypeScheduledQueryRule, "actions.actionGroups", list()),
		"query, left out":        one(azure.TypeScheduledQueryRule, "severity", 1),
		"activity, none":         one(azure.TypeActivityLogAlert, "actions.actionGroups", list()),
		"second rule of a group": one(azure.TypePrometheusRuleGroup, "rules", list(set("alert", "a", "actions", list(set("actionGroupId", exampleActionGroup))), set("alert", "b", "actions", list()))),
	},
}

const exampleActionGroup = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-example/providers/Microsoft.Insights/actionGroups/ag-page"

// actionGroupOf is where most alerts keep the ID of an action group.
func actionGroupOf(action pack.Value) pack.Value { return action.At("actionGroupId") }

// namesActionGroup demands a list in which one entry names an action group.
func namesActionGroup(list pack.Value, group func(pack.Value) pack.Value) pack.Verdict {
	items, known := list.Items()
	if !known {
		return list.Undecided()
	}
	named := pack.False
	for _, item := range items {
		named = named.Or(group(item).IsSet())
	}
	return pack.When(named, pack.Pass, func() pack.Verdict { return list.Fail("must name an action group") })
}
