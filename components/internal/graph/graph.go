// Package graph records, for the tests of components, everything that a program registers with Pulumi: type, name,
// parent, inputs, and the options that decide order and safety. A component's test compares the whole of it with a
// golden file, so that no child, property or option changes unseen.
package graph

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Resource is one registered resource, with the names of the others it refers to.
type Resource struct {
	// Name is the Pulumi name.
	Name string `json:"name"`
	// Type is the token, with its API version.
	Type string `json:"type"`
	// Parent is the name of the parent, empty for the stack.
	Parent string `json:"parent,omitempty"`
	// Provider is the name of an explicit provider.
	Provider string `json:"provider,omitempty"`
	// Protect tells whether the resource is protected from deletion.
	Protect bool `json:"protect,omitempty"`
	// DependsOn are the names of everything that must exist first, whether said so or used as an input; sorted.
	DependsOn []string `json:"dependsOn,omitempty"`
	// Inputs are the inputs, as azure-native receives them.
	Inputs map[string]any `json:"inputs,omitempty"`
}

// Record runs a program against a monitor and returns what it registered, sorted by name, with the program's error.
func Record(monitor pulumi.MockResourceMonitor, program pulumi.RunFunc) ([]Resource, error) {
	r := &recorder{monitor: monitor}
	err := pulumi.RunErr(program, pulumi.WithMocks("aks-landing-zone", "test", r))
	slices.SortFunc(r.resources, func(a, b Resource) int { return strings.Compare(a.Name, b.Name) })
	return r.resources, err
}

// Below returns the resources whose parent has the given name, and that parent itself first.
func Below(resources []Resource, parent string) []Resource {
	var found []Resource
	for _, r := range resources {
		if r.Name == parent {
			found = append([]Resource{r}, found...)
		} else if r.Parent == parent {
			found = append(found, r)
		}
	}
	return found
}

// Named returns the resource with this name; the test fails without it.
func Named(t testing.TB, resources []Resource, name string) Resource {
	t.Helper()
	for _, r := range resources {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("no resource %q among %v", name, Names(resources))
	return Resource{}
}

// Names returns the resources' names.
func Names(resources []Resource) []string {
	names := make([]string, 0, len(resources))
	for _, r := range resources {
		names = append(names, r.Name)
	}
	return names
}

// Golden compares the resources with testdata/<name>.json, or writes that file under -update.
func Golden(t testing.TB, name string, resources []Resource) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(resources); err != nil {
		t.Fatalf("writing the graph: %v", err)
	}
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; write it with: go test -update", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run: go test -update\n%s", path, diff)
	}
}

// recorder notes every registration on its way to the monitor that answers it.
type recorder struct {
	monitor   pulumi.MockResourceMonitor
	mutex     sync.Mutex
	resources []Resource
}

// NewResource implements pulumi.MockResourceMonitor.
func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	if rpc := args.RegisterRPC; rpc != nil && !strings.HasPrefix(args.TypeToken, "pulumi:") {
		noted := Resource{
			Name: args.Name, Type: args.TypeToken, Parent: nameOf(rpc.GetParent()), Provider: nameOf(rpc.GetProvider()),
			Protect: rpc.GetProtect(), Inputs: args.Inputs.Mappable(),
		}
		for _, urn := range rpc.GetDependencies() {
			noted.DependsOn = append(noted.DependsOn, nameOf(urn))
		}
		slices.Sort(noted.DependsOn)
		noted.DependsOn = slices.Compact(noted.DependsOn)
		r.mutex.Lock()
		r.resources = append(r.resources, noted)
		r.mutex.Unlock()
	}
	return r.monitor.NewResource(args)
}

// Call implements pulumi.MockResourceMonitor.
func (r *recorder) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return r.monitor.Call(args)
}

// nameOf returns the Pulumi name out of a URN, or out of a provider's reference, which is a URN with an ID behind it.
// The stack itself has no name here.
func nameOf(reference string) string {
	parts := strings.Split(reference, "::")
	if len(parts) < 4 || strings.HasPrefix(parts[2], "pulumi:pulumi:Stack") {
		return ""
	}
	return parts[3]
}
