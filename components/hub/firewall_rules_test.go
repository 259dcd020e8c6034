package hub

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func prefixes(texts ...string) []netip.Prefix {
	var parsed []netip.Prefix
	for _, text := range texts {
		parsed = append(parsed, netip.MustParsePrefix(text))
	}
	return parsed
}

// dnsRule stands for the one rule whose sources and destinations depend on the class.
var dnsRule = azure.EgressRule{
	Name: "DNS", Feature: azure.EgressDNS, Kind: azure.EgressNetwork, Collection: azure.CollectionOrgWideAllowed,
	Addresses: []string{"168.63.129.16"}, Protocol: "UDP", Ports: []int{53}, Reason: "resolve names",
}

func TestRulesGoToTheirCollectionsByPriority(t *testing.T) {
	args := &Args{
		Class:            environment.Prod,
		NodeSubnets:      prefixes("10.240.0.0/22", "10.241.0.0/22"),
		SpokeNodeSubnets: map[string][]netip.Prefix{"one": prefixes("10.240.0.0/22"), "two": prefixes("10.241.0.0/22", "10.241.8.0/24")},
		DNSServers:       []string{"10.0.0.4"},
		EgressRules: []azure.EgressRule{
			{
				Name: "flux", Feature: azure.EgressFlux, Kind: azure.EgressApplication, Collection: azure.CollectionGitOpsTraffic,
				FQDNs: []string{"a.example.com", "*.b.example.com"}, Protocol: "Https", Ports: []int{443, 8443}, Reason: "pull charts",
			},
			{
				Name: "aks", Feature: azure.EgressAKS, Kind: azure.EgressApplication, Collection: azure.CollectionAKSGlobalRequirements,
				FQDNTags: []string{"AzureKubernetesService"}, Protocol: "Https", Ports: []int{443}, Reason: "join",
			},
			{
				Name: "updates", Feature: azure.EgressUbuntu, Kind: azure.EgressApplication, Collection: azure.CollectionAKSGlobalRequirements,
				FQDNs: []string{"security.example.com"}, Protocol: "Http", Ports: []int{80}, Reason: "patch",
			},
			{
				Name: "api", Feature: azure.EgressAPIServer, Kind: azure.EgressNetwork, Collection: azure.CollectionAKSGlobalRequirements,
				ServiceTags: []string{"AzureCloud.westeurope"}, Protocol: "TCP", Ports: []int{443, 9000}, Reason: "call the API server",
			},
			{
				Name: "time", Feature: azure.EgressUbuntu, Kind: azure.EgressNetwork, Collection: azure.CollectionAKSGlobalRequirements,
				FQDNs: []string{"ntp.example.com"}, Protocol: "UDP", Ports: []int{123}, Reason: "set the clock",
			},
			dnsRule,
		},
		Allow: []Allowance{
			{Name: "pay", Reason: "charge cards", FQDNs: []string{"api.pay.example"}},
			{Name: "both", Reason: "old clients", FQDNs: []string{"www.pay.example"}, Protocols: []string{"Http", "Https"}, Ports: []int{8080, 8443}},
			{Name: "windows", Reason: "updates", FQDNTags: []string{"WindowsUpdate"}, Protocols: []string{"Http", "Https"}},
			{Name: "db", Reason: "orders", Addresses: []string{"203.0.113.7", "Sql.WestEurope"}, Ports: []int{1433, 1434}, Spokes: []string{"two", "one"}},
			{Name: "log", Reason: "syslog", FQDNs: []string{"log.pay.example"}, Protocols: []string{"TCP", "UDP"}, Ports: []int{514}},
		},
	}
	got, err := planRules(args)
	require.NoError(t, err)
	want := rulePlan{
		network: []collection{
			{name: "org-wide-allowed", priority: 100, rules: []rule{
				{name: "DNS", description: "resolve names", addresses: []string{"168.63.129.16", "10.0.0.4"}, protocols: []string{"UDP"}, ports: []int{53}},
			}},
			{name: "AKS-Global-Requirements", priority: 200, rules: []rule{
				{name: "api", description: "call the API server", addresses: []string{"AzureCloud.westeurope"}, protocols: []string{"TCP"}, ports: []int{443, 9000}},
				{name: "time", description: "set the clock", fqdns: []string{"ntp.example.com"}, protocols: []string{"UDP"}, ports: []int{123}},
			}},
			{name: "workload-allowed", priority: 400, rules: []rule{
				{
					name: "db", description: "orders", sources: []string{"10.240.0.0/22", "10.241.0.0/22", "10.241.8.0/24"},
					addresses: []string{"203.0.113.7", "Sql.WestEurope"}, protocols: []string{"TCP"}, ports: []int{1433, 1434},
				},
				{name: "log", description: "syslog", fqdns: []string{"log.pay.example"}, protocols: []string{"TCP", "UDP"}, ports: []int{514}},
			}},
		},
		application: []collection{
			{name: "AKS-Global-Requirements", priority: 200, rules: []rule{
				{name: "aks", description: "join", fqdnTags: []string{"AzureKubernetesService"}, protocols: []string{"Https"}, ports: []int{443}},
				{name: "updates", description: "patch", fqdns: []string{"security.example.com"}, protocols: []string{"Http"}, ports: []int{80}},
			}},
			{name: "GitOps-Traffic", priority: 300, rules: []rule{
				{
					name: "flux", description: "pull charts", fqdns: []string{"a.example.com", "*.b.example.com"},
					protocols: []string{"Https", "Https"}, ports: []int{443, 8443},
				},
			}},
			{name: "workload-allowed", priority: 400, rules: []rule{
				{name: "pay", description: "charge cards", fqdns: []string{"api.pay.example"}, protocols: []string{"Https"}, ports: []int{443}},
				{name: "both", description: "old clients", fqdns: []string{"www.pay.example"}, protocols: []string{"Http", "Https"}, ports: []int{8080, 8443}},
				{name: "windows", description: "updates", fqdnTags: []string{"WindowsUpdate"}, protocols: []string{"Http", "Https"}, ports: []int{80, 443}},
			}},
		},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(rulePlan{}, collection{}, rule{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the plan differs (-want +got):\n%s", diff)
	}
}

func TestDNSIsOpenInDevelopmentAndNarrowInProduction(t *testing.T) {
	for class, want := range map[environment.Class]rule{
		environment.Dev:  {name: "DNS", description: "resolve names", sources: []string{"*"}, addresses: []string{"*"}, protocols: []string{"UDP"}, ports: []int{53}},
		environment.QA:   {name: "DNS", description: "resolve names", addresses: []string{"168.63.129.16", "10.0.0.4", "10.0.0.5"}, protocols: []string{"UDP"}, ports: []int{53}},
		environment.Prod: {name: "DNS", description: "resolve names", addresses: []string{"168.63.129.16", "10.0.0.4", "10.0.0.5"}, protocols: []string{"UDP"}, ports: []int{53}},
	} {
		t.Run(string(class), func(t *testing.T) {
			plan, err := planRules(&Args{
				Class: class, NodeSubnets: prefixes("10.240.0.0/22"), DNSServers: []string{"10.0.0.4", "10.0.0.5"},
				EgressRules: []azure.EgressRule{dnsRule},
			})
			require.NoError(t, err)
			assert.Equal(t, rulePlan{
				network: []collection{{name: "org-wide-allowed", priority: 100, rules: []rule{want}}}, application: []collection{},
			}, plan)
		})
	}
	assert.Equal(t, []string{"168.63.129.16"}, dnsRule.Addresses, "the shared table must not change")
}

func TestWithoutSpokesOnlyRulesForAnySourceRemain(t *testing.T) {
	rules := azure.EgressRules("westeurope", azure.EgressFeatures()...)
	allow := []Allowance{{Name: "pay", FQDNs: []string{"api.pay.example"}}}
	dev, err := planRules(&Args{Class: environment.Dev, EgressRules: rules, Allow: allow})
	require.NoError(t, err)
	require.Len(t, dev.network, 1)
	assert.Equal(t, "org-wide-allowed", dev.network[0].name)
	assert.Empty(t, dev.application)

	prod, err := planRules(&Args{Class: environment.Prod, EgressRules: rules, Allow: allow})
	require.NoError(t, err)
	assert.Equal(t, rulePlan{network: []collection{}, application: []collection{}}, prod)
}

func TestEveryRuleOfTheEgressTableCanBeWritten(t *testing.T) {
	for _, location := range azure.LocationNames() {
		rules := azure.EgressRules(location, azure.EgressFeatures()...)
		plan, err := planRules(&Args{Class: environment.Prod, NodeSubnets: prefixes("10.240.0.0/22"), EgressRules: rules})
		require.NoError(t, err, location)
		written := 0
		for _, c := range append(plan.network, plan.application...) {
			written += len(c.rules)
		}
		assert.Equal(t, len(rules), written, location)
	}
}

func TestRulesThatCannotBeWrittenAreRefused(t *testing.T) {
	good := azure.EgressRule{
		Name: "r", Kind: azure.EgressApplication, Collection: azure.CollectionGitOpsTraffic, FQDNs: []string{"a.example"}, Protocol: "Https", Ports: []int{443},
	}
	change := func(f func(*azure.EgressRule)) []azure.EgressRule {
		changed := good
		f(&changed)
		return []azure.EgressRule{changed}
	}
	for name, test := range map[string]struct {
		rules []azure.EgressRule
		allow []Allowance
		want  string
	}{
		"an unknown collection": {
			change(func(r *azure.EgressRule) { r.Collection = "other" }), nil,
			`application rules: rule collection "other" is not known`,
		},
		"a collection of the other group": {
			change(func(r *azure.EgressRule) { r.Collection = azure.CollectionOrgWideAllowed }), nil,
			`application rules: rule collection "org-wide-allowed" is not known`,
		},
		"two rules of one name": {
			[]azure.EgressRule{good, good}, nil,
			`application rules: rule collection "GitOps-Traffic": rule "r" is there twice`,
		},
		"a protocol of the other kind": {
			change(func(r *azure.EgressRule) { r.Protocol = "TCP" }), nil,
			`egress rule "r": protocol TCP does not go with a rule of kind Application`,
		},
		"two kinds of destination": {
			change(func(r *azure.EgressRule) { r.FQDNTags = []string{"T"} }), nil,
			`egress rule "r": needs exactly one kind of destination, it has 2`,
		},
		"no destination": {
			change(func(r *azure.EgressRule) { r.FQDNs = nil }), nil,
			`egress rule "r": needs exactly one kind of destination, it has 0`,
		},
		"an unknown spoke": {
			nil, []Allowance{{Name: "pay", FQDNs: []string{"a.example"}, Spokes: []string{"three"}}},
			`allowance "pay": spoke "three" does not exist`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := planRules(&Args{Class: environment.Prod, NodeSubnets: prefixes("10.240.0.0/22"), EgressRules: test.rules, Allow: test.allow})
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestLogsAreAmongThoseThatAzureOffers(t *testing.T) {
	for armType, chosen := range map[string][]string{
		"Microsoft.OperationalInsights/workspaces": workspaceLogs,
		"Microsoft.Network/bastionHosts":           bastionLogs,
		"Microsoft.Network/publicIPAddresses":      publicIPLogs,
		"Microsoft.Network/azureFirewalls":         append(structuredFirewallLogs[:len(structuredFirewallLogs):len(structuredFirewallLogs)], legacyFirewallLogs...),
	} {
		offered, _, ok := azure.DiagnosticCategories(armType)
		require.True(t, ok, armType)
		assert.Subset(t, offered, chosen, armType)
	}
	for _, category := range structuredFirewallLogs {
		assert.False(t, azure.LegacyLogCategory(category), category)
	}
	for _, category := range legacyFirewallLogs {
		assert.True(t, azure.LegacyLogCategory(category), category)
	}
}
