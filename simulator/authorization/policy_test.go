package authorization_test

import (
	"encoding/base64"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const customName = "K8sNoTuesdays"

var customID = azure.SubscriptionID(subscription) + "/providers/Microsoft.Authorization/policyDefinitions/" + customName

// template is a constraint template as a definition carries it.
var template = base64.StdEncoding.EncodeToString([]byte("kind: ConstraintTemplate\n"))

// definition is a custom definition for the inside of clusters, with some inputs replaced; nil leaves one out.
func definition(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"policyDefinitionName": customName, "policyType": "Custom", "mode": "Microsoft.Kubernetes.Data", "displayName": "No Tuesdays",
		"metadata": map[string]any{"category": "Kubernetes"},
		"parameters": map[string]any{
			"effect": map[string]any{"type": "String", "allowedValues": []any{"audit", "deny"}, "defaultValue": "audit"},
			"days":   map[string]any{"type": "Array"},
		},
		"policyRule": rule(nil),
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:authorization/v20250101:PolicyDefinition", URN: "urn:definition", ID: customID, Provider: provider, Inputs: inputs}
}

// rule is the definition's rule with some details replaced.
func rule(details map[string]any) map[string]any {
	all := map[string]any{
		"templateInfo": map[string]any{"sourceType": "Base64Encoded", "content": template},
		"apiGroups":    []any{""}, "kinds": []any{"Pod"}, "values": map[string]any{"days": "[parameters('days')]"},
	}
	maps.Copy(all, details)
	return map[string]any{
		"if":   map[string]any{"field": "type", "in": []any{"Microsoft.ContainerService/managedClusters"}},
		"then": map[string]any{"effect": "[parameters('effect')]", "details": all},
	}
}

func builtIn(guid string) string {
	d, _ := azure.LookupPolicy(guid)
	return d.ID()
}

// assigned is an assignment to "rg" with some inputs replaced.
func assigned(guid string, parameters map[string]any, changes map[string]any) engine.Request {
	inputs := map[string]any{"scope": groupID, "policyAssignmentName": "policy", "policyDefinitionId": builtIn(guid), "location": "global", "displayName": "[aks] policy"}
	if parameters != nil {
		values := map[string]any{}
		for name, value := range parameters {
			values[name] = map[string]any{"value": value}
		}
		inputs["parameters"] = values
	}
	maps.Copy(inputs, changes)
	id := inputs["scope"].(string) + "/providers/Microsoft.Authorization/policyAssignments/" + inputs["policyAssignmentName"].(string)
	return engine.Request{Token: "azure-native:authorization/v20250101:PolicyAssignment", URN: "urn:" + id, ID: id, Provider: provider, Inputs: inputs}
}

// exemption is an exemption from the assignment "policy" with some inputs replaced.
func exemption(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"scope": groupID, "policyExemptionName": "until-june", "exemptionCategory": "Waiver", "expiresOn": "2026-06-30T23:59:59Z",
		"policyAssignmentId": groupID + "/providers/Microsoft.Authorization/policyAssignments/policy", "metadata": map[string]any{"owner": "platform"},
	}
	maps.Copy(inputs, changes)
	id := inputs["scope"].(string) + "/providers/Microsoft.Authorization/policyExemptions/" + inputs["policyExemptionName"].(string)
	return engine.Request{Token: "azure-native:authorization/v20220701preview:PolicyExemption", URN: "urn:" + id, ID: id, Provider: provider, Inputs: inputs}
}

