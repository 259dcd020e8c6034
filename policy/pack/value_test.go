package pack

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
)

// rootOf makes a value of plain Go data, in which [Unknown] stands for what is not known yet.
func rootOf(m Map) Value {
	return value(&node{urn: "urn:pulumi:s::p::t::n"}, nil, resource.NewObjectProperty(propertyMap(m)), false)
}

func secretOf(v any) resource.PropertyValue { return resource.MakeSecret(resource.NewPropertyValue(v)) }

func TestWalkingDown(t *testing.T) {
	root := rootOf(Map{
		"profile": Map{"enabled": true, "none": nil},
		"later":   Unknown,
		"pools":   []any{Map{"name": "np", "size": 3}, Map{"size": 4}, Unknown},
		"text":    "word",
	})
	for name, test := range map[string]struct {
		at    Value
		path  string
		state state
	}{
		"present":                   {root.At("profile", "enabled"), "profile.enabled", present},
		"absent":                    {root.At("profile", "size"), "profile.size", absent},
		"below an absent value":     {root.At("nothing", "at", "all"), "nothing.at.all", absent},
		"null counts as absent":     {root.At("profile", "none"), "profile.none", absent},
		"below a text":              {root.At("text", "x"), "text.x", absent},
		"unknown":                   {root.At("later"), "later", unknown},
		"below an unknown value":    {root.At("later", "deep", "down"), "later", unknown},
		"other case":                {root.AtFold("PROFILE").At("enabled"), "PROFILE.enabled", present},
		"other case, absent":        {root.AtFold("PROFIL"), "PROFIL", absent},
		"key that is no plain name": {root.At("labels", "app.kubernetes.io/name"), `labels["app.kubernetes.io/name"]`, absent},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.path, test.at.Path())
			assert.Equal(t, test.state, test.at.state)
		})
	}

	items, known := root.At("pools").Items()
	assert.True(t, known)
	assert.Len(t, items, 3)
	assert.Equal(t, "pools[np].size", items[0].At("size").Path(), "an element is called by its name")
	assert.Equal(t, "pools[1].size", items[1].At("size").Path(), "or by its index")
	assert.True(t, items[2].NotKnown())

	_, known = root.At("later").Items()
	assert.False(t, known, "an array that is not known yet has no known elements")
	items, known = root.At("text").Items()
	assert.True(t, known)
	assert.Empty(t, items, "a text has no elements")
}

func TestSecretsAndOutputsAreOpenedAtEveryLevel(t *testing.T) {
	inner := resource.NewObjectProperty(resource.PropertyMap{
		"enabled": secretOf(true),
		"later":   resource.NewOutputProperty(resource.Output{Element: resource.NewStringProperty("x")}),
		"known":   resource.NewOutputProperty(resource.Output{Element: secretOf("x"), Known: true}),
		"hidden":  resource.NewOutputProperty(resource.Output{Element: resource.NewStringProperty("x"), Known: true, Secret: true}),
	})
	root := value(nil, nil, resource.NewObjectProperty(resource.PropertyMap{
		"profile": resource.MakeSecret(resource.NewOutputProperty(resource.Output{Element: inner, Known: true})),
	}), false)

	assert.True(t, root.At("profile", "enabled").Is(true).Yes())
	assert.True(t, root.At("profile", "later").NotKnown(), "an output without a value is not known")
	assert.True(t, root.At("profile", "known").Is("x").Yes())
	assert.True(t, root.At("profile", "hidden").Is("x").Yes())
	assert.Equal(t, "is [secret]", root.At("profile", "known").describe())
	assert.Equal(t, "is [secret]", root.At("profile").describe(), "what is around a secret is masked as well")
}

