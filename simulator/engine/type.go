package engine

import (
	"reflect"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Service is what one folder of the simulator contributes: the types of one ARM namespace (or of Kubernetes).
type Service struct {
	// Name is the ARM namespace ("Microsoft.Network"), or "kubernetes".
	Name string
	// Types are the resource types, sorted by token.
	Types []*Type
	// Functions are the functions that a program may invoke, sorted by token.
	Functions []*Function
	// Vocabulary says what the published SDK's structs leave open; it holds for all types of the service.
	Vocabulary Vocabulary
	// BuiltIn says, by ARM type (lower case), whether a resource that nobody deployed exists, such as a built-in role
	// definition. Without an entry only stored resources exist.
	BuiltIn map[string]func(id azure.ID) bool
	// MissingReference is the service's answer when an input names a resource that does not exist. The default is
	// [CodeResourceNotFound]. at is the input; its text is the ID.
	MissingReference func(op *Operation, at Value) *Error
	// Guard, if set, is asked before every write to any resource of any service; resource locks refuse here.
	Guard func(op *Operation) error
}

// Scope says what the first part of a type's ARM ID is.
type Scope int

const (
	// GroupScope means that the resource lives in the resource group that its input resourceGroupName names.
	GroupScope Scope = iota
	// SubscriptionScope means that the resource lives in the provider's subscription.
	SubscriptionScope
	// ExtensionScope means that the resource lives on another one, which its input [Type.ScopeProperty] names by ID.
	ExtensionScope
	// OwnScope means that the type forms its IDs itself ([Type.ID]).
	OwnScope
)

// Type describes one resource type: its identity, its shape, and its behaviour. Every function field may be nil.
//
// The life of a resource: Check judges what is known of the inputs, at preview and again before every write. Put runs
// when ARM receives the PUT of a create or an update: it looks at the store and refuses, or completes the outputs.
// InUse and Delete run when ARM receives the DELETE.
type Type struct {
	// Token is the Pulumi type token without API version: "azure-native:network:VirtualNetwork".
	Token string
	// Versions are the version segments that a program's token may carry: {"v20240501"} for
	// "azure-native:network/v20240501:VirtualNetwork"; "" accepts the token without version. Any other is refused.
	Versions []string
	// APIVersion is the ARM API version behind them: "2024-05-01".
	APIVersion string
	// ARMType is "Microsoft.Network/virtualNetworks"; "" for what is not in ARM.
	ARMType string
	// Scope is where the type's IDs begin.
	Scope Scope
	// ScopeProperty is the input that holds the scope's ID, for ExtensionScope: "scope", "resourceUri".
	ScopeProperty string
	// Names are the inputs that hold the names in the ID, outermost first, one per segment of ARMType:
	// {"virtualNetworkName", "virtualNetworkPeeringName"}. Changing one replaces the resource, and leaving one out is
	// refused: this program names everything itself.
	Names []string
	// ID forms the ID for OwnScope. It is called with known names only; it may read the provider's configuration.
	ID func(p Provider, inputs Value) (string, error)
	// Space tells apart resources with the same ID that live in different places, for OwnScope outside ARM: the cluster
	// that a Kubernetes provider is configured for.
	Space func(p Provider) string
	// Identifying are the inputs, besides Names, that must be known to form an ID for OwnScope.
	Identifying []string

	// Args gives the inputs' shape: the published SDK's Args struct as a value (network.VirtualNetworkArgs{}), or a
	// struct of one's own whose fields carry `pulumi:"name"` tags. A field of pointer, slice, map or interface type is
	// optional, any other required; Vocabulary.Required adds to that.
	Args any
	// State gives the outputs' shape: the SDK's resource struct as a value (network.VirtualNetwork{}), or a struct of
	// one's own. Inputs that are also outputs are echoed.
	State any
	// Global is set for types whose location is always "global".
	Global bool
	// OrGlobal is set for types that live in a region or, as they like, in "global".
	OrGlobal bool
	// OptionalLocation is set for types that have a location but do not need one.
	OptionalLocation bool
	// SkipNameRule leaves the name to Check, for names with rules of their own (a role assignment's GUID).
	SkipNameRule bool

	// ReplacedBy are the inputs whose change makes azure-native v2.88 replace the resource, beyond the scope and the
	// names and beyond what azure.ReplacedBy lists for the token. "a.b" is a nested property, "a[].b" one inside a list.
	ReplacedBy []string
	// Immutable are the inputs that ARM refuses to change although azure-native tries an update, beyond those that
	// azure.RefusedChanges lists for the token.
	Immutable []string
	// SubResources are inputs that the provider leaves as they are in Azure when the program does not set them.
	SubResources []string
	// Inline are lists among the inputs whose elements have ARM IDs below the resource, such as a network's subnets.
	Inline []Inline
	// NoReference are inputs that may name a resource that does not exist.
	NoReference []string

	// Standing returns the inputs of a resource that exists although nobody made it, such as a Defender plan of a
	// subscription; nil for an ID that does not. A child is asked about only while its parent exists. Such a resource can
	// be read, imported, updated and, as far as Delete allows, deleted; azure-native refuses to create it, because its GET
	// finds it.
	Standing func(id azure.ID) map[string]any

	// Check judges inputs without looking at other resources. Unknown values pass.
	Check func(c *Check)
	// Put judges a create or update against the store, and completes op.Outputs.
	Put func(op *Operation) error
	// Delete runs after InUse has not objected; it may remove or change other resources.
	Delete func(op *Operation) error
	// InUse is asked, when the resource or one of its inline parts is to be deleted, about every other resource that
	// refers to it. A non-nil error refuses. Nil as a function means that references do not matter.
	InUse func(op *Operation, ref Reference) *Error
	// KeptBy are the ARM types of children that stand in the way of deleting the resource; all others go along with it.
	KeptBy []string
	// Read, if set, corrects the outputs for what other resources have changed since the last write.
	Read func(op *Operation) error
	// Exclusive returns what may have only one write at a time, as IDs; the resource's own ID is always among them.
	Exclusive func(op *Operation) []string

	// Takes is how long operations last; the zero value means what azure.Duration says for the token.
	Takes Durations
	// Models says, one sentence each, what of the service's behaviour is judged; it becomes the reference page.
	Models []string
	// Codes are the error codes the type's own behaviour can answer with.
	Codes []Code

	service *Service
	inputs  *Schema
	outputs *Schema
}

// Durations are modelled times of one type's operations.
type Durations struct {
	// Create, Update and Delete are typical durations.
	Create, Update, Delete time.Duration
	// Source is where they were read; a plain sentence where they are an assumption.
	Source string
}

// Inline describes a list among a resource's inputs whose elements can be referred to by ID.
type Inline struct {
	// Kind is the ARM type segment: "subnets".
	Kind string
	// Path is the input that holds the list; the element's input "name" is its name.
	Path string
}

// Reference is one place where a resource's inputs hold the ID of another or of something inside it.
type Reference struct {
	// From is the resource that refers.
	From *Resource
	// Path is the input that holds the ID.
	Path string
	// To is the ID found there.
	To azure.ID
}

// Function is something a program may invoke through the provider.
type Function struct {
	// Token is the function's token without API version: "azure-native:network:getVirtualNetwork".
	Token string
	// Versions are the accepted version segments, as in [Type].
	Versions []string
	// Args gives the arguments' shape: the SDK's plain args struct, or a struct of one's own with pulumi tags.
	Args any
	// Call answers. The arguments are checked against Args before.
	Call func(op *Operation) (map[string]any, error)
	// Models says in one sentence what the answer holds.
	Models string

	service *Service
	args    *Schema
}

// Provider is how the program has configured the provider that manages a resource.
type Provider struct {
	// Package is "azure-native" or "kubernetes".
	Package string
	// Subscription and Tenant are the configured GUIDs; "" for kubernetes.
	Subscription, Tenant string
	// Config is everything configured, for services with settings of their own.
	Config map[string]any
}

// Vocabulary adds to a service's Go structs what Go's type system does not say. Keys are "<GoType>.<property>":
// "PublicIPAddressSku.name", "publicIPAddressArgs.publicIPAllocationMethod".
type Vocabulary struct {
	// Enums are the values that a string property may have. ARM ignores case in most; so does the check.
	Enums map[string][]string
	// Required are properties that must be present although their Go type makes them optional.
	Required []string
	// Unions are properties of Go type any (or lists of any) that hold one of several structs.
	Unions map[string]Union
	// Any are properties of Go type any that truly take any value.
	Any []string
}

// Union is a choice between structs, made by one of their properties.
type Union struct {
	// Discriminator is the property that chooses: "ruleType".
	Discriminator string
	// Types maps its value to the struct, as a reflect.Type of the SDK's plain struct.
	Types map[string]reflect.Type
}

// Values turns the SDK's enum constants into what [Vocabulary] takes.
func Values[T ~string](constants ...T) []string {
	values := make([]string, len(constants))
	for i, c := range constants {
		values[i] = string(c)
	}
	return values
}
