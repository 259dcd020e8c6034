package gateway

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

const sourceReserved = "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq"

// reservedAtStart is how many addresses at the start of a subnet are Azure's. Source: sourceReserved
const reservedAtStart = 4

// DefaultIngressIP is the address of the ingress controller where none is configured: the first of the subnet that Azure
// gives away, 10.240.4.4 of 10.240.4.0/28. It is invalid for an invalid subnet.
func DefaultIngressIP(subnet netip.Prefix) netip.Addr {
	if !subnet.IsValid() {
		return netip.Addr{}
	}
	address := subnet.Masked().Addr()
	for range reservedAtStart {
		address = address.Next()
	}
	return address
}

// CheckIngressIP reports an address that the ingress controller cannot have: one that is none, that is outside its
// subnet, or that Azure keeps for itself. path is where ip stands in the configuration. An invalid subnet, which has been
// reported where it stands, and no ip give no mistake.
func CheckIngressIP(path field.Path, ip string, subnet netip.Prefix) field.Errors {
	if ip == "" || !subnet.IsValid() {
		return nil
	}
	mistake := field.Error{
		Path: path, Value: ip, Source: sourceReserved,
		Remedy: fmt.Sprintf("choose an address of %s that is neither among its first four nor its last, or leave it out for %s", subnet, DefaultIngressIP(subnet)),
	}
	address, err := netip.ParseAddr(ip)
	switch {
	case err != nil:
		mistake.Rule = "is not an IP address"
	case !subnet.Contains(address):
		mistake.Rule = fmt.Sprintf("is outside the ingress subnet %s", subnet)
	case address.Less(DefaultIngressIP(subnet)) || !subnet.Contains(address.Next()):
		mistake.Rule = fmt.Sprintf("is one of the addresses that Azure keeps for itself in the ingress subnet %s", subnet)
	default:
		return nil
	}
	return field.Errors{mistake}
}

// IngressZone is the private DNS zone that the ingress controllers of a domain are in.
func IngressZone(domain string) string { return "aks-ingress." + domain }

// IngressHost is the name by which the gateway reaches the region's ingress controller.
func IngressHost(names naming.Names, domain string) string {
	return names.IngressRecord() + "." + IngressZone(domain)
}

// Hosts are the names that clients use, in the order of the configuration.
func (s Settings) Hosts(domain string) []string {
	hosts := make([]string, 0, len(s.Sites))
	for _, site := range s.Sites {
		hosts = append(hosts, site.Host+"."+domain)
	}
	return hosts
}

const (
	// longestHost is the longest name in DNS. Source: https://www.rfc-editor.org/rfc/rfc1035
	longestHost = 253
	// longestPart is the longest name of a part of a gateway.
	// Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork
	longestPart = 80
)

// CheckHosts reports names that become too long with a domain: those of the sites, and that of the gateway's parts that
// are called after the ingress controller. sites and domainPath are where the sites and the domain stand in the configuration.
func (s Settings) CheckHosts(sites, domainPath field.Path, names naming.Names, domain string) field.Errors {
	var errors field.Errors
	if part := probeName(IngressHost(names, domain)); len(part) > longestPart {
		errors.Add(field.Error{
			Path: domainPath, Value: domain, Rule: fmt.Sprintf("makes the name %s, which is longer than the %d characters that Azure takes", part, longestPart),
			Remedy: "choose a shorter domain", Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
		})
	}
	for i, host := range s.Hosts(domain) {
		if len(host) > longestHost || len(s.parts(i, "").rule) > longestPart {
			errors.Add(field.Error{Path: sites.Index(i).Child("host"), Value: s.Sites[i].Host, Rule: "is too long", Remedy: "choose a shorter name", Source: sourceListeners})
		}
	}
	return errors
}

// CheckVault reports secrets that are in a vault on which the gateway's identity would get no rights: neither the stack's
// own, whose name is given, nor tls.certificateVaultId. path is where the settings stand in the configuration.
func (s Settings) CheckVault(path field.Path, own string) field.Errors {
	var errors field.Errors
	allowed := []string{strings.ToLower(own)}
	if id, err := azure.ParseID(s.TLS.CertificateVaultID); err == nil {
		allowed = append(allowed, strings.ToLower(id.Name()))
	}
	for key, url := range s.TLS.secrets() {
		match := secretURL.FindStringSubmatch(url)
		if match != nil && !slices.Contains(allowed, match[1]) {
			errors.Add(field.Error{
				Path: path.Child("tls").Child(key), Value: url, Rule: fmt.Sprintf("is in vault %s, which the gateway may not read", match[1]),
				Remedy: "set tls.certificateVaultId to the resource ID of that vault, or import the certificate into " + own, Source: sourceVault,
			})
		}
	}
	return errors
}
