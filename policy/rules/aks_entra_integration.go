package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksEntraIntegration = pack.Rule{
	ID:       "aks-entra-integration",
	Title:    "People sign in through Microsoft Entra ID",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Only with Entra ID do sign-ins have a person, multi-factor authentication, conditional access and an end when the person leaves.",
	Absent:   "Azure creates a cluster that knows no Entra users.",
	Remedy:   "Set aadProfile.managed to true, and drop the application IDs of the older integration.",
	Source:   "https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		aad := r.At("aadProfile")
		return pack.All(
			aad.At("managed").Or(false).MustBe(true),
			aad.At("clientAppID").MustNotBeSet(),
			aad.At("serverAppID").MustNotBeSet(),
			aad.At("serverAppSecret").Masked().MustNotBeSet(),
		)
	},
	Pass: pack.Examples{
		"managed": cluster("aadProfile.managed", true, "aadProfile.enableAzureRBAC", true),
	},
	Fail: pack.Examples{
		"not managed":                     cluster("aadProfile.managed", false),
		"property left out":               cluster("aadProfile.enableAzureRBAC", true),
		"profile left out":                cluster(),
		"secret of the older integration": cluster("aadProfile.managed", true, "aadProfile.serverAppSecret", exampleSecret),
		"older integration":               cluster("aadProfile.managed", true, "aadProfile.serverAppID", "0e2b6c1c-5c3f-4d43-8f2e-5f1f2e5a7d11"),
	},
}
