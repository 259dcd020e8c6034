package vault_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	component = vault.Token + "::primary-vault"
)

func TestWholeVault(t *testing.T) {
	options := defaults(t, environment.Dev)
	options.SKU, options.IPRules, options.CreateMode = vault.SKUPremium, []string{"20.0.0.1", "20.0.1.0/24"}, vault.CreateDefault
	for name, a := range map[string]*vault.Args{
		"dev": args(defaults(t, environment.Dev)), "prod": args(defaults(t, environment.Prod)), "options": args(options),
	} {
		t.Run(name, func(t *testing.T) {
			a.Protect = name == "prod"
			if name == "options" {
				a.Certificates.GatewayExternalPfxCertificate = ""
			}
			d, err := deploy(t, a)
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", name+".golden"), monitor.Graph(d.Below(component)))
		})
	}
}

func TestOutputsLeadToTheSecrets(t *testing.T) {
	a := args(defaults(t, environment.Dev))
	d, err := deploy(t, a)
	require.NoError(t, err)
	address := "https://" + a.Names.Vault() + ".vault.azure.net/"
	assert.Equal(t, a.Names.Vault(), d.vaultName)
	assert.Equal(t, address, d.vaultURI)
	assert.Equal(t, address+"secrets/gateway-external-pfx-cert", d.gatewayURI)
	assert.Equal(t, address+"secrets/appgw-ingress-internal-aks-ingress-tls", d.ingressURI)
	assert.Equal(t, 2, d.ready, "the endpoint and its zone group")
}

func TestNoGatewayNeedsNoCertificate(t *testing.T) {
	a := args(defaults(t, environment.Prod))
	a.Certificates = vault.Certificates{}
	d, err := deploy(t, a)
	require.NoError(t, err)
	assert.Empty(t, d.gatewayURI+d.ingressURI)
	assert.NotNil(t, d.Find(azure.TypeVault, "primary-vault-vault"))
}

// A value that is not a secret in the state would be readable for whoever may list the stack's resources.
func TestCertificatesAreSecretInTheState(t *testing.T) {
	d, err := deploy(t, args(defaults(t, environment.Prod)))
	require.NoError(t, err)
	for part, value := range map[string]string{
		"gateway-certificate": made().GatewayExternalPfxCertificate, "ingress-certificate": made().IngressTLSCertificate,
	} {
		secret := d.Named(t, "primary-vault-"+part)
		assert.Equal(t, value, secret.In().At("properties", "value").Text())
		assert.Equal(t, []string{"properties.value"}, secret.Secrets)
		assert.True(t, secret.RetainOnDelete, "the firewall keeps the deployment from deleting it")
	}
	for _, r := range d.Registrations() {
		assert.NotContains(t, monitor.Graph([]*monitor.Registration{r}), made().GatewayExternalPfxCertificate, r.Key())
	}
}

func TestNewRefusesArgs(t *testing.T) {
	broken := args(defaults(t, environment.Prod))
	broken.Certificates.GatewayExternalPfxCertificate = "aHVzaA=="
	for want, a := range map[string]*vault.Args{
		`vault "v": args are required`: nil,
		`vault "v": Location is required
TenantID is required
ResourceGroupName is required
WorkspaceID is required
PrivateEndpointSubnetID is required
PrivateDNSZoneID is required`: {Settings: defaults(t, environment.Dev)},
		`vault "v": gateway-certificate: the certificate is no PFX that holds a certificate with its private key; export it again: ` +
			`openssl pkcs12 -export -passout pass: -inkey <key> -in <certificate with chain>`: broken,
	} {
		m, err := monitor.New(monitor.Options{})
		require.NoError(t, err)
		_ = pulumi.RunErr(func(ctx *pulumi.Context) error {
			if a != nil && a.WorkspaceID != nil {
				if err := surround(ctx, a); err != nil {
					return err
				}
			}
			_, err := vault.New(ctx, "v", a)
			assert.EqualError(t, err, want)
			return nil
		}, pulumi.WithMocks("aks-landing-zone", "test", m))
	}
}

func TestAzureRefusesATenantOfAnother(t *testing.T) {
	a := args(defaults(t, environment.Dev))
	a.TenantID = strings.Replace(monitor.Tenant, "0002", "0009", 1)
	_, err := deploy(t, a)
	assert.ErrorContains(t, err, "is not the tenant")
}