func TestAPolicyIsAssigned(t *testing.T) {
	e, principal := start(t)
	made, err := e.Create(ctx, assigned(azure.PolicyAllowedLocations, map[string]any{"listOfAllowedLocations": []any{"westeurope"}, "effect": "Audit"}, nil))
	require.NoError(t, err)
	assert.Equal(t, groupID+"/providers/Microsoft.Authorization/policyAssignments/policy", made.ID)
	instance, _ := made.Outputs["instanceId"].(string)
	assert.True(t, azure.IsGUID(instance))
	delete(made.Outputs, "instanceId")
	want := map[string]any{
		"name": "policy", "type": "Microsoft.Authorization/policyAssignments", "scope": groupID, "displayName": "[aks] policy", "location": "global",
		"policyDefinitionId": builtIn(azure.PolicyAllowedLocations), "enforcementMode": "Default", "assignmentType": "Custom",
		"parameters": map[string]any{"listOfAllowedLocations": map[string]any{"value": []any{"westeurope"}}, "effect": map[string]any{"value": "Audit"}},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))

	own, err := e.Create(ctx, assigned(azure.PolicyInheritTag, map[string]any{"tagName": "team"}, map[string]any{
		"policyAssignmentName": "own", "location": "westeurope", "identity": map[string]any{"type": "SystemAssigned"},
	}))
	require.NoError(t, err)
	identity := own.Outputs["identity"].(map[string]any)
	assert.Equal(t, tenant, identity["tenantId"])
	_, err = e.Create(ctx, grant(map[string]any{"principalId": identity["principalId"], "principalType": "ServicePrincipal"}))
	require.NoError(t, err, "the identity of an assignment is a service principal")

	lent, err := e.Create(ctx, assigned(azure.PolicyInheritTag, map[string]any{"tagName": "team"}, map[string]any{
		"policyAssignmentName": "lent", "location": "westeurope",
		"identity": map[string]any{"type": "UserAssigned", "userAssignedIdentities": []any{miID}},
	}))
	require.NoError(t, err)
	user := lent.Outputs["identity"].(map[string]any)["userAssignedIdentities"].(map[string]any)[miID].(map[string]any)
	assert.Equal(t, principal, user["principalId"])
}

