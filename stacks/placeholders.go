package stacks

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// placeholder recognises the values that the shipped stack files stand in for what only a tenant knows: GUIDs that
// no tenant has, names below the reserved domain .example (RFC 6761), and addresses reserved for documentation
// (RFC 5737).
var placeholder = regexp.MustCompile(`^00000000-0000-4000-8000-|\.example(/|$)|contoso-example|^203\.0\.113\.`)

// Placeholders lists the keys that still hold a placeholder. The simulator takes them; Azure does not.
func Placeholders(raw Raw) []field.Path {
	var found []field.Path
	for _, key := range slices.Sorted(maps.Keys(raw.Values)) {
		if !strings.HasPrefix(key, Namespace+":") {
			continue
		}
		var value any
		if json.Unmarshal([]byte(raw.Values[key]), &value) != nil {
			value = raw.Values[key]
		}
		findPlaceholders(field.Path(key), value, &found)
	}
	return found
}

func findPlaceholders(path field.Path, value any, found *[]field.Path) {
	switch v := value.(type) {
	case string:
		if placeholder.MatchString(v) {
			*found = append(*found, path)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			findPlaceholders(path.Child(key), v[key], found)
		}
	case []any:
		for i, element := range v {
			findPlaceholders(path.Index(i), element, found)
		}
	}
}
