package pack

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Value is a place in the properties of a resource, with what is there: a value, nothing, or something not known yet.
// Secrets and outputs are opened on the way, at any depth; a secret is never printed.
type Value struct {
	of     *node
	step   *step
	raw    resource.PropertyValue
	state  state
	secret bool
	// assumed is what the platform assumes when the property is left out; nil when nothing was said.
	assumed any
}

type state int8

const (
	absent state = iota
	unknown
	present
)

// step is the last part of a path; the parts before it hang on parent.
type step struct {
	parent *step
	key    string
	// label is the name of an array element, or its index when it has no name.
	label string
}

// value opens secrets and outputs around pv until a plain value, nothing or an unknown is left.
func value(of *node, at *step, pv resource.PropertyValue, secret bool) Value {
	v := Value{of: of, step: at, secret: secret}
	for {
		switch {
		case pv.IsSecret():
			v.secret, pv = true, pv.SecretValue().Element
		case pv.IsOutput():
			output := pv.OutputValue()
			v.secret = v.secret || output.Secret
			if !output.Known {
				v.state = unknown
				return v
			}
			pv = output.Element
		case pv.IsComputed():
			v.state = unknown
			return v
		case pv.IsNull():
			return v
		default:
			v.raw, v.state = pv, present
			return v
		}
	}
}

// At walks down by property names. Below an unknown value everything is unknown, below an absent one absent.
func (v Value) At(names ...string) Value {
	for _, name := range names {
		v = v.child(name, func(m resource.PropertyMap) (resource.PropertyValue, bool) {
			pv, ok := m[resource.PropertyKey(name)]
			return pv, ok
		})
	}
	return v
}

// AtFold walks down by one property name whose case does not matter, as with the keys of AKS add-ons.
func (v Value) AtFold(name string) Value {
	return v.child(name, func(m resource.PropertyMap) (resource.PropertyValue, bool) {
		if pv, ok := m[resource.PropertyKey(name)]; ok {
			return pv, true
		}
		for _, key := range m.StableKeys() {
			if strings.EqualFold(string(key), name) {
				return m[key], true
			}
		}
		return resource.PropertyValue{}, false
	})
}

func (v Value) child(name string, find func(resource.PropertyMap) (resource.PropertyValue, bool)) Value {
	if v.state == unknown {
		return v
	}
	at := &step{parent: v.step, key: name}
	if v.state == present && v.raw.IsObject() {
		if pv, ok := find(v.raw.ObjectValue()); ok {
			return value(v.of, at, pv, v.secret)
		}
	}
	return Value{of: v.of, step: at, secret: v.secret}
}

// Items returns the elements of an array. known is false when the array itself is not known yet. An absent value and
// one that is no array have no elements.
func (v Value) Items() (items []Value, known bool) {
	if v.state == unknown {
		return nil, false
	}
	if v.state != present || !v.raw.IsArray() {
		return nil, true
	}
	for i, pv := range v.raw.ArrayValue() {
		item := value(v.of, &step{parent: v.step, label: strconv.Itoa(i)}, pv, v.secret)
		if name, ok := item.At("name").Text(); ok && name != "" && !item.At("name").secret {
			item.step.label = name
		}
		items = append(items, item)
	}
	return items, true
}

// Entries returns the values of an object in the order of their keys; [Value.Key] gives the key. known is false when
// the object itself is not known yet.
func (v Value) Entries() (entries []Value, known bool) {
	if v.state == unknown {
		return nil, false
	}
	if v.state != present || !v.raw.IsObject() {
		return nil, true
	}
	m := v.raw.ObjectValue()
	for _, key := range m.StableKeys() {
		entries = append(entries, value(v.of, &step{parent: v.step, key: string(key)}, m[key], v.secret))
	}
	return entries, true
}

// Key returns the last property name of the path.
func (v Value) Key() string {
	if v.step == nil {
		return ""
	}
	return v.step.key
}

// Path returns the path from the root of the properties, such as "agentPoolProfiles[npsystem].vmSize". An element of
// an array is named by its name where it has one, which survives a change of order, and by its index otherwise.
func (v Value) Path() string {
	var b strings.Builder
	v.step.write(&b)
	return b.String()
}

func (s *step) write(b *strings.Builder) {
	if s == nil {
		return
	}
	s.parent.write(b)
	switch {
	case s.label != "":
		b.WriteString("[" + s.label + "]")
	case plainKey(s.key):
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.key)
	default:
		b.WriteString("[" + strconv.Quote(s.key) + "]")
	}
}

