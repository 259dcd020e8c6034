package authorization

import (
	"fmt"
	"slices"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// violates says, by the GUID of a definition, whether a resource is what the definition denies. parameters are those of
// the assignment. The conditions are those of the definitions.
// Source: https://github.com/Azure/azure-policy/tree/master/built-in-policies
var violates = map[string]func(op *engine.Operation, parameters engine.Value) bool{
	azure.PolicyRegistryAdminAccount: func(op *engine.Operation, _ engine.Value) bool {
		return isA(op, "Microsoft.ContainerRegistry/registries") && op.Inputs.At("adminUserEnabled").Bool()
	},
	azure.PolicyRegistryAnonymousPull: func(op *engine.Operation, _ engine.Value) bool {
		return isA(op, "Microsoft.ContainerRegistry/registries") && op.Inputs.At("anonymousPullEnabled").Bool()
	},
	azure.PolicyClusterLocalAuthentication: func(op *engine.Operation, _ engine.Value) bool {
		return isA(op, "Microsoft.ContainerService/managedClusters") && !op.Inputs.At("disableLocalAccounts").Bool()
	},
	azure.PolicyClusterPrivate: func(op *engine.Operation, _ engine.Value) bool {
		return isA(op, "Microsoft.ContainerService/managedClusters") && !op.Inputs.At("apiServerAccessProfile", "enablePrivateCluster").Bool()
	},
	azure.PolicyAllowedLocations: func(op *engine.Operation, parameters engine.Value) bool {
		location := azure.NormalizeLocation(op.Inputs.At("location").Text())
		return indexed(op) && location != "global" &&
			!slices.ContainsFunc(parameters.At("listOfAllowedLocations", "value").Texts(), func(allowed string) bool {
				return azure.NormalizeLocation(allowed) == location
			})
	},
	azure.PolicyRequireTag: func(op *engine.Operation, parameters engine.Value) bool {
		tag := parameters.At("tagName", "value").Text()
		return indexed(op) && !tagged(op.Inputs, tag) && !inherits(op, tag)
	},
}

func isA(op *engine.Operation, armType string) bool { return strings.EqualFold(op.ID.Type(), armType) }

// indexed reports whether the mode Indexed looks at a resource: one with tags and a location.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics#resource-manager-modes
func indexed(op *engine.Operation) bool {
	return op.Inputs.At("location").Present() && azure.TakesTags(op.Type.Token) && !isA(op, "Microsoft.Resources/resourceGroups")
}

func tagged(inputs engine.Value, tag string) bool {
	return slices.ContainsFunc(inputs.At("tags").Keys(), func(key string) bool { return strings.EqualFold(key, tag) })
}

// inherits reports whether an assignment gives the resource the tag of its group, which happens before anything is denied.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics#order-of-evaluation
func inherits(op *engine.Operation, tag string) bool {
	group, ok := op.Get(azure.ResourceGroupID(op.ID.Subscription(), op.ID.ResourceGroup()))
	if !ok || !tagged(group.In(), tag) {
		return false
	}
	return slices.ContainsFunc(op.List(policyAssignmentType), func(a *engine.Resource) bool {
		id, _ := a.In().At("policyDefinitionId").ID()
		return strings.EqualFold(id.Name(), azure.PolicyInheritTag) && enforced(op, a) &&
			strings.EqualFold(a.In().At("parameters", "tagName", "value").Text(), tag)
	})
}

// enforced reports whether an assignment covers what is being written and is meant to act.
func enforced(op *engine.Operation, assignment *engine.Resource) bool {
	scope, ok := assignment.In().At("scope").ID()
	mode := assignment.In().At("enforcementMode").TextOr(string(sdk.EnforcementModeDefault))
	return ok && within(op.ID, scope) && strings.EqualFold(mode, string(sdk.EnforcementModeDefault)) &&
		!slices.ContainsFunc(assignment.In().At("notScopes").Items(), func(v engine.Value) bool {
			excluded, ok := v.ID()
			return ok && within(op.ID, excluded)
		})
}

// exempt reports whether an exemption that has not expired covers what is being written.
func exempt(op *engine.Operation, assignment *engine.Resource) bool {
	return slices.ContainsFunc(op.List(policyExemptionType), func(e *engine.Resource) bool {
		scope, _ := e.In().At("scope").ID()
		from, _ := e.In().At("policyAssignmentId").ID()
		if from.Key() != assignment.ARMID().Key() || !within(op.ID, scope) {
			return false
		}
		expires, err := time.Parse(time.RFC3339, e.In().At("expiresOn").Text())
		return err != nil || expires.After(op.Now())
	})
}

// disallowed refuses a create or update that an assigned policy denies.
func disallowed(op *engine.Operation) error {
	if op.ID.IsZero() || op.Type == nil || op.Kind == engine.OpDelete {
		return nil
	}
	for _, a := range op.List(policyAssignmentType) {
		id, _ := a.In().At("policyDefinitionId").ID()
		d, ok := builtInPolicy(id)
		if !ok || violates[d.GUID] == nil || !strings.EqualFold(d.effect(a.In()), azure.EffectDeny) {
			continue
		}
		if enforced(op, a) && violates[d.GUID](op, a.In().At("parameters")) && !exempt(op, a) {
			return CodeRequestDisallowedByPolicy.Errorf("Resource '%s' was disallowed by policy. Policy identifiers: '%s'.", op.Name,
				fmt.Sprintf(`[{"policyAssignment":{"name":%q,"id":%q},"policyDefinition":{"name":%q,"id":%q}}]`,
					a.In().At("displayName").TextOr(a.Name()), a.ID, d.DisplayName, d.ID()))
		}
	}
	return nil
}
