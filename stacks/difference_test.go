package stacks_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// compared are the parts of a registration whose changes count. What a resource waits for follows mostly from the rest; what
// does not is told of resources that are new.
var compared = []string{
	"provider", "inputs", "secrets", "protect", "retainOnDelete", "deleteBeforeReplace", "importId", "ignoreChanges", "replaceOnChanges",
	"deletedWith", "createTimeout", "updateTimeout", "deleteTimeout",
}

// difference tells two graphs apart: which resources one has and the other has not, by type and name, and for those in
// both which values differ. Resources with the same differences stand together.
func difference(t *testing.T, before, after string) string {
	t.Helper()
	was, is := byKey(t, before), byKey(t, after)
	var added, removed, changed, order []string
	together := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(is)) {
		old, existed := was[key]
		if !existed {
			added = append(added, "+ "+key+waitsFor(is[key]))
			continue
		}
		var lines []string
		for _, part := range compared {
			compare(strings.TrimPrefix(part, "inputs"), old[part], is[key][part], &lines)
		}
		if len(lines) > 0 {
			what := "\n    " + strings.Join(lines, "\n    ")
			if together[what] == nil {
				order = append(order, what)
			}
			together[what] = append(together[what], "~ "+key)
		}
	}
	for _, what := range order {
		changed = append(changed, strings.Join(together[what], "\n")+what)
	}
	for _, key := range slices.Sorted(maps.Keys(was)) {
		if _, exists := is[key]; !exists {
			removed = append(removed, "- "+key)
		}
	}
	return fmt.Sprintf("%d added, %d removed, %d changed\n", len(added), len(removed), strings.Count("\n"+strings.Join(changed, "\n"), "\n~ ")) +
		section(added) + section(removed) + section(changed)
}

// waitsFor names what a resource waits for although none of its inputs says so.
func waitsFor(registration map[string]any) string {
	var names []string
	dependsOn, _ := registration["dependsOn"].([]any)
	for _, key := range dependsOn {
		_, name, _ := strings.Cut(key.(string), "::")
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return "\n    after " + strings.Join(names, ", ")
}

func section(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

func byKey(t *testing.T, graph string) map[string]map[string]any {
	t.Helper()
	var all []map[string]any
	require.NoError(t, json.Unmarshal([]byte(graph), &all))
	found := map[string]map[string]any{}
	for _, r := range all {
		key := fmt.Sprintf("%s::%s", r["type"], r["name"])
		require.NotContains(t, found, key, "two resources of one type and name")
		found[key] = r
	}
	return found
}

// compare notes where two values differ. Elements of lists are told apart by their names, where they all have one.
func compare(path string, before, after any, lines *[]string) {
	if reflect.DeepEqual(before, after) {
		return
	}
	was, is := members(before), members(after)
	if was == nil || is == nil {
		*lines = append(*lines, fmt.Sprintf("%s: %s -> %s", strings.TrimPrefix(path, "."), text(before, after), text(after, before)))
		return
	}
	already := len(*lines)
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		compare(path+name, was[name], is[name], lines)
	}
	if len(*lines) == already {
		*lines = append(*lines, strings.TrimPrefix(path, ".")+": another order")
	}
}

// members are the parts of a value by the path that leads to them; nil for a value without parts.
func members(value any) map[string]any {
	found := map[string]any{}
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			found["."+name] = member
		}
	case []any:
		for i, member := range v {
			found["["+elementName(v, i)+"]"] = member
		}
	default:
		return nil
	}
	return found
}

// elementName is the name of an element, or its number where names are missing or not unique.
func elementName(list []any, index int) string {
	var names []string
	for _, element := range list {
		object, _ := element.(map[string]any)
		name, ok := object["name"].(string)
		if !ok || slices.Contains(names, name) {
			return fmt.Sprintf("%03d", index)
		}
		names = append(names, name)
	}
	return names[index]
}

// longestText is how much of a value is shown.
const longestText = 240

// text shows a value; of a long one, the part in which it differs from the other.
func text(value, other any) string {
	if value == nil {
		return "none"
	}
	encode := func(v any) string {
		var b strings.Builder
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(v); err != nil {
			return err.Error()
		}
		return strings.TrimSuffix(b.String(), "\n")
	}
	whole, beside := encode(value), encode(other)
	if len(whole) <= longestText {
		return whole
	}
	from := 0
	for from < len(whole) && from < len(beside) && whole[from] == beside[from] {
		from++
	}
	from = max(0, min(from-longestText/4, len(whole)-longestText))
	return fmt.Sprintf("... %s ... (%d characters)", whole[from:from+longestText], len(whole))
}

func TestDifference(t *testing.T) {
	const before = `[
		{"type": "a:b:C", "name": "same", "inputs": {"x": 1}, "dependsOn": ["y"]},
		{"type": "a:b:C", "name": "gone"}, {"type": "a:b:C", "name": "twin", "protect": true}, {"type": "a:b:C", "name": "twin's twin", "protect": true},
		{"type": "a:b:C", "name": "other", "protect": true, "inputs": {
			"tags": {"a": "1", "b": "2"}, "rules": [{"name": "r1", "port": 1}, {"name": "r2", "port": 2}], "list": ["x", "y"], "order": [{"name": "p"}, {"name": "q"}]}}
	]`
	const after = `[
		{"type": "a:b:C", "name": "same", "inputs": {"x": 1}},
		{"type": "a:b:C", "name": "new"}, {"type": "a:b:C", "name": "twin"}, {"type": "a:b:C", "name": "twin's twin"},
		{"type": "a:b:C", "name": "other", "inputs": {
			"tags": {"a": "1", "b": "3"}, "rules": [{"name": "r0", "port": 0}, {"name": "r2", "port": 3}], "list": ["x", "z"], "order": [{"name": "p"}, {"name": "q"}]}}
	]`
	assert.Equal(t, `1 added, 1 removed, 3 changed

+ a:b:C::new

- a:b:C::gone

~ a:b:C::other
    list[001]: "y" -> "z"
    rules[r0]: none -> {"name":"r0","port":0}
    rules[r1]: {"name":"r1","port":1} -> none
    rules[r2].port: 2 -> 3
    tags.b: "2" -> "3"
    protect: true -> none
~ a:b:C::twin
~ a:b:C::twin's twin
    protect: true -> none
`, difference(t, before, after))
	assert.Contains(t, difference(t, before, strings.ReplaceAll(before, `{"name": "p"}, {"name": "q"}`, `{"name": "q"}, {"name": "p"}`)), "order: another order")
	assert.Equal(t, "0 added, 0 removed, 0 changed\n", difference(t, before, before))
}
