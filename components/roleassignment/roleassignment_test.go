package roleassignment_test

import (
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	principal = "00000000-0000-4000-8000-000000000009"
	another   = "00000000-0000-4000-8000-000000000010"
)

// args are complete; scope is set by each test.
func args() *roleassignment.Args {
	return &roleassignment.Args{
		Key: []string{"sub", "registry", "pull"}, Role: azure.RoleAcrPull, SubscriptionID: monitor.Subscription,
		PrincipalID: pulumi.String(principal), PrincipalType: roleassignment.Group, Description: "Pulls images.",
	}
}

func TestInputs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg"),
		})
		if err != nil {
			return err
		}
		made, known := args(), args()
		made.Scope = group.ID()
		// What is known text tells its own subscription.
		known.Scope, known.SubscriptionID, known.Key = pulumi.String(azure.ResourceGroupID(monitor.Subscription, "rg")), "elsewhere", []string{"other"}
		known.PrincipalID = pulumi.String(another)
		if _, err := roleassignment.New(ctx, "made", made); err != nil {
			return err
		}
		_, err = roleassignment.New(ctx, "known", known, pulumi.DependsOn([]pulumi.Resource{group}))
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	want := map[string]any{
		"description": "Pulls images.", "principalId": principal, "principalType": "Group",
		"roleAssignmentName": azure.DeterministicGUID("sub", "registry", "pull", azure.RoleAcrPull),
		"roleDefinitionId":   azure.RoleDefinitionID(monitor.Subscription, azure.RoleAcrPull),
		"scope":              azure.ResourceGroupID(monitor.Subscription, "rg"),
	}
	assert.Equal(t, want, m.Find(azure.TypeRoleAssignment, "made").Inputs)
	want["principalId"] = another
	want["roleAssignmentName"] = azure.DeterministicGUID("other", azure.RoleAcrPull)
	assert.Equal(t, want, m.Find(azure.TypeRoleAssignment, "known").Inputs)
}

func TestIncompleteArgsAreRefused(t *testing.T) {
	for want, spoil := range map[string]func(*roleassignment.Args){
		"Key is required":              func(a *roleassignment.Args) { a.Key = nil },
		"Scope is required":            func(a *roleassignment.Args) { a.Scope = nil },
		"SubscriptionID is required":   func(a *roleassignment.Args) { a.SubscriptionID = "" },
		"PrincipalID is required":      func(a *roleassignment.Args) { a.PrincipalID = nil },
		"Description is required":      func(a *roleassignment.Args) { a.Description = "" },
		`role "AcrPull" is not a GUID`: func(a *roleassignment.Args) { a.Role = "AcrPull" },
		`principal type "Robot" is not one of [ServicePrincipal Group User]`: func(a *roleassignment.Args) { a.PrincipalType = "Robot" },
	} {
		a := args()
		a.Scope = pulumi.String("/subscriptions/x")
		spoil(a)
		_, err := roleassignment.New(nil, "name", a)
		assert.EqualError(t, err, `role assignment "name": `+want)
	}
	_, err := roleassignment.New(nil, "name", nil)
	assert.EqualError(t, err, `role assignment "name": args are required`)
}
