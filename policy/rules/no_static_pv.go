package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noStaticPV = pack.Rule{
	ID:       "no-static-pv",
	Title:    "Volumes are provisioned on demand",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "A volume made by hand is bound to one disk in one zone, and nobody deletes or backs it up with its claim.",
	Absent:   "A claim without a volume is provisioned by its storage class.",
	Remedy:   "Declare a PersistentVolumeClaim with a storage class of a CSI driver instead of a PersistentVolume.",
	Source:   "https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes",
	Types:    []string{typePersistentVolume},
	Check: func(r pack.Resource) pack.Verdict {
		return r.Fail("the volume was made by hand")
	},
	Pass: pack.Examples{
		"claim, volume left out": one(typeVolumeClaim, "metadata.namespace", "a0008", "spec.storageClassName", "managed-premium-zrs"),
	},
	Fail: pack.Examples{
		"volume": one(typePersistentVolume, "spec.capacity.storage", "10Gi"),
	},
}
