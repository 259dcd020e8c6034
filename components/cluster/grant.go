package cluster

import (
	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
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

// assign declares a role assignment.
func (b *builder) assign(g grant) (*authorization.RoleAssignment, error) {
	return roleassignment.New(b.ctx, b.child(g.part), &roleassignment.Args{
		Key: []string{b.args.SubscriptionID, b.args.Names.Cluster(), g.part}, Role: g.role, Scope: g.scope,
		SubscriptionID: b.args.SubscriptionID, PrincipalID: g.principal, PrincipalType: g.principalType, Description: g.why,
	}, b.parent)
}
