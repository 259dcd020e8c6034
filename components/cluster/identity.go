package cluster

import (
	"fmt"
	"maps"
	"slices"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// identities are those that the cluster runs under.
type identities struct {
	// controlPlane is the identity with which AKS changes networks and DNS.
	controlPlane *managedidentity.UserAssignedIdentity
	// kubelet is the identity with which nodes pull images, or nil when AKS makes one.
	kubelet *managedidentity.UserAssignedIdentity
}

// newIdentities declares the identities. They are user-assigned because they must hold their rights on subnets and DNS
// before there is a cluster; one that AKS makes would only exist afterwards.
func (b *builder) newIdentities() (identities, error) {
	var ids identities
	var err error
	if ids.controlPlane, err = b.newIdentity("controlplane", b.args.Names.ControlPlaneIdentity()); err != nil {
		return ids, fmt.Errorf("control-plane identity: %w", err)
	}
	if b.args.Identity.Kubelet != KubeletBYO {
		return ids, nil
	}
	if ids.kubelet, err = b.newIdentity("kubelet", b.args.Names.KubeletIdentity()); err != nil {
		return ids, fmt.Errorf("kubelet identity: %w", err)
	}
	return ids, nil
}

func (b *builder) newIdentity(part, name string) (*managedidentity.UserAssignedIdentity, error) {
	return managedidentity.NewUserAssignedIdentity(b.ctx, b.child(part), &managedidentity.UserAssignedIdentityArgs{
		Location: pulumi.String(b.args.Location.Name), ResourceGroupName: b.args.ResourceGroupName, ResourceName: pulumi.String(name),
		Tags: pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
}

// identityProfile names the kubelet's identity to AKS; nil lets AKS make one.
func (ids identities) identityProfile() containerservice.UserAssignedIdentityMapInput {
	if ids.kubelet == nil {
		return nil
	}
	return containerservice.UserAssignedIdentityMap{
		kubeletIdentityKey: containerservice.UserAssignedIdentityArgs{
			ClientId: ids.kubelet.ClientId, ObjectId: ids.kubelet.PrincipalId, ResourceId: ids.kubelet.ID().ToStringOutput(),
		},
	}
}

// kubeletIdentityKey is the only key of a cluster's identityProfile.
// Source: https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters
const kubeletIdentityKey = "kubeletidentity"

// kubeletObjectID is the object ID of whoever pulls images.
func (ids identities) kubeletObjectID(cluster *containerservice.ManagedCluster) pulumi.StringOutput {
	if ids.kubelet != nil {
		return ids.kubelet.PrincipalId
	}
	return cluster.IdentityProfile.MapIndex(pulumi.String(kubeletIdentityKey)).ObjectId().Elem()
}

// grants gives the control plane its rights, each on the smallest scope that serves, and returns what the cluster has to
// wait for.
//
// Sources: https://learn.microsoft.com/azure/aks/managed-identity-overview#control-plane-managed-identity-role-assignments,
// https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
func (b *builder) grants(ids identities) ([]pulumi.Resource, error) {
	wanted := []grant{
		{part: "node-subnet", role: azure.RoleNetworkContributor, scope: b.args.NodeSubnetID, why: "Nodes and internal load balancers take addresses here."},
		{part: "ingress-subnet", role: azure.RoleNetworkContributor, scope: b.args.IngressSubnetID, why: "Internal load balancers of ingress controllers take addresses here."},
		{part: "private-cluster-subnet", role: azure.RoleNetworkContributor, scope: b.args.PrivateClusterSubnetID, why: "The API server moves here once it is integrated into the network."},
		{part: "route-table", role: azure.RoleNetworkContributor, scope: b.args.RouteTableID, why: "The cluster leaves by these routes."},
	}
	for _, name := range b.poolSubnets() {
		wanted = append(wanted, grant{
			part: "pool-subnet-" + name, role: azure.RoleNetworkContributor, scope: b.args.PoolSubnetIDs[name], why: "Pools with a subnet of their own take addresses here.",
		})
	}
	wanted = append(wanted, b.dnsGrants()...)
	if ids.kubelet != nil {
		wanted = append(wanted, grant{
			part: "kubelet", role: azure.RoleManagedIdentityOperator, scope: ids.kubelet.ID().ToStringOutput(), why: "Nodes get this identity from the control plane.",
		})
	}
	var made []pulumi.Resource
	for _, g := range wanted {
		if g.scope == nil {
			continue
		}
		g.part, g.principal, g.principalType = "grant-"+g.part, ids.controlPlane.PrincipalId, roleassignment.ServicePrincipal
		assignment, err := b.assign(g)
		if err != nil {
			return nil, err
		}
		made = append(made, assignment)
	}
	return made, nil
}

// dnsGrants are for a private API server, whose name AKS writes into a zone that is linked to the network.
func (b *builder) dnsGrants() []grant {
	server := b.settings.APIServer
	if !server.Private() || server.PrivateDNSZone == azure.PrivateDNSZoneNone {
		return nil
	}
	grants := []grant{{part: "vnet", role: azure.RolePrivateDNSZoneContributor, scope: b.args.VNetID, why: "The API server's DNS zone is linked to this network."}}
	if server.PrivateDNSZone != azure.PrivateDNSZoneSystem {
		grants = append(grants, grant{part: "dns-zone", role: azure.RolePrivateDNSZoneContributor, scope: b.privateDNSZone(), why: "AKS writes the API server's name into this zone."})
	}
	return grants
}

// poolSubnets lists the extra subnets that pools use, for nodes or pods, sorted.
func (b *builder) poolSubnets() []string {
	used := map[string]bool{}
	for _, pool := range b.settings.NodePools {
		used[pool.Subnet], used[pool.PodSubnet] = true, true
	}
	delete(used, "")
	return slices.Sorted(maps.Keys(used))
}

// nodeGroupID is the ARM ID of the group that AKS makes for the nodes.
func (b *builder) nodeGroupID(cluster *containerservice.ManagedCluster) pulumi.StringOutput {
	return cluster.NodeResourceGroup.ApplyT(func(group *string) string {
		if group == nil {
			return ""
		}
		return azure.ResourceGroupID(b.args.SubscriptionID, *group)
	}).(pulumi.StringOutput)
}
