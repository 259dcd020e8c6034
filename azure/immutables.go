package azure

import "slices"

// replacedBy lists, per canonical token, what makes azure-native v2.88 replace the resource: the properties its
// generator marks by hand, those the API description marks as create-only, and the path parameters, which are the
// resource's identity and therefore always replace it.
//
// Sources: pulumi/pulumi-azure-native, provider/pkg/gen/replacement.go as of v2.88 (before its issue 4771 narrowed the
// cluster's networkProfile, which only v3 has); x-ms-mutability in Azure/azure-rest-api-specs (location of tracked
// resources whose API uses the common types, and of private DNS); path parameters from the v2.88 SDK.
var replacedBy = map[string][]string{
	TypeResourceGroup:                     {"location", "resourceGroupName"},
	TypeVirtualNetwork:                    {"location", "resourceGroupName", "virtualNetworkName"},
	TypeSubnet:                            {"resourceGroupName", "subnetName", "virtualNetworkName"},
	TypeNetworkSecurityGroup:              {"networkSecurityGroupName", "resourceGroupName"},
	TypeRouteTable:                        {"resourceGroupName", "routeTableName"},
	TypePublicIPAddress:                   {"location", "publicIPAddressVersion", "publicIPPrefix", "publicIpAddressName", "resourceGroupName", "sku"},
	TypePublicIPPrefix:                    {"publicIpPrefixName", "resourceGroupName"},
	TypeNatGateway:                        {"natGatewayName", "resourceGroupName"},
	TypeFirewallPolicy:                    {"firewallPolicyName", "resourceGroupName"},
	TypeFirewallPolicyRuleCollectionGroup: {"firewallPolicyName", "resourceGroupName", "ruleCollectionGroupName"},
	TypeIPGroup:                           {"ipGroupsName", "resourceGroupName"},
	TypeAzureFirewall:                     {"azureFirewallName", "resourceGroupName"},
	TypeBastionHost:                       {"bastionHostName", "resourceGroupName"},
	TypeVirtualNetworkPeering:             {"resourceGroupName", "virtualNetworkName", "virtualNetworkPeeringName"},
	TypePrivateZone:                       {"location", "privateZoneName", "resourceGroupName"},
	TypeVirtualNetworkLink:                {"location", "privateZoneName", "resourceGroupName", "virtualNetworkLinkName"},
	TypePrivateRecordSet:                  {"privateZoneName", "recordType", "relativeRecordSetName", "resourceGroupName"},
	TypePrivateEndpoint:                   {"privateEndpointName", "resourceGroupName", "subnet"},
	TypePrivateDNSZoneGroup:               {"privateDnsZoneGroupName", "privateEndpointName", "resourceGroupName"},
	TypeManagedCluster: {
		"diskEncryptionSetID", "dnsPrefix", "fqdnSubdomain", "linuxProfile", "location", "networkProfile", "nodeResourceGroup",
		"resourceGroupName", "resourceName", "windowsProfile",
	},
	TypeAgentPool:                   {"agentPoolName", "gpuInstanceProfile", "resourceGroupName", "resourceName", "vmSize"},
	TypeMaintenanceConfiguration:    {"configName", "resourceGroupName", "resourceName"},
	TypeUserAssignedIdentity:        {"location", "resourceGroupName", "resourceName"},
	TypeFederatedIdentityCredential: {"federatedIdentityCredentialResourceName", "resourceGroupName", "resourceName"},
	TypeRoleAssignment:              {"principalId", "roleAssignmentName", "scope"},
	TypeWorkspace:                   {"location", "resourceGroupName", "workspaceName"},
	TypeDiagnosticSetting:           {"name", "resourceUri"},
	TypeExtension:                   {"clusterName", "clusterResourceName", "clusterRp", "extensionName", "resourceGroupName"},
	TypeFluxConfiguration:           {"clusterName", "clusterResourceName", "clusterRp", "fluxConfigurationName", "resourceGroupName"},
}

// refusedChanges lists, per canonical token, what Azure refuses to change on an existing resource although azure-native
// v2.88 sends the change as an update instead of a replacement: the deployment fails in the middle. A new object under
// a new name is the way. A private cluster's DNS zone can only be given up for "none", never exchanged.
//
// Sources: https://learn.microsoft.com/azure/aks/create-node-pools, https://learn.microsoft.com/azure/aks/spot-node-pool,
// https://learn.microsoft.com/azure/aks/enable-host-encryption, https://learn.microsoft.com/azure/aks/private-clusters;
// kubernetes-sigs/cluster-api-provider-azure, internal/webhooks/azuremanagedmachinepool_webhook.go and
// azuremanagedcontrolplane_webhook.go; https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (a role
// assignment cannot be given another role); hashicorp/terraform-provider-azurerm, which replaces for the same network
// properties; a resource moves to another region only as a new resource:
// https://learn.microsoft.com/azure/azure-resource-manager/management/move-resource-group-and-subscription
var refusedChanges = map[string][]string{
	TypeNetworkSecurityGroup:  {"location"},
	TypeRouteTable:            {"location"},
	TypePublicIPAddress:       {"zones"},
	TypePublicIPPrefix:        {"location", "prefixLength", "publicIPAddressVersion", "sku", "zones"},
	TypeNatGateway:            {"location", "sku", "zones"},
	TypeFirewallPolicy:        {"location"},
	TypeIPGroup:               {"location"},
	TypeAzureFirewall:         {"location"},
	TypeBastionHost:           {"location"},
	TypeVirtualNetworkPeering: {"remoteVirtualNetwork"},
	TypeVirtualNetworkLink:    {"virtualNetwork"},
	TypePrivateEndpoint:       {"location"},
	TypeAgentPool: {
		"availabilityZones", "enableEncryptionAtHost", "enableNodePublicIP", "enableUltraSSD", "kubeletConfig", "kubeletDiskType",
		"linuxOSConfig", "maxPods", "nodePublicIPPrefixID", "osDiskSizeGB", "osDiskType", "osType", "podSubnetID",
		"proximityPlacementGroupID", "scaleSetPriority", "spotMaxPrice", "vnetSubnetID",
	},
	TypeManagedCluster: {
		"apiServerAccessProfile.enablePrivateCluster", "apiServerAccessProfile.privateDNSZone", "enableRBAC",
	},
	TypeRoleAssignment:    {"roleDefinitionId"},
	TypeExtension:         {"extensionType", "scope"},
	TypeFluxConfiguration: {"namespace", "scope"},
}

// ReplacedBy returns the property paths whose change makes azure-native v2.88 replace a resource of this type, sorted.
// A path names a property as the SDK spells it; a change anywhere below it counts, so that "networkProfile" means any
// change in a cluster's network profile. The API version in the token is ignored; an unknown type gives nil.
func ReplacedBy(token string) []string {
	return slices.Clone(replacedBy[CanonicalType(token)])
}

// RefusedChanges returns the property paths that Azure refuses to change on an existing resource of this type, while
// azure-native v2.88 does not plan a replacement for them, sorted. Such a change must be caught before it is sent.
func RefusedChanges(token string) []string {
	return slices.Clone(refusedChanges[CanonicalType(token)])
}
