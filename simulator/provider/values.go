package provider

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// plain turns properties into JSON values. Secrets lose their wrapping, which seal puts back; values that are not
// known become engine.Unknown.
func plain(properties resource.PropertyMap) (map[string]any, error) {
	object := make(map[string]any, len(properties))
	for key, value := range properties {
		converted, err := plainValue(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		object[string(key)] = converted
	}
	return object, nil
}

func plainValue(value resource.PropertyValue) (any, error) {
	switch {
	case value.IsNull():
		return nil, nil
	case value.IsBool():
		return value.BoolValue(), nil
	case value.IsNumber():
		return value.NumberValue(), nil
	case value.IsString():
		return value.StringValue(), nil
	case value.IsArray():
		list := make([]any, len(value.ArrayValue()))
		for i, element := range value.ArrayValue() {
			converted, err := plainValue(element)
			if err != nil {
				return nil, fmt.Errorf("[%d]: %w", i, err)
			}
			list[i] = converted
		}
		return list, nil
	case value.IsObject():
		return plain(value.ObjectValue())
	case value.IsSecret():
		return plainValue(value.SecretValue().Element)
	case value.IsComputed():
		return engine.Unknown, nil
	case value.IsOutput():
		if !value.OutputValue().Known {
			return engine.Unknown, nil
		}
		return plainValue(value.OutputValue().Element)
	}
	return nil, fmt.Errorf("a value of type %s is nothing that Azure takes", value.TypeString())
}

// properties turns JSON values into properties.
func properties(object map[string]any) resource.PropertyMap {
	result := make(resource.PropertyMap, len(object))
	for key, value := range object {
		result[resource.PropertyKey(key)] = property(value)
	}
	return result
}

func property(value any) resource.PropertyValue {
	if engine.IsUnknown(value) {
		return resource.MakeComputed(resource.NewProperty(""))
	}
	switch v := value.(type) {
	case map[string]any:
		return resource.NewProperty(properties(v))
	case []any:
		list := make([]resource.PropertyValue, len(v))
		for i, element := range v {
			list[i] = property(element)
		}
		return resource.NewProperty(list)
	}
	return resource.NewPropertyValue(value)
}

// seal marks as secret, among results, what is secret among the properties they came from, at the same place.
func seal(results, from resource.PropertyMap) resource.PropertyMap {
	for key, source := range from {
		if result, ok := results[key]; ok {
			results[key] = sealValue(result, source)
		}
	}
	return results
}

func sealValue(result, source resource.PropertyValue) resource.PropertyValue {
	switch {
	case result.IsSecret():
		return result
	case source.IsSecret(), source.IsOutput() && source.OutputValue().Secret:
		return resource.MakeSecret(result)
	case source.IsObject() && result.IsObject():
		return resource.NewProperty(seal(result.ObjectValue(), source.ObjectValue()))
	case source.IsArray() && result.IsArray():
		elements := result.ArrayValue()
		for i, element := range source.ArrayValue() {
			if i < len(elements) {
				elements[i] = sealValue(elements[i], element)
			}
		}
		return resource.NewProperty(elements)
	}
	return result
}
