package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksWorkloadIdentity = pack.Rule{
	ID:       "aks-workload-identity",
	Title:    "Pods can sign in with Microsoft Entra Workload ID",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without it pods need stored credentials, or borrow the identity of the node they run on.",
	Absent:   "Azure switches both halves off.",
	Remedy:   "Set oidcIssuerProfile.enabled and securityProfile.workloadIdentity.enabled to true.",
	Source:   "https://learn.microsoft.com/azure/aks/workload-identity-overview",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.All(
			r.At("oidcIssuerProfile", "enabled").Or(false).MustBe(true),
			r.At("securityProfile", "workloadIdentity", "enabled").Or(false).MustBe(true),
		)
	},
	Pass: pack.Examples{
		"both halves": cluster("oidcIssuerProfile.enabled", true, "securityProfile.workloadIdentity.enabled", true),
	},
	Fail: pack.Examples{
		"issuer off":                 cluster("oidcIssuerProfile.enabled", false, "securityProfile.workloadIdentity.enabled", true),
		"webhook off":                cluster("oidcIssuerProfile.enabled", true, "securityProfile.workloadIdentity.enabled", false),
		"issuer left out":            cluster("securityProfile.workloadIdentity.enabled", true),
		"workload identity left out": cluster("oidcIssuerProfile.enabled", true),
		"both left out":              cluster(),
	},
}
