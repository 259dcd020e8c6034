package pack

import (
	"regexp"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var testInfo = Info{Name: "test-pack", DisplayName: "Test pack", Version: "1.2.3", Description: "For tests.", Provider: "none", Tags: []string{"a"}}

// doorRule is a rule about single resources, windowRule one about stacks; settingsRule has every kind of setting.
func doorRule() Rule {
	return Rule{
		ID: "door-closed", Title: "Door is closed", Severity: High, Level: MandatoryProd, Why: "Draught.", Remedy: "Close it.",
		Source: "https://example.org/doors", Types: []string{"house:build/v1:Door"},
		Check: func(r Resource) Verdict { return r.At("closed").Or(false).MustBe(true) },
	}
}

func windowRule() Rule {
	return Rule{
		ID: "window-per-door", Title: "A window for each door", Severity: Low, Level: Mandatory, Why: "Light.", Remedy: "Add one.",
		Source: "https://example.org/windows", Types: []string{"house:build:Door"},
		CheckStack: func(s Stack) Verdict {
			var verdicts []Verdict
			for _, door := range s.Of("house:build:Door") {
				found := False
				for _, window := range s.Of("house:build:Window") {
					found = found.Or(window.At("door").RefersTo(door))
				}
				verdicts = append(verdicts, When(found, Pass, func() Verdict { return door.Fail("the door has no window") }))
			}
			return All(verdicts...)
		},
	}
}

func settingsRule() Rule {
	return Rule{
		ID: "settings", Title: "Settings are read", Severity: Medium, Level: Advisory, Remedy: "None.", Source: "https://example.org",
		Types: []string{"pulumi:pulumi:Stack"},
		Settings: []Setting{
			{Name: "colours", Kind: StringList, Default: []string{"red"}, Pattern: regexp.MustCompile(`^[a-z]+$`), Form: "a lower-case word"},
			{Name: "limit", Kind: Number, Default: 3, Min: 1},
			{Name: "strict", Kind: Flag, Default: true},
			{Name: "environment", Kind: ClassName},
			{Name: "exceptions", Kind: ExemptionList},
		},
		Check: func(r Resource) Verdict {
			var verdicts []Verdict
			for _, problem := range append(r.ExemptionProblems(), r.ClassProblems()...) {
				verdicts = append(verdicts, r.Fail("%s", problem))
			}
			return All(verdicts...)
		},
	}
}

func testPack(t testing.TB) *Pack {
	t.Helper()
	p, err := New(testInfo, doorRule(), windowRule(), settingsRule())
	require.NoError(t, err)
	return p
}

func TestRulesThatCannotWorkAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Rule)
		want   string
	}{
		"no ID":          {func(r *Rule) { r.ID = "" }, "lower-case words"},
		"ID in capitals": {func(r *Rule) { r.ID = "Door" }, "lower-case words"},
		"reserved ID":    {func(r *Rule) { r.ID = "all" }, "a meaning of its own"},
		"ID taken":       {func(r *Rule) { r.ID = "window-per-door" }, "the ID is taken"},
		"no check":       {func(r *Rule) { r.Check = nil }, "exactly one of Check and CheckStack"},
		"two checks":     {func(r *Rule) { r.CheckStack = func(Stack) Verdict { return Pass() } }, "exactly one of Check and CheckStack"},
		"no types":       {func(r *Rule) { r.Types = nil }, "speaks of no type"},
		"no level":       {func(r *Rule) { r.Level = "" }, "unknown level"},
		"off in dev":     {func(r *Rule) { r.Level, r.OffInDev = Mandatory, "Cost." }, "a mandatory rule cannot be off in dev"},
		"no severity":    {func(r *Rule) { r.Severity = "huge" }, "unknown severity"},
		"setting name":   {func(r *Rule) { r.Settings = []Setting{{Name: "Max", Kind: Flag, Default: true}} }, "use camelCase"},
		"setting twice": {func(r *Rule) {
			r.Settings = []Setting{{Name: "a", Kind: Flag, Default: true}, {Name: "a", Kind: Flag, Default: true}}
		}, "the name is taken"},
		"setting of Pulumi":  {func(r *Rule) { r.Settings = []Setting{{Name: "enforcementLevel", Kind: Flag, Default: true}} }, "the name is taken"},
		"default of no kind": {func(r *Rule) { r.Settings = []Setting{{Name: "a", Kind: Number, Default: "x"}} }, "not a whole number"},
		"default too small":  {func(r *Rule) { r.Settings = []Setting{{Name: "a", Kind: Number, Default: 1, Min: 2}} }, "below 2"},
		"unknown kind":       {func(r *Rule) { r.Settings = []Setting{{Name: "a", Default: 1}} }, "unknown kind"},
		"second class":       {func(r *Rule) { r.Settings = []Setting{{Name: "a", Kind: ClassName}} }, "already has the pack's environment class"},
		"second exemptions":  {func(r *Rule) { r.Settings = []Setting{{Name: "a", Kind: ExemptionList}} }, "already has the pack's list of exemptions"},
	} {
		t.Run(name, func(t *testing.T) {
			rule := doorRule()
			test.change(&rule)
			_, err := New(testInfo, windowRule(), settingsRule(), rule)
			assert.ErrorContains(t, err, test.want)
		})
	}
	_, err := New(Info{Name: "two words", Version: "one"}, doorRule())
	assert.ErrorContains(t, err, "pack name")
	assert.ErrorContains(t, err, "pack version", "every fault is reported at once")
}

