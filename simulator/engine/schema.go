package engine

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
)

// Schema is the shape of a value, compiled from the Go structs of a published SDK (or of a service's own).
type Schema struct {
	kind     schemaKind
	name     string               // Go type name, for objects
	fields   map[string]*property // of an object
	element  *Schema              // of a list or map
	enum     []string             // of a string
	union    map[string]*Schema   // of a union: discriminator's value -> object
	selector string               // of a union: the discriminator
}

type property struct {
	*Schema
	required bool
}

type schemaKind int

const (
	kindAny schemaKind = iota
	kindString
	kindBool
	kindInt
	kindNumber
	kindList
	kindMap
	kindObject
	kindUnion
)

func (k schemaKind) String() string {
	return [...]string{"any value", "a string", "a boolean", "a whole number", "a number", "a list", "a map", "an object", "an object"}[k]
}

// elementTyped is what every argument struct and output type of the Pulumi Go SDKs implements.
type elementTyped interface{ ElementType() reflect.Type }

var elementTypedType = reflect.TypeFor[elementTyped]()

// compiler turns Go types into schemas, each only once, so that types that contain themselves end.
type compiler struct {
	vocabulary Vocabulary
	done       map[reflect.Type]*Schema
	problems   []string
	used       map[string]bool // vocabulary keys met
}

func newCompiler(v Vocabulary) *compiler {
	return &compiler{vocabulary: v, done: map[reflect.Type]*Schema{}, used: map[string]bool{}}
}

// root compiles the type behind an Args or State value.
func (c *compiler) root(v any) *Schema {
	if v == nil {
		return &Schema{kind: kindAny}
	}
	if t, ok := v.(reflect.Type); ok {
		return c.compile(t, "")
	}
	t := reflect.TypeOf(v)
	if e, ok := v.(elementTyped); ok {
		if et := e.ElementType(); et.Kind() == reflect.Struct {
			t = et
		}
	}
	return c.compile(t, "")
}

// compile returns the schema of a Go type. key is the vocabulary key of the property it stands in.
func (c *compiler) compile(t reflect.Type, key string) *Schema {
	if t.Kind() != reflect.Pointer && t.Implements(elementTypedType) {
		if e := reflect.Zero(t).Interface().(elementTyped).ElementType(); e != t {
			return c.compile(e, key)
		}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return c.compile(t.Elem(), key)
	case reflect.String:
		c.used[key] = true
		return &Schema{kind: kindString, enum: c.vocabulary.Enums[key]}
	case reflect.Bool:
		return &Schema{kind: kindBool}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return &Schema{kind: kindInt}
	case reflect.Float64, reflect.Float32:
		return &Schema{kind: kindNumber}
	case reflect.Slice:
		return &Schema{kind: kindList, element: c.compile(t.Elem(), key)}
	case reflect.Map:
		return &Schema{kind: kindMap, element: c.compile(t.Elem(), key)}
	case reflect.Struct:
		return c.object(t)
	case reflect.Interface:
		return c.open(key)
	}
	c.problems = append(c.problems, fmt.Sprintf("%s: no schema for Go type %s", key, t))
	return &Schema{kind: kindAny}
}

// open compiles a property of Go type any: a declared union, or any value at all.
func (c *compiler) open(key string) *Schema {
	c.used[key] = true
	u, ok := c.vocabulary.Unions[key]
	if !ok {
		if !slices.Contains(c.vocabulary.Any, key) {
			c.problems = append(c.problems, key+": Go type any needs a union, or to be listed as taking any value")
		}
		return &Schema{kind: kindAny}
	}
	s := &Schema{kind: kindUnion, selector: u.Discriminator, union: map[string]*Schema{}}
	for value, t := range u.Types {
		s.union[value] = c.compile(t, key)
	}
	return s
}

func (c *compiler) object(t reflect.Type) *Schema {
	if s, ok := c.done[t]; ok {
		return s
	}
	s := &Schema{kind: kindObject, name: t.Name(), fields: map[string]*property{}}
	c.done[t] = s
	for f := range structFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("pulumi"), ",")
		if name == "" {
			continue
		}
		key := t.Name() + "." + name
		required := slices.Contains(c.vocabulary.Required, key)
		if required {
			c.used[key] = true
		}
		switch f.Type.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		default:
			required = true
		}
		s.fields[name] = &property{Schema: c.compile(f.Type, key), required: required}
	}
	return s
}

// structFields yields the exported fields of a struct that are its own.
func structFields(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && !f.Anonymous && !yield(f) {
				return
			}
		}
	}
}

// property returns the schema of an object's property, or nil.
func (s *Schema) property(name string) *Schema {
	if p, ok := s.fields[name]; ok {
		return p.Schema
	}
	return nil
}

// requires reports whether an object demands a property.
func (s *Schema) requires(name string) bool {
	p, ok := s.fields[name]
	return ok && p.required
}

// choose returns the object of a union that a value selects; nil when it selects none.
func (s *Schema) choose(v Value) *Schema {
	given := v.At(s.selector).Text()
	for value, object := range s.union {
		if strings.EqualFold(value, given) {
			return object
		}
	}
	return nil
}

