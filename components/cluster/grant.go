package cluster

import (
	"fmt"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Principal types. They are always sent: without one ARM looks the principal up, and a new one is not found for minutes.
// Source: https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#new-service-principal
const (
	principalServicePrincipal = "ServicePrincipal"
	principalGroup            = "Group"
)

// grant is a role for somebody on something.
type grant struct {
	// part is the part of the Pulumi name behind the component's, unique in the cluster.
	part string
	// role is the GUID of a built-in role.
	role string
	// scope is the ARM ID of what the role is for.
	scope pulumi.StringInput
	// principal is the object ID of who gets it.
	principal pulumi.StringInput
	// principalType is the kind of principal.
	principalType string
	// why is the assignment's description.
	why string
}

// assign declares a role assignment. Its name is a GUID made of what is known before the first deployment (subscription,
// cluster, part and role) and not, as is usual, of scope and principal: those are made in the same run, and a name that is
// unknown at preview would hide the assignment from every check. It stays unique, since the part is.
func (b *builder) assign(g grant) (*authorization.RoleAssignment, error) {
	name := azure.DeterministicGUID(b.args.SubscriptionID, b.args.Names.Cluster(), g.part, g.role)
	assignment, err := authorization.NewRoleAssignment(b.ctx, b.child(g.part), &authorization.RoleAssignmentArgs{
		Description: pulumi.String(g.why), PrincipalId: g.principal, PrincipalType: pulumi.String(g.principalType),
		RoleAssignmentName: pulumi.String(name), RoleDefinitionId: pulumi.String(azure.RoleDefinitionID(b.subscriptionOf(g.scope), g.role)),
		Scope: g.scope,
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("role assignment %s: %w", g.part, err)
	}
	return assignment, nil
}

// subscriptionOf is the subscription in which ARM will show the role's definition: the scope's own. A scope that is made
// in this run is in the cluster's.
func (b *builder) subscriptionOf(scope pulumi.StringInput) string {
	if text, known := scope.(pulumi.String); known {
		if id, err := azure.ParseID(string(text)); err == nil && id.Subscription() != "" {
			return id.Subscription()
		}
	}
	return b.args.SubscriptionID
}