func TestRefusedPolicyAssignments(t *testing.T) {
	locations := map[string]any{"listOfAllowedLocations": []any{"westeurope"}}
	with := func(name string, value any) map[string]any {
		all := maps.Clone(locations)
		all[name] = value
		return all
	}
	inherit := func(changes map[string]any) engine.Request {
		return assigned(azure.PolicyInheritTag, map[string]any{"tagName": "team"}, changes)
	}
	system := map[string]any{"type": "SystemAssigned"}
	for name, c := range map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"definition nobody knows": {
			assigned("", nil, map[string]any{"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-4000-8000-000000000000"}),
			authorization.CodePolicyDefinitionNotFound, "00000000-0000-4000-8000-000000000000",
		},
		"a set taken for a definition": {
			assigned("", nil, map[string]any{"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/" + azure.PolicyPodSecurityRestricted}),
			authorization.CodePolicyDefinitionNotFound, "could not be found",
		},
		"definition in a subscription that is the tenant's": {
			assigned("", nil, map[string]any{"policyDefinitionId": azure.SubscriptionID(subscription) + builtIn(azure.PolicyRequireTag)}),
			authorization.CodePolicyDefinitionNotFound, "could not be found",
		},
		"custom definition that was not deployed": {
			assigned("", nil, map[string]any{"policyDefinitionId": customID}), authorization.CodePolicyDefinitionNotFound, customName,
		},
		"definition is a role": {
			assigned("", nil, map[string]any{"policyDefinitionId": azure.RoleDefinitionID(subscription, azure.RoleReader)}),
			engine.CodeInvalidRequestContent, "not the ID of a policy definition",
		},
		"undefined parameters": {
			assigned(azure.PolicyAllowedLocations, with("effects", "Audit"), nil), authorization.CodeUndefinedPolicyParameter, "parameter(s) 'effects'",
		},
		"effect where it is fixed": {
			assigned(azure.PolicyRequireTag, map[string]any{"tagName": "team", "effect": "Audit"}, nil), authorization.CodeUndefinedPolicyParameter, "'effect'",
		},
		"missing parameters": {
			assigned(azure.PolicyContainerLimits, nil, nil), authorization.CodeMissingPolicyParameter, "parameter(s) 'cpuLimit,memoryLimit'",
		},
		"text instead of a list": {
			assigned(azure.PolicyAllowedLocations, map[string]any{"listOfAllowedLocations": "westeurope"}, nil), authorization.CodeInvalidPolicyParameters, "'Array'",
		},
		"list instead of a text": {
			assigned(azure.PolicyRequireTag, map[string]any{"tagName": []any{"team"}}, nil), authorization.CodeInvalidPolicyParameters, "'String'",
		},
		"list instead of an object": {
			assigned(azure.PolicyHostPathVolumes, map[string]any{"allowedHostPaths": []any{}}, nil), authorization.CodeInvalidPolicyParameters, "'Object'",
		},
		"text instead of a truth value": {
			assigned(azure.PolicyIngressHTTPSOnly, map[string]any{"warn": "true"}, nil), authorization.CodeInvalidPolicyParameters, "'Boolean'",
		},
		"effect in lower case": {
			assigned(azure.PolicyPrivilegeEscalation, map[string]any{"effect": "deny"}, nil),
			authorization.CodePolicyParameterValueNotAllowed, "The allowed values are 'Audit, Deny, Disabled'.",
		},
		"effect that the definition has not": {
			assigned(azure.PolicyClusterRBAC, map[string]any{"effect": "Deny"}, nil), authorization.CodePolicyParameterValueNotAllowed, "The value 'Deny'",
		},
		"name too long for a management group": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{
				"scope": "/providers/Microsoft.Management/managementGroups/corp", "policyAssignmentName": strings.Repeat("n", 25),
			}), authorization.CodeInvalidPolicyAssignmentName, "'24'",
		},
		"name too long": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{"policyAssignmentName": strings.Repeat("n", 65)}), engine.CodeInvalidResourceName, "65 characters",
		},
		"display name too long": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{"displayName": strings.Repeat("n", 129)}), engine.CodeInvalidRequestContent, "129",
		},
		"description too long": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{"description": strings.Repeat("n", 513)}), engine.CodeInvalidRequestContent, "512",
		},
		"region nobody knows": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{"location": "moon"}), engine.CodeLocationNotAvailable, "moon",
		},
		"enforcement nobody knows": {
			assigned(azure.PolicyClusterRBAC, nil, map[string]any{"enforcementMode": "Perhaps"}), engine.CodeInvalidRequestContent, "Perhaps",
		},
		"identity left out":         {inherit(nil), authorization.CodeResourceIdentityRequired, "'modify'"},
		"identity that is none":     {inherit(map[string]any{"identity": map[string]any{"type": "None"}}), authorization.CodeResourceIdentityRequired, "'modify'"},
		"identity without region":   {inherit(map[string]any{"identity": system, "location": nil}), authorization.CodeLocationRequired, "location"},
		"identity in no one region": {inherit(map[string]any{"identity": system}), engine.CodeLocationNotAvailable, "global"},
		"lent identity left out": {
			inherit(map[string]any{"identity": map[string]any{"type": "UserAssigned"}, "location": "westeurope"}), engine.CodeInvalidRequestContent, "exactly one",
		},
		"identity that does not exist": {
			inherit(map[string]any{"identity": map[string]any{"type": "UserAssigned", "userAssignedIdentities": []any{miID + "-2"}}, "location": "westeurope"}),
			engine.CodeResourceNotFound, "mi-app-2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			_, err := e.Create(ctx, c.request)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestUnknownInputsOfAPolicyAssignmentPass(t *testing.T) {
	e, _ := start(t)
	r := assigned(azure.PolicyAllowedLocations, map[string]any{"listOfAllowedLocations": engine.Unknown, "effect": engine.Unknown}, nil)
	for _, name := range []string{"scope", "policyAssignmentName", "displayName"} {
		r.Inputs[name] = engine.Unknown
	}
	for _, id := range []any{r.Inputs["policyDefinitionId"], engine.Unknown} {
		r.Inputs["policyDefinitionId"] = id
		_, failures, err := e.Check(r)
		require.NoError(t, err)
		assert.Empty(t, failures)
	}
}

