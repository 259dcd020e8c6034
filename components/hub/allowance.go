package hub

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Protocols of firewall rules. The first two make an application rule, which reads the host name out of the request;
// the others make a network rule, which judges address and port.
//
// Source: https://learn.microsoft.com/azure/firewall/rule-processing
const (
	ProtocolHTTP  = "Http"
	ProtocolHTTPS = "Https"
	ProtocolTCP   = "TCP"
	ProtocolUDP   = "UDP"
)

const (
	sourceRuleProcessing = "https://learn.microsoft.com/azure/firewall/rule-processing"
	sourceFQDNWildcards  = "https://learn.microsoft.com/azure/firewall/firewall-faq#how-do-wildcards-work-in-target-urls-and-target-fqdns-in-application-rules"
	sourceFQDNNetwork    = "https://learn.microsoft.com/azure/firewall/fqdn-filtering-network-rules"
	sourceFQDNTags       = "https://learn.microsoft.com/azure/firewall/fqdn-tags"
	sourceServiceTags    = "https://learn.microsoft.com/azure/virtual-network/service-tags-overview"
)

// Allowance is one destination that workloads may reach besides what the platform itself needs. It becomes one rule
// of the collection workload-allowed. Exactly one of FQDNs, FQDNTags and Addresses is given.
type Allowance struct {
	// Name is the rule's name, unique among the allowances: letters, digits, dots, underscores and hyphens. Required.
	Name string `json:"name"`
	// Reason says why the destination is needed; it becomes the rule's description. Required in qa and prod.
	Reason string `json:"reason"`
	// FQDNs are host names. With Http or Https an asterisk may stand for the leftmost labels (*.contoso.com), but not
	// for everything below a public suffix (*.com, *.co.uk). With TCP or UDP no asterisk is possible.
	FQDNs []string `json:"fqdns"`
	// FQDNTags are lists of host names that Microsoft maintains, for example WindowsUpdate. Only with Http or Https.
	FQDNTags []string `json:"fqdnTags"`
	// Addresses are IP addresses, address ranges or service tags. Only with TCP or UDP.
	Addresses []string `json:"addresses"`
	// Ports are the destination ports, 1 to 65535, with Http and Https 1 to 64000. Default 443, and 80 for Http.
	Ports []int `json:"ports" jsonschema:"minimum=1,maximum=65535"`
	// Protocols are Http and Https, or TCP and UDP; the two pairs do not mix. Default Https, and TCP with addresses.
	// With both Http and Https, ports names one for each, in the same order.
	Protocols []string `json:"protocols" jsonschema:"enum=Http,enum=Https,enum=TCP,enum=UDP"`
	// Spokes are the names of the spokes whose nodes may reach it. Default all.
	Spokes []string `json:"spokes"`
}

var (
	ruleName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$`)
	hostName = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
	// fqdnTag and serviceTag are one or more words with dots between: WindowsUpdate, Office365.Exchange.Optimize.
	fqdnTag    = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$`)
	serviceTag = fqdnTag
)

// everything are the service tags that stand for the whole Internet.
var everything = []string{"Internet", "Any"}

// The highest ports that the two kinds of rule take.
const (
	highestPort            = 65535
	highestApplicationPort = 64000
	sourceApplicationPort  = "https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/firewallpolicies/rulecollectiongroups#firewallpolicyruleapplicationprotocol"
)

// minReason is the shortest text that can be a justification.
const minReason = 10

// Validate reports every mistake in the allowance; path is where it stands in the configuration. Whether its spokes
// exist is checked by CheckSpokes.
func (a Allowance) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	if !ruleName.MatchString(a.Name) {
		e := field.Error{
			Path: path.Child("name"), Rule: "is required",
			Remedy: "write up to 80 letters, digits, dots, underscores and hyphens, a letter or digit first",
		}
		if a.Name != "" {
			e.Value, e.Rule = a.Name, "cannot be the name of a firewall rule"
		}
		errors.Add(e)
	}
	if class.ProductionLike() && len(strings.TrimSpace(a.Reason)) < minReason {
		errors.Add(field.Error{
			Path: path.Child("reason"), Value: orNil(a.Reason), Rule: "does not justify the rule",
			Remedy: fmt.Sprintf("say in at least %d characters who needs the destination and why", minReason),
		})
	}
	errors.Append(a.validateDestination(path))
	errors.Append(a.validateProtocols(path))
	highest, source := highestPort, ""
	if a.application() {
		highest, source = highestApplicationPort, sourceApplicationPort
	}
	for i, port := range a.Ports {
		errors.Append(field.Between(path.Child("ports").Index(i), port, 1, highest, source))
	}
	return errors
}

