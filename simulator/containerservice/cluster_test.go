package containerservice_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestAPrivateClusterIsAnsweredWhole(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(object{"identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID}}}))
	out := engine.Of(made.Outputs)
	control, _ := p.Resource(controlID)
	kubelet, _ := p.Resource(kubeletID)
	host := out.At("privateFQDN").Text()
	require.Regexp(t, `^aks-one-[a-z2-7]{8}\.privatelink\.westeurope\.azmk8s\.io$`, host)
	require.Regexp(t, `^https://westeurope\.oic\.prod-aks\.azure\.com/`+tenant+`/[0-9a-f-]{36}/$`, out.At("oidcIssuerProfile", "issuerURL").Text())
	require.Regexp(t, `^[a-z2-7]{13}-priv\.portal\.hcp\.westeurope\.azmk8s\.io$`, out.At("azurePortalFQDN").Text())
	policyIdentity := azure.ResourceID(subscription, "rg-aks-one-nodepools", "Microsoft.ManagedIdentity/userAssignedIdentities", "azurepolicy-aks-one")
	addon, ok := p.Resource(policyIdentity)
	require.True(t, ok)

	want := object{
		"name": "aks-one", "type": "Microsoft.ContainerService/managedClusters", "location": "westeurope", "provisioningState": "Succeeded",
		"eTag": made.Outputs["eTag"], "resourceUID": made.Outputs["resourceUID"],
		"dnsPrefix": "aks-one", "privateFQDN": host, "azurePortalFQDN": made.Outputs["azurePortalFQDN"],
		"kubernetesVersion": "1.36", "currentKubernetesVersion": "1.36.2", "supportPlan": "KubernetesOfficial",
		"nodeResourceGroup": "rg-aks-one-nodepools", "nodeResourceGroupProfile": object{"restrictionLevel": "Unrestricted"},
		"sku": object{"name": "Base", "tier": "Standard"}, "powerState": object{"code": "Running"}, "maxAgentPools": 100.0,
		"identity": object{"type": "UserAssigned", "userAssignedIdentities": object{controlID: object{
			"clientId": control.Outputs["clientId"], "principalId": control.Outputs["principalId"]}}},
		"identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID, "clientId": kubelet.Outputs["clientId"],
			"objectId": kubelet.Outputs["principalId"]}},
		"servicePrincipalProfile": object{"clientId": "msi"},
		"agentPoolProfiles": list(object{
			"name": "npsystem", "mode": "System", "type": "VirtualMachineScaleSets", "osType": "Linux", "osSKU": "AzureLinux", "vmSize": "Standard_D2d_v5",
			"osDiskSizeGB": 64.0, "osDiskType": "Ephemeral", "kubeletDiskType": "OS", "count": 3.0, "enableAutoScaling": true, "minCount": 3.0,
			"maxCount": 4.0, "maxPods": 30.0, "vnetSubnetID": nodesID, "availabilityZones": list("1", "2", "3"),
			"nodeTaints":      list("CriticalAddonsOnly=true:NoSchedule"),
			"upgradeSettings": object{"maxSurge": "33%", "drainTimeoutInMinutes": 30.0, "nodeSoakDurationInMinutes": 5.0},
			"eTag":            out.At("agentPoolProfiles").Items()[0].At("eTag").Text(), "provisioningState": "Succeeded", "powerState": object{"code": "Running"},
			"orchestratorVersion": "1.36.2", "currentOrchestratorVersion": "1.36.2", "nodeImageVersion": "AKSAzureLinux-V3gen2-202611.13.0",
			"scaleDownMode": "Delete", "workloadRuntime": "OCIContainer", "enableFIPS": false, "enableEncryptionAtHost": false,
			"enableNodePublicIP": false, "enableUltraSSD": false, "securityProfile": object{"enableSecureBoot": false, "enableVTPM": false},
		}),
		"networkProfile": object{"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium", "networkPolicy": "cilium",
			"outboundType": "userDefinedRouting", "loadBalancerSku": "standard", "podCidr": "192.168.0.0/16", "podCidrs": list("192.168.0.0/16"),
			"serviceCidr": "172.16.0.0/16", "serviceCidrs": list("172.16.0.0/16"), "dnsServiceIP": "172.16.0.10", "ipFamilies": list("IPv4")},
		"apiServerAccessProfile": object{"enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": false, "privateDNSZone": zoneID,
			"disableRunCommand": true},
		"privateLinkResources": list(object{"id": clusterID + "/privateLinkResources/management", "name": "management", "groupId": "management",
			"type": "Microsoft.ContainerService/managedClusters/privateLinkResources", "requiredMembers": list("management")}),
		"aadProfile":           object{"managed": true, "enableAzureRBAC": true, "tenantID": tenant},
		"disableLocalAccounts": true, "enableRBAC": true,
		"oidcIssuerProfile": object{"enabled": true, "issuerURL": out.At("oidcIssuerProfile", "issuerURL").Text()},
		"securityProfile":   object{"workloadIdentity": object{"enabled": true}, "imageCleaner": object{"enabled": true, "intervalHours": 168.0}},
		"addonProfiles": object{"azurepolicy": object{"enabled": true, "config": object{"version": "v2"}, "identity": object{
			"resourceId": policyIdentity, "clientId": addon.Outputs["clientId"], "objectId": addon.Outputs["principalId"]}}},
		"autoUpgradeProfile": object{"nodeOSUpgradeChannel": "NodeImage"},
		"storageProfile": object{"diskCSIDriver": object{"enabled": true}, "fileCSIDriver": object{"enabled": true},
			"snapshotController": object{"enabled": true}},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestAPublicClusterInItsOwnNetwork(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, object{"resourceGroupName": clusterGroup, "resourceName": "aks-two", "dnsPrefix": "two",
		"identity": object{"type": "SystemAssigned"}, "apiServerAccessProfile": object{"authorizedIPRanges": list("203.0.113.0/24", "198.51.100.7")},
		"agentPoolProfiles": list(object{"name": "system", "mode": "System", "vmSize": "Standard_D4s_v5", "count": 1.0})})
	out := engine.Of(made.Outputs)
	assert.Regexp(t, `^two-[a-z2-7]{8}\.hcp\.westeurope\.azmk8s\.io$`, out.At("fqdn").Text())
	assert.True(t, out.At("privateFQDN").Absent())
	assert.Equal(t, "MC_rg-aks_aks-two_westeurope", out.At("nodeResourceGroup").Text())
	assert.True(t, azure.IsGUID(out.At("identity", "principalId").Text()))
	assert.Equal(t, "loadBalancer", out.At("networkProfile", "outboundType").Text())
	assert.Equal(t, 1, out.At("networkProfile", "loadBalancerProfile", "managedOutboundIPs", "count").Int())
	assert.Equal(t, 110, out.At("agentPoolProfiles").Items()[0].At("maxPods").Int(), "the default of kubenet")
	assert.Equal(t, "Managed", out.At("agentPoolProfiles").Items()[0].At("osDiskType").Text(), "the size has no local disk")
	assert.True(t, out.At("oidcIssuerProfile", "enabled").Bool(), "on by default since 1.34")

	kubelet := azure.ResourceID(subscription, "MC_rg-aks_aks-two_westeurope", "Microsoft.ManagedIdentity/userAssignedIdentities", "aks-two-agentpool")
	identity, ok := p.Resource(kubelet)
	require.True(t, ok, "AKS makes the kubelet identity")
	assert.Equal(t, identity.Outputs["principalId"], out.At("identityProfile", "kubeletidentity", "objectId").Text())
	p.make(azure.TypeRoleAssignment, object{"scope": azure.ResourceGroupID(subscription, clusterGroup), "principalType": "ServicePrincipal",
		"principalId": identity.Outputs["principalId"], "roleAssignmentName": azure.DeterministicGUID("pull"),
		"roleDefinitionId": azure.RoleDefinitionID(subscription, azure.RoleAcrPull)})
}

func TestOtherWaysOut(t *testing.T) {
	for name, c := range map[string]struct {
		spoil   func(*platform)
		changes object
	}{
		"NAT gateway of one's own": {nil, object{"networkProfile.outboundType": "userAssignedNATGateway", "agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-nat")}},
		"load balancer":            {nil, object{"networkProfile.outboundType": "loadBalancer", "agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-plain")}},
		"load balancer with a profile": {nil, object{"networkProfile.outboundType": "loadBalancer", "agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-plain"),
			"networkProfile.loadBalancerProfile": object{"managedOutboundIPs": object{"count": 2.0}, "allocatedOutboundPorts": 1024.0}}},
		"appliance in the hub": {func(p *platform) {
			change(p.inputs("route table"), object{"routes.0.nextHopIpAddress": "10.200.0.200"})
		}, nil},
		"gateway": {func(p *platform) {
			p.inputs("route table")["routes"] = list(object{"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualNetworkGateway"})
		}, nil},
		"hosts one by one": {func(p *platform) {
			rule := p.inputs("rules")["ruleCollections"].([]any)[0].(object)["rules"].([]any)[0].(object)
			rule["fqdnTags"], rule["targetFqdns"] = nil, list("*.data.mcr.microsoft.com", "mcr.microsoft.com", "mcr-0001.mcr-msedge.net", "*.azure.com",
				"login.microsoftonline.com", "*.microsoft.com", "acs-mirror.azureedge.net")
			delete(rule, "fqdnTags")
		}, nil},
		"everything by a network rule": {func(p *platform) {
			change(p.inputs("rules"), object{"ruleCollections.0.rules": list(object{"ruleType": "NetworkRule", "name": "all", "ipProtocols": list("TCP"),
				"sourceAddresses": list("10.240.0.0/16"), "destinationAddresses": list("*"), "destinationPorts": list("1-1000")})})
		}, nil},
		"rules inherited from a parent policy": {func(p *platform) {
			i := 7 // after the policy that becomes the parent
			p.steps = append(p.steps[:i:i], append([]step{{"child policy", azure.TypeFirewallPolicy, object{"resourceGroupName": hubGroup,
				"firewallPolicyName": "fw-child", "sku": object{"tier": "Standard"}, "basePolicy": object{"id": policyID}}}}, p.steps[i:]...)...)
			p.inputs("firewall")["firewallPolicy"] = object{"id": azure.ResourceID(subscription, hubGroup, "Microsoft.Network/firewallPolicies", "fw-child")}
		}, nil},
		"grant on the network above": {func(p *platform) {
			p.without("grant on nodes")
			p.with(azure.TypeRoleAssignment, grant(spokeID, azure.RoleNetworkContributor))
		}, nil},
		"grant of an owner on the group": {func(p *platform) {
			p.without("grant on nodes", "grant on routes", "grant on zone")
			p.with(azure.TypeRoleAssignment, grant(azure.ResourceGroupID(subscription, spokeGroup), azure.RoleOwner))
		}, nil},
		"zone that AKS may link itself": {func(p *platform) {
			p.without("link")
			p.with(azure.TypeRoleAssignment, grant(spokeID, azure.RolePrivateDNSZoneContributor))
		}, nil},
		"zone that AKS makes":    {func(p *platform) { p.without("link", "zone", "grant on zone") }, object{"apiServerAccessProfile.privateDNSZone": "system"}},
		"no zone but public DNS": {nil, object{"apiServerAccessProfile.privateDNSZone": "none", "apiServerAccessProfile.enablePrivateClusterPublicFQDN": true}},
		"sub-zone": {func(p *platform) {
			p.without("link", "grant on zone")
			change(p.inputs("zone"), object{"privateZoneName": "team.privatelink.westeurope.azmk8s.io"})
			p.with(azure.TypeRoleAssignment, grant(spokeID, azure.RoleNetworkContributor))
			p.with(azure.TypeRoleAssignment, grant(subZoneID, azure.RolePrivateDNSZoneContributor))
		}, object{"apiServerAccessProfile.privateDNSZone": subZoneID, "dnsPrefix": nil, "fqdnSubdomain": "api"}},
		"DNS by the firewall": {func(p *platform) {
			p.inputs("spoke")["dhcpOptions"] = object{"dnsServers": list(firewallIP)}
			p.with(azure.TypeVirtualNetworkLink, object{"resourceGroupName": spokeGroup, "privateZoneName": "privatelink.westeurope.azmk8s.io",
				"virtualNetworkLinkName": "to-hub", "location": "global", "registrationEnabled": false, "virtualNetwork": object{"id": hubID}})
		}, nil},
		"DNS elsewhere": {func(p *platform) { p.inputs("spoke")["dhcpOptions"] = object{"dnsServers": list("192.0.2.53")} }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t)
			if c.spoil != nil {
				c.spoil(p)
			}
			p.build().make(azure.TypeManagedCluster, cluster(c.changes))
		})
	}
}

