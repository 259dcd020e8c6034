package engine

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Failure is one thing wrong with a resource's inputs.
type Failure struct {
	// Path is the input, such as "subnets[0].addressPrefix"; "" for the resource as a whole.
	Path string
	// Err is what Azure, or the provider before it, would answer.
	Err *Error
}

// Check is handed to [Type.Check]: the inputs to judge, and the means to say what is wrong. All failures are reported
// together.
type Check struct {
	// Type is the type being checked.
	Type *Type
	// Inputs are the resource's inputs; values may be unknown.
	Inputs Value
	// Provider is the configuration of the resource's provider.
	Provider Provider

	failures []Failure
}

// Fail records a failure at a value.
func (c *Check) Fail(at Value, err *Error) {
	e := *err
	e.Path = at.Path()
	c.failures = append(c.failures, Failure{Path: e.Path, Err: &e})
}

// Failf records a failure with a code at a value.
func (c *Check) Failf(at Value, code Code, format string, args ...any) {
	c.Fail(at, code.Errorf(format, args...))
}

// Range refuses a whole number outside min..max, both included. Absent and unknown values pass.
func (c *Check) Range(at Value, code Code, min, max int) {
	if at.Absent() || !at.Known() {
		return
	}
	if n := at.Int(); n < min || n > max {
		c.Failf(at, code, "The value %d of %s is out of range; it must be between %d and %d.", n, at.Path(), min, max)
	}
}

// Require refuses an absent value.
func (c *Check) Require(at Value, code Code, format string, args ...any) bool {
	if at.Absent() {
		c.Failf(at, code, format, args...)
		return false
	}
	return true
}

// Name returns the resource's own name: the last of the inputs that [Type.Names] lists; "" when it is not known.
func (c *Check) Name() string {
	if len(c.Type.Names) == 0 {
		return ""
	}
	return c.Inputs.At(c.Type.Names[len(c.Type.Names)-1]).Text()
}

// check judges inputs: shape, names, location, then the type's own rules. When the shape is wrong the type's own rules
// are skipped, since they rely on it.
func (t *Type) check(p Provider, inputs map[string]any) []Failure {
	c := &Check{Type: t, Inputs: Of(inputs), Provider: p}
	t.inputs.validate(c, c.Inputs, t.Token)
	t.checkNames(c)
	if len(c.failures) == 0 {
		t.checkLocation(c)
		t.checkTags(c)
		if t.Check != nil {
			t.Check(c)
		}
	}
	slices.SortStableFunc(c.failures, func(a, b Failure) int { return strings.Compare(a.Path, b.Path) })
	return c.failures
}

// checkNames refuses a name left out, which azure-native would invent, and a name ARM's rules forbid.
func (t *Type) checkNames(c *Check) {
	wanted := t.Names
	if t.Scope == GroupScope {
		wanted = append([]string{"resourceGroupName"}, wanted...)
	}
	if t.Scope == ExtensionScope {
		wanted = append([]string{t.ScopeProperty}, wanted...)
	}
	for i, property := range wanted {
		at := c.Inputs.At(property)
		switch {
		case at.Absent():
			if !t.inputs.requires(property) { // else the schema has said so already
				c.Fail(at, &Error{Message: "missing required property '" + property +
					"': the simulator accepts no automatic names, because a name that changes replaces the resource"})
			}
		case !at.Known() || t.SkipNameRule || at.Text() == "" && !isString(at):
		case property == t.ScopeProperty:
			if _, ok := at.ID(); !ok {
				c.Failf(at, CodeInvalidRequestContent, "The scope '%s' is not a valid resource ID.", at.Text())
			}
		default:
			armType := "Microsoft.Resources/resourceGroups"
			if n := i - (len(wanted) - len(t.Names)); n >= 0 {
				segments := strings.Split(t.ARMType, "/")
				if n+2 > len(segments) {
					continue
				}
				armType = strings.Join(segments[:n+2], "/")
			}
			if err := azure.CheckName(armType, at.Text()); err != nil {
				c.Failf(at, CodeInvalidResourceName, "Resource name %s is invalid: %s", at.Text(), err)
			}
		}
	}
}

func isString(v Value) bool {
	_, ok := v.Raw().(string)
	return ok
}

// checkLocation refuses a location that Azure does not have, or that the type does not live in.
func (t *Type) checkLocation(c *Check) {
	if t.inputs.property("location") == nil {
		return
	}
	at := c.Inputs.At("location")
	if at.Absent() && t.Scope == SubscriptionScope && !t.OptionalLocation {
		c.Fail(at, &Error{Message: "missing required property 'location'. Either set it explicitly or configure it with " +
			"'pulumi config set azure-native:location <value>'."})
	}
	if at.Absent() || !at.Known() {
		return // one left out was filled in with the group's before, unless the group does not exist
	}
	given := azure.NormalizeLocation(at.Text())
	if t.Global {
		if given != "global" {
			c.Failf(at, CodeLocationNotAvailable, "The provided location '%s' is not available for resource type '%s'. "+
				"List of available regions for the resource type is 'global'.", at.Text(), t.ARMType)
		}
		return
	}
	if t.OrGlobal && given == "global" {
		return
	}
	if _, ok := azure.LookupLocation(given); !ok {
		c.Failf(at, CodeLocationNotAvailable, "The provided location '%s' is not available for resource type '%s'. "+
			"List of available regions for the resource type is '%s'.", at.Text(), t.ARMType,
			strings.Join(azure.LocationNames(), ","))
	}
}

// checkTags applies ARM's limits on tags, which are the same for all types.
func (t *Type) checkTags(c *Check) {
	tags := c.Inputs.At("tags")
	if t.inputs.property("tags") == nil || tags.Absent() {
		return
	}
	keys := tags.Keys()
	if len(keys) > azure.MaxTags {
		c.Failf(tags, CodeInvalidTags, "The number of tags %d exceeds the maximum of %d.", len(keys), azure.MaxTags)
	}
	for _, key := range keys {
		if err := azure.CheckTag(key, tags.At(key).Text()); err != nil {
			c.Failf(tags.At(key), CodeInvalidTags, "%s", err)
		}
	}
}
