package azure

import (
	"fmt"
	"strings"
	"unicode"
)

// ARM types of the two scopes that have no provider segment in their ID.
const (
	armTypeSubscription  = "Microsoft.Resources/subscriptions"
	armTypeResourceGroup = "Microsoft.Resources/resourceGroups"
)

// idForm is what an error shows as the expected form.
const idForm = "/subscriptions/<subscription>[/resourceGroups/<group>][/providers/<namespace>/<type>/<name>[/<type>/<name>...]]"

// ID is a parsed ARM resource ID: a subscription, a resource group, or a resource at any scope, including a child
// resource (a subnet), an extension resource on another resource (a diagnostic setting), and a resource of the tenant
// (a built-in role definition). It keeps the text it was parsed from. ARM does not distinguish case in IDs, so compare
// by [ID.Key] or [ID.Equal], not by ==. The zero ID is no resource; all its methods return empty values.
type ID struct {
	text          string
	subscription  string
	resourceGroup string
	armType       string
	name          string
	parent        int // length of the parent's text; 0 when there is no parent
}

// ParseID reads an ARM ID. The fixed words (subscriptions, resourceGroups, providers) may be in any case, because Azure
// itself answers in several. It accepts any non-empty subscription and names: whether the subscription is a GUID and
// whether a name fits its type are questions for [IsGUID] and [CheckName]. The error shows the expected form, the text
// given, and which segment is wrong.
func ParseID(s string) (ID, error) {
	fail := func(format string, args ...any) (ID, error) {
		return ID{}, fmt.Errorf("parsing ARM ID %q: %s; expected %s", s, fmt.Sprintf(format, args...), idForm)
	}
	if s == "" {
		return fail("it is empty")
	}
	if s[0] != '/' {
		return fail("it does not begin with a slash")
	}
	segments := strings.Split(s[1:], "/")
	for i, segment := range segments {
		if why := badSegment(segment); why != "" {
			return fail("segment %d (%q) %s", i+1, segment, why)
		}
	}
	id := ID{text: s}
	at, end := 0, 0 // the next segment, and the length of the text before it
	// take consumes a pair and makes it the resource the ID names so far.
	take := func(armType string) string {
		id.parent = end
		id.armType, id.name = armType, segments[at+1]
		end += len(segments[at]) + len(segments[at+1]) + 2
		at += 2
		return id.name
	}
	if strings.EqualFold(segments[0], "subscriptions") {
		if len(segments) < 2 {
			return fail("segment 2 (the subscription) is missing")
		}
		id.subscription = take(armTypeSubscription)
		if at < len(segments) && strings.EqualFold(segments[at], "resourceGroups") {
			if len(segments) < 4 {
				return fail("segment 4 (the resource group's name) is missing")
			}
			id.resourceGroup = take(armTypeResourceGroup)
		}
	}
	for at < len(segments) {
		if !strings.EqualFold(segments[at], "providers") {
			return fail("segment %d is %q, not \"providers\"", at+1, segments[at])
		}
		if at+1 >= len(segments) {
			return fail("segment %d (the provider's namespace) is missing", at+2)
		}
		namespace := segments[at+1]
		if !strings.Contains(namespace, ".") {
			return fail("segment %d (%q) is not a provider namespace such as Microsoft.Network", at+2, namespace)
		}
		scope := end
		end += len(segments[at]) + len(namespace) + 2
		at += 2
		if at >= len(segments) {
			return fail("segment %d (the resource type) is missing", at+1)
		}
		armType := namespace
		for first := true; at < len(segments) && (first || !strings.EqualFold(segments[at], "providers")); first = false {
			if at+1 >= len(segments) {
				return fail("segment %d (the name of the %s) is missing", at+2, segments[at])
			}
			armType += "/" + segments[at]
			take(armType)
			if first {
				id.parent = scope // a provider's top type belongs to the scope, not to "scope/providers/namespace"
			}
		}
	}
	return id, nil
}

