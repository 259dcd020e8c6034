package monitor

import (
	"fmt"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// reader turns properties into JSON values and notes where secrets stood.
type reader struct{ secrets []string }

func (r *reader) object(path string, properties resource.PropertyMap) (map[string]any, error) {
	object := make(map[string]any, len(properties))
	for key, value := range properties {
		at := string(key)
		if path != "" {
			at = path + "." + at
		}
		v, err := r.value(at, value)
		if err != nil {
			return nil, err
		}
		if v != nil {
			object[string(key)] = v
		}
	}
	return object, nil
}

func (r *reader) value(path string, value resource.PropertyValue) (any, error) {
	switch {
	case value.IsNull():
		return nil, nil
	case value.IsBool(), value.IsNumber(), value.IsString():
		return value.V, nil
	case value.IsArray():
		list := make([]any, len(value.ArrayValue()))
		for i, element := range value.ArrayValue() {
			v, err := r.value(path+"["+strconv.Itoa(i)+"]", element)
			if err != nil {
				return nil, err
			}
			list[i] = v
		}
		return list, nil
	case value.IsObject():
		return r.object(path, value.ObjectValue())
	case value.IsSecret():
		r.secrets = append(r.secrets, path)
		return r.value(path, value.SecretValue().Element)
	case value.IsComputed():
		return engine.Unknown, nil
	case value.IsOutput():
		output := value.OutputValue()
		if output.Secret {
			r.secrets = append(r.secrets, path)
		}
		if !output.Known {
			return engine.Unknown, nil
		}
		return r.value(path, output.Element)
	case value.IsResourceReference():
		ref := value.ResourceReferenceValue()
		if id, known := ref.IDString(); known && id != "" {
			return id, nil
		}
		return string(ref.URN), nil
	}
	return nil, fmt.Errorf("%s: a value of type %s is nothing that Azure takes", path, value.TypeString())
}

// properties turns JSON values into properties; what stands at one of the secret paths becomes secret again.
func properties(path string, object map[string]any, secrets map[string]bool) resource.PropertyMap {
	result := make(resource.PropertyMap, len(object))
	for key, value := range object {
		at := key
		if path != "" {
			at = path + "." + key
		}
		result[resource.PropertyKey(key)] = property(at, value, secrets)
	}
	return result
}

func property(path string, value any, secrets map[string]bool) resource.PropertyValue {
	var p resource.PropertyValue
	switch v := value.(type) {
	case map[string]any:
		p = resource.NewProperty(properties(path, v, secrets))
	case []any:
		list := make([]resource.PropertyValue, len(v))
		for i, element := range v {
			list[i] = property(path+"["+strconv.Itoa(i)+"]", element, secrets)
		}
		p = resource.NewProperty(list)
	default:
		if engine.IsUnknown(value) {
			p = resource.MakeComputed(resource.NewProperty(""))
		} else {
			p = resource.NewPropertyValue(value)
		}
	}
	if secrets[path] {
		return resource.MakeSecret(p)
	}
	return p
}
