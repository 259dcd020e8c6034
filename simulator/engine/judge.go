package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// acceptPut judges a create or update.
func (e *Engine) acceptPut(op *Operation, r Request) error {
	if err := op.admit(r); err != nil {
		return err
	}
	if err := op.placed(); err != nil {
		return err
	}
	if err := op.unchangeable(); err != nil {
		return err
	}
	if err := op.free(); err != nil {
		return err
	}
	if err := op.guarded(); err != nil {
		return err
	}
	op.maintain()
	if err := op.resolveAll(); err != nil {
		return err
	}
	op.begin()
	if op.Type.Put != nil {
		return op.Type.Put(op)
	}
	return nil
}

// admit decides what a PUT to this ID is: a create, an update, or an attempt to create what exists.
func (op *Operation) admit(r Request) error {
	if op.Kind == OpUpdate {
		if op.Old == nil {
			op.Kind = OpCreate
		}
		return nil
	}
	if op.Old == nil {
		return nil
	}
	taken := &Error{Message: fmt.Sprintf("cannot create already existing resource '%s'", op.Old.ID)}
	if r.URN == "" || op.Old.URN != r.URN || op.Old.Acknowledged || op.Old.Token != op.Type.Token {
		return taken
	}
	if changes := op.Type.Diff(op.Old.Inputs, r.Inputs, op.Old.Outputs); len(Replaces(changes)) > 0 {
		return taken
	}
	return nil
}

// placed requires the scope and the parent to exist.
func (op *Operation) placed() error {
	id := op.ID
	if id.IsZero() {
		return nil
	}
	if group := id.ResourceGroup(); group != "" && !strings.EqualFold(id.Type(), "Microsoft.Resources/resourceGroups") {
		parsed, err := azure.ParseID(azure.ResourceGroupID(id.Subscription(), group))
		if err != nil {
			return err
		}
		if _, ok := op.find(parsed); !ok {
			return CodeResourceGroupNotFound.Errorf("Resource group '%s' could not be found.", group)
		}
	}
	parent, ok := id.Parent()
	if !ok || parent.ResourceGroup() == "" || strings.EqualFold(parent.Type(), "Microsoft.Resources/resourceGroups") {
		return nil
	}
	if _, ok := op.find(parent); !ok {
		if op.Type.Scope == ExtensionScope {
			return CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
				parent.Type(), parent.Name(), parent.ResourceGroup())
		}
		return CodeParentResourceNotFound.Errorf("Failed to perform 'write' on resource(s) of type '%s', because the parent "+
			"resource '%s' could not be found.", strings.TrimPrefix(id.Type(), strings.SplitN(id.Type(), "/", 2)[0]+"/"), parent)
	}
	return nil
}

// unchangeable refuses what ARM does not change on an existing resource.
func (op *Operation) unchangeable() error {
	if op.Old == nil {
		return nil
	}
	before, after := op.Old.Location(), azure.NormalizeLocation(op.Inputs.At("location").Text())
	if before != "" && after != "" && before != after {
		return CodeInvalidResourceLocation.Errorf("The resource '%s' already exists in location '%s' in resource group '%s'. "+
			"A resource with the same name cannot be created in location '%s'. Please select a new resource name.",
			op.Name, before, op.ID.ResourceGroup(), after)
	}
	for _, list := range [][]string{op.Type.Immutable, azure.RefusedChanges(op.Type.Token)} {
		for _, path := range list {
			if keys := strings.Split(path, "."); op.Changed(keys...) {
				e := CodePropertyChangeNotAllowed.Errorf("Changing property '%s' is not allowed.", path)
				e.Path = path
				return e
			}
		}
	}
	return nil
}

// free refuses to run beside another write to the same thing.
func (op *Operation) free() error {
	for _, key := range op.exclusives() {
		if other, taken := op.engine.exclusive[key]; taken {
			return CodeAnotherOperationInProgress.Errorf("Another operation on this or dependent resource is in progress: "+
				"the %s of %s.", other.kind, other.key)
		}
	}
	return nil
}

func (op *Operation) guarded() error {
	for _, s := range op.engine.services {
		if s.Guard != nil {
			if err := s.Guard(op); err != nil {
				return err
			}
		}
	}
	return nil
}

