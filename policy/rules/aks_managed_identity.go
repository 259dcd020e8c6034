package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksManagedIdentity = pack.Rule{
	ID:       "aks-managed-identity",
	Title:    "Cluster runs under a managed identity",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why: "A service principal has a secret that somebody must keep and renew; the cluster stops working the day it " +
		"expires. An own private DNS zone needs rights that must exist before the cluster, so its identity must be user-assigned.",
	Absent: "Azure expects a service principal.",
	Remedy: "Set identity.type to UserAssigned with an identity of its own, and leave servicePrincipalProfile out or its " +
		"clientId at msi.",
	Source: "https://learn.microsoft.com/azure/aks/use-managed-identity",
	Types:  []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		principal := r.At("servicePrincipalProfile")
		zone := r.At("apiServerAccessProfile", "privateDNSZone").Or("system")
		return pack.All(
			r.At("identity", "type").MustBeOneOf("SystemAssigned", "UserAssigned"),
			principal.At("clientId").Or("msi").MustBe("msi"),
			principal.At("secret").Masked().MustNotBeSet(),
			pack.When(zone.IsOneOf("system", "none", ""),
				pack.Pass,
				func() pack.Verdict { return r.At("identity", "type").MustBe("UserAssigned") }),
		)
	},
	Pass: pack.Examples{
		"user-assigned":   cluster("identity.type", "UserAssigned", "servicePrincipalProfile.clientId", "msi"),
		"system-assigned": cluster("identity.type", "SystemAssigned", "apiServerAccessProfile.privateDNSZone", "system"),
		"user-assigned with an own zone": cluster("identity.type", "UserAssigned", "apiServerAccessProfile.privateDNSZone",
			"/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"),
	},
	Fail: pack.Examples{
		"no identity":       cluster("identity.type", "None"),
		"identity left out": cluster("servicePrincipalProfile.clientId", "msi"),
		"service principal": cluster("identity.type", "UserAssigned", "servicePrincipalProfile.clientId", "4f9bb9c1-6a8e-4b3f-8f0c-2f8d8e1c7a55"),
		"secret":            cluster("identity.type", "UserAssigned", "servicePrincipalProfile.secret", exampleSecret),
		"system-assigned with an own zone": cluster("identity.type", "SystemAssigned", "apiServerAccessProfile.privateDNSZone",
			"/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"),
	},
}
