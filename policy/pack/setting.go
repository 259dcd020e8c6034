package pack

import (
	"fmt"
	"math"
	"regexp"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Kind is the type of a [Setting].
type Kind string

const (
	// StringList is a list of texts.
	StringList Kind = "list of texts"
	// Number is a whole number.
	Number Kind = "whole number"
	// Flag is a truth value.
	Flag Kind = "truth value"
	// ClassName is an environment class. It is used when the configuration of the stack does not state one. At most one
	// rule of a pack has such a setting.
	ClassName Kind = "environment class"
	// ExemptionList is a list of [Exemption]. At most one rule of a pack has such a setting.
	ExemptionList Kind = "list of exemptions"
)

// Setting is one thing that the policy configuration may change about a rule.
type Setting struct {
	// Name is the key in the configuration, in camelCase.
	Name string
	// Kind is the type of the value.
	Kind Kind
	// Description says what the setting does, for the generated page.
	Description string
	// Default is used when nothing is configured: []string, int or bool. The two special kinds have none.
	Default any
	// Pattern, for a list of texts, is what each element must match; nil allows any text that is not empty.
	Pattern *regexp.Regexp
	// Form, for a list of texts with a pattern, says in words what an element looks like ("a minor such as 1.36").
	Form string
	// Min is the smallest allowed whole number.
	Min int
}

// decode checks a configured value and brings it into the form that rules read.
func (s Setting) decode(raw any) (any, error) {
	switch s.Kind {
	case StringList:
		return s.decodeStrings(raw)
	case Number:
		n, ok := toFloat(raw)
		if !ok || n != math.Trunc(n) {
			return nil, fmt.Errorf("%v is not a whole number", raw)
		}
		if n < float64(s.Min) {
			return nil, fmt.Errorf("%v is below %d", raw, s.Min)
		}
		return int(n), nil
	case Flag:
		b, ok := raw.(bool)
		if !ok {
			return nil, fmt.Errorf("%v is neither true nor false", raw)
		}
		return b, nil
	case ClassName:
		text, ok := raw.(string)
		if !ok {
			return nil, fmt.Errorf("%v is not an environment class; use dev, qa or prod", raw)
		}
		return ParseClass(text)
	case ExemptionList:
		return decodeExemptions(raw)
	default:
		return nil, fmt.Errorf("the setting has an unknown kind %q", s.Kind)
	}
}

func (s Setting) decodeStrings(raw any) (any, error) {
	var list []string
	switch raw := raw.(type) {
	case []string:
		list = raw
	case []any:
		for i, element := range raw {
			text, ok := element.(string)
			if !ok {
				return nil, fmt.Errorf("element %d: %v is not a text", i, element)
			}
			list = append(list, text)
		}
	default:
		return nil, fmt.Errorf("%v is not a list of texts", raw)
	}
	for i, text := range list {
		switch {
		case text == "":
			return nil, fmt.Errorf("element %d is empty", i)
		case s.Pattern != nil && !s.Pattern.MatchString(text):
			return nil, fmt.Errorf("element %d: %q is not %s", i, text, s.Form)
		}
	}
	return list, nil
}

// schema describes the setting to the engine, which checks the configuration and fills in the default.
func (s Setting) schema() plugin.JSONSchema {
	schema := plugin.JSONSchema{"description": s.Description}
	switch s.Kind {
	case StringList:
		items := map[string]any{"type": "string", "minLength": 1}
		if s.Pattern != nil {
			items["pattern"] = s.Pattern.String()
		}
		schema["type"], schema["items"] = "array", items
		defaults := []any{}
		if list, ok := s.Default.([]string); ok {
			for _, text := range list {
				defaults = append(defaults, text)
			}
		}
		schema["default"] = defaults
	case Number:
		schema["type"], schema["minimum"], schema["default"] = "integer", s.Min, s.Default
	case Flag:
		schema["type"], schema["default"] = "boolean", s.Default
	case ClassName:
		schema["type"], schema["enum"] = "string", []any{string(Dev), string(QA), string(Prod)}
	case ExemptionList:
		// Only the type is left to the engine: an incomplete exemption is a violation that names it, not a pack that
		// does not start.
		schema["type"] = "array"
		schema["items"] = map[string]any{"type": "object"}
	}
	return schema
}

func settingsSchema(settings []Setting) *plugin.AnalyzerPolicyConfigSchema {
	if len(settings) == 0 {
		return nil
	}
	schema := &plugin.AnalyzerPolicyConfigSchema{Properties: map[string]plugin.JSONSchema{}}
	for _, s := range settings {
		schema.Properties[s.Name] = s.schema()
	}
	return schema
}
