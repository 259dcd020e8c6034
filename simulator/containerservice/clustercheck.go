package containerservice

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	// longTermSupport is the plan that covers versions after their first year.
	longTermSupport = "AKSLongTermSupport"
	// maxAuthorizedRanges is how many ranges may reach a public API server.
	// Source: https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
	maxAuthorizedRanges = 200
	// maxNodeGroupName is the longest name of the node resource group, in characters.
	// Source: https://learn.microsoft.com/azure/aks/faq
	maxNodeGroupName = 80
	// kubeletIdentity is the one identity profile.
	kubeletIdentity = "kubeletidentity"
)

// dnsPrefix is the form of dnsPrefix and fqdnSubdomain.
// Source: https://learn.microsoft.com/cli/azure/aks#az-aks-create
var dnsPrefix = regexp.MustCompile(`^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$`)

// checkCluster judges a cluster's inputs by themselves.
func checkCluster(c *engine.Check) {
	checkNaming(c)
	checkInlinePools(c)
	checkNetworkProfile(c)
	checkAPIServer(c)
	checkIdentity(c)
	checkEntra(c)
	checkTier(c)
	checkAddons(c)
	checkSecurity(c)
	checkAutoScaler(c)
	checkAccessToNodes(c)
	checkOtherProfiles(c)
	if v := c.Inputs.At("kubernetesVersion"); v.Present() && v.Known() {
		checkVersionForm(c, v)
	}
}

func checkNaming(c *engine.Check) {
	prefix, subdomain := c.Inputs.At("dnsPrefix"), c.Inputs.At("fqdnSubdomain")
	switch {
	case prefix.Absent() && subdomain.Absent():
		c.Failf(prefix, CodeInvalidParameter, "One of 'dnsPrefix' and 'fqdnSubdomain' is required.")
	case prefix.Present() && subdomain.Present():
		c.Failf(subdomain, CodeInvalidParameter, "'dnsPrefix' and 'fqdnSubdomain' cannot be set together.")
	}
	for _, v := range []engine.Value{prefix, subdomain} {
		if v.Present() && v.Known() && (!dnsPrefix.MatchString(v.Text()) || len(v.Text()) > azure.MaxDNSPrefix) {
			c.Failf(v, CodeInvalidParameter, "The value '%s' of %s is invalid. It must have 1 to %d letters, digits and hyphens, with a letter "+
				"or digit at both ends.", v.Text(), v.Path(), azure.MaxDNSPrefix)
		}
	}
	group := c.Inputs.At("nodeResourceGroup")
	if !group.Present() || !group.Known() {
		return
	}
	if err := azure.CheckName(groupType, group.Text()); err != nil {
		c.Failf(group, CodeInvalidParameter, "%s", err)
	} else if len(group.Text()) > maxNodeGroupName {
		c.Failf(group, CodeInvalidParameter, "The name of the node resource group has %d characters; the limit is %d.", len(group.Text()), maxNodeGroupName)
	}
	if strings.EqualFold(group.Text(), c.Inputs.At("resourceGroupName").Text()) {
		c.Failf(group, CodeNodeGroupSameAsClusterGroup, "The node resource group '%s' must not be the group of the cluster.", group.Text())
	}
}

func checkInlinePools(c *engine.Check) {
	list := c.Inputs.At("agentPoolProfiles")
	if !list.Known() {
		return
	}
	system, unclear := false, false
	names := map[string]bool{}
	for _, v := range list.Items() {
		if !v.Known() {
			unclear = true
			continue
		}
		p := pool{v, v.At("name").Text()}
		checkPool(c, p)
		if v.At("name").Known() {
			if err := azure.CheckName(poolType, p.name); err != nil {
				c.Failf(v.At("name"), CodeInvalidParameter, "%s", err)
			} else if names[p.name] {
				c.Failf(v.At("name"), CodeInvalidParameter, "There are two agent pools with the name '%s'.", p.name)
			}
			names[p.name] = true
		}
		if e := checkZonesOfRegion(p, c.Inputs.At("location").Text()); e != nil {
			c.Fail(v.At("availabilityZones"), e)
		}
		system = system || p.system()
		unclear = unclear || !v.At("mode").Known()
		if p.windows() && c.Inputs.At("windowsProfile").Absent() {
			c.Failf(v.At("osType"), CodeInvalidParameter, "Windows agent pools need windowsProfile. Nodepool name: %s.", p.name)
		}
	}
	if !system && !unclear {
		c.Failf(list, CodeMustDefineSystemPool, "Must define at least one system pool.")
	}
}

