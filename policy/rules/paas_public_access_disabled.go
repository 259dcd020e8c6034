package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var paasPublicAccessDisabled = pack.Rule{
	ID:       "paas-public-access-disabled",
	Title:    "Platform services have no public endpoint",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Data behind a public endpoint is one stolen key away from anyone; behind a private endpoint one must be in the network first.",
	Absent:   "Azure answers on the public endpoint.",
	Remedy:   "Set publicNetworkAccess to Disabled and reach the service through a private endpoint in the spoke.",
	Source:   "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
	Types:    []string{azure.TypeVault, azure.TypeRegistry, azure.TypeStorageAccount, typeDatabaseAccount, typeRedis},
	Check: func(r pack.Resource) pack.Verdict {
		access := r.At("publicNetworkAccess")
		if r.Type() == azure.TypeVault {
			if r.Class() == pack.Dev {
				return pack.Skip("in dev the firewall of a vault is enough, so that its certificates can be set from outside")
			}
			access = r.At("properties", "publicNetworkAccess")
		}
		// SecuredByPerimeter is closed too, apart from what a network security perimeter lets in.
		return access.Or("Enabled").MustBeOneOf("Disabled", "SecuredByPerimeter")
	},
	Pass: pack.Examples{
		"vault":                vault("publicNetworkAccess", "Disabled"),
		"vault in dev":         vault("publicNetworkAccess", "Enabled").In(pack.Dev),
		"vault in lower case":  vault("publicNetworkAccess", "disabled"),
		"registry":             one(azure.TypeRegistry, "publicNetworkAccess", "Disabled"),
		"storage":              one(azure.TypeStorageAccount, "publicNetworkAccess", "Disabled"),
		"storage in perimeter": one(azure.TypeStorageAccount, "publicNetworkAccess", "SecuredByPerimeter"),
		"Cosmos DB":            one(typeDatabaseAccount, "publicNetworkAccess", "Disabled"),
		"Redis":                one(typeRedis, "publicNetworkAccess", "Disabled"),
	},
	Fail: pack.Examples{
		"vault":                        vault("publicNetworkAccess", "Enabled"),
		"registry in dev":              one(azure.TypeRegistry, "publicNetworkAccess", "Enabled").In(pack.Dev),
		"vault in qa":                  vault("publicNetworkAccess", "Enabled").In(pack.QA),
		"vault, property left out":     vault("networkAcls.defaultAction", "Deny"),
		"registry":                     one(azure.TypeRegistry, "publicNetworkAccess", "Enabled"),
		"registry, property left out":  one(azure.TypeRegistry, "networkRuleSet.defaultAction", "Deny"),
		"storage":                      one(azure.TypeStorageAccount, "publicNetworkAccess", "Enabled"),
		"storage, property left out":   one(azure.TypeStorageAccount, "allowBlobPublicAccess", false),
		"Cosmos DB, property left out": one(typeDatabaseAccount, "isVirtualNetworkFilterEnabled", true),
		"Redis, property left out":     one(typeRedis, "enableNonSslPort", false),
	},
}
