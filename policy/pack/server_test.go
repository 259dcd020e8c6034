package pack

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
)

// dial connects to a local port as the engine does.
func dial(t *testing.T, port int) pulumirpc.AnalyzerClient {
	t.Helper()
	conn, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", port), grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return pulumirpc.NewAnalyzerClient(conn)
}

// served puts the test pack behind a real gRPC server and returns both views of it: the raw client, and the one that the
// engine uses.
func served(t *testing.T, class string) (pulumirpc.AnalyzerClient, plugin.Analyzer) {
	t.Helper()
	analyzer, err := NewAnalyzer(testPack(t), atNoon)
	require.NoError(t, err)
	stop := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(srv *grpc.Server) error {
		pulumirpc.RegisterAnalyzerServer(srv, NewServer(analyzer))
		return nil
	}})
	require.NoError(t, err)
	t.Cleanup(func() { close(stop) })
	client := dial(t, handle.Port)
	_, err = client.Handshake(t.Context(), &pulumirpc.AnalyzerHandshakeRequest{EngineAddress: "127.0.0.1:1"})
	require.NoError(t, err)
	if class != "" {
		_, err = client.ConfigureStack(t.Context(), &pulumirpc.AnalyzerStackConfigureRequest{
			Stack: "s", Project: "shop", Config: map[string]string{"aks-landing-zone:environment": class}, DryRun: true,
		})
		require.NoError(t, err)
	}
	return client, plugin.NewAnalyzerWithClient("test-pack", client)
}

func TestThePackDescribesItselfAndItsRules(t *testing.T) {
	_, engine := served(t, "dev")
	info, err := engine.GetAnalyzerInfo(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "test-pack", info.Name)
	assert.Equal(t, "Test pack", info.DisplayName)
	assert.Equal(t, "1.2.3", info.Version)
	assert.Equal(t, "For tests.", info.Description)
	assert.True(t, info.SupportsConfig)
	require.Len(t, info.Policies, 3)

	door := info.Policies[0]
	schemaOf := door.ConfigSchema
	door.ConfigSchema = nil
	assert.Equal(t, plugin.AnalyzerPolicyInfo{
		Name: "door-closed", DisplayName: "Door is closed", Description: "Draught.", EnforcementLevel: apitype.Advisory,
		Message: "Door is closed", Type: plugin.AnalyzerPolicyTypeResource, Severity: apitype.PolicySeverityHigh,
		Tags: []string{"mandatory-prod"}, RemediationSteps: "Close it.", URL: "https://example.org/doors",
	}, door, "in dev a mandatory-prod rule is advisory")
	assert.Len(t, schemaOf.Properties, 1, "only what the engine adds")

	assert.Equal(t, plugin.AnalyzerPolicyTypeStack, info.Policies[2].Type)
	assert.Equal(t, apitype.Mandatory, info.Policies[2].EnforcementLevel)

	schema := info.Policies[1].ConfigSchema.Properties
	assert.Equal(t, plugin.JSONSchema{"description": "", "type": "array", "default": []any{"red"},
		"items": map[string]any{"type": "string", "minLength": 1.0, "pattern": "^[a-z]+$"}}, schema["colours"])
	assert.Equal(t, plugin.JSONSchema{"description": "", "type": "integer", "minimum": 1.0, "default": 3.0}, schema["limit"])
	assert.Equal(t, plugin.JSONSchema{"description": "", "type": "boolean", "default": true}, schema["strict"])
	assert.Equal(t, plugin.JSONSchema{"description": "", "type": "string", "enum": []any{"dev", "qa", "prod"}}, schema["environment"])
	assert.Equal(t, "array", schema["exceptions"]["type"])

	version, err := engine.GetPluginInfo(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "1.2.3", version.Version.String())
}

func TestTheClassOfTheStackDecidesWhatStopsADeployment(t *testing.T) {
	for class, want := range map[string]apitype.EnforcementLevel{
		"prod": apitype.Mandatory, "qa": apitype.Advisory, "dev": apitype.Advisory, "": apitype.Mandatory,
	} {
		_, engine := served(t, class)
		response, err := engine.Analyze(t.Context(), made("front", "house:build:Door", Map{"closed": false}).AnalyzerResource)
		require.NoError(t, err)
		require.Len(t, response.Diagnostics, 1)
		assert.Equal(t, want, response.Diagnostics[0].EnforcementLevel, "class %q", class)
	}
}

