package certificates_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"software.sslmate.com/src/go-pkcs12"

	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/certificates"
)

var (
	today = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	hosts = []string{"bicycle.contoso.com", "www.contoso.com"}
)

func demonstrate(t *testing.T) certificates.Demonstration {
	t.Helper()
	made, err := certificates.Demonstrate("contoso.com", hosts, today)
	require.NoError(t, err)
	return made
}

func fromBase64(t *testing.T, text string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	return data
}

func fromPEM(t *testing.T, text []byte) *x509.Certificate {
	t.Helper()
	block, rest := pem.Decode(text)
	require.NotNil(t, block)
	assert.Equal(t, "CERTIFICATE", block.Type)
	assert.Empty(t, rest)
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	return certificate
}

func TestTheListenersCertificateIsIssuedByTheAuthority(t *testing.T) {
	made := demonstrate(t)
	key, leaf, chain, err := pkcs12.DecodeChain(fromBase64(t, made.GatewayExternalPfxCertificate), "")
	require.NoError(t, err)
	require.Len(t, chain, 1)
	authority := fromPEM(t, []byte(made.Authority))
	assert.True(t, authority.Equal(chain[0]))
	assert.True(t, authority.IsCA)

	roots := x509.NewCertPool()
	roots.AddCert(authority)
	for _, host := range hosts {
		_, err := leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, CurrentTime: today.Add(time.Hour)})
		assert.NoError(t, err, host)
	}
	assert.Equal(t, hosts[0], leaf.Subject.CommonName)
	assert.Equal(t, hosts, leaf.DNSNames)
	assert.Equal(t, x509.KeyUsageDigitalSignature, leaf.KeyUsage)
	assert.Equal(t, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, leaf.ExtKeyUsage)
	assert.Equal(t, 365*24*time.Hour, leaf.NotAfter.Sub(leaf.NotBefore))
	assert.False(t, leaf.IsCA)
	private, ok := key.(*rsa.PrivateKey)
	require.True(t, ok)
	assert.Equal(t, 2048, private.N.BitLen())
	assert.True(t, private.PublicKey.Equal(leaf.PublicKey))
}

func TestTheIngressCertificateSignedItself(t *testing.T) {
	found := fromPEM(t, fromBase64(t, demonstrate(t).IngressTLSCertificate))
	assert.Equal(t, "*.aks-ingress.contoso.com", found.Subject.CommonName)
	assert.NoError(t, found.VerifyHostname("bu0001a0008-00.aks-ingress.contoso.com"))
	assert.Error(t, found.VerifyHostname("bicycle.contoso.com"))
	assert.NoError(t, found.CheckSignature(found.SignatureAlgorithm, found.RawTBSCertificate, found.Signature))
	assert.Equal(t, 365*24*time.Hour, found.NotAfter.Sub(found.NotBefore))
	key, ok := found.PublicKey.(*rsa.PublicKey)
	require.True(t, ok)
	assert.Equal(t, 2048, key.N.BitLen())
}

func TestTheConfigurationTakesThemInEveryClass(t *testing.T) {
	made := demonstrate(t)
	given := vault.Certificates{
		GatewayExternalPfxCertificate: made.GatewayExternalPfxCertificate, IngressTLSCertificate: made.IngressTLSCertificate,
	}
	asked := vault.Hosts{Gateway: hosts, Ingress: []string{"bu0001a0008-00.aks-ingress.contoso.com"}}
	for _, class := range environment.Classes() {
		assert.Empty(t, given.Validate("certificates", class, asked, today), class)
	}
}

func TestEveryCallMakesNewKeys(t *testing.T) {
	one, two := demonstrate(t), demonstrate(t)
	assert.NotEqual(t, one.Authority, two.Authority)
	assert.NotEqual(t, one.IngressTLSCertificate, two.IngressTLSCertificate)
}

func TestDemonstrateNeedsNames(t *testing.T) {
	_, err := certificates.Demonstrate("", hosts, today)
	assert.ErrorContains(t, err, "need a domain")
	_, err = certificates.Demonstrate("contoso.com", nil, today)
	assert.ErrorContains(t, err, "at least one host")
}
