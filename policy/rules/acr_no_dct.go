package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var acrNoDCT = pack.Rule{
	ID:       "acr-no-dct",
	Title:    "Registry does not begin with content trust",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "Docker Content Trust leaves the registry on 31 March 2028; what is signed with it then counts as unsigned.",
	Absent:   "Azure leaves it off.",
	Remedy:   "Set policies.trustPolicy.status to disabled and sign images with Notation or Cosign.",
	Source:   "https://learn.microsoft.com/azure/container-registry/container-registry-content-trust-deprecation",
	Types:    []string{azure.TypeRegistry},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("policies", "trustPolicy", "status").Or("disabled").MustBe("disabled")
	},
	Pass: pack.Examples{
		"off":               one(azure.TypeRegistry, "policies.trustPolicy", pack.Map{"type": "Notary", "status": "disabled"}),
		"policies left out": one(azure.TypeRegistry, "sku.name", "Premium"),
	},
	Fail: pack.Examples{
		"on": one(azure.TypeRegistry, "policies.trustPolicy", pack.Map{"type": "Notary", "status": "enabled"}),
	},
}
