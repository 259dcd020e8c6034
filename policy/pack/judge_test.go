package pack

import (
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func atNoon() time.Time { return noon }

func made(name, token string, properties Map) plugin.AnalyzerStackResource {
	return One(token, properties).named(name).Materialize()[0]
}

func (e Example) named(name string) Example {
	e.Resources[0].Name = name
	return e
}

func configured(rule string, properties Map) map[string]plugin.AnalyzerPolicyConfig {
	return map[string]plugin.AnalyzerPolicyConfig{rule: {Properties: properties}}
}

func resultOf(t *testing.T, results []Result, rule string) Result {
	t.Helper()
	for _, r := range results {
		if r.Rule == rule {
			return r
		}
	}
	require.Fail(t, "the rule said nothing", rule)
	return Result{}
}

func TestWhereTheClassComesFrom(t *testing.T) {
	for name, test := range map[string]struct {
		stack  map[string]string
		policy map[string]plugin.AnalyzerPolicyConfig
		want   Class
		source ClassSource
		// problem is part of what the stack is told; empty when it is told nothing.
		problem string
	}{
		"the landing zone's key":       {map[string]string{"aks-landing-zone:environment": "dev", "shop:environment": "qa"}, nil, Dev, ClassFromStack, ""},
		"the project's key":            {map[string]string{"shop:environment": "qa"}, nil, QA, ClassFromStack, ""},
		"in other case":                {map[string]string{"shop:environment": " DEV "}, nil, Dev, ClassFromStack, ""},
		"the policy, when none states": {nil, configured("settings", Map{"environment": "dev"}), Dev, ClassFromPolicy, ""},
		"the stack before the policy":  {map[string]string{"shop:environment": "prod"}, configured("settings", Map{"environment": "dev"}), Prod, ClassFromStack, ""},
		"nobody":                       {map[string]string{"other:environment": "dev"}, nil, Prod, ClassAssumed, "nothing states"},
		"another word":                 {map[string]string{"shop:environment": "production"}, nil, Prod, ClassAssumed, `"production" is not an environment class`},
		"another word is not overruled": {map[string]string{"shop:environment": "production"}, configured("settings", Map{"environment": "dev"}), Prod, ClassAssumed,
			`"production" is not an environment class`},
	} {
		t.Run(name, func(t *testing.T) {
			judge, err := testPack(t).Judge(Options{Project: "shop", StackConfig: test.stack, Policy: test.policy, Now: atNoon})
			require.NoError(t, err)
			assert.Equal(t, test.want, judge.Class())
			assert.Equal(t, test.source, judge.ClassSource())
			told := resultOf(t, judge.Resource(made("s", "pulumi:pulumi:Stack", nil).AnalyzerResource), "settings").Verdict
			if test.problem == "" {
				assert.Equal(t, Passed, told.Outcome())
				return
			}
			require.Len(t, told.Findings(), 1)
			assert.Contains(t, told.Findings()[0].Requirement, test.problem)
		})
	}
}

func TestMistakesInThePolicyConfigurationAreErrors(t *testing.T) {
	for name, test := range map[string]struct {
		policy map[string]plugin.AnalyzerPolicyConfig
		want   string
	}{
		"no such rule":          {configured("door-close", nil), "door-close: the pack has no such rule"},
		"no such setting":       {configured("settings", Map{"colour": []any{}}), "settings.colour: the rule has no such setting"},
		"rule without settings": {configured("door-closed", Map{"a": 1}), "door-closed.a: the rule has no such setting"},
		"no list":               {configured("settings", Map{"colours": "red"}), "settings.colours: red is not a list of texts"},
		"no text in a list":     {configured("settings", Map{"colours": []any{"red", 7}}), "settings.colours: element 1: 7 is not a text"},
		"empty text":            {configured("settings", Map{"colours": []any{""}}), "settings.colours: element 0 is empty"},
		"wrong form":            {configured("settings", Map{"colours": []any{"Red"}}), `settings.colours: element 0: "Red" is not a lower-case word`},
		"no number":             {configured("settings", Map{"limit": "3"}), "settings.limit: 3 is not a whole number"},
		"no whole number":       {configured("settings", Map{"limit": 1.5}), "settings.limit: 1.5 is not a whole number"},
		"number too small":      {configured("settings", Map{"limit": 0.0}), "settings.limit: 0 is below 1"},
		"no truth value":        {configured("settings", Map{"strict": "true"}), "settings.strict: true is neither true nor false"},
		"no class":              {configured("settings", Map{"environment": "test"}), `settings.environment: "test" is not an environment class`},
		"class of another kind": {configured("settings", Map{"environment": 1}), "settings.environment: 1 is not an environment class"},
		"no list of exemptions": {configured("settings", Map{"exceptions": "none"}), "settings.exceptions: none is not a list of exemptions"},
		"exemption of one text": {configured("settings", Map{"exceptions": []any{"x"}}), "settings.exceptions: element 0"},
		"field of another kind": {configured("settings", Map{"exceptions": []any{map[string]any{"rule": 1}}}), "settings.exceptions: element 0: rule: 1 is not a text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testPack(t).Judge(Options{Policy: test.policy})
			require.Error(t, err)
			assert.ErrorContains(t, err, "policy configuration: "+test.want)
		})
	}
	_, err := testPack(t).Judge(Options{Policy: map[string]plugin.AnalyzerPolicyConfig{
		"settings": {Properties: Map{"limit": "x", "strict": 1}}, "nobody": {},
	}})
	for _, part := range []string{"settings.limit", "settings.strict", "nobody"} {
		assert.ErrorContains(t, err, part, "every mistake is named at once")
	}
	_, err = testPack(t).Judge(Options{Policy: map[string]plugin.AnalyzerPolicyConfig{"all": {EnforcementLevel: apitype.Advisory}}})
	assert.NoError(t, err, "the engine hands on the key that stands for every rule")
}

