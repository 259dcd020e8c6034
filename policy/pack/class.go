package pack

import (
	"fmt"
	"strings"
)

// Class is the environment class of a stack. It decides which rules stop a deployment.
type Class string

// The environment classes.
const (
	Dev  Class = "dev"
	QA   Class = "qa"
	Prod Class = "prod"
)

// ParseClass reads an environment class. Case does not matter; any other word is an error that names the three.
func ParseClass(s string) (Class, error) {
	switch class := Class(strings.ToLower(strings.TrimSpace(s))); class {
	case Dev, QA, Prod:
		return class, nil
	default:
		return "", fmt.Errorf("%q is not an environment class; use dev, qa or prod", s)
	}
}

// ClassSource says where the class of a judged stack comes from.
type ClassSource string

const (
	// ClassFromStack means that the configuration of the stack states it.
	ClassFromStack ClassSource = "stack configuration"
	// ClassFromPolicy means that the policy configuration states it, because the stack does not.
	ClassFromPolicy ClassSource = "policy configuration"
	// ClassAssumed means that nobody states it, or nobody does so legibly; prod is assumed, the strictest.
	ClassAssumed ClassSource = "assumption"
)

// classFromStack looks for the class in a stack's configuration, under the landing zone's own namespace first and the
// project's second, so that the pack can judge programs that have nothing to do with the landing zone.
func classFromStack(config map[string]string, project string) (class Class, problem string) {
	for _, key := range []string{configNamespace + ":environment", project + ":environment"} {
		value, ok := config[key]
		if !ok {
			continue
		}
		class, err := ParseClass(value)
		if err != nil {
			return "", fmt.Sprintf("%s: %v", key, err)
		}
		return class, ""
	}
	return "", ""
}

// configNamespace is the namespace of the landing zone's configuration in a stack file.
const configNamespace = "aks-landing-zone"
