package vault

import (
	"crypto/x509"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	sourceGatewayCertificate = "https://learn.microsoft.com/azure/application-gateway/key-vault-certs"
	sourceIngressCertificate = "https://learn.microsoft.com/azure/application-gateway/certificates-for-backend-authentication"
)

// certificate is one of the two, with what is read and asked of it.
type certificate struct {
	// instead is the key that names an existing secret in its place.
	value, name, instead, source string
	hosts                        []string
	read                         func(string) (*x509.Certificate, *problem)
	judge                        func(*x509.Certificate) []problem
}

// Validate reports every mistake in the certificates, as of today. What stands behind the address of an existing secret is
// not read.
func (c Certificates) Validate(path field.Path, class environment.Class, hosts Hosts, today time.Time) field.Errors {
	var errors field.Errors
	for _, each := range []certificate{
		{
			value: c.GatewayExternalPfxCertificate, name: "gatewayExternalPfxCertificate", instead: "ingress.tls.listenerCertSecretId", hosts: hosts.Gateway,
			source: sourceGatewayCertificate, read: readGateway,
			judge: func(found *x509.Certificate) []problem {
				problems := append(judge(found, today), serves(found, hosts.Gateway)...)
				if class == environment.Prod && selfSigned(found) {
					problems = append(problems, problem{"signed itself, which no visitor's browser trusts", "have it issued by a public authority"})
				}
				return problems
			},
		},
		{
			value: c.IngressTLSCertificate, name: "ingressTlsCertificate", instead: "ingress.tls.rootCertSecretId", hosts: hosts.Ingress,
			source: sourceIngressCertificate, read: readIngress,
			judge: func(found *x509.Certificate) []problem {
				problems := judge(found, today)
				if !found.IsCA { // an authority has signed the certificate with the names, which is not seen here
					problems = append(problems, serves(found, hosts.Ingress)...)
				}
				return problems
			},
		},
	} {
		errors.Append(each.validate(path))
	}
	return errors
}

func (c certificate) validate(path field.Path) field.Errors {
	at := path.Child(c.name)
	if c.value == "" || c.hosts == nil {
		return c.validatePresence(at)
	}
	found, wrong := c.read(c.value)
	if wrong != nil {
		return field.Errors{{Path: at, Rule: wrong.rule, Remedy: wrong.remedy, Source: c.source}}
	}
	var errors field.Errors
	for _, p := range c.judge(found) {
		errors.Add(field.Error{Path: at, Rule: p.rule, Remedy: p.remedy, Source: c.source})
	}
	return errors
}

// validatePresence wants the certificate either here or as an existing secret.
func (c certificate) validatePresence(at field.Path) field.Errors {
	switch {
	case c.value == "" && c.hosts != nil:
		return field.Errors{{
			Path: at, Rule: "is required", Remedy: "give the certificate as a secret, or the address of an existing secret in " + c.instead, Source: c.source,
		}}
	case c.value != "" && c.hosts == nil:
		return field.Errors{{Path: at, Rule: "is given besides " + c.instead, Remedy: "give one of the two", Source: c.source}}
	}
	return nil
}
