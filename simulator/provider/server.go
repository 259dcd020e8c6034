package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"

	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Packages are the Pulumi packages that the simulator stands in for.
func Packages() []string { return []string{"azure-native", "kubernetes"} }

// versions are the providers whose behaviour is modelled.
var versions = map[string]semver.Version{
	"azure-native": semver.MustParse("2.88.0"),
	"kubernetes":   semver.MustParse("4.25.0"),
}

// Serve offers a package's provider on a port of the loopback interface that the system chooses. stop ends it and
// waits for calls under way. Errors: an unknown package, no port to be had.
func Serve(ctx context.Context, sim *simulator.Simulator, pkg string) (port int, stop func(), err error) {
	version, ok := versions[pkg]
	if !ok {
		return 0, nil, fmt.Errorf("the simulator has no provider %q", pkg)
	}
	s := &server{pkg: pkg, version: version, sim: sim, configured: configurations{byConnection: map[string]engine.Provider{}}}
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(g *grpc.Server) error {
			pulumirpc.RegisterResourceProviderServer(g, rooted{plugin.NewProviderServer(s)})
			return nil
		},
	})
	if err != nil {
		return 0, nil, fmt.Errorf("listening for the engine: %w", err)
	}
	stopped := make(chan struct{})
	go func() {
		<-handle.Done //nolint:errcheck // the server was asked to stop
		close(stopped)
	}()
	stop = func() {
		close(cancel)
		select {
		case <-stopped:
		case <-time.After(gracePeriod):
		case <-ctx.Done():
		}
	}
	return handle.Port, stop, nil
}

// rooted names what changes by its top-level property, as azure-native does. The SDK's server names the whole path, and of
// that the CLI's line about a resource shows nothing.
type rooted struct {
	pulumirpc.ResourceProviderServer
}

// Diff implements pulumirpc.ResourceProviderServer.
func (r rooted) Diff(ctx context.Context, request *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	response, err := r.ResourceProviderServer.Diff(ctx, request)
	if err == nil {
		response.Diffs = engine.Roots(response.GetDiffs())
	}
	return response, err
}

// gracePeriod is how long a call under way may take once nobody wants its answer any more.
const gracePeriod = 5 * time.Second

// server speaks the protocol for one package.
type server struct {
	plugin.UnimplementedProvider
	pkg        string
	version    semver.Version
	sim        *simulator.Simulator
	configured configurations
}

var _ plugin.GrpcProvider = (*server)(nil)

func (s *server) Close() error { return nil }

func (s *server) Attach(string) error { return nil }

func (s *server) SignalCancellation(context.Context) error { return nil }

func (s *server) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	return plugin.PluginInfo{Version: &s.version}, nil
}

func (s *server) Handshake(context.Context, plugin.ProviderHandshakeRequest) (*plugin.ProviderHandshakeResponse, error) {
	return &plugin.ProviderHandshakeResponse{AcceptSecrets: true, AcceptResources: true}, nil
}

func (s *server) GetSchema(context.Context, plugin.GetSchemaRequest) (plugin.GetSchemaResponse, error) {
	return plugin.GetSchemaResponse{Schema: []byte(fmt.Sprintf(`{"name":%q,"version":%q}`, s.pkg, s.version))}, nil
}

func (s *server) CheckConfig(_ context.Context, r plugin.CheckConfigRequest) (plugin.CheckConfigResponse, error) {
	config, err := plain(r.News)
	if err != nil {
		return plugin.CheckConfigResponse{}, err
	}
	return plugin.CheckConfigResponse{Properties: r.News, Failures: s.checkConfig(config)}, nil
}

// DiffConfig never replaces a provider: what it manages stays where it is.
func (s *server) DiffConfig(_ context.Context, r plugin.DiffConfigRequest) (plugin.DiffConfigResponse, error) {
	if r.OldInputs.DeepEquals(r.NewInputs) {
		return plugin.DiffConfigResponse{Changes: plugin.DiffNone}, nil
	}
	result := plugin.DiffConfigResponse{Changes: plugin.DiffSome}
	for key, value := range r.NewInputs {
		if old, ok := r.OldInputs[key]; !ok || !old.DeepEquals(value) {
			result.ChangedKeys = append(result.ChangedKeys, key)
		}
	}
	return result, nil
}

func (s *server) Configure(ctx context.Context, r plugin.ConfigureRequest) (plugin.ConfigureResponse, error) {
	config, err := plain(r.Inputs)
	if err != nil {
		return plugin.ConfigureResponse{}, fmt.Errorf("configuring the provider: %w", err)
	}
	s.configured.set(ctx, s.configure(config))
	return plugin.ConfigureResponse{}, nil
}

func (s *server) Invoke(ctx context.Context, r plugin.InvokeRequest) (plugin.InvokeResponse, error) {
	p, err := s.configured.get(ctx)
	if err != nil {
		return plugin.InvokeResponse{}, err
	}
	args, err := plain(r.Args)
	if err != nil {
		return plugin.InvokeResponse{}, err
	}
	result, err := s.sim.Invoke(ctx, string(r.Tok), args, p)
	var refused *engine.Error
	switch {
	case errors.As(err, &refused) && refused.Code == "":
		return plugin.InvokeResponse{Failures: []plugin.CheckFailure{{
			Property: resource.PropertyKey(refused.Path), Reason: refused.Message,
		}}}, nil
	case err != nil:
		return plugin.InvokeResponse{}, err
	}
	return plugin.InvokeResponse{Properties: properties(result)}, nil
}