func checkAPIServer(c *engine.Check) {
	access := c.Inputs.At("apiServerAccessProfile")
	enabled, zone, public, ranges := access.At("enablePrivateCluster"), access.At("privateDNSZone"),
		access.At("enablePrivateClusterPublicFQDN"), access.At("authorizedIPRanges")
	if !enabled.Known() {
		return
	}
	private := enabled.Bool()
	if !private {
		for _, v := range []engine.Value{zone, public} {
			if v.Present() && (v.Path() != public.Path() || !v.Known() || v.Bool()) {
				c.Failf(v, CodeInvalidParameter, "%s is only for private clusters.", v.Path())
			}
		}
		if subdomain := c.Inputs.At("fqdnSubdomain"); subdomain.Present() {
			c.Failf(subdomain, CodeInvalidParameter, "fqdnSubdomain is only for private clusters with a private DNS zone of their own.")
		}
		checkAuthorizedRanges(c, ranges)
		return
	}
	if len(ranges.Items()) > 0 {
		c.Failf(ranges, CodeInvalidParameter, "Authorized IP ranges apply to the public API server; a private cluster cannot have them.")
	}
	checkPrivateZone(c, zone, public)
}

func checkAuthorizedRanges(c *engine.Check, ranges engine.Value) {
	if n := len(ranges.Items()); n > maxAuthorizedRanges {
		c.Failf(ranges, CodeInvalidParameter, "%d authorized IP ranges exceed the limit of %d.", n, maxAuthorizedRanges)
	}
	for _, r := range ranges.Items() {
		if !r.Known() {
			continue
		}
		prefix, ok := parsePrefix(r.Text())
		switch {
		case !ok:
			c.Failf(r, CodeInvalidParameter, "'%s' is not an IP address or CIDR range.", r.Text())
		case prefix.Addr().IsPrivate() || prefix.Addr().IsLoopback():
			c.Failf(r, CodeInvalidParameter, "The authorized IP range '%s' is not public.", r.Text())
		case prefix.Bits() == 0:
			c.Failf(r, CodeInvalidParameter, "The authorized IP range '%s' authorizes everybody.", r.Text())
		}
	}
}

