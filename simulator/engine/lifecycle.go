package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Request is one question of a front about one resource.
type Request struct {
	// Token is the type token as the program wrote it.
	Token string
	// URN is the Pulumi name of the resource.
	URN string
	// ID is the resource's ID, for everything but Check and Create.
	ID string
	// Inputs are the new inputs, OldInputs and OldOutputs what Pulumi remembers.
	Inputs, OldInputs, OldOutputs map[string]any
	// Provider is the configuration of the resource's provider.
	Provider Provider
	// Timeout is how long the program waits in modelled time; 0 means the provider's two hours.
	Timeout time.Duration
}

// defaultTimeout is how long azure-native waits for an operation.
const defaultTimeout = 2 * time.Hour

// Check completes inputs with what the provider fills in (the resource group's location) and judges them. The failures
// are all that is wrong; the error is about the type itself.
func (e *Engine) Check(r Request) (map[string]any, []Failure, error) {
	e.clock.Active()
	t, err := e.Lookup(r.Token)
	if err != nil {
		return nil, nil, err
	}
	inputs := withoutNulls(r.Inputs)
	e.locate(t, r.Provider, inputs, r.OldInputs)
	return inputs, t.check(r.Provider, inputs), nil
}

// locate fills in a location that was left out: the one before, or the resource group's.
// Source: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (getDefaultLocation)
func (e *Engine) locate(t *Type, p Provider, inputs, old map[string]any) {
	if t.Scope > SubscriptionScope || t.OptionalLocation || t.inputs.property("location") == nil || inputs["location"] != nil {
		return
	}
	if before := old["location"]; before != nil {
		inputs["location"] = before
		return
	}
	if configured, ok := p.Config["location"].(string); ok && configured != "" {
		inputs["location"] = configured
		return
	}
	group := Of(inputs).At("resourceGroupName")
	if t.Scope != GroupScope {
		return
	}
	if !group.Known() {
		inputs["location"] = Unknown
		return
	}
	if g, ok := e.Resource(azure.ResourceGroupID(p.Subscription, group.Text())); ok && g.Location() != "" {
		inputs["location"] = g.Location()
	}
}

// Preview returns the outputs as far as they are known before a create. The ID is unknown.
func (e *Engine) Preview(r Request) (map[string]any, error) {
	t, err := e.Lookup(r.Token)
	if err != nil {
		return nil, err
	}
	return t.outputs.preview(withoutNulls(r.Inputs)).(map[string]any), nil
}

// PreviewUpdate returns the outputs as far as they are known before an update: as for a create, but name and location
// stay what they are.
func (e *Engine) PreviewUpdate(r Request) (map[string]any, error) {
	outputs, err := e.Preview(r)
	if err != nil {
		return nil, err
	}
	for _, stable := range []string{"name", "location"} {
		if v, ok := r.OldOutputs[stable]; ok {
			outputs[stable] = v
		}
	}
	return outputs, nil
}

// Acknowledge notes that Pulumi knows of a resource, because it asked about it by ID.
func (e *Engine) Acknowledge(t *Type, p Provider, id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r, ok := e.store.get(t.keyOf(p, id)); ok {
		r.Acknowledged = true // becomes durable with the next write or with Close; losing it only makes Create kinder
	}
}

// Create makes a resource. When it returns nil, the resource is durable.
//
// Like azure-native it looks first whether the ID is taken, and refuses if so. One case is different: a resource that
// was created under the same URN and that Pulumi has never been seen to know of is the remains of a run that was killed
// between Azure's answer and Pulumi's note of it. Then the create goes on as the PUT that it is, an update if need be,
// so that the next run converges and nothing exists twice. A change that only a replacement could make is refused.
func (e *Engine) Create(ctx context.Context, r Request) (*Resource, error) {
	return e.write(ctx, OpCreate, r)
}

// Update changes a resource in place. If it has vanished, the PUT makes it anew, as in ARM.
func (e *Engine) Update(ctx context.Context, r Request) (*Resource, error) {
	return e.write(ctx, OpUpdate, r)
}

// Delete removes a resource. One that is gone already is no error.
func (e *Engine) Delete(ctx context.Context, r Request) error {
	_, err := e.write(ctx, OpDelete, r)
	return err
}

