package containerservice

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// ARM types that this service owns or looks at.
const (
	clusterType     = "Microsoft.ContainerService/managedClusters"
	poolType        = clusterType + "/agentPools"
	maintenanceType = clusterType + "/maintenanceConfigurations"
	identityType    = "Microsoft.ManagedIdentity/userAssignedIdentities"
	assignmentType  = "Microsoft.Authorization/roleAssignments"
	groupType       = "Microsoft.Resources/resourceGroups"
	networkType     = "Microsoft.Network/virtualNetworks"
	subnetType      = networkType + "/subnets"
	peeringType     = networkType + "/virtualNetworkPeerings"
	routeTableType  = "Microsoft.Network/routeTables"
	natGatewayType  = "Microsoft.Network/natGateways"
	firewallType    = "Microsoft.Network/azureFirewalls"
	ruleGroupType   = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
	ipGroupType     = "Microsoft.Network/ipGroups"
	zoneType        = "Microsoft.Network/privateDnsZones"
	linkType        = zoneType + "/virtualNetworkLinks"
)

// Service returns the types of Microsoft.ContainerService, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:       "Microsoft.ContainerService",
		Types:      []*engine.Type{agentPool(), maintenanceConfiguration(), managedCluster(), trustedAccessRoleBinding()},
		Functions:  []*engine.Function{listManagedClusterUserCredentials()},
		Vocabulary: vocabulary(),
		BuiltIn: map[string]func(azure.ID) bool{
			// Namespaces are no resources, but roles are assigned at them; see simulator/authorization.
			strings.ToLower(clusterType + "/namespaces"): func(azure.ID) bool { return true },
		},
	}
}
