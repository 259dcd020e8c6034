package rules_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

func TestRulesAreSortedAndUnique(t *testing.T) {
	var ids []string
	for _, rule := range rules.All() {
		ids = append(ids, rule.ID)
	}
	assert.True(t, slices.IsSorted(ids), "All must list the rules by ID")
	assert.Len(t, slices.Compact(slices.Clone(ids)), len(ids), "two rules share an ID")
}

func TestEveryRuleHasItsFileAndEveryRuleFileItsRule(t *testing.T) {
	declaration := regexp.MustCompile(`(?m)^var \w+ = pack\.Rule\{\s*ID:\s*"([^"]+)"`)
	declared := map[string]string{}
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(entry.Name())
		require.NoError(t, err)
		for _, match := range declaration.FindAllStringSubmatch(string(source), -1) {
			declared[match[1]] = entry.Name()
		}
	}
	for _, rule := range rules.All() {
		want := strings.ReplaceAll(rule.ID, "-", "_") + ".go"
		assert.Equal(t, want, declared[rule.ID], "rule %s is in the wrong file", rule.ID)
		delete(declared, rule.ID)
	}
	assert.Empty(t, declared, "rules that All does not list")
}

func TestEveryRuleSaysEverything(t *testing.T) {
	sentence := regexp.MustCompile(`^[A-Z0-9"].*[.]$`)
	for _, rule := range rules.All() {
		t.Run(rule.ID, func(t *testing.T) {
			assert.Regexp(t, `^[A-Z].*[^.]$`, rule.Title, "a title starts with a capital and has no full stop")
			assert.LessOrEqual(t, len(rule.Title), 70, "a title fits on a line")
			assert.Regexp(t, sentence, rule.Remedy, "a remedy is a sentence with a full stop")
			assert.Regexp(t, `^[A-Za-z0-9].*[.]$`, rule.Why)
			assert.Regexp(t, sentence, rule.Absent, "it says what absence means")
			assert.Regexp(t, `^https://(learn\.microsoft\.com|kubernetes\.io|www\.pulumi\.com|kyverno\.io)/[a-z0-9].*[^.]$`, rule.Source)
			assert.NotContains(t, rule.Source, "/en-us/", "the page picks the reader's language")
			for _, setting := range rule.Settings {
				assert.NotEmpty(t, setting.Description, "setting %s", setting.Name)
			}
			assert.NotEmpty(t, rule.Pass)
			assert.NotEmpty(t, rule.Fail)
		})
	}
}

// The case that most checks forget is the property that is not there. Each rule takes a stand on it: a violation, or
// fine, with an example that says so.
func TestEveryRuleHasAnExampleInWhichTheDecisivePropertyIsLeftOut(t *testing.T) {
	// For these rules absence is fine, since they forbid something; for all others it is a violation.
	forbids := []string{
		"acr-no-admin", "acr-no-anonymous", "acr-no-dct", "aks-no-legacy-features", "aks-no-npm", "aks-prod-upgrade-channel", "cluster-count", "dev-not-oversized",
		"exception-not-expired", "firewall-no-any-any", "https-only", "ingress-nginx-retired", "log-cost", "no-appgw-v1", "no-blueprints",
		"no-client-secrets", "no-frontdoor-classic", "no-image-pull-secret", "no-kubelet-vm-contributor", "no-kured", "no-kyverno-clusterpolicy",
		"no-log-configmap", "no-owner-on-registry", "no-plain-secret-manifest", "no-public-registry-egress", "no-redis-classic", "no-static-pv", "no-system-pool-toleration",
		"no-unlisted-preview-feature", "node-no-public-ip", "pool-disk-capacity", "ppg-vs-zones", "startup-probe",
		"windows-no-privileged",
	}
	assert.True(t, slices.IsSorted(forbids))
	leftOut := func(examples pack.Examples) bool {
		for name := range examples {
			if strings.Contains(name, "left out") {
				return true
			}
		}
		return false
	}
	for _, rule := range rules.All() {
		if slices.Contains(forbids, rule.ID) && rule.ID != "exception-not-expired" {
			assert.True(t, leftOut(rule.Pass), "%s forbids something: it needs an example that is kept because it is left out", rule.ID)
			assert.False(t, leftOut(rule.Fail), "%s does forbid absence: take it off the list", rule.ID)
			continue
		}
		assert.True(t, leftOut(rule.Fail), "%s needs an example that is violated because something is left out", rule.ID)
	}
}

