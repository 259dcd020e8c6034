package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNoPublicFQDN = pack.Rule{
	ID:       "aks-no-public-fqdn",
	Title:    "Private API server has no public name",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "A public DNS name of a private API server tells everybody its private address and that it exists.",
	Absent:   "Azure publishes the name of a private API server unless told otherwise.",
	Remedy:   "Set apiServerAccessProfile.enablePrivateClusterPublicFQDN to false.",
	Source:   "https://learn.microsoft.com/azure/aks/private-clusters#disable-a-public-fqdn",
	Types:    []string{azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(privateCluster(r).Is(true),
			func() pack.Verdict {
				return r.At("apiServerAccessProfile", "enablePrivateClusterPublicFQDN").Or(true).MustBe(false)
			},
			func() pack.Verdict { return pack.Skip("the API server is public anyway") })
	},
	Pass: pack.Examples{
		"no public name": cluster("apiServerAccessProfile.enablePrivateCluster", true,
			"apiServerAccessProfile.enablePrivateClusterPublicFQDN", false),
		"public API server is another rule's matter": cluster("apiServerAccessProfile.enablePrivateCluster", false),
	},
	Fail: pack.Examples{
		"public name": cluster("apiServerAccessProfile.enablePrivateCluster", true,
			"apiServerAccessProfile.enablePrivateClusterPublicFQDN", true),
		"property left out": cluster("apiServerAccessProfile.enablePrivateCluster", true),
	},
}
