package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksRunCommandDisabled = pack.Rule{
	ID:       "aks-run-command-disabled",
	Title:    "Commands cannot be run through the Azure API",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why: "The run-command API executes kubectl inside the cluster for whoever holds an Azure role, past the private " +
		"network and past Kubernetes authorisation.",
	Absent: "Azure allows run command.",
	Remedy: "Set apiServerAccessProfile.disableRunCommand to true.",
	Source: "https://learn.microsoft.com/azure/aks/access-private-cluster",
	Types:  []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("apiServerAccessProfile", "disableRunCommand").Or(false).MustBe(true)
	},
	Pass: pack.Examples{
		"disabled": cluster("apiServerAccessProfile.disableRunCommand", true),
	},
	Fail: pack.Examples{
		"enabled":           cluster("apiServerAccessProfile.disableRunCommand", false),
		"property left out": cluster("apiServerAccessProfile.enablePrivateCluster", true),
		"profile left out":  cluster(),
	},
}
