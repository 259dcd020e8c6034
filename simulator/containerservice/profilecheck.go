package containerservice

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// addons are the keys of addonProfiles; AKS ignores their case.
// Source: https://learn.microsoft.com/azure/aks/integrations
var addons = []string{
	"aciConnectorLinux", "ACCSGXDevicePlugin", "azureKeyvaultSecretsProvider", "azurepolicy", "extensionManager", "gitops",
	"httpApplicationRouting", "ingressApplicationGateway", "kubeDashboard", "omsagent", "openServiceMesh",
}

// retiredAddons cannot be turned on any more.
// Sources: https://learn.microsoft.com/azure/aks/http-application-routing (retired 2025-03-03),
// https://learn.microsoft.com/azure/aks/kubernetes-portal (dashboard removed in 1.19)
var retiredAddons = []string{"httpApplicationRouting", "kubeDashboard"}

func foldIndex(list []string, s string) int {
	return slices.IndexFunc(list, func(e string) bool { return strings.EqualFold(e, s) })
}

func checkAddons(c *engine.Check) {
	profiles := c.Inputs.At("addonProfiles")
	for _, key := range profiles.Keys() {
		v := profiles.At(key)
		if foldIndex(addons, key) < 0 {
			c.Failf(v, CodeAddonInvalid, "Addon '%s' is not known; known are %s.", key, strings.Join(addons, ", "))
			continue
		}
		if !v.At("enabled").Bool() {
			continue
		}
		if foldIndex(retiredAddons, key) >= 0 {
			c.Failf(v, CodeAddonInvalid, "Addon '%s' is retired.", key)
		}
		config := v.At("config")
		switch strings.ToLower(key) {
		case "omsagent":
			if workspace := config.At(keyFold(config, "logAnalyticsWorkspaceResourceID")); workspace.Absent() {
				c.Failf(config, CodeWorkspaceNotSet, "The Log Analytics workspace resource ID is not set for addon omsagent.")
			}
			checkSwitch(c, config.At("useAADAuth"))
		case "azurekeyvaultsecretsprovider":
			checkSwitch(c, config.At("enableSecretRotation"))
			if poll := config.At("rotationPollInterval"); poll.Present() && poll.Known() {
				if d, err := time.ParseDuration(poll.Text()); err != nil || d <= 0 {
					c.Failf(poll, CodeAddonInvalid, "rotationPollInterval '%s' is not a duration such as 2m.", poll.Text())
				}
			}
		}
	}
}

// keyFold returns the key of an object that equals want in any case.
func keyFold(object engine.Value, want string) string {
	keys := object.Keys()
	if i := foldIndex(keys, want); i >= 0 {
		return keys[i]
	}
	return want
}

func checkSwitch(c *engine.Check, v engine.Value) {
	if v.Present() && v.Known() && v.Text() != "true" && v.Text() != "false" {
		c.Failf(v, CodeAddonInvalid, "%s '%s' must be true or false.", v.Path(), v.Text())
	}
}

// keyID is the form of a key vault key's identifier.
var keyID = regexp.MustCompile(`^https://[A-Za-z0-9-]{3,24}\.(vault|managedhsm)\.azure\.net/keys/[A-Za-z0-9-]+/[0-9a-f]{32}$`)

// Hours between runs of the image cleaner.
// Source: https://learn.microsoft.com/azure/aks/image-cleaner
const minCleanerHours, maxCleanerHours = 24, 3 * 30 * 24