func TestAViolationNamesRuleResourceValueRemedyAndSource(t *testing.T) {
	_, engine := served(t, "prod")
	door := made("front", "house:build/v1:Door", Map{"closed": false})
	response, err := engine.Analyze(t.Context(), door.AnalyzerResource)
	require.NoError(t, err)
	assert.Equal(t, []plugin.AnalyzeDiagnostic{{
		PolicyName: "door-closed", PolicyPackName: "test-pack", PolicyPackVersion: "1.2.3", Description: "Door is closed",
		Message:          "closed is false; it must be true.\nClose it.\nhttps://example.org/doors",
		EnforcementLevel: apitype.Mandatory, URN: door.URN, Severity: apitype.PolicySeverityHigh,
	}}, response.Diagnostics)
}

// The engine counts a rule as kept unless it hears otherwise, so silence has to be said.
func TestRulesThatDoNotDecideSaySo(t *testing.T) {
	_, engine := served(t, "prod")
	silent := func(properties Map, token string) map[string]string {
		response, err := engine.Analyze(t.Context(), made("x", token, properties).AnalyzerResource)
		require.NoError(t, err)
		assert.Empty(t, response.Diagnostics)
		reasons := map[string]string{}
		for _, n := range response.NotApplicable {
			reasons[n.PolicyName] = n.Reason
		}
		return reasons
	}
	assert.Equal(t, map[string]string{"settings": "does not speak of this type"}, silent(Map{"closed": true}, "house:build:Door"),
		"the rule is kept")
	assert.Equal(t, map[string]string{"settings": "does not speak of this type", "door-closed": "not known yet: closed"},
		silent(Map{"closed": Unknown}, "house:build:Door"), "the value is not known before deployment")
	assert.Equal(t, map[string]string{"settings": "does not speak of this type", "door-closed": "does not speak of this type"},
		silent(nil, "house:build:Roof"), "the type is another's matter")
}

func TestSecretsAreJudgedOverTheWireAndNotPrinted(t *testing.T) {
	_, engine := served(t, "prod")
	door := made("front", "house:build:Door", nil)
	door.Properties = resource.PropertyMap{"closed": resource.MakeSecret(resource.NewStringProperty("combination"))}
	response, err := engine.Analyze(t.Context(), door.AnalyzerResource)
	require.NoError(t, err)
	require.Len(t, response.Diagnostics, 1)
	assert.Contains(t, response.Diagnostics[0].Message, "closed is [secret]")
	assert.NotContains(t, response.Diagnostics[0].Message, "combination")
}

func TestTheStackIsJudgedWithItsDependencies(t *testing.T) {
	_, engine := served(t, "prod")
	stack := Together(
		ExampleResource{Name: "front", Type: "house:build:Door", Properties: Map{"closed": true}},
		ExampleResource{Name: "back", Type: "house:build:Door", Properties: Map{"closed": true}},
		ExampleResource{Name: "w", Type: "house:build:Window", Properties: Map{"door": Unknown}, DependsOn: map[string][]string{"door": {"front"}}},
	).Materialize()
	response, err := engine.AnalyzeStack(t.Context(), stack)
	require.NoError(t, err)
	require.Len(t, response.Diagnostics, 1)
	assert.Equal(t, stack[1].URN, response.Diagnostics[0].URN, "the finding is about the door without a window")
	assert.Equal(t, "the door has no window.\nAdd one.\nhttps://example.org/windows", response.Diagnostics[0].Message)

	response, err = engine.AnalyzeStack(t.Context(), stack[2:])
	require.NoError(t, err)
	assert.Equal(t, []plugin.PolicyNotApplicable{{PolicyName: "window-per-door", Reason: "the stack has no resource that the rule speaks of"}},
		response.NotApplicable)
}

func TestThePolicyConfigurationArrivesAndMistakesComeBack(t *testing.T) {
	_, engine := served(t, "prod")
	door := made("front", "house:build:Door", Map{"closed": false}).AnalyzerResource
	require.NoError(t, engine.Configure(t.Context(), map[string]plugin.AnalyzerPolicyConfig{
		"door-closed": {EnforcementLevel: apitype.Mandatory},
		"settings": {EnforcementLevel: apitype.Advisory, Properties: Map{"limit": 4, "exceptions": []any{
			Map{"rule": "door-closed", "resource": "front", "owner": "team", "reason": "moving", "expires": "2026-12-31"}}}},
	}))
	response, err := engine.Analyze(t.Context(), door)
	require.NoError(t, err)
	assert.Empty(t, response.Diagnostics, "the door is exempt")
	assert.Contains(t, response.NotApplicable, plugin.PolicyNotApplicable{PolicyName: "door-closed", Reason: "exempt until 2026-12-31 by team: moving"})

	err = engine.Configure(t.Context(), map[string]plugin.AnalyzerPolicyConfig{
		"settings": {EnforcementLevel: apitype.Advisory, Properties: Map{"limit": 0}},
	})
	assert.ErrorContains(t, err, "settings.limit: 0 is below 1")
	response, err = engine.Analyze(t.Context(), door)
	require.NoError(t, err)
	assert.Empty(t, response.Diagnostics, "a refused configuration changes nothing")
}

