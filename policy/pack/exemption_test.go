package pack

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func complete() Exemption {
	return Exemption{Rule: "r", Resource: "web", Owner: "team", Reason: "because", Expires: "2026-11-30"}
}

func TestAnExemptionHoldsUntilTheEndOfItsLastDay(t *testing.T) {
	rules := map[string]bool{"r": true}
	e := complete()
	for at, holds := range map[string]bool{
		"2026-11-21T12:00:00Z": true,
		"2026-11-30T23:59:59Z": true,
		"2026-12-01T00:00:00Z": false,
		"2027-11-30T00:00:00Z": false,
	} {
		now, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		assert.Equal(t, holds, len(e.problems(now, rules)) == 0, at)
	}
}

func TestWhatIsWrongWithAnExemptionIsSaid(t *testing.T) {
	rules := map[string]bool{"r": true, "reporter": false}
	for name, test := range map[string]struct {
		change func(*Exemption)
		want   string
	}{
		"rule missing":            {func(e *Exemption) { e.Rule = "" }, "rule is missing"},
		"resource missing":        {func(e *Exemption) { e.Resource = "" }, "resource is missing"},
		"owner missing":           {func(e *Exemption) { e.Owner = "" }, "owner is missing"},
		"reason missing":          {func(e *Exemption) { e.Reason = "" }, "reason is missing"},
		"expiry missing":          {func(e *Exemption) { e.Expires = "" }, "expires is missing"},
		"no day":                  {func(e *Exemption) { e.Expires = "31.12.2026" }, `not "31.12.2026"`},
		"no such day":             {func(e *Exemption) { e.Expires = "2026-02-30" }, `not "2026-02-30"`},
		"expired":                 {func(e *Exemption) { e.Expires = "2026-11-20" }, "expired on 2026-11-20; owner team"},
		"no such rule":            {func(e *Exemption) { e.Rule = "s" }, "no rule that can be exempted"},
		"from the rule itself":    {func(e *Exemption) { e.Rule = "reporter" }, "no rule that can be exempted"},
		"field that nobody knows": {func(e *Exemption) { e.stray = []string{"expire"} }, `"expire" means nothing`},
	} {
		t.Run(name, func(t *testing.T) {
			e := complete()
			test.change(&e)
			problems := e.problems(noon, rules)
			require.Len(t, problems, 1)
			assert.Contains(t, problems[0], test.want)
			assert.Contains(t, problems[0], "exceptions[0]")
		})
	}
	assert.Empty(t, complete().problems(noon, rules))
}

func TestReadingExemptions(t *testing.T) {
	read, err := decodeExemptions([]any{
		map[string]any{"rule": " r ", "resource": "web", "owner": "team", "reason": "because", "expires": "2026-11-30"},
		map[string]any{"rule": "r", "oops": "x", "also": "y"},
	})
	require.NoError(t, err)
	assert.Equal(t, []Exemption{
		complete(),
		{Rule: "r", stray: []string{"also", "oops"}, index: 1},
	}, read)

	for name, raw := range map[string]any{
		"no list":     map[string]any{},
		"no object":   []any{"r"},
		"no text":     []any{map[string]any{"rule": 7}},
		"no text yet": []any{map[string]any{"expires": map[string]any{}}},
	} {
		_, err := decodeExemptions(raw)
		assert.Error(t, err, name)
	}
}

func TestWhichResourceAnExemptionCovers(t *testing.T) {
	const urn = "urn:pulumi:prod::aks-landing-zone::landingzone:cluster:Cluster$azure-native:containerservice/v20241001:AgentPool::cluster-npgpu"
	for pattern, want := range map[string]bool{
		"cluster-npgpu":             true,
		urn:                         true,
		"*AgentPool::cluster-npgpu": true,
		"cluster-*":                 true,
		"*":                         true,
		"cluster":                   false,
		"npgpu":                     false,
		"*AgentPool::cluster-np":    false,
		"urn:pulumi:dev::*":         false,
		"":                          false,
	} {
		e := complete()
		e.Resource = pattern
		assert.Equal(t, want, e.covers(urn), pattern)
	}
	e := complete()
	assert.False(t, e.covers(""), "the stack as a whole needs the pattern *")
	e.Resource = "*"
	assert.True(t, e.covers(""))
}

// A pattern made from a text by putting stars for parts of it matches that text; without a star nothing else does.
func TestGlobMatchesWhatItWasMadeFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[a-c:$/]{0,4}`), 1, 6).Draw(t, "parts")
		stars := rapid.SliceOfN(rapid.Bool(), len(parts), len(parts)).Draw(t, "stars")
		var pattern, text strings.Builder
		anyStar := false
		for i, part := range parts {
			text.WriteString(part)
			if stars[i] {
				pattern.WriteString("*")
				anyStar = true
			} else {
				pattern.WriteString(part)
			}
		}
		if !matchGlob(pattern.String(), text.String()) {
			t.Fatalf("%q does not match %q", pattern.String(), text.String())
		}
		if !anyStar && matchGlob(pattern.String(), text.String()+"x") {
			t.Fatalf("%q matches more than itself", pattern.String())
		}
	})
}

func FuzzReadingExemptionsNeverPanics(f *testing.F) {
	f.Add("aks-private-cluster", "*", "2026-11-30")
	f.Add("", "*a**b*", "2026-13-01")
	f.Fuzz(func(t *testing.T, rule, resource, expires string) {
		read, err := decodeExemptions([]any{map[string]any{"rule": rule, "resource": resource, "expires": expires, "owner": "o", "reason": "r"}})
		if err != nil {
			t.Fatalf("texts are always readable: %v", err)
		}
		if problems := read[0].problems(noon, map[string]bool{rule: true}); len(problems) == 0 {
			if _, err := time.Parse(dateForm, strings.TrimSpace(expires)); err != nil {
				t.Fatalf("%q passes for a day", expires)
			}
		}
		read[0].covers("urn:pulumi:s::p::t::n")
	})
}