func TestComparing(t *testing.T) {
	root := rootOf(Map{"b": true, "s": "Deny", "t": "True", "f": "false", "n": 3, "m": "4", "later": Unknown, "word": "maybe"})
	for name, test := range map[string]struct {
		got  Truth
		want answer
	}{
		"truth value":                   {root.At("b").Is(true), yes},
		"other truth value":             {root.At("b").Is(false), no},
		"text that reads as true":       {root.At("t").Is(true), yes},
		"text that reads as false":      {root.At("f").Is(false), yes},
		"text that reads as neither":    {root.At("word").Is(false), no},
		"text in other case":            {root.At("s").Is("deny"), yes},
		"another text":                  {root.At("s").Is("allow"), no},
		"whole number":                  {root.At("n").Is(3), yes},
		"text that reads as a number":   {root.At("m").Is(4), yes},
		"number where a text is wanted": {root.At("n").Is("3"), no},
		"one of several":                {root.At("s").IsOneOf("Alert", "Deny"), yes},
		"none of several":               {root.At("s").IsOneOf("Alert", "Off"), no},
		"absent":                        {root.At("x").Is(true), no},
		"absent and assumed":            {root.At("x").Or(true).Is(true), yes},
		"present and assumed":           {root.At("b").Or(false).Is(false), no},
		"assumed text":                  {root.At("x").Or("Free").Is("free"), yes},
		"assumed number":                {root.At("x").Or(1).Is(1), yes},
		"unknown":                       {root.At("later").Is(true), notKnown},
		"unknown and assumed":           {root.At("later").Or(true).Is(true), notKnown},
		"unknown, one of several":       {root.At("later").IsOneOf(true, false), notKnown},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, test.got.answer) })
	}
}

func TestBeingSet(t *testing.T) {
	root := rootOf(Map{"text": "x", "empty": "", "list": []any{}, "full": []any{1}, "map": Map{}, "mapped": Map{"a": 1}, "no": false, "later": Unknown})
	for key, want := range map[string]answer{
		"text": yes, "empty": no, "list": no, "full": yes, "map": no, "mapped": yes, "no": yes, "later": notKnown, "missing": no,
	} {
		assert.Equal(t, want, root.At(key).IsSet().answer, key)
	}
}

func TestIncluding(t *testing.T) {
	root := rootOf(Map{"known": []any{"a", "b"}, "partly": []any{"a", Unknown}, "later": Unknown})
	assert.True(t, root.At("known").Includes("B").Yes())
	assert.True(t, root.At("known").Includes("c").No())
	assert.True(t, root.At("partly").Includes("a").Yes(), "a known element decides")
	assert.True(t, root.At("partly").Includes("c").NotKnown(), "an unknown element could be it")
	assert.True(t, root.At("later").Includes("a").NotKnown())
	assert.True(t, root.At("missing").Includes("a").No())
}

func TestFindingsSayWhatWasFoundAndWhatMustHold(t *testing.T) {
	root := rootOf(Map{
		"enabled": false, "mode": "Alert", "count": 2, "list": []any{"a", 1}, "map": Map{"b": true, "a": "x"}, "later": Map{"x": Unknown},
		"long": "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
	})
	for name, test := range map[string]struct {
		verdict Verdict
		want    string
	}{
		"truth value":     {root.At("enabled").MustBe(true), `enabled is false; it must be true`},
		"text":            {root.At("mode").MustBeOneOf("Deny", "Off"), `mode is "Alert"; it must be "Deny" or "Off"`},
		"three choices":   {root.At("mode").MustBeOneOf("a", "b", "c"), `mode is "Alert"; it must be "a", "b" or "c"`},
		"forbidden":       {root.At("mode").MustNotBe("Alert"), `mode is "Alert"; it must not be "Alert"`},
		"number":          {root.At("count").MustBeAtLeast(3), `count is 2; it must be at least 3`},
		"absent":          {root.At("x").MustBeSet(), `x is not set; it must be set`},
		"assumed":         {root.At("x").Or("Free").MustBe("Standard"), `x is not set, which means "Free"; it must be "Standard"`},
		"array":           {root.At("list").MustNotBeSet(), `list is ["a", 1]; it must not be set`},
		"object":          {root.At("map").MustNotBeSet(), `map is {a: "x", b: true}; it must not be set`},
		"unknown inside":  {root.At("later").MustNotBeSet(), `later is {x: [not known yet]}; it must not be set`},
		"array element":   {root.At("list").MustInclude("c"), `list is ["a", 1]; it must include "c"`},
		"resource":        {root.Fail("the thing is wrong"), `the thing is wrong`},
		"own requirement": {root.At("count").Fail("must be %d", 4), `count is 2; it must be 4`},
	} {
		t.Run(name, func(t *testing.T) {
			if assert.Len(t, test.verdict.Findings(), 1) {
				assert.Equal(t, test.want, test.verdict.Findings()[0].String())
			}
		})
	}
	long := root.At("long").MustBe("x").Findings()[0].String()
	assert.Less(t, len(long), 130, "a long value is cut")
	assert.Equal(t, "is [secret]", root.At("mode").Masked().describe())
}

