package gateway

import (
	"fmt"

	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Names of the gateway's parts that there is one of.
const (
	ipConfiguration       = "apw-ip-configuration"
	frontendConfiguration = "apw-frontend-ip-configuration"
	portHTTPS             = "port-443"
	portHTTP              = "port-80"
	rootCertificate       = "root-cert-wildcard-aks-ingress"
)

// applicationGateway declares the gateway. Its parts refer to each other by IDs below the gateway's own, which is made of
// names, because the ID that Azure gives is only there afterwards.
func (b *builder) applicationGateway(
	address *network.PublicIPAddress, identity *managedidentity.UserAssignedIdentity, policy *network.WebApplicationFirewallPolicy, after []pulumi.Resource,
) (*network.ApplicationGateway, error) {
	settings := b.args.Settings
	sites := b.sites()
	gateway, err := network.NewApplicationGateway(b.ctx, b.child("gateway"), &network.ApplicationGatewayArgs{
		ApplicationGatewayName: pulumi.String(b.args.Names.ApplicationGateway()),
		ResourceGroupName:      b.args.ResourceGroupName,
		Location:               pulumi.String(b.args.Location.Name),
		Zones:                  b.zones(),
		Tags:                   pulumi.ToStringMap(b.args.Tags),
		Sku:                    network.ApplicationGatewaySkuArgs{Name: pulumi.String("WAF_v2"), Tier: pulumi.String("WAF_v2")},
		Identity: network.ManagedServiceIdentityArgs{
			Type: network.ResourceIdentityTypeUserAssigned, UserAssignedIdentities: pulumi.StringArray{identity.ID().ToStringOutput()},
		},
		AutoscaleConfiguration: network.ApplicationGatewayAutoscaleConfigurationArgs{
			MinCapacity: pulumi.Int(settings.Autoscale.MinCapacity), MaxCapacity: pulumi.Int(settings.Autoscale.MaxCapacity),
		},
		EnableHttp2:    pulumi.Bool(false),
		FirewallPolicy: network.SubResourceArgs{Id: policy.ID().ToStringOutput()},
		GatewayIPConfigurations: network.ApplicationGatewayIPConfigurationArray{network.ApplicationGatewayIPConfigurationArgs{
			Name: pulumi.String(ipConfiguration), Subnet: network.SubResourceArgs{Id: b.args.SubnetID.ToStringOutput()},
		}},
		FrontendIPConfigurations: network.ApplicationGatewayFrontendIPConfigurationArray{network.ApplicationGatewayFrontendIPConfigurationArgs{
			Name: pulumi.String(frontendConfiguration), PublicIPAddress: network.SubResourceArgs{Id: address.ID().ToStringOutput()},
		}},
		FrontendPorts: b.ports(),
		SslPolicy:     settings.TLS.policy(),
		SslCertificates: network.ApplicationGatewaySslCertificateArray{network.ApplicationGatewaySslCertificateArgs{
			Name: pulumi.String(b.certificate()), KeyVaultSecretId: secret(settings.TLS.ListenerCertSecretID, b.args.ListenerCertificateSecretURI),
		}},
		TrustedRootCertificates: network.ApplicationGatewayTrustedRootCertificateArray{network.ApplicationGatewayTrustedRootCertificateArgs{
			Name: pulumi.String(rootCertificate), KeyVaultSecretId: secret(settings.TLS.RootCertSecretID, b.args.RootCertificateSecretURI),
		}},
		BackendAddressPools: network.ApplicationGatewayBackendAddressPoolArray{network.ApplicationGatewayBackendAddressPoolArgs{
			Name: pulumi.String(b.backend()),
			BackendAddresses: network.ApplicationGatewayBackendAddressArray{
				network.ApplicationGatewayBackendAddressArgs{Fqdn: pulumi.String(b.backend())},
			},
		}},
		Probes:                        sites.probes,
		BackendHttpSettingsCollection: sites.settings,
		HttpListeners:                 sites.listeners,
		RequestRoutingRules:           sites.rules,
		RedirectConfigurations:        sites.redirects,
	}, b.parent, pulumi.DependsOn(after))
	if err != nil {
		return nil, fmt.Errorf("application gateway: %w", err)
	}
	return gateway, nil
}

// backend is the name of the ingress controller, and of the pool that consists of it.
func (b *builder) backend() string { return IngressHost(b.args.Names, b.args.Domain) }

// certificate is the name of the certificate that clients see.
func (b *builder) certificate() string { return b.args.Names.ApplicationGateway() + "-ssl-certificate" }

// ports are those that the gateway listens on.
func (b *builder) ports() network.ApplicationGatewayFrontendPortArray {
	ports := network.ApplicationGatewayFrontendPortArray{
		network.ApplicationGatewayFrontendPortArgs{Name: pulumi.String(portHTTPS), Port: pulumi.Int(443)},
	}
	if b.args.Settings.HTTPRedirect {
		ports = append(ports, network.ApplicationGatewayFrontendPortArgs{Name: pulumi.String(portHTTP), Port: pulumi.Int(80)})
	}
	return ports
}

// policy is the TLS that clients are spoken to with.
//
// Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
func (t TLS) policy() network.ApplicationGatewaySslPolicyArgs {
	if t.Policy == TLSPredefined2022 {
		return network.ApplicationGatewaySslPolicyArgs{
			PolicyType: pulumi.String("Predefined"), PolicyName: pulumi.String("AppGwSslPolicy20220101S"),
		}
	}
	return network.ApplicationGatewaySslPolicyArgs{
		PolicyType: pulumi.String("Custom"), MinProtocolVersion: pulumi.String("TLSv1_2"),
		CipherSuites: pulumi.StringArray{
			pulumi.String("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), pulumi.String("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
		},
	}
}

// secret is the URL of a certificate: that of the settings, or that of the stack's vault.
func secret(configured string, own pulumi.StringInput) pulumi.StringPtrInput {
	if configured != "" {
		return pulumi.String(configured)
	}
	return own.ToStringOutput().ToStringPtrOutput()
}

// part is a reference to a part of the gateway.
func (b *builder) part(kind, name string) network.SubResourceArgs {
	return network.SubResourceArgs{Id: b.args.ResourceGroupName.ToStringOutput().ApplyT(func(group string) string {
		return azure.ResourceID(b.args.SubscriptionID, group, gatewayType+"/"+kind, b.args.Names.ApplicationGateway(), name)
	}).(pulumi.StringOutput)}
}
