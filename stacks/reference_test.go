package stacks_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

const module = "github.com/aks-landing-zone/aks-landing-zone"

// reflectConfig makes a schema of the configuration's Go structs: types from the fields, descriptions from their doc
// comments.
func reflectConfig(t *testing.T) *jsonschema.Schema {
	t.Helper()
	reflector := &jsonschema.Reflector{RequiredFromJSONSchemaTags: true, Anonymous: true, ExpandedStruct: true, Namer: definitionName}
	folders, err := filepath.Glob("../components/*")
	require.NoError(t, err)
	for _, folder := range append(folders, ".", "../environment") {
		require.NoError(t, reflector.AddGoComments(module+"/stacks", folder))
	}
	reflector.Mapper = func(of reflect.Type) *jsonschema.Schema {
		if of == reflect.TypeFor[environment.Class]() {
			return &jsonschema.Schema{Type: "string", Enum: []any{"dev", "qa", "prod"}}
		}
		return nil
	}
	return reflector.Reflect(&stacks.Config{})
}

// definitionName tells apart the structs that have the same name in several packages: hub.Settings, spoke.Settings.
func definitionName(of reflect.Type) string {
	if of.Name() == "" {
		return "" // a list or a map of something named
	}
	return path.Base(of.PkgPath()) + "." + of.Name()
}

// plain shortens a doc comment to one paragraph.
func plain(comment string) string { return strings.Join(strings.Fields(comment), " ") }

func TestSchemaOfStackFilesIsCurrent(t *testing.T) {
	config := reflectConfig(t)
	properties := jsonschema.NewProperties()
	for pair := config.Properties.Oldest(); pair != nil; pair = pair.Next() {
		pair.Value.Description = plain(pair.Value.Description)
		properties.Set(stacks.Namespace+":"+pair.Key, pair.Value)
	}
	for _, definition := range config.Definitions {
		describe(definition)
	}
	document := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Stack file of the AKS landing zone",
		"type": "object", "required": []string{"config"},
		"properties": map[string]any{"config": map[string]any{
			"type": "object", "properties": properties,
			"required":          []string{stacks.Namespace + ":environment", stacks.Namespace + ":subscriptions", stacks.Namespace + ":workload", stacks.Namespace + ":regions"},
			"patternProperties": map[string]any{"^(?!" + stacks.Namespace + ":)[^:]+:": true}, "additionalProperties": false,
		}},
		"$defs": config.Definitions,
	}
	encoded, err := json.MarshalIndent(document, "", "  ")
	require.NoError(t, err)
	golden.Compare(t, "../docs/reference/stack.schema.json", string(encoded)+"\n")
}

func describe(schema *jsonschema.Schema) {
	schema.Description = plain(schema.Description)
	if schema.Properties == nil {
		return
	}
	for pair := schema.Properties.Oldest(); pair != nil; pair = pair.Next() {
		pair.Value.Description = plain(pair.Value.Description)
		if pair.Value.Type == "string" && isSecretKey(pair.Key) {
			secret := &jsonschema.Schema{Type: "object", Description: "an encrypted value, as `pulumi config set --secret` writes it"}
			*pair.Value = jsonschema.Schema{Description: pair.Value.Description, AnyOf: []*jsonschema.Schema{{Type: "string"}, secret}}
		}
	}
}

func isSecretKey(key string) bool {
	for _, suffix := range []string{"Certificate", "Password", "Key", "Token"} {
		if strings.HasSuffix(key, suffix) {
			return true
		}
	}
	return false
}

// Every key must say what it means: the page and the editor have nothing else to show.
func TestEveryKeyIsDescribed(t *testing.T) {
	config := reflectConfig(t)
	for pair := config.Properties.Oldest(); pair != nil; pair = pair.Next() {
		assert.NotEmpty(t, pair.Value.Description, pair.Key)
	}
	for name, definition := range config.Definitions {
		if definition.Properties == nil {
			continue
		}
		for pair := definition.Properties.Oldest(); pair != nil; pair = pair.Next() {
			assert.NotEmpty(t, pair.Value.Description, "%s.%s", name, pair.Key)
		}
	}
}

const referenceHead = `# Configuration

Every key of a stack file, with its defaults. Made from the Go structs that the keys are decoded into; edit those and run
` + "`make generate`" + `. A list's defaults are those of one element.

Editors that know the YAML language server check and complete stack files by [stack.schema.json](stack.schema.json).
`

