package hub_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// defaults returns the settings that a class gets when the configuration says nothing.
func defaults(class environment.Class) hub.Settings {
	var settings hub.Settings
	settings.SetDefaults(class)
	return settings
}

// texts are the whole messages, in order.
func texts(errors field.Errors) []string {
	found := []string{}
	for _, err := range errors {
		found = append(found, err.Error())
	}
	return found
}

func TestDefaultsDifferOnlyWhereProductionIsStricter(t *testing.T) {
	prod := hub.Settings{
		Firewall: hub.Firewall{
			PublicIPCount: 3, Tier: "Premium", ThreatIntelMode: "Deny", IntrusionDetection: hub.IntrusionDetection{Mode: "Deny"},
		},
		Bastion:  hub.Bastion{Enabled: true, SKU: "Standard", EnableTunneling: true},
		FlowLogs: hub.FlowLogs{Enabled: true, RetentionInDays: 30},
	}
	for class, want := range map[environment.Class]hub.Settings{
		environment.Dev: {
			Firewall: hub.Firewall{
				PublicIPCount: 1, Tier: "Standard", ThreatIntelMode: "Alert", IntrusionDetection: hub.IntrusionDetection{Mode: "Off"},
			},
			Bastion:  hub.Bastion{Enabled: false, SKU: "Standard", EnableTunneling: true},
			FlowLogs: hub.FlowLogs{Enabled: false, RetentionInDays: 30},
		},
		environment.QA:   prod,
		environment.Prod: prod,
	} {
		t.Run(string(class), func(t *testing.T) {
			got := defaults(class)
			assert.Equal(t, want, got)
			assert.Empty(t, got.Validate("p:hub", class))
		})
	}
}

func TestSettingsRefuseWhatAzureRefuses(t *testing.T) {
	const (
		features = "\n    (https://learn.microsoft.com/azure/firewall/choose-firewall-sku)"
		limits   = "\n    (https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-firewall-limits)"
		skus     = "\n    (https://learn.microsoft.com/azure/bastion/bastion-sku-comparison)"
		policies = "\n    (https://learn.microsoft.com/azure/firewall-manager/policy-overview#hierarchical-policies)"
		base     = "/subscriptions/0000/resourceGroups/rg-central/providers/Microsoft.Network/firewallPolicies/fwp-central"
	)
	for name, test := range map[string]struct {
		change func(*hub.Settings)
		want   []string
	}{
		"no public address": {
			func(s *hub.Settings) { s.Firewall.PublicIPCount = 0 },
			[]string{"p:hub.firewall.publicIpCount: 0 is outside 1 to 250; choose 1 to 250" + limits},
		},
		"too many public addresses": {
			func(s *hub.Settings) { s.Firewall.PublicIPCount = 251 },
			[]string{"p:hub.firewall.publicIpCount: 251 is outside 1 to 250; choose 1 to 250" + limits},
		},
		"a tier without DNS proxy": {
			func(s *hub.Settings) { s.Firewall.Tier = "Basic" },
			[]string{`p:hub.firewall.tier: "Basic" is not supported; choose one of Standard, Premium` + features},
		},
		"an unknown threat intelligence mode": {
			func(s *hub.Settings) { s.Firewall.ThreatIntelMode = "deny" },
			[]string{`p:hub.firewall.threatIntelMode: "deny" is not supported; choose one of Off, Alert, Deny` + features},
		},
		"an unknown intrusion detection mode": {
			func(s *hub.Settings) { s.Firewall.IntrusionDetection.Mode = "" },
			[]string{"p:hub.firewall.intrusionDetection.mode: is required; choose one of Off, Alert, Deny" + features},
		},
		"intrusion detection below Premium": {
			func(s *hub.Settings) { s.Firewall.Tier = "Standard" },
			[]string{`p:hub.firewall.intrusionDetection.mode: "Deny" needs firewall tier Premium, and tier is Standard; ` +
				"set tier to Premium, or intrusionDetection.mode to Off" + features},
		},
		"a base policy in a lower tier": {
			func(s *hub.Settings) { s.Firewall.BasePolicyID, s.Firewall.BasePolicyTier = base, "Standard" },
			[]string{`p:hub.firewall.basePolicyTier: "Standard" is a lower tier than the hub's own policy has, Premium; ` +
				"raise the base policy to Premium, or lower firewall.tier" + policies},
		},
		"a base policy without its tier": {
			func(s *hub.Settings) { s.Firewall.BasePolicyID = base },
			[]string{"p:hub.firewall.basePolicyTier: is required; choose one of Basic, Standard, Premium" + policies},
		},
		"a base policy that is none": {
			func(s *hub.Settings) {
				s.Firewall.BasePolicyID, s.Firewall.BasePolicyTier = "/subscriptions/0000/resourceGroups/rg-central", "Premium"
			},
			[]string{`p:hub.firewall.basePolicyId: "/subscriptions/0000/resourceGroups/rg-central" is not the resource ID of a firewall policy; ` +
				"write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/firewallPolicies/<name>" + policies},
		},
		"a tier of no base policy": {
			func(s *hub.Settings) { s.Firewall.BasePolicyTier = "Premium" },
			[]string{`p:hub.firewall.basePolicyTier: "Premium" only means something with basePolicyId; remove it or set basePolicyId`},
		},
		"an unknown Bastion SKU": {
			func(s *hub.Settings) { s.Bastion.SKU = "Developer" },
			[]string{`p:hub.bastion.sku: "Developer" is not supported; choose one of Basic, Standard, Premium` + skus},
		},
		"tunneling with the Basic SKU": {
			func(s *hub.Settings) { s.Bastion.SKU = "Basic" },
			[]string{"p:hub.bastion.enableTunneling: true needs sku Standard or Premium, and sku is Basic; " +
				"set sku to Standard, or enableTunneling to false" + skus},
		},
		"sources that are no ranges, all told at once": {
			func(s *hub.Settings) {
				s.Bastion.AllowedSourceCIDRs = []string{"203.0.113.0/24", "203.0.113.7", "203.0.113.1/24", "0.0.0.0/0"}
			},
			[]string{
				`p:hub.bastion.allowedSourceCidrs[1]: "203.0.113.7" is not an address range; write it in CIDR form: 203.0.113.0/24`,
				`p:hub.bastion.allowedSourceCidrs[2]: "203.0.113.1/24" is not an address range; write it in CIDR form: 203.0.113.0/24`,
				`p:hub.bastion.allowedSourceCidrs[3]: "0.0.0.0/0" admits every address; list the ranges people come from, or leave the list empty`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			settings := defaults(environment.Prod)
			test.change(&settings)
			assert.Equal(t, test.want, texts(settings.Validate("p:hub", environment.Prod)))
		})
	}
}

