package network

import (
	"reflect"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// vocabulary holds what the SDK's structs do not say: allowed values, lists that must be there, and rule shapes.
// Source of all of it: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/
func vocabulary() engine.Vocabulary {
	allocation := engine.Values(sdk.IPAllocationMethodStatic, sdk.IPAllocationMethodDynamic)
	version := engine.Values(sdk.IPVersionIPv4, sdk.IPVersionIPv6)
	threat := engine.Values(sdk.AzureFirewallThreatIntelModeAlert, sdk.AzureFirewallThreatIntelModeDeny, sdk.AzureFirewallThreatIntelModeOff)
	onOff := []string{"Enabled", "Disabled"}
	ids := engine.Values(sdk.FirewallPolicyIntrusionDetectionStateTypeOff, sdk.FirewallPolicyIntrusionDetectionStateTypeAlert,
		sdk.FirewallPolicyIntrusionDetectionStateTypeDeny)
	filter := reflect.TypeFor[sdk.FirewallPolicyFilterRuleCollection]()
	nat := reflect.TypeFor[sdk.FirewallPolicyNatRuleCollection]()
	rules := engine.Union{Discriminator: "ruleType", Types: map[string]reflect.Type{
		"ApplicationRule": reflect.TypeFor[sdk.ApplicationRule](),
		"NetworkRule":     reflect.TypeFor[sdk.NetworkRule](),
		"NatRule":         reflect.TypeFor[sdk.NatRuleType](),
	}}
	protocol := engine.Values(sdk.ApplicationGatewayProtocolHttp, sdk.ApplicationGatewayProtocolHttps, sdk.ApplicationGatewayProtocolTcp,
		sdk.ApplicationGatewayProtocolTls)
	return engine.Vocabulary{
		Enums: map[string][]string{
			"ApplicationGatewaySku.name": engine.Values(sdk.ApplicationGatewaySkuName_Standard_Small, sdk.ApplicationGatewaySkuName_Standard_Medium,
				sdk.ApplicationGatewaySkuName_Standard_Large, sdk.ApplicationGatewaySkuName_WAF_Medium, sdk.ApplicationGatewaySkuName_WAF_Large,
				sdk.ApplicationGatewaySkuName_Standard_v2, sdk.ApplicationGatewaySkuName_WAF_v2, sdk.ApplicationGatewaySkuNameBasic),
			"ApplicationGatewaySku.tier": engine.Values(sdk.ApplicationGatewayTierStandard, sdk.ApplicationGatewayTierWAF,
				sdk.ApplicationGatewayTier_Standard_v2, sdk.ApplicationGatewayTier_WAF_v2, sdk.ApplicationGatewayTierBasic),
			"ApplicationGatewaySslPolicy.policyType": engine.Values(sdk.ApplicationGatewaySslPolicyTypePredefined,
				sdk.ApplicationGatewaySslPolicyTypeCustom, sdk.ApplicationGatewaySslPolicyTypeCustomV2),
			"ApplicationGatewaySslPolicy.policyName": engine.Values(sdk.ApplicationGatewaySslPolicyNameAppGwSslPolicy20150501,
				sdk.ApplicationGatewaySslPolicyNameAppGwSslPolicy20170401, sdk.ApplicationGatewaySslPolicyNameAppGwSslPolicy20170401S,
				sdk.ApplicationGatewaySslPolicyNameAppGwSslPolicy20220101, sdk.ApplicationGatewaySslPolicyNameAppGwSslPolicy20220101S),
			"ApplicationGatewaySslPolicy.minProtocolVersion": engine.Values(sdk.ApplicationGatewaySslProtocol_TLSv1_0,
				sdk.ApplicationGatewaySslProtocol_TLSv1_1, sdk.ApplicationGatewaySslProtocol_TLSv1_2, sdk.ApplicationGatewaySslProtocol_TLSv1_3),
			"ApplicationGatewaySslPolicy.cipherSuites": cipherSuites,
			"ApplicationGatewayHttpListener.protocol":  protocol, "ApplicationGatewayProbe.protocol": protocol,
			"ApplicationGatewayBackendHttpSettings.protocol": protocol,
			"ApplicationGatewayBackendHttpSettings.cookieBasedAffinity": engine.Values(sdk.ApplicationGatewayCookieBasedAffinityEnabled,
				sdk.ApplicationGatewayCookieBasedAffinityDisabled),
			"ApplicationGatewayRequestRoutingRule.ruleType": engine.Values(sdk.ApplicationGatewayRequestRoutingRuleTypeBasic,
				sdk.ApplicationGatewayRequestRoutingRuleTypePathBasedRouting),
			"ApplicationGatewayRedirectConfiguration.redirectType": engine.Values(sdk.ApplicationGatewayRedirectTypePermanent,
				sdk.ApplicationGatewayRedirectTypeFound, sdk.ApplicationGatewayRedirectTypeSeeOther, sdk.ApplicationGatewayRedirectTypeTemporary),
			"ApplicationGatewayFrontendIPConfiguration.privateIPAllocationMethod": allocation,
			"FlowLogFormatParameters.type":                                        engine.Values(sdk.FlowLogFormatTypeJSON),
			"PolicySettings.mode":                                                 engine.Values(sdk.WebApplicationFirewallModePrevention, sdk.WebApplicationFirewallModeDetection),
			"PolicySettings.state":                                                engine.Values(sdk.WebApplicationFirewallEnabledStateDisabled, sdk.WebApplicationFirewallEnabledStateEnabled),
			"WebApplicationFirewallCustomRule.ruleType": engine.Values(sdk.WebApplicationFirewallRuleTypeMatchRule,
				sdk.WebApplicationFirewallRuleTypeRateLimitRule),
			"WebApplicationFirewallCustomRule.action": engine.Values(sdk.WebApplicationFirewallActionAllow, sdk.WebApplicationFirewallActionBlock,
				sdk.WebApplicationFirewallActionLog, sdk.WebApplicationFirewallActionJSChallenge),
			"WebApplicationFirewallCustomRule.rateLimitDuration": engine.Values(sdk.ApplicationGatewayFirewallRateLimitDurationOneMin,
				sdk.ApplicationGatewayFirewallRateLimitDurationFiveMins),
			"ManagedRuleOverride.action": engine.Values(sdk.ActionTypeAnomalyScoring, sdk.ActionTypeAllow, sdk.ActionTypeBlock, sdk.ActionTypeLog,
				sdk.ActionTypeJSChallenge),
			"ManagedRuleOverride.state": onOff,

			"SecurityRuleType.access":    engine.Values(sdk.SecurityRuleAccessAllow, sdk.SecurityRuleAccessDeny),
			"SecurityRuleType.direction": engine.Values(sdk.SecurityRuleDirectionInbound, sdk.SecurityRuleDirectionOutbound),
			"SecurityRuleType.protocol": engine.Values(sdk.SecurityRuleProtocolTcp, sdk.SecurityRuleProtocolUdp, sdk.SecurityRuleProtocolIcmp,
				sdk.SecurityRuleProtocolEsp, sdk.SecurityRuleProtocolAh, sdk.SecurityRuleProtocolAsterisk),
			"RouteType.nextHopType": engine.Values(sdk.RouteNextHopTypeVirtualNetworkGateway, sdk.RouteNextHopTypeVnetLocal,
				sdk.RouteNextHopTypeInternet, sdk.RouteNextHopTypeVirtualAppliance, sdk.RouteNextHopTypeNone),

			"publicIPAddressArgs.publicIPAllocationMethod": allocation,
			"publicIPAddressArgs.publicIPAddressVersion":   version,
			"publicIPAddressArgs.deleteOption":             engine.Values(sdk.DeleteOptionsDelete, sdk.DeleteOptionsDetach),
			"PublicIPAddressSku.name":                      engine.Values(sdk.PublicIPAddressSkuNameBasic, sdk.PublicIPAddressSkuNameStandard),
			"PublicIPAddressSku.tier":                      engine.Values(sdk.PublicIPAddressSkuTierRegional, sdk.PublicIPAddressSkuTierGlobal),
			"DdosSettings.protectionMode": engine.Values(sdk.DdosSettingsProtectionModeVirtualNetworkInherited,
				sdk.DdosSettingsProtectionModeEnabled, sdk.DdosSettingsProtectionModeDisabled),
			"publicIPPrefixArgs.publicIPAddressVersion": version,
			"PublicIPPrefixSku.name":                    engine.Values(sdk.PublicIPPrefixSkuNameStandard),
			"PublicIPPrefixSku.tier":                    engine.Values(sdk.PublicIPPrefixSkuTierRegional, sdk.PublicIPPrefixSkuTierGlobal),
			"NatGatewaySku.name":                        engine.Values(sdk.NatGatewaySkuNameStandard),

			"SubnetType.privateEndpointNetworkPolicies": engine.Values(sdk.VirtualNetworkPrivateEndpointNetworkPoliciesEnabled,
				sdk.VirtualNetworkPrivateEndpointNetworkPoliciesDisabled, sdk.VirtualNetworkPrivateEndpointNetworkPoliciesNetworkSecurityGroupEnabled,
				sdk.VirtualNetworkPrivateEndpointNetworkPoliciesRouteTableEnabled),
			"SubnetType.privateLinkServiceNetworkPolicies":   onOff,
			"SubnetType.sharingScope":                        engine.Values(sdk.SharingScopeTenant, sdk.SharingScopeDelegatedServices),
			"VirtualNetworkEncryption.enforcement":           engine.Values(sdk.VirtualNetworkEncryptionEnforcementDropUnencrypted, sdk.VirtualNetworkEncryptionEnforcementAllowUnencrypted),
			"virtualNetworkArgs.privateEndpointVNetPolicies": engine.Values(sdk.PrivateEndpointVNetPoliciesDisabled, sdk.PrivateEndpointVNetPoliciesBasic),

			"AzureFirewallSku.name":              engine.Values(sdk.AzureFirewallSkuName_AZFW_VNet, sdk.AzureFirewallSkuName_AZFW_Hub),
			"AzureFirewallSku.tier":              engine.Values(sdk.AzureFirewallSkuTierStandard, sdk.AzureFirewallSkuTierPremium, sdk.AzureFirewallSkuTierBasic),
			"azureFirewallArgs.threatIntelMode":  threat,
			"firewallPolicyArgs.threatIntelMode": threat,
			"FirewallPolicySku.tier": engine.Values(sdk.FirewallPolicySkuTierStandard, sdk.FirewallPolicySkuTierPremium,
				sdk.FirewallPolicySkuTierBasic),
			"FirewallPolicyIntrusionDetection.mode":         ids,
			"FirewallPolicySNAT.autoLearnPrivateRanges":     engine.Values(sdk.AutoLearnPrivateRangesModeEnabled, sdk.AutoLearnPrivateRangesModeDisabled),
			"FirewallPolicyFilterRuleCollectionAction.type": engine.Values(sdk.FirewallPolicyFilterRuleCollectionActionTypeAllow, sdk.FirewallPolicyFilterRuleCollectionActionTypeDeny),
			"FirewallPolicyNatRuleCollectionAction.type":    engine.Values(sdk.FirewallPolicyNatRuleCollectionActionTypeDNAT),
			"FirewallPolicyRuleApplicationProtocol.protocolType": append(engine.Values(sdk.FirewallPolicyRuleApplicationProtocolTypeHttp,
				sdk.FirewallPolicyRuleApplicationProtocolTypeHttps), "Mssql"),
			"NetworkRule.ipProtocols": engine.Values(sdk.FirewallPolicyRuleNetworkProtocolTCP, sdk.FirewallPolicyRuleNetworkProtocolUDP,
				sdk.FirewallPolicyRuleNetworkProtocolAny, sdk.FirewallPolicyRuleNetworkProtocolICMP),
			"NatRuleType.ipProtocols": engine.Values(sdk.FirewallPolicyRuleNetworkProtocolTCP, sdk.FirewallPolicyRuleNetworkProtocolUDP),

			"Sku.name": engine.Values(sdk.BastionHostSkuNameBasic, sdk.BastionHostSkuNameStandard, sdk.BastionHostSkuNameDeveloper,
				sdk.BastionHostSkuNamePremium),
			"BastionHostIPConfiguration.privateIPAllocationMethod": allocation,
			"virtualNetworkPeeringArgs.peeringState":               {"Initiated", "Connected", "Disconnected"},
			"virtualNetworkPeeringArgs.syncRemoteAddressSpace":     {"true"},
			"virtualNetworkLinkArgs.resolutionPolicy":              engine.Values(dns.ResolutionPolicyDefault, dns.ResolutionPolicyNxDomainRedirect),
			"privateRecordSetArgs.recordType":                      {"A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT"},
		},
		Required: []string{
			"virtualNetworkArgs.addressSpace", "AddressSpace.addressPrefixes",
			"virtualNetworkPeeringArgs.remoteVirtualNetwork",
			"privateEndpointArgs.subnet",
			"virtualNetworkLinkArgs.virtualNetwork", "virtualNetworkLinkArgs.registrationEnabled",
			"PrivateDnsZoneConfig.privateDnsZoneId", "PrivateDnsZoneConfig.name",
			"firewallPolicyRuleCollectionGroupArgs.priority",
		},
		Unions: map[string]engine.Union{
			"firewallPolicyRuleCollectionGroupArgs.ruleCollections": {Discriminator: "ruleCollectionType", Types: map[string]reflect.Type{
				"FirewallPolicyFilterRuleCollection": filter, "FirewallPolicyNatRuleCollection": nat,
			}},
			"FirewallPolicyFilterRuleCollection.rules": rules,
			"FirewallPolicyNatRuleCollection.rules":    rules,
		},
		Any: []string{"FirewallPolicyRuleCollectionGroup.ruleCollections"},
	}
}
