package azure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// tokens pairs each constant with its token, the ARM type it creates, and whether its arguments have tags.
var tokens = []struct {
	constant, token, armType string
	tags                     bool
}{
	{azure.TypeResourceGroup, "azure-native:resources:ResourceGroup", "Microsoft.Resources/resourceGroups", true},
	{azure.TypeVirtualNetwork, "azure-native:network:VirtualNetwork", "Microsoft.Network/virtualNetworks", true},
	{azure.TypeSubnet, "azure-native:network:Subnet", "Microsoft.Network/virtualNetworks/subnets", false},
	{azure.TypeNetworkSecurityGroup, "azure-native:network:NetworkSecurityGroup", "Microsoft.Network/networkSecurityGroups", true},
	{azure.TypeRouteTable, "azure-native:network:RouteTable", "Microsoft.Network/routeTables", true},
	{azure.TypePublicIPAddress, "azure-native:network:PublicIPAddress", "Microsoft.Network/publicIPAddresses", true},
	{azure.TypePublicIPPrefix, "azure-native:network:PublicIPPrefix", "Microsoft.Network/publicIPPrefixes", true},
	{azure.TypeNatGateway, "azure-native:network:NatGateway", "Microsoft.Network/natGateways", true},
	{azure.TypeFirewallPolicy, "azure-native:network:FirewallPolicy", "Microsoft.Network/firewallPolicies", true},
	{azure.TypeFirewallPolicyRuleCollectionGroup, "azure-native:network:FirewallPolicyRuleCollectionGroup", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", false},
	{azure.TypeIPGroup, "azure-native:network:IpGroup", "Microsoft.Network/ipGroups", true},
	{azure.TypeAzureFirewall, "azure-native:network:AzureFirewall", "Microsoft.Network/azureFirewalls", true},
	{azure.TypeBastionHost, "azure-native:network:BastionHost", "Microsoft.Network/bastionHosts", true},
	{azure.TypeVirtualNetworkPeering, "azure-native:network:VirtualNetworkPeering", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", false},
	{azure.TypePrivateZone, "azure-native:network:PrivateZone", "Microsoft.Network/privateDnsZones", true},
	{azure.TypeVirtualNetworkLink, "azure-native:network:VirtualNetworkLink", "Microsoft.Network/privateDnsZones/virtualNetworkLinks", true},
	{azure.TypePrivateRecordSet, "azure-native:network:PrivateRecordSet", "", false},
	{azure.TypePrivateEndpoint, "azure-native:network:PrivateEndpoint", "Microsoft.Network/privateEndpoints", true},
	{azure.TypePrivateDNSZoneGroup, "azure-native:network:PrivateDnsZoneGroup", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", false},
	{azure.TypeManagedCluster, "azure-native:containerservice:ManagedCluster", "Microsoft.ContainerService/managedClusters", true},
	{azure.TypeAgentPool, "azure-native:containerservice:AgentPool", "Microsoft.ContainerService/managedClusters/agentPools", true},
	{azure.TypeMaintenanceConfiguration, "azure-native:containerservice:MaintenanceConfiguration", "Microsoft.ContainerService/managedClusters/maintenanceConfigurations", false},
	{azure.TypeUserAssignedIdentity, "azure-native:managedidentity:UserAssignedIdentity", "Microsoft.ManagedIdentity/userAssignedIdentities", true},
	{azure.TypeFederatedIdentityCredential, "azure-native:managedidentity:FederatedIdentityCredential", "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", false},
	{azure.TypeRoleAssignment, "azure-native:authorization:RoleAssignment", "Microsoft.Authorization/roleAssignments", false},
	{azure.TypeWorkspace, "azure-native:operationalinsights:Workspace", "Microsoft.OperationalInsights/workspaces", true},
	{azure.TypeDiagnosticSetting, "azure-native:insights:DiagnosticSetting", "Microsoft.Insights/diagnosticSettings", false},
	{azure.TypeExtension, "azure-native:kubernetesconfiguration:Extension", "Microsoft.KubernetesConfiguration/extensions", false},
	{azure.TypeFluxConfiguration, "azure-native:kubernetesconfiguration:FluxConfiguration", "Microsoft.KubernetesConfiguration/fluxConfigurations", false},
}

func TestTokensAndTheirTypes(t *testing.T) {
	for _, tc := range tokens {
		t.Run(tc.token, func(t *testing.T) {
			assert.Equal(t, tc.token, tc.constant)
			assert.Equal(t, tc.token, azure.CanonicalType(tc.token), "is canonical")
			armType, ok := azure.ARMType(tc.token)
			assert.Equal(t, tc.armType != "", ok)
			assert.Equal(t, tc.armType, armType)
			assert.Equal(t, tc.tags, azure.TakesTags(tc.token))
		})
	}
}

func TestTheAPIVersionIsNoPartOfTheType(t *testing.T) {
	for name, tc := range map[string]struct{ given, want string }{
		"versioned":        {"azure-native:network/v20240501:VirtualNetwork", "azure-native:network:VirtualNetwork"},
		"preview":          {"azure-native:insights/v20210501preview:DiagnosticSetting", "azure-native:insights:DiagnosticSetting"},
		"unversioned":      {"azure-native:resources:ResourceGroup", "azure-native:resources:ResourceGroup"},
		"Kubernetes group": {"kubernetes:core/v1:Namespace", "kubernetes:core:Namespace"},
		"component":        {"landingzone:hub:Hub", "landingzone:hub:Hub"},
		"stack":            {"pulumi:pulumi:Stack", "pulumi:pulumi:Stack"},
		"two parts":        {"a:b/c", "a:b/c"},
		"one part":         {"a/b", "a/b"},
		"empty":            {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, azure.CanonicalType(tc.given))
		})
	}
	armType, ok := azure.ARMType("azure-native:network/v20240501:VirtualNetwork")
	assert.True(t, ok)
	assert.Equal(t, "Microsoft.Network/virtualNetworks", armType)
	_, ok = azure.ARMType("azure-native:network:LoadBalancer")
	assert.False(t, ok, "a type that is never created here")
	assert.True(t, azure.TakesTags("azure-native:network/v20240501:VirtualNetwork"))
	assert.False(t, azure.TakesTags("azure-native:network:LoadBalancer"), "unknown")
}