// parsePrefix reads a CIDR range, or an address as a range of one.
func parsePrefix(s string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p, true
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// checkPrivateZone judges where a private API server's name is looked up.
// Source: https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
func checkPrivateZone(c *engine.Check, zone, public engine.Value) {
	if !zone.Known() {
		return
	}
	switch given := zone.TextOr(azure.PrivateDNSZoneSystem); {
	case strings.EqualFold(given, azure.PrivateDNSZoneSystem):
	case strings.EqualFold(given, azure.PrivateDNSZoneNone):
		if public.Known() && public.Present() && !public.Bool() {
			c.Failf(zone, CodeNoZoneAndNoPublicFQDN, "privateDNSZone none needs the public FQDN, which enablePrivateClusterPublicFQDN turns off.")
		}
	default:
		id, ok := zone.ID()
		if !ok || !strings.EqualFold(id.Type(), zoneType) {
			c.Failf(zone, CodeInvalidPrivateDNSZone, "privateDNSZone '%s' is neither system, none nor the ID of a private DNS zone.", given)
			return
		}
		if location := c.Inputs.At("location"); location.Known() && location.Present() {
			if err := azure.CheckAKSPrivateDNSZone(id.Name(), location.Text()); err != nil {
				c.Failf(zone, CodeInvalidPrivateDNSZone, "%s", err)
			}
		}
		if kind := c.Inputs.At("identity", "type"); kind.Known() && !strings.EqualFold(kind.Text(), "UserAssigned") {
			c.Failf(zone, CodeSystemIdentityWithOwnZone, "System assigned identity is not supported for custom private DNS zone '%s'.", given)
		}
	}
	if c.Inputs.At("fqdnSubdomain").Present() {
		if _, own := zone.ID(); !own {
			c.Failf(c.Inputs.At("fqdnSubdomain"), CodeInvalidParameter, "fqdnSubdomain needs a private DNS zone of one's own.")
		}
	}
}

func checkIdentity(c *engine.Check) {
	identity, principal := c.Inputs.At("identity"), c.Inputs.At("servicePrincipalProfile", "clientId")
	kind, users := identity.At("type"), identity.At("userAssignedIdentities")
	managed := identity.Present() && !strings.EqualFold(kind.Text(), "None")
	switch {
	case !kind.Known() || !users.Known():
	case !managed && principal.Absent():
		c.Failf(identity, CodeInvalidParameter, "A cluster needs a managed identity or a service principal.")
	case managed && principal.Present() && principal.Known() && !strings.EqualFold(principal.Text(), "msi"):
		c.Failf(principal, CodeInvalidParameter, "A cluster with a managed identity cannot have a service principal.")
	case strings.EqualFold(kind.Text(), "UserAssigned") && len(users.Items()) != 1:
		c.Failf(users, CodeInvalidParameter, "A cluster of identity type UserAssigned needs exactly one user-assigned identity, not %d.", len(users.Items()))
	case strings.EqualFold(kind.Text(), "SystemAssigned") && len(users.Items()) > 0:
		c.Failf(users, CodeInvalidParameter, "A cluster of identity type SystemAssigned cannot have user-assigned identities.")
	}
	profile := c.Inputs.At("identityProfile")
	for _, key := range profile.Keys() {
		if key != kubeletIdentity {
			c.Failf(profile.At(key), CodeInvalidParameter, "identityProfile has '%s'; the one identity to bring is '%s'.", key, kubeletIdentity)
		}
	}
	if kubelet := profile.At(kubeletIdentity); kubelet.Present() {
		if kind.Known() && !strings.EqualFold(kind.Text(), "UserAssigned") {
			c.Failf(kubelet, CodeKubeletIdentityNeedsUser, "A custom kubelet identity is only supported on a cluster with a user-assigned identity.")
		}
		if kubelet.At("resourceId").Absent() {
			c.Failf(kubelet.At("resourceId"), CodeKubeletIdentityProperty, "The resourceId of the kubelet identity is required.")
		}
	}
}

// checkEntra judges sign-in and authorization.
// Source: https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id
func checkEntra(c *engine.Check) {
	entra, rbac := c.Inputs.At("aadProfile"), c.Inputs.At("enableRBAC")
	managed := entra.At("managed")
	if c.Inputs.At("disableLocalAccounts").Bool() && managed.Known() && !managed.Bool() {
		c.Failf(c.Inputs.At("disableLocalAccounts"), CodeInvalidParameter, "Local accounts can only be disabled on a cluster with managed "+
			"Microsoft Entra integration (aadProfile.managed).")
	}
	if entra.Absent() || !entra.Known() {
		return
	}
	if rbac.Known() && !rbac.BoolOr(true) {
		c.Failf(rbac, CodeRBACNotEnabledForAAD, "RBAC must be enabled for Microsoft Entra integration.")
	}
	if entra.At("enableAzureRBAC").Bool() && managed.Known() && !managed.Bool() {
		c.Failf(entra.At("enableAzureRBAC"), CodeInvalidParameter, "Azure RBAC for Kubernetes authorization needs aadProfile.managed.")
	}
	for _, legacy := range []string{"clientAppID", "serverAppID", "serverAppSecret"} {
		if v := entra.At(legacy); v.Present() {
			c.Failf(v, CodeInvalidParameter, "Legacy Microsoft Entra integration (%s) is retired.", legacy)
		}
	}
	if tenant := entra.At("tenantID"); tenant.Present() && tenant.Known() && !azure.IsGUID(tenant.Text()) {
		c.Failf(tenant, CodeInvalidParameter, "tenantID '%s' is no GUID.", tenant.Text())
	}
	for _, g := range entra.At("adminGroupObjectIDs").Items() {
		if g.Known() && !azure.IsGUID(g.Text()) {
			c.Failf(g, CodeInvalidAdminGroupObjectID, "The admin group object ID '%s' is no GUID.", g.Text())
		}
	}
}

// checkTier judges tier and support plan, which go together.
// Source: https://learn.microsoft.com/azure/aks/long-term-support
func checkTier(c *engine.Check) {
	tier, plan := c.Inputs.At("sku", "tier"), c.Inputs.At("supportPlan")
	if !tier.Known() || !plan.Known() {
		return
	}
	premium, long := strings.EqualFold(tier.Text(), "Premium"), strings.EqualFold(plan.Text(), longTermSupport)
	if long != premium {
		c.Failf(plan, CodeInvalidParameter, "Support plan %s and tier Premium need each other; given are plan '%s' and tier '%s'.", longTermSupport,
			plan.TextOr("KubernetesOfficial"), tier.TextOr("Free"))
	}
	if cost := c.Inputs.At("metricsProfile", "costAnalysis", "enabled"); cost.Bool() && !slices.Contains([]string{"standard", "premium"}, strings.ToLower(tier.Text())) {
		c.Failf(cost, CodeInvalidParameter, "Cost analysis needs tier Standard or Premium, not %s.", tier.TextOr("Free"))
	}
	if channel := c.Inputs.At("autoUpgradeProfile", "upgradeChannel"); long && slices.Contains([]string{"rapid", "stable"}, strings.ToLower(channel.Text())) {
		c.Failf(channel, CodeInvalidParameter, "The channel %s is not supported with long-term support.", channel.Text())
	}
	if channel := c.Inputs.At("autoUpgradeProfile"); strings.EqualFold(channel.At("upgradeChannel").Text(), "node-image") {
		if nodeOS := channel.At("nodeOSUpgradeChannel"); nodeOS.Known() && nodeOS.Present() && !strings.EqualFold(nodeOS.Text(), "NodeImage") {
			c.Failf(nodeOS, CodeInvalidParameter, "Upgrade channel node-image needs node OS upgrade channel NodeImage, not %s.", nodeOS.Text())
		}
	}
}

func errorf(c *engine.Check, v engine.Value, format string, args ...any) {
	c.Failf(v, CodeInvalidParameter, "%s: %s", v.Path(), fmt.Sprintf(format, args...))
}