// maintain keeps sub-resources that the program does not set as they are, as azure-native does in an update.
func (op *Operation) maintain() {
	if op.Old == nil || len(op.Type.SubResources) == 0 {
		return
	}
	inputs := cloneObject(op.Inputs.Raw().(map[string]any))
	for _, property := range op.Type.SubResources {
		if kept := op.Old.Inputs[property]; inputs[property] == nil && kept != nil {
			inputs[property] = kept
		}
	}
	op.Inputs = Of(inputs)
}

// resolveAll requires every ID among the inputs to lead somewhere.
func (op *Operation) resolveAll() error {
	if op.ID.IsZero() {
		return nil
	}
	var errs []error
	op.Inputs.Walk(func(v Value) {
		id, ok := v.ID()
		if !ok || slices.Contains(op.Type.NoReference, pattern(v.Path())) {
			return
		}
		if id.Key() == op.key || strings.HasPrefix(id.Key(), op.key+"/") {
			return // a resource may speak of its own parts
		}
		if _, found := op.find(id); !found {
			errs = append(errs, fmt.Errorf("%s: %w", v.Path(), op.missing(v)))
		}
	})
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// begin fills in the outputs that all ARM resources have alike.
func (op *Operation) begin() {
	outputs, _ := op.Type.outputs.project(op.Inputs.Raw()).(map[string]any)
	if outputs == nil {
		outputs = map[string]any{}
	}
	op.Outputs = outputs
	has := func(name string) bool { return op.Type.outputs.property(name) != nil }
	if op.ID.IsZero() {
		return
	}
	if has("name") {
		outputs["name"] = op.Name
	}
	if has("type") {
		outputs["type"] = op.armType()
	}
	if has("provisioningState") {
		outputs["provisioningState"] = "Succeeded"
	}
	if location, ok := outputs["location"].(string); ok {
		outputs["location"] = azure.NormalizeLocation(location)
	}
	if has("etag") {
		version := "1"
		if op.Old != nil {
			version = op.Old.Out().At("etag").Text()
		}
		outputs["etag"] = op.etag(version)
	}
}

// etag changes exactly when the inputs do.
func (op *Operation) etag(previous string) string {
	if op.Old != nil && Equal(op.Old.Inputs, op.Inputs.Raw()) && previous != "" {
		return previous
	}
	return `W/"` + op.GUID("etag after "+previous) + `"`
}

// acceptDelete judges a delete.
func (e *Engine) acceptDelete(op *Operation) error {
	if err := op.free(); err != nil {
		return err
	}
	if err := op.guarded(); err != nil {
		return err
	}
	if err := op.unused(); err != nil {
		return err
	}
	if err := op.childless(); err != nil {
		return err
	}
	if op.Type.Delete != nil {
		return op.Type.Delete(op)
	}
	return nil
}

// unused asks the type about everything that refers to the resource.
func (op *Operation) unused() error {
	if op.Type.InUse == nil {
		return nil
	}
	for _, ref := range op.ReferencesTo(op.Old.ID) {
		if ref.From.Pending == OpDelete || strings.HasPrefix(ref.From.key(), op.key+"/") {
			continue // children and extensions go along
		}
		if err := op.Type.InUse(op, ref); err != nil {
			return err
		}
	}
	return nil
}

// childless takes children along, or refuses because of them. Extensions on the resource go in any case.
func (op *Operation) childless() error {
	if op.ID.IsZero() || strings.EqualFold(op.ID.Type(), "Microsoft.Resources/resourceGroups") {
		return nil
	}
	var nested []string
	for _, r := range op.In(op.Old.ID) {
		if slices.ContainsFunc(op.Type.KeptBy, r.Is) {
			nested = append(nested, r.ID)
			continue
		}
		op.Remove(r.ID)
	}
	if len(nested) > 0 {
		return CodeCannotDeleteResource.Errorf("Cannot delete resource while nested resources exist. Some existing nested "+
			"resource IDs include: '%s'. Please delete all nested resources before deleting this resource.", strings.Join(nested, ","))
	}
	return nil
}
