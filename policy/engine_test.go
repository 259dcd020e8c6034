//go:build engine

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// echo is a provider that accepts everything and answers with the inputs, so that nothing but the pack refuses.
type echo struct {
	pulumirpc.UnimplementedResourceProviderServer
}

func (echo) CheckConfig(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: r.GetNews()}, nil
}

func (echo) DiffConfig(context.Context, *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return &pulumirpc.DiffResponse{}, nil
}

func (echo) Configure(context.Context, *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	return &pulumirpc.ConfigureResponse{AcceptSecrets: true, SupportsPreview: true}, nil
}

func (echo) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "2.88.0"}, nil
}

func (echo) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (echo) Diff(context.Context, *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}, nil
}

func (echo) Check(_ context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: r.GetNews()}, nil
}

func (echo) Create(_ context.Context, r *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	return &pulumirpc.CreateResponse{Id: "id", Properties: r.GetProperties()}, nil
}

// engine makes a stack that runs a program under the real Pulumi CLI, with the pack on the PATH as the CLI looks for it.
func engine(t *testing.T, config map[string]string, program pulumi.RunFunc) auto.Stack {
	t.Helper()
	cli, err := exec.LookPath("pulumi")
	if err != nil {
		cli, err = filepath.Abs(filepath.Join("..", ".try", "bin", "pulumi"))
		require.NoError(t, err)
	}
	tools := t.TempDir()
	require.NoError(t, os.Symlink(cli, filepath.Join(tools, "pulumi")), "the engine tests need the Pulumi CLI")
	build := exec.Command("go", "build", "-o", filepath.Join(tools, "pulumi-analyzer-policy-go"), ".")
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))

	stop := make(chan bool)
	provider, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(srv *grpc.Server) error {
		pulumirpc.RegisterResourceProviderServer(srv, echo{})
		return nil
	}})
	require.NoError(t, err)
	t.Cleanup(func() { close(stop) })

	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	state := t.TempDir()
	stack, err := auto.UpsertStackInlineSource(t.Context(), "prod", "shop", program,
		auto.Project(workspace.Project{
			Name: tokens.PackageName("shop"), Runtime: workspace.NewProjectRuntimeInfo("go", nil),
			Backend: &workspace.ProjectBackend{URL: "file://" + state},
		}),
		auto.WorkDir(t.TempDir()),
		auto.EnvVars(map[string]string{
			"PULUMI_CONFIG_PASSPHRASE":                    "passphrase",
			"PULUMI_DEBUG_PROVIDERS":                      fmt.Sprintf("azure-native:%d", provider.Port),
			"PULUMI_SKIP_UPDATE_CHECK":                    "true",
			"PULUMI_HOME":                                 t.TempDir(),
			"PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
		}))
	require.NoError(t, err)
	for key, value := range config {
		require.NoError(t, stack.SetConfig(t.Context(), key, auto.ConfigValue{Value: value}))
	}
	return stack
}

// folder is where the pack is; the CLI runs elsewhere.
func folder(t *testing.T) string {
	t.Helper()
	here, err := filepath.Abs(".")
	require.NoError(t, err)
	return here
}

func register(token, name string, properties pulumi.Map) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error {
		var state pulumi.CustomResourceState
		return ctx.RegisterResource(token, name, properties, &state)
	}
}

const publicIPToken = "azure-native:network/v20240501:PublicIPAddress"

func goodAddress() pulumi.Map {
	return pulumi.Map{
		"publicIpAddressName": pulumi.String("pip-a"), "location": pulumi.String("westeurope"),
		"sku": pulumi.StringMap{"name": pulumi.String("Standard")}, "zones": pulumi.ToStringArray([]string{"1", "2", "3"}),
		"tags": pulumi.ToStringMap(map[string]string{"team": "a", "costCenter": "b", "environment": "prod"}),
	}
}

func TestTheEngineStopsAtAMandatoryViolationAndTellsTheWayOut(t *testing.T) {
	stack := engine(t, map[string]string{"aks-landing-zone:environment": "qa"},
		register(publicIPToken, "address", pulumi.Map{"location": pulumi.String("westeurope")}))
	var story bytes.Buffer
	_, err := stack.Preview(t.Context(), optpreview.PolicyPacks(folder(t)), optpreview.ProgressStreams(&story), optpreview.Color("never"))
	require.Error(t, err)
	for _, part := range []string{
		"aks-landing-zone@v0.1.0", "[mandatory] [severity: high]  no-basic-sku", "PublicIPAddress: address",
		`sku.name is not set, which means "Basic"; it must not be "Basic".`, "Set sku.name to Standard",
		"https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance",
		"[advisory] [severity: high]  zone-redundant-dependencies", "public-ip-allowlist",
	} {
		assert.Contains(t, story.String(), part)
	}
}

func TestTheEngineHandsOverStackAndPolicyConfiguration(t *testing.T) {
	program := register(publicIPToken, "address", goodAddress())
	file := filepath.Join(t.TempDir(), "policy.json")
	configure := func(text string) {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	stack := engine(t, map[string]string{"aks-landing-zone:environment": "prod"}, program)
	up := func() (string, error) {
		var story bytes.Buffer
		_, err := stack.Up(t.Context(), optup.PolicyPacks(folder(t)), optup.PolicyPackConfigs(file), optup.ProgressStreams(&story), optup.ErrorProgressStreams(&story), optup.Color("never"))
		return story.String(), err
	}

	configure(`{"required-tags": {"requiredTags": ["owner"]}}`)
	story, err := up()
	require.Error(t, err)
	assert.Contains(t, story, "tags.owner is not set")

	configure(`{"required-tags": {"requiredTag": ["owner"]}}`)
	story, err = up()
	require.Error(t, err)
	assert.Contains(t, story+err.Error(), "required-tags.requiredTag: the rule has no such setting")

	configure(`{"aks-kms": {"regulated": "yes"}}`)
	story, err = up()
	require.Error(t, err)
	assert.Contains(t, story+err.Error(), "regulated")

	configure(exempting("2020-01-01"))
	story, err = up()
	require.Error(t, err)
	assert.Contains(t, story, "exception-not-expired")
	assert.Contains(t, story, "expired on 2020-01-01; owner network team")

	configure(exempting("2999-12-31"))
	story, err = up()
	require.NoError(t, err, story)
	assert.NotContains(t, story, "[mandatory]")
}

func exempting(expires string) string {
	return strings.ReplaceAll(`{
  "diagnostics-required": {"enforcementLevel": "advisory"},
  "exception-not-expired": {"exceptions": [
    {"rule": "public-ip-allowlist", "resource": "address", "owner": "network team", "reason": "attached by hand for now", "expires": "DAY"}
  ]}
}`, "DAY", expires)
}
