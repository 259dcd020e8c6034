package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var poolHostEncryption = pack.Rule{
	ID:       "pool-host-encryption",
	Title:    "Node disks are encrypted on the host",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev needs no feature that has to be registered in the subscription first.",
	Why:      "Without it the temporary disk and the caches of a node, where pod data lands, are not encrypted at rest.",
	Absent:   "Azure leaves it off.",
	Remedy:   "Set enableEncryptionAtHost to true when the pool is created, after registering the feature EncryptionAtHost.",
	Source:   "https://learn.microsoft.com/azure/aks/enable-host-encryption",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict { return pool.At("enableEncryptionAtHost").Or(false).MustBe(true) })
	},
	Pass: pack.Examples{
		"own pool":       ownPool("enableEncryptionAtHost", true),
		"inline pool":    inlinePool("enableEncryptionAtHost", true),
		"no inline pool": cluster("location", "westeurope"),
	},
	Fail: pack.Examples{
		"off":               ownPool("enableEncryptionAtHost", false),
		"inline off":        inlinePool("enableEncryptionAtHost", false),
		"property left out": ownPool("vmSize", "Standard_D4d_v5"),
		"one of two pools": cluster("agentPoolProfiles", list(
			set("name", "a", "enableEncryptionAtHost", true), set("name", "b"))),
	},
}
