package containerservice

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// versions are the version segments of tokens, and apiVersion what they stand for.
var versions = []string{"v20241001"}

const apiVersion = "2024-10-01"

func managedCluster() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeManagedCluster,
		Versions:   versions,
		APIVersion: apiVersion,
		ARMType:    clusterType,
		Names:      []string{"resourceName"},
		Args:       sdk.ManagedClusterArgs{},
		State:      sdk.ManagedCluster{},
		Inline:     []engine.Inline{{Kind: "agentPools", Path: "agentPoolProfiles"}},
		Check:      checkCluster,
		Put:        putCluster,
		Delete:     deleteCluster,
		Models: []string{
			"Profiles are judged one by one and against each other: network plugin, mode, dataplane and policy; private API server, DNS zone " +
				"and authorized ranges; identity and kubelet identity; Microsoft Entra, Azure RBAC and local accounts; tier and support plan; " +
				"add-ons, autoscaler settings, proxy, mesh, image cleaner and KMS.",
			"Every inline pool follows the rules of an agent pool, one of them is a system pool, and their versions are the control plane's.",
			"The Kubernetes version is in support for the plan; an upgrade neither goes back nor skips a minor.",
			"The user-assigned identity has, when the cluster is written, Network Contributor (or more) on every subnet and, with " +
				"userDefinedRouting, on its route table; Private DNS Zone Contributor (or more) on a zone of one's own; Managed Identity Operator " +
				"on a kubelet identity of one's own. The grants of an identity that AKS makes itself are not judged.",
			"With userDefinedRouting the default route of every node subnet leads to a gateway, to an appliance in a network peered in both " +
				"directions, or to an Azure Firewall there whose policy lets out what nodes need to join.",
			"With a NAT gateway of one's own every node subnet has one, with an address.",
			"Pod and service ranges overlap neither the cluster's network nor one it is peered with; subnets have room for the first nodes.",
			"A private DNS zone of one's own has the region's name, is linked to the nodes' network (AKS links it where it may), and to the network " +
				"of every custom DNS server; a firewall among these has its DNS proxy on.",
			"The node resource group, the kubelet identity and the add-ons' identities come and go with the cluster; so do its agent pools.",
			"An update leaves agent pools alone that it does not list; it cannot add one.",
			"The answer lists the pools of agentPoolProfiles only, where AKS lists all; quotas, capacity and network security groups are not judged.",
		},
		Codes: clusterCodes(),
	}
}

func clusterCodes() []engine.Code {
	return append(poolCodes(),
		CodeK8sVersionNotSupported, CodeMustDefineSystemPool, CodeInvalidLoadBalancerSKU, CodeInvalidLoadBalancerProfile, CodeOutboundPorts,
		CodeUDRWithLoadBalancerProfile, CodeNetworkPolicyWithKubenet, CodeNetworkPolicyWithoutPlugin, CodeDNSServiceIPOutOfRange,
		CodeDNSServiceIPConflicting, CodePodCIDROverlapsServices, CodeInsufficientPodCIDR, CodeSystemIdentityWithOwnZone,
		CodeNoZoneAndNoPublicFQDN, CodeInvalidPrivateDNSZone, CodeKubeletIdentityNeedsUser, CodeKubeletIdentityProperty,
		CodeRBACNotEnabledForAAD, CodeInvalidAdminGroupObjectID, CodeAddonInvalid, CodeWorkspaceNotSet, CodeWorkspaceNotSetForDefender,
		CodeHTTPProxyWrongURL, CodeOIDCIssuerCannotBeDisabled, CodeNodeGroupSameAsClusterGroup, CodeNodeGroupExists,
		CodeNodeGroupManagedElsewhere, CodeServiceCIDROverlapsSubnets, CodePodCIDROverlapsSubnets, CodeManagedNATInOwnNetwork,
		CodeOwnNATInManagedNetwork, CodePrivateZonePermission, CodeNetworkLinkFailed, CodeKubeletIdentityPermission, CodeDNSLookupFailed,
		CodeReservedResourceName)
}

// reservedWords may not be in the name of a resource.
// Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name
var reservedWords = []string{"microsoft", "windows", "login"}

