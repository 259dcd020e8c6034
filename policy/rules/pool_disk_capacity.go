package rules

import (
	"math"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var poolDiskCapacity = pack.Rule{
	ID:       "pool-disk-capacity",
	Title:    "Nodes can attach the volumes that are expected",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "Every VM size attaches a fixed number of disks; a pod whose volume is one too many stays pending while CPU and memory are free.",
	Absent:   "A pool that does not say how many disk volumes it expects is not judged.",
	Remedy:   "Choose a VM size with more data disks, or more nodes; expectedPvcs is a tag of the pool.",
	Source:   "https://learn.microsoft.com/azure/virtual-machines/sizes/overview",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			expected := pool.At("tags", expectedVolumesTag)
			return pack.When(expected.Exists(),
				func() pack.Verdict { return attaches(pool, expected) },
				func() pack.Verdict { return pack.Skip("%s does not say how many volumes it expects", poolName(pool)) })
		})
	},
	Pass: pack.Examples{
		"as many as fit":             ownPool("vmSize", "Standard_D4d_v5", "count", 3, "tags.expectedPvcs", "24"),
		"as many as the largest":     inlinePool("vmSize", "Standard_D4d_v5", "enableAutoScaling", true, "minCount", 1, "maxCount", 5, "tags.expectedPvcs", "40"),
		"tag left out":               ownPool("vmSize", "Standard_D4d_v5", "count", 1),
		"VM size that nobody listed": ownPool("vmSize", "Standard_Z99_v9", "count", 1, "tags.expectedPvcs", "500"),
	},
	Fail: pack.Examples{
		"one too many":        ownPool("vmSize", "Standard_D4d_v5", "count", 3, "tags.expectedPvcs", "25"),
		"even at its largest": inlinePool("vmSize", "Standard_D2d_v5", "enableAutoScaling", true, "minCount", 1, "maxCount", 5, "tags.expectedPvcs", "21"),
		"no count means one":  ownPool("vmSize", "Standard_D4d_v5", "tags.expectedPvcs", "9"),
		"no number":           ownPool("vmSize", "Standard_D4d_v5", "count", 3, "tags.expectedPvcs", "many"),
	},
}

// expectedVolumesTag is the tag in which a pool says how many volumes on disks its pods will have.
const expectedVolumesTag = "expectedPvcs"

// attaches demands that the nodes of a pool, as many as there can be, attach the expected volumes.
func attaches(pool, expected pack.Value) pack.Verdict {
	if expected.NotKnown() {
		return expected.Undecided()
	}
	wanted, ok := expected.Number()
	if !ok || wanted < 0 || wanted != math.Trunc(wanted) {
		return expected.Fail("must be a whole number")
	}
	vmSize := pool.At("vmSize")
	if vmSize.NotKnown() {
		return vmSize.Undecided()
	}
	name, _ := vmSize.Text()
	size, ok := azure.LookupVMSize(name)
	if !ok {
		return pack.Skip("nobody has listed the disks of %s", name)
	}
	return largest(pool, func(nodes pack.Value) pack.Verdict {
		if nodes.NotKnown() {
			return nodes.Undecided()
		}
		n, _ := nodes.Number()
		if room := float64(size.MaxDataDisks) * n; wanted > room {
			return expected.Fail("must be at most %.0f, the data disks of %.0f nodes of size %s", room, n, size.Name)
		}
		return pack.Pass()
	})
}
