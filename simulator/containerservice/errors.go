package containerservice

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Beginnings of the pages that codes and rules were read from.
const (
	docs         = "https://learn.microsoft.com/azure/aks/"
	troubleshoot = "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/"
)

// invalid is a refusal of the request itself.
func invalid(name, source string) engine.Code {
	return engine.Code{Name: name, Status: http.StatusBadRequest, Source: source}
}

// Codes for requests that contradict themselves or the service's limits.
var (
	CodeInvalidParameter             = invalid("InvalidParameter", troubleshoot+"error-codes/invalidparameter-error")
	CodeK8sVersionNotSupported       = invalid("K8sVersionNotSupported", troubleshoot+"error-codes/aks-upgrade-blocked")
	CodeNodePoolVersionIncompatible  = invalid("NodePoolMcVersionIncompatible", troubleshoot+"error-codes/nodepoolmcversionincompatible-error")
	CodeMustDefineSystemPool         = invalid("MustDefineAtLeastOneSystemPool", docs+"use-system-pools#limitations")
	CodeSystemPoolSKUTooLow          = invalid("SystemPoolSkuTooLow", docs+"quotas-skus-regions#restricted-vm-sizes-in-aks")
	CodeSystemPoolHasRestrictedTaint = invalid("SystemPoolHasRestrictedTaint", docs+"use-system-pools")
	CodeSystemPoolMustBeLinux        = invalid("SystemPoolMustBeLinux", docs+"use-system-pools#limitations")
	CodeSystemPoolMustBeRegular      = invalid("SystemPoolMustBeRegular", docs+"spot-node-pool#limitations")
	CodeVMSizeNotSupported           = invalid("VMSizeNotSupported", docs+"quotas-skus-regions#restricted-vm-sizes-in-aks")
	CodeVMSizeNoEphemeralOS          = invalid("VMSizeDoesNotSupportEphemeralOS", docs+"concepts-storage#ephemeral-os-disk")
	CodeVMCacheSizeTooSmall          = invalid("VMCacheSizeTooSmall", docs+"concepts-storage#ephemeral-os-disk")
	CodeVMTemporaryDiskTooSmall      = invalid("VMTemporaryDiskTooSmall", docs+"concepts-storage#ephemeral-os-disk")
	CodeVMSizeNoHostEncryption       = invalid("VMSizeDoesNotSupportEncryptionAtHost", docs+"enable-host-encryption")
	CodeVMSizeNoMIG                  = invalid("VMSizeDoesNotSupportMIG", docs+"gpu-multi-instance")
	CodeInsufficientMaxPods          = invalid("InsufficientMaxPods", docs+"concepts-network-ip-address-planning#maximum-pods-per-node")
	CodeMaxPodsLimitExceeded         = invalid("MaxPodsLimitExceeded", docs+"concepts-network-ip-address-planning#maximum-pods-per-node")
	CodeInsufficientPodsOfPool       = invalid("InsufficientAgentPoolMaxPodsPerAgentPool", docs+"concepts-network-ip-address-planning#maximum-pods-per-node")
	CodeNodeLabelKeyNotAllowed       = invalid("NodeLabelKeyNotAllowed", docs+"use-labels#reserved-prefixes")
	CodeAvailabilityZoneNotSupported = invalid("AvailabilityZoneNotSupported", troubleshoot+"error-codes/availabilityzonenotsupported-error")
	CodeInvalidAvailabilityZone      = invalid("InvalidAvailabilityZoneFormat", docs+"availability-zones")
	CodePPGWithZones                 = invalid("PPGNotSupportMultipleZones", docs+"reduce-latency-ppg")
	CodeInvalidOSSKU                 = invalid("InvalidOSSKU", docs+"upgrade-os-version")
	CodeInvalidKubeletConfig         = invalid("InvalidCustomKubeletConfig", docs+"custom-node-configuration-reference")
	CodeInvalidLinuxOSConfig         = invalid("InvalidCustomLinuxOSConfig", docs+"custom-node-configuration-reference")
	CodePublicIPWithUDR              = invalid("UDRWithNodePublicIPNotAllowed", docs+"use-node-public-ips")
	CodeInvalidLoadBalancerSKU       = invalid("InvalidLoadBalancerSku", docs+"upgrade-basic-load-balancer-on-aks")
	CodeInvalidLoadBalancerProfile   = invalid("InvalidLoadBalancerProfile", docs+"load-balancer-standard")
	CodeOutboundPorts                = invalid("InvalidLoadBalancerProfileAllocatedOutboundPorts",
		troubleshoot+"error-codes/invalidloadbalancerprofileallocatedoutboundports-error")
	CodeUDRWithLoadBalancerProfile = invalid("InvalidUserDefinedRoutingWithLoadBalancerProfile",
		"https://github.com/Azure/bicep-registry-modules/issues/5727")
	CodeNetworkPolicyWithKubenet    = invalid("NetworkPolicyAzureNotSupportedForKubenet", docs+"use-network-policies")
	CodeNetworkPolicyWithoutPlugin  = invalid("NetworkPolicyNotSupportedForNone", docs+"use-byo-cni")
	CodeDNSServiceIPOutOfRange      = invalid("DnsServiceIpOutOfServiceCidr", troubleshoot+"error-codes/dnsserviceipoutofservicecidr-error")
	CodeDNSServiceIPConflicting     = invalid("DnsServiceIpConflicting", docs+"concepts-network-ip-address-planning")
	CodePodCIDROverlapsServices     = invalid("PodCidrOverlapServiceCidr", docs+"concepts-network-azure-cni-overlay")
	CodeInsufficientPodCIDR         = invalid("InsufficientPodCidr", docs+"concepts-network-azure-cni-overlay")
	CodeSystemIdentityWithOwnZone   = invalid("SystemAssignedIdentityNotSupportedForCustomPrivateDNSZone", docs+"private-clusters#prerequisites")
	CodeNoZoneAndNoPublicFQDN       = invalid("NonePrivateDNSZonePublicFQDNDisabledError", docs+"private-clusters#limitations-for-private-aks-clusters-with-custom-dns")
	CodeInvalidPrivateDNSZone       = invalid("InvalidPrivateDNSZoneResourceID", docs+"private-clusters#configuration-options-for-private-dns")
	CodeKubeletIdentityNeedsUser    = invalid("CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster", docs+"pre-created-kubelet-managed-identity")
	CodeKubeletIdentityProperty     = invalid("CustomKubeletIdentityPropertyError", docs+"pre-created-kubelet-managed-identity")
	CodeRBACNotEnabledForAAD        = invalid("RBACNotEnabledForAAD", docs+"enable-authentication-microsoft-entra-id")
	CodeInvalidAdminGroupObjectID   = invalid("InvalidAdminGroupObjectID", docs+"enable-authentication-microsoft-entra-id")
	CodeAddonInvalid                = invalid("AddonInvalid", docs+"integrations")
	CodeWorkspaceNotSet             = invalid("LogAnalyticsWorkspaceNotSet", docs+"monitor-aks")
	CodeWorkspaceNotSetForDefender  = invalid("LogAnalyticsWorkspaceNotSetForAzureDefender", docs+"integrations")
	CodeHTTPProxyWrongURL           = invalid("HTTPProxyWrongUrlError", docs+"http-proxy")
	CodeOIDCIssuerCannotBeDisabled  = invalid("OIDCIssuerCannotBeDisabled", docs+"use-oidc-issuer#limitations")
	CodeNodeGroupSameAsClusterGroup = invalid("NodeResourceGroupSameAsResourceGroup", docs+"faq")
	CodeNodeGroupExists             = invalid("NodeResourceGroupAlreadyExists", docs+"faq")
	CodeNodeGroupManagedElsewhere   = invalid("NodeResourceGroupManagedByAnotherResource", docs+"faq")
	CodeReservedResourceName        = invalid("ReservedResourceName", troubleshoot+"create-upgrade-delete/error-code-reservedresourcename")
)

