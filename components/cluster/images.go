package cluster

import (
	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// pull is the right of the kubelet's identity to pull images. Registries that give rights by repository ignore AcrPull.
//
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
func (b *builder) pull(principal pulumi.StringInput) grant {
	role := azure.RoleAcrPull
	if b.args.RegistryABAC {
		role = azure.RoleContainerRegistryRepoReader
	}
	return grant{
		part: "kubelet-pull", role: role, scope: b.args.RegistryID, principal: principal,
		principalType: roleassignment.ServicePrincipal, why: "Nodes pull images from here.",
	}
}

// earlyPullGrant gives an identity of one's own the right before the cluster exists, so that the first node can pull.
func (b *builder) earlyPullGrant(ids identities) ([]pulumi.Resource, error) {
	if b.args.RegistryID == nil || ids.kubelet == nil {
		return nil, nil
	}
	assignment, err := b.assign(b.pull(ids.kubelet.PrincipalId))
	return []pulumi.Resource{assignment}, err
}

// latePullGrant gives it to the identity that AKS has made with the cluster.
func (b *builder) latePullGrant(ids identities, cluster *containerservice.ManagedCluster) ([]pulumi.Resource, error) {
	if b.args.RegistryID == nil || ids.kubelet != nil {
		return nil, nil
	}
	assignment, err := b.assign(b.pull(ids.kubeletObjectID(cluster)))
	return []pulumi.Resource{assignment}, err
}
