package containerservice

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits of one pool.
// Sources: https://learn.microsoft.com/azure/aks/quotas-skus-regions,
// https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#maximum-pods-per-node
const (
	maxPoolNodes    = 1000
	minMaxPods      = 10
	maxMaxPods      = 250
	minPodsOfPool   = 30
	minVCPUs        = 2
	minSystemMemory = 4 // GiB
	minUserMemory   = 2 // GiB
	maxOSDisk       = 2048
)

// taint is the form key=value:effect in which AKS takes taints.
// Source: https://learn.microsoft.com/azure/aks/use-node-taints
var taint = regexp.MustCompile(`^[a-zA-Z0-9][-a-zA-Z0-9_./]{0,252}=[a-zA-Z0-9]?[-a-zA-Z0-9_.]{0,62}:(NoSchedule|PreferNoSchedule|NoExecute)$`)

// Parts of a node label.
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
var (
	labelName   = regexp.MustCompile(`^[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$`)
	labelPrefix = regexp.MustCompile(`^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$`)
	labelValue  = regexp.MustCompile(`^([a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?)?$`)
)

// spotKey is the label and taint that AKS itself puts on nodes of a Spot pool; only there may a program name it.
// Source: https://learn.microsoft.com/azure/aks/spot-node-pool
const spotKey = "kubernetes.azure.com/scalesetpriority"

// pool is a node pool's inputs: an element of a cluster's agentPoolProfiles or the inputs of an AgentPool.
type pool struct {
	engine.Value
	name string
}

func (p pool) system() bool { return strings.EqualFold(p.At("mode").TextOr("User"), "System") }
func (p pool) spot() bool   { return strings.EqualFold(p.At("scaleSetPriority").Text(), "Spot") }
func (p pool) windows() bool {
	return strings.EqualFold(p.At("osType").TextOr("Linux"), "Windows")
}
func (p pool) autoscaled() bool { return p.At("enableAutoScaling").Bool() }

// nodes is how many nodes the pool starts with.
func (p pool) nodes() int {
	if p.At("count").Absent() && p.autoscaled() {
		return p.At("minCount").Int()
	}
	return p.At("count").IntOr(1)
}

// checkPool judges a pool by itself.
func checkPool(c *engine.Check, p pool) {
	checkPoolCounts(c, p)
	checkPoolSize(c, p)
	checkPoolDisk(c, p)
	checkPoolPods(c, p)
	checkPoolSystem(c, p)
	checkPoolPriority(c, p)
	checkPoolLabels(c, p)
	checkPoolOS(c, p)
	checkPoolUpgrade(c, p)
	checkPoolZones(c, p)
	checkKubelet(c, p)
	checkLinuxOS(c, p)
	if v := p.At("orchestratorVersion"); v.Present() && v.Known() {
		checkVersionForm(c, v)
	}
	if strings.EqualFold(p.At("type").Text(), "AvailabilitySet") {
		c.Failf(p.At("type"), CodeInvalidParameter, "Availability sets are retired (https://aka.ms/aks/vmas-retirement); "+
			"pool %s must be of type VirtualMachineScaleSets.", p.name)
	}
	if p.At("nodePublicIPPrefixID").Present() && p.At("enableNodePublicIP").Known() && !p.At("enableNodePublicIP").Bool() {
		c.Failf(p.At("nodePublicIPPrefixID"), CodeInvalidParameter, "nodePublicIPPrefixID needs enableNodePublicIP in pool %s.", p.name)
	}
}

