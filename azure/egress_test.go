package azure_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// ruleByName returns the one rule of this name among the rules of all features.
func ruleByName(t *testing.T, location, name string) azure.EgressRule {
	t.Helper()
	rules := azure.EgressRules(location, azure.EgressFeatures()...)
	i := slices.IndexFunc(rules, func(r azure.EgressRule) bool { return r.Name == name })
	require.GreaterOrEqual(t, i, 0, name)
	return rules[i]
}

func TestEgressRulesOfTheReferenceArchitecture(t *testing.T) {
	const aksNetwork, aksApplication = "AKS-Global-Requirements", "AKS-Global-Requirements"
	for _, want := range []azure.EgressRule{
		{
			Name: "DNS", Feature: "DNS", Kind: "Network", Collection: "org-wide-allowed",
			Addresses: []string{"168.63.129.16"}, Protocol: "UDP", Ports: []int{53},
		},
		{
			Name: "DNS-TCP", Feature: "DNS", Kind: "Network", Collection: "org-wide-allowed",
			Addresses: []string{"168.63.129.16"}, Protocol: "TCP", Ports: []int{53},
		},
		{
			Name: "pods-to-api-server-konnectivity", Feature: "APIServer", Kind: "Network", Collection: aksNetwork,
			ServiceTags: []string{"AzureCloud.germanywc"}, Protocol: "TCP", Ports: []int{443},
		},
		{
			Name: "pod-to-api-server_udp-1194", Feature: "LegacyTunnel", Kind: "Network", Collection: aksNetwork,
			ServiceTags: []string{"AzureCloud.germanywc"}, Protocol: "UDP", Ports: []int{1194},
		},
		{
			Name: "registry-tasks", Feature: "RegistryTasks", Kind: "Network", Collection: aksNetwork, Protocol: "TCP", Ports: []int{443},
			ServiceTags: []string{"AzureKeyVault", "Storage", "EventHub", "AzureActiveDirectory", "AzureMonitor"},
		},
		{
			Name: "registry-tasks-diagnostics", Feature: "RegistryTasks", Kind: "Network", Collection: aksNetwork,
			ServiceTags: []string{"AzureMonitor"}, Protocol: "TCP", Ports: []int{12000},
		},
		{
			Name: "azure-monitor-addon", Feature: "Monitoring", Kind: "Application", Collection: aksApplication,
			FQDNs: []string{
				"*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com", "germanywestcentral.monitoring.azure.com",
				"*.metrics.ingest.monitor.azure.com", "*.ingest.monitor.azure.com", "global.handler.control.monitor.azure.com",
				"germanywestcentral.handler.control.monitor.azure.com",
			},
			Protocol: "Https", Ports: []int{443},
		},
		{
			Name: "azure-policy-addon", Feature: "PolicyAddon", Kind: "Application", Collection: aksApplication,
			FQDNs: []string{"data.policy.core.windows.net", "store.policy.core.windows.net"}, Protocol: "Https", Ports: []int{443},
		},
		{
			Name: "service-requirements", Feature: "AKS", Kind: "Application", Collection: aksApplication,
			FQDNTags: []string{"AzureKubernetesService"}, Protocol: "Https", Ports: []int{443}, Required: true,
		},
		{
			Name: "github-origin", Feature: "GitHub", Kind: "Application", Collection: "GitOps-Traffic",
			FQDNs: []string{"github.com", "api.github.com"}, Protocol: "Https", Ports: []int{443},
		},
		{
			Name: "flux-extension-runtime-requirements", Feature: "Flux", Kind: "Application", Collection: "GitOps-Traffic",
			FQDNs: []string{
				"germanywestcentral.dp.kubernetesconfiguration.azure.com", "mcr.microsoft.com", "*.data.mcr.microsoft.com",
				"raw.githubusercontent.com", "management.azure.com", "login.microsoftonline.com", "*.blob.core.windows.net",
				"azurearcfork8s.azurecr.io",
			},
			Protocol: "Https", Ports: []int{443},
		},
		{
			Name: "ubuntu-updates", Feature: "Ubuntu", Kind: "Application", Collection: aksApplication,
			FQDNs:    []string{"security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"},
			Protocol: "Http", Ports: []int{80},
		},
	} {
		t.Run(want.Name, func(t *testing.T) {
			got := ruleByName(t, "germanywestcentral", want.Name)
			want.Reason, want.Source = got.Reason, got.Source
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rule %s (-want +got):\n%s", want.Name, diff)
			}
		})
	}
}