func checkSecurity(c *engine.Check) {
	s := c.Inputs.At("securityProfile")
	if defender := s.At("defender"); defender.At("securityMonitoring", "enabled").Bool() && defender.At("logAnalyticsWorkspaceResourceId").Absent() {
		c.Failf(defender, CodeWorkspaceNotSetForDefender, "The Log Analytics workspace resource ID is not set for Microsoft Defender.")
	}
	cleaner := s.At("imageCleaner")
	c.Range(cleaner.At("intervalHours"), CodeInvalidParameter, minCleanerHours, maxCleanerHours)
	if cleaner.At("enabled").Bool() && cleaner.At("intervalHours").Absent() {
		errorf(c, cleaner.At("intervalHours"), "the image cleaner needs an interval of %d to %d hours", minCleanerHours, maxCleanerHours)
	}
	issuer := c.Inputs.At("oidcIssuerProfile", "enabled")
	if workload := s.At("workloadIdentity", "enabled"); workload.Bool() && issuer.Known() && !issuer.Bool() {
		errorf(c, workload, "workload identity needs oidcIssuerProfile.enabled")
	}
	kms := s.At("azureKeyVaultKms")
	if !kms.At("enabled").Bool() {
		return
	}
	if key := kms.At("keyId"); key.Known() && !keyID.MatchString(key.Text()) {
		errorf(c, key, "'%s' is not the identifier of a key version, https://<vault>.vault.azure.net/keys/<name>/<version>", key.Text())
	}
	private := kms.At("keyVaultNetworkAccess")
	if vault := kms.At("keyVaultResourceId"); private.Known() && (strings.EqualFold(private.Text(), "Private")) != vault.Present() {
		errorf(c, vault, "keyVaultResourceId goes with keyVaultNetworkAccess Private, and only with it")
	}
}

// Forms of the autoscaler profile's strings.
// Source: https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile
var (
	seconds  = regexp.MustCompile(`^[0-9]+s$`)
	minutes  = regexp.MustCompile(`^[0-9]+m$`)
	delay    = regexp.MustCompile(`^[0-9]+(s|m|h|d)$`)
	integer  = regexp.MustCompile(`^[0-9]+$`)
	switches = regexp.MustCompile(`^(true|false)$`)
)

var autoScalerForms = map[string]struct {
	form    *regexp.Regexp
	example string
}{
	"balanceSimilarNodeGroups": {switches, "true"}, "maxEmptyBulkDelete": {integer, "10"}, "maxGracefulTerminationSec": {integer, "600"},
	"maxNodeProvisionTime": {minutes, "15m"}, "maxTotalUnreadyPercentage": {integer, "45"}, "newPodScaleUpDelay": {delay, "0s"},
	"okTotalUnreadyCount": {integer, "3"}, "scaleDownDelayAfterAdd": {minutes, "10m"}, "scaleDownDelayAfterDelete": {seconds, "10s"},
	"scaleDownDelayAfterFailure": {minutes, "3m"}, "scaleDownUnneededTime": {minutes, "10m"}, "scaleDownUnreadyTime": {minutes, "20m"},
	"scanInterval": {seconds, "10s"}, "skipNodesWithLocalStorage": {switches, "true"}, "skipNodesWithSystemPods": {switches, "true"},
}

func checkAutoScaler(c *engine.Check) {
	a := c.Inputs.At("autoScalerProfile")
	for name, f := range autoScalerForms {
		if v := a.At(name); v.Present() && v.Known() && !f.form.MatchString(v.Text()) {
			errorf(c, v, "'%s' has not the form of '%s'", v.Text(), f.example)
		}
	}
	if v := a.At("maxTotalUnreadyPercentage"); integer.MatchString(v.Text()) {
		if n, err := strconv.Atoi(v.Text()); err != nil || n > 100 {
			errorf(c, v, "%s must be 0 to 100", v.Text())
		}
	}
	if v := a.At("scaleDownUtilizationThreshold"); v.Present() && v.Known() {
		if f, err := strconv.ParseFloat(v.Text(), 64); err != nil || f < 0 || f > 1 {
			errorf(c, v, "'%s' must be a number from 0 to 1", v.Text())
		}
	}
}

// sshKey is the beginning of a public key that AKS takes.
// Source: https://learn.microsoft.com/azure/aks/node-access
var sshKey = regexp.MustCompile(`^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]+`)

// adminName is the form of the nodes' administrator.
var adminName = regexp.MustCompile(`^[A-Za-z][-A-Za-z0-9_]*$`)

