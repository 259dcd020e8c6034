package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// settingsOf returns the diagnostic settings of a resource, and whether there may be more of which the target is not
// known yet.
func settingsOf(s pack.Stack, target pack.Resource) (settings []pack.Resource, more pack.Truth) {
	for _, d := range s.Of(azure.TypeDiagnosticSetting) {
		is := d.At("resourceUri").RefersTo(target)
		if is.Yes() {
			settings = append(settings, d)
		} else {
			more = more.Or(is)
		}
	}
	return settings, more
}

// logs reports whether a diagnostic setting switches on a log category, by its name or by a group that holds it. Every
// group holds the audit categories, allLogs holds all.
// Source: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings#category-groups
func logs(setting pack.Resource, category string, groups ...string) pack.Truth {
	entries, known := setting.At("logs").Items()
	found := pack.False
	if !known {
		found = pack.DontKnow(setting.At("logs").Path())
	}
	for _, entry := range entries {
		named := entry.At("category").Is(category)
		for _, group := range groups {
			named = named.Or(entry.At("categoryGroup").Is(group))
		}
		found = found.Or(named.And(entry.At("enabled").Is(true)))
	}
	return found
}

func setting(targetID string, pairs ...any) pack.ExampleResource {
	return object("setting", azure.TypeDiagnosticSetting, append([]any{"resourceUri", targetID}, pairs...)...)
}

func enabledLog(category string) pack.Map { return set("category", category, "enabled", true) }
