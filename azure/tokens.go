package azure

import "strings"

// Canonical Pulumi type tokens of the azure-native provider: package, module without API version, resource.
// A resource that was declared through a versioned module (azure-native:network/v20240501:VirtualNetwork) has the
// same canonical token as one declared without; compare with [CanonicalType].
//
// Source: https://github.com/pulumi/pulumi-azure-native (v2.88).
const (
	TypeResourceGroup                     = "azure-native:resources:ResourceGroup"
	TypeVirtualNetwork                    = "azure-native:network:VirtualNetwork"
	TypeSubnet                            = "azure-native:network:Subnet"
	TypeNetworkSecurityGroup              = "azure-native:network:NetworkSecurityGroup"
	TypeRouteTable                        = "azure-native:network:RouteTable"
	TypePublicIPAddress                   = "azure-native:network:PublicIPAddress"
	TypePublicIPPrefix                    = "azure-native:network:PublicIPPrefix"
	TypeNatGateway                        = "azure-native:network:NatGateway"
	TypeFirewallPolicy                    = "azure-native:network:FirewallPolicy"
	TypeFirewallPolicyRuleCollectionGroup = "azure-native:network:FirewallPolicyRuleCollectionGroup"
	TypeIPGroup                           = "azure-native:network:IpGroup"
	TypeAzureFirewall                     = "azure-native:network:AzureFirewall"
	TypeBastionHost                       = "azure-native:network:BastionHost"
	TypeVirtualNetworkPeering             = "azure-native:network:VirtualNetworkPeering"
	TypePrivateZone                       = "azure-native:network:PrivateZone"
	TypeVirtualNetworkLink                = "azure-native:network:VirtualNetworkLink"
	TypePrivateRecordSet                  = "azure-native:network:PrivateRecordSet"
	TypePrivateEndpoint                   = "azure-native:network:PrivateEndpoint"
	TypePrivateDNSZoneGroup               = "azure-native:network:PrivateDnsZoneGroup"
	TypeManagedCluster                    = "azure-native:containerservice:ManagedCluster"
	TypeAgentPool                         = "azure-native:containerservice:AgentPool"
	TypeMaintenanceConfiguration          = "azure-native:containerservice:MaintenanceConfiguration"
	TypeUserAssignedIdentity              = "azure-native:managedidentity:UserAssignedIdentity"
	TypeFederatedIdentityCredential       = "azure-native:managedidentity:FederatedIdentityCredential"
	TypeRoleAssignment                    = "azure-native:authorization:RoleAssignment"
	TypeWorkspace                         = "azure-native:operationalinsights:Workspace"
	TypeDiagnosticSetting                 = "azure-native:insights:DiagnosticSetting"
	TypeExtension                         = "azure-native:kubernetesconfiguration:Extension"
	TypeFluxConfiguration                 = "azure-native:kubernetesconfiguration:FluxConfiguration"
)

// armTypes maps each canonical token to the ARM resource type it creates.
var armTypes = map[string]string{
	TypeResourceGroup:                     "Microsoft.Resources/resourceGroups",
	TypeVirtualNetwork:                    "Microsoft.Network/virtualNetworks",
	TypeSubnet:                            "Microsoft.Network/virtualNetworks/subnets",
	TypeNetworkSecurityGroup:              "Microsoft.Network/networkSecurityGroups",
	TypeRouteTable:                        "Microsoft.Network/routeTables",
	TypePublicIPAddress:                   "Microsoft.Network/publicIPAddresses",
	TypePublicIPPrefix:                    "Microsoft.Network/publicIPPrefixes",
	TypeNatGateway:                        "Microsoft.Network/natGateways",
	TypeFirewallPolicy:                    "Microsoft.Network/firewallPolicies",
	TypeFirewallPolicyRuleCollectionGroup: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
	TypeIPGroup:                           "Microsoft.Network/ipGroups",
	TypeAzureFirewall:                     "Microsoft.Network/azureFirewalls",
	TypeBastionHost:                       "Microsoft.Network/bastionHosts",
	TypeVirtualNetworkPeering:             "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
	TypePrivateZone:                       "Microsoft.Network/privateDnsZones",
	TypeVirtualNetworkLink:                "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
	TypePrivateEndpoint:                   "Microsoft.Network/privateEndpoints",
	TypePrivateDNSZoneGroup:               "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
	TypeManagedCluster:                    "Microsoft.ContainerService/managedClusters",
	TypeAgentPool:                         "Microsoft.ContainerService/managedClusters/agentPools",
	TypeMaintenanceConfiguration:          "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
	TypeUserAssignedIdentity:              "Microsoft.ManagedIdentity/userAssignedIdentities",
	TypeFederatedIdentityCredential:       "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
	TypeRoleAssignment:                    "Microsoft.Authorization/roleAssignments",
	TypeWorkspace:                         "Microsoft.OperationalInsights/workspaces",
	TypeDiagnosticSetting:                 "Microsoft.Insights/diagnosticSettings",
	TypeExtension:                         "Microsoft.KubernetesConfiguration/extensions",
	TypeFluxConfiguration:                 "Microsoft.KubernetesConfiguration/fluxConfigurations",
}

// CanonicalType drops the API version from the module of a type token:
// "azure-native:network/v20240501:VirtualNetwork" becomes "azure-native:network:VirtualNetwork".
// A token without a version, and anything that is not a three-part token, comes back unchanged.
func CanonicalType(token string) string {
	pkg, rest, ok := strings.Cut(token, ":")
	if !ok {
		return token
	}
	module, name, ok := strings.Cut(rest, ":")
	if !ok {
		return token
	}
	module, _, _ = strings.Cut(module, "/")
	return pkg + ":" + module + ":" + name
}

// ARMType returns the ARM resource type that a token creates, such as "Microsoft.Network/virtualNetworks".
// The API version in the token is ignored. [TypePrivateRecordSet] has none: its last type segment is the record type
// ("Microsoft.Network/privateDnsZones/A"), which is an input of the resource.
func ARMType(token string) (armType string, ok bool) {
	armType, ok = armTypes[CanonicalType(token)]
	return armType, ok
}
