package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var ephemeralOSDisk = pack.Rule{
	ID:       "ephemeral-os-disk",
	Title:    "Operating-system disks are ephemeral",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "An ephemeral disk is local: nodes start and re-image faster, and nothing is paid or kept for a disk that holds no state.",
	Absent:   "Azure decides by the size of the VM and of the disk, and not the same way for ever, so it should be said.",
	Remedy:   "Set osDiskType to Ephemeral, with an osDiskSizeGB that fits the cache or temporary disk of the VM size.",
	Source:   "https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks-in-aks",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			disk := pool.At("osDiskType")
			return pack.When(disk.Is("Ephemeral"),
				func() pack.Verdict { return fitsLocalDisk(pool) },
				func() pack.Verdict { return disk.MustBe("Ephemeral") })
		})
	},
	Pass: pack.Examples{
		"ephemeral":                  ownPool("osDiskType", "Ephemeral", "osDiskSizeGB", 120, "vmSize", "Standard_D4d_v5"),
		"size left out":              inlinePool("osDiskType", "Ephemeral", "vmSize", "Standard_D4d_v5"),
		"VM size that nobody listed": ownPool("osDiskType", "Ephemeral", "osDiskSizeGB", 512, "vmSize", "Standard_Z99_v9"),
	},
	Fail: pack.Examples{
		"managed":          ownPool("osDiskType", "Managed"),
		"type left out":    inlinePool("osDiskSizeGB", 64),
		"larger than disk": ownPool("osDiskType", "Ephemeral", "osDiskSizeGB", 512, "vmSize", "Standard_D4d_v5"),
	},
}

func fitsLocalDisk(pool pack.Value) pack.Verdict {
	if pool.At("vmSize").NotKnown() {
		return pool.At("vmSize").Undecided()
	}
	name, _ := pool.At("vmSize").Text()
	size, ok := azure.LookupVMSize(name)
	if !ok {
		return pack.Pass()
	}
	limit := size.EphemeralOSDiskMaxGiB()
	disk := pool.At("osDiskSizeGB")
	if disk.NotKnown() {
		return disk.Undecided()
	}
	if wanted, ok := disk.Number(); ok && wanted > float64(limit) {
		return disk.Fail("must be at most %d, the local disk of %s", limit, size.Name)
	}
	return pack.Pass()
}
