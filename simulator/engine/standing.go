package engine

import (
	"context"
	"maps"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// existing returns a resource as Azure has it: as stored, or as it stands without anybody having made it
// ([Type.Standing]), which a child does only while its parent is there; nil when there is none. The engine is locked.
func (e *Engine) existing(ctx context.Context, t *Type, p Provider, id string) (*Resource, error) {
	if stored, ok := e.store.get(t.keyOf(p, id)); ok {
		return stored, nil
	}
	parsed, err := azure.ParseID(id)
	if t.Standing == nil || err != nil || !strings.EqualFold(parsed.Type(), t.ARMType) {
		return nil, nil //nolint:nilerr // what is no ID of the type does not stand anywhere
	}
	if parent, nested := parsed.Parent(); nested && strings.Count(t.ARMType, "/") > 1 {
		if _, there := e.store.get(parent.Key()); !there {
			return nil, nil
		}
	}
	inputs := t.Standing(parsed)
	if inputs == nil {
		return nil, nil
	}
	r := &Resource{ID: id, Token: t.Token, Type: t.ARMType, Inputs: maps.Clone(inputs), Created: epoch, Changed: epoch}
	op := e.operation(ctx, OpRead, t, p, id)
	op.Inputs = Of(r.Inputs)
	op.begin()
	if t.Put != nil {
		if err := t.Put(op); err != nil {
			return nil, err
		}
	}
	r.Outputs = normalise(op.Outputs).(map[string]any)
	return r, nil
}