func TestACustomPolicyIsDefinedAssignedAndKept(t *testing.T) {
	e, _ := start(t)
	made, err := e.Create(ctx, definition(nil))
	require.NoError(t, err)
	assert.Equal(t, customID, made.ID)
	assert.Equal(t, "Custom", made.Outputs["policyType"])

	custom := map[string]any{"policyDefinitionId": customID}
	_, err = e.Create(ctx, assigned("", map[string]any{"effect": "Deny", "days": []any{"Tuesday"}}, custom))
	assert.True(t, engine.HasCode(err, authorization.CodePolicyParameterValueNotAllowed), "the definition lists deny in lower case: %v", err)
	_, err = e.Create(ctx, assigned("", map[string]any{"effect": "deny"}, custom))
	assert.True(t, engine.HasCode(err, authorization.CodeMissingPolicyParameter), err)
	_, err = e.Create(ctx, assigned("", map[string]any{"days": []any{"Tuesday"}}, custom))
	require.NoError(t, err)

	err = e.Delete(ctx, definition(nil))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, authorization.CodeInvalidDeletePolicyDefinitionRequest), err)
	assert.Contains(t, err.Error(), groupID+"/providers/Microsoft.Authorization/policyAssignments/policy")
	require.NoError(t, e.Delete(ctx, assigned("", nil, custom)))
	assert.NoError(t, e.Delete(ctx, definition(nil)))
}

