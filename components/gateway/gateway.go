// Package gateway is the way in from the internet to one region's cluster: an Application Gateway with a web application
// firewall, its public address, the identity with which it reads its certificates, and the name by which it finds the
// ingress controller. Clients' TLS ends here, because the firewall must see requests; they go on to the ingress
// controller under TLS again. What happens behind that controller is the cluster's business, and the rules that let
// traffic through are the spoke's.
package gateway

import (
	"errors"
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's Pulumi type.
const Token = "landingzone:gateway:Gateway"

const (
	gatewayType  = "Microsoft.Network/applicationGateways"
	addressType  = "Microsoft.Network/publicIPAddresses"
	vaultType    = "Microsoft.KeyVault/vaults"
	recordTTL    = 3600
	idleInMinute = 4
)

// Args are the settings of a gateway and what it gets from the rest of the stack. Fields without "default" are required.
type Args struct {
	// Settings are the validated section of the configuration.
	Settings Settings
	// Names are the region's physical names.
	Names naming.Names
	// Location is the region.
	Location azure.Location
	// Zones are the availability zones of gateway and address. Default none.
	Zones []string
	// Domain is the company's domain, below which the sites are.
	Domain string
	// SubscriptionID is the subscription of the gateway and of the vault.
	SubscriptionID string
	// ResourceGroupName is the group of the gateway, its firewall policy and its identity.
	ResourceGroupName pulumi.StringInput
	// SpokeResourceGroupName is the group of the public address, which belongs to the network.
	SpokeResourceGroupName pulumi.StringInput
	// SubnetID is the subnet that holds the gateway alone.
	SubnetID pulumi.StringInput
	// IngressZoneName and IngressZoneResourceGroupName are the private DNS zone aks-ingress.<domain>.
	IngressZoneName, IngressZoneResourceGroupName pulumi.StringInput
	// IngressZoneProvider is the provider of the zone's subscription. Default: the component's own.
	IngressZoneProvider pulumi.ProviderResource
	// IngressPrivateIP is the address of the ingress controller.
	IngressPrivateIP string
	// VaultID is the vault that holds the certificates.
	VaultID pulumi.StringInput
	// ListenerCertificateSecretURI and RootCertificateSecretURI are the certificates in it that the settings do not
	// replace: the one that clients see, and the one that the ingress controller must show.
	ListenerCertificateSecretURI, RootCertificateSecretURI pulumi.StringInput
	// WorkspaceID gets the gateway's logs and metrics.
	WorkspaceID pulumi.StringInput
	// NetworkWorkspaceID gets those of the public address.
	NetworkWorkspaceID pulumi.StringInput
	// After is what must be there before the gateway reads from the vault: its private endpoint. Default none.
	After []pulumi.Resource
	// Tags are on everything that takes tags.
	Tags map[string]string
}

// Gateway is the way in to one region's cluster.
type Gateway struct {
	pulumi.ResourceState

	// ID and Name are the Application Gateway's.
	ID, Name pulumi.StringOutput
	// PublicIPAddress is what the public names of the sites have to lead to.
	PublicIPAddress pulumi.StringOutput
	// IngressHost is the name that the ingress controller's certificate and Ingress objects must have.
	IngressHost string
	// IngressPrivateIP is the address that the ingress controller's Service must have.
	IngressPrivateIP string
}

// builder carries what every part of the gateway needs.
type builder struct {
	ctx    *pulumi.Context
	name   string
	args   *Args
	parent pulumi.ResourceOption
}

// New declares a gateway. Its children are named name-<part>; they take the provider of the component.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Gateway, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("gateway %q: %w", name, err)
	}
	g := &Gateway{IngressHost: IngressHost(args.Names, args.Domain), IngressPrivateIP: args.IngressPrivateIP}
	if err := ctx.RegisterComponentResource(Token, name, g, opts...); err != nil {
		return nil, fmt.Errorf("gateway %q: %w", name, err)
	}
	b := &builder{ctx: ctx, name: name, args: args, parent: pulumi.Parent(g)}
	if err := b.build(g); err != nil {
		return nil, fmt.Errorf("gateway %q: %w", name, err)
	}
	return g, ctx.RegisterResourceOutputs(g, pulumi.Map{
		"id": g.ID, "name": g.Name, "publicIpAddress": g.PublicIPAddress,
		"ingressHost": pulumi.String(g.IngressHost), "ingressPrivateIp": pulumi.String(g.IngressPrivateIP),
	})
}

