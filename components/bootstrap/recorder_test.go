package bootstrap_test

import (
	"cmp"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
)

var update = flag.Bool("update", false, "rewrite the golden files and the rendered part of gitops/")

const clusterID = "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/rg-bu0001a0008-westeurope" +
	"/providers/Microsoft.ContainerService/managedClusters/aks-abcdefghijklm"

// child is a registered resource, whole: everything that the engine would be told.
type child struct {
	Type           string   `json:"type"`
	Name           string   `json:"name"`
	Parent         string   `json:"parent"`
	Provider       string   `json:"provider,omitempty"`
	DependsOn      []string `json:"dependsOn,omitempty"`
	RetainOnDelete bool     `json:"retainOnDelete,omitempty"`
	Protect        bool     `json:"protect,omitempty"`
	Inputs         any      `json:"inputs"`
}

// recorder is a resource monitor that knows what Azure answers to the bootstrap and keeps what it is asked.
type recorder struct {
	mutex    sync.Mutex
	children []child
	calls    []string
	// kubeconfig is the text that Azure returns, before base64; empty for the usual one.
	kubeconfig string
}

// azureKubeconfig holds, besides the server, everything that must not be taken from it.
const azureKubeconfig = `apiVersion: v1
kind: Config
current-context: aks-abcdefghijklm
clusters:
- name: aks-abcdefghijklm
  cluster:
    server: https://abcdefghijklm-1a2b3c4d.privatelink.westeurope.azmk8s.io:443
    certificate-authority-data: Y2VydGlmaWNhdGU=
contexts:
- name: aks-abcdefghijklm
  context: {cluster: aks-abcdefghijklm, user: clusterUser}
users:
- name: clusterUser
  user:
    token: TOKEN-THAT-MUST-NOT-LEAK
    client-key-data: S0VZLVRIQVQtTVVTVC1OT1QtTEVBSw==
    exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, devicecode]}
`

func (r *recorder) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	text, err := yaml.Marshal(plain(resource.NewObjectProperty(args.Args)))
	if err != nil {
		return nil, err
	}
	r.calls = append(r.calls, args.Token+"\n"+string(text))
	return resource.NewPropertyMapFromMap(map[string]any{
		"kubeconfigs": []any{map[string]any{
			"name": "clusterUser", "value": base64.StdEncoding.EncodeToString([]byte(cmp.Or(r.kubeconfig, azureKubeconfig))),
		}},
	}), nil
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	rpc := args.RegisterRPC
	recorded := child{
		Type: args.TypeToken, Name: args.Name, Parent: name(rpc.GetParent()), Provider: provider(args.Provider),
		RetainOnDelete: rpc.GetRetainOnDelete(), Protect: rpc.GetProtect(), Inputs: plain(resource.NewObjectProperty(args.Inputs)),
	}
	for _, urn := range rpc.GetDependencies() {
		recorded.DependsOn = append(recorded.DependsOn, name(urn))
	}
	slices.Sort(recorded.DependsOn)
	r.children = append(r.children, recorded)
	outputs := args.Inputs.Copy()
	if strings.HasSuffix(args.TypeToken, ":FluxConfiguration") {
		outputs["repositoryPublicKey"] = resource.NewStringProperty("")
		if strings.HasPrefix(args.Inputs["gitRepository"].ObjectValue()["url"].StringValue(), "ssh://") {
			outputs["repositoryPublicKey"] = resource.NewStringProperty("ssh-rsa AAAA")
		}
		return clusterID + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/bootstrap", outputs, nil
	}
	return args.Name + "-id", outputs, nil
}

// name is the type and name part of a URN: kubernetes:core/v1:Namespace::bootstrap-a0008.
func name(urn string) string {
	parts := strings.Split(urn, "::")
	if len(parts) < 4 {
		return urn
	}
	types := strings.Split(parts[2], "$")
	return types[len(types)-1] + "::" + strings.Join(parts[3:], "::")
}

// provider drops the ID from a provider reference.
func provider(reference string) string {
	if i := strings.LastIndex(reference, "::"); i > 0 {
		return name(reference[:i])
	}
	return reference
}

// plain turns property values into what YAML can hold; secrets stay recognisable.
func plain(value resource.PropertyValue) any {
	switch {
	case value.IsSecret():
		return map[string]any{"secret": plain(value.SecretValue().Element)}
	case value.IsOutput():
		return plain(value.OutputValue().Element)
	case value.IsComputed():
		return "unknown"
	case value.IsArray():
		list := []any{}
		for _, element := range value.ArrayValue() {
			list = append(list, plain(element))
		}
		return list
	case value.IsObject():
		object := map[string]any{}
		for key, element := range value.ObjectValue() {
			object[string(key)] = plain(element)
		}
		return object
	}
	return value.V
}

// result is what one run of the component left behind.
type result struct {
	Children []child  `json:"children"`
	Calls    []string `json:"calls,omitempty"`
	Outputs  struct {
		FluxConfigurationID string `json:"fluxConfigurationId"`
		RepositoryPublicKey string `json:"repositoryPublicKey"`
	} `json:"outputs"`
}

// run creates one bootstrap with the given args.
func run(t *testing.T, r *recorder, args *bootstrap.Args) (result, error) {
	t.Helper()
	var out result
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		b, err := bootstrap.New(ctx, "bootstrap", args)
		if err != nil {
			return err
		}
		b.FluxConfigurationID.ApplyT(func(id string) string { out.Outputs.FluxConfigurationID = id; return id })
		b.RepositoryPublicKey.ApplyT(func(key string) string { out.Outputs.RepositoryPublicKey = key; return key })
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", r))
	slices.SortFunc(r.children, func(a, b child) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Name, b.Name)) })
	out.Children, out.Calls = r.children, r.calls
	return out, err
}

// golden compares a value with a file of testdata, as YAML, or rewrites the file.
func golden(t *testing.T, file string, value any) {
	t.Helper()
	text, err := yaml.Marshal(value)
	require.NoError(t, err)
	path := filepath.Join("testdata", file)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, text, 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to write it")
	assert.Empty(t, gocmp.Diff(string(want), string(text)), "run the test with -update and review the difference")
}
