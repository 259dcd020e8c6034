package containerservice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// checkPoolLabels judges labels and taints.
func checkPoolLabels(c *engine.Check, p pool) {
	labels := p.At("nodeLabels")
	for _, key := range labels.Keys() {
		at := labels.At(key)
		prefix, name, prefixed := strings.Cut(key, "/")
		if !prefixed {
			prefix, name = "", key
		}
		switch {
		case !labelName.MatchString(name) || prefixed && !labelPrefix.MatchString(prefix):
			c.Failf(at, CodeInvalidParameter, "'%s' is not a valid label key. Nodepool name: %s.", key, p.name)
		case (prefix == "kubernetes.azure.com" || prefix == "kubernetes.io") && (key != spotKey || !p.spot()):
			c.Failf(at, CodeNodeLabelKeyNotAllowed, "Label key '%s' has the reserved prefix %s/. Nodepool name: %s.", key, prefix, p.name)
		case at.Known() && !labelValue.MatchString(at.Text()):
			c.Failf(at, CodeInvalidParameter, "'%s' is not a valid value of label '%s'. Nodepool name: %s.", at.Text(), key, p.name)
		}
	}
	for _, t := range p.At("nodeTaints").Items() {
		if t.Known() && !taint.MatchString(t.Text()) {
			c.Failf(t, CodeInvalidParameter, "'%s' is not a valid taint; the form is key=value:NoSchedule, :PreferNoSchedule or :NoExecute. "+
				"Nodepool name: %s.", t.Text(), p.name)
		}
	}
}

// checkPoolOS judges the operating system, and what only one of them takes.
func checkPoolOS(c *engine.Check, p pool) {
	if !p.At("osType").Known() {
		return
	}
	if sku := p.At("osSKU"); sku.Present() && sku.Known() && strings.HasPrefix(sku.Text(), "Windows") != p.windows() {
		c.Failf(sku, CodeInvalidOSSKU, "osSKU %s does not fit osType %s. Nodepool name: %s.", sku.Text(), p.At("osType").TextOr("Linux"), p.name)
	}
	if p.windows() && len(p.name) > azure.MaxWindowsNodePoolName {
		c.Failf(p.Value, CodeInvalidParameter, "The name '%s' of a Windows node pool must have at most %d characters.", p.name,
			azure.MaxWindowsNodePoolName)
	}
	if at := p.At("linuxOSConfig"); p.windows() && at.Present() {
		c.Failf(at, CodeInvalidLinuxOSConfig, "linuxOSConfig is not for Windows. Nodepool name: %s.", p.name)
	}
	if at := p.At("windowsProfile"); !p.windows() && at.Present() {
		c.Failf(at, CodeInvalidParameter, "windowsProfile is only for Windows. Nodepool name: %s.", p.name)
	}
	if p.windows() {
		for _, security := range []string{"enableSecureBoot", "enableVTPM"} {
			if at := p.At("securityProfile", security); at.Bool() {
				c.Failf(at, CodeInvalidParameter, "Trusted launch is not for Windows. Nodepool name: %s.", p.name)
			}
		}
	}
}

// maxSurge is a number of nodes or a share of the pool.
var maxSurge = regexp.MustCompile(`^([1-9][0-9]*)(%?)$`)

// checkPoolUpgrade judges how a pool is upgraded.
// Source: https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
func checkPoolUpgrade(c *engine.Check, p pool) {
	settings := p.At("upgradeSettings")
	c.Range(settings.At("drainTimeoutInMinutes"), CodeInvalidParameter, 1, 1440)
	c.Range(settings.At("nodeSoakDurationInMinutes"), CodeInvalidParameter, 0, 30)
	at := settings.At("maxSurge")
	if at.Absent() || !at.Known() {
		return
	}
	m := maxSurge.FindStringSubmatch(at.Text())
	if m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && (m[2] == "" && n <= maxPoolNodes || m[2] == "%" && n <= 100) {
			return
		}
	}
	c.Failf(at, CodeInvalidParameter, "maxSurge '%s' of pool %s must be a number of nodes, or a percentage from 1%% to 100%%.", at.Text(), p.name)
}

// checkPoolZones judges zones as far as they do not depend on the region.
func checkPoolZones(c *engine.Check, p pool) {
	zones := p.At("availabilityZones")
	seen := map[string]bool{}
	for _, z := range zones.Items() {
		if !z.Known() {
			continue
		}
		if n, err := strconv.Atoi(z.Text()); err != nil || n < 1 {
			c.Failf(z, CodeInvalidAvailabilityZone, "Availability zone '%s' of pool %s must be a number.", z.Text(), p.name)
		} else if seen[z.Text()] {
			c.Failf(z, CodeInvalidParameter, "Availability zone '%s' of pool %s is given twice.", z.Text(), p.name)
		}
		seen[z.Text()] = true
	}
	if len(zones.Items()) > 1 && p.At("proximityPlacementGroupID").Present() {
		c.Failf(p.At("proximityPlacementGroupID"), CodePPGWithZones, "A proximity placement group does not span availability zones. "+
			"Nodepool name: %s.", p.name)
	}
}

// checkZonesOfRegion refuses zones that the region does not have.
func checkZonesOfRegion(p pool, location string) *engine.Error {
	region, ok := azure.LookupLocation(location)
	if !ok {
		return nil
	}
	for _, z := range p.At("availabilityZones").Items() {
		if z.Known() && !slices.Contains(region.Zones, z.Text()) {
			e := CodeAvailabilityZoneNotSupported.Errorf("Preflight validation check for resource(s) of agent pool %s failed. Message: The "+
				"zone(s) '%s' for resource '%s' is not supported. The supported zones for location '%s' are '%s'.", p.name, z.Text(), p.name,
				region.Name, strings.Join(region.Zones, ","))
			e.Path = z.Path()
			return e
		}
	}
	return nil
}
