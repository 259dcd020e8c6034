package rules_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

// said is what one rule answered about one example, in the words of the protocol.
type said struct {
	violations []string
	// silence are the reasons for which the rule did not decide.
	silence []string
}

// ask puts resources before the pack as the engine does, encoded, and returns what one rule says.
func ask(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, resources []plugin.AnalyzerStackResource) said {
	t.Helper()
	ctx := context.Background()
	analyzer, err := pack.NewAnalyzer(p, nil)
	require.NoError(t, err)
	server := pack.NewServer(analyzer)
	options := example.Options(rule.ID)
	_, err = server.ConfigureStack(ctx, &pulumirpc.AnalyzerStackConfigureRequest{Project: options.Project, Config: options.StackConfig})
	require.NoError(t, err)
	require.NoError(t, analyzer.Configure(ctx, options.Policy), "the settings of the example must be valid")

	var heard said
	hear := func(response *pulumirpc.AnalyzeResponse, err error) {
		require.NoError(t, err)
		for _, d := range response.GetDiagnostics() {
			if d.GetPolicyName() == rule.ID {
				heard.violations = append(heard.violations, d.GetMessage())
			}
		}
		for _, n := range response.GetNotApplicable() {
			if n.GetPolicyName() == rule.ID {
				heard.silence = append(heard.silence, n.GetReason())
			}
		}
	}
	if rule.CheckStack != nil {
		request := &pulumirpc.AnalyzeStackRequest{}
		for _, r := range resources {
			encoded := &pulumirpc.AnalyzerResource{
				Urn: string(r.URN), Type: string(r.Type), Name: r.Name, Properties: encode(t, r.Properties),
				PropertyDependencies: map[string]*pulumirpc.AnalyzerPropertyDependencies{},
			}
			for property, urns := range r.PropertyDependencies {
				dependencies := &pulumirpc.AnalyzerPropertyDependencies{}
				for _, urn := range urns {
					dependencies.Urns = append(dependencies.Urns, string(urn))
				}
				encoded.PropertyDependencies[string(property)] = dependencies
			}
			request.Resources = append(request.Resources, encoded)
		}
		hear(server.AnalyzeStack(ctx, request))
		return heard
	}
	for _, r := range resources {
		request := &pulumirpc.AnalyzeRequest{Urn: string(r.URN), Type: string(r.Type), Name: r.Name, Properties: encode(t, r.Properties)}
		if r.Provider != nil {
			request.Provider = &pulumirpc.AnalyzerProviderResource{Properties: encode(t, r.Provider.Properties)}
		}
		hear(server.Analyze(ctx, request))
	}
	return heard
}

func encode(t *testing.T, m resource.PropertyMap) *structpb.Struct {
	t.Helper()
	encoded, err := plugin.MarshalProperties(m, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, SkipInternalKeys: true})
	require.NoError(t, err)
	return encoded
}

func newPack(t testing.TB) *pack.Pack {
	t.Helper()
	p, err := pack.New(rules.Info, rules.All()...)
	require.NoError(t, err)
	return p
}

// eachExample runs a test for every example of every rule.
func eachExample(t *testing.T, test func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, keepsRule bool)) {
	p := newPack(t)
	for _, rule := range p.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			for name, example := range rule.Pass {
				t.Run("kept: "+name, func(t *testing.T) { test(t, p, rule, example, true) })
			}
			for name, example := range rule.Fail {
				t.Run("violated: "+name, func(t *testing.T) { test(t, p, rule, example, false) })
			}
		})
	}
}

func TestExamplesAreJudgedAsTheyAreFiled(t *testing.T) {
	eachExample(t, func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, keepsRule bool) {
		heard := ask(t, p, rule, example, example.Materialize())
		if keepsRule {
			assert.Empty(t, heard.violations, "an example that keeps the rule is reported")
			return
		}
		require.NotEmpty(t, heard.violations, "an example that violates the rule is not found; the rule said %q", heard.silence)
		for _, message := range heard.violations {
			assert.Contains(t, message, rule.Remedy)
			assert.Contains(t, message, rule.Source)
			assert.NotContains(t, message, "%!", "a message was formatted wrongly")
			assert.NotContains(t, message, "c2VjcmV0LW9mLWFuLWV4YW1wbGU", "a message gives a secret away")
		}
	})
}

