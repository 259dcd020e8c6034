package containerservice_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
	hubGroup     = "rg-hub"
	spokeGroup   = "rg-spoke"
	clusterGroup = "rg-aks"
	firewallIP   = "10.200.0.4"
)

type object = map[string]any

func list(items ...any) []any { return items }

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}

	hubID     = azure.ResourceID(subscription, hubGroup, "Microsoft.Network/virtualNetworks", "vnet-hub")
	spokeID   = azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/virtualNetworks", "vnet-spoke")
	nodesID   = azure.SubnetID(spokeID, "snet-clusternodes")
	tableID   = azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/routeTables", "route-to-fw")
	policyID  = azure.ResourceID(subscription, hubGroup, "Microsoft.Network/firewallPolicies", "fw-policies")
	natID     = azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/natGateways", "ng")
	zoneID    = azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/privateDnsZones", "privatelink.westeurope.azmk8s.io")
	controlID = azure.ResourceID(subscription, clusterGroup, "Microsoft.ManagedIdentity/userAssignedIdentities", "mi-controlplane")
	kubeletID = azure.ResourceID(subscription, clusterGroup, "Microsoft.ManagedIdentity/userAssignedIdentities", "mi-kubelet")
	clusterID = azure.ResourceID(subscription, clusterGroup, "Microsoft.ContainerService/managedClusters", "aks-one")
)

// step is one resource of the platform.
type step struct {
	name, token string
	inputs      object
}

// platform is an engine with a hub, a spoke and identities, ready for a cluster, and the means to spoil it.
type platform struct {
	*testing.T
	*engine.Engine
	steps []step
}

// services are those that a cluster has to do with.
func services() []*engine.Service {
	return []*engine.Service{authorization.Service(), containerservice.Service(), managedidentity.Service(), network.Service(),
		operationalinsights.Service(), resources.Service()}
}