// Windows passwords.
// Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update#managedclusterwindowsprofile
const minWindowsPassword, maxWindowsPassword, maxWindowsAdmin = 8, 123, 20

func checkAccessToNodes(c *engine.Check) {
	if linux := c.Inputs.At("linuxProfile"); linux.Present() && linux.Known() {
		if name := linux.At("adminUsername"); name.Known() && !adminName.MatchString(name.Text()) {
			errorf(c, name, "'%s' must be letters, digits, hyphens and underscores, beginning with a letter", name.Text())
		}
		keys := linux.At("ssh", "publicKeys")
		if keys.Known() && len(keys.Items()) != 1 {
			errorf(c, keys, "exactly one SSH key is required, not %d", len(keys.Items()))
		}
		for _, k := range keys.Items() {
			if data := k.At("keyData"); data.Known() && !sshKey.MatchString(data.Text()) {
				errorf(c, data, "this is not an SSH public key")
			}
		}
	}
	windows := c.Inputs.At("windowsProfile")
	if name := windows.At("adminUsername"); name.Present() && name.Known() &&
		(len(name.Text()) > maxWindowsAdmin || strings.HasSuffix(name.Text(), ".") || foldIndex([]string{"administrator", "admin", "user", "root", "guest"}, name.Text()) >= 0) {
		errorf(c, name, "'%s' is not allowed as a Windows administrator", name.Text())
	}
	if password := windows.At("adminPassword"); password.Present() && password.Known() && !strongPassword(password.Text()) {
		errorf(c, password, "a Windows password has %d to %d characters of at least three kinds: lower case, upper case, digit, other",
			minWindowsPassword, maxWindowsPassword)
	}
}

func strongPassword(s string) bool {
	kinds := 0
	for _, set := range []string{"[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"} {
		if regexp.MustCompile(set).MatchString(s) {
			kinds++
		}
	}
	return kinds >= 3 && len(s) >= minWindowsPassword && len(s) <= maxWindowsPassword
}

// istioRevision is the form of a mesh revision.
// Source: https://learn.microsoft.com/azure/aks/istio-upgrade
var istioRevision = regexp.MustCompile(`^asm-[0-9]+-[0-9]+$`)

// maxIstioRevisions is how many revisions may run during an upgrade.
const maxIstioRevisions = 2

// maxRoutingZones is how many DNS zones application routing takes.
// Source: https://learn.microsoft.com/azure/aks/app-routing-dns-ssl
const maxRoutingZones = 5

func checkOtherProfiles(c *engine.Check) {
	for _, name := range []string{"httpProxy", "httpsProxy"} {
		v := c.Inputs.At("httpProxyConfig", name)
		if v.Absent() || !v.Known() {
			continue
		}
		u, err := url.Parse(v.Text())
		if err != nil || u.Host == "" || u.Scheme != "http" && (name == "httpProxy" || u.Scheme != "https") {
			c.Failf(v, CodeHTTPProxyWrongURL, "The proxy URL '%s' of %s is wrong.", v.Text(), name)
		}
	}
	mesh := c.Inputs.At("serviceMeshProfile")
	revisions := mesh.At("istio", "revisions")
	if len(revisions.Items()) > maxIstioRevisions {
		errorf(c, revisions, "at most %d revisions can run at a time", maxIstioRevisions)
	}
	for _, r := range revisions.Items() {
		if r.Known() && !istioRevision.MatchString(r.Text()) {
			errorf(c, r, "'%s' is not a revision such as asm-1-28", r.Text())
		}
	}
	if zones := c.Inputs.At("ingressProfile", "webAppRouting", "dnsZoneResourceIds"); len(zones.Items()) > maxRoutingZones {
		errorf(c, zones, "at most %d DNS zones can be attached", maxRoutingZones)
	}
	if until := c.Inputs.At("upgradeSettings", "overrideSettings", "until"); until.Present() && until.Known() {
		if _, err := time.Parse(time.RFC3339, until.Text()); err != nil {
			errorf(c, until, "'%s' is not a time such as 2026-11-21T08:00:00Z", until.Text())
		}
	}
}
