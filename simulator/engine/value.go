package engine

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// unknown is the type of [Unknown].
type unknown struct{}

// Unknown stands, inside inputs and previewed outputs, for a value that is not known before the deployment.
// It is never stored.
var Unknown any = unknown{}

// IsUnknown reports whether v is [Unknown] itself; a list or object that contains an unknown is not.
func IsUnknown(v any) bool {
	_, ok := v.(unknown)
	return ok
}

// Value is a place in a tree of properties: what stands there, and the path that leads to it. Navigation never fails:
// what is not there is absent, and everything below an unknown is unknown. The zero Value is absent.
type Value struct {
	path string
	raw  any
}

// Of returns the root of a tree. raw is a JSON value, [Unknown], or nil.
func Of(raw any) Value { return Value{raw: raw} }

// At returns the property that the keys lead to, one key per level.
func (v Value) At(keys ...string) Value {
	for _, key := range keys {
		next := Value{path: joinPath(v.path, key)}
		switch raw := v.raw.(type) {
		case unknown:
			next.raw = Unknown
		case map[string]any:
			next.raw = raw[key]
		}
		v = next
	}
	return v
}

// Items returns the elements of a list, each with its path; none when the value is absent, unknown or no list.
func (v Value) Items() []Value {
	list, _ := v.raw.([]any)
	items := make([]Value, len(list))
	for i, raw := range list {
		items[i] = Value{path: v.path + "[" + strconv.Itoa(i) + "]", raw: raw}
	}
	return items
}

// Keys returns the property names of an object, sorted.
func (v Value) Keys() []string {
	object, _ := v.raw.(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

// Path returns where the value stands, such as "subnets[1].addressPrefix"; "" for the root.
func (v Value) Path() string { return v.path }

// Raw returns the JSON value or [Unknown]; nil when absent.
func (v Value) Raw() any { return v.raw }

// Present reports whether something stands here, be it unknown.
func (v Value) Present() bool { return v.raw != nil }

// Absent reports whether nothing stands here.
func (v Value) Absent() bool { return v.raw == nil }

// Known reports whether this value is not an unknown; an absent value is known to be absent, and a list that is known
// may still contain unknown elements.
func (v Value) Known() bool { return !IsUnknown(v.raw) }

// KnownThroughout reports whether neither this value nor anything inside it is unknown.
func (v Value) KnownThroughout() bool { return !containsUnknown(v.raw) }

// Text returns a string, or "" for everything else.
func (v Value) Text() string {
	s, _ := v.raw.(string)
	return s
}

// TextOr returns a string, or otherwise the default that Azure applies when nothing was given. An unknown gives "".
func (v Value) TextOr(otherwise string) string {
	if v.Absent() {
		return otherwise
	}
	return v.Text()
}

// Texts returns the strings of a list, leaving out elements that are not strings.
func (v Value) Texts() []string {
	var texts []string
	for _, item := range v.Items() {
		if s, ok := item.raw.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}

// Bool returns a boolean, or false for everything else.
func (v Value) Bool() bool {
	b, _ := v.raw.(bool)
	return b
}

// BoolOr returns a boolean, or otherwise when nothing was given. An unknown gives false.
func (v Value) BoolOr(otherwise bool) bool {
	if v.Absent() {
		return otherwise
	}
	return v.Bool()
}

// Int returns a whole number, or 0 for everything else.
func (v Value) Int() int {
	f, _ := v.raw.(float64)
	if f != math.Trunc(f) {
		return 0
	}
	return int(f)
}

// IntOr returns a whole number, or otherwise when nothing was given. An unknown gives 0.
func (v Value) IntOr(otherwise int) int {
	if v.Absent() {
		return otherwise
	}
	return v.Int()
}

// ID parses the value as an ARM ID; ok is false for everything else.
func (v Value) ID() (id azure.ID, ok bool) {
	s, isText := v.raw.(string)
	if !isText {
		return azure.ID{}, false
	}
	id, err := azure.ParseID(s)
	return id, err == nil
}

// Walk calls visit for every value below v that is neither list nor object, unknowns included, in a fixed order.
func (v Value) Walk(visit func(Value)) {
	switch v.raw.(type) {
	case map[string]any:
		for _, key := range v.Keys() {
			v.At(key).Walk(visit)
		}
	case []any:
		for _, item := range v.Items() {
			item.Walk(visit)
		}
	case nil:
	default:
		visit(v)
	}
}

// joinPath appends a property name to a path.
func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func containsUnknown(raw any) bool {
	switch raw := raw.(type) {
	case unknown:
		return true
	case map[string]any:
		for _, v := range raw {
			if containsUnknown(v) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(raw, containsUnknown)
	}
	return false
}

// Clone returns a deep copy of a JSON value.
func Clone(raw any) any {
	switch raw := raw.(type) {
	case map[string]any:
		return cloneObject(raw)
	case []any:
		list := make([]any, len(raw))
		for i, v := range raw {
			list[i] = Clone(v)
		}
		return list
	}
	return raw
}

func cloneObject(object map[string]any) map[string]any {
	if object == nil {
		return nil
	}
	clone := make(map[string]any, len(object))
	for k, v := range object {
		clone[k] = Clone(v)
	}
	return clone
}

// Equal compares two JSON values. A null property equals one that is absent, since ARM makes no difference; an unknown
// equals nothing, itself included.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case unknown:
		return false
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return false
		}
		for k, v := range a {
			if !Equal(v, b[k]) {
				return false
			}
		}
		for k, v := range b {
			if _, seen := a[k]; !seen && v != nil {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, Equal)
	}
	return !IsUnknown(b) && isScalar(b) && a == b
}

func isScalar(raw any) bool {
	switch raw.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// normalise turns the Go values that are handy in a service's code (ints, []string, map[string]string, []map[string]any)
// into JSON values.
func normalise(v any) any {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case []string:
		list := make([]any, len(v))
		for i, s := range v {
			list[i] = s
		}
		return list
	case []map[string]any:
		list := make([]any, len(v))
		for i, m := range v {
			list[i] = normalise(m)
		}
		return list
	case map[string]string:
		object := make(map[string]any, len(v))
		for k, s := range v {
			object[k] = s
		}
		return object
	case map[string]any:
		object := make(map[string]any, len(v))
		for k, e := range v {
			object[k] = normalise(e)
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = normalise(e)
		}
		return list
	}
	return v
}