func checkPoolCounts(c *engine.Check, p pool) {
	count, lowest, highest := p.At("count"), p.At("minCount"), p.At("maxCount")
	smallest := 0
	if p.system() {
		smallest = 1
	}
	for _, at := range []engine.Value{count, lowest, highest} {
		least := smallest
		if at.Path() == highest.Path() {
			least = max(1, smallest)
		}
		c.Range(at, CodeInvalidParameter, least, maxPoolNodes)
	}
	if !p.At("enableAutoScaling").Known() {
		return
	}
	if !p.autoscaled() {
		for _, at := range []engine.Value{lowest, highest} {
			if at.Present() {
				c.Failf(at, CodeInvalidParameter, "%s is only for autoscaled pools; pool %s does not set enableAutoScaling.", at.Path(), p.name)
			}
		}
		return
	}
	if lowest.Absent() || highest.Absent() {
		c.Failf(p.Value, CodeInvalidParameter, "Pool %s has enableAutoScaling and must set minCount and maxCount.", p.name)
		return
	}
	if !lowest.Known() || !highest.Known() {
		return
	}
	if lowest.Int() > highest.Int() {
		c.Failf(lowest, CodeInvalidParameter, "minCount %d of pool %s is above maxCount %d.", lowest.Int(), p.name, highest.Int())
	} else if count.Present() && count.Known() && (count.Int() < lowest.Int() || count.Int() > highest.Int()) {
		c.Failf(count, CodeInvalidParameter, "Node count %d of pool %s is not in the autoscaler's range %d to %d.", count.Int(), p.name,
			lowest.Int(), highest.Int())
	}
}

// checkPoolSize judges the size of the machines, as far as it is known.
func checkPoolSize(c *engine.Check, p pool) {
	at := p.At("vmSize")
	if at.Absent() || !at.Known() {
		return
	}
	size, listed := azure.LookupVMSize(at.Text())
	family, named := azure.VMFamily(at.Text())
	switch {
	case !named:
		c.Failf(at, CodeVMSizeNotSupported, "The VM size of %s is not allowed in your subscription in this location: it is no size of Azure's.", at.Text())
		return
	case p.system() && strings.HasPrefix(strings.ToUpper(family), "B"):
		c.Failf(at, CodeVMSizeNotSupported, "The VM size %s is burstable, which system node pools do not support. Nodepool name: %s.", at.Text(), p.name)
	case listed && size.VCPUs < minVCPUs || listed && p.system() && size.MemoryGiB < minSystemMemory:
		c.Failf(at, CodeSystemPoolSKUTooLow, "Node pool must use VM sku with at least %d cores and %dGB memory. Nodepool name: %s.",
			minVCPUs, minSystemMemory, p.name)
	case listed && size.MemoryGiB < minUserMemory:
		c.Failf(at, CodeVMSizeNotSupported, "The VM size %s has less than %d GiB of memory. Nodepool name: %s.", at.Text(), minUserMemory, p.name)
	}
	if listed && p.At("enableEncryptionAtHost").Bool() && !size.EncryptionAtHost {
		c.Failf(p.At("enableEncryptionAtHost"), CodeVMSizeNoHostEncryption, "VM size %s does not support encryption at host.", at.Text())
	}
	if p.At("gpuInstanceProfile").Present() && !strings.HasPrefix(strings.ToUpper(family), "N") {
		c.Failf(p.At("gpuInstanceProfile"), CodeVMSizeNoMIG, "VM size %s does not support multi-instance GPU.", at.Text())
	}
}

// checkPoolDisk compares an ephemeral OS disk with the size's local disks.
// Source: https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disk
func checkPoolDisk(c *engine.Check, p pool) {
	disk, kind := p.At("osDiskSizeGB"), p.At("osDiskType")
	c.Range(disk, CodeInvalidParameter, 0, maxOSDisk)
	size, listed := azure.LookupVMSize(p.At("vmSize").Text())
	if !listed || !disk.Known() || !strings.EqualFold(kind.Text(), "Ephemeral") {
		return
	}
	room, wanted := size.EphemeralOSDiskMaxGiB(), osDiskSize(p)
	switch {
	case room == 0:
		c.Failf(kind, CodeVMSizeNoEphemeralOS, "VM size %s has no local disk for an ephemeral OS disk. Nodepool name: %s.", size.Name, p.name)
	case wanted <= room:
	case size.CacheDiskGiB >= size.TempDiskGiB:
		c.Failf(disk, CodeVMCacheSizeTooSmall, "The virtual machine size %s has a cache size of %d bytes, but the OS disk requires %d "+
			"bytes. Use a VM size with larger cache or disable ephemeral OS.", size.Name, gib(size.CacheDiskGiB), gib(wanted))
	default:
		c.Failf(disk, CodeVMTemporaryDiskTooSmall, "The virtual machine size %s has a max temporary disk size of %d bytes, but the OS disk "+
			"requires %d bytes. Use a VM size with larger temporary disk or disable ephemeral OS.", size.Name, gib(size.TempDiskGiB), gib(wanted))
	}
}

