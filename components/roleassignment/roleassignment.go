// Package roleassignment gives somebody a role on something. It is the part that several components share, so that
// every assignment has a stable name, says what kind of principal it is for, and why it exists.
package roleassignment

import (
	"errors"
	"fmt"
	"slices"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Principal types. They are always sent: without one ARM looks the principal up, and a new one is not found for minutes.
// Source: https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#new-service-principal
const (
	ServicePrincipal = "ServicePrincipal"
	Group            = "Group"
	User             = "User"
)

// Args describe one assignment. All are required.
type Args struct {
	// Key makes the assignment's name: what is known before the first deployment and unique to this assignment, such
	// as subscription, resource name and purpose. The role is added to it. The usual name, made of scope and principal,
	// is unknown at preview where both are made in the same run, and would hide the assignment from every check.
	Key []string
	// Role is the GUID of the role.
	Role string
	// Scope is the ARM ID of what the role is for.
	Scope pulumi.StringInput
	// SubscriptionID is the subscription of the scope, in which ARM shows the role's definition. A scope that is known
	// text tells its own.
	SubscriptionID string
	// PrincipalID is the object ID of who gets the role.
	PrincipalID pulumi.StringInput
	// PrincipalType is ServicePrincipal, Group or User.
	PrincipalType string
	// Description says why, for whoever reads the list of assignments.
	Description string
}

// New declares an assignment. Give pulumi.Parent.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*authorization.RoleAssignment, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("role assignment %q: %w", name, err)
	}
	assignment, err := authorization.NewRoleAssignment(ctx, name, &authorization.RoleAssignmentArgs{
		Description: pulumi.String(args.Description), PrincipalId: args.PrincipalID, PrincipalType: pulumi.String(args.PrincipalType),
		RoleAssignmentName: pulumi.String(azure.DeterministicGUID(append(slices.Clone(args.Key), args.Role)...)),
		RoleDefinitionId:   pulumi.String(azure.RoleDefinitionID(args.subscription(), args.Role)), Scope: args.Scope,
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("role assignment %q: %w", name, err)
	}
	return assignment, nil
}

// subscription is the one of a scope that is known text, and the given one otherwise.
func (a *Args) subscription() string {
	if text, known := a.Scope.(pulumi.String); known {
		if id, err := azure.ParseID(string(text)); err == nil && id.Subscription() != "" {
			return id.Subscription()
		}
	}
	return a.SubscriptionID
}

func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Key", len(a.Key) > 0},
		{"Scope", a.Scope != nil},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"PrincipalID", a.PrincipalID != nil},
		{"Description", a.Description != ""},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	if !azure.IsGUID(a.Role) {
		problems = append(problems, fmt.Errorf("role %q is not a GUID", a.Role))
	}
	if types := []string{ServicePrincipal, Group, User}; !slices.Contains(types, a.PrincipalType) {
		problems = append(problems, fmt.Errorf("principal type %q is not one of %v", a.PrincipalType, types))
	}
	return errors.Join(problems...)
}
