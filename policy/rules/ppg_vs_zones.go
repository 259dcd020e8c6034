package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var ppgVsZones = pack.Rule{
	ID:       "ppg-vs-zones",
	Title:    "Proximity and zones are not asked for together",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A proximity placement group lives in one zone; a pool that asks for both is refused, or is not spread as it claims.",
	Absent:   "Without a proximity placement group there is no conflict.",
	Remedy:   "Leave proximityPlacementGroupID out, or give the pool one zone and accept the lower availability.",
	Source:   "https://learn.microsoft.com/azure/aks/reduce-latency-ppg",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			return pack.When(pool.At("proximityPlacementGroupID").IsSet(),
				func() pack.Verdict {
					zones := pool.At("availabilityZones")
					items, known := zones.Items()
					switch {
					case !known:
						return zones.Undecided()
					case len(items) > 1:
						return zones.Fail("must name at most one zone beside proximityPlacementGroupID")
					}
					return pack.Pass()
				}, pack.Pass)
		})
	},
	Pass: pack.Examples{
		"zones only":            ownPool("availabilityZones", list("1", "2", "3")),
		"group in one zone":     ownPool("availabilityZones", list("1"), "proximityPlacementGroupID", placementGroup),
		"group, zones left out": inlinePool("proximityPlacementGroupID", placementGroup),
	},
	Fail: pack.Examples{
		"own pool":    ownPool("availabilityZones", list("1", "2"), "proximityPlacementGroupID", placementGroup),
		"inline pool": inlinePool("availabilityZones", list("1", "2", "3"), "proximityPlacementGroupID", placementGroup),
	},
}

const placementGroup = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-aks/providers/Microsoft.Compute/proximityPlacementGroups/ppg"
