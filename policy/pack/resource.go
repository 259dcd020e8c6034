package pack

import (
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Resource is one resource as a rule sees it.
type Resource struct {
	*node
	scope *scope
}

// node holds what is read from a resource once, whatever the number of rules.
type node struct {
	urn        resource.URN
	token      string
	canonical  string
	name       string
	properties resource.PropertyValue
	provider   resource.PropertyValue

	parent               resource.URN
	propertyDependencies map[resource.PropertyKey][]resource.URN
}

// scope is what a rule may know besides the resources.
type scope struct {
	class       Class
	classSource ClassSource
	settings    map[string]any
	exemptions  []Exemption
	problems    []string
	now         time.Time
	rules       map[string]bool
}

func newNode(r plugin.AnalyzerResource) *node {
	n := &node{
		urn:        r.URN,
		token:      string(r.Type),
		canonical:  Canonical(string(r.Type)),
		name:       r.Name,
		properties: resource.NewObjectProperty(r.Properties),
		parent:     r.Options.Parent,
	}
	if r.Provider != nil {
		n.provider = resource.NewObjectProperty(r.Provider.Properties)
	}
	return n
}

func newStackNode(r plugin.AnalyzerStackResource) *node {
	n := newNode(r.AnalyzerResource)
	n.parent = r.Parent
	n.propertyDependencies = r.PropertyDependencies
	return n
}

// URN returns the identity of the resource in its stack.
func (r Resource) URN() resource.URN { return r.urn }

// Name returns the Pulumi name, the last part of the URN.
func (r Resource) Name() string { return r.name }

// Type returns the type token without API version.
func (r Resource) Type() string { return r.canonical }

// Token returns the type token as the program wrote it, with the API version if there is one.
func (r Resource) Token() string { return r.token }

// Parent returns the URN of the parent resource; empty for the root.
func (r Resource) Parent() resource.URN { return r.parent }

// At walks down the properties by name. A rule about single resources sees the inputs, a stack rule the outputs.
func (r Resource) At(names ...string) Value { return r.Root().At(names...) }

// Root returns the properties as one value with an empty path.
func (r Resource) Root() Value { return value(r.node, nil, r.properties, false) }

// Provider walks down the inputs of the provider that the resource belongs to.
func (r Resource) Provider(names ...string) Value {
	return value(nil, nil, r.provider, false).At(names...)
}

// Fail is the verdict that the resource as such violates the rule. The requirement is a sentence without full stop.
func (r Resource) Fail(format string, args ...any) Verdict { return r.Root().Fail(format, args...) }

// Class returns the environment class of the stack.
func (r Resource) Class() Class { return r.scope.class }

// Strings returns a setting of the rule that is a list of texts.
func (r Resource) Strings(setting string) []string { return r.scope.strings(setting) }

// Flag returns a setting of the rule that is a truth value.
func (r Resource) Flag(setting string) bool { return r.scope.flag(setting) }

// Number returns a setting of the rule that is a whole number.
func (r Resource) Number(setting string) int { return r.scope.number(setting) }

// ExemptionProblems lists what is wrong with the configured exemptions, one sentence each: expired, incomplete,
// ambiguous. It is for the one rule that reports them.
func (r Resource) ExemptionProblems() []string {
	var problems []string
	for _, e := range r.scope.exemptions {
		problems = append(problems, e.problems(r.scope.now, r.scope.rules)...)
	}
	return problems
}

// ClassProblems says why the environment class is assumed rather than stated; empty when it is stated. It is for the
// one rule that reports it.
func (r Resource) ClassProblems() []string {
	if r.scope.classSource == ClassAssumed && len(r.scope.problems) == 0 {
		return []string{"nothing states the environment class of the stack; it is judged as " + string(r.scope.class)}
	}
	return r.scope.problems
}

func (s *scope) strings(setting string) []string {
	list, _ := s.settings[setting].([]string)
	return list
}

func (s *scope) flag(setting string) bool {
	b, _ := s.settings[setting].(bool)
	return b
}

func (s *scope) number(setting string) int {
	n, _ := s.settings[setting].(int)
	return n
}