// levels is the production checklist's word on each rule, spelled out here so that no rule is weakened by the way.
var levels = map[pack.Level][]string{
	pack.Mandatory: {
		"acr-no-admin", "acr-no-anonymous", "acr-no-dct", "aks-audit-logs", "aks-entra-integration", "aks-keyvault-csi", "aks-kms", "aks-local-accounts-disabled",
		"aks-managed-identity", "aks-network-policy-set", "aks-no-kubenet", "aks-no-legacy-features", "aks-node-os-channel",
		"aks-public-needs-authorized-ranges", "aks-rbac", "aks-supported-version", "aks-workload-identity", "allowed-regions",
		"allowed-registries", "allowed-vm-sku", "appgw-tls12", "appgw-waf-v2", "cmk-required", "exception-not-expired", "firewall-no-any-any", "frontdoor-waf", "hpa-bounds",
		"https-only", "ingress-host-suffix", "ingress-nginx-retired", "ingress-tls-required", "keyvault-firewall", "keyvault-rbac", "min-tls-12", "namespace-has-default-deny",
		"namespace-has-limitrange", "namespace-has-quota", "no-appgw-v1", "no-basic-sku", "no-blueprints", "no-classic-app-insights", "no-client-secrets",
		"no-default-namespace", "no-default-serviceaccount", "no-frontdoor-classic", "no-image-pull-secret", "no-log-configmap", "no-naked-pods",
		"no-nsg-flow-logs", "no-plain-secret-manifest", "no-public-lb-with-udr", "no-public-load-balancer",
		"no-system-pool-toleration", "node-no-public-ip", "pdb-not-blocking", "ppg-vs-zones", "probes-set", "psa-labels",
		"public-ip-allowlist", "pull-policy", "required-labels", "required-tags", "resources-set", "storage-hardening", "subnet-has-nsg",
		"subnet-no-default-outbound", "windows-image-match", "windows-limits", "windows-no-privileged",
	},
	pack.MandatoryProd: {
		"acr-geo-replicated", "acr-premium-private", "aks-defender", "aks-egress-inspected", "aks-no-npm",
		"aks-no-public-fqdn", "aks-policy-addon", "aks-private-cluster", "aks-prod-upgrade-channel",
		"aks-run-command-disabled", "aks-subnet-default-route-firewall", "aks-tier-standard", "alert-has-action", "appgw-min-capacity",
		"budget-present", "critical-locks", "data-multi-region", "defender-plan", "diagnostics-required",
		"firewall-idps-deny", "firewall-threat-intel-deny", "ha-workload", "imds-blocked", "keyvault-purge-protection",
		"maintenance-window-node-os", "min-replicas", "no-cluster-wide-writer", "no-kubelet-vm-contributor",
		"no-mutable-tag", "no-owner-on-registry", "no-public-registry-egress", "no-redis-classic",
		"no-unlisted-preview-feature", "paas-public-access-disabled", "pdb-present", "pod-security-context",
		"pool-host-encryption", "pool-max-surge", "pools-zone-redundant", "private-cluster-needs-access-path",
		"spread-required", "statefulset-needs-backup", "system-pool-dedicated", "user-pool-autoscale", "user-pool-exists",
		"user-pool-min-two", "waf-has-bot-rules", "waf-prevention", "zone-redundant-dependencies",
	},
	pack.Advisory: {
		"aks-node-rg-lockdown", "cluster-count", "dev-not-oversized", "environment-declared", "ephemeral-os-disk", "log-cost",
		"naming-convention", "no-kured", "no-kyverno-clusterpolicy", "no-network-contributor-on-vnet", "no-static-pv", "paired-region",
		"pool-disk-capacity", "prestop",
		"startup-probe",
	},
}

func TestLevelsAreThoseOfTheChecklist(t *testing.T) {
	got := map[pack.Level][]string{}
	for _, rule := range rules.All() {
		got[rule.Level] = append(got[rule.Level], rule.ID)
	}
	assert.Equal(t, levels, got)
}

// offInDev are the rules that dev does without, spelled out here so that none is lost by the way.
var offInDev = []string{
	"acr-geo-replicated", "aks-defender", "aks-egress-inspected", "aks-node-rg-lockdown", "aks-tier-standard", "appgw-min-capacity",
	"critical-locks", "defender-plan", "keyvault-purge-protection", "pool-host-encryption", "pools-zone-redundant",
	"private-cluster-needs-access-path", "user-pool-min-two", "zone-redundant-dependencies",
}

func TestRulesThatAreOffInDevSayWhy(t *testing.T) {
	var got []string
	for _, rule := range rules.All() {
		if rule.OffInDev == "" {
			continue
		}
		got = append(got, rule.ID)
		assert.Regexp(t, `^[A-Z].*[.]$`, rule.OffInDev, "%s: a sentence with a full stop", rule.ID)
	}
	assert.Equal(t, offInDev, got)
}