func TestSettingsAcceptEveryAllowedCombination(t *testing.T) {
	const base = "/subscriptions/0000/resourcegroups/rg-central/providers/microsoft.network/firewallpolicies/fwp-central"
	for name, change := range map[string]func(*hub.Settings){
		"the most public addresses":         func(s *hub.Settings) { s.Firewall.PublicIPCount = 250 },
		"Standard without IDPS":             func(s *hub.Settings) { s.Firewall.Tier, s.Firewall.IntrusionDetection.Mode = "Standard", "Off" },
		"Premium without IDPS":              func(s *hub.Settings) { s.Firewall.IntrusionDetection.Mode = "Off" },
		"a base policy of the same tier":    func(s *hub.Settings) { s.Firewall.BasePolicyID, s.Firewall.BasePolicyTier = base, "Premium" },
		"Basic Bastion without a tunnel":    func(s *hub.Settings) { s.Bastion.SKU, s.Bastion.EnableTunneling = "Basic", false },
		"Bastion from the company's ranges": func(s *hub.Settings) { s.Bastion.AllowedSourceCIDRs = []string{"203.0.113.0/24", "198.51.100.7/32"} },
		"a base policy of a higher tier": func(s *hub.Settings) {
			s.Firewall.Tier, s.Firewall.IntrusionDetection.Mode = "Standard", "Off"
			s.Firewall.BasePolicyID, s.Firewall.BasePolicyTier = base, "Premium"
		},
	} {
		t.Run(name, func(t *testing.T) {
			settings := defaults(environment.Prod)
			change(&settings)
			require.Empty(t, settings.Validate("p:hub", environment.Prod))
		})
	}
}

func TestSNATWarningNamesTheAddressesNeeded(t *testing.T) {
	for name, test := range map[string]struct {
		publicIPs, flows int
		want             string
	}{
		"nothing expected": {1, 0, ""},
		"just enough":      {3, 14976, ""},
		"one too many": {
			3, 14977,
			"hub.firewall.publicIpCount 3 gives about 14976 connections to one destination and 14977 are expected: set it to 4",
		},
		"the most that addresses give": {1, 1248000, "hub.firewall.publicIpCount 1 gives about 4992 connections to one destination and 1248000 are expected: set it to 250"},
		"more than addresses give": {
			1, 1248001,
			"hub.firewall.publicIpCount 1 gives about 4992 connections to one destination and 1248001 are expected, " +
				"more than 250 addresses could give: use a private endpoint or a NAT gateway towards that destination",
		},
	} {
		t.Run(name, func(t *testing.T) {
			settings := hub.Settings{Firewall: hub.Firewall{PublicIPCount: test.publicIPs}}
			assert.Equal(t, test.want, settings.SNATWarning(test.flows))
		})
	}
	assert.Equal(t, 2*2496*5, hub.SNATPorts(5))
}
