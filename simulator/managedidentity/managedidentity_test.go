package managedidentity_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	tenant       = "22222222-2222-4222-8222-222222222222"
)

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: tenant}
)

// start returns an engine with the group "rg" and the identity "mi-app".
func start(t *testing.T, o engine.Options) *engine.Engine {
	t.Helper()
	o.Services = []*engine.Service{resources.Service(), managedidentity.Service()}
	e, err := engine.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	_, err = e.Create(ctx, engine.Request{Token: azure.TypeResourceGroup, URN: "urn:rg", Provider: provider,
		Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}})
	require.NoError(t, err)
	_, err = e.Create(ctx, identity("mi-app"))
	require.NoError(t, err)
	return e
}

func identity(name string) engine.Request {
	return engine.Request{Token: "azure-native:managedidentity/v20230131:UserAssignedIdentity", URN: "urn:" + name, Provider: provider,
		ID: identityID(name), Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": name, "location": "West Europe",
			"tags": map[string]any{"owner": "me"}}}
}

func identityID(name string) string {
	return azure.ResourceID(subscription, "rg", "Microsoft.ManagedIdentity/userAssignedIdentities", name)
}

// credential is a valid credential of "mi-app" with some inputs replaced.
func credential(name string, changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "resourceName": "mi-app", "federatedIdentityCredentialResourceName": name,
		"issuer": "https://westeurope.oic.prod-aks.azure.com/t/c/", "subject": "system:serviceaccount:ns:" + name,
		"audiences": []any{"api://AzureADTokenExchange"},
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:managedidentity/v20230131:FederatedIdentityCredential", URN: "urn:" + name,
		Provider: provider, ID: identityID("mi-app") + "/federatedIdentityCredentials/" + name, Inputs: inputs}
}

func TestAnIdentityHasPrincipalClientAndTenant(t *testing.T) {
	e := start(t, engine.Options{})
	made, ok := e.Resource(identityID("mi-app"))
	require.True(t, ok)
	principal, client := made.Outputs["principalId"].(string), made.Outputs["clientId"].(string)
	assert.True(t, azure.IsGUID(principal))
	assert.True(t, azure.IsGUID(client))
	assert.NotEqual(t, principal, client)
	want := map[string]any{
		"name": "mi-app", "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "location": "westeurope",
		"tags": map[string]any{"owner": "me"}, "principalId": principal, "clientId": client, "tenantId": tenant,
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))

	other, err := e.Create(ctx, identity("other"))
	require.NoError(t, err)
	assert.NotEqual(t, principal, other.Outputs["principalId"])
}

func TestAnUpdateKeepsPrincipalAndClient(t *testing.T) {
	e := start(t, engine.Options{})
	before, _ := e.Resource(identityID("mi-app"))
	r := identity("mi-app")
	r.Inputs["tags"] = map[string]any{"owner": "you"}
	after, err := e.Update(ctx, r)
	require.NoError(t, err)
	assert.Equal(t, before.Outputs["principalId"], after.Outputs["principalId"])
	assert.Equal(t, before.Outputs["clientId"], after.Outputs["clientId"])
	assert.Equal(t, map[string]any{"owner": "you"}, after.Outputs["tags"])
}

func TestACredentialIsCreated(t *testing.T) {
	e := start(t, engine.Options{})
	made, err := e.Create(ctx, credential("app", nil))
	require.NoError(t, err)
	want := map[string]any{
		"name": "app", "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
		"issuer": "https://westeurope.oic.prod-aks.azure.com/t/c/", "subject": "system:serviceaccount:ns:app",
		"audiences": []any{"api://AzureADTokenExchange"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestRefusedCredentials(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"issuer over http":     {map[string]any{"issuer": "http://example.com/"}, managedidentity.CodeInvalidCredential, "valid https URL"},
		"issuer is no URL":     {map[string]any{"issuer": "cluster"}, managedidentity.CodeInvalidCredential, "valid https URL"},
		"issuer with a query":  {map[string]any{"issuer": "https://a.example/?b=c"}, managedidentity.CodeInvalidCredential, "neither query nor fragment"},
		"issuer too long":      {map[string]any{"issuer": "https://a.example/" + strings.Repeat("a", 600)}, managedidentity.CodeInvalidCredential, "limit is 600"},
		"empty subject":        {map[string]any{"subject": ""}, managedidentity.CodeInvalidCredential, "empty properties"},
		"subject too long":     {map[string]any{"subject": strings.Repeat("s", 601)}, managedidentity.CodeInvalidCredential, "601 characters"},
		"wildcard subject":     {map[string]any{"subject": "system:serviceaccount:ns:*"}, managedidentity.CodeInvalidCredential, "wildcard"},
		"no audience":          {map[string]any{"audiences": []any{}}, managedidentity.CodeInvalidCredential, "exactly one audience"},
		"two audiences":        {map[string]any{"audiences": []any{"api://AzureADTokenExchange", "b"}}, managedidentity.CodeInvalidCredential, "exactly one audience"},
		"foreign audience":     {map[string]any{"audiences": []any{"api://other"}}, managedidentity.CodeInvalidCredential, "single audience"},
		"name too short":       {map[string]any{"federatedIdentityCredentialResourceName": "ab"}, engine.CodeInvalidResourceName, "3 to 120"},
		"identity is missing":  {map[string]any{"resourceName": "none"}, engine.CodeParentResourceNotFound, "userAssignedIdentities/none"},
		"same issuer, subject": {map[string]any{"subject": "system:serviceaccount:ns:first"}, managedidentity.CodeCredentialExists, "already exists"},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t, engine.Options{})
			_, err := e.Create(ctx, credential("first", nil))
			require.NoError(t, err)
			_, err = e.Create(ctx, credential("second", c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestUnknownInputsOfACredentialPass(t *testing.T) {
	e := start(t, engine.Options{})
	_, failures, err := e.Check(credential("app", map[string]any{"issuer": engine.Unknown, "subject": engine.Unknown,
		"audiences": []any{engine.Unknown}}))
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestAnIdentityHasTwentyCredentialsAtMost(t *testing.T) {
	e := start(t, engine.Options{})
	for i := range 20 {
		_, err := e.Create(ctx, credential(fmt.Sprintf("app-%02d", i), nil))
		require.NoError(t, err)
	}
	_, err := e.Create(ctx, credential("app-20", nil))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, managedidentity.CodeInvalidCredential), err)
	assert.Contains(t, err.Error(), "up to 20")

	_, err = e.Update(ctx, credential("app-03", map[string]any{"subject": "changed"}))
	assert.NoError(t, err, "an update adds none")
}

func TestParallelCredentialWritesAreRefusedAndNotRepeated(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond), Retry: engine.AzureNativeRetry})
	errs := make([]error, 2)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() { _, errs[i] = e.Create(ctx, credential(fmt.Sprintf("app-%d", i), nil)) })
	}
	wait.Wait()
	refused := errs[0]
	if refused == nil {
		refused = errs[1]
	} else {
		assert.NoError(t, errs[1])
	}
	require.Error(t, refused)
	assert.True(t, engine.HasCode(refused, managedidentity.CodeConcurrentCredentialWrites), refused)
}

func TestDeletingAnIdentityTakesItsCredentialsAlong(t *testing.T) {
	e := start(t, engine.Options{})
	made, err := e.Create(ctx, credential("app", nil))
	require.NoError(t, err)
	require.NoError(t, e.Delete(ctx, identity("mi-app")))
	_, still := e.Resource(made.ID)
	assert.False(t, still)
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range managedidentity.Service().Types {
		for _, code := range typ.Codes {
			assert.NotEmpty(t, code.Name)
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
