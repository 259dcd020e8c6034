package governance

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Settings are the policies' part of the configuration.
type Settings struct {
	// Effects say what a rule does where it shall not do its default, by the rule's name: Audit, Deny, Disabled and so
	// on, as far as its definition goes. A disabled rule is not assigned. Default none.
	// https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics
	Effects map[string]string `json:"effects"`
	// Limits are the most that the rule containerLimits lets one container have.
	Limits Limits `json:"limits"`
	// ExcludedContainers are names of containers that the rule readOnlyRootFilesystem passes over. Default
	// aspnet-webapp-sample, which cannot run without writing.
	ExcludedContainers []string `json:"excludedContainers"`
	// ExcludedNamespaces are passed over by every rule for workloads that passes over the system's namespaces, in
	// addition to them. Default none.
	ExcludedNamespaces []string `json:"excludedNamespaces"`
	// AllowedImageSources are registries, or repositories in them, from which the rule allowedImages admits images
	// besides the own registry and mcr.microsoft.com: ghcr.io/contoso. Default dev docker.io/library, qa and prod none.
	AllowedImageSources []string `json:"allowedImageSources"`
	// Exemptions take the resource group out of a rule until a day. Default none.
	// https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure
	Exemptions []Exemption `json:"exemptions"`
}

// Limits are the most that one container may have.
type Limits struct {
	// CPULimit is processor time as Kubernetes writes it, 1 or 500m. Default 500m.
	// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
	CPULimit string `json:"cpuLimit"`
	// MemoryLimit is memory as Kubernetes writes it, 256Mi or 1Gi. Default 256Mi.
	MemoryLimit string `json:"memoryLimit"`
}

// Exemption takes the workload's resource group out of one rule for a time.
type Exemption struct {
	// Rule is the name of the rule, as in effects. Required.
	Rule string `json:"rule"`
	// Category is Waiver, when the risk is accepted for now, or Mitigated, when the rule's intent is met in another way.
	// Default Waiver.
	Category string `json:"category" jsonschema:"enum=Waiver,enum=Mitigated"`
	// ExpiresOn is the last day on which the exemption holds, as 2027-06-30, in UTC. Required.
	ExpiresOn string `json:"expiresOn"`
	// Reason says why, in 10 to 512 characters. Required.
	Reason string `json:"reason"`
	// Owner is who answers for it. Required.
	Owner string `json:"owner"`
}

// Categories of exemptions.
const (
	Waiver    = "Waiver"
	Mitigated = "Mitigated"
)

const (
	effectsSource    = "https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics"
	exemptionsSource = "https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure"
	quantitySource   = "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"
	namesSource      = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names"

	// minReason is the shortest text that can be a reason.
	minReason = 10
)

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.Limits = Limits{CPULimit: "500m", MemoryLimit: "256Mi"}
	s.ExcludedContainers = []string{"aspnet-webapp-sample"}
	s.AllowedImageSources = environment.Pick(class, []string{"docker.io/library"}, nil)
}

// SetDefaults implements field.Defaulter.
func (e *Exemption) SetDefaults(environment.Class) { e.Category = Waiver }

// Validate reports every mistake in the settings.
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	errors := s.validateEffects(path.Child("effects"))
	errors.Append(quantity(path.Child("limits").Child("cpuLimit"), s.Limits.CPULimit, "500m"))
	errors.Append(quantity(path.Child("limits").Child("memoryLimit"), s.Limits.MemoryLimit, "256Mi"))
	errors.Append(labels(path.Child("excludedContainers"), s.ExcludedContainers))
	errors.Append(labels(path.Child("excludedNamespaces"), s.ExcludedNamespaces))
	for i, source := range s.AllowedImageSources {
		errors.Append(imageSource(path.Child("allowedImageSources").Index(i), source))
	}
	first := map[string]int{}
	for i, e := range s.Exemptions {
		at := path.Child("exemptions").Index(i)
		errors.Append(e.validate(at))
		r, known := findRule(e.Rule)
		if before, twice := first[e.Rule]; twice && known {
			errors.Add(field.Error{
				Path: at.Child("rule"), Value: e.Rule, Rule: fmt.Sprintf("is exempt already, by %s", path.Child("exemptions").Index(before)),
				Remedy: "keep one of the two",
			})
		} else {
			first[e.Rule] = i
		}
		if known && r.effect(s, class) == azure.EffectDisabled {
			errors.Add(field.Error{
				Path: at.Child("rule"), Value: e.Rule, Rule: "is disabled, and there is nothing to be exempt from", Remedy: "remove the exemption",
			})
		}
	}
	return errors
}

