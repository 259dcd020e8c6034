package stacks

import (
	"net/netip"

	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// hiddenSecret stands for an encrypted value where the stack file is read without the engine.
const hiddenSecret = "[secret]"

// ingressPrivateIP is where the ingress controller of a region listens.
func (c Config) ingressPrivateIP(subnet netip.Prefix) (netip.Addr, field.Errors) {
	if c.Ingress.ILBIP == "" {
		return gateway.DefaultIngressIP(subnet), nil
	}
	errors := gateway.CheckIngressIP(field.Root(Namespace, "ingress").Child("ilbIp"), c.Ingress.ILBIP, subnet)
	if len(errors) > 0 {
		return netip.Addr{}, errors
	}
	return netip.MustParseAddr(c.Ingress.ILBIP), nil
}

// checkCertificates reports certificates that do not fit the hosts of a region. Those that the file holds encrypted are
// judged once the engine has opened them.
func (c Config) checkCertificates(names naming.Names) field.Errors {
	if c.Certificates.GatewayExternalPfxCertificate == hiddenSecret || c.Certificates.IngressTLSCertificate == hiddenSecret {
		return nil
	}
	if !domainName.MatchString(c.DNS.Domain) {
		return nil // has been reported
	}
	var hosts vault.Hosts
	if c.Ingress.TLS.ListenerCertSecretID == "" {
		hosts.Gateway = []string{}
		for i, host := range c.Ingress.Hosts(c.DNS.Domain) {
			if c.Ingress.Sites[i].Host != "" { // has been reported
				hosts.Gateway = append(hosts.Gateway, host)
			}
		}
	}
	if c.Ingress.TLS.RootCertSecretID == "" {
		hosts.Ingress = []string{gateway.IngressHost(names, c.DNS.Domain)}
	}
	return c.Certificates.Validate(field.Root(Namespace, "certificates"), c.Environment, hosts, today())
}