func TestConfigurationReferenceIsCurrent(t *testing.T) {
	schema := reflectConfig(t)
	var page strings.Builder
	page.WriteString(referenceHead)
	structure := reflect.TypeFor[stacks.Config]()
	for i := range structure.NumField() {
		f := structure.Field(i)
		name := jsonName(f)
		if name == "" {
			continue
		}
		property, ok := schema.Properties.Get(name)
		require.True(t, ok, name)
		fmt.Fprintf(&page, "\n## %s:%s\n\n%s\n", stacks.Namespace, name, told(f.Name, name, property.Description))
		rows := keyRows(schema, "", f.Type)
		if len(rows) > 0 {
			page.WriteString("\n| key | default in dev | default in prod | meaning |\n|---|---|---|---|\n")
		}
		for _, row := range rows {
			fmt.Fprintf(&page, "| `%s` | %s | %s | %s |\n", row.key, row.dev, row.prod, strings.ReplaceAll(row.meaning, "|", "\\|"))
		}
	}
	golden.Compare(t, "../docs/reference/configuration.md", page.String())
}

type keyRow struct{ key, dev, prod, meaning string }

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" {
		return ""
	}
	return name
}

// element follows lists, maps and pointers to the struct inside.
func element(of reflect.Type) (reflect.Type, string) {
	suffix := ""
	for {
		switch of.Kind() {
		case reflect.Slice:
			of, suffix = of.Elem(), suffix+"[]"
		case reflect.Pointer:
			of = of.Elem()
		default:
			return of, suffix
		}
	}
}

func keyRows(schema *jsonschema.Schema, prefix string, of reflect.Type) []keyRow {
	inner, suffix := element(of)
	if inner.Kind() != reflect.Struct {
		return nil
	}
	dev, prod := withDefaults(inner, environment.Dev), withDefaults(inner, environment.Prod)
	return structRows(schema, prefix+suffix, inner, dev, prod)
}

func withDefaults(of reflect.Type, class environment.Class) reflect.Value {
	value := reflect.New(of)
	if defaulter, ok := value.Interface().(field.Defaulter); ok {
		defaulter.SetDefaults(class)
	}
	return value.Elem()
}

func structRows(schema *jsonschema.Schema, prefix string, of reflect.Type, dev, prod reflect.Value) []keyRow {
	definition := schema.Definitions[definitionName(of)]
	var rows []keyRow
	for i := range of.NumField() {
		f := of.Field(i)
		name := jsonName(f)
		if name == "" {
			continue
		}
		key := strings.TrimPrefix(prefix+"."+name, ".")
		meaning := ""
		if definition != nil {
			if property, ok := definition.Properties.Get(name); ok {
				meaning = told(f.Name, name, property.Description)
			}
		}
		inner, suffix := element(f.Type)
		rows = append(rows, keyRow{key + suffix, shown(dev.Field(i)), shown(prod.Field(i)), meaning})
		switch {
		case inner.Kind() == reflect.Struct && suffix == "" && f.Type.Kind() != reflect.Pointer:
			rows[len(rows)-1].dev, rows[len(rows)-1].prod = "", ""
			rows = append(rows, structRows(schema, key, inner, dev.Field(i), prod.Field(i))...)
		case inner.Kind() == reflect.Struct:
			rows[len(rows)-1].dev, rows[len(rows)-1].prod = "", ""
			rows = append(rows, keyRows(schema, key, f.Type)...)
		}
	}
	return rows
}

// told begins a doc comment with the key instead of the Go field that it begins with.
func told(goName, key, comment string) string {
	text := plain(comment)
	if rest, ok := strings.CutPrefix(text, goName+" "); ok {
		return "`" + key + "` " + rest
	}
	return text
}

func shown(value reflect.Value) string {
	// The smallest of all numbers stands for one that follows from other keys.
	if value.IsZero() && value.Kind() != reflect.Bool || value.Kind() == reflect.Int && value.Int() == math.MinInt {
		return ""
	}
	encoded, err := json.Marshal(value.Interface())
	if err != nil {
		return ""
	}
	return "`" + strings.Trim(string(encoded), `"`) + "`"
}

// The project file declares the same keys that the program reads.
func TestProjectDeclaresEveryKey(t *testing.T) {
	content, err := os.ReadFile("../Pulumi.yaml")
	require.NoError(t, err)
	var project struct {
		Name   string                    `json:"name"`
		Config map[string]map[string]any `json:"config"`
	}
	require.NoError(t, yaml.Unmarshal(content, &project))
	assert.Equal(t, stacks.Namespace, project.Name)
	declared := []string{}
	for key, declaration := range project.Config {
		if strings.HasPrefix(key, "pulumi:") {
			continue
		}
		declared = append(declared, key)
		assert.NotEmpty(t, declaration["type"], key)
		assert.NotEmpty(t, declaration["description"], key)
	}
	assert.ElementsMatch(t, stacks.SectionNames(), declared)
}
