package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// OperationKind is what an operation does.
type OperationKind string

// The kinds of operation. Only the first three write.
const (
	OpCreate OperationKind = "create"
	OpUpdate OperationKind = "update"
	OpDelete OperationKind = "delete"
	OpRead   OperationKind = "read"
	OpInvoke OperationKind = "invoke"
)

// Operation is what a type's functions see of the operation they serve: the resource, the rest of the store, and the
// result under construction. Everything read belongs to the store and must not be changed; changes to other resources
// go through [Operation.Stage] and [Operation.Remove] and become durable together with the operation, or not at all.
// An operation is valid only during the call it is handed to.
type Operation struct {
	// Context ends when the program gives up.
	Context context.Context
	// Kind says what is being done.
	Kind OperationKind
	// Type is the resource's type; nil for an invoke.
	Type *Type
	// ID is the resource's ARM ID; zero for an invoke and for what is not in ARM.
	ID azure.ID
	// Name is the resource's own name, the last segment of its ID.
	Name string
	// Provider is the configuration of the provider in use.
	Provider Provider
	// Inputs are the new inputs, fully known; for a delete those stored; for an invoke its arguments.
	Inputs Value
	// Old is the resource as stored before; nil for a create.
	Old *Resource
	// Outputs is the answer under construction. It starts with the inputs that are also outputs, and id, name, type,
	// etag, provisioningState and location where the type has them; the type adds the rest with Set and Default.
	Outputs map[string]any

	engine *Engine
	key    string
	staged map[string]*Resource // key -> new state; nil removes
	held   []string             // what no other write may touch until this one is complete
}

// Set writes an output, one key per level, creating objects on the way. value may be any JSON value, int, []string,
// map[string]string or []map[string]any.
func (op *Operation) Set(value any, keys ...string) {
	object := op.Outputs
	for _, key := range keys[:len(keys)-1] {
		next, ok := object[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			object[key] = next
		}
		object = next
	}
	object[keys[len(keys)-1]] = normalise(value)
}

// Default writes an output that Azure fills in when the program gave nothing.
func (op *Operation) Default(value any, keys ...string) {
	if Of(op.Outputs).At(keys...).Absent() {
		op.Set(value, keys...)
	}
}

// Changed reports whether an update changes the property the keys lead to. A create changes nothing.
func (op *Operation) Changed(keys ...string) bool {
	return op.Old != nil && !Equal(op.Inputs.At(keys...).Raw(), op.Old.In().At(keys...).Raw())
}

// Get returns a stored resource by ID, in any case; changes staged by this operation are seen.
func (op *Operation) Get(id string) (*Resource, bool) {
	key := strings.ToLower(id)
	if r, ok := op.staged[key]; ok {
		return r, r != nil
	}
	r, ok := op.engine.store.get(key)
	return r, ok
}

// List returns the stored resources of an ARM type, sorted by ID; for Kubernetes the types' own names serve.
func (op *Operation) List(armType string) []*Resource {
	return op.all(func(r *Resource) bool { return r.Is(armType) })
}

// In returns the stored resources whose ID lies below an ID: a group's contents, a resource's children and extensions.
func (op *Operation) In(id string) []*Resource {
	prefix := strings.ToLower(id) + "/"
	return op.all(func(r *Resource) bool { return strings.HasPrefix(strings.ToLower(r.ID), prefix) })
}

func (op *Operation) all(want func(*Resource) bool) []*Resource {
	var found []*Resource
	for key, r := range op.engine.store.resources {
		if _, staged := op.staged[key]; !staged && want(r) {
			found = append(found, r)
		}
	}
	for _, r := range op.staged {
		if r != nil && want(r) {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b *Resource) int { return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)) })
	return found
}

// ReferencesTo returns the places where other resources name this ID or something inside it, sorted by the ID of who
// refers and the path.
func (op *Operation) ReferencesTo(id string) []Reference {
	key := strings.ToLower(id)
	var found []Reference
	for _, r := range op.all(func(r *Resource) bool { return strings.ToLower(r.ID) != key }) {
		if r.references == nil {
			r.refer()
		}
		for _, ref := range r.references {
			if k := ref.To.Key(); k == key || strings.HasPrefix(k, key+"/") {
				found = append(found, ref)
			}
		}
	}
	return found
}

// Resolve returns what the ID at an input names. The error is the service's answer to a reference that leads nowhere,
// or to one that names another type than those wanted (any, when none is given).
func (op *Operation) Resolve(at Value, armTypes ...string) (Target, error) {
	id, ok := at.ID()
	if !ok {
		e := CodeInvalidRequestContent.Errorf("Value '%s' of '%s' is not a valid resource ID.", at.Text(), at.Path())
		e.Path = at.Path()
		return Target{}, e
	}
	target, ok := op.find(id)
	if !ok {
		return Target{}, op.missing(at)
	}
	if len(armTypes) > 0 && !slices.ContainsFunc(armTypes, func(t string) bool { return strings.EqualFold(t, id.Type()) }) {
		e := CodeInvalidRequestContent.Errorf("'%s' must be the ID of a resource of type %s, but '%s' is of type %s.",
			at.Path(), strings.Join(armTypes, " or "), at.Text(), id.Type())
		e.Path = at.Path()
		return Target{}, e
	}
	return target, nil
}

