package field

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

// Error is one mistake in the configuration, told in five parts: where it is, what was given, the rule it breaks,
// the way out, and where the rule comes from.
type Error struct {
	// Path is the place of the mistake. Required.
	Path Path
	// Value is what was given; nil when nothing was. A secret is never put here.
	Value any
	// Rule says what is wrong with it, in words that follow the value: "is below minCount 3".
	Rule string
	// Remedy says what to write instead, as an imperative: "choose 3 to 1000".
	Remedy string
	// Source is the page the rule was read from; empty where the rule is the landing zone's own.
	Source string
}

// Error returns the parts in one line, and the source in a second one.
func (e Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Path))
	b.WriteString(": ")
	if e.Value != nil {
		b.WriteString(show(e.Value))
		b.WriteString(" ")
	}
	b.WriteString(e.Rule)
	if e.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(e.Remedy)
	}
	if e.Source != "" {
		fmt.Fprintf(&b, "\n    (%s)", e.Source)
	}
	return b.String()
}

// show prints scalars as the user wrote them and everything else as JSON, shortened: an error is one line.
func show(value any) string {
	const longest = 80
	text := fmt.Sprint(value)
	switch v := value.(type) {
	case string:
		text = fmt.Sprintf("%q", v)
	case map[string]any, []any, []string:
		if encoded, err := json.Marshal(v); err == nil {
			text = string(encoded)
		}
	}
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "..."
	}
	return text
}

// Errors is a list of mistakes.
type Errors []Error

// Add appends one mistake.
func (e *Errors) Add(err Error) { *e = append(*e, err) }

// Append appends all mistakes of another list.
func (e *Errors) Append(other Errors) { *e = append(*e, other...) }

// In returns nil when there is no mistake, and otherwise an error that lists all of them, sorted by path, each
// beginning with the file it is in.
func (e Errors) In(file string) error {
	if len(e) == 0 {
		return nil
	}
	sorted := append(Errors(nil), e...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Path < sorted[j].Path })
	return &Invalid{File: file, Errors: sorted}
}

// Invalid is a configuration with at least one mistake.
type Invalid struct {
	// File is the name of the stack file, for example Pulumi.prod.yaml.
	File string
	// Errors is never empty and sorted by path.
	Errors Errors
}

// Error lists every mistake on a line of its own.
func (e *Invalid) Error() string {
	noun := "mistakes"
	if len(e.Errors) == 1 {
		noun = "mistake"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s has %d %s:", e.File, len(e.Errors), noun)
	for _, mistake := range e.Errors {
		fmt.Fprintf(&b, "\n  %s: %s", e.File, mistake.Error())
	}
	return b.String()
}
