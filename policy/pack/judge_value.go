package pack

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Fail is the verdict that this value violates the rule. The requirement has no subject: "must be set".
func (v Value) Fail(format string, args ...any) Verdict {
	f := Finding{Path: v.Path(), Requirement: fmt.Sprintf(format, args...)}
	if v.of != nil {
		f.URN = v.of.urn
	}
	if f.Path != "" {
		f.Value = v.describe()
	}
	return failed(f)
}

// Undecided is the verdict that this value is needed and not known yet.
func (v Value) Undecided() Verdict { return Undecided(v.Path()) }

// demand turns an answer into a verdict on this value.
func (v Value) demand(t Truth, requirement string) Verdict {
	return When(t, Pass, func() Verdict { return v.Fail("%s", requirement) })
}

// MustBe demands that the value, or what the platform assumes in its absence, equals want.
func (v Value) MustBe(want any) Verdict { return v.demand(v.Is(want), "must be "+quote(want)) }

// MustBeOneOf demands that the value equals one of the given ones.
func (v Value) MustBeOneOf(want ...any) Verdict {
	return v.demand(v.IsOneOf(want...), "must be "+alternatives(want))
}

// MustNotBe demands that the value equals none of the given ones. An absent value without an assumption passes.
func (v Value) MustNotBe(bad ...any) Verdict {
	return v.demand(v.IsOneOf(bad...).Not(), "must not be "+alternatives(bad))
}

// MustBeSet demands that something is there and not empty.
func (v Value) MustBeSet() Verdict { return v.demand(v.IsSet(), "must be set") }

// MustNotBeSet demands that nothing is there, or something empty.
func (v Value) MustNotBeSet() Verdict { return v.demand(v.IsSet().Not(), "must not be set") }

// MustBeAtLeast demands a number, or an assumed one, that is at least n.
func (v Value) MustBeAtLeast(n float64) Verdict {
	return v.MustMatch("must be at least "+formatNumber(n), func(v Value) bool {
		got, ok := v.Number()
		return ok && got >= n
	})
}

// MustMatch demands that the known value satisfies ok. An absent value is handed to ok as well.
func (v Value) MustMatch(requirement string, ok func(Value) bool) Verdict {
	if v.state == unknown {
		return v.Undecided()
	}
	if ok(v) {
		return Pass()
	}
	return v.Fail("%s", requirement)
}

// MustInclude demands an array of texts that holds the given one.
func (v Value) MustInclude(text string) Verdict {
	return v.demand(v.Includes(text), "must include "+quote(text))
}

// Includes reports whether an array of texts holds the given one. An element that is not known could be it.
func (v Value) Includes(text string) Truth {
	items, known := v.Items()
	if !known {
		return DontKnow(v.Path())
	}
	found := False
	for _, item := range items {
		found = found.Or(item.Is(text))
	}
	return found
}

// Each judges every element of an array; all must hold. An array that is not known leaves the verdict undecided, an
// absent or empty one passes.
func (v Value) Each(check func(Value) Verdict) Verdict {
	items, known := v.Items()
	if !known {
		return v.Undecided()
	}
	verdicts := make([]Verdict, 0, len(items))
	for _, item := range items {
		verdicts = append(verdicts, check(item))
	}
	return All(verdicts...)
}

// describe says what is there, as the verb and object of a sentence.
func (v Value) describe() string {
	switch {
	case v.state == unknown:
		return "is not known yet"
	case v.state == absent && v.assumed != nil:
		return "is not set, which means " + quote(v.assumed)
	case v.state == absent:
		return "is not set"
	case v.secret:
		return "is [secret]"
	default:
		return "is " + abbreviate(render(v.raw))
	}
}

const longestPrinted = 80

func abbreviate(s string) string {
	if runes := []rune(s); len(runes) > longestPrinted {
		return string(runes[:longestPrinted]) + "..."
	}
	return s
}

// render prints a value without opening what is secret or not known inside it.
func render(pv resource.PropertyValue) string {
	switch {
	case pv.IsSecret(), pv.IsOutput() && pv.OutputValue().Secret:
		return "[secret]"
	case pv.IsOutput() && pv.OutputValue().Known:
		return render(pv.OutputValue().Element)
	case pv.IsOutput(), pv.IsComputed():
		return "[not known yet]"
	case pv.IsString():
		return strconv.Quote(pv.StringValue())
	case pv.IsNumber():
		return formatNumber(pv.NumberValue())
	case pv.IsArray():
		parts := make([]string, 0, len(pv.ArrayValue()))
		for _, element := range pv.ArrayValue() {
			parts = append(parts, render(element))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case pv.IsObject():
		m := pv.ObjectValue()
		parts := make([]string, 0, len(m))
		for _, key := range m.StableKeys() {
			parts = append(parts, string(key)+": "+render(m[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return fmt.Sprint(pv.V)
	}
}

func quote(v any) string {
	if text, ok := v.(string); ok {
		return strconv.Quote(text)
	}
	if n, ok := toFloat(v); ok {
		return formatNumber(n)
	}
	return fmt.Sprint(v)
}

func formatNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func alternatives(values []any) string {
	quoted := make([]string, 0, len(values))
	for _, v := range values {
		quoted = append(quoted, quote(v))
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}