// A value that is not known before deployment must neither be reported nor be taken for good.
func TestUnknownValuesAreNeitherViolationsNorPasses(t *testing.T) {
	eachExample(t, func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, keepsRule bool) {
		for i, original := range example.Materialize() {
			for _, hidden := range everyPlace(original.Properties) {
				resources := example.Materialize()
				resources[i].Properties = replaceAt(original.Properties, hidden, unknownAt)
				heard := ask(t, p, rule, example, resources)
				if keepsRule {
					assert.Emptyf(t, heard.violations, "reported because %v of resource %d is not known yet", hidden, i)
				} else if len(heard.violations) == 0 {
					assert.NotEmptyf(t, heard.silence, "passed because %v of resource %d is not known yet", hidden, i)
				}
			}
		}
	})
}

// When nothing at all is known about the resources, no rule that reads properties may have an opinion.
func TestWhollyUnknownResourcesGetNoPass(t *testing.T) {
	judgesPresence := map[string]bool{
		"cluster-count": true, "no-naked-pods": true, "no-static-pv": true, "no-client-secrets": true,
		"environment-declared": true, "exception-not-expired": true, "no-kyverno-clusterpolicy": true, "no-blueprints": true, "no-redis-classic": true, "no-frontdoor-classic": true, "private-cluster-needs-access-path": true,
	}
	eachExample(t, func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, _ bool) {
		if judgesPresence[rule.ID] {
			return // it speaks of the presence of a resource, whatever its properties
		}
		resources := example.Materialize()
		for i, r := range resources {
			hidden := resource.PropertyMap{}
			for _, key := range propertiesOf(rule, string(r.Type)) {
				hidden[key] = unknownAt(resource.PropertyValue{})
			}
			resources[i].Properties = hidden
			resources[i].PropertyDependencies = nil
		}
		heard := ask(t, p, rule, example, resources)
		if len(heard.violations) == 0 {
			assert.NotEmpty(t, heard.silence, "passed although nothing is known")
		}
	})
}

// propertiesOf lists the properties that any example of a rule gives to resources of a type.
func propertiesOf(rule pack.Rule, token string) []resource.PropertyKey {
	keys := map[resource.PropertyKey]bool{}
	for _, examples := range []pack.Examples{rule.Pass, rule.Fail} {
		for _, example := range examples {
			for _, r := range example.Resources {
				if pack.Canonical(r.Type) != pack.Canonical(token) {
					continue
				}
				for key := range r.Properties {
					keys[resource.PropertyKey(key)] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// Secrets decide like other values and are never printed.
func TestSecretsAreJudgedAndMasked(t *testing.T) {
	eachExample(t, func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, keepsRule bool) {
		resources := example.Materialize()
		for i, r := range resources {
			for _, place := range everyPlace(r.Properties) {
				resources[i].Properties = replaceAt(resources[i].Properties, place, func(v resource.PropertyValue) resource.PropertyValue {
					return resource.MakeSecret(v)
				})
			}
		}
		judge, err := p.Judge(example.Options(rule.ID))
		require.NoError(t, err)
		found := false
		for _, result := range judgeAll(judge, rule, resources) {
			for _, f := range result.Verdict.Findings() {
				found = true
				if f.Value != "" {
					assert.Regexp(t, `^is (\[secret\]|not set)`, f.Value)
				}
			}
		}
		assert.Equal(t, !keepsRule, found, "secrecy changed the verdict")
	})
}

// Values that arrive as known outputs decide like plain ones.
func TestKnownOutputsAreOpened(t *testing.T) {
	eachExample(t, func(t *testing.T, p *pack.Pack, rule pack.Rule, example pack.Example, keepsRule bool) {
		resources := example.Materialize()
		for i, r := range resources {
			for _, place := range everyPlace(r.Properties) {
				resources[i].Properties = replaceAt(resources[i].Properties, place, func(v resource.PropertyValue) resource.PropertyValue {
					return resource.NewOutputProperty(resource.Output{Element: v, Known: true})
				})
			}
		}
		judge, err := p.Judge(example.Options(rule.ID))
		require.NoError(t, err)
		found := false
		for _, result := range judgeAll(judge, rule, resources) {
			found = found || result.Verdict.Outcome() == pack.Failed
		}
		assert.Equal(t, !keepsRule, found, "wrapping in outputs changed the verdict")
	})
}

func judgeAll(judge *pack.Judge, rule pack.Rule, resources []plugin.AnalyzerStackResource) []pack.Result {
	var all []pack.Result
	if rule.CheckStack != nil {
		all = judge.Stack(resources)
	} else {
		for _, r := range resources {
			all = append(all, judge.Resource(r.AnalyzerResource)...)
		}
	}
	var own []pack.Result
	for _, result := range all {
		if result.Rule == rule.ID {
			own = append(own, result)
		}
	}
	return own
}
