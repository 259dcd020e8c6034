package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var poolsZoneRedundant = pack.Rule{
	ID:       "pools-zone-redundant",
	Title:    "Node pools span zones",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev may be down with its zone.",
	Why:      "A pool in one building, or in whichever Azure picks, goes down with it.",
	Absent:   "Azure places the nodes in no particular zone.",
	Remedy:   "Set availabilityZones to 1, 2 and 3 when the pool is created; they cannot be changed later.",
	Source:   "https://learn.microsoft.com/azure/aks/availability-zones",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict { return spansZones(pool.At("availabilityZones")) })
	},
	Pass: pack.Examples{
		"three zones":    inlinePool("availabilityZones", list("1", "2", "3")),
		"two zones":      ownPool("availabilityZones", list("1", "2")),
		"no inline pool": cluster("location", "westeurope"),
	},
	Fail: pack.Examples{
		"one zone":                 inlinePool("availabilityZones", list("1")),
		"the same zone twice":      inlinePool("availabilityZones", list("1", "1")),
		"empty":                    ownPool("availabilityZones", list()),
		"property left out":        ownPool("vmSize", "Standard_D4d_v5"),
		"inline property left out": inlinePool("vmSize", "Standard_D2d_v5"),
	},
}

// spansZones demands at least two different zones.
func spansZones(zones pack.Value) pack.Verdict {
	const requirement = "must name at least two zones"
	named, known := zones.Texts()
	distinct := map[string]bool{}
	for _, zone := range named {
		distinct[zone] = true
	}
	switch {
	case len(distinct) >= 2:
		return pack.Pass()
	case !known:
		return zones.Undecided()
	default:
		return zones.Fail(requirement)
	}
}
