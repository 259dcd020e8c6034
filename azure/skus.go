package azure

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// VMSize is what an agent pool needs to know about a virtual machine size.
type VMSize struct {
	// Name is the ARM name: "Standard_D4ds_v5".
	Name string
	// Family is the series, as Azure spells it in running text: "Dds v5".
	Family string
	// VCPUs is the number of virtual CPUs.
	VCPUs int
	// MemoryGiB is the memory, in GiB.
	MemoryGiB float64
	// CacheDiskGiB is the cache disk in GiB, 0 for sizes without a dedicated cache, which is all since the fifth generation.
	CacheDiskGiB int
	// TempDiskGiB is the local temporary disk in GiB, 0 for none. Where a size has several, it is one of them, since an
	// operating system disk cannot span two.
	TempDiskGiB int
	// Gen2 is true when the size boots generation 2 images.
	Gen2 bool
	// EncryptionAtHost is true when the size can encrypt temporary disks and caches on its host.
	EncryptionAtHost bool
	// PremiumIO is true when premium SSDs can be attached.
	PremiumIO bool
	// MaxDataDisks is how many data disks, and therefore disk-backed volumes, can be attached.
	MaxDataDisks int
	// Source is the page these numbers were read from.
	Source string
}

// vmSeries are the sizes that differ only in how large they are.
type vmSeries struct {
	// pattern takes the number of vCPUs.
	pattern, family, source string
	premiumIO               bool
	sizes                   []vmScale
}

// vmScale is one size of a series.
type vmScale struct {
	vcpus        int
	memoryGiB    float64
	cacheDiskGiB int
	tempDiskGiB  int
	maxDataDisks int
}

const sizesSource = "https://learn.microsoft.com/azure/virtual-machines/sizes/"

// Scales that the series with and without premium storage share.
var (
	dv5Scales = []vmScale{
		{2, 8, 0, 75, 4}, {4, 16, 0, 150, 8}, {8, 32, 0, 300, 16}, {16, 64, 0, 600, 32}, {32, 128, 0, 1200, 32},
		{48, 192, 0, 1800, 32}, {64, 256, 0, 2400, 32}, {96, 384, 0, 3600, 32},
	}
	ev5Scales = []vmScale{
		{2, 16, 0, 75, 4}, {4, 32, 0, 150, 8}, {8, 64, 0, 300, 16}, {16, 128, 0, 600, 32}, {20, 160, 0, 750, 32},
		{32, 256, 0, 1200, 32}, {48, 384, 0, 1800, 32}, {64, 512, 0, 2400, 32}, {96, 672, 0, 3600, 32},
	}
)

// allSeries holds the series that node pools may use by default, the same without a local disk, and the burstable ones
// that a system pool must refuse. All of them boot generation 2 images and encrypt at host; the latter is said of whole
// series in https://learn.microsoft.com/azure/virtual-machines/disk-encryption-overview, and a subscription's own list
// (az vm list-skus, EncryptionAtHostSupported) has the last word.
var allSeries = []vmSeries{
	{"Standard_D%dd_v5", "Dd v5", sizesSource + "general-purpose/ddv5-series", false, dv5Scales},
	{"Standard_D%dds_v5", "Dds v5", sizesSource + "general-purpose/ddsv5-series", true, dv5Scales},
	{"Standard_D%ds_v5", "Ds v5", sizesSource + "general-purpose/dsv5-series", true, withoutTempDisk(dv5Scales)},
	{"Standard_D%dds_v6", "Dds v6", sizesSource + "general-purpose/ddsv6-series", true, []vmScale{
		{2, 8, 0, 110, 8}, {4, 16, 0, 220, 12}, {8, 32, 0, 440, 24}, {16, 64, 0, 440, 48}, {32, 128, 0, 440, 64},
		{48, 192, 0, 440, 64}, {64, 256, 0, 880, 64}, {96, 384, 0, 880, 64}, {128, 512, 0, 1760, 64},
	}},
	{"Standard_E%dd_v5", "Ed v5", sizesSource + "memory-optimized/edv5-series", false, ev5Scales},
	{"Standard_E%dds_v5", "Eds v5", sizesSource + "memory-optimized/edsv5-series", true, ev5Scales},
	// The cache sizes stand in an older edition of the same page.
	{"Standard_F%ds_v2", "Fs v2", sizesSource + "compute-optimized/fsv2-series", true, []vmScale{
		{2, 4, 32, 16, 4}, {4, 8, 64, 32, 8}, {8, 16, 128, 64, 16}, {16, 32, 256, 128, 32}, {32, 64, 512, 256, 32},
		{48, 96, 768, 384, 32}, {64, 128, 1024, 512, 32}, {72, 144, 1520, 576, 32},
	}},
	{"Standard_B%ds", "Bs", sizesSource + "general-purpose/bv1-series", true, []vmScale{{1, 1, 0, 4, 2}, {2, 4, 0, 8, 4}}},
	{"Standard_B%dms", "Bms", sizesSource + "general-purpose/bv1-series", true, []vmScale{
		{1, 2, 0, 4, 2}, {2, 8, 0, 16, 4}, {4, 16, 0, 32, 8}, {8, 32, 0, 64, 16}, {12, 48, 0, 96, 16}, {16, 64, 0, 128, 32},
		{20, 80, 0, 160, 32},
	}},
}

