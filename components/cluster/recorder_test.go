package cluster_test

import (
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
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

var update = flag.Bool("update", false, "write the golden files")

// recorded is everything the engine is told about a resource that a test can judge.
type recorded struct {
	Type          string         `json:"type"`
	Name          string         `json:"name"`
	Parent        string         `json:"parent"`
	Protect       bool           `json:"protect,omitempty"`
	IgnoreChanges []string       `json:"ignoreChanges,omitempty"`
	DependsOn     []string       `json:"dependsOn,omitempty"`
	Inputs        map[string]any `json:"inputs"`
}

// recorder is a resource monitor that writes down what it is asked for, and answers with what Azure would add.
type recorder struct {
	// preview answers as the engine does before a first deployment: IDs and what Azure adds are not known yet.
	preview   bool
	mutex     sync.Mutex
	resources []recorded
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	one := recorded{Type: args.TypeToken, Name: args.Name, Inputs: args.Inputs.Mappable()}
	if rpc := args.RegisterRPC; rpc != nil {
		one.Parent, one.Protect, one.IgnoreChanges = urnName(rpc.GetParent()), rpc.GetProtect(), rpc.GetIgnoreChanges()
		for _, urn := range rpc.GetDependencies() {
			one.DependsOn = append(one.DependsOn, urnName(urn))
		}
		slices.Sort(one.DependsOn)
	}
	r.mutex.Lock()
	r.resources = append(r.resources, one)
	r.mutex.Unlock()
	if r.preview {
		return "", unknown(args), nil
	}
	return "/id/of/" + args.Name, answer(args), nil
}

// unknown echoes the inputs and leaves open what only the deployment will tell.
func unknown(args pulumi.MockResourceArgs) resource.PropertyMap {
	outputs := args.Inputs.Copy()
	for _, key := range []resource.PropertyKey{"name", "principalId", "clientId", "oidcIssuerProfile", "identityProfile"} {
		outputs[key] = resource.MakeComputed(resource.NewStringProperty(""))
	}
	return outputs
}

// answer echoes the inputs and adds the outputs that the component reads.
func answer(args pulumi.MockResourceArgs) resource.PropertyMap {
	outputs := args.Inputs.Copy()
	text := func(part string) resource.PropertyValue { return resource.NewStringProperty(part + " of " + args.Name) }
	if name, ok := args.Inputs["resourceName"]; ok {
		outputs["name"] = name
	}
	switch azure.CanonicalType(args.TypeToken) {
	case azure.TypeUserAssignedIdentity:
		outputs["principalId"], outputs["clientId"] = text("principal"), text("client")
	case azure.TypeManagedCluster:
		outputs["oidcIssuerProfile"] = resource.NewObjectProperty(resource.PropertyMap{
			"enabled": resource.NewBoolProperty(true), "issuerURL": text("issuer"),
		})
		if _, own := outputs["identityProfile"]; !own {
			outputs["identityProfile"] = resource.NewObjectProperty(resource.PropertyMap{
				"kubeletidentity": resource.NewObjectProperty(resource.PropertyMap{"objectId": text("kubelet made by AKS")}),
			})
		}
	}
	return outputs
}

func urnName(urn string) string {
	parts := strings.Split(urn, "::")
	return parts[len(parts)-1]
}

// find returns the one resource with this name.
func (r *recorder) find(t *testing.T, name string) recorded {
	t.Helper()
	for _, one := range r.resources {
		if one.Name == name {
			return one
		}
	}
	require.Fail(t, "no resource has this name", name)
	return recorded{}
}

// names lists the names of all resources of a type, sorted.
func (r *recorder) names(token string) []string {
	names := []string{}
	for _, one := range r.resources {
		if azure.CanonicalType(one.Type) == token {
			names = append(names, one.Name)
		}
	}
	slices.Sort(names)
	return names
}

// sorted orders what was recorded by type and name: registration runs in parallel.
func (r *recorder) sorted() []recorded {
	slices.SortFunc(r.resources, func(a, b recorded) int {
		return strings.Compare(a.Type+"\x00"+a.Name, b.Type+"\x00"+b.Name)
	})
	return r.resources
}

// compareGolden compares with testdata/<name>.json, or writes it with -update.
func compareGolden(t *testing.T, name string, got any) {
	t.Helper()
	path := filepath.Join("testdata", name+".json")
	text, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	text = append(text, '\n')
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, text, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to write it")
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(text), "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); -update writes it, its diff is to be reviewed like code:\n%s", path, diff)
	}
}
