package main

import (
	"encoding/base64"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/internal/certificates"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// nameProperty is the input that holds the ARM name, for the types whose name other resources are given.
var nameProperty = map[string]resource.PropertyKey{
	azure.TypeResourceGroup:        "resourceGroupName",
	azure.TypeManagedCluster:       "resourceName",
	azure.TypeVirtualNetwork:       "virtualNetworkName",
	azure.TypeFirewallPolicy:       "firewallPolicyName",
	azure.TypePrivateZone:          "privateZoneName",
	azure.TypeUserAssignedIdentity: "resourceName",
	azure.TypeRegistry:             "registryName",
}

// recorder is a resource monitor that accepts everything and notes what was registered, as the engine would send it to a
// policy pack. It knows nothing of Azure, so that the pack's verdict on the landing zone rests on nobody else's.
type recorder struct {
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
	outputs["name"] = resource.NewStringProperty(args.Name)
	if own, given := inputs[nameProperty[pack.Canonical(args.TypeToken)]]; given {
		outputs["name"] = own
	}
	for _, key := range []resource.PropertyKey{"principalId", "clientId", "customerId"} {
		outputs[key] = resource.NewStringProperty(inventedGUID)
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
	const subscription = inventedSubscription
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

// What the recorder makes up; at a real preview these values are not known.
const (
	inventedSubscription = "00000000-0000-4000-8000-00000000abcd"
	inventedGUID         = "00000000-0000-4000-8000-0000000000aa"
)

// asPreviewed returns a stack as it looks before its first deployment: what the cloud makes up is not known.
func asPreviewed(graph []plugin.AnalyzerStackResource) []plugin.AnalyzerStackResource {
	var hide func(v resource.PropertyValue) resource.PropertyValue
	hide = func(v resource.PropertyValue) resource.PropertyValue {
		switch {
		case v.IsSecret():
			return resource.MakeSecret(hide(v.SecretValue().Element))
		case v.IsString() && (strings.Contains(v.StringValue(), inventedSubscription) || v.StringValue() == inventedGUID):
			return resource.MakeComputed(resource.NewStringProperty(""))
		case v.IsArray():
			var elements []resource.PropertyValue
			for _, element := range v.ArrayValue() {
				elements = append(elements, hide(element))
			}
			return resource.NewArrayProperty(elements)
		case v.IsObject():
			hidden := resource.PropertyMap{}
			for key, below := range v.ObjectValue() {
				hidden[key] = hide(below)
			}
			return resource.NewObjectProperty(hidden)
		}
		return v
	}
	previewed := make([]plugin.AnalyzerStackResource, 0, len(graph))
	for _, r := range graph {
		r.Properties = hide(resource.NewObjectProperty(r.Properties)).ObjectValue()
		previewed = append(previewed, r)
	}
	return previewed
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

func propertiesOf(m pack.Map) resource.PropertyMap {
	return pack.One("a:b:C", m).Materialize()[0].Properties
}

// certificatesKey is the section that only the owner of a stack has.
const certificatesKey = stacks.Namespace + ":certificates"

// demonstrations are made once for each domain.
var demonstrations sync.Map

// demonstration returns certificates for a stack.
func demonstration(t testing.TB, raw stacks.Raw) string {
	t.Helper()
	domain, hosts, wanted := stacks.CertificateHosts(raw)
	require.True(t, wanted)
	if known, ok := demonstrations.Load(domain); ok {
		return known.(string)
	}
	made, err := certificates.Demonstrate(domain, hosts, time.Now())
	require.NoError(t, err)
	section := fmt.Sprintf(`{"gatewayExternalPfxCertificate":%q,"ingressTlsCertificate":%q}`, made.GatewayExternalPfxCertificate, made.IngressTLSCertificate)
	demonstrations.Store(domain, section)
	return section
}

// registered runs the landing zone's own program with a stack file that the repository ships; changes are sections of its
// configuration to replace, as JSON.
func registered(t testing.TB, stack string, changes ...map[string]string) (graph []plugin.AnalyzerStackResource, config map[string]string) {
	t.Helper()
	raw, err := stacks.ReadFile(filepath.Join("..", "Pulumi."+stack+".yaml"))
	require.NoError(t, err)
	raw.Values[certificatesKey], raw.Secret[certificatesKey] = demonstration(t, raw), true
	for _, change := range changes {
		maps.Copy(raw.Values, change)
	}
	r := &recorder{}
	err = pulumi.RunErr(stacks.Deploy, pulumi.WithMocks(stacks.Namespace, stack, r), func(info *pulumi.RunInfo) {
		info.Config, info.ConfigSecretKeys = raw.Values, []string{certificatesKey}
		info.RootDirectory = t.TempDir()
	})
	require.NoError(t, err)
	return r.noted, raw.Values
}

// judged returns what the pack says about a stack.
func judged(t testing.TB, graph []plugin.AnalyzerStackResource, config map[string]string) []pack.Result {
	t.Helper()
	return judgedWith(t, nil, graph, config)
}

// judgedWith is judged under a policy configuration.
func judgedWith(
	t testing.TB, policy map[string]plugin.AnalyzerPolicyConfig, graph []plugin.AnalyzerStackResource, config map[string]string,
) []pack.Result {
	t.Helper()
	judge, err := newPack(t).Judge(pack.Options{Project: stacks.Namespace, StackConfig: config, Policy: policy})
	require.NoError(t, err)
	var results []pack.Result
	for _, r := range graph {
		results = append(results, judge.Resource(r.AnalyzerResource)...)
	}
	return append(results, judge.Stack(graph)...)
}

// findings returns the violations, by rule.
func findings(results []pack.Result) map[string][]string {
	found := map[string][]string{}
	for _, result := range results {
		for _, f := range result.Verdict.Findings() {
			found[result.Rule] = append(found[result.Rule], string(f.URN)+": "+f.String())
		}
	}
	return found
}

// outcomes returns what a rule said about each resource.
func outcomes(results []pack.Result, rule string) []pack.Outcome {
	var said []pack.Outcome
	for _, result := range results {
		if result.Rule == rule {
			said = append(said, result.Verdict.Outcome())
		}
	}
	return said
}

func TestTheShippedProductionKeepsEveryRule(t *testing.T) {
	for name, change := range map[string]map[string]string{
		"as shipped":                  {},
		"with objects in the cluster": {"aks-landing-zone:bootstrap": `{"mode": "direct", "privateRunner": true}`},
	} {
		t.Run(name, func(t *testing.T) {
			graph, config := registered(t, "prod", change)
			assert.Greater(t, len(graph), 50)
			deployed := judged(t, graph, config)
			assert.Empty(t, findings(deployed), "deployed")
			for _, result := range deployed {
				assert.NotEqual(t, pack.NotKnown, result.Verdict.Outcome(), "%s: %s", result.Rule, result.Verdict.Reason())
			}
			assert.Empty(t, findings(judged(t, asPreviewed(graph), config)), "previewed")
		})
	}
}

func TestTheShippedDevelopmentKeepsEveryRule(t *testing.T) {
	graph, config := registered(t, "dev")
	deployed := judged(t, graph, config)
	assert.Empty(t, findings(deployed), "deployed")
	for _, result := range deployed {
		assert.NotEqual(t, pack.NotKnown, result.Verdict.Outcome(), "%s: %s", result.Rule, result.Verdict.Reason())
	}
	assert.Empty(t, findings(judged(t, asPreviewed(graph), config)), "previewed")
}

// A rule that dev would keep must not be off there.
func TestEveryRuleThatIsOffInDevIsBrokenThere(t *testing.T) {
	graph, config := registered(t, "dev")
	off, on := []string{}, map[string]plugin.AnalyzerPolicyConfig{}
	for _, rule := range newPack(t).Rules() {
		if rule.OffInDev != "" {
			off = append(off, rule.ID)
			on[rule.ID] = plugin.AnalyzerPolicyConfig{EnforcementLevel: apitype.Advisory}
		}
	}
	found := findings(judgedWith(t, on, graph, config))
	assert.Equal(t, off, slices.Sorted(maps.Keys(found)))
}