func (b *builder) build(g *Gateway) error {
	if err := b.ingressRecord(); err != nil {
		return err
	}
	address, err := b.publicAddress()
	if err != nil {
		return err
	}
	g.PublicIPAddress = address.IpAddress.Elem()
	identity, grants, err := b.identity()
	if err != nil {
		return err
	}
	policy, err := b.firewallPolicy()
	if err != nil {
		return err
	}
	gateway, err := b.applicationGateway(address, identity, policy, append(grants, b.args.After...))
	if err != nil {
		return err
	}
	g.ID, g.Name = gateway.ID().ToStringOutput(), gateway.Name
	return b.send("diagnostics", g.ID, b.args.WorkspaceID, gatewayLogs)
}

// gatewayLogs are the gateway's logs: every request, the gateway's own health, and what the firewall did.
var gatewayLogs = []string{"ApplicationGatewayAccessLog", "ApplicationGatewayPerformanceLog", "ApplicationGatewayFirewallLog"}

// child is the Pulumi name of a part.
func (b *builder) child(part string) string { return b.name + "-" + part }

// zones are the availability zones, or nothing at all where there are none.
func (b *builder) zones() pulumi.StringArrayInput {
	if len(b.args.Zones) == 0 {
		return nil
	}
	return pulumi.ToStringArray(b.args.Zones)
}

func (b *builder) send(part string, target pulumi.StringOutput, workspace pulumi.StringInput, logs []string) error {
	_, err := diagnostics.Send(b.ctx, b.child(part), diagnostics.Args{
		TargetID: target, WorkspaceID: workspace, Logs: logs, Metrics: []string{azure.AllMetrics},
	}, b.parent)
	return err
}

// publicAddress declares the one public address of the workloads, in the network's group: it outlives the gateway.
func (b *builder) publicAddress() (*network.PublicIPAddress, error) {
	address, err := network.NewPublicIPAddress(b.ctx, b.child("ip"), &network.PublicIPAddressArgs{
		PublicIpAddressName:      pulumi.String(b.args.Names.EntryPublicIP()),
		ResourceGroupName:        b.args.SpokeResourceGroupName,
		Location:                 pulumi.String(b.args.Location.Name),
		Sku:                      network.PublicIPAddressSkuArgs{Name: pulumi.String("Standard"), Tier: pulumi.String("Regional")},
		PublicIPAllocationMethod: pulumi.String("Static"),
		PublicIPAddressVersion:   pulumi.String("IPv4"),
		IdleTimeoutInMinutes:     pulumi.Int(idleInMinute),
		Zones:                    b.zones(),
		Tags:                     pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("public address: %w", err)
	}
	logs, _, _ := azure.DiagnosticCategories(addressType)
	return address, b.send("ip-diagnostics", address.ID().ToStringOutput(), b.args.NetworkWorkspaceID, logs)
}

// ingressRecord gives the ingress controller a name that does not change with its address.
func (b *builder) ingressRecord() error {
	opts := []pulumi.ResourceOption{b.parent}
	if b.args.IngressZoneProvider != nil {
		opts = append(opts, pulumi.Provider(b.args.IngressZoneProvider))
	}
	_, err := dns.NewPrivateRecordSet(b.ctx, b.child("record"), &dns.PrivateRecordSetArgs{
		PrivateZoneName:       b.args.IngressZoneName,
		ResourceGroupName:     b.args.IngressZoneResourceGroupName,
		RecordType:            pulumi.String("A"),
		RelativeRecordSetName: pulumi.String(b.args.Names.IngressRecord()),
		Ttl:                   pulumi.Float64(recordTTL),
		ARecords:              dns.ARecordArray{dns.ARecordArgs{Ipv4Address: pulumi.String(b.args.IngressPrivateIP)}},
	}, opts...)
	if err != nil {
		return fmt.Errorf("record of the ingress controller: %w", err)
	}
	return nil
}

// check reports wiring that cannot be: it is a mistake in the program, not in the configuration.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Settings.Sites", len(a.Settings.Sites) > 0},
		{"Location", a.Location.Name != ""},
		{"Domain", a.Domain != ""},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"SpokeResourceGroupName", a.SpokeResourceGroupName != nil},
		{"SubnetID", a.SubnetID != nil},
		{"IngressZoneName", a.IngressZoneName != nil},
		{"IngressZoneResourceGroupName", a.IngressZoneResourceGroupName != nil},
		{"IngressPrivateIP", a.IngressPrivateIP != ""},
		{"VaultID", a.VaultID != nil},
		{"ListenerCertificateSecretURI", a.ListenerCertificateSecretURI != nil || a.Settings.TLS.ListenerCertSecretID != ""},
		{"RootCertificateSecretURI", a.RootCertificateSecretURI != nil || a.Settings.TLS.RootCertSecretID != ""},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"NetworkWorkspaceID", a.NetworkWorkspaceID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