// Find returns what an ID names, and whether it exists at all.
func (op *Operation) Find(id string) (Target, bool) {
	parsed, err := azure.ParseID(id)
	if err != nil {
		return Target{}, false
	}
	return op.find(parsed)
}

// find resolves an ID to a stored resource, an inline part of one, or something that always exists.
func (op *Operation) find(id azure.ID) (Target, bool) {
	if r, ok := op.Get(id.String()); ok {
		return Target{ID: id, Resource: r}, true
	}
	if strings.EqualFold(id.Type(), "Microsoft.Resources/subscriptions") {
		return Target{ID: id}, true
	}
	if builtIn, ok := op.engine.builtIn[strings.ToLower(id.Type())]; ok && builtIn(id) {
		return Target{ID: id}, true
	}
	parent, ok := id.Parent()
	if !ok {
		return Target{}, false
	}
	owner, ok := op.Get(parent.String())
	if !ok || owner.Token == "" {
		return Target{}, false
	}
	t, err := op.engine.typeOf(owner.Token)
	if err != nil {
		return Target{}, false
	}
	kind := id.Type()[strings.LastIndexByte(id.Type(), '/')+1:]
	for _, inline := range t.Inline {
		if !strings.EqualFold(inline.Kind, kind) {
			continue
		}
		for _, item := range owner.In().At(strings.Split(inline.Path, ".")...).Items() {
			if strings.EqualFold(item.At("name").Text(), id.Name()) {
				return Target{ID: id, Resource: owner, Part: item}, true
			}
		}
	}
	return Target{}, false
}

// missing is the answer to a reference that leads nowhere.
func (op *Operation) missing(at Value) *Error {
	var e *Error
	if op.Type != nil && op.Type.service != nil && op.Type.service.MissingReference != nil {
		e = op.Type.service.MissingReference(op, at)
	} else {
		id, _ := at.ID()
		e = CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
			id.Type(), id.Name(), id.ResourceGroup())
	}
	e.Path = at.Path()
	return e
}

// Busy reports whether another operation is writing this resource at the moment.
func (op *Operation) Busy(id string) (OperationKind, bool) {
	holder, ok := op.engine.exclusive[strings.ToLower(id)]
	if !ok || holder.key == op.key {
		return "", false
	}
	return holder.kind, true
}

// Stage creates or changes another resource along with this operation: a resource that the service makes by itself
// (with ManagedBy set), or a changed copy of a stored one.
func (op *Operation) Stage(r *Resource) {
	c := r.clone()
	c.Inputs, _ = normalise(c.Inputs).(map[string]any)
	c.Outputs, _ = normalise(c.Outputs).(map[string]any)
	now := op.Now()
	if c.Created.IsZero() {
		c.Created = now
	}
	c.Changed = now
	op.staged[strings.ToLower(c.ID)] = c
}

// InSpace returns the resources outside ARM that live in a space ([Type.Space]), such as the objects of one Kubernetes
// cluster.
func (op *Operation) InSpace(space string) []*Resource {
	part := "|" + strings.ToLower(space) + "|"
	return op.all(func(r *Resource) bool { return strings.Contains(r.Key, part) })
}

// Copy returns a copy of a stored resource to change and [Operation.Stage].
func (op *Operation) Copy(r *Resource) *Resource { return r.clone() }

// Remove deletes another resource along with this operation.
func (op *Operation) Remove(id string) { op.staged[strings.ToLower(id)] = nil }

// Now returns the modelled time.
func (op *Operation) Now() time.Time {
	return op.engine.epoch.Add(op.engine.now()).Truncate(time.Second)
}

// GUID returns a GUID that is the same for the same resource, purpose and seed: a principal ID, a resource GUID.
func (op *Operation) GUID(purpose string) string {
	return azure.DeterministicGUID("simulator", op.engine.seed, op.key, purpose)
}

// Unique returns 13 characters that are the same for the same resource, purpose and seed.
func (op *Operation) Unique(purpose string) string {
	return azure.Unique("simulator", op.engine.seed, op.key, purpose)
}

// TypeOf returns the type of a stored resource; ok is false for what a service made by itself.
func (op *Operation) TypeOf(r *Resource) (*Type, bool) {
	t, err := op.engine.typeOf(r.Token)
	return t, err == nil && r.Token != ""
}

// RefuseIfUsed asks the type of a stored resource whether it may go, given everything that refers to it except what
// lies below the ID except ("" for no exception). It serves types that delete others along with themselves.
func (op *Operation) RefuseIfUsed(r *Resource, except string) error {
	t, ok := op.TypeOf(r)
	if !ok || t.InUse == nil {
		return nil
	}
	other := *op
	other.Type, other.Old, other.ID, other.Name = t, r, r.ARMID(), r.Name()
	other.Inputs = r.In()
	prefix := strings.ToLower(except) + "/"
	for _, ref := range op.ReferencesTo(r.ID) {
		if strings.HasPrefix(ref.From.key(), r.key()+"/") {
			continue
		}
		if except != "" && strings.HasPrefix(strings.ToLower(ref.From.ID), prefix) {
			continue
		}
		if e := t.InUse(&other, ref); e != nil {
			return fmt.Errorf("deleting %s: %w", r.ID, e)
		}
	}
	return nil
}
