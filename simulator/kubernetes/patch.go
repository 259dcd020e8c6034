package kubernetes

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// patchForce makes a patch take fields over from their owner.
// Source: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
const patchForce = "pulumi.com/patchForce"

// applicable judges an account against its patch, or a patch against the account it is for: the account must exist, and
// nobody may set a field that the other one has set to another value. Every namespace has an account that Kubernetes
// made, and that sets nothing.
func (k kind) applicable(op *engine.Operation) error {
	other := serviceAccountPatch()
	if k.patch {
		other = serviceAccount()
	}
	id := k.id(op.Provider, op.Inputs)
	owner, stored := other.lookUp(op, id)
	if !stored {
		if k.patch && !k.builtIn(k.namespaceOf(op.Provider, op.Inputs), op.Name) {
			return k.notFound(op.Name)
		}
		return nil
	}
	if op.Inputs.At("metadata", "annotations", patchForce).Text() == "true" {
		return nil
	}
	fields := disputed("", op.Inputs.Raw(), owner.Inputs)
	if len(fields) == 0 {
		return nil
	}
	slices.Sort(fields)
	conflicts := "conflicts"
	if len(fields) == 1 {
		conflicts = "conflict"
	}
	return CodeConflict.Errorf("Apply failed with %d %s: conflict with the field manager of %q: %s",
		len(fields), conflicts, owner.URN, strings.Join(fields, ", "))
}

// disputed returns the fields that two objects set to different values. Lists are merged by the API server and are
// never in dispute here.
func disputed(path string, a, b any) []string {
	first, ok1 := a.(map[string]any)
	second, ok2 := b.(map[string]any)
	if ok1 && ok2 {
		var found []string
		for key, value := range first {
			if other, both := second[key]; both {
				found = append(found, disputed(path+"."+key, value, other)...)
			}
		}
		return found
	}
	if _, list := a.([]any); list || engine.Equal(a, b) {
		return nil
	}
	return []string{path}
}
