package network

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.Network, each with a page or a public report that shows it.
var (
	CodeInvalidResourceReference = engine.Code{Name: "InvalidResourceReference", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-cli/issues/15893"}
	CodeReferencedResourceNotProvisioned = engine.Code{Name: "ReferencedResourceNotProvisioned", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure-Samples/azuresandbox/issues/25"}
	CodeDuplicateResourceName = engine.Code{Name: "DuplicateResourceName", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeInvalidAddressPrefixFormat = engine.Code{Name: "InvalidAddressPrefixFormat", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeInvalidCIDRNotation = engine.Code{Name: "InvalidCIDRNotation", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeInvalidAvailabilityZone = engine.Code{Name: "InvalidAvailabilityZone", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/reliability/availability-zones-region-support"}
	CodeLocationNotSupportAvailabilityZones = engine.Code{Name: "LocationNotSupportAvailabilityZones", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/reliability/availability-zones-region-support"}

	CodeSubnetOutsideVnet = engine.Code{Name: "NetcfgSubnetRangeOutsideVnet", Status: http.StatusBadRequest,
		Source: "https://github.com/MicrosoftDocs/azure-docs/pull/123869"}
	CodeSubnetsOverlap = engine.Code{Name: "NetcfgSubnetRangesOverlap", Status: http.StatusBadRequest,
		Source: "https://github.com/MicrosoftDocs/azure-docs/pull/123869"}
	CodeInvalidSubnet = engine.Code{Name: "NetcfgInvalidSubnet", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/10826"}
	CodeInvalidFlowLog = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview"}
	CodeSubnetCannotBeDeleted = engine.Code{Name: "InUseSubnetCannotBeDeleted", Status: http.StatusBadRequest,
		Source: "https://github.com/microsoft/nav-arm-templates/issues/161"}
	CodeSubnetCannotBeUpdated = engine.Code{Name: "InUseSubnetCannotBeUpdated", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/7687"}
	CodeSubnetIsFull = engine.Code{Name: "SubnetIsFull", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/subnetisfull-error"}
	CodeNSGOnGatewaySubnet = engine.Code{Name: "NetworkSecurityGroupCannotBeAttachedToGatewaySubnet", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure-Terraform/terraform-azurerm-virtual-network/issues/18"}
	CodeRouteTableOnBastionSubnet = engine.Code{Name: "RouteTableCannotBeAttachedForAzureBastionSubnet", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/bastion/bastion-faq#udr"}

	CodeNSGNotCompliantForBastion = engine.Code{Name: "NetworkSecurityGroupNotCompliantForAzureBastionSubnet", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-quickstart-templates/issues/8655"}
	CodeNSGCannotBeDeleted = engine.Code{Name: "InUseNetworkSecurityGroupCannotBeDeleted", Status: http.StatusBadRequest,
		Source: "https://github.com/pulumi/pulumi-azure-native/issues/3051"}
	CodeSecurityRuleConflict = engine.Code{Name: "SecurityRuleConflict", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules"}
	CodeSecurityRulePriority = engine.Code{Name: "SecurityRuleInvalidPriority", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules"}
	CodeSecurityRulePortRange = engine.Code{Name: "SecurityRuleInvalidPortRange", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules"}
	CodeSecurityRuleAddress = engine.Code{Name: "SecurityRuleInvalidAddressPrefix", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules"}

	CodeRouteTableCannotBeDeleted = engine.Code{Name: "InUseRouteTableCannotBeDeleted", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/inuseroutetablecannotbedeleted-error"}

	CodePublicIPCannotBeDeleted = engine.Code{Name: "PublicIPAddressCannotBeDeleted", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/publicipaddresscannotbedeleted-error"}
	CodePublicIPInUse = engine.Code{Name: "PublicIPAddressInUse", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodePublicIPMustBeStatic = engine.Code{Name: "StandardAndStandardV2SkuPublicIPAddressesMustBeStatic", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#sku"}
	CodeBasicPublicIPRetired = engine.Code{Name: "IPv4BasicSkuPublicIpCountLimitReached", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance"}
	CodePublicIPLimit = engine.Code{Name: "StandardSkuPublicIPCountLimitReached", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#publicip-address"}
	CodeDNSRecordInUse = engine.Code{Name: "DnsRecordInUse", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label"}
	CodePublicIPPrefixCannotBeDeleted = engine.Code{Name: "InUsePublicIpPrefixCannotBeDeleted", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/ip-services/manage-public-ip-address-prefix"}
	CodeNatGatewayCannotBeDeleted = engine.Code{Name: "CannotDeleteNatGatewayAssociatedToSubnet", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure-Samples/Copilot-Studio-with-Azure-AI-Search/issues/62"}

	CodeFirewallInvalidRequest = engine.Code{Name: "AzureFirewallInvalidRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/12623"}
	CodeDNSProxyMustBeEnabled = engine.Code{Name: "AzureFirewallDNSProxyMustBeEnabled", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/firewall/fqdn-filtering-network-rules"}
	CodeHigherTierOnly = engine.Code{Name: "FirewallPolicyHigherTierOnlyProperties", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/missionlz/issues/736"}

	CodeAddressSpacesOverlap = engine.Code{Name: "VnetAddressSpacesOverlap", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-peering#requirements-and-constraints"}
	CodeOverlapsPeeredVnet = engine.Code{Name: "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/ResourceModules/issues/731"}
	CodeRemoteAlreadyPeered = engine.Code{Name: "AnotherPeeringAlreadyReferencesRemoteVnet", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-peering#requirements-and-constraints"}
	CodeRemotePeeringDisconnected = engine.Code{Name: "RemotePeeringIsDisconnected", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues"}
	CodeRemoteHasNoGateways = engine.Code{Name: "RemoteVnetHasNoGateways", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview#gateways-and-on-premises-connectivity"}

	CodePrivateDNSBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/dns/private-dns-privatednszone"}
	CodePrivateDNSConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links"}
	CodeDelegatedSubnet = engine.Code{Name: "ResourceNotPermittedOnDelegatedSubnet", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview"}

	CodeGatewayV1Deprecated = engine.Code{Name: "AppGatewayV1SkuDeprecated", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-quickstart-templates/issues/14031"}
	CodeGatewayCapacity = engine.Code{Name: "ApplicationGatewayV2SkuMustSpecifyEitherCapacityOrAutoscaleConfiguration", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-cli/issues/28160"}
	CodeGatewayFirewallMissing = engine.Code{Name: "ApplicationGatewayFirewallNotConfiguredForSelectedSku", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-cli/issues/24029"}
	CodeGatewayFirewallNotForSKU = engine.Code{Name: "ApplicationGatewayFirewallCannotBeEnabledForSelectedSku", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/application-gateway/overview-v2#feature-comparison-between-v1-sku-and-v2-sku"}
	CodeGatewayPolicyCannotBeRemoved = engine.Code{Name: "ApplicationGatewayFirewallPolicyCannotBeRemoved", Status: http.StatusBadRequest,
		Source: "https://github.com/pagopa-archive/io-infrastructure-live-new/pull/267"}
	CodeGatewayOldTLS = engine.Code{Name: "ApplicationGatewayDeprecatedTlsVersionUsedInSslPolicy", Status: http.StatusBadRequest,
		Source: "https://github.com/microsoft/MicroHack/issues/280"}
	CodeGatewayCertificateData = engine.Code{Name: "ApplicationGatewayCertificateDataOrKeyVaultSecretIdMustBeSpecified", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/application-gateway/application-gateway-key-vault-common-errors"}
	CodeGatewayVaultSecret = engine.Code{Name: "ApplicationGatewayKeyVaultSecretException", Status: http.StatusBadRequest,
		Source: "https://github.com/mspnp/aks-baseline/issues/392"}
	CodeGatewayRulePriorityEmpty = engine.Code{Name: "ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/25665"}
	CodeGatewayListenersSamePort = engine.Code{Name: "ApplicationGatewayHttpListenersUsingSameFrontendPort", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/application-gateway-kubernetes-ingress/pull/692"}
	CodeGatewayListenersSameHost = engine.Code{Name: "ApplicationGatewayHttpListenersUsingSameFrontendPortHostNameAndFrontendIpConfig",
		Status: http.StatusBadRequest, Source: "https://github.com/Azure/application-gateway-kubernetes-ingress/issues/912"}
	CodeGatewayProbeHost = engine.Code{Name: "ApplicationGatewayProbeHostIsNull", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview#custom-health-probe-settings"}
	CodeGatewaySubnetNotEmpty = engine.Code{Name: "ApplicationGatewaySubnetCannotHaveOtherResources", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#virtual-network-and-dedicated-subnet"}
	CodeGatewaySubnetRoute = engine.Code{Name: "ApplicationGatewaySubnetUserDefinedRouteNotAllowed", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/terraform-azurerm-avm-ptn-aiml-landing-zone/issues/28"}
	CodeGatewaySubnetBlocked = engine.Code{Name: "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup", Status: http.StatusBadRequest,
		Source: "https://github.com/mspnp/aks-baseline/pull/284"}
	CodeGatewaySubnetOthers = engine.Code{Name: "ApplicationGatewaySubnetCannotBeUsedByOtherResources", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#virtual-network-and-dedicated-subnet"}
	CodeWAFUnknownRuleSet = engine.Code{Name: "ApplicationGatewayFirewallUnknownRuleSetVersion", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/azure-cli/issues/29064"}
	CodeWAFInspectionLimit = engine.Code{Name: "ApplicationGatewayFirewallUnsupportedRuleSetVersionForInspectionLimit", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/pull/24043"}
	CodeWAFRuleAction = engine.Code{Name: "ApplicationGatewayFirewallPerRuleActionUnsupportedRuleSetVersion", Status: http.StatusBadRequest,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/29195"}

	// CodeBadRequest stands for refusals whose own word is not public; the rule is.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/rest/api/virtualnetwork/ (the service's general word)"}
)