// CheckSpokes reports every spoke of the allowance that is not among the names of those that exist.
func (a Allowance) CheckSpokes(path field.Path, existing []string) field.Errors {
	var errors field.Errors
	for i, name := range a.Spokes {
		errors.Append(field.OneOf(path.Child("spokes").Index(i), name, existing, ""))
	}
	return errors
}

// protocols are those of the rule, with the default filled in.
func (a Allowance) protocols() []string {
	switch {
	case len(a.Protocols) > 0:
		return a.Protocols
	case len(a.Addresses) > 0:
		return []string{ProtocolTCP}
	}
	return []string{ProtocolHTTPS}
}

// ports are those of the rule, with the default filled in.
func (a Allowance) ports() []int {
	if len(a.Ports) > 0 {
		return a.Ports
	}
	var ports []int
	for _, protocol := range a.protocols() {
		if protocol == ProtocolHTTP {
			ports = append(ports, 80)
		} else if !slices.Contains(ports, 443) {
			ports = append(ports, 443)
		}
	}
	return ports
}

// application reports whether the allowance becomes an application rule.
func (a Allowance) application() bool {
	return slices.ContainsFunc(a.protocols(), isApplicationProtocol)
}

func isApplicationProtocol(protocol string) bool {
	return protocol == ProtocolHTTP || protocol == ProtocolHTTPS
}

func (a Allowance) validateDestination(path field.Path) field.Errors {
	kinds := 0
	for _, list := range [][]string{a.FQDNs, a.FQDNTags, a.Addresses} {
		if len(list) > 0 {
			kinds++
		}
	}
	if kinds != 1 {
		rule := "has no destination"
		if kinds > 1 {
			rule = "mixes fqdns, fqdnTags and addresses, which one firewall rule cannot"
		}
		return field.Errors{{Path: path, Rule: rule, Remedy: "give exactly one of fqdns, fqdnTags and addresses", Source: sourceRuleProcessing}}
	}
	var errors field.Errors
	for i, fqdn := range a.FQDNs {
		errors.Append(a.validateFQDN(path.Child("fqdns").Index(i), fqdn))
	}
	for i, tag := range a.FQDNTags {
		if !fqdnTag.MatchString(tag) {
			errors.Add(field.Error{
				Path: path.Child("fqdnTags").Index(i), Value: tag, Rule: "is not an FQDN tag",
				Remedy: "write it as Azure does: WindowsUpdate", Source: sourceFQDNTags,
			})
		}
	}
	for i, address := range a.Addresses {
		errors.Append(validateAddress(path.Child("addresses").Index(i), address))
	}
	return errors
}

func (a Allowance) validateFQDN(path field.Path, fqdn string) field.Errors {
	below, wildcard := strings.CutPrefix(fqdn, "*.")
	switch {
	case fqdn == "*":
		return field.Errors{{
			Path: path, Value: fqdn, Rule: "opens the whole Internet", Remedy: "name the hosts that are needed", Source: sourceFQDNWildcards,
		}}
	case strings.Contains(below, "*"):
		return field.Errors{{
			Path: path, Value: fqdn, Rule: "has an asterisk that is not the whole leftmost label",
			Remedy: "write it as *.contoso.com", Source: sourceFQDNWildcards,
		}}
	case wildcard && isPublicSuffix(below):
		return field.Errors{{
			Path: path, Value: fqdn, Rule: fmt.Sprintf("opens every domain below the public suffix %s", below),
			Remedy: "name the organisation's own domain: *.contoso." + below, Source: "https://publicsuffix.org/list/",
		}}
	case !hostName.MatchString(below):
		return field.Errors{{Path: path, Value: fqdn, Rule: "is not a host name", Remedy: "write it without scheme, port or path: api.contoso.com"}}
	case wildcard && !a.application():
		return field.Errors{{
			Path: path, Value: fqdn, Rule: "has an asterisk, which a TCP or UDP rule cannot match",
			Remedy: "name each host, or use protocol Https", Source: sourceFQDNNetwork,
		}}
	}
	return nil
}