func TestSettingsReachTheRules(t *testing.T) {
	var colours []string
	var limit int
	var strict bool
	rule := settingsRule()
	rule.Check = func(r Resource) Verdict {
		colours, limit, strict = r.Strings("colours"), r.Number("limit"), r.Flag("strict")
		return Pass()
	}
	p, err := New(testInfo, rule)
	require.NoError(t, err)
	for name, test := range map[string]struct {
		policy  map[string]plugin.AnalyzerPolicyConfig
		colours []string
		limit   int
		strict  bool
	}{
		"defaults":   {nil, []string{"red"}, 3, true},
		"configured": {configured("settings", Map{"colours": []any{"blue", "green"}, "limit": 7.0, "strict": false}), []string{"blue", "green"}, 7, false},
	} {
		judge, err := p.Judge(Options{Policy: test.policy})
		require.NoError(t, err)
		judge.Resource(made("s", "pulumi:pulumi:Stack", nil).AnalyzerResource)
		assert.Equal(t, test.colours, colours, name)
		assert.Equal(t, test.limit, limit, name)
		assert.Equal(t, test.strict, strict, name)
	}
}

func TestLevelsCanBeConfigured(t *testing.T) {
	level := func(class string, configured apitype.EnforcementLevel, policyClass any) apitype.EnforcementLevel {
		stack := map[string]string{}
		if class != "" {
			stack["aks-landing-zone:environment"] = class
		}
		policy := map[string]plugin.AnalyzerPolicyConfig{"door-closed": {EnforcementLevel: configured}}
		if policyClass != nil {
			policy["settings"] = plugin.AnalyzerPolicyConfig{Properties: Map{"environment": policyClass}}
		}
		judge, err := testPack(t).Judge(Options{StackConfig: stack, Policy: policy})
		require.NoError(t, err)
		return judge.Level("door-closed")
	}
	assert.Equal(t, apitype.Mandatory, level("prod", "", nil))
	assert.Equal(t, apitype.Advisory, level("dev", "", nil))
	assert.Equal(t, apitype.Mandatory, level("dev", apitype.Mandatory, nil), "stricter than the rule")
	assert.Equal(t, apitype.Advisory, level("prod", apitype.Advisory, nil), "weaker than the rule")
	assert.Equal(t, apitype.Disabled, level("prod", apitype.Disabled, nil))
	assert.Equal(t, apitype.Mandatory, level("dev", apitype.Remediate, nil), "nothing is remediated, so it is enforced")
	assert.Equal(t, apitype.Advisory, level("", apitype.Mandatory, "dev"),
		"the engine echoes the level that was answered before the policy configuration named the class")
	assert.Equal(t, apitype.Disabled, level("", apitype.Disabled, "dev"))

	judge, err := testPack(t).Judge(Options{Policy: map[string]plugin.AnalyzerPolicyConfig{"door-closed": {EnforcementLevel: apitype.Disabled}}})
	require.NoError(t, err)
	assert.Empty(t, judge.Resource(made("d", "house:build:Door", nil).AnalyzerResource), "a rule that is switched off says nothing")
	assert.Equal(t, apitype.Disabled, judge.Level("nobody"))
}

func exempting(fields ...Map) map[string]plugin.AnalyzerPolicyConfig {
	list := make([]any, 0, len(fields))
	for _, f := range fields {
		list = append(list, f)
	}
	return configured("settings", Map{"exceptions": list})
}

