package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var requiredTags = pack.Rule{
	ID:       "required-tags",
	Title:    "Resources say whose they are",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "Without tags nobody knows whom to call at night, or to whom the bill belongs.",
	Absent:   "Azure sets no tags, and a resource does not inherit those of its group.",
	Remedy:   "Give tags the keys team, costCenter and environment with values that are not empty.",
	Source:   "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
	Types:    taggable,
	Settings: []pack.Setting{{
		Name: "requiredTags", Kind: pack.StringList, Default: []string{"team", "costCenter", "environment"},
		Description: "keys that the tags of every resource must hold; Azure does not mind their case",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		var verdicts []pack.Verdict
		for _, key := range r.Strings("requiredTags") {
			verdicts = append(verdicts, r.At("tags").AtFold(key).MustBeSet())
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"all three":     one(azure.TypeResourceGroup, "tags", threeTags),
		"in other case": one(azure.TypeAgentPool, "tags", pack.Map{"Team": "a", "CostCenter": "b", "Environment": "c"}),
		"configured":    one(azure.TypeVirtualNetwork, "tags.owner", "net").With("requiredTags", list("owner")),
	},
	Fail: pack.Examples{
		"tags left out":    one(azure.TypeResourceGroup, "location", "westeurope"),
		"one key left out": one(azure.TypeVirtualNetwork, "tags", pack.Map{"team": "net", "environment": "prod"}),
		"empty value":      one(azure.TypeManagedCluster, "tags", pack.Map{"team": "", "costCenter": "4711", "environment": "prod"}),
		"configured":       one(azure.TypeVirtualNetwork, "tags", threeTags).With("requiredTags", list("owner")),
	},
}

var threeTags = pack.Map{"team": "platform", "costCenter": "4711", "environment": "prod"}
