package vault_test

import (
	"sync"
	"testing"
	"time"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/certificates"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

var (
	today = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	hosts = vault.Hosts{Gateway: []string{"bicycle.contoso.com"}, Ingress: []string{"bu0001a0008-00.aks-ingress.contoso.com"}}
)

// made are certificates as of today; making keys is slow.
var made = sync.OnceValue(func() vault.Certificates {
	demonstration, err := certificates.Demonstrate("contoso.com", hosts.Gateway, today)
	if err != nil {
		panic(err)
	}
	return vault.Certificates{
		GatewayExternalPfxCertificate: demonstration.GatewayExternalPfxCertificate,
		IngressTLSCertificate:         demonstration.IngressTLSCertificate,
	}
})

// defaults are the settings of a class.
func defaults(t *testing.T, class environment.Class) vault.Settings {
	t.Helper()
	var s vault.Settings
	require.Empty(t, field.Decode("vault", nil, &s, class))
	return s
}

// args are complete but for what a deployment fills in.
func args(s vault.Settings) *vault.Args {
	unbuilt := pulumi.String("unbuilt")
	return &vault.Args{
		Settings: s, Certificates: made(),
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: "test", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Location: azure.Location{Name: "westeurope"}, TenantID: monitor.Tenant, ResourceGroupName: unbuilt, WorkspaceID: unbuilt,
		PrivateEndpointSubnetID: unbuilt, PrivateDNSZoneID: unbuilt, Tags: map[string]string{"team": "platform"},
	}
}

// deployed is what a program has made of a vault.
type deployed struct {
	*monitor.Monitor
	gatewayURI, ingressURI, vaultURI, vaultName string
	ready                                       int
}

// deploy declares a vault and what it needs in a simulated Azure, which refuses what Azure would.
func deploy(t *testing.T, a *vault.Args) (deployed, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	d := deployed{Monitor: m}
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		if err := surround(ctx, a); err != nil {
			return err
		}
		built, err := vault.New(ctx, "primary-vault", a)
		if err != nil {
			return err
		}
		d.ready = len(built.Ready)
		for output, into := range map[*pulumi.StringOutput]*string{
			&built.GatewayCertificateSecretURI: &d.gatewayURI, &built.IngressCertificateSecretURI: &d.ingressURI,
			&built.VaultURI: &d.vaultURI, &built.VaultName: &d.vaultName,
		} {
			output.ApplyT(func(text string) string { *into = text; return text })
		}
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
	return d, err
}

// surround declares what the vault is put into.
func surround(ctx *pulumi.Context, a *vault.Args) error {
	group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
	})
	if err != nil {
		return err
	}
	spoke, err := network.NewVirtualNetwork(ctx, "spoke", &network.VirtualNetworkArgs{
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.StringArray{pulumi.String("10.240.0.0/16")}},
		Location:     pulumi.String("westeurope"), ResourceGroupName: group.Name, VirtualNetworkName: pulumi.String("vnet-spoke"),
		Subnets: network.SubnetTypeArray{network.SubnetTypeArgs{
			Name: pulumi.String("snet-privatelinkendpoints"), AddressPrefix: pulumi.String("10.240.4.32/28"),
		}},
	})
	if err != nil {
		return err
	}
	zone, err := dns.NewPrivateZone(ctx, "zone", &dns.PrivateZoneArgs{
		Location: pulumi.String("global"), PrivateZoneName: pulumi.String(azure.PrivateDNSZoneKeyVault), ResourceGroupName: group.Name,
	})
	if err != nil {
		return err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: group.Name, WorkspaceName: pulumi.String("la-aks"),
	})
	if err != nil {
		return err
	}
	a.ResourceGroupName, a.WorkspaceID, a.PrivateDNSZoneID = group.Name, workspace.ID(), zone.ID()
	a.PrivateEndpointSubnetID = spoke.ID().ToStringOutput().ApplyT(func(id string) string {
		return azure.SubnetID(id, "snet-privatelinkendpoints")
	}).(pulumi.StringOutput)
	return nil
}
