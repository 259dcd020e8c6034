package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var allowedVMSKU = pack.Rule{
	ID:       "allowed-vm-sku",
	Title:    "Nodes are of an allowed size",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Burstable and tiny sizes stall the system under load, and families without quota or zones fail on the day of growth.",
	Absent:   "Azure picks a size of the day.",
	Remedy:   "Choose vmSize from the allowed families, with at least 4 GiB of memory, and no B series for a system pool.",
	Source:   "https://learn.microsoft.com/azure/aks/quotas-skus-regions#supported-vm-sizes",
	Types:    poolTypes,
	Settings: []pack.Setting{{
		Name: "allowedVmSkuFamilies", Kind: pack.StringList, Default: []string{"Dd v5", "Dds v5", "Dds v6", "Ed v5", "Fs v2"},
		Description: "families of VM sizes that node pools may use, written as in Azure's list of sizes",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		families := r.Strings("allowedVmSkuFamilies")
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			size := pool.At("vmSize")
			name, ok := size.Text()
			if !ok {
				return size.MustBeSet()
			}
			family, isSize := azure.VMFamily(name)
			allowed := slices.ContainsFunc(families, func(f string) bool { return strings.EqualFold(f, family) })
			if !isSize || !allowed {
				return size.Fail("must be of an allowed family: %s", strings.Join(families, ", "))
			}
			if known, ok := azure.LookupVMSize(name); ok && known.MemoryGiB < leastNodeMemoryGiB {
				return size.Fail("must have at least %d GiB of memory", leastNodeMemoryGiB)
			}
			if strings.HasPrefix(family, "B") {
				return pack.When(mode(pool).Is("System"),
					func() pack.Verdict { return size.Fail("must not be of a B series in a system pool") }, pack.Pass)
			}
			return pack.Pass()
		})
	},
	Pass: pack.Examples{
		"system size":                  inlinePool("vmSize", "Standard_D2d_v5", "mode", "System"),
		"user size":                    ownPool("vmSize", "Standard_D4ds_v5"),
		"in other case":                ownPool("vmSize", "standard_d4d_v5"),
		"burstable user pool, allowed": ownPool("vmSize", "Standard_B4ms", "mode", "User").With("allowedVmSkuFamilies", list("Bms")),
		"no inline pool":               cluster("location", "westeurope"),
	},
	Fail: pack.Examples{
		"another family":              ownPool("vmSize", "Standard_NC24ads_A100_v4"),
		"same letters, other version": ownPool("vmSize", "Standard_D4d_v4"),
		"no size":                     ownPool("vmSize", "large"),
		"size left out":               ownPool("mode", "User"),
		"inline size left out":        inlinePool("mode", "System"),
		"burstable system pool":       inlinePool("vmSize", "Standard_B4ms", "mode", "System").With("allowedVmSkuFamilies", list("Bms")),
	},
}

const leastNodeMemoryGiB = 4