// newPlatform describes the platform; build makes it.
func newPlatform(t *testing.T) *platform {
	t.Helper()
	e, err := engine.New(engine.Options{Seed: "test", Services: services()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	subnet := func(name, prefix string, more object) object {
		s := object{"name": name, "addressPrefix": prefix}
		for k, v := range more {
			s[k] = v
		}
		return s
	}
	peering := func(group, from, to string) object {
		return object{"resourceGroupName": group, "virtualNetworkName": from, "virtualNetworkPeeringName": "to-" + to,
			"remoteVirtualNetwork": object{"id": map[string]string{"vnet-hub": hubID, "vnet-spoke": spokeID}[to]}, "allowVirtualNetworkAccess": true}
	}
	p := &platform{T: t, Engine: e}
	p.steps = []step{
		{"hub group", azure.TypeResourceGroup, object{"resourceGroupName": hubGroup, "location": "westeurope"}},
		{"spoke group", azure.TypeResourceGroup, object{"resourceGroupName": spokeGroup, "location": "westeurope"}},
		{"cluster group", azure.TypeResourceGroup, object{"resourceGroupName": clusterGroup, "location": "westeurope"}},
		{"hub", azure.TypeVirtualNetwork, object{"resourceGroupName": hubGroup, "virtualNetworkName": "vnet-hub",
			"addressSpace": object{"addressPrefixes": list("10.200.0.0/24")}, "subnets": list(subnet("AzureFirewallSubnet", "10.200.0.0/26", nil))}},
		{"firewall address", azure.TypePublicIPAddress, object{"resourceGroupName": hubGroup, "publicIpAddressName": "pip-fw",
			"publicIPAllocationMethod": "Static", "sku": object{"name": "Standard"}}},
		{"node ranges", azure.TypeIPGroup, object{"resourceGroupName": hubGroup, "ipGroupsName": "ipg-nodes", "ipAddresses": list("10.240.0.0/22")}},
		{"policy", azure.TypeFirewallPolicy, object{"resourceGroupName": hubGroup, "firewallPolicyName": "fw-policies",
			"sku": object{"tier": "Standard"}, "dnsSettings": object{"enableProxy": true}}},
		{"rules", azure.TypeFirewallPolicyRuleCollectionGroup, object{"resourceGroupName": hubGroup, "firewallPolicyName": "fw-policies",
			"ruleCollectionGroupName": "DefaultApplicationRuleCollectionGroup", "priority": 300.0, "ruleCollections": list(object{
				"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "AKS", "priority": 1000.0, "action": object{"type": "Allow"},
				"rules": list(object{"ruleType": "ApplicationRule", "name": "service-requirements", "fqdnTags": list("AzureKubernetesService"),
					"protocols":      list(object{"protocolType": "Https", "port": 443.0}),
					"sourceIpGroups": list(azure.ResourceID(subscription, hubGroup, "Microsoft.Network/ipGroups", "ipg-nodes"))}),
			})}},
		{"firewall", azure.TypeAzureFirewall, object{"resourceGroupName": hubGroup, "azureFirewallName": "fw",
			"sku": object{"name": "AZFW_VNet", "tier": "Standard"}, "firewallPolicy": object{"id": policyID},
			"ipConfigurations": list(object{"name": "one", "subnet": object{"id": azure.SubnetID(hubID, "AzureFirewallSubnet")},
				"publicIPAddress": object{"id": azure.ResourceID(subscription, hubGroup, "Microsoft.Network/publicIPAddresses", "pip-fw")}})}},
		{"route table", azure.TypeRouteTable, object{"resourceGroupName": spokeGroup, "routeTableName": "route-to-fw",
			"routes": list(object{"name": "default", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": firewallIP})}},
		{"nat address", azure.TypePublicIPPrefix, object{"resourceGroupName": spokeGroup, "publicIpPrefixName": "ippre-ng", "prefixLength": 31.0,
			"sku": object{"name": "Standard"}}},
		{"nat gateway", azure.TypeNatGateway, object{"resourceGroupName": spokeGroup, "natGatewayName": "ng", "sku": object{"name": "Standard"},
			"publicIpPrefixes": list(object{"id": azure.ResourceID(subscription, spokeGroup, "Microsoft.Network/publicIPPrefixes", "ippre-ng")})}},
		{"spoke", azure.TypeVirtualNetwork, object{"resourceGroupName": spokeGroup, "virtualNetworkName": "vnet-spoke",
			"addressSpace": object{"addressPrefixes": list("10.240.0.0/16")}, "subnets": list(
				subnet("snet-clusternodes", "10.240.0.0/22", object{"routeTable": object{"id": tableID}}),
				subnet("snet-small", "10.240.4.0/29", object{"routeTable": object{"id": tableID}}),
				subnet("snet-nat", "10.240.8.0/24", object{"natGateway": object{"id": natID}}),
				subnet("snet-plain", "10.240.9.0/24", nil),
				subnet("snet-delegated", "10.240.10.0/28", object{"delegations": list(object{"name": "aks", "serviceName": "Microsoft.ContainerService/managedClusters"})}),
			)}},
		{"peering to hub", azure.TypeVirtualNetworkPeering, peering(spokeGroup, "vnet-spoke", "vnet-hub")},
		{"peering to spoke", azure.TypeVirtualNetworkPeering, peering(hubGroup, "vnet-hub", "vnet-spoke")},
		{"zone", azure.TypePrivateZone, object{"resourceGroupName": spokeGroup, "privateZoneName": "privatelink.westeurope.azmk8s.io", "location": "global"}},
		{"link", azure.TypeVirtualNetworkLink, object{"resourceGroupName": spokeGroup, "privateZoneName": "privatelink.westeurope.azmk8s.io",
			"virtualNetworkLinkName": "to-spoke", "location": "global", "registrationEnabled": false, "virtualNetwork": object{"id": spokeID}}},
		{"control plane identity", azure.TypeUserAssignedIdentity, object{"resourceGroupName": clusterGroup, "resourceName": "mi-controlplane"}},
		{"kubelet identity", azure.TypeUserAssignedIdentity, object{"resourceGroupName": clusterGroup, "resourceName": "mi-kubelet"}},
		{"grant on nodes", azure.TypeRoleAssignment, grant(nodesID, azure.RoleNetworkContributor)},
		{"grant on small", azure.TypeRoleAssignment, grant(azure.SubnetID(spokeID, "snet-small"), azure.RoleNetworkContributor)},
		{"grant on nat", azure.TypeRoleAssignment, grant(azure.SubnetID(spokeID, "snet-nat"), azure.RoleNetworkContributor)},
		{"grant on plain", azure.TypeRoleAssignment, grant(azure.SubnetID(spokeID, "snet-plain"), azure.RoleNetworkContributor)},
		{"grant on routes", azure.TypeRoleAssignment, grant(tableID, azure.RoleNetworkContributor)},
		{"grant on zone", azure.TypeRoleAssignment, grant(zoneID, azure.RolePrivateDNSZoneContributor)},
		{"grant on kubelet", azure.TypeRoleAssignment, grant(kubeletID, azure.RoleManagedIdentityOperator)},
	}
	return p
}

// grant gives the control plane a role; the principal is filled in when it is known.
func grant(scope, role string) object {
	return object{"scope": scope, "roleAssignmentName": azure.DeterministicGUID(scope, role), "principalType": "ServicePrincipal",
		"roleDefinitionId": azure.RoleDefinitionID(subscription, role)}
}

// inputs returns the inputs of a step, to be changed before build.
func (p *platform) inputs(name string) object {
	p.Helper()
	for _, s := range p.steps {
		if s.name == name {
			return s.inputs
		}
	}
	require.FailNow(p, "no step "+name)
	return nil
}

// without drops steps before build.
func (p *platform) without(names ...string) {
	p.Helper()
	before := len(p.steps)
	p.steps = slices.DeleteFunc(p.steps, func(s step) bool { return slices.Contains(names, s.name) })
	require.Len(p, p.steps, before-len(names))
}

// with adds a step at the end.
func (p *platform) with(token string, inputs object) {
	p.steps = append(p.steps, step{fmt.Sprintf("extra %d", len(p.steps)), token, inputs})
}

// subnet returns one of the spoke's subnets.
func (p *platform) subnet(name string) object {
	for _, s := range p.inputs("spoke")["subnets"].([]any) {
		if s.(object)["name"] == name {
			return s.(object)
		}
	}
	require.FailNow(p, "no subnet "+name)
	return nil
}

func (p *platform) build() *platform {
	p.Helper()
	for _, s := range p.steps {
		if s.token == azure.TypeRoleAssignment && s.inputs["principalId"] == nil {
			mi, ok := p.Resource(controlID)
			require.True(p, ok)
			s.inputs["principalId"] = mi.Outputs["principalId"]
		}
		_, err := p.Create(ctx, request(s.token, s.inputs))
		require.NoError(p, err, s.name)
	}
	return p
}

// request is about a resource as a program of this project would write it.
func request(token string, inputs object) engine.Request {
	version := map[string]string{"network": "/v20240501", "containerservice": "/v20241001", "managedidentity": "/v20230131",
		"authorization": "/v20220401"}[strings.Split(token, ":")[1]]
	if token == azure.TypePrivateZone || token == azure.TypeVirtualNetworkLink {
		version = "/v20240601"
	}
	parts := strings.Split(token, ":")
	return engine.Request{Token: parts[0] + ":" + parts[1] + version + ":" + parts[2], URN: "urn:" + fmt.Sprint(inputs["resourceName"]), Provider: provider,
		Inputs: inputs}
}

// cluster is a private cluster behind the firewall, as the landing zone makes it, with changes; a key may be a path such
// as "networkProfile.podCidr" or "agentPoolProfiles.0.count", and nil removes.
func cluster(changes object) object {
	inputs := object{
		"resourceGroupName": clusterGroup, "resourceName": "aks-one", "location": "westeurope", "dnsPrefix": "aks-one",
		"kubernetesVersion": "1.36", "nodeResourceGroup": "rg-aks-one-nodepools",
		"sku":      object{"name": "Base", "tier": "Standard"},
		"identity": object{"type": "UserAssigned", "userAssignedIdentities": list(controlID)},
		"agentPoolProfiles": list(object{
			"name": "npsystem", "mode": "System", "type": "VirtualMachineScaleSets", "osType": "Linux", "osSKU": "AzureLinux", "vmSize": "Standard_D2d_v5",
			"osDiskSizeGB": 64.0, "osDiskType": "Ephemeral", "count": 3.0, "enableAutoScaling": true, "minCount": 3.0, "maxCount": 4.0, "maxPods": 30.0,
			"vnetSubnetID": nodesID, "availabilityZones": list("1", "2", "3"), "nodeTaints": list("CriticalAddonsOnly=true:NoSchedule"),
			"upgradeSettings": object{"maxSurge": "33%", "drainTimeoutInMinutes": 30.0, "nodeSoakDurationInMinutes": 5.0},
		}),
		"networkProfile": object{"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium", "networkPolicy": "cilium",
			"outboundType": "userDefinedRouting", "loadBalancerSku": "standard", "podCidr": "192.168.0.0/16", "serviceCidr": "172.16.0.0/16",
			"dnsServiceIP": "172.16.0.10"},
		"apiServerAccessProfile": object{"enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": false, "privateDNSZone": zoneID,
			"disableRunCommand": true},
		"aadProfile":           object{"managed": true, "enableAzureRBAC": true, "tenantID": tenant},
		"disableLocalAccounts": true, "enableRBAC": true,
		"oidcIssuerProfile": object{"enabled": true},
		"securityProfile":   object{"workloadIdentity": object{"enabled": true}, "imageCleaner": object{"enabled": true, "intervalHours": 168.0}},
		"addonProfiles":     object{"azurepolicy": object{"enabled": true, "config": object{"version": "v2"}}},
	}
	return change(inputs, changes)
}

// pool is a user pool of the cluster, with changes.
func pool(changes object) object {
	return change(object{
		"resourceGroupName": clusterGroup, "resourceName": "aks-one", "agentPoolName": "npuser01", "mode": "User", "vmSize": "Standard_D4d_v5",
		"osDiskSizeGB": 120.0, "osDiskType": "Ephemeral", "count": 2.0, "enableAutoScaling": true, "minCount": 2.0, "maxCount": 5.0, "maxPods": 30.0,
		"vnetSubnetID": nodesID, "availabilityZones": list("1", "2", "3"),
	}, changes)
}

func change(inputs, changes object) object {
	for path, v := range changes {
		keys := strings.Split(path, ".")
		var at any = inputs
		for _, key := range keys[:len(keys)-1] {
			switch here := at.(type) {
			case object:
				if here[key] == nil {
					here[key] = object{}
				}
				at = here[key]
			case []any:
				at = here[int(key[0]-'0')]
			}
		}
		if v == nil {
			delete(at.(object), keys[len(keys)-1])
		} else {
			at.(object)[keys[len(keys)-1]] = v
		}
	}
	return inputs
}

// make creates what must succeed, and requires that the SDK has a place for every output.
func (p *platform) make(token string, inputs object) *engine.Resource {
	p.Helper()
	made, err := p.Create(ctx, request(token, inputs))
	require.NoError(p, err)
	t, err := p.Lookup(request(token, inputs).Token)
	require.NoError(p, err)
	assert.Empty(p, t.Misplaced(made.Outputs), "outputs that the SDK does not know")
	return made
}

func (p *platform) update(made *engine.Resource, inputs object) (*engine.Resource, error) {
	r := request(made.Token, inputs)
	r.ID = made.ID
	return p.Update(ctx, r)
}

func (p *platform) remove(made *engine.Resource) error {
	r := request(made.Token, object{})
	r.ID = made.ID
	return p.Delete(ctx, r)
}

// refused requires an error with a code and words.
func refused(t *testing.T, err error, code engine.Code, says string) {
	t.Helper()
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, code), "want %s, got %v", code.Name, err)
	assert.Contains(t, err.Error(), says)
}
