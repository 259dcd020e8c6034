package main

import (
	"encoding/base64"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// recorder is a resource monitor that accepts everything and notes what was registered, as the engine would send it to a
// policy pack: at preview with outputs that are not known yet, at an update with those of a cloud that invents them.
type recorder struct {
	preview bool

	mu    sync.Mutex
	noted []plugin.AnalyzerStackResource
}

// NewResource notes a resource. Its outputs are its inputs, an ID, a name, and what components read of others.
func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	rpc := args.RegisterRPC
	inputs, err := plugin.UnmarshalProperties(rpc.GetObject(), plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true})
	if err != nil {
		return "", nil, err
	}
	parent := resource.URN(rpc.GetParent())
	parentType := tokens.Type("")
	if parent != "" && parent.QualifiedType() != resource.RootStackType {
		parentType = parent.QualifiedType()
	}
	urn := resource.NewURN("stack", "project", parentType, tokens.Type(args.TypeToken), args.Name)
	dependencies := map[resource.PropertyKey][]resource.URN{}
	for property, on := range rpc.GetPropertyDependencies() {
		for _, u := range on.GetUrns() {
			// The mock's URNs differ from ours in stack and project only.
			dependencies[resource.PropertyKey(property)] = append(dependencies[resource.PropertyKey(property)], withoutStack(resource.URN(u)))
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	id := idOf(args.TypeToken, args.Name)
	outputs := inputs.Copy()
	if _, given := outputs["name"]; !given {
		outputs["name"] = resource.NewStringProperty(args.Name)
	}
	for _, key := range []resource.PropertyKey{"principalId", "clientId", "customerId"} {
		outputs[key] = resource.NewStringProperty("00000000-0000-4000-8000-0000000000aa")
	}
	r.noted = append(r.noted, plugin.AnalyzerStackResource{
		AnalyzerResource: plugin.AnalyzerResource{
			URN: withoutStack(urn), Type: tokens.Type(args.TypeToken), Name: args.Name, Properties: inputs,
		},
		Parent: withoutStack(parent), PropertyDependencies: dependencies,
	})
	return id, outputs, nil
}

// idOf invents an ARM ID of the right form.
func idOf(token, name string) string {
	const subscription = "00000000-0000-4000-8000-000000000002"
	if pack.Canonical(token) == azure.TypeResourceGroup {
		return azure.ResourceGroupID(subscription, name)
	}
	armType, ok := azure.ARMType(token)
	if !ok {
		return name + "-id"
	}
	names := make([]string, strings.Count(armType, "/"))
	for i := range names {
		names[i] = name
	}
	return azure.ResourceID(subscription, "rg-example", armType, names...)
}

func withoutStack(urn resource.URN) resource.URN {
	if urn == "" {
		return ""
	}
	return resource.URN("urn:pulumi:stack::project::" + string(urn.QualifiedType()) + "::" + urn.Name())
}

// Call answers the one function that the program calls, for the way to a cluster.
func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	const kubeconfig = `apiVersion: v1
kind: Config
current-context: a
clusters: [{name: a, cluster: {server: "https://aks.example:443", certificate-authority-data: YQ==}}]
contexts: [{name: a, context: {cluster: a, user: u}}]
users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}}}]
`
	return propertiesOf(pack.Map{"kubeconfigs": []any{
		pack.Map{"name": "clusterUser", "value": base64.StdEncoding.EncodeToString([]byte(kubeconfig))}}}), nil
}

func propertiesOf(m pack.Map) resource.PropertyMap { return pack.One("a:b:C", m).Materialize()[0].Properties }

// registered runs the landing zone's own program with a stack file that the repository ships.
func registered(t testing.TB, stack string) (graph []plugin.AnalyzerStackResource, config map[string]string) {
	t.Helper()
	raw, err := stacks.ReadFile(filepath.Join("..", "Pulumi."+stack+".yaml"))
	require.NoError(t, err)
	r := &recorder{}
	err = pulumi.RunErr(stacks.Deploy, pulumi.WithMocks(stacks.Namespace, stack, r), func(info *pulumi.RunInfo) {
		info.Config = raw.Values
		info.RootDirectory = t.TempDir()
	})
	require.NoError(t, err)
	return r.noted, raw.Values
}

func TestProbe(t *testing.T) {
	for _, stack := range []string{"dev", "prod"} {
		graph, config := registered(t, stack)
		judge, err := newPack(t).Judge(pack.Options{Project: stacks.Namespace, StackConfig: config})
		require.NoError(t, err)
		t.Log(stack, judge.Class(), len(graph))
		var results []pack.Result
		for _, r := range graph {
			results = append(results, judge.Resource(r.AnalyzerResource)...)
		}
		results = append(results, judge.Stack(graph)...)
		unknown := map[string]string{}
		for _, result := range results {
			for _, f := range result.Verdict.Findings() {
				t.Log(stack, result.Rule, result.Level, f.URN.Type(), f.URN.Name(), f)
			}
			if result.Verdict.Outcome() == pack.NotKnown {
				unknown[result.Rule] = result.Verdict.Reason()
			}
		}
		t.Log(stack, "unknown", unknown)
	}
}
