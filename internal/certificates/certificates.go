// Package certificates makes certificates for trying the landing zone: the one that Application Gateway serves, issued by
// an authority made up for the occasion, and the one of the ingress controller behind it. Everything is new at every
// call and exists in memory only. Nobody outside trusts any of it.
package certificates

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

const (
	// Validity is how long a certificate is valid.
	Validity = 365 * 24 * time.Hour
	keyBits  = 2048
	// organization stands in every certificate, so that nobody takes one for real.
	organization = "AKS landing zone demonstration"
)

// Demonstration is a set of certificates in the form of the configuration section certificates.
type Demonstration struct {
	// GatewayExternalPfxCertificate is the listener's certificate with its key and authority: a PFX without a password,
	// in base64.
	GatewayExternalPfxCertificate string
	// IngressTLSCertificate is the ingress controller's certificate, which signed itself: PEM in base64.
	IngressTLSCertificate string
	// Authority is the certificate of the authority behind the listener's: PEM, for a client that shall trust it.
	Authority string
}

// IngressHost is the name by which the gateway calls the ingress controllers of a domain, as a wildcard.
func IngressHost(domain string) string { return "*.aks-ingress." + domain }

// Demonstrate makes certificates that are valid for 365 days from now: one for hosts, of which the first is its common
// name, and one for [IngressHost] of domain. It refuses an empty list and an empty domain.
func Demonstrate(domain string, hosts []string, now time.Time) (Demonstration, error) {
	if domain == "" || len(hosts) == 0 {
		return Demonstration{}, errors.New("demonstration certificates need a domain and at least one host")
	}
	authority, err := newAuthority(now)
	if err != nil {
		return Demonstration{}, fmt.Errorf("demonstration authority: %w", err)
	}
	listener, err := issue(hosts, now, authority)
	if err != nil {
		return Demonstration{}, fmt.Errorf("demonstration certificate of %s: %w", hosts[0], err)
	}
	pfx, err := pkcs12.Modern2023.Encode(listener.key, listener.certificate, []*x509.Certificate{authority.certificate}, "")
	if err != nil {
		return Demonstration{}, fmt.Errorf("demonstration certificate of %s: PFX: %w", hosts[0], err)
	}
	ingress, err := issue([]string{IngressHost(domain)}, now, nil)
	if err != nil {
		return Demonstration{}, fmt.Errorf("demonstration certificate of the ingress controller: %w", err)
	}
	return Demonstration{
		GatewayExternalPfxCertificate: base64.StdEncoding.EncodeToString(pfx),
		IngressTLSCertificate:         base64.StdEncoding.EncodeToString(ingress.pem()),
		Authority:                     string(authority.pem()),
	}, nil
}

// holder is a certificate with its key.
type holder struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

func (h *holder) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: h.certificate.Raw})
}

func newAuthority(now time.Time) (*holder, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template, err := newTemplate(organization+" authority", now)
	if err != nil {
		return nil, err
	}
	template.IsCA, template.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	return sign(template, key, nil)
}

// issue makes the certificate of a server; without an issuer it signs itself.
func issue(hosts []string, now time.Time, issuer *holder) (*holder, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, err
	}
	template, err := newTemplate(hosts[0], now)
	if err != nil {
		return nil, err
	}
	template.DNSNames, template.KeyUsage = hosts, x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	return sign(template, key, issuer)
}

func newTemplate(commonName string, now time.Time) (*x509.Certificate, error) {
	// Whole days: whoever checks may go by the date alone.
	begin := now.UTC().Truncate(24 * time.Hour)
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	return &x509.Certificate{
		SerialNumber: serial.Add(serial, big.NewInt(1)), Subject: pkix.Name{CommonName: commonName, Organization: []string{organization}},
		NotBefore: begin, NotAfter: begin.Add(Validity), BasicConstraintsValid: true,
	}, nil
}

func sign(template *x509.Certificate, key crypto.Signer, issuer *holder) (*holder, error) {
	if issuer == nil {
		issuer = &holder{certificate: template, key: key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.certificate, key.Public(), issuer.key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &holder{certificate: certificate, key: key}, nil
}
