package gateway_test

import (
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// TestWholeGraph compares everything a gateway registers, in the two shipped shapes and with every option on.
func TestWholeGraph(t *testing.T) {
	options := defaults(t, environment.Prod)
	options.Sites = []gateway.Site{
		{Host: "bicycle", ProbePath: "/readyz"}, {Host: "shop.eu", ProbePath: "/health", Priority: 50}, {Host: "tandem", ProbePath: "/favicon.ico"},
	}
	options.WAF = gateway.WAF{RuleSet: gateway.RuleSetOWASP32, Mode: gateway.ModeDetection}
	options.TLS.Policy, options.HTTPRedirect = gateway.TLSPredefined2022, true
	options.Autoscale = gateway.Autoscale{MinCapacity: 3, MaxCapacity: 20}
	for name, s := range map[string]gateway.Settings{"dev": defaults(t, environment.Dev), "prod": defaults(t, environment.Prod), "options": options} {
		t.Run(name, func(t *testing.T) {
			a := args(s)
			if name == "dev" {
				a.Zones = nil
			}
			d, err := deploy(t, a)
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", name+".golden"), monitor.Graph(d.Below(component)))
		})
	}
}

func TestOutputs(t *testing.T) {
	d, err := deploy(t, args(defaults(t, environment.Prod)))
	require.NoError(t, err)
	assert.Equal(t, azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.Network/applicationGateways", names.ApplicationGateway()), d.id)
	assert.Equal(t, names.ApplicationGateway(), d.name)
	assert.Equal(t, d.Named(t, "primary-gateway-ip").Outputs["ipAddress"], d.address)
	assert.NotEmpty(t, d.address)
	assert.Equal(t, "bu0001a0008-00.aks-ingress.contoso.com", d.built.IngressHost)
	assert.Equal(t, "10.240.4.4", d.built.IngressPrivateIP)
}

func TestTheGatewayComesAfterItsRightsAndTheVaultsEndpoint(t *testing.T) {
	d, err := deploy(t, args(defaults(t, environment.Dev)))
	require.NoError(t, err)
	for _, other := range []string{"primary-gateway-grant-vault-reader", "primary-gateway-grant-vault-secrets", "vault-endpoint-dns", "vault-zone-link"} {
		assert.Contains(t, d.Named(t, "primary-gateway-gateway").DependsOn, d.Named(t, other).Key(), other)
	}
}

func TestWithoutTheVaultsEndpointAzureRefusesTheGateway(t *testing.T) {
	a := args(defaults(t, environment.Dev))
	a.Settings.TLS.ListenerCertSecretID = "https://kv-own.vault.azure.net/secrets/nobody"
	_, err := deploy(t, a)
	assert.ErrorContains(t, err, "ApplicationGatewayKeyVaultSecretException")
	assert.ErrorContains(t, err, "The secret was not found")
}

func TestCertificatesOfAnotherVault(t *testing.T) {
	const shared = "/subscriptions/99999999-0000-4000-8000-000000000009/resourceGroups/rg-certificates/providers/Microsoft.KeyVault/vaults/kv-shared"
	a := args(defaults(t, environment.Dev))
	a.Settings.TLS.ListenerCertSecretID = "https://kv-shared.vault.azure.net/secrets/wildcard"
	a.Settings.TLS.RootCertSecretID = "https://kv-shared.vault.azure.net/secrets/root"
	a.Settings.TLS.CertificateVaultID = shared
	a.ListenerCertificateSecretURI, a.RootCertificateSecretURI = nil, nil
	// Whether that vault exists is for Azure to say, so only the requests are looked at.
	d, _ := deploy(t, a)
	for part, role := range map[string]string{"reader": azure.RoleKeyVaultReader, "secrets": azure.RoleKeyVaultSecretsUser} {
		grant := d.Named(t, "primary-gateway-grant-certificate-vault-"+part).In()
		assert.Equal(t, shared, grant.At("scope").Text())
		assert.Equal(t, azure.RoleDefinitionID("99999999-0000-4000-8000-000000000009", role), grant.At("roleDefinitionId").Text())
	}
}

func TestNewRefusesArgs(t *testing.T) {
	for want, change := range map[string]func(*gateway.Args){
		"Settings.Sites is required":               func(a *gateway.Args) { a.Settings.Sites = nil },
		"Location is required":                     func(a *gateway.Args) { a.Location = azure.Location{} },
		"Domain is required":                       func(a *gateway.Args) { a.Domain = "" },
		"SubscriptionID is required":               func(a *gateway.Args) { a.SubscriptionID = "" },
		"ResourceGroupName is required":            func(a *gateway.Args) { a.ResourceGroupName = nil },
		"SpokeResourceGroupName is required":       func(a *gateway.Args) { a.SpokeResourceGroupName = nil },
		"SubnetID is required":                     func(a *gateway.Args) { a.SubnetID = nil },
		"IngressZoneName is required":              func(a *gateway.Args) { a.IngressZoneName = nil },
		"IngressZoneResourceGroupName is required": func(a *gateway.Args) { a.IngressZoneResourceGroupName = nil },
		"IngressPrivateIP is required":             func(a *gateway.Args) { a.IngressPrivateIP = "" },
		"VaultID is required":                      func(a *gateway.Args) { a.VaultID = nil },
		"ListenerCertificateSecretURI is required": func(a *gateway.Args) { a.ListenerCertificateSecretURI = nil },
		"RootCertificateSecretURI is required":     func(a *gateway.Args) { a.RootCertificateSecretURI = nil },
		"WorkspaceID is required":                  func(a *gateway.Args) { a.WorkspaceID = nil },
		"NetworkWorkspaceID is required":           func(a *gateway.Args) { a.NetworkWorkspaceID = nil },
	} {
		a := args(defaults(t, environment.Prod))
		change(a)
		refused(t, a, `gateway "g": `+want)
	}
	refused(t, nil, `gateway "g": args are required`)
}

func refused(t *testing.T, a *gateway.Args, want string) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := gateway.New(ctx, "g", a)
		assert.EqualError(t, err, want)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
}