func gib(n int) int { return n << 30 }

// osDiskSize is the disk's size in GiB; 0 and nothing mean the service's default for the number of vCPUs.
// Source: https://learn.microsoft.com/azure/aks/concepts-storage#os-disk-sizing
func osDiskSize(p pool) int {
	if n := p.At("osDiskSizeGB").Int(); n > 0 {
		return n
	}
	size, _ := azure.LookupVMSize(p.At("vmSize").Text())
	switch {
	case size.VCPUs < 8:
		return 128
	case size.VCPUs < 16:
		return 256
	case size.VCPUs < 64:
		return 512
	}
	return 1024
}

// osDiskType is the kind of disk: ephemeral by default where one of the wanted size fits.
// Source: https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disk
func osDiskType(p pool) string {
	if given := p.At("osDiskType"); given.Present() {
		return given.Text()
	}
	if size, listed := azure.LookupVMSize(p.At("vmSize").Text()); listed && size.EphemeralOSDiskMaxGiB() >= osDiskSize(p) {
		return "Ephemeral"
	}
	return "Managed"
}

func checkPoolPods(c *engine.Check, p pool) {
	at := p.At("maxPods")
	if at.Absent() || !at.Known() {
		return
	}
	switch n := at.Int(); {
	case n < minMaxPods:
		c.Failf(at, CodeInsufficientMaxPods, "maxPods %d of pool %s is below the minimum of %d.", n, p.name, minMaxPods)
	case n > maxMaxPods:
		c.Failf(at, CodeMaxPodsLimitExceeded, "maxPods %d of pool %s exceeds the limit of %d.", n, p.name, maxMaxPods)
	case p.At("count").Known() && p.nodes() > 0 && n*p.nodes() < minPodsOfPool:
		c.Failf(at, CodeInsufficientPodsOfPool, "Pool %s has room for %d pods on %d nodes; a pool must have room for %d.", p.name,
			n*p.nodes(), p.nodes(), minPodsOfPool)
	}
}

// checkPoolSystem judges what only system pools must not do.
func checkPoolSystem(c *engine.Check, p pool) {
	if !p.system() {
		return
	}
	if p.windows() {
		c.Failf(p.At("osType"), CodeSystemPoolMustBeLinux, "System node pool must be Linux. Nodepool name: %s.", p.name)
	}
	if p.spot() {
		c.Failf(p.At("scaleSetPriority"), CodeSystemPoolMustBeRegular, "System node pool must have priority Regular. Nodepool name: %s.", p.name)
	}
	for _, t := range p.At("nodeTaints").Items() {
		if text := t.Text(); text != "" && !strings.HasPrefix(text, "CriticalAddonsOnly=") && !strings.HasSuffix(text, ":PreferNoSchedule") {
			c.Failf(t, CodeSystemPoolHasRestrictedTaint, "Placing custom taints on system pool is not supported (except 'CriticalAddonsOnly' "+
				"taint or taint effect is 'PreferNoSchedule'). Nodepool name: %s.", p.name)
		}
	}
}

// checkPoolPriority judges Spot settings.
// Source: https://learn.microsoft.com/azure/aks/spot-node-pool#limitations
func checkPoolPriority(c *engine.Check, p pool) {
	if !p.At("scaleSetPriority").Known() {
		return
	}
	price, eviction := p.At("spotMaxPrice"), p.At("scaleSetEvictionPolicy")
	if !p.spot() {
		for _, at := range []engine.Value{price, eviction} {
			if at.Present() {
				c.Failf(at, CodeInvalidParameter, "%s is only for pools of priority Spot. Nodepool name: %s.", at.Path(), p.name)
			}
		}
		return
	}
	if given, ok := price.Raw().(float64); ok && given != -1 && (given <= 0 || math.Abs(given*1e5-math.Round(given*1e5)) > 1e-6) {
		c.Failf(price, CodeInvalidParameter, "spotMaxPrice %s of pool %s must be -1 or positive with up to five decimal places.",
			strconv.FormatFloat(given, 'f', -1, 64), p.name)
	}
	if surge := p.At("upgradeSettings", "maxSurge"); surge.Present() {
		c.Failf(surge, CodeInvalidParameter, "Spot pools can't set max surge. Nodepool name: %s.", p.name)
	}
}