// Read returns a resource as Azure has it; nil when it does not exist.
func (e *Engine) Read(ctx context.Context, r Request) (*Resource, error) {
	e.clock.Active()
	t, err := e.Lookup(r.Token)
	if err != nil {
		return nil, err
	}
	e.Acknowledge(t, r.Provider, r.ID)
	e.mu.Lock()
	e.countFaults(OpRead, t, r.ID)
	e.mu.Unlock()
	for attempt := 1; ; attempt++ {
		found, err := e.readOnce(ctx, t, r)
		if err == nil {
			return found, nil
		}
		pause, again := e.retry.after(err, attempt)
		if !again {
			return nil, err
		}
		if err := e.clock.Sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
}

func (e *Engine) readOnce(ctx context.Context, t *Type, r Request) (*Resource, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if f := e.strike(AtRequest, OpRead, t, r.ID); f != nil {
		if f.Kill {
			e.kill()
		}
		return nil, f.err()
	}
	stored, err := e.existing(ctx, t, r.Provider, r.ID)
	if stored == nil || err != nil {
		return nil, err
	}
	found := stored.clone()
	if t.Read != nil {
		op := e.operation(ctx, OpRead, t, r.Provider, found.ID)
		op.Old, op.Inputs, op.Outputs = stored, stored.In(), found.Outputs
		if err := t.Read(op); err != nil {
			return nil, err
		}
		found.Outputs = op.Outputs
	}
	return found, nil
}

// Refreshed returns the inputs as they appear after a read: what Pulumi remembers, corrected where Azure's answer
// differs from the answer it gave before. Values that Azure filled in and nobody changed stay out.
// Source: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (Read)
func (t *Type) Refreshed(oldInputs, oldOutputs, outputs map[string]any) map[string]any {
	before, _ := t.inputs.project(oldOutputs).(map[string]any)
	after, _ := t.inputs.project(outputs).(map[string]any)
	for _, property := range t.SubResources {
		if oldInputs[property] == nil {
			delete(before, property)
			delete(after, property)
		}
	}
	merged, _ := merge(cloneObject(oldInputs), before, after).(map[string]any)
	return merged
}

// Imported returns the inputs of a resource that Pulumi does not know yet.
func (t *Type) Imported(r *Resource) map[string]any { return cloneObject(r.Inputs) }

// merge applies the difference between two outputs to inputs.
func merge(input, before, after any) any {
	if Equal(before, after) {
		return input
	}
	in, ok1 := input.(map[string]any)
	b, ok2 := before.(map[string]any)
	a, ok3 := after.(map[string]any)
	if ok1 && ok2 && ok3 {
		for key := range b {
			if _, still := a[key]; !still {
				delete(in, key)
			}
		}
		for key, v := range a {
			if was, had := b[key]; !had || !Equal(was, v) {
				in[key] = merge(in[key], was, v)
			}
		}
		return in
	}
	inList, ok1 := input.([]any)
	bList, ok2 := before.([]any)
	aList, ok3 := after.([]any)
	if ok1 && ok2 && ok3 {
		result := make([]any, len(aList))
		for i, v := range aList {
			if i < len(inList) && i < len(bList) {
				result[i] = merge(inList[i], bList[i], v)
			} else {
				result[i] = Clone(v)
			}
		}
		return result
	}
	return Clone(after)
}

// formID returns the ID that inputs lead to.
func (t *Type) formID(p Provider, inputs Value) (string, error) {
	var names []string
	for _, property := range t.Names {
		names = append(names, inputs.At(property).Text())
	}
	switch t.Scope {
	case OwnScope:
		return t.ID(p, inputs)
	case SubscriptionScope:
		return azure.ResourceID(p.Subscription, "", t.ARMType, names...), nil
	case ExtensionScope:
		scope := inputs.At(t.ScopeProperty)
		id, ok := scope.ID()
		if !ok {
			return "", CodeInvalidRequestContent.Errorf("The scope '%s' is not a valid resource ID.", scope.Text())
		}
		return id.String() + azure.ResourceID("", "", t.ARMType, names...), nil
	}
	return azure.ResourceID(p.Subscription, inputs.At("resourceGroupName").Text(), t.ARMType, names...), nil
}

// keyOf returns the store's key for an ID.
func (t *Type) keyOf(p Provider, id string) string {
	if strings.HasPrefix(id, "/") {
		return strings.ToLower(id)
	}
	space := ""
	if t.Space != nil {
		space = t.Space(p)
	}
	return strings.ToLower(t.Token + "|" + space + "|" + id)
}

// key returns the store's key of a resource.
func (r *Resource) key() string {
	if r.Key != "" {
		return r.Key
	}
	return strings.ToLower(r.ID)
}

func withoutNulls(object map[string]any) map[string]any {
	result := make(map[string]any, len(object))
	for k, v := range object {
		if v != nil {
			result[k] = v
		}
	}
	return result
}

// firstFailure turns failed checks into the one error that a write answers with; the rest is told along.
func firstFailure(failures []Failure) error {
	if len(failures) == 0 {
		return nil
	}
	errs := make([]error, len(failures))
	for i, f := range failures {
		errs[i] = f.Err
		if f.Path != "" {
			errs[i] = fmt.Errorf("%s: %w", f.Path, f.Err)
		}
	}
	return errors.Join(errs...)
}
