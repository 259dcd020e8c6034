package azure_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestVMSizesAreTheDocumentedOnes(t *testing.T) {
	const general, memory = "https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/",
		"https://learn.microsoft.com/azure/virtual-machines/sizes/memory-optimized/"
	for _, want := range []azure.VMSize{
		{"Standard_D2d_v5", "Dd v5", 2, 8, 0, 75, true, true, false, 4, general + "ddv5-series"},
		{"Standard_D4d_v5", "Dd v5", 4, 16, 0, 150, true, true, false, 8, general + "ddv5-series"},
		{"Standard_D64d_v5", "Dd v5", 64, 256, 0, 2400, true, true, false, 32, general + "ddv5-series"},
		{"Standard_D8ds_v5", "Dds v5", 8, 32, 0, 300, true, true, true, 16, general + "ddsv5-series"},
		{"Standard_D96ds_v5", "Dds v5", 96, 384, 0, 3600, true, true, true, 32, general + "ddsv5-series"},
		{"Standard_D4s_v5", "Ds v5", 4, 16, 0, 0, true, true, true, 8, general + "dsv5-series"},
		{"Standard_D4ds_v6", "Dds v6", 4, 16, 0, 220, true, true, true, 12, general + "ddsv6-series"},
		{"Standard_D16ds_v6", "Dds v6", 16, 64, 0, 440, true, true, true, 48, general + "ddsv6-series"},
		{"Standard_E20d_v5", "Ed v5", 20, 160, 0, 750, true, true, false, 32, memory + "edv5-series"},
		{"Standard_E96ds_v5", "Eds v5", 96, 672, 0, 3600, true, true, true, 32, memory + "edsv5-series"},
		{"Standard_F8s_v2", "Fs v2", 8, 16, 128, 64, true, true, true, 16, "https://learn.microsoft.com/azure/virtual-machines/sizes/compute-optimized/fsv2-series"},
		{"Standard_B2s", "Bs", 2, 4, 0, 8, true, true, true, 4, general + "bv1-series"},
		{"Standard_B4ms", "Bms", 4, 16, 0, 32, true, true, true, 8, general + "bv1-series"},
	} {
		t.Run(want.Name, func(t *testing.T) {
			got, ok := azure.LookupVMSize(want.Name)
			require.True(t, ok)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			got, ok = azure.LookupVMSize(strings.ToLower(want.Name))
			assert.True(t, ok, "in any case")
			assert.Equal(t, want.Name, got.Name)
		})
	}
	_, ok := azure.LookupVMSize("Standard_D4as_v5")
	assert.False(t, ok)
}

func TestEphemeralOSDiskFitsTheLocalDisk(t *testing.T) {
	for name, want := range map[string]int{
		"Standard_D2d_v5":  75,  // 64 GiB of a system pool fit, 100 do not
		"Standard_D4d_v5":  150, // 120 GiB of a user pool fit
		"Standard_D4s_v5":  0,   // no local disk
		"Standard_F4s_v2":  64,  // on the cache, although the temporary disk has 32
		"Standard_D2ds_v6": 110,
	} {
		size, ok := azure.LookupVMSize(name)
		require.True(t, ok, name)
		assert.Equal(t, want, size.EphemeralOSDiskMaxGiB(), name)
	}
	for _, size := range azure.VMSizes() {
		if size.CacheDiskGiB > 0 {
			assert.Greater(t, size.CacheDiskGiB, size.TempDiskGiB, "%s: AKS looks at the cache only, the larger of the two", size.Name)
		}
	}
}

func TestVMSizesAreSortedAndWhole(t *testing.T) {
	sizes := azure.VMSizes()
	perFamily := map[string]int{}
	for i, size := range sizes {
		perFamily[size.Family]++
		assert.Positive(t, size.VCPUs, size.Name)
		assert.Positive(t, size.MemoryGiB, size.Name)
		assert.Positive(t, size.MaxDataDisks, size.Name)
		assert.Equal(t, strings.HasPrefix(size.Family, "B"), size.Burstable(), size.Name)
		if i > 0 && sizes[i-1].Family == size.Family {
			assert.Less(t, sizes[i-1].VCPUs, size.VCPUs, size.Name)
		}
	}
	assert.Equal(t, map[string]int{
		"Dd v5": 8, "Dds v5": 8, "Ds v5": 8, "Dds v6": 9, "Ed v5": 9, "Eds v5": 9, "Fs v2": 8, "Bs": 2, "Bms": 7,
	}, perFamily)
}

func TestVMFamilyOfAnySize(t *testing.T) {
	for name, want := range map[string]string{
		"Standard_D2d_v5":          "Dd v5",
		"Standard_D4ds_v5":         "Dds v5",
		"standard_d4ds_v5":         "Dds v5",
		"Standard_D4ds_v6":         "Dds v6",
		"Standard_D8as_v5":         "Das v5",
		"Standard_D4plds_v6":       "Dplds v6",
		"Standard_E4bds_v5":        "Ebds v5",
		"Standard_DS2_v2":          "DS v2",
		"Standard_B2ms":            "Bms",
		"Standard_B2s_v2":          "Bs v2",
		"Standard_F4":              "F",
		"Standard_NC24ads_A100_v4": "NCads A100 v4",
		"Standard_E16-4ds_v5":      "Eds v5",
		"Standard_M416s_8_v2":      "Ms 8 v2",
		"Standard_L8s_v3":          "Ls v3",
	} {
		family, ok := azure.VMFamily(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, family, name)
	}
	for _, name := range []string{"", "D4ds_v5", "Standard_", "Standard_D", "Standard_4", "Standard_D4ds-v5", "Premium_D4ds_v5", "Standard_D4ds v5"} {
		family, ok := azure.VMFamily(name)
		assert.False(t, ok, name)
		assert.Empty(t, family, name)
	}
}
