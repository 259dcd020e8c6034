package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// write performs a create, an update or a delete as the provider's client does, repeating what Azure refuses for the
// moment, and notes it in the timeline.
func (e *Engine) write(ctx context.Context, kind OperationKind, r Request) (*Resource, error) {
	e.clock.Active()
	t, id, err := e.prepare(kind, &r)
	if err != nil {
		return nil, err
	}
	if r.Timeout <= 0 {
		r.Timeout = defaultTimeout
	}

	e.mu.Lock()
	e.number++
	event := Event{Number: e.number, Kind: kind, ID: id, Token: t.Token, URN: r.URN, Start: e.clock.Elapsed()}
	e.countFaults(kind, t, id)
	e.mu.Unlock()

	done, err := e.repeat(ctx, kind, t, id, r, &event)

	event.End = e.clock.Elapsed()
	if err != nil {
		event.Err = err.Error()
	}
	Of(r.Inputs).Walk(func(v Value) {
		if needed, ok := v.ID(); ok {
			event.needs = append(event.needs, needed.Key())
		}
	})
	e.mu.Lock()
	e.timeline = append(e.timeline, event)
	e.mu.Unlock()
	return done, err
}

// prepare finds the type, checks the inputs once more now that they are all known, and forms the ID.
func (e *Engine) prepare(kind OperationKind, r *Request) (*Type, string, error) {
	t, err := e.Lookup(r.Token)
	if err != nil {
		return nil, "", err
	}
	if kind == OpDelete {
		return t, r.ID, nil
	}
	r.Inputs = withoutNulls(r.Inputs)
	if containsUnknown(r.Inputs) {
		return nil, "", &Error{Message: fmt.Sprintf("%s: an input is not known at the time of the %s", r.URN, kind)}
	}
	e.locate(t, r.Provider, r.Inputs, r.OldInputs)
	if err := firstFailure(t.check(r.Provider, r.Inputs)); err != nil {
		return nil, "", err
	}
	id, err := t.formID(r.Provider, Of(r.Inputs))
	if err != nil {
		return nil, "", err
	}
	if id == "" {
		return nil, "", fmt.Errorf("%s: no ID can be formed from the inputs", t.Token)
	}
	return t, id, nil
}

// repeat sends the request until Azure gives a final answer.
func (e *Engine) repeat(ctx context.Context, kind OperationKind, t *Type, id string, r Request, event *Event) (*Resource, error) {
	for attempt := 1; ; attempt++ {
		event.Attempts = attempt
		done, err := e.attempt(ctx, kind, t, id, r)
		if err == nil {
			return done, nil
		}
		pause, again := e.retry.after(err, attempt)
		if !again {
			return done, err
		}
		if sleepErr := e.clock.Sleep(ctx, pause); sleepErr != nil {
			return nil, fmt.Errorf("%w, while waiting to repeat after: %w", sleepErr, err)
		}
	}
}

// attempt sends the request once: acceptance, the time Azure takes, completion.
func (e *Engine) attempt(ctx context.Context, kind OperationKind, t *Type, id string, r Request) (*Resource, error) {
	op, fault, err := e.accept(ctx, kind, t, id, r)
	if err != nil || op == nil {
		return nil, err
	}
	if fault != nil && fault.Kill {
		e.kill()
	}
	takes := t.duration(op.Kind)
	if fault != nil && fault.Hang || takes > r.Timeout {
		takes = r.Timeout
		if fault == nil {
			fault = &armedFault{Fault: Fault{Hang: true}}
		}
	}
	sleepErr := e.clock.Sleep(ctx, takes)
	done, err := e.complete(op, fault)
	if err == nil && sleepErr != nil {
		err = &Error{Message: sleepErr.Error(), Accepted: true}
	}
	if err == nil {
		e.mu.Lock()
		last := e.strike(AtAnswer, kind, t, id)
		e.mu.Unlock()
		if last != nil && last.Kill {
			e.kill()
		}
	}
	return done, err
}

func (t *Type) duration(kind OperationKind) time.Duration {
	create, update, remove := t.Times()
	switch kind {
	case OpCreate:
		return create
	case OpUpdate:
		return update
	}
	return remove
}

// Times returns how long the type's operations are modelled to take.
func (t *Type) Times() (create, update, remove time.Duration) {
	if t.Takes != (Durations{}) {
		return t.Takes.Create, t.Takes.Update, t.Takes.Delete
	}
	return azure.Duration(t.Token)
}

// operation returns an operation on a resource, without inputs or outputs. The engine is locked.
func (e *Engine) operation(ctx context.Context, kind OperationKind, t *Type, p Provider, id string) *Operation {
	op := &Operation{Context: ctx, Kind: kind, Type: t, Provider: p, Outputs: map[string]any{}, engine: e,
		key: t.keyOf(p, id), staged: map[string]*Resource{}}
	op.ID, _ = azure.ParseID(id)
	op.Name = id[strings.LastIndexByte(id, '/')+1:]
	return op
}

