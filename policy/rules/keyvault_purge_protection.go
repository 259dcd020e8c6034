package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var keyVaultPurgeProtection = pack.Rule{
	ID:       "keyvault-purge-protection",
	Title:    "A deleted vault can be brought back",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev is destroyed and made again, and purge protection keeps the vault's name for weeks.",
	Why:      "Without purge protection an attacker, or a tired administrator, destroys certificates and keys for good in two commands.",
	Absent:   "Azure keeps what was deleted for a while, and lets it be purged at once.",
	Remedy:   "Set properties.enablePurgeProtection to true; it cannot be taken back, and the vault's name stays taken for the retention.",
	Source:   "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection",
	Types:    []string{azure.TypeVault},
	Check: func(r pack.Resource) pack.Verdict {
		properties := r.At("properties")
		return pack.All(properties.At("enableSoftDelete").Or(true).MustBe(true), properties.At("enablePurgeProtection").Or(false).MustBe(true))
	},
	Pass: pack.Examples{
		"protected":             vault("enablePurgeProtection", true),
		"both, as the text yes": vault("enablePurgeProtection", "True", "enableSoftDelete", true),
	},
	Fail: pack.Examples{
		"off":                 vault("enablePurgeProtection", false),
		"property left out":   vault("enableSoftDelete", true),
		"no soft delete":      vault("enablePurgeProtection", true, "enableSoftDelete", false),
		"properties left out": one(azure.TypeVault, "location", "westeurope"),
	},
}
