package gateway_test

import (
	"testing"

	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const component = gateway.Token + "::primary-gateway"

// names are those of the region that tests deploy to.
var names = naming.For(naming.Args{
	SubscriptionID: monitor.Subscription, Stack: "test", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
})

// defaults are the settings of a class.
func defaults(t *testing.T, class environment.Class) gateway.Settings {
	t.Helper()
	var s gateway.Settings
	require.Empty(t, field.Decode("ingress", nil, &s, class))
	return s
}

// args are complete but for what a deployment fills in.
func args(s gateway.Settings) *gateway.Args {
	unbuilt := pulumi.String("unbuilt")
	return &gateway.Args{
		Settings: s, Names: names, Location: azure.Location{Name: "westeurope"}, Zones: []string{"1", "2", "3"}, Domain: "contoso.com",
		SubscriptionID: monitor.Subscription, ResourceGroupName: unbuilt, SpokeResourceGroupName: unbuilt, SubnetID: unbuilt,
		IngressZoneName: unbuilt, IngressZoneResourceGroupName: unbuilt, IngressPrivateIP: "10.240.4.4", VaultID: unbuilt,
		ListenerCertificateSecretURI: unbuilt, RootCertificateSecretURI: unbuilt, WorkspaceID: unbuilt, NetworkWorkspaceID: unbuilt,
		Tags: map[string]string{"team": "platform"},
	}
}

// deployed is what a program has made of a gateway.
type deployed struct {
	*monitor.Monitor
	built             *gateway.Gateway
	id, name, address string
}

// deploy declares a gateway and what it needs in a simulated Azure, which refuses what Azure would.
func deploy(t *testing.T, a *gateway.Args) (deployed, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	d := deployed{Monitor: m}
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		s := &surroundings{ctx: ctx, args: a}
		if err := s.declare(); err != nil {
			return err
		}
		built, err := gateway.New(ctx, "primary-gateway", a)
		if err != nil {
			return err
		}
		d.built = built
		for output, into := range map[*pulumi.StringOutput]*string{&built.ID: &d.id, &built.Name: &d.name, &built.PublicIPAddress: &d.address} {
			output.ApplyT(func(text string) string { *into = text; return text })
		}
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
	return d, err
}

// surroundings declare what a gateway is put into: a network with the subnet and its guard, the zones, the workspaces,
// and a vault without public access that holds both certificates.
type surroundings struct {
	ctx  *pulumi.Context
	args *gateway.Args
}

func (s *surroundings) declare() error {
	spokes, err := s.group("spokes", "rg-spokes")
	if err != nil {
		return err
	}
	workload, err := s.group("workload", "rg-workload")
	if err != nil {
		return err
	}
	s.args.SpokeResourceGroupName, s.args.ResourceGroupName = spokes, workload
	vnet, err := s.network(spokes)
	if err != nil {
		return err
	}
	if err := s.workspaces(workload); err != nil {
		return err
	}
	return s.vault(workload, vnet)
}

func (s *surroundings) group(name, physical string) (pulumi.StringOutput, error) {
	group, err := resources.NewResourceGroup(s.ctx, name, &resources.ResourceGroupArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String(physical),
	})
	if err != nil {
		return pulumi.StringOutput{}, err
	}
	return group.Name, nil
}

func (s *surroundings) network(group pulumi.StringOutput) (*network.VirtualNetwork, error) {
	guard, err := network.NewNetworkSecurityGroup(s.ctx, "guard", &network.NetworkSecurityGroupArgs{
		NetworkSecurityGroupName: pulumi.String("nsg-gateway"), Location: pulumi.String("westeurope"), ResourceGroupName: group,
		SecurityRules: network.SecurityRuleTypeArray{network.SecurityRuleTypeArgs{
			Name: pulumi.String("AllowControlPlaneInbound"), Priority: pulumi.Int(110), Direction: pulumi.String("Inbound"), Access: pulumi.String("Allow"),
			Protocol: pulumi.String("*"), SourceAddressPrefix: pulumi.String("GatewayManager"), SourcePortRange: pulumi.String("*"),
			DestinationAddressPrefix: pulumi.String("*"), DestinationPortRange: pulumi.String("65200-65535"),
		}},
	})
	if err != nil {
		return nil, err
	}
	vnet, err := network.NewVirtualNetwork(s.ctx, "spoke", &network.VirtualNetworkArgs{
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.StringArray{pulumi.String("10.240.0.0/16")}},
		Location:     pulumi.String("westeurope"), ResourceGroupName: group, VirtualNetworkName: pulumi.String("vnet-spoke"),
		Subnets: network.SubnetTypeArray{
			network.SubnetTypeArgs{Name: pulumi.String("snet-privatelinkendpoints"), AddressPrefix: pulumi.String("10.240.4.32/28")},
			network.SubnetTypeArgs{
				Name: pulumi.String("snet-applicationgateway"), AddressPrefix: pulumi.String("10.240.5.0/24"),
				NetworkSecurityGroup: network.NetworkSecurityGroupTypeArgs{Id: guard.ID().ToStringOutput()},
			},
		},
	})
	if err != nil {
		return nil, err
	}
	s.args.SubnetID = subnet(vnet, "snet-applicationgateway")
	zone, err := dns.NewPrivateZone(s.ctx, "ingress-zone", &dns.PrivateZoneArgs{
		Location: pulumi.String("global"), PrivateZoneName: pulumi.String("aks-ingress.contoso.com"), ResourceGroupName: group,
	})
	if err != nil {
		return nil, err
	}
	s.args.IngressZoneName, s.args.IngressZoneResourceGroupName = zone.Name, group
	return vnet, nil
}