func (s Settings) validateEffects(path field.Path) field.Errors {
	var errors field.Errors
	for _, name := range slices.Sorted(maps.Keys(s.Effects)) {
		r, ok := findRule(name)
		if !ok {
			errors.Append(unknownRule(path.Child(name), nil, name))
			continue
		}
		if effect := s.Effects[name]; !slices.Contains(r.choices(), effect) {
			errors.Add(field.Error{
				Path: path.Child(name), Value: effect, Rule: fmt.Sprintf("is no effect of the policy %q", r.policy().DisplayName),
				Remedy: "choose one of " + strings.Join(r.choices(), ", "), Source: effectsSource,
			})
		}
	}
	return errors
}

// strength orders effects by how much they do.
var strength = map[string]int{azure.EffectAudit: 1, azure.EffectAuditIfNotExists: 1, azure.EffectDeny: 2, azure.EffectModify: 2}

// Weaker returns the names of the rules that the configuration makes do less than the class asks for, sorted.
func (s Settings) Weaker(class environment.Class) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s.Effects)) {
		if r, ok := findRule(name); ok && strength[s.Effects[name]] < strength[environment.Pick(class, r.dev, r.prod)] {
			names = append(names, name)
		}
	}
	return names
}

func unknownRule(path field.Path, value any, name string) field.Errors {
	remedy := "choose one of " + strings.Join(RuleNames(), ", ")
	if near, ok := field.Nearest(name, RuleNames()); ok {
		remedy = fmt.Sprintf("did you mean %s?", near)
	}
	return field.Errors{{Path: path, Value: value, Rule: "is not a rule", Remedy: remedy}}
}

func quantity(path field.Path, text, example string) field.Errors {
	if q, err := resource.ParseQuantity(text); err != nil || q.Sign() <= 0 {
		return field.Errors{{
			Path: path, Value: text, Rule: "is not an amount above zero as Kubernetes writes it", Remedy: "write it as " + example, Source: quantitySource,
		}}
	}
	return nil
}

func labels(path field.Path, names []string) field.Errors {
	var errors field.Errors
	for i, name := range names {
		if len(validation.IsDNS1123Label(name)) > 0 {
			errors.Add(field.Error{
				Path: path.Index(i), Value: name, Rule: "is not a DNS label",
				Remedy: "use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends", Source: namesSource,
			})
		}
	}
	return errors
}

// imageSourcePattern is a host with a dot, an optional port, and an optional path.
var imageSourcePattern = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?(/[a-z0-9][a-z0-9._-]*)*$`)

func imageSource(path field.Path, source string) field.Errors {
	if imageSourcePattern.MatchString(source) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: source, Rule: "is not a registry or a repository in one",
		Remedy: "write the host, and the path if only that shall be admitted, without a slash at the end: ghcr.io/contoso",
	}}
}

// today is the day that exemptions are judged on.
var today = func() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

func (e Exemption) validate(path field.Path) field.Errors {
	var errors field.Errors
	if _, ok := findRule(e.Rule); !ok {
		errors.Append(unknownRule(path.Child("rule"), e.Rule, e.Rule))
	}
	errors.Append(field.OneOf(path.Child("category"), e.Category, []string{Waiver, Mitigated}, exemptionsSource))
	switch expires, err := time.Parse(time.DateOnly, e.ExpiresOn); {
	case e.ExpiresOn == "":
		errors.Append(field.Required(path.Child("expiresOn"), "", "write the last day as 2027-06-30"))
	case err != nil:
		errors.Add(field.Error{Path: path.Child("expiresOn"), Value: e.ExpiresOn, Rule: "is not a day", Remedy: "write it as 2027-06-30"})
	case expires.Before(today()):
		errors.Add(field.Error{
			Path: path.Child("expiresOn"), Value: e.ExpiresOn, Rule: "has passed", Remedy: "keep the rule again, or have the exemption renewed",
		})
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(e.Reason)); n == 0 {
		errors.Append(field.Required(path.Child("reason"), "", "say why the rule is not kept"))
	} else if n < minReason || n > azure.MaxPolicyDescription {
		errors.Add(field.Error{
			Path: path.Child("reason"), Value: e.Reason, Rule: "is not a reason",
			Remedy: fmt.Sprintf("say in %d to %d characters why the rule is not kept", minReason, azure.MaxPolicyDescription),
		})
	}
	errors.Append(field.Required(path.Child("owner"), e.Owner, "name who answers for it"))
	return errors
}