var subZoneID = azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/privateDnsZones", "team.privatelink.westeurope.azmk8s.io")

func TestASubdomainIsTheHostName(t *testing.T) {
	p := newPlatform(t)
	p.without("link", "grant on zone")
	change(p.inputs("zone"), object{"privateZoneName": "team.privatelink.westeurope.azmk8s.io"})
	p.with(azure.TypeRoleAssignment, grant(azure.ResourceGroupID(subscription, spokeGroup), azure.RoleContributor))
	made := p.build().make(azure.TypeManagedCluster, cluster(object{"apiServerAccessProfile.privateDNSZone": subZoneID, "dnsPrefix": nil, "fqdnSubdomain": "api"}))
	assert.Equal(t, "api.team.privatelink.westeurope.azmk8s.io", made.Outputs["privateFQDN"])
}

// What stands in the way of a cluster around it.
func TestClustersRefusedForTheirSurroundings(t *testing.T) {
	rule := func(p *platform) object {
		return p.inputs("rules")["ruleCollections"].([]any)[0].(object)["rules"].([]any)[0].(object)
	}
	for name, c := range map[string]struct {
		spoil   func(*platform)
		changes object
		code    engine.Code
		says    string
	}{
		"no grant on the subnet": {func(p *platform) { p.without("grant on nodes") }, nil, containerservice.CodeLinkedAuthorizationFailed, "subnets/join/action"},
		"grant of too small a role": {func(p *platform) {
			p.without("grant on nodes")
			p.with(azure.TypeRoleAssignment, grant(nodesID, azure.RoleReader))
		}, nil, containerservice.CodeLinkedAuthorizationFailed, "snet-clusternodes"},
		"grant on another subnet": {func(p *platform) {
			p.without("grant on nodes")
			p.with(azure.TypeRoleAssignment, grant(azure.SubnetID(spokeID, "snet-delegated"), azure.RoleNetworkContributor))
		}, nil, containerservice.CodeLinkedAuthorizationFailed, "snet-clusternodes"},
		"no grant on the route table":      {func(p *platform) { p.without("grant on routes") }, nil, containerservice.CodeRouteTablePermission, "route-to-fw"},
		"no grant on the zone":             {func(p *platform) { p.without("grant on zone") }, nil, containerservice.CodePrivateZonePermission, "privatelink.westeurope"},
		"zone not linked, and no right to": {func(p *platform) { p.without("link") }, nil, containerservice.CodeNetworkLinkFailed, "virtualNetworks/join/action"},
		"DNS server in a hub without link": {func(p *platform) { p.inputs("spoke")["dhcpOptions"] = object{"dnsServers": list(firewallIP)} }, nil,
			containerservice.CodeDNSLookupFailed, "exit status=52"},
		"DNS server without proxy": {func(p *platform) {
			p.inputs("policy")["dnsSettings"] = object{"enableProxy": false}
			p.inputs("spoke")["dhcpOptions"] = object{"dnsServers": list(firewallIP)}
			p.with(azure.TypeVirtualNetworkLink, object{"resourceGroupName": spokeGroup, "privateZoneName": "privatelink.westeurope.azmk8s.io",
				"virtualNetworkLinkName": "to-hub", "location": "global", "registrationEnabled": false, "virtualNetwork": object{"id": hubID}})
		}, nil, containerservice.CodeDNSLookupFailed, "does not enable the DNS proxy"},
		"no grant on the kubelet identity": {func(p *platform) { p.without("grant on kubelet") },
			object{"identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID}}}, containerservice.CodeKubeletIdentityPermission, "Managed Identity Operator"},
		"wrong client ID of the kubelet": {nil, object{"identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID, "clientId": tenant}}},
			containerservice.CodeKubeletIdentityProperty, "clientId"},
		"kubelet identity is no identity": {nil, object{"identityProfile": object{"kubeletidentity": object{"resourceId": spokeID}}}, engine.CodeInvalidRequestContent, "must be the ID"},
		"no route table":                  {func(p *platform) { delete(p.subnet("snet-clusternodes"), "routeTable") }, nil, containerservice.CodeRouteTableNotAssociated, "snet-clusternodes"},
		"no default route": {func(p *platform) { change(p.inputs("route table"), object{"routes.0.addressPrefix": "10.0.0.0/8"}) }, nil,
			containerservice.CodeVMExtensionProvisioning, "has no route for 0.0.0.0/0"},
		"default route to the Internet": {func(p *platform) {
			p.inputs("route table")["routes"] = list(object{"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"})
		}, nil, containerservice.CodeRouteTableInvalidHop, "next hop of Internet"},
		"route to nowhere": {func(p *platform) { change(p.inputs("route table"), object{"routes.0.nextHopIpAddress": "10.99.0.4"}) }, nil,
			containerservice.CodeVMExtensionProvisioning, "10.99.0.4"},
		"spoke not peered":    {func(p *platform) { p.without("peering to hub") }, nil, containerservice.CodeVMExtensionProvisioning, "both directions"},
		"hub not peered back": {func(p *platform) { p.without("peering to spoke") }, nil, containerservice.CodeVMExtensionProvisioning, "both directions"},
		"appliance not peered back": {func(p *platform) {
			p.without("peering to spoke")
			change(p.inputs("route table"), object{"routes.0.nextHopIpAddress": "10.200.0.200"})
		}, nil, containerservice.CodeVMExtensionProvisioning, "10.200.0.200"},
		"firewall without rules": {func(p *platform) { p.without("rules") }, nil, containerservice.CodeVMExtensionProvisioning, "FQDN tag AzureKubernetesService"},
		"rule for other sources": {func(p *platform) { p.inputs("node ranges")["ipAddresses"] = list("10.240.0.0/24") }, nil,
			containerservice.CodeVMExtensionProvisioning, "10.240.0.0/22"},
		"rule on another port": {func(p *platform) { rule(p)["protocols"] = list(object{"protocolType": "Http", "port": 80.0}) }, nil,
			containerservice.CodeVMExtensionProvisioning, "exit status=50"},
		"rule for another tag": {func(p *platform) { rule(p)["fqdnTags"] = list("WindowsUpdate") }, nil, containerservice.CodeVMExtensionProvisioning, "mcr.microsoft.com"},
		"hosts but for one": {func(p *platform) {
			delete(rule(p), "fqdnTags")
			rule(p)["targetFqdns"] = list("mcr.microsoft.com", "*.data.mcr.microsoft.com", "mcr-0001.mcr-msedge.net", "management.azure.com",
				"login.microsoftonline.com", "packages.microsoft.com", "packages.aks.azure.com")
		}, nil, containerservice.CodeVMExtensionProvisioning, "nor acs-mirror.azureedge.net"},
		"denied before it is allowed": {func(p *platform) {
			c := p.inputs("rules")["ruleCollections"].([]any)
			p.inputs("rules")["ruleCollections"] = append(c, object{"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "deny", "priority": 500.0,
				"action": object{"type": "Deny"}, "rules": list(object{"ruleType": "NetworkRule", "name": "none", "ipProtocols": list("Any"),
					"sourceAddresses": list("*"), "destinationAddresses": list("*"), "destinationPorts": list("*")})})
		}, nil, containerservice.CodeVMExtensionProvisioning, "FQDN tag"},
		"no NAT gateway on the subnet": {nil, object{"networkProfile.outboundType": "userAssignedNATGateway"}, containerservice.CodeSubnetWithoutNATGateway, "snet-clusternodes"},
		"NAT gateway without address": {func(p *platform) { delete(p.inputs("nat gateway"), "publicIpPrefixes") },
			object{"networkProfile.outboundType": "userAssignedNATGateway", "agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-nat")},
			containerservice.CodeNATGatewayWithoutIP, "natGateways/ng"},
		"managed NAT gateway in one's own network": {nil, object{"networkProfile.outboundType": "managedNATGateway"}, containerservice.CodeManagedNATInOwnNetwork, "AKS makes"},
		"own NAT gateway in AKS's network": {nil, object{"networkProfile.outboundType": "userAssignedNATGateway", "agentPoolProfiles.0.vnetSubnetID": nil},
			containerservice.CodeOwnNATInManagedNetwork, "one's own"},
		"UDR in AKS's network":           {nil, object{"agentPoolProfiles.0.vnetSubnetID": nil}, containerservice.CodeRouteTableNotAssociated, "subnet of one's own"},
		"subnet does not exist":          {nil, object{"agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-none")}, engine.CodeResourceNotFound, "snet-none"},
		"subnet is a network":            {nil, object{"agentPoolProfiles.0.vnetSubnetID": spokeID}, engine.CodeInvalidRequestContent, "must be the ID"},
		"subnet is delegated":            {nil, object{"agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-delegated")}, containerservice.CodeSubnetIsDelegated, "delegated"},
		"subnet too small":               {nil, object{"agentPoolProfiles.0.vnetSubnetID": azure.SubnetID(spokeID, "snet-small")}, containerservice.CodeInsufficientSubnetSize, "exceeds IPs available 3"},
		"subnet too small for pods":      {nil, object{"networkProfile.networkPluginMode": nil, "networkProfile.networkDataplane": nil, "networkProfile.networkPolicy": "azure", "agentPoolProfiles.0.maxPods": 250.0, "agentPoolProfiles.0.count": 5.0, "agentPoolProfiles.0.maxCount": 5.0}, containerservice.CodeInsufficientSubnetSize, "Pre-allocated IPs 1256"},
		"network in another region":      {func(p *platform) { p.inputs("cluster group")["location"] = "northeurope" }, object{"location": "northeurope", "apiServerAccessProfile.privateDNSZone": "system"}, containerservice.CodeInvalidParameter, "is in location westeurope"},
		"services overlap the network":   {nil, object{"networkProfile.serviceCidr": "10.240.64.0/18", "networkProfile.dnsServiceIP": "10.240.64.10"}, containerservice.CodeServiceCIDROverlapsSubnets, "vnet-spoke"},
		"services overlap the hub":       {nil, object{"networkProfile.serviceCidr": "10.200.0.0/16", "networkProfile.dnsServiceIP": "10.200.0.10"}, containerservice.CodeServiceCIDROverlapsSubnets, "vnet-hub"},
		"pods overlap the network":       {nil, object{"networkProfile.podCidr": "10.240.0.0/14"}, containerservice.CodePodCIDROverlapsSubnets, "pod CIDR"},
		"zone does not exist":            {func(p *platform) { p.without("link", "zone", "grant on zone") }, nil, engine.CodeResourceNotFound, "privatelink.westeurope"},
		"identity does not exist":        {nil, object{"identity.userAssignedIdentities": list(controlID + "x")}, engine.CodeResourceNotFound, "mi-controlplanex"},
		"node group exists":              {nil, object{"nodeResourceGroup": hubGroup}, containerservice.CodeNodeGroupExists, hubGroup},
		"users of another tenant":        {nil, object{"aadProfile.tenantID": subscription}, containerservice.CodeInvalidParameter, "subscription's tenant"},
		"version only for long-term":     {nil, object{"kubernetesVersion": "1.34"}, containerservice.CodeK8sVersionNotSupported, "Long-Term Support"},
		"version out of all support":     {nil, object{"kubernetesVersion": "1.30"}, containerservice.CodeK8sVersionNotSupported, "not supported in this region"},
		"pool newer than the cluster":    {nil, object{"agentPoolProfiles.0.orchestratorVersion": "1.37"}, containerservice.CodeNodePoolVersionIncompatible, "newer"},
		"pool older at the start":        {nil, object{"agentPoolProfiles.0.orchestratorVersion": "1.35"}, containerservice.CodeNodePoolVersionIncompatible, "one version"},
		"reserved word in the name":      {nil, object{"resourceName": "aks-microsoft"}, containerservice.CodeReservedResourceName, "reserved word"},
		"workspace of the agent missing": {nil, object{"addonProfiles.omsagent": object{"enabled": true, "config": object{"logAnalyticsWorkspaceResourceID": azure.ResourceID(subscription, hubGroup, "Microsoft.OperationalInsights/workspaces", "none")}}}, engine.CodeResourceNotFound, "workspaces/none"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t)
			if c.spoil != nil {
				c.spoil(p)
			}
			p.build()
			_, err := p.Create(ctx, request(azure.TypeManagedCluster, cluster(c.changes)))
			refused(t, err, c.code, c.says)
		})
	}
}