// accept is Azure's answer to the request: a refusal, or acceptance, after which the change is in the store as pending.
// The operation is nil when nothing is left to do.
func (e *Engine) accept(ctx context.Context, kind OperationKind, t *Type, id string, r Request) (*Operation, *armedFault, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, nil, errors.New("the simulator has been shut down")
	}
	if f := e.strike(AtRequest, kind, t, id); f != nil {
		if f.Kill {
			e.kill()
		}
		return nil, nil, f.err()
	}
	op := e.operation(ctx, kind, t, r.Provider, id)
	var err error
	if op.Old, err = e.existing(ctx, t, r.Provider, id); err != nil {
		return nil, nil, err
	}
	if kind == OpDelete {
		if op.Old == nil {
			return nil, nil, nil // azure-native takes 404 for success
		}
		op.Inputs = op.Old.In()
		err = e.acceptDelete(op)
	} else {
		op.Inputs = Of(r.Inputs)
		err = e.acceptPut(op, r)
	}
	if err != nil {
		return nil, nil, err
	}
	next := op.record(r)
	op.staged[op.key] = next
	if err := e.store.commit(op.staged, e.now()); err != nil {
		return nil, nil, err
	}
	op.held = op.exclusives()
	for _, key := range op.held {
		e.exclusive[key] = holder{key: op.key, kind: op.Kind}
	}
	return op, e.strike(AtAccepted, kind, t, id), nil
}

// record is the resource as it is stored when the operation is accepted.
func (op *Operation) record(r Request) *Resource {
	now := op.Now()
	next := &Resource{Created: now, Key: op.engine.keyUnlessID(op)}
	if op.Old != nil {
		next = op.Old.clone()
	}
	next.Changed, next.Pending = now, op.Kind
	if op.Kind == OpDelete {
		return next
	}
	next.Failed = false
	next.Acknowledged = op.Kind == OpUpdate // Pulumi updates only what it knows
	if op.Old == nil {
		next.ID, next.Token, next.Type = op.idText(r), op.Type.Token, op.armType()
	}
	next.Inputs = cloneObject(op.Inputs.Raw().(map[string]any))
	next.Outputs = normalise(op.Outputs).(map[string]any)
	next.URN = r.URN
	next.Subscription, next.Tenant = r.Provider.Subscription, r.Provider.Tenant
	return next
}

func (e *Engine) keyUnlessID(op *Operation) string {
	if op.ID.IsZero() {
		return op.key
	}
	return ""
}

func (op *Operation) idText(r Request) string {
	if !op.ID.IsZero() {
		return op.ID.String()
	}
	id, _ := op.Type.formID(r.Provider, op.Inputs)
	return id
}

// armType is the resource's ARM type; the last segment may come from the ID (a record set's record type).
func (op *Operation) armType() string {
	if op.ID.IsZero() {
		return op.Type.ARMType
	}
	return op.ID.Type()
}

// exclusives are the keys that the operation holds alone while it runs.
func (op *Operation) exclusives() []string {
	keys := []string{op.key}
	if op.Type.Exclusive != nil {
		for _, id := range op.Type.Exclusive(op) {
			keys = append(keys, strings.ToLower(id))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// complete is the end of an operation: what was pending becomes final.
func (e *Engine) complete(op *Operation, fault *armedFault) (*Resource, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, key := range op.held {
		delete(e.exclusive, key)
	}
	stored, ok := e.store.get(op.key)
	if !ok { // erased meanwhile
		return nil, &Error{Message: fmt.Sprintf("resource %s vanished during the %s", op.key, op.Kind)}
	}
	next := stored.clone()
	next.Pending = ""
	changes := map[string]*Resource{op.key: next}
	var failure error
	switch {
	case fault != nil && op.Kind == OpDelete:
		failure = fault.failure(op)
	case fault != nil:
		next.Failed = true
		if next.Outputs["provisioningState"] != nil {
			next.Outputs["provisioningState"] = "Failed"
		}
		failure = fault.failure(op)
	case op.Kind == OpDelete:
		changes[op.key] = nil
	}
	if err := e.store.commit(changes, e.now()); err != nil {
		return nil, err
	}
	if op.Kind == OpDelete {
		return nil, failure
	}
	return next.clone(), failure
}

func (a *armedFault) failure(op *Operation) *Error {
	if a.Hang {
		return &Error{Message: fmt.Sprintf("the %s of %s did not end in time: context deadline exceeded", op.Kind, op.key),
			Accepted: op.Kind != OpDelete}
	}
	e := a.err()
	e.Accepted = op.Kind != OpDelete
	return e
}
