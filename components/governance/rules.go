package governance

import (
	"slices"
	"strings"
	"unicode"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// Namespaces of Kubernetes and Azure in which policies for workloads would stop the cluster itself.
var (
	systemThree = []string{"kube-system", "gatekeeper-system", "azure-arc"}
	systemFour  = append(slices.Clone(systemThree), "flux-system")
	// withBaseline adds what the platform runs in every cluster.
	withBaseline = append(slices.Clone(systemFour), "cluster-baseline-settings")
	// withKubernetes adds the namespaces that Kubernetes makes itself, without anybody's labels.
	withKubernetes = append(slices.Clone(systemFour), "default", "kube-node-lease", "kube-public")
	// none are exempt: the policy holds in every namespace.
	none = []string{}
)

// rule is one assignment, or one for each value of each.
type rule struct {
	// name is the rule's name in the configuration.
	name string
	// definition is the GUID of a built-in definition, or the name of one of our own.
	definition string
	// dev and prod are the effects by class of environment; qa has production's.
	dev, prod string
	// lower, if set, may lower the effect that the class asks for, because the landing zone would refuse itself.
	lower func(args *Args, effect string) string
	// excluded are the namespaces passed over, besides the configured ones. nil means that the definition knows none.
	excluded []string
	// strict rules hold in the configured namespaces as well.
	strict bool
	// parameters are those of the definition besides effect and excludedNamespaces.
	parameters func(args *Args, value string) map[string]any
	// each makes one assignment for each of these values; nil means one assignment.
	each []string
	// unless, if it holds, leaves the rule out.
	unless func(args *Args) bool
	// registry marks what must be there before the registry is, and is named after it.
	registry bool
	// why is the assignment's description, which Azure shows to whom it refuses.
	why string
}

// rules returns every rule, in the order of the declarations.
func rules() []rule { return slices.Concat(groupRules, registryRules, clusterRules, workloadRules) }

// RuleNames are the names that effects and exemptions may use, in the order of the declarations.
func RuleNames() []string {
	var names []string
	for _, r := range rules() {
		names = append(names, r.name)
	}
	return names
}

func findRule(name string) (rule, bool) {
	all := rules()
	i := slices.IndexFunc(all, func(r rule) bool { return r.name == name })
	if i < 0 {
		return rule{}, false
	}
	return all[i], true
}

// policy returns what is known of the rule's definition.
func (r rule) policy() azure.PolicyDefinition {
	if own, ok := customs[r.definition]; ok {
		return own.PolicyDefinition
	}
	d, _ := azure.LookupPolicy(r.definition)
	return d
}

// choices are the effects that the configuration may give the rule. A definition whose effect is fixed to deny can still
// be made to audit, by an assignment that is not enforced.
//
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#enforcement-mode
func (r rule) choices() []string {
	d := r.policy()
	switch parameter, ok := d.Parameter(azure.ParameterEffect); {
	case ok:
		return slices.DeleteFunc(slices.Clone(parameter.Allowed), func(effect string) bool { return unicode.IsLower(rune(effect[0])) })
	case strings.EqualFold(d.Effect, azure.EffectDeny):
		return []string{azure.EffectAudit, azure.EffectDeny, azure.EffectDisabled}
	case strings.EqualFold(d.Effect, azure.EffectModify):
		return []string{azure.EffectModify, azure.EffectDisabled}
	default:
		return []string{d.Effect, azure.EffectDisabled}
	}
}

// effect is what the rule does: what the configuration says, or what the class asks for.
func (r rule) effect(s Settings, class environment.Class) string {
	if chosen, ok := s.Effects[r.name]; ok {
		return chosen
	}
	return environment.Pick(class, r.dev, r.prod)
}

// values are what each assignment of the rule is for; a rule with one assignment has the value "".
func (r rule) values() []string {
	if r.each == nil {
		return []string{""}
	}
	return r.each
}

// kebab turns publicFqdn or AKSPolicy into public-fqdn and aks-policy, for Pulumi names.
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, c := range runes {
		begins := i > 0 && unicode.IsUpper(c) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
