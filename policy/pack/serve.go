package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// server speaks the analyzer protocol for an [Analyzer]. It leaves to the SDK's server what that forwards whole, and
// answers itself the three calls that it does not: the handshake, the configuration of the stack, which the SDK's
// server drops, and the description of the pack, where it cannot encode the schema of a setting.
type server struct {
	pulumirpc.AnalyzerServer
	analyzer *Analyzer
}

// NewServer returns the gRPC service of an analyzer.
func NewServer(a *Analyzer) pulumirpc.AnalyzerServer {
	return &server{AnalyzerServer: plugin.NewAnalyzerServer(a), analyzer: a}
}

// Handshake accepts the engine; nothing in it matters to a pack that reads no files.
func (s *server) Handshake(context.Context, *pulumirpc.AnalyzerHandshakeRequest) (*pulumirpc.AnalyzerHandshakeResponse, error) {
	return &pulumirpc.AnalyzerHandshakeResponse{}, nil
}

// ConfigureStack passes the project and the configuration of the stack on.
func (s *server) ConfigureStack(_ context.Context, req *pulumirpc.AnalyzerStackConfigureRequest) (*pulumirpc.AnalyzerStackConfigureResponse, error) {
	if err := s.analyzer.ConfigureStack(req.GetProject(), req.GetConfig()); err != nil {
		return nil, err
	}
	return &pulumirpc.AnalyzerStackConfigureResponse{}, nil
}

// GetAnalyzerInfo describes the pack.
func (s *server) GetAnalyzerInfo(ctx context.Context, _ *emptypb.Empty) (*pulumirpc.AnalyzerInfo, error) {
	info, err := s.analyzer.GetAnalyzerInfo(ctx)
	if err != nil {
		return nil, err
	}
	schemas := make([]*pulumirpc.PolicyConfigSchema, len(info.Policies))
	for i, policy := range info.Policies {
		if schemas[i], err = marshalSchema(policy.ConfigSchema); err != nil {
			return nil, fmt.Errorf("encoding the settings of %s: %w", policy.Name, err)
		}
		info.Policies[i].ConfigSchema = nil
	}
	described, err := plugin.NewAnalyzerServer(fixedInfo{Analyzer: s.analyzer, info: info}).GetAnalyzerInfo(ctx, &emptypb.Empty{})
	if err != nil {
		return nil, err
	}
	for i, policy := range described.GetPolicies() {
		policy.ConfigSchema = schemas[i]
	}
	return described, nil
}

// fixedInfo is an analyzer with a given description.
type fixedInfo struct {
	*Analyzer
	info plugin.AnalyzerInfo
}

// GetAnalyzerInfo returns the given description.
func (f fixedInfo) GetAnalyzerInfo(context.Context) (plugin.AnalyzerInfo, error) { return f.info, nil }

func marshalSchema(schema *plugin.AnalyzerPolicyConfigSchema) (*pulumirpc.PolicyConfigSchema, error) {
	if schema == nil {
		return nil, nil
	}
	properties := make(map[string]any, len(schema.Properties))
	for name, s := range schema.Properties {
		properties[name] = map[string]any(s)
	}
	encoded, err := structpb.NewStruct(properties)
	if err != nil {
		return nil, err
	}
	return &pulumirpc.PolicyConfigSchema{Properties: encoded, Required: schema.Required}, nil
}

// enginePulse is how often a served pack looks whether the engine that started it is still there.
const enginePulse = 5 * time.Second

// Serve runs a pack as an analyzer plugin until ctx ends or the engine goes away. args are the arguments of the process
// without its name. The engine gives its own address first; what may follow, the folder of the pack and options of the
// runtime, does not matter here. The port is written to stdout as one line, as the protocol wants.
//
// It is called in the same way whether Pulumi's Go language host compiled and started the pack, or the CLI found it on
// the PATH under the name pulumi-analyzer-policy-go.
func Serve(ctx context.Context, p *Pack, args []string, stdout io.Writer) error {
	return serve(ctx, p, args, stdout, enginePulse)
}

func serve(ctx context.Context, p *Pack, args []string, stdout io.Writer, pulse time.Duration) error {
	engine, err := engineAddress(args)
	if err != nil {
		return err
	}
	analyzer, err := NewAnalyzer(p, nil)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err = rpcutil.Healthcheck(ctx, engine, pulse, cancel); err != nil {
		return fmt.Errorf("watching the engine at %s: %w", engine, err)
	}
	stop := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: stop,
		Init: func(srv *grpc.Server) error {
			pulumirpc.RegisterAnalyzerServer(srv, NewServer(analyzer))
			return nil
		},
	})
	if err != nil {
		return fmt.Errorf("serving the policy pack: %w", err)
	}
	if _, err := fmt.Fprintf(stdout, "%d\n", handle.Port); err != nil {
		return fmt.Errorf("telling the engine the port: %w", err)
	}
	select {
	case <-ctx.Done():
		close(stop)
		return <-handle.Done
	case err := <-handle.Done:
		return err
	}
}

func engineAddress(args []string) (string, error) {
	if len(args) == 0 {
		return "", errors.New("this is a plugin of the Pulumi CLI; run it with `pulumi preview --policy-pack <folder>`")
	}
	if _, _, err := net.SplitHostPort(args[0]); err != nil {
		return "", fmt.Errorf("the first argument must be the address of the Pulumi engine: %w", err)
	}
	return args[0], nil
}
