// Package environment names the classes of environment that the landing zone knows. A class decides defaults
// (a development cluster has one node where production has three); everything else that differs between two
// environments is written in their stack files.
package environment

import (
	"fmt"
	"strings"
)

// Class is the class of an environment: dev, qa or prod.
type Class string

// The classes, from the cheapest to the strictest.
const (
	Dev  Class = "dev"
	QA   Class = "qa"
	Prod Class = "prod"
)

// Classes returns all classes in that order.
func Classes() []Class { return []Class{Dev, QA, Prod} }

// Parse returns the class with the given name, or an error that lists the known names.
func Parse(name string) (Class, error) {
	for _, class := range Classes() {
		if string(class) == name {
			return class, nil
		}
	}
	names := make([]string, 0, len(Classes()))
	for _, class := range Classes() {
		names = append(names, string(class))
	}
	return "", fmt.Errorf("%q is not an environment class: %s", name, strings.Join(names, ", "))
}

// ProductionLike reports whether the class takes production's defaults. qa does, so that what is tested there is
// what will run.
func (c Class) ProductionLike() bool { return c == Prod || c == QA }

// Pick returns dev in a development environment and prod in one that is like production.
func Pick[T any](class Class, dev, prod T) T {
	if class.ProductionLike() {
		return prod
	}
	return dev
}