func plainKey(key string) bool {
	return key != "" && !strings.ContainsFunc(key, func(r rune) bool {
		return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

// Or says what the platform assumes when the property is left out. The assumed value is then judged and printed as
// such.
func (v Value) Or(assumed any) Value {
	v.assumed = assumed
	return v
}

// Masked returns the value as one that is never printed, although the program did not mark it as a secret.
func (v Value) Masked() Value {
	v.secret = true
	return v
}

// NotKnown reports that the value is not known before deployment.
func (v Value) NotKnown() bool { return v.state == unknown }

// Exists reports that something is there, even if empty.
func (v Value) Exists() Truth {
	if v.state == unknown {
		return DontKnow(v.Path())
	}
	return Known(v.state == present)
}

// IsSet reports that something is there and not empty: no empty text, array or object.
func (v Value) IsSet() Truth {
	if t := v.Exists(); !t.Yes() {
		return t
	}
	switch {
	case v.raw.IsString():
		return Known(v.raw.StringValue() != "")
	case v.raw.IsArray():
		return Known(len(v.raw.ArrayValue()) > 0)
	case v.raw.IsObject():
		return Known(len(v.raw.ObjectValue()) > 0)
	default:
		return True
	}
}

// Is reports whether the value, or what the platform assumes in its absence, equals want. Texts are compared without
// case, as ARM compares its enumerations; a truth value may also be the text "true" or "False".
func (v Value) Is(want any) Truth {
	if v.state == unknown {
		return DontKnow(v.Path())
	}
	return Known(v.equals(want))
}

// IsOneOf reports whether the value equals any of the given ones.
func (v Value) IsOneOf(want ...any) Truth {
	if v.state == unknown {
		return DontKnow(v.Path())
	}
	return Known(slices.ContainsFunc(want, v.equals))
}

func (v Value) equals(want any) bool {
	switch want := want.(type) {
	case bool:
		got, ok := v.Bool()
		return ok && got == want
	case string:
		got, ok := v.Text()
		return ok && strings.EqualFold(got, want)
	default:
		wanted, isNumber := toFloat(want)
		got, ok := v.Number()
		return isNumber && ok && got == wanted
	}
}

// Text returns a known text. ok is false when there is none.
func (v Value) Text() (text string, ok bool) {
	if v.state == absent {
		text, ok = v.assumed.(string)
		return text, ok
	}
	if v.state == present && v.raw.IsString() {
		return v.raw.StringValue(), true
	}
	return "", false
}

// Bool returns a known truth value. ok is false when there is none.
func (v Value) Bool() (b, ok bool) {
	if v.state == absent {
		b, ok = v.assumed.(bool)
		return b, ok
	}
	switch {
	case v.state != present:
		return false, false
	case v.raw.IsBool():
		return v.raw.BoolValue(), true
	case v.raw.IsString():
		switch strings.ToLower(v.raw.StringValue()) {
		case "true":
			return true, true
		case "false":
			return false, true
		}
	}
	return false, false
}

// Number returns a known number; a text that reads as one counts. ok is false when there is none.
func (v Value) Number() (n float64, ok bool) {
	if v.state == absent {
		return toFloat(v.assumed)
	}
	switch {
	case v.state != present:
		return 0, false
	case v.raw.IsNumber():
		return v.raw.NumberValue(), true
	case v.raw.IsString():
		n, err := strconv.ParseFloat(v.raw.StringValue(), 64)
		return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

func toFloat(n any) (float64, bool) {
	switch n := n.(type) {
	case int:
		return float64(n), true
	case float64:
		return n, true
	default:
		return 0, false
	}
}

// Texts returns the elements of an array of texts. known is false when the array or one of its elements is not known
// yet; elements that are no text are left out.
func (v Value) Texts() (texts []string, known bool) {
	items, known := v.Items()
	for _, item := range items {
		if item.state == unknown {
			known = false
		}
		if text, ok := item.Text(); ok {
			texts = append(texts, text)
		}
	}
	return texts, known
}

// Depends reports whether the property at the top of the path was made from outputs of the given resource.
func (v Value) Depends(on resource.URN) bool {
	return slices.Contains(v.dependencies(), on)
}

func (v Value) dependencies() []resource.URN {
	if v.of == nil || v.step == nil {
		return nil
	}
	top := v.step
	for top.parent != nil {
		top = top.parent
	}
	return v.of.propertyDependencies[resource.PropertyKey(top.key)]
}
