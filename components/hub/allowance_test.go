package hub_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const reason = "The checkout service charges cards there."

func TestAllowanceRefusesWhatIsTooWideOrImpossible(t *testing.T) {
	const (
		processing = "\n    (https://learn.microsoft.com/azure/firewall/rule-processing)"
		wildcards  = "\n    (https://learn.microsoft.com/azure/firewall/firewall-faq#how-do-wildcards-work-in-target-urls-and-target-fqdns-in-application-rules)"
		inNetwork  = "\n    (https://learn.microsoft.com/azure/firewall/fqdn-filtering-network-rules)"
		suffixes   = "\n    (https://publicsuffix.org/list/)"
		fqdnTags   = "\n    (https://learn.microsoft.com/azure/firewall/fqdn-tags)"
		tags       = "\n    (https://learn.microsoft.com/azure/virtual-network/service-tags-overview)"
		address    = "write an IPv4 address, a range such as 203.0.113.0/24, or a service tag such as Storage.WestEurope"
		oneOf      = "give exactly one of fqdns, fqdnTags and addresses"
	)
	for name, test := range map[string]struct {
		allowance hub.Allowance
		want      []string
	}{
		"no name": {
			hub.Allowance{Reason: reason, FQDNs: []string{"api.contoso.com"}},
			[]string{"p.name: is required; write up to 80 letters, digits, dots, underscores and hyphens, a letter or digit first"},
		},
		"a name that is none": {
			hub.Allowance{Name: "pay it", Reason: reason, FQDNs: []string{"api.contoso.com"}},
			[]string{`p.name: "pay it" cannot be the name of a firewall rule; write up to 80 letters, digits, dots, underscores and hyphens, a letter or digit first`},
		},
		"no reason": {
			hub.Allowance{Name: "pay", FQDNs: []string{"api.contoso.com"}},
			[]string{"p.reason: does not justify the rule; say in at least 10 characters who needs the destination and why"},
		},
		"a reason that says nothing": {
			hub.Allowance{Name: "pay", Reason: "because  ", FQDNs: []string{"api.contoso.com"}},
			[]string{`p.reason: "because  " does not justify the rule; say in at least 10 characters who needs the destination and why`},
		},
		"no destination": {
			hub.Allowance{Name: "pay", Reason: reason},
			[]string{"p: has no destination; " + oneOf + processing},
		},
		"two kinds of destination": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"api.contoso.com"}, Addresses: []string{"203.0.113.7"}},
			[]string{"p: mixes fqdns, fqdnTags and addresses, which one firewall rule cannot; " + oneOf + processing},
		},
		"every host": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"*"}},
			[]string{`p.fqdns[0]: "*" opens the whole Internet; name the hosts that are needed` + wildcards},
		},
		"a top-level domain": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"*.com"}},
			[]string{`p.fqdns[0]: "*.com" opens every domain below the public suffix com; name the organisation's own domain: *.contoso.com` + suffixes},
		},
		"a public suffix of two labels": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"*.CO.uk"}},
			[]string{`p.fqdns[0]: "*.CO.uk" opens every domain below the public suffix CO.uk; name the organisation's own domain: *.contoso.CO.uk` + suffixes},
		},
		"an unknown top-level domain": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"*.internal"}},
			[]string{`p.fqdns[0]: "*.internal" opens every domain below the public suffix internal; name the organisation's own domain: *.contoso.internal` + suffixes},
		},
		"an asterisk in the middle": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"www.contoso.*", "*api.contoso.com"}},
			[]string{
				`p.fqdns[0]: "www.contoso.*" has an asterisk that is not the whole leftmost label; write it as *.contoso.com` + wildcards,
				`p.fqdns[1]: "*api.contoso.com" has an asterisk that is not the whole leftmost label; write it as *.contoso.com` + wildcards,
			},
		},
		"an address instead of a host": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"https://api.contoso.com", "203.0.113.7"}},
			[]string{
				`p.fqdns[0]: "https://api.contoso.com" is not a host name; write it without scheme, port or path: api.contoso.com`,
				`p.fqdns[1]: "203.0.113.7" is not a host name; write it without scheme, port or path: api.contoso.com`,
			},
		},
		"an asterisk that a TCP rule cannot match": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"*.contoso.com"}, Protocols: []string{"TCP"}},
			[]string{`p.fqdns[0]: "*.contoso.com" has an asterisk, which a TCP or UDP rule cannot match; name each host, or use protocol Https` + inNetwork},
		},
		"an FQDN tag that is none": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNTags: []string{"windows update"}},
			[]string{`p.fqdnTags[0]: "windows update" is not an FQDN tag; write it as Azure does: WindowsUpdate` + fqdnTags},
		},
		"an FQDN tag over TCP": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNTags: []string{"WindowsUpdate"}, Protocols: []string{"TCP"}},
			[]string{`p.protocols: ["TCP"] names TCP or UDP, and fqdnTags need Http or Https; write Https` + fqdnTags},
		},
		"every address": {
			hub.Allowance{Name: "pay", Reason: reason, Addresses: []string{"*", "0.0.0.0/0", "Internet"}},
			[]string{
				`p.addresses[0]: "*" opens the whole Internet; ` + address + tags,
				`p.addresses[1]: "0.0.0.0/0" opens the whole Internet; list the ranges that are needed`,
				`p.addresses[2]: "Internet" opens the whole Internet; ` + address + tags,
			},
		},
		"addresses that are none": {
			hub.Allowance{Name: "pay", Reason: reason, Addresses: []string{"203.0.113.9/24", "2001:db8::1", "storage"}},
			[]string{
				`p.addresses[0]: "203.0.113.9/24" has address bits behind its prefix; write 203.0.113.0/24`,
				`p.addresses[1]: "2001:db8::1" is neither an IPv4 address or range nor a service tag; ` + address + tags,
				`p.addresses[2]: "storage" is neither an IPv4 address or range nor a service tag; ` + address + tags,
			},
		},
		"addresses over Https": {
			hub.Allowance{Name: "pay", Reason: reason, Addresses: []string{"203.0.113.7"}, Protocols: []string{"Https"}},
			[]string{`p.protocols: ["Https"] names Http or Https, and addresses need TCP or UDP; write TCP, or name the destination by fqdns` + processing},
		},
		"protocols that do not mix": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"api.contoso.com"}, Protocols: []string{"Https", "TCP"}, Ports: []int{443}},
			[]string{`p.protocols: ["Https","TCP"] mixes Http or Https with TCP or UDP, which one firewall rule cannot; write two entries` + processing},
		},
		"unknown and repeated protocols": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"api.contoso.com"}, Protocols: []string{"https", "Https", "Https"}},
			[]string{
				`p.protocols[0]: "https" is not supported; choose one of Http, Https, TCP, UDP` + processing,
				`p.protocols[2]: "Https" is listed twice; list each protocol once`,
			},
		},
		"ports that do not pair": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"api.contoso.com"}, Protocols: []string{"Http", "Https"}, Ports: []int{8443}},
			[]string{"p.ports: [8443] do not pair with the protocols; give one port for each protocol, in the same order" + processing},
		},
		"ports out of range": {
			hub.Allowance{Name: "pay", Reason: reason, Addresses: []string{"203.0.113.7"}, Ports: []int{0, 64001, 65536}},
			[]string{
				"p.ports[0]: 0 is outside 1 to 65535; choose 1 to 65535",
				"p.ports[2]: 65536 is outside 1 to 65535; choose 1 to 65535",
			},
		},
		"ports that an application rule does not take": {
			hub.Allowance{Name: "pay", Reason: reason, FQDNs: []string{"api.contoso.com"}, Ports: []int{64000, 64001}},
			[]string{"p.ports[1]: 64001 is outside 1 to 64000; choose 1 to 64000\n    (https://learn.microsoft.com/azure/templates/" +
				"microsoft.network/2024-05-01/firewallpolicies/rulecollectiongroups#firewallpolicyruleapplicationprotocol)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, texts(test.allowance.Validate("p", environment.Prod)))
		})
	}
}

