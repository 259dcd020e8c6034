package kubernetes

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// check judges an object without looking at the cluster. What is unknown is left out of the judgement, and so is every
// complaint about a place where something is unknown.
func (k kind) check(c *engine.Check) {
	c.Inputs = k.judged(c.Inputs)
	if !k.identity(c) {
		return
	}
	object := k.empty()
	if !k.decode(c, object) {
		return
	}
	if k.namespaced && object.GetNamespace() == "" {
		object.SetNamespace(defaultNamespace(c.Provider))
	}
	wrong := validation.ValidateObjectMetaAccessor(object, k.namespaced, k.naming, field.NewPath("metadata"))
	if k.judge != nil {
		wrong = append(wrong, k.judge(object)...)
	}
	for _, e := range wrong {
		at := locate(c.Inputs, e.Field)
		merged := k.name == kindSecret && strings.HasPrefix(e.Field, "data") && !c.Inputs.At("stringData").KnownThroughout()
		if at.KnownThroughout() && !merged {
			c.Failf(at, CodeInvalid, "%s %q is invalid: %s", k.qualified(), object.GetName(), e)
		}
	}
}

// readOnly are fields of the metadata that the provider takes away before it asks the API server.
// Source: https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go (normalizeInputs)
var readOnly = []string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "resourceVersion", "uid",
}

// judged returns the inputs as they reach the API server.
func (k kind) judged(inputs engine.Value) engine.Value {
	object, ok := engine.Clone(inputs.Raw()).(map[string]any)
	if !ok {
		return inputs
	}
	if metadata, isObject := object["metadata"].(map[string]any); isObject {
		for _, name := range readOnly {
			delete(metadata, name)
		}
	}
	return engine.Of(object)
}

// identity judges what says which object is meant.
func (k kind) identity(c *engine.Check) bool {
	fine := true
	refuse := func(at engine.Value, format string, args ...any) {
		fine = false
		c.Failf(at, CodeBadRequest, format, args...)
	}
	for _, part := range []struct{ property, want string }{{"apiVersion", k.apiVersion()}, {"kind", k.name}} {
		at := c.Inputs.At(part.property)
		switch {
		case at.Absent():
			refuse(at, "%s is missing; a %s has %q", part.property, k.token(), part.want)
		case at.Known() && at.Text() != part.want:
			refuse(at, "%s %q does not match the type %s, which has %q", part.property, at.Text(), k.token(), part.want)
		}
	}
	if at := c.Inputs.At("metadata", "generateName"); at.Present() && at.Known() {
		refuse(at, "the `.metadata.generateName` field is not supported in Server-Side Apply mode")
	}
	if at := c.Inputs.At("metadata", "name"); at.Absent() {
		refuse(at, "metadata.name is missing; the name that the provider would invent is refused, this program names everything itself")
	}
	apply := engine.Of(c.Provider.Config).At("enableServerSideApply")
	if off := apply.Text() == "false" || apply.Raw() == false; k.patch && off {
		refuse(c.Inputs, "patch resources require Server-Side Apply mode, which is enabled using the `enableServerSideApply` Provider config")
	}
	return fine
}

// decode fills an object from the inputs, strictly, and reports every reason why it cannot.
func (k kind) decode(c *engine.Check, object metav1.Object) bool {
	known, _ := withoutUnknowns(c.Inputs.Raw()).(map[string]any)
	strict, err := unmarshal(known, object)
	if err != nil {
		k.misfits(c, known, err)
		return false
	}
	for _, e := range strict {
		at := c.Inputs
		if in, ok := e.(interface{ FieldPath() string }); ok {
			at = locate(c.Inputs, in.FieldPath())
		}
		c.Failf(at, CodeBadRequest, "%s in version %q cannot be handled as a %s: strict decoding error: %s", k.name, "v1", k.name, e)
	}
	return len(strict) == 0
}

// misfits reports the top-level properties that cannot be decoded, each by itself: the decoder stops at the first.
func (k kind) misfits(c *engine.Check, known map[string]any, whole error) {
	reported := false
	for _, name := range c.Inputs.Keys() {
		if _, err := unmarshal(map[string]any{name: known[name]}, k.empty()); err != nil {
			reported = true
			c.Failf(c.Inputs.At(name), CodeBadRequest, "%s in version %q cannot be handled as a %s: %s: %s", k.name, "v1", k.name, name, err)
		}
	}
	if !reported {
		c.Failf(c.Inputs, CodeBadRequest, "%s in version %q cannot be handled as a %s: %s", k.name, "v1", k.name, whole)
	}
}

// unmarshal decodes as the API server does with strict field validation. strict are unknown fields, err what has
// another type than its field.
func unmarshal(properties map[string]any, object any) (strict []error, err error) {
	text, err := json.Marshal(properties)
	if err != nil {
		return nil, fmt.Errorf("writing as JSON: %w", err)
	}
	strict, err = kjson.UnmarshalStrict(text, object)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	return strict, nil
}

// withoutUnknowns returns a copy without what is not known; in lists nothing moves up.
func withoutUnknowns(raw any) any {
	switch raw := raw.(type) {
	case map[string]any:
		known := make(map[string]any, len(raw))
		for key, value := range raw {
			if !engine.IsUnknown(value) {
				known[key] = withoutUnknowns(value)
			}
		}
		return known
	case []any:
		known := make([]any, len(raw))
		for i, value := range raw {
			if !engine.IsUnknown(value) {
				known[i] = withoutUnknowns(value)
			}
		}
		return known
	}
	return raw
}

// locate returns the input that a path in Kubernetes' form leads to ("spec.hard[requests.cpu]", "rules[0].verbs"), or
// as far as it leads.
func locate(inputs engine.Value, path string) engine.Value {
	at := inputs
	for _, step := range steps(path) {
		next := at.At(step)
		if items := at.Items(); len(items) > 0 {
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(items) {
				return at
			}
			next = items[i]
		}
		at = next
	}
	return at
}

// steps takes a path apart: "spec.hard[requests.cpu]" into spec, hard and requests.cpu.
func steps(path string) []string {
	var found []string
	for path != "" {
		if path[0] == '[' {
			inside, rest, closed := strings.Cut(path[1:], "]")
			if !closed {
				return found
			}
			found = append(found, inside)
			path = strings.TrimPrefix(rest, ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		found = append(found, path[:end])
		path = strings.TrimPrefix(path[end:], ".")
	}
	return slices.DeleteFunc(found, func(s string) bool { return s == "" })
}
