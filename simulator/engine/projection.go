package engine

// project returns the part of a value that a schema has a place for: inputs that are echoed as outputs, or outputs seen
// as inputs.
func (s *Schema) project(raw any) any {
	switch s.kind {
	case kindObject:
		object, ok := raw.(map[string]any)
		if !ok {
			return nil
		}
		result := map[string]any{}
		for name, p := range s.fields {
			if v, ok := object[name]; ok && v != nil {
				if v = p.project(v); v != nil {
					result[name] = v
				}
			}
		}
		return result
	case kindUnion:
		if object := s.choose(Of(raw)); object != nil {
			return object.project(raw)
		}
		return Clone(raw)
	case kindList:
		list, ok := raw.([]any)
		if !ok {
			return nil
		}
		result := make([]any, len(list))
		for i, v := range list {
			result[i] = s.element.project(v)
		}
		return result
	case kindMap:
		object, ok := raw.(map[string]any)
		if !ok {
			return nil
		}
		result := make(map[string]any, len(object))
		for k, v := range object {
			result[k] = s.element.project(v)
		}
		return result
	}
	return Clone(raw)
}

// preview returns what is known of the outputs before a resource is created, as azure-native computes it: an output
// that is also an input is known as far as the input is, every other is unknown, at every depth.
// Source: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/convert/previewOutputs.go
func (s *Schema) preview(raw any) any {
	switch s.kind {
	case kindObject:
		if object, ok := raw.(map[string]any); ok {
			result := map[string]any{}
			for name, p := range s.fields {
				if v, ok := object[name]; ok && v != nil {
					result[name] = p.preview(v)
				} else {
					result[name] = Unknown
				}
			}
			return result
		}
	case kindList:
		if list, ok := raw.([]any); ok {
			result := make([]any, len(list))
			for i, v := range list {
				result[i] = s.element.preview(v)
			}
			return result
		}
	case kindMap:
		if object, ok := raw.(map[string]any); ok {
			result := make(map[string]any, len(object))
			for k, v := range object {
				result[k] = s.element.preview(v)
			}
			return result
		}
	case kindString:
		if _, ok := raw.(string); ok {
			return raw
		}
	case kindBool:
		if _, ok := raw.(bool); ok {
			return raw
		}
	case kindInt, kindNumber:
		if _, ok := raw.(float64); ok {
			return raw
		}
	case kindUnion, kindAny:
		return Clone(raw)
	}
	return Unknown
}

// fits reports the first output that a schema has no place for, or "".
func (s *Schema) fits(v Value) string {
	switch s.kind {
	case kindObject:
		for _, name := range v.Keys() {
			p, ok := s.fields[name]
			if !ok {
				return v.At(name).Path()
			}
			if path := p.fits(v.At(name)); path != "" {
				return path
			}
		}
	case kindList:
		for _, item := range v.Items() {
			if path := s.element.fits(item); path != "" {
				return path
			}
		}
	case kindMap:
		for _, key := range v.Keys() {
			if path := s.element.fits(v.At(key)); path != "" {
				return path
			}
		}
	}
	return ""
}

// Misplaced returns the path of an output for which the type's State has no place; "" when all fit. It lets a service's
// tests hold its outputs against the published SDK.
func (t *Type) Misplaced(outputs map[string]any) string { return t.outputs.fits(Of(outputs)) }