// Codes about the network around a cluster.
var (
	CodeServiceCIDROverlapsSubnets = invalid("ServiceCidrOverlapExistingSubnetsCidr",
		troubleshoot+"create-upgrade-delete/error-code-servicecidroverlapexistingsubnetscidr")
	CodePodCIDROverlapsSubnets  = invalid("PodCidrOverlapExistingSubnetsCidr", docs+"concepts-network-azure-cni-overlay")
	CodeInsufficientSubnetSize  = invalid("InsufficientSubnetSize", troubleshoot+"connectivity/insufficientsubnetsize-error-advanced-networking")
	CodeSubnetIsDelegated       = invalid("SubnetIsDelegated", docs+"concepts-network-cni-overview")
	CodeRouteTableNotAssociated = invalid("ExistingRouteTableNotAssociatedWithSubnet", docs+"egress-outboundtype#outbound-type-of-userdefinedrouting")
	CodeRouteTableInvalidHop    = invalid("RouteTableInvalidNextHop", docs+"egress-outboundtype#outbound-type-of-userdefinedrouting")
	CodeSubnetWithoutNATGateway = invalid("SubnetNotAssociatedWithNATGateway", docs+"nat-gateway")
	CodeNATGatewayWithoutIP     = invalid("NATGatewayNotAssociatedWithPublicIPOrIPPrefix", docs+"nat-gateway")
	CodeManagedNATInOwnNetwork  = invalid("ManagedNATGatewayWithCustomVNetNotAllowed", docs+"nat-gateway")
	CodeOwnNATInManagedNetwork  = invalid("UserAssignedNATGatewayWithManagedVNetNotAllowed", docs+"nat-gateway")
)