func TestEveryEgressRuleIsOneThatAzureFirewallTakes(t *testing.T) {
	names := map[string]bool{}
	for _, rule := range azure.EgressRules("westeurope", azure.EgressFeatures()...) {
		t.Run(rule.Name, func(t *testing.T) {
			key := string(rule.Kind) + rule.Collection + rule.Name
			assert.False(t, names[key], "the name is unique in its collection")
			names[key] = true
			assert.NotEmpty(t, rule.Reason)
			assert.True(t, strings.HasPrefix(rule.Source, "https://"), rule.Source)
			require.NotEmpty(t, rule.Ports)

			switch rule.Kind {
			case azure.EgressNetwork:
				assert.Contains(t, []string{"TCP", "UDP"}, rule.Protocol)
				assert.Contains(t, []string{azure.CollectionOrgWideAllowed, azure.CollectionAKSGlobalRequirements}, rule.Collection)
				assert.Empty(t, rule.FQDNTags, "FQDN tags belong to application rules")
			case azure.EgressApplication:
				assert.Contains(t, []string{"Http", "Https"}, rule.Protocol)
				assert.Contains(t, []string{azure.CollectionAKSGlobalRequirements, azure.CollectionGitOpsTraffic}, rule.Collection)
				assert.Empty(t, rule.ServiceTags, "service tags belong to network rules")
				assert.Empty(t, rule.Addresses, "addresses belong to network rules")
			default:
				t.Errorf("kind %q", rule.Kind)
			}

			destinations := slices.Concat(rule.FQDNs, rule.FQDNTags, rule.ServiceTags, rule.Addresses)
			assert.NotEmpty(t, destinations)
			seen := map[string]bool{}
			for _, d := range destinations {
				assert.False(t, seen[d], "%s stands twice", d)
				seen[d] = true
				assert.NotContains(t, d, "<", "the region is filled in")
				assert.NotEqual(t, "*", d, "no rule lets everything through")
			}
			for _, fqdn := range rule.FQDNs {
				assert.NotContains(t, strings.TrimPrefix(fqdn, "*."), "*", "an asterisk stands only at the very left")
				assert.Equal(t, strings.ToLower(fqdn), fqdn)
				if rule.Kind == azure.EgressNetwork {
					assert.NotContains(t, fqdn, "*", "network rules take no wildcards")
				}
			}
		})
	}
}

func TestOnlyAKSItselfIsRequiredToJoin(t *testing.T) {
	var required []string
	for _, rule := range azure.EgressRules("westeurope", azure.EgressFeatures()...) {
		if rule.Required {
			required = append(required, rule.Name)
		}
	}
	assert.Equal(t, []string{"service-requirements"}, required)
}

func TestEgressRulesFollowTheFeatures(t *testing.T) {
	names := func(features ...azure.EgressFeature) []string {
		var names []string
		for _, rule := range azure.EgressRules("westeurope", features...) {
			names = append(names, rule.Name)
		}
		return names
	}
	assert.Empty(t, names())
	assert.Empty(t, names("Unknown"))
	assert.Equal(t, []string{"service-requirements", "github-origin"}, names(azure.EgressGitHub, azure.EgressAKS, azure.EgressGitHub),
		"in the table's order, each once")
	for _, feature := range azure.EgressFeatures() {
		for _, rule := range azure.EgressRules("westeurope", feature) {
			assert.Equal(t, feature, rule.Feature)
		}
		assert.NotEmpty(t, names(feature), feature)
	}
	assert.Equal(t, []azure.EgressFeature{
		"DNS", "APIServer", "LegacyTunnel", "Ubuntu", "Windows", "GitHubSSH", "AzureDevOpsSSH", "RegistryTasks", "AKS",
		"Monitoring", "ManagedPrometheus", "ApplicationInsights", "PolicyAddon", "Defender", "WorkloadIdentity", "KeyVault", "CostAnalysis",
		"Backup", "GPU", "Sigstore", "PublicRegistries", "GitHub", "AzureDevOps", "Flux",
	}, azure.EgressFeatures())
}

func TestEgressTableCannotBeChangedFromOutside(t *testing.T) {
	rules := azure.EgressRules("westeurope", azure.EgressAKS, azure.EgressFlux, azure.EgressDNS)
	for _, rule := range rules {
		for _, list := range [][]string{rule.FQDNs, rule.FQDNTags, rule.Addresses} {
			for i := range list {
				list[i] = "changed"
			}
		}
		rule.Ports[0] = 1
	}
	for _, rule := range azure.EgressRules("westeurope", azure.EgressAKS, azure.EgressFlux, azure.EgressDNS) {
		assert.NotContains(t, slices.Concat(rule.FQDNs, rule.FQDNTags, rule.Addresses), "changed")
		assert.NotEqual(t, 1, rule.Ports[0])
	}
}

func TestRequiredHostNamesWithoutTheTag(t *testing.T) {
	private := []string{
		"mcr.microsoft.com", "*.data.mcr.microsoft.com", "mcr-0001.mcr-msedge.net", "management.azure.com",
		"login.microsoftonline.com", "packages.microsoft.com", "acs-mirror.azureedge.net", "packages.aks.azure.com",
	}
	assert.Equal(t, private, azure.AKSRequiredFQDNs("West Europe", true))
	assert.Equal(t, append([]string{"*.hcp.westeurope.azmk8s.io"}, private...), azure.AKSRequiredFQDNs("West Europe", false))
}
