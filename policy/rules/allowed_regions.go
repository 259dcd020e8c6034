package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var allowedRegions = pack.Rule{
	ID:       "allowed-regions",
	Title:    "Resources are in allowed regions",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Data leaves the jurisdiction it was promised to stay in, and capacity is ordered where there are no zones and no quota.",
	Absent: "A resource without a location of its own takes that of its resource group or has none; a resource group must " +
		"have one.",
	Remedy: "Choose a location from the allowed regions.",
	Source: "https://learn.microsoft.com/azure/reliability/regions-list",
	Types:  []string{"azure-native:*"},
	Settings: []pack.Setting{{
		Name: "allowedRegions", Kind: pack.StringList, Default: zonedRegions(),
		Description: "regions that resources may be in, such as westeurope; the default is every region with availability zones",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		location := r.At("location")
		return pack.When(location.Exists(),
			func() pack.Verdict { return inRegion(location, r.Strings("allowedRegions")) },
			func() pack.Verdict {
				if r.Type() == azure.TypeResourceGroup {
					return location.MustBeSet()
				}
				return pack.Skip("the resource states no location")
			})
	},
	Pass: pack.Examples{
		"region with zones":            one(azure.TypeResourceGroup, "location", "westeurope"),
		"display name":                 one(azure.TypeVirtualNetwork, "location", "West Europe"),
		"global":                       one(azure.TypePrivateZone, "location", "global"),
		"location left out of a child": one(azure.TypeSubnet, "subnetName", "snet-a"),
		"configured":                   one(azure.TypeResourceGroup, "location", "ukwest").With("allowedRegions", list("ukwest")),
		"configured by display name":   one(azure.TypeResourceGroup, "location", "ukwest").With("allowedRegions", list("UK West")),
	},
	Fail: pack.Examples{
		"region without zones":         one(azure.TypeResourceGroup, "location", "westus"),
		"no region":                    one(azure.TypeVirtualNetwork, "location", "atlantis"),
		"location left out of a group": one(azure.TypeResourceGroup, "resourceGroupName", "rg-hub"),
		"not configured":               one(azure.TypeManagedCluster, "location", "westeurope").With("allowedRegions", list("northeurope")),
		"type that nobody listed":      one("azure-native:sql/v20230801:Server", "location", "westus"),
	},
}

func zonedRegions() []string {
	var zoned []string
	for _, name := range azure.LocationNames() {
		if location, ok := azure.LookupLocation(name); ok && len(location.Zones) > 1 {
			zoned = append(zoned, name)
		}
	}
	return zoned
}

func inRegion(location pack.Value, allowed []string) pack.Verdict {
	requirement := "must be an allowed region"
	if len(allowed) <= 5 {
		requirement += ": " + strings.Join(allowed, ", ")
	}
	return location.MustMatch(requirement, func(v pack.Value) bool {
		text, _ := v.Text()
		name := azure.NormalizeLocation(text)
		return name == "global" || slices.ContainsFunc(allowed, func(a string) bool { return azure.NormalizeLocation(a) == name })
	})
}
