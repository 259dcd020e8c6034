package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksDefender = pack.Rule{
	ID:       "aks-defender",
	Title:    "Defender sensor watches the nodes",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev buys no Defender plan.",
	Why:      "Without the sensor nobody notices a crypto miner, a reverse shell or a known-bad image at run time.",
	Absent:   "Azure installs no sensor.",
	Remedy: "Set securityProfile.defender.securityMonitoring.enabled to true and logAnalyticsWorkspaceResourceId to the " +
		"workspace of the cluster.",
	Source: "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
	Types:  []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("securityProfile", "defender", "securityMonitoring", "enabled").Or(false).MustBe(true)
	},
	Pass: pack.Examples{
		"on": cluster("securityProfile.defender.securityMonitoring.enabled", true),
	},
	Fail: pack.Examples{
		"off":               cluster("securityProfile.defender.securityMonitoring.enabled", false),
		"property left out": cluster("securityProfile.defender.logAnalyticsWorkspaceResourceId", "/subscriptions/x"),
		"profile left out":  cluster(),
	},
}
