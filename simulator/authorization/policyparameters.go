package authorization

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// policy is what a definition, built-in or custom, says about its assignments.
type policy struct {
	azure.PolicyDefinition
	name string
}

// builtInPolicy returns the definition of Azure's that an ID names.
func builtInPolicy(id azure.ID) (policy, bool) {
	d, ok := azure.LookupPolicy(id.Name())
	if !ok || id.Subscription() != "" || !strings.EqualFold(id.Type(), "Microsoft.Authorization/"+string(d.Kind)) {
		return policy{}, false
	}
	return policy{d, d.GUID}, true
}

// assignedPolicy returns the definition that an ID names, be it Azure's or one that was deployed.
func assignedPolicy(op *engine.Operation, id azure.ID) (policy, bool) {
	if d, ok := builtInPolicy(id); ok {
		return d, true
	}
	r, ok := op.Get(id.String())
	if !ok || !r.Is(policyDefinitionType) {
		return policy{}, false
	}
	d := policy{azure.PolicyDefinition{Kind: azure.PolicyDefinitions, Mode: r.In().At("mode").Text()}, r.Name()}
	if effect := r.In().At("policyRule", "then", "effect").Text(); !strings.HasPrefix(effect, "[") {
		d.Effect = effect
	}
	parameters := r.In().At("parameters")
	for _, name := range parameters.Keys() {
		p := parameters.At(name)
		d.Parameters = append(d.Parameters, azure.PolicyParameter{
			Name: name, Type: p.At("type").Text(), Allowed: p.At("allowedValues").Texts(), Default: p.At("defaultValue").Text(),
			Required: p.At("defaultValue").Absent(),
		})
	}
	return d, true
}

// effect is the effect of an assignment, in the definition's or the assignment's spelling.
func (d policy) effect(assignment engine.Value) string {
	if d.Effect != "" {
		return d.Effect
	}
	parameter, _ := d.Parameter(azure.ParameterEffect)
	return assignment.At("parameters", azure.ParameterEffect, "value").TextOr(parameter.Default)
}

// judge compares an assignment's parameters and identity with what the definition asks for.
func (d policy) judge(assignment string, inputs engine.Value) []*engine.Error {
	given := inputs.At("parameters")
	if !given.Known() {
		return nil
	}
	var failures []*engine.Error
	var undefined, missing []string
	for _, name := range given.Keys() {
		if _, ok := d.Parameter(name); !ok {
			undefined = append(undefined, name)
		}
	}
	for _, p := range d.Parameters {
		value := given.At(p.Name, "value")
		switch {
		case value.Absent() && p.Required:
			missing = append(missing, p.Name)
		case value.Absent() || !value.Known():
		case !fitsType(value, p.Type):
			failures = append(failures, CodeInvalidPolicyParameters.Errorf("The policy assignment '%s' has the parameter '%s' of another type than "+
				"the policy definition '%s' expects. The expected policy parameter type: '%s'.", assignment, p.Name, d.name, p.Type))
		case len(p.Allowed) > 0 && !slices.Contains(p.Allowed, fmt.Sprint(value.Raw())):
			failures = append(failures, CodePolicyParameterValueNotAllowed.Errorf("The value '%v' is not allowed for policy parameter '%s' in policy "+
				"definition '%s'. The allowed values are '%s'.", value.Raw(), p.Name, d.name, strings.Join(p.Allowed, ", ")))
		}
	}
	if len(missing) > 0 {
		failures = append(failures, CodeMissingPolicyParameter.Errorf("The policy assignment '%s' is missing the parameter(s) '%s' as defined in the "+
			"policy definition '%s'.", assignment, strings.Join(missing, ","), d.name))
	}
	if len(undefined) > 0 {
		failures = append(failures, CodeUndefinedPolicyParameter.Errorf("The policy assignment '%s' has the parameter(s) '%s' which are not defined in "+
			"the policy definition '%s'.", assignment, strings.Join(undefined, ","), d.name))
	}
	if effect, identity := d.effect(inputs), inputs.At("identity", "type"); azure.ChangesResources(effect) && identity.Known() && !withIdentity(identity) {
		failures = append(failures, CodeResourceIdentityRequired.Errorf("The policy assignment '%s' request is invalid. Policy assignments must include "+
			"a resource identity when assigning '%s' policy definitions.", assignment, effect))
	}
	return failures
}

// fitsType reports whether a JSON value is of a parameter's type; numbers and dates are taken as they are.
func fitsType(value engine.Value, kind string) bool {
	ok := true
	switch strings.ToLower(kind) {
	case "string":
		_, ok = value.Raw().(string)
	case "array":
		_, ok = value.Raw().([]any)
	case "object":
		_, ok = value.Raw().(map[string]any)
	case "boolean":
		_, ok = value.Raw().(bool)
	}
	return ok
}