func TestCancelEndsTheWork(t *testing.T) {
	_, engine := served(t, "prod")
	require.NoError(t, engine.Cancel(t.Context()))
	_, err := engine.Analyze(t.Context(), made("front", "house:build:Door", nil).AnalyzerResource)
	assert.Error(t, err)
	_, err = engine.AnalyzeStack(t.Context(), nil)
	assert.Error(t, err)
}

func TestNothingIsRemediated(t *testing.T) {
	_, engine := served(t, "prod")
	response, err := engine.Remediate(t.Context(), made("front", "house:build:Door", Map{"closed": false}).AnalyzerResource)
	require.NoError(t, err)
	assert.Empty(t, response.Remediations)
}

// These are the reasons for not using the SDK's server as it is. When this fails, a part of the server can go.
func TestTheServerOfTheSDKStillNeedsHelp(t *testing.T) {
	analyzer, err := NewAnalyzer(testPack(t), atNoon)
	require.NoError(t, err)
	sdk := plugin.NewAnalyzerServer(analyzer)
	_, err = sdk.ConfigureStack(t.Context(), &pulumirpc.AnalyzerStackConfigureRequest{Config: map[string]string{"aks-landing-zone:environment": "dev"}})
	require.NoError(t, err)
	assert.Equal(t, Prod, analyzer.judge.Class(), "it keeps the configuration of the stack to itself")
	assert.Panics(t, func() { _, _ = sdk.GetAnalyzerInfo(t.Context(), &emptypb.Empty{}) }, "it cannot encode the schema of a setting")
}

// start runs the plugin as a process would, beside an engine, and returns its client and what it ends with.
func start(ctx context.Context, t *testing.T, args ...string) (client pulumirpc.AnalyzerClient, stopEngine func(), ended <-chan error) {
	t.Helper()
	stop := make(chan bool)
	engine, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(*grpc.Server) error { return nil }})
	require.NoError(t, err)
	stdout, in := io.Pipe()
	end := make(chan error, 1)
	p := testPack(t)
	go func() {
		end <- serve(ctx, p, append([]string{fmt.Sprintf("127.0.0.1:%d", engine.Port)}, args...), in, 20*time.Millisecond)
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	var port int
	_, err = fmt.Sscanf(line, "%d\n", &port)
	require.NoError(t, err, "the first line is the port and nothing else: %q", line)
	return dial(t, port), func() { close(stop) }, end
}

func awaitEnd(t *testing.T, ended <-chan error) {
	t.Helper()
	select {
	case err := <-ended:
		assert.NoError(t, err)
	case <-time.After(10 * time.Second):
		t.Fatal("the plugin did not end")
	}
}

func TestThePluginStartsInBothWays(t *testing.T) {
	for name, args := range map[string][]string{
		"by the language host":  nil,
		"from the PATH":         {"."},
		"with a runtime option": {".", "-binary=policy"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			client, stopEngine, ended := start(ctx, t, args...)
			defer stopEngine()
			info, err := client.GetPluginInfo(t.Context(), &emptypb.Empty{})
			require.NoError(t, err)
			assert.Equal(t, "1.2.3", info.GetVersion())
			cancel()
			awaitEnd(t, ended)
		})
	}
}

func TestThePluginEndsWithItsEngine(t *testing.T) {
	_, stopEngine, ended := start(t.Context(), t)
	stopEngine()
	awaitEnd(t, ended)
}

func TestThePluginSaysHowItIsMeantToBeRun(t *testing.T) {
	assert.ErrorContains(t, Serve(t.Context(), testPack(t), nil, io.Discard), "pulumi preview --policy-pack")
	assert.ErrorContains(t, Serve(t.Context(), testPack(t), []string{"policy"}, io.Discard), "address of the Pulumi engine")
}