// isPublicSuffix tells domains that belong to a registry (com, co.uk) from those of an organisation. Suffixes that
// companies put on the list for their own customers (blob.core.windows.net) belong to an organisation.
func isPublicSuffix(domain string) bool {
	suffix, icann := publicsuffix.PublicSuffix(strings.ToLower(domain))
	return !strings.Contains(domain, ".") || icann && suffix == strings.ToLower(domain)
}

func validateAddress(path field.Path, text string) field.Errors {
	const remedy = "write an IPv4 address, a range such as 203.0.113.0/24, or a service tag such as Storage.WestEurope"
	if address, err := netip.ParseAddr(text); err == nil && address.Is4() {
		return nil
	}
	if prefix, err := netip.ParsePrefix(text); err == nil && prefix.Addr().Is4() {
		switch {
		case prefix.Bits() == 0:
			return field.Errors{{Path: path, Value: text, Rule: "opens the whole Internet", Remedy: "list the ranges that are needed"}}
		case prefix != prefix.Masked():
			return field.Errors{{
				Path: path, Value: text, Rule: "has address bits behind its prefix", Remedy: fmt.Sprintf("write %s", prefix.Masked()),
			}}
		}
		return nil
	}
	if text == "*" || slices.Contains(everything, text) {
		return field.Errors{{Path: path, Value: text, Rule: "opens the whole Internet", Remedy: remedy, Source: sourceServiceTags}}
	}
	if !serviceTag.MatchString(text) {
		return field.Errors{{
			Path: path, Value: text, Rule: "is neither an IPv4 address or range nor a service tag", Remedy: remedy, Source: sourceServiceTags,
		}}
	}
	return nil
}

func (a Allowance) validateProtocols(path field.Path) field.Errors {
	known := []string{ProtocolHTTP, ProtocolHTTPS, ProtocolTCP, ProtocolUDP}
	var errors field.Errors
	for i, protocol := range a.Protocols {
		at := path.Child("protocols").Index(i)
		errors.Append(field.OneOf(at, protocol, known, sourceRuleProcessing))
		if slices.Contains(a.Protocols[:i], protocol) {
			errors.Add(field.Error{Path: at, Value: protocol, Rule: "is listed twice", Remedy: "list each protocol once"})
		}
	}
	if len(errors) > 0 {
		return errors
	}
	application := slices.ContainsFunc(a.protocols(), isApplicationProtocol)
	switch {
	case application && !allOf(a.protocols(), isApplicationProtocol):
		errors.Add(field.Error{
			Path: path.Child("protocols"), Value: a.Protocols, Rule: "mixes Http or Https with TCP or UDP, which one firewall rule cannot",
			Remedy: "write two entries", Source: sourceRuleProcessing,
		})
	case application && len(a.Addresses) > 0:
		errors.Add(field.Error{
			Path: path.Child("protocols"), Value: a.Protocols, Rule: "names Http or Https, and addresses need TCP or UDP",
			Remedy: "write TCP, or name the destination by fqdns", Source: sourceRuleProcessing,
		})
	case !application && len(a.FQDNTags) > 0:
		errors.Add(field.Error{
			Path: path.Child("protocols"), Value: a.Protocols, Rule: "names TCP or UDP, and fqdnTags need Http or Https",
			Remedy: "write Https", Source: sourceFQDNTags,
		})
	case application && len(a.ports()) != len(a.protocols()) && len(a.protocols()) > 1:
		errors.Add(field.Error{
			Path: path.Child("ports"), Value: a.Ports, Rule: "do not pair with the protocols",
			Remedy: "give one port for each protocol, in the same order", Source: sourceRuleProcessing,
		})
	}
	return errors
}

func allOf(values []string, test func(string) bool) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return !test(v) })
}

// orNil leaves an empty text out of a message.
func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}
