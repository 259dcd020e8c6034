package vault

import (
	"crypto/x509"
	"fmt"

	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Names of the secrets in the vault.
const (
	// GatewaySecret holds the certificate that Application Gateway serves.
	GatewaySecret = "gateway-external-pfx-cert"
	// IngressSecret holds the certificate that Application Gateway trusts.
	IngressSecret = "appgw-ingress-internal-aks-ingress-tls"
)

// pfxContentType marks a secret as a PFX, as Key Vault does with the secrets of its own certificates.
// Source: https://learn.microsoft.com/azure/key-vault/certificates/about-certificates
const pfxContentType = "application/x-pkcs12"

// stored is one certificate on its way into the vault.
type stored struct {
	part, secret string
	value        string
	contentType  string
	read         func(string) (*x509.Certificate, *problem)
	uri          *pulumi.StringOutput
}

// putCertificates declares a secret for each certificate that is given by value.
func (v *Vault) putCertificates(ctx *pulumi.Context, name string, args *Args, vault *keyvault.Vault, parent pulumi.ResourceOption) error {
	for _, s := range []stored{
		{
			part: "gateway-certificate", secret: GatewaySecret, value: args.Certificates.GatewayExternalPfxCertificate,
			contentType: pfxContentType, read: readGateway, uri: &v.GatewayCertificateSecretURI,
		},
		{
			part: "ingress-certificate", secret: IngressSecret, value: args.Certificates.IngressTLSCertificate,
			read: readIngress, uri: &v.IngressCertificateSecretURI,
		},
	} {
		*s.uri = pulumi.String("").ToStringOutput()
		if s.value == "" {
			continue
		}
		secret, err := s.put(ctx, name, args, vault, parent)
		if err != nil {
			return fmt.Errorf("%s: %w", s.part, err)
		}
		*s.uri = secret.Properties.SecretUri()
	}
	return nil
}

// put writes a certificate through Resource Manager, which the vault's firewall does not concern. The expiry is noted on
// the secret, because it is what Key Vault's events of near expiry go by; nobody is kept from reading an expired one.
//
// The secret is given up, not deleted, when the program no longer declares it: azure-native deletes secrets through the
// vault's own API, where the firewall keeps out whoever deploys. With the vault it goes along.
//
// Sources: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets,
// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/resources/customresources/custom_keyvault.go
func (s stored) put(ctx *pulumi.Context, name string, args *Args, vault *keyvault.Vault, parent pulumi.ResourceOption) (*keyvault.Secret, error) {
	certificate, wrong := s.read(s.value)
	if wrong != nil {
		return nil, fmt.Errorf("the certificate %s; %s", wrong.rule, wrong.remedy)
	}
	value, _ := pulumi.ToSecret(pulumi.String(s.value)).(pulumi.StringOutput)
	properties := keyvault.SecretPropertiesArgs{
		Attributes: keyvault.SecretAttributesArgs{
			Enabled: pulumi.Bool(true), Expires: pulumi.Int(int(certificate.NotAfter.Unix())),
		},
		Value: value,
	}
	if s.contentType != "" {
		properties.ContentType = pulumi.String(s.contentType)
	}
	return keyvault.NewSecret(ctx, name+"-"+s.part, &keyvault.SecretArgs{
		Properties: properties, ResourceGroupName: args.ResourceGroupName, SecretName: pulumi.String(s.secret), VaultName: vault.Name,
		Tags: pulumi.ToStringMap(args.Tags),
	}, parent, pulumi.RetainOnDelete(true))
}