// vmSizes is keyed by the lower-case name.
var vmSizes = indexSizes(allSeries)

func withoutTempDisk(scales []vmScale) []vmScale {
	out := slices.Clone(scales)
	for i := range out {
		out[i].tempDiskGiB = 0
	}
	return out
}

func indexSizes(series []vmSeries) map[string]VMSize {
	sizes := map[string]VMSize{}
	for _, s := range series {
		for _, c := range s.sizes {
			size := VMSize{
				Name: fmt.Sprintf(s.pattern, c.vcpus), Family: s.family, VCPUs: c.vcpus, MemoryGiB: c.memoryGiB,
				CacheDiskGiB: c.cacheDiskGiB, TempDiskGiB: c.tempDiskGiB, Gen2: true, EncryptionAtHost: true,
				PremiumIO: s.premiumIO, MaxDataDisks: c.maxDataDisks, Source: s.source,
			}
			sizes[strings.ToLower(size.Name)] = size
		}
	}
	return sizes
}

// LookupVMSize returns a size of the table, in any case of the name, as ARM compares it. ok is false for sizes that are
// not in the table; they may well exist.
func LookupVMSize(name string) (size VMSize, ok bool) {
	size, ok = vmSizes[strings.ToLower(name)]
	return size, ok
}

// VMSizes returns the table, ordered by family, then by number of vCPUs.
func VMSizes() []VMSize {
	sizes := make([]VMSize, 0, len(vmSizes))
	for _, s := range vmSizes {
		sizes = append(sizes, s)
	}
	slices.SortFunc(sizes, func(a, b VMSize) int {
		return cmp.Or(strings.Compare(a.Family, b.Family), cmp.Compare(a.VCPUs, b.VCPUs))
	})
	return sizes
}

// EphemeralOSDiskMaxGiB returns the largest ephemeral OS disk the size can hold, in GiB, or 0 when it can hold none: AKS
// places it on the cache disk where there is one, otherwise on the temporary disk. In the sizes of this table the first
// is always the larger.
// Source: https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks-in-aks
func (s VMSize) EphemeralOSDiskMaxGiB() int {
	return max(s.CacheDiskGiB, s.TempDiskGiB)
}

// Burstable reports whether the size belongs to a B series, which AKS refuses for system node pools.
// Source: https://learn.microsoft.com/azure/aks/quotas-skus-regions
func (s VMSize) Burstable() bool { return strings.HasPrefix(s.Family, "B") }

// vmSizeName follows Azure's naming: family, vCPUs, constrained vCPUs, features, accelerator, version.
var vmSizeName = regexp.MustCompile(`^(?i:standard)_([A-Z]+)([0-9]+)(?:-[0-9]+)?([a-z]*)((?:_[A-Za-z0-9]+)*?)(?:_v([0-9]+))?$`)

// VMFamily returns the series of a size, also of one that is not in the table: "Dds v5" for Standard_D4ds_v5, "NCads A100
// v4" for Standard_NC24ads_A100_v4, "Bms" for Standard_B2ms. ok is false for what is no size name.
// Source: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
func VMFamily(name string) (family string, ok bool) {
	if size, known := LookupVMSize(name); known {
		return size.Family, true
	}
	m := vmSizeName.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	family = m[1] + m[3] + strings.ReplaceAll(m[4], "_", " ")
	if m[5] != "" {
		family += " v" + m[5]
	}
	return family, true
}