func TestRulesAreFoundByTypeWhateverTheVersion(t *testing.T) {
	wild := doorRule()
	wild.ID, wild.Types = "every-part", []string{"house:*"}
	p, err := New(testInfo, doorRule(), wild, windowRule())
	require.NoError(t, err)
	for token, want := range map[string][]string{
		"house:build:Door":           {"door-closed", "every-part"},
		"house:build/v2024:Door":     {"door-closed", "every-part"},
		"house:build:Roof":           {"every-part"},
		"garden:build:Door":          nil,
		"household:build:Door":       nil,
		"house:build/v1beta1:Window": {"every-part"},
	} {
		var got []string
		for _, r := range p.planFor(Canonical(token)).rules {
			got = append(got, r.ID)
		}
		assert.Equal(t, want, got, token)
	}
}

func TestLevelsDependOnTheClass(t *testing.T) {
	advice, inProd, everywhere := Rule{Level: Advisory}, Rule{Level: MandatoryProd}, Rule{Level: Mandatory}
	savedAdvice, savedInProd := Rule{Level: Advisory, OffInDev: "Cost."}, Rule{Level: MandatoryProd, OffInDev: "Cost."}
	for _, test := range []struct {
		rule  Rule
		class Class
		want  apitype.EnforcementLevel
	}{
		{advice, Prod, apitype.Advisory},
		{advice, Dev, apitype.Advisory},
		{inProd, Prod, apitype.Mandatory},
		{inProd, QA, apitype.Advisory},
		{inProd, Dev, apitype.Advisory},
		{everywhere, Prod, apitype.Mandatory},
		{everywhere, QA, apitype.Mandatory},
		{everywhere, Dev, apitype.Mandatory},
		{savedAdvice, Prod, apitype.Advisory},
		{savedAdvice, QA, apitype.Advisory},
		{savedAdvice, Dev, apitype.Disabled},
		{savedInProd, Prod, apitype.Mandatory},
		{savedInProd, QA, apitype.Advisory},
		{savedInProd, Dev, apitype.Disabled},
	} {
		assert.Equal(t, test.want, test.rule.In(test.class), "%s, off in dev %q, in %s", test.rule.Level, test.rule.OffInDev, test.class)
	}
}
