package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksRBAC = pack.Rule{
	ID:       "aks-rbac",
	Title:    "Kubernetes role-based access control is on",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Without it every signed-in user and every pod may do everything, and it cannot be switched on later.",
	Absent:   "The ARM API reads a missing value as off.",
	Remedy:   "Set enableRBAC to true when the cluster is created; it cannot be changed later.",
	Source:   "https://learn.microsoft.com/azure/aks/concepts-identity#kubernetes-rbac",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("enableRBAC").Or(false).MustBe(true)
	},
	Pass: pack.Examples{"on": cluster("enableRBAC", true)},
	Fail: pack.Examples{
		"off":               cluster("enableRBAC", false),
		"property left out": cluster(),
	},
}
