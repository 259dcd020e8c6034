package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/policyx"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

// asPlugin, in the environment of the test binary, makes it a plugin instead of running tests.
const asPlugin = "POLICY_TEST_PLUGIN"

// The plugins that the test binary can be.
const (
	pluginOwn      = "own"
	pluginPolicyx  = "policyx"
	pluginNoChecks = "policyx without checks"
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(asPlugin) {
	case "":
		os.Exit(m.Run())
	case pluginOwn:
		err = run(os.Args[1:])
	case pluginPolicyx:
		err = policyx.Main(policyxPack(true))
	case pluginNoChecks:
		err = policyx.Main(policyxPack(false))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// startPlugin runs the test binary as a plugin beside an engine and configures it for a stack.
func startPlugin(t testing.TB, kind, class string) pulumirpc.AnalyzerClient {
	t.Helper()
	stop := make(chan bool)
	engine, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(*grpc.Server) error { return nil }})
	require.NoError(t, err)
	address := fmt.Sprintf("127.0.0.1:%d", engine.Port)

	process := exec.Command(os.Args[0], address, ".")
	process.Env = append(os.Environ(), asPlugin+"="+kind)
	process.Stderr = os.Stderr
	stdout, err := process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
		close(stop)
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)

	conn, err := grpc.NewClient("127.0.0.1:"+strings.TrimSpace(line), grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	client := pulumirpc.NewAnalyzerClient(conn)
	ctx := context.Background()
	_, err = client.Handshake(ctx, &pulumirpc.AnalyzerHandshakeRequest{EngineAddress: address})
	require.NoError(t, err)
	_, err = client.ConfigureStack(ctx, &pulumirpc.AnalyzerStackConfigureRequest{
		Stack: "prod", Project: "aks-landing-zone", Config: map[string]string{"aks-landing-zone:environment": class},
	})
	require.NoError(t, err)
	return client
}

func TestTheProcessServesEveryRule(t *testing.T) {
	client := startPlugin(t, pluginOwn, "prod")
	info, err := client.GetAnalyzerInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	assert.Len(t, info.GetPolicies(), len(rules.All()))
	for _, policy := range info.GetPolicies() {
		assert.NotEmpty(t, policy.GetDisplayName(), policy.GetName())
		assert.NotEmpty(t, policy.GetRemediationSteps(), policy.GetName())
		assert.NotEmpty(t, policy.GetUrl(), policy.GetName())
		assert.NotEqual(t, pulumirpc.PolicySeverity_POLICY_SEVERITY_UNSPECIFIED, policy.GetSeverity(), policy.GetName())
		assert.NotEqual(t, pulumirpc.PolicyType_POLICY_TYPE_UNKNOWN, policy.GetPolicyType(), policy.GetName())
	}
}

func TestTheProjectFileAgreesWithThePack(t *testing.T) {
	project, err := workspace.LoadPolicyPack("PulumiPolicy.yaml")
	require.NoError(t, err)
	assert.Equal(t, "go", project.Runtime.Name())
	assert.Equal(t, rules.Info.Version, project.Version)
	require.NotNil(t, project.Description)
	assert.Equal(t, rules.Info.Description, *project.Description)
	_, err = semver.Parse(project.Version)
	assert.NoError(t, err)
}

func newPack(t testing.TB) *pack.Pack {
	t.Helper()
	p, err := pack.New(rules.Info, rules.All()...)
	require.NoError(t, err)
	return p
}
