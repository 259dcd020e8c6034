package field

import (
	"fmt"
	"slices"
	"strings"
)

// OneOf reports a mistake unless value is one of allowed.
func OneOf(path Path, value string, allowed []string, source string) Errors {
	if slices.Contains(allowed, value) {
		return nil
	}
	if value == "" {
		return Errors{{Path: path, Rule: "is required", Remedy: "choose one of " + strings.Join(allowed, ", "), Source: source}}
	}
	return Errors{{
		Path: path, Value: value, Rule: "is not supported", Remedy: "choose one of " + strings.Join(allowed, ", "), Source: source,
	}}
}

// Between reports a mistake unless min <= value <= max.
func Between(path Path, value, min, max int, source string) Errors {
	if value >= min && value <= max {
		return nil
	}
	return Errors{{
		Path: path, Value: value, Rule: fmt.Sprintf("is outside %d to %d", min, max),
		Remedy: fmt.Sprintf("choose %d to %d", min, max), Source: source,
	}}
}

// Required reports a mistake when value is empty.
func Required(path Path, value, remedy string) Errors {
	if value != "" {
		return nil
	}
	return Errors{{Path: path, Rule: "is required", Remedy: remedy}}
}
