package governance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func TestDefaults(t *testing.T) {
	var dev, prod governance.Settings
	require.Empty(t, field.Decode("governance", nil, &dev, environment.Dev))
	require.Empty(t, field.Decode("governance", nil, &prod, environment.Prod))
	limits := governance.Limits{CPULimit: "500m", MemoryLimit: "256Mi"}
	assert.Equal(t, governance.Settings{
		Limits: limits, ExcludedContainers: []string{"aspnet-webapp-sample"}, AllowedImageSources: []string{"docker.io/library"},
	}, dev)
	assert.Equal(t, governance.Settings{Limits: limits, ExcludedContainers: []string{"aspnet-webapp-sample"}}, prod)
	assert.Empty(t, dev.Validate("governance", environment.Dev))
	assert.Empty(t, prod.Validate("governance", environment.Prod))
}

func TestSettingsAreDecoded(t *testing.T) {
	var got governance.Settings
	require.Empty(t, field.Decode("governance", map[string]any{
		"effects": map[string]any{"allowedImages": "Audit"}, "limits": map[string]any{"memoryLimit": "1Gi"}, "excludedContainers": []any{"c"},
		"excludedNamespaces": []any{"n"}, "allowedImageSources": []any{"quay.io"},
		"exemptions": []any{map[string]any{"rule": "externalIps", "expiresOn": "2999-01-02", "reason": "old clients", "owner": "o"}},
	}, &got, environment.Prod))
	assert.Equal(t, governance.Settings{
		Effects: map[string]string{"allowedImages": "Audit"}, Limits: governance.Limits{CPULimit: "500m", MemoryLimit: "1Gi"},
		ExcludedContainers: []string{"c"}, ExcludedNamespaces: []string{"n"}, AllowedImageSources: []string{"quay.io"},
		Exemptions: []governance.Exemption{{Rule: "externalIps", Category: "Waiver", ExpiresOn: "2999-01-02", Reason: "old clients", Owner: "o"}},
	}, got)
	assert.Empty(t, got.Validate("governance", environment.Prod))
}