// Codes about grants that the cluster's identity lacks.
var (
	CodeLinkedAuthorizationFailed = engine.Code{Name: "LinkedAuthorizationFailed", Status: http.StatusForbidden,
		Source: troubleshoot + "error-codes/linkedauthorizationfailed-error"}
	CodeRouteTablePermission  = invalid("CustomRouteTableMissingPermission", docs+"aks-service-permissions")
	CodePrivateZonePermission = invalid("CustomPrivateDNSZoneMissingPermissionError",
		troubleshoot+"error-codes/customprivatednszonemissingpermissions-error")
	CodeNetworkLinkFailed = invalid("CreateOrUpdateVirtualNetworkLinkFailed",
		troubleshoot+"error-codes/createorupdatevirtualnetworklinkfailed-error")
	CodeKubeletIdentityPermission = invalid("CustomKubeletIdentityMissingPermissionError",
		"https://learn.microsoft.com/azure/role-based-access-control/built-in-roles#managed-identity-operator")
)

// Codes for nodes that do not come up, and for changes to what exists.
var (
	// CodeVMExtensionProvisioning is what a cluster or pool fails with when its nodes cannot reach what they need.
	CodeVMExtensionProvisioning = engine.Code{Name: "VMExtensionProvisioningError", Status: http.StatusBadRequest,
		Source: troubleshoot + "create-upgrade-delete/error-code-outboundconnfailvmextensionerror"}
	// CodeDNSLookupFailed is what nodes fail with when they cannot resolve the API server's name.
	CodeDNSLookupFailed = engine.Code{Name: "VMExtensionProvisioningError", Status: http.StatusBadRequest,
		Source: troubleshoot + "create-upgrade-delete/error-code-k8sapiserverdnslookupfailvmextensionerror"}
	// CodeOperationNotAllowed refuses an operation in the present state: a downgrade, the last system pool's delete.
	CodeOperationNotAllowed = engine.Code{Name: "OperationNotAllowed", Status: http.StatusConflict,
		Source: troubleshoot + "create-upgrade-delete/operationnotallowed"}
)
