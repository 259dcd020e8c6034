package authorization

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func policyDefinition() *engine.Type {
	return &engine.Type{
		Token:      azure.TypePolicyDefinition,
		Versions:   []string{"v20250101"},
		APIVersion: "2025-01-01",
		ARMType:    policyDefinitionType,
		Scope:      engine.SubscriptionScope,
		Names:      []string{"policyDefinitionName"},
		Args:       sdk.PolicyDefinitionArgs{},
		State:      sdk.PolicyDefinition{},
		Check:      checkPolicyDefinition,
		Put:        putPolicyDefinition,
		InUse:      policyDefinitionInUse,
		Models: []string{
			"A definition has a rule with a condition and an effect; the rule uses every parameter and no other.",
			"A definition for what is inside clusters brings its constraint template along, or the address of one.",
			"An update cannot take a parameter away, or add one without default value.",
			"A definition that is assigned cannot be deleted. What conditions mean is not judged.",
		},
		Codes: []engine.Code{CodeInvalidPolicyRule, CodeInvalidPolicyParameters, CodeUnusedPolicyParameters, CodeInvalidPolicyParameterType,
			CodeInvalidPolicyParameterUpdate, CodeInvalidDeletePolicyDefinitionRequest},
	}
}

// parameterTypes are the types of a definition's parameters; their case does not count.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-parameters
var parameterTypes = []string{"String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime"}

func checkPolicyDefinition(c *engine.Check) {
	checkPolicyTexts(c)
	rule := c.Inputs.At("policyRule")
	if !rule.KnownThroughout() || !c.Inputs.At("parameters").KnownThroughout() {
		return
	}
	if rule.At("if").Absent() || rule.At("then", "effect").Text() == "" {
		c.Failf(rule, CodeInvalidPolicyRule, "Failed to parse policy rule: it must have the properties 'if' and 'then', and 'then' an 'effect'.")
		return
	}
	checkPolicyParameters(c, rule)
	if strings.EqualFold(c.Inputs.At("mode").Text(), azure.ModeKubernetes) {
		checkConstraint(c, rule.At("then", "details"))
	}
}

// checkPolicyTexts applies the limits that definitions, assignments and exemptions share.
func checkPolicyTexts(c *engine.Check) {
	for property, limit := range map[string]int{"displayName": azure.MaxPolicyDisplayName, "description": azure.MaxPolicyDescription} {
		at := c.Inputs.At(property)
		if n := utf8.RuneCountInString(at.Text()); n > limit {
			c.Failf(at, engine.CodeInvalidRequestContent, "The %s has %d characters; the limit is %d.", property, n, limit)
		}
	}
}

// parameterUse finds the parameters in the text of a rule: [parameters('effect')].
var parameterUse = regexp.MustCompile(`parameters\('([^']+)'\)`)

func checkPolicyParameters(c *engine.Check, rule engine.Value) {
	text, err := json.Marshal(rule.Raw())
	if err != nil {
		c.Failf(rule, CodeInvalidPolicyRule, "Failed to parse policy rule: %s.", err)
		return
	}
	used := map[string]bool{}
	for _, match := range parameterUse.FindAllStringSubmatch(string(text), -1) {
		used[match[1]] = true
	}
	parameters := c.Inputs.At("parameters")
	var unused, mistyped []string
	for _, name := range parameters.Keys() {
		if !used[name] {
			unused = append(unused, name)
		}
		delete(used, name)
		if !slices.ContainsFunc(parameterTypes, func(t string) bool { return strings.EqualFold(t, parameters.At(name, "type").Text()) }) {
			mistyped = append(mistyped, name)
		}
	}
	name := c.Name()
	if len(mistyped) > 0 {
		c.Failf(parameters, CodeInvalidPolicyParameterType, "The policy '%s' has parameter(s) '%s' with invalid types. The allowed parameter "+
			"definition types are '%s'.", name, strings.Join(mistyped, ","), strings.Join(parameterTypes, ","))
	}
	if undefined := slices.Sorted(maps.Keys(used)); len(undefined) > 0 {
		c.Failf(rule, CodeInvalidPolicyParameters, "A function or parameter in policy '%s' could not be validated. The inner exception 'The policy "+
			"'%s' has undefined parameter '%s' which is used in the policy rule.'.", name, name, strings.Join(undefined, ","))
	}
	if len(unused) > 0 {
		c.Failf(parameters, CodeUnusedPolicyParameters, "The policy '%s' has defined parameters '%s' which are not used in the policy rule. Please "+
			"either remove these parameters from the definition or ensure that they are used in the policy rule.", name, strings.Join(unused, ","))
	}
}

// checkConstraint judges what a definition for the inside of clusters says about its constraint.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny#deny-properties
func checkConstraint(c *engine.Check, details engine.Value) {
	template := details.At("templateInfo")
	switch template.At("sourceType").Text() {
	case "Base64Encoded":
		content, err := base64.StdEncoding.DecodeString(template.At("content").Text())
		if err != nil || !strings.Contains(string(content), "kind: ConstraintTemplate") {
			c.Failf(template.At("content"), CodeInvalidPolicyRule, "The content of templateInfo is not a constraint template in base64.")
		}
	case "PublicURL":
		if !strings.HasPrefix(template.At("url").Text(), "https://") {
			c.Failf(template.At("url"), CodeInvalidPolicyRule, "The url of templateInfo must begin with https://.")
		}
	default:
		c.Failf(template.At("sourceType"), CodeInvalidPolicyRule, "The sourceType '%s' of templateInfo must be 'Base64Encoded' or 'PublicURL'.",
			template.At("sourceType").Text())
	}
	for _, list := range []string{"apiGroups", "kinds"} {
		if len(details.At(list).Texts()) == 0 {
			c.Failf(details.At(list), CodeInvalidPolicyRule, "The policy rule names no %s to apply the constraint to.", list)
		}
	}
}

func putPolicyDefinition(op *engine.Operation) error {
	op.Default("Indexed", "mode")
	op.Set("Custom", "policyType")
	if op.Old == nil {
		return nil
	}
	before, now := op.Old.In().At("parameters"), op.Inputs.At("parameters")
	for _, name := range before.Keys() {
		if now.At(name).Absent() {
			return CodeInvalidPolicyParameterUpdate.Errorf("The existing policy parameter(s) '%s' were not found in the policy being updated. "+
				"The parameter names can not be changed.", name)
		}
	}
	for _, name := range now.Keys() {
		if before.At(name).Absent() && now.At(name, "defaultValue").Absent() {
			return CodeInvalidPolicyParameterUpdate.Errorf("The policy contains new parameter(s) '%s' which are not present in the existing policy "+
				"and have no default value. New parameters may be added to a policy only if they have a default value.", name)
		}
	}
	return nil
}

func policyDefinitionInUse(op *engine.Operation, ref engine.Reference) *engine.Error {
	if !ref.From.Is(policyAssignmentType) {
		return nil
	}
	return CodeInvalidDeletePolicyDefinitionRequest.Errorf("The policy definition '%s' cannot be deleted. It is referenced by the policy "+
		"assignment '%s'. Please delete all policy assignments referencing the policy.", op.Name, ref.From.ID)
}
