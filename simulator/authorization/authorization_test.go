package authorization_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
	group        = "33333333-3333-4333-8333-333333333333"
	assignment   = "44444444-4444-4444-8444-444444444444"
)

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}
	groupID  = azure.ResourceGroupID(subscription, "rg")
	miID     = azure.ResourceID(subscription, "rg", "Microsoft.ManagedIdentity/userAssignedIdentities", "mi-app")
)

// clusters is a service with a cluster type that does nothing, so that scopes inside a cluster can be tried.
func clusters() *engine.Service {
	type args struct {
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		ResourceName      *string `pulumi:"resourceName"`
	}
	return &engine.Service{
		Name: "Microsoft.ContainerService",
		Types: []*engine.Type{{Token: azure.TypeManagedCluster, Versions: []string{"v20241001"}, ARMType: "Microsoft.ContainerService/managedClusters",
			Names: []string{"resourceName"}, Args: args{}, State: args{}}},
		BuiltIn: map[string]func(azure.ID) bool{"microsoft.containerservice/managedclusters/namespaces": func(azure.ID) bool { return true }},
	}
}

// start returns an engine with the group "rg", the identity "mi-app" and the cluster "aks", and the identity's principal.
func start(t *testing.T) (*engine.Engine, string) {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), managedidentity.Service(), authorization.Service(), clusters()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, URN: "urn:rg", Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: "azure-native:managedidentity/v20230131:UserAssignedIdentity", URN: "urn:mi",
			Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "mi-app", "location": "westeurope"}},
		{Token: "azure-native:containerservice/v20241001:ManagedCluster", URN: "urn:aks",
			Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
	} {
		r.Provider = provider
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	mi, _ := e.Resource(miID)
	return e, mi.Outputs["principalId"].(string)
}

// grant is an assignment of Reader on "rg" to an Entra group, with some inputs replaced; nil leaves one out.
func grant(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"scope": groupID, "roleAssignmentName": assignment, "principalId": group, "principalType": "Group",
		"roleDefinitionId": azure.RoleDefinitionID(subscription, azure.RoleReader),
	}
	maps.Copy(inputs, changes)
	id := inputs["scope"].(string) + "/providers/Microsoft.Authorization/roleAssignments/" + inputs["roleAssignmentName"].(string)
	return engine.Request{Token: "azure-native:authorization/v20220401:RoleAssignment", URN: "urn:" + id, ID: id, Provider: provider, Inputs: inputs}
}

func TestARoleIsAssigned(t *testing.T) {
	e, principal := start(t)
	made, err := e.Create(ctx, grant(map[string]any{"scope": miID, "principalId": principal, "principalType": "ServicePrincipal",
		"roleDefinitionId": azure.RoleDefinitionID("", azure.RoleManagedIdentityOperator), "description": "why"}))
	require.NoError(t, err)
	assert.Equal(t, miID+"/providers/Microsoft.Authorization/roleAssignments/"+assignment, made.ID)
	want := map[string]any{
		"name": assignment, "type": "Microsoft.Authorization/roleAssignments", "scope": miID, "principalId": principal,
		"principalType": "ServicePrincipal", "description": "why",
		"roleDefinitionId": "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleDefinitions/f1a07417-d97a-45cb-824c-7a7467783830",
		"createdOn":        "2026-01-05T08:00:00Z", "updatedOn": "2026-01-05T08:00:00Z",
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestScopesOfAnAssignment(t *testing.T) {
	aks := azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")
	for name, scope := range map[string]string{
		"subscription": azure.SubscriptionID(subscription), "group": groupID, "resource": miID,
		"namespace of a cluster": aks + "/namespaces/team-a",
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			made, err := e.Create(ctx, grant(map[string]any{"scope": scope}))
			require.NoError(t, err)
			assert.Equal(t, scope+"/providers/Microsoft.Authorization/roleAssignments/"+assignment, made.ID)
		})
	}
}

