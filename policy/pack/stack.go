package pack

import (
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Stack is all resources of a deployment as a stack rule sees them: with their outputs, in the order of registration.
type Stack struct {
	*graph
	scope *scope
}

// graph indexes the resources of a stack once, whatever the number of rules.
type graph struct {
	nodes  []*node
	byType map[string][]*node
	byURN  map[resource.URN]*node
}

func newGraph(nodes []*node) *graph {
	g := &graph{nodes: nodes, byType: map[string][]*node{}, byURN: make(map[resource.URN]*node, len(nodes))}
	for _, n := range nodes {
		g.byType[n.canonical] = append(g.byType[n.canonical], n)
		g.byURN[n.urn] = n
	}
	return g
}

// Of returns the resources of the given types, type by type. API versions do not matter.
func (s Stack) Of(types ...string) []Resource {
	var found []Resource
	for _, t := range types {
		for _, n := range s.byType[Canonical(t)] {
			found = append(found, Resource{node: n, scope: s.scope})
		}
	}
	return found
}

// Class returns the environment class of the stack.
func (s Stack) Class() Class { return s.scope.class }

// Strings returns a setting of the rule that is a list of texts.
func (s Stack) Strings(setting string) []string { return s.scope.strings(setting) }

// Flag returns a setting of the rule that is a truth value.
func (s Stack) Flag(setting string) bool { return s.scope.flag(setting) }

// Number returns a setting of the rule that is a whole number.
func (s Stack) Number(setting string) int { return s.scope.number(setting) }

// Fail is the verdict that the stack as a whole violates the rule, with a sentence without full stop.
func (s Stack) Fail(format string, args ...any) Verdict { return Value{}.Fail(format, args...) }

// RefersTo reports whether this value is the ARM ID of the target. When the ID is known on both sides they are compared
// without case. When one is not known before deployment, the answer rests on what the engine recorded: a property made
// from an output of the target refers to it, one made only from outputs of others does not. Without such a record the
// name and the kind in the ID are compared, and failing that the answer is not known.
func (v Value) RefersTo(target Resource) Truth {
	return v.refers(target, func(id, ancestor string) bool { return strings.EqualFold(id, ancestor) })
}

// LiesIn is [Value.RefersTo] for the target or anything below it, such as a subnet of a network.
func (v Value) LiesIn(target Resource) Truth {
	return v.refers(target, func(id, ancestor string) bool {
		return len(id) >= len(ancestor) && strings.EqualFold(id[:len(ancestor)], ancestor) &&
			(len(id) == len(ancestor) || id[len(ancestor)] == '/')
	})
}

func (v Value) refers(target Resource, matches func(id, targetID string) bool) Truth {
	if v.state != present {
		return v.madeFrom(target)
	}
	id, ok := v.Text()
	if !ok {
		return False
	}
	id = strings.TrimSuffix(id, "/")
	if targetID, ok := target.At("id").Text(); ok && strings.HasPrefix(targetID, "/") {
		return Known(matches(id, strings.TrimSuffix(targetID, "/")))
	}
	if len(v.dependencies()) > 0 {
		return Known(v.Depends(target.urn))
	}
	name, named := target.At("name").Text()
	if !named {
		return DontKnow(v.Path())
	}
	segment := "/" + name
	if armType, ok := target.At("type").Text(); ok {
		segment = "/" + armType[strings.LastIndex(armType, "/")+1:] + segment
	}
	at := strings.LastIndex(strings.ToLower(id)+"/", strings.ToLower(segment)+"/")
	return Known(at >= 0 && matches(id, id[:at+len(segment)]))
}

// madeFrom answers for a value that is not there or not known yet.
func (v Value) madeFrom(target Resource) Truth {
	switch {
	case v.state == absent:
		return False
	case v.Depends(target.urn):
		return True
	case len(v.dependencies()) > 0:
		return False
	default:
		return DontKnow(v.Path())
	}
}

// Names reports whether this value is the name of the target, given where the target keeps its name. Names are compared
// without case. When one of the two is not known before deployment, the answer rests on what the engine recorded, as
// with [Value.RefersTo].
func (v Value) Names(target Resource, name Value) Truth {
	if v.state != present {
		return v.madeFrom(target)
	}
	text, ok := v.Text()
	if !ok {
		return False
	}
	if targetName, ok := name.Text(); ok {
		return Known(strings.EqualFold(text, targetName))
	}
	if len(v.dependencies()) > 0 {
		return Known(v.Depends(target.urn))
	}
	return DontKnow(name.Path())
}