func putCluster(op *engine.Operation) error {
	for _, word := range reservedWords {
		if lower := strings.ToLower(op.Name); word == "login" && strings.HasPrefix(lower, word) || word != "login" && strings.Contains(lower, word) {
			return CodeReservedResourceName.Errorf("The resource name '%s' or a part of the name is a trademarked or reserved word.", op.Name)
		}
	}
	if err := checkTenant(op); err != nil {
		return err
	}
	if op.Old == nil || op.Changed("kubernetesVersion") {
		if e := supported(op); e != nil {
			return e
		}
	}
	location := op.Inputs.At("location").Text()
	pools := inlinePools(op.Inputs)
	for _, p := range pools {
		if e := skew(p, clusterVersion(op.Inputs)); e != nil {
			return e
		}
		if v := p.At("orchestratorVersion"); op.Old == nil && v.Present() && full(versionOr(v, clusterVersion(op.Inputs))) != full(clusterVersion(op.Inputs)) {
			return at(v, CodeNodePoolVersionIncompatible.Errorf("Node pool version %s and control plane version %s are incompatible: a new cluster "+
				"and its pools have one version.", v.Text(), clusterVersion(op.Inputs)))
		}
	}
	if op.Old != nil {
		if err := updateCluster(op); err != nil {
			return err
		}
	}
	own, err := seats(op, pools, location)
	if err != nil {
		return err
	}
	if err := checkNetworkAround(op, pools, own); err != nil {
		return err
	}
	if err := takeNodeGroup(op, location); err != nil {
		return err
	}
	if err := checkKubeletIdentity(op); err != nil {
		return err
	}
	if err := checkZone(op, own); err != nil {
		return err
	}
	return completeCluster(op, location)
}

// checkTenant refuses Azure RBAC for users of another tenant than the subscription's.
// Source: https://learn.microsoft.com/azure/aks/manage-azure-rbac#limitations
func checkTenant(op *engine.Operation) error {
	tenant := op.Inputs.At("aadProfile", "tenantID")
	if op.Inputs.At("aadProfile", "enableAzureRBAC").Bool() && tenant.Present() && !strings.EqualFold(tenant.Text(), op.Provider.Tenant) {
		return at(tenant, CodeInvalidParameter.Errorf("Azure RBAC for Kubernetes authorization works with the subscription's tenant %s only, not with %s.",
			op.Provider.Tenant, tenant.Text()))
	}
	return nil
}

// checkNetworkAround judges the subnets and what is behind them. What only matters when nodes are made is asked once.
func checkNetworkAround(op *engine.Operation, pools []pool, own []seat) error {
	nodes := 0
	for _, s := range own {
		if !s.pods {
			nodes++
		}
	}
	if nodes > 0 && nodes < len(pools) {
		return CodeInvalidParameter.Errorf("Either all agent pools or none have a vnetSubnetID.")
	}
	if err := checkSeats(own, nil); err != nil {
		return err
	}
	if err := checkOverlaps(op, own); err != nil {
		return err
	}
	if err := checkSubnetGrants(op, op.Inputs, own); err != nil {
		return err
	}
	if op.Old != nil {
		return nil
	}
	if err := checkRoom(op.Inputs, own, nil); err != nil {
		return err
	}
	return checkWayOut(op, op.Inputs, own)
}

// nodeGroup is the name of the group that AKS keeps the nodes in.
func nodeGroup(op *engine.Operation, location string) string {
	if given := op.Inputs.At("nodeResourceGroup").Text(); given != "" {
		return given
	}
	name := "MC_" + op.ID.ResourceGroup() + "_" + op.Name + "_" + azure.NormalizeLocation(location)
	return name[:min(len(name), maxNodeGroupName)]
}

// takeNodeGroup makes the node resource group, which must be nobody else's.
// Source: https://learn.microsoft.com/azure/aks/faq
func takeNodeGroup(op *engine.Operation, location string) error {
	name := nodeGroup(op, location)
	id := azure.ResourceGroupID(op.ID.Subscription(), name)
	existing, taken := op.Get(id)
	switch {
	case taken && strings.EqualFold(existing.ManagedBy, op.ID.String()):
		return nil
	case taken && existing.ManagedBy != "":
		return CodeNodeGroupManagedElsewhere.Errorf("The node resource group '%s' is managed by another resource '%s'.", name, existing.ManagedBy)
	case taken:
		return CodeNodeGroupExists.Errorf("The node resource group '%s' already exists; AKS makes it itself.", name)
	}
	op.Stage(&engine.Resource{ID: id, Type: groupType, ManagedBy: op.ID.String(),
		Inputs: map[string]any{"location": azure.NormalizeLocation(location), "resourceGroupName": name},
		Outputs: map[string]any{"name": name, "type": groupType, "location": azure.NormalizeLocation(location), "managedBy": op.ID.String(),
			"properties": map[string]any{"provisioningState": "Succeeded"}}})
	return nil
}

// deleteCluster takes along what AKS made for the cluster. Agent pools and extensions lie below it and go by themselves.
func deleteCluster(op *engine.Operation) error {
	for _, group := range op.List(groupType) {
		if !strings.EqualFold(group.ManagedBy, op.Old.ID) {
			continue
		}
		for _, r := range op.In(group.ID) {
			op.Remove(r.ID)
		}
		op.Remove(group.ID)
	}
	for _, link := range op.List(linkType) {
		if strings.EqualFold(link.ManagedBy, op.Old.ID) {
			op.Remove(link.ID)
		}
	}
	// What ran in the cluster goes with it; a provider of Kubernetes knows the cluster by the address of its API server.
	for _, object := range op.InSpace(apiServer(op.Old)) {
		op.Remove(object.Key)
	}
	return nil
}
