package pack

import (
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// Map is a property map in plain Go data: bool, int, float64, string, []any and Map inside one another. A value may be
// [Unknown].
type Map = map[string]any

// Unknown stands in an example for a value that is not known before deployment.
var Unknown unknownValue

type unknownValue struct{}

// Examples are the named cases of a rule. They are its tests and appear in no output.
type Examples map[string]Example

// Example is one case: a few resources, and under which circumstances they are judged.
type Example struct {
	// Resources are judged together; for a rule about single resources each is judged alone.
	Resources []ExampleResource
	// Class is the environment class; empty means [Prod].
	Class Class
	// StackConfig is the configuration of the stack; nil means one that states the class and nothing else.
	StackConfig map[string]string
	// Settings override settings of the rule, by name.
	Settings Map
}

// In returns the example under another environment class.
func (e Example) In(class Class) Example {
	e.Class = class
	return e
}

// Configured returns the example in a stack with exactly this configuration.
func (e Example) Configured(stackConfig map[string]string) Example {
	e.StackConfig = stackConfig
	return e
}

// With returns the example with one setting of the rule changed.
func (e Example) With(setting string, value any) Example {
	settings := Map{setting: value}
	for k, v := range e.Settings {
		if k != setting {
			settings[k] = v
		}
	}
	e.Settings = settings
	return e
}

// ExampleResource is a resource in an example.
type ExampleResource struct {
	// Name is the last part of the URN; empty means "example" and its position.
	Name string
	// Type is the type token, with or without API version.
	Type string
	// Properties are the inputs, or for a stack rule the outputs.
	Properties Map
	// DependsOn maps a top-level property to the names of the resources in the example whose outputs it was made from.
	DependsOn map[string][]string
	// Provider are the inputs of the provider that the resource belongs to.
	Provider Map
}

// One is the example of a single resource.
func One(token string, properties Map) Example {
	return Example{Resources: []ExampleResource{{Type: token, Properties: properties}}}
}

// Together is the example of several resources.
func Together(resources ...ExampleResource) Example { return Example{Resources: resources} }

// Options returns the circumstances of the example, for the rule that it belongs to.
func (e Example) Options(rule string) Options {
	config := e.StackConfig
	if config == nil {
		class := e.Class
		if class == "" {
			class = Prod
		}
		config = map[string]string{configNamespace + ":environment": string(class)}
	}
	return Options{
		Project:     "example",
		StackConfig: config,
		Policy:      map[string]plugin.AnalyzerPolicyConfig{rule: {Properties: e.Settings}},
	}
}

// Materialize turns the resources of the example into what the engine sends.
func (e Example) Materialize() []plugin.AnalyzerStackResource {
	urns := make(map[string]resource.URN, len(e.Resources))
	names := make([]string, len(e.Resources))
	for i, r := range e.Resources {
		if names[i] = r.Name; names[i] == "" {
			names[i] = "example" + strconv.Itoa(i)
		}
		urns[names[i]] = resource.NewURN("example", "example", "", tokens.Type(r.Type), names[i])
	}
	made := make([]plugin.AnalyzerStackResource, 0, len(e.Resources))
	for i, r := range e.Resources {
		m := plugin.AnalyzerStackResource{
			AnalyzerResource: plugin.AnalyzerResource{
				URN:        urns[names[i]],
				Type:       tokens.Type(r.Type),
				Name:       names[i],
				Properties: propertyMap(r.Properties),
			},
			PropertyDependencies: map[resource.PropertyKey][]resource.URN{},
		}
		if r.Provider != nil {
			m.Provider = &plugin.AnalyzerProviderResource{Properties: propertyMap(r.Provider)}
		}
		for property, on := range r.DependsOn {
			for _, name := range on {
				key := resource.PropertyKey(property)
				m.PropertyDependencies[key] = append(m.PropertyDependencies[key], urns[name])
			}
		}
		made = append(made, m)
	}
	return made
}

func propertyMap(m Map) resource.PropertyMap {
	return resource.NewPropertyMapFromMapRepl(m, nil, func(v any) (resource.PropertyValue, bool) {
		if _, ok := v.(unknownValue); ok {
			return resource.MakeComputed(resource.NewStringProperty("")), true
		}
		return resource.PropertyValue{}, false
	})
}
