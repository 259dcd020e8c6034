package stacks

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// secretSuffixes end the names of keys whose values must be encrypted in the stack file. A webhook's address lets whoever
// knows it post.
var secretSuffixes = []string{"Certificate", "Password", "Key", "Token", "serviceUri"}

// plaintextSecrets reports every key that holds a secret in the clear. Pulumi hands over a section with an encrypted
// value inside as secret as a whole.
func plaintextSecrets(raw Raw) field.Errors {
	var errors field.Errors
	for _, key := range slices.Sorted(maps.Keys(raw.Values)) {
		if !strings.HasPrefix(key, Namespace+":") || raw.Secret[key] {
			continue
		}
		var value any
		if json.Unmarshal([]byte(raw.Values[key]), &value) != nil {
			continue
		}
		findSecrets(field.Path(key), value, &errors)
	}
	return errors
}

func findSecrets(path field.Path, value any, errors *field.Errors) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if text, ok := v[key].(string); ok && text != "" && namesSecret(key) {
				errors.Add(field.Error{
					Path: path.Child(key), Rule: "is a secret in plain text",
					Remedy: "encrypt it: `pulumi config set --secret --path`, and change it where it was issued, since it may have been read",
				})
				continue
			}
			findSecrets(path.Child(key), v[key], errors)
		}
	case []any:
		for i, element := range v {
			findSecrets(path.Index(i), element, errors)
		}
	}
}

func namesSecret(key string) bool {
	return slices.ContainsFunc(secretSuffixes, func(suffix string) bool { return strings.HasSuffix(key, suffix) })
}
