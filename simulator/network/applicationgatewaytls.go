package network

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// oldTLS are the predefined policies that let clients in with less than TLS 1.2.
// Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
var oldTLS = []string{"AppGwSslPolicy20150501", "AppGwSslPolicy20170401"}

// Protocol versions that the gateway still speaks.
const (
	tls12 = "TLSv1_2"
	tls13 = "TLSv1_3"
)

// cipherSuites are all that a TLS policy can name.
// Source: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/applicationgateways#applicationgatewaysslpolicy
var cipherSuites = []string{
	"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
	"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
	"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
	"TLS_DHE_RSA_WITH_AES_256_CBC_SHA", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
	"TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256",
	"TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256",
	"TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA",
	"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
	"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
	"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
	"TLS_DHE_DSS_WITH_AES_256_CBC_SHA256", "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256",
	"TLS_DHE_DSS_WITH_AES_256_CBC_SHA", "TLS_DHE_DSS_WITH_AES_128_CBC_SHA",
	"TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA",
	"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
}

func checkGatewayTLS(c *engine.Check) {
	checkTLSPolicy(c, c.Inputs.At("sslPolicy"))
	for _, profile := range c.Inputs.At("sslProfiles").Items() {
		checkTLSPolicy(c, profile.At("sslPolicy"))
	}
	for _, list := range []string{"sslCertificates", "trustedRootCertificates"} {
		for _, certificate := range c.Inputs.At(list).Items() {
			checkGatewayCertificate(c, certificate)
		}
	}
}

// checkTLSPolicy judges a TLS policy; without one the gateway has AppGwSslPolicy20220101.
func checkTLSPolicy(c *engine.Check, policy engine.Value) {
	kind := policy.At("policyType")
	if policy.Absent() || !policy.Known() || !kind.Known() {
		return
	}
	name, lowest, suites := policy.At("policyName"), policy.At("minProtocolVersion"), policy.At("cipherSuites")
	old := lowest.Known() && lowest.Present() && !slices.Contains([]string{tls12, tls13}, lowest.Text())
	switch {
	case slices.ContainsFunc(oldTLS, func(o string) bool { return strings.EqualFold(o, name.Text()) }):
		c.Failf(name, CodeGatewayOldTLS, "The TLS policy %s for Application Gateway %s is using a deprecated TLS version. Update it to a "+
			"supported version. Learn more https://aka.ms/appgw-oldtlsversions", name.Text(), c.Name())
	case old:
		c.Failf(lowest, CodeGatewayOldTLS, "The TLS policy %s for Application Gateway %s is using a deprecated TLS version. Update it to a "+
			"supported version. Learn more https://aka.ms/appgw-oldtlsversions", lowest.Text(), c.Name())
	case strings.EqualFold(kind.Text(), "Predefined"):
		if name.Absent() || lowest.Present() || suites.Present() {
			c.Failf(policy, CodeBadRequest, "A predefined SSL policy of Application Gateway %s has a name, and neither a minimum protocol version nor cipher suites.", c.Name())
		}
	default:
		if name.Present() || lowest.Absent() || suites.Known() && len(suites.Items()) == 0 {
			c.Failf(policy, CodeBadRequest, "A custom SSL policy of Application Gateway %s has a minimum protocol version and cipher suites, and no name.", c.Name())
		}
		if lowest.Text() == tls13 && strings.EqualFold(kind.Text(), "Custom") {
			c.Failf(lowest, CodeBadRequest, "TLS 1.3 needs an SSL policy of type CustomV2 or one of the predefined policies of 2022.")
		}
	}
}

// secretURL is the form of a vault's secret, with or without a version.
// Source: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
var secretURL = regexp.MustCompile(`(?i)^https://([a-z][a-z0-9-]{1,22}[a-z0-9])\.vault\.azure\.net(?::443)?/secrets/([a-z0-9-]{1,127})(?:/([0-9a-f]{32})?)?$`)

// checkGatewayCertificate wants a certificate to be given in one way.
func checkGatewayCertificate(c *engine.Check, certificate engine.Value) {
	data, secret := certificate.At("data"), certificate.At("keyVaultSecretId")
	if data.Present() == secret.Present() {
		c.Failf(certificate, CodeGatewayCertificateData, "Either Data or KeyVaultSecretId must be specified for Certificate %s in Application Gateway %s.",
			certificate.At("name").Text(), c.Name())
		return
	}
	if secret.Absent() {
		return
	}
	if secret.Known() && !secretURL.MatchString(secret.Text()) {
		c.Failf(secret, CodeBadRequest, "SecretId '%s' specified in '%s' is invalid.", secret.Text(), certificate.At("name").Text())
	}
	if kind := c.Inputs.At("identity", "type"); kind.Known() && !strings.Contains(kind.Text(), "UserAssigned") {
		c.Failf(c.Inputs.At("identity"), CodeBadRequest, "Application Gateway %s requires a 'UserAssigned' Identity with 'get' access policy to the "+
			"referenced KeyVault. Please provide so by using top level 'Identity' property on application gateway.", c.Name())
	}
}
