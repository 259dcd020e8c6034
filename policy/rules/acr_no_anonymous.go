package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var acrNoAnonymous = pack.Rule{
	ID:       "acr-no-anonymous",
	Title:    "Registry gives nothing to strangers",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "With anonymous pull everybody who reaches the registry reads every image, and what was left in its layers.",
	Absent:   "Azure asks everybody who they are.",
	Remedy:   "Set anonymousPullEnabled to false, or leave it out.",
	Source:   "https://learn.microsoft.com/azure/container-registry/anonymous-pull-access",
	Types:    []string{azure.TypeRegistry},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("anonymousPullEnabled").Or(false).MustBe(false)
	},
	Pass: pack.Examples{
		"off":               one(azure.TypeRegistry, "anonymousPullEnabled", false),
		"property left out": one(azure.TypeRegistry, "sku.name", "Premium"),
	},
	Fail: pack.Examples{
		"on": one("azure-native:containerregistry/v20231101preview:Registry", "anonymousPullEnabled", true),
	},
}
