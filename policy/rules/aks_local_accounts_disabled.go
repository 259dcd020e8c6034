package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksLocalAccountsDisabled = pack.Rule{
	ID:       "aks-local-accounts-disabled",
	Title:    "Local accounts are off",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A local account is a certificate with full rights that knows no person, no expiry worth the name and no conditional access.",
	Absent:   "Azure creates local accounts.",
	Remedy:   "Set disableLocalAccounts to true.",
	Source:   "https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("disableLocalAccounts").Or(false).MustBe(true)
	},
	Pass: pack.Examples{"off": cluster("disableLocalAccounts", true)},
	Fail: pack.Examples{
		"on":                cluster("disableLocalAccounts", false),
		"property left out": cluster(),
	},
}
