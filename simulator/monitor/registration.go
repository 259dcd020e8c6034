package monitor

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Registration is one resource as the program registered it. Other resources are named "<type>::<name>", with the type
// as registered.
type Registration struct {
	// Type is the type token as the program wrote it, API version included.
	Type string `json:"type"`
	// Name is the Pulumi name.
	Name string `json:"name"`
	// Parent is the component it belongs to; "" for the stack.
	Parent string `json:"parent,omitempty"`
	// Provider is the explicit provider; "" when there is none.
	Provider string `json:"provider,omitempty"`
	// Inputs are the inputs, JSON values. Secrets are in clear here and hidden in the graph.
	Inputs map[string]any `json:"inputs,omitempty"`
	// Secrets are the paths of inputs that are secret, sorted.
	Secrets []string `json:"secrets,omitempty"`
	// DependsOn are dependencies that no input expresses, sorted.
	DependsOn []string `json:"dependsOn,omitempty"`
	// Dependencies are all dependencies, those of inputs included, sorted.
	Dependencies []string `json:"dependencies,omitempty"`
	// Protect, RetainOnDelete and DeleteBeforeReplace are the resource options of these names.
	Protect             bool `json:"protect,omitempty"`
	RetainOnDelete      bool `json:"retainOnDelete,omitempty"`
	DeleteBeforeReplace bool `json:"deleteBeforeReplace,omitempty"`
	// ImportID is the existing resource that this one adopts.
	ImportID string `json:"importId,omitempty"`
	// IgnoreChanges and ReplaceOnChanges are property paths.
	IgnoreChanges    []string `json:"ignoreChanges,omitempty"`
	ReplaceOnChanges []string `json:"replaceOnChanges,omitempty"`
	// DeletedWith is the resource whose deletion takes this one along.
	DeletedWith string `json:"deletedWith,omitempty"`
	// CreateTimeout, UpdateTimeout and DeleteTimeout are custom timeouts such as "30m".
	CreateTimeout string `json:"createTimeout,omitempty"`
	UpdateTimeout string `json:"updateTimeout,omitempty"`
	DeleteTimeout string `json:"deleteTimeout,omitempty"`

	// URN is the Pulumi URN, ID what Azure called the resource, and Outputs what it answered. They follow from the rest
	// and are left out of the graph.
	URN     string         `json:"-"`
	ID      string         `json:"-"`
	Outputs map[string]any `json:"-"`
	// Custom is false for components.
	Custom bool `json:"-"`
}

// Key is the name by which other registrations speak of this one: "<type>::<name>".
func (r *Registration) Key() string { return r.Type + "::" + r.Name }

// In returns the inputs for reading.
func (r *Registration) In() engine.Value { return engine.Of(r.Inputs) }

// describe takes what the request says about a resource besides its inputs.
func (r *Registration) describe(rpc *pulumirpc.RegisterResourceRequest) {
	if rpc == nil {
		return
	}
	r.Parent = parentKey(rpc.GetParent())
	r.Protect = rpc.GetProtect()
	r.RetainOnDelete = rpc.GetRetainOnDelete()
	r.ImportID = rpc.GetImportId()
	r.DeleteBeforeReplace = rpc.GetDeleteBeforeReplace()
	r.IgnoreChanges = sorted(rpc.GetIgnoreChanges())
	r.ReplaceOnChanges = sorted(rpc.GetReplaceOnChanges())
	r.DeletedWith = key(rpc.GetDeletedWith())
	r.CreateTimeout = rpc.GetCustomTimeouts().GetCreate()
	r.UpdateTimeout = rpc.GetCustomTimeouts().GetUpdate()
	r.DeleteTimeout = rpc.GetCustomTimeouts().GetDelete()
	expressed := map[string]bool{rpc.GetParent(): true}
	for _, dependencies := range rpc.GetPropertyDependencies() {
		for _, urn := range dependencies.GetUrns() {
			expressed[urn] = true
		}
	}
	for _, urn := range rpc.GetDependencies() {
		r.Dependencies = append(r.Dependencies, key(urn))
		if !expressed[urn] {
			r.DependsOn = append(r.DependsOn, key(urn))
		}
	}
	r.Dependencies, r.DependsOn = sorted(r.Dependencies), sorted(r.DependsOn)
}