// The service principal of an application is in the directory and no resource, so its ID is believed.
func TestServicePrincipalOfAnApplication(t *testing.T) {
	e, _ := start(t)
	_, err := e.Create(ctx, grant(map[string]any{"principalId": "99999999-9999-4999-8999-999999999999", "principalType": "ServicePrincipal"}))
	require.NoError(t, err)
}

func TestRefusedAssignments(t *testing.T) {
	unknown := "99999999-9999-4999-8999-999999999999"
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"name is no GUID":        {map[string]any{"roleAssignmentName": "reader"}, authorization.CodeInvalidRoleAssignmentID, "must be a GUID"},
		"principal is no GUID":   {map[string]any{"principalId": "team"}, authorization.CodeInvalidPrincipalID, "valid principal ID"},
		"role is a bare GUID":    {map[string]any{"roleDefinitionId": azure.RoleReader}, engine.CodeInvalidRequestContent, "not the ID of a role definition"},
		"role is something else": {map[string]any{"roleDefinitionId": miID}, engine.CodeInvalidRequestContent, "not the ID of a role definition"},
		"role does not exist": {map[string]any{"roleDefinitionId": azure.RoleDefinitionID(subscription, unknown)},
			authorization.CodeRoleDefinitionDoesNotExist, "does not exist"},
		"scope does not exist": {map[string]any{"scope": miID + "-2"}, engine.CodeResourceNotFound, "mi-app-2"},
		"group does not exist": {map[string]any{"scope": azure.ResourceGroupID(subscription, "none")}, engine.CodeResourceGroupNotFound, "none"},
		"cluster of the namespace does not exist": {map[string]any{
			"scope": azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters/namespaces", "none", "ns")},
			engine.CodeResourceNotFound, "managedClusters/none"},
		"condition without version": {map[string]any{"condition": "true"}, engine.CodeInvalidRequestContent, "set together"},
		"old version of conditions": {map[string]any{"condition": "true", "conditionVersion": "1.0"}, engine.CodeInvalidRequestContent, "must be '2.0'"},
		"unknown principal type":    {map[string]any{"principalType": "Robot"}, engine.CodeInvalidRequestContent, "Robot"},
		"application ID in place of the object ID": {map[string]any{"principalId": "application", "principalType": "ServicePrincipal"},
			authorization.CodePrincipalNotFound, "application ID of a managed identity"},
		"identity just made, type left out": {map[string]any{"principalId": "identity", "principalType": nil},
			authorization.CodePrincipalNotFound, "replication delay"},
		"identity called a group": {map[string]any{"principalId": "identity"}, authorization.CodeUnmatchedPrincipalType, "has type 'ServicePrincipal'"},
		"the same once more": {map[string]any{"roleAssignmentName": unknown, "principalId": strings.ToUpper(group), "description": "again",
			"scope": strings.ToLower(groupID), "roleDefinitionId": azure.RoleDefinitionID("", azure.RoleReader)},
			authorization.CodeRoleAssignmentExists, strings.ReplaceAll(assignment, "-", "")},
	} {
		t.Run(name, func(t *testing.T) {
			e, principal := start(t)
			if name == "the same once more" {
				_, err := e.Create(ctx, grant(nil))
				require.NoError(t, err)
			}
			switch c.changes["principalId"] {
			case "identity":
				c.changes["principalId"] = principal
			case "application":
				identity, found := e.Resource(miID)
				require.True(t, found)
				c.changes["principalId"] = identity.Outputs["clientId"]
			}
			_, err := e.Create(ctx, grant(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestUnknownInputsOfAnAssignmentPass(t *testing.T) {
	e, _ := start(t)
	r := grant(nil)
	for _, name := range []string{"scope", "principalId", "roleDefinitionId", "roleAssignmentName", "condition"} {
		r.Inputs[name] = engine.Unknown
	}
	_, failures, err := e.Check(r)
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestAUserWithoutPrincipalTypeIsTakenForAUser(t *testing.T) {
	e, _ := start(t)
	made, err := e.Create(ctx, grant(map[string]any{"principalType": nil}))
	require.NoError(t, err)
	assert.Equal(t, "User", made.Outputs["principalType"])
}

func TestAnAssignmentCannotGetAnotherRole(t *testing.T) {
	e, _ := start(t)
	_, err := e.Create(ctx, grant(nil))
	require.NoError(t, err)
	_, err = e.Update(ctx, grant(map[string]any{"roleDefinitionId": azure.RoleDefinitionID(subscription, azure.RoleOwner)}))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, engine.CodePropertyChangeNotAllowed), err)

	described, err := e.Update(ctx, grant(map[string]any{"description": "why"}))
	require.NoError(t, err)
	assert.Equal(t, "why", described.Outputs["description"])
}

func TestPrincipalAndScopeReplaceAnAssignment(t *testing.T) {
	e, _ := start(t)
	typ, err := e.Lookup("azure-native:authorization/v20220401:RoleAssignment")
	require.NoError(t, err)
	changes := typ.Diff(grant(nil).Inputs, grant(map[string]any{"scope": miID, "principalId": assignment, "description": "x"}).Inputs, nil)
	assert.Equal(t, []string{"principalId", "scope"}, engine.Replaces(changes))
}

// lock is a lock on a scope.
func lock(scope, level string) engine.Request {
	id := scope + "/providers/Microsoft.Authorization/locks/keep"
	return engine.Request{Token: "azure-native:authorization:ManagementLockByScope", URN: "urn:lock", ID: id, Provider: provider,
		Inputs: map[string]any{"scope": scope, "lockName": "keep", "level": level, "notes": "kept"}}
}

func TestLocks(t *testing.T) {
	identity := func() engine.Request {
		return engine.Request{Token: "azure-native:managedidentity/v20230131:UserAssignedIdentity", URN: "urn:mi", ID: miID, Provider: provider,
			Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "mi-app", "location": "westeurope", "tags": map[string]any{"a": "b"}}}
	}
	rg := engine.Request{Token: azure.TypeResourceGroup, URN: "urn:rg", ID: groupID, Provider: provider}
	write := func(e *engine.Engine) error { _, err := e.Update(ctx, identity()); return err }
	remove := func(e *engine.Engine) error { return e.Delete(ctx, identity()) }
	removeGroup := func(e *engine.Engine) error { return e.Delete(ctx, rg) }
	for name, c := range map[string]struct {
		scope, level string
		do           func(*engine.Engine) error
		refused      bool
	}{
		"delete of a locked resource":               {miID, "CanNotDelete", remove, true},
		"delete below a locked group":               {groupID, "CanNotDelete", remove, true},
		"delete of a group with a locked resource":  {miID, "CanNotDelete", removeGroup, true},
		"write of a resource kept from deletion":    {miID, "CanNotDelete", write, false},
		"write of a read-only resource":             {miID, "ReadOnly", write, true},
		"write below a read-only group":             {groupID, "ReadOnly", write, true},
		"delete of a read-only resource":            {miID, "ReadOnly", remove, true},
		"delete elsewhere in the group":             {azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks"), "CanNotDelete", remove, false},
		"delete in a subscription that is all kept": {azure.SubscriptionID(subscription), "CanNotDelete", remove, true},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			made, err := e.Create(ctx, lock(c.scope, c.level))
			require.NoError(t, err)
			assert.Empty(t, cmp.Diff(map[string]any{"name": "keep", "type": "Microsoft.Authorization/locks", "level": c.level, "notes": "kept"}, made.Outputs))
			err = c.do(e)
			if !c.refused {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, authorization.CodeScopeLocked), err)
			assert.Contains(t, err.Error(), c.scope)

			require.NoError(t, e.Delete(ctx, lock(c.scope, c.level)), "a lock can go")
			assert.NoError(t, c.do(e))
		})
	}
}

func TestRefusedLocks(t *testing.T) {
	for name, change := range map[string]map[string]any{
		"level nobody has": {"level": "Sometimes"}, "notes too long": {"notes": strings.Repeat("n", 513)},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			r := lock(groupID, "ReadOnly")
			maps.Copy(r.Inputs, change)
			_, err := e.Create(ctx, r)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, engine.CodeInvalidRequestContent), err)
		})
	}
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range authorization.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.NotEmpty(t, code.Name)
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
