package vault_test

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
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"software.sslmate.com/src/go-pkcs12"

	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const day = 24 * time.Hour

// card is a certificate with its key.
type card struct {
	*x509.Certificate
	key crypto.Signer
}

// newCard makes a server's certificate, which signs itself unless there is an issuer.
func newCard(t *testing.T, issuer *card, change func(*x509.Certificate)) *card {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	return signCard(t, key, issuer, change)
}

func signCard(t *testing.T, key crypto.Signer, issuer *card, change func(*x509.Certificate)) *card {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "bicycle"}, BasicConstraintsValid: true,
		DNSNames: append(hosts.Gateway, "*.aks-ingress.contoso.com"), NotBefore: today.Add(-day), NotAfter: today.Add(365 * day),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(template)
	}
	if issuer == nil {
		issuer = &card{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.Certificate, key.Public(), issuer.key)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return &card{certificate, key}
}

func authority(t *testing.T) *card {
	return newCard(t, nil, func(c *x509.Certificate) {
		c.IsCA, c.Subject.CommonName, c.DNSNames, c.ExtKeyUsage = true, "authority", nil, nil
	})
}

func in64(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

func (c *card) pfx(t *testing.T, password string, chain ...*x509.Certificate) string {
	t.Helper()
	data, err := pkcs12.Modern2023.WithIterations(1).Encode(c.key, c.Certificate, chain, password)
	require.NoError(t, err)
	return in64(data)
}

func (c *card) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

// say returns what the configuration says of certificates, and that none of it gives a value away.
func say(t *testing.T, class environment.Class, c vault.Certificates) []string {
	t.Helper()
	var got []string
	for _, mistake := range c.Validate("certificates", class, hosts, today) {
		text := mistake.Error()
		for _, value := range []string{c.GatewayExternalPfxCertificate, c.IngressTLSCertificate} {
			if len(value) > 20 {
				assert.NotContains(t, text, value[:20])
			}
		}
		assert.Contains(t, text, "\n    (https://learn.microsoft.com/", "says where the rule is from")
		got = append(got, text[:strings.Index(text, "; ")])
	}
	return got
}

func TestListenersCertificate(t *testing.T) {
	root := authority(t)
	good := newCard(t, root, nil)
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	changed := func(change func(*x509.Certificate)) string { return newCard(t, root, change).pfx(t, "") }
	for name, c := range map[string]struct {
		value string
		want  []string
	}{
		"good":                {good.pfx(t, ""), nil},
		"good with its chain": {good.pfx(t, "", root.Certificate), nil},
		"chain before it":     {(&card{root.Certificate, good.key}).pfx(t, "", good.Certificate), nil},
		"valid for 30 days":   {changed(func(c *x509.Certificate) { c.NotAfter = today.Add(30 * day) }), nil},
		"for any use":         {changed(func(c *x509.Certificate) { c.ExtKeyUsage = nil }), nil},
		"valid for less":      {changed(func(c *x509.Certificate) { c.NotAfter = today.Add(30*day - time.Second) }), []string{"expires on 2026-12-21, in less than 30 days"}},
		"expired":             {changed(func(c *x509.Certificate) { c.NotAfter = today.Add(-time.Second) }), []string{"expired on 2026-11-21"}},
		"not yet valid":       {changed(func(c *x509.Certificate) { c.NotBefore = today.Add(day) }), []string{"is not valid before 2026-11-22"}},
		"other name":          {changed(func(c *x509.Certificate) { c.DNSNames = []string{"car.contoso.com"} }), []string{"is not valid for bicycle.contoso.com"}},
		"common name only":    {changed(func(c *x509.Certificate) { c.DNSNames, c.Subject.CommonName = nil, "bicycle.contoso.com" }), []string{"is not valid for bicycle.contoso.com"}},
		"for clients":         {changed(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }), []string{"is not for servers"}},
		"short key":           {signCard(t, weak, root, nil).pfx(t, ""), []string{"has an RSA key of fewer than 2048 bits"}},
		"signed itself":       {newCard(t, nil, nil).pfx(t, ""), []string{"signed itself, which no visitor's browser trusts"}},
		"with a password":     {good.pfx(t, "secret"), []string{"is a PFX that does not open without a password, which Application Gateway has none for"}},
		"key of another":      {(&card{good.Certificate, root.key}).pfx(t, ""), []string{"holds a private key that is not its certificate's"}},
		"certificate alone":   {in64(good.Raw), []string{"is no PFX that holds a certificate with its private key"}},
		"PEM":                 {in64(good.pem()), []string{"is no PFX that holds a certificate with its private key"}},
		"truncated":           {good.pfx(t, "")[:400], []string{"is no PFX that holds a certificate with its private key"}},
		"on several lines":    {good.pfx(t, "")[:76] + "\n" + good.pfx(t, "")[76:], []string{"is not base64 on one line"}},
		"not base64":          {"<PFX>", []string{"is not base64 on one line"}},
		"nothing":             {"", []string{"is required"}},
		"everything wrong":    {changed(func(c *x509.Certificate) { c.NotAfter, c.DNSNames = today.Add(day), nil }), []string{"expires on 2026-11-22, in less than 30 days", "is not valid for bicycle.contoso.com"}},
		"a space as password": {good.pfx(t, " "), []string{"is a PFX that does not open without a password, which Application Gateway has none for"}},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			for _, rule := range c.want {
				want = append(want, "certificates.gatewayExternalPfxCertificate: "+rule)
			}
			given := vault.Certificates{GatewayExternalPfxCertificate: c.value, IngressTLSCertificate: made().IngressTLSCertificate}
			assert.Equal(t, want, say(t, environment.Prod, given))
		})
	}
	self := vault.Certificates{GatewayExternalPfxCertificate: newCard(t, nil, nil).pfx(t, ""), IngressTLSCertificate: made().IngressTLSCertificate}
	assert.Empty(t, say(t, environment.QA, self), "outside production a certificate may sign itself")
}

