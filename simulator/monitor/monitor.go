package monitor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Subscription and Tenant are those of resources that a program registers without an explicit provider.
const (
	Subscription = "00000000-0000-4000-8000-000000000001"
	Tenant       = "00000000-0000-4000-8000-000000000002"
)

// Options are the settings of a [Monitor]; the zero value suits most unit tests.
type Options struct {
	// Simulator is the Azure to register in, when it is to be shared between runs or holds resources already. nil means a
	// new one in memory on which nothing takes time.
	Simulator *simulator.Simulator
	// RequireProvider refuses resources without an explicit provider, as a project does that switches default providers
	// off.
	RequireProvider bool
	// Preview judges what is known and creates nothing, for runs with pulumi.RunInfo.DryRun set.
	Preview bool
}

// Monitor is a mocked resource monitor. Use one per run. It is safe for the concurrent calls of a run.
type Monitor struct {
	options Options
	sim     *simulator.Simulator

	mu         sync.Mutex
	registered []*Registration
	providers  map[string]engine.Provider // by URN
	errs       []error
}

var _ pulumi.MockResourceMonitor = (*Monitor)(nil)

// New returns a monitor. The error is that of [simulator.New].
func New(o Options) (*Monitor, error) {
	m := &Monitor{options: o, sim: o.Simulator, providers: map[string]engine.Provider{}}
	if m.sim == nil {
		sim, err := simulator.New(simulator.Options{Retry: &engine.Retry{}})
		if err != nil {
			return nil, err
		}
		m.sim = sim
	}
	return m, nil
}

// Simulator returns the Azure behind the monitor.
func (m *Monitor) Simulator() *simulator.Simulator { return m.sim }

// Err returns everything that was refused, joined; nil when nothing was. A run with a refused registration fails by
// itself; this tells the refusals without Pulumi's wrapping.
func (m *Monitor) Err() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return errors.Join(m.errs...)
}

// NewResource registers a resource, or reads an existing one.
func (m *Monitor) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	id, state, err := m.register(args)
	if err != nil {
		err = fmt.Errorf("%s %q: %w", args.TypeToken, args.Name, err)
		m.mu.Lock()
		m.errs = append(m.errs, err)
		m.mu.Unlock()
		return "", nil, err
	}
	return id, state, nil
}

func (m *Monitor) register(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r, err := m.record(args)
	if err != nil {
		return "", nil, err
	}
	switch {
	case args.ReadRPC != nil:
		return m.read(args, r)
	case !args.Custom:
		return "", args.Inputs, nil
	case strings.HasPrefix(args.TypeToken, "pulumi:providers:"):
		return m.configure(r)
	}
	return m.create(args, r)
}

// record notes the registration.
func (m *Monitor) record(args pulumi.MockResourceArgs) (*Registration, error) {
	inputs := args.Inputs
	if args.RegisterRPC != nil {
		// The mock leaves out what is not known; the request itself still has it.
		var err error
		inputs, err = plugin.UnmarshalProperties(args.RegisterRPC.GetObject(), plugin.MarshalOptions{
			KeepUnknowns: true, KeepSecrets: true, KeepResources: true, KeepOutputValues: true})
		if err != nil {
			return nil, fmt.Errorf("reading inputs: %w", err)
		}
	}
	var read reader
	object, err := read.object("", inputs)
	if err != nil {
		return nil, err
	}
	r := &Registration{Type: args.TypeToken, Name: args.Name, Custom: args.Custom, Inputs: object, Secrets: sorted(read.secrets)}
	r.describe(args.RegisterRPC)
	r.URN = urnOf(args)
	if args.Provider != "" {
		r.Provider = key(providerURN(args.Provider))
	}
	if args.ReadRPC == nil {
		m.mu.Lock()
		m.registered = append(m.registered, r)
		m.mu.Unlock()
	}
	return r, nil
}

// urnOf forms the URN that the resource gets from the mock.
func urnOf(args pulumi.MockResourceArgs) string {
	parent := resource.URN(args.RegisterRPC.GetParent())
	stack, project, parentType := tokens.QName("stack"), tokens.PackageName("project"), tokens.Type("")
	if parent != "" {
		stack, project = parent.Stack(), parent.Project()
		if parent.Type() != resource.RootStackType {
			parentType = parent.QualifiedType()
		}
	}
	return string(resource.NewURN(stack, project, parentType, tokens.Type(args.TypeToken), args.Name))
}

// providerURN returns the URN in a provider reference "<urn>::<id>".
func providerURN(reference string) string {
	if i := strings.LastIndex(reference, "::"); i > 0 {
		return reference[:i]
	}
	return reference
}

