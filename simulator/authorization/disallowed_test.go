package authorization_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

// judged is a service with a registry and a cluster that have no rules of their own.
func judged() *engine.Service {
	type registry struct {
		ResourceGroupName    string            `pulumi:"resourceGroupName"`
		RegistryName         *string           `pulumi:"registryName"`
		Location             *string           `pulumi:"location"`
		Tags                 map[string]string `pulumi:"tags"`
		AdminUserEnabled     *bool             `pulumi:"adminUserEnabled"`
		AnonymousPullEnabled *bool             `pulumi:"anonymousPullEnabled"`
	}
	type access struct {
		EnablePrivateCluster *bool `pulumi:"enablePrivateCluster"`
	}
	type cluster struct {
		ResourceGroupName      string            `pulumi:"resourceGroupName"`
		ResourceName           *string           `pulumi:"resourceName"`
		Location               *string           `pulumi:"location"`
		Tags                   map[string]string `pulumi:"tags"`
		DisableLocalAccounts   *bool             `pulumi:"disableLocalAccounts"`
		APIServerAccessProfile *access           `pulumi:"apiServerAccessProfile"`
	}
	return &engine.Service{Name: "judged", Types: []*engine.Type{
		{Token: azure.TypeManagedCluster, Versions: []string{""}, ARMType: "Microsoft.ContainerService/managedClusters",
			Names: []string{"resourceName"}, Args: cluster{}, State: cluster{}},
		{Token: azure.TypeRegistry, Versions: []string{""}, ARMType: "Microsoft.ContainerRegistry/registries",
			Names: []string{"registryName"}, Args: registry{}, State: registry{}},
	}}
}

// world has two groups, rg with tags and bare without.
func world(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), managedidentity.Service(), authorization.Service(), judged()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, inputs := range []map[string]any{
		{"resourceGroupName": "rg", "location": "westeurope", "tags": map[string]any{"Team": "platform"}}, {"resourceGroupName": "bare", "location": "westeurope"},
	} {
		_, err := e.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, URN: "urn:" + inputs["resourceGroupName"].(string), Provider: provider, Inputs: inputs})
		require.NoError(t, err)
	}
	return e
}

func registryIn(group string, more map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": group, "registryName": "acraks1", "location": "westeurope"}
	for key, value := range more {
		inputs[key] = value
	}
	return engine.Request{Token: azure.TypeRegistry, URN: "urn:registry", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, group, "Microsoft.ContainerRegistry/registries", "acraks1")}
}

func clusterWith(more map[string]any) engine.Request {
	inputs := map[string]any{"resourceGroupName": "rg", "resourceName": "aks", "location": "westeurope"}
	for key, value := range more {
		inputs[key] = value
	}
	return engine.Request{Token: azure.TypeManagedCluster, URN: "urn:aks", Provider: provider, Inputs: inputs,
		ID: azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")}
}

func TestAssignedPoliciesDeny(t *testing.T) {
	deny := map[string]any{"effect": "Deny"}
	private := map[string]any{"apiServerAccessProfile": map[string]any{"enablePrivateCluster": true}}
	for name, c := range map[string]struct {
		policy     string
		parameters map[string]any
		bad, good  engine.Request
	}{
		"admin account":  {azure.PolicyRegistryAdminAccount, deny, registryIn("rg", map[string]any{"adminUserEnabled": true}), registryIn("rg", map[string]any{"adminUserEnabled": false})},
		"anonymous pull": {azure.PolicyRegistryAnonymousPull, deny, registryIn("rg", map[string]any{"anonymousPullEnabled": true}), registryIn("rg", nil)},
		"local accounts": {azure.PolicyClusterLocalAuthentication, deny, clusterWith(nil), clusterWith(map[string]any{"disableLocalAccounts": true})},
		"public cluster": {azure.PolicyClusterPrivate, deny, clusterWith(nil), clusterWith(private)},
		"region, denied by default": {azure.PolicyAllowedLocations, map[string]any{"listOfAllowedLocations": []any{"West Europe"}},
			registryIn("rg", map[string]any{"location": "northeurope"}), registryIn("rg", nil)},
		"tag, always denied": {azure.PolicyRequireTag, map[string]any{"tagName": "team"}, registryIn("rg", nil),
			registryIn("rg", map[string]any{"tags": map[string]any{"Team": "platform"}})},
	} {
		t.Run(name, func(t *testing.T) {
			e := world(t)
			assignment := assigned(c.policy, c.parameters, nil)
			_, err := e.Create(ctx, assignment)
			require.NoError(t, err)
			_, err = e.Create(ctx, c.bad)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, authorization.CodeRequestDisallowedByPolicy), err)
			assert.Contains(t, err.Error(), c.policy)
			assert.Contains(t, err.Error(), "[aks] policy")

			_, err = e.Create(ctx, c.good)
			require.NoError(t, err)
			if name != "public cluster" && name != "region, denied by default" { // which no update can bring about
				_, err = e.Update(ctx, c.bad)
				assert.True(t, engine.HasCode(err, authorization.CodeRequestDisallowedByPolicy), "an update as well: %v", err)
			}
			assert.NoError(t, e.Delete(ctx, c.good), "what exists may go")
		})
	}
}