// key turns a URN into "<type>::<name>".
func key(urn string) string {
	if urn == "" {
		return ""
	}
	u := resource.URN(urn)
	return string(u.Type()) + "::" + u.Name()
}

// parentKey is the key of a parent, or "" for the stack.
func parentKey(urn string) string {
	if urn == "" || resource.URN(urn).Type() == resource.RootStackType {
		return ""
	}
	return key(urn)
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// Graph returns everything that was registered as text; see [Graph].
func (m *Monitor) Graph() string { return Graph(m.Registrations()) }

// Graph returns registrations as indented JSON in the given order, the same for the same program. Secret inputs read
// "[secret]", inputs that are not known "[unknown]".
func Graph(registrations []*Registration) string {
	graph := []*Registration{}
	for _, r := range registrations {
		shown := *r
		secrets := map[string]bool{}
		for _, path := range r.Secrets {
			secrets[path] = true
		}
		shown.Inputs, _ = disguise(engine.Of(r.Inputs), secrets).(map[string]any)
		graph = append(graph, &shown)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(graph); err != nil {
		return err.Error() // JSON values cannot fail to encode
	}
	return b.String()
}

// disguise replaces what must not or cannot be shown.
func disguise(v engine.Value, secrets map[string]bool) any {
	if secrets[v.Path()] {
		return "[secret]"
	}
	if !v.Known() {
		return "[unknown]"
	}
	switch v.Raw().(type) {
	case map[string]any:
		object := map[string]any{}
		for _, name := range v.Keys() {
			object[name] = disguise(v.At(name), secrets)
		}
		return object
	case []any:
		list := []any{}
		for _, item := range v.Items() {
			list = append(list, disguise(item, secrets))
		}
		return list
	}
	return v.Raw()
}

// Registrations returns everything that was registered, sorted by parent, type and name. The stack itself is left out.
func (m *Monitor) Registrations() []*Registration {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := slices.Clone(m.registered)
	slices.SortFunc(all, func(a, b *Registration) int {
		return strings.Compare(a.Parent+"\x00"+a.Type+"\x00"+a.Name, b.Parent+"\x00"+b.Type+"\x00"+b.Name)
	})
	return all
}

// Below returns a component and everything below it, sorted like [Monitor.Registrations]. The component is named by its
// key, "<type>::<name>"; nothing is returned for one that was not registered.
func (m *Monitor) Below(key string) []*Registration {
	all := m.Registrations()
	below := map[string]bool{key: true}
	for grown := true; grown; {
		grown = false
		for _, r := range all {
			if below[r.Parent] && !below[r.Key()] {
				below[r.Key()], grown = true, true
			}
		}
	}
	return slices.DeleteFunc(all, func(r *Registration) bool { return !below[r.Key()] })
}

// Named returns the only registration with a Pulumi name, whatever its type. The test fails when there is none, or more
// than one.
func (m *Monitor) Named(t testing.TB, name string) *Registration {
	t.Helper()
	var found []*Registration
	var all []string
	for _, r := range m.Registrations() {
		all = append(all, r.Key())
		if r.Name == name {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d resources are named %q, of %v", len(found), name, all)
	}
	return found[0]
}

// Find returns the registration of a name whose type is the given one, with or without API version; nil when there is
// none.
func (m *Monitor) Find(token, name string) *Registration {
	for _, r := range m.Registrations() {
		if r.Name == name && (r.Type == token || engine.Canonical(r.Type) == token) {
			return r
		}
	}
	return nil
}
