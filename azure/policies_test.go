package azure_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Names and effects were copied from the definitions' own pages, not from the table.
func TestPoliciesAreThePublishedOnes(t *testing.T) {
	for guid, want := range map[string]struct {
		id, displayName, fixed, standard string
		allowed                          []string
	}{
		"E56962A6-4747-49CD-B67B-BF8B01975C4C": {
			id: "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c", displayName: "Allowed locations",
			standard: "Deny", allowed: []string{"Audit", "Deny", "Disabled"},
		},
		"871b6d14-10aa-478d-b590-94f262ecfa99": {
			id: "/providers/Microsoft.Authorization/policyDefinitions/871b6d14-10aa-478d-b590-94f262ecfa99", displayName: "Require a tag on resources", fixed: "deny",
		},
		"42b8ef37-b724-4e24-bbc8-7a7708edfe00": {
			id:          "/providers/Microsoft.Authorization/policySetDefinitions/42b8ef37-b724-4e24-bbc8-7a7708edfe00",
			displayName: "Kubernetes cluster pod security restricted standards for Linux-based workloads",
			standard:    "Audit", allowed: []string{"audit", "Audit", "deny", "Deny", "disabled", "Disabled"},
		},
		"1c6e92c9-99f0-4e55-9cf2-0c234dc48f99": {
			id:          "/providers/Microsoft.Authorization/policyDefinitions/1c6e92c9-99f0-4e55-9cf2-0c234dc48f99",
			displayName: "Kubernetes clusters should not allow container privilege escalation",
			standard:    "Audit", allowed: []string{"Audit", "Deny", "Disabled"},
		},
	} {
		definition, ok := azure.LookupPolicy(guid)
		require.True(t, ok, guid)
		assert.Equal(t, want.id, definition.ID())
		assert.Equal(t, want.displayName, definition.DisplayName)
		assert.Equal(t, want.fixed, definition.Effect)
		effect, ok := definition.Parameter("effect")
		assert.Equal(t, want.allowed != nil, ok)
		assert.Equal(t, want.allowed, effect.Allowed)
		assert.Equal(t, want.standard, effect.Default)
	}
	_, ok := azure.LookupPolicy("00000000-0000-4000-8000-000000000000")
	assert.False(t, ok)
	limits, _ := azure.LookupPolicy(azure.PolicyContainerLimits)
	cpu, ok := limits.Parameter("cpuLimit")
	assert.True(t, ok)
	assert.Equal(t, azure.PolicyParameter{Name: "cpuLimit", Type: azure.ParameterString, Required: true}, cpu)
	_, ok = limits.Parameter("cpulimit")
	assert.False(t, ok, "names of parameters are compared with case")
}

func TestEveryPolicyIsWhole(t *testing.T) {
	types := []string{azure.ParameterArray, azure.ParameterBoolean, azure.ParameterObject, azure.ParameterString}
	seen := map[string]bool{}
	for _, d := range azure.Policies() {
		assert.True(t, azure.IsGUID(d.GUID), d.GUID)
		assert.Equal(t, strings.ToLower(d.GUID), d.GUID)
		assert.False(t, seen[d.GUID], "%s stands there twice", d.GUID)
		seen[d.GUID] = true
		assert.NotEmpty(t, d.DisplayName)
		assert.LessOrEqual(t, len(d.DisplayName), azure.MaxPolicyDisplayName, d.DisplayName)
		assert.NotEmpty(t, d.Category, d.DisplayName)
		assert.Equal(t, d.Kind == azure.PolicySetDefinitions, d.Mode == "", d.DisplayName)
		assert.Equal(t, azure.ChangesResources(d.Effect), len(d.Roles) > 0, d.DisplayName)
		for _, role := range d.Roles {
			_, known := azure.RoleName(role)
			assert.True(t, known, role)
		}
		effect, chosen := d.Parameter(azure.ParameterEffect)
		assert.NotEqual(t, chosen, d.Effect != "", "%s: the effect is either fixed or a parameter", d.DisplayName)
		if chosen {
			assert.Contains(t, effect.Allowed, effect.Default, d.DisplayName)
			assert.Contains(t, effect.Allowed, azure.EffectDisabled, d.DisplayName)
		}
		names := map[string]bool{}
		for _, p := range d.Parameters {
			assert.False(t, names[p.Name], "%s: %s stands there twice", d.DisplayName, p.Name)
			names[p.Name] = true
			assert.Contains(t, types, p.Type, d.DisplayName)
		}
		assert.Equal(t, d.Mode == azure.ModeKubernetes, names["excludedNamespaces"] && names["labelSelector"], d.DisplayName)
	}
	guids := 0
	for _, name := range constants(t, "policies.go", "Policy") {
		if name != "PolicyDefinitions" && name != "PolicySetDefinitions" {
			guids++
		}
	}
	assert.Len(t, azure.Policies(), guids, "every constant is in the table")
}

func TestPolicyTableCannotBeChangedFromOutside(t *testing.T) {
	all := azure.Policies()
	slices.Reverse(all)
	assert.NotEqual(t, all[0].GUID, azure.Policies()[0].GUID)
}

func TestEffectsThatChangeResources(t *testing.T) {
	for effect, want := range map[string]bool{
		"modify": true, "Modify": true, "DeployIfNotExists": true, "Deny": false, "AuditIfNotExists": false, "": false,
	} {
		assert.Equal(t, want, azure.ChangesResources(effect), effect)
	}
}