// validate records what is wrong with the shape of a value.
func (s *Schema) validate(c *Check, v Value, subject string) {
	if v.Absent() || !v.Known() || s.kind == kindAny {
		return
	}
	wrong := func() {
		c.Failf(v, CodeInvalidRequestContent, "'%s' of %s must be %s, but %s was given", v.Path(), subject, s.kind, describe(v.raw))
	}
	switch s.kind {
	case kindString:
		text, ok := v.raw.(string)
		if !ok {
			wrong()
			return
		}
		if len(s.enum) > 0 && !slices.ContainsFunc(s.enum, func(e string) bool { return strings.EqualFold(e, text) }) {
			c.Failf(v, CodeInvalidRequestContent, "'%s' of %s has the value '%s'; possible values are: %s",
				v.Path(), subject, text, strings.Join(s.enum, ", "))
		}
	case kindBool:
		if _, ok := v.raw.(bool); !ok {
			wrong()
		}
	case kindInt, kindNumber:
		n, ok := v.raw.(float64)
		if !ok || s.kind == kindInt && n != math.Trunc(n) {
			wrong()
		}
	case kindList:
		if _, ok := v.raw.([]any); !ok {
			wrong()
		}
		for _, item := range v.Items() {
			s.element.validate(c, item, subject)
		}
	case kindMap:
		if _, ok := v.raw.(map[string]any); !ok {
			wrong()
		}
		for _, key := range v.Keys() {
			s.element.validate(c, v.At(key), subject)
		}
	case kindUnion:
		s.validateUnion(c, v, subject)
	case kindObject:
		s.validateObject(c, v, subject)
	}
}

func (s *Schema) validateUnion(c *Check, v Value, subject string) {
	if _, ok := v.raw.(map[string]any); !ok {
		c.Failf(v, CodeInvalidRequestContent, "'%s' of %s must be an object, but %s was given", v.Path(), subject, describe(v.raw))
		return
	}
	if !v.At(s.selector).Known() {
		return
	}
	object := s.choose(v)
	if object == nil {
		at := v.At(s.selector)
		c.Failf(at, CodeInvalidRequestContent, "'%s' of %s has the value '%s'; possible values are: %s",
			at.Path(), subject, at.Text(), strings.Join(slices.Sorted(maps.Keys(s.union)), ", "))
		return
	}
	object.validate(c, v, subject)
}

func (s *Schema) validateObject(c *Check, v Value, subject string) {
	if _, ok := v.raw.(map[string]any); !ok {
		c.Failf(v, CodeInvalidRequestContent, "'%s' of %s must be an object, but %s was given", v.Path(), subject, describe(v.raw))
		return
	}
	for _, name := range v.Keys() {
		at := v.At(name)
		if p, ok := s.fields[name]; ok {
			p.validate(c, at, subject)
		} else if !strings.HasPrefix(name, "__") && at.Present() { // "__" is the engine's own
			c.Fail(at, &Error{Code: CodeInvalidRequestContent.Name, Status: CodeInvalidRequestContent.Status,
				Source:  CodeInvalidRequestContent.Source,
				Message: fmt.Sprintf("'%s' is no property of %s%s", at.Path(), subject, suggestion(name, s.fields))})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.fields)) {
		if at := v.At(name); s.fields[name].required && at.Absent() {
			c.Fail(at, &Error{Message: fmt.Sprintf("missing required property '%s' of %s", at.Path(), subject)})
		}
	}
}

// describe names a JSON value in an error.
func describe(raw any) string {
	switch raw := raw.(type) {
	case string:
		return fmt.Sprintf("the string %q", raw)
	case bool:
		return fmt.Sprintf("the boolean %t", raw)
	case float64:
		return fmt.Sprintf("the number %v", raw)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprintf("%v", raw)
}

// suggestion returns a hint at the property that was probably meant, or "".
func suggestion(name string, fields map[string]*property) string {
	for _, known := range slices.Sorted(maps.Keys(fields)) {
		if strings.EqualFold(strings.ReplaceAll(known, "_", ""), strings.ReplaceAll(name, "_", "")) ||
			strings.EqualFold(known+"s", name) || strings.EqualFold(known, name+"s") {
			return fmt.Sprintf(" (did you mean '%s'?)", known)
		}
	}
	return ""
}

// unmet returns what is wrong with a service's description: properties that take any value without saying so, and
// vocabulary for properties that no struct has.
func (c *compiler) unmet() []error {
	var errs []error
	for _, p := range c.problems {
		errs = append(errs, errors.New(p))
	}
	check := func(key string) {
		if !c.used[key] {
			errs = append(errs, fmt.Errorf("the vocabulary speaks of %s, which no type has", key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.vocabulary.Enums)) {
		check(key)
	}
	for _, key := range slices.Concat(c.vocabulary.Required, c.vocabulary.Any, slices.Sorted(maps.Keys(c.vocabulary.Unions))) {
		check(key)
	}
	return errs
}
