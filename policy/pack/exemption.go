package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Exemption lets one rule pass over some resources for a while. It takes effect only when it is complete and has not
// expired.
type Exemption struct {
	// Rule is the ID of the rule. There is no wildcard: an exemption from every rule is no exemption.
	Rule string
	// Resource names what is exempt: a Pulumi name, or a URN in which * stands for any run of characters. "*" alone is
	// any resource and the stack as a whole.
	Resource string
	// Owner is the person or team that answers for it.
	Owner string
	// Reason says why the rule cannot be kept.
	Reason string
	// Expires is the last day on which it holds, as YYYY-MM-DD in UTC.
	Expires string

	// stray lists keys that mean nothing, so that a mistyped one is reported.
	stray []string
	// index is the position in the configuration.
	index int
}

const dateForm = "2006-01-02"

func decodeExemptions(raw any) ([]Exemption, error) {
	list, ok := raw.([]any)
	if !ok {
		return nil, fmt.Errorf("%v is not a list of exemptions", raw)
	}
	exemptions := make([]Exemption, 0, len(list))
	for i, element := range list {
		fields, ok := element.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("element %d: %v is not an object with rule, resource, owner, reason and expires", i, element)
		}
		e := Exemption{index: i}
		known := map[string]*string{
			"rule": &e.Rule, "resource": &e.Resource, "owner": &e.Owner, "reason": &e.Reason, "expires": &e.Expires,
		}
		for key, v := range fields {
			target, isKnown := known[key]
			if !isKnown {
				e.stray = append(e.stray, key)
				continue
			}
			text, isText := v.(string)
			if !isText {
				return nil, fmt.Errorf("element %d: %s: %v is not a text", i, key, v)
			}
			*target = strings.TrimSpace(text)
		}
		slices.Sort(e.stray)
		exemptions = append(exemptions, e)
	}
	return exemptions, nil
}

// problems says what keeps the exemption from taking effect; nothing when it does.
func (e Exemption) problems(now time.Time, rules map[string]bool) []string {
	var problems []string
	report := func(format string, args ...any) {
		problems = append(problems, fmt.Sprintf("exceptions[%d] (%s): ", e.index, e.label())+fmt.Sprintf(format, args...))
	}
	for _, field := range []struct{ name, value string }{
		{"rule", e.Rule}, {"resource", e.Resource}, {"owner", e.Owner}, {"reason", e.Reason}, {"expires", e.Expires},
	} {
		if field.value == "" {
			report("%s is missing", field.name)
		}
	}
	for _, key := range e.stray {
		report("%q means nothing here; the fields are rule, resource, owner, reason and expires", key)
	}
	if e.Rule != "" && !rules[e.Rule] {
		report("no rule that can be exempted has this name")
	}
	if e.Expires != "" {
		switch end, err := e.end(); {
		case err != nil:
			report("expires must be a day as YYYY-MM-DD, not %q", e.Expires)
		case !now.Before(end):
			report("expired on %s; owner %s", e.Expires, orUnknown(e.Owner))
		}
	}
	return problems
}

func (e Exemption) label() string { return orUnknown(e.Rule) + " on " + orUnknown(e.Resource) }

func orUnknown(s string) string {
	if s == "" {
		return "not named"
	}
	return s
}

// end is the first moment at which the exemption no longer holds.
func (e Exemption) end() (time.Time, error) {
	day, err := time.Parse(dateForm, e.Expires)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the day of expiry: %w", err)
	}
	return day.AddDate(0, 0, 1), nil
}

// covers reports whether the exemption speaks of the resource; an empty URN is the stack as a whole.
func (e Exemption) covers(urn resource.URN) bool {
	if urn == "" {
		return e.Resource == "*"
	}
	// A URN is urn:pulumi:<stack>::<project>::<types>::<name>.
	parts := strings.SplitN(string(urn), "::", 4)
	return matchGlob(e.Resource, string(urn)) || matchGlob(e.Resource, parts[len(parts)-1])
}

// matchGlob matches text against a pattern in which * stands for any run of characters, also none.
func matchGlob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	first, middle, last := parts[0], parts[1:len(parts)-1], parts[len(parts)-1]
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, part := range middle {
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}