// badSegment says why a segment can be part of no ARM ID, or returns "".
func badSegment(segment string) string {
	switch {
	case segment == "":
		return "is empty"
	case strings.TrimSpace(segment) != segment:
		return "begins or ends with white space"
	case strings.ContainsFunc(segment, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }):
		return "contains a character that cannot be printed"
	case strings.ContainsAny(segment, "?#%<>&\\"):
		return "contains one of ?#%<>&\\, which no name may hold"
	}
	return ""
}

// SubscriptionID returns /subscriptions/<subscription>.
func SubscriptionID(subscription string) string {
	return "/subscriptions/" + subscription
}

// ResourceGroupID returns /subscriptions/<subscription>/resourceGroups/<group>.
func ResourceGroupID(subscription, group string) string {
	return SubscriptionID(subscription) + "/resourceGroups/" + group
}

// ResourceID returns the ID of a resource: armType is the namespace and one or more types
// ("Microsoft.Network/virtualNetworks/subnets"), names holds one name per type, outermost first. Without a group the
// resource belongs to the subscription, and without a subscription to the tenant. It returns "" when the number of
// names differs from the number of types, which no caller can mean.
func ResourceID(subscription, group, armType string, names ...string) string {
	types := strings.Split(armType, "/")
	if len(types) < 2 || len(types)-1 != len(names) {
		return ""
	}
	switch {
	case strings.EqualFold(armType, armTypeSubscription):
		return SubscriptionID(names[0])
	case strings.EqualFold(armType, armTypeResourceGroup):
		return ResourceGroupID(subscription, names[0])
	}
	var b strings.Builder
	switch {
	case group != "":
		b.WriteString(ResourceGroupID(subscription, group))
	case subscription != "":
		b.WriteString(SubscriptionID(subscription))
	}
	b.WriteString("/providers/" + types[0])
	for i, name := range names {
		b.WriteString("/" + types[i+1] + "/" + name)
	}
	return b.String()
}

// SubnetID returns the ID of a subnet of the virtual network with this ID.
func SubnetID(vnetID, name string) string {
	return vnetID + "/subnets/" + name
}

// String returns the ID as it was written.
func (id ID) String() string { return id.text }

// Key returns the ID in lower case: the form to compare and to index by, since ARM ignores case.
func (id ID) Key() string { return strings.ToLower(id.text) }

// Equal reports whether both name the same resource, ignoring case as ARM does.
func (id ID) Equal(other ID) bool { return id.Key() == other.Key() }

// IsZero reports whether this is the zero ID, which names nothing.
func (id ID) IsZero() bool { return id.text == "" }

// Subscription returns the subscription, or "" for a resource of the tenant.
func (id ID) Subscription() string { return id.subscription }

// ResourceGroup returns the resource group's name, or "" for a resource outside any group.
func (id ID) ResourceGroup() string { return id.resourceGroup }

// Type returns the full ARM type of the resource the ID ends in: "Microsoft.Network/virtualNetworks/subnets"; for an
// extension resource the extension's own type ("Microsoft.Insights/diagnosticSettings"); for a resource group
// "Microsoft.Resources/resourceGroups"; for a subscription "Microsoft.Resources/subscriptions".
func (id ID) Type() string { return id.armType }

// Name returns the last segment: the name of the resource itself.
func (id ID) Name() string { return id.name }

// Parent returns the resource this one belongs to: a subnet's virtual network, the resource an extension is set on, a
// top-level resource's group, a group's subscription. ok is false for a subscription and for a resource of the tenant.
func (id ID) Parent() (parent ID, ok bool) {
	if id.parent == 0 {
		return ID{}, false
	}
	parent, err := ParseID(id.text[:id.parent])
	return parent, err == nil
}

// Child returns the ID of a resource below this one. kind is a child type of the same namespace ("subnets") or, with
// its namespace, the type of a resource of that scope: an extension ("Microsoft.Insights/diagnosticSettings"), or a
// resource of the group this ID names. It returns the zero ID when the result would be no ARM ID, as with an empty name.
func (id ID) Child(kind, name string) ID {
	if id.IsZero() || strings.Contains(name, "/") {
		return ID{}
	}
	text := id.text + "/" + kind + "/" + name
	if strings.Contains(kind, "/") {
		text = id.text + "/providers/" + kind + "/" + name
	}
	child, err := ParseID(text)
	if err != nil {
		return ID{}
	}
	return child
}
