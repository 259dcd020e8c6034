package vault

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"time"
)

// minValidity is how long a certificate must still be valid when it is deployed. Key Vault tells of its end as early.
const minValidity = 30 * 24 * time.Hour

// minRSABits is the shortest RSA key that certificate authorities sign.
// Source: https://cabforum.org/working-groups/server/baseline-requirements/requirements/
const minRSABits = 2048

// Certificates are what Application Gateway serves and trusts. They come over the configuration as secrets; no message holds
// a part of them. Those that ingress.tls names as existing secrets are left out here.
type Certificates struct {
	// GatewayExternalPfxCertificate is the certificate that Application Gateway serves to the internet, with its key and
	// chain: a PFX without a password, in base64 on one line. Secret. It must be valid for 30 days more, and in prod not
	// signed by itself. https://learn.microsoft.com/azure/application-gateway/key-vault-certs
	GatewayExternalPfxCertificate string `json:"gatewayExternalPfxCertificate"`
	// IngressTLSCertificate is the public certificate behind which Application Gateway meets the ingress controller: the
	// certificate of the authority that signed it, or the ingress controller's own if that signed itself. PEM or DER, in
	// base64 on one line; a secret of the configuration like its neighbour, although it holds no key.
	// https://learn.microsoft.com/azure/application-gateway/certificates-for-backend-authentication
	IngressTLSCertificate string `json:"ingressTlsCertificate"`
}

// Hosts are the names that the certificates must be valid for. A list that is nil says that the certificate is an existing
// secret, so that none must be given.
type Hosts struct {
	// Gateway are the public host names that Application Gateway serves.
	Gateway []string
	// Ingress are the host names by which it calls the ingress controller.
	Ingress []string
}

// problem is what is wrong with a certificate and what to do about it, in words that give nothing of it away.
type problem struct{ rule, remedy string }

const oneLine = "write it on one line: base64 -w0 <file>"

// decode reads base64 on one line. Application Gateway and ARM take nothing else.
func decode(value string) ([]byte, *problem) {
	data, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(data) == 0 || strings.ContainsAny(value, "\r\n") {
		return nil, &problem{"is not base64 on one line", oneLine}
	}
	return data, nil
}

// readGateway opens the certificate of the listener.
func readGateway(value string) (*x509.Certificate, *problem) {
	data, wrong := decode(value)
	if wrong != nil {
		return nil, wrong
	}
	certificate, err := openPFX(data)
	const export = "export it again: openssl pkcs12 -export -passout pass: -inkey <key> -in <certificate with chain>"
	switch {
	case errors.Is(err, errPassword):
		return nil, &problem{"is a PFX that does not open without a password, which Application Gateway has none for", export}
	case errors.Is(err, errOtherKey):
		return nil, &problem{"holds a private key that is not its certificate's", export}
	case err != nil:
		return nil, &problem{"is no PFX that holds a certificate with its private key", export}
	}
	return certificate, nil
}

// readIngress opens the certificate that Application Gateway trusts.
func readIngress(value string) (*x509.Certificate, *problem) {
	data, wrong := decode(value)
	if wrong != nil {
		return nil, wrong
	}
	if bytes.Contains(data, []byte("PRIVATE KEY-----")) {
		return nil, &problem{"holds a private key, which Application Gateway has no use for", "leave the key out, and regard it as known to others"}
	}
	if block, rest := pem.Decode(data); block != nil {
		if block.Type != "CERTIFICATE" || len(bytes.TrimSpace(rest)) > 0 {
			return nil, &problem{"is PEM, but not of one certificate", "take the certificate of the authority alone, without chain or key"}
		}
		data = block.Bytes
	}
	certificate, err := x509.ParseCertificate(data)
	if err != nil {
		return nil, &problem{"is no certificate in PEM or DER", "write the public certificate: base64 -w0 <file>.crt"}
	}
	return certificate, nil
}

// judge reports what makes a certificate useless, whatever it is for.
func judge(certificate *x509.Certificate, today time.Time) []problem {
	var problems []problem
	day := certificate.NotAfter.UTC().Format(time.DateOnly)
	switch {
	case today.After(certificate.NotAfter):
		problems = append(problems, problem{"expired on " + day, "renew it"})
	case today.Add(minValidity).After(certificate.NotAfter):
		problems = append(problems, problem{"expires on " + day + ", in less than 30 days", "renew it"})
	case today.Before(certificate.NotBefore):
		problems = append(problems, problem{"is not valid before " + certificate.NotBefore.UTC().Format(time.DateOnly), "wait, or use the one it replaces"})
	}
	if key, ok := certificate.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < minRSABits {
		problems = append(problems, problem{"has an RSA key of fewer than 2048 bits", "make a new key"})
	}
	return problems
}

// serves reports which of the hosts a server with the certificate may not be.
func serves(certificate *x509.Certificate, hosts []string) []problem {
	var problems []problem
	usages := certificate.ExtKeyUsage
	if len(usages) > 0 && !slices.Contains(usages, x509.ExtKeyUsageServerAuth) && !slices.Contains(usages, x509.ExtKeyUsageAny) {
		problems = append(problems, problem{"is not for servers", "issue it with the extended key usage serverAuth"})
	}
	for _, host := range hosts {
		if certificate.VerifyHostname(host) != nil {
			problems = append(problems, problem{"is not valid for " + host, "issue it with that name among its subject alternative names"})
		}
	}
	return problems
}

// selfSigned reports whether nobody but its holder vouches for a certificate.
func selfSigned(certificate *x509.Certificate) bool {
	return bytes.Equal(certificate.RawSubject, certificate.RawIssuer) &&
		certificate.CheckSignature(certificate.SignatureAlgorithm, certificate.RawTBSCertificate, certificate.Signature) == nil
}