func TestTrustedCertificate(t *testing.T) {
	root := authority(t)
	own := newCard(t, nil, nil)
	changed := func(change func(*x509.Certificate)) string { return in64(newCard(t, nil, change).pem()) }
	key := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: []byte{1}})
	for name, c := range map[string]struct {
		value string
		want  []string
	}{
		"its own in PEM":       {in64(own.pem()), nil},
		"its own in DER":       {in64(own.Raw), nil},
		"authority":            {in64(root.pem()), nil},
		"expires":              {changed(func(c *x509.Certificate) { c.NotAfter = today.Add(29 * day) }), []string{"expires on 2026-12-20, in less than 30 days"}},
		"other name":           {changed(func(c *x509.Certificate) { c.DNSNames = []string{"*.contoso.com"} }), []string{"is not valid for bu0001a0008-00.aks-ingress.contoso.com"}},
		"with its key":         {in64(append(own.pem(), key...)), []string{"holds a private key, which Application Gateway has no use for"}},
		"key before it":        {in64(append(key, own.pem()...)), []string{"holds a private key, which Application Gateway has no use for"}},
		"chain":                {in64(append(own.pem(), root.pem()...)), []string{"is PEM, but not of one certificate"}},
		"something else":       {in64(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: own.Raw})), []string{"is PEM, but not of one certificate"}},
		"PFX":                  {own.pfx(t, ""), []string{"is no certificate in PEM or DER"}},
		"PEM without base64":   {string(own.pem()), []string{"is not base64 on one line"}},
		"nothing":              {"", []string{"is required"}},
		"broken inside of PEM": {in64(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: own.Raw[1:]})), []string{"is no certificate in PEM or DER"}},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			for _, rule := range c.want {
				want = append(want, "certificates.ingressTlsCertificate: "+rule)
			}
			given := vault.Certificates{GatewayExternalPfxCertificate: made().GatewayExternalPfxCertificate, IngressTLSCertificate: c.value}
			assert.Equal(t, want, say(t, environment.Prod, given))
		})
	}
}

func TestExistingSecrets(t *testing.T) {
	both := vault.Certificates{GatewayExternalPfxCertificate: made().GatewayExternalPfxCertificate, IngressTLSCertificate: made().IngressTLSCertificate}
	mistakes := vault.Certificates{}.Validate("c", environment.Prod, vault.Hosts{}, today)
	assert.Empty(t, mistakes, "nothing is needed")
	mistakes = both.Validate("c", environment.Prod, vault.Hosts{}, today)
	require.Len(t, mistakes, 2)
	assert.Equal(t, "is given besides ingress.tls.listenerCertSecretId", mistakes[0].Rule)
	assert.Equal(t, "is given besides ingress.tls.rootCertSecretId", mistakes[1].Rule)
}

func FuzzCertificatesNeverPanic(f *testing.F) {
	f.Add(made().GatewayExternalPfxCertificate, made().IngressTLSCertificate)
	f.Add("", "<certificate>")
	f.Fuzz(func(_ *testing.T, gateway, ingress string) {
		vault.Certificates{GatewayExternalPfxCertificate: gateway, IngressTLSCertificate: ingress}.Validate("c", environment.Prod, hosts, today)
	})
}