func TestRefusedPolicyDefinitions(t *testing.T) {
	parameters := definition(nil).Inputs["parameters"].(map[string]any)
	with := func(name string, value any) map[string]any {
		all := maps.Clone(parameters)
		all[name] = value
		return map[string]any{"parameters": all}
	}
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"condition left out":             {map[string]any{"policyRule": map[string]any{"then": map[string]any{"effect": "deny"}}}, authorization.CodeInvalidPolicyRule, "'if'"},
		"effect left out":                {map[string]any{"policyRule": map[string]any{"if": map[string]any{}, "then": map[string]any{}}}, authorization.CodeInvalidPolicyRule, "'effect'"},
		"undefined parameter":            {map[string]any{"policyRule": rule(map[string]any{"values": "[parameters('day')] [parameters('days')]"})}, authorization.CodeInvalidPolicyParameters, "undefined parameter 'day'"},
		"unused parameter":               {with("weeks", map[string]any{"type": "Array"}), authorization.CodeUnusedPolicyParameters, "'weeks'"},
		"type nobody knows":              {with("days", map[string]any{"type": "Int"}), authorization.CodeInvalidPolicyParameterType, "'days'"},
		"mode nobody knows":              {map[string]any{"mode": "Microsoft.Kubernetes"}, engine.CodeInvalidRequestContent, "Microsoft.Kubernetes"},
		"built in":                       {map[string]any{"policyType": "BuiltIn"}, engine.CodeInvalidRequestContent, "BuiltIn"},
		"template that is no base64":     {map[string]any{"policyRule": rule(map[string]any{"templateInfo": map[string]any{"sourceType": "Base64Encoded", "content": "kind: ConstraintTemplate"}})}, authorization.CodeInvalidPolicyRule, "base64"},
		"template that is none":          {map[string]any{"policyRule": rule(map[string]any{"templateInfo": map[string]any{"sourceType": "Base64Encoded", "content": "a2luZDogUG9k"}})}, authorization.CodeInvalidPolicyRule, "base64"},
		"template of nowhere":            {map[string]any{"policyRule": rule(map[string]any{"templateInfo": map[string]any{"sourceType": "PublicURL", "url": "store"}})}, authorization.CodeInvalidPolicyRule, "https://"},
		"template of an unknown kind":    {map[string]any{"policyRule": rule(map[string]any{"templateInfo": map[string]any{"sourceType": "File"}})}, authorization.CodeInvalidPolicyRule, "'File'"},
		"kinds left out":                 {map[string]any{"policyRule": rule(map[string]any{"kinds": []any{}})}, authorization.CodeInvalidPolicyRule, "no kinds"},
		"name with a character too many": {map[string]any{"policyDefinitionName": "a:b"}, engine.CodeInvalidResourceName, "a:b"},
		"description too long":           {map[string]any{"description": strings.Repeat("d", 513)}, engine.CodeInvalidRequestContent, "512"},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			_, err := e.Create(ctx, definition(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestParametersOfADefinitionStay(t *testing.T) {
	e, _ := start(t)
	_, err := e.Create(ctx, definition(nil))
	require.NoError(t, err)
	three := map[string]any{
		"effect": map[string]any{"type": "String", "defaultValue": "audit"}, "days": map[string]any{"type": "Array"}, "weeks": map[string]any{"type": "Array"},
	}
	used := rule(map[string]any{"values": "[parameters('days')] [parameters('weeks')]"})
	_, err = e.Update(ctx, definition(map[string]any{"parameters": three, "policyRule": used}))
	assert.True(t, engine.HasCode(err, authorization.CodeInvalidPolicyParameterUpdate), "one more without default: %v", err)

	three["weeks"] = map[string]any{"type": "Array", "defaultValue": []any{}}
	_, err = e.Update(ctx, definition(map[string]any{"parameters": three, "policyRule": used}))
	require.NoError(t, err)

	_, err = e.Update(ctx, definition(map[string]any{
		"parameters": map[string]any{"effect": three["effect"]}, "policyRule": rule(map[string]any{"values": "none"}),
	}))
	assert.True(t, engine.HasCode(err, authorization.CodeInvalidPolicyParameterUpdate), "one taken away: %v", err)
}

func TestRefusedExemptions(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"assignment that does not exist": {map[string]any{"policyAssignmentId": groupID + "/providers/Microsoft.Authorization/policyAssignments/none"},
			authorization.CodePolicyAssignmentNotFound, "'none'"},
		"assignment that is something else": {map[string]any{"policyAssignmentId": miID}, engine.CodeInvalidRequestContent, "policyAssignments"},
		"scope above the assignment's":      {map[string]any{"scope": azure.SubscriptionID(subscription)}, engine.CodeInvalidRequestContent, "not at or below"},
		"part of what has no parts": {map[string]any{"policyDefinitionReferenceIds": []any{"first"}},
			authorization.CodeInvalidPolicyDefinitionReference, "policy set definitions"},
		"day without time":      {map[string]any{"expiresOn": "2026-06-30"}, engine.CodeInvalidRequestContent, "2026-06-30"},
		"category nobody has":   {map[string]any{"exemptionCategory": "Forgotten"}, engine.CodeInvalidRequestContent, "Forgotten"},
		"display name too long": {map[string]any{"displayName": strings.Repeat("n", 129)}, engine.CodeInvalidRequestContent, "129"},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := start(t)
			_, err := e.Create(ctx, assigned(azure.PolicyClusterRBAC, nil, nil))
			require.NoError(t, err)
			_, err = e.Create(ctx, exemption(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestAnExemptionAboveTheAssignmentWhereAzureIsToldNotToLook(t *testing.T) {
	e, _ := start(t)
	_, err := e.Create(ctx, assigned(azure.PolicyClusterRBAC, nil, nil))
	require.NoError(t, err)
	made, err := e.Create(ctx, exemption(map[string]any{"scope": azure.SubscriptionID(subscription), "assignmentScopeValidation": "DoNotValidate"}))
	require.NoError(t, err)
	assert.Equal(t, "DoNotValidate", made.Outputs["assignmentScopeValidation"])
}
