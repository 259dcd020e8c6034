package containerservice

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// unsafeSysctls are the patterns of kernel settings that pods may be allowed to change.
var unsafeSysctls = regexp.MustCompile(`^(kernel\.shm.*|kernel\.msg.*|kernel\.sem|fs\.mqueue\..*|net\..*)$`)

// checkKubelet judges a pool's kubelet settings.
// Source: https://learn.microsoft.com/azure/aks/custom-node-configuration-reference
func checkKubelet(c *engine.Check, p pool) {
	k := p.At("kubeletConfig")
	high, low := k.At("imageGcHighThreshold"), k.At("imageGcLowThreshold")
	c.Range(high, CodeInvalidKubeletConfig, 0, 100)
	c.Range(low, CodeInvalidKubeletConfig, 0, 100)
	if high.Known() && low.Known() && (high.Present() || low.Present()) && low.IntOr(80) > high.IntOr(85) {
		c.Failf(low, CodeInvalidKubeletConfig, "imageGcLowThreshold %d is above imageGcHighThreshold %d. Nodepool name: %s.",
			low.IntOr(80), high.IntOr(85), p.name)
	}
	c.Range(k.At("containerLogMaxFiles"), CodeInvalidKubeletConfig, 2, 1<<31-1)
	c.Range(k.At("containerLogMaxSizeMB"), CodeInvalidKubeletConfig, 1, 1<<31-1)
	if pids := k.At("podMaxPids"); pids.Present() && pids.Known() && pids.Int() < -1 {
		c.Failf(pids, CodeInvalidKubeletConfig, "podMaxPids %d must be -1 or more. Nodepool name: %s.", pids.Int(), p.name)
	}
	if period := k.At("cpuCfsQuotaPeriod"); period.Present() && period.Known() {
		if d, err := time.ParseDuration(period.Text()); err != nil || d < time.Millisecond || d > time.Second {
			c.Failf(period, CodeInvalidKubeletConfig, "cpuCfsQuotaPeriod '%s' must be 1ms to 1s. Nodepool name: %s.", period.Text(), p.name)
		}
	}
	for _, s := range k.At("allowedUnsafeSysctls").Items() {
		if s.Known() && !unsafeSysctls.MatchString(s.Text()) {
			c.Failf(s, CodeInvalidKubeletConfig, "'%s' cannot be allowed to pods. Nodepool name: %s.", s.Text(), p.name)
		}
	}
	if at := p.At("kubeletDiskType"); strings.EqualFold(at.Text(), "Temporary") {
		if size, listed := azure.LookupVMSize(p.At("vmSize").Text()); listed && size.TempDiskGiB == 0 {
			c.Failf(at, CodeVMTemporaryDiskTooSmall, "The virtual machine size %s has no temporary disk for the kubelet. Nodepool name: %s.",
				size.Name, p.name)
		}
	}
}

// sysctls are the ranges of kernel settings.
// Source: https://learn.microsoft.com/azure/aks/custom-node-configuration-reference
var sysctls = map[string]struct{ min, max int }{
	"fsAioMaxNr": {65536, 6553500}, "fsFileMax": {8192, 1<<63 - 1}, "fsInotifyMaxUserWatches": {781250, 2097152}, "fsNrOpen": {8192, 20000500},
	"netCoreNetdevMaxBacklog": {1000, 3240000}, "netCoreOptmemMax": {20480, 4194304}, "netCoreRmemMax": {212992, 134217728},
	"netCoreSomaxconn": {4096, 3240000}, "netCoreWmemMax": {212992, 134217728}, "netIpv4NeighDefaultGcThresh1": {128, 80000},
	"netIpv4NeighDefaultGcThresh2": {512, 90000}, "netIpv4NeighDefaultGcThresh3": {1024, 100000}, "netIpv4TcpFinTimeout": {5, 120},
	"netIpv4TcpKeepaliveProbes": {1, 15}, "netIpv4TcpKeepaliveTime": {30, 432000}, "netIpv4TcpMaxSynBacklog": {128, 3240000},
	"netIpv4TcpMaxTwBuckets": {8000, 1440000}, "netIpv4TcpkeepaliveIntvl": {10, 90}, "netNetfilterNfConntrackBuckets": {65536, 524288},
	"netNetfilterNfConntrackMax": {131072, 2097152}, "vmSwappiness": {0, 100}, "vmVfsCachePressure": {1, 100},
}

// checkLinuxOS judges a pool's kernel settings.
func checkLinuxOS(c *engine.Check, p pool) {
	linux := p.At("linuxOSConfig")
	for name, limits := range sysctls {
		c.Range(linux.At("sysctls", name), CodeInvalidLinuxOSConfig, limits.min, limits.max)
	}
	if at := linux.At("sysctls", "netIpv4IpLocalPortRange"); at.Present() && at.Known() {
		var first, last int
		if n, err := fmt.Sscanf(at.Text(), "%d %d", &first, &last); n != 2 || err != nil ||
			first < 1024 || first > 60999 || last < 32768 || last > 65535 || first >= last {
			c.Failf(at, CodeInvalidLinuxOSConfig, "'%s' is not a port range '<1024-60999> <32768-65535>'. Nodepool name: %s.", at.Text(), p.name)
		}
	}
	if swap := linux.At("swapFileSizeMB"); swap.Present() && swap.Known() {
		fails := p.At("kubeletConfig", "failSwapOn")
		size, listed := azure.LookupVMSize(p.At("vmSize").Text())
		switch {
		case fails.Known() && fails.BoolOr(true):
			c.Failf(swap, CodeInvalidLinuxOSConfig, "A swap file needs kubeletConfig.failSwapOn false. Nodepool name: %s.", p.name)
		case swap.Int() < 1 || listed && swap.Int() > size.TempDiskGiB*1024:
			c.Failf(swap, CodeInvalidLinuxOSConfig, "A swap file of %d MB does not fit the temporary disk of %s. Nodepool name: %s.", swap.Int(),
				p.At("vmSize").Text(), p.name)
		}
	}
}