func TestTruth(t *testing.T) {
	maybe := DontKnow("a.b")
	for name, test := range map[string]struct{ got, want answer }{
		"yes or maybe":  {True.Or(maybe).answer, yes},
		"maybe or yes":  {maybe.Or(True).answer, yes},
		"no or maybe":   {False.Or(maybe).answer, notKnown},
		"maybe or no":   {maybe.Or(False).answer, notKnown},
		"no or no":      {False.Or(False).answer, no},
		"no and maybe":  {False.And(maybe).answer, no},
		"maybe and no":  {maybe.And(False).answer, no},
		"yes and maybe": {True.And(maybe).answer, notKnown},
		"yes and yes":   {True.And(True).answer, yes},
		"not yes":       {True.Not().answer, no},
		"not no":        {False.Not().answer, yes},
		"not maybe":     {maybe.Not().answer, notKnown},
	} {
		assert.Equal(t, test.want, test.got, name)
	}
	assert.Equal(t, "not known yet: a.b", maybe.Undecided().Reason())
}

func TestJoiningVerdicts(t *testing.T) {
	bad := func(path string) Verdict { return failed(Finding{Path: path}) }
	for name, test := range map[string]struct {
		got     Verdict
		want    Outcome
		details int
	}{
		"all of nothing":                {All(), Passed, 0},
		"all pass":                      {All(Pass(), Pass()), Passed, 0},
		"all skip":                      {All(Skip("a"), Skip("b")), NotApplicable, 0},
		"one passes, one skips":         {All(Skip("a"), Pass()), Passed, 0},
		"one is undecided":              {All(Pass(), Undecided("x")), NotKnown, 0},
		"a failure beats the undecided": {All(Undecided("x"), bad("a"), bad("b")), Failed, 2},
		"any passes":                    {Any(bad("a"), Undecided("x"), Pass()), Passed, 0},
		"any may pass":                  {Any(bad("a"), Undecided("x")), NotKnown, 0},
		"none passes":                   {Any(bad("a"), bad("b")), Failed, 1},
		"any of nothing":                {Any(), NotApplicable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, test.got.Outcome(), test.got.Outcome().String())
			assert.Len(t, test.got.Findings(), test.details)
		})
	}
	assert.Equal(t, "not known yet: a, b", All(Undecided("a"), Undecided("a", "b")).Reason(), "each path is named once")
}

func TestCanonicalTokens(t *testing.T) {
	for token, want := range map[string]string{
		"azure-native:network/v20240501:Subnet":                    "azure-native:network:Subnet",
		"azure-native:network:Subnet":                              "azure-native:network:Subnet",
		"azure-native:insights/v20210501preview:DiagnosticSetting": "azure-native:insights:DiagnosticSetting",
		"kubernetes:core/v1:Namespace":                             "kubernetes:core:Namespace",
		"kubernetes:networking.k8s.io/v1:NetworkPolicy":            "kubernetes:networking.k8s.io:NetworkPolicy",
		"pulumi:pulumi:Stack":                                      "pulumi:pulumi:Stack",
		"landingzone:hub:Hub":                                      "landingzone:hub:Hub",
		"nonsense":                                                 "nonsense",
		"a:b":                                                      "a:b",
	} {
		assert.Equal(t, want, Canonical(token))
	}
}