// configure registers an explicit provider.
func (m *Monitor) configure(r *Registration) (string, resource.PropertyMap, error) {
	p := engine.Provider{Package: strings.TrimPrefix(r.Type, "pulumi:providers:"), Config: r.Inputs}
	if p.Package == "azure-native" {
		for name, into := range map[string]*string{"subscriptionId": &p.Subscription, "tenantId": &p.Tenant} {
			at := r.In().At(name)
			if *into = at.Text(); at.Known() && !azure.IsGUID(at.Text()) {
				return "", nil, fmt.Errorf("%s must be a GUID, but is %q", name, at.Text())
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.providers[r.URN] = p
	r.ID = r.Name
	return r.ID, properties("", r.Inputs, secretSet(r)), nil
}

// providerOf returns the configuration of a resource's provider.
func (m *Monitor) providerOf(reference, token string) (engine.Provider, error) {
	pkg, _, _ := strings.Cut(token, ":")
	if reference == "" {
		if m.options.RequireProvider {
			return engine.Provider{}, fmt.Errorf("there is no explicit %s provider, and default providers are switched off", pkg)
		}
		p := engine.Provider{Package: pkg, Config: map[string]any{}}
		if pkg == "azure-native" {
			p.Subscription, p.Tenant = Subscription, Tenant
		}
		return p, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.providers[providerURN(reference)]
	if !ok {
		return engine.Provider{}, fmt.Errorf("provider %s was not registered", reference)
	}
	if p.Package != pkg {
		return engine.Provider{}, fmt.Errorf("provider %s is one of %s, not of %s", reference, p.Package, pkg)
	}
	return p, nil
}

// create judges a resource and makes it, or previews it.
func (m *Monitor) create(args pulumi.MockResourceArgs, r *Registration) (string, resource.PropertyMap, error) {
	p, err := m.providerOf(args.Provider, args.TypeToken)
	if err != nil {
		return "", nil, err
	}
	request := engine.Request{Token: args.TypeToken, URN: r.URN, Inputs: r.Inputs, Provider: p}
	checked, failures, err := m.sim.Check(request)
	if err != nil {
		return "", nil, err
	}
	var errs []error
	for _, f := range failures {
		errs = append(errs, fmt.Errorf("%s: %w", f.Path, f.Err))
	}
	if err := errors.Join(errs...); err != nil {
		return "", nil, err
	}
	request.Inputs = checked
	if r.ImportID != "" {
		return m.adopt(request, r)
	}
	if m.options.Preview {
		r.Outputs, err = m.sim.Preview(request)
		return "", properties("", r.Outputs, secretSet(r)), err
	}
	made, err := m.sim.Create(context.Background(), request)
	if err != nil {
		return "", nil, err
	}
	r.ID, r.Outputs = made.ID, made.Outputs
	return made.ID, properties("", made.Outputs, secretSet(r)), nil
}

// adopt imports an existing resource and then changes it to what the program says, in one deployment, as the engine has
// done since Pulumi 3.174.
func (m *Monitor) adopt(request engine.Request, r *Registration) (string, resource.PropertyMap, error) {
	request.ID = r.ImportID
	found, err := m.sim.Read(context.Background(), request)
	if err != nil {
		return "", nil, err
	}
	if found == nil {
		return "", nil, fmt.Errorf("resource '%s' does not exist", request.ID)
	}
	r.ID = found.ID
	if m.options.Preview {
		request.OldOutputs = found.Outputs
		r.Outputs, err = m.sim.PreviewUpdate(request)
		return found.ID, properties("", r.Outputs, secretSet(r)), err
	}
	t, err := m.sim.Lookup(request.Token)
	if err != nil {
		return "", nil, err
	}
	if replaces := engine.Replaces(t.Diff(t.Imported(found), request.Inputs, found.Outputs)); len(replaces) > 0 {
		return "", nil, fmt.Errorf("previously-imported resources that still specify an ID may not be replaced: %s differ",
			strings.Join(replaces, ", "))
	}
	changed, err := m.sim.Update(context.Background(), request)
	if err != nil {
		return "", nil, err
	}
	r.Outputs = changed.Outputs
	return found.ID, properties("", changed.Outputs, secretSet(r)), nil
}

// read finds a resource that the program refers to by ID.
func (m *Monitor) read(args pulumi.MockResourceArgs, r *Registration) (string, resource.PropertyMap, error) {
	p, err := m.providerOf(args.Provider, args.TypeToken)
	if err != nil {
		return "", nil, err
	}
	found, err := m.sim.Read(context.Background(), engine.Request{Token: args.TypeToken, URN: r.URN, ID: args.ID, Provider: p})
	if err != nil {
		return "", nil, err
	}
	if found == nil {
		return "", nil, fmt.Errorf("resource %s does not exist", args.ID)
	}
	return found.ID, properties("", found.Outputs, nil), nil
}

// Call answers an invoke.
func (m *Monitor) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	result, err := m.invoke(args)
	if err != nil {
		err = fmt.Errorf("%s: %w", args.Token, err)
		m.mu.Lock()
		m.errs = append(m.errs, err)
		m.mu.Unlock()
		return nil, err
	}
	return properties("", result, nil), nil
}

func (m *Monitor) invoke(args pulumi.MockCallArgs) (map[string]any, error) {
	p, err := m.providerOf(args.Provider, args.Token)
	if err != nil {
		return nil, err
	}
	var read reader
	inputs, err := read.object("", args.Args)
	if err != nil {
		return nil, err
	}
	return m.sim.Invoke(context.Background(), args.Token, inputs, p)
}

func secretSet(r *Registration) map[string]bool {
	set := map[string]bool{}
	for _, path := range r.Secrets {
		set[path] = true
	}
	return set
}