func TestWhatDeniesNothing(t *testing.T) {
	bad := registryIn("rg", map[string]any{"adminUserEnabled": true})
	for name, setUp := range map[string][]engine.Request{
		"audit":            {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Audit"}, nil)},
		"audit by default": {assigned(azure.PolicyRegistryAdminAccount, nil, nil)},
		"not enforced":     {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"}, map[string]any{"enforcementMode": "DoNotEnforce"})},
		"another group": {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"},
			map[string]any{"scope": azure.ResourceGroupID(subscription, "bare")})},
		"excluded": {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"},
			map[string]any{"scope": azure.SubscriptionID(subscription), "notScopes": []any{groupID}})},
		"exempt": {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"}, nil), exemption(nil)},
		"exempt for good": {assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"}, nil),
			exemption(map[string]any{"expiresOn": nil})},
	} {
		t.Run(name, func(t *testing.T) {
			e := world(t)
			for _, r := range setUp {
				_, err := e.Create(ctx, r)
				require.NoError(t, err)
			}
			_, err := e.Create(ctx, bad)
			assert.NoError(t, err)
		})
	}
}

func TestAnExpiredExemptionExemptsNobody(t *testing.T) {
	e := world(t)
	for _, r := range []engine.Request{
		assigned(azure.PolicyRegistryAdminAccount, map[string]any{"effect": "Deny"}, nil), exemption(map[string]any{"expiresOn": "2025-12-31T23:59:59Z"}),
	} {
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	_, err := e.Create(ctx, registryIn("rg", map[string]any{"adminUserEnabled": true}))
	assert.True(t, engine.HasCode(err, authorization.CodeRequestDisallowedByPolicy), err)
}

func TestAnInheritedTagIsNotMissing(t *testing.T) {
	e := world(t)
	for _, scope := range []string{"rg", "bare"} {
		for _, r := range []engine.Request{
			assigned(azure.PolicyInheritTag, map[string]any{"tagName": "team"}, map[string]any{
				"scope": azure.ResourceGroupID(subscription, scope), "policyAssignmentName": "inherit", "location": "westeurope",
				"identity": map[string]any{"type": "SystemAssigned"},
			}),
			assigned(azure.PolicyRequireTag, map[string]any{"tagName": "team"}, map[string]any{"scope": azure.ResourceGroupID(subscription, scope)}),
		} {
			_, err := e.Create(ctx, r)
			require.NoError(t, err)
		}
	}
	_, err := e.Create(ctx, registryIn("rg", nil))
	require.NoError(t, err)
	_, err = e.Create(ctx, registryIn("bare", nil))
	assert.True(t, engine.HasCode(err, authorization.CodeRequestDisallowedByPolicy), "a group without the tag has none to give: %v", err)
}
