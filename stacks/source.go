package stacks

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"sigs.k8s.io/yaml"
)

// rawFromContext reads the stack's configuration from the engine. The engine does not list the keys that it has, so
// unknown ones are found in the stack file, where there is one.
func rawFromContext(ctx *pulumi.Context) (Raw, error) {
	raw := Raw{File: fmt.Sprintf("Pulumi.%s.yaml", ctx.Stack()), Values: map[string]string{}, Secret: map[string]bool{}}
	for _, name := range SectionNames() {
		key := Namespace + ":" + name
		if value, ok := ctx.GetConfig(key); ok {
			raw.Values[key] = value
		}
		raw.Secret[key] = ctx.IsConfigSecret(key)
	}
	fromFile, err := ReadFile(filepath.Join(ctx.RootDirectory(), raw.File))
	if errors.Is(err, fs.ErrNotExist) {
		return raw, nil
	}
	if err != nil {
		return Raw{}, err
	}
	for key, value := range fromFile.Values {
		if _, known := raw.Values[key]; !known {
			raw.Values[key] = value
		}
	}
	return raw, nil
}

// ReadFile reads a stack file as it stands, without the engine. Encrypted values stay encrypted: their sections are
// marked secret and their values are empty.
func ReadFile(path string) (Raw, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Raw{}, fmt.Errorf("reading the stack file: %w", err)
	}
	return ParseFile(filepath.Base(path), content)
}

// ParseFile decodes the content of a stack file.
func ParseFile(name string, content []byte) (Raw, error) {
	var file struct {
		Config map[string]any `json:"config"`
	}
	if err := yaml.Unmarshal(content, &file); err != nil {
		return Raw{}, fmt.Errorf("%s is not a stack file: %w; it begins with a key named config", name, err)
	}
	raw := Raw{File: name, Values: map[string]string{}, Secret: map[string]bool{}}
	for key, value := range file.Config {
		if !strings.Contains(key, ":") {
			// Pulumi takes a key without a name space as one of the project.
			key = Namespace + ":" + key
		}
		var secret bool
		value = withoutSecrets(value, &secret)
		raw.Secret[key] = secret
		if text, ok := value.(string); ok {
			raw.Values[key] = text
			continue
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			return Raw{}, fmt.Errorf("%s: %s: %w", name, key, err)
		}
		raw.Values[key] = string(encoded)
	}
	return raw, nil
}

// withoutSecrets replaces {secure: <ciphertext>} by a text that stands for it.
func withoutSecrets(value any, found *bool) any {
	switch v := value.(type) {
	case map[string]any:
		if _, ok := v["secure"]; ok && len(v) == 1 {
			*found = true
			return hiddenSecret
		}
		for key := range v {
			v[key] = withoutSecrets(v[key], found)
		}
	case []any:
		for i := range v {
			v[i] = withoutSecrets(v[i], found)
		}
	}
	return value
}
