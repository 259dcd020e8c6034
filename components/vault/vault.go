// Package vault is the Key Vault of one region: the certificate that Application Gateway serves, the one it trusts
// behind itself, and whatever the workloads keep there. Roles decide who reads; the network comes in by a private
// endpoint in the spoke, and the public endpoint is shut or behind a firewall that lets in trusted Azure services only.
package vault

import (
	"errors"
	"fmt"

	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:vault:Vault"

// auditEvent is the log of who used what in the vault. The other category, the judgements of Azure Policy on what is
// inside, would be empty: none of the landing zone's policies looks there.
const auditEvent = "AuditEvent"

// Args are what the vault is made of. Everything but Certificates and Tags is required.
type Args struct {
	// Settings are the section of the configuration.
	Settings Settings
	// Certificates are put into the vault; one that is not given is left out, because it exists as a secret already.
	Certificates Certificates
	// Names are the region's physical names.
	Names naming.Names
	// Location is the region.
	Location azure.Location
	// TenantID is the tenant of the subscription, whose identities the vault knows.
	TenantID string
	// ResourceGroupName is the group of the vault and its endpoint.
	ResourceGroupName pulumi.StringInput
	// WorkspaceID is the ARM ID of the workspace that receives the vault's logs.
	WorkspaceID pulumi.StringInput
	// PrivateEndpointSubnetID is the subnet of the private endpoint.
	PrivateEndpointSubnetID pulumi.StringInput
	// PrivateDNSZoneID is the zone privatelink.vaultcore.azure.net of that network.
	PrivateDNSZoneID pulumi.StringInput
	// Tags are on the vault and its endpoint.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the vault, and so of all that is in it.
	Protect bool
}

// Vault is the vault of one region.
type Vault struct {
	pulumi.ResourceState

	// VaultID is the ARM ID of the vault, VaultName its name, and VaultURI its address: https://<name>.vault.azure.net/.
	VaultID, VaultName, VaultURI pulumi.StringOutput
	// GatewayCertificateSecretURI is the ID, without a version, of the secret with the certificate that Application Gateway
	// serves; "" when the configuration gives none.
	GatewayCertificateSecretURI pulumi.StringOutput
	// IngressCertificateSecretURI is the same for the certificate that Application Gateway trusts.
	IngressCertificateSecretURI pulumi.StringOutput
	// Ready is what must be there before somebody in the network reads from the vault.
	Ready []pulumi.Resource
}

// New declares the vault with its endpoint, its logs and the certificates in it. It refuses args that lack something
// required, and a certificate that cannot be read.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Vault, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	v := &Vault{}
	if err := ctx.RegisterComponentResource(Token, name, v, opts...); err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	parent := pulumi.Parent(v)
	vault, err := newVault(ctx, name, args, parent)
	if err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	v.VaultID, v.VaultName, v.VaultURI = vault.ID().ToStringOutput(), vault.Name, vault.Properties.VaultUri().Elem()
	_, err = diagnostics.Send(ctx, name+"-vault-diagnostics", diagnostics.Args{
		TargetID: v.VaultID, WorkspaceID: args.WorkspaceID, Logs: []string{auditEvent}, Metrics: []string{azure.AllMetrics},
	}, parent)
	if err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	endpoint, err := privateendpoint.New(ctx, name+"-endpoint", &privateendpoint.Args{
		PrivateEndpointName: args.Names.PrivateEndpoint(args.Names.Vault()), ResourceGroupName: args.ResourceGroupName,
		Location: args.Location.Name, SubnetID: args.PrivateEndpointSubnetID, TargetID: v.VaultID, GroupID: privateendpoint.Vault,
		Zones: []privateendpoint.Zone{{Name: azure.PrivateDNSZoneKeyVault, ID: args.PrivateDNSZoneID}}, Tags: args.Tags,
	}, parent)
	if err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	v.Ready = []pulumi.Resource{endpoint.Endpoint, endpoint.ZoneGroup}
	if err := v.putCertificates(ctx, name, args, vault, parent); err != nil {
		return nil, fmt.Errorf("vault %q: %w", name, err)
	}
	if err := ctx.RegisterResourceOutputs(v, pulumi.Map{
		"vaultId": v.VaultID, "vaultName": v.VaultName, "vaultUri": v.VaultURI,
		"gatewayCertificateSecretUri": v.GatewayCertificateSecretURI, "ingressCertificateSecretUri": v.IngressCertificateSecretURI,
	}); err != nil {
		return nil, fmt.Errorf("vault %q: outputs: %w", name, err)
	}
	return v, nil
}

// newVault declares the vault. Every property is said, also where Azure's default would do, because the SDK has defaults
// of its own, such as access policies instead of roles.
func newVault(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) (*keyvault.Vault, error) {
	rules := keyvault.IPRuleArray{}
	for _, rule := range args.Settings.IPRules {
		rules = append(rules, keyvault.IPRuleArgs{Value: pulumi.String(rule)})
	}
	properties := keyvault.VaultPropertiesArgs{
		AccessPolicies:               keyvault.AccessPolicyEntryArray{},
		CreateMode:                   keyvault.CreateMode(args.Settings.CreateMode),
		EnableRbacAuthorization:      pulumi.Bool(true),
		EnableSoftDelete:             pulumi.Bool(true),
		EnabledForDeployment:         pulumi.Bool(false),
		EnabledForDiskEncryption:     pulumi.Bool(false),
		EnabledForTemplateDeployment: pulumi.Bool(false),
		NetworkAcls: keyvault.NetworkRuleSetArgs{
			Bypass: pulumi.String("AzureServices"), DefaultAction: pulumi.String("Deny"),
			IpRules: rules, VirtualNetworkRules: keyvault.VirtualNetworkRuleArray{},
		},
		PublicNetworkAccess:       pulumi.String(args.Settings.PublicNetworkAccess),
		Sku:                       keyvault.SkuArgs{Family: pulumi.String("A"), Name: keyvault.SkuName(args.Settings.SKU)},
		SoftDeleteRetentionInDays: pulumi.Int(args.Settings.SoftDeleteRetentionInDays),
		TenantId:                  pulumi.String(args.TenantID),
	}
	if args.Settings.EnablePurgeProtection {
		properties.EnablePurgeProtection = pulumi.Bool(true) // ARM refuses false
	}
	vault, err := keyvault.NewVault(ctx, name+"-vault", &keyvault.VaultArgs{
		Location: pulumi.String(args.Location.Name), Properties: properties, ResourceGroupName: args.ResourceGroupName,
		Tags: pulumi.ToStringMap(args.Tags), VaultName: pulumi.String(args.Names.Vault()),
	}, parent, pulumi.Protect(args.Protect))
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return vault, nil
}

// check reports every missing argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"TenantID", a.TenantID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"PrivateEndpointSubnetID", a.PrivateEndpointSubnetID != nil},
		{"PrivateDNSZoneID", a.PrivateDNSZoneID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
