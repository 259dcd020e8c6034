package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noKubeletVMContributor = pack.Rule{
	ID:       "no-kubelet-vm-contributor",
	Title:    "Nodes may not manage virtual machines",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why: "The grant is a relic of pod-managed identity: with it every pod that reaches the node's identity may attach " +
		"identities to nodes and run commands on them.",
	Absent: "Azure grants the kubelet nothing of the kind.",
	Remedy: "Remove the Virtual Machine Contributor assignment on the node resource group or for the kubelet identity; use " +
		"Workload ID.",
	Source: "https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity",
	Types:  []string{azure.TypeRoleAssignment},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, a := range s.Of(azure.TypeRoleAssignment) {
			relic := grants(a, azure.RoleVirtualMachineContributor).And(onNodeGroup(s, a).Or(toKubelet(s, a)))
			verdicts = append(verdicts, pack.When(relic,
				func() pack.Verdict {
					return a.At("roleDefinitionId").Fail("must not give Virtual Machine Contributor to the nodes of a cluster")
				}, pack.Pass))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"another role":  pack.Together(aks("nodeResourceGroup", "rg-nodes"), vmContributor(nodeGroupID, "roleDefinitionId", azure.RoleReader)),
		"another group": pack.Together(aks("nodeResourceGroup", "rg-nodes"), vmContributor(exampleGroupID, "principalId", teamGroup)),
		"role left out": pack.Together(aks("nodeResourceGroup", "rg-nodes"), object("a", azure.TypeRoleAssignment, "scope", nodeGroupID)),
	},
	Fail: pack.Examples{
		"on the node group":         pack.Together(aks("nodeResourceGroup", "rg-nodes"), vmContributor(nodeGroupID)),
		"on Azure's own node group": pack.Together(vmContributor("/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/MC_rg_aks_westeurope")),
		"to the kubelet":            pack.Together(aks(), madeFrom(vmContributor(exampleGroupID, "principalId", pack.Unknown), "principalId", "cluster")),
		"to the kubelet's own identity": pack.Together(kubelet(),
			madeFrom(aks("identityProfile.kubeletidentity.resourceId", kubeletID), "identityProfile", "kubelet"),
			madeFrom(vmContributor(exampleGroupID, "principalId", pack.Unknown), "principalId", "kubelet")),
		"to the kubelet's principal": pack.Together(kubelet(), aks("identityProfile.kubeletidentity.resourceId", kubeletID),
			vmContributor(exampleGroupID, "principalId", teamGroup)),
	},
}

const (
	nodeGroupID = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-nodes"
	kubeletID   = exampleGroupID + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-kubelet"
)

func kubelet() pack.ExampleResource {
	return object("kubelet", azure.TypeUserAssignedIdentity, "id", kubeletID, "principalId", teamGroup)
}

func vmContributor(scope string, pairs ...any) pack.ExampleResource {
	return object("assignment", azure.TypeRoleAssignment, append([]any{
		"roleDefinitionId", azure.RoleVirtualMachineContributor, "scope", scope, "principalId", adminGroup,
	}, pairs...)...)
}

// onNodeGroup reports whether an assignment is on the resource group in which AKS keeps the nodes of a cluster.
func onNodeGroup(s pack.Stack, a pack.Resource) pack.Truth {
	scope := a.At("scope")
	text, ok := scope.Text()
	if !ok {
		if scope.NotKnown() {
			return pack.DontKnow(scope.Path())
		}
		return pack.False
	}
	id, err := azure.ParseID(text)
	if err != nil || id.ResourceGroup() == "" {
		return pack.False
	}
	group := id.ResourceGroup()
	found := pack.Known(strings.HasPrefix(strings.ToUpper(group), "MC_"))
	for _, c := range s.Of(azure.TypeManagedCluster) {
		found = found.Or(c.At("nodeResourceGroup").Is(group))
	}
	return found
}

// toKubelet reports whether an assignment is for the identity of a cluster's nodes: one that the cluster made, or one of
// the stack that the cluster uses for them.
func toKubelet(s pack.Stack, a pack.Resource) pack.Truth {
	principal := a.At("principalId")
	found := pack.False
	for _, c := range s.Of(azure.TypeManagedCluster) {
		found = found.Or(pack.Known(principal.Depends(c.URN())))
		used := c.At("identityProfile").AtFold("kubeletidentity").At("resourceId")
		for _, identity := range s.Of(azure.TypeUserAssignedIdentity) {
			same := principal.Names(identity, identity.At("principalId"))
			found = found.Or(used.RefersTo(identity).And(same))
		}
	}
	return found
}
