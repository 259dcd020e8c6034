package rules_test

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// everyPlace lists the path of every value in a property map, leaves first, then the arrays and objects around them.
func everyPlace(m resource.PropertyMap) []resource.PropertyPath {
	var places []resource.PropertyPath
	var walk func(v resource.PropertyValue, at resource.PropertyPath)
	walk = func(v resource.PropertyValue, at resource.PropertyPath) {
		switch {
		case v.IsObject():
			for _, key := range v.ObjectValue().StableKeys() {
				walk(v.ObjectValue()[key], append(slices.Clone(at), string(key)))
			}
		case v.IsArray():
			for i, element := range v.ArrayValue() {
				walk(element, append(slices.Clone(at), i))
			}
		}
		if len(at) > 0 {
			places = append(places, at)
		}
	}
	walk(resource.NewObjectProperty(m), nil)
	return places
}

// replaceAt returns a copy of the map in which one value is replaced. A value that has been wrapped on the way is
// opened.
func replaceAt(m resource.PropertyMap, at resource.PropertyPath, replace func(resource.PropertyValue) resource.PropertyValue) resource.PropertyMap {
	var rebuild func(v resource.PropertyValue, rest resource.PropertyPath) resource.PropertyValue
	rebuild = func(v resource.PropertyValue, rest resource.PropertyPath) resource.PropertyValue {
		if len(rest) == 0 {
			return replace(v)
		}
		switch step := rest[0].(type) {
		case string:
			copied := v.ObjectValue().Copy()
			copied[resource.PropertyKey(step)] = rebuild(copied[resource.PropertyKey(step)], rest[1:])
			return resource.NewObjectProperty(copied)
		default:
			copied := slices.Clone(v.ArrayValue())
			copied[step.(int)] = rebuild(copied[step.(int)], rest[1:])
			return resource.NewArrayProperty(copied)
		}
	}
	return rebuild(resource.NewObjectProperty(m), at).ObjectValue()
}

func unknownAt(resource.PropertyValue) resource.PropertyValue {
	return resource.MakeComputed(resource.NewStringProperty(""))
}
