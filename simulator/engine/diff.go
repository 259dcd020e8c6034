package engine

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// ChangeKind is how one property changes.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "add"
	Updated ChangeKind = "update"
	Deleted ChangeKind = "delete"
)

// Change is the change of one property.
type Change struct {
	// Kind says whether it is new, different or gone.
	Kind ChangeKind
	// Replace is set when the change makes the provider replace the resource.
	Replace bool
}

// Diff compares inputs as azure-native v2.88 does: old with new inputs, never with what Azure filled in. The result maps
// property paths ("subnets[0].addressPrefix") to changes and is empty when nothing differs. A new input that is not
// known yet counts as different. A property that replaces, added with the value the resource has already, does not.
//
// Source: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/diff.go
func (t *Type) Diff(oldInputs, newInputs, oldOutputs map[string]any) map[string]Change {
	d := differ{changes: map[string]Change{}, replacing: t.replacing()}
	d.object("", oldInputs, newInputs)
	for path, change := range d.changes {
		switch {
		case path == "location" || path == "resourceGroupName":
			before, _ := oldInputs[path].(string)
			after, _ := newInputs[path].(string)
			if before != "" && after != "" && azure.NormalizeLocation(before) == azure.NormalizeLocation(after) {
				delete(d.changes, path)
			}
		case change.Replace && change.Kind == Added && oldOutputs != nil:
			if now, ok := oldOutputs[path]; ok && now != nil && Equal(now, newInputs[path]) {
				d.changes[path] = Change{Kind: Added}
			}
		}
	}
	return d.changes
}

// Replaces returns the paths among changes that replace, sorted.
func Replaces(changes map[string]Change) []string {
	var paths []string
	for path, change := range changes {
		if change.Replace {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// Roots returns the top-level properties of paths, each once, sorted.
func Roots(paths []string) []string {
	roots := map[string]bool{}
	for _, path := range paths {
		roots[path[:strings.IndexAny(path+".", ".[")]] = true
	}
	return slices.Sorted(maps.Keys(roots))
}

// replacing returns the property patterns whose change replaces.
func (t *Type) replacing() map[string]bool {
	set := map[string]bool{}
	for _, list := range [][]string{t.Names, t.Identifying, t.ReplacedBy, azure.ReplacedBy(t.Token)} {
		for _, path := range list {
			set[path] = true
		}
	}
	switch t.Scope {
	case GroupScope:
		set["resourceGroupName"] = true
	case ExtensionScope:
		set[t.ScopeProperty] = true
	}
	return set
}

var listIndex = regexp.MustCompile(`\[\d+\]`)

// pattern turns a path into the form that types use: "subnets[1].name" into "subnets[].name".
func pattern(path string) string { return listIndex.ReplaceAllString(path, "[]") }

// within reports whether a pattern or one of its ancestors is in a set.
func within(set map[string]bool, p string) bool {
	for {
		if set[p] {
			return true
		}
		switch cut := max(strings.LastIndexByte(p, '.'), strings.LastIndexByte(p, '[')); {
		case cut < 0:
			return false
		default:
			p = p[:cut]
		}
	}
}

type differ struct {
	changes   map[string]Change
	replacing map[string]bool
}

func (d differ) note(path string, kind ChangeKind) {
	d.changes[path] = Change{Kind: kind, Replace: within(d.replacing, pattern(path))}
}

func (d differ) object(path string, before, after map[string]any) {
	for key, a := range after {
		if strings.HasPrefix(key, "__") {
			continue
		}
		at := joinPath(path, key)
		if b := before[key]; b != nil {
			d.value(at, b, a)
		} else if a != nil {
			d.note(at, Added)
		}
	}
	for key, b := range before {
		if _, ok := after[key]; !ok && b != nil && !strings.HasPrefix(key, "__") {
			d.note(joinPath(path, key), Deleted)
		}
	}
}

func (d differ) value(path string, before, after any) {
	if after == nil {
		d.note(path, Deleted)
		return
	}
	switch b := before.(type) {
	case map[string]any:
		if a, ok := after.(map[string]any); ok {
			d.object(path, b, a)
			return
		}
	case []any:
		if a, ok := after.([]any); ok {
			d.list(path, b, a)
			return
		}
	}
	if !Equal(before, after) {
		d.note(path, Updated)
	}
}

func (d differ) list(path string, before, after []any) {
	for i := range max(len(before), len(after)) {
		at := path + "[" + strconv.Itoa(i) + "]"
		switch {
		case i >= len(before):
			d.note(at, Added)
		case i >= len(after):
			d.note(at, Deleted)
		default:
			d.value(at, before[i], after[i])
		}
	}
}