func TestTheNodeGroupBelongsToOneCluster(t *testing.T) {
	p := newPlatform(t).build()
	p.make(azure.TypeManagedCluster, cluster(nil))
	_, err := p.Create(ctx, request(azure.TypeManagedCluster, cluster(object{"resourceName": "aks-two"})))
	refused(t, err, containerservice.CodeNodeGroupManagedElsewhere, "aks-one")
}

func TestLongTermSupport(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(object{"kubernetesVersion": "1.34", "sku.tier": "Premium", "supportPlan": "AKSLongTermSupport"}))
	assert.Equal(t, "1.34.9", made.Outputs["currentKubernetesVersion"])
}

func TestDeletingAClusterLeavesNothingOfIt(t *testing.T) {
	p := newPlatform(t)
	p.without("link")
	p.with(azure.TypeRoleAssignment, grant(spokeID, azure.RolePrivateDNSZoneContributor))
	p.build()
	before := len(p.Resources())
	made := p.make(azure.TypeManagedCluster, cluster(nil))
	p.make(azure.TypeAgentPool, pool(nil))
	p.make(azure.TypeMaintenanceConfiguration, maintenance(nil))
	var link string
	for _, r := range p.Resources() {
		if r.Is("Microsoft.Network/privateDnsZones/virtualNetworkLinks") {
			link = r.ID
			assert.Equal(t, clusterID, r.ManagedBy)
		}
	}
	assert.True(t, strings.HasPrefix(link, zoneID), "AKS linked the zone")
	require.NoError(t, p.remove(made))
	assert.Len(t, p.Resources(), before)
}