func subnet(vnet *network.VirtualNetwork, name string) pulumi.StringOutput {
	return vnet.ID().ToStringOutput().ApplyT(func(id string) string { return azure.SubnetID(id, name) }).(pulumi.StringOutput)
}

func (s *surroundings) workspaces(group pulumi.StringOutput) error {
	for name, into := range map[string]*pulumi.StringInput{"la-aks": &s.args.WorkspaceID, "la-hub": &s.args.NetworkWorkspaceID} {
		workspace, err := operationalinsights.NewWorkspace(s.ctx, name, &operationalinsights.WorkspaceArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: group, WorkspaceName: pulumi.String(name),
		})
		if err != nil {
			return err
		}
		*into = workspace.ID().ToStringOutput()
	}
	return nil
}

func (s *surroundings) vault(group pulumi.StringOutput, vnet *network.VirtualNetwork) error {
	vault, err := keyvault.NewVault(s.ctx, "vault", &keyvault.VaultArgs{
		Location: pulumi.String("westeurope"), ResourceGroupName: group, VaultName: pulumi.String("kv-own"),
		Properties: keyvault.VaultPropertiesArgs{
			TenantId: pulumi.String(monitor.Tenant), EnableRbacAuthorization: pulumi.Bool(true), PublicNetworkAccess: pulumi.String("Disabled"),
			Sku: keyvault.SkuArgs{Family: pulumi.String("A"), Name: keyvault.SkuNameStandard},
		},
	})
	if err != nil {
		return err
	}
	s.args.VaultID = vault.ID().ToStringOutput()
	for name, into := range map[string]*pulumi.StringInput{"listener": &s.args.ListenerCertificateSecretURI, "root": &s.args.RootCertificateSecretURI} {
		secret, err := keyvault.NewSecret(s.ctx, name, &keyvault.SecretArgs{
			ResourceGroupName: group, VaultName: vault.Name, SecretName: pulumi.String(name),
			Properties: keyvault.SecretPropertiesArgs{Value: pulumi.String("eA==")},
		})
		if err != nil {
			return err
		}
		*into = secret.Properties.SecretUri()
	}
	zone, err := dns.NewPrivateZone(s.ctx, "vault-zone", &dns.PrivateZoneArgs{
		Location: pulumi.String("global"), PrivateZoneName: pulumi.String(azure.PrivateDNSZoneKeyVault), ResourceGroupName: group,
	})
	if err != nil {
		return err
	}
	link, err := dns.NewVirtualNetworkLink(s.ctx, "vault-zone-link", &dns.VirtualNetworkLinkArgs{
		Location: pulumi.String("global"), PrivateZoneName: zone.Name, ResourceGroupName: group, VirtualNetworkLinkName: pulumi.String("to_vnet-spoke"),
		RegistrationEnabled: pulumi.Bool(false), VirtualNetwork: dns.SubResourceArgs{Id: vnet.ID().ToStringOutput()},
	})
	if err != nil {
		return err
	}
	endpoint, err := privateendpoint.New(s.ctx, "vault-endpoint", &privateendpoint.Args{
		PrivateEndpointName: "pe-kv-own", ResourceGroupName: group, Location: "westeurope", SubnetID: subnet(vnet, "snet-privatelinkendpoints"),
		TargetID: vault.ID(), GroupID: privateendpoint.Vault, Zones: []privateendpoint.Zone{{Name: azure.PrivateDNSZoneKeyVault, ID: zone.ID()}},
	})
	if err != nil {
		return err
	}
	s.args.After = append(s.args.After, endpoint.ZoneGroup, link)
	return nil
}
