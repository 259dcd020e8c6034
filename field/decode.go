package field

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// Defaulter is implemented by settings structs that have defaults. Decode calls it on every new struct before it
// decodes the given keys over it, so that what the configuration says wins.
type Defaulter interface {
	SetDefaults(class environment.Class)
}

// Decode writes raw (what encoding/json makes of JSON: maps, lists, strings, numbers, booleans, nil) into the
// struct, map or slice that into points to. Field names are those of the json tags. It refuses unknown keys, with
// the nearest known one, and values of the wrong type, and goes on after each, so that one run reports all of
// them. A nil raw leaves the defaults.
func Decode(path Path, raw any, into any, class environment.Class) Errors {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		panic(fmt.Sprintf("field.Decode needs a non-nil pointer, not %T", into))
	}
	d := decoder{class: class}
	d.setDefaults(target.Elem())
	if raw != nil {
		d.decode(path, raw, target.Elem())
	}
	return d.errors
}

type decoder struct {
	class  environment.Class
	errors Errors
}

func (d *decoder) setDefaults(target reflect.Value) {
	if target.CanAddr() {
		if defaulter, ok := target.Addr().Interface().(Defaulter); ok {
			defaulter.SetDefaults(d.class)
		}
	}
}

func (d *decoder) decode(path Path, raw any, target reflect.Value) {
	switch target.Kind() {
	case reflect.Pointer:
		if target.IsNil() {
			target.Set(reflect.New(target.Type().Elem()))
			d.setDefaults(target.Elem())
		}
		d.decode(path, raw, target.Elem())
	case reflect.Struct:
		d.decodeStruct(path, raw, target)
	case reflect.Slice:
		d.decodeSlice(path, raw, target)
	case reflect.Map:
		d.decodeMap(path, raw, target)
	case reflect.String:
		text, ok := raw.(string)
		if !ok {
			d.wrongType(path, raw, "text")
			return
		}
		target.SetString(text)
	case reflect.Bool:
		value, ok := raw.(bool)
		if !ok {
			d.wrongType(path, raw, "true or false")
			return
		}
		target.SetBool(value)
	case reflect.Int:
		number, ok := wholeNumber(raw)
		if !ok {
			d.wrongType(path, raw, "a whole number")
			return
		}
		target.SetInt(number)
	case reflect.Float64:
		number, ok := anyNumber(raw)
		if !ok {
			d.wrongType(path, raw, "a number")
			return
		}
		target.SetFloat(number)
	case reflect.Interface:
		target.Set(reflect.ValueOf(raw))
	default:
		panic(fmt.Sprintf("field.Decode: no rule for %s at %s", target.Type(), path))
	}
}

func (d *decoder) decodeStruct(path Path, raw any, target reflect.Value) {
	object, ok := raw.(map[string]any)
	if !ok {
		d.wrongType(path, raw, "an object with named keys")
		return
	}
	known := map[string]int{}
	names := []string{}
	for i := range target.NumField() {
		name, _, _ := strings.Cut(target.Type().Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		known[name] = i
		names = append(names, name)
	}
	for _, key := range sortedKeys(object) {
		index, ok := known[key]
		if !ok {
			d.errors.Add(Error{Path: path.Child(key), Rule: "is not a known key", Remedy: suggestion(key, names)})
			continue
		}
		if object[key] == nil {
			continue
		}
		d.decode(path.Child(key), object[key], target.Field(index))
	}
}

func (d *decoder) decodeSlice(path Path, raw any, target reflect.Value) {
	list, ok := raw.([]any)
	if !ok {
		d.wrongType(path, raw, "a list")
		return
	}
	elements := reflect.MakeSlice(target.Type(), len(list), len(list))
	for i, element := range list {
		d.setDefaults(elements.Index(i))
		if element == nil {
			d.wrongType(path.Index(i), element, "a value")
			continue
		}
		d.decode(path.Index(i), element, elements.Index(i))
	}
	target.Set(elements)
}

func (d *decoder) decodeMap(path Path, raw any, target reflect.Value) {
	object, ok := raw.(map[string]any)
	if !ok {
		d.wrongType(path, raw, "an object with named keys")
		return
	}
	if target.IsNil() {
		target.Set(reflect.MakeMap(target.Type()))
	}
	for _, key := range sortedKeys(object) {
		element := reflect.New(target.Type().Elem()).Elem()
		d.setDefaults(element)
		if object[key] == nil {
			d.wrongType(path.Child(key), nil, "a value")
			continue
		}
		d.decode(path.Child(key), object[key], element)
		target.SetMapIndex(reflect.ValueOf(key), element)
	}
}

func (d *decoder) wrongType(path Path, raw any, want string) {
	given := fmt.Sprintf("is %s", typeName(raw))
	d.errors.Add(Error{Path: path, Value: raw, Rule: given, Remedy: "write " + want})
}

func typeName(raw any) string {
	switch raw.(type) {
	case nil:
		return "empty"
	case string:
		return "text"
	case bool:
		return "true or false"
	case float64, int, json.Number:
		return "a number"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprintf("a %T", raw)
}

// wholeNumber also takes 3.0: YAML and JSON do not tell the two apart. Text is refused even when it holds digits,
// except for json.Number, which is how a number arrives that was never rounded.
func wholeNumber(raw any) (int64, bool) {
	switch n := raw.(type) {
	case json.Number:
		value, err := n.Int64()
		return value, err == nil
	case int:
		return int64(n), true
	case float64:
		if n != math.Trunc(n) || math.Abs(n) > 1<<53 {
			return 0, false
		}
		return int64(n), true
	}
	return 0, false
}

func anyNumber(raw any) (float64, bool) {
	switch n := raw.(type) {
	case json.Number:
		value, err := n.Float64()
		return value, err == nil
	case int:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}

// suggestion names the nearest known key, or all of them when none is near.
func suggestion(key string, known []string) string {
	if near, ok := Nearest(key, known); ok {
		return fmt.Sprintf("did you mean %s?", near)
	}
	sorted := append([]string(nil), known...)
	sort.Strings(sorted)
	return "choose one of " + strings.Join(sorted, ", ")
}

// Nearest returns the known word that a mistyped one most likely meant, or false when none is near enough.
func Nearest(word string, known []string) (string, bool) {
	best, bestScore := "", 0.0
	for _, candidate := range known {
		score := levenshtein.Match(strings.ToLower(word), strings.ToLower(candidate), nil)
		if score > bestScore {
			best, bestScore = candidate, score
		}
	}
	const nearEnough = 0.5
	return best, bestScore >= nearEnough
}

func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
