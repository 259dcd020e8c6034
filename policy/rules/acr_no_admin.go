package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var acrNoAdmin = pack.Rule{
	ID:       "acr-no-admin",
	Title:    "Registry has no administrator account",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "The administrator's password is shared, never expires, and lets anyone who has it overwrite every image unseen.",
	Absent:   "Azure creates none.",
	Remedy:   "Set adminUserEnabled to false and give identities AcrPull or AcrPush.",
	Source:   "https://learn.microsoft.com/azure/container-registry/container-registry-authentication#admin-account",
	Types:    []string{azure.TypeRegistry},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("adminUserEnabled").Or(false).MustBe(false)
	},
	Pass: pack.Examples{
		"off":               one(azure.TypeRegistry, "adminUserEnabled", false),
		"property left out": one(azure.TypeRegistry, "sku.name", "Premium"),
	},
	Fail: pack.Examples{
		"on":          one(azure.TypeRegistry, "adminUserEnabled", true),
		"on, as text": one(azure.TypeRegistry, "adminUserEnabled", "true"),
	},
}