func TestRefusedSettings(t *testing.T) {
	good := governance.Exemption{Rule: "externalIps", Category: "Waiver", ExpiresOn: "2999-01-02", Reason: "old clients need it", Owner: "o"}
	exempt := func(change func(*governance.Exemption)) func(*governance.Settings) {
		return func(s *governance.Settings) {
			e := good
			change(&e)
			s.Exemptions = []governance.Exemption{e}
		}
	}
	effect := func(name, value string) func(*governance.Settings) {
		return func(s *governance.Settings) { s.Effects = map[string]string{name: value} }
	}
	const (
		effects  = "\n    (https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics)"
		exempted = "\n    (https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure)"
		amounts  = "\n    (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/)"
		label    = "is not a DNS label; use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends" +
			"\n    (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names)"
		source = "is not a registry or a repository in one; write the host, and the path if only that shall be admitted, without a slash at the end: ghcr.io/contoso"
	)
	for want, change := range map[string]func(*governance.Settings){
		`g.effects.allowedImage: is not a rule; did you mean allowedImages?`: effect("allowedImage", "Audit"),
		`g.effects.clusterRbac: "Deny" is no effect of the policy "Role-Based Access Control (RBAC) should be used on Kubernetes Services"; ` +
			`choose one of Audit, Disabled` + effects: effect("clusterRbac", "Deny"),
		`g.effects.ingressHostSuffix: "deny" is no effect of the policy "Kubernetes cluster ingress hosts must be below an allowed domain"; ` +
			`choose one of Audit, Deny, Disabled` + effects: effect("ingressHostSuffix", "deny"),
		`g.effects.requireTag: "AuditIfNotExists" is no effect of the policy "Require a tag on resources"; choose one of Audit, Deny, Disabled` +
			effects: effect("requireTag", "AuditIfNotExists"),
		`g.effects.inheritTag: "Audit" is no effect of the policy "Inherit a tag from the resource group if missing"; choose one of Modify, Disabled` +
			effects: effect("inheritTag", "Audit"),
		`g.effects.diagnosticSettings: "Audit" is no effect of the policy "Audit diagnostic setting for selected resource types"; ` +
			`choose one of AuditIfNotExists, Disabled` + effects: effect("diagnosticSettings", "Audit"),
		`g.limits.cpuLimit: "half" is not an amount above zero as Kubernetes writes it; write it as 500m` + amounts:  func(s *governance.Settings) { s.Limits.CPULimit = "half" },
		`g.limits.memoryLimit: "0" is not an amount above zero as Kubernetes writes it; write it as 256Mi` + amounts: func(s *governance.Settings) { s.Limits.MemoryLimit = "0" },
		`g.excludedContainers[1]: "Web" ` + label:                                                                                           func(s *governance.Settings) { s.ExcludedContainers = []string{"web", "Web"} },
		`g.excludedNamespaces[0]: "a.b" ` + label:                                                                                           func(s *governance.Settings) { s.ExcludedNamespaces = []string{"a.b"} },
		`g.allowedImageSources[0]: "ghcr.io/" ` + source:                                                                                    func(s *governance.Settings) { s.AllowedImageSources = []string{"ghcr.io/"} },
		`g.allowedImageSources[0]: "library" ` + source:                                                                                     func(s *governance.Settings) { s.AllowedImageSources = []string{"library"} },
		`g.allowedImageSources[0]: ".*" ` + source:                                                                                          func(s *governance.Settings) { s.AllowedImageSources = []string{".*"} },
		`g.exemptions[0].rule: "externalIPs" is not a rule; did you mean externalIps?`:                                                      exempt(func(e *governance.Exemption) { e.Rule = "externalIPs" }),
		`g.exemptions[0].category: "Forgotten" is not supported; choose one of Waiver, Mitigated` + exempted:                                exempt(func(e *governance.Exemption) { e.Category = "Forgotten" }),
		`g.exemptions[0].expiresOn: "30.06.2999" is not a day; write it as 2027-06-30`:                                                      exempt(func(e *governance.Exemption) { e.ExpiresOn = "30.06.2999" }),
		`g.exemptions[0].expiresOn: "2020-06-30" has passed; keep the rule again, or have the exemption renewed`:                            exempt(func(e *governance.Exemption) { e.ExpiresOn = "2020-06-30" }),
		`g.exemptions[0].reason: "because" is not a reason; say in 10 to 512 characters why the rule is not kept`:                           exempt(func(e *governance.Exemption) { e.Reason = "because" }),
		`g.exemptions[0].reason: "` + strings.Repeat("x", 79) + `... is not a reason; say in 10 to 512 characters why the rule is not kept`: exempt(func(e *governance.Exemption) { e.Reason = strings.Repeat("x", 513) }),
		`g.exemptions[0].owner: is required; name who answers for it`:                                                                       exempt(func(e *governance.Exemption) { e.Owner = "" }),
		`g.exemptions[0].rule: "podSecurityBaseline" is disabled, and there is nothing to be exempt from; remove the exemption`:             exempt(func(e *governance.Exemption) { e.Rule = "podSecurityBaseline" }),
		`g.exemptions[1].rule: "externalIps" is exempt already, by g.exemptions[0]; keep one of the two`: func(s *governance.Settings) {
			s.Exemptions = []governance.Exemption{good, good}
		},
	} {
		t.Run(want[:strings.Index(want, ":")], func(t *testing.T) {
			var s governance.Settings
			s.SetDefaults(environment.Prod)
			change(&s)
			errors := s.Validate("g", environment.Prod)
			require.Len(t, errors, 1)
			assert.Equal(t, want, errors[0].Error())
		})
	}
}

func TestExemptionsOfAnyRuleWithTheShortestAndTheLongestReason(t *testing.T) {
	for _, reason := range []string{strings.Repeat("x", 10), strings.Repeat("x", 512)} {
		var s governance.Settings
		s.SetDefaults(environment.Prod)
		for _, rule := range governance.RuleNames() {
			if rule != "podSecurityBaseline" { // disabled in prod
				s.Exemptions = append(s.Exemptions, governance.Exemption{Rule: rule, Category: "Waiver", ExpiresOn: "2999-01-02", Reason: reason, Owner: "o"})
			}
		}
		assert.Empty(t, s.Validate("g", environment.Prod))
	}
}

func TestRulesThatDoLessThanTheirClassAsksFor(t *testing.T) {
	s := governance.Settings{Effects: map[string]string{
		"podSecurityRestricted": "Deny", "privilegedContainers": "Audit", "allowedImages": "Disabled", "inheritTag": "Modify", "diagnosticSettings": "Disabled",
		"clusterRbac": "Audit", "noSuchRule": "Disabled",
	}}
	assert.Equal(t, []string{"allowedImages", "diagnosticSettings", "privilegedContainers"}, s.Weaker(environment.Prod))
	assert.Equal(t, []string{"allowedImages", "diagnosticSettings"}, s.Weaker(environment.Dev))
	assert.Empty(t, governance.Settings{}.Weaker(environment.Prod))
}

func TestEveryMistakeIsReported(t *testing.T) {
	s := governance.Settings{Effects: map[string]string{"a": "x", "b": "y"}, Exemptions: []governance.Exemption{{}, {Rule: "zzzzz"}}}
	errors := s.Validate("g", environment.Prod)
	assert.Len(t, errors, 2+2+2*5, fmt.Sprint(errors))
}

func TestEveryRuleHasANameOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range governance.RuleNames() {
		assert.False(t, seen[name], name)
		assert.Regexp(t, `^[a-z][A-Za-z]+$`, name)
		seen[name] = true
	}
}
