package gateway

import (
	"fmt"

	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// grant is a role of the gateway on a vault.
type grant struct {
	part  string
	role  string
	vault pulumi.StringInput
	why   string
}

// identity declares the identity with which the gateway reads its certificates, and its rights, which must be there
// before the gateway: Azure reads the certificates while it makes it.
//
// Source: https://learn.microsoft.com/azure/application-gateway/key-vault-certs
func (b *builder) identity() (*managedidentity.UserAssignedIdentity, []pulumi.Resource, error) {
	identity, err := managedidentity.NewUserAssignedIdentity(b.ctx, b.child("identity"), &managedidentity.UserAssignedIdentityArgs{
		Location: pulumi.String(b.args.Location.Name), ResourceGroupName: b.args.ResourceGroupName,
		ResourceName: pulumi.String(b.args.Names.GatewayIdentity()), Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
	if err != nil {
		return nil, nil, fmt.Errorf("identity: %w", err)
	}
	wanted := vaultGrants("", b.args.VaultID)
	if other := b.args.Settings.TLS.CertificateVaultID; other != "" {
		wanted = append(wanted, vaultGrants("certificate-", pulumi.String(other))...)
	}
	var grants []pulumi.Resource
	for _, g := range wanted {
		assignment, err := roleassignment.New(b.ctx, b.child("grant-"+g.part), &roleassignment.Args{
			Key:  []string{b.args.SubscriptionID, b.args.Names.ApplicationGateway(), g.part},
			Role: g.role, Scope: g.vault, SubscriptionID: b.args.SubscriptionID, PrincipalID: identity.PrincipalId,
			PrincipalType: roleassignment.ServicePrincipal, Description: g.why,
		}, b.parent)
		if err != nil {
			return nil, nil, err
		}
		grants = append(grants, assignment)
	}
	return identity, grants, nil
}

// vaultGrants are the two roles that it takes on a vault; before goes before their names.
func vaultGrants(before string, vault pulumi.StringInput) []grant {
	return []grant{
		{before + "vault-reader", azure.RoleKeyVaultReader, vault, "The Application Gateway finds its certificates here."},
		{before + "vault-secrets", azure.RoleKeyVaultSecretsUser, vault, "The Application Gateway reads its certificates with their keys."},
	}
}
