package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var keyVaultRBAC = pack.Rule{
	ID:       "keyvault-rbac",
	Title:    "Roles decide who reads a vault",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Whoever may write a vault may write its access policies and so give himself every secret; roles are granted apart from that.",
	Absent:   "Azure uses access policies.",
	Remedy:   "Set properties.enableRbacAuthorization to true and grant roles on the vault.",
	Source:   "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
	Types:    []string{azure.TypeVault},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("properties", "enableRbacAuthorization").Or(false).MustBe(true)
	},
	Pass: pack.Examples{
		"roles":                 vault("enableRbacAuthorization", true),
		"roles and an old list": vault("enableRbacAuthorization", true, "accessPolicies", list(pack.Map{"objectId": "0b1f6471-1bf0-4dda-aec3-cb9272f09590"})),
	},
	Fail: pack.Examples{
		"access policies":     vault("enableRbacAuthorization", false),
		"property left out":   vault("enableSoftDelete", true),
		"properties left out": one(azure.TypeVault, "location", "westeurope"),
	},
}

// vault is the example of a vault with the given properties below properties.
func vault(pairs ...any) pack.Example { return one(azure.TypeVault, "properties", set(pairs...)) }