func TestAllowanceNeedsAReasonOnlyInProduction(t *testing.T) {
	unexplained := hub.Allowance{Name: "pay", FQDNs: []string{"api.contoso.com"}}
	assert.Empty(t, unexplained.Validate("p", environment.Dev))
	assert.Len(t, unexplained.Validate("p", environment.QA), 1)
}

func TestAllowanceAcceptsWhatAzureTakes(t *testing.T) {
	for name, allowance := range map[string]hub.Allowance{
		"a host":                             {Name: "a", Reason: reason, FQDNs: []string{"api.contoso.com"}},
		"hosts below an organisation":        {Name: "a.b_c-1", Reason: reason, FQDNs: []string{"*.contoso.com", "*.contoso.co.uk"}},
		"hosts below a company's own suffix": {Name: "a", Reason: reason, FQDNs: []string{"*.blob.core.windows.net"}},
		"plain and encrypted":                {Name: "a", Reason: reason, FQDNs: []string{"a.contoso.com"}, Protocols: []string{"Http", "Https"}, Ports: []int{8080, 8443}},
		"several ports of one protocol":      {Name: "a", Reason: reason, FQDNs: []string{"a.contoso.com"}, Ports: []int{443, 8443}},
		"a host over TCP":                    {Name: "a", Reason: reason, FQDNs: []string{"db.contoso.com"}, Protocols: []string{"TCP"}, Ports: []int{5432}},
		"an FQDN tag":                        {Name: "a", Reason: reason, FQDNTags: []string{"WindowsUpdate", "Office365.Exchange.Optimize"}},
		"addresses, ranges and service tags": {Name: "a", Reason: reason, Addresses: []string{"203.0.113.7", "198.51.100.0/24", "Storage.WestEurope"}},
		"both transport protocols":           {Name: "a", Reason: reason, Addresses: []string{"203.0.113.7"}, Protocols: []string{"TCP", "UDP"}, Ports: []int{53}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Empty(t, allowance.Validate("p", environment.Prod))
		})
	}
}

func TestAllowanceNamesSpokesThatExist(t *testing.T) {
	allowance := hub.Allowance{Spokes: []string{"bu0001a0008", "bu0002a0001", ""}}
	assert.Equal(t, []string{
		`p.spokes[1]: "bu0002a0001" is not supported; choose one of bu0001a0008, bu0001a0009`,
		"p.spokes[2]: is required; choose one of bu0001a0008, bu0001a0009",
	}, texts(allowance.CheckSpokes("p", []string{"bu0001a0008", "bu0001a0009"})))
}
