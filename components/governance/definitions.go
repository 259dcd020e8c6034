package governance

import (
	"fmt"
	"maps"
	"slices"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20250101"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// TokenDefinitions is the type of the component that [NewDefinitions] makes.
const TokenDefinitions = "landingzone:governance:Definitions"

// Names of the policies that Azure has no definition for. They are also the keys of Args.CustomDefinitionIDs.
const (
	// IngressHostsDefinition requires the host names of every Ingress to lie below one of the given domains.
	IngressHostsDefinition = "K8sCustomIngressTlsHostsHaveDefinedDomainSuffix"
	// RequiredLabelsDefinition requires labels on namespaces.
	RequiredLabelsDefinition = "K8sRequiredLabels"
	// PublicFQDNDefinition requires a private cluster to have no name in public DNS.
	PublicFQDNDefinition = "AKSPrivateClusterPublicFqdnDisabled"
)

// custom is a policy of our own: what an assignment must know of it, and the rest of its definition.
type custom struct {
	azure.PolicyDefinition
	description string
	parameters  map[string]authorization.ParameterDefinitionsValueArgs // beyond effect and what all definitions for clusters have
	rule        func() (map[string]any, error)
}

// anyCase is what built-in definitions for clusters accept.
var anyCase = []string{"audit", "Audit", "deny", "Deny", "disabled", "Disabled"}

// customs are the policies of our own, by name.
//
// The names of aliases such as apiServerAccessProfile.enablePrivateClusterPublicFQDN are those of the API's properties.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-alias
var customs = map[string]custom{
	IngressHostsDefinition: {
		PolicyDefinition: ofOurOwn("Kubernetes cluster ingress hosts must be below an allowed domain", azure.ModeKubernetes, "audit", anyCase,
			azure.PolicyParameter{Name: "allowedDomainSuffixes", Type: azure.ParameterArray, Required: true}),
		description: "Every host name in the rules and the TLS entries of an Ingress lies below one of the allowed domains.",
		parameters: map[string]authorization.ParameterDefinitionsValueArgs{
			"allowedDomainSuffixes": parameter(azure.ParameterArray, "Allowed domains", "Domains below which host names may be, without a leading dot."),
		},
		rule: inClusters("ingresshosts", "networking.k8s.io", "Ingress", "allowedDomainSuffixes"),
	},
	RequiredLabelsDefinition: {
		PolicyDefinition: ofOurOwn("Kubernetes cluster namespaces must carry the required labels", azure.ModeKubernetes, "audit", anyCase,
			azure.PolicyParameter{Name: "labels", Type: azure.ParameterArray, Required: true}),
		description: "Every namespace carries the required labels with values that are not empty.",
		parameters: map[string]authorization.ParameterDefinitionsValueArgs{
			"labels": parameter(azure.ParameterArray, "Labels", "Keys of the labels that must be there."),
		},
		rule: inClusters("requiredlabels", "", "Namespace", "labels"),
	},
	PublicFQDNDefinition: {
		PolicyDefinition: ofOurOwn("Azure Kubernetes Service private clusters should have no public FQDN", "Indexed", azure.EffectAudit,
			[]string{azure.EffectAudit, azure.EffectDeny, azure.EffectDisabled}),
		description: "A private cluster whose API server has a name in public DNS tells everybody its private address.",
		rule: func() (map[string]any, error) {
			const profile = "Microsoft.ContainerService/managedClusters/apiServerAccessProfile."
			return map[string]any{
				"if": map[string]any{"allOf": []any{
					map[string]any{"field": "type", "equals": "Microsoft.ContainerService/managedClusters"},
					map[string]any{"field": profile + "enablePrivateCluster", "equals": true},
					map[string]any{"field": profile + "enablePrivateClusterPublicFQDN", "notEquals": false},
				}},
				"then": map[string]any{"effect": "[parameters('effect')]"},
			}, nil
		},
	},
}

func ofOurOwn(displayName, mode, standard string, effects []string, more ...azure.PolicyParameter) azure.PolicyDefinition {
	d := azure.PolicyDefinition{DisplayName: displayName, Kind: azure.PolicyDefinitions, Mode: mode, Category: "Kubernetes", Parameters: append(more,
		azure.PolicyParameter{Name: azure.ParameterEffect, Type: azure.ParameterString, Allowed: effects, Default: standard})}
	if mode == azure.ModeKubernetes {
		d.Parameters = append(d.Parameters, azure.PolicyParameter{Name: "excludedNamespaces", Type: azure.ParameterArray},
			azure.PolicyParameter{Name: "namespaces", Type: azure.ParameterArray}, azure.PolicyParameter{Name: "labelSelector", Type: azure.ParameterObject})
	}
	return d
}

func parameter(kind, displayName, description string) authorization.ParameterDefinitionsValueArgs {
	return authorization.ParameterDefinitionsValueArgs{
		Metadata: authorization.ParameterDefinitionsValueMetadataArgs{
			Description: pulumi.String(description), DisplayName: pulumi.String(displayName),
		},
		Type: pulumi.String(kind),
	}
}

// inClusters is the rule of a definition that the policy add-on applies inside clusters.
//
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny#deny-properties
func inClusters(pair, apiGroup, kind string, values ...string) func() (map[string]any, error) {
	return func() (map[string]any, error) {
		template, err := constraintTemplate(pair)
		if err != nil {
			return nil, err
		}
		passed := map[string]any{}
		for _, name := range values {
			passed[name] = fmt.Sprintf("[parameters('%s')]", name)
		}
		return map[string]any{
			"if": map[string]any{"field": "type", "in": []any{"Microsoft.ContainerService/managedClusters"}},
			"then": map[string]any{
				"effect": "[parameters('effect')]",
				"details": map[string]any{
					"templateInfo": map[string]any{"sourceType": "Base64Encoded", "content": template},
					"apiGroups":    []any{apiGroup}, "kinds": []any{kind},
					"namespaces": "[parameters('namespaces')]", "excludedNamespaces": "[parameters('excludedNamespaces')]",
					"labelSelector": "[parameters('labelSelector')]", "values": passed,
				},
			},
		}, nil
	}
}

// shared are the parameters that every definition for clusters has besides its own.
func shared() map[string]authorization.ParameterDefinitionsValueArgs {
	excluded := parameter(azure.ParameterArray, "Namespace exclusions", "Namespaces that the policy passes over.")
	excluded.DefaultValue = pulumi.ToStringArray(systemThree)
	included := parameter(azure.ParameterArray, "Namespace inclusions", "Namespaces that the policy looks at; an empty list means all.")
	included.DefaultValue = pulumi.StringArray{}
	selector := parameter(azure.ParameterObject, "Label selector", "Labels of the objects that the policy looks at; an empty selector means all.")
	selector.DefaultValue, selector.Schema = pulumi.Map{}, pulumi.Any(selectorSchema())
	return map[string]authorization.ParameterDefinitionsValueArgs{"excludedNamespaces": excluded, "namespaces": included, "labelSelector": selector}
}

// selectorSchema describes a label selector.
//
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
func selectorSchema() map[string]any {
	text := map[string]any{"type": "string"}
	return map[string]any{
		"type": "object", "additionalProperties": false,
		"properties": map[string]any{
			"matchLabels": map[string]any{"type": "object", "additionalProperties": text, "minProperties": 1},
			"matchExpressions": map[string]any{"type": "array", "minItems": 1, "items": map[string]any{
				"type": "object", "additionalProperties": false, "required": []any{"key", "operator"},
				"properties": map[string]any{
					"key":      text,
					"operator": map[string]any{"type": "string", "enum": []any{"In", "NotIn", "Exists", "DoesNotExist"}},
					"values":   map[string]any{"type": "array", "items": text},
				},
			}},
		},
	}
}

func toAny(texts []string) []any {
	values := make([]any, len(texts))
	for i, text := range texts {
		values[i] = text
	}
	return values
}

// Definitions are the policies that Azure has no definition for.
type Definitions struct {
	pulumi.ResourceState

	// IDs are their ARM IDs, by name; they are what Args.CustomDefinitionIDs takes.
	IDs map[string]pulumi.StringInput
}

// NewDefinitions declares the definitions of our own in the subscription of the provider. A subscription has them once,
// whatever the number of regions.
func NewDefinitions(ctx *pulumi.Context, name string, opts ...pulumi.ResourceOption) (*Definitions, error) {
	d := &Definitions{IDs: map[string]pulumi.StringInput{}}
	if err := ctx.RegisterComponentResource(TokenDefinitions, name, d, opts...); err != nil {
		return nil, fmt.Errorf("policy definitions %q: %w", name, err)
	}
	outputs := pulumi.Map{}
	for _, definition := range slices.Sorted(maps.Keys(customs)) {
		c := customs[definition]
		rule, err := c.rule()
		if err != nil {
			return nil, fmt.Errorf("policy definitions %q: %w", name, err)
		}
		made, err := authorization.NewPolicyDefinition(ctx, name+"-"+kebab(definition), &authorization.PolicyDefinitionArgs{
			Description: pulumi.String(c.description), DisplayName: pulumi.String(c.DisplayName),
			Metadata: pulumi.Any(map[string]any{"category": c.Category, "version": "1.0.0"}), Mode: pulumi.String(c.Mode),
			Parameters: c.declared(), PolicyDefinitionName: pulumi.String(definition), PolicyRule: pulumi.Any(rule), PolicyType: pulumi.String("Custom"),
		}, pulumi.Parent(d))
		if err != nil {
			return nil, fmt.Errorf("policy definitions %q: %s: %w", name, definition, err)
		}
		d.IDs[definition] = made.ID().ToStringOutput()
		outputs[definition] = made.ID()
	}
	if err := ctx.RegisterResourceOutputs(d, pulumi.Map{"ids": outputs}); err != nil {
		return nil, fmt.Errorf("policy definitions %q: outputs: %w", name, err)
	}
	return d, nil
}

// declared are the parameters as the definition declares them.
func (c custom) declared() authorization.ParameterDefinitionsValueMap {
	all := authorization.ParameterDefinitionsValueMap{}
	for name, p := range c.parameters {
		all[name] = p
	}
	if c.Mode == azure.ModeKubernetes {
		for name, p := range shared() {
			all[name] = p
		}
	}
	accepted, _ := c.Parameter(azure.ParameterEffect)
	effect := parameter(azure.ParameterString, "Effect", "What happens to what breaks the policy: it is reported, refused, or not looked at.")
	effect.AllowedValues, effect.DefaultValue = pulumi.ToArray(toAny(accepted.Allowed)), pulumi.String(accepted.Default)
	all[azure.ParameterEffect] = effect
	return all
}