func TestExemptionsTakeEffectOnlyWhenCompleteAndInForce(t *testing.T) {
	open := made("front", "house:build:Door", Map{"closed": false})
	for name, test := range map[string]struct {
		exemption Map
		want      Outcome
		problems  int
	}{
		"in force":          {Map{"rule": "door-closed", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-11-21"}, NotApplicable, 0},
		"by pattern":        {Map{"rule": "door-closed", "resource": "*Door::*", "owner": "team", "reason": "moving", "expires": "2026-12-31"}, NotApplicable, 0},
		"another resource":  {Map{"rule": "door-closed", "resource": "back", "owner": "team", "reason": "moving", "expires": "2026-12-31"}, Failed, 0},
		"another rule":      {Map{"rule": "window-per-door", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-12-31"}, Failed, 0},
		"expired yesterday": {Map{"rule": "door-closed", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-11-20"}, Failed, 1},
		"without an owner":  {Map{"rule": "door-closed", "resource": "front", "reason": "moving", "expires": "2026-12-31"}, Failed, 1},
		"without a reason":  {Map{"rule": "door-closed", "resource": "front", "owner": "team", "reason": "  ", "expires": "2026-12-31"}, Failed, 1},
		"from the reporter": {Map{"rule": "settings", "resource": "*", "owner": "team", "reason": "moving", "expires": "2026-12-31"}, Failed, 1},
	} {
		t.Run(name, func(t *testing.T) {
			judge, err := testPack(t).Judge(Options{
				StackConfig: map[string]string{"aks-landing-zone:environment": "prod"}, Policy: exempting(test.exemption), Now: atNoon,
			})
			require.NoError(t, err)
			verdict := resultOf(t, judge.Resource(open.AnalyzerResource), "door-closed").Verdict
			assert.Equal(t, test.want, verdict.Outcome())
			if test.want == NotApplicable {
				assert.Equal(t, "exempt until "+test.exemption["expires"].(string)+" by team: moving", verdict.Reason())
			}
			reported := resultOf(t, judge.Resource(made("s", "pulumi:pulumi:Stack", nil).AnalyzerResource), "settings").Verdict
			assert.Len(t, reported.Findings(), test.problems)
		})
	}
}

func TestAnExemptionLeavesTheOtherFindingsOfAStackRule(t *testing.T) {
	judge, err := testPack(t).Judge(Options{Now: atNoon, Policy: exempting(
		Map{"rule": "window-per-door", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-12-31"})})
	require.NoError(t, err)
	front, back := made("front", "house:build:Door", nil), made("back", "house:build:Door", nil)
	findings := resultOf(t, judge.Stack([]plugin.AnalyzerStackResource{front, back}), "window-per-door").Verdict.Findings()
	require.Len(t, findings, 1)
	assert.Equal(t, back.URN, findings[0].URN)
}

// The clock decides at the time of judging, not at the time of configuring.
func TestAnExemptionExpiresWhileThePackRuns(t *testing.T) {
	now := noon
	judge, err := testPack(t).Judge(Options{Now: func() time.Time { return now }, Policy: exempting(
		Map{"rule": "door-closed", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-11-21"})})
	require.NoError(t, err)
	open := made("front", "house:build:Door", Map{"closed": false}).AnalyzerResource
	assert.Equal(t, NotApplicable, resultOf(t, judge.Resource(open), "door-closed").Verdict.Outcome())
	now = now.AddDate(0, 0, 1)
	assert.Equal(t, Failed, resultOf(t, judge.Resource(open), "door-closed").Verdict.Outcome())
}

// Providers leave inputs out of the outputs, and at preview report what was left out as not known yet. A stack rule
// sees what the program said, and what only the outputs know.
func TestStackRulesSeeInputsAndTheOutputsThatAddToThem(t *testing.T) {
	var seen Resource
	rule := windowRule()
	rule.CheckStack = func(s Stack) Verdict {
		seen = s.Of("house:build:Door")[0]
		return Pass()
	}
	p, err := New(testInfo, rule)
	require.NoError(t, err)
	inputs := Map{"wall": "north", "closed": true, "both": "input"}
	outputs := Map{"id": "/doors/1", "both": "output", "handle": Unknown}
	output := made("front", "house:build:Door", outputs)

	judge, err := p.Judge(Options{})
	require.NoError(t, err)
	judge.Stack([]plugin.AnalyzerStackResource{output})
	assert.True(t, seen.At("wall").Exists().No(), "without the inputs only outputs are there")
	assert.True(t, seen.At("handle").NotKnown())

	judge.Resource(made("front", "house:build:Door", inputs).AnalyzerResource)
	judge.Stack([]plugin.AnalyzerStackResource{output})
	assert.True(t, seen.At("wall").Is("north").Yes(), "an input that the provider does not repeat")
	assert.True(t, seen.At("id").Is("/doors/1").Yes(), "an output that no input is")
	assert.True(t, seen.At("both").Is("input").Yes(), "the program's word")
	assert.True(t, seen.At("handle").Exists().No(), "left out by the program, so absent")
	assert.Equal(t, resource.PropertyMap{"wall": resource.NewStringProperty("north"), "closed": resource.NewBoolProperty(true),
		"both": resource.NewStringProperty("input")}, propertyMap(inputs), "what was handed in is not changed")
}

func TestStackRulesAreSilentWithoutAResourceTheySpeakOf(t *testing.T) {
	judge, err := testPack(t).Judge(Options{})
	require.NoError(t, err)
	verdict := resultOf(t, judge.Stack([]plugin.AnalyzerStackResource{made("w", "house:build:Window", nil)}), "window-per-door").Verdict
	assert.Equal(t, NotApplicable, verdict.Outcome())
	assert.NotEmpty(t, verdict.Reason())
}
